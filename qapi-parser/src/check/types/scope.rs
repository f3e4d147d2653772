//! A scope of names that must differ in C (`docs/devel/qapi-code-gen.rst`, "Naming rules").

use std::borrow::Cow;
use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashMapExt};

use crate::context::{At, Cx};
use crate::diag::codes::check as codes;
use crate::name;
use crate::source::Span;

/// The names seen so far.
pub(crate) struct Scope<'n> {
    role: &'static str,
    seen: HashMap<Cow<'n, str>, (&'n str, Option<Span>)>,
}

impl<'n> Scope<'n> {
    /// Returns an empty scope of things that messages call `role`.
    pub(crate) fn new(role: &'static str) -> Scope<'n> {
        Scope {
            role,
            seen: HashMap::new(),
        }
    }

    /// Adds a name; reports a name that is taken.
    pub(crate) fn add(
        &mut self,
        cx: &mut Cx<'_>,
        at: At,
        name: &'n str,
        span: impl Into<Option<Span>>,
    ) {
        let span = span.into();
        match self.seen.entry(name::c_name(name)) {
            Entry::Vacant(entry) => {
                entry.insert((name, span));
            }
            Entry::Occupied(first) => {
                let (other, other_span) = *first.get();
                let role = self.role;
                let message = format!("{role} '{name}' collides with {role} '{other}'");
                let culprit = span.unwrap_or(at.anchor);
                let mut diagnostic = at.error(codes::COLLISION, culprit, message);
                if let Some(span) = other_span {
                    diagnostic = diagnostic.label(span, "this one comes first");
                }
                if name != other {
                    diagnostic = diagnostic.note("in C '-' and '_' are the same");
                }
                cx.report(diagnostic);
            }
        }
    }
}
