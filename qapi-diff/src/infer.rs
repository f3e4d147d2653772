//! Symbols of a build, derived from its answer.
//!
//! Input: a schema and the answer of a QEMU that was built from it. Output: for each symbol in
//! conditions, defined, undefined or undecided; and the parts of the answer that the schema does
//! not explain.
//!
//! Each conditional part that the answer has, or lacks, says that its condition held, or did not.
//! From these facts follow the symbols, by propagation until nothing new follows. Types in circles may
//! stand in the same places in as many pairs as types times types, and facts may follow one from the
//! other, so both end at a bound.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Display;

use qapi_introspect::info::{Body, EnumInfo, ObjectInfo, Text};
use qapi_introspect::{Schema as Answer, SchemaInfo, Step};
use qapi_parser::ir::{Alternate, Cond, CondTree, Enum, Feature, Object, Schema, TypeId, TypeKind};

use qapi_codegen::introspect_from_ir::{Symbols, json_type_name};

use crate::bound::CompareError;

/// Symbols and unexplained parts of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inference {
    /// Symbols that were defined, sorted.
    pub defined: Vec<String>,
    /// Symbols that were not, sorted.
    pub undefined: Vec<String>,
    /// Symbols that cannot be told, sorted.
    pub undecided: Vec<String>,
    /// Those of the undecided that are taken as defined because some of them must have been.
    pub assumed: Vec<String>,
    /// The parts that the schema does not explain, sorted by path.
    pub unexplained: Vec<Unexplained>,
}

/// A part of an answer that the schema does not explain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unexplained {
    /// The place, as a query.
    pub path: String,
    /// The kind of difference.
    pub what: Difference,
}

/// Difference of an answer from those of all builds of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// The answer has it, the schema does not.
    Added,
    /// The schema has it without condition, the answer does not.
    Missing,
    /// Both have it, with different types or one of them optional.
    Different,
    /// Its presence contradicts the conditions of other parts.
    Contradiction,
}

impl Difference {
    /// In words, to follow a path.
    pub fn as_str(self) -> &'static str {
        match self {
            Difference::Added => "is not in the schema",
            Difference::Missing => "is in the schema without condition, but not in the answer",
            Difference::Different => "has another type than in the schema",
            Difference::Contradiction => "contradicts the conditions of other parts",
        }
    }
}

impl Inference {
    /// Symbols with which the schema gives the answer, as far as it explains it.
    pub fn symbols(&self) -> Symbols {
        // They come from a schema, where they are identifiers.
        Symbols::defined(self.defined.iter().chain(&self.assumed)).unwrap_or_default()
    }
}

/// Most bytes for the places at which schema and answer are compared. The largest release of QEMU takes
/// two MiB.
const MOST_PATHS: usize = 64 << 20;

/// Most symbols in conditions that are looked at. A release of QEMU takes some 20,000.
const MOST_SYMBOLS: usize = 5_000_000;

/// Derives the symbols that the build defined.
///
/// # Errors
///
/// [`CompareError::TooManyParts`] or [`CompareError::TooManyConditions`].
pub fn infer_symbols(schema: &Schema, answer: &Answer<'_>) -> Result<Inference, CompareError> {
    let mut facts = Facts {
        schema,
        answer,
        facts: Vec::new(),
        unexplained: BTreeSet::new(),
        seen: HashSet::new(),
        todo: Vec::new(),
        left: MOST_PATHS,
    };
    facts.roots();
    while let Some((ty, name, path)) = facts.todo.pop() {
        facts.types(ty, name, &path);
        if facts.left == 0 {
            let (below, _) = path.split_once('/').unwrap_or((&path, ""));
            let below = below.to_owned();
            return Err(CompareError::TooManyParts { below });
        }
    }
    let mut solver = Solver {
        known: BTreeMap::new(),
        left: Cell::new(MOST_SYMBOLS),
    };
    let Facts {
        facts,
        mut unexplained,
        ..
    } = facts;
    // A part that is there was built. One that is missing may be gone from another release.
    let (there, _): (Vec<_>, Vec<_>) = facts.iter().partition(|fact| fact.held);
    solver.propagate(&there);
    solver.propagate(&facts.iter().collect::<Vec<_>>());
    let decided = solver.known.clone();
    solver.assume(&facts);
    for fact in &facts {
        if solver.eval(fact.cond) == Some(!fact.held) {
            let path = fact.path.clone();
            unexplained.insert(Unexplained {
                path,
                what: Difference::Contradiction,
            });
        }
    }
    if solver.left.get() == 0 {
        return Err(CompareError::TooManyConditions);
    }
    let all = Symbols::mentioned(schema);
    let with = |wanted: Option<bool>| {
        let matching = all.iter().filter(|s| decided.get(**s).copied() == wanted);
        matching.map(|s| (*s).to_owned()).collect::<Vec<_>>()
    };
    let assumed = solver
        .known
        .iter()
        .filter(|(s, v)| **v && !decided.contains_key(**s));
    Ok(Inference {
        defined: with(Some(true)),
        undefined: with(Some(false)),
        undecided: with(None),
        assumed: assumed.map(|(s, _)| (*s).to_owned()).collect(),
        unexplained: unexplained.into_iter().collect(),
    })
}

