//! The graph of two versions.

use qapi_introspect::Step;
use qapi_parser::source::Span;

use crate::model::TypeId;
use crate::rule::{Hit, Rule};
use crate::severity::{Severity, Side};

/// Everything that differs, as a graph.
pub(crate) struct Graph<'m> {
    /// The units. Those of commands and events come first, sorted by name.
    pub(crate) units: Vec<Unit<'m>>,
    /// The commands and events, each with its unit's index.
    pub(crate) roots: Vec<&'m str>,
}

/// Two types that are compared, or two commands or events.
pub(crate) struct Unit<'m> {
    /// The types. None is the empty object, or a command or event.
    pub(crate) old: Option<TypeId>,
    pub(crate) new: Option<TypeId>,
    /// The changes within the types.
    pub(crate) changes: Vec<Local<'m>>,
    /// The units of their parts, each with the steps to it.
    pub(crate) edges: Vec<(Steps<'m>, usize)>,
}

/// Steps from a unit.
pub(crate) type Steps<'m> = Vec<Step<'m>>;

/// A change within a unit.
pub(crate) struct Local<'m> {
    pub(crate) rule: &'static Rule,
    pub(crate) side: Side,
    pub(crate) severity: Severity,
    pub(crate) steps: Steps<'m>,
    pub(crate) hit: Hit,
    /// The message with the type's name, of a change of a type as a whole.
    pub(crate) of_type: Option<String>,
    pub(crate) at: At,
}

/// The places in the sources of both versions, and the types that define the part there.
#[derive(Clone, Copy, Default)]
pub(crate) struct At {
    pub(crate) spans: (Option<Span>, Option<Span>),
    pub(crate) owners: (Option<TypeId>, Option<TypeId>),
    /// True if the types changed as a whole, wherever they stand: the last step belongs to them.
    pub(crate) whole: bool,
}

impl Unit<'_> {
    pub(super) fn new(old: Option<TypeId>, new: Option<TypeId>) -> Self {
        Unit {
            old,
            new,
            changes: Vec::new(),
            edges: Vec::new(),
        }
    }

    /// The memory of the unit.
    pub(super) fn bytes(&self) -> usize {
        let steps = |steps: &Steps<'_>| size_of_val(steps.as_slice());
        let edges = self.edges.iter();
        let edges = edges.map(|edge| size_of_val(edge) + steps(&edge.0));
        let changes = self.changes.iter();
        let changes = changes.map(|local| size_of_val(local) + steps(&local.steps) + local.text());
        size_of_val(self) + edges.sum::<usize>() + changes.sum::<usize>()
    }
}

impl Local<'_> {
    /// The length of its texts.
    fn text(&self) -> usize {
        let Hit { message, old, new } = &self.hit;
        let others = [&self.of_type, old, new].into_iter().flatten();
        message.len() + others.map(String::len).sum::<usize>()
    }
}

impl At {
    /// The same with other places in the sources.
    pub(super) fn spans(self, old: Option<Span>, new: Option<Span>) -> Self {
        At {
            spans: (old, new),
            ..self
        }
    }
}
