//! A whole command line against a schema and a recording of devices.
//!
//! Input: the text of a command line, or its words. Output: findings in the order of the text. An
//! option is checked as far as the schema or the recording describes it; the names of options are
//! those of QEMU 7.2 to 11.1.

mod options;
mod properties;

use super::keyval::is_name;
use super::problem::{Finding, Problem};
use super::reader::Reader;
use super::words::split_words;
use super::{flat, json};
use crate::devices::{Kind, Recording};
use options::{Check, OPTIONS};
use properties::Owner;
use qapi_introspect::nearest::nearest;

/// Checks command lines.
#[derive(Clone, Copy, Debug)]
pub struct CommandLine<'s> {
    reader: Reader<'s>,
    devices: Option<&'s Recording>,
}

impl<'s> CommandLine<'s> {
    /// A check by the schema that the reader has.
    #[must_use]
    pub fn new(reader: Reader<'s>) -> Self {
        CommandLine {
            reader,
            devices: None,
        }
    }

    /// Checks devices, machines, CPU models and older options, too.
    #[must_use]
    pub fn devices(mut self, recording: &'s Recording) -> Self {
        self.devices = Some(recording);
        self
    }

    /// Checks a command line as it is typed in a shell. The first word is the program, if it does
    /// not begin with a dash.
    #[must_use]
    pub fn check(&self, text: &str) -> Vec<Finding> {
        let words = match split_words(text) {
            Ok(words) => words,
            Err(finding) => return vec![finding],
        };
        let mut findings = Vec::new();
        let mut words = words.iter().peekable();
        words.next_if(|word| !word.text.starts_with('-'));
        while let Some(word) = words.next() {
            let Some(name) = option_name(&word.text) else {
                // A disk image.
                continue;
            };
            let Some((_, check)) = OPTIONS.iter().find(|(option, _)| *option == name) else {
                let nearest = nearest(name, OPTIONS.iter().map(|(option, _)| *option));
                let problem = Problem::Option {
                    name: name.to_owned(),
                    nearest: nearest.map(str::to_owned),
                };
                findings.push(Finding::new(word.span(), "", problem));
                continue;
            };
            if *check == Check::Flag {
                continue;
            }
            match words.next() {
                Some(value) => {
                    let found = self.option(*check, &value.text);
                    findings.extend(found.into_iter().map(|mut finding| {
                        finding.span = value.place(&finding.span);
                        in_option(finding, name)
                    }));
                }
                None => {
                    let finding = Finding::new(word.span(), "", Problem::NoArgument);
                    findings.push(in_option(finding, name));
                }
            }
        }
        findings
    }

    fn option(&self, check: Check, text: &str) -> Vec<Finding> {
        if matches!(text, "help" | "?") {
            return Vec::new();
        }
        match check {
            Check::Flag | Check::Any => Vec::new(),
            Check::Typed(names) => {
                let found = names.iter().find_map(|name| self.reader.find(name).ok());
                let Some(ty) = found else { return Vec::new() };
                match self.reader.read(&ty, text) {
                    Ok(checked) => checked.warnings,
                    Err(findings) => findings.0,
                }
            }
            Check::Group(group) => self.group(group, text),
            Check::Device => self.properties(Kind::Device, "driver", text),
            Check::Machine => self.properties(Kind::Machine, "type", text),
            Check::Accel => self.properties(Kind::Accel, "accel", text),
            Check::Cpu => self.cpu(text),
            Check::Global => self.global(text),
        }
    }

    /// An option whose parameters `query-command-line-options` lists.
    fn group(&self, group: &str, text: &str) -> Vec<Finding> {
        let parameters = self.devices.and_then(|devices| devices.options.get(group));
        let Some(parameters) = parameters else {
            return Vec::new();
        };
        let pairs = match flat::pairs(text, options::implied(group)) {
            Ok(pairs) => pairs,
            Err(finding) => return vec![finding],
        };
        let check = |pair: &flat::Pair| match parameters.get(&pair.key) {
            Some(type_name) => properties::text(type_name, &pair.value)
                .err()
                .map(|expected| {
                    properties::mismatch(pair.span.clone(), &pair.key, expected, &pair.value)
                }),
            None if pair.key == "id" || options::implied(group) == Some(&pair.key) => None,
            None => {
                let nearest = nearest(&pair.key, parameters.keys().map(String::as_str));
                let problem = Problem::Unknown {
                    parent: "the option".to_owned(),
                    name: pair.key.clone(),
                    nearest: nearest.map(str::to_owned),
                };
                Some(Finding::new(pair.key_span.clone(), "", problem))
            }
        };
        pairs.iter().filter_map(check).collect()
    }

    /// `driver,property=value,…`, or the same as JSON.
    fn properties(&self, kind: Kind, key: &str, text: &str) -> Vec<Finding> {
        let Some(devices) = self.devices else {
            return Vec::new();
        };
        if text.starts_with('{') {
            return match json::parse(text) {
                Ok(item) => properties::json(devices, kind, key, &item),
                Err(finding) => vec![finding],
            };
        }
        match flat::pairs(text, Some(key)) {
            Ok(pairs) => properties::pairs(devices, kind, key, &pairs),
            Err(finding) => vec![finding],
        }
    }

    /// `model,feature=on,+feature,-feature`.
    fn cpu(&self, text: &str) -> Vec<Finding> {
        let Some(devices) = self.devices else {
            return Vec::new();
        };
        let mut parts = text.split(',');
        let model = parts.next().unwrap_or_default();
        let owner = match Owner::find(devices, Kind::Cpu, model, 0..model.len()) {
            Ok(Some(owner)) => owner,
            Ok(None) => return Vec::new(),
            Err(finding) => return vec![finding],
        };
        let mut at = model.len() + 1;
        let mut findings = Vec::new();
        for part in parts {
            let (name, value) = match part.split_once('=') {
                Some((name, value)) => (name, value),
                None => (part.trim_start_matches(['+', '-']), "on"),
            };
            let start = at + part.find(name).unwrap_or_default();
            let key = start..start + name.len();
            let value_at = at + part.len() - if part.contains('=') { value.len() } else { 0 };
            let span = value_at..at + part.len();
            findings.extend(owner.check_text(name, value, key, span));
            at += part.len() + 1;
        }
        findings
    }

    /// `driver.property=value`.
    fn global(&self, text: &str) -> Vec<Finding> {
        let Some(devices) = self.devices else {
            return Vec::new();
        };
        let Some((place, value)) = text.split_once('=') else {
            return Vec::new();
        };
        let Some((driver, property)) = place.rsplit_once('.').filter(|(d, _)| is_name(d)) else {
            return Vec::new();
        };
        let Ok(Some(owner)) = Owner::find(devices, Kind::Device, driver, 0..driver.len()) else {
            // QEMU takes globals of types that it does not have.
            return Vec::new();
        };
        let start = driver.len() + 1;
        let key = start..place.len();
        let span = place.len() + 1..text.len();
        owner
            .check_text(property, value, key, span)
            .into_iter()
            .collect()
    }
}

fn option_name(word: &str) -> Option<&str> {
    let name = word.strip_prefix('-')?;
    Some(name.strip_prefix('-').unwrap_or(name)).filter(|name| !name.is_empty())
}

/// Puts the option in front of the finding's path.
fn in_option(mut finding: Finding, option: &str) -> Finding {
    finding.path = match finding.path.as_str() {
        "" => format!("-{option}"),
        path => format!("-{option} {path}"),
    };
    finding
}
