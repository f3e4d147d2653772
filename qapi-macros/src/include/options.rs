//! The options of `include_qapi!`: the one table of their names, values and effects.

use proc_macro2::Span;
use qapi_codegen::{Docs, Layout, Role, Rule};

use super::request::{Choices, How};
use crate::failure::{Failure, Problem};
use crate::input::{Text, Value};

/// An option.
pub(super) struct Opt {
    pub(super) name: &'static str,
    /// The expected value.
    takes: &'static str,
    /// Applies the value.
    pub(super) apply: fn(&mut Choices, &Opt, &Value) -> Result<(), Failure>,
}

/// Every option, as [`crate::include_qapi!`] documents them.
#[rustfmt::skip]
pub(super) static OPTIONS: &[Opt] = &[
    Opt { name: "schema", takes: "the path of a schema, as string literal", apply: schema },
    Opt { name: "edition", takes: "a QEMU release, as string literal: \"10.0\"", apply: edition },
    Opt { name: "select", takes: "a list of commands and events: [\"query-status\", \"STOP\"]", apply: select },
    Opt { name: "define", takes: "a list of `if` symbols: [\"CONFIG_LINUX\"]", apply: define },
    Opt { name: "defines", takes: "the path of a file with `if` symbols, or a list of paths", apply: defines },
    Opt { name: "conditions", takes: "`all`, `defined` or `cfg`", apply: conditions },
    Opt { name: "role", takes: "`client`, `server` or `both`", apply: role },
    Opt { name: "rename", takes: "a map from paths to names: { \"Type.member\": \"name\" }", apply: rename },
    Opt { name: "exclude", takes: "a list of `deprecated` and `unstable`", apply: exclude },
    Opt { name: "derive", takes: "a map from patterns to a trait or a list of traits: { \"Type\": Hash }", apply: derive },
    Opt { name: "attribute", takes: "a map from patterns to attributes: { \"Type\": #[must_use] }", apply: attribute },
    Opt { name: "substitute", takes: "a map from patterns to types: { \"size\": crate::Bytes }", apply: substitute },
    Opt { name: "also", takes: "a list of schemas, or a map from releases to schemas: { \"7.2\": \"old.json\" }", apply: also },
    Opt { name: "prefer", takes: "a map from paths to releases: { \"Type.member\": \"9.0\" }", apply: prefer },
    Opt { name: "devices", takes: "a list of recordings of devices: [\"devices.json\"]", apply: devices },
    Opt { name: "select_devices", takes: "a list of names of devices: [\"virtio-*-pci\"]", apply: select_devices },
    Opt { name: "convert", takes: "a map from modules to schemas: { \"super::v7_2\": \"qmp-7.2.json\" }", apply: convert },
    Opt { name: "secret", takes: "a list of patterns of members: [\"set-key.key\", \"!*.password\"]", apply: secret },
    Opt { name: "keep_unknown", takes: "a list of patterns of objects, commands and events: [\"*\"]", apply: keep_unknown },
    Opt { name: "base64", takes: "a list of patterns of members, or of `known`: [\"guest-exec.input-data\", \"known\"]", apply: base64 },
    Opt { name: "layout", takes: "`flat` or `modules`", apply: layout },
    Opt { name: "docs", takes: "`full` or `none`", apply: docs },
    Opt { name: "crate", takes: "the path of the crate qapi-client: ::renamed", apply: runtime },
    Opt { name: "server_crate", takes: "the path of the crate qapi-server: ::renamed", apply: server },
];

/// The option with that name.
pub(super) fn find(name: &str, span: Span) -> Result<&'static Opt, Failure> {
    OPTIONS
        .iter()
        .find(|option| option.name == name)
        .ok_or_else(|| {
            let known = OPTIONS.iter().map(|option| option.name).collect();
            Failure::new(span, Problem::unknown("no option", name, known))
        })
}

impl Opt {
    fn refuse(&self, span: Span) -> Failure {
        Failure::new(
            span,
            Problem::Value {
                option: self.name,
                takes: self.takes,
            },
        )
    }

