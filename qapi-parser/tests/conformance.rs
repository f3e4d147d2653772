//! Agreement with QEMU's own compiler: its test-suites of several releases, and real schemas.
//!
//! The schemas are not part of this project. `QAPI_CORPUS` names a folder with them: for each
//! release a folder `qemu-MAJOR.MINOR` with QEMU's `tests/qapi-schema`, `qapi`, `qga` and
//! `storage-daemon`, and `history/RELEASE` with further releases' schemas. Without it the tests are
//! skipped, unless `CI` is set.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says why"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use qapi_parser::diag::Severity;
use qapi_parser::edition::Edition;
use qapi_parser::{Compiled, Options, compile, dump};

/// The folder with the schemas; None, with a note, if there is none.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("QAPI_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        assert!(std::env::var_os("CI").is_none(), "QAPI_CORPUS is not set");
        println!("skipped: QAPI_CORPUS is not set");
    }
    folder
}

/// The releases whose test-suites and schemas are there, with their folders.
fn releases(corpus: &Path) -> Vec<(Edition, PathBuf)> {
    folders(corpus)
        .into_iter()
        .filter_map(|folder| {
            let name = folder
                .file_name()?
                .to_str()?
                .strip_prefix("qemu-")?
                .to_owned();
            Some((name.parse().ok()?, folder))
        })
        .collect()
}

fn folders(of: &Path) -> BTreeSet<PathBuf> {
    let entries = std::fs::read_dir(of).unwrap();
    entries
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_dir())
        .collect()
}

/// What QEMU's compiler says about a case.
enum Expected {
    Valid(String),
    /// `FILE:LINE` or `FILE:LINE:COLUMN`
    Invalid(String),
}

fn expected(case: &Path) -> Expected {
    let errors = std::fs::read_to_string(case.with_extension("err")).unwrap();
    if errors.trim().is_empty() {
        return Expected::Valid(std::fs::read_to_string(case.with_extension("out")).unwrap());
    }
    let place = errors.lines().find_map(place_of).unwrap_or_default();
    Expected::Invalid(place.to_owned())
}

/// The place at the start of an error's line, relative to the suite.
fn place_of(line: &str) -> Option<&str> {
    let line = line.strip_prefix("tests/qapi-schema/").unwrap_or(line);
    let (place, _) = line.split_once(": ")?;
    let (_, number) = place.split_once(':')?;
    number
        .starts_with(|c: char| c.is_ascii_digit())
        .then_some(place)
}

/// The place of the first error, in the same form.
fn first_error(compiled: &Compiled, suite: &Path) -> Option<String> {
    let error = compiled
        .diagnostics
        .iter()
        .find(|d| d.severity == Severity::Error)?;
    let at = compiled.sources.locate(error.place());
    let file = Path::new(at.file);
    let file = file.strip_prefix(suite).unwrap_or(file).display();
    Some(match error.has_column {
        true => format!("{file}:{}:{}", at.line, at.column),
        false => format!("{file}:{}", at.line),
    })
}

/// What is different, if anything.
fn check_case(case: &Path, suite: &Path, edition: Edition) -> Result<(), String> {
    let compiled = compile(case, &Options::new().edition(edition)).map_err(|e| e.to_string())?;
    let found = first_error(&compiled, suite);
    match (expected(case), &compiled.schema) {
        (Expected::Valid(dump), Some(schema)) => {
            compare(&dump, &dump::to_text(schema, edition))?;
            match error_in(case, Edition::Auto) {
                Some(error) => Err(format!(
                    "valid, but not in every edition's language: {error}"
                )),
                None => Ok(()),
            }
        }
        (Expected::Valid(_), None) => Err(format!("valid, but an error at {found:?}")),
        (Expected::Invalid(place), Some(_)) => Err(format!("accepted, but invalid at {place}")),
        (Expected::Invalid(place), None) if found.as_ref() == Some(&place) => Ok(()),
        (Expected::Invalid(place), None) => Err(format!("error at {found:?} instead of {place}")),
    }
}

fn compare(expected: &str, found: &str) -> Result<(), String> {
    if expected == found {
        return Ok(());
    }
    let mut lines = (1..).zip(expected.lines().zip(found.lines()));
    let first = lines.find(|(_, (e, f))| e != f);
    Err(match first {
        Some((number, (e, f))) => format!("dump's line {number} is {f:?} instead of {e:?}"),
        None => "one dump ends before the other".to_owned(),
    })
}

#[test]
fn test_suites_of_releases() {
    let Some(corpus) = corpus() else { return };
    let mut failures = String::new();
    let mut suites = 0;
    for (edition, release) in releases(&corpus) {
        let suite = release.join("tests/qapi-schema");
        let files = std::fs::read_dir(&suite)
            .unwrap()
            .map(|e| e.unwrap().path());
        let is_case = |p: &PathBuf| {
            p.extension().is_some_and(|e| e == "json") && p.with_extension("err").exists()
        };
        let cases: BTreeSet<_> = files.filter(is_case).collect();
        let mut agreed = 0;
        for case in &cases {
            match check_case(case, &suite, edition) {
                Ok(()) => agreed += 1,
                Err(difference) => {
                    let name = case.file_stem().unwrap_or_default().display();
                    writeln!(failures, "{edition} {name}: {difference}").unwrap();
                }
            }
        }
        println!("{edition}: {agreed} of {} cases agree", cases.len());
        assert!(!cases.is_empty(), "no cases in {}", suite.display());
        suites += 1;
    }
    assert!(suites > 0, "no test-suites in {}", corpus.display());
    assert!(failures.is_empty(), "differences:\n{failures}");
}

/// Compiles a real schema; gives its first error.
fn error_in(schema: &Path, edition: Edition) -> Option<String> {
    match compile(schema, &Options::new().edition(edition)) {
        Ok(compiled) => first_error(&compiled, Path::new("")),
        Err(error) => Some(error.to_string()),
    }
}

#[test]
fn real_schemas() {
    const ENTRIES: [&str; 3] = [
        "qapi/qapi-schema.json",
        "qga/qapi-schema.json",
        "storage-daemon/qapi/qapi-schema.json",
    ];
    let Some(corpus) = corpus() else { return };
    let mut failures = String::new();
    let mut count = 0;
    let mut check = |folder: &Path, editions: &[Edition]| {
        for entry in ENTRIES
            .map(|e| folder.join(e))
            .iter()
            .filter(|e| e.exists())
        {
            for &edition in editions {
                count += 1;
                if let Some(error) = error_in(entry, edition) {
                    writeln!(failures, "{} ({edition}): {error}", entry.display()).unwrap();
                }
            }
        }
    };
    for (edition, folder) in releases(&corpus) {
        check(&folder, &[edition, Edition::Auto]);
    }
    for folder in folders(&corpus.join("history")) {
        check(&folder, &[Edition::Auto]);
    }
    println!("{count} real schemas compiled");
    assert!(failures.is_empty(), "errors:\n{failures}");
    assert!(count > 0, "no schemas in {}", corpus.display());
}
