//! Lints: for each one a schema in `tests/lints`, with what that lint finds beside it.
//!
//! `UPDATE_EXPECT=1 cargo test` rewrites the expectations. With `QAPI_CORPUS` (see
//! `conformance.rs`) the lints that are on by default are run over QEMU's own schemas too.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says why"
)]

use std::path::Path;

use expect_test::expect_file;
use qapi_parser::lint::{ALL, Lint, LintOptions};
use qapi_parser::{Compiled, Options, compile, render};

fn lint(schema: &Path, options: &LintOptions) -> Compiled {
    let mut compiled = compile(schema, &Options::new()).unwrap();
    compiled.lint(options);
    compiled
}

#[test]
fn each_lint_finds_what_it_should() {
    for name in ALL.iter().map(Lint::name) {
        let case = Path::new("tests/lints").join(name).with_extension("json");
        let found = lint(&case, &LintOptions::none().warn(name).unwrap());
        assert!(found.schema.is_some(), "{name}: the case is invalid");
        let of_lint = found.diagnostics.iter().filter(|d| d.code.name() == name);
        let text: String = of_lint
            .map(|d| render::human(d, &found.sources, false) + "\n\n")
            .collect();
        assert!(!text.is_empty(), "{name} finds nothing");
        let expected = std::path::absolute(case.with_extension("txt")).unwrap();
        expect_file![expected].assert_eq(&text);
    }
}

#[test]
fn every_case_is_of_a_lint() {
    for entry in std::fs::read_dir("tests/lints").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(ALL.iter().any(|l| l.name() == name), "{}", path.display());
    }
}

#[test]
fn nothing_is_found_in_well_written_schemas() {
    for schema in ["../schemas/qmp-core.json", "../schemas/tutorial/vm.json"] {
        let found = lint(Path::new(schema), &LintOptions::new());
        let found: Vec<_> = found.diagnostics.iter().collect();
        assert!(found.is_empty(), "{schema}: {found:#?}");
    }
}

#[test]
fn nothing_is_found_in_the_newest_real_schemas() {
    let Some(corpus) = std::env::var_os("QAPI_CORPUS") else {
        assert!(std::env::var_os("CI").is_none(), "QAPI_CORPUS is not set");
        println!("skipped: QAPI_CORPUS is not set");
        return;
    };
    let release = Path::new(&corpus).join("qemu-10.0");
    for part in ["qapi", "qga", "storage-daemon/qapi"] {
        let found = lint(
            &release.join(part).join("qapi-schema.json"),
            &LintOptions::new(),
        );
        let found: Vec<_> = found.diagnostics.iter().collect();
        assert!(found.is_empty(), "{part}: {found:#?}");
    }
}
