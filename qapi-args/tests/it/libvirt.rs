//! The command lines of libvirt's tests: their arguments in both forms, and whole.
//!
//! `QAPI_LIBVIRT` names the folder `tests/qemuxmlconfdata` of libvirt's source, which is under the
//! LGPL and stays out of this repository.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use qapi_args::{CommandLine, Finding, Findings, Problem, Reader, Severity, json_text};
use qapi_test_support::{Trial, asked, corpus, need, program, trials};
use serde_json::Value;

use crate::support::{build, compiled, release};

/// The tests of this module, or none without the folder, which comes with neither Rust nor Debian.
pub(crate) fn all() -> Vec<Trial> {
    if !asked("QAPI_LIBVIRT") {
        return Vec::new();
    }
    trials![
        arguments_round_trip,
        arguments_round_trip_by_an_answer,
        qemu_agrees_on_blockdev,
        qemu_agrees_on_object,
        qemu_agrees_on_netdev,
        whole_command_lines_are_allowed,
    ]
}

/// The options with JSON, their types, and the number of different arguments in libvirt 11.3.
const TYPED: [(&str, &str, usize); 3] = [
    ("-blockdev", "BlockdevOptions", 542),
    ("-object", "ObjectOptions", 281),
    ("-netdev", "Netdev", 69),
];

/// The texts of the folder's command lines, sorted by their file's name.
fn command_lines() -> Vec<(String, String)> {
    let folder = std::env::var_os("QAPI_LIBVIRT").map(PathBuf::from);
    let folder = need(folder, "QAPI_LIBVIRT is not set");
    let entries = std::fs::read_dir(&folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it is readable").path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|ext| ext == "args"))
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a file").to_string_lossy();
        let text = std::fs::read_to_string(&path).expect("it is text");
        (name.into_owned(), text)
    };
    let lines: Vec<_> = paths.into_iter().map(read).collect();
    assert!(!lines.is_empty(), "{} has no *.args", folder.display());
    lines
}

/// The different arguments of an option that are JSON.
fn arguments(option: &str) -> BTreeSet<String> {
    let texts = command_lines();
    let lines = texts.iter().flat_map(|(_, text)| text.lines());
    let start = format!("{option} '{{");
    let found = lines.filter(|line| line.starts_with(&start));
    let unquoted = found.map(|line| {
        let line = line.trim_end_matches('\\').trim();
        let quoted = line[option.len()..].trim().trim_matches('\'');
        quoted.replace(r"'\''", "'")
    });
    unquoted.collect()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect(text)
}

/// Tells a value without null, empty lists and empty objects.
fn expressible(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty() && items.iter().all(expressible),
        Value::Object(members) => !members.is_empty() && members.values().all(expressible),
        _ => true,
    }
}

fn arguments_round_trip() {
    let schema = release("qemu-10.2");
    for (option, name, least) in TYPED {
        let arguments = arguments(option);
        assert!(arguments.len() >= least, "{option}: {}", arguments.len());
        let read = round_trips(Reader::exact(&schema), name, &arguments);
        assert_eq!(read, arguments.len(), "{option}");
    }
}

/// An answer has no ranges, and its QEMU is built without some drivers.
fn arguments_round_trip_by_an_answer() {
    let path = corpus().join("live/qemu-11.1.3-x86_64.json");
    let text = std::fs::read_to_string(path).expect("it is there");
    let schema = qapi_introspect::Schema::from_json(&text).expect("it is an answer");
    let commands = ["blockdev-add", "object-add", "netdev_add"];
    for ((option, ..), command) in TYPED.iter().zip(commands) {
        let arguments = arguments(option);
        let read = round_trips(Reader::new(&schema), command, &arguments);
        assert!(read * 10 > arguments.len() * 8, "{option}: {read}");
    }
}

