//! What several tests of the generator use.
#![allow(dead_code, unreachable_pub, missing_docs)]

pub mod instances;
pub mod scratch;

use std::path::{Path, PathBuf};

use qapi_parser::ir::Schema;

/// The folder of real schemas; None, with a word about it, where there is none. In CI that fails.
pub fn corpus(test: &str) -> Option<PathBuf> {
    match std::env::var_os("QAPI_CORPUS") {
        Some(folder) => Some(folder.into()),
        None => {
            assert!(std::env::var_os("CI").is_none(), "QAPI_CORPUS is not set");
            println!("skipped: {test}: QAPI_CORPUS is not set");
            None
        }
    }
}

/// The schema in that file, which must be valid.
pub fn schema(path: &Path) -> Schema {
    let compiled = qapi_parser::compile(path, &qapi_parser::Options::new()).unwrap();
    let first = format!(
        "{}: {:?}",
        path.display(),
        compiled.diagnostics.iter().next()
    );
    compiled.schema.expect(&first)
}
