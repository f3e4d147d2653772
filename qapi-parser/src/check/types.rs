//! Types in relation to each other: uses of types, scopes of names, objects with their bases and
//! branches (`docs/devel/qapi-code-gen.rst`, "Struct types", "Union types").
//!
//! Objects are walked with a stack of our own, as deep as bases and branches go; a base's members
//! are known before the object's own.

mod branches;
mod members;
mod object;
mod scope;

use crate::context::{At, Cx};
use crate::diag::codes::check as codes;
use crate::entity::{Entities, Kind, Ref};

pub(super) use object::check_object;
pub(super) use scope::Scope;

/// Returns true if the type is known, and reports it otherwise. `what` describes its user in
/// messages.
pub(super) fn check_known(
    cx: &mut Cx<'_>,
    at: At,
    entities: &Entities<'_>,
    ty: &Ref<'_>,
    what: impl FnOnce() -> String,
) -> bool {
    if ty.target.is_some() {
        return true;
    }
    if cx.doubtful.may_exist(ty.name) {
        return false;
    }
    let message = format!("{} uses unknown type '{}'", what(), ty.name);
    let mut diagnostic = at.error(codes::UNKNOWN_TYPE, ty.span, message);
    if cx.may_search() {
        let named = |e: &&crate::entity::Entity<'_>| {
            e.is_type() && !e.is_implicit_object() && !matches!(e.kind, Kind::Array(_))
        };
        let known = entities.iter().filter(named).map(|e| &*e.name);
        diagnostic = diagnostic.suggest(ty.name, known);
    }
    cx.report(diagnostic);
    false
}

/// Checks the type of an array's elements, reported where the array is first used.
pub(super) fn check_element(cx: &mut Cx<'_>, at: At, entities: &Entities<'_>, element: &Ref<'_>) {
    if !check_known(cx, at, entities, element, || "array".to_owned()) {
        return;
    }
    if let Some(Kind::Array(_)) = entities.target(element).map(|e| &e.kind) {
        let message = format!(
            "'{}' is an array; arrays of arrays do not exist",
            element.name
        );
        cx.report(at.error(codes::NESTED_ARRAY, element.span, message));
    }
}
