//! Schemas for the tests.

use std::path::Path;

use qapi_codegen::introspect_from_ir::{Symbols, exact};
use qapi_introspect::Schema;
use qapi_parser::loader::Memory;
use qapi_parser::{Compiled, Options};
use qapi_test_support::corpus;

/// The schema of the rules' tests: one of each kind of type.
const SMALL: &str = include_str!("small.json");

fn model(compiled: Compiled, symbols: &Symbols) -> Schema<'static> {
    let schema = compiled.schema.expect("the schema is valid");
    let infos = exact(&schema, symbols);
    Schema::new(infos).expect("its parts fit").into_owned()
}

/// The small schema with exact integers.
pub(crate) fn small() -> Schema<'static> {
    let files = Memory::new([("small.json", SMALL)]);
    let compiled = qapi_parser::compile_from("small.json", &files, &Options::new());
    model(compiled.expect("it is there"), &Symbols::all())
}

/// The system emulator's schema of a release in the corpus.
pub(crate) fn release(name: &str) -> Schema<'static> {
    let path = corpus().join(name).join("qapi/qapi-schema.json");
    compiled(&path)
}

/// The schema at that path.
pub(crate) fn compiled(path: &Path) -> Schema<'static> {
    let compiled = qapi_parser::compile(path, &Options::new()).expect("it is there");
    model(compiled, &Symbols::all())
}

/// The same of a build: `symbols` is the corpus's file of the symbols that it defines.
pub(crate) fn build(name: &str, symbols: &str) -> Schema<'static> {
    let path = corpus().join(name).join("qapi/qapi-schema.json");
    let text = std::fs::read_to_string(corpus().join(symbols)).expect("the symbols are there");
    let symbols = Symbols::from_file_text(&text).expect("they are symbols");
    let compiled = qapi_parser::compile(&path, &Options::new()).expect("it is there");
    model(compiled, &symbols)
}
