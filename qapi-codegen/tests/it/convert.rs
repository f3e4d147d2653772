//! Conversions between the modules of two versions of a schema.

use qapi_test_support::{Trial, corpus, trials};
// The symbols of convert.json are not declared to cargo.
#[allow(unexpected_cfgs, missing_docs, unreachable_pub, dead_code)]
pub mod new {
    include!("../golden/convert.rs");
}
#[allow(unexpected_cfgs, missing_docs, unreachable_pub, dead_code)]
pub mod convert_old {
    include!("../golden/convert_old.rs");
}

use std::path::Path;

use crate::common::sample::sampled;
use crate::common::scratch::Scratch;
use qapi_codegen::{Builder, Config, Role, conversions, missing_conversions};
use qapi_parser::ir::Schema;
use qapi_parser::loader::Memory;
use qapi_parser::{Options, compile_from};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        values_survive,
        boxes_may_be_elsewhere,
        what_one_version_does_not_know_the_other_may,
        additions_are_absent,
        commands_and_events,
        what_does_not_match_is_named,
        renamed_types_convert,
        what_may_not_fit_is_tried,
        explanations_are_true,
        missing_conversions_have_reasons,
        modules_are_in_the_crate,
        long_chains,
        circles_of_types_are_refused,
        versions_of_qemu,
    ]
}

fn schema(text: &str) -> Schema {
    let files = Memory::new([("schema.json", text)]);
    let compiled = compile_from("schema.json", &files, &Options::new()).unwrap();
    compiled.schema.expect("the schema is valid")
}

/// The errors of conversions between those schemas.
fn error(old: &str, new: &str, module: &str) -> String {
    let config = Config::default();
    let (old, new) = (schema(old), schema(new));
    let errors = conversions((&new, &config), module, (&old, &config)).unwrap_err();
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    errors.join("\n")
}

fn values_survive() {
    let text = r#"{"kind":"filter","same":"newer","child":{"kind":"file","path":"p","names":["n"]},
                   "other":{"kind":"unknown","x":[1]}}"#;
    let old: convert_old::Node = serde_json::from_str(text).unwrap();
    let new = new::Node::from(old.clone());
    let (before, after) = (serde_json::to_value(&old), serde_json::to_value(&new));
    let again = serde_json::to_value(convert_old::Node::from(new));
    let before = before.unwrap();
    assert_eq!(before["other"]["x"][0], 1);
    assert_eq!(after.unwrap(), before);
    assert_eq!(again.unwrap(), before);
}

/// The order of definitions decides where a cycle is broken.
fn boxes_may_be_elsewhere() {
    let text = r#"{"x":1,"pong":{"ping":{"x":2,"pong":{}}}}"#;
    let old: convert_old::Ping = serde_json::from_str(text).unwrap();
    let new = new::Ping::from(old);
    let _: &Option<Box<new::Pong>> = &new.pong;
    assert_eq!(serde_json::to_string(&new).unwrap(), text);
    let old = convert_old::Ping::from(new);
    let _: &Option<convert_old::Pong> = &old.pong;
    assert_eq!(serde_json::to_string(&old).unwrap(), text);
}

fn what_one_version_does_not_know_the_other_may() {
    let old: convert_old::Grown = "b".parse().unwrap();
    assert!(matches!(old, convert_old::Grown::Unknown(_)));
    let new = new::Grown::from(old.clone());
    assert!(new == new::Grown::B);
    assert!(convert_old::Grown::from(new) == old);
}

fn additions_are_absent() {
    let old = convert_old::GrownStruct {
        needed: 5,
        leaf: None,
    };
    let new = new::GrownStruct::from(old);
    assert!(new.needed == Some(5) && new.more.is_none());
}

