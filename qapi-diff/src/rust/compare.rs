//! The comparison, item by item.
//!
//! One change of the schema is reported once, at its cause. Its consequences are left out: the
//! setter of a changed field, the function of a changed branch, functions of a struct around a
//! changed type, conversions from a type that came or went, the variant `Unknown` and the lost
//! `Copy` of an opened enum.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::item::{Api, Field, Function, Item, Part, Shape, Type, Variant};
use super::renames::Renames;
use super::site::{RustParts, RustSite};
use crate::change::Change;
use crate::parts::joined;
use crate::rule::Check;
use crate::rules::rules;
use crate::severity::Side;

/// The variant for values that the schema does not have.
const UNKNOWN: &str = "Unknown";

struct Compare<'a> {
    old: &'a Api,
    new: &'a Api,
    renames: Renames<'a>,
    changes: Vec<Change>,
}

pub(super) fn compare(old: &Api, new: &Api) -> Vec<Change> {
    let mut compare = Compare {
        old,
        new,
        renames: Renames::of(old, new),
        changes: Vec::new(),
    };
    for (path, item) in &old.items {
        match (new.items.get(path), compare.renames.renamed(path)) {
            (Some(other), _) => compare.items(path, item, other),
            (None, Some(name)) => {
                compare.emit(path, None, path, RustParts::Renamed(path, name));
                if let Some(other) = new.items.get(name) {
                    compare.items(path, item, other);
                }
            }
            (None, None) => compare.emit(path, None, path, RustParts::Item(Some(item), None)),
        }
    }
    for (path, item) in &new.items {
        if !old.items.contains_key(path) && !compare.renames.is_new_name(path) {
            compare.emit(path, None, path, RustParts::Item(None, Some(item)));
        }
    }
    compare.changes
}

