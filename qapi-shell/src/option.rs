//! A line in the form of QEMU's command line: an option, or a command and an option's argument.
//!
//! Input: a line such as `-device virtio-rng-pci,id=r` or `device_add virtio-rng-pci,id=r`. Output:
//! the command whose arguments they are. QEMU's rules apply to the text (`,,`, implied keys), and
//! the quotes are those of a POSIX shell, so that a part of a script can be pasted.

use qapi_args::{Finding, Findings, Form, Reader, Severity, Word, split_words};
use qapi_client::introspect::Schema;
use serde_json::Value;

use crate::knowledge::Knowledge;
use crate::line::Span;
use crate::problem::{LineError, Problem, hint, json_error};
use crate::request::Request;
use crate::types::{self, Command};
use crate::typing::Typist;

/// Options, and the commands whose arguments they take.
const OPTIONS: &[(&str, &str)] = &[
    ("-blockdev", "blockdev-add"),
    ("-device", DEVICE_ADD),
    ("-netdev", "netdev_add"),
    ("-object", "object-add"),
];

/// Its properties are those of a driver.
const DEVICE_ADD: &str = "device_add";

/// An option's argument.
struct Argument {
    command: &'static str,
    /// Place of the option or command.
    name: Span,
    word: Word,
}

/// Reads a line of that form; None for a line of another form.
///
/// # Errors
///
/// The first mistake; one with a suggestion before others.
pub fn request(knowledge: &Knowledge, text: &str) -> Result<Option<Request>, LineError> {
    let Some(argument) = find(text)? else {
        return Ok(None);
    };
    let Some(schema) = knowledge.schema() else {
        return Err(LineError::new(Problem::NoSchema, argument.name));
    };
    let Some(command) = types::command(schema, argument.command) else {
        return Err(argument.unknown_command());
    };
    let typist = Typist::new(schema, text).with_properties(knowledge.properties());
    Ok(Some(Request {
        name: argument.command.to_owned(),
        arguments: Some(argument.arguments(&command, schema, &typist)?),
        typed: None,
        oob: false,
    }))
}

/// Returns the names of the options.
pub fn names() -> impl Iterator<Item = &'static str> {
    OPTIONS.iter().map(|(option, _)| *option)
}

/// Returns the driver of a line of that form that adds a device.
pub fn driver(knowledge: &Knowledge, text: &str) -> Option<String> {
    let argument = find(text).ok().flatten()?;
    let schema = knowledge
        .schema()
        .filter(|_| argument.command == DEVICE_ADD)?;
    let read = argument.read(schema).ok()?;
    Some(read["driver"].as_str()?.to_owned())
}

/// Finds the argument of a line of that form.
fn find(line: &str) -> Result<Option<Argument>, LineError> {
    let start = line.len() - line.trim_start().len();
    let length = line[start..].find(char::is_whitespace);
    let name = start..length.map_or(line.len(), |length| start + length);
    let word = &line[name.clone()];
    if word.starts_with('-') {
        return match command_of(word) {
            Some(command) => of_option(line, command, name).map(Some),
            None => Err(unknown(word, name)),
        };
    }
    let Some((_, command)) = OPTIONS.iter().find(|(_, command)| *command == word) else {
        return Ok(None);
    };
    let words = split_words(line).unwrap_or_default();
    let is_argument = |word: &Word| is_argument(command, &line[name.end..], &word.text);
    match words.get(1).is_some_and(is_argument) {
        true => of_option(line, command, name).map(Some),
        false => Ok(None),
    }
}

/// The command of an option, with one dash or two.
fn command_of(option: &str) -> Option<&'static str> {
    let short = option
        .strip_prefix('-')
        .filter(|rest| rest.starts_with('-'));
    let short = short.unwrap_or(option);
    let found = OPTIONS.iter().find(|(known, _)| *known == short);
    found.map(|(_, command)| *command)
}

fn unknown(option: &str, place: Span) -> LineError {
    let problem = Problem::UnknownOption {
        name: option.to_owned(),
        hint: hint(option, names()),
    };
    LineError::new(problem, place)
}