fn commands_and_events() {
    let mut old = convert_old::commands::Attach::new("disk").same(convert_old::Alike::On);
    old = old.extra("further", 5);
    let text = serde_json::to_string(&old).unwrap();
    assert_eq!(text, r#"{"name":"disk","same":"on","further":5}"#);
    let new = new::commands::Attach::from(old);
    assert_eq!(serde_json::to_string(&new).unwrap(), text);

    let _: new::commands::Stop = convert_old::commands::Stop {}.into();
    let _: convert_old::commands::Stop = new::commands::Stop {}.into();

    let text = r#"{"kind":"file","path":"p","names":[]}"#;
    let node: new::Node = serde_json::from_str(text).unwrap();
    let old = convert_old::commands::AddBoxed::from(new::commands::AddBoxed::from(node));
    assert_eq!(serde_json::to_string(&old).unwrap(), text);

    let text = format!(r#"{{"node":{text}}}"#);
    let old: convert_old::events::Moved = serde_json::from_str(&text).unwrap();
    let new = new::events::Moved::from(old);
    assert!(new.why.is_none() && matches!(new.node.kind, new::NodeBranch::File(_)));
}

fn what_does_not_match_is_named() {
    let object = |members: &str| {
        format!("{{ 'struct': 'S', 'data': {{ {members} }} }} {{ 'event': 'E', 'data': 'S' }}")
    };
    for (old, new, reason) in [
        (
            "'a': 'int', 'b': 'int'",
            "'a': 'int', 'c': 'int'",
            "`b` has no counterpart",
        ),
        ("'a': 'int'", "'a': 'str'", "`a` has another type"),
        ("'a': 'int'", "'a': ['int']", "`a` has another type"),
    ] {
        let expected =
            format!("convert `super::old`: nothing converts; `S`: {reason}; `E`: it contains `S`");
        assert_eq!(error(&object(old), &object(new), "super::old"), expected);
    }
    assert_eq!(
        error("{ 'command': 'a' }", "{ 'command': 'b' }", "crate::old"),
        "convert `crate::old`: nothing converts, the modules have nothing in common"
    );
}

/// Two versions of a schema; `Old` and `Info` are the same, `Shrunk` has fewer members and values.
const VERSIONS: [&str; 2] = [
    "{ 'struct': 'Old', 'data': { 'id': 'int', '*level': 'OldLevel' } }
     { 'enum': 'OldLevel', 'data': ['low'] }
     { 'struct': 'Shrunk', 'data': { 'id': 'int', '*gone': 'bool', '*part': ['Part'] } }
     { 'struct': 'Part', 'data': { 'size': 'int' } }
     { 'command': 'query', 'data': { 'old': 'Old' }, 'returns': 'Old' }
     { 'command': 'set', 'data': { 'shrunk': 'Shrunk' }, 'returns': 'Shrunk' }",
    "{ 'struct': 'Info', 'data': { 'id': 'int', '*level': 'Level', '*more': 'str' } }
     { 'enum': 'Level', 'data': ['low', 'high'] }
     { 'struct': 'Shrunk', 'data': { 'id': 'int', '*part': ['Part'] } }
     { 'struct': 'Part', 'data': { 'size': 'uint8' } }
     { 'command': 'query', 'data': { 'old': 'Info' }, 'returns': 'Info' }
     { 'command': 'set', 'data': { 'shrunk': 'Shrunk' }, 'returns': 'Shrunk' }",
];

fn both() -> Config {
    let mut config = Config::default();
    config.role = Role::Both;
    config
}

fn renamed_types_convert() {
    let [old, new] = VERSIONS.map(schema);
    let code = conversions((&new, &both()), "super::old", (&old, &both()));
    let code = code.unwrap().to_string();
    for (from, to) in [
        ("super :: old :: Old", "Info"),
        ("super :: old :: OldLevel", "Level"),
        ("Level", "super :: old :: OldLevel"),
        ("super :: old :: commands :: Query", "commands :: Query"),
    ] {
        assert!(
            code.contains(&format!(" From < {from} > for {to} ")),
            "{from}"
        );
    }
    assert!(code.contains("TryFrom < Info > for super :: old :: Old "));
    assert!(!code.contains(" From < Info > for super :: old :: Old "));
}

fn missing_conversions_have_reasons() {
    let [old, new] = VERSIONS.map(schema);
    let missing = missing_conversions((&new, &both()), "super::old", (&old, &both()));
    let missing: Vec<String> = missing.unwrap().iter().map(ToString::to_string).collect();
    let fits = "(`TryFrom` converts values that fit)";
    assert_eq!(
        missing,
        [
            format!("super::old::Shrunk → Shrunk: `gone` has no counterpart {fits}"),
            format!("super::old::Part → Part: `size` has another type {fits}"),
            format!("commands::Query → super::old::commands::Query: it contains `Info` {fits}"),
            format!("super::old::commands::Set → commands::Set: it contains `Shrunk` {fits}"),
            format!("Info → super::old::Old: `more` has no counterpart {fits}"),
        ]
    );
    // A client only encodes what it sends, and only decodes what it receives.
    let client = Config::default();
    let of_client = missing_conversions((&new, &client), "super::old", (&old, &client)).unwrap();
    let of_client: Vec<String> = of_client.iter().map(ToString::to_string).collect();
    assert_eq!(of_client, missing);
}

/// Whatever the explanation says is in the code.
fn explanations_are_true() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let read = |name: &str| schema(&std::fs::read_to_string(golden.join(name)).unwrap());
    let (old, new) = (read("convert_old.json"), read("convert.json"));
    for role in [Role::Client, Role::Server, Role::Both] {
        let mut config = Config::default();
        config.role = role;
        let code = conversions((&new, &config), "super::old", (&old, &config));
        let code = code.unwrap().to_string().replace(' ', "");
        let missing = missing_conversions((&new, &config), "super::old", (&old, &config));
        let missing = missing.unwrap();
        assert!(missing.iter().any(|m| m.fallible) && missing.iter().any(|m| !m.fallible));
        for missing in missing {
            let (from, to) = (&missing.from, &missing.to);
            let has = |of: &str| code.contains(&format!("::{of}<{from}>for{to}{{"));
            assert!(!has("From"), "{missing}");
            assert_eq!(has("TryFrom"), missing.fallible, "{missing}");
        }
    }
}

/// The conversions of generated code run: values that fit, and the path of one that does not.
fn what_may_not_fit_is_tried() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("versions");
    std::fs::create_dir_all(&folder).unwrap();
    let builders = ["old.json", "new.json"].map(|name| Builder::new(folder.join(name)));
    for (name, text) in ["old.json", "new.json"].iter().zip(VERSIONS) {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let [old, new] = builders.map(|builder| builder.role(Role::Both));
    let new = new.convert_with("crate::old", old.clone());
    let main = r#"
//! Conversions.
#![deny(warnings, missing_docs)]
/// A version.
pub mod old;
/// A version.
pub mod new;
fn main() {
    for line in std::io::stdin().lines() {
        let old: old::Shrunk = qapi_client::wire::from_json(&line.unwrap_or_default()).unwrap();
        match new::Shrunk::try_from(old) {
            Ok(new) => println!("{}", qapi_client::wire::to_string(&new)),
            Err(error) => println!("error: {error}"),
        }
    }
}
"#;
    let code = |builder: &Builder| builder.try_generate().unwrap().code;
    let files = [
        ("old.rs", code(&old)),
        ("new.rs", code(&new)),
        ("main.rs", main.to_owned()),
    ];
    let files = files.map(|(name, text)| (name.to_owned(), text));
    let input = [
        r#"{"id":1,"part":[{"size":3}]}"#,
        r#"{"id":1,"part":[{"size":3},{"size":300}]}"#,
        r#"{"id":1,"gone":true}"#,
    ];
    let scratch = Scratch::new("qapi-fallible", &files);
    let output = scratch.run(&input.join("\n"));
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(lines[0], input[0]);
    assert_eq!(
        lines[1],
        "error: part[1].size: 300 is out of range for uint8"
    );
    assert_eq!(lines[2], "error: gone: the type has no such member");
}

fn modules_are_in_the_crate() {
    let schema = "{ 'enum': 'E', 'data': ['a'] }";
    for module in ["old", "::other::old", "super::", "crate::a b", ""] {
        assert_eq!(
            error(schema, schema, module),
            format!("convert `{module}`: not a path in the crate")
        );
    }
}

/// A long chain of types of which the last differs takes no more time than it is long.
fn long_chains() {
    let chain = |last: &str, open: &str, close: &str| {
        let mut text = format!("{{ 'struct': 'S0', 'data': {{ 'x': '{last}' }} }}\n");
        for i in 1..5000 {
            let part = i - 1;
            text.push_str(&format!(
                "{{ 'struct': 'S{i}', 'data': {{ 'part': {open}'S{part}'{close} }} }}\n"
            ));
        }
        text
    };
    let message = error(&chain("int", "", ""), &chain("str", "", ""), "super::old");
    assert!(message.ends_with("`S4`: it contains `S3`"), "{message}");
    // A list of parts that do not convert may be empty, so each type but the last is tried.
    let [old, new] = ["int", "str"].map(|last| schema(&chain(last, "[", "]")));
    let config = Config::default();
    let tokens = conversions((&new, &config), "super::old", (&old, &config)).unwrap();
    let tried = tokens.to_string().matches("TryFrom").count();
    assert_eq!(tried, 2 * 4999);
}

/// Circles whose lengths have no common divisor have as many pairs as types times types: 400 million in
/// the last case. The bound is 8 for each of the types, of which more than 20 are built in.
fn circles_of_types_are_refused() {
    let circle = |prefix: &str, length: usize| {
        let one = |i: usize| {
            let next = (i + 1) % length;
            format!("{{ 'struct': '{prefix}{i}', 'data': {{ '*m': '{prefix}{next}' }} }}\n")
        };
        let types: String = (0..length).map(one).collect();
        format!("{types}{{ 'command': 'c', 'data': '{prefix}0' }}")
    };
    let config = Config::default();
    let [old, new] = [("A", 14), ("B", 15)].map(|(prefix, of)| schema(&circle(prefix, of)));
    let tokens = conversions((&new, &config), "super::old", (&old, &config)).unwrap();
    assert!(
        tokens
            .to_string()
            .contains("From < super :: old :: A13 > for B14")
    );
    for length in [40, 20_000] {
        let (old, new) = (circle("A", length), circle("B", length + 1));
        let message = error(&old, &new, "super::old");
        let reached = "convert `super::old`: more than 8 times as many pairs of types stand in \
                       the same places as there are types, reached at `A";
        assert!(message.starts_with(reached), "{message}");
    }
}

fn versions_of_qemu() {
    let corpus = corpus();
    let part = |release: &str| {
        let path = corpus.join(release);
        let schema = crate::common::schema(&path.join("qapi/qapi-schema.json"));
        let wanted = ["RunState", "BlockdevOptionsFile"];
        sampled(Builder::new(path), &schema, 32, &wanted)
    };
    let (old, new) = (part("qemu-7.2"), part("qemu-10.0"));
    let shared = new
        .clone()
        .share_types_with("crate::v7_2", old.clone())
        .convert_with("crate::v7_2", old.clone());
    let new = new.convert_with("crate::v7_2", old.clone());
    let root = "#![deny(warnings, missing_docs)]\n//! Modules.\n\
                /// A module.\npub mod v7_2;\n/// A module.\npub mod v10_0;\n\
                /// A module.\npub mod shared;\n\
                /// A type that is the same.\n\
                pub fn both(old: v7_2::RunState) -> (v10_0::RunState, v7_2::RunState) {\n\
                let new = v10_0::RunState::from(old);\n(new.clone(), new.into())\n}\n\
                /// A type that only grew.\n\
                pub fn grown(old: v7_2::BlockdevOptionsFile) -> v10_0::BlockdevOptionsFile {\n\
                old.into()\n}\n";
    let code = |builder: &Builder| builder.try_generate().unwrap().code;
    let files = [
        ("v7_2.rs", code(&old)),
        ("v10_0.rs", code(&new)),
        ("shared.rs", code(&shared)),
        ("lib.rs", root.to_owned()),
    ];
    let files = files.map(|(name, text)| (name.to_owned(), text));
    Scratch::new("qapi-converting", &files).check();
}
