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

/// A sequence of random numbers, always the same.
pub(crate) struct Random(u64);

impl Default for Random {
    fn default() -> Self {
        Random(0x2545_f491_4f6c_dd1d)
    }
}

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// Returns the text with up to three bytes or pieces of it copied, removed or replaced.
    pub(crate) fn damaged(&mut self, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=self.below(3) {
            let (at, from) = (self.below(bytes.len()), self.below(bytes.len()));
            match self.below(4) {
                0 => bytes[at] = bytes[from],
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, bytes[from]),
                _ => {
                    let end = (at + self.below(12)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    let from = from.min(bytes.len());
                    bytes.splice(from..from, piece);
                }
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
