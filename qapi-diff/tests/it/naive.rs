//! The comparison against a naive one, which expands both versions as trees: every change in every
//! place must be found, and nothing else.
//!
//! The naive one knows no sharing: it recurses into each use of each type, and stops only where a
//! pair of types stands below itself. It is written from the rules' descriptions.

use std::collections::{BTreeMap, BTreeSet};

use qapi_codegen::introspect_from_ir::Symbols;
use qapi_diff::{
    Alternative, Builtin, Config, Feature, Member, Model, Object, Range, RootKind, Type, TypeId,
    compare, diff_model,
};
use qapi_parser::ir;
use qapi_parser::loader::Memory;
use qapi_test_support::{Trial, corpus, trials};

use crate::support;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        neighbouring_releases,
        releases_from_their_agents_too,
        random_schemas
    ]
}

type Set = BTreeSet<(&'static str, String)>;

/// A naive comparison under way.
struct Naive<'m> {
    old: &'m Model<'m>,
    new: &'m Model<'m>,
    request: bool,
    found: Set,
    /// The pairs of types on the way.
    stack: Vec<(Option<TypeId>, Option<TypeId>)>,
}

fn naive<'m>(old: &'m Model<'m>, new: &'m Model<'m>) -> Set {
    let mut naive = Naive {
        old,
        new,
        request: true,
        found: Set::new(),
        stack: Vec::new(),
    };
    let names: BTreeSet<&str> = old.roots.keys().chain(new.roots.keys()).copied().collect();
    for name in names {
        naive.root(name);
    }
    naive.found
}

impl<'m> Naive<'m> {
    fn tell(&mut self, rule: &'static str, path: &str) {
        self.found.insert((rule, path.to_owned()));
    }

    fn either(&mut self, came: bool, added: &'static str, removed: &'static str, path: &str) {
        self.tell(if came { added } else { removed }, path);
    }

    fn root(&mut self, name: &str) {
        let (old, new) = (self.old.roots.get(name), self.new.roots.get(name));
        let kind = |root: &qapi_diff::Root<'_>| matches!(root.kind, RootKind::Command(_));
        if old.map(kind) != new.map(kind) {
            for (root, came) in [(old, false), (new, true)] {
                match root.map(kind) {
                    Some(true) => self.either(came, "command-added", "command-removed", name),
                    Some(false) => self.either(came, "event-added", "event-removed", name),
                    None => {}
                }
            }
            return;
        }
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        self.features(
            name,
            &old.features.iter().collect(),
            &new.features.iter().collect(),
        );
        match (old.kind, new.kind) {
            (RootKind::Command(a), RootKind::Command(b)) => {
                let flags = [
                    (
                        Some(a.allow_oob),
                        Some(b.allow_oob),
                        "oob-added",
                        "oob-removed",
                    ),
                    (
                        a.allow_preconfig,
                        b.allow_preconfig,
                        "preconfig-added",
                        "preconfig-removed",
                    ),
                    (
                        a.success_response,
                        b.success_response,
                        "success-response-added",
                        "success-response-removed",
                    ),
                    (a.open, b.open, "arguments-opened", "arguments-closed"),
                ];
                for (before, after, added, removed) in flags {
                    if before.is_some() && after.is_some() && before != after {
                        self.either(after == Some(true), added, removed, name);
                    }
                }
                self.request = true;
                let below = format!("{name}/arg-type");
                match (a.open, b.open) {
                    (Some(true), Some(false)) => {
                        let gone = declared(self.old, a.arg, self.new, b.arg);
                        self.declared(&gone, &below, false);
                    }
                    (Some(false), Some(true)) => {
                        let came = declared(self.new, b.arg, self.old, a.arg);
                        self.declared(&came, &below, true);
                    }
                    _ => self.place(&below, a.arg, b.arg),
                }
                self.request = false;
                self.place(&format!("{name}/ret-type"), a.ret, b.ret);
            }
            (RootKind::Event(a), RootKind::Event(b)) => {
                self.request = false;
                self.place(&format!("{name}/arg-type"), a, b);
            }
            _ => {}
        }
    }

