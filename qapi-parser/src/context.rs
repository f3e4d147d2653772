//! The context of every check: the edition, the pragmas, and the diagnostics.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::diag::codes::check as codes;
use crate::diag::codes::syntax::TOO_MANY_ERRORS;
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::edition::{Edition, Rule, exceptions};
use crate::ir::Doc;
use crate::parser::old;
use crate::source::Span;
use crate::syntax::{Item, Lost, Pragmas};
use crate::text::Text;

/// Maximum number of errors, and of warnings, that the checks report.
const MANY: usize = 1000;

/// The pass in which a compiler until 4.1 finds an error. It stops at the first of the first pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// Keys and names of all definitions.
    Keys,
    /// The parts of each definition, and the types that they use.
    Parts,
    /// The members of each object, and documentation.
    Members,
}

impl Stage {
    /// Returns the stage of an error that a pass of the stage `pass` finds here.
    fn of(code: Code, pass: Stage) -> Stage {
        const OF_MEMBERS: [Code; 5] = [
            codes::COLLISION,
            codes::CONTAINS_ITSELF,
            codes::BOXED_WITHOUT_DATA,
            codes::NAME_STYLE,
            codes::DOCUMENTED_NOTHING,
        ];
        if code == codes::ALREADY_DEFINED {
            Stage::Keys
        } else if code == codes::MISPLACED_SECTION {
            Stage::Parts
        } else if OF_MEMBERS.contains(&code) {
            Stage::Members
        } else {
            pass
        }
    }
}

/// The error at which a compiler until 4.1 stops.
#[derive(Clone, Copy)]
struct Stop {
    /// Its stage, and the position of its definition.
    at: (Stage, u32),
    /// Its index in the diagnostics.
    index: usize,
}

/// Rules that no compiler before 2.9 has, or that schemas of that time break as exceptions.
const FORGIVEN: [Code; 6] = [
    codes::WRONG_SYMBOL,
    codes::DOCUMENTED_NOTHING,
    codes::MISPLACED_SECTION,
    codes::UNDOCUMENTED,
    codes::BAD_RETURN_TYPE,
    codes::AMBIGUOUS_ALTERNATIVES,
];

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
    /// The names of all definitions so far, for compilers that look for a second one at once.
    pub(crate) defined: HashSet<Text>,
    /// True for a schema of the time before 2.9, in `auto`.
    pub(crate) is_old: bool,
    /// The stage of the current pass.
    pub(crate) stage: Stage,
    /// The positions of definitions, by the places at which errors in them are reported.
    positions: HashMap<u32, u32>,
    stop: Option<Stop>,
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
        let built_in = edition.follows(Rule::BuiltInExceptions);
        let set = |names: &'s [String], more: &[&'static str]| Exceptions {
            names: names
                .iter()
                .map(String::as_str)
                .chain(more.iter().filter(|_| built_in).copied())
                .collect(),
            all: pragmas_lost,
        };
        Cx {
            edition,
            doc_required: pragmas.doc_required && !pragmas_lost,
            command_name_exceptions: set(&pragmas.command_name_exceptions, &[]),
            command_returns_exceptions: set(
                &pragmas.command_returns_exceptions,
                &exceptions::RETURNS,
            ),
            documentation_exceptions: set(&pragmas.documentation_exceptions, &[]),
            member_name_exceptions: set(&pragmas.member_name_exceptions, &exceptions::CAPITALS),
            documented: lost.documented.iter().map(String::as_str).collect(),
            doubtful: Doubtful {
                names: lost.names.iter().cloned().collect(),
                ambiguous: HashSet::new(),
                all: lost.anything,
            },
            defined: HashSet::new(),
            is_old: false,
            stage: Stage::Keys,
            positions: HashMap::new(),
            stop: None,
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
        if self.is_old && FORGIVEN.contains(&diagnostic.code) {
            return self.push(old::forgiven(diagnostic));
        }
        self.damage += 1;
        self.push(diagnostic);
    }

    /// Reports an error that is a warning in an old schema.
    pub(crate) fn report_forgiven(&mut self, diagnostic: Diagnostic) {
        self.push(old::forgiven(diagnostic));
    }

    /// Adds a diagnostic, up to [`MANY`] of each severity.
    fn push(&mut self, diagnostic: Diagnostic) {
        let severity = diagnostic.severity;
        let (count, what) = match severity {
            Severity::Error => (&mut self.errors, "errors"),
            Severity::Warning => (&mut self.warnings, "warnings"),
        };
        *count += 1;
        let position = self.positions.get(&diagnostic.place().start).copied();
        // Documentation comes after the rest of its definition.
        let is_last = diagnostic.code == codes::MISPLACED_SECTION;
        let at = (
            Stage::of(diagnostic.code, self.stage),
            position.map_or(u32::MAX, |p| 2 * p + u32::from(is_last)),
        );
        if severity == Severity::Error && self.stop.is_none_or(|stop| at < stop.at) {
            let index = self.diagnostics.len();
            self.stop = Some(Stop { at, index });
        }
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

    /// Notes the positions of definitions and of their documentation.
    pub(crate) fn number(&mut self, items: &[Item], docs: &[Doc]) {
        for (position, item) in (0..).zip(items) {
            if let Item::Definition(definition) = item {
                self.positions
                    .insert(definition.object.span.start, position);
                let doc = definition.doc.and_then(|id| docs.get(id.index()));
                if let Some(doc) = doc {
                    self.positions.insert(doc.span().start, position);
                }
            }
        }
    }

    /// Makes the error at which the edition's compiler stops the first one.
    pub(crate) fn end(&mut self) {
        if let Some(stop) = self.stop
            && self.edition.follows(Rule::ChecksByKey)
        {
            self.diagnostics.put_before_errors(stop.index);
        }
    }

    /// Returns true if the members of the type, or of the implicit type that has the role in the
    /// definition, need not follow the rules for names.
    pub(crate) fn member_exception(&self, name: &str, role: Option<&str>) -> bool {
        let exceptions = &self.member_name_exceptions;
        let Some(role) = role else {
            return exceptions.contains(name);
        };
        let implicit = || exceptions.contains(&format!("q_obj_{name}-{role}"));
        let own = || exceptions.contains(name);
        match (
            self.edition.is_strict(),
            self.edition.allows(Rule::ExceptionsOfImplicitTypes),
        ) {
            (false, _) => own() || implicit(),
            (true, true) => implicit(),
            (true, false) => role == "base" && own(),
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
