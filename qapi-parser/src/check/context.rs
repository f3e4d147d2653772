//! What every check needs: the edition, the pragmas, and where to report.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::edition::{Edition, Rule};
use crate::source::Span;
use crate::syntax::Pragmas;

/// The context of the checks.
pub(crate) struct Cx<'s> {
    pub(crate) edition: Edition,
    pub(crate) doc_required: bool,
    pub(crate) command_name_exceptions: HashSet<&'s str>,
    pub(crate) command_returns_exceptions: HashSet<&'s str>,
    pub(crate) documentation_exceptions: HashSet<&'s str>,
    pub(crate) member_name_exceptions: HashSet<&'s str>,
    diagnostics: &'s mut Diagnostics,
    errors_before: usize,
    /// To report at the end of the phase.
    late: Vec<Diagnostic>,
    /// How many more times to look for a similar name, which takes as long as there are names.
    pub(crate) searches_left: u32,
}

impl<'s> Cx<'s> {
    pub(crate) fn new(
        edition: Edition,
        pragmas: &'s Pragmas,
        diagnostics: &'s mut Diagnostics,
    ) -> Cx<'s> {
        let set = |names: &'s [String]| names.iter().map(String::as_str).collect();
        Cx {
            edition,
            doc_required: pragmas.doc_required,
            command_name_exceptions: set(&pragmas.command_name_exceptions),
            command_returns_exceptions: set(&pragmas.command_returns_exceptions),
            documentation_exceptions: set(&pragmas.documentation_exceptions),
            member_name_exceptions: set(&pragmas.member_name_exceptions),
            errors_before: diagnostics.error_count(),
            diagnostics,
            late: Vec::new(),
            searches_left: 50,
        }
    }

    /// Reports.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports an error unless the edition has the form.
    pub(crate) fn unless(&mut self, form: Rule, diagnostic: impl FnOnce() -> Diagnostic) {
        if !self.edition.allows(form) {
            self.report(diagnostic());
        }
    }

    /// Like [`Cx::unless`], for what is bad style: where every release's language is accepted, it
    /// is a warning. A form of None is one that no release has.
    pub(crate) fn discourage(
        &mut self,
        form: Option<Rule>,
        diagnostic: impl FnOnce() -> Diagnostic,
    ) {
        if !self.edition.is_strict() {
            self.report(Diagnostic {
                severity: Severity::Warning,
                ..diagnostic()
            });
        } else if form.is_none_or(|form| !self.edition.allows(form)) {
            self.report(diagnostic());
        }
    }

    /// How many errors the checks have reported so far.
    pub(crate) fn errors(&self) -> usize {
        self.diagnostics.error_count() - self.errors_before
    }

    /// Reports after everything else of the phase.
    pub(crate) fn report_late(&mut self, diagnostic: Diagnostic) {
        self.late.push(diagnostic);
    }

    /// Ends the checks if the phase had errors.
    pub(crate) fn gate(&mut self) -> Option<()> {
        self.diagnostics.extend(std::mem::take(&mut self.late));
        (self.errors() == 0).then_some(())
    }
}

/// The definition at hand, for messages: what is wrong inside it is reported at its start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At {
    pub(crate) anchor: Span,
}

impl At {
    /// An error at `culprit`.
    pub(crate) fn error(self, code: Code, culprit: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, culprit, message).reported_at(self.anchor)
    }
}
