//! Files and schemas that several tests use.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use qapi_parser::ir;
use qapi_test_support::{cases, corpus, program};
use serde_json::{Value, json};

/// The folder of the tests.
pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Returns the small answers of `qapi-introspect`'s tests, by name.
pub(crate) fn answers() -> Vec<(String, String)> {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../qapi-introspect/tests/data"))
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

/// Compiles the schema with that entry file, which must be valid.
pub(crate) fn compile(path: &Path) -> ir::Schema {
    let compiled = qapi_parser::compile(path, &qapi_parser::Options::new()).unwrap();
    compiled
        .schema
        .unwrap_or_else(|| panic!("{}: {:?}", path.display(), compiled.diagnostics))
}

/// Runs commands in the QEMU on PATH. Returns its greeting, then a reply to each command.
pub(crate) fn ask_qemu(commands: &[Value]) -> Vec<Value> {
    let mut child = Command::new(program("qemu-system-x86_64"))
        .args(["-machine", "none", "-nodefaults"])
        .args(["-display", "none", "-qmp", "stdio"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let capabilities = json!({"execute": "qmp_capabilities"});
    let quit = json!({"execute": "quit"});
    let all = [&capabilities].into_iter().chain(commands).chain([&quit]);
    for command in all {
        writeln!(stdin, "{command}").unwrap();
    }
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let messages: Vec<Value> = lines
        .map(|l| serde_json::from_str(&l.unwrap()).unwrap())
        .filter(|m: &Value| m.get("event").is_none())
        .collect();
    child.wait().unwrap();
    let mut messages = messages;
    messages.remove(1);
    messages.truncate(1 + commands.len());
    messages
}
