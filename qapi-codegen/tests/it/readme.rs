//! The Rust of README and docs/values.md compiles, against the schemas of real releases.
//!
//! Each block of README stands in a file of `readme/`, in the order of their names, in the place of
//! `README!();`: the code that a reader would have around it. The first line says which file of the
//! crate it goes to.

use qapi_test_support::{Trial, asked, corpus, trials};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::common::part::{part, part_of_answer};
use crate::common::scratch::Scratch;

pub(crate) fn all() -> Vec<Trial> {
    trials![what_readme_shows_compiles]
}

const ANSWER: &str = "qemu-7.2.22-x86_64.json";

/// The Rust blocks of a document.
fn blocks(document: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join(document)).unwrap();
    let blocks = text.split("```rust,ignore\n").skip(1);
    blocks
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

/// The surroundings of each block: its module's name, and its text.
fn surroundings() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readme");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let named = paths.iter().map(|path| {
        let stem = path.file_stem().unwrap().to_string_lossy();
        let module = format!("_{}", stem.replace('-', "_"));
        (module, std::fs::read_to_string(path).unwrap())
    });
    named.collect()
}

/// Each block with its surroundings: its module's name, and its text.
fn filled() -> Vec<(String, String)> {
    let (blocks, surroundings) = (blocks("README.md"), surroundings());
    let names: Vec<&String> = surroundings.iter().map(|(name, _)| name).collect();
    assert_eq!(blocks.len(), names.len(), "README's blocks, and {names:?}");
    let pairs = surroundings.into_iter().zip(blocks);
    let filled = pairs.map(|((name, around), block)| {
        assert_eq!(around.matches("README!();").count(), 1, "{name}");
        (name, around.replace("README!();", &block))
    });
    filled.collect()
}

/// A module with the blocks of docs/values.md, each in a scope of its own, against QEMU 10.0's schema.
fn values() -> String {
    let blocks = blocks("docs/values.md");
    assert!(blocks.len() > 5, "{blocks:?}");
    let scopes: String = blocks.iter().map(|b| format!("{{\n{b}}}\n")).collect();
    format!(
        "pub mod values {{
            use crate::v10_0::{{self as qmp, commands}};
            type Outcome = Result<(), Box<dyn std::error::Error>>;
            pub struct Settings<'s> {{ pub sync: &'s str }}
            pub fn run(
                vm: &qapi_client::blocking::Client,
                hotplugged: Option<bool>,
                settings: Settings<'_>,
                text: &str,
            ) -> Outcome {{
                let sync = qmp::MirrorSyncMode::Full;
                {scopes}
                Ok(())
            }}
        }}\n"
    )
}

/// The modules of that file of the crate, and the text of them all.
fn modules<'f>(filled: &'f [(String, String)], file: &str) -> (Vec<&'f str>, String) {
    let header = format!("// {file}\n");
    let (mut modules, mut text) = (Vec::new(), String::new());
    for (name, body) in filled {
        if let Some(body) = body.strip_prefix(&header) {
            text.push_str(&format!("pub mod {name} {{\n{body}}}\n"));
            modules.push(name.as_str());
        }
    }
    assert!(!modules.is_empty());
    (modules, text)
}

/// Commands and events of a release that README uses.
const README: &[&str] = &[
    "SHUTDOWN",
    "blockdev-add",
    "blockdev-mirror",
    "migrate-pause",
    "query-status",
];

/// Some commands and events of older releases.
const OLDER: &[&str] = &["SHUTDOWN", "migrate-pause", "query-status", "query-yank"];

/// Commands and events of a release that docs/values.md uses.
const VALUES: &[&str] = &[
    "announce-self",
    "block-dirty-bitmap-remove",
    "block_resize",
    "blockdev-add",
    "blockdev-backup",
    "device_add",
    "display-reload",
    "nbd-server-start",
    "object-add",
    "query-hotpluggable-cpus",
    "query-status",
    "transaction",
];

/// The schemas that the documents name, each with its place in the corpus and what they use of it.
const TREES: [(&str, &str, &[&str]); 5] = [
    ("qemu/qapi", "qemu-10.0/qapi", README),
    (
        "qemu/storage-daemon/qapi",
        "qemu-10.0/storage-daemon/qapi",
        README,
    ),
    ("qemu-7.2/qapi", "qemu-7.2/qapi", OLDER),
    ("qemu-10.0/qapi", "qemu-10.0/qapi", VALUES),
    (ANSWER, "live/qemu-7.2.22-x86_64.json", OLDER),
];

/// Puts the schemas where the documents expect them below the folder: the parts of them that they use, or
/// whole releases if `QAPI_RELEASES` asks for all.
fn put_schemas(folder: &Path) {
    for (place, origin, names) in TREES {
        let (place, origin) = (folder.join(place), corpus().join(origin));
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        if asked("QAPI_RELEASES") {
            if std::fs::read_link(&place).ok().as_ref() != Some(&origin) {
                let _ = std::fs::remove_file(&place);
                symlink(origin, place).unwrap();
            }
        } else if place.ends_with(ANSWER) {
            put(&place, part_of_answer(&origin, names));
        } else {
            let entry = "qapi-schema.json";
            std::fs::create_dir_all(&place).unwrap();
            put(&place.join(entry), part(&origin.join(entry), names));
        }
    }
}

/// Writes a file, if it changes.
fn put(path: &Path, text: String) {
    if std::fs::read_to_string(path).ok().as_ref() != Some(&text) {
        std::fs::write(path, text).unwrap();
    }
}

fn what_readme_shows_compiles() {
    let filled = filled();
    let (steps, mut build) = modules(&filled, "build.rs");
    let calls: String = steps.iter().map(|step| format!("{step}::run();")).collect();
    build.push_str(&format!("fn main() {{ {calls} }}\n"));

    let mut lib = String::from("#![allow(unused, clippy::all)]\n");
    for module in ["qmp", "qsd", "all", "v7_2", "v10_0"] {
        lib.push_str(&format!(
            "pub mod {module} {{ include!(concat!(env!(\"OUT_DIR\"), \"/{module}.rs\")); }}\n"
        ));
    }
    lib.push_str(&modules(&filled, "lib.rs").1);
    lib.push_str(&values());

    let files = [
        ("../build.rs".to_owned(), build),
        ("lib.rs".to_owned(), lib),
    ];
    // Folders of their own: the one has links into the corpus.
    let name = match asked("QAPI_RELEASES") {
        true => "qapi-readme-whole",
        false => "qapi-readme-part",
    };
    put_schemas(&Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
    Scratch::new(name, &files).check();
}
