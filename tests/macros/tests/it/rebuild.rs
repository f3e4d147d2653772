//! A crate is compiled again when, and only when, a file changed that its macros read.

use qapi_test_support::{Trial, nested_cargo, trials};
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

pub(crate) fn all() -> Vec<Trial> {
    trials![every_file_that_is_read_is_tracked_and_no_other,]
}

/// A crate that uses the macros, in a folder of its own.
struct Consumer {
    folder: TempDir,
}

impl Consumer {
    fn new() -> Consumer {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        copy(&here.join("tests/consumer"), folder.path());
        fs::write(folder.path().join("Cargo.toml"), manifest()).unwrap();
        Consumer { folder }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    /// Compiles the crate. Returns true if anything was rebuilt, or the compiler's errors.
    fn check(&self) -> Result<bool, String> {
        let output = nested_cargo(env!("CARGO_TARGET_TMPDIR"), self.folder.path(), "runtime")
            .args(["build", "--message-format=json"])
            .output()
            .unwrap();
        let messages = String::from_utf8(output.stdout).unwrap();
        let messages = messages.lines().map(|l| serde_json::from_str(l).unwrap());
        let messages: Vec<serde_json::Value> = messages.collect();
        let own = |m: &&serde_json::Value| m["target"]["name"] == "consumer";
        if output.status.success() {
            let artifact = messages
                .iter()
                .find(|m| own(m) && m["reason"] == "compiler-artifact");
            return Ok(!artifact.unwrap()["fresh"].as_bool().unwrap());
        }
        let errors = messages
            .iter()
            .filter(own)
            .filter_map(|m| m["message"]["rendered"].as_str());
        Err(errors
            .chain([&*String::from_utf8_lossy(&output.stderr)])
            .collect())
    }

    /// Writes a file anew; its content may be the same, its date is not.
    fn touch(&self, file: &str) {
        let path = self.path(file);
        let content = fs::read(&path).unwrap();
        fs::write(&path, content).unwrap();
    }
}

/// The manifest of a crate that uses the macros.
pub(crate) fn manifest() -> String {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(here.join("tests/consumer/Cargo.toml.in")).unwrap()
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}

fn every_file_that_is_read_is_tracked_and_no_other() {
    let consumer = Consumer::new();
    assert_eq!(consumer.check(), Ok(true));
    assert_eq!(consumer.check(), Ok(false), "nothing has changed");

    for (file, is_read) in [
        ("schemas/door.json", true),
        ("schemas/part.json", true),
        ("schemas/other.json", false),
        ("schemas/door.defines", true),
        ("schemas/window.json", true),
    ] {
        consumer.touch(file);
        assert_eq!(consumer.check(), Ok(is_read), "{file} was touched");
    }

    let part = consumer.path("schemas/part.json");
    let right = fs::read_to_string(&part).unwrap();
    fs::write(&part, right.replace("bool", "boool")).unwrap();
    let complaint = consumer.check().unwrap_err();
    assert!(complaint.contains("schemas/part.json:1:"), "{complaint}");
    fs::write(&part, right).unwrap();
    assert_eq!(consumer.check(), Ok(true), "the schema is right again");
}
