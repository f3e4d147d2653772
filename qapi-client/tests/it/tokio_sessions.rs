//! Reconnection, and sessions that are recorded and replayed.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::{GREETING, LONG};
use qapi_client::tokio::{Backoff, Client, Listener, Reconnecting, Stream};
use qapi_client::{Direction, Error, Options, RawEvent, RunState, Transcript, read_transcript};
use qapi_server::{Commands, Server, replay};
use qapi_test_support::{Trial, trials};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_connection_is_made_again_and_listeners_are_told on CurrentThread,
        attempts_end_when_there_were_enough_or_nobody_is_left on CurrentThread,
        an_attempt_to_connect_ends_with_whoever_wanted_it on CurrentThread,
        listeners_hear_what_comes_until_the_end_and_of_each_gap on CurrentThread,
        what_follows_a_loss_is_executed_on_the_next_connection on CurrentThread,
        no_connection_is_waited_for_when_the_runtime_is_gone,
        a_killed_qemu_is_connected_to_when_it_is_started_again on CurrentThread,
        a_session_that_was_taken_down_can_be_played_again on CurrentThread,
    ]
}

fn directory(name: &str) -> PathBuf {
    let name = format!("qapi-client-{}-{name}", std::process::id());
    let directory = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&directory).unwrap();
    directory
}

fn backoff() -> Backoff {
    Backoff::default()
        .first(Duration::from_millis(5))
        .most(Duration::from_millis(40))
}

fn commands() -> Commands {
    Commands::new()
        .raw("query-name", |_| async { Ok(json!({"name": "vm"})) })
        .raw("stop", |call| async move {
            call.emitter.emit_raw("STOP", None);
            Ok(json!({}))
        })
        .raw("hang", |_| std::future::pending())
}

async fn serve(address: &str) -> tokio::task::JoinHandle<()> {
    let listener = Listener::bind(address).await.unwrap();
    qapi_test_support::spawn(async move { Server::new(commands()).serve(&listener).await.unwrap() })
}

async fn end(server: tokio::task::JoinHandle<()>) {
    server.abort();
    assert!(server.await.unwrap_err().is_cancelled());
}

async fn a_connection_is_made_again_and_listeners_are_told() {
    let directory = directory("again");
    let address = format!("unix:{}", directory.join("qmp").display());
    let server = serve(&address).await;
    let vm = Reconnecting::connect(&address, &Options::default(), backoff())
        .await
        .unwrap();
    let mut events = vm.events::<RawEvent>();
    vm.execute_raw("stop", None).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().body.name, "STOP");

    let hanging = qapi_test_support::spawn({
        let vm = vm.clone();
        async move { vm.execute_raw("hang", None).await }
    });
    while vm.client().await.unwrap().outstanding().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    end(server).await;
    let error = hanging.await.unwrap().unwrap_err();
    assert!(error.is_disconnected() && error.may_have_run(), "{error}");
    let gap = events.next().await.unwrap().unwrap_err();
    assert!(gap.is_gap(), "{gap:?}");

    let mut state = vm.states();
    state
        .wait_for(|state| *state == RunState::Connecting)
        .await
        .unwrap();
    let server = serve(&address).await;
    let renewed = tokio::time::timeout(LONG, vm.execute_raw("stop", None))
        .await
        .unwrap();
    renewed.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().body.name, "STOP");

    // Several handles at once, and again.
    let other = vm.clone();
    tokio::join!(vm.disconnect(), other.disconnect());
    vm.disconnect().await;
    assert!(events.next().await.is_none());
    assert!(
        vm.execute_raw("stop", None)
            .await
            .unwrap_err()
            .is_disconnected()
    );
    assert_eq!(vm.state(), RunState::Idle);
    end(server).await;
    std::fs::remove_dir_all(directory).unwrap();
}

async fn attempts_end_when_there_were_enough_or_nobody_is_left() {
    let directory = directory("enough");
    let address = format!("unix:{}", directory.join("qmp").display());
    let server = serve(&address).await;
    let options = Options::default();
    let vm = Reconnecting::connect(&address, &options, backoff().attempts(3))
        .await
        .unwrap();
    let mut events = vm.events::<RawEvent>();
    let dropped = Reconnecting::connect(&address, &options, backoff())
        .await
        .unwrap();
    let mut state = dropped.states();
    drop(dropped);
    // The sender is dropped with the last handle.
    while state.changed().await.is_ok() {}
    end(server).await;
    assert!(matches!(
        events.next().await.unwrap().unwrap_err(),
        Error::Gap { .. }
    ));
    assert!(
        tokio::time::timeout(LONG, events.next())
            .await
            .unwrap()
            .is_none()
    );
    assert!(vm.client().await.unwrap_err().is_disconnected());
    std::fs::remove_dir_all(directory).unwrap();
}

