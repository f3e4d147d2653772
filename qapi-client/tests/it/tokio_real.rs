//! The asynchronous clients with the real programs, over every kind of connection.

use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::Duration;

use crate::support::LONG;
use qapi_client::tokio::{Client, GuestAgent, Listener, Stream};
use qapi_client::{Address, Error, Options, RawEvent, RunState};
use qapi_server::{Damage, relay};
use qapi_test_support::{Trial, trials};
use serde_json::json;
use tokio::io::DuplexStream;
use tokio::net::{TcpListener, UnixStream};
use tokio::process::{Child, Command};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        qemu_answers_many_at_once_and_sends_events_to_all on CurrentThread,
        a_qemu_stopped_in_the_middle_of_commands_hangs_nobody on CurrentThread,
        a_killed_qemu_ends_what_was_under_way on CurrentThread,
        qemu_executes_out_of_band_where_granted on CurrentThread,
        monitors_are_reached_through_every_kind_of_connection on CurrentThread,
        what_a_descriptor_is_of_is_found_out on CurrentThread,
        disconnecting_waits_for_replies_and_can_be_repeated on CurrentThread,
        the_guest_agent_answers_and_mixes_nothing_up on CurrentThread,
        the_guest_agent_is_reached_through_every_kind_of_stream on CurrentThread,
        the_storage_daemon_answers on CurrentThread,
    ]
}

async fn qemu_answers_many_at_once_and_sends_events_to_all() {
    let qemu = crate::support::qemu();
    let vm = Client::connect(qemu.address("qmp")).await.unwrap();
    assert_eq!(vm.state(), RunState::Running);
    let mut all = vm.events::<RawEvent>();
    let mut some = vm
        .events::<RawEvent>()
        .only::<qapi_client::qmp::events::Resume>();

    let tasks: Vec<_> = (0..50)
        .map(|i| {
            let vm = vm.clone();
            qapi_test_support::spawn(async move {
                let path = json!({"path": "/", "property": "type"});
                match i % 2 {
                    0 => vm.execute_raw("query-version", None).await.unwrap()["package"].clone(),
                    _ => vm.execute_raw("qom-get", Some(path)).await.unwrap(),
                }
            })
        })
        .collect();
    for (i, task) in tasks.into_iter().enumerate() {
        let value = task.await.unwrap();
        assert_eq!(value == "container", i % 2 == 1, "{value}");
    }

    vm.execute_raw("stop", None).await.unwrap();
    vm.execute_raw("cont", None).await.unwrap();
    assert_eq!(all.next().await.unwrap().unwrap().body.name, "STOP");
    assert_eq!(all.next().await.unwrap().unwrap().body.name, "RESUME");
    assert_eq!(some.next().await.unwrap().unwrap().body.name, "RESUME");

    let schema = vm.schema().await.unwrap();
    assert!(schema.query("query-status").unwrap());
    vm.execute_raw("quit", None).await.unwrap();
    assert_eq!(all.next().await.unwrap().unwrap().body.name, "SHUTDOWN");
    assert!(all.next().await.is_none());
    let mut state = vm.states();
    state
        .wait_for(|state| *state == RunState::Idle)
        .await
        .unwrap();
    let error = vm.execute_raw("query-status", None).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Disconnected {
                may_have_run: false,
                ..
            }
        ),
        "{error:?}"
    );
    vm.disconnect().await;
}

/// QEMU is stopped while it answers, and has sent only part of a reply.
async fn a_qemu_stopped_in_the_middle_of_commands_hangs_nobody() {
    let qemu = crate::support::qemu();
    // Without out of band, all commands are sent at once.
    let options = Options::new().oob(false);
    let vm = Client::connect_with(qemu.address("qmp"), &options)
        .await
        .unwrap();
    // Many more than fit into a socket's buffer, so that QEMU cannot finish all of them.
    let large = || qapi_test_support::spawn(vm.execute_raw("query-qmp-schema", None).into_future());
    let first = large();
    let patient: Vec<_> = (0..6).map(|_| large()).collect();
    let short = Duration::from_millis(500);
    let last = vm.execute_raw("query-version", None).deadline(short);
    let last = qapi_test_support::spawn(last.into_future());
    let schema = first.await.unwrap().unwrap();
    qemu.signal("STOP");
    let error = last.await.unwrap().unwrap_err();
    assert!(error.is_timeout() && error.may_have_run(), "{error}");
    assert_eq!(vm.outstanding().last().unwrap(), "query-version");
    assert!(!patient.last().unwrap().is_finished());
    qemu.signal("CONT");
    for reply in patient {
        assert!(reply.await.unwrap().unwrap() == schema);
    }
    // The reply to the abandoned command arrives before it, and is dropped.
    let name = vm.execute_raw("query-name", None).await.unwrap();
    assert_eq!(name, json!({}));
    assert!(vm.outstanding().is_empty());
}

