//! Our own cases: schemas in `tests/ui` and `tests/ui-syntax`, each with its diagnostics beside it as people see them.
//!
//! A case whose first line is `# edition: RELEASE` is of that edition. A case that is valid has an
//! empty expectation, or warnings. `UPDATE_EXPECT=1 cargo test` rewrites the expectations.

#![allow(clippy::unwrap_used, reason = "a test may fail, and says why")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use qapi_parser::diag::codes::syntax;
use qapi_parser::edition::Edition;
use qapi_parser::{Options, compile, render};

fn diagnostics(case: &Path) -> String {
    let text = std::fs::read_to_string(case).unwrap();
    let first = text
        .lines()
        .next()
        .and_then(|l| l.strip_prefix("# edition: "));
    let edition = first.map_or(Edition::Auto, |e| e.parse().unwrap());
    let compiled = compile(case, &Options::new().edition(edition)).unwrap();
    let errors = compiled.diagnostics.has_errors();
    assert_eq!(
        compiled.schema.is_none(),
        errors,
        "{}: a schema or errors",
        case.display()
    );
    let rendered = |d| render::human(d, &compiled.sources, false) + "\n\n";
    compiled.diagnostics.iter().map(rendered).collect()
}

/// The cases: what the checks find, and what reading finds.
fn cases() -> BTreeSet<PathBuf> {
    let folders = ["tests/ui", "tests/ui-syntax"].map(Path::new);
    let files = folders
        .iter()
        .flat_map(|f| std::fs::read_dir(f).unwrap())
        .map(|e| e.unwrap().path());
    files
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .collect()
}

#[test]
fn diagnostics_are_as_expected() {
    assert!(cases().len() > 80, "cases are missing");
    for case in cases() {
        let expected = std::path::absolute(case.with_extension("txt")).unwrap();
        expect_file![expected].assert_eq(&diagnostics(&case));
    }
}

#[test]
fn every_code_of_reading_has_a_case() {
    let reported: String = cases().iter().map(|case| diagnostics(case)).collect();
    // These need more text than a case should have; `loading.rs` has them.
    let elsewhere = ["too-deep", "too-many-errors", "not-utf-8"];
    let names = syntax::ALL.iter().map(|code| code.name());
    let missing: Vec<&str> = names
        .filter(|name| !elsewhere.contains(name) && !reported.contains(&format!("[{name}]")))
        .collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}
