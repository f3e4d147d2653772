//! Items of the old version that have another name in the new one.
//!
//! A schema does not record a renamed type; the uses of the type show it. If the same field,
//! variant or result names an item that only the old version has, and then one that only the new
//! one has, the two may be one item. They are if they are alike: of the same shape, and at least
//! half of the larger one's parts have the same names.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{Api, Field, Item, Part, Shape, Type, Variant};

/// Old paths by new ones, and the reverse.
pub(super) struct Renames<'a> {
    to_new: BTreeMap<&'a str, &'a str>,
    to_old: BTreeMap<&'a str, &'a str>,
}

impl<'a> Renames<'a> {
    /// Follows references of items, from those whose names stayed.
    pub(super) fn of(old: &'a Api, new: &'a Api) -> Self {
        let mut renames = Renames {
            to_new: BTreeMap::new(),
            to_old: BTreeMap::new(),
        };
        let both = old.items.iter();
        let mut todo: Vec<(&Item, &Item)> = both
            .filter_map(|(path, item)| Some((item, new.items.get(path)?)))
            .rev()
            .collect();
        while let Some((a, b)) = todo.pop() {
            for (from, to) in references(a, b) {
                let gone = !new.items.contains_key(from) && !renames.to_new.contains_key(from);
                let came = !old.items.contains_key(to) && !renames.to_old.contains_key(to);
                let (true, true, Some(a), Some(b)) =
                    (gone, came, old.items.get(from), new.items.get(to))
                else {
                    continue;
                };
                if alike(a, b) {
                    renames.to_new.insert(from, to);
                    renames.to_old.insert(to, from);
                    todo.push((a, b));
                }
            }
        }
        renames
    }

    /// Returns the path in the new version of the item that the old one calls `path`.
    pub(super) fn renamed(&self, path: &str) -> Option<&'a str> {
        self.to_new.get(path).copied()
    }

    /// Reports that the item that the new version calls `path` had another name.
    pub(super) fn is_new_name(&self, path: &str) -> bool {
        self.to_old.contains_key(path)
    }

    /// Reports that the types are the same but for renames.
    pub(super) fn same(&self, old: &Type, new: &Type) -> bool {
        let part = |(a, b): (&Part, &Part)| match (a, b) {
            (Part::Item(a), Part::Item(b)) => self.renamed(a).unwrap_or(a) == b,
            (a, b) => a == b,
        };
        old.parts.len() == new.parts.len() && old.parts.iter().zip(&new.parts).all(part)
    }

    /// The old type, renames applied.
    pub(super) fn apply(&self, old: &Type) -> Type {
        let part = |part: &Part| match part {
            Part::Item(path) => Part::Item(self.renamed(path).unwrap_or(path).to_owned()),
            Part::Text(text) => Part::Text(text.clone()),
        };
        Type {
            parts: old.parts.iter().map(part).collect(),
        }
    }
}

/// The items that the same places of both name.
fn references<'a>(old: &'a Item, new: &'a Item) -> Vec<(&'a str, &'a str)> {
    let mut pairs: Vec<(&Type, &Type)> = Vec::new();
    match (&old.shape, &new.shape) {
        (Shape::Struct(a), Shape::Struct(b)) => {
            let b = by_name(b, |f: &Field| &f.name);
            let fields = a
                .iter()
                .filter_map(|f| Some((&f.ty, &b.get(f.name.as_str())?.ty)));
            pairs.extend(fields);
        }
        (Shape::Tuple(a), Shape::Tuple(b)) => pairs.extend(a.iter().zip(b)),
        (Shape::Enum(a), Shape::Enum(b)) => {
            let b = by_name(b, |v: &Variant| &v.name);
            for variant in a {
                if let Some(other) = b.get(variant.name.as_str()) {
                    pairs.extend(variant.payload.iter().zip(&other.payload));
                }
            }
        }
        _ => {}
    }
    for (name, ty) in &old.associated {
        pairs.extend(new.associated.get(name).map(|other| (ty, other)));
    }
    // A `new` by name takes a struct that nothing else names.
    for (name, function) in &old.functions {
        let other = new.functions.get(name).map(|other| &other.parameters);
        let both = function.parameters.iter().zip(other.into_iter().flatten());
        let same = both.filter(|((a, _), (b, _))| a == b);
        pairs.extend(same.map(|((_, a), (_, b))| (a, b)));
    }
    let items = |ty: &'a Type| {
        ty.parts.iter().filter_map(|part| match part {
            Part::Item(path) => Some(path.as_str()),
            Part::Text(_) => None,
        })
    };
    pairs
        .into_iter()
        .flat_map(|(a, b)| items(a).zip(items(b)))
        .collect()
}

fn by_name<'a, T>(items: &'a [T], name: impl Fn(&'a T) -> &'a String) -> BTreeMap<&'a str, &'a T> {
    items
        .iter()
        .map(|item| (name(item).as_str(), item))
        .collect()
}

fn alike(old: &Item, new: &Item) -> bool {
    let share = |a: BTreeSet<&str>, b: BTreeSet<&str>| {
        2 * a.intersection(&b).count() >= a.len().max(b.len())
    };
    match (&old.shape, &new.shape) {
        (Shape::Struct(a), Shape::Struct(b)) => share(
            a.iter().map(|f| f.name.as_str()).collect(),
            b.iter().map(|f| f.name.as_str()).collect(),
        ),
        (Shape::Enum(a), Shape::Enum(b)) => share(
            a.iter().map(|v| v.name.as_str()).collect(),
            b.iter().map(|v| v.name.as_str()).collect(),
        ),
        (Shape::Tuple(a), Shape::Tuple(b)) => a.len() == b.len(),
        _ => false,
    }
}
