//! Symbols derived from answers.

use std::time::Instant;

use qapi_codegen::introspect_from_ir::{Options, introspect};
use qapi_diff::{CompareError, infer_symbols};
use qapi_introspect::json::Json;
use qapi_introspect::{Schema, SchemaInfo};
use qapi_parser::compile_from;
use qapi_parser::loader::Memory;
use qapi_test_support::{Trial, corpus, skip, trials};
use serde_json::{Value, json};

use crate::support::{self, compile};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        inferred_symbols_give_the_recorded_answer,
        a_different_release_is_told,
        large_types_cost_what_they_are,
        long_chains_of_an_answer_are_refused,
        long_chains_of_conditions_are_refused,
        a_running_qemus_answer_is_explained
    ]
}

fn answer(infos: &[SchemaInfo<'_>]) -> Value {
    let answer: Json<'_> = infos.iter().map(SchemaInfo::to_json).collect();
    serde_json::from_str(&answer.to_string()).unwrap()
}

fn recorded() -> Value {
    let path = corpus().join("live/qemu-7.2.22-x86_64.json");
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()["schema"].take()
}

fn inferred_symbols_give_the_recorded_answer() {
    let schema = compile(&corpus().join("qemu-7.2/qapi/qapi-schema.json"));
    let live = recorded();
    let inference = infer_symbols(&schema, &Schema::from_json(&live.to_string()).unwrap()).unwrap();
    assert_eq!(inference.unexplained, []);
    let options = Options::new().symbols(inference.symbols());
    let ours = answer(&introspect(&schema, &options));
    assert!(ours == live, "the answer differs under the derived symbols");
    let path = corpus().join("live/qemu-7.2.22-x86_64.defines");
    let defines = std::fs::read_to_string(path).unwrap();
    let defines: Vec<_> = defines.lines().collect();
    for symbol in &inference.defined {
        assert!(defines.contains(&&**symbol), "{symbol} was not defined");
    }
    for symbol in &inference.undefined {
        assert!(!defines.contains(&&**symbol), "{symbol} was defined");
    }
    let undecided = ["TARGET_LOONGARCH64", "TARGET_MIPS", "TARGET_PPC"];
    assert_eq!(inference.undecided, undecided);
    assert!(inference.undefined.contains(&"CONFIG_BLKIO".to_owned()));
}

fn a_different_release_is_told() {
    let schema = compile(&corpus().join("history/6.2.0/qapi/qapi-schema.json"));
    let live = recorded().to_string();
    let inference = infer_symbols(&schema, &Schema::from_json(&live).unwrap()).unwrap();
    let unexplained: Vec<_> = inference
        .unexplained
        .iter()
        .map(|u| (&*u.path, u.what.as_str()))
        .collect();
    assert!(
        unexplained.contains(&("query-stats", "is not in the schema")),
        "{unexplained:#?}"
    );
}

/// Asks the QEMU on PATH for its version and schema.
fn ask_qemu() -> (Value, Value) {
    let messages = support::ask_qemu(&[json!({"execute": "query-qmp-schema"})]);
    (
        messages[0]["QMP"]["version"]["qemu"].clone(),
        messages[1].clone(),
    )
}

/// A distribution's build of the same release, whatever its symbols.
fn a_running_qemus_answer_is_explained() {
    let (version, reply) = ask_qemu();
    let release = format!("qemu-{}.{}", version["major"], version["minor"]);
    let entry = corpus().join(&release).join("qapi/qapi-schema.json");
    if !entry.exists() {
        skip(format!("there is no schema of {release}"));
    }
    let schema = compile(&entry);
    let text = reply.to_string();
    let inference = infer_symbols(&schema, &Schema::from_json(&text).unwrap()).unwrap();
    assert_eq!(inference.unexplained, []);
    let options = Options::new().symbols(inference.symbols());
    let ours = answer(&introspect(&schema, &options));
    assert!(ours == reply["return"]);
}

fn large_types_cost_what_they_are() {
    let list = |item: fn(usize) -> String| (0..20_000).map(item).collect::<Vec<_>>().join(",");
    let text = format!(
        "{{ 'enum': 'En', 'data': [ {} ] }}\n{{ 'command': 'c', 'data': {{ 'e': 'En', {} }} }}",
        list(|i| format!("'v{i}'")),
        list(|i| format!("'m{i}': 'int'"))
    );
    let files = Memory::new([("large.json", text.as_str())]);
    let compiled = compile_from("large.json", &files, &qapi_parser::Options::new()).unwrap();
    let schema = compiled.schema.unwrap();
    let answer = Schema::new(introspect(&schema, &Options::new())).unwrap();
    let start = Instant::now();
    assert_eq!(infer_symbols(&schema, &answer).unwrap().unexplained, []);
    assert!(start.elapsed().as_secs() < 20);
}

fn schema_of(text: &str) -> qapi_parser::ir::Schema {
    let files = Memory::new([("hostile.json", text)]);
    let compiled = compile_from("hostile.json", &files, &qapi_parser::Options::new()).unwrap();
    let messages: Vec<_> = compiled.diagnostics.iter().map(|d| &d.message).collect();
    compiled.schema.unwrap_or_else(|| panic!("{messages:?}"))
}

/// A type that contains itself, against a chain of types: each one's path is longer.
fn long_chains_of_an_answer_are_refused() {
    let schema = schema_of(
        "{ 'struct': 'S', 'data': { '*m': 'S', '*n': { 'type': 'int', 'if': 'A' } } }\n\
         { 'command': 'c', 'data': 'S' }",
    );
    let inferred = |length: usize| {
        let one = |i: usize| {
            let next = i + 1;
            format!(
                r#"{{"name": "{i}", "meta-type": "object",
                    "members": [{{"name": "m", "type": "{next}", "default": null}}]}},"#
            )
        };
        let types: String = (0..length).map(one).collect();
        let text = format!(
            r#"[{types} {{"name": "{length}", "meta-type": "object", "members": []}},
                {{"name": "c", "meta-type": "command", "arg-type": "0", "ret-type": "{length}"}}]"#
        );
        infer_symbols(&schema, &Schema::from_json(&text).unwrap())
    };
    assert_eq!(inferred(1_000).unwrap().undefined, ["A"]);
    let error = inferred(50_000).unwrap_err();
    assert!(
        matches!(&error, CompareError::TooManyParts { below } if below == "c"),
        "{error}"
    );
}

/// Each symbol follows from the one before, whose fact comes later.
fn long_chains_of_conditions_are_refused() {
    let inferred = |length: usize| {
        let one = |i: usize| {
            let next = i + 1;
            format!(
                "'*m{i}': {{ 'type': 'int', 'if': {{ 'any': [ {{ 'not': 'A{i}' }}, 'A{next}' ] }} }}, "
            )
        };
        let members: String = (0..length).rev().map(one).collect();
        let schema = schema_of(&format!(
            "{{ 'command': 'c', 'data': {{ {members} '*last': {{ 'type': 'int', 'if': 'A0' }} }} }}"
        ));
        let answer = Schema::new(introspect(&schema, &Options::new())).unwrap();
        infer_symbols(&schema, &answer)
    };
    assert_eq!(inferred(500).unwrap().defined.len(), 501);
    let error = inferred(20_000).unwrap_err();
    assert!(matches!(error, CompareError::TooManyConditions), "{error}");
}
