//! Sites: the places of two versions that rules look at together.

use super::cond::{Builds, Cond};
use super::model::{Command, Feature, Member, Model, Root, TypeId, Value, Variant};
use super::relation::{Relation, describe};
use qapi_introspect::info::Json;

/// A place in both versions. A part that one version lacks is None there.
#[derive(Clone, Copy)]
pub(super) struct Site<'c, 'm> {
    pub(super) old: &'m Model<'m>,
    pub(super) new: &'m Model<'m>,
    /// The last step of its path, as messages show it.
    pub(super) name: &'c str,
    pub(super) parts: Parts<'c, 'm>,
}

/// The parts at a site.
#[derive(Clone, Copy)]
pub(super) enum Parts<'c, 'm> {
    Root(Option<&'m Root<'m>>, Option<&'m Root<'m>>),
    Command(Command, Command),
    Member(
        Option<&'m Member<'m>>,
        Option<&'m Member<'m>>,
        Elsewhere<'c, 'm>,
    ),
    /// A member's values where it is left out.
    Default(Option<&'m Json<'m>>, Option<&'m Json<'m>>),
    /// A member that left the common part for all branches, or all branches for the common part.
    Moved {
        to_common: bool,
    },
    /// A union's tag.
    Tag(Option<&'m str>, Option<&'m str>),
    Branch(Option<&'m Variant<'m>>, Option<&'m Variant<'m>>),
    Value(Option<&'m Value<'m>>, Option<&'m Value<'m>>),
    Type(TypeId, TypeId, Relation),
    Alternative(Option<TypeId>, Option<TypeId>),
    Feature(Option<&'m Feature<'m>>, Option<&'m Feature<'m>>),
    Condition(Option<&'m Cond<'m>>, Option<&'m Cond<'m>>, Builds),
}

/// For a member that one version's common part lacks: the branches where it is there.
pub(super) type Elsewhere<'c, 'm> = &'c [&'m str];

impl Site<'_, '_> {
    pub(super) fn old_type(&self, ty: TypeId) -> String {
        describe(self.old, ty)
    }

    pub(super) fn new_type(&self, ty: TypeId) -> String {
        describe(self.new, ty)
    }
}
