//! Addresses, sockets that do not accept connections yet, and peers that are not what they should
//! be, for all clients.

use std::io::ErrorKind;
use std::os::fd::OwnedFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::time::{Duration, Instant};

use qapi_client::tokio::Backoff;
use qapi_client::{Address, Error, Options, Waiting, blocking, threaded, tokio};
use qapi_test_support::{Trial, trials};

use crate::support::{self, LONG, Peer, QEMU_FLAGS};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        all_clients_wait_for_a_socket_that_does_not_listen_yet,
        all_clients_take_all_forms_of_addresses,
        all_clients_wait_for_room_in_a_full_queue,
        waiting_clients_outlast_a_full_queue,
        a_human_monitor_is_recognised,
        a_human_monitor_that_greets_in_pieces_is_recognised,
        agents_and_monitors_are_told_apart,
        a_monitor_that_greets_late_is_no_agent,
        a_vsock_address_without_a_listener_is_an_error,
    ]
}

#[cfg(feature = "vsock")]
pub(crate) fn vsock() -> Vec<Trial> {
    trials![
        all_clients_connect_by_vsock,
        all_clients_wait_for_a_vsock_listener,
    ]
}

/// The result of connecting, without the client.
type Connected = Result<(), Error>;

/// Connects one kind of client and drops it.
type Connect = fn(&str, &Options) -> Connected;

/// All kinds of clients of a monitor, by name.
const MONITORS: [(&str, Connect); 5] = [
    ("blocking", |address, options| {
        blocking::Client::connect_with(address, options).map(drop)
    }),
    ("threaded", |address, options| {
        threaded::Client::connect_with(address, options).map(drop)
    }),
    ("tokio", |address, options| {
        threaded::block_on(tokio::Client::connect_with(address, options))?.map(drop)
    }),
    ("threaded, reconnecting", |address, options| {
        threaded::Reconnecting::connect(address, options, Backoff::default()).map(drop)
    }),
    ("tokio, reconnecting", |address, options| {
        let connecting = tokio::Reconnecting::connect(address, options, Backoff::default());
        threaded::block_on(connecting)?.map(drop)
    }),
];

/// All kinds of clients of an agent, by name.
const AGENTS: [(&str, Connect); 3] = [
    ("blocking agent", |address, options| {
        blocking::GuestAgent::connect_with(address, options).map(drop)
    }),
    ("threaded agent", |address, options| {
        threaded::GuestAgent::connect_with(address, options).map(drop)
    }),
    ("tokio agent", |address, options| {
        threaded::block_on(tokio::GuestAgent::connect_with(address, options))?.map(drop)
    }),
];

