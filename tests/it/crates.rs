//! The files of all crates, for tests that read the code.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the files below each crate's `src`, by their paths from the repository, with their texts.
pub(crate) fn files() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy();
        if name.starts_with("qapi-") && path.join("src").is_dir() {
            folders.push(path.join("src"));
        }
    }
    assert!(folders.len() > 10, "{folders:?}");
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&text).into_owned();
            files.push((path.strip_prefix(root).unwrap().to_owned(), text));
        }
    }
    files.sort();
    files
}
