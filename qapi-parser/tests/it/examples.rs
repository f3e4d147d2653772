//! Each code's example breaks the rule that it is an example of.

use qapi_parser::diag::codes::{check as codes, lint, syntax};
use qapi_parser::edition::Edition;
use qapi_parser::lint::LintOptions;
use qapi_parser::loader::Memory;
use qapi_parser::{Options, compile_from};
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        examples_break_their_rule,
        examples_of_reading_break_their_rule
    ]
}

/// Rules that only large schemas break, whose examples show the idea.
const LARGE: [&str; 2] = ["too-many-features", "too-complex"];

fn examples_break_their_rule() -> Result<(), Box<dyn std::error::Error>> {
    let edition: Edition = "10.0".parse()?;
    let mut failures = Vec::new();
    let all = codes::ALL.iter().chain(lint::ALL);
    for code in all.filter(|c| !LARGE.contains(&c.name())) {
        let files = Memory::new([("example.json", code.example())]);
        // Some lints are about forms that newer releases reject.
        let edition = if lint::ALL.contains(code) {
            Edition::Auto
        } else if *code == codes::MISSING_BRANCH {
            "2.12".parse()?
        } else {
            edition
        };
        let options = Options::new().edition(edition);
        let mut compiled = compile_from("example.json", &files, &options)?;
        compiled.lint(&LintOptions::all());
        let found: Vec<_> = compiled.diagnostics.iter().map(|d| d.code.name()).collect();
        if !found.contains(&code.name()) {
            failures.push(format!("{code}: found {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    Ok(())
}

/// Codes whose examples cannot be text: too much of something, or bytes that are no text.
const UNSHOWN: [&str; 4] = ["too-deep", "too-many-errors", "not-utf-8", "not-a-schema"];

fn examples_of_reading_break_their_rule() -> Result<(), Box<dyn std::error::Error>> {
    // Some rules came with a release, some went with one.
    let editions: Vec<Edition> = ["10.0", "10.2", "auto"]
        .iter()
        .map(|e| e.parse())
        .collect::<Result<_, _>>()?;
    let mut failures = Vec::new();
    for code in syntax::ALL.iter().filter(|c| !UNSHOWN.contains(&c.name())) {
        // The example of a loop has two files, one under the other.
        let files = Memory::new(["a.json", "b.json"].map(|path| (path, code.example())));
        let mut found = Vec::new();
        for &edition in &editions {
            let options = Options::new().edition(edition);
            let compiled = compile_from("a.json", &files, &options)?;
            found.extend(compiled.diagnostics.iter().map(|d| d.code.name()));
        }
        if !found.contains(&code.name()) {
            failures.push(format!("{code}: found {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    Ok(())
}
