//! The command line as its users see it: sessions with what they print and their exit status.
//!
//! One session a file in `cmd/`; `TRYCMD=overwrite` accepts what is printed now.

#[test]
fn sessions() {
    trycmd::TestCases::new()
        .case("tests/cmd/*.trycmd")
        .case("README.md");
}