    fn declared(&mut self, members: &[(&str, bool)], path: &str, came: bool) {
        for (name, optional) in members {
            self.one_sided(&format!("{path}/{name}"), *optional, came);
        }
    }

    fn one_sided(&mut self, path: &str, optional: bool, came: bool) {
        let (added, removed) = match optional {
            true => ("optional-member-added", "optional-member-removed"),
            false => ("mandatory-member-added", "mandatory-member-removed"),
        };
        self.either(came, added, removed, path);
    }

    fn place(&mut self, path: &str, a: TypeId, b: TypeId) {
        self.features(path, &of_type(self.old, a), &of_type(self.new, b));
        self.types(path, Some(a), Some(b), false, &BTreeSet::new());
    }

    fn features(&mut self, path: &str, a: &Vec<&Feature<'_>>, b: &Vec<&Feature<'_>>) {
        let names = |f: &Vec<&Feature<'_>>| -> BTreeSet<String> {
            f.iter().map(|f| f.name.to_owned()).collect()
        };
        let (a, b) = (names(a), names(b));
        for (name, came) in a
            .difference(&b)
            .map(|n| (n, false))
            .chain(b.difference(&a).map(|n| (n, true)))
        {
            let (added, removed) = match name.as_str() {
                "deprecated" => ("deprecated-added", "deprecated-removed"),
                "unstable" => ("unstable-added", "unstable-removed"),
                _ => ("feature-added", "feature-removed"),
            };
            self.either(came, added, removed, &format!("{path}/${name}"));
        }
    }

    /// Two types in a place. `moved` are members that are compared elsewhere.
    fn types(
        &mut self,
        path: &str,
        a: Option<TypeId>,
        b: Option<TypeId>,
        tag: bool,
        moved: &BTreeSet<&str>,
    ) {
        static EMPTY: Type<'static> = Type::Object(Object {
            members: Vec::new(),
            tag: None,
            variants: Vec::new(),
            features: Vec::new(),
        });
        let (old, new) = (self.old, self.new);
        let x = a.map_or(&EMPTY, |a| old.ty(a));
        let y = b.map_or(&EMPTY, |b| new.ty(b));
        match (x, y) {
            (Type::Array(a), Type::Array(b)) => self.types(path, Some(*a), Some(*b), tag, moved),
            (Type::Object(x), Type::Object(y)) => {
                if self.stack.contains(&(a, b)) {
                    return;
                }
                self.stack.push((a, b));
                self.objects(path, x, y, moved);
                self.stack.pop();
            }
            (Type::Enum { values: x, .. }, Type::Enum { values: y, .. }) => {
                let of = |values: &'m [qapi_diff::Value<'m>]| -> BTreeMap<&str, &'m [Feature<'m>]> {
                    values.iter().map(|v| (v.name, &*v.features)).collect()
                };
                let (x, y) = (of(x), of(y));
                for name in x.keys().chain(y.keys()).collect::<BTreeSet<_>>() {
                    let path = format!("{path}/^{name}");
                    match (x.get(name), y.get(name)) {
                        (Some(a), Some(b)) => {
                            self.features(&path, &a.iter().collect(), &b.iter().collect());
                        }
                        (a, _) if !tag => {
                            self.either(a.is_none(), "value-added", "value-removed", &path);
                        }
                        _ => {}
                    }
                }
            }
            (Type::Alternate { branches: x, .. }, Type::Alternate { branches: y, .. }) => {
                let (x, y) = (by_kind(old, x), by_kind(new, y));
                for kind in x.keys().chain(y.keys()).collect::<BTreeSet<_>>() {
                    match (x.get(kind), y.get(kind)) {
                        (Some(a), Some(b)) => self.types(path, Some(*a), Some(*b), tag, moved),
                        (a, _) => {
                            let came = a.is_none();
                            self.either(came, "alternative-added", "alternative-removed", path);
                        }
                    }
                }
            }
            (x, Type::Alternate { branches, .. }) if !is_any(x) => {
                match by_kind(new, branches).get(kind(x)) {
                    Some(b) => {
                        self.tell("type-widened", path);
                        self.types(path, a, Some(*b), tag, moved);
                    }
                    None => self.tell("type-changed", path),
                }
            }
            (Type::Alternate { branches, .. }, y) if !is_any(y) => {
                match by_kind(old, branches).get(kind(y)) {
                    Some(a) => {
                        self.tell("type-narrowed", path);
                        self.types(path, Some(*a), b, tag, moved);
                    }
                    None => self.tell("type-changed", path),
                }
            }
            (x, y) => self.scalars(path, x, y),
        }
    }

    fn scalars(&mut self, path: &str, x: &Type<'_>, y: &Type<'_>) {
        let wide = |r: Range| match self.request && r.min == 0 && r.max == u64::MAX.into() {
            true => (i64::MIN.into(), r.max),
            false => (r.min, r.max),
        };
        use Builtin::{Any, Int, Number, String};
        let rule = match (x, y) {
            (Type::Builtin(Int(Some(a))), Type::Builtin(Int(Some(b)))) if a != b => {
                let (a, b): ((i128, i128), (i128, i128)) = (wide(*a), wide(*b));
                let within = |a: (i128, i128), b: (i128, i128)| b.0 <= a.0 && a.1 <= b.1;
                match (within(a, b), within(b, a)) {
                    (true, _) => "range-widened",
                    (_, true) => "range-narrowed",
                    _ => "range-changed",
                }
            }
            (Type::Builtin(Int(_)), Type::Builtin(Int(_))) => return,
            (Type::Builtin(a), Type::Builtin(b)) if a == b => return,
            (_, Type::Builtin(Any))
            | (Type::Builtin(Int(_)), Type::Builtin(Number))
            | (Type::Enum { .. }, Type::Builtin(String)) => "type-widened",
            (Type::Builtin(Any), _)
            | (Type::Builtin(Number), Type::Builtin(Int(_)))
            | (Type::Builtin(String), Type::Enum { .. }) => "type-narrowed",
            _ => "type-changed",
        };
        self.tell(rule, path);
    }

    fn objects(
        &mut self,
        path: &str,
        a: &'m Object<'m>,
        b: &'m Object<'m>,
        known: &BTreeSet<&str>,
    ) {
        if a.tag.is_some() && b.tag.is_some() && a.tag != b.tag {
            self.tell("tag-changed", path);
        }
        let (cases_a, cases_b, tag) = self.cases(a, b);
        let mut moved = BTreeSet::new();
        let members = |o: &'m Object<'m>| -> BTreeMap<&'m str, &'m Member<'m>> {
            o.members.iter().map(|m| (m.name, m)).collect()
        };
        let (x, y) = (members(a), members(b));
        for name in x.keys().chain(y.keys()).collect::<BTreeSet<_>>() {
            let here = format!("{path}/{}", qapi_introspect::Step::Name(name));
            let (old, new) = (x.get(name).copied(), y.get(name).copied());
            if let (Some(old), Some(new)) = (old, new) {
                self.member(&here, old, new, tag == Some(*name));
                continue;
            }
            let Some(member) = old.or(new).filter(|_| !known.contains(name)) else {
                continue;
            };
            let came = old.is_none();
            let (cases, model) = match came {
                true => (&cases_a, self.old),
                false => (&cases_b, self.new),
            };
            let mut there = 0;
            for (case, ty) in cases {
                let object = ty.and_then(|ty| object(model, ty));
                let found = object.and_then(|o| o.members.iter().find(|m| m.name == *name));
                let Some(found) = found else { continue };
                there += 1;
                let below = format!("{path}/+{case}/{}", qapi_introspect::Step::Name(name));
                match came {
                    true => self.member(&below, found, member, false),
                    false => self.member(&below, member, found, false),
                }
            }
            if there > 0 {
                moved.insert(*name);
            }
            match there > 0 && there == cases.len() {
                true => self.either(
                    came,
                    "member-moved-to-common",
                    "member-moved-to-branches",
                    &here,
                ),
                false => self.one_sided(&here, member.optional, came),
            }
        }
        for case in cases_a
            .keys()
            .chain(cases_b.keys())
            .collect::<BTreeSet<_>>()
        {
            let path = format!("{path}/+{case}");
            match (cases_a.get(case), cases_b.get(case)) {
                (Some(x), Some(y)) => {
                    let of =
                        |model, ty: &Option<TypeId>| ty.map_or(vec![], |ty| of_type(model, ty));
                    self.features(&path, &of(self.old, x), &of(self.new, y));
                    self.types(&path, *x, *y, false, &moved);
                }
                (x, _) => self.either(x.is_none(), "branch-added", "branch-removed", &path),
            }
        }
    }

    fn member(&mut self, path: &str, old: &'m Member<'m>, new: &'m Member<'m>, tag: bool) {
        let rules = ("member-became-optional", "member-became-mandatory");
        if old.optional != new.optional {
            self.either(new.optional, rules.0, rules.1, path);
        }
        let all = |model, member: &'m Member<'m>| -> Vec<&'m Feature<'m>> {
            let own = member.features.iter();
            own.chain(of_type(model, member.ty)).collect()
        };
        self.features(path, &all(self.old, old), &all(self.new, new));
        self.types(path, Some(old.ty), Some(new.ty), tag, &BTreeSet::new());
    }

    /// The branches of both, and the tag that they share. A struct with a member that is the other
    /// one's tag has empty branches.
    #[allow(clippy::type_complexity)]
    fn cases(
        &self,
        a: &'m Object<'m>,
        b: &'m Object<'m>,
    ) -> (
        BTreeMap<&'m str, Option<TypeId>>,
        BTreeMap<&'m str, Option<TypeId>>,
        Option<&'m str>,
    ) {
        let own = |o: &'m Object<'m>| -> BTreeMap<&'m str, Option<TypeId>> {
            o.variants.iter().map(|v| (v.case, Some(v.ty))).collect()
        };
        let made = |model: &'m Model<'m>, o: &'m Object<'m>, tag: &str, union: &'m Object<'m>| {
            let member = o.members.iter().find(|m| m.name == tag)?;
            let cases: Vec<&str> = match model.ty(member.ty) {
                Type::Enum { values, .. } => values.iter().map(|v| v.name).collect(),
                Type::Builtin(Builtin::String) => union.variants.iter().map(|v| v.case).collect(),
                _ => return None,
            };
            Some(cases.into_iter().map(|case| (case, None)).collect())
        };
        match (a.tag, b.tag) {
            (Some(x), Some(y)) if x == y => (own(a), own(b), Some(x)),
            (None, Some(tag)) => match made(self.old, a, tag, b) {
                Some(cases) => (cases, own(b), Some(tag)),
                None => (own(a), own(b), None),
            },
            (Some(tag), None) => match made(self.new, b, tag, a) {
                Some(cases) => (own(a), cases, Some(tag)),
                None => (own(a), own(b), None),
            },
            _ => (own(a), own(b), None),
        }
    }
}

