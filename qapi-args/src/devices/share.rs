//! Storing once the properties that types share.
//!
//! Input: types with all of their properties. Output: each property at the highest type below
//! which every recorded type has one of its name. Types in which it has another type, description or
//! default than in most keep their own, which counts before the inherited one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Property, TypeRecord};

type Properties = BTreeMap<String, Property>;

/// Moves properties to parents. A type without kind has none of its own before.
pub(super) fn share(types: &mut BTreeMap<String, TypeRecord>) {
    let order = children_first(types);
    // Types with known properties, in themselves or below them.
    let mut known = BTreeSet::new();
    for name in &order {
        let children: Vec<&String> = order
            .iter()
            .filter(|child| types[*child].parent == *name && known.contains(*child))
            .collect();
        if has_own(&types[name]) || !children.is_empty() {
            known.insert(name);
        }
        let Some(mut common) = common(types, name, &children) else {
            continue;
        };
        for child in &children {
            if let Some(record) = types.get_mut(*child) {
                let own = |name: &String, property: &mut Property| {
                    common.get(name).is_none_or(|shared| shared != property)
                };
                record.properties.retain(own);
            }
        }
        if let Some(record) = types.get_mut(name) {
            record.properties.append(&mut common);
        }
    }
}

/// Tells a type whose properties were asked for.
fn has_own(record: &TypeRecord) -> bool {
    record.kind.is_some() && !record.unread
}

/// The properties whose names the type, if it has a kind, and its children have: its own, else the
/// most frequent ones.
fn common(
    types: &BTreeMap<String, TypeRecord>,
    name: &str,
    children: &[&String],
) -> Option<Properties> {
    let own = Some(&types[name]).filter(|record| has_own(record));
    let sets: Vec<&Properties> = children
        .iter()
        .map(|child| &types[*child].properties)
        .collect();
    let first = match own {
        Some(record) => &record.properties,
        None => *sets.first()?,
    };
    let shared = first.iter().filter_map(|(name, property)| {
        let all: Option<Vec<&Property>> = sets.iter().map(|set| set.get(name)).collect();
        let all = all?;
        let chosen = match own {
            Some(_) => property,
            None => most_frequent(&all)?,
        };
        Some((name.clone(), chosen.clone()))
    });
    let common: Properties = shared.collect();
    Some(common).filter(|_| !children.is_empty())
}

/// The property that stands there most often; of several, the first one.
fn most_frequent<'p>(all: &[&'p Property]) -> Option<&'p Property> {
    let count = |property: &Property| all.iter().filter(|other| **other == property).count();
    let greatest = all.iter().map(|property| count(property)).max()?;
    all.iter()
        .find(|property| count(property) == greatest)
        .copied()
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
