//! A schema made from an answer is answered in the same way, and its code compiles.

use crate::common;
use qapi_test_support::{Trial, asked, corpus, trials};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::common::sample::sample;
use crate::common::scratch::Scratch;
use expect_test::expect_file;
use qapi_codegen::introspect_from_ir::{Options, introspect};
use qapi_codegen::schema_from_answer::schema_text;
use qapi_codegen::{Builder, Conditions, Config, compile_source};
use qapi_introspect::Schema;
use qapi_parser::diag::Severity;
use qapi_parser::loader::{Disk, Files, Memory};
use qapi_parser::{Compiled, ir, render};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        own_schemas,
        recorded_answers,
        real_schemas,
        small_answer,
        kinds_of_types_yet_unknown_are_any,
        code_compiles,
        names_stay_in_their_quotes,
        symbols_need_a_schema,
        long_ways,
        commands_known_to_take_more_are_open,
    ]
}

fn schemas(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../schemas")
        .join(file)
}

fn compile(path: impl AsRef<Path>, files: &dyn Files) -> Compiled {
    let options = qapi_parser::Options::new();
    compile_source(path, files, &options, &Conditions::All).unwrap()
}

/// The schema of the text, which must be valid.
#[track_caller]
fn parsed(what: &str, text: &str) -> ir::Schema {
    let files = Memory::new([("answer", text)]);
    let compiled =
        qapi_parser::compile_from("answer", &files, &qapi_parser::Options::new()).unwrap();
    let sources = &compiled.sources;
    let errors = compiled
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error);
    let errors: Vec<_> = errors.map(|e| render::human(e, sources, false)).collect();
    compiled
        .schema
        .unwrap_or_else(|| panic!("{what}: {}", errors.join("\n")))
}

fn paths(answer: &Schema<'_>) -> BTreeSet<String> {
    answer.paths().collect()
}

/// Answer → schema → answer: everything that could be asked of the one holds in the other, and
/// nothing else.
#[track_caller]
fn round_trip(what: &str, answer: &Schema<'_>) {
    let schema = parsed(what, &schema_text(answer));
    let again = Schema::new(introspect(&schema, &Options::new())).unwrap();
    let (before, after) = (paths(answer), paths(&again));
    assert!(!before.is_empty(), "{what}");
    let lost: Vec<_> = before.difference(&after).take(10).collect();
    let added: Vec<_> = after.difference(&before).take(10).collect();
    assert!(
        lost.is_empty() && added.is_empty(),
        "{what}: lost {lost:#?}, added {added:#?}"
    );
    println!("{what}: {} paths", before.len());
}

fn round_trip_of_source(path: &Path) {
    let schema = common::schema(path);
    let answer = introspect(&schema, &Options::new());
    round_trip(&path.display().to_string(), &Schema::new(answer).unwrap());
}

fn own_schemas() {
    for file in ["tutorial/vm.json", "qmp-core.json"] {
        round_trip_of_source(&schemas(file));
    }
}

fn recorded_answers() {
    for file in ["qemu-7.2.22-x86_64", "qemu-11.1.3-x86_64"] {
        let text = std::fs::read_to_string(schemas(&format!("live/{file}.json"))).unwrap();
        round_trip(file, &Schema::from_json(&text).unwrap());
    }
}

/// The newest and the oldest release; all of them if `QAPI_RELEASES` asks for all.
fn real_schemas() {
    let corpus = corpus();
    let mut releases = vec![corpus.join("qemu-10.0"), corpus.join("history/2.12.0")];
    if asked("QAPI_RELEASES") {
        releases = vec![
            corpus.join("qemu-5.2"),
            corpus.join("qemu-7.2"),
            corpus.join("qemu-10.0"),
        ];
        for entry in std::fs::read_dir(corpus.join("history")).unwrap() {
            releases.push(entry.unwrap().path());
        }
    }
    let entries = [
        "qapi/qapi-schema.json",
        "qga/qapi-schema.json",
        "storage-daemon/qapi/qapi-schema.json",
    ];
    for path in releases
        .iter()
        .flat_map(|r| entries.map(|entry| r.join(entry)))
    {
        if path.is_file() {
            round_trip_of_source(&path);
        }
    }
}

/// The special cases of an answer: old enums, types used in several places, unions as arguments,
/// recursion, features everywhere, names out of style, reserved, long and colliding.
fn small_answer() {
    let text = include_str!("../from_answer/small.json");
    let answer = Schema::from_json(text).unwrap();
    expect_file!["../from_answer/small.qapi"].assert_eq(&schema_text(&answer));
    round_trip("small.json", &answer);
}

fn kinds_of_types_yet_unknown_are_any() {
    let answer = r#"[
        {"name": "MOVED", "meta-type": "event", "arg-type": "0"},
        {"name": "0", "meta-type": "object", "members": [{"name": "to", "type": "1"}]},
        {"name": "1", "meta-type": "tuple", "elements": ["int", "int"]}]"#;
    let schema = schema_text(&Schema::from_json(answer).unwrap());
    assert_eq!(
        schema,
        "{ 'event': 'MOVED',\n  'data': {\n    'to': 'any' } }\n"
    );
}

