//! The proxy as a service: signals, sockets of systemd, owners of sockets, its log.

use std::io::{BufRead as _, BufReader};
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use qapi_client::Options;
use qapi_client::blocking::Client;
use qapi_client::{RawEvent, read_transcript};
use qapi_test_support::{Trial, trials};

use super::{PATIENCE, Running, Setup, qemu, signal, wait_for};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_signal_ends_it_when_commands_under_way_are_answered,
        sockets_of_systemd_are_served,
        the_example_unit_serves_its_socket,
        a_socket_has_its_mode_and_owner,
        tcp_on_loopback_is_served,
        a_lock_leaves_queries_to_others,
        a_log_and_transcripts_are_written,
        clients_stay_while_qemu_is_killed_and_started_again,
        a_killed_client_touches_no_other,
        a_config_that_cannot_be_read_stops_the_start,
    ]
}

/// A client that waits long.
fn patient(path: &Path) -> Client {
    let options = Options::new().deadline(PATIENCE * 2);
    Client::connect_with(format!("unix:{}", path.display()), &options).expect("a client")
}

fn until(condition: impl Fn() -> bool) {
    let begin = Instant::now();
    while !condition() {
        assert!(begin.elapsed() < PATIENCE);
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn a_signal_ends_it_when_commands_under_way_are_answered() {
    let mut setup = Setup::with(&["door"], None, |_| {
        ["--drain", "60"].map(str::to_owned).into()
    });
    signal(&setup.qemu, "STOP");
    let path = setup.path("door");
    let waiting = std::thread::spawn(move || {
        let client = patient(&path);
        client.execute_raw("query-name", None).wait()
    });
    setup.wait_for_counter("qapi_proxy_in_flight 1\n");
    setup.signal("TERM");
    // Further commands are refused while that one is awaited. A client whose command came before the
    // signal waits for QEMU, so each attempt is another's.
    until(|| {
        let other = setup.connect("door");
        let refused = other.execute_raw("query-status", None);
        let refused = refused.deadline(Duration::from_millis(200)).wait();
        refused.is_err_and(|error| error.to_string().contains("The proxy is ending"))
    });
    assert!(setup.proxy.0.try_wait().expect("a child").is_none());
    signal(&setup.qemu, "CONT");
    waiting.join().expect("no panic").expect("a reply");
    assert!(setup.proxy.0.wait().expect("it ends").success());
}

/// Starts a command as systemd does, with a listening socket.
fn activated(socket: UnixListener, program: &str, arguments: &[String]) -> Running {
    let script = "LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\" \"$@\" 3<&0 </dev/null";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, program]).args(arguments);
    shell.arg0("sh").stdin(Stdio::from(OwnedFd::from(socket)));
    Running(shell.stderr(Stdio::null()).spawn().expect("it starts"))
}

fn sockets_of_systemd_are_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let _qemu = qemu(folder.path());
    let path = folder.path().join("look");
    let socket = UnixListener::bind(&path).expect("a socket");
    let monitor = format!("unix:{}", folder.path().join("qmp").display());
    let arguments = ["proxy", &monitor, "--listen", "inherited,profile=read-only"];
    let arguments = arguments.map(str::to_owned);
    let mut proxy = activated(socket, env!("CARGO_BIN_EXE_qapi"), &arguments);
    let client = patient(&path);
    client
        .execute_raw("query-name", None)
        .wait()
        .expect("it may");
    let refused = client.execute_raw("stop", None).wait().unwrap_err();
    assert!(refused.is_command_not_found(), "{refused}");
    signal(&proxy, "TERM");
    assert!(proxy.0.wait().expect("it ends").success());
    // It is systemd's.
    assert!(path.exists());
}

/// The command of docs/systemd runs as it stands, with other paths.
fn the_example_unit_serves_its_socket() {
    let unit = include_str!("../../../docs/systemd/qapi-proxy@.service");
    let command = unit
        .lines()
        .find_map(|line| line.strip_prefix("ExecStart="));
    let folder = tempfile::tempdir().expect("a folder");
    let _qemu = qemu(folder.path());
    let monitor = folder.path().join("qmp").display().to_string();
    let command = command
        .expect("a command")
        .replace("/run/qemu/%i.qmp", &monitor);
    let mut words = command.split(' ').map(str::to_owned);
    assert_eq!(words.next().as_deref(), Some("/usr/bin/qapi"));
    let arguments: Vec<String> = words.collect();
    let path = folder.path().join("look");
    let socket = UnixListener::bind(&path).expect("a socket");
    let proxy = activated(socket, env!("CARGO_BIN_EXE_qapi"), &arguments);
    let client = patient(&path);
    client
        .execute_raw("query-name", None)
        .wait()
        .expect("it may");
    client.execute_raw("stop", None).wait().unwrap_err();
    // ExecReload
    signal(&proxy, "HUP");
    client
        .execute_raw("query-name", None)
        .wait()
        .expect("it may");
}