/// Returns all kinds of clients, with true for those of an agent.
fn clients() -> impl Iterator<Item = ((&'static str, Connect), bool)> {
    let monitors = MONITORS.into_iter().map(|client| (client, false));
    monitors.chain(AGENTS.into_iter().map(|client| (client, true)))
}

/// Serves one connection, as a monitor or an agent.
fn serve(accept: impl FnOnce() -> UnixStream, is_agent: bool) {
    let peer = Peer::on(accept(), move |peer| {
        if !is_agent {
            return peer.open();
        }
        let line = peer.line();
        let token = line.rsplit(':').next().unwrap().trim_end_matches('}');
        peer.send(b"\xff");
        peer.send(format!("{{\"return\": {token}}}\n"));
    });
    peer.join().unwrap();
}

fn all_clients_wait_for_a_socket_that_does_not_listen_yet() {
    let soon = Duration::from_millis(50);
    for ((name, connect), is_agent) in clients() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let address = path.display().to_string();
        let at_once = Options::new();
        let kind = |connected: Connected| match connected {
            Err(Error::Connect { reason, .. }) => reason.kind(),
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(kind(connect(&address, &at_once)), ErrorKind::NotFound);
        let a_moment = Options::new().wait_for_socket(soon);
        let begin = Instant::now();
        assert_eq!(kind(connect(&address, &a_moment)), ErrorKind::NotFound);
        assert!(begin.elapsed() >= soon, "{name}");
        // A socket without a listener: an earlier program's.
        drop(UnixListener::bind(&path).unwrap());
        assert_eq!(
            kind(connect(&address, &at_once)),
            ErrorKind::ConnectionRefused
        );
        std::fs::remove_file(&path).unwrap();

        let server = std::thread::spawn(move || {
            std::thread::sleep(soon);
            drop(UnixListener::bind(&path).unwrap());
            std::thread::sleep(soon);
            std::fs::remove_file(&path).unwrap();
            let listener = UnixListener::bind(&path).unwrap();
            serve(|| listener.accept().unwrap().0, is_agent);
        });
        let patient = Options::new().wait_for_socket(LONG);
        let connected = connect(&address, &patient);
        assert!(connected.is_ok(), "{name}: {connected:?}");
        server.join().unwrap();
    }
}

fn all_clients_take_all_forms_of_addresses() {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::SocketAddr;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a:b, c");
    let unix = UnixListener::bind(&path).unwrap();
    let name = format!("qapi-client-{}", std::process::id());
    let in_abstract = SocketAddr::from_abstract_name(&name).unwrap();
    let in_abstract = UnixListener::bind_addr(&in_abstract).unwrap();
    let tcp = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = tcp.local_addr().unwrap().port();
    let path = path.display();
    let unix = || unix.accept().unwrap().0;
    let in_abstract = || in_abstract.accept().unwrap().0;
    // A peer reads and writes any stream.
    let tcp = || UnixStream::from(OwnedFd::from(tcp.accept().unwrap().0));
    let forms: [(String, &(dyn Fn() -> UnixStream + Sync)); 7] = [
        (format!("unix:{path}"), &unix),
        (path.to_string(), &unix),
        (format!("unix:@{name}"), &in_abstract),
        (format!("@{name}"), &in_abstract),
        (format!("tcp:127.0.0.1:{port}"), &tcp),
        (format!("127.0.0.1:{port}"), &tcp),
        (format!("localhost:{port}"), &tcp),
    ];
    for (address, accept) in forms {
        for ((name, connect), is_agent) in clients() {
            std::thread::scope(|scope| {
                scope.spawn(|| serve(accept, is_agent));
                let connected = connect(&address, &Options::new());
                assert!(connected.is_ok(), "{name}, {address}: {connected:?}");
            });
        }
    }
}

/// Returns a listener whose queue is full, and the connection in it.
fn full(path: &Path) -> (UnixListener, UnixStream) {
    let listener = UnixListener::bind(path).unwrap();
    // Linux lets one more wait than the number.
    rustix::net::listen(&listener, 0).unwrap();
    let waiting = UnixStream::connect(path).unwrap();
    (listener, waiting)
}

fn all_clients_wait_for_room_in_a_full_queue() {
    let short = Duration::from_millis(200);
    for ((name, connect), is_agent) in clients() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let (listener, waiting) = full(&path);
        let address = path.display().to_string();
        let begin = Instant::now();
        let error = connect(&address, &Options::new().connect_deadline(short)).unwrap_err();
        let Error::Timeout(timeout) = &error else {
            panic!("{name}: {error}")
        };
        assert_eq!(
            (&timeout.waiting, timeout.after),
            (&Waiting::Connection, short)
        );
        assert!(
            begin.elapsed() >= short && begin.elapsed() < LONG / 2,
            "{name}"
        );

        let server = std::thread::spawn(move || {
            std::thread::sleep(short / 2);
            drop((waiting, listener.accept().unwrap()));
            serve(|| listener.accept().unwrap().0, is_agent);
        });
        let connected = connect(&address, &Options::new().connect_deadline(LONG));
        assert!(connected.is_ok(), "{name}: {connected:?}");
        server.join().unwrap();
    }
}

/// `wait_for_socket` retries after a deadline that a full queue has used up.
fn waiting_clients_outlast_a_full_queue() {
    let short = Duration::from_secs(1);
    let outlasts = |name: &str, connect: Connect, is_agent: bool| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let (listener, waiting) = full(&path);
        let server = std::thread::spawn(move || {
            std::thread::sleep(short * 3 / 2);
            drop((waiting, listener.accept().unwrap()));
            serve(|| listener.accept().unwrap().0, is_agent);
        });
        let options = Options::new().connect_deadline(short);
        let options = options.wait_for_socket(LONG);
        let connected = connect(&path.display().to_string(), &options);
        assert!(connected.is_ok(), "{name}: {connected:?}");
        server.join().unwrap();
    };
    std::thread::scope(|scope| {
        for ((name, connect), is_agent) in clients() {
            scope.spawn(move || outlasts(name, connect, is_agent));
        }
    });
}

fn patient() -> Options {
    Options::new().connect_deadline(LONG)
}

fn a_human_monitor_is_recognised() {
    let human_qemu = support::start("qemu-system-x86_64", "hmp", |folder| {
        let monitor = format!("unix:{},server=on,wait=off", folder.join("hmp").display());
        let flags = QEMU_FLAGS.into_iter().chain(["-monitor", &monitor]);
        flags.map(str::to_owned).collect()
    });
    let address = human_qemu.address("hmp");
    for ((name, connect), _) in clients() {
        let error = connect(&address, &patient()).unwrap_err();
        other_side(name, &error, "a human monitor (HMP) where");
    }
}

fn a_human_monitor_that_greets_in_pieces_is_recognised() {
    let (stream, peer) = Peer::run(|peer| {
        peer.send("QEMU 10.0.0 moni");
        peer.send("tor - type 'help' for more information\r\n(qemu) ");
        peer.line()
    });
    let error = blocking::Client::from_stream(stream, &patient()).unwrap_err();
    other_side("blocking", &error, "a human monitor (HMP) where");
    peer.join().unwrap();
}

