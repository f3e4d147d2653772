//! Each check's example breaks the rule that it is an example of.

use qapi_parser::diag::codes::check as codes;
use qapi_parser::edition::Edition;
use qapi_parser::loader::Memory;
use qapi_parser::{Options, compile_from};

/// Rules that only large schemas break, whose examples show the idea.
const LARGE: [&str; 2] = ["too-many-features", "too-complex"];

#[test]
fn examples_break_their_rule() -> Result<(), Box<dyn std::error::Error>> {
    let edition: Edition = "10.0".parse()?;
    let mut failures = Vec::new();
    for code in codes::ALL.iter().filter(|c| !LARGE.contains(&c.name())) {
        let files = Memory::new([("example.json", code.example())]);
        let compiled = compile_from("example.json", &files, &Options::new().edition(edition))?;
        let found: Vec<_> = compiled.diagnostics.iter().map(|d| d.code.name()).collect();
        if !found.contains(&code.name()) {
            failures.push(format!("{code}: found {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    Ok(())
}
