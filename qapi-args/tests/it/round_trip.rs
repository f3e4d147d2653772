//! JSON → key=value → JSON is the identity, for random values of every type and for recorded ones.

use fastrand::Rng;
use qapi_args::{Problem, Reader, json_text};
use qapi_introspect::Schema;
use qapi_test_support::{Trial, corpus, trials};
use serde_json::Value;

use crate::random::Random;
use crate::support::{release, small};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        random_values_of_the_small_schema,
        random_values_of_options,
        recorded_arguments,
        random_text_never_panics,
    ]
}

/// A share of the values that a test makes of each type.
const CASES: u32 = 256;

/// Makes the same values in each run.
fn rng() -> Rng {
    Rng::with_seed(1)
}

/// Number of values that key=value expressed, of those that the schema allows.
fn round_trips(schema: &Schema<'_>, name: &str, runs: u32) -> (u32, u32) {
    let reader = Reader::exact(schema);
    let ty = reader.find(name).expect("the type is there");
    let info = schema.entity(name).expect("it is there");
    let mut random = Random { schema, rng: rng() };
    let (mut expressed, mut allowed) = (0, 0);
    for _ in 0..runs {
        let value = random.value(info, 0).to_string();
        let checked = match reader.read(&ty, &value) {
            Ok(checked) => checked,
            Err(findings) => panic!("{name} {value}: {findings}"),
        };
        allowed += 1;
        match reader.json_to_key_value(&ty, &value) {
            Ok(text) => {
                let again = reader.read(&ty, &text).expect("what was written is read");
                let parse = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
                let found = parse(&json_text(&again.value));
                assert_eq!(found, parse(&json_text(&checked.value)), "{text}");
                expressed += 1;
            }
            Err(findings) => {
                let known = |f: &qapi_args::Finding| matches!(*f.problem, Problem::NotKeyValue(_));
                assert!(findings.0.iter().all(known), "{value}: {findings}");
            }
        }
    }
    (expressed, allowed)
}

fn random_values_of_the_small_schema() {
    let schema = small();
    let (expressed, allowed) = round_trips(&schema, "Root", 4 * CASES);
    assert!(expressed * 4 > allowed, "{expressed} of {allowed}");
}

fn random_values_of_options() {
    let schema = release("qemu-7.2");
    let options = [
        "BlockdevOptions",
        "ObjectOptions",
        "Netdev",
        "NumaOptions",
        "Audiodev",
        "DisplayOptions",
        "BlockExportOptions",
        "ChardevBackend",
    ];
    for name in options {
        let (expressed, allowed) = round_trips(&schema, name, 2 * CASES);
        assert!(expressed > 0, "{name}: {expressed} of {allowed}");
    }
}

/// Commands of the recorded sessions: QEMU accepted most of them.
fn recorded_arguments() {
    let path = corpus().join("sessions/qemu-7.2.22-x86_64.json");
    let text = std::fs::read_to_string(path).expect("the session is there");
    let session: Value = serde_json::from_str(&text).expect("it is JSON");
    let schema = release("qemu-7.2");
    let reader = Reader::exact(&schema);
    let mut expressed = 0;
    let mut commands = Vec::new();
    find_commands(&session, &mut commands);
    for (name, arguments) in commands {
        let Ok(ty) = reader.find(name) else { continue };
        let text = arguments.to_string();
        let Ok(checked) = reader.read(&ty, &text) else {
            continue;
        };
        let Ok(written) = reader.json_to_key_value(&ty, &text) else {
            continue;
        };
        let again = reader
            .read(&ty, &written)
            .expect("what was written is read");
        assert_eq!(again.value, checked.value, "{written}");
        expressed += 1;
    }
    assert!(expressed > 20, "{expressed}");
}

fn find_commands<'v>(value: &'v Value, found: &mut Vec<(&'v str, &'v Value)>) {
    match value {
        Value::Object(members) => {
            let name = members.get("execute").and_then(Value::as_str);
            if let (Some(name), Some(arguments)) = (name, members.get("arguments")) {
                found.push((name, arguments));
            }
            members
                .values()
                .for_each(|value| find_commands(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| find_commands(value, found)),
        _ => {}
    }
}

fn random_text_never_panics() {
    const PIECES: &[&str] = &[
        "kind",
        "file",
        "list",
        "=",
        ",",
        ",,",
        ".",
        "0",
        "1",
        "-",
        "children",
        "pair",
        "key",
        "id",
        "__com.",
        "_",
        "{",
        "}",
        "\"",
        "'",
        ":",
        "[",
        "]",
        "\\u",
        "d800",
        "ä",
        " ",
        "no",
        "numbers",
        "9-99999999999",
        "0-65535",
        "help",
    ];
    let schema = small();
    let reader = Reader::exact(&schema);
    let ty = reader.find("Root").expect("it is there");
    let flat = ty.clone().with_form(qapi_args::Form::Flat);
    let mut rng = rng();
    for _ in 0..20_000 {
        let count = rng.usize(0..16);
        let pieces = (0..count).map(|_| PIECES[rng.usize(0..PIECES.len())]);
        let text: String = pieces.collect();
        for ty in [&ty, &flat] {
            if let Err(findings) = reader.read(ty, &text) {
                for finding in findings.0 {
                    assert!(text.get(finding.span).is_some(), "{text}");
                }
            }
        }
    }
}
