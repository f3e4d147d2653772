//! Calls that must not compile: each file of `fail/` is a test, with the compiler's messages beside
//! it in `*.stderr`. `UPDATE_EXPECT=1` rewrites them.
//!
//! All are binaries of one crate, which is compiled once.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use qapi_test_support::{Case, Trial, cases, folder, nested_cargo};
use serde_json::Value;

use crate::rebuild::manifest;

pub(crate) fn all() -> Vec<Trial> {
    folder("ui", fail(), "rs", |case| {
        let found = messages().get(&case.name).cloned().unwrap_or_default();
        expect_test::expect_file![case.beside("stderr")].assert_eq(&found);
    })
}

fn fail() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fail")
}

/// The crate's folder, with the cases where a reader has them: at `tests/fail`.
fn write(cases: &[Case]) -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("qapi-macros-ui");
    fs::create_dir_all(&crate_folder).unwrap();
    let tests = crate_folder.join("tests");
    let _ = fs::remove_file(&tests);
    symlink(fail().parent().unwrap(), tests).unwrap();
    let mut text = manifest().replace("\"consumer\"", "\"qapi-macros-ui\"");
    for Case { name, .. } in cases {
        text.push_str(&format!(
            "[[bin]]\nname = \"{name}\"\npath = \"tests/fail/{name}.rs\"\n"
        ));
    }
    fs::write(crate_folder.join("Cargo.toml"), text).unwrap();
    crate_folder
}

/// The compiler's messages about each case.
fn messages() -> &'static BTreeMap<String, String> {
    static MESSAGES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    MESSAGES.get_or_init(|| {
        let crate_folder = write(&cases(fail(), "rs"));
        let mut cargo = nested_cargo(env!("CARGO_TARGET_TMPDIR"), &crate_folder, "qapi_client");
        cargo.args(["build", "--bins", "--keep-going", "--message-format=json"]);
        let output = cargo.output().unwrap();
        let mut all: BTreeMap<String, String> = BTreeMap::new();
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            if let (Some(name), Some(text)) = (line["target"]["name"].as_str(), rendered(&line)) {
                all.entry(name.to_owned()).or_default().push_str(text);
            }
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!all.is_empty(), "{errors}");
        let trimmed = |(name, text): (String, String)| (name, text.trim_end().to_owned() + "\n");
        all.into_iter().map(trimmed).collect()
    })
}

/// A message as a terminal shows it, if it points to a place.
fn rendered(line: &Value) -> Option<&str> {
    let message = &line["message"];
    let has_place = message["spans"]
        .as_array()
        .is_some_and(|spans| !spans.is_empty());
    message["rendered"].as_str().filter(|_| has_place)
}
