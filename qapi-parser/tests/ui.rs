//! Our own cases: schemas in `tests/ui`, each with its diagnostics beside it as people see them.
//!
//! A case whose first line is `# edition: RELEASE` is of that edition. A case that is valid has an
//! empty expectation, or warnings. `UPDATE_EXPECT=1 cargo test` rewrites the expectations.

#![allow(clippy::unwrap_used, reason = "a test may fail, and says why")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
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

#[test]
fn cases() {
    let folder = Path::new("tests/ui");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path());
    let cases: BTreeSet<PathBuf> = files
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .collect();
    assert!(!cases.is_empty());
    for case in cases {
        let expected = std::path::absolute(case.with_extension("txt")).unwrap();
        expect_file![expected].assert_eq(&diagnostics(&case));
    }
}
