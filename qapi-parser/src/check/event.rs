//! Events (`docs/devel/qapi-code-gen.rst`, "Events").

use super::{command, member};
use crate::context::{At, Cx};
use crate::definition::Body;
use crate::entity::{Checked, Entities, Entity, Kind};
use crate::syntax::{Object, Str};

/// `{ 'event': NAME, '*data': MEMBERS or NAME, '*boxed': true }`
pub(super) fn check_expression<'s>(
    cx: &mut Cx<'_>,
    at: At,
    object: &'s Object,
    name: &Str,
) -> Option<Body<'s>> {
    let permissive = cx.member_exception(&name.text, Some("arg"));
    let boxed = member::check_boxed(cx, at, object);
    let data = member::check_data(cx, at, object.get("data"), "'data'", !boxed, permissive)?;
    Some(Body::Event { data, boxed })
}

/// Checks an event against the type that it names.
pub(super) fn check(
    cx: &mut Cx<'_>,
    at: At,
    entities: &Entities<'_>,
    checked: &mut Checked,
    event: &Entity<'_>,
) {
    if let Kind::Event {
        data: Some(data),
        boxed,
    } = &event.kind
    {
        command::check_arguments(cx, at, entities, checked, data, *boxed, "event");
    }
}