    fn text<'v>(&self, value: &'v Value) -> Result<&'v Text, Failure> {
        match value {
            Value::Text(text) => Ok(text),
            other => Err(self.refuse(other.span())),
        }
    }

    /// A list's values.
    fn list<'v>(&self, value: &'v Value) -> Result<&'v [Value], Failure> {
        match value {
            Value::List(values, _) => Ok(values),
            other => Err(self.refuse(other.span())),
        }
    }

    fn texts(&self, value: &Value) -> Result<Vec<Text>, Failure> {
        self.list(value)?
            .iter()
            .map(|value| self.text(value).cloned())
            .collect()
    }

    fn choice<T: Copy>(&self, value: &Value, choices: &[(&'static str, T)]) -> Result<T, Failure> {
        let Value::Word(word, span) = value else {
            return Err(self.refuse(value.span()));
        };
        let found = choices.iter().find(|(name, _)| name == word);
        found.map(|(_, choice)| *choice).ok_or_else(|| {
            let known = choices.iter().map(|(name, _)| *name).collect();
            Failure::new(*span, Problem::unknown("no such choice", word, known))
        })
    }

    /// Rust's own words: a path, attributes, or a string literal with them.
    fn rust(&self, choices: &mut Choices, value: &Value) -> Result<String, Failure> {
        let (rust, span) = match value {
            Value::Text(text) => (text.value.clone(), text.span),
            Value::Word(word, span) => (word.clone(), *span),
            Value::Rust(tokens, span) => (tokens.to_string(), *span),
            Value::List(_, span) | Value::Map(_, span) => return Err(self.refuse(*span)),
        };
        Ok(choices.place(&Text { value: rust, span }))
    }

    /// A map from patterns to something, or to lists of it.
    fn rules(&self, choices: &mut Choices, value: &Value) -> Result<Vec<Rule>, Failure> {
        let Value::Map(entries, _) = value else {
            return Err(self.refuse(value.span()));
        };
        let mut rules = Vec::new();
        for (pattern, value) in entries {
            let pattern = choices.place(pattern);
            let values = match value {
                Value::List(values, _) => values.as_slice(),
                single => std::slice::from_ref(single),
            };
            for value in values {
                let rust = self.rust(choices, value)?;
                rules.push(Rule {
                    pattern: pattern.clone(),
                    rust,
                });
            }
        }
        Ok(rules)
    }
}

fn schema(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    choices.schema = Some(option.text(value)?.clone());
    Ok(())
}

fn edition(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    let text = option.text(value)?;
    let edition = text.value.parse();
    choices.reading.edition = edition.map_err(|error: qapi_parser::edition::UnknownEdition| {
        Failure::from_error(text.span, &error)
    })?;
    Ok(())
}

fn select(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    let names = option.texts(value)?;
    choices.config.select = Some(names.iter().map(|name| choices.place(name)).collect());
    Ok(())
}

fn define(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    choices.define = option.texts(value)?;
    Ok(())
}

fn defines(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    choices.defines = match value {
        Value::Text(path) => vec![path.clone()],
        other => option.texts(other)?,
    };
    Ok(())
}

fn conditions(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    let all = [
        ("all", How::All),
        ("defined", How::Defined),
        ("cfg", How::Cfg),
    ];
    choices.conditions = Some(option.choice(value, &all)?);
    Ok(())
}

fn role(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    let all = [
        ("client", Role::Client),
        ("server", Role::Server),
        ("both", Role::Both),
    ];
    choices.config.role = option.choice(value, &all)?;
    Ok(())
}

fn rename(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    for Rule { pattern, rust } in option.rules(choices, value)? {
        choices.config.renames.insert(pattern, rust);
    }
    Ok(())
}

fn exclude(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    for value in option.list(value)? {
        let feature = option.choice(value, &[("deprecated", true), ("unstable", false)])?;
        if feature {
            choices.config.exclude_deprecated = true;
        } else {
            choices.config.exclude_unstable = true;
        }
    }
    Ok(())
}

fn derive(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    choices.config.derives = option.rules(choices, value)?;
    Ok(())
}

fn attribute(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    choices.config.attributes = option.rules(choices, value)?;
    Ok(())
}

fn substitute(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    choices.config.substitutions = option.rules(choices, value)?;
    Ok(())
}

fn convert(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    let Value::Map(entries, _) = value else {
        return Err(option.refuse(value.span()));
    };
    for (module, schema) in entries {
        let module = choices.place(module);
        let schema = option.text(schema)?.clone();
        choices.convert.push((module, schema));
    }
    Ok(())
}

fn also(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    if let Value::Map(entries, _) = value {
        for (name, schema) in entries {
            let schema = option.text(schema)?.clone();
            choices.also.push((Some(name.value.clone()), schema));
        }
        return Ok(());
    }
    let schemas = option.texts(value)?.into_iter();
    choices.also = schemas.map(|schema| (None, schema)).collect();
    Ok(())
}

fn devices(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    choices.devices = option.texts(value)?.into_iter().collect();
    Ok(())
}

fn select_devices(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    let names = option.texts(value)?;
    choices.config.select_devices = names.iter().map(|text| choices.place(text)).collect();
    Ok(())
}

fn prefer(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    let Value::Map(entries, _) = value else {
        return Err(option.refuse(value.span()));
    };
    for (path, release) in entries {
        let path = choices.place(path);
        let release = option.text(release)?.value.clone();
        choices.prefer.insert(path, release);
    }
    Ok(())
}

fn secret(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    let patterns = option.texts(value)?;
    choices.config.secrets = patterns.iter().map(|text| choices.place(text)).collect();
    Ok(())
}

fn keep_unknown(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    let patterns = option.texts(value)?;
    choices.config.keep_unknown = patterns.iter().map(|text| choices.place(text)).collect();
    Ok(())
}

fn base64(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    let patterns = option.texts(value)?;
    choices.config.base64 = patterns.iter().map(|text| choices.place(text)).collect();
    Ok(())
}

fn layout(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    let all = [("flat", Layout::Flat), ("modules", Layout::Modules)];
    choices.config.layout = option.choice(value, &all)?;
    Ok(())
}

fn docs(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    let all = [("full", Docs::Full), ("none", Docs::None)];
    choices.config.docs = option.choice(value, &all)?;
    Ok(())
}

fn runtime(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    choices.config.runtime = option.rust(choices, value)?;
    Ok(())
}

fn server(choices: &mut Choices, option: &Opt, value: &Value) -> Result<(), Failure> {
    choices.config.server = option.rust(choices, value)?;
    Ok(())
}
