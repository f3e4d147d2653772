//! Key=value ↔ JSON ↔ generated types, for random values.

use std::path::PathBuf;

use fastrand::Rng;
use qapi_args::devices::Recording;
use qapi_args::{Form, Problem, Reader, json_text};
use qapi_client::devices::{Kind, Properties};
use qapi_codegen::introspect_from_ir::{Symbols, exact};
use qapi_e2e::both;
use qapi_introspect::Schema;
use qapi_test_support::{Trial, corpus, trials};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::random::Random;

pub(crate) fn all() -> Vec<Trial> {
    trials![options_of_the_schema, properties_of_devices]
}

const RUNS: usize = 300;

/// Makes the same values in each run.
fn rng() -> Rng {
    Rng::with_seed(1)
}

fn schema(path: PathBuf) -> Schema<'static> {
    let compiled = qapi_parser::compile(path, &qapi_parser::Options::new()).unwrap();
    let schema = compiled.schema.unwrap();
    let infos = exact(&schema, &Symbols::all());
    Schema::new(infos).unwrap().into_owned()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Random JSON of a type becomes the generated type, key=value, JSON again, and the same value.
fn round_trips<T: Serialize + DeserializeOwned>(schema: &Schema<'_>, name: &str) {
    let reader = Reader::exact(schema);
    let ty = reader.find(name).unwrap();
    let info = schema.entity(name).unwrap();
    let mut random = Random { schema, rng: rng() };
    let mut written = 0;
    for _ in 0..RUNS {
        let json = random.value(info, 0);
        let typed: T = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&typed).unwrap(), json, "{name}");
        let text = match reader.to_key_value(&ty, &typed) {
            Ok(text) => text,
            Err(findings) => {
                let known = |f: &qapi_args::Finding| matches!(*f.problem, Problem::NotKeyValue(_));
                assert!(findings.0.iter().all(known), "{json}: {findings}");
                continue;
            }
        };
        let read = json_text(&reader.read_key_value(&ty, &text).unwrap().value);
        assert_eq!(parsed(&read), json, "{text}");
        let again: T = serde_json::from_str(&read).unwrap();
        assert_eq!(serde_json::to_value(&again).unwrap(), json, "{text}");
        written += 1;
    }
    assert!(written > RUNS / 20, "{name}: {written}");
}

fn options_of_the_schema() {
    let schema = schema(corpus().join("qemu-7.2/qapi/qapi-schema.json"));
    round_trips::<both::BlockdevOptions>(&schema, "BlockdevOptions");
    round_trips::<both::ObjectOptions>(&schema, "ObjectOptions");
    round_trips::<both::Netdev>(&schema, "Netdev");
    round_trips::<both::ChardevBackend>(&schema, "ChardevBackend");
}

/// A value of a property, and false for a type whose values are not known.
fn property(rng: &mut Rng, type_name: &str) -> Option<Value> {
    const TEXTS: [&str; 6] = ["a", "", ",", "a,b=c", "1e5", "ä on"];
    let plain = type_name.strip_suffix("_t").unwrap_or(type_name);
    Some(match plain {
        "bool" => json!(rng.bool()),
        "uint8" => json!(rng.u8(..)),
        "uint16" => json!(rng.u16(..)),
        "uint32" => json!(rng.u32(..)),
        "uint64" | "size" => json!(rng.u64(..)),
        "int32" => json!(rng.i32(..)),
        "int" | "int64" => json!(rng.i64(..)),
        "str" | "string" => json!(TEXTS[rng.usize(0..TEXTS.len())]),
        _ if type_name.starts_with("link<") => json!("id0"),
        _ => return None,
    })
}

/// Random properties of recorded drivers have the same value as key=value and as JSON.
fn properties_of_devices() {
    let text = include_str!("../../../../schemas/devices/qemu-7.2-x86_64.json");
    let recording = Recording::from_json(text).unwrap();
    let schema = recording.to_schema().unwrap();
    let reader = Reader::exact(&schema);
    let mut rng = rng();
    let mut written = 0;
    for name in recording.names(qapi_args::devices::Kind::Device) {
        let ty = reader
            .find(&format!("device:{name}"))
            .unwrap()
            .with_form(Form::Flat);
        let properties = recording.properties(name).unwrap();
        for _ in 0..20 {
            let name: &'static str = Box::leak(name.to_owned().into_boxed_str());
            let mut value = Properties::new(Kind::Device, name, name);
            for (property_name, about) in &properties {
                if *property_name != "type" && rng.u8(0..4) == 0 {
                    let random = property(&mut rng, &about.type_name);
                    value = match random {
                        Some(random) => value.with((*property_name).to_owned(), random),
                        None => value,
                    };
                }
            }
            let mut json = parsed(&value.to_string());
            json.as_object_mut().unwrap().remove("driver");
            assert_eq!(reader.read(&ty, &json.to_string()).unwrap().warnings, []);
            let text = value.key_value().unwrap();
            let text = text.strip_prefix(name).unwrap().trim_start_matches(',');
            let read = reader.read_key_value(&ty, text);
            let read = read.unwrap_or_else(|findings| panic!("{name},{text}: {findings}"));
            assert_eq!(parsed(&json_text(&read.value)), json, "{name},{text}");
            written += value.iter().count();
        }
    }
    assert!(written > 1000, "{written}");
}
