//! The same program text for all three clients: the same names, the same outcomes.

use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::support::{self, LONG, Peer, awaited, wait};
use qapi_client::wire::{Encode, Writer};
use qapi_client::{
    Command, Disconnect, Error, OobCommand, Options, RawEvent, RunState, Waiting, qmp,
};
use qapi_test_support::{Trial, trials};
use serde_json::json;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        blocking,
        threaded,
        asynchronous on CurrentThread,
        threads_share_a_blocking_connection,
        threads_share_a_blocking_connection_to_a_real_qemu,
        events_alone_are_no_greeting,
        a_peer_that_repeats_no_id_gets_one_command_at_a_time,
        replies_without_ids_are_errors_otherwise on CurrentThread,
        events_since_the_greeting_reach_the_first_listeners,
        events_since_the_greeting_reach_asynchronous_listeners on CurrentThread,
        events_dropped_before_the_first_listener_are_counted,
        events_dropped_before_the_first_asynchronous_listener_are_counted on CurrentThread,
    ]
}

const SHORT: Duration = Duration::from_millis(300);

/// A command that may run out of band.
struct Urgent;

impl Command for Urgent {
    const NAME: &'static str = "urgent";
    type Ok = i64;
}

impl OobCommand for Urgent {}

impl Encode for Urgent {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.object(&[], &[]);
    }
}

/// Starts a monitor for [`session!`], which sends an event before its greeting.
fn monitor() -> (UnixStream, JoinHandle<()>) {
    Peer::run(|peer| {
        peer.send("{\"event\": \"EARLY\", \"data\": {\"open\": true}}\r\n");
        peer.open();
        peer.expect("{\"execute\":\"query-status\",\"id\":2}");
        peer.send("{\"return\": {\"status\": \"running\", \"running\": true, ");
        peer.send("\"since\": {\"boot\": 1}}, \"id\": 2}\r\n");
        peer.expect("{\"execute\":\"slow\",\"id\":3}");
        peer.expect("{\"exec-oob\":\"urgent\",\"id\":4}");
        peer.send("{\"return\": 4, \"id\": 4}\r\n");
        peer.expect("{\"exec-oob\":\"urgent\",\"id\":5}");
        peer.send("{\"return\": 5, \"id\": 5}\r\n{\"return\": {}, \"id\": 3}\r\n");
        peer.expect("{\"exec-oob\":\"raw\",\"arguments\":{\"a\":1},\"id\":6}");
        peer.send("{\"id\": 6, \"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}\r\n");
        peer.expect("{\"execute\":\"stop\",\"id\":7}");
        peer.send("{\"event\": \"RESUME\"}\r\n{\"event\": \"STOP\", ");
        peer.send("\"data\": {\"why\": [1]}}\r\n{\"event\": \"OTHER\"}\r\n");
        peer.send("{\"return\": {}, \"id\": 7}\r\n");
        assert_eq!(peer.line(), "");
    })
}

/// Returns options that record the members that types do not have, and the record.
fn noting() -> (Options, Arc<Mutex<Vec<String>>>) {
    let ignored = Arc::default();
    let record: Arc<Mutex<Vec<String>>> = Arc::clone(&ignored);
    let options = Options::new().on_ignored(move |ignored| {
        record.lock().unwrap().push(ignored.to_string());
    });
    (options, ignored)
}

/// Expects the members that [`monitor`] sends and the schema does not have: of a typed reply and a
/// typed event, once each.
fn check_ignored(ignored: &Mutex<Vec<String>>) {
    assert_eq!(
        *ignored.lock().unwrap(),
        [
            "reply to query-status: since is ignored",
            "event STOP: why is ignored"
        ]
    );
}

