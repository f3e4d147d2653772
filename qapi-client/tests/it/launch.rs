//! Programs that the client starts, and peers that are not what they should be.

use std::io::Read;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use ::tokio::process::Command;
use qapi_client::tokio::{Client, GuestAgent, Launch, ProcessError, Via};
use qapi_client::{Address, Error, Options, RunState, blocking, qmp};
use qapi_test_support::{Trial, trials};

use crate::support::{self, LONG, Peer, QEMU_FLAGS};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        programs_get_their_monitor_by_a_pair_of_sockets on CurrentThread,
        a_program_that_listens_is_connected_as_soon_as_it_does on CurrentThread,
        an_early_exit_is_reported_at_once on CurrentThread,
        one_deadline_is_for_all_steps on CurrentThread,
        a_program_is_killed_or_kept_on_drop on CurrentThread,
        descriptors_are_handed_over_with_their_numbers on CurrentThread,
        a_human_monitor_is_recognised,
        agents_and_monitors_are_told_apart,
        agents_and_monitors_are_told_apart_asynchronously on CurrentThread,
        a_monitor_that_greets_late_is_no_agent,
        a_vsock_address_without_a_listener_is_an_error,
    ]
}

fn qemu() -> Command {
    let mut command = Command::new(qapi_test_support::program("qemu-system-x86_64"));
    command.args(QEMU_FLAGS);
    command
}

fn storage_daemon() -> Command {
    Command::new(qapi_test_support::program("qemu-storage-daemon"))
}

/// A deadline that no step here exceeds.
fn patient() -> Options {
    Options::new().connect_deadline(LONG)
}

async fn programs_get_their_monitor_by_a_pair_of_sockets() {
    let launches = [
        Launch::new(qemu()),
        Launch::new(storage_daemon()).monitor(Via::StoragePair),
    ];
    for launch in launches {
        let mut process = launch.start(&patient()).await.unwrap();
        let vm = process.client().clone();
        // It is a Unix socket: descriptors pass.
        let getfd = vm.execute(qmp::commands::Getfd::new("pipe"));
        let given = getfd.with_fds([std::io::pipe().unwrap().0]).await;
        // The storage daemon of QEMU 7.2 does not have the command.
        assert!(given.is_ok_and(|()| true) || vm.greeting().version.major < 8);
        vm.execute(qmp::commands::Quit {}).await.unwrap();
        assert!(process.wait().await.unwrap().success());
    }
}

async fn a_program_that_listens_is_connected_as_soon_as_it_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("qmp");
    // A dead socket of an earlier program.
    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
    let launch = || {
        let mut command = qemu();
        let monitor = format!("unix:{},server=on,wait=off", path.display());
        command.args(["-qmp", &monitor]);
        Launch::new(command).monitor(Via::Socket(Address::unix(&path)))
    };
    let mut process = launch().start(&patient()).await.unwrap();
    assert_eq!(process.client().state(), RunState::Running);
    // Another program at that address is not taken for the new one.
    let error = launch().start(&patient()).await.unwrap_err();
    let ProcessError::Spawn { reason, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(reason.kind(), std::io::ErrorKind::AddrInUse);
    process.kill().await.unwrap();
}

async fn an_early_exit_is_reported_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let never = Via::Socket(Address::unix(folder.path().join("never")));
    // A child holds the sockets open, so only the exit itself shows.
    let script = "sleep 60 >&2 & echo first >&2; echo last words >&2; exit 7";
    for monitor in [Via::Pair, Via::Stdio, never] {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let start = Instant::now();
        let launch = Launch::new(command).monitor(monitor);
        let error = launch.start(&patient()).await.unwrap_err();
        assert!(start.elapsed() < LONG, "{error}");
        let text = error.to_string();
        let ProcessError::Connect { status, stderr, .. } = error else {
            panic!("{text}")
        };
        assert_eq!(status.unwrap().code(), Some(7));
        assert!(stderr.ends_with("last words\n"), "{stderr}");
        assert!(text.contains("exit status: 7") && text.contains("last words"));
    }
    let mut command = qemu();
    command.arg("-no-such-option");
    let error = Launch::new(command).start(&patient()).await.unwrap_err();
    assert!(error.to_string().contains("no-such-option"), "{error}");
}

