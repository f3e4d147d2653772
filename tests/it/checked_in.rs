//! Checked-in generated code is current; `UPDATE_EXPECT=1` makes it so.

use expect_test::expect_file;
use qapi_codegen::Builder;
use qapi_test_support::{Trial, trials};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![core_of_qmp,]
}

/// qapi-client's own types come from the core of QMP.
fn core_of_qmp() {
    let builder = Builder::new("schemas/qmp-core.json").crate_path("crate");
    let generated = builder.try_generate().expect("the schema is valid");
    expect_file!["../../qapi-client/src/qmp.rs"].assert_eq(&generated.code);
}