fn a_socket_has_its_mode_and_owner() {
    let own = std::fs::metadata("/proc/self").expect("a process").uid();
    // Only root may give a socket to another user.
    let (user, id) = match own {
        0 => ("nobody".to_owned(), 65534),
        id => (id.to_string(), id),
    };
    let door = format!("door,mode=600,owner={user}");
    let setup = Setup::new(&[&door, "open,mode=666"], None);
    let of = |name: &str| std::fs::metadata(setup.path(name)).expect("a socket");
    assert_eq!((of("door").mode() & 0o777, of("door").uid()), (0o600, id));
    assert_eq!((of("open").mode() & 0o777, of("open").uid()), (0o666, own));
    for (option, message) in [
        ("mode=999", "no option `mode=999`"),
        ("mode=1777", "no option `mode=1777`"),
        ("owner=no-such-user", "no user `no-such-user`"),
    ] {
        let front = setup.path("front").display().to_string();
        let mut proxy = Command::new(env!("CARGO_BIN_EXE_qapi"));
        let monitor = format!("unix:{}", setup.path("door").display());
        proxy.args([
            "proxy",
            &monitor,
            "--listen",
            &format!("unix:{front},{option}"),
        ]);
        let output = proxy.output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let text = super::text(&output.stderr);
        assert!(text.contains(message), "{text}");
    }
}

fn tcp_on_loopback_is_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let _qemu = qemu(folder.path());
    let monitor = format!("unix:{}", folder.path().join("qmp").display());
    // Another program may take the port that was free a moment before.
    let started = (0..10).find_map(|_| {
        let free = std::net::TcpListener::bind("127.0.0.1:0").ok()?;
        let address = format!("tcp:127.0.0.1:{}", free.local_addr().ok()?.port());
        drop(free);
        let mut proxy = Command::new(env!("CARGO_BIN_EXE_qapi"));
        let door = format!("{address},profile=read-only");
        proxy.args(["proxy", &monitor, "--listen", &door]);
        let mut proxy = Running(proxy.stderr(Stdio::piped()).spawn().ok()?);
        let mut notes = BufReader::new(proxy.0.stderr.take()?).lines();
        let listens = |note: std::io::Result<String>| {
            note.is_ok_and(|note| note.contains(&format!("listening on {address}")))
        };
        notes.any(listens).then_some((proxy, address, notes))
    });
    let (_proxy, address, _notes) = started.expect("a proxy");
    let client = Client::connect(address).expect("a client");
    let named = client.execute_raw("query-name", None).wait();
    named.expect("it may");
    let refused = client.execute_raw("stop", None).wait().unwrap_err();
    assert!(refused.is_command_not_found(), "{refused}");
}

fn a_lock_leaves_queries_to_others() {
    let setup = Setup::with(&["door"], None, |folder| {
        vec![
            "--lock".to_owned(),
            format!("unix:{}", folder.join("backup").display()),
        ]
    });
    let other = setup.connect("door");
    other.execute_raw("stop", None).wait().expect("it may");
    let owner = setup.connect("backup");
    owner.execute_raw("cont", None).wait().expect("it may");
    let error = other
        .execute_raw("stop", None)
        .wait()
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("Another client has locked the monitor"),
        "{error}"
    );
    other
        .execute_raw("query-status", None)
        .wait()
        .expect("it may");
    drop(owner);
    until(|| other.execute_raw("stop", None).wait().is_ok());
}

fn a_log_and_transcripts_are_written() {
    let setup = Setup::with(&["door,profile=no-quit"], None, |folder| {
        let path = |name: &str| folder.join(name).display().to_string();
        vec![
            "--log".to_owned(),
            path("log"),
            "--transcripts".to_owned(),
            path("said"),
        ]
    });
    let client = setup.connect("door");
    let secret = serde_json::json!({"qom-type": "secret", "id": "s", "data": "hunter2"});
    client
        .execute_raw("object-add", Some(secret))
        .wait()
        .expect("it may");
    client.execute_raw("quit", None).wait().unwrap_err();
    drop(client);
    let log = || std::fs::read_to_string(setup.path("log")).unwrap_or_default();
    until(|| log().lines().count() == 4);
    let log: Vec<serde_json::Value> = log()
        .lines()
        .map(|line| line.parse().expect("JSON"))
        .collect();
    assert_eq!(
        (&log[0]["action"], &log[3]["action"]),
        (&"connect".into(), &"leave".into())
    );
    assert_eq!(log[1]["arguments"]["data"], "…");
    assert_eq!(
        (&log[1]["outcome"], &log[2]["outcome"]),
        (&"success".into(), &"refused".into())
    );
    let files: Vec<_> = std::fs::read_dir(setup.path("said"))
        .expect("a folder")
        .collect();
    assert_eq!(files.len(), 1);
    let path = files[0].as_ref().expect("a file").path();
    assert!(path.display().to_string().ends_with("-0.jsonl"));
    assert_eq!(
        std::fs::metadata(&path).expect("a file").mode() & 0o777,
        0o600
    );
    let transcript = std::fs::read(&path).expect("a file");
    let records = read_transcript(&transcript[..]).expect("a transcript");
    assert_eq!(records.len(), 7, "{records:?}");
    let all = super::text(&transcript);
    assert!(
        all.contains("object-add") && !all.contains("hunter2"),
        "{all}"
    );
}

