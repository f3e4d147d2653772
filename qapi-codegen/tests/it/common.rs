//! Helpers of several tests of the generator.
#![allow(dead_code, unreachable_pub, missing_docs)]

pub mod accepts;
pub mod instances;
pub mod mutations;
pub mod scratch;

use std::path::Path;

use qapi_parser::ir::Schema;

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