impl Compare<'_> {
    /// An item that both versions have.
    fn items(&mut self, path: &str, old: &Item, new: &Item) {
        self.deprecation(path, None, path, old.deprecated, new.deprecated);
        let mut changed = BTreeSet::new();
        let mut opened = false;
        match (&old.shape, &new.shape) {
            (Shape::Struct(a), Shape::Struct(b)) => changed = self.fields(path, a, b),
            (Shape::Tuple(a), Shape::Tuple(b)) if a.len() == b.len() => {
                for (a, b) in a.iter().zip(b) {
                    if !self.renames.same(a, b) {
                        self.emit(path, Some("0"), "0", RustParts::Type(a, b));
                        changed.insert("0");
                    }
                }
            }
            (Shape::Enum(a), Shape::Enum(b)) => opened = self.variants(path, a, b),
            (Shape::Constant(a), Shape::Constant(b)) => {
                if !self.renames.same(a, b) {
                    self.emit(path, None, path, RustParts::Type(a, b));
                }
            }
            (Shape::Function(a), Shape::Function(b)) => self.function(path, None, path, a, b),
            _ => {
                self.emit(path, None, path, RustParts::Shape(&old.shape, &new.shape));
                return;
            }
        }
        let directed = self.impls(path, old, new, opened);
        if !directed && !opened && !is_around(old) {
            self.functions(path, old, new, &changed);
        }
        for (name, (a, b)) in joined(&old.associated, &new.associated) {
            if let (Some(a), Some(b)) = (a, b)
                && !self.renames.same(a, b)
            {
                self.emit(path, Some(name), name, RustParts::Associated(a, b));
            }
        }
    }

    /// Compares fields, and gives the names of those that changed, came or went.
    fn fields<'a>(&mut self, path: &str, old: &'a [Field], new: &'a [Field]) -> BTreeSet<&'a str> {
        let mut changed = BTreeSet::new();
        for (name, (a, b)) in joined(&named(old), &named(new)) {
            let (name, a, b) = (*name, a.copied(), b.copied());
            let (Some(x), Some(y)) = (a, b) else {
                changed.insert(name);
                self.emit(path, Some(name), name, RustParts::Field(a, b));
                continue;
            };
            self.deprecation(path, Some(name), name, x.deprecated, y.deprecated);
            if x.optional != y.optional {
                changed.insert(name);
                self.emit(path, Some(name), name, RustParts::Field(a, b));
            }
            if !self.renames.same(&x.ty, &y.ty) {
                changed.insert(name);
                self.emit(path, Some(name), name, RustParts::Type(&x.ty, &y.ty));
            }
        }
        changed
    }

    /// Compares variants, and tells whether the enum was opened or closed.
    fn variants(&mut self, path: &str, old: &[Variant], new: &[Variant]) -> bool {
        let open = |variants: &[Variant]| variants.iter().any(|v| v.name == UNKNOWN);
        let pair = (open(old), open(new));
        if pair.0 != pair.1 {
            self.emit(path, None, path, RustParts::Open(pair.0, pair.1));
        }
        for (name, (a, b)) in joined(&known(old), &known(new)) {
            let (a, b) = (a.copied(), b.copied());
            let (Some(x), Some(y)) = (a, b) else {
                self.emit(path, Some(name), name, RustParts::Variant(a, b));
                continue;
            };
            self.deprecation(path, Some(name), name, x.deprecated, y.deprecated);
            let same = x.payload.len() == y.payload.len()
                && x.payload
                    .iter()
                    .zip(&y.payload)
                    .all(|(a, b)| self.renames.same(a, b));
            if !same {
                self.emit(path, Some(name), name, RustParts::Payload(x, y));
            }
        }
        pair.0 != pair.1
    }

    /// Compares the implemented traits. Returns true if the type became sendable or stopped being
    /// so: its constructors came or went with that.
    fn impls(&mut self, path: &str, old: &Item, new: &Item, opened: bool) -> bool {
        let old: BTreeSet<Type> = old.impls.iter().map(|t| self.renames.apply(t)).collect();
        let of_both = |ty: &&Type| {
            ty.parts.iter().all(|part| match part {
                Part::Text(_) => true,
                Part::Item(name) => {
                    self.new.items.contains_key(name)
                        && (self.old.items.contains_key(name) || self.renames.is_new_name(name))
                }
            })
        };
        // An open enum keeps unknown values as text, and so cannot be `Copy`.
        let wanted = |ty: &&Type| !opened || ty.to_string() != "Copy";
        let only = |a: &BTreeSet<Type>, b: &BTreeSet<Type>| -> Vec<String> {
            let only = a.difference(b).filter(of_both).filter(wanted);
            only.map(Type::to_string).collect()
        };
        let (lost, gained) = (only(&old, &new.impls), only(&new.impls, &old));
        for (lost, names) in [(true, &lost), (false, &gained)] {
            if !names.is_empty() {
                self.emit(path, None, path, RustParts::Impls { lost, names });
            }
        }
        let sent = |names: &[String]| names.iter().any(|name| name == "Serialize");
        sent(&lost) || sent(&gained)
    }

    /// Compares functions. Those that come and go with fields or branches, or with the ability to be
    /// sent, are reported there.
    fn functions(&mut self, path: &str, old: &Item, new: &Item, changed: &BTreeSet<&str>) {
        let branches = [branches(old, self.old), branches(new, self.new)];
        let [before, after] = &branches;
        let is_branch = |name: &str| before.contains_key(name) && after.contains_key(name);
        for (name, (a, b)) in joined(&old.functions, &new.functions) {
            let of_branch = before.get(name.as_str()) != after.get(name.as_str());
            let (Some(a), Some(b)) = (a, b) else {
                if !of_branch && !comes_with(name, changed) {
                    self.emit(path, Some(name), name, RustParts::Function(a, b));
                }
                continue;
            };
            if name == "new" {
                // A changed field's type is told there, its place among the parameters here.
                let (x, y) = (without(a, changed), without(b, changed));
                if parameter_names(a) != parameter_names(b) || !self.same_signature(&x, &y) {
                    self.emit(
                        path,
                        Some(name),
                        name,
                        RustParts::Function(Some(a), Some(b)),
                    );
                }
            } else if is_branch(name) {
                // All members but the branch's own are told at `new`.
                self.function(path, Some(name), name, &of_last(a), &of_last(b));
            } else if !comes_with(name, changed) {
                self.function(path, Some(name), name, a, b);
            }
        }
    }

    fn function(
        &mut self,
        path: &str,
        part: Option<&str>,
        name: &str,
        old: &Function,
        new: &Function,
    ) {
        if !self.same_signature(old, new) {
            self.emit(path, part, name, RustParts::Function(Some(old), Some(new)));
        }
    }

    fn same_signature(&self, old: &Function, new: &Function) -> bool {
        let (a, b) = (&old.parameters, &new.parameters);
        a.len() == b.len()
            && a.iter()
                .zip(b)
                .all(|((_, a), (_, b))| self.renames.same(a, b))
            && self.renames.same(&old.result, &new.result)
    }

    fn deprecation(&mut self, path: &str, part: Option<&str>, name: &str, old: bool, new: bool) {
        if old != new {
            self.emit(path, part, name, RustParts::Deprecated(new));
        }
    }

    /// Asks every rule about a difference in a place.
    fn emit(&mut self, path: &str, part: Option<&str>, name: &str, parts: RustParts<'_>) {
        let site = RustSite { name, parts };
        let path = match part {
            Some(part) => format!("{path}/{part}"),
            None => path.to_owned(),
        };
        for rule in rules() {
            let Check::Rust(check) = rule.check else {
                continue;
            };
            if let (Some(hit), Some(level)) = (check(&site), rule.levels.at(Side::Rust)) {
                self.changes.push(hit.change(rule, level, path.clone()));
            }
        }
    }
}

