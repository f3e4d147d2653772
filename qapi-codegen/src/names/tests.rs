//! Properties of the mapping, and renames.

use std::collections::{BTreeMap, BTreeSet};

use qapi_parser::ir::{Entity, Schema};
use qapi_parser::loader::Memory;
use qapi_parser::{Options, compile_from};

use super::case::snake;
use super::scope::is_keyword;
use super::{Names, Scope, constant, pascal};
use crate::config::ConfigError;

/// Names of every shape, the same ones every time.
fn random_names(seed: u64, count: usize) -> Vec<String> {
    const BITS: &[&str] = &[
        "a",
        "b",
        "Z",
        "ABC",
        "x86",
        "64",
        "_",
        "-",
        ".",
        "2",
        "5",
        "self",
        "Self",
        "type",
        "new",
        "nvme",
        "NVMe",
        "foo",
        "Foo",
        "Unknown",
        "event",
        "__com.redhat_",
    ];
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |bound: usize| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    };
    (0..count)
        .map(|_| (0..=next(4)).map(|_| BITS[next(BITS.len())]).collect())
        .collect()
}

fn is_identifier(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    starts && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !is_keyword(text)
}

#[test]
fn identifiers_are_valid_and_differ() {
    for seed in 0..50 {
        let names = random_names(seed, 300);
        for map in [pascal, snake, constant] {
            let new = || {
                if map("x") == "X" {
                    Scope::pascal(&["Unknown"])
                } else {
                    Scope::snake(&["new"])
                }
            };
            let (mut scope, mut again) = (new(), new());
            let mut seen = BTreeSet::new();
            for name in &names {
                let ident = scope.take(map(name));
                assert!(is_identifier(&ident), "{name} became {ident}");
                assert_eq!(ident, again.take(map(name)), "{name}");
                assert!(
                    seen.insert(ident.clone()),
                    "{name} became {ident}, which was taken"
                );
                assert!(!["Unknown", "new"].contains(&ident.as_str()));
            }
        }
    }
}

#[test]
fn a_thousand_names_that_collide_take_no_time() {
    let mut scope = Scope::pascal(&[]);
    let given: BTreeSet<String> = (0..100_000).map(|_| scope.take("Foo".to_owned())).collect();
    assert_eq!(given.len(), 100_000);
    assert!(given.contains("Foo100000"));
}

const SCHEMA: &str = r"
{ 'enum': 'Color', 'data': [ 'red', 'Red', 'unknown', '4k', 'self' ] }
{ 'struct': 'Base', 'data': { 'type': 'Color', '*new': 'int' } }
{ 'struct': 'Derived', 'base': 'Base', 'data': { 'crate': 'str' } }
{ 'enum': 'Kind', 'data': [ 'x86_64', 'aes-128' ] }
{ 'union': 'Choice', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'aes-128': 'Base' } }
{ 'struct': 'ChoiceBranch', 'data': {} }
{ 'struct': 'Event', 'data': {} }
{ 'command': 'do-it', 'data': { 'fooBar': 'Derived', 'c': 'Choice', 'b': 'ChoiceBranch', 'e': 'Event' } }
{ 'event': 'UNKNOWN', 'data': { 'UUID': 'str' } }
";

fn schema(text: &str) -> Schema {
    let files = Memory::new([("a.json", text)]);
    let options = Options::new();
    compile_from("a.json", &files, &options)
        .unwrap()
        .schema
        .unwrap()
}

fn names(schema: &Schema, renames: &[(&str, &str)]) -> Result<Names, Vec<ConfigError>> {
    let renames: BTreeMap<_, _> = renames
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect();
    Names::new(schema, &renames)
}

