//! A monitor, answers and schemas that say anything: no control character reaches an output.

mod every;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use qapi_test_support::{Trial, trials};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::command::{Run, qapi};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    let mut all = trials![
        no_subcommand_prints_control_characters_of_a_monitor,
        no_subcommand_prints_control_characters_of_an_answer,
        no_subcommand_prints_control_characters_of_a_schema,
        no_message_prints_control_characters_of_the_command_line,
        the_shell_prints_no_control_characters,
        errors_of_a_monitor_are_escaped,
        files_have_no_control_characters,
    ];
    all.extend(every::all());
    all
}

/// Sequences that set a title, colours and the clipboard, C1 controls, marks that change the
/// direction of text, NUL, a forged line, DEL, tags.
const EVIL: &str = "\u{1b}]0;pwned\u{7}\u{1b}[31mRED\u{1b}]52;c;cm0=\u{7}\u{9b}31m\u{90}x\u{9c}\
     \u{202e}abc\u{2066}\u{0}\r\nfake line\u{7f}\u{200f}\u{feff}\u{e0041}";

fn evil(text: &str) -> String {
    format!("{text}{EVIL}")
}

/// An answer with evil names everywhere. The two variants differ everywhere.
fn answer(variant: usize) -> Value {
    let evil = |text: &str| evil(&format!("{text}{variant}"));
    json!([
        {"name": "query-qmp-schema", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
        {"name": "0", "meta-type": "object", "members": []},
        {"name": evil("cmd"), "meta-type": "command", "arg-type": "3", "ret-type": "0",
         "features": [evil("f")]},
        {"name": "evil", "meta-type": "command", "arg-type": "3", "ret-type": "7",
         "features": ["deprecated", evil("f")]},
        {"name": "3", "meta-type": "object", "members": [
            {"name": evil("m"), "type": "4"}, {"name": evil("e"), "type": "5"},
            {"name": "x", "type": "5", "default": null, "features": ["deprecated", evil("f")]}]},
        {"name": "4", "meta-type": "enum", "values": [evil("v"), "b"],
         "members": [{"name": evil("v"), "features": [evil("f")]}, {"name": "b"}]},
        {"name": "5", "meta-type": "builtin", "json-type": "string"},
        {"name": "7", "meta-type": "object", "tag": "t", "members": [{"name": "t", "type": "4"}],
         "variants": [{"case": "b", "type": "3"}, {"case": evil("v"), "type": "0"}]},
        {"name": evil("EV"), "meta-type": "event", "arg-type": "3"}])
}

/// Replies of the monitor to everything but its schema.
#[derive(Clone, Copy)]
enum Replies {
    Errors,
    Values,
}

fn serve(path: &Path, schema: Value, replies: Replies) {
    let listener = UnixListener::bind(path).unwrap();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let (client, schema) = (client.unwrap(), schema.clone());
            std::thread::spawn(move || talk(client, &schema, replies));
        }
    });
}

fn talk(client: UnixStream, schema: &Value, replies: Replies) -> Option<()> {
    let mut writer = client.try_clone().ok()?;
    let package = evil("package");
    let version = json!({"qemu": {"micro": 0, "minor": 0, "major": 9}, "package": package});
    let mut say = move |message: &Value| writer.write_all(format!("{message}\n").as_bytes()).ok();
    say(&json!({"QMP": {"version": version, "capabilities": ["oob"]}}))?;
    for line in BufReader::new(client).split(b'\n') {
        let Ok(message) = serde_json::from_slice::<Value>(&line.ok()?) else {
            continue;
        };
        let id = &message["id"];
        let name = message["execute"].as_str().unwrap_or_default();
        let event = json!({"event": evil("EV0"), "data": {evil("k"): EVIL, "l": [EVIL]},
            "timestamp": {"seconds": 1, "microseconds": 2}});
        let is_plain = matches!(name, "qmp_capabilities" | "query-qmp-schema" | "query-jobs");
        if !is_plain {
            say(&event)?;
        }
        say(&match (name, replies) {
            ("qmp_capabilities", _) => json!({"return": {}, "id": id}),
            ("query-qmp-schema", _) if *schema != Value::Null => {
                json!({"return": schema, "id": id})
            }
            (_, Replies::Errors) => {
                json!({"error": {"class": evil("Cls"), "desc": EVIL}, "id": id})
            }
            ("query-jobs", _) => json!({"return": [{"id": EVIL, "type": EVIL, "status": EVIL,
                "current-progress": u64::MAX, "total-progress": 1, "error": EVIL},
                {"id": "j".repeat(70_000), "type": "x", "status": "running",
                "current-progress": 1, "total-progress": 1}], "id": id}),
            ("device-list-properties", _) => json!({"return": [{"name": "p".repeat(70_000),
                "type": evil("t"), "description": EVIL}, {"name": EVIL, "type": "str"}], "id": id}),
            (_, Replies::Values) => {
                json!({"return": {evil("k"): EVIL, "t": evil("a\nb")}, "id": id})
            }
        })?;
    }
    Some(())
}

