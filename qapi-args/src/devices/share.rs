//! Storing once the properties that types share.
//!
//! Input: types with all of their properties. Output: each property at the highest type below
//! which every recorded type has it, equal in type, description and default.

use std::collections::BTreeMap;

use super::{Property, TypeRecord};

type Properties = BTreeMap<String, Property>;

/// Moves properties to parents. A type without kind has none of its own before.
pub(super) fn share(types: &mut BTreeMap<String, TypeRecord>) {
    let order = children_first(types);
    for name in &order {
        let children: Vec<&String> = order
            .iter()
            .filter(|child| types[*child].parent == *name && !has_nothing(&types[*child]))
            .collect();
        let Some(mut common) = common(types, name, &children) else {
            continue;
        };
        for child in &children {
            if let Some(record) = types.get_mut(*child) {
                record
                    .properties
                    .retain(|name, _| !common.contains_key(name));
            }
        }
        if let Some(record) = types.get_mut(name) {
            record.properties.append(&mut common);
        }
    }
}

/// Tells a type without anything to share: its properties are not known.
fn has_nothing(record: &TypeRecord) -> bool {
    record.unread
}

/// The properties that the type, if it has a kind, and its children have alike.
fn common(
    types: &BTreeMap<String, TypeRecord>,
    name: &str,
    children: &[&String],
) -> Option<Properties> {
    let own = Some(&types[name]).filter(|record| record.kind.is_some() && !record.unread);
    let mut sets = children.iter().map(|child| &types[*child].properties);
    let mut common = match own {
        Some(record) => record.properties.clone(),
        None => sets.next()?.clone(),
    };
    for set in sets {
        common.retain(|name, property| set.get(name) == Some(property));
    }
    Some(common).filter(|_| !children.is_empty())
}

/// Names in an order in which each child comes before its parent.
fn children_first(types: &BTreeMap<String, TypeRecord>) -> Vec<String> {
    let depth = |name: &str| {
        let mut depth = 0;
        let mut name = name;
        while let Some(record) = types.get(name).filter(|_| depth <= types.len()) {
            depth += 1;
            name = &record.parent;
        }
        depth
    };
    let mut names: Vec<(usize, &String)> = types.keys().map(|name| (depth(name), name)).collect();
    names.sort_by(|a, b| b.cmp(a));
    names.into_iter().map(|(_, name)| name.clone()).collect()
}