/// The members of an open command that the other version has nowhere.
fn declared<'m>(
    model: &'m Model<'m>,
    open: TypeId,
    other: &'m Model<'m>,
    closed: TypeId,
) -> Vec<(&'m str, bool)> {
    let (Some(open), Some(closed)) = (object(model, open), object(other, closed)) else {
        return Vec::new();
    };
    let branches = closed.variants.iter().filter_map(|v| object(other, v.ty));
    let known = [closed].into_iter().chain(branches);
    let known: BTreeSet<_> = known.flat_map(|o| &o.members).map(|m| m.name).collect();
    let gone = open.members.iter().filter(|m| !known.contains(m.name));
    gone.map(|m| (m.name, m.optional)).collect()
}

fn object<'m>(model: &'m Model<'m>, ty: TypeId) -> Option<&'m Object<'m>> {
    match model.ty(ty) {
        Type::Object(object) => Some(object),
        _ => None,
    }
}

/// The features of a type, through arrays and alternates.
fn of_type<'m>(model: &'m Model<'m>, ty: TypeId) -> Vec<&'m Feature<'m>> {
    match model.ty(ty) {
        Type::Array(element) => of_type(model, *element),
        Type::Object(object) => object.features.iter().collect(),
        Type::Enum { features, .. } => features.iter().collect(),
        Type::Alternate { branches, features } => {
            let below = branches.iter().flat_map(|b| of_type(model, b.ty));
            features.iter().chain(below).collect()
        }
        _ => Vec::new(),
    }
}

