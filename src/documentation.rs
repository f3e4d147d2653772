//! Documentation of commands and events for `help` of the shell.
//!
//! Input: the schema of `--schema`, or else the one that qapi.toml has for the monitor's version.
//! Output: the documentation comment as plain text, with headings.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use qapi_codegen::rustdoc::markdown;
use qapi_parser::ir::{Doc, DocKind, Schema};

use crate::config::Config;
use crate::reading::Reading;
use crate::schema;
use crate::source::Source;

/// Documentation by schemas that are read when they are first needed.
#[derive(Debug)]
pub struct Documentation {
    /// The schema of `--schema`.
    given: Option<String>,
    reading: Reading,
    read: Mutex<HashMap<String, Option<Arc<Schema>>>>,
}

impl Documentation {
    /// Documentation by a given schema, or else by the monitor's version.
    pub fn new(given: Option<String>, reading: Reading) -> Self {
        Self {
            given,
            reading,
            read: Mutex::default(),
        }
    }

    /// Returns the schema of a source, if it is a valid one.
    fn schema(&self, source: &str) -> Option<Arc<Schema>> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let compile = || {
            let (path, input) = Source::schema(source, &self.reading).ok()?;
            let compiled = schema::compile(&path, &input, &self.reading).ok()?;
            compiled.schema.map(Arc::new)
        };
        let found = read.entry(source.to_owned()).or_insert_with(compile);
        found.clone()
    }

    /// Returns the name of the schema for a version: `10.0.2`, or else `10.0`.
    fn of_version((major, minor, micro): (u64, u64, u64)) -> Option<String> {
        let config = Config::get().ok()?;
        let names = [
            format!("{major}.{minor}.{micro}"),
            format!("{major}.{minor}"),
        ];
        names.into_iter().find(|name| config.schema(name).is_some())
    }
}

impl qapi_shell::Documentation for Documentation {
    fn of(&self, name: &str, version: Option<(u64, u64, u64)>) -> Option<String> {
        let source = self.given.clone();
        let source = source.or_else(|| Self::of_version(version?))?;
        let schema = self.schema(&source)?;
        let mut docs = schema.docs().iter();
        docs.find(|doc| doc.symbol() == Some(name)).map(text)
    }
}

/// Renders a comment.
fn text(doc: &Doc) -> String {
    let mut out = String::new();
    for section in doc.sections() {
        let text = markdown(section.text(), &|_| None);
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let heading = match section.kind() {
            DocKind::Plain => None,
            DocKind::Member(name) => Some(format!("{name}:")),
            DocKind::Feature(name) => Some(format!("feature {name}:")),
            DocKind::Returns => Some("Returns:".to_owned()),
            DocKind::Errors => Some("Errors:".to_owned()),
            DocKind::Since => Some("Since:".to_owned()),
            // Notes of the schema's authors to themselves.
            DocKind::Todo => continue,
            DocKind::Note(tag) | DocKind::Example(tag) => Some(format!("{tag}:")),
        };
        // Writing to a String cannot fail.
        let _ = match heading {
            None => writeln!(out, "{text}\n"),
            Some(heading) if text.contains('\n') => {
                let text = text.replace('\n', "\n  ");
                writeln!(out, "{heading}\n  {text}\n")
            }
            Some(heading) => writeln!(out, "{heading} {text}\n"),
        };
    }
    out
}
