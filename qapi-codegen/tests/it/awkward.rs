//! Random valid schemas with awkward names, conditions and features: their code compiles.
//!
//! A few are compiled as a rule, twice as many where `QAPI_RELEASES` is set; `QAPI_AWKWARD=500` compiles as
//! many.

use std::collections::BTreeSet;
use std::fmt::Write;

use qapi_codegen::{Conditions, Config, Layout, Role};
use qapi_parser::diag::Severity;
use qapi_parser::loader::Memory;
use qapi_parser::{Options, compile_from};
use qapi_test_support::{Trial, asked, trials};

use crate::common::instances::Random;
use crate::common::scratch::Scratch;

pub(crate) fn all() -> Vec<Trial> {
    trials![code_of_awkward_schemas_compiles]
}

/// Schemas in one crate.
const BATCH: usize = 25;

const TYPES: &[&str] = &[
    "Option",
    "Vec",
    "Box",
    "String",
    "Result",
    "Some",
    "None",
    "Ok",
    "Err",
    "Self",
    "Event",
    "Command",
    "Commands",
    "Default",
    "Clone",
    "Debug",
    "Send",
    "Sync",
    "From",
    "Into",
    "Iterator",
    "Drop",
    "Fn",
    "T",
    "V",
    "S",
    "Unknown",
    "Value",
    "Null",
    "Dispatch",
    "Server",
    "LazyLock",
    "Arc",
    "PartialEq",
    "Copy",
    "Eq",
    "ToString",
    "FooBranch",
    "Foo",
    "Foo2",
    "FooBar",
    "Foo-Bar",
    "NVMe",
    "UUID",
    "Integer",
    "Feature",
    "__org.example_Type",
    "__org.ex-ample_Type",
    "Encode",
    "Decode",
    "Writer",
    "Reader",
    "Json",
    "Secret",
    "Str",
    "Bool",
    "Error",
    "Features",
];
const MEMBERS: &[&str] = &[
    "type",
    "self",
    "super",
    "crate",
    "fn",
    "async",
    "await",
    "gen",
    "try",
    "dyn",
    "abstract",
    "union",
    "new",
    "clone",
    "default",
    "from",
    "into",
    "as-ref",
    "to-string",
    "try-from",
    "a-b",
    "a_b",
    "x-foo",
    "__org.example_foo",
    "__org.ex-ample_foo",
    "r",
    "w",
    "f",
    "value",
    "tag",
    "call",
    "arguments",
    "name",
    "data",
    "extra",
    "none",
    "some",
    "ok",
    "err",
    "option",
    "box",
    "vec",
    "string",
    "result",
    "text",
    "payload",
    "branch",
    "fmt",
    "decode",
    "encode",
    "known",
    "unknown",
    "visitor",
    "commands",
    "events",
    "password",
    "kind",
    "true",
    "false",
    "macro",
    "mut",
    "ref",
    "static",
    "where",
    "yield",
    "r2",
    "core",
    "std",
    "qapi-client",
    "eq",
    "s",
];
const VALUES: &[&str] = &[
    "self", "Self", "unknown", "UNKNOWN", "all", "ALL", "as-str", "4k", "3des", "16", "2_5",
    "none", "some", "ok", "err", "a-b", "a_b", "A-B", "type", "x86_64", "x8664", "on", "off",
    "option", "string", "eq", "fn", "crate", "super", "clone", "debug", "copy",
];
const COMMANDS: &[&str] = &[
    "clone",
    "drop",
    "into",
    "try-into",
    "to-owned",
    "as-ref",
    "new",
    "visit",
    "type",
    "self",
    "super",
    "async",
    "execute",
    "command",
    "schema",
    "borrow",
    "eq",
    "cmp",
    "hash",
    "fmt",
    "to-string",
    "is-x",
    "from-x",
    "from",
    "try-from",
    "default",
    "type-id",
    "unimplemented",
    "__org.example_do",
    "a-b",
    "a_b",
    "into-iter",
    "box",
    "option",
    "string",
    "await",
    "crate",
    "send",
    "sync",
    "commands",
    "dispatch",
    "call",
    "qapi-client",
    "answer",
    "arc",
    "result",
];
const EVENTS: &[&str] = &[
    "STOP",
    "UNKNOWN",
    "SELF",
    "OPTION",
    "SOME",
    "NONE",
    "OK",
    "ERR",
    "STRING",
    "EVENT",
    "VEC",
    "NAME",
    "VISIT",
    "DATA",
    "BOX",
    "RESULT",
    "CLONE",
    "__ORG.EXAMPLE_GONE",
    "A-B",
    "A_B",
];
const CONDITIONS: &[&str] = &[
    "'A'",
    "'B'",
    "{ 'not': 'A' }",
    "{ 'all': [ 'A', 'B' ] }",
    "{ 'any': [ 'A', { 'not': 'B' } ] }",
];

