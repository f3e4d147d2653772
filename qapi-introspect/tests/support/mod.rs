//! What the tests share: where the recorded answers are.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use std::path::{Path, PathBuf};

/// The folder of the tests.
pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The small answers made for the tests, by name.
pub(crate) fn data() -> Vec<(String, String)> {
    read_folder(&tests().join("data"))
}

/// The answers recorded from real QEMUs, by name; none, and a line that says so, without the
/// corpus. In CI that is a failure.
pub(crate) fn recorded() -> Vec<(String, String)> {
    match std::env::var_os("QAPI_CORPUS") {
        Some(corpus) => read_folder(&Path::new(&corpus).join("live")),
        None => {
            assert!(std::env::var_os("CI").is_none(), "CI must set QAPI_CORPUS");
            println!("skipped: no recorded answers, since QAPI_CORPUS is not set");
            Vec::new()
        }
    }
}

/// The JSON files of a folder by name, sorted.
pub(crate) fn read_folder(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "json") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    files.sort();
    assert!(!files.is_empty(), "no JSON files in {}", folder.display());
    files
}