async fn a_killed_qemu_ends_what_was_under_way() {
    let qemu = crate::support::qemu();
    let vm = Client::connect(qemu.address("qmp")).await.unwrap();
    qemu.signal("STOP");
    let execute = qapi_test_support::spawn(vm.execute_raw("query-version", None).into_future());
    while vm.outstanding().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    qemu.signal("KILL");
    let error = execute.await.unwrap().unwrap_err();
    assert!(error.is_disconnected() && error.may_have_run(), "{error}");
}

async fn qemu_executes_out_of_band_where_granted() {
    let qemu = crate::support::qemu();
    let options = Options::new();
    let vm = Client::connect_with(qemu.address("qmp"), &options)
        .await
        .unwrap();
    assert!(vm.oob_granted());
    // No migration is active, and the command reports it when executed.
    let error = vm
        .execute_raw("migrate-pause", None)
        .out_of_band()
        .await
        .unwrap_err();
    assert_eq!(error.class().unwrap().as_str(), "GenericError");

    drop(vm);
    let vm = Client::connect_with(qemu.address("qmp"), &options.oob(false))
        .await
        .unwrap();
    let error = vm
        .execute_raw("migrate-pause", None)
        .out_of_band()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::OobNotGranted { .. }));
}

/// The programs with a monitor.
const MONITORS: [&str; 2] = ["qemu-system-x86_64", "qemu-storage-daemon"];

/// Returns the program, with a monitor at the character device `device`.
fn monitor(program: &str, device: &str) -> Command {
    let path = qapi_test_support::program(program);
    let device = format!("{device},id=m");
    let mut command = Command::new(path);
    match program {
        "qemu-system-x86_64" => command.args(crate::support::QEMU_FLAGS).args([
            "-chardev",
            &device,
            "-mon",
            "chardev=m,mode=control",
        ]),
        _ => command.args(["--chardev", &device, "--monitor", "chardev=m"]),
    };
    command.kill_on_drop(true);
    command
}

/// Origin of a stream.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Unix,
    Tcp,
    /// A stream of the program's own: here one that forwards little at a time.
    Any,
    Inherited,
    AcceptedUnix,
    AcceptedTcp,
}

const KINDS: [Kind; 6] = [
    Kind::Unix,
    Kind::Tcp,
    Kind::Any,
    Kind::Inherited,
    Kind::AcceptedUnix,
    Kind::AcceptedTcp,
];

/// Starts the program with a monitor at the socket that it inherits. A listener has to be non-blocking:
/// the storage daemon of QEMU 7.2 may accept twice, and waits for a second client for ever.
fn start_at(program: &str, device: &str, socket: impl Into<OwnedFd>) -> Child {
    let mut command = monitor(program, device);
    command.stdin(socket.into()).spawn().unwrap()
}

/// Returns a stream that forwards little at a time.
fn in_pieces(stream: UnixStream) -> DuplexStream {
    let (ours, near) = tokio::io::duplex(1 << 10);
    let damage = || Damage::none().pieces(200);
    qapi_test_support::spawn(relay(near, stream, damage(), damage()));
    ours
}

