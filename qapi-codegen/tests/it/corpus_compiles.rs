//! The code generated from every real schema compiles without a warning.
use crate::common;
use qapi_test_support::{Trial, asked, corpus, trial};
use std::path::Path;
use std::{env, fs};

use crate::common::scratch::Scratch;
use qapi_codegen::Role;

/// The entry files below a release's folder, each with the end of its crate's name.
const ENTRIES: [(&str, &str); 4] = [
    ("qapi/qapi-schema.json", "qapi"),
    ("qga/qapi-schema.json", "qga"),
    ("storage-daemon/qapi/qapi-schema.json", "storage-daemon"),
    ("qapi-schema.json", "schema"),
];

/// A schema below the corpus, generated for a role.
struct Case {
    name: String,
    path: String,
    role: Role,
}

impl Case {
    fn new(release: &str, (path, name): (&str, &str), role: Role) -> Self {
        let label = release.replace(['.', '/'], "-");
        let role_name = match role {
            Role::Client => "",
            Role::Server => "-server",
            Role::Both => "-both",
        };
        Case {
            name: format!("compiles-{label}-{name}{role_name}"),
            path: format!("{release}/{path}"),
            role,
        }
    }
}

/// The newest emulator and the oldest agent; every schema of the corpus if `QAPI_RELEASES` asks for
/// all.
pub(crate) fn all() -> Vec<Trial> {
    let cases = match env::var_os("QAPI_CORPUS") {
        Some(corpus) if asked("QAPI_RELEASES") => everything(Path::new(&corpus)),
        _ => vec![
            Case::new("qemu-10.0", ENTRIES[0], Role::Both),
            Case::new("qemu-5.2", ENTRIES[1], Role::Client),
        ],
    };
    let one = |case: Case| {
        let name = format!("it::corpus_compiles::{}", case.name);
        trial(&name, move || {
            check(&case.name, &corpus().join(&case.path), case.role)
        })
    };
    cases.into_iter().map(one).collect()
}

fn everything(corpus: &Path) -> Vec<Case> {
    let history = fs::read_dir(corpus.join("history")).into_iter().flatten();
    let history = history.flatten();
    let history = history.map(|entry| format!("history/{}", entry.file_name().to_string_lossy()));
    let mut releases: Vec<String> = history.collect();
    releases.sort();
    releases.extend(["qemu-5.2", "qemu-7.2", "qemu-10.0"].map(str::to_owned));
    let mut cases = Vec::new();
    for release in &releases {
        for entry in ENTRIES {
            if !corpus.join(release).join(entry.0).is_file() {
                continue;
            }
            cases.push(Case::new(release, entry, Role::Client));
            if release == "qemu-10.0" {
                cases.push(Case::new(release, entry, Role::Server));
                cases.push(Case::new(release, entry, Role::Both));
            }
        }
    }
    cases
}

fn check(name: &str, path: &Path, role: Role) {
    let code = common::code(path, role);
    let mut root =
        "//! Generated.\n#![deny(warnings, missing_docs)]\ninclude!(\"generated.rs\");\n"
            .to_owned();
    // Of an emulator, nothing may be left out.
    let emulator = path.ends_with("qemu-10.0/qapi/qapi-schema.json");
    let least = if emulator { 1000 } else { 20 };
    root.push_str(&promises(code, least));
    let files = [
        ("lib.rs".to_owned(), root),
        ("generated.rs".to_owned(), code.to_owned()),
    ];
    Scratch::new(name, &files).check();
}

/// Code that compiles if every type, command and event has the common traits, and crosses threads.
fn promises(code: &str, least: usize) -> String {
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
    assert!(items > least, "{items} items");
    text + "};\n"
}
