//! Storing once the properties that types share.
//!
//! Input: types with all of their properties. Output: each property at the highest type below
//! which every recorded type has one of its name. Types in which it has another type, description or
//! default than in most keep their own, which counts before the inherited one.

use std::collections::BTreeMap;

use qapi_introspect::json::Json;

use crate::devices::{Property, TypeRecord};

type Properties = BTreeMap<String, Property>;

/// Moves properties to parents. A type without kind has none of its own before.
pub(super) fn share(types: &mut BTreeMap<String, TypeRecord>) {
    let order = children_first(types);
    // Types with known properties, in themselves or below them, by their parents.
    let mut known: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for name in &order {
        let children = known.remove(name).unwrap_or_default();
        let record = &types[name];
        if has_own(record) || !children.is_empty() {
            known.entry(record.parent.clone()).or_default().push(name);
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
    let key = |property: &'p Property| {
        let default = property.default.as_ref().map(Json::to_string);
        (&property.type_name, &property.description, default)
    };
    let mut counts = BTreeMap::new();
    for property in all {
        *counts.entry(key(property)).or_insert(0) += 1;
    }
    let greatest = counts.values().max();
    let mut all = all.iter().copied();
    all.find(|property| counts.get(&key(property)) == greatest)
}

/// Names in an order in which each child comes before its parent. Parents form no circle.
fn children_first(types: &BTreeMap<String, TypeRecord>) -> Vec<String> {
    let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
    for start in types.keys() {
        let mut way = Vec::new();
        let mut name = start.as_str();
        let above = loop {
            match (depths.get(name), types.get(name)) {
                (Some(depth), _) => break *depth,
                (None, Some(record)) => {
                    way.push(name);
                    name = &record.parent;
                }
                (None, None) => break 0,
            }
        };
        let below = way.into_iter().rev().zip(above + 1..);
        depths.extend(below);
    }
    let mut names: Vec<(usize, &str)> = depths.into_iter().map(|(n, depth)| (depth, n)).collect();
    names.sort_by(|a, b| b.cmp(a));
    names.into_iter().map(|(_, name)| name.to_owned()).collect()
}
