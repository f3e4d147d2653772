//! The same bytes to QEMU 7.2 and to a server generated from its schema: the same replies.
//!
//! Equal have to be, for each of `server/cases.txt`, the number and order of the replies and
//! events, whether each is a return or of which class of error, and the ids. How errors are worded
//! may differ; `server/words.txt` lists where it does (`UPDATE_EXPECT=1` writes it). The same holds
//! for thousands of numbers, in all forms that JSON has for them, as ids (to the byte) and as
//! arguments.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]
#![cfg(unix)]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::scratch::Scratch;
use qapi_codegen::{Config, Role};
use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(120);

/// Ends whatever is under way, with an error that is the same for all, and then asks for an end.
const END: &[u8] = b"\xff\n{\"execute\":\"query-name\",\"id\":\"the end\"}\n";

/// A program with a monitor.
struct Monitor {
    child: Child,
    path: PathBuf,
}

impl Monitor {
    fn start(mut command: Command, path: PathBuf) -> Option<Self> {
        let _ = std::fs::remove_file(&path);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        let child = match child {
            Ok(child) => child,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                assert!(std::env::var_os("CI").is_none(), "{command:?}: {error}");
                println!("skipped: {command:?}: {error}");
                return None;
            }
            Err(error) => panic!("{command:?}: {error}"),
        };
        Some(Monitor { child, path })
    }

    /// A connection, which QEMU takes only when the one before it is gone.
    fn connect(&self) -> BufReader<UnixStream> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match UnixStream::connect(&self.path) {
                Ok(stream) => {
                    stream.set_read_timeout(Some(PATIENCE)).unwrap();
                    return BufReader::new(stream);
                }
                Err(error) => assert!(Instant::now() < deadline, "{error}"),
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What it answers to `said`.
    fn answers(&self, mode: &str, said: &[u8]) -> Vec<Value> {
        let lines = self.lines(mode, said);
        // What is no tree, or too deep for one, is compared as text.
        let tree = |line: &String| {
            serde_json::from_str(line)
                .unwrap_or_else(|_| Value::String(line.replace([' ', '\r', '\n'], "")))
        };
        lines.iter().map(tree).collect()
    }

    /// The lines of its answer to `said`.
    fn lines(&self, mode: &str, said: &[u8]) -> Vec<String> {
        let mut stream = self.connect();
        let negotiation: &[u8] = match mode {
            "fresh" => b"",
            "plain" => b"{\"execute\":\"qmp_capabilities\"}\n",
            "oob" => b"{\"execute\":\"qmp_capabilities\",\"arguments\":{\"enable\":[\"oob\"]}}\n",
            other => panic!("{other}"),
        };
        let mut writer = stream.get_ref().try_clone().unwrap();
        let bytes = [negotiation, said, END].concat();
        let writing = std::thread::spawn(move || writer.write_all(&bytes));
        let mut answers = Vec::new();
        loop {
            let mut line = String::new();
            assert!(
                stream.read_line(&mut line).unwrap() > 0,
                "it has left: {answers:?}"
            );
            assert!(line.ends_with("\r\n"), "{line:?}");
            let end = line.contains("\"the end\"");
            answers.push(line);
            if end {
                writing.join().unwrap().unwrap();
                return answers;
            }
        }
    }
}

impl Drop for Monitor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_file(&self.path);
    }
}

fn qemu() -> Option<Monitor> {
    let path = std::env::temp_dir().join(format!("qapi-like-{}-theirs", std::process::id()));
    let mut command = Command::new("qemu-system-x86_64");
    command.args([
        "-accel",
        "tcg",
        "-machine",
        "none",
        "-display",
        "none",
        "-nodefaults",
    ]);
    command.arg("-qmp");
    command.arg(format!("unix:{},server=on,wait=off", path.display()));
    Monitor::start(command, path)
}

