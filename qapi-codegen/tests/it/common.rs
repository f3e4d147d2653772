//! Helpers of several tests of the generator.
#![allow(dead_code, unreachable_pub, missing_docs)]

pub mod accepts;
pub mod instances;
pub mod mutations;
pub mod part;
pub mod sample;
pub mod scratch;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use qapi_codegen::{Builder, Role};
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

/// The code for all of a schema and a role, generated once.
pub fn code(path: &Path, role: Role) -> &'static str {
    static MADE: Mutex<BTreeMap<(PathBuf, String), &str>> = Mutex::new(BTreeMap::new());
    let made = || Builder::new(path).role(role).try_generate().unwrap().code;
    let key = (path.to_owned(), format!("{role:?}"));
    let mut all = MADE.lock().unwrap();
    all.entry(key).or_insert_with(|| made().leak())
}