/// Starts the program, and connects to it or accepts its connection.
async fn through(program: &str, kind: Kind, directory: &Path) -> (Client, Child) {
    let options = Options::new().connect_deadline(LONG);
    let path = directory.join(format!("{program}-{kind:?}"));
    let unix = format!("unix:{}", path.display());
    let listen = "socket,fd=0,server=on,wait=off";
    let (vm, child) = match kind {
        Kind::Unix => {
            let socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
            socket.set_nonblocking(true).unwrap();
            let child = start_at(program, listen, socket);
            (Client::connect_with(unix, &options).await, child)
        }
        Kind::Tcp => {
            let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            socket.set_nonblocking(true).unwrap();
            let address = format!("tcp:{}", socket.local_addr().unwrap());
            let child = start_at(program, listen, socket);
            (Client::connect_with(address, &options).await, child)
        }
        Kind::Any => {
            let (ours, theirs) = std::os::unix::net::UnixStream::pair().unwrap();
            let child = start_at(program, "socket,fd=0", theirs);
            let stream = in_pieces(crate::support::asynchronous(ours));
            (Client::from_stream(stream, &options).await, child)
        }
        Kind::Inherited => {
            let (ours, theirs) = std::os::unix::net::UnixStream::pair().unwrap();
            let child = start_at(program, "socket,fd=0", theirs);
            let stream = Stream::from_fd(ours.into()).unwrap();
            assert!(matches!(stream, Stream::Unix(_)));
            (Client::from_stream(stream, &options).await, child)
        }
        Kind::AcceptedUnix => {
            let listener = Listener::bind(unix).await.unwrap();
            let device = format!("socket,path={}", path.display());
            let child = monitor(program, &device).spawn().unwrap();
            let vm = listener.accept(&options).await;
            drop(listener);
            assert!(!path.exists());
            (vm, child)
        }
        Kind::AcceptedTcp => {
            let (host, port) = ("127.0.0.1".to_owned(), 0);
            let listener = Listener::bind(Address::Tcp { host, port }).await.unwrap();
            let Address::Tcp { host, port } = listener.address() else {
                panic!("{listener:?}")
            };
            let device = format!("socket,host={host},port={port}");
            let child = monitor(program, &device).spawn().unwrap();
            (listener.accept(&options).await, child)
        }
    };
    (vm.unwrap(), child)
}