/// Returns the monitor's side of the next connection, after negotiation.
async fn greet(listener: &Listener) -> BufReader<Stream> {
    let mut stream = BufReader::new(listener.accept_stream().await.unwrap());
    stream.write_all(GREETING.as_bytes()).await.unwrap();
    let mut line = String::new();
    stream.read_line(&mut line).await.unwrap();
    let granted = b"{\"return\": {}, \"id\": 1}\r\n";
    stream.write_all(granted).await.unwrap();
    stream
}

/// Returns a client of that monitor, and the monitor's side of its connection.
async fn connected(listener: &Listener) -> (Reconnecting, BufReader<Stream>) {
    let options = Options::default();
    let connect = Reconnecting::connect(listener.address(), &options, backoff());
    let (vm, first) = tokio::join!(connect, greet(listener));
    (vm.unwrap(), first)
}

async fn an_attempt_to_connect_ends_with_whoever_wanted_it() {
    let directory = directory("attempt");
    let address = format!("unix:{}", directory.join("qmp").display());
    let listener = Listener::bind(&address).await.unwrap();
    let options = Options::new().connect_deadline(None);
    for disconnect in [false, true] {
        let connect = Reconnecting::connect(&address, &options, backoff());
        let (vm, first) = tokio::join!(connect, greet(&listener));
        let vm = vm.unwrap();
        drop(first);
        let mut byte = [0];
        // It gets no greeting.
        let mut second = listener.accept_stream().await.unwrap();
        if disconnect {
            vm.disconnect().await;
            assert_eq!(vm.state(), RunState::Idle);
        } else {
            drop(vm);
        }
        let ended = tokio::time::timeout(LONG, second.read(&mut byte));
        assert_eq!(ended.await.unwrap().unwrap(), 0);
    }
    std::fs::remove_dir_all(directory).unwrap();
}

async fn listeners_hear_what_comes_until_the_end_and_of_each_gap() {
    let directory = directory("hear");
    let address = format!("unix:{}", directory.join("qmp").display());
    let listener = Listener::bind(&address).await.unwrap();
    let (vm, first) = connected(&listener).await;
    let mut slow = vm.events::<RawEvent>().capacity(2);
    drop(first);
    let mut second = greet(&listener).await;
    let under_way = qapi_test_support::spawn({
        let vm = vm.clone();
        async move { vm.execute_raw("under-way", None).await }
    });
    second.read_line(&mut String::new()).await.unwrap();

    let mut states = vm.states();
    let disconnect = qapi_test_support::spawn(async move { vm.disconnect().await });
    let disconnecting = states.wait_for(|state| *state == RunState::Disconnecting);
    tokio::time::timeout(LONG, disconnecting)
        .await
        .unwrap()
        .unwrap();
    for name in ["A", "B", "C"] {
        let event = format!("{{\"event\": \"{name}\"}}\n");
        second.write_all(event.as_bytes()).await.unwrap();
    }
    second
        .write_all(b"{\"return\": 1, \"id\": 2}\n")
        .await
        .unwrap();
    assert_eq!(under_way.await.unwrap().unwrap(), 1);
    disconnect.await.unwrap();
    // The gap does not count as a dropped event.
    let error = slow.next().await.unwrap().unwrap_err();
    assert!(
        error.is_lagged() && error.to_string().starts_with("1 "),
        "{error}"
    );
    let error = slow.next().await.unwrap().unwrap_err();
    assert!(error.is_gap(), "{error:?}");
    for name in ["B", "C"] {
        assert_eq!(slow.next().await.unwrap().unwrap().body.name, name);
    }
    assert!(slow.next().await.is_none());
    std::fs::remove_dir_all(directory).unwrap();
}