fn ours(corpus: &Path) -> Monitor {
    let mut config = Config::default();
    config.role = Role::Server;
    let schema = common::schema(&corpus.join("qemu-7.2/qapi/qapi-schema.json"));
    let tokens = qapi_codegen::generate(&schema, &config).unwrap();
    let files = [
        (
            "main.rs".to_owned(),
            include_str!("server/program.rs").to_owned(),
        ),
        ("generated.rs".to_owned(), qapi_codegen::format(tokens)),
    ];
    let tokio = "tokio = { version = \"1\", features = [\"rt\", \"net\", \"io-util\", \"time\"] }";
    let program = Scratch::with("like-qemu-7-2", "\"tokio\"", tokio, &files).program();
    let path = std::env::temp_dir().join(format!("qapi-like-{}-ours", std::process::id()));
    let mut command = Command::new(program);
    command.arg(&path);
    Monitor::start(command, path).unwrap()
}

/// The cases of the file: mode and bytes.
fn cases() -> Vec<(String, Vec<u8>)> {
    let lines = include_str!("server/cases.txt").lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("# "));
    lines
        .map(|line| {
            let (mode, text) = line.split_once(' ').unwrap();
            let mut pieces = text.split('~');
            let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
            for piece in pieces {
                bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
                bytes.extend_from_slice(&piece.as_bytes()[2..]);
            }
            (mode.to_owned(), bytes)
        })
        .collect()
}

/// Cases that are too large for a file. (QEMU reads a byte at a time: a string beyond its limit of
/// 64 MiB would take minutes.)
fn large() -> Vec<(&'static str, String)> {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let then = with_id("1");
    vec![
        ("plain", with_id(&nested(1023))),
        ("plain", nested(1025) + &then),
        ("plain", "[".repeat(3000) + &then),
        ("plain", "]".repeat(3000) + &then),
        ("plain", format!("[{}1]{then}", "1,".repeat(1 << 20))),
        ("oob", then.repeat(500)),
        ("plain", then.repeat(500)),
    ]
}

/// Numbers in all forms that JSON has for them, the same ones each time.
fn numbers() -> impl Iterator<Item = String> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) % below
    };
    std::iter::repeat_with(move || {
        let digits = |next: &mut dyn FnMut(u64) -> u64, most: u64| -> String {
            let count = next(most) + 1;
            (0..count).map(|_| next(10).to_string()).collect()
        };
        let sign = ["", "-"][next(2) as usize];
        let whole = digits(&mut next, 21);
        let whole = match whole.trim_start_matches('0') {
            "" => "0",
            whole => whole,
        };
        let fraction = match next(3) {
            0 => format!(".{}", digits(&mut next, 20)),
            _ => String::new(),
        };
        // QEMU takes a zero for whole if an exponent follows it.
        let exponent = match next(3) {
            0 if whole != "0" || !fraction.is_empty() => {
                let sign = ["", "-", "+"][next(3) as usize];
                format!(
                    "{}{sign}{}",
                    ["e", "E"][next(2) as usize],
                    digits(&mut next, 3)
                )
            }
            _ => String::new(),
        };
        format!("{sign}{whole}{fraction}{exponent}")
    })
}

/// A command with that id.
fn with_id(id: &str) -> String {
    format!("{{\"execute\":\"query-name\",\"id\":{id}}}")
}

/// That number for an unsigned one of 64 bits, and the question what became of it.
fn as_argument(number: &str) -> String {
    format!(
        "{{\"execute\":\"migrate-set-parameters\",\"arguments\":{{\"max-bandwidth\":{number}}},\
         \"id\":\"{number}\"}}{{\"execute\":\"query-migrate-parameters\"}}"
    )
}