fn clients_stay_while_qemu_is_killed_and_started_again() {
    let mut setup = Setup::with(&["door"], None, |_| vec!["--reconnect".to_owned()]);
    let client = patient(&setup.path("door"));
    let mut events = client.events::<RawEvent>();
    signal(&setup.qemu, "STOP");
    let waiting = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| client.execute_raw("query-name", None).wait());
        setup.wait_for_counter("qapi_proxy_in_flight 1\n");
        setup.qemu.0.kill().expect("it runs");
        setup.qemu.0.wait().expect("it ends");
        waiting.join().expect("no panic")
    });
    let error = waiting.unwrap_err().to_string();
    assert!(error.contains("may have run"), "{error}");
    let error = client
        .execute_raw("query-name", None)
        .wait()
        .unwrap_err()
        .to_string();
    assert!(error.contains("was not sent"), "{error}");
    std::fs::remove_file(setup.path("qmp")).expect("a dead socket");
    setup.qemu = qemu(setup.folder.path());
    let gap = events.next_within(PATIENCE);
    assert_eq!(
        gap.expect("an event").expect("it is read").body.name,
        "QAPI_PROXY_GAP"
    );
    client
        .execute_raw("query-name", None)
        .wait()
        .expect("it is back");
}

/// A proxy is a client of another: the second one is killed with commands under way.
fn a_killed_client_touches_no_other() {
    let setup = Setup::new(&["door"], None);
    let other = setup.connect("door");
    let mut second = Command::new(env!("CARGO_BIN_EXE_qapi"));
    second
        .arg("proxy")
        .arg(format!("unix:{}", setup.path("door").display()));
    let front = format!("unix:{}", setup.path("second").display());
    let second = second
        .args(["--listen", &front])
        .stderr(Stdio::null())
        .spawn();
    let mut second = Running(second.expect("it starts"));
    wait_for(&setup.path("second"));
    let through = patient(&setup.path("second"));
    through
        .execute_raw("query-name", None)
        .wait()
        .expect("it may");
    signal(&setup.qemu, "STOP");
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| through.execute_raw("query-status", None).wait());
        let mine = scope.spawn(|| other.execute_raw("query-name", None).wait());
        setup.wait_for_counter("qapi_proxy_in_flight 2\n");
        second.0.kill().expect("it runs");
        second.0.wait().expect("it ends");
        setup.wait_for_counter("qapi_proxy_clients{profile=\"full\"} 1\n");
        signal(&setup.qemu, "CONT");
        let lost = waiting.join().expect("no panic").unwrap_err();
        assert!(lost.is_disconnected(), "{lost}");
        mine.join().expect("no panic").expect("a reply");
    });
    other
        .execute_raw("query-status", None)
        .wait()
        .expect("it is served");
    setup.wait_for_counter("qapi_proxy_in_flight 0\n");
}

fn a_config_that_cannot_be_read_stops_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let _qemu = qemu(folder.path());
    let path = |name: &str| folder.path().join(name).display().to_string();
    for (file, text, message) in [
        ("none.toml", None, "No such file"),
        ("bad.toml", Some("[profile.p\n"), "1 | [profile.p"),
        (
            "command.toml",
            Some("[profile.p]\nallow = [\"query-blokc\"]\n"),
            "no command `query-blokc`; did you mean `query-block`?",
        ),
        (
            "path.toml",
            Some("[[profile.p.arguments]]\npath = \"blockdev-add/arg-type/drivr\"\n"),
            "did you mean `blockdev-add/arg-type/driver`?",
        ),
    ] {
        if let Some(text) = text {
            std::fs::write(folder.path().join(file), text).expect("a file");
        }
        let front = format!("unix:{},profile=p", path("front"));
        let monitor = format!("unix:{}", path("qmp"));
        let mut proxy = Command::new(env!("CARGO_BIN_EXE_qapi"));
        proxy.args([
            "proxy",
            &monitor,
            "--listen",
            &front,
            "--config",
            &path(file),
        ]);
        let output = proxy.output().expect("it runs");
        let told = super::text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{file}: {told}");
        assert!(told.contains(message), "{file}: {told}");
        assert!(!folder.path().join("front").exists());
    }
}