/// A condition that held in the build, or did not.
struct Fact<'s> {
    cond: &'s CondTree,
    held: bool,
    path: String,
}

/// The comparison of schema and answer.
struct Facts<'s, 'a> {
    schema: &'s Schema,
    answer: &'a Answer<'a>,
    facts: Vec<Fact<'s>>,
    unexplained: BTreeSet<Unexplained>,
    seen: HashSet<(TypeId, &'a str)>,
    todo: Vec<(TypeId, &'a str, String)>,
    /// Bytes that are left for paths.
    left: usize,
}

impl<'s, 'a> Facts<'s, 'a> {
    fn roots(&mut self) {
        let (schema, answer) = (self.schema, self.answer);
        let empty = schema.empty_object();
        let mut known = HashSet::new();
        for (_, command) in schema.commands() {
            known.insert(command.name());
            let found = answer.entity(command.name());
            let found = found.filter(|i| matches!(i.body, Body::Command { .. }));
            self.part(command.cond(), found.is_some(), command.name());
            if let Some(info) = found
                && let Body::Command {
                    arg_type, ret_type, ..
                } = &info.body
            {
                let name = command.name();
                self.features(command.features(), info.features(), name);
                self.pair(
                    command.arg().unwrap_or(empty),
                    arg_type,
                    format!("{name}/arg-type"),
                );
                self.pair(
                    command.ret().unwrap_or(empty),
                    ret_type,
                    format!("{name}/ret-type"),
                );
            }
        }
        for (_, event) in schema.events() {
            known.insert(event.name());
            let found = answer.entity(event.name());
            let found = found.filter(|i| matches!(i.body, Body::Event { .. }));
            self.part(event.cond(), found.is_some(), event.name());
            if let Some(info) = found
                && let Body::Event { arg_type } = &info.body
            {
                let name = event.name();
                self.features(event.features(), info.features(), name);
                self.pair(
                    event.arg().unwrap_or(empty),
                    arg_type,
                    format!("{name}/arg-type"),
                );
            }
        }
        for info in answer
            .entities()
            .filter(|i| i.is_root() && !known.contains(&*i.name))
        {
            self.odd(&info.name, Difference::Added);
        }
    }

    /// Takes the bytes of a path; returns false if none are left.
    fn take(&mut self, path: &str) -> bool {
        // A path is kept at most twice, with what stands there.
        self.left = self.left.saturating_sub(2 * path.len() + 100);
        self.left > 0
    }

    /// The path one step below another; empty if there is no room left.
    fn below(&mut self, path: &str, step: impl Display) -> String {
        match self.take(path) {
            true => format!("{path}/{step}"),
            false => String::new(),
        }
    }

    /// The same path for another type there; empty if there is no room left.
    fn same(&mut self, path: &str) -> String {
        match self.take(path) {
            true => path.to_owned(),
            false => String::new(),
        }
    }

    fn odd(&mut self, path: &str, what: Difference) {
        self.unexplained.insert(Unexplained {
            path: path.to_owned(),
            what,
        });
    }

    /// A part that the schema has, and the answer has or has not.
    fn part(&mut self, cond: Option<&'s Cond>, found: bool, path: &str) {
        match cond {
            Some(cond) => {
                self.facts.push(Fact {
                    cond: cond.tree(),
                    held: found,
                    path: path.to_owned(),
                });
            }
            None if !found => self.odd(path, Difference::Missing),
            None => {}
        }
    }

    fn pair(&mut self, ty: TypeId, name: &'a str, path: String) {
        self.todo.push((ty, name, path));
    }

    fn features(&mut self, features: &'s [Feature], found: &[Text<'_>], path: &str) {
        for feature in features {
            let path = self.below(path, format_args!("${}", feature.name()));
            self.part(
                feature.cond(),
                found.iter().any(|f| f == feature.name()),
                &path,
            );
        }
        for name in found
            .iter()
            .filter(|f| !features.iter().any(|k| k.name() == **f))
        {
            let path = self.below(path, format_args!("${name}"));
            self.odd(&path, Difference::Added);
        }
    }

    fn types(&mut self, ty: TypeId, name: &'a str, path: &str) {
        if !self.seen.insert((ty, name)) {
            return;
        }
        // The answer's index has no reference without its type.
        let Some(info) = self.answer.type_named(name) else {
            return;
        };
        let ty = self.schema.ty(ty);
        self.part(ty.cond(), true, path);
        match (ty.kind(), &info.body) {
            (TypeKind::Builtin(builtin), Body::Builtin { json_type: found })
                if json_type_name(*builtin) == found => {}
            (TypeKind::Array(array), Body::Array { element_type }) => {
                let path = self.same(path);
                self.pair(array.element(), element_type, path);
            }
            (TypeKind::Enum(e), Body::Enum(found)) => {
                self.features(ty.features(), info.features(), path);
                self.enumeration(e, found, path);
            }
            (TypeKind::Object(object), Body::Object(found)) => {
                self.features(ty.features(), info.features(), path);
                self.object(object, found, path);
            }
            (TypeKind::Alternate(alternate), Body::Alternate { .. }) => {
                self.features(ty.features(), info.features(), path);
                self.alternate(alternate, info, path);
            }
            _ => self.odd(path, Difference::Different),
        }
    }

    fn enumeration(&mut self, e: &'s Enum, found: &'a EnumInfo<'a>, path: &str) {
        let by_name = first_by_name(found.iter());
        for value in e.values() {
            let there = by_name.get(value.name());
            let path = self.below(path, Step::Value(value.name()));
            self.part(value.cond(), there.is_some(), &path);
            // Before 6.2, answers do not tell values' features.
            if let (Some(features), true) = (there, found.members.is_some()) {
                self.features(value.features(), features, &path);
            }
        }
        let known: HashSet<&str> = e.values().iter().map(|v| v.name()).collect();
        for (name, _) in found.iter().filter(|(n, _)| !known.contains(n)) {
            let path = self.below(path, Step::Value(name));
            self.odd(&path, Difference::Added);
        }
    }

    fn object(&mut self, object: &'s Object, found: &'a ObjectInfo<'a>, path: &str) {
        let mut known = HashSet::new();
        let members = first_by_name(found.members.iter().map(|m| (&*m.name, m)));
        for member in object.members(self.schema) {
            known.insert(member.name());
            let there = members.get(member.name()).copied();
            let path = self.below(path, Step::Name(member.name()));
            self.part(member.cond(), there.is_some(), &path);
            if let Some(there) = there {
                if there.is_optional() != member.optional() {
                    self.odd(&path, Difference::Different);
                }
                let features = there.features.as_deref().unwrap_or_default();
                self.features(member.features(), features, &path);
                self.pair(member.ty(), &there.type_name, path);
            }
        }
        for member in found.members.iter().filter(|m| !known.contains(&*m.name)) {
            let path = self.below(path, Step::Name(&member.name));
            self.odd(&path, Difference::Added);
        }
        let branches = object.branches().map_or(&[][..], |b| b.branches());
        let variants = || found.variants.iter().flatten();
        let by_case = first_by_name(variants().map(|v| (&*v.case, v)));
        for branch in branches {
            let there = by_case.get(branch.name()).copied();
            let path = self.below(path, Step::Variant(branch.name()));
            self.part(branch.cond(), there.is_some(), &path);
            if let Some(there) = there {
                self.pair(branch.ty(), &there.type_name, path);
            }
        }
        let known: HashSet<&str> = branches.iter().map(|b| b.name()).collect();
        for variant in variants().filter(|v| !known.contains(&*v.case)) {
            let path = self.below(path, Step::Variant(&variant.case));
            self.odd(&path, Difference::Added);
        }
    }

    fn alternate(&mut self, alternate: &'s Alternate, info: &'a SchemaInfo<'a>, path: &str) {
        let mut left: Vec<&'a SchemaInfo<'a>> = info
            .references()
            .filter_map(|name| self.answer.type_named(name))
            .collect();
        for branch in alternate.alternatives() {
            let kind = self.schema.ty(branch.ty()).kind();
            let there = left.iter().position(|info| same_kind(kind, &info.body));
            self.part(branch.cond(), there.is_some(), path);
            if let Some(there) = there {
                let path = self.same(path);
                self.pair(branch.ty(), &left.remove(there).name, path);
            }
        }
        if !left.is_empty() {
            self.odd(path, Difference::Different);
        }
    }
}

/// Parts by name; of several with one name, the first.
fn first_by_name<'n, T>(parts: impl IntoIterator<Item = (&'n str, T)>) -> HashMap<&'n str, T> {
    let mut found = HashMap::new();
    for (name, part) in parts {
        found.entry(name).or_insert(part);
    }
    found
}

