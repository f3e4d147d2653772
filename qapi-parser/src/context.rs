//! The context of every check: the edition, the pragmas, and the diagnostics.

use foldhash::{HashSet, HashSetExt};

use crate::diag::codes::syntax::TOO_MANY_ERRORS;
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::edition::{Edition, Rule};
use crate::source::Span;
use crate::syntax::{Lost, Pragmas};

/// Maximum number of errors, and of warnings, that the checks report.
const MANY: usize = 1000;

/// The context of the checks.
pub(crate) struct Cx<'s> {
    pub(crate) edition: Edition,
    pub(crate) doc_required: bool,
    pub(crate) command_name_exceptions: Exceptions<'s>,
    pub(crate) command_returns_exceptions: Exceptions<'s>,
    pub(crate) documentation_exceptions: Exceptions<'s>,
    pub(crate) member_name_exceptions: Exceptions<'s>,
    /// The names that documentation without a definition documents.
    pub(crate) documented: HashSet<&'s str>,
    pub(crate) doubtful: Doubtful,
    diagnostics: &'s mut Diagnostics,
    /// The number of errors and warnings of the checks, shown or not.
    errors: usize,
    warnings: usize,
    damage: usize,
    /// Reports for the end of the pass.
    late: Vec<Diagnostic>,
    /// See [`Cx::may_search`].
    searches_left: u32,
}

/// The definitions that a pragma excepts from a rule.
pub(crate) struct Exceptions<'s> {
    names: HashSet<&'s str>,
    /// True if the pragma may name others that are unreadable.
    all: bool,
}

impl Exceptions<'_> {
    /// Returns true if the definition is an exception.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.all || self.names.contains(name)
    }
}

/// The names whose meaning is unknown, since their definitions have errors.
#[derive(Debug, Default)]
pub(crate) struct Doubtful {
    /// Names that may be defined, although no valid definition has them.
    names: HashSet<String>,
    /// Names that are defined more than once.
    ambiguous: HashSet<String>,
    /// True if any name may be defined.
    all: bool,
}

impl Doubtful {
    /// Notes that something with the name may exist.
    pub(crate) fn add(&mut self, name: &str) {
        self.names.insert(name.to_owned());
    }

    /// Notes that anything may exist.
    pub(crate) fn add_all(&mut self) {
        self.all = true;
    }

    /// Notes that the name is defined more than once.
    pub(crate) fn add_ambiguous(&mut self, name: &str) {
        self.ambiguous.insert(name.to_owned());
        self.add(name);
    }

    /// Returns true if the name is defined more than once.
    pub(crate) fn is_ambiguous(&self, name: &str) -> bool {
        self.ambiguous.contains(name)
    }

    /// Returns true if a missing name may exist all the same, by itself or as a type made for
    /// another.
    pub(crate) fn may_exist(&self, name: &str) -> bool {
        let owner = ["Kind", "List"].iter().find_map(|s| name.strip_suffix(s));
        self.all || self.names.contains(name) || owner.is_some_and(|o| self.names.contains(o))
    }
}

impl<'s> Cx<'s> {
    pub(crate) fn new(
        edition: Edition,
        pragmas: &'s Pragmas,
        lost: &'s Lost,
        diagnostics: &'s mut Diagnostics,
    ) -> Cx<'s> {
        let pragmas_lost = lost.pragmas || lost.anything;
        let set = |names: &'s [String]| Exceptions {
            names: names.iter().map(String::as_str).collect(),
            all: pragmas_lost,
        };
        Cx {
            edition,
            doc_required: pragmas.doc_required && !pragmas_lost,
            command_name_exceptions: set(&pragmas.command_name_exceptions),
            command_returns_exceptions: set(&pragmas.command_returns_exceptions),
            documentation_exceptions: set(&pragmas.documentation_exceptions),
            member_name_exceptions: set(&pragmas.member_name_exceptions),
            documented: lost.documented.iter().map(String::as_str).collect(),
            doubtful: Doubtful {
                names: lost.names.iter().cloned().collect(),
                ambiguous: HashSet::new(),
                all: lost.anything,
            },
            diagnostics,
            errors: 0,
            warnings: 0,
            damage: 0,
            late: Vec::new(),
            searches_left: 50,
        }
    }

    /// Reports an error that leaves its subject without a clear meaning.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.damage += 1;
        self.push(diagnostic);
    }

    /// Adds a diagnostic, up to [`MANY`] of each severity.
    fn push(&mut self, diagnostic: Diagnostic) {
        let severity = diagnostic.severity;
        let (count, what) = match severity {
            Severity::Error => (&mut self.errors, "errors"),
            Severity::Warning => (&mut self.warnings, "warnings"),
        };
        *count += 1;
        if *count <= MANY {
            self.diagnostics.push(diagnostic);
        } else if *count == MANY + 1 {
            let message = format!("more than {MANY} {what}, the rest is not shown");
            let rest = Diagnostic::error(TOO_MANY_ERRORS, diagnostic.primary, message);
            self.diagnostics.push(Diagnostic { severity, ..rest });
        }
    }

    /// Reports an error unless the edition has the form. The form is understood in any case.
    pub(crate) fn unless(&mut self, form: Rule, diagnostic: impl FnOnce() -> Diagnostic) {
        if !self.edition.allows(form) {
            self.push(diagnostic());
        }
    }

    /// Like [`Cx::unless`], for bad style: in `auto` it is a warning. A form of None is one that no
    /// release has.
    pub(crate) fn discourage(
        &mut self,
        form: Option<Rule>,
        diagnostic: impl FnOnce() -> Diagnostic,
    ) {
        if !self.edition.is_strict() {
            self.push(Diagnostic {
                severity: Severity::Warning,
                ..diagnostic()
            });
        } else if form.is_none_or(|form| !self.edition.allows(form)) {
            self.push(diagnostic());
        }
    }

    /// Number of errors so far that leave something without a clear meaning.
    pub(crate) fn damage(&self) -> usize {
        self.damage
    }

    /// Reports at the end of the pass.
    pub(crate) fn report_late(&mut self, diagnostic: Diagnostic) {
        if self.late.len() <= MANY {
            self.late.push(diagnostic);
        }
    }

    /// Returns true while similar names may be searched, which takes time for each known name.
    pub(crate) fn may_search(&mut self) -> bool {
        self.searches_left = self.searches_left.saturating_sub(1);
        self.searches_left > 0
    }

    /// Ends a pass.
    pub(crate) fn end_phase(&mut self) {
        for diagnostic in std::mem::take(&mut self.late) {
            self.push(diagnostic);
        }
    }

    /// Returns true if there are errors, syntax errors included.
    pub(crate) fn has_errors(&self) -> bool {
        self.diagnostics.has_errors()
    }
}

/// The definition that is checked: mistakes inside it are reported at its start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At {
    pub(crate) anchor: Span,
}

impl At {
    /// Makes an error at `culprit`.
    pub(crate) fn error(self, code: Code, culprit: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, culprit, message).reported_at(self.anchor)
    }
}