async fn one_deadline_is_for_all_steps() {
    let folder = tempfile::tempdir().unwrap();
    let short = Duration::from_millis(200);
    let options = Options::new().connect_deadline(short);
    let never = Via::Socket(Address::unix(folder.path().join("never")));
    for monitor in [Via::Pair, Via::Stdio, never] {
        let mut command = Command::new("sleep");
        // Options that `Launch` adds would be errors.
        if monitor == Via::Pair {
            command = Command::new("sh");
            command.args(["-c", "exec sleep 60"]);
        } else {
            command.arg("60");
        }
        let start = Instant::now();
        let error = Launch::new(command).monitor(monitor).start(&options).await;
        let error = error.unwrap_err();
        let ProcessError::Connect { reason, status, .. } = &error else {
            panic!("{error}")
        };
        let late = reason.is_timeout() || matches!(reason, Error::Connect { .. });
        assert!(late && status.is_none(), "{error}");
        assert!(start.elapsed() >= short && start.elapsed() < LONG);
    }
}

/// Returns true while the process exists, and is no zombie.
fn is_alive(id: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let state = stat.rsplit(')').next().unwrap_or_default().trim_start();
    !state.is_empty() && !state.starts_with(['Z', 'X'])
}

async fn a_program_is_killed_or_kept_on_drop() {
    for keep in [false, true] {
        let launch = Launch::new(qemu()).keep_on_drop(keep);
        let process = launch.start(&patient()).await.unwrap();
        let id = process.id().unwrap();
        let vm = process.client().clone();
        drop(process);
        if keep {
            let status = vm.execute(qmp::commands::QueryStatus {}).await;
            assert!(status.is_ok() && is_alive(id));
            vm.execute(qmp::commands::Quit {}).await.unwrap();
        }
        let start = Instant::now();
        while is_alive(id) {
            assert!(start.elapsed() < LONG, "{id} lives");
            ::tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

async fn descriptors_are_handed_over_with_their_numbers() {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let (ours, theirs) = UnixStream::pair().unwrap();
    let mut launch = Launch::new(qemu());
    let [pipe, socket] = [launch.fd(writer), launch.fd(theirs)];
    assert_eq!([pipe, socket], [3, 4]);
    let device = format!("socket,id=c0,fd={socket}");
    let monitor = "chardev=c0,mode=readline";
    let set = format!("fd={pipe},set=9,opaque=pipe");
    launch
        .command()
        .args(["-chardev", &device, "-mon", monitor, "-add-fd", &set]);
    let mut process = launch.start(&patient()).await.unwrap();
    // The human monitor greets on our end of the socket.
    ours.set_read_timeout(Some(LONG)).unwrap();
    let mut greeting = [0; 5];
    (&ours).read_exact(&mut greeting).unwrap();
    assert_eq!(&greeting, b"QEMU ");
    let vm = process.client();
    let sets = vm.execute(qmp::commands::QueryFdsets {}).await.unwrap();
    assert_eq!(
        (sets[0].fdset_id, sets[0].fds[0].opaque.as_deref()),
        (9, Some("pipe"))
    );
    // Nobody but QEMU had the other end of the pipe.
    vm.execute(qmp::commands::Quit {}).await.unwrap();
    process.wait().await.unwrap();
    assert_eq!(reader.read(&mut [0]).unwrap(), 0);
}

fn human(error: &Error) {
    let text = error.to_string();
    assert!(error.is_protocol(), "{text}");
    assert!(text.contains("a human monitor (HMP) where the"), "{text}");
}

fn a_human_monitor_is_recognised() {
    let human_qemu = support::start("qemu-system-x86_64", "hmp", |folder| {
        let monitor = format!("unix:{},server=on,wait=off", folder.join("hmp").display());
        let flags = QEMU_FLAGS.into_iter().chain(["-monitor", &monitor]);
        flags.map(str::to_owned).collect()
    });
    let address = human_qemu.address("hmp");
    human(&blocking::Client::connect_with(&address, &patient()).unwrap_err());
    human(&qapi_client::threaded::Client::connect_with(&address, &patient()).unwrap_err());
    // The same from a script, in pieces.
    let (stream, peer) = Peer::run(|peer| {
        peer.send("QEMU 10.0.0 moni");
        peer.send("tor - type 'help' for more information\r\n(qemu) ");
        peer.line()
    });
    human(&blocking::Client::from_stream(stream, &patient()).unwrap_err());
    peer.join().unwrap();
}

/// Long enough for an answer, and the time that a silent peer takes.
const WHILE: Duration = Duration::from_secs(4);

fn other_side(error: &Error, found: &str) {
    let text = error.to_string();
    assert!(error.is_protocol() && text.starts_with(found), "{text}");
}

fn agents_and_monitors_are_told_apart() {
    let options = Options::new().connect_deadline(WHILE);
    let agent = support::qemu_ga();
    let error = blocking::Client::connect_with(agent.address("agent"), &options);
    other_side(&error.unwrap_err(), "a guest agent where");
    let qemu = support::qemu();
    let error = blocking::GuestAgent::connect_with(qemu.address("qmp"), &options);
    other_side(&error.unwrap_err(), "the greeting of a QMP monitor where");
    // A peer that says nothing is neither.
    let (stream, peer) = Peer::run(|peer| (peer.line(), peer.line()));
    let short = Options::new().connect_deadline(Duration::from_millis(50));
    let error = blocking::Client::from_stream(stream, &short).unwrap_err();
    assert!(error.to_string().contains("the greeting"), "{error}");
    let (question, end) = peer.join().unwrap();
    assert!(question.contains("guest-sync-delimited"), "{question}");
    assert_eq!(end, "");
}

fn a_monitor_that_greets_late_is_no_agent() {
    let (stream, peer) = Peer::run(|peer| {
        let question = peer.line();
        assert!(question.contains("guest-sync-delimited"), "{question}");
        peer.send(support::GREETING);
        // Its answers to the question, as QEMU gives them.
        let error = |class: &str| {
            format!("{{\"error\": {{\"class\": \"{class}\", \"desc\": \"no\"}}}}\r\n")
        };
        peer.send(error("GenericError"));
        assert!(peer.line().contains("qmp_capabilities"));
        peer.send(error("CommandNotFound"));
        peer.send("{\"return\": {}, \"id\": 1}\r\n");
        peer.expect("{\"execute\":\"query-name\",\"id\":2}");
        peer.send("{\"return\": {}, \"id\": 2}\r\n");
    });
    let options = Options::new().connect_deadline(WHILE);
    let vm = blocking::Client::from_stream(stream, &options).unwrap();
    vm.execute_raw("query-name", None).wait().unwrap();
    peer.join().unwrap();
}

async fn agents_and_monitors_are_told_apart_asynchronously() {
    let options = Options::new().connect_deadline(WHILE);
    let agent = support::qemu_ga();
    let error = Client::connect_with(agent.address("agent"), &options).await;
    other_side(&error.unwrap_err(), "a guest agent where");
    let qemu = support::qemu();
    let error = GuestAgent::connect_with(qemu.address("qmp"), &options).await;
    other_side(&error.unwrap_err(), "the greeting of a QMP monitor where");
}

fn a_vsock_address_without_a_listener_is_an_error() {
    let options = Options::new().connect_deadline(Duration::from_millis(500));
    let address = Address::Vsock {
        cid: 1,
        port: 0x7fff_fff0,
    };
    // Nothing listens there, with or without vsock.
    let started = Instant::now();
    for error in [
        blocking::Client::connect_with(&address, &options).unwrap_err(),
        qapi_client::threaded::Client::connect_with(&address, &options).unwrap_err(),
    ] {
        let text = error.to_string();
        assert!(
            error.is_timeout() || text.contains("vsock:1:2147483632"),
            "{text}"
        );
    }
    assert!(started.elapsed() < LONG);
}
