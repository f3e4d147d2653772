//! The checks of definitions in relation to each other, entity by entity in order of creation.
//!
//! Input: entities whose uses of types are resolved where possible. Output: the members of objects
//! ([`Checked`]), and the descriptions that found their subject.

use super::doc::Descriptions;
use super::{alternate, command, enumeration, event, feature, types};
use crate::context::{At, Cx};
use crate::entity::{Checked, Entities, Entity, Id, Kind};

/// Checks all entities.
pub(crate) fn check<'s>(
    cx: &mut Cx<'_>,
    entities: &mut Entities<'s>,
    descriptions: &mut Descriptions,
) {
    let mut checked = Checked::new(entities);
    for (index, entity) in entities.iter().enumerate() {
        check_entity(cx, entities, &mut checked, Id(index as u32), entity);
        descriptions.connect(cx, entities, entity);
    }
    entities.checked = checked;
}

fn check_entity(
    cx: &mut Cx<'_>,
    entities: &Entities<'_>,
    checked: &mut Checked,
    id: Id,
    entity: &Entity<'_>,
) {
    let at = At {
        anchor: entity.anchor,
    };
    if let Kind::Object(_) = entity.kind {
        // Its features are checked with it, since another object may need it first.
        return types::check_object(cx, entities, checked, id);
    }
    feature::check_clashes(cx, at, &entity.features);
    if entity.is_type() {
        feature::check_special_on_type(cx, at, &entity.features);
    }
    match &entity.kind {
        Kind::Include(_) | Kind::Builtin(_) | Kind::Object(_) => {}
        Kind::Enum { values, .. } => enumeration::check(cx, at, values),
        Kind::Array(element) => types::check_element(cx, at, entities, element),
        Kind::Alternate(alternatives) => alternate::check(cx, at, entities, alternatives),
        // The missing part may be the flag that makes the rest right.
        Kind::Command { data, returns, .. } if entity.damaged => {
            command::check_types_known(
                cx,
                at,
                entities,
                [(data, "command's 'data'"), (returns, "command's 'returns'")],
            );
        }
        Kind::Event { data, .. } if entity.damaged => {
            command::check_types_known(cx, at, entities, [(data, "event's 'data'")]);
        }
        Kind::Command { .. } => command::check(cx, at, entities, checked, entity),
        Kind::Event { .. } => event::check(cx, at, entities, checked, entity),
    }
}
