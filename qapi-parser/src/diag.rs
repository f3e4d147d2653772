//! Diagnostics: the mistakes in a schema, their places, and advice.
//!
//! Input: the findings of the passes. Output: [`Diagnostics`], which [`crate::render`] turns into
//! text. Invariant: the passes report mistakes in the order of QEMU's compiler, so the first error
//! is the one at which it stops. At the end [`Diagnostics`] are sorted by place: files as they are
//! first included, each from its start. In a strict edition the first error stays first.

pub mod codes;
mod suggest;

pub use codes::Code;
pub use suggest::{did_you_mean, nearest};

use std::borrow::Cow;

use crate::edition::Edition;
use crate::escape;
use crate::source::{Span, char_boundary};

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The schema is valid.
    Warning,
    /// The schema is invalid.
    Error,
}

impl Severity {
    /// `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Maximum length of a message in bytes; a schema's names may be of any length.
const LONGEST: usize = 500;

/// Makes a message safe to show: of limited length, in one line, without control characters.
fn presentable(message: String) -> String {
    let mut message = match escape::line(&message) {
        Cow::Borrowed(_) => message,
        Cow::Owned(escaped) => escaped,
    };
    if message.len() > LONGEST {
        message.truncate(char_boundary(&message, LONGEST));
        message.push('…');
    }
    message
}

/// A place that explains a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The relation to the diagnostic; may be empty.
    pub message: String,
}

/// A mistake or a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule: stable, kebab-case.
    pub code: Code,
    /// The severity.
    pub severity: Severity,
    /// The message, in one line.
    pub message: String,
    /// The exact culprit, which excerpts underline.
    pub primary: Span,
    /// The text beside the underlined culprit; may be empty.
    pub primary_label: String,
    /// The place of the report if it is not [`Diagnostic::primary`]: QEMU's compiler names the
    /// first line of the definition for nearly every mistake inside it.
    pub anchor: Option<Span>,
    /// True if QEMU's compiler reports a column (syntax errors), not only a line.
    pub has_column: bool,
    /// Other places.
    pub labels: Vec<Label>,
    /// Facts that explain the mistake.
    pub notes: Vec<String>,
    /// Advice.
    pub help: Vec<String>,
}

impl Diagnostic {
    fn new(code: Code, severity: Severity, span: Span, message: String) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            message: presentable(message),
            primary: span,
            primary_label: String::new(),
            anchor: None,
            has_column: false,
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Makes an error for which QEMU's compiler reports a line.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Error, span, message.into())
    }

    /// Makes an error for which QEMU's compiler reports a line and a column.
    pub fn syntax(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(code, span, message);
        diagnostic.has_column = true;
        diagnostic
    }

    /// Makes a warning.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Warning, span, message.into())
    }

    /// Sets the place of the report to `span` (the definition, say); the culprit stays.
    #[must_use]
    pub fn reported_at(mut self, span: Span) -> Diagnostic {
        self.anchor = Some(span);
        self
    }

    /// Sets the text beside the underlined culprit.
    #[must_use]
    pub fn here(mut self, message: impl Into<String>) -> Diagnostic {
        self.primary_label = presentable(message.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.labels.push(Label {
            span,
            message: presentable(message.into()),
        });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Diagnostic {
        self.notes.push(presentable(note.into()));
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help.push(presentable(help.into()));
        self
    }

    /// Adds a suggestion if one of `known` is near to `name`.
    #[must_use]
    pub fn suggest<'k>(self, name: &str, known: impl IntoIterator<Item = &'k str>) -> Diagnostic {
        match did_you_mean(name, known) {
            Some(help) => self.help(help),
            None => self,
        }
    }

    /// Returns the place of the report.
    pub fn place(&self) -> Span {
        self.anchor.unwrap_or(self.primary)
    }
}

/// The diagnostics of a run.
#[derive(Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    errors: usize,
}

impl Diagnostics {
    /// Makes an empty list.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.errors += usize::from(diagnostic.severity == Severity::Error);
        self.all.push(diagnostic);
    }

    /// Returns true if there are errors, so that the schema is invalid.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Number of errors.
    pub fn error_count(&self) -> usize {
        self.errors
    }

    /// Moves the error at `index` to the front.
    pub(crate) fn put_before_errors(&mut self, index: usize) {
        if index < self.all.len() {
            let error = self.all.remove(index);
            self.all.insert(0, error);
        }
    }

    /// Removes and returns the diagnostics from `at` on.
    pub(crate) fn split_off(&mut self, at: usize) -> Vec<Diagnostic> {
        let rest = self.all.split_off(at.min(self.all.len()));
        let errors = rest.iter().filter(|d| d.severity == Severity::Error);
        self.errors -= errors.count();
        rest
    }

    /// Keeps all errors, and the warnings for which `keep` returns true.
    pub fn retain_warnings(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        self.all
            .retain(|d| d.severity == Severity::Error || keep(d));
    }

    /// Sorts the diagnostics of all passes by place.
    pub(crate) fn sort(&mut self, edition: Edition) {
        let stop = self.all.iter().position(|d| d.severity == Severity::Error);
        let stop = stop.filter(|_| edition.is_strict());
        let first = stop.map(|index| self.all.remove(index));
        self.all
            .sort_by_key(|d| (d.place().start, d.primary.start, d.primary.end));
        self.all.splice(0..0, first);
    }

    /// Number of diagnostics of any severity.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns true if there are no diagnostics.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Iterates in the order of the text; in a strict edition the first error comes first.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.all.iter()
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, iter: T) {
        iter.into_iter().for_each(|d| self.push(d));
    }
}