fn named(fields: &[Field]) -> BTreeMap<&str, &Field> {
    fields.iter().map(|f| (f.name.as_str(), f)).collect()
}

/// The variants for values that the schema has.
fn known(variants: &[Variant]) -> BTreeMap<&str, &Variant> {
    let known = variants.iter().filter(|v| v.name != UNKNOWN);
    known.map(|v| (v.name.as_str(), v)).collect()
}

fn parameter_names(function: &Function) -> Vec<&str> {
    let names = function.parameters.iter();
    names.map(|(name, _)| name.as_str()).collect()
}

/// The function without the parameters of those names.
fn without(function: &Function, names: &BTreeSet<&str>) -> Function {
    let mut function = function.clone();
    function
        .parameters
        .retain(|(name, _)| !names.contains(name.as_str()));
    function
}

/// The function with its last parameter alone.
fn of_last(function: &Function) -> Function {
    let mut function = function.clone();
    let others = function.parameters.len().saturating_sub(1);
    function.parameters.drain(..others);
    function
}

/// Returns true if the struct is around a generated type, whose functions it has.
fn is_around(item: &Item) -> bool {
    let Shape::Tuple(types) = &item.shape else {
        return false;
    };
    let mut parts = types.iter().flat_map(|ty| &ty.parts);
    parts.any(|part| matches!(part, Part::Item(_)))
}

/// Returns true if the function belongs to one of the fields: a setter, called like the field, or the
/// same with a `_` where that is taken; or one that adds open arguments.
fn comes_with(function: &str, fields: &BTreeSet<&str>) -> bool {
    let stem = function.trim_end_matches('_');
    let open = ["_opt", "s"].map(|end| stem.strip_suffix(end));
    let mut names = [Some(function), Some(stem)].into_iter().chain(open);
    names.any(|name| name.is_some_and(|name| fields.contains(name)))
}

/// The payloads of a union's variants, by the names of the functions that make them.
fn branches<'a>(union: &Item, api: &'a Api) -> BTreeMap<String, &'a [Type]> {
    let Shape::Struct(fields) = &union.shape else {
        return BTreeMap::new();
    };
    let parts = fields.iter().flat_map(|field| &field.ty.parts);
    let enums = parts.filter_map(|part| match part {
        Part::Item(name) => api.items.get(name),
        Part::Text(_) => None,
    });
    let variants = enums.flat_map(|item| match &item.shape {
        Shape::Enum(variants) => variants.as_slice(),
        _ => &[],
    });
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|c| c.to_ascii_lowercase()).collect()
    };
    // Of functions with the same letters, the first counts.
    let functions = union.functions.keys().rev();
    let functions: HashMap<String, &String> = functions.map(|name| (letters(name), name)).collect();
    let named = |variant: &'a Variant| {
        let function = functions.get(&letters(&variant.name))?;
        Some(((*function).clone(), variant.payload.as_slice()))
    };
    variants.filter_map(named).collect()
}
