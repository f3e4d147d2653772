//! Programs, files and file systems of a guest.

use std::os::unix::net::UnixStream;
use std::thread::JoinHandle;
use std::time::Duration;

use ::tokio::io::{AsyncReadExt, AsyncWriteExt};
use qapi_client::{
    Availability, Base64, Error, Exec, FileSystems, Options, Waiting, blocking, threaded, tokio,
};
use qapi_server::Failure;
use qapi_server::testing::TestMonitor;
use qapi_test_support::{Trial, trials};
use serde_json::json;

use crate::blocking_agent_scripted::answer_sync;
use crate::support::{self, LONG, Peer, asynchronous, awaited, wait};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_program_of_a_real_agent_runs_to_its_end,
        a_program_of_a_real_agent_is_killed on CurrentThread,
        files_of_a_real_agent_are_written_and_read,
        files_of_a_real_agent_are_streams on Threads,
        a_real_agent_says_what_it_executes,
        a_refused_command_is_asked_for_anew,
        a_refused_command_is_asked_for_anew_without_blocking on CurrentThread,
        an_agent_that_answers_no_question_delays_until_the_deadline,
        a_frozen_guest_is_a_state on CurrentThread,
        a_file_is_closed_after_an_error on CurrentThread,
        an_agent_that_moves_no_byte_ends_the_work on CurrentThread,
        bytes_are_base64_on_the_wire,
    ]
}

fn a_program_of_a_real_agent_runs_to_its_end() {
    let ga = support::qemu_ga();
    let script = "cat; printf '%s' \"$1-$V\"; echo oops >&2; exit 3";
    let exec = Exec::new("/bin/sh")
        .args(["-c", script, "sh", "arg"])
        .env("V", "value")
        .input(vec![0, 255, 10]);
    let run = |done: qapi_client::Exited| {
        assert_eq!((done.code, done.signal), (Some(3), None));
        assert_eq!(*done.out, *b"\x00\xff\narg-value");
        assert_eq!(&*done.err.to_string_lossy(), "oops\n");
        assert!(!done.out_truncated && !done.err_truncated);
    };
    let agent = blocking::GuestAgent::connect(ga.address("agent")).unwrap();
    run(agent.exec(&exec, LONG).unwrap());
    let error = agent.exec(&Exec::new("/no/such/program"), LONG);
    assert!(error.unwrap_err().is_command_error());
    drop(agent);
    let agent = threaded::GuestAgent::connect(ga.address("agent")).unwrap();
    run(agent.exec(&exec, LONG).unwrap());
}

async fn a_program_of_a_real_agent_is_killed() {
    let ga = support::qemu_ga();
    let agent = tokio::GuestAgent::connect(ga.address("agent"))
        .await
        .unwrap();
    let sleep = Exec::new("/bin/sleep").arg("600");
    let program = agent.start(&sleep).await.unwrap();
    let error = program.wait(Duration::from_millis(20)).await.unwrap_err();
    let Error::Timeout(timeout) = &error else {
        panic!("{error}")
    };
    assert_eq!(timeout.waiting, Waiting::Program(program.pid()));
    assert!(timeout.outstanding && timeout.take_late().is_none());
    program.kill().await.unwrap();
    let end = program.wait(LONG).await.unwrap();
    assert_eq!((end.code, end.signal), (None, Some(9)));
}

/// Bytes of several parts, of any value.
fn content() -> Vec<u8> {
    (0..150_000_u32).map(|i| (i % 251) as u8).collect()
}

fn files_of_a_real_agent_are_written_and_read() {
    let ga = support::qemu_ga();
    let path = ga.path("file").display().to_string();
    let bytes = content();
    macro_rules! files {
        ($agent:expr) => {{
            let agent = $agent;
            let mut written = Vec::new();
            let progress = |count| written.push(count);
            agent.write_file(&path, &bytes, progress).unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
            assert!(written.is_sorted() && written.len() > 3, "{written:?}");
            assert_eq!(written.last(), Some(&(bytes.len() as u64)));
            let mut read = Vec::new();
            let file = agent.read_file(&path, |count| read.push(count)).unwrap();
            assert!(file == bytes);
            assert_eq!(read, written);
            agent.write_file(&path, b"", |_| panic!("nothing")).unwrap();
            assert!(agent.read_file(&path, |_| ()).unwrap().is_empty());
            let error = agent.read_file("/no/such/file", |_| ()).unwrap_err();
            assert!(error.is_command_error(), "{error}");
        }};
    }
    files!(blocking::GuestAgent::connect(ga.address("agent")).unwrap());
    files!(threaded::GuestAgent::connect(ga.address("agent")).unwrap());
}