/// Reports that both are of the same meta-type, by which an alternate's branches differ.
fn same_kind(kind: &TypeKind, body: &Body<'_>) -> bool {
    match (kind, body) {
        (TypeKind::Builtin(builtin), Body::Builtin { json_type: found }) => {
            json_type_name(*builtin) == found
        }
        (TypeKind::Enum(_), Body::Enum(_))
        | (TypeKind::Array(_), Body::Array { .. })
        | (TypeKind::Object(_), Body::Object(_)) => true,
        _ => false,
    }
}

/// The symbols known so far.
struct Solver<'s> {
    known: BTreeMap<&'s str, bool>,
    /// Number of symbols that may still be looked at.
    left: Cell<usize>,
}

impl<'s> Solver<'s> {
    /// Derives symbols from the facts until nothing new follows. A known symbol stays.
    fn propagate(&mut self, facts: &[&Fact<'s>]) {
        loop {
            let before = self.known.len();
            for fact in facts {
                self.force(fact.cond, fact.held);
            }
            if self.known.len() == before || self.left.get() == 0 {
                return;
            }
        }
    }

    /// If facts say only that one of several symbols must have been defined, takes the first.
    fn assume(&mut self, facts: &[Fact<'s>]) {
        for fact in facts {
            let mut open = BTreeSet::new();
            undecided(fact.cond, &self.known, &mut open);
            if self.holds_by_default(fact.cond) == fact.held {
                continue;
            }
            for symbol in open {
                if self.left.get() == 0 {
                    return;
                }
                self.known.insert(symbol, true);
                if self.holds_by_default(fact.cond) == fact.held {
                    break;
                }
                self.known.remove(symbol);
            }
        }
    }

    /// A symbol's value. Beyond the bound, it does not matter any more.
    fn known(&self, symbol: &str) -> Option<bool> {
        self.left.set(self.left.get().saturating_sub(1));
        self.known.get(symbol).copied()
    }

    fn holds_by_default(&self, cond: &CondTree) -> bool {
        cond.holds(&|symbol| self.known(symbol).unwrap_or(false))
    }

    fn force(&mut self, cond: &'s CondTree, held: bool) {
        match cond {
            CondTree::Symbol(name) => {
                self.known.entry(name).or_insert(held);
            }
            CondTree::Not(part) => self.force(part, !held),
            CondTree::All(parts) => self.force_parts(parts, held, true),
            CondTree::Any(parts) => self.force_parts(parts, held, false),
            CondTree::Opaque(_) => {}
        }
    }

    /// For `all`, `neutral` is true: if it holds, all parts do; if not, and all parts but one do,
    /// that one does not. For `any` the reverse.
    fn force_parts(&mut self, parts: &'s [CondTree], held: bool, neutral: bool) {
        if held == neutral {
            parts.iter().for_each(|p| self.force(p, held));
            return;
        }
        let mut open = parts.iter().filter(|p| self.eval(p) != Some(neutral));
        if let (Some(only), None) = (open.next(), open.next()) {
            self.force(only, held);
        }
    }

    /// Evaluates a condition as far as the known symbols decide it.
    fn eval(&self, cond: &CondTree) -> Option<bool> {
        match cond {
            CondTree::Symbol(name) => self.known(name),
            CondTree::Not(part) => self.eval(part).map(|v| !v),
            CondTree::All(parts) => self.eval_parts(parts, true),
            CondTree::Any(parts) => self.eval_parts(parts, false),
            CondTree::Opaque(_) => None,
        }
    }

    fn eval_parts(&self, parts: &[CondTree], neutral: bool) -> Option<bool> {
        let mut result = Some(neutral);
        for part in parts {
            match self.eval(part) {
                Some(v) if v != neutral => return Some(v),
                None => result = None,
                _ => {}
            }
        }
        result
    }
}

fn undecided<'s>(
    cond: &'s CondTree,
    known: &BTreeMap<&'s str, bool>,
    into: &mut BTreeSet<&'s str>,
) {
    match cond {
        CondTree::Symbol(name) if !known.contains_key(&**name) => {
            into.insert(name);
        }
        CondTree::All(parts) | CondTree::Any(parts) => {
            parts.iter().for_each(|p| undecided(p, known, into));
        }
        CondTree::Not(part) => undecided(part, known, into),
        CondTree::Symbol(_) | CondTree::Opaque(_) => {}
    }
}
