//! Generates `qmp.rs` from a schema, for the commands and events that the program uses.

fn main() {
    qapi_codegen::Builder::new("../../schemas/qmp-core.json")
        .select(["query-status", "stop", "cont", "STOP", "RESUME"])
        .generate("qmp.rs");
}