async fn files_of_a_real_agent_are_streams() {
    let ga = support::qemu_ga();
    let path = ga.path("file").display().to_string();
    let agent = tokio::GuestAgent::connect(ga.address("agent"))
        .await
        .unwrap();
    let bytes = content();
    let mut file = agent.open_file(&path, "w").await.unwrap();
    ::tokio::io::copy(&mut &*bytes, &mut file).await.unwrap();
    file.flush().await.unwrap();
    file.shutdown().await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    assert!(file.write_all(b"x").await.is_err());

    let mut file = agent.open_file(&path, "r").await.unwrap();
    let mut start = [0; 10];
    file.read_exact(&mut start).await.unwrap();
    assert_eq!(start, bytes[..10]);
    let mut rest = Vec::new();
    file.read_to_end(&mut rest).await.unwrap();
    assert!(rest == bytes[10..]);
    file.shutdown().await.unwrap();
    file.shutdown().await.unwrap();
    let whole = agent.read_file(&path, |_| ()).await.unwrap();
    assert!(whole == bytes);
    agent.write_file(&path, b"new", |_| ()).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"new");
}

fn a_real_agent_says_what_it_executes() {
    let ga = support::start("qemu-ga", "agent", |folder| {
        let path = |name: &str| folder.join(name).display().to_string();
        let [agent, state, pid] = [path("agent"), path(""), path("pid")];
        let flags = ["-m", "unix-listen", "-b", "guest-exec", "-p", &agent];
        let flags = flags.into_iter().chain(["-t", &state, "-f", &pid]);
        flags.map(str::to_owned).collect()
    });
    let agent = blocking::GuestAgent::connect(ga.address("agent")).unwrap();
    let availability = |name| agent.availability(name).unwrap();
    assert_eq!(availability("guest-exec"), Availability::Disabled);
    assert_eq!(availability("guest-ping"), Availability::Enabled);
    assert_eq!(availability("guest-no-such"), Availability::Missing);
    // Both are refused by the same class of error.
    for (name, availability) in [
        ("guest-exec", Availability::Disabled),
        ("guest-no-such", Availability::Missing),
    ] {
        let path = json!({"path": "true"});
        let error = agent.execute_raw(name, Some(path)).wait().unwrap_err();
        assert!(error.is_command_not_found(), "{error}");
        assert_eq!(error.availability(), Some(availability));
    }
    let error = agent.exec(&Exec::new("true"), LONG).unwrap_err();
    assert_eq!(error.availability(), Some(Availability::Disabled));
    assert_eq!(agent.file_systems().unwrap(), FileSystems::Thawed);
}

const NOT_FOUND: &str = r#"{"error": {"class": "CommandNotFound", "desc": "not here"}}"#;
const GENERIC: &str = r#"{"error": {"class": "GenericError", "desc": "no"}}"#;
const DISABLED: &str = r#"{"return": {"version": "7.2.0", "supported_commands": [
    {"name": "guest-exec", "enabled": false, "success-response": true}]}}"#;
const ENABLED: &str = r#"{"return": {"version": "7.2.0", "supported_commands": [
    {"name": "guest-exec", "enabled": true, "success-response": true}]}}"#;
const LACKING: &str = r#"{"return": {"version": "1.0", "supported_commands": []}}"#;
const FROZEN: &str = r#"{"return": "frozen"}"#;
const THAWED: &str = r#"{"return": "thawed"}"#;
const PID: &str = r#"{"return": {"pid": 7}}"#;

/// Each attempt of `guest-exec`: the agent's reply, its replies to the questions that follow, and the
/// availability in the error; `Ok` for a success.
type Attempt = (
    &'static str,
    &'static [(&'static str, &'static str)],
    Result<(), Option<Availability>>,
);

/// An agent whose administrator disables and enables a command, and freezes file systems.
const ATTEMPTS: &[Attempt] = &[
    (
        NOT_FOUND,
        &[("guest-info", DISABLED), ("guest-fsfreeze-status", THAWED)],
        Err(Some(Availability::Disabled)),
    ),
    (PID, &[], Ok(())),
    (
        NOT_FOUND,
        &[("guest-info", DISABLED), ("guest-fsfreeze-status", FROZEN)],
        Err(Some(Availability::Frozen)),
    ),
    (
        NOT_FOUND,
        &[("guest-info", LACKING)],
        Err(Some(Availability::Missing)),
    ),
    // It was enabled in between.
    (
        NOT_FOUND,
        &[("guest-info", ENABLED)],
        Err(Some(Availability::Enabled)),
    ),
    // An agent without freezing, and one that answers no questions.
    (
        NOT_FOUND,
        &[
            ("guest-info", DISABLED),
            ("guest-fsfreeze-status", NOT_FOUND),
        ],
        Err(Some(Availability::Disabled)),
    ),
    (NOT_FOUND, &[("guest-info", NOT_FOUND)], Err(None)),
    (GENERIC, &[], Err(None)),
];

