//! Every step of connecting ends by the `connect_deadline`, and every command by its own deadline,
//! with any peer and each kind of client.

use std::fs;
use std::io::Write;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use qapi_client::introspect::policy::{Policy, Reaction};
use qapi_client::{Error, Options, Waiting};
use qapi_test_support::{Trial, trial, trials};
use serde_json::{Value, json};

use crate::support::{GREETING, LONG, Peer, awaited, wait};

/// The tests of this module: each client with each peer, and those that need one client only.
pub(crate) fn all() -> Vec<Trial> {
    let mut all = trials![
        commands_wait_for_a_new_connection_until_their_deadline on CurrentThread,
    ];
    for client in ["blocking", "threaded", "tokio"] {
        for step in STEPS {
            for end in ENDS {
                // An agent's replies have no ids: any ends the command.
                if step.name == "agent_command" && matches!(end, End::Replies) {
                    continue;
                }
                let name = format!("it::deadlines::{client}::{}::{end:?}", step.name);
                all.push(trial(&name, move || step_ends(client, &step, end)));
            }
        }
        for kind in ["monitor", "agent"] {
            let name = format!("it::deadlines::{client}::full_backlog_of_{kind}");
            all.push(trial(&name, move || a_full_backlog_ends(client, kind)));
        }
    }
    all
}

/// Deadline of a wait that fails.
const SHORT: Duration = Duration::from_millis(100);

/// Deadlines of connecting. On a busy machine, a step before the tested one takes longer than the first.
const DEADLINES: [Duration; 4] = [
    SHORT,
    Duration::from_millis(800),
    Duration::from_secs(6),
    LONG,
];

/// The peer's part of a session up to the step that never ends.
#[derive(Clone, Copy)]
struct Step {
    name: &'static str,
    /// Messages before the step. The peer reads a line after each; `TOKEN` is that of the line
    /// before.
    said: &'static [&'static str],
    /// The wait that fails.
    waiting: fn() -> Waiting,
    /// The client has connected before.
    connects: bool,
    agent: bool,
}

const SYNCED: &str = "{\"return\": TOKEN}\n";
const DONE: &str = "{\"return\": {}, \"id\": 1}\r\n";

const STEPS: [Step; 6] = [
    Step {
        name: "greeting",
        said: &[],
        waiting: || Waiting::Greeting,
        connects: false,
        agent: false,
    },
    Step {
        name: "negotiation",
        said: &[GREETING],
        waiting: || Waiting::Command("qmp_capabilities".into()),
        connects: false,
        agent: false,
    },
    Step {
        name: "schema",
        said: &[GREETING, DONE],
        waiting: || Waiting::Command("query-qmp-schema".into()),
        connects: false,
        agent: false,
    },
    Step {
        name: "command",
        said: &[GREETING, DONE],
        waiting: || Waiting::Command("slow".into()),
        connects: true,
        agent: false,
    },
    Step {
        name: "synchronisation",
        said: &[],
        waiting: || Waiting::Sync,
        connects: false,
        agent: true,
    },
    Step {
        name: "agent_command",
        said: &["", SYNCED],
        waiting: || Waiting::Command("slow".into()),
        connects: true,
        agent: true,
    },
];

/// The behaviour of the peer in the step that never ends. It sends as long as the client stays.
#[derive(Clone, Copy, Debug)]
enum End {
    /// Sends nothing, and reads nothing.
    Silence,
    /// Sends a blank each millisecond.
    Blanks,
    /// Sends a message that does not end, a byte each millisecond.
    Unfinished,
    /// Sends events without a pause.
    Events,
    /// Sends replies to commands that nobody gave, without a pause.
    Replies,
}

const ENDS: [End; 5] = [
    End::Silence,
    End::Blanks,
    End::Unfinished,
    End::Events,
    End::Replies,
];

