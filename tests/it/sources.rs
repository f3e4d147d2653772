//! Every form of a SOURCE, with every subcommand that takes one.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use qapi_test_support::{Trial, program, trials};
use tempfile::TempDir;

use super::command::{run, run_in, run_with};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_folder_stands_for_its_schema,
        standard_input_is_a_source,
        a_monitor_has_four_forms,
        an_agent_is_recognised_at_once,
        a_greeting_that_comes_late_is_awaited,
        addresses_say_what_is_missing,
        an_empty_source_is_an_error,
        a_fifo_is_read_if_something_writes_to_it,
        devices_and_sockets_are_refused,
        every_file_of_an_option_is_bounded,
        a_large_file_needs_to_be_allowed,
        symlinks_that_go_round_are_an_error,
        names_stand_in_reports,
        configured_names_are_sources,
        a_configuration_is_checked,
        every_key_of_the_configuration_is_documented,
        the_users_own_configuration_comes_last,
    ]
}

const SCHEMA: &str = "{ 'struct': 'A', 'data': { 'a': 'int' } }\n\
                      { 'command': 'get-a', 'returns': 'A' }\n";

const ANSWER: &str = r#"[{"name": "get-a", "meta-type": "command", "arg-type": "0", "ret-type": "1"},
{"name": "0", "meta-type": "object", "members": []},
{"name": "1", "meta-type": "object", "members": [{"name": "a", "type": "int"}]},
{"name": "int", "meta-type": "builtin", "json-type": "int"}]"#;

/// Subcommands that take any source, with the arguments before and after it.
const READERS: [(&[&str], &[&str]); 5] = [
    (&["query"], &["get-a/ret-type/a"]),
    (&["introspect"], &[]),
    (&["generate"], &[]),
    (&["diff"], &["answer.json"]),
    (&["export", "json-schema"], &[]),
];

/// A folder with a schema in `qemu/qapi`, and an answer.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("qemu/qapi")).unwrap();
    fs::write(folder.path().join("qemu/qapi/qapi-schema.json"), SCHEMA).unwrap();
    fs::write(folder.path().join("answer.json"), ANSWER).unwrap();
    folder
}

/// Runs each subcommand that takes any source.
#[track_caller]
fn all_read(folder: &Path, source: &str) {
    for (before, after) in READERS {
        let arguments = [before, &[source], after].concat();
        let run = run_in(folder, &arguments);
        assert_eq!(run.status, 0, "{arguments:?}: {run:#?}");
        assert!(!run.out.is_empty(), "{arguments:?}");
    }
}

fn a_folder_stands_for_its_schema() {
    let folder = folder();
    for source in ["qemu", "qemu/qapi", "qemu/", "./qemu/qapi/"] {
        all_read(folder.path(), source);
        for subcommand in ["check", "ir"] {
            assert_eq!(run_in(folder.path(), &[subcommand, source]).status, 0);
        }
        let shell = ["shell", "--schema", source, "--exec", "get-a"];
        if cfg!(feature = "shell") {
            run_in(folder.path(), &shell).expect(0, "{\"execute\": \"get-a\"}");
        }
    }
    fs::create_dir(folder.path().join("empty")).unwrap();
    run_in(folder.path(), &["check", "empty"]).expect(2, "empty has no schema");
}

fn standard_input_is_a_source() {
    for input in [SCHEMA, ANSWER] {
        run_with(input, &["query", "-", "get-a"]).expect(0, "get-a: yes");
        run_with(input, &["introspect", "-"]).expect(0, "\"get-a\"");
        run_with(input, &["generate", "-"]).expect(0, "pub struct GetA");
        run_with(input, &["diff", "-", "-"]).expect(0, "0 breaking");
    }
    run_with(SCHEMA, &["check", "-"]).expect(0, "");
    run_with(SCHEMA, &["ir", "-"]).expect(0, "command get-a None -> A");
    let broken = run_with(
        "{ 'struct': 'A', 'data': { 'a': 'B' } }",
        &["check", "--format", "short", "-"],
    );
    broken.expect(1, "-:1:1: ");
    run_with(ANSWER, &["check", "-"]).expect(2, "a schema is needed here");
}