/// Returns true for a character that a terminal does not simply show.
fn is_bad(c: char) -> bool {
    c != '\n' && qapi_client::introspect::escape::is_unsafe(c)
}

/// Fails on a character that a terminal does not simply show, and on a forged line.
#[track_caller]
fn clean(run: &Run, what: &[&str]) {
    let all = run.all();
    if let Some(at) = all.find(is_bad) {
        let before: String = all[..at].chars().rev().take(60).collect();
        let before: String = before.chars().rev().collect();
        panic!(
            "{what:?} prints {:?} after {before:?}",
            all[at..].chars().next()
        );
    }
    // In a page, a line's end is only a space.
    let lines = all.lines().filter(|_| !what.contains(&"html"));
    let forged = lines.filter(|line| line.starts_with("fake line"));
    assert_eq!(forged.count(), 0, "{what:?} prints a forged line");
}

/// Runs the command in a folder, and fails on a control character.
#[track_caller]
fn run(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = qapi(arguments);
    let mut child = command
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdin.take());
    let run = Run::from(child.wait_with_output().unwrap());
    assert!((0..3).contains(&run.status), "{arguments:?}: {run:#?}");
    clean(&run, arguments);
    run
}

/// Every subcommand that takes any source, in each of its formats.
#[track_caller]
fn every_reader(folder: &Path, old: &str, new: &str) {
    run(folder, &["query", old, "--list"]);
    run(folder, &["query", old, &evil("cmd0").replace('\0', "")]);
    run(folder, &["introspect", old]);
    run(folder, &["introspect", old, "--infer-defines", new]);
    run(folder, &["generate", old]);
    run(folder, &["generate", old, "--select", "nothing"]);
    run(folder, &["export", "json-schema", old]);
    run(
        folder,
        &["export", "json-schema", old, "--select", "nothing"],
    );
    for format in &every::formats("diff") {
        run(folder, &["diff", "--format", format, old, new]);
        run(folder, &["diff", "--format", format, old, new, old]);
        run(folder, &["diff", "--format", format, "--since", old, new]);
        run(
            folder,
            &["diff", "--format", format, "--downstream", old, new],
        );
        run(
            folder,
            &["diff", "--format", format, "--api", "rust", old, new],
        );
    }
    for subcommand in ["check", "ir", "devices"] {
        run(folder, &[subcommand, old]);
    }
    let text = EVIL.replace('\0', "");
    for value in [&*text, "x=y", &evil("x=y").replace('\0', "")] {
        run(folder, &["args", "evil", value, "--schema", old]);
        run(folder, &["args", &text, value, "--schema", old]);
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn no_subcommand_prints_control_characters_of_a_monitor() {
    let folder = folder();
    serve(&folder.path().join("old"), answer(0), Replies::Values);
    serve(&folder.path().join("new"), answer(1), Replies::Values);
    every_reader(folder.path(), "unix:old", "unix:new");
}

fn no_subcommand_prints_control_characters_of_an_answer() {
    let folder = folder();
    for (name, variant) in [("old", 0), ("new", 1)] {
        let text = answer(variant).to_string();
        fs::write(folder.path().join(name), text).unwrap();
    }
    every_reader(folder.path(), "old", "new");
}

/// Schemas with evil text in every place that has text.
fn schemas() -> Vec<String> {
    let quoted = EVIL.replace(['\r', '\n'], "");
    let mut all = vec![format!("{{ 'command': 'a{quoted}' }}\n{quoted}\n")];
    let templates = [
        "{ 'struct': 'A', 'data': { 'a': 'EVIL' } }",
        "{ 'struct': 'EVIL', 'data': {} }",
        "{ 'enum': 'E', 'data': [ 'EVIL' ] }",
        "{ 'command': 'c', 'EVIL': 1 }",
        "{ 'command': 'c', 'if': 'EVIL' }",
        "{ 'event': 'EVIL' }",
        "{ 'include': 'EVIL' }",
        "{ 'pragma': { 'EVIL': true } }",
        "##\n# @c: EVIL\n#\n# EVIL: x\n#\n# @EVIL: y\n#\n# Since: EVIL\n##\n{ 'command': 'c' }",
        "##\n# = EVIL\n##\n{ 'command': 'c', 'data': { 'b': 'none' } }",
        "EVIL",
        "{ 'command': EVIL }",
        "{ 'command': 'c', 'features': [ 'EVIL' ] }",
    ];
    all.extend(templates.iter().map(|text| text.replace("EVIL", &quoted)));
    all
}

fn no_subcommand_prints_control_characters_of_a_schema() {
    let folder = folder();
    let schemas = schemas();
    let names: Vec<String> = (0..schemas.len()).map(|n| format!("{n}.json")).collect();
    for (name, schema) in names.iter().zip(&schemas) {
        fs::write(folder.path().join(name), schema).unwrap();
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let editions = ["auto", "5.2", "10.0"];
    for edition in editions {
        for format in &every::formats("check") {
            let arguments = ["check", "--lints", "--edition", edition, "--format", format];
            let all = run(folder.path(), &[&arguments[..], &names].concat());
            let last = names.last().copied().unwrap();
            assert!(all.all().contains(last), "{last} has a mistake: {all:?}");
        }
    }
    let formats = every::formats("ir");
    for name in names {
        for edition in editions {
            for format in &formats {
                run(
                    folder.path(),
                    &["ir", "--edition", edition, "--format", format, name],
                );
            }
        }
        run(folder.path(), &["query", name, "--list"]);
        run(folder.path(), &["introspect", name]);
        run(folder.path(), &["diff", name, name]);
        run(folder.path(), &["export", "json-schema", name]);
    }
}

fn no_message_prints_control_characters_of_the_command_line() {
    let folder = folder();
    let evil = EVIL.replace('\0', "");
    for subcommand in [
        "check",
        "ir",
        "query",
        "introspect",
        "generate",
        "explain",
        "shell",
    ] {
        run(
            folder.path(),
            &[subcommand, &evil, "x"][..2 + usize::from(subcommand == "query")],
        );
    }
    run(folder.path(), &["diff", &evil, &evil]);
    run(folder.path(), &["query", "x=y", &evil]);
}

fn the_shell_prints_no_control_characters() {
    if !cfg!(feature = "shell") {
        qapi_test_support::skip("the feature shell is off");
    }
    let folder = folder();
    serve(&folder.path().join("values"), answer(0), Replies::Values);
    serve(&folder.path().join("errors"), answer(0), Replies::Errors);
    let evil = EVIL.replace(['\0', '\n', '\r'], "");
    let lines = [
        "evil x=y",
        ":jobs",
        ":job x",
        ":status",
        ":events all",
        "help evil",
        "help cmd",
        ":nothing",
        "help device_add driver=x",
        "{\"execute\": \"evil\"}",
        ":wait EV 0.1",
        &evil,
        ":help",
        "evil {\"x\": 1",
        "!evil",
        ":format json",
        ":jobs",
        "{\"execute\": \"x\"}",
        "{\"execute\": \"query-jobs\"}",
        ":format compact",
        "{\"execute\": \"x\"}",
    ];
    for address in ["unix:values", "unix:errors"] {
        for format in &every::formats("shell") {
            let mut arguments = vec!["shell", address, "--format", format, "--keep-going"];
            arguments.extend(["--events", "all", "--timeout", "5"]);
            arguments.extend(lines.iter().flat_map(|line| ["--exec", *line]));
            let run = run(folder.path(), &arguments);
            assert!(!run.all().contains("panicked"), "{run:?}");
        }
    }
}

fn errors_of_a_monitor_are_escaped() {
    let folder = folder();
    serve(&folder.path().join("qmp"), Value::Null, Replies::Errors);
    for arguments in [
        &["query", "unix:qmp", "x"][..],
        &["introspect", "unix:qmp"],
        &["generate", "unix:qmp"],
        &["diff", "unix:qmp", "unix:qmp"],
        &["export", "json-schema", "unix:qmp"],
    ] {
        let run = run(folder.path(), arguments);
        run.expect(2, "\\u001b[31mRED");
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
    }
    // A peer that speaks otherwise is quoted in the error.
    let listener = UnixListener::bind(folder.path().join("other")).unwrap();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let mut client = client.unwrap();
            let _ = client.write_all(format!("{EVIL}\n{EVIL}\n").as_bytes());
            std::thread::sleep(Duration::from_millis(500));
        }
    });
    run(folder.path(), &["query", "unix:other", "x"]).expect(2, "error: ");
}

fn files_have_no_control_characters() {
    let folder = folder();
    let text = answer(0).to_string();
    fs::write(folder.path().join("answer"), text).unwrap();
    for arguments in [
        &["introspect", "answer", "-o", "out"][..],
        &["export", "json-schema", "answer", "-o", "out"],
        &["generate", "answer", "-o", "out"],
    ] {
        run(folder.path(), arguments);
        let out = fs::read_to_string(folder.path().join("out")).unwrap_or_default();
        let run = Run {
            status: 0,
            out,
            err: String::new(),
        };
        clean(&run, arguments);
    }
    let version = Command::new(env!("CARGO_BIN_EXE_qapi"))
        .arg("--version")
        .output();
    assert!(version.unwrap().status.success());
}