fn code_compiles() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/from_answer/small.json");
    let small = Builder::new(path).try_generate().unwrap();
    assert_eq!(small.files.len(), 1);
    let real = compile(schemas("live/qemu-11.1.3-x86_64.json"), &Disk);
    let (real, mut config) = (real.schema.unwrap(), Config::default());
    config.select = sample(&real, 32, &[]);
    let real = qapi_codegen::generate(&real, &config).unwrap();
    let root = "//! Generated.\n#![deny(warnings, missing_docs)]\n\
                /// Small.\npub mod small { include!(\"small.rs\"); }\n\
                /// Real.\npub mod real { include!(\"real.rs\"); }\n";
    let files = [
        ("lib.rs".to_owned(), root.to_owned()),
        ("small.rs".to_owned(), small.code),
        ("real.rs".to_owned(), qapi_codegen::format(real)),
    ];
    Scratch::new("from-answer", &files).check();
}

/// Hostile answers end in an error, not in code that says something else.
fn names_stay_in_their_quotes() {
    let answer = |command: &str| {
        let command = serde_json::to_string(command).unwrap();
        format!(
            r#"[{{"name": {command}, "meta-type": "command", "arg-type": "0", "ret-type": "0"}},
                {{"name": "0", "meta-type": "object", "members": []}}]"#
        )
    };
    for name in ["", "a' }", "a\\", "a\n", "*a", "ä", "{ 'command': 'b' }"] {
        let files = Memory::new([("answer.json", answer(name))]);
        let compiled = compile("answer.json", &files);
        assert!(
            compiled.schema.is_none() && compiled.diagnostics.has_errors(),
            "{name:?}"
        );
    }
    let files = Memory::new([("answer.json", answer("stop"))]);
    assert!(compile("answer.json", &files).schema.is_some());
}

/// An answer has no conditions that symbols could decide.
fn symbols_need_a_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/from_answer/small.json");
    let with_symbols = Builder::new(&path).define(["CONFIG_LAMP"]);
    let expected = format!(
        "error: cannot use {}: symbols need a schema, an answer has no conditions any more",
        path.display()
    );
    let error = with_symbols.try_generate().unwrap_err();
    assert_eq!(error.to_string(), expected);
    let sharing = Builder::new(&path).share_types_with("crate::other", with_symbols);
    assert_eq!(sharing.try_generate().unwrap_err().to_string(), expected);
    let conditional = Builder::new(&path).conditions(Conditions::Cfg);
    assert!(conditional.try_generate().is_ok(), "nothing is decided");
}

/// Time and text stay in proportion to an answer, however deep it is and long its names are.
fn long_ways() {
    let long = "long-".repeat(200) + "name";
    let mut objects = vec![
        r#"{"name": "go", "meta-type": "command", "arg-type": "empty", "ret-type": "0"}"#
            .to_owned(),
        r#"{"name": "empty", "meta-type": "object", "members": []}"#.to_owned(),
    ];
    let depth = 2000;
    for i in 0..depth {
        objects.push(format!(
            r#"{{"name": "{i}", "meta-type": "object", "members": [
                {{"name": "{long}", "type": "{}"}}]}}"#,
            if i + 1 < depth {
                (i + 1).to_string()
            } else {
                "empty".to_owned()
            }
        ));
    }
    let text = format!("[{}]", objects.join(","));
    let schema = schema_text(&Schema::from_json(&text).unwrap());
    assert!(schema.len() < text.len() * 2);
    parsed("long", &schema);
}

/// `'gen': false` is not in an answer; a union says itself which members there are.
fn commands_known_to_take_more_are_open() {
    let answer = schemas("live/qemu-7.2.22-x86_64.json");
    let commands = [
        "device_add",
        "netdev_add",
        "object-add",
        "blockdev-add",
        "stop",
    ];
    let code = Builder::new(answer)
        .select(commands)
        .try_generate()
        .unwrap()
        .code;
    let commands = code.split("pub mod commands {").nth(1).unwrap();
    let commands = commands.split("\n}\n").next().unwrap();
    let structs: BTreeSet<&str> = commands
        .split("    pub struct ")
        .skip(1)
        .filter(|text| text.split("impl ").next().unwrap().contains("pub extra: "))
        .map(|text| text.split([' ', '(']).next().unwrap())
        .collect();
    assert_eq!(structs, BTreeSet::from(["DeviceAdd"]));
    // Before 6.0, the properties of an object were open, too, and before 2.12 those of a backend.
    let answer = r#"[
        {"name": "object-add", "meta-type": "command", "arg-type": "1", "ret-type": "0"},
        {"name": "netdev_add", "meta-type": "command", "arg-type": "1", "ret-type": "0"},
        {"name": "other", "meta-type": "command", "arg-type": "1", "ret-type": "0"},
        {"name": "0", "meta-type": "object", "members": []},
        {"name": "1", "meta-type": "object", "members": [{"name": "id", "type": "str"}]},
        {"name": "str", "meta-type": "builtin", "json-type": "string"}]"#;
    let text = schema_text(&Schema::from_json(answer).unwrap());
    assert_eq!(text.matches("'gen': false").count(), 2, "{text}");
}