/// Serves a monitor, or an agent, for as long as the test runs.
fn serve(path: &Path, first: &'static str, delay: Duration) {
    let listener = UnixListener::bind(path).unwrap();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let client = client.unwrap();
            std::thread::spawn(move || talk(client.try_clone().unwrap(), client, first, delay));
        }
    });
}

/// Answers each line.
fn talk(reader: impl Read, mut writer: impl Write, first: &str, delay: Duration) {
    std::thread::sleep(delay);
    if writer.write_all(first.as_bytes()).is_err() {
        return;
    }
    for line in BufReader::new(reader).split(b'\n') {
        let Ok(line) = line else { return };
        let line: Vec<u8> = line.into_iter().filter(|byte| *byte != 0xff).collect();
        let Ok(message) = serde_json::from_slice::<serde_json::Value>(&line) else {
            continue;
        };
        let reply = match message["execute"].as_str() {
            Some("query-qmp-schema") => ANSWER.replace('\n', " "),
            Some("guest-sync") => message["arguments"]["id"].to_string(),
            _ => "{}".to_owned(),
        };
        let reply = format!("{{\"return\": {reply}, \"id\": {}}}\n", message["id"]);
        let reply = reply.replace(", \"id\": null", "");
        if writer.write_all(reply.as_bytes()).is_err() {
            return;
        }
    }
}

const GREETING: &str = "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 0, \
     \"major\": 9}, \"package\": \"\"}, \"capabilities\": []}}\n";

fn a_monitor_has_four_forms() {
    let folder = folder();
    serve(&folder.path().join("qmp"), GREETING, Duration::ZERO);
    all_read(folder.path(), "unix:qmp");
    all_read(folder.path(), "qmp");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let client = client.unwrap();
            let reader = client.try_clone().unwrap();
            std::thread::spawn(move || talk(reader, client, GREETING, Duration::ZERO));
        }
    });
    all_read(folder.path(), &format!("tcp:127.0.0.1:{port}"));
    all_read(folder.path(), &format!("127.0.0.1:{port}"));
}

fn an_agent_is_recognised_at_once() {
    let folder = folder();
    serve(&folder.path().join("qga"), "", Duration::ZERO);
    for (before, after) in READERS {
        let arguments = [before, &["unix:qga"], after].concat();
        // Not the end of the wait for a greeting.
        run_in(folder.path(), &arguments).expect(2, "unix:qga is a guest agent");
    }
}

fn a_greeting_that_comes_late_is_awaited() {
    let folder = folder();
    serve(
        &folder.path().join("qmp"),
        GREETING,
        Duration::from_millis(700),
    );
    run_in(folder.path(), &["query", "qmp", "get-a"]).expect(0, "get-a: yes");
    // Events may come first, with their members in any order.
    let events = "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"E\"}\r\n\
                  {\"event\": \"E\", \"timestamp\": {\"seconds\": 1, \"microseconds\": 1}}\n";
    let first: &'static str = Box::leak(format!("{events}{GREETING}").into_boxed_str());
    serve(&folder.path().join("early"), first, Duration::ZERO);
    run_in(folder.path(), &["query", "early", "get-a"]).expect(0, "get-a: yes");
    if cfg!(feature = "shell") {
        let lines = ["shell", "unix:early", "--exec", ":status"];
        run_in(folder.path(), &lines).expect(0, "connected to unix:early, QEMU 9.0.0");
    }
    let late = folder.path().join("late");
    serve(&late, first, Duration::from_millis(700));
    run_in(folder.path(), &["query", "late", "get-a"]).expect(0, "get-a: yes");
}