fn end(peer: &mut UnixStream, end: End, client_left: &mpsc::Receiver<()>) {
    let (first, again, pause) = match end {
        End::Silence => {
            let _ = client_left.recv();
            return;
        }
        End::Blanks => ("", " ", Duration::from_millis(1)),
        End::Unfinished => ("{\"return\": \"", "x", Duration::from_millis(1)),
        End::Events => (
            "",
            "{\"event\": \"E\", \"data\": {\"a\": [1]}}\r\n",
            Duration::ZERO,
        ),
        End::Replies => ("", "{\"return\": 7, \"id\": 7000}\r\n", Duration::ZERO),
    };
    let mut sent = peer.write_all(first.as_bytes());
    while sent.is_ok() && client_left.try_recv() == Err(mpsc::TryRecvError::Empty) {
        std::thread::sleep(pause);
        sent = peer.write_all(again.as_bytes());
    }
}

/// Serves one client, up to the step that does not end.
fn serve(listener: &UnixListener, step: &Step, how: End, client_left: &mpsc::Receiver<()>) {
    let (stream, _) = listener.accept().unwrap();
    let mut writer = stream.try_clone().unwrap();
    // A peer that stays in a write would outlive its client.
    writer.set_write_timeout(Some(LONG)).unwrap();
    let said = step.said;
    let read = move |peer: &mut Peer| {
        let mut line = String::new();
        for message in said {
            // The line that follows the last message is the step's own. On a busy machine, a client
            // may ask to synchronise again before it sees the answer.
            loop {
                let token = line.rsplit(':').next().unwrap_or_default();
                peer.send(message.replace("TOKEN", token.trim_end_matches('}')));
                line = peer.line();
                // A client asks a monitor that greets late whether it is an agent.
                while *message == GREETING && line.contains("guest-sync") {
                    line = peer.line();
                }
                if *message != SYNCED || !line.contains("guest-sync") {
                    break;
                }
            }
        }
    };
    Peer::on(stream, read).join().unwrap();
    end(&mut writer, how, client_left);
}

/// Runs a client until it fails: connects to `path`, and executes `slow`.
fn run(client: &str, agent: bool, path: &Path, options: &Options) -> (bool, Error) {
    macro_rules! session {
        ($connected:expr, $wait:ident) => {
            match $connected {
                Err(error) => (false, error),
                Ok(peer) => {
                    let command = peer.execute_raw("slow", Some(json!({"a": 1}))).deadline(SHORT);
                    let result: Result<Value, Error> = $wait!(command);
                    (true, result.unwrap_err())
                }
            }
        };
    }
    let address = format!("unix:{}", path.display());
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    match (client, agent) {
        ("blocking", false) => {
            session!(
                qapi_client::blocking::Client::connect_with(address, options),
                wait
            )
        }
        ("blocking", true) => {
            session!(
                qapi_client::blocking::GuestAgent::connect_with(address, options),
                wait
            )
        }
        ("threaded", false) => {
            session!(
                qapi_client::threaded::Client::connect_with(address, options),
                wait
            )
        }
        ("threaded", true) => {
            session!(
                qapi_client::threaded::GuestAgent::connect_with(address, options),
                wait
            )
        }
        ("tokio", false) => runtime().block_on(async {
            session!(
                qapi_client::tokio::Client::connect_with(address, options).await,
                awaited
            )
        }),
        ("tokio", true) => runtime().block_on(async {
            session!(
                qapi_client::tokio::GuestAgent::connect_with(address, options).await,
                awaited
            )
        }),
        other => panic!("{other:?}"),
    }
}

/// Runs a client in a thread, and fails if it hangs.
#[track_caller]
fn fails(client: &'static str, agent: bool, path: &Path, options: Options) -> (bool, Error) {
    let (send, result) = mpsc::channel();
    let path = path.to_owned();
    std::thread::spawn(move || send.send(run(client, agent, &path, &options)));
    result.recv_timeout(3 * LONG).expect("the client hangs")
}

fn step_ends(client: &'static str, step: &Step, how: End) {
    let mut deadlines = DEADLINES.iter();
    let reached = deadlines.find(|deadline| step_ends_in(**deadline, client, step, how));
    assert!(reached.is_some(), "an earlier step took all deadlines");
}