/// Tells the text of an option from `NAME=VALUE`: a comma precedes the first `=`, or a driver
/// stands alone, or JSON is in quotes.
fn is_argument(command: &str, rest: &str, word: &str) -> bool {
    if word.starts_with('{') {
        return !rest.trim_start().starts_with('{');
    }
    match word.split_once('=') {
        Some((head, _)) => head.contains(','),
        None => word.contains(',') || command == DEVICE_ADD,
    }
}

/// The one argument behind the name.
fn of_option(line: &str, command: &'static str, name: Span) -> Result<Argument, LineError> {
    let json = line[name.end..].trim();
    let word = if json.starts_with('{') {
        // JSON without quotes has spaces and quotes of its own.
        Word::plain(json, line.trim_end().len() - json.len())
    } else {
        let words = split_words(line).map_err(|finding| mistake(&finding, finding.span.clone()))?;
        let mut words = words.into_iter().skip(1);
        let Some(word) = words.next() else {
            let finding = Finding::new(name.clone(), "", qapi_args::Problem::NoArgument);
            return Err(mistake(&finding, name));
        };
        if let Some(more) = words.next() {
            return Err(LineError::new(Problem::AfterArgument, more.span()));
        }
        word
    };
    Ok(Argument {
        command,
        name,
        word,
    })
}

impl Argument {
    /// Reads the argument by the schema. Properties of a device stay text, unless they are JSON.
    fn read(&self, schema: &Schema<'static>) -> Result<Value, LineError> {
        let reader = Reader::new(schema);
        let ty = reader.find(self.command);
        let ty = ty.map_err(|_| self.unknown_command())?;
        let ty = match self.command {
            // As QEMU reads it: `multifunction` is `multifunction=on`, and dots do not nest.
            DEVICE_ADD => ty.with_form(Form::Flat),
            _ => ty,
        };
        let checked = reader.read(&ty, &self.word.text);
        let checked = checked.map_err(|findings| self.complaint(&findings))?;
        let text = qapi_args::json_text(&checked.value);
        serde_json::from_str(&text).map_err(|error| json_error(&error, &text, self.name.end))
    }

    fn unknown_command(&self) -> LineError {
        let problem = Problem::UnknownCommand {
            name: self.command.to_owned(),
            hint: String::new(),
        };
        LineError::new(problem, self.name.clone())
    }

    /// The arguments, with properties of the types that the driver gives them.
    fn arguments(
        &self,
        command: &Command<'_>,
        schema: &Schema<'static>,
        typist: &Typist<'_>,
    ) -> Result<Value, LineError> {
        let mut value = self.read(schema)?;
        let Value::Object(members) = &mut value else {
            return Ok(value);
        };
        if self.command != DEVICE_ADD || self.word.text.starts_with('{') {
            return Ok(value);
        }
        let declared = types::members(schema, command.arguments, |_| None);
        for (name, value) in members {
            if let (None, Value::String(text)) = (declared.get(name), &*value) {
                *value = typist.property_text(name, text);
            }
        }
        Ok(value)
    }

    /// The first mistake, or the first with a suggestion.
    fn complaint(&self, findings: &Findings) -> LineError {
        use qapi_args::Problem::{Mismatch, Unknown};
        let mut errors = findings.0.iter();
        let suggests = |finding: &&Finding| match &*finding.problem {
            Unknown { nearest, .. } | Mismatch { nearest, .. } => nearest.is_some(),
            _ => false,
        };
        let is_error = |finding: &&Finding| finding.severity() == Severity::Error;
        let found = errors.clone().find(suggests);
        match found.or_else(|| errors.find(is_error)) {
            Some(finding) => mistake(finding, self.word.place(&finding.span)),
            None => LineError::new(Problem::Argument(findings.to_string()), self.word.span()),
        }
    }
}

fn mistake(finding: &Finding, place: Span) -> LineError {
    let mut text = finding.to_string();
    if matches!(*finding.problem, qapi_args::Problem::Help) {
        text += "; the shell's `help COMMAND` explains a command";
    }
    LineError::new(Problem::Argument(text), place)
}
