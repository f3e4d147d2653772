//! Files and schemas that several tests use.

use std::path::{Path, PathBuf};

use qapi_parser::ir;
use qapi_test_support::{cases, corpus};

/// The folder of the tests.
pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Returns the small answers of `qapi-introspect`'s tests, by name.
pub(crate) fn answers() -> Vec<(String, String)> {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../qapi-introspect/tests/data"))
}

/// Returns the answers recorded from real QEMUs, by name.
pub(crate) fn recorded() -> Vec<(String, String)> {
    read_folder(&corpus().join("live"))
}

/// Returns the JSON files of a folder by name, sorted.
pub(crate) fn read_folder(folder: &Path) -> Vec<(String, String)> {
    let read = |path: &Path| {
        std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    let files = cases(folder, "json").into_iter();
    files.map(|c| (c.name, read(&c.path))).collect()
}

/// Compiles the schema with that entry file, which must be valid.
pub(crate) fn compile(path: &Path) -> ir::Schema {
    let compiled = qapi_parser::compile(path, &qapi_parser::Options::new()).unwrap();
    compiled
        .schema
        .unwrap_or_else(|| panic!("{}: {:?}", path.display(), compiled.diagnostics))
}
