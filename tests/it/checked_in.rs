//! Checked-in generated code is current; `UPDATE_EXPECT=1` makes it so.

use std::path::Path;

use expect_test::expect_file;
use qapi_client::wire::{self, Value};
use qapi_codegen::Builder;
use qapi_test_support::{Trial, trials};

use super::command::run;

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![core_of_qmp, kept_members_come_back]
}

/// qapi-client's own types come from the core of QMP.
fn core_of_qmp() {
    let builder = Builder::new("schemas/qmp-core.json").crate_path("crate");
    let generated = builder.try_generate().expect("the schema is valid");
    expect_file!["../../qapi-client/src/qmp.rs"].assert_eq(&generated.code);
}

/// What the command generates, compiled: members that the schema does not have are written back.
#[allow(missing_docs, unreachable_pub, dead_code)]
mod kept {
    include!("../kept/lamp.rs");
}

fn kept_members_come_back() {
    let schema = "qapi-macros/tests/schemas/lamp.json";
    let options = ["--role", "both", "--keep-unknown", "*"];
    let generated = run([&["generate", schema][..], &options].concat());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept/lamp.rs");
    expect_file![path].assert_eq(&generated.out);

    for lamp in [
        r#"{"kind":"bulb","colour":"green","id":"k1","power":9,"new":{"a":[1,null]}}"#,
        r#"{"kind":"dark","new":null}"#,
        r#"{"kind":"lava","heat":5,"new":true}"#,
    ] {
        let list = format!("[{lamp}]");
        let lamps: Vec<kept::Lamp> = wire::from_json(&list).unwrap();
        assert_eq!(
            wire::to_value(&lamps),
            wire::from_json::<Value>(&list).unwrap()
        );
        let add: kept::commands::AddLamp = wire::from_arguments(lamp).unwrap();
        assert_eq!(
            wire::to_value(&add),
            wire::from_json::<Value>(lamp).unwrap()
        );
    }
    let text = r#"{"id":"k1","level":7,"new":[]}"#;
    let dim: kept::commands::Dim = wire::from_arguments(text).unwrap();
    assert_eq!(dim.extra["new"], wire::from_json::<Value>("[]").unwrap());
    assert_eq!(wire::to_string(&dim), text);
    let text = r#"{"id":"k1","why":"heat"}"#;
    let broken: kept::events::LampBroken = wire::from_json(text).unwrap();
    assert_eq!(wire::to_string(&broken), text);
}