fn is_any(ty: &Type<'_>) -> bool {
    matches!(ty, Type::Builtin(Builtin::Any))
}

fn kind(ty: &Type<'_>) -> &'static str {
    match ty {
        Type::Enum { .. } | Type::Builtin(Builtin::String) => "string",
        Type::Builtin(Builtin::Number | Builtin::Int(_)) => "number",
        Type::Builtin(Builtin::Boolean) => "boolean",
        Type::Builtin(Builtin::Null) => "null",
        Type::Object(_) => "object",
        Type::Array(_) => "array",
        _ => "other",
    }
}

fn by_kind(model: &Model<'_>, branches: &[Alternative<'_>]) -> BTreeMap<&'static str, TypeId> {
    let pairs = branches.iter().map(|b| (kind(model.ty(b.ty)), b.ty));
    pairs.filter(|(kind, _)| *kind != "other").collect()
}

/// Compares both ways and both kinds of comparison; conditions are left out.
fn check(name: &str, old: &ir::Schema, new: &ir::Schema) -> usize {
    let [mut old, mut new] = [old, new].map(|schema| diff_model(schema, &Symbols::all()));
    (old.has_conditions, new.has_conditions) = (false, false);
    let report = compare(&old, &new, &Config::default()).unwrap();
    assert!(report.changes.iter().all(|c| !c.more), "{name}: cut short");
    let changes = report.expanded().changes;
    let found: Set = changes.iter().map(|c| (c.rule, c.path.clone())).collect();
    let expected = naive(&old, &new);
    let lost: Vec<_> = expected.difference(&found).take(20).collect();
    let more: Vec<_> = found.difference(&expected).take(20).collect();
    assert!(
        lost.is_empty() && more.is_empty(),
        "{name}: lost {lost:#?}, over-reported {more:#?}"
    );
    expected.len()
}