/// A schema under construction.
struct Maker {
    random: Random,
    text: String,
    /// Types that a member may have.
    types: Vec<String>,
    objects: Vec<String>,
    names: BTreeSet<String>,
}

impl Maker {
    fn new(seed: u64) -> Self {
        let builtins = [
            "str", "int", "bool", "number", "size", "uint8", "any", "null",
        ];
        let text = "{ 'pragma': { 'command-name-exceptions': [ 'a_b', '__org.example_do' ],\n\
                    'member-name-exceptions': [ EXCEPTIONS ] } }\n";
        Maker {
            random: Random::new(seed),
            text: text.to_owned(),
            types: builtins.map(str::to_owned).to_vec(),
            objects: Vec::new(),
            names: BTreeSet::new(),
        }
    }

    fn one<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.random.below(list.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.random.below(100) < percent
    }

    /// A name that nothing has yet, if the list has one.
    fn name(&mut self, list: &[&str]) -> Option<String> {
        (0..20).find_map(|_| {
            let name = self.one(list).to_owned();
            self.names.insert(name.clone()).then_some(name)
        })
    }

    /// `, 'if': …` or nothing.
    fn cond(&mut self) -> String {
        if self.chance(25) {
            format!(", 'if': {}", self.one(CONDITIONS))
        } else {
            String::new()
        }
    }

    fn features(&mut self) -> String {
        if !self.chance(20) {
            return String::new();
        }
        let names = ["deprecated", "unstable", "type", "self", "a-b"];
        let (one, cond) = (self.one(&names), self.cond());
        format!(", 'features': [ {{ 'name': '{one}'{cond} }} ]")
    }

