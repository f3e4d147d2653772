//! The remaining subcommands against the same monitor, and a check that none is forgotten.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use qapi_test_support::{Trial, trials};
use serde_json::json;

use super::{EVIL, Replies, answer, clean, evil, folder, run, schemas, serve};
use crate::command::{Run, qapi};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    let mut all = trials![
        no_subcommand_is_forgotten,
        no_manual_has_control_characters,
        no_recording_of_devices_prints_control_characters,
        no_configuration_prints_control_characters,
    ];
    if cfg!(feature = "proxy") {
        all.extend(trials![the_proxy_prints_no_control_characters]);
    }
    all
}

/// The subcommands that the tests of `hostile` and of this module run, with their formats.
const DRIVEN: [&str; 12] = [
    "args",
    "check",
    "config",
    "devices",
    "diff",
    "doc",
    "export",
    "generate",
    "introspect",
    "ir",
    "proxy",
    "query",
];

/// Subcommands whose output depends on no input, and those with tests of their own.
const OTHERS: [&str; 5] = ["completions", "explain", "help", "man", "shell"];

fn no_subcommand_is_forgotten() {
    let help = Run::from(qapi(["help"]).output().unwrap()).out;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let mut found = 0;
    for line in commands.take_while(|line| !line.is_empty()) {
        // The description of a command may take several lines.
        let Some(name) = line.strip_prefix("  ").filter(|l| !l.starts_with(' ')) else {
            continue;
        };
        let name = name.split(' ').next().unwrap_or_default();
        let known = DRIVEN.contains(&name) || OTHERS.contains(&name);
        assert!(known, "no test drives `qapi {name}` with hostile input");
        found += 1;
    }
    assert!(found > 12, "{help}");
}

/// The formats that the help of a subcommand lists: a new one is driven, too.
pub(super) fn formats(subcommand: &str) -> Vec<String> {
    let help = Run::from(qapi([subcommand, "--help"]).output().unwrap()).out;
    let lines = help.lines().skip_while(|line| !line.contains("--format <"));
    let lines = lines.take_while(|line| !line.contains("[default"));
    let values = lines.filter_map(|line| line.trim_start().strip_prefix("- "));
    let names: Vec<String> = values
        .filter_map(|value| value.split(':').next().map(str::to_owned))
        .collect();
    assert!(names.len() > 1, "{help}");
    names
}

/// Fails on a control character in any file of a folder.
fn clean_files(folder: &Path, what: &[&str]) -> usize {
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files += clean_files(&path, what);
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy();
        assert!(
            !name.contains(super::is_bad),
            "{name:?} is the name of a file"
        );
        let out = String::from_utf8(fs::read(&path).unwrap()).unwrap();
        let err = String::new();
        clean(
            &Run {
                status: 0,
                out,
                err,
            },
            what,
        );
        files += 1;
    }
    files
}

fn no_manual_has_control_characters() {
    let folder = folder();
    serve(&folder.path().join("old"), answer(0), Replies::Values);
    fs::write(folder.path().join("new"), answer(1).to_string()).unwrap();
    let title = EVIL.replace('\0', "");
    let mut manuals = 0;
    let mut sources: Vec<String> = vec!["unix:old".to_owned(), "new".to_owned()];
    for (index, schema) in schemas().iter().enumerate() {
        let name = format!("{index}.json");
        fs::write(folder.path().join(&name), schema).unwrap();
        sources.push(name);
    }
    let valid = "##\n# @c:\n#\n# TEXT\n#\n# @a: TEXT\n#\n# Returns: TEXT\n#\n# Since: 1.0\n##\n\
                 { 'command': 'c', 'data': { 'a': 'str' }, 'returns': 'S' }\n\
                 ##\n# @S:\n#\n# TEXT\n##\n{ 'struct': 'S', 'data': {} }\n";
    let text = EVIL.replace(['\r', '\n'], "");
    fs::write(folder.path().join("valid"), valid.replace("TEXT", &text)).unwrap();
    sources.push("valid".to_owned());
    for source in &sources {
        for format in formats("doc") {
            let out = format!("out-{format}-{}", source.replace(':', "-"));
            let arguments = ["doc", source, "new", "--build", "b=new", "--title", &title];
            let arguments = [&arguments[..], &["--format", &format, "-o", &out]].concat();
            let status = run(folder.path(), &arguments).status;
            let out = folder.path().join(&out);
            if out.exists() {
                // In a page, a line's end is only a space.
                assert!(clean_files(&out, &["html"]) > 0, "{arguments:?}: {status}");
                manuals += 1;
            }
        }
    }
    assert!(manuals >= 2, "{manuals} manuals");
}