fn addresses_say_what_is_missing() {
    for subcommand in ["query", "introspect", "generate"] {
        let run = |source: &str| {
            run([subcommand, source, "x"]
                .into_iter()
                .take(2 + usize::from(subcommand == "query")))
        };
        run("tcp:1234").expect(2, "tcp:1234 has no host: write tcp:localhost:1234");
        run(":1234").expect(2, "has no host");
        run("tcp:host:0").expect(2, "port from 1 to 65535");
        run("nothing").expect(2, "a monitor is unix:PATH or tcp:HOST:PORT");
        run("a/b.json").expect(2, "No such file or directory");
        run("unix:/nowhere").expect(2, "cannot connect");
    }
}

fn an_empty_source_is_an_error() {
    let folder = folder();
    let answers = ["[]", "{\"return\": []}", "{\"schema\": []}"];
    for (index, text) in ["", " \n\n"].iter().chain(&answers).enumerate() {
        let name = format!("{index}.json");
        fs::write(folder.path().join(&name), text).unwrap();
        for (before, after) in READERS {
            let arguments = [before, &[&*name], after].concat();
            let run = run_in(folder.path(), &arguments);
            assert!(run.status == 2 && run.out.is_empty(), "{text:?} {run:#?}");
        }
    }
    // QEMU's compiler accepts an empty schema.
    run_in(folder.path(), &["check", "0.json"]).expect(0, "");
    run_with("", &["query", "-", "x"]).expect(2, "is empty");
}

fn fifo(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    let made = Command::new(program("mkfifo")).arg(&path).status().unwrap();
    assert!(made.success());
    path
}

fn a_fifo_is_read_if_something_writes_to_it() {
    let folder = folder();
    let path = fifo(folder.path(), "fifo");
    let start = Instant::now();
    let run = run_in(folder.path(), &["check", "fifo"]);
    run.expect(2, "a FIFO to which nothing writes");
    fs::write(folder.path().join("includes.json"), "{ 'include': 'fifo' }").unwrap();
    let run = run_in(folder.path(), &["check", "includes.json"]);
    run.expect(1, "a FIFO to which nothing writes");
    assert!(start.elapsed() < Duration::from_secs(120));
    let writer = std::thread::spawn(move || fs::write(path, SCHEMA).unwrap());
    run_in(folder.path(), &["query", "fifo", "get-a"]).expect(0, "get-a: yes");
    writer.join().unwrap();
    // Process substitution.
    let script = "\"$0\" diff <(cat answer.json) <(sleep 0.2; cat answer.json)";
    let mut command = Command::new(program("bash"));
    command.args(["-c", script, env!("CARGO_BIN_EXE_qapi")]);
    let output = command.current_dir(folder.path()).output().unwrap();
    super::command::Run::from(output).expect(0, "0 breaking");
}

fn devices_and_sockets_are_refused() {
    let folder = folder();
    for device in ["/dev/zero", "/dev/null", "/dev/random"] {
        for subcommand in ["check", "ir", "introspect", "generate"] {
            run([subcommand, device]).expect(2, "a device");
        }
        let text = format!("{{ 'include': '{device}' }}");
        fs::write(folder.path().join("includes.json"), text).unwrap();
        run_in(folder.path(), &["check", "includes.json"]).expect(1, "a device");
    }
    let _socket = UnixListener::bind(folder.path().join("socket")).unwrap();
    fs::write(
        folder.path().join("includes.json"),
        "{ 'include': 'socket' }",
    )
    .unwrap();
    run_in(folder.path(), &["check", "includes.json"]).expect(1, "a socket");
    run_in(folder.path(), &["check", "socket"]).expect(2, "a schema is needed here");
}

