//! Types that another module's code has already: where two schemas share files, or two versions of
//! one share types.
//!
//! Input: two schemas with their configurations. Output: the types of the first that the other's
//! code has unchanged. Invariant: every type that such a type contains is one of them, too.
//!
//! Two types are the same if their generated code is the same without documentation. The comparison
//! covers names, boxes, conditions and attributes, and everything that the generator may emit later.

use std::collections::BTreeMap;

use qapi_parser::ir::{Schema, TypeId, TypeKind};

use crate::config::Config;
use crate::emit::{self, Part};
use crate::error::Error;
use crate::items::{self, Item};
use crate::layout::Layout;
use crate::plan::Plan;
use crate::reach;

/// The types of `schema` that are generated alike for `other`, in all directions that are needed
/// here: each name with the type's identifier there.
///
/// # Errors
/// As [`crate::generate`], for either.
pub(crate) fn shared(
    (schema, config): (&Schema, &Config),
    (other_schema, other_config): (&Schema, &Config),
) -> Result<BTreeMap<String, String>, Vec<Error>> {
    let mut own = Plan::new(schema, config)?;
    let mut other = Plan::new(other_schema, other_config)?;
    for plan in [&mut own, &mut other] {
        plan.documented = false;
        plan.layout = Layout::flat();
    }
    let mut same = vec![None; schema.types().len()];
    for (id, ty) in schema.types() {
        let counterpart = other_schema.type_named(ty.name());
        let is_item =
            |there: &TypeId| own.type_ident(id).is_some() && other.type_ident(*there).is_some();
        let Some(counterpart) = counterpart.filter(is_item) else {
            continue;
        };
        let direction = other.direction(counterpart);
        if !direction.covers(own.direction(id)) {
            continue;
        }
        own.reach.set_direction(id, direction);
        let items = |plan, id| emit::part(plan, Part::Type(id));
        if same_items(items(&own, id), items(&other, counterpart)) {
            same[id.index()] = other.type_ident(counterpart).map(ToString::to_string);
        }
    }
    retain_closed(&own, &mut same);
    let names = schema.types().zip(same);
    Ok(names
        .filter_map(|((_, ty), ident)| Some((ty.name().to_owned(), ident?)))
        .collect())
}

/// Returns true if both have the same items.
fn same_items(a: Vec<Item>, b: Vec<Item>) -> bool {
    let text = |item| items::tokens(vec![item]).to_string();
    a.len() == b.len() && a.into_iter().zip(b).all(|(a, b)| text(a) == text(b))
}

/// Drops types that contain one that is not the same.
fn retain_closed(plan: &Plan<'_>, same: &mut [Option<String>]) {
    let schema = plan.schema;
    let mut containers: Vec<Vec<TypeId>> = vec![Vec::new(); schema.types().len()];
    let mut work = Vec::new();
    for (id, ty) in schema.types() {
        for part in reach::parts(schema, plan.config, id) {
            if let Some(containers) = containers.get_mut(part.index()) {
                containers.push(id);
            }
        }
        // Arrays follow their elements, and types without an item are the same everywhere.
        let array = matches!(ty.kind(), TypeKind::Array(_));
        if !array && plan.type_ident(id).is_some() && same[id.index()].is_none() {
            work.push(id);
        }
    }
    while let Some(id) = work.pop() {
        // Each leads to its containers once.
        for container in std::mem::take(&mut containers[id.index()]) {
            same[container.index()] = None;
            work.push(container);
        }
    }
}
