//! Any input gives a result or an error: no panic, no overflow, time and memory linear in the
//! input.
//!
//! The schemas of [`shapes`] are small in every test run, but for those of 10,000 files. At full
//! size (100 MB, a million members), with time and memory measured, one after the other:
//!
//!     QAPI_FULL_SIZE=1 cargo test --release -p qapic-parser --test it -- --test-threads=1 robustness::full
//!
//! A part of a shape's name after `robustness::full::` picks it.

mod bytes;
mod measure;
mod shapes;

use qapi_parser::edition::Edition;
use qapi_parser::lint::{self, LintOptions};
use qapi_parser::loader::Memory;
use qapi_parser::{Compiled, Options, compile_from, dump, render};
use qapi_test_support::Trial;

pub(crate) fn all() -> Vec<Trial> {
    let mut all = bytes::all();
    all.extend(shapes::all());
    all
}

/// Compiles files of an edition, the entry file first.
fn compile_files(files: Vec<(String, impl Into<Vec<u8>>)>, edition: Edition) -> Compiled {
    let entry = files[0].0.clone();
    let options = Options::new().edition(edition);
    compile_from(entry, &Memory::new(files), &options).unwrap()
}

/// The codes of the first findings, after all that a command does with a schema: it dumps and lints
/// a valid one, and renders the findings.
fn first_codes(compiled: &Compiled) -> Vec<&'static str> {
    let first = || compiled.diagnostics.iter().take(20);
    for diagnostic in first() {
        render::human(diagnostic, &compiled.sources, false);
        render::json(diagnostic, &compiled.sources);
        render::short(diagnostic, &compiled.sources);
    }
    match &compiled.schema {
        Some(schema) => {
            assert!(!dump::to_text(schema, Edition::Auto).is_empty());
            lint::run(schema, &LintOptions::new());
        }
        None => assert!(compiled.diagnostics.has_errors()),
    }
    first().map(|d| d.code.name()).collect()
}