/// Fails unless the step ends by the deadline. Returns false if an earlier step of connecting took all of it.
fn step_ends_in(deadline: Duration, client: &'static str, step: &Step, how: End) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("qmp");
    let listener = UnixListener::bind(&path).unwrap();
    let (left, client_left) = mpsc::channel();
    let peer = std::thread::spawn({
        let step = *step;
        move || serve(&listener, &step, how, &client_left)
    });
    let (connect, expected) = match step.connects {
        true => (LONG, SHORT),
        false => (deadline, deadline),
    };
    let mut options = Options::new().connect_deadline(connect).deadline(LONG);
    if step.name == "schema" {
        options = options.policy(Policy::default().deprecated(Reaction::Reject));
    }
    let (connected, error) = fails(client, step.agent, &path, options);
    drop(left);
    peer.join().unwrap();
    let timeout = match &error {
        Error::Timeout(timeout) => timeout,
        // A monitor greets before it replies.
        Error::Protocol { .. } if step.name == "greeting" && matches!(how, End::Replies) => {
            return true;
        }
        _ => panic!("{error:?}"),
    };
    assert_eq!(timeout.after, expected, "{error}");
    let waiting = (step.waiting)();
    if !step.connects && !connected && is_before(&timeout.waiting, &waiting) {
        return false;
    }
    assert_eq!(
        (connected, &timeout.waiting),
        (step.connects, &waiting),
        "{error}"
    );
    true
}

/// Returns true if the wait is one of a step before.
fn is_before(wait: &Waiting, tested: &Waiting) -> bool {
    let place = |wait: &Waiting| match wait {
        Waiting::Connection => 0,
        Waiting::Greeting | Waiting::Sync => 1,
        Waiting::Command(name) if &**name == "qmp_capabilities" => 2,
        _ => 3,
    };
    place(wait) < place(tested)
}

/// A socket whose backlog is full accepts no further connection.
fn a_full_backlog_ends(client: &'static str, kind: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("qmp");
    let listener = UnixListener::bind(&path).unwrap();
    rustix::net::listen(&listener, 0).unwrap();
    let waits = UnixStream::connect(&path).unwrap();
    let options = Options::new().connect_deadline(SHORT);
    let (connected, error) = fails(client, kind == "agent", &path, options);
    assert!(!connected, "{error}");
    let Error::Timeout(timeout) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(timeout.waiting, Waiting::Connection);
    drop(waits);
}

/// While a connection is made again, the shorter of both deadlines holds.
async fn commands_wait_for_a_new_connection_until_their_deadline() {
    use qapi_client::tokio::{Backoff, Reconnecting};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("qmp");
    let listener = UnixListener::bind(&path).unwrap();
    let peer = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        Peer::on(stream, |peer| peer.open()).join().unwrap();
    });
    let options = Options::new().connect_deadline(2 * LONG).deadline(LONG);
    let address = format!("unix:{}", path.display());
    let backoff = Backoff::default();
    let vm = Reconnecting::connect(address, &options, backoff)
        .await
        .unwrap();
    peer.join().unwrap();
    fs::remove_file(&path).unwrap();
    let command = vm.execute_raw("late", None).deadline(SHORT).into_future();
    let error = tokio::time::timeout(LONG, command)
        .await
        .unwrap()
        .unwrap_err();
    // The loss of the connection may show only when the command is written.
    if let Error::Timeout(timeout) = &error {
        assert_eq!(
            (&timeout.waiting, timeout.after),
            (&Waiting::Connection, SHORT)
        );
    } else {
        assert!(error.is_disconnected(), "{error:?}");
    }
    let command = vm.execute_raw("later", None).deadline(SHORT).into_future();
    let error = tokio::time::timeout(LONG, command)
        .await
        .unwrap()
        .unwrap_err();
    let Error::Timeout(timeout) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (&timeout.waiting, timeout.after),
        (&Waiting::Connection, SHORT)
    );
}
