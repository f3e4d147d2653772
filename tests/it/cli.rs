//! The command line as its users see it: sessions with their output and exit status.
//!
//! Each file `cmd/*.trycmd` is a test; `TRYCMD=overwrite` accepts the present output.

use std::process::Command;

use qapi_test_support::{Case, Trial, folder, trials};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    let mut tests = folder("cmd", "tests/cmd", "trycmd", session);
    tests.extend(trials![readme, configuration_in_the_current_folder]);
    tests
}

/// Runs the commands of one file.
fn session(case: &Case) {
    if case.name == "shell" && !cfg!(feature = "shell") {
        qapi_test_support::skip("the feature shell is off");
    }
    let text = std::fs::read_to_string(&case.path).unwrap();
    // Commands outside a block of code are text, and run by nothing.
    let is_command = |line: &&str| line.starts_with("$ ");
    let blocks = text.split("```").skip(1).step_by(2).flat_map(str::lines);
    assert_eq!(
        blocks.filter(is_command).count(),
        text.lines().filter(is_command).count(),
        "a command stands outside the blocks of code"
    );
    trycmd::TestCases::new().case(&case.path);
}

/// The commands of README.md give the output that it shows.
fn readme() {
    trycmd::TestCases::new().case("README.md");
}

/// `qapi diff` reads the configuration in the current folder.
fn configuration_in_the_current_folder() {
    let output = Command::new(env!("CARGO_BIN_EXE_qapi"))
        .current_dir("tests/diff")
        .args(["diff", "1.1.json", "1.2.json"])
        .output();
    let output = output.as_ref().map(|o| String::from_utf8_lossy(&o.stdout));
    assert!(
        output
            .as_ref()
            .is_ok_and(|text| text.starts_with("1.1 → 1.2: 0 breaking, 4 warnings, 0 compatible\n")),
        "{output:?}"
    );
}
