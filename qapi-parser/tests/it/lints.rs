//! Lints: `tests/lints` has a schema for each, and its findings beside it.
//!
//! With a corpus the lints that are on by default run over QEMU's own schemas too.

use std::path::Path;

use expect_test::expect_file;
use qapi_parser::lint::{ALL, Lint, LintOptions};
use qapi_parser::{Compiled, Options, compile, render};
use qapi_test_support::{Case, Trial, corpus, folder, trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    let mut all = folder("lints::finds", "tests/lints", "json", finds);
    all.extend(trials![
        every_lint_has_a_case,
        nothing_is_found_in_well_written_schemas
    ]);
    all.extend(["qapi", "qga", "storage-daemon/qapi"].map(|part| {
        let name = format!("it::lints::nothing_is_found_in_qemu_10_0::{part}");
        trial(&name, move || nothing_is_found_in(part))
    }));
    all
}

fn lint(schema: &Path, options: &LintOptions) -> Compiled {
    let mut compiled = compile(schema, &Options::new()).unwrap();
    compiled.lint(options);
    compiled
}

/// The file's name is the lint's.
fn finds(case: &Case) {
    let name = &*case.name;
    let found = lint(&case.path, &LintOptions::none().warn(name).unwrap());
    assert!(found.schema.is_some(), "the case is invalid");
    let of_lint = found.diagnostics.iter().filter(|d| d.code.name() == name);
    let text: String = of_lint
        .map(|d| render::human(d, &found.sources, false) + "\n\n")
        .collect();
    assert!(!text.is_empty(), "nothing is found");
    let expected = std::path::absolute(case.beside("txt")).unwrap();
    expect_file![expected].assert_eq(&text);
}

fn every_lint_has_a_case() {
    for name in ALL.iter().map(Lint::name) {
        let case = Path::new("tests/lints").join(name).with_extension("json");
        assert!(case.is_file(), "{name} has none");
    }
}

fn nothing_is_found_in_well_written_schemas() {
    for schema in ["../schemas/qmp-core.json", "../schemas/tutorial/vm.json"] {
        let found = lint(Path::new(schema), &LintOptions::new());
        let found: Vec<_> = found.diagnostics.iter().collect();
        assert!(found.is_empty(), "{schema}: {found:#?}");
    }
}

fn nothing_is_found_in(part: &str) {
    let schema = corpus()
        .join("qemu-10.0")
        .join(part)
        .join("qapi-schema.json");
    let found = lint(&schema, &LintOptions::new());
    let found: Vec<_> = found.diagnostics.iter().collect();
    assert!(found.is_empty(), "{found:#?}");
}
