//! The types that convert into each other.
//!
//! Input: pairs of types. Output: a decision for each: the first converts into the second, or the
//! reason why not. Linear in the schemas. Only arrays of arrays recurse, which no schema has.

use std::collections::HashMap;

use qapi_parser::ir::{TypeId, TypeKind};

use super::Side;
use super::shape::{Kind, Part, Shape};
use crate::items::Holds;

/// The decision about each pair.
pub(super) struct Judgement(Vec<Result<(), String>>);

impl Judgement {
    pub(super) fn none(&self) -> bool {
        self.0.iter().all(Result::is_err)
    }

    pub(super) fn converts(&self, pair: usize) -> bool {
        self.0[pair].is_ok()
    }

    pub(super) fn reason(&self, pair: usize) -> Option<&str> {
        self.0[pair].as_ref().err().map(String::as_str)
    }
}

/// Returns true if each first of a pair converts into the second.
pub(super) fn judge<'s, 'p: 's>(
    from: &Side<'_>,
    to: &Side<'_>,
    pairs: impl Iterator<Item = (&'s Shape<'p>, &'s Shape<'p>)> + Clone,
) -> Judgement {
    let numbers: HashMap<(TypeId, TypeId), usize> = pairs
        .clone()
        .enumerate()
        .filter_map(|(index, (from, to))| Some(((from.id?, to.id?), index)))
        .collect();
    let names: Vec<&str> = pairs.clone().map(|(a, _)| a.name).collect();
    let mut containers: Vec<Vec<usize>> = vec![Vec::new(); names.len()];
    let mut results = Vec::new();
    for (index, (a, b)) in pairs.enumerate() {
        let mut needs = Needs {
            from,
            to,
            numbers: &numbers,
            pairs: Vec::new(),
        };
        results.push(needs.shape(a, b));
        for part in needs.pairs {
            containers[part].push(index);
        }
    }
    let mut work: Vec<usize> = (0..results.len())
        .filter(|i| results[*i].is_err())
        .collect();
    while let Some(failed) = work.pop() {
        for container in std::mem::take(&mut containers[failed]) {
            if results[container].is_ok() {
                results[container] = Err(format!("it contains `{}`", names[failed]));
                work.push(container);
            }
        }
    }
    Judgement(results)
}

/// The requirements of a pair's conversion.
struct Needs<'n> {
    from: &'n Side<'n>,
    to: &'n Side<'n>,
    numbers: &'n HashMap<(TypeId, TypeId), usize>,
    /// The other pairs that must convert, too.
    pairs: Vec<usize>,
}

impl Needs<'_> {
    fn shape(&mut self, a: &Shape<'_>, b: &Shape<'_>) -> Result<(), String> {
        if a.kind != b.kind || a.branches.is_some() != b.branches.is_some() {
            return Err("it is of another kind".to_owned());
        }
        if a.open && !b.open && (b.branches.is_some() || b.kind == Kind::Enum) {
            return Err("unknown values have no place".to_owned());
        }
        // An open enum keeps unknown values as text.
        let keeps = b.kind == Kind::Enum && b.open;
        self.parts(&a.parts, &b.parts, keeps)?;
        if a.kind == Kind::Struct {
            let known = names(&a.parts);
            let mut new = b
                .parts
                .iter()
                .filter(|p| !known.contains_key(p.name.as_str()));
            if let Some(part) = new.find(|p| !p.optional) {
                return Err(format!("`{}` is required and has no value", part.name));
            }
        }
        let (Some(from), Some(to)) = (&a.branches, &b.branches) else {
            return Ok(());
        };
        if from.tag != to.tag {
            return Err(format!("the discriminator is `{}`", to.tag));
        }
        self.parts(&from.parts, &to.parts, false)?;
        let known = names(&from.parts);
        let mut new = to
            .parts
            .iter()
            .filter(|p| !known.contains_key(p.name.as_str()));
        match new.next().filter(|_| a.open) {
            Some(part) => Err(format!("an unknown branch may be `{}`", part.name)),
            None => Ok(()),
        }
    }

    /// Requires a place in the other for every part of the first, unless the other keeps unknown parts.
    fn parts(&mut self, from: &[Part], to: &[Part], keeps: bool) -> Result<(), String> {
        let places = names(to);
        for part in from {
            let name = part.name.as_str();
            let Some(place) = places.get(name).map(|place| counterpart(part, place, to)) else {
                if keeps {
                    continue;
                }
                return Err(format!("`{name}` has no counterpart"));
            };
            if part.cfg.to_string() != place.cfg.to_string() {
                return Err(format!("`{name}` has other conditions"));
            }
            if part.optional && !place.optional {
                return Err(format!("`{name}` is required"));
            }
            let fits = match (&part.holds, &place.holds) {
                (None, None) => true,
                (Some(a), Some(b)) => self.holds(a, b),
                _ => false,
            };
            if !fits {
                return Err(format!("`{name}` has another type"));
            }
        }
        Ok(())
    }

    fn holds(&mut self, a: &Holds, b: &Holds) -> bool {
        match same(self.from, self.to, a, b) {
            Some(same) => same,
            None => self.types(a.ty, b.ty),
        }
    }

    fn types(&mut self, a: TypeId, b: TypeId) -> bool {
        let kinds = (
            self.from.plan.schema.ty(a).kind(),
            self.to.plan.schema.ty(b).kind(),
        );
        if let (TypeKind::Array(a), TypeKind::Array(b)) = kinds {
            let (a, b) = (a.element(), b.element());
            return same_types(self.from, self.to, a, b).unwrap_or_else(|| self.types(a, b));
        }
        let number = self.numbers.get(&(a, b));
        self.pairs.extend(number);
        number.is_some()
    }
}

/// Parts by their names.
pub(super) fn names(parts: &[Part]) -> HashMap<&str, &Part> {
    parts
        .iter()
        .map(|part| (part.name.as_str(), part))
        .collect()
}

/// Chooses from the parts of one name, of which `place` is one, that with the conditions of `part`: a
/// conditional branch has a second variant for where it is left out.
pub(super) fn counterpart<'p>(part: &Part, place: &'p Part, among: &'p [Part]) -> &'p Part {
    let fits = |other: &Part| other.cfg.to_string() == part.cfg.to_string();
    if fits(place) {
        return place;
    }
    let mut same = among.iter().filter(|other| other.name == part.name);
    same.find(|other| fits(other)).unwrap_or(place)
}

/// Returns true if the held values are of one Rust type, so that it is moved as it is; None where
/// that depends on conversions.
pub(super) fn same(from: &Side<'_>, to: &Side<'_>, a: &Holds, b: &Holds) -> Option<bool> {
    match (&a.substitution, &b.substitution) {
        (Some(a), Some(b)) => Some(a.to_string() == b.to_string()),
        (None, None) => same_types(from, to, a.ty, b.ty),
        _ => Some(false),
    }
}

/// The same for types that are held.
fn same_types(from: &Side<'_>, to: &Side<'_>, a: TypeId, b: TypeId) -> Option<bool> {
    let kinds = (from.plan.schema.ty(a).kind(), to.plan.schema.ty(b).kind());
    match kinds {
        (TypeKind::Array(a), TypeKind::Array(b)) => same_types(from, to, a.element(), b.element()),
        _ if from.plan.type_ident(a).is_some() && to.plan.type_ident(b).is_some() => None,
        _ => Some(from.type_text(a) == to.type_text(b)),
    }
}