async fn what_follows_a_loss_is_executed_on_the_next_connection() {
    let directory = directory("follows");
    let address = format!("unix:{}", directory.join("qmp").display());
    let listener = Listener::bind(&address).await.unwrap();
    let (vm, mut first) = connected(&listener).await;
    let client = vm.client().await.unwrap();
    let last = qapi_test_support::spawn(client.execute_raw("last", None).into_future());
    first.read_line(&mut String::new()).await.unwrap();
    let disconnect = qapi_test_support::spawn(async move { client.disconnect().await });
    tokio::task::yield_now().await;
    // The first connection accepts no more commands, and has not ended.
    let next = qapi_test_support::spawn(async move { vm.execute_raw("next", None).await });
    tokio::task::yield_now().await;
    let reply = b"{\"return\": 2, \"id\": 2}\n";
    first.write_all(reply).await.unwrap();
    assert_eq!(last.await.unwrap().unwrap(), 2);
    disconnect.await.unwrap();
    let second = async {
        let mut second = greet(&listener).await;
        second.read_line(&mut String::new()).await.unwrap();
        second
    };
    let mut second = tokio::time::timeout(LONG, second).await.unwrap();
    second.write_all(reply).await.unwrap();
    assert_eq!(next.await.unwrap().unwrap(), 2);
    std::fs::remove_dir_all(directory).unwrap();
}

fn no_connection_is_waited_for_when_the_runtime_is_gone() {
    let directory = directory("gone");
    let address = format!("unix:{}", directory.join("qmp").display());
    let options = Options::new().connect_deadline(None);
    let runtime = || tokio::runtime::Runtime::new().unwrap();
    let (first, second) = (runtime(), runtime());
    let vm = first.block_on(async {
        let listener = Listener::bind(&address).await.unwrap();
        let connect = Reconnecting::connect(&address, &options, backoff());
        let (vm, _stream) = tokio::join!(connect, greet(&listener));
        vm.unwrap()
    });
    let mut events = vm.events::<RawEvent>();
    drop(first);
    second.block_on(async {
        let executed = tokio::time::timeout(LONG, vm.execute_raw("c", None));
        let error = executed.await.unwrap().unwrap_err();
        assert!(error.is_disconnected() && !error.may_have_run(), "{error}");
        let ended = async { while events.next().await.is_some() {} };
        tokio::time::timeout(LONG, ended).await.unwrap();
    });
    std::fs::remove_dir_all(directory).unwrap();
}

async fn a_killed_qemu_is_connected_to_when_it_is_started_again() {
    let directory = directory("qemu");
    let path = directory.join("qmp");
    let probe = crate::support::qemu();
    drop(probe);
    let start = || {
        let monitor = format!("unix:{},server=on,wait=off", path.display());
        tokio::process::Command::new("qemu-system-x86_64")
            .args(crate::support::QEMU_FLAGS)
            .args(["-qmp", &monitor])
            .kill_on_drop(true)
            .spawn()
            .unwrap()
    };
    let mut first = start();
    while !qapi_test_support::listens(&path) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let address = format!("unix:{}", path.display());
    let vm = Reconnecting::connect(&address, &Options::default(), backoff())
        .await
        .unwrap();
    let mut events = vm.events::<RawEvent>();
    first.kill().await.unwrap();
    assert!(matches!(
        events.next().await.unwrap().unwrap_err(),
        Error::Gap { .. }
    ));
    let _second = start();
    let status = tokio::time::timeout(LONG, vm.execute_raw("stop", None))
        .await
        .unwrap();
    status.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().body.name, "STOP");
    vm.disconnect().await;
    std::fs::remove_dir_all(directory).unwrap();
}

/// A writer whose text is readable.
#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Returns everything that a client observes in a session.
async fn session(client: &Client) -> Vec<String> {
    let mut events = client.events::<RawEvent>();
    let mut seen = Vec::new();
    for command in ["query-name", "stop", "nothing"] {
        seen.push(match client.execute_raw(command, None).await {
            Ok(value) => value.to_string(),
            Err(error) => error.to_string(),
        });
    }
    seen.push(events.next().await.unwrap().unwrap().body.name);
    seen
}

async fn a_session_that_was_taken_down_can_be_played_again() {
    let page = Page::default();
    let transcript = Transcript::to(page.clone());
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    qapi_test_support::spawn(async move { Server::new(commands()).serve_stream(theirs).await });
    let options = Options::new().transcript(transcript.clone());
    let client = Client::from_stream(ours, &options).await.unwrap();
    let seen = session(&client).await;
    client.disconnect().await;
    assert!(transcript.take_error().is_none());

    let text = page.0.lock().unwrap().clone();
    let records = read_transcript(&text[..]).unwrap();
    let out = records
        .iter()
        .filter(|record| record.direction == Direction::Out)
        .count();
    assert_eq!((out, records.len()), (4, 10));

    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let playing = qapi_test_support::spawn(async move { replay(&records, theirs).await });
    let client = Client::from_stream(ours, &Options::default())
        .await
        .unwrap();
    assert_eq!(session(&client).await, seen);
    playing.await.unwrap().unwrap();
    assert!(read_transcript(&b"{}\n"[..]).is_err());
}
