//! Introspection from source equals the answers of real QEMUs.

use qapi_test_support::{Trial, corpus, trials};
use std::path::PathBuf;

use qapi_codegen::introspect_from_ir::{Options, Symbols, introspect};
use qapi_introspect::info::Body;
use qapi_introspect::json::Json;
use qapi_introspect::{Schema, SchemaInfo};
use qapi_parser::ir;
use serde_json::Value;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        equals_the_recorded_answer,
        every_release_fits_together,
        misspelt_symbols_are_told,
        old_releases_order_by_text,
        unmasked_answers_keep_names,
    ]
}

fn compile(path: PathBuf) -> ir::Schema {
    let compiled = qapi_parser::compile(&path, &qapi_parser::Options::new()).unwrap();
    compiled
        .schema
        .unwrap_or_else(|| panic!("{} is invalid", path.display()))
}

fn answer_of(schema: &ir::Schema, options: &Options) -> Value {
    let infos = introspect(schema, options);
    let answer: Json<'_> = infos.iter().map(SchemaInfo::to_json).collect();
    serde_json::from_str(&answer.to_string()).unwrap()
}

fn recorded(corpus: &std::path::Path) -> Value {
    let text = std::fs::read_to_string(corpus.join("live/qemu-7.2.22-x86_64.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()["schema"].take()
}

#[track_caller]
fn assert_same(ours: &Value, theirs: &Value) {
    let (ours, theirs) = (ours.as_array().unwrap(), theirs.as_array().unwrap());
    for (i, (a, b)) in ours.iter().zip(theirs).enumerate() {
        assert_eq!(a, b, "object {i}");
    }
    assert_eq!(ours.len(), theirs.len());
}

fn equals_the_recorded_answer() {
    let corpus = corpus();
    let schema = compile(corpus.join("qemu-7.2/qapi/qapi-schema.json"));
    let defines = std::fs::read_to_string(corpus.join("live/qemu-7.2.22-x86_64.defines")).unwrap();
    let symbols = Symbols::from_file_text(&defines).unwrap();
    assert_eq!(symbols.unknown(&schema), []);
    assert_same(
        &answer_of(&schema, &Options::new().symbols(symbols)),
        &recorded(&corpus),
    );
}

fn every_release_fits_together() {
    let corpus = corpus();
    let releases = [
        "history/2.12.0",
        "history/4.2.0",
        "qemu-5.2",
        "history/6.1.0",
        "history/6.2.0",
        "qemu-7.2",
        "history/8.2.0",
        "history/9.1.0",
        "qemu-10.0",
    ];
    for release in releases {
        for entry in ["qapi/qapi-schema.json", "qga/qapi-schema.json"] {
            let schema = compile(corpus.join(release).join(entry));
            for unmask in [false, true] {
                let infos = introspect(&schema, &Options::new().unmask(unmask));
                let answer =
                    Schema::new(infos).unwrap_or_else(|e| panic!("{release}/{entry}: {e}"));
                assert!(answer.commands().count() > 10, "{release}/{entry}");
            }
        }
    }
}

fn misspelt_symbols_are_told() {
    let corpus = corpus();
    let schema = compile(corpus.join("qemu-7.2/qapi/qapi-schema.json"));
    let symbols = Symbols::defined(["CONFIG_LINUX", "CONFIG_SPICY", "NO_SUCH_THING"]).unwrap();
    let unknown = symbols.unknown(&schema);
    let unknown: Vec<_> = unknown
        .iter()
        .map(|u| (&*u.symbol, u.nearest.as_deref()))
        .collect();
    assert_eq!(
        unknown,
        [
            ("CONFIG_SPICY", Some("CONFIG_SPICE")),
            ("NO_SUCH_THING", None)
        ]
    );
    assert!(Symbols::defined(["CONFIG-LINUX"]).is_err());
    let error = Symbols::from_file_text("CONFIG_LINUX\n# all\n1CONFIG\n").unwrap_err();
    assert_eq!(error.line, Some(3));
}

/// The numbers that QEMU 2.12.0 gave, as a recorded answer has them.
fn old_releases_order_by_text() {
    let corpus = corpus();
    let schema = compile(corpus.join("history/2.12.0/qapi/qapi-schema.json"));
    let answer = Schema::new(introspect(&schema, &Options::new())).unwrap();
    let arg = |name| match &answer.entity(name).unwrap().body {
        Body::Command {
            arg_type,
            allow_oob,
            ..
        } => (&**arg_type, *allow_oob),
        other => panic!("{other:?}"),
    };
    assert_eq!(arg("migrate-continue"), ("115", Some(false)));
    assert_eq!(arg("human-monitor-command"), ("147", Some(false)));
    assert_eq!(arg("x-oob-test"), ("200", Some(true)));
}

fn unmasked_answers_keep_names() {
    let corpus = corpus();
    let schema = compile(corpus.join("qemu-10.0/qapi/qapi-schema.json"));
    let answer = Schema::new(introspect(&schema, &Options::new().unmask(true))).unwrap();
    assert!(answer.type_named("BlockdevOptions").is_some());
    assert!(answer.type_named("[BlockInfo]").is_some());
    let masked = Schema::new(introspect(&schema, &Options::new())).unwrap();
    assert!(answer.paths().eq(masked.paths()));
}
