//! Whatever the input, there is a result or an error: no panic, no overflow, time and memory linear
//! in the input.
//!
//! The schemas of [`shapes`] are small in every test run, but for those of 10,000 files. At full
//! size (100 MB, a million members), with time and memory measured:
//!
//!     cargo test --release -p qapic-parser --test robustness -- --ignored --nocapture
//!
//! `SHAPE=…` in the environment picks those whose names contain it.

#![allow(clippy::unwrap_used, reason = "a test fails so")]

mod bytes;
mod measure;
mod shapes;

use qapi_parser::edition::Edition;
use qapi_parser::loader::Memory;
use qapi_parser::{Compiled, Options, compile_from, dump, render};

/// Compiles files, the entry file first.
fn compile_files(files: Vec<(String, impl Into<Vec<u8>>)>) -> Compiled {
    let entry = files[0].0.clone();
    compile_from(entry, &Memory::new(files), &Options::new()).unwrap()
}

/// The codes of the first findings, after all that a command does with a schema: dump it if it is
/// valid, show what is found if not.
fn first_codes(compiled: &Compiled) -> Vec<&'static str> {
    let first = || compiled.diagnostics.iter().take(20);
    for diagnostic in first() {
        render::human(diagnostic, &compiled.sources, false);
        render::json(diagnostic, &compiled.sources);
        render::short(diagnostic, &compiled.sources);
    }
    match &compiled.schema {
        Some(schema) => assert!(!dump::to_text(schema, Edition::Auto).is_empty()),
        None => assert!(compiled.diagnostics.has_errors()),
    }
    first().map(|d| d.code.name()).collect()
}