/// The number of arguments that the schema allows. Each of them is the same in its other form.
fn round_trips(reader: Reader<'_>, name: &str, arguments: &BTreeSet<String>) -> usize {
    let ty = reader.find(name).expect("the type is there");
    let mut allowed = 0;
    for argument in arguments {
        let Ok(checked) = reader.read(&ty, argument) else {
            continue;
        };
        allowed += 1;
        let written = match reader.json_to_key_value(&ty, argument) {
            Ok(written) => written,
            Err(findings) => {
                // Nothing else is without key=value form.
                assert!(!expressible(&parsed(argument)), "{argument}: {findings}");
                continue;
            }
        };
        let again = reader.read(&ty, &written).expect(&written);
        assert_eq!(
            parsed(&json_text(&again.value)),
            parsed(argument),
            "{written}"
        );
        assert_eq!(again.warnings.len(), checked.warnings.len(), "{written}");
    }
    allowed
}

/// A member that no type has. QEMU looks for such members last, so an error of another kind says
/// that it refuses the rest.
const NONE: &str = "no-such-member";

/// QEMU's message about the argument; empty if it refuses nothing but [`NONE`].
fn refusal(command: &mut Command, argument: &str) -> String {
    let argument = match argument.strip_suffix('}') {
        Some(start) => format!(r#"{start},"{NONE}":"x"}}"#),
        None => format!("{argument},{NONE}=x"),
    };
    let output = command.arg(argument).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{said}");
    match said.contains(NONE) {
        true => String::new(),
        false => said,
    }
}

/// Compares a sample with QEMU 7.2: it accepts what its schema allows, in both forms.
fn agrees(option: &str, schema: &qapi_introspect::Schema<'_>, qemu: impl Fn() -> Command) {
    let (_, name, _) = TYPED
        .iter()
        .find(|(o, ..)| o.ends_with(option))
        .expect("typed");
    let reader = Reader::exact(schema);
    let ty = reader.find(name).expect("the type is there");
    let mut compared = 0;
    for argument in arguments(&format!("-{option}")).iter().step_by(4) {
        let ours = reader.read(&ty, argument).err();
        if ours.as_ref().is_some_and(has_unknown) {
            // QEMU reports either unknown member.
            continue;
        }
        let theirs = refusal(&mut qemu(), argument);
        assert_eq!(
            ours.is_some(),
            !theirs.is_empty(),
            "{argument}: {ours:?}, QEMU: {theirs}"
        );
        if ours.is_some() {
            continue;
        }
        if let Ok(written) = reader.json_to_key_value(&ty, argument) {
            assert_eq!(refusal(&mut qemu(), &written), "", "{written}");
            compared += 1;
        }
    }
    assert!(compared > 10, "{compared}");
}

fn has_unknown(findings: &Findings) -> bool {
    let unknown = |f: &Finding| matches!(*f.problem, Problem::Unknown { .. });
    findings.0.iter().any(unknown)
}

fn daemon(option: &str) {
    let path = program("qemu-storage-daemon");
    let schema = compiled(&corpus().join("qemu-7.2/storage-daemon/qapi/qapi-schema.json"));
    agrees(option, &schema, || {
        let mut daemon = Command::new(&path);
        daemon.arg(format!("--{option}"));
        daemon
    });
}

fn qemu_agrees_on_blockdev() {
    daemon("blockdev");
}

fn qemu_agrees_on_object() {
    daemon("object");
}

fn qemu_agrees_on_netdev() {
    let path = program("qemu-system-x86_64");
    let schema = build("qemu-7.2", "live/qemu-7.2.22-x86_64.defines");
    agrees("netdev", &schema, || {
        let mut qemu = Command::new(&path);
        qemu.args(["-machine", "none", "-display", "none", "-S", "-netdev"]);
        qemu
    });
}

/// Without a recording of devices, and as a newer schema sees them.
fn whole_command_lines_are_allowed() {
    let schema = release("qemu-10.2");
    let check = CommandLine::new(Reader::exact(&schema));
    for (name, text) in command_lines() {
        // Environment variables stand in front.
        let start = text
            .find("\n/usr/bin/qemu")
            .or(text.find("\nqemu"))
            .unwrap_or_default();
        let findings = check.check(text[start..].trim_start());
        // The tests of `qemu:commandline` pass an option that no QEMU has.
        let invented =
            |f: &Finding| matches!(&*f.problem, Problem::Option { name, .. } if name == "unknown");
        let wrong = |f: &&Finding| f.severity() == Severity::Error && !invented(f);
        assert_eq!(findings.iter().find(wrong), None, "{name}");
    }
}
