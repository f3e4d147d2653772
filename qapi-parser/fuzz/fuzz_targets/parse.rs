//! Reading any bytes gives syntax or errors, and each error can be shown.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use qapi_fuzz::{EDITIONS, ENTRY, SHOWN, files, mutate, options};
use qapi_parser::{load_from, render};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed)
});

fuzz_target!(|input: &[u8]| {
    let files = files(input);
    for edition in EDITIONS {
        let loaded = load_from(ENTRY, &files, &options(edition)).unwrap();
        for diagnostic in loaded.diagnostics.iter().take(SHOWN) {
            assert!(!render::short(diagnostic, &loaded.sources).contains('\n'));
            assert!(!render::json(diagnostic, &loaded.sources).contains('\n'));
            render::human(diagnostic, &loaded.sources, false);
        }
    }
});