/// What has to be equal of an answer.
fn essence(answer: &Value) -> Value {
    match answer {
        Value::Object(members) if members.contains_key("error") => serde_json::json!({
            "class": answer["error"]["class"], "id": members.get("id"),
        }),
        Value::Object(members) if members.contains_key("event") => answer["event"].clone(),
        Value::Object(members) if members.contains_key("QMP") => "greeting".into(),
        // Of migration's many parameters, the one that the cases set.
        Value::Object(_) if answer["return"].get("max-bandwidth").is_some() => {
            serde_json::json!({"return": answer["return"]["max-bandwidth"]})
        }
        other => other.clone(),
    }
}

fn words(answer: &Value) -> String {
    printable(answer["error"]["desc"].as_str().unwrap_or_default())
}

fn printable(text: &str) -> String {
    let escaped = |c: char| match c.is_control() {
        true => c.escape_unicode().to_string(),
        false => c.to_string(),
    };
    text.chars().map(escaped).collect()
}

/// Numbers as ids, which have to come back as the same bytes, and as arguments; tells how many
/// replies were compared.
fn compare_numbers(qemu: &Monitor, ours: &Monitor, failures: &mut Vec<String>) -> usize {
    let numbers: Vec<String> = numbers().take(4000).collect();
    let mut compared = 0;
    for numbers in numbers.chunks(200) {
        let said: String = numbers.iter().map(|number| with_id(number)).collect();
        let bytes = |monitor: &Monitor| monitor.lines("plain", said.as_bytes());
        let said: String = numbers.iter().map(|number| as_argument(number)).collect();
        let essences = |monitor: &Monitor| -> Vec<String> {
            let answers = monitor.answers("plain", said.as_bytes());
            answers.iter().map(|a| essence(a).to_string()).collect()
        };
        let theirs = [bytes(qemu), essences(qemu)].concat();
        let ours = [bytes(ours), essences(ours)].concat();
        assert_eq!(theirs.len(), ours.len());
        compared += theirs.len();
        for (theirs, ours) in theirs.iter().zip(&ours) {
            // Greetings and the mistake at the end are compared elsewhere.
            let other = ["QMP", "JSON parse error"]
                .iter()
                .any(|o| theirs.contains(o));
            if theirs != ours && !other {
                failures.push(format!("a number\n  theirs {theirs}\n  ours   {ours}"));
            }
        }
    }
    compared
}

#[test]
fn the_same_bytes_have_the_same_replies() {
    let Some(corpus) = common::corpus("comparing a generated server with QEMU") else {
        return;
    };
    let Some(qemu) = qemu() else { return };
    let ours = ours(&corpus);
    let mut different = String::new();
    let mut compared = 0;
    let mut failures = Vec::new();
    let mut compare = |mode: &str, said: &[u8]| {
        let (theirs, ours) = (qemu.answers(mode, said), ours.answers(mode, said));
        let shown: String = String::from_utf8_lossy(said).chars().take(200).collect();
        let shown = printable(&shown);
        let essences = |answers: &[Value]| answers.iter().map(essence).collect::<Vec<_>>();
        if essences(&theirs) != essences(&ours) {
            let show = |answers: &[Value]| {
                let lines = answers.iter().take(12).map(|a| format!("    {a}\n"));
                lines.collect::<String>()
            };
            failures.push(format!(
                "{mode} {shown}\n  theirs\n{}  ours\n{}",
                show(&theirs),
                show(&ours)
            ));
        }
        for (theirs, ours) in theirs.iter().zip(&ours) {
            compared += 1;
            if words(theirs) != words(ours) {
                let line = format!(
                    "{mode} {shown}\n  QEMU: {}\n  ours: {}\n",
                    words(theirs),
                    words(ours)
                );
                if !different.contains(&line) {
                    different.push_str(&line);
                }
            }
        }
    };
    for (mode, said) in cases() {
        compare(&mode, &said);
    }
    for (mode, said) in large() {
        compare(mode, said.as_bytes());
    }
    compared += compare_numbers(&qemu, &ours, &mut failures);
    println!(
        "{compared} replies compared, {} inputs differ",
        failures.len()
    );
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    expect_test::expect_file!["server/words.txt"].assert_eq(&different);
}