    /// Some of a list, once each.
    fn some<'l>(&mut self, list: &[&'l str], most: usize) -> Vec<&'l str> {
        let count = self.random.below(most + 1);
        let chosen: BTreeSet<&str> = (0..count).map(|_| self.one(list)).collect();
        // Names that differ in case or sign alone are not allowed beside each other.
        let mut plain = BTreeSet::new();
        let chosen = chosen.into_iter();
        chosen
            .filter(|name| plain.insert(name.to_lowercase().replace(['-', '.'], "_")))
            .collect()
    }

    fn ty(&mut self) -> String {
        let index = self.random.below(self.types.len());
        let ty = self.types[index].clone();
        if self.chance(25) {
            format!("[ '{ty}' ]")
        } else {
            format!("'{ty}'")
        }
    }

    fn members(&mut self, most: usize) -> String {
        let mut names: Vec<String> = self
            .some(MEMBERS, most)
            .iter()
            .map(|n| (*n).to_owned())
            .collect();
        if self.chance(5) {
            names.push("l".repeat(300));
        }
        let members = names.iter().map(|name| {
            let optional = if self.chance(50) { "*" } else { "" };
            let (ty, cond, features) = (self.ty(), self.cond(), self.features());
            format!("'{optional}{name}': {{ 'type': {ty}{cond}{features} }}")
        });
        members.collect::<Vec<_>>().join(", ")
    }

    fn enumeration(&mut self, name: &str) {
        let values = self.some(VALUES, 6);
        let values = values.iter().map(|name| {
            let (cond, features) = (self.cond(), self.features());
            format!("{{ 'name': '{name}'{cond}{features} }}")
        });
        let values = values.collect::<Vec<_>>().join(", ");
        // A type with a condition would have to be used under the same one.
        let features = self.features();
        let _ = writeln!(
            self.text,
            "{{ 'enum': '{name}', 'data': [ {values} ]{features} }}"
        );
        self.types.push(name.to_owned());
    }

    fn structure(&mut self, name: &str) {
        let (members, features) = (self.members(6), self.features());
        let _ = writeln!(
            self.text,
            "{{ 'struct': '{name}', 'data': {{ {members} }}{features} }}"
        );
        self.types.push(name.to_owned());
        self.objects.push(name.to_owned());
    }

    fn union(&mut self, name: &str) {
        let values = self.some(VALUES, 5);
        if values.is_empty() {
            return;
        }
        let list = values
            .iter()
            .map(|v| format!("'{v}'"))
            .collect::<Vec<_>>()
            .join(", ");
        let tag = self.one(&["tag0", "type0", "self0"]).to_owned();
        let mut branches = Vec::new();
        for (index, value) in values.iter().enumerate() {
            if self.chance(60) {
                let branch = format!("{name}X{index}");
                let _ = writeln!(
                    self.text,
                    "{{ 'struct': '{branch}', 'data': {{ 'm{index}': 'str', '*n{index}': 'int' }} }}"
                );
                let cond = self.cond();
                branches.push(format!("'{value}': {{ 'type': '{branch}'{cond} }}"));
            }
        }
        let branches = branches.join(", ");
        let _ = writeln!(
            self.text,
            "{{ 'enum': '{name}Tag', 'data': [ {list} ] }}\n\
             {{ 'union': '{name}', 'base': {{ '{tag}': '{name}Tag', '*common0': 'int' }},\n  \
             'discriminator': '{tag}', 'data': {{ {branches} }} }}"
        );
        self.types.push(name.to_owned());
        self.objects.push(name.to_owned());
    }

    fn alternate(&mut self, name: &str) {
        let mut alternatives = Vec::new();
        let scalar = self.one(&["'str'", "'int'", "'bool'"]);
        for (member, ty) in [("a", scalar), ("null", "'null'")] {
            if member == "a" || self.chance(50) {
                let cond = self.cond();
                alternatives.push(format!("'{member}': {{ 'type': {ty}{cond} }}"));
            }
        }
        if let Some(object) = self.objects.last().cloned().filter(|_| self.chance(50)) {
            let cond = self.cond();
            alternatives.push(format!("'self': {{ 'type': '{object}'{cond} }}"));
        }
        let alternatives = alternatives.join(", ");
        let _ = writeln!(
            self.text,
            "{{ 'alternate': '{name}', 'data': {{ {alternatives} }} }}"
        );
        self.types.push(name.to_owned());
    }

    fn data(&mut self) -> String {
        match self.objects.last().cloned() {
            Some(object) if self.chance(30) => format!(", 'data': '{object}', 'boxed': true"),
            _ if self.chance(70) => format!(", 'data': {{ {} }}", self.members(4)),
            _ => String::new(),
        }
    }

    /// The whole schema.
    fn schema(mut self) -> String {
        let kinds: [fn(&mut Self, &str); 4] = [
            Self::enumeration,
            Self::structure,
            Self::union,
            Self::alternate,
        ];
        for _ in 0..8 {
            if let Some(name) = self.name(TYPES) {
                let kind = kinds[self.random.below(kinds.len())];
                kind(&mut self, &name);
            }
        }
        for _ in 0..5 {
            if let Some(name) = self.name(COMMANDS) {
                let (data, cond, features) = (self.data(), self.cond(), self.features());
                let returns = match self.objects.last() {
                    Some(object) if self.random.below(2) == 0 => format!(", 'returns': '{object}'"),
                    _ => String::new(),
                };
                let oob = if self.chance(20) {
                    ", 'allow-oob': true"
                } else {
                    ""
                };
                let open = match data.contains("boxed") || data.is_empty() || !self.chance(20) {
                    true => "",
                    false => ", 'gen': false",
                };
                let _ = writeln!(
                    self.text,
                    "{{ 'command': '{name}'{data}{returns}{oob}{open}{cond}{features} }}"
                );
            }
        }
        for _ in 0..4 {
            if let Some(name) = self.name(EVENTS) {
                let (data, cond, features) = (self.data(), self.cond(), self.features());
                let _ = writeln!(self.text, "{{ 'event': '{name}'{data}{cond}{features} }}");
            }
        }
        let owners = self.names.iter().map(|name| format!("'{name}'"));
        let owners = owners.collect::<Vec<_>>().join(", ");
        self.text.replace("EXCEPTIONS", &owners)
    }
}

