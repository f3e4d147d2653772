//! Checked-in generated code is current; `UPDATE_EXPECT=1` makes it so.

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

/// Code that keeps the members that its schema does not have. The command makes the same.
#[allow(missing_docs, unreachable_pub, dead_code)]
mod kept {
    include!("../../qapi-codegen/tests/golden/keep_unknown.rs");
}

fn kept_members_come_back() {
    let schema = "qapi-codegen/tests/golden/keep_unknown.json";
    let options = ["--role", "both", "--keep-unknown", "*"];
    let generated = run([&["generate", schema][..], &options].concat());
    let (_, code) = generated.out.split_once("\n\n").expect("a header");
    expect_file!["../../qapi-codegen/tests/golden/keep_unknown.rs"].assert_eq(code);

    for node in [
        r#"{"backend":"file","name":"n","path":"p","new":{"a":[1,null]}}"#,
        r#"{"backend":"null","new":null}"#,
        r#"{"backend":"tape","heat":5,"new":true}"#,
    ] {
        let list = format!("[{node}]");
        let nodes: Vec<kept::Node> = wire::from_json(&list).unwrap();
        assert_eq!(
            wire::to_value(&nodes),
            wire::from_json::<Value>(&list).unwrap()
        );
        let add: kept::commands::Add = wire::from_arguments(node).unwrap();
        assert_eq!(
            wire::to_value(&add),
            wire::from_json::<Value>(node).unwrap()
        );
    }
    let text = r#"{"of":7,"new":[]}"#;
    let query: kept::commands::Query = wire::from_arguments(text).unwrap();
    assert_eq!(query.extra["new"], wire::from_json::<Value>("[]").unwrap());
    assert_eq!(wire::to_string(&query), text);
    let text = r#"{"node":{"backend":"null"},"why":"heat"}"#;
    let moved: kept::events::Moved = wire::from_json(text).unwrap();
    assert_eq!(wire::to_string(&moved), text);
}