/// Starts the agent of [`ATTEMPTS`], for each attempt twice.
fn changing() -> (UnixStream, JoinHandle<()>) {
    Peer::run(|peer| {
        answer_sync(peer);
        let mut answer = |name: &str, reply: &str| {
            let line = peer.line();
            assert!(
                line.starts_with(&format!("{{\"execute\":\"{name}\"")),
                "{line}"
            );
            peer.send(format!("{}\n", reply.replace('\n', " ")));
        };
        for (reply, questions, _) in ATTEMPTS {
            for _ in 0..2 {
                answer("guest-exec", reply);
                for (question, reply) in *questions {
                    answer(question, reply);
                }
            }
        }
        assert_eq!(peer.line(), "");
    })
}

/// Makes the attempts, as a command and by the helper for programs.
macro_rules! attempts {
    ($agent:expr, $wait:ident) => {{
        let agent = $agent;
        for (number, (_, _, expected)) in ATTEMPTS.iter().enumerate() {
            let path = json!({"path": "true"});
            let raw = $wait!(agent.execute_raw("guest-exec", Some(path))).map(drop);
            let helper = $wait!(agent.start(&Exec::new("true")), end).map(drop);
            for done in [raw, helper] {
                let frozen = matches!(expected, Err(Some(Availability::Frozen)));
                assert_eq!(done.as_ref().is_err_and(Error::is_frozen), frozen);
                assert_eq!(done.map_err(|e| e.availability()), *expected, "{number}");
            }
        }
    }};
}

fn a_refused_command_is_asked_for_anew() {
    let options = Options::new();
    let (ours, peer) = changing();
    let agent = blocking::GuestAgent::from_stream(ours, &options);
    attempts!(agent.unwrap(), wait);
    peer.join().unwrap();
    let (ours, peer) = changing();
    let ours = threaded::block_on(async { asynchronous(ours) }).unwrap();
    let agent = threaded::GuestAgent::from_stream(ours, &options);
    attempts!(agent.unwrap(), wait);
    peer.join().unwrap();
}

async fn a_refused_command_is_asked_for_anew_without_blocking() {
    let (ours, peer) = changing();
    let agent = tokio::GuestAgent::from_stream(asynchronous(ours), &Options::new()).await;
    attempts!(agent.unwrap(), awaited);
    // The runtime has to close the stream.
    let joined = ::tokio::task::spawn_blocking(|| peer.join());
    joined.await.unwrap().unwrap();
}

/// The questions after a refusal end by the command's deadline, and the refusal is returned.
fn an_agent_that_answers_no_question_delays_until_the_deadline() {
    let (ours, peer) = Peer::run(|peer| {
        answer_sync(peer);
        peer.expect("{\"execute\":\"guest-exec\"}");
        peer.send(format!("{NOT_FOUND}\n"));
        peer.expect("{\"execute\":\"guest-info\"}");
        while !peer.line().is_empty() {}
    });
    let agent = blocking::GuestAgent::from_stream(ours, &Options::new()).unwrap();
    let short = Duration::from_millis(200);
    let refused = agent.execute_raw("guest-exec", None).deadline(short);
    let error = refused.wait().unwrap_err();
    assert!(error.is_command_not_found(), "{error}");
    assert_eq!(error.availability(), None);
    drop(agent);
    peer.join().unwrap();
}

