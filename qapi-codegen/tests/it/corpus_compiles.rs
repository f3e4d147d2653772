//! The code generated from every real schema compiles without a warning.
use crate::common;
use qapi_test_support::{Trial, corpus, trials};
use std::path::{Path, PathBuf};

use crate::common::scratch::Scratch;
use qapi_codegen::{Config, Role};

pub(crate) fn all() -> Vec<Trial> {
    trials![releases, history,]
}

/// The entry files below a release's folder.
const ENTRIES: [&str; 4] = [
    "qapi/qapi-schema.json",
    "qga/qapi-schema.json",
    "storage-daemon/qapi/qapi-schema.json",
    "qapi-schema.json",
];

fn check(name: &str, path: &Path, role: Role) {
    let mut config = Config::default();
    config.role = role;
    let tokens = qapi_codegen::generate(&common::schema(path), &config).unwrap();
    let code = qapi_codegen::format(tokens);
    let mut root =
        "//! Generated.\n#![deny(warnings, missing_docs)]\ninclude!(\"generated.rs\");\n"
            .to_owned();
    root.push_str(&promises(&code));
    let files = [
        ("lib.rs".to_owned(), root),
        ("generated.rs".to_owned(), code),
    ];
    println!("{name}");
    Scratch::new(name, &files).cargo(&["check", "--quiet"], "");
}

/// Code that compiles if every type, command and event has the common traits.
fn promises(code: &str) -> String {
    let mut module = "";
    let mut text = "#[allow(deprecated)]\nconst _: fn() = || {\n\
                    fn every<T: Clone + std::fmt::Debug + Send + Sync + Unpin + 'static>() {}\n"
        .to_owned();
    let mut items = 0;
    for line in code.lines() {
        if let Some(opened) = line.strip_prefix("pub mod ") {
            module = opened.trim_end_matches(" {");
        } else if line == "}" {
            module = "";
        }
        let item = match module {
            "" => Some(line),
            "commands" | "events" => line.strip_prefix("    "),
            _ => None,
        };
        let item = item.and_then(|item| {
            item.strip_prefix("pub struct ")
                .or_else(|| item.strip_prefix("pub enum "))
        });
        if let Some(name) = item.and_then(|item| item.split([' ', '(', ';']).next()) {
            let path = if module.is_empty() { "" } else { "::" };
            text.push_str(&format!("every::<{module}{path}{name}>();\n"));
            items += 1;
        }
    }
    assert!(items > 20, "{items} items");
    text + "};\n"
}

/// A release's schemas, each with a name for its crate.
fn schemas(release: &Path) -> Vec<(String, PathBuf)> {
    let label: String = release
        .file_name()
        .unwrap()
        .to_string_lossy()
        .replace('.', "-");
    let entries = ENTRIES.iter().map(|entry| (*entry, release.join(entry)));
    entries
        .filter(|(_, path)| path.is_file())
        .map(|(entry, path)| {
            let what = entry
                .trim_end_matches("qapi-schema.json")
                .trim_matches('/')
                .replace('/', "-");
            (
                format!("compiles-{label}-{what}")
                    .trim_end_matches('-')
                    .to_owned(),
                path,
            )
        })
        .collect()
}

fn releases() {
    let corpus = corpus();
    for release in ["qemu-5.2", "qemu-7.2", "qemu-10.0"] {
        for (name, path) in schemas(&corpus.join(release)) {
            check(&name, &path, Role::Client);
            if release == "qemu-10.0" {
                check(&format!("{name}-server"), &path, Role::Server);
                check(&format!("{name}-both"), &path, Role::Both);
            }
        }
    }
}

fn history() {
    let corpus = corpus();
    let mut releases: Vec<PathBuf> = std::fs::read_dir(corpus.join("history"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    releases.sort();
    for (name, path) in releases.iter().flat_map(|release| schemas(release)) {
        check(&name, &path, Role::Client);
    }
}