/// The program text; `wait!` waits for an operation of the client.
macro_rules! session {
    ($connect:expr, $wait:ident) => {{
        let vm = $connect;
        assert_eq!(vm.greeting().version.major, 7);
        assert!(vm.oob_granted());
        assert_eq!(vm.state(), RunState::Running);
        let mut all = vm.events::<RawEvent>().capacity(16);
        let mut others = vm
            .events::<qmp::Event>()
            .filter(|event| event.name != "STOP");
        let mut stops = vm.events::<qmp::Event>().only::<qmp::events::Stop>();
        let stop = qmp::commands::Stop {};
        let mut caused = vm.events_of::<RawEvent>(&stop);
        let mut caused_raw = vm.events_of_raw::<RawEvent>("stop", None);

        let status = $wait!(vm.execute(qmp::commands::QueryStatus {}).deadline(LONG)).unwrap();
        assert!(status.running);

        let error = $wait!(vm.execute_raw("slow", None).deadline(SHORT)).unwrap_err();
        assert!(error.is_timeout() && error.may_have_run(), "{error}");
        assert_eq!(vm.outstanding(), ["slow"]);
        assert_eq!($wait!(vm.execute(Urgent).out_of_band()).unwrap(), 4);
        assert_eq!($wait!(vm.execute_oob(Urgent)).unwrap(), 5);
        assert!(vm.outstanding().is_empty());

        let raw = vm.execute_raw("raw", Some(json!({"a": 1})));
        let error = $wait!(raw.out_of_band().deadline(LONG)).unwrap_err();
        assert_eq!(error.to_string(), "command raw: no (GenericError)");

        $wait!(vm.execute(stop)).unwrap();
        for expected in ["RESUME", "STOP", "OTHER"] {
            let event = $wait!(all.next_within(LONG), end).unwrap().unwrap();
            assert_eq!(event.body.name, expected);
        }
        let unknown = |event: &qmp::Event| match event {
            qmp::Event::Unknown { name, .. } => Some(name.to_string()),
            _ => None,
        };
        let other = $wait!(others.wait_for(unknown, LONG), end);
        assert_eq!(other.unwrap().unwrap(), "OTHER");
        let event = $wait!(others.next(), end).unwrap().unwrap();
        assert!(matches!(event.body, qmp::Event::Resume(_)));
        for caused in [&mut caused, &mut caused_raw] {
            let event = $wait!(caused.next(), end).unwrap().unwrap();
            assert_eq!(event.body.name, "STOP");
        }
        let event = $wait!(stops.next_within(Duration::ZERO), end);
        assert!(matches!(event.unwrap().unwrap().body, qmp::Event::Stop(_)));
        for within in [Duration::ZERO, SHORT] {
            let error = $wait!(stops.next_within(within), end).unwrap();
            let Err(Error::Timeout(timeout)) = error else {
                panic!("{error:?}")
            };
            assert_eq!((timeout.waiting, timeout.after), (Waiting::Event, within));
        }

        let other = vm.clone();
        $wait!(vm.disconnect(), end);
        assert_eq!(other.state(), RunState::Idle);
        let error = $wait!(other.execute_raw("late", None)).unwrap_err();
        let Error::Disconnected {
            may_have_run: false,
            cause: Disconnect::Requested,
            ..
        } = error
        else {
            panic!("{error:?}")
        };
        assert!($wait!(all.next_within(LONG), end).is_none());
        assert!($wait!(all.next(), end).is_none());
    }};
}

/// The text for agents.
macro_rules! agent {
    ($connect:expr, $wait:ident) => {{
        let agent = $connect;
        assert_eq!(agent.state(), RunState::Running);
        let time = $wait!(agent.execute_raw("guest-get-time", None).deadline(LONG)).unwrap();
        assert_eq!(time, 7);
        $wait!(agent.send_raw("guest-shutdown", None)).unwrap();
        $wait!(agent.clone().disconnect(), end);
        assert_eq!(agent.state(), RunState::Idle);
        let error = $wait!(agent.execute(Urgent)).unwrap_err();
        assert!(error.is_disconnected() && !error.may_have_run(), "{error}");
    }};
}

fn guest() -> (UnixStream, JoinHandle<()>) {
    Peer::run(|peer| {
        let line = peer.line();
        let token = line.rsplit(':').next().unwrap().trim_end_matches('}');
        peer.send(b"\xff");
        peer.send(format!("{{\"return\": {token}}}\n"));
        peer.expect("{\"execute\":\"guest-get-time\"}");
        peer.send("{\"return\": 7}\n");
        peer.expect("{\"execute\":\"guest-shutdown\"}");
        assert_eq!(peer.line(), "");
    })
}

