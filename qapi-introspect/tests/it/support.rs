//! Folders of answers.

use std::path::{Path, PathBuf};

use qapi_test_support::{Trial, cases, corpus, folder, trial};

/// The folder of the tests.
pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The small answers made for the tests, by name.
pub(crate) fn data() -> Vec<(String, String)> {
    read_folder(&tests().join("data"))
}

/// Returns the answers recorded from real QEMUs, by name.
pub(crate) fn recorded() -> Vec<(String, String)> {
    read_folder(&corpus().join("live"))
}

/// Returns the JSON files of a folder by name, sorted.
pub(crate) fn read_folder(folder: &Path) -> Vec<(String, String)> {
    let read = |path: &Path| {
        std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    let files = cases(folder, "json").into_iter();
    files.map(|c| (c.name, read(&c.path))).collect()
}

/// Makes a test of each small answer, and one of all recorded answers.
pub(crate) fn of_answers(prefix: &str, test: fn(&str, &str)) -> Vec<Trial> {
    let mut all = folder(prefix, tests().join("data"), "json", move |case| {
        let text = std::fs::read_to_string(&case.path).unwrap();
        test(&case.name, &text);
    });
    all.push(trial(&format!("it::{prefix}::recorded"), move || {
        for (name, text) in recorded() {
            test(&name, &text);
        }
    }));
    all
}