async fn monitors_are_reached_through_every_kind_of_connection() {
    let directory = std::env::temp_dir().join(format!("qapi-client-{}-k", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    for program in MONITORS {
        for kind in KINDS {
            let (vm, mut child) = through(program, kind, &directory).await;
            // An event that both programs emit, caused by a job.
            let mut events = vm.events::<RawEvent>();
            let file = directory.join("image").display().to_string();
            let options = json!({"driver": "file", "size": 65536, "filename": file});
            let create = json!({"job-id": "j", "options": options});
            let (created, schema, error) = tokio::join!(
                vm.execute_raw("blockdev-create", Some(create))
                    .into_future(),
                vm.execute_raw("query-qmp-schema", None).into_future(),
                vm.execute_raw("no-such-command", None).into_future(),
            );
            assert_eq!(created.unwrap(), json!({}), "{program}, {kind:?}");
            assert!(schema.unwrap().as_array().unwrap().len() > 300);
            assert!(error.unwrap_err().is_command_not_found());
            let event = tokio::time::timeout(LONG, events.next()).await.unwrap();
            assert_eq!(event.unwrap().unwrap().body.name, "JOB_STATUS_CHANGE");
            // With a job of its own, it may exit before it answers.
            drop(vm.execute_raw("quit", None).await);
            assert!(child.wait().await.unwrap().success(), "{program}, {kind:?}");
        }
    }
    std::fs::remove_dir_all(directory).unwrap();
}

async fn what_a_descriptor_is_of_is_found_out() {
    let file = std::fs::File::open("/dev/null").unwrap();
    assert!(Stream::from_fd(file.into()).is_err());
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let tcp = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    assert!(matches!(
        Stream::from_fd(tcp.into()).unwrap(),
        Stream::Tcp(_)
    ));
}

async fn disconnecting_waits_for_replies_and_can_be_repeated() {
    let qemu = crate::support::qemu();
    let vm = Client::connect(qemu.address("qmp")).await.unwrap();
    let under_way: Vec<_> = (0..5)
        .map(|_| qapi_test_support::spawn(vm.execute_raw("query-qmp-schema", None).into_future()))
        .collect();
    tokio::task::yield_now().await;
    let other = vm.clone();
    tokio::join!(vm.disconnect(), async move { other.disconnect().await });
    assert_eq!(vm.state(), RunState::Idle);
    for execute in under_way {
        match execute.await.unwrap() {
            Ok(schema) => assert!(schema.is_array()),
            Err(error) => assert!(error.is_disconnected() && !error.may_have_run(), "{error}"),
        }
    }
    vm.disconnect().await;
    Client::connect(qemu.address("qmp")).await.unwrap();
}

async fn the_guest_agent_answers_and_mixes_nothing_up() {
    let process = crate::support::qemu_ga();
    let agent = GuestAgent::connect(process.address("agent")).await.unwrap();
    let (info, time, error) = tokio::join!(
        agent.execute_raw("guest-info", None).into_future(),
        agent.execute_raw("guest-get-time", None).into_future(),
        agent
            .execute_raw("guest-no-such-command", None)
            .into_future(),
    );
    assert!(info.unwrap()["version"].is_string());
    assert!(time.unwrap().is_number());
    assert!(error.unwrap_err().is_command_not_found());

    process.signal("STOP");
    let short = Duration::from_millis(100);
    for _ in 0..3 {
        let execute = agent.execute_raw("guest-get-time", None).deadline(short);
        assert!(execute.await.unwrap_err().is_timeout());
    }
    process.signal("CONT");
    assert_eq!(
        agent.execute_raw("guest-ping", None).await.unwrap(),
        json!({})
    );
}

/// The agent listens only at a Unix socket; other streams are forwarded to it.
async fn the_guest_agent_is_reached_through_every_kind_of_stream() {
    let process = crate::support::qemu_ga();
    let path = process.path("agent");
    let options = Options::new().connect_deadline(LONG);
    for kind in [Kind::Unix, Kind::Tcp, Kind::Any, Kind::Inherited] {
        let agent = match kind {
            Kind::Tcp => {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let address = format!("tcp:{}", listener.local_addr().unwrap());
                let path = path.clone();
                qapi_test_support::spawn(async move {
                    let (near, _) = listener.accept().await.unwrap();
                    let far = UnixStream::connect(path).await.unwrap();
                    relay(near, far, Damage::none(), Damage::none()).await
                });
                GuestAgent::connect_with(address, &options).await
            }
            Kind::Any => {
                let stream = UnixStream::connect(&path).await.unwrap();
                GuestAgent::from_stream(in_pieces(stream), &options).await
            }
            Kind::Inherited => {
                let stream = std::os::unix::net::UnixStream::connect(&path).unwrap();
                let stream = Stream::from_fd(stream.into()).unwrap();
                GuestAgent::from_stream(stream, &options).await
            }
            _ => GuestAgent::connect_with(process.address("agent"), &options).await,
        };
        let agent = agent.unwrap();
        let info = agent.execute_raw("guest-info", None).await.unwrap();
        assert!(info["version"].is_string(), "{kind:?}: {info}");
        let error = agent.execute_raw("guest-none", None).await.unwrap_err();
        assert!(error.is_command_not_found(), "{kind:?}: {error}");
        agent.disconnect().await;
    }
}

async fn the_storage_daemon_answers() {
    let daemon = crate::support::storage_daemon();
    let client = Client::connect(daemon.address("qmp")).await.unwrap();
    let job = json!({"job-id": "j", "options": {"driver": "file", "size": 65536,
        "filename": daemon.path("image").display().to_string()}});
    let mut events = client.events::<RawEvent>();
    client
        .execute_raw("blockdev-create", Some(job))
        .await
        .unwrap();
    let mut states = Vec::new();
    while states.last().is_none_or(|state| state != "concluded") {
        let event = events.next().await.unwrap().unwrap();
        assert_eq!(event.body.name, "JOB_STATUS_CHANGE");
        let data = event.body.data.unwrap();
        let data: serde_json::Value = serde_json::from_str(data.get()).unwrap();
        states.push(data["status"].as_str().unwrap().to_owned());
    }
    assert_eq!(states.first().unwrap(), "created");
    client.execute_raw("quit", None).await.unwrap();
}
