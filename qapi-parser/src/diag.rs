//! Diagnostics: what is wrong with a schema, where, and what to do about it.
//!
//! Input: the findings of the passes. Output: [`Diagnostics`], which [`crate::render`] turns into
//! text. Invariant: the passes report in the order in which QEMU's own compiler would meet the
//! mistakes, so the first error is the one at which it stops; in the end [`Diagnostics`] are in
//! the order of the text: files as they are first included, in a file from its start. In a strict
//! edition the error at which that release's compiler stops comes before all others.

pub mod codes;
mod suggest;

pub use codes::Code;
pub use suggest::{did_you_mean, nearest};

use crate::edition::Edition;
use crate::source::{Span, char_boundary};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The schema is valid all the same.
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

/// Longer messages, in bytes, are cut: a schema's names may be of any length.
const LONGEST: usize = 500;

/// The message, fit to be shown whatever it quotes: not too long, without control characters.
fn presentable(mut message: String) -> String {
    let is_odd = |c: char| c.is_control() && c != '\n';
    if message.contains(is_odd) {
        let shown = |c: char| {
            if is_odd(c) {
                c.escape_debug().collect()
            } else {
                c.to_string()
            }
        };
        message = message.chars().map(shown).collect();
    }
    if message.len() > LONGEST {
        message.truncate(char_boundary(&message, LONGEST));
        message.push('…');
    }
    message
}

/// A place that helps to understand a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What it has to do with the diagnostic; may be empty.
    pub message: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule: stable, kebab-case.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// The exact culprit, which excerpts underline.
    pub primary: Span,
    /// What to write next to the underlined culprit; may be empty.
    pub primary_label: String,
    /// Where it is reported when that is not at [`Diagnostic::primary`]: QEMU's compiler names the
    /// first line of the definition for nearly everything inside it.
    pub anchor: Option<Span>,
    /// Whether QEMU's compiler reports a column (syntax errors) or a line only.
    pub has_column: bool,
    /// Other places.
    pub labels: Vec<Label>,
    /// Facts that explain it.
    pub notes: Vec<String>,
    /// What to do about it.
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

    /// An error of which QEMU's compiler reports the line.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Error, span, message.into())
    }

    /// An error of which QEMU's compiler reports line and column.
    pub fn syntax(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(code, span, message);
        diagnostic.has_column = true;
        diagnostic
    }

    /// A warning.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Warning, span, message.into())
    }

    /// Reports it at `span` (the definition, say), although the culprit is elsewhere.
    #[must_use]
    pub fn reported_at(mut self, span: Span) -> Diagnostic {
        self.anchor = Some(span);
        self
    }

    /// Says something next to the underlined culprit.
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

    /// Adds "did you mean" if one of `known` is near to `name`.
    #[must_use]
    pub fn suggest<'k>(self, name: &str, known: impl IntoIterator<Item = &'k str>) -> Diagnostic {
        match did_you_mean(name, known) {
            Some(help) => self.help(help),
            None => self,
        }
    }

    /// Where it is reported.
    pub fn place(&self) -> Span {
        self.anchor.unwrap_or(self.primary)
    }
}

/// All findings of a run.
#[derive(Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    errors: usize,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.errors += usize::from(diagnostic.severity == Severity::Error);
        self.all.push(diagnostic);
    }

    /// Whether the schema is invalid.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How many errors there are.
    pub fn error_count(&self) -> usize {
        self.errors
    }

    /// Keeps the errors, and of the warnings those of which `keep` says so.
    pub fn retain_warnings(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        self.all
            .retain(|d| d.severity == Severity::Error || keep(d));
    }

    /// Sorts what the passes have found one after the other.
    pub(crate) fn sort(&mut self, edition: Edition) {
        let stop = self.all.iter().position(|d| d.severity == Severity::Error);
        let stop = stop.filter(|_| edition.is_strict());
        let first = stop.map(|index| self.all.remove(index));
        self.all
            .sort_by_key(|d| (d.place().start, d.primary.start, d.primary.end));
        self.all.splice(0..0, first);
    }

    /// How many there are of any severity.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// In the order of the text; in a strict edition the first error comes first.
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