/// The options of the round.
fn config(random: &mut Random) -> Config {
    let mut config = Config::default();
    config.role = [Role::Client, Role::Server, Role::Both][random.below(3)];
    config.conditions = match random.below(4) {
        0 => Conditions::Cfg,
        1 => Conditions::Defined(["A".to_owned()].into()),
        2 => Conditions::Defined(BTreeSet::new()),
        _ => Conditions::All,
    };
    config.exclude_deprecated = random.below(4) == 0;
    config.exclude_unstable = random.below(4) == 0;
    if random.below(3) == 0 {
        config.layout = Layout::Modules;
    }
    config
}

fn code_of_awkward_schemas_compiles() {
    let number = std::env::var("QAPI_AWKWARD").ok();
    let usual = if asked("QAPI_RELEASES") {
        BATCH
    } else {
        BATCH / 2
    };
    let wanted: usize = number.and_then(|n| n.parse().ok()).unwrap_or(usual);
    let mut random = Random::new(5);
    let (mut made, mut rejected, mut seed) = (0, 0, 0);
    while made < wanted {
        let mut files = Vec::new();
        let mut root = "//! Awkward.\n#![deny(warnings, missing_docs)]\n\
                        #![allow(unexpected_cfgs)]\n"
            .to_owned();
        while files.len() < BATCH.min(wanted - made) {
            seed += 1;
            let text = Maker::new(seed).schema();
            let loader = Memory::new([("awkward.json", text.clone())]);
            let compiled = compile_from("awkward.json", &loader, &Options::new()).unwrap();
            let Some(schema) = compiled.schema else {
                rejected += 1;
                let error = |d: &&qapi_parser::diag::Diagnostic| d.severity == Severity::Error;
                let first = compiled.diagnostics.iter().find(error);
                if std::env::var_os("QAPI_AWKWARD").is_some() {
                    println!("{}", first.map(|d| d.message.clone()).unwrap_or_default());
                }
                assert!(rejected < 4 * wanted + 100, "{first:?}\n{text}");
                continue;
            };
            let config = config(&mut random);
            let tokens = qapi_codegen::generate(&schema, &config).unwrap();
            let code = format!("/*\n{config:?}\n{text}*/\n{}", qapi_codegen::format(tokens));
            let _ = writeln!(root, "/// A schema.\npub mod m{seed};");
            files.push((format!("m{seed}.rs"), code));
        }
        made += files.len();
        files.push(("lib.rs".to_owned(), root));
        let scratch = Scratch::new("awkward", &files);
        scratch.check();
    }
    println!("{made} compiled, {rejected} invalid");
}
