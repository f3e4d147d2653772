//! Calls that must not compile, each with what the compiler says (`*.stderr` beside it; rewrite
//! them with `TRYBUILD=overwrite cargo test -p qapi-macros --test ui`).

#[test]
fn calls() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/fail/*.rs");
}
