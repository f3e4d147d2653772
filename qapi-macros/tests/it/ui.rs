//! Calls that must not compile, each with the compiler's errors in `*.stderr` beside it. Rewrite
//! them with `TRYBUILD=overwrite cargo test -p qapi-macros --test it ui`.

use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![calls,]
}

fn calls() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/fail/*.rs");
}