/// Files that options name are read as sources are: no device, and no FIFO without a writer.
fn every_file_of_an_option_is_bounded() {
    let folder = folder();
    let fifo = Command::new("mkfifo")
        .arg(folder.path().join("fifo"))
        .status();
    assert!(fifo.unwrap().success());
    fs::write(folder.path().join("latin"), b"# \xe9\n\xe9").unwrap();
    let options: [&[&str]; 7] = [
        &["check", "qemu", "--config", "FILE"],
        &["config", "check", "FILE"],
        &["diff", "qemu", "qemu", "--config", "FILE"],
        &["diff", "qemu", "qemu", "--baseline", "FILE"],
        &["introspect", "qemu", "--defines", "FILE"],
        &["generate", "qemu", "--devices", "FILE"],
        &[
            "args",
            "--schema",
            "qemu",
            "--command-line",
            "x",
            "--devices",
            "FILE",
        ],
    ];
    let proxy: &[&str] = &["proxy", "unix:m", "--listen", "unix:l", "--config", "FILE"];
    let proxy = cfg!(feature = "proxy").then_some(proxy);
    for option in options.into_iter().chain(proxy) {
        let start = Instant::now();
        for (file, expected) in [
            ("/dev/zero", " device"),
            ("fifo", "FIFO"),
            ("latin", "UTF-8"),
        ] {
            let arguments: Vec<_> = option.iter().map(|o| o.replace("FILE", file)).collect();
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            run_in(folder.path(), &arguments).expect(2, expected);
        }
        assert!(start.elapsed() < Duration::from_secs(30), "{option:?}");
    }
    let at = "cannot read latin: it is not UTF-8 at line 1 column 3";
    run_in(folder.path(), &["config", "check", "latin"]).expect(2, at);
}

fn a_large_file_needs_to_be_allowed() {
    let folder = folder();
    let large = format!("{SCHEMA}{}", "# x\n".repeat(1000));
    fs::write(folder.path().join("large.json"), large).unwrap();
    for subcommand in ["check", "ir", "introspect", "generate"] {
        let limited = [subcommand, "large.json", "--max-size", "2K"];
        run_in(folder.path(), &limited).expect(2, "more than 2048 bytes (--max-size allows more)");
        let enough = [subcommand, "large.json", "--max-size", "1M"];
        run_in(folder.path(), &enough).expect(0, "");
    }
    run_in(
        folder.path(),
        &["check", "large.json", "--max-size", "much"],
    )
    .expect(2, "bytes");
}

fn symlinks_that_go_round_are_an_error() {
    let folder = folder();
    symlink("b", folder.path().join("a")).unwrap();
    symlink("a", folder.path().join("b")).unwrap();
    run_in(folder.path(), &["check", "a"]).expect(2, "symbolic links");
    run_in(folder.path(), &["query", "a/x.json", "y"]).expect(2, "symbolic links");
}

fn names_stand_in_reports() {
    let folder = folder();
    let versions = ["one=qemu", "two=answer.json", "three=answer.json"];
    let run = run_in(folder.path(), &[&["diff"], &versions[..]].concat());
    run.expect(0, "one → two");
    run.expect(0, "two → three");
    // A file of that name is a file.
    fs::write(folder.path().join("x=answer.json"), ANSWER).unwrap();
    run_in(folder.path(), &["query", "x=answer.json", "get-a"]).expect(0, "get-a: yes");
}

const CONFIGURATION: &str = r#"
color = "auto"
schema-folder = "releases"
[monitors]
vm1 = "unix:/nowhere/vm1.qmp"
vm2 = { address = "tcp:localhost:1", schema = "qemu" }
[schemas]
new = "qemu"
[lints]
allow = ["all"]
[diff]
fail-on = "none"
"#;

fn configured_names_are_sources() {
    let folder = folder();
    fs::write(folder.path().join("qapi.toml"), CONFIGURATION).unwrap();
    fs::create_dir_all(folder.path().join("releases/qemu-9.1")).unwrap();
    let schema = folder.path().join("releases/qemu-9.1/qapi-schema.json");
    fs::write(schema, "{ 'command': 'old' }").unwrap();
    // The file is found from a folder below.
    let below = folder.path().join("qemu/qapi");
    run_in(&below, &["query", "new", "get-a"]).expect(0, "get-a: yes");
    run_in(&below, &["query", "9.1", "old"]).expect(0, "old: yes");
    run_in(&below, &["query", "vm1", "x"]).expect(2, "unix:/nowhere/vm1.qmp");
    run_in(&below, &["query", "vm11", "x"]).expect(2, "did you mean 'vm1'?");
    // A breaking change is no finding, by `[diff]`.
    run_in(&below, &["diff", "9.1", "new"]).expect(0, "1 breaking");
    if cfg!(feature = "shell") {
        run_in(&below, &["shell", "vm1", "--exec", "x"]).expect(2, "unix:/nowhere/vm1.qmp");
    }
    run_in(&below, &["config", "path"]).expect(0, "qapi.toml");
}

