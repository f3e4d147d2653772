//! Schemas in `tests/ui` and `tests/ui-syntax`, each with its diagnostics beside it as people see
//! them.
//!
//! A case whose first line is `# edition: RELEASE` is of that edition. A case that is valid has an
//! empty expectation, or warnings.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use qapi_parser::diag::codes::syntax;
use qapi_parser::edition::Edition;
use qapi_parser::{Options, compile, render};
use qapi_test_support::{Case, Trial, cases, folder, trials};

const FOLDERS: [(&str, &str); 2] = [("ui", "tests/ui"), ("ui-syntax", "tests/ui-syntax")];

pub(crate) fn all() -> Vec<Trial> {
    // Files in folders below are included by cases.
    let is_case = |trial: &Trial| !trial.name().contains('/');
    let folders = FOLDERS.iter().flat_map(|(name, path)| {
        let trials = folder(name, path, "json", as_expected);
        trials.into_iter().filter(is_case)
    });
    folders
        .chain(trials![every_code_of_reading_has_a_case])
        .collect()
}

fn as_expected(case: &Case) {
    let expected = std::path::absolute(case.beside("txt")).unwrap();
    expect_file![expected].assert_eq(&diagnostics(&case.path));
}

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

fn every_code_of_reading_has_a_case() {
    let cases: BTreeSet<PathBuf> = FOLDERS
        .iter()
        .flat_map(|(_, path)| cases(path, "json"))
        .filter(|case| !case.name.contains('/'))
        .map(|case| case.path)
        .collect();
    let reported: String = cases.iter().map(|case| diagnostics(case)).collect();
    // These need more text than a case should have; `loading.rs` and `special.rs` have them.
    let elsewhere = ["too-deep", "too-many-errors", "not-utf-8", "not-a-schema"];
    let names = syntax::ALL.iter().map(|code| code.name());
    let missing: Vec<&str> = names
        .filter(|name| !elsewhere.contains(name) && !reported.contains(&format!("[{name}]")))
        .collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}