fn blocking() {
    let (stream, peer) = monitor();
    let (options, ignored) = noting();
    session!(
        qapi_client::blocking::Client::from_stream(stream, &options).unwrap(),
        wait
    );
    check_ignored(&ignored);
    peer.join().unwrap();
    let (stream, peer) = guest();
    agent!(
        qapi_client::blocking::GuestAgent::from_stream(stream, &options).unwrap(),
        wait
    );
    peer.join().unwrap();
}

fn threaded() {
    use qapi_client::threaded::block_on;

    let (ours, peer) = monitor();
    let (options, ignored) = noting();
    let ours = block_on(async { support::asynchronous(ours) }).unwrap();
    session!(
        qapi_client::threaded::Client::from_stream(ours, &options).unwrap(),
        wait
    );
    check_ignored(&ignored);
    peer.join().unwrap();
    let (ours, peer) = guest();
    let ours = block_on(async { support::asynchronous(ours) }).unwrap();
    agent!(
        qapi_client::threaded::GuestAgent::from_stream(ours, &options).unwrap(),
        wait
    );
    peer.join().unwrap();
}

async fn asynchronous() {
    let (ours, peer) = monitor();
    let (options, ignored) = noting();
    let client =
        qapi_client::tokio::Client::from_stream(support::asynchronous(ours), &options).await;
    session!(client.unwrap(), awaited);
    check_ignored(&ignored);
    peer.join().unwrap();
    let (ours, peer) = guest();
    let client =
        qapi_client::tokio::GuestAgent::from_stream(support::asynchronous(ours), &options).await;
    agent!(client.unwrap(), awaited);
    peer.join().unwrap();
}

