//! Schemas that several tests use.

use std::path::Path;

use qapi_codegen::{Conditions, compile_source};
use qapi_parser::diag::Severity;
use qapi_parser::loader::{Disk, Memory};
use qapi_parser::{Compiled, Options, compile_from, ir};

/// Compiles the text of a schema.
pub(crate) fn from_text(text: &str) -> ir::Schema {
    let files = Memory::new([("test.json", text)]);
    let compiled = compile_from("test.json", &files, &Options::new()).unwrap();
    let diagnostics: Vec<_> = compiled.diagnostics.iter().map(|d| &d.message).collect();
    compiled
        .schema
        .unwrap_or_else(|| panic!("invalid: {diagnostics:?}"))
}

/// Compiles a schema, or the recorded answer, in a file.
pub(crate) fn from_file(path: &Path) -> Compiled {
    let compiled = compile_source(path, &Disk, &Options::new(), &Conditions::All);
    let compiled = compiled.unwrap_or_else(|error| panic!("{error}"));
    let errors = compiled
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error);
    let errors: Vec<_> = errors.map(|d| &d.message).collect();
    assert!(compiled.schema.is_some(), "{}: {errors:?}", path.display());
    compiled
}

/// A schema of that many structs, each with two members of the next one's type: two to that power
/// paths lead to the last.
pub(crate) fn shared(structs: usize) -> String {
    let mut text = String::from("{ 'command': 'c', 'data': 'S0' }\n");
    for number in 0..structs {
        let next = match number + 1 {
            last if last == structs => "int".to_owned(),
            next => format!("S{next}"),
        };
        text +=
            &format!("{{ 'struct': 'S{number}', 'data': {{ 'a': '{next}', 'b': '{next}' }} }}\n");
    }
    text
}

/// The schema in a file of the corpus.
pub(crate) fn from_corpus(path: &str) -> ir::Schema {
    let path = qapi_test_support::corpus().join(path);
    let compiled = from_file(&path);
    compiled
        .schema
        .unwrap_or_else(|| panic!("{} is invalid", path.display()))
}
