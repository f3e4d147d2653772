//! The Rust of README and docs/values.md compiles, against the schemas of real releases, and the generated types cross threads.
//!
//! Each block of README stands in a file of `readme/`, in the order of their names, in the place of
//! `README!();`: the code that a reader would have around it. The first line says which file of the
//! crate it goes to.

use qapi_codegen::Builder;
use qapi_test_support::{Trial, corpus, trials};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::common::scratch::Scratch;

pub(crate) fn all() -> Vec<Trial> {
    trials![what_readme_shows_compiles]
}

const NAME: &str = "qapi-readme";

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
            pub fn run(vm: &qapi_client::blocking::Client, hotplugged: Option<bool>) -> Outcome {{
                let sync = qmp::MirrorSyncMode::Full;
                {scopes}
                Ok(())
            }}
        }}\n"
    )
}

/// A module that compiles only if every type that is generated for QEMU 10.0 crosses threads.
fn threads(schema: &Path) -> String {
    let code = Builder::new(schema).try_generate().unwrap().code;
    let (mut module, mut lines, mut count) = ("", String::new(), 0);
    for line in code.lines() {
        if let Some(rest) = line.strip_prefix("pub mod ") {
            module = rest.trim_end_matches(" {");
        } else if line == "}" {
            module = "";
        }
        let item = line.trim_start();
        let item = ["pub struct ", "pub enum "].map(|head| item.strip_prefix(head));
        if let Some(item) = item.into_iter().flatten().next() {
            let mut name = item.split(|c: char| !c.is_alphanumeric() && c != '_');
            let name = name.next().unwrap_or_default();
            let path = if module.is_empty() { "" } else { "::" };
            lines.push_str(&format!(
                "crosses::<crate::v10_0::{module}{path}{name}>();\n"
            ));
            count += 1;
        }
    }
    assert!(count > 1000, "{count}");
    format!(
        "pub mod threads {{
            fn crosses<T: Send + Sync>() {{}}
            pub fn run() {{
                {lines}
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

fn what_readme_shows_compiles() {
    let corpus = corpus();
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
    lib.push_str(&threads(&corpus.join("qemu-10.0")));

    let files = [
        ("../build.rs".to_owned(), build),
        ("lib.rs".to_owned(), lib),
    ];
    let scratch = Scratch::new(NAME, &files);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(NAME);
    for (link, release) in [
        ("qemu", "qemu-10.0"),
        ("qemu-7.2", "qemu-7.2"),
        ("qemu-10.0", "qemu-10.0"),
        (ANSWER, &format!("live/{ANSWER}")),
    ] {
        let (link, tree) = (folder.join(link), corpus.join(release));
        if std::fs::read_link(&link).ok().as_ref() != Some(&tree) {
            let _ = std::fs::remove_file(&link);
            symlink(tree, link).unwrap();
        }
    }
    scratch.check();
}
