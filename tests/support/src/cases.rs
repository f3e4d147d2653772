//! Folders of cases: each file is a test of its own name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use libtest_mimic::Trial;

use crate::trial::{Outcome, trial};

/// One file of a folder of cases.
#[derive(Debug, Clone)]
pub struct Case {
    /// Path below the folder without the extension, with `/` between folders.
    pub name: String,
    /// The file.
    pub path: PathBuf,
}

impl Case {
    /// The file beside the case with another extension, where its expectation stands.
    #[must_use]
    pub fn beside(&self, extension: &str) -> PathBuf {
        self.path.with_extension(extension)
    }
}

/// Lists the files of `folder`, and of the folders in it, that end in `.extension`, sorted by name.
///
/// # Panics
///
/// If a folder cannot be read, or there is no such file: a test without cases shows nothing.
#[must_use]
#[allow(clippy::panic)]
pub fn cases(folder: impl AsRef<Path>, extension: &str) -> Vec<Case> {
    let folder = folder.as_ref();
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = std::fs::read_dir(&next)
            .unwrap_or_else(|error| panic!("cases in {}: {error}", next.display()));
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(Case {
                    name: name(folder, &path),
                    path,
                });
            }
        }
    }
    assert!(
        !found.is_empty(),
        "no *.{extension} in {}",
        folder.display()
    );
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn name(folder: &Path, path: &Path) -> String {
    let path = path.with_extension("");
    let below = path.strip_prefix(folder).unwrap_or(&path);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Makes a test `prefix::case` of each file that [`cases`] lists.
///
/// # Panics
///
/// As [`cases`].
#[must_use]
pub fn folder<T: Outcome>(
    prefix: &str,
    folder: impl AsRef<Path>,
    extension: &str,
    test: impl Fn(&Case) -> T + Send + Sync + 'static,
) -> Vec<Trial> {
    let test = Arc::new(test);
    let cases = cases(folder, extension);
    let one = |case: Case| {
        let test = test.clone();
        trial(&format!("it::{prefix}::{}", case.name), move || test(&case))
    };
    cases.into_iter().map(one).collect()
}
