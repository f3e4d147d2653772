//! Agreement with QEMU's own compiler: its test-suites of several releases, and real schemas.
//!
//! The schemas are not part of this project. `QAPI_CORPUS` names a folder with them: for each
//! release a folder `qemu-MAJOR.MINOR` with QEMU's `tests/qapi-schema`, `qapi`, `qga` and
//! `storage-daemon`, and `history/RELEASE` with further releases' schemas.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use qapi_parser::diag::Severity;
use qapi_parser::edition::Edition;
use qapi_parser::{Compiled, Options, compile, dump};
use qapi_test_support::{Trial, corpus, trial};

pub(crate) fn all() -> Vec<Trial> {
    // Each case is a test, so the corpus is needed to list them.
    let Some(corpus) = std::env::var_os("QAPI_CORPUS").filter(|value| !value.is_empty()) else {
        let missing = |name| trial(name, || drop(corpus()));
        return vec![
            missing("it::conformance::suites"),
            missing("it::conformance::schemas"),
        ];
    };
    let corpus = PathBuf::from(corpus);
    let mut trials = suites(&corpus);
    trials.extend(schemas(&corpus));
    trials
}

/// The releases whose test-suites and schemas are there, with their folders.
fn releases(corpus: &Path) -> Vec<(Edition, PathBuf)> {
    folders(corpus)
        .into_iter()
        .filter_map(|folder| {
            let name = folder.file_name()?.to_str()?;
            let edition = name.strip_prefix("qemu-")?.parse().ok()?;
            Some((edition, folder))
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

/// A test for each case of each release's suite: `suites::RELEASE::CASE`.
fn suites(corpus: &Path) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (edition, release) in releases(corpus) {
        let suite = release.join("tests/qapi-schema");
        let cases = cases(&suite);
        assert!(!cases.is_empty(), "no cases in {}", suite.display());
        for case in cases {
            let name = case.file_stem().unwrap_or_default().display();
            let name = format!("it::conformance::suites::{edition}::{name}");
            let suite = suite.clone();
            trials.push(trial(&name, move || check_case(&case, &suite, edition)));
        }
    }
    assert!(!trials.is_empty(), "no test-suites in {}", corpus.display());
    trials
}

/// The files of a suite that have a recorded verdict beside them.
fn cases(suite: &Path) -> BTreeSet<PathBuf> {
    let files = std::fs::read_dir(suite).unwrap();
    files
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .filter(|p| p.with_extension("err").exists())
        .collect()
}

/// The verdict of QEMU's compiler on a case.
enum Expected {
    /// The dump of the checked schema.
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

/// Compares the verdict, the place of the first error and the dump with QEMU's.
fn check_case(case: &Path, suite: &Path, edition: Edition) -> Result<(), String> {
    let compiled = compile(case, &Options::new().edition(edition)).map_err(|e| e.to_string())?;
    let found = first_error(&compiled, suite);
    match (expected(case), &compiled.schema) {
        (Expected::Valid(dump), Some(schema)) => {
            compare(&dump, &dump::to_text(schema, edition))?;
            match error_in(case, Edition::Auto) {
                Some(error) if !is_mistake_today(case) => Err(format!(
                    "valid, but not in every edition's language: {error}"
                )),
                _ => Ok(()),
            }
        }
        (Expected::Valid(_), None) => Err(format!("valid, but an error at {found:?}")),
        (Expected::Invalid(place), Some(_)) => Err(format!("accepted, but invalid at {place}")),
        (Expected::Invalid(place), None) if found.as_ref() == Some(&place) => Ok(()),
        (Expected::Invalid(place), None) => Err(format!("error at {found:?} instead of {place}")),
    }
}

/// Returns true for a form that `auto` rejects, since it is a mistake in schemas of today: escapes in
/// strings, and alternatives that look the same on a command line.
fn is_mistake_today(case: &Path) -> bool {
    let text = std::fs::read_to_string(case).unwrap();
    let is_old = text.contains("'alternate': 'AltStrInt'");
    text.contains("\\u006f") || is_old
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

/// The first error in a schema.
fn error_in(schema: &Path, edition: Edition) -> Option<String> {
    match compile(schema, &Options::new().edition(edition)) {
        Ok(compiled) => first_error(&compiled, Path::new("")),
        Err(error) => Some(error.to_string()),
    }
}

/// A test for each real schema, in its release's edition, if that has one, and in `auto`.
fn schemas(corpus: &Path) -> Vec<Trial> {
    let own = releases(corpus)
        .into_iter()
        .flat_map(|(edition, folder)| schemas_in(&folder, Some(edition)));
    let history = folders(&corpus.join("history"));
    let history = history.iter().flat_map(|folder| {
        let release = folder.file_name().unwrap_or_default().to_string_lossy();
        schemas_in(folder, release.parse().ok())
    });
    let trials: Vec<Trial> = own.chain(history).collect();
    assert!(!trials.is_empty(), "no schemas in {}", corpus.display());
    trials
}

fn schemas_in(folder: &Path, own: Option<Edition>) -> Vec<Trial> {
    // Before 2.12 the emulator's schema stands beside its parts.
    const ENTRIES: [(&str, &str); 5] = [
        ("emulator", "qapi/qapi-schema.json"),
        ("emulator", "qapi-schema.json"),
        ("agent", "qga/qapi-schema.json"),
        ("agent", "qapi-schema-guest.json"),
        ("storage-daemon", "storage-daemon/qapi/qapi-schema.json"),
    ];
    let release = folder.file_name().unwrap_or_default().display();
    let mut trials = Vec::new();
    for (part, entry) in ENTRIES {
        let schema = folder.join(entry);
        if !schema.exists() {
            continue;
        }
        for edition in own.into_iter().chain([Edition::Auto]) {
            let name = format!("it::conformance::schemas::{release}::{part}::{edition}");
            let schema = schema.clone();
            trials.push(trial(&name, move || {
                let error = error_in(&schema, edition);
                assert_eq!(error, None, "{}", schema.display());
            }));
        }
    }
    trials
}
