//! Checking and linting any bytes gives a schema that can be dumped or errors that can be shown,
//! and `auto` accepts the schemas that an edition accepts.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use qapi_fuzz::{EDITIONS, SHOWN, compile, mutate, options};
use qapi_parser::lint::LintOptions;
use qapi_parser::{dump, render};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed)
});

fuzz_target!(|input: &[u8]| {
    let valid_in_auto = compile(input, "auto").schema.is_some();
    for edition in EDITIONS {
        let mut compiled = compile(input, edition);
        compiled.lint(&LintOptions::all());
        for diagnostic in compiled.diagnostics.iter().take(SHOWN) {
            render::human(diagnostic, &compiled.sources, true);
            render::json(diagnostic, &compiled.sources);
        }
        if let Some(schema) = compiled.schema {
            assert!(valid_in_auto, "valid in {edition}, but not in auto");
            dump::to_text(&schema, options(edition).edition);
            dump::to_json(&schema);
        }
    }
});
