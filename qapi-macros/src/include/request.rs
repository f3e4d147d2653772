//! The content of a call of `include_qapi!`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;
use qapi_args::devices::Recording;
use qapi_codegen::introspect_from_ir::Symbols;
use qapi_codegen::{Conditions, Config, ConfigError, Conflict, Error};

use super::options;
use crate::failure::{Failure, Problem};
use crate::input::{Cursor, Text, Value};
use crate::source::{Reader, unusable};

/// The call, read.
pub(super) struct Request {
    pub(super) schema: Text,
    pub(super) reading: qapi_parser::Options,
    choices: Choices,
}

/// The options that have been read so far.
#[derive(Default)]
pub(super) struct Choices {
    pub(super) schema: Option<Text>,
    pub(super) reading: qapi_parser::Options,
    pub(super) config: Config,
    pub(super) conditions: Option<How>,
    pub(super) define: Vec<Text>,
    pub(super) defines: Vec<Text>,
    /// Other releases that the code is for: each name, if it is given, with the schema.
    pub(super) also: Vec<(Option<String>, Text)>,
    /// Recordings of devices.
    pub(super) devices: Vec<Text>,
    /// The releases that are preferred, by path.
    pub(super) prefer: BTreeMap<String, String>,
    /// Modules with which types are converted, each with its schema.
    pub(super) convert: Vec<(String, Text)>,
    /// The place of each text, for errors about it.
    pub(super) places: BTreeMap<String, Span>,
}

/// The treatment of `if` conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    All,
    Defined,
    Cfg,
}

impl Choices {
    /// Records the place of a text, and returns the text.
    pub(super) fn place(&mut self, text: &Text) -> String {
        self.places.entry(text.value.clone()).or_insert(text.span);
        text.value.clone()
    }
}

impl Request {
    /// Reads `"path"` or `option: value, …`.
    ///
    /// # Errors
    /// Every invalid option, up to the first syntax error.
    pub(super) fn parse(input: &mut Cursor) -> Result<Request, Vec<Failure>> {
        let mut choices = Choices::default();
        let mut failures = Vec::new();
        if let Some(path) = input.eat_text() {
            choices.schema = Some(path);
            input.eat(',');
            if !input.is_empty() {
                let what = "nothing more after the path (options need `schema: \"…\"` too)";
                failures.push(input.expected(what));
            }
        } else if let Err(failure) = options(input, &mut choices, &mut failures) {
            failures.push(failure);
        }
        if choices.schema.is_none() && failures.is_empty() {
            failures.push(Failure::new(Span::call_site(), Problem::NoSchema));
        }
        match choices.schema.take() {
            Some(schema) if failures.is_empty() => Ok(Request {
                schema,
                reading: choices.reading.clone(),
                choices,
            }),
            _ => Err(failures),
        }
    }

    /// The generator's configuration; reads the files of `defines`.
    pub(super) fn config(&self, reader: &mut Reader) -> Result<Config, Failure> {
        let Choices {
            config,
            conditions,
            define,
            defines,
            devices,
            ..
        } = &self.choices;
        let mut symbols = BTreeSet::new();
        for symbol in define {
            let one = Symbols::defined([&symbol.value]);
            let one = one.map_err(|error| Failure::from_error(symbol.span, &error))?;
            symbols.extend(one.into_names());
        }
        for file in defines {
            let of_file = Symbols::from_file_text(&reader.text(file)?);
            let of_file = of_file.map_err(|error| unusable(file, error.to_string()))?;
            symbols.extend(of_file.into_names());
        }
        let mut recordings = Vec::new();
        for file in devices {
            let recording = Recording::from_json(&reader.text(file)?);
            recordings.push(recording.map_err(|error| unusable(file, error.to_string()))?);
        }
        let given = define.first().map(|d| ("define", d.span));
        let given = given.or_else(|| defines.first().map(|d| ("defines", d.span)));
        let mut config = config.clone();
        config.devices = recordings;
        config.conditions = match (conditions, given) {
            (None, None) | (Some(How::All), None) => Conditions::All,
            (Some(How::Cfg), None) => Conditions::Cfg,
            (Some(How::Defined), _) | (None, Some(_)) => Conditions::Defined(symbols),
            (Some(How::All), Some((option, span))) => return Err(no_effect(option, "all", span)),
            (Some(How::Cfg), Some((option, span))) => return Err(no_effect(option, "cfg", span)),
        };
        Ok(config)
    }

    /// The other releases that the code is for.
    pub(super) fn also(&self) -> &[(Option<String>, Text)] {
        &self.choices.also
    }

    /// The releases that are preferred, by path.
    pub(super) fn prefer(&self) -> &BTreeMap<String, String> {
        &self.choices.prefer
    }

    /// The modules with which types are converted, each with its schema.
    pub(super) fn convert(&self) -> &[(String, Text)] {
        &self.choices.convert
    }

    /// The place of the text that an error of the generator is about.
    pub(super) fn span_of(&self, error: &Error) -> Span {
        let text = match error {
            Error::UnknownSelection { name, .. } => name,
            Error::NothingConverts { module, .. } => module,
            Error::Conflict(Conflict::NoRelease { path, .. }) => path,
            Error::Config(
                ConfigError::NoMatch { path, .. }
                | ConfigError::DoesNotApply { path, .. }
                | ConfigError::NotText { path, .. }
                | ConfigError::BadName { path, .. }
                | ConfigError::Clash { path, .. },
            ) => path,
            Error::Config(ConfigError::NotRust { text, .. }) => text,
            Error::Config(ConfigError::NoDevice { pattern, .. }) => pattern,
            _ => return self.schema.span,
        };
        self.choices
            .places
            .get(text)
            .copied()
            .unwrap_or(self.schema.span)
    }
}

fn no_effect(option: &'static str, conditions: &'static str, span: Span) -> Failure {
    Failure::new(span, Problem::NoEffect { option, conditions })
}

/// Reads `option: value, …`.
fn options(
    input: &mut Cursor,
    choices: &mut Choices,
    failures: &mut Vec<Failure>,
) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    while !input.is_empty() {
        let name = input.ident("a schema's path as string literal, or an option's name")?;
        input.assignment()?;
        let value = Value::parse(input)?;
        let text = name.to_string();
        if seen.insert(text.clone()) {
            let applied = options::find(&text, name.span())
                .and_then(|option| (option.apply)(choices, option, &value));
            failures.extend(applied.err());
        } else {
            failures.push(Failure::new(name.span(), Problem::Twice(text)));
        }
        input.separator()?;
    }
    Ok(())
}