fn a_configuration_is_checked() {
    let folder = folder();
    run_in(folder.path(), &["config", "check"]).expect(2, "there is no qapi.toml");
    let path = folder.path().join("qapi.toml");
    fs::create_dir(folder.path().join("releases")).unwrap();
    fs::write(&path, CONFIGURATION).unwrap();
    run_in(folder.path(), &["config", "check"]).expect(0, "qapi.toml: fine (2 monitors, 1 sch");
    for (text, wanted) in [
        ("colour = \"auto\"", "qapi.toml:1:1: unknown field `colour`"),
        ("color = \"red\"", "unknown variant `red`"),
        (
            "[monitors]\nvm = \"unix\"",
            "monitor 'vm': address `unix` is not an address",
        ),
        ("[monitors]\nvm = 1", "an address, or a table"),
        (
            "[schemas]\nx = \"nowhere\"",
            "schema 'x': nowhere does not exist",
        ),
        ("[lints]\nwarn = [\"x\"]", "x"),
        ("[lints]\nwarm = []", "'warm'"),
        ("[diff]\nfail-onn = \"none\"", "did you mean 'fail-on'?"),
        ("[diff.severity]\nx = \"breaking\"", "there is no rule 'x'"),
        ("=", "qapi.toml:1:1: "),
    ] {
        fs::write(&path, text).unwrap();
        let run = run_in(folder.path(), &["config", "check"]);
        run.expect(2, wanted);
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
    }
}

/// The error for an unknown key lists those that there are.
fn every_key_of_the_configuration_is_documented() {
    let folder = folder();
    let page = include_str!("../../docs/configuration.md");
    let (table, example) = page.split_once("A complete file:").unwrap();
    let mut count = 0;
    for text in ["no-key = 1", "[lints]\nno-key = 1", "[diff]\nno-key = 1"] {
        fs::write(folder.path().join("qapi.toml"), text).unwrap();
        let run = run_in(folder.path(), &["config", "check"]);
        assert_eq!(run.status, 2, "{run:?}");
        let (_, keys) = run.err.split_once("expected").unwrap_or_default();
        for key in keys.split(['`', '\'']).skip(1).step_by(2) {
            assert!(table.contains(key) && example.contains(key), "{key}");
            count += 1;
        }
    }
    assert!(count >= 6, "{count}");
}

fn the_users_own_configuration_comes_last() {
    let (folder, home) = (folder(), tempfile::tempdir().unwrap());
    fs::create_dir(home.path().join("qapi")).unwrap();
    let own = "[schemas]\nmine = \"/\"\n";
    fs::write(home.path().join("qapi/qapi.toml"), own).unwrap();
    let path = || {
        let mut command = super::command::qapi(["config", "path"]);
        command.env("XDG_CONFIG_HOME", home.path());
        let output = command.current_dir(folder.path()).output().unwrap();
        super::command::Run::from(output).out
    };
    assert!(path().ends_with("qapi/qapi.toml\n"), "{}", path());
    // One in the current folder wins; its colours hold.
    fs::write(folder.path().join("qapi.toml"), "color = \"always\"").unwrap();
    assert!(
        !path().contains(home.path().to_str().unwrap()),
        "{}",
        path()
    );
    let diff = ["diff", "qemu", "answer.json"];
    let coloured = |options: &[&str]| {
        let run = run_in(folder.path(), &[&diff, options].concat());
        run.out.contains("\u{1b}[")
    };
    assert!(coloured(&[]) && !coloured(&["--color", "never"]));
}
