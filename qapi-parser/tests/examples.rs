//! Each check's example breaks the rule that it is an example of.

use qapi_parser::diag::codes::{check as codes, lint};
use qapi_parser::edition::Edition;
use qapi_parser::lint::LintOptions;
use qapi_parser::loader::Memory;
use qapi_parser::{Options, compile_from};

/// Rules that only large schemas break, whose examples show the idea.
const LARGE: [&str; 2] = ["too-many-features", "too-complex"];

#[test]
fn examples_break_their_rule() -> Result<(), Box<dyn std::error::Error>> {
    let edition: Edition = "10.0".parse()?;
    let mut failures = Vec::new();
    let all = codes::ALL.iter().chain(lint::ALL);
    for code in all.filter(|c| !LARGE.contains(&c.name())) {
        let files = Memory::new([("example.json", code.example())]);
        // Some lints are about what newer releases do not accept.
        let edition = if lint::ALL.contains(code) {
            Edition::Auto
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
