//! The harness in CI and elsewhere: the program runs itself with sample tests.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::env;
use std::process::{Command, Output};

use qapi_test_support::{Trial, corpus, python, run, skip, trial, trials};

/// Names the sample that the program runs instead of its tests.
const SAMPLE: &str = "QAPI_TEST_SAMPLE";

fn main() {
    match env::var(SAMPLE) {
        Ok(sample) => run([vec![self::sample(&sample)]]),
        Err(_) => run([trials![
            a_skipped_test_is_ignored_with_its_reason,
            a_skipped_test_fails_in_ci,
            a_missing_corpus_fails_in_ci,
            an_ignored_test_fails_the_run_in_ci,
            a_waived_test_is_ignored_in_ci_too,
        ]]),
    }
}

fn sample(name: &str) -> Trial {
    match name {
        "skip" => trial("it::sample", || -> () { skip("no such thing here") }),
        "corpus" => trial("it::sample", || drop(corpus())),
        "python" => trial("it::sample", || drop(python())),
        _ => trial("it::sample", || ()).with_ignored_flag(true),
    }
}

/// Runs a sample, in CI or not, without a corpus or a Python.
fn outcome(sample: &str, ci: bool) -> (Option<i32>, String) {
    let mut program = Command::new(env::current_exe().unwrap());
    program.env(SAMPLE, sample).env_remove("CI");
    program.env("QAPI_CORPUS", "").env("QAPI_PYTHON", "");
    if ci {
        program.env("CI", "true");
    }
    let Output {
        status,
        stdout,
        stderr,
    } = program.output().unwrap();
    let text = [stdout, stderr].concat();
    (status.code(), String::from_utf8_lossy(&text).into_owned())
}

fn assert_outcome(sample: &str, ci: bool, code: i32, lines: &[&str]) {
    let (found, text) = outcome(sample, ci);
    assert_eq!(found, Some(code), "{text}");
    for line in lines {
        assert!(text.contains(line), "{line}: {text}");
    }
}

fn a_skipped_test_is_ignored_with_its_reason() {
    let lines = ["no such thing here", "0 passed; 0 failed; 1 ignored"];
    assert_outcome("skip", false, 0, &lines);
}

fn a_skipped_test_fails_in_ci() {
    let lines = ["cannot run: no such thing here", "1 failed; 0 ignored"];
    assert_outcome("skip", true, 101, &lines);
}

fn a_missing_corpus_fails_in_ci() {
    assert_outcome("corpus", false, 0, &["QAPI_CORPUS is not set", "1 ignored"]);
    assert_outcome("corpus", true, 101, &["QAPI_CORPUS is not set"]);
}

fn an_ignored_test_fails_the_run_in_ci() {
    assert_outcome("ignored", false, 0, &["1 ignored"]);
    let lines = ["1 ignored", "1 tests are ignored, and `CI` is set"];
    assert_outcome("ignored", true, 101, &lines);
}

fn a_waived_test_is_ignored_in_ci_too() {
    assert_outcome("python", true, 0, &["QAPI_PYTHON is empty", "1 ignored"]);
}