const RELEASES: [&str; 10] = [
    "history/2.12.0",
    "history/4.2.0",
    "qemu-5.2",
    "history/6.1.0",
    "history/6.2.0",
    "qemu-7.2",
    "history/8.2.0",
    "history/9.1.0",
    "qemu-10.0",
    "qemu-10.2",
];

fn of_neighbours(entry: &str) {
    let compile = |folder: &&str| support::compile(&corpus().join(folder).join(entry));
    let schemas: Vec<_> = RELEASES.iter().map(compile).collect();
    let mut places = 0;
    for (names, pair) in RELEASES.windows(2).zip(schemas.windows(2)) {
        places += check(&names.join(" → "), &pair[0], &pair[1]);
        places += check(&format!("{names:?}, back"), &pair[1], &pair[0]);
    }
    assert!(places > 300, "{places} places");
}

fn neighbouring_releases() {
    of_neighbours("qapi/qapi-schema.json");
}

fn releases_from_their_agents_too() {
    let compile =
        |folder: &str| support::compile(&corpus().join(folder).join("qga/qapi-schema.json"));
    check("agents", &compile("history/2.12.0"), &compile("qemu-10.2"));
}

/// A small generator of pseudorandom numbers (xorshift), seeded for repeatable runs.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// Text of a schema: structs, unions, enums and alternates that use each other, recursively too.
fn schema(random: &mut Random) -> String {
    let types = 4 + random.below(5);
    let mut text = String::new();
    let features = |random: &mut Random| match random.below(8) {
        0 => ", 'features': ['deprecated']",
        1 => ", 'features': ['unstable', 'fast']",
        _ => "",
    };
    let one = |random: &mut Random| -> String {
        let scalar = ["str", "int", "uint64", "int8", "number", "bool", "any"];
        match random.below(9) {
            0..=3 => scalar[random.below(scalar.len())].to_owned(),
            4 => format!("E{}", random.below(2)),
            5 => "A0".to_owned(),
            _ => format!("T{}", random.below(types)),
        }
    };
    let ty = |random: &mut Random| match random.below(5) {
        0 => format!("['{}']", one(random)),
        _ => format!("'{}'", one(random)),
    };
    let members = |random: &mut Random, from: usize| -> String {
        let names: Vec<usize> = (from..from + 4).filter(|_| random.below(2) == 0).collect();
        let mut all = Vec::new();
        for name in names {
            let star = if random.below(2) == 0 { "*" } else { "" };
            let (ty, features) = (ty(random), features(random));
            all.push(format!("'{star}m{name}': {{ 'type': {ty}{features} }}"));
        }
        all.join(", ")
    };
    for e in 0..2 {
        let values: Vec<_> = (0..4)
            .filter(|v| *v == 0 || random.below(2) == 0)
            .map(|v| format!("'v{v}'"))
            .collect();
        text += &format!("{{ 'enum': 'E{e}', 'data': [{}] }}\n", values.join(", "));
    }
    let branch = ["str", "E1"][random.below(2)];
    let number = ["", ", 'n': 'int'", ", 'n': 'bool'"][random.below(3)];
    text += &format!("{{ 'alternate': 'A0', 'data': {{ 's': '{branch}', 'o': 'T0'{number} }} }}\n");
    for t in 0..types {
        let (own, features) = (members(random, 0), features(random));
        text += &format!("{{ 'struct': 'T{t}', 'data': {{ {own} }}{features} }}\n");
    }
    for b in 0..2 {
        text += &format!(
            "{{ 'struct': 'B{b}', 'data': {{ {} }} }}\n",
            members(random, 10)
        );
    }
    let branches = ["'v0': 'B0'", "'v0': 'B1'", "'v0': 'B0'"][random.below(3)];
    let common = members(random, 20);
    let comma = if common.is_empty() { "" } else { ", " };
    text += &format!(
        "{{ 'union': 'U', 'base': {{ 'tag': 'E0'{comma}{common} }}, 'discriminator': 'tag', \
         'data': {{ {branches} }} }}\n"
    );
    for c in 0..3 {
        let (arg, ret) = (random.below(types), random.below(types));
        text += &format!(
            "{{ 'command': 'c{c}', 'data': 'T{arg}', 'returns': ['T{ret}'], 'boxed': true }}\n"
        );
    }
    let inline = members(random, 0);
    text + &format!(
        "{{ 'event': 'EV', 'data': {{ {inline} }} }}\n\
         {{ 'command': 'u', 'data': 'U', 'boxed': true, 'returns': 'U' }}\n"
    )
}

fn random_schemas() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let compile = |text: &str| {
        let files = Memory::new([("a.json", text)]);
        let options = qapi_parser::Options::new();
        qapi_parser::compile_from("a.json", &files, &options)
            .unwrap()
            .schema
    };
    let (mut pairs, mut places) = (0, 0);
    while pairs < 300 {
        let texts = [schema(&mut random), schema(&mut random)];
        let (Some(old), Some(new)) = (compile(&texts[0]), compile(&texts[1])) else {
            continue;
        };
        pairs += 1;
        places += check(
            &format!("pair {pairs}:\n{}\n→\n{}", texts[0], texts[1]),
            &old,
            &new,
        );
    }
    assert!(places > 10_000, "{places} places");
}
