//! The command line as its users see it: sessions with what they print and their exit status.
//!
//! One session a file in `cmd/`; `TRYCMD=overwrite` accepts what is printed now.

#[test]
fn sessions() {
    trycmd::TestCases::new()
        .case("tests/cmd/*.trycmd")
        .case("README.md");
}

/// `qapi diff` reads the configuration that it finds where it runs.
#[test]
fn configuration_in_the_current_folder() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_qapi"))
        .current_dir("tests/diff")
        .args(["diff", "1.1.json", "1.2.json"])
        .output();
    let output = output.as_ref().map(|o| String::from_utf8_lossy(&o.stdout));
    assert!(
        output
            .as_ref()
            .is_ok_and(|text| text.ends_with("\n0 breaking, 4 warnings, 0 compatible\n")),
        "{output:?}"
    );
}