fn no_recording_of_devices_prints_control_characters() {
    let folder = folder();
    fs::write(folder.path().join("answer"), answer(0).to_string()).unwrap();
    let property = json!({"name": evil("p"), "type": evil("t"), "description": EVIL});
    let recording = json!({
        "qemu": {"package": EVIL, "major": 9, "minor": 0, "micro": 0}, "target": evil("x"),
        "devices": {evil("dev"): [property]}, "objects": {evil("obj"): [property]},
    });
    fs::write(folder.path().join("devices"), recording.to_string()).unwrap();
    let line = format!("-device {},a=b -object {EVIL}", evil("dev")).replace('\0', "");
    for devices in ["devices", "answer", "none"] {
        let arguments = ["args", "--schema", "answer", "--devices", devices];
        run(
            folder.path(),
            &[&arguments[..], &["--command-line", &line]].concat(),
        );
        run(folder.path(), &["generate", "answer", "--devices", devices]);
    }
    serve(&folder.path().join("qmp"), answer(0), Replies::Values);
    for arguments in [
        &["devices", "unix:qmp"][..],
        &["devices", "unix:qmp", "--select", &line],
    ] {
        run(folder.path(), arguments);
    }
}

fn no_configuration_prints_control_characters() {
    let folder = folder();
    // TOML has no control characters in a text, but its escapes make them.
    let text = EVIL.chars().map(|c| format!("\\U{:08x}", u32::from(c)));
    let text: String = text.collect();
    for form in [
        "\"TEXT\" = 1\n",
        "[sources]\n\"TEXT\" = \"unix:TEXT\"\n",
        "[check]\nallow = [\"TEXT\"]\n",
        "[diff]\nallow = [\"TEXT\"]\n[diff.rules]\n\"TEXT\" = \"breaking\"\n",
        "TEXT",
    ] {
        fs::write(folder.path().join("qapi.toml"), form.replace("TEXT", &text)).unwrap();
        fs::write(folder.path().join("raw.toml"), form.replace("TEXT", EVIL)).unwrap();
        fs::write(folder.path().join("a.json"), "{ 'command': 'c' }").unwrap();
        run(folder.path(), &["config", "check"]);
        run(folder.path(), &["query", "evil", "x"]);
        for file in ["qapi.toml", "raw.toml"] {
            run(folder.path(), &["check", "--config", file, "a.json"]);
        }
        let (proxy, path) = (["proxy", "unix:none", "--listen", "unix:door"], "raw.toml");
        if cfg!(feature = "proxy") {
            run(folder.path(), &[&proxy[..], &["--config", path]].concat());
        }
    }
}

/// A proxy that ends with the test.
struct Proxy(Child);

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn wait_for(path: &Path) {
    let begin = Instant::now();
    while UnixStream::connect(path).is_err() {
        assert!(
            begin.elapsed() < Duration::from_secs(60),
            "{}",
            path.display()
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The text that the proxy itself writes: its outputs, its log, its transcripts and its metrics. The
/// monitor's messages pass through it as they are: their readers escape them.
fn the_proxy_prints_no_control_characters() {
    let folder = folder();
    serve(&folder.path().join("qmp"), answer(0), Replies::Values);
    let mut command = qapi(["proxy", "unix:qmp", "--listen", "unix:door", "--log", "log"]);
    command.args(["--metrics", "unix:metrics", "--transcripts", "transcripts"]);
    let (stdout, stderr) = (folder.path().join("out"), folder.path().join("err"));
    command.stdout(fs::File::create(&stdout).unwrap());
    command.stderr(fs::File::create(&stderr).unwrap());
    let child = command
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .spawn();
    let mut proxy = Proxy(child.unwrap());
    wait_for(&folder.path().join("metrics"));
    let mut client = UnixStream::connect(folder.path().join("door")).unwrap();
    client
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    let mut replies = BufReader::new(client.try_clone().unwrap()).lines();
    for message in [
        json!({"execute": "qmp_capabilities", "id": "first"}),
        json!({"execute": evil("cmd0"), "arguments": {evil("a"): EVIL}, "id": EVIL}),
        json!({"execute": evil("none"), "id": {EVIL: EVIL}}),
        json!({"execute": "evil", "arguments": {"x": evil("x")}, "id": "last"}),
    ] {
        client.write_all(format!("{message}\n").as_bytes()).unwrap();
    }
    client
        .write_all(format!("{EVIL}\n{{\"execute\": \"query-jobs\", \"id\": \"end\"}}\n").as_bytes())
        .unwrap();
    assert!(
        replies.any(|line| line.unwrap().contains("\"end\"")),
        "the proxy answers"
    );
    let mut reader = UnixStream::connect(folder.path().join("metrics")).unwrap();
    reader.write_all(b"GET /metrics HTTP/1.0\n\n").unwrap();
    let metrics = std::io::read_to_string(reader).unwrap().replace('\r', "");
    assert!(metrics.contains("qapi_proxy"), "{metrics}");
    let id = proxy.0.id().to_string();
    let killed = Command::new("kill").args(["-s", "TERM", &id]).status();
    assert!(killed.unwrap().success());
    proxy.0.wait().unwrap();
    let transcripts = clean_files(&folder.path().join("transcripts"), &["proxy"]);
    assert!(transcripts > 0, "a transcript is written");
    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains("cmd0"), "{log}");
    let out = metrics + &log + &fs::read_to_string(stdout).unwrap();
    let err = fs::read_to_string(stderr).unwrap();
    clean(
        &Run {
            status: 0,
            out,
            err,
        },
        &["proxy"],
    );
}