/// Threads of the blocking client wait at the same time, each for its own reply or event.
fn threads_share_a_blocking_connection() {
    let (stream, peer) = Peer::run(|peer| {
        peer.open();
        peer.expect("{\"execute\":\"stuck\",\"id\":2}");
        peer.expect("{\"exec-oob\":\"urgent\",\"id\":3}");
        peer.send("{\"event\": \"A\"}\r\n{\"return\": 3, \"id\": 3}\r\n");
        peer.expect("{\"execute\":\"last\",\"id\":4}");
        peer.send("{\"return\": 2, \"id\": 2}\r\n{\"return\": 4, \"id\": 4}\r\n");
        assert_eq!(peer.line(), "");
    });
    let vm = qapi_client::blocking::Client::from_stream(stream, &Options::new()).unwrap();
    let mut events = vm.events::<RawEvent>();
    let listener = std::thread::spawn(move || {
        let names = events.by_ref().map(|event| event.unwrap().body.name);
        names.collect::<Vec<_>>()
    });
    let stuck = std::thread::spawn({
        let vm = vm.clone();
        move || vm.execute_raw("stuck", None).wait()
    });
    while vm.outstanding().is_empty() {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(vm.execute_oob(Urgent).wait().unwrap(), 3);
    assert_eq!(vm.execute_raw("last", None).wait().unwrap(), 4);
    assert_eq!(stuck.join().unwrap().unwrap(), 2);
    vm.disconnect();
    assert_eq!(listener.join().unwrap(), ["A"]);
    peer.join().unwrap();
}

fn threads_share_a_blocking_connection_to_a_real_qemu() {
    let qemu = support::qemu();
    let vm = qapi_client::blocking::Client::connect(qemu.address("qmp")).unwrap();
    let mut stops = vm.events::<qmp::Event>().only::<qmp::events::Stop>();
    std::thread::scope(|scope| {
        for i in 0..8 {
            let vm = &vm;
            scope.spawn(move || {
                for _ in 0..50 {
                    if i % 2 == 0 {
                        let status = vm.execute(qmp::commands::QueryStatus {}).wait();
                        status.unwrap();
                    } else {
                        let path = json!({"path": "/", "property": "type"});
                        let kind = vm.execute_raw("qom-get", Some(path)).wait().unwrap();
                        assert_eq!(kind, "container");
                    }
                }
            });
        }
        vm.execute(qmp::commands::Stop {}).wait().unwrap();
    });
    assert!(stops.next_within(LONG).unwrap().is_ok());
}

/// A greeting that never arrives times out despite events.
fn events_alone_are_no_greeting() {
    let (stream, peer) = Peer::run(|peer| {
        peer.send("{\"event\": \"EARLY\"}\r\n");
        // Nor does it answer an agent's question.
        while !peer.line().is_empty() {}
    });
    let options = Options::new().connect_deadline(SHORT);
    let error = qapi_client::blocking::Client::from_stream(stream, &options).unwrap_err();
    assert!(error.is_timeout(), "{error}");
    peer.join().unwrap();
}

/// Starts a monitor that sends events together with its reply to the negotiation.
fn eager() -> (UnixStream, JoinHandle<()>) {
    Peer::run(|peer| {
        peer.send(support::GREETING);
        let negotiation = peer.line();
        assert!(negotiation.contains("qmp_capabilities"), "{negotiation}");
        peer.send(
            "{\"event\": \"STOP\"}\r\n{\"return\": {}, \"id\": 1}\r\n{\"event\": \"RESUME\"}\r\n",
        );
        peer.expect("{\"execute\":\"query-name\",\"id\":2}");
        peer.send("{\"return\": {}, \"id\": 2}\r\n");
        assert_eq!(peer.line(), "");
    })
}

/// The listeners before the first command receive the events; a later one does not.
macro_rules! early {
    ($connect:expr, $wait:ident) => {{
        let vm = $connect;
        let mut all = vm.events::<RawEvent>();
        let mut resumed = vm.events::<qmp::Event>().only::<qmp::events::Resume>();
        for expected in ["STOP", "RESUME"] {
            let event = $wait!(all.next_within(LONG), end).unwrap().unwrap();
            assert_eq!(event.body.name, expected);
        }
        let event = $wait!(resumed.next_within(LONG), end);
        assert!(matches!(
            event.unwrap().unwrap().body,
            qmp::Event::Resume(_)
        ));
        $wait!(vm.execute_raw("query-name", None)).unwrap();
        let mut late = vm.events::<RawEvent>();
        let none = $wait!(late.next_within(Duration::ZERO), end);
        assert!(none.unwrap().unwrap_err().is_timeout());
        $wait!(vm.disconnect(), end);
    }};
}

fn events_since_the_greeting_reach_the_first_listeners() {
    let (stream, peer) = eager();
    let options = Options::new();
    early!(
        qapi_client::blocking::Client::from_stream(stream, &options).unwrap(),
        wait
    );
    peer.join().unwrap();
}

async fn events_since_the_greeting_reach_asynchronous_listeners() {
    let (stream, peer) = eager();
    let options = Options::new();
    early!(
        qapi_client::tokio::Client::from_stream(support::asynchronous(stream), &options)
            .await
            .unwrap(),
        awaited
    );
    peer.join().unwrap();
}

/// Starts a monitor that sends 2,000 numbered events before its reply to the negotiation.
fn flooding() -> (UnixStream, JoinHandle<()>) {
    Peer::run(|peer| {
        peer.send(support::GREETING);
        let negotiation = peer.line();
        assert!(negotiation.contains("qmp_capabilities"), "{negotiation}");
        for number in 0..2000 {
            peer.send(format!(
                "{{\"event\": \"E\", \"data\": {{\"n\": {number}}}}}\r\n"
            ));
        }
        peer.send("{\"return\": {}, \"id\": 1}\r\n");
        assert_eq!(peer.line(), "");
    })
}

/// The first listeners receive the number of events that were dropped, then the last events.
macro_rules! flood {
    ($connect:expr, $wait:ident) => {{
        let vm = $connect;
        let mut all = vm.events::<RawEvent>();
        let mut few = vm.events::<RawEvent>().capacity(1);
        let mut filtered = vm.events::<RawEvent>().filter(|event| event.name == "X");
        let missed = |item: Option<Result<_, Error>>| match item {
            Some(Err(Error::Lagged { missed })) => missed,
            _ => panic!("no gap"),
        };
        assert_eq!(missed($wait!(all.next_within(LONG), end)), 976);
        for number in 976..2000 {
            let event = $wait!(all.next_within(LONG), end).unwrap().unwrap();
            let data = event.body.data.unwrap();
            assert_eq!(data.get(), format!("{{\"n\": {number}}}"));
        }
        assert_eq!(missed($wait!(few.next_within(LONG), end)), 1999);
        // Its events may have been among those dropped.
        assert_eq!(missed($wait!(filtered.next_within(LONG), end)), 976);
        $wait!(vm.disconnect(), end);
    }};
}

fn events_dropped_before_the_first_listener_are_counted() {
    let options = Options::new();
    let (stream, peer) = flooding();
    flood!(
        qapi_client::blocking::Client::from_stream(stream, &options).unwrap(),
        wait
    );
    peer.join().unwrap();
    let (ours, peer) = flooding();
    let ours = qapi_client::threaded::block_on(async { support::asynchronous(ours) }).unwrap();
    flood!(
        qapi_client::threaded::Client::from_stream(ours, &options).unwrap(),
        wait
    );
    peer.join().unwrap();
}

async fn events_dropped_before_the_first_asynchronous_listener_are_counted() {
    let (ours, peer) = flooding();
    let client =
        qapi_client::tokio::Client::from_stream(support::asynchronous(ours), &Options::new()).await;
    flood!(client.unwrap(), awaited);
    peer.join().unwrap();
}

/// Starts a monitor whose replies repeat no id, and that checks that one command at a time arrives.
fn forgetful(commands: usize) -> (UnixStream, JoinHandle<()>) {
    Peer::run(move |peer| {
        peer.send(support::GREETING);
        let negotiation = "{\"execute\":\"qmp_capabilities\",\"id\":1}";
        peer.expect(negotiation);
        peer.send("{\"return\": {}}\r\n");
        for _ in 0..commands {
            let line = peer.line();
            assert!(peer.is_drained(), "another command follows {line}");
            let number = line.split("\"number\":").nth(1).unwrap();
            let number: String = number.chars().take_while(char::is_ascii_digit).collect();
            peer.send(match number.as_str() {
                "13" => "{\"error\": {\"class\": \"GenericError\", \"desc\": \"unlucky\"}}\r\n"
                    .to_owned(),
                number => format!("{{\"event\": \"E\"}}\r\n{{\"return\": {number}}}\r\n"),
            });
        }
        assert_eq!(peer.line(), "");
    })
}

fn a_peer_that_repeats_no_id_gets_one_command_at_a_time() {
    let options = Options::new().accept_missing_ids(true);
    macro_rules! many {
        ($vm:expr) => {{
            let vm = $vm;
            assert!(!vm.oob_granted());
            std::thread::scope(|scope| {
                for caller in 0..4 {
                    let vm = &vm;
                    scope.spawn(move || {
                        for i in 0..25 {
                            let number = caller * 25 + i;
                            let echo = vm.execute_raw("echo", Some(json!({"number": number})));
                            match echo.wait() {
                                Ok(reply) => assert_eq!(reply, number),
                                Err(error) => {
                                    assert_eq!(number, 13, "{error}");
                                    assert!(error.is_command_error(), "{error}");
                                }
                            }
                        }
                    });
                }
            });
        }};
    }
    let (ours, peer) = forgetful(100);
    many!(qapi_client::blocking::Client::from_stream(ours, &options).unwrap());
    peer.join().unwrap();
    let (ours, peer) = forgetful(100);
    let ours = qapi_client::threaded::block_on(async { support::asynchronous(ours) }).unwrap();
    many!(qapi_client::threaded::Client::from_stream(ours, &options).unwrap());
    peer.join().unwrap();
}

async fn replies_without_ids_are_errors_otherwise() {
    let (ours, peer) = Peer::run(|peer| {
        peer.send(support::GREETING);
        peer.line();
        peer.send("{\"return\": {}}\r\n");
        assert_eq!(peer.line(), "");
    });
    let options = Options::new().connect_deadline(SHORT);
    let error =
        qapi_client::tokio::Client::from_stream(support::asynchronous(ours), &options).await;
    assert!(error.unwrap_err().is_timeout());
    tokio::task::spawn_blocking(|| peer.join().unwrap())
        .await
        .unwrap();
}