/// Long enough for an answer, and the time that a silent peer takes.
const WHILE: Duration = Duration::from_secs(4);

fn other_side(name: &str, error: &Error, found: &str) {
    let text = error.to_string();
    let recognised = error.is_protocol() && text.starts_with(found);
    assert!(recognised, "{name}: {text}");
}

fn agents_and_monitors_are_told_apart() {
    let options = Options::new().connect_deadline(WHILE);
    // An agent serves one client at a time, and a client asks only after half of its deadline.
    std::thread::scope(|scope| {
        for (name, connect) in MONITORS {
            let options = &options;
            scope.spawn(move || {
                let agent = support::qemu_ga();
                let error = connect(&agent.address("agent"), options).unwrap_err();
                other_side(name, &error, "a guest agent where");
            });
        }
    });
    let qemu = support::qemu();
    for (name, connect) in AGENTS {
        let error = connect(&qemu.address("qmp"), &options).unwrap_err();
        other_side(name, &error, "the greeting of a QMP monitor where");
    }
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

fn a_vsock_address_without_a_listener_is_an_error() {
    let options = Options::new().connect_deadline(Duration::from_millis(500));
    let address = Address::Vsock {
        cid: 1,
        port: 0x7fff_fff0,
    };
    // Nothing listens there, with or without vsock.
    let started = Instant::now();
    for (name, connect) in MONITORS {
        let error = connect(&address.to_string(), &options).unwrap_err();
        let text = error.to_string();
        assert!(
            error.is_timeout() || text.contains("vsock:1:2147483632"),
            "{name}: {text}"
        );
    }
    assert!(started.elapsed() < LONG);
}

/// Sockets of vsock, by calls of the system alone.
#[cfg(feature = "vsock")]
mod vsock {
    use std::os::fd::{AsRawFd, OwnedFd};
    use std::os::unix::net::UnixStream;

    use nix::sys::socket::{self, AddressFamily, Backlog, SockFlag, SockType, VsockAddr};
    use nix::{Result, libc};

    fn new() -> Result<OwnedFd> {
        let flags = SockFlag::SOCK_CLOEXEC;
        socket::socket(AddressFamily::Vsock, SockType::Stream, flags, None)
    }

    /// Returns a socket that listens, and its port.
    pub(super) fn listen() -> Result<(OwnedFd, u32)> {
        let listener = new()?;
        let any = VsockAddr::new(libc::VMADDR_CID_ANY, libc::VMADDR_PORT_ANY);
        socket::bind(listener.as_raw_fd(), &any)?;
        socket::listen(&listener, Backlog::new(16)?)?;
        let bound: VsockAddr = socket::getsockname(listener.as_raw_fd())?;
        Ok((listener, bound.port()))
    }

    /// Connects to a port of this machine.
    pub(super) fn connect(port: u32) -> Result<()> {
        let local = VsockAddr::new(libc::VMADDR_CID_LOCAL, port);
        socket::connect(new()?.as_raw_fd(), &local)
    }

    /// Accepts a connection: a peer reads and writes any stream.
    pub(super) fn accept(listener: &OwnedFd) -> UnixStream {
        UnixStream::from(rustix::net::accept(listener).unwrap())
    }
}

/// Needs the kernel's loop-back (CONFIG_VSOCKETS_LOOPBACK).
#[cfg(feature = "vsock")]
fn all_clients_connect_by_vsock() {
    let (listener, port) = match vsock::listen() {
        Ok(listening) => listening,
        Err(error) => qapi_test_support::waive(format!("the kernel has no vsock: {error}")),
    };
    if let Err(error) = vsock::connect(port) {
        qapi_test_support::waive(format!("the kernel has no vsock to itself: {error}"));
    }
    drop(vsock::accept(&listener));
    for ((name, connect), is_agent) in clients() {
        std::thread::scope(|scope| {
            scope.spawn(|| serve(|| vsock::accept(&listener), is_agent));
            let connected = connect(&format!("vsock:1:{port}"), &patient());
            assert!(connected.is_ok(), "{name}: {connected:?}");
        });
    }
}

/// A port of this machine that listens later.
#[cfg(feature = "vsock")]
fn all_clients_wait_for_a_vsock_listener() {
    let Ok((listener, port)) = vsock::listen() else {
        qapi_test_support::waive("the kernel has no vsock")
    };
    drop(listener);
    let begin = Instant::now();
    let wait = Duration::from_millis(300);
    for ((name, connect), _) in clients() {
        // The host, or nobody: each refuses in its own way, and no refusal ends the wait early.
        let options = Options::new().wait_for_socket(wait);
        let error = connect(&format!("vsock:2:{port}"), &options).unwrap_err();
        assert!(matches!(error, Error::Connect { .. }), "{name}: {error}");
        assert!(begin.elapsed() >= wait, "{name}: {error}");
    }
}