async fn a_frozen_guest_is_a_state() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    let monitor = TestMonitor::agent();
    let frozen = Arc::new(AtomicBool::new(false));
    let state = frozen.clone();
    monitor.on_raw("guest-info", move |_| {
        let enabled = !state.load(Ordering::Relaxed);
        let command = |name: &str, enabled| {
            json!({"name": name, "enabled": enabled, "success-response": true})
        };
        let commands = [command("guest-exec", enabled), command("guest-off", false)];
        Ok(json!({"version": "7.2.0", "supported_commands": commands}))
    });
    let state = frozen.clone();
    monitor.on_raw("guest-fsfreeze-status", move |_| {
        Ok(json!(if state.load(Ordering::Relaxed) {
            "frozen"
        } else {
            "thawed"
        }))
    });
    for (name, to) in [
        ("guest-fsfreeze-freeze", true),
        ("guest-fsfreeze-freeze-list", true),
        ("guest-fsfreeze-thaw", false),
    ] {
        let state = frozen.clone();
        monitor.on_raw(name, move |arguments| {
            state.store(to, Ordering::Relaxed);
            let points = arguments["mountpoints"].as_array().map_or(3, Vec::len);
            Ok(json!(points))
        });
    }
    let agent = monitor.connect_agent(&Options::new()).await.unwrap();
    assert_eq!(agent.file_systems().await.unwrap(), FileSystems::Thawed);
    let availability = async |name| agent.availability(name).await.unwrap();
    assert_eq!(availability("guest-exec").await, Availability::Enabled);
    assert_eq!(availability("guest-off").await, Availability::Disabled);
    assert_eq!(agent.freeze(&["/a", "/b"]).await.unwrap(), 2);
    assert_eq!(agent.file_systems().await.unwrap(), FileSystems::Frozen);
    assert_eq!(availability("guest-exec").await, Availability::Frozen);
    assert_eq!(agent.thaw().await.unwrap(), 3);
    assert_eq!(availability("guest-exec").await, Availability::Enabled);
    assert_eq!(agent.freeze(&[]).await.unwrap(), 3);
    monitor.on_raw("guest-fsfreeze-status", |_| Ok(json!("thawing")));
    let other = agent.file_systems().await.unwrap();
    assert_eq!(other, FileSystems::Other("thawing".into()));
}

async fn a_file_is_closed_after_an_error() {
    let monitor = TestMonitor::agent();
    monitor.on_raw("guest-file-open", |_| Ok(json!(7)));
    monitor.on_raw("guest-file-close", |_| Ok(json!({})));
    monitor.on_raw("guest-file-read", |_| Err(Failure::generic("no")));
    monitor.on_raw("guest-file-write", |arguments| {
        // The agent writes a part.
        match arguments["buf-b64"].as_str() {
            Some("YWJj") => Ok(json!({"count": 2, "eof": false})),
            _ => Err(Failure::generic("full")),
        }
    });
    let agent = monitor.connect_agent(&Options::new()).await.unwrap();
    let error = agent.read_file("/x", |_| ()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "command guest-file-read: no (GenericError)"
    );
    let mut counts = Vec::new();
    let write = agent.write_file("/x", b"abc", |count| counts.push(count));
    let error = write.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "command guest-file-write: full (GenericError)"
    );
    assert_eq!(counts, [2]);
    drop(agent.open_file("/x", "r").await.unwrap());
    // The drop closes the file, too.
    let third = monitor.await_call("guest-file-close", 3);
    let call = ::tokio::time::timeout(LONG, third).await.unwrap();
    assert_eq!(call.arguments["handle"], 7);
}

async fn an_agent_that_moves_no_byte_ends_the_work() {
    let monitor = TestMonitor::agent();
    monitor.on_raw("guest-file-open", |_| Ok(json!(7)));
    monitor.on_raw("guest-file-close", |_| Ok(json!({})));
    let nothing = json!({"count": 0, "buf-b64": "", "eof": false});
    let reply = nothing.clone();
    monitor.on_raw("guest-file-read", move |_| Ok(reply.clone()));
    monitor.on_raw("guest-file-write", move |_| Ok(nothing.clone()));
    let agent = monitor.connect_agent(&Options::new()).await.unwrap();
    let read = agent.read_file("/x", |_| ()).await.unwrap();
    assert!(read.is_empty());
    let error = agent.write_file("/x", b"a", |_| ()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "reply to guest-file-write: count: expected at least 1 byte, found the number 0 (at byte 22)"
    );
}

fn bytes_are_base64_on_the_wire() {
    use qapi_client::wire::{from_json, to_string};

    for (bytes, text) in [
        (&b""[..], "\"\""),
        (b"a", "\"YQ==\""),
        (b"\xff\x00", "\"/wA=\""),
    ] {
        assert_eq!(to_string(&Base64::from(bytes)), text);
        assert_eq!(*from_json::<Base64>(text).unwrap(), *bytes);
    }
    // Without padding, and with line ends.
    assert_eq!(*from_json::<Base64>("\"YQ\"").unwrap(), *b"a");
    assert_eq!(*from_json::<Base64>("\"YWJj\\nYQ==\"").unwrap(), *b"abca");
    for wrong in ["\"Y\"", "\"@@@@\"", "1"] {
        let error = from_json::<Base64>(wrong).unwrap_err().to_string();
        assert!(error.contains("expected"), "{error}");
    }
}