/// `Type: field field …` or `variant variant …`
fn describe(schema: &Schema, names: &Names, name: &str) -> String {
    match schema.lookup(name) {
        Some(Entity::Type(id)) => {
            let parts = names.fields(id).iter().chain(names.variants(id));
            let parts: Vec<String> = parts.map(ToString::to_string).collect();
            format!("{}: {}", names.ty(id).unwrap(), parts.join(" "))
        }
        Some(Entity::Command(id)) => {
            let fields = names.fields(schema.command(id).arg().unwrap());
            let fields: Vec<String> = fields.iter().map(ToString::to_string).collect();
            format!("{}: {}", names.command(id), fields.join(" "))
        }
        Some(Entity::Event(id)) => names.event(id).to_string(),
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn awkward_names() {
    let schema = schema(SCHEMA);
    let names = names(&schema, &[]).unwrap();
    let of = |name| describe(&schema, &names, name);
    assert_eq!(of("Color"), "Color: Red Red2 Unknown_ _4k Self_");
    assert_eq!(of("Derived"), "Derived: type_ new crate_");
    assert_eq!(of("Choice"), "Choice: kind Aes128 X86_64");
    assert_eq!(
        of("ChoiceBranch"),
        "ChoiceBranch2: ",
        "its union's branches came first"
    );
    assert_eq!(of("Event"), "Event_: ");
    assert_eq!(of("do-it"), "DoIt: foo_bar c b e");
    assert_eq!(of("UNKNOWN"), "Unknown_");
    let Some(Entity::Type(derived)) = schema.lookup("Derived") else {
        panic!()
    };
    let setters: Vec<String> = names
        .setters(derived)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(setters, ["type_", "new_", "crate_"]);
}

#[test]
fn later_definitions_rename_nothing() {
    let lines: Vec<&str> = SCHEMA.trim().lines().collect();
    let whole = schema(SCHEMA);
    let all = names(&whole, &[]).unwrap();
    for count in 1..lines.len() {
        let part = schema(&lines[..count].join("\n"));
        let some = names(&part, &[]).unwrap();
        for name in [
            "Color",
            "Base",
            "Derived",
            "Kind",
            "Choice",
            "ChoiceBranch",
            "Event",
        ] {
            if part.lookup(name).is_some() {
                assert_eq!(describe(&part, &some, name), describe(&whole, &all, name));
            }
        }
    }
}

#[test]
fn renames_apply_where_they_say() {
    let schema = schema(SCHEMA);
    let renames = [
        ("Color", "Colour"),
        ("Color.Red", "Crimson"),
        ("Kind.x86_64", "Amd64"),
        ("Base.type", "color"),
        ("Derived.new", "fresh"),
        ("Choice-Branch", "ChoiceKind"),
        ("do-it", "Act"),
        ("do-it.fooBar", "bar"),
        ("UNKNOWN", "Mystery"),
        ("UNKNOWN.UUID", "id"),
    ];
    let names = names(&schema, &renames).unwrap();
    let of = |name| describe(&schema, &names, name);
    assert_eq!(of("Color"), "Colour: Red Crimson Unknown_ _4k Self_");
    assert_eq!(of("Base"), "Base: color new");
    assert_eq!(
        of("Derived"),
        "Derived: color fresh crate_",
        "members of a base go with it"
    );
    assert_eq!(of("Choice"), "Choice: kind Aes128 Amd64");
    assert_eq!(of("ChoiceBranch"), "ChoiceBranch: ");
    assert_eq!(of("do-it"), "Act: bar c b e");
    assert_eq!(of("UNKNOWN"), "Mystery");
}

#[test]
fn misused_renames_are_errors() {
    let schema = schema(SCHEMA);
    for (renames, expected) in [
        (
            &[("Colour", "X")][..],
            "rename `Colour` matches nothing in the schema; did you mean `Color`?",
        ),
        (
            &[("Color.redd", "X")],
            "rename `Color.redd` matches nothing in the schema; did you mean `Color.red`?",
        ),
        (
            &[("Base", "a b")],
            "rename `Base` to `a b`: that is no identifier",
        ),
        (
            &[("Base", "Self")],
            "rename `Base` to `Self`: that is a keyword",
        ),
        (
            &[("Base", "Event")],
            "rename `Base` to `Event`: the generator uses that name itself",
        ),
        (
            &[("Base", "X"), ("Kind", "X")],
            "rename `Kind` to `X`: `Base` is renamed to that already",
        ),
    ] {
        let errors = names(&schema, renames).unwrap_err();
        let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(texts, [expected]);
    }
}
