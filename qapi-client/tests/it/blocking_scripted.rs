//! The blocking client against peers that misbehave.

use std::collections::VecDeque;
use std::io;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use crate::support::script::Script;
use crate::support::{GREETING, LONG, Peer};
use qapi_client::blocking::{Client, Transport};
use qapi_client::protocol::Limits;
use qapi_client::wire::{Reader, UnknownValue, Value};
use qapi_client::{Disconnect, Error, EventSet, Options, RawEvent, Violation, Waiting};
use qapi_test_support::{Trial, trials};
use serde_json::json;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        every_split_of_a_session_reads_the_same,
        a_close_at_every_byte_ends_what_was_under_way_and_loses_nothing,
        what_is_no_message_is_reported_and_skipped,
        a_reply_that_cannot_be_read_ends_its_command_alone,
        nesting_within_the_limit_takes_no_stack,
        a_message_over_the_limit_is_refused_and_skipped,
        who_does_not_greet_is_no_monitor,
        a_late_reply_is_discarded,
        a_command_half_written_is_written_on,
        out_of_band_passes_what_is_stuck,
        out_of_band_needs_to_be_granted,
        events_beyond_the_capacity_are_dropped_and_counted,
        an_event_that_cannot_be_decoded_concerns_itself_alone,
        a_write_to_a_closed_stream_still_lets_read_what_came,
        a_command_is_written_though_its_writer_is_done_first,
    ]
}

const SHORT: Duration = Duration::from_millis(300);
const GRANTED: &str = "{\"return\": {}, \"id\": 1}\r\n";

fn options() -> Options {
    Options::new().deadline(LONG).connect_deadline(LONG)
}

fn connect(transport: impl Transport + 'static) -> Client {
    Client::from_stream(transport, &options()).unwrap()
}

/// Returns everything that a client can observe in a session of two commands, as text.
fn observe(transport: impl Transport + 'static) -> Vec<String> {
    let client = match Client::from_stream(transport, &options()) {
        Ok(client) => client,
        Err(error) => return vec![error.to_string()],
    };
    let mut events = client.events::<RawEvent>();
    let mut seen = Vec::new();
    for name in ["first", "second"] {
        seen.push(match client.execute_raw(name, None).wait() {
            Ok(value) => value.to_string(),
            Err(error) => error.to_string(),
        });
    }
    loop {
        match events.next_within(LONG) {
            Some(Ok(event)) => seen.push(event.body.name),
            None => {
                seen.push(Disconnect::Closed.to_string());
                return seen;
            }
            Some(Err(error)) => {
                seen.push(error.to_string());
                if error.is_disconnected() {
                    return seen;
                }
            }
        }
    }
}

const SESSION: [&str; 4] = [
    GREETING,
    GRANTED,
    "{\"event\": \"A\", \"data\": {\"x\": \"}\\\"{\"}, \"timestamp\": {\"seconds\": 1, \
     \"microseconds\": 2}}\r\n{\n    \"return\": {\n        \"a\": [[{}]]\n    },\n    \
     \"id\": 2\n}\r\n",
    "{\"event\": \"B\"}\r\n{\"id\": 3, \"error\": {\"class\": \"DeviceNotFound\", \
     \"desc\": \"no \\u00fc\"}}\r\n{\"event\": \"C\"}\r\n",
];

fn every_split_of_a_session_reads_the_same() {
    let expected = [
        "{\"a\":[[{}]]}",
        "command second: no ü (DeviceNotFound)",
        "A",
        "B",
        "C",
        "the other side closed the connection",
    ];
    for cut in 0..SESSION.concat().len() {
        assert_eq!(
            observe(Script::new(&SESSION).cut(cut)),
            expected,
            "cut at {cut}"
        );
    }
    for piece in 1..20 {
        assert_eq!(
            observe(Script::new(&SESSION).piece(piece)),
            expected,
            "pieces of {piece}"
        );
    }
}

fn a_close_at_every_byte_ends_what_was_under_way_and_loses_nothing() {
    let whole = observe(Script::new(&SESSION));
    for close in 0..SESSION.concat().len() {
        let seen = observe(Script::new(&SESSION).close(close));
        assert!(
            seen.last()
                .unwrap()
                .contains("the other side closed the connection"),
            "{seen:?}"
        );
        if close > GREETING.len() + GRANTED.len() {
            for (outcome, complete) in seen.iter().zip(&whole).take(2) {
                assert!(
                    outcome == complete
                        || outcome.contains("it may have run")
                        || outcome.contains("it was not sent"),
                    "{seen:?}"
                );
            }
            let events = |seen: &[String]| -> Vec<String> {
                seen.iter()
                    .filter(|line| line.len() == 1)
                    .cloned()
                    .collect()
            };
            assert!(events(&whole).starts_with(&events(&seen)), "{seen:?}");
        }
    }
}

fn what_is_no_message_is_reported_and_skipped() {
    let parts = [
        GREETING,
        GRANTED,
        "garbage\r\n{\"return\": 1, \"id\": 99}\n{\"return\": 2}\n{\"neither\": 1}\n\
         {\"event\": 7}\n{\"event\": \"A\", \"event\": \"B\"}\n{\"QMP\": 1}\n\
         {\"event\": \"A\"\n{\"event\": \"D\"}\n{\"return\": {}, \"id\": 2}\n",
        "{\"id\": 3, \"return\": []}\n",
    ];
    let seen = observe(Script::new(&parts));
    let excerpts: Vec<&str> = seen.iter().map(String::as_str).collect();
    assert_eq!(
        excerpts,
        [
            "{}",
            "[]",
            "bytes that are no message: `garbage`",
            "a reply's id 99 is that of no command",
            "a reply has no id",
            "an object is no message of the protocol: `{\"neither\": 1}`",
            "an object is no message of the protocol: `{\"event\": 7}`",
            "a message is malformed, duplicate field `event` at line 1 column 28: \
             `{\"event\": \"A\", \"event\": \"B\"}`",
            "a message is malformed, invalid type: integer `1`, expected an object with \
             version, capabilities at line 1 column 1: `1`",
            "a message breaks off: `{\"event\": \"A\"`",
            "D",
            "the other side closed the connection",
        ]
    );
}

fn a_reply_that_cannot_be_read_ends_its_command_alone() {
    let deep = format!(
        "{{\"return\": {}{}, \"id\": 2}}\n",
        "[".repeat(2000),
        "]".repeat(2000)
    );
    let parts = [
        GREETING,
        GRANTED,
        &deep,
        "{\"return\": \"\\ud800\", \"id\": 3}\n{\"event\": \"A\"}\n",
    ];
    let client = connect(Script::new(&parts));
    let mut events = client.events::<RawEvent>();
    let error = client.execute_raw("first", None).wait().unwrap_err();
    let Error::Protocol {
        command: Some(command),
        violation,
    } = &error
    else {
        panic!("{error:?}")
    };
    assert!(matches!(
        **violation,
        Violation::TooDeep { limit: 1024, .. }
    ));
    assert_eq!(&**command, "first");
    let error = client.execute_raw("second", None).wait().unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert!(
        error.to_string().starts_with("reply to second: "),
        "{error}"
    );
    assert_eq!(events.next_within(LONG).unwrap().unwrap().body.name, "A");
}

fn nesting_within_the_limit_takes_no_stack() {
    let deep = format!(
        "{{\"return\": {}{}, \"id\": 2}}\n",
        "[".repeat(1000),
        "]".repeat(1000)
    );
    let client = connect(Script::new(&[GREETING, GRANTED, &deep]));
    match client.execute_raw("first", None).wait() {
        Ok(value) => assert!(value.is_array()),
        Err(error) => assert!(error.is_decode(), "{error:?}"),
    }
}

fn a_message_over_the_limit_is_refused_and_skipped() {
    let large = format!("{{\"return\": \"{}\", \"id\": 2}}\n", "x".repeat(5000));
    let parts = [GREETING, GRANTED, &large, "{\"return\": 5, \"id\": 3}\n"];
    let options = options().limits(Limits::default().message_size(4096));
    let client = Client::from_stream(Script::new(&parts).piece(100), &options).unwrap();
    let error = client.execute_raw("first", None).wait().unwrap_err();
    let Error::Protocol { violation, .. } = error else {
        panic!("{error:?}")
    };
    assert!(matches!(
        *violation,
        Violation::TooLarge { limit: 4096, .. }
    ));
    assert_eq!(client.execute_raw("second", None).wait().unwrap(), 5);
}

fn who_does_not_greet_is_no_monitor() {
    for (said, expected) in [
        (
            "SSH-2.0-OpenSSH\r\n",
            "bytes that are no message: `SSH-2.0-OpenSSH`",
        ),
        ("{\"return\": {}}\n", "a reply has no id"),
    ] {
        let error = Client::from_stream(Script::new(&[said]), &options()).unwrap_err();
        assert!(error.is_protocol());
        assert_eq!(error.to_string(), expected);
    }
    // Nor does it answer an agent's question.
    let (stream, peer) = Peer::run(|peer| while !peer.line().is_empty() {});
    let options = options().connect_deadline(SHORT);
    let error = Client::from_stream(stream, &options).unwrap_err();
    let Error::Timeout(timeout) = error else {
        panic!("{error:?}")
    };
    assert_eq!((timeout.waiting, timeout.after), (Waiting::Greeting, SHORT));
    peer.join().unwrap();
}

fn a_late_reply_is_discarded() {
    let (stream, peer) = Peer::run(|peer| {
        peer.open();
        peer.expect("{\"execute\":\"slow\",\"id\":2}");
        peer.expect("{\"execute\":\"next\",\"id\":3}");
        peer.send("{\"return\": \"slow\", \"id\": 2}\r\n{\"return\": \"next\", \"id\": 3}\r\n");
        peer.line()
    });
    let client = connect(stream);
    let mut events = client.events::<RawEvent>();
    let begin = Instant::now();
    let error = client
        .execute_raw("slow", None)
        .deadline(SHORT)
        .wait()
        .unwrap_err();
    assert!(begin.elapsed() >= SHORT);
    assert_eq!(
        error.to_string(),
        "timed out after 300ms waiting for the reply to slow; it is outstanding and may still run"
    );
    assert_eq!(client.outstanding(), ["slow"]);
    assert_eq!(client.execute_raw("next", None).wait().unwrap(), "next");
    assert!(client.outstanding().is_empty());
    let none = events.next_within(Duration::ZERO).unwrap().unwrap_err();
    assert!(none.is_timeout(), "{none}");
    // The last of both ends the connection.
    drop((client, events));
    peer.join().unwrap();
}

fn a_command_half_written_is_written_on() {
    let (stream, peer) = Peer::run(|peer| {
        peer.open();
        std::thread::sleep(SHORT * 3);
        let (first, second) = (peer.line(), peer.line());
        peer.send("{\"return\": {}, \"id\": 2}\n{\"return\": {}, \"id\": 3}\n");
        (first.len(), second)
    });
    let client = connect(stream);
    // Far more than the socket's buffer.
    let arguments = json!({"text": "x".repeat(4 << 20)});
    let error = client
        .execute_raw("long", Some(arguments))
        .deadline(SHORT)
        .wait()
        .unwrap_err();
    assert!(error.is_timeout() && error.may_have_run(), "{error}");
    client.execute_raw("next", None).wait().unwrap();
    let (first, second) = peer.join().unwrap();
    assert!(first > 4 << 20);
    assert_eq!(second, "{\"execute\":\"next\",\"id\":3}");
}

fn out_of_band_passes_what_is_stuck() {
    let (stream, peer) = Peer::run(|peer| {
        peer.open();
        for id in 2..9 {
            peer.expect(&format!("{{\"execute\":\"stuck\",\"id\":{id}}}"));
        }
        // The monitor's queue has one place left, which the client does not fill.
        peer.expect("{\"exec-oob\":\"urgent\",\"arguments\":{\"a\":1},\"id\":11}");
        peer.send("{\"return\": \"now\", \"id\": 11}\n");
    });
    let client = Client::from_stream(stream, &options()).unwrap();
    for unsent in [false, false, false, false, false, false, false, true, true] {
        let error = client
            .execute_raw("stuck", None)
            .deadline(SHORT / 4)
            .wait()
            .unwrap_err();
        assert!(error.is_timeout());
        assert_eq!(error.may_have_run(), !unsent);
    }
    let value = client
        .execute_raw("urgent", Some(json!({"a": 1})))
        .out_of_band()
        .wait()
        .unwrap();
    assert_eq!(value, "now");
    peer.join().unwrap();
}

fn out_of_band_needs_to_be_granted() {
    let script = Script::new(&[GREETING, GRANTED]);
    let client = Client::from_stream(script, &options().oob(false)).unwrap();
    assert!(!client.oob_granted());
    let error = client
        .execute_raw("urgent", None)
        .out_of_band()
        .wait()
        .unwrap_err();
    assert!(matches!(error, Error::OobNotGranted { .. }));
}

fn events_beyond_the_capacity_are_dropped_and_counted() {
    let events: String = (0..10)
        .map(|i| format!("{{\"event\": \"E{i}\"}}\n"))
        .collect();
    let parts = [
        GREETING,
        GRANTED,
        &format!("{events}{{\"return\": {{}}, \"id\": 2}}\n"),
    ];
    let options = options().event_capacity(3);
    let client = Client::from_stream(Script::new(&parts), &options).unwrap();
    let mut events = client.events::<RawEvent>();
    client.execute_raw("first", None).wait().unwrap();
    let error = events.next_within(LONG).unwrap().unwrap_err();
    assert!(matches!(error, Error::Lagged { missed: 7 }), "{error:?}");
    for name in ["E7", "E8", "E9"] {
        assert_eq!(events.next_within(LONG).unwrap().unwrap().body.name, name);
    }
}

/// A schema of one event.
#[derive(Debug, PartialEq)]
enum Event {
    A(i64),
    Unknown(String),
}

impl EventSet for Event {
    fn known(name: &str, data: &Reader<'_, '_>) -> Option<Option<Self>> {
        match name {
            "A" => data.req("n").map(|n| Some(Event::A(n))),
            _ => Some(None),
        }
    }

    fn unknown(name: UnknownValue<Self>, _: Option<Value>) -> Self {
        Event::Unknown(name.as_str().to_owned())
    }

    fn name(&self) -> &str {
        match self {
            Event::A(_) => "A",
            Event::Unknown(name) => name,
        }
    }
}

fn an_event_that_cannot_be_decoded_concerns_itself_alone() {
    let parts = [
        GREETING,
        GRANTED,
        "{\"event\": \"A\", \"data\": {\"n\": \"x\"}}\n{\"event\": \"A\", \"data\": {\"n\": 1}}\n\
         {\"event\": \"B\", \"data\": {}}\n{\"return\": {}, \"id\": 2}\n",
    ];
    let client = connect(Script::new(&parts));
    let mut events = client.events::<Event>();
    client.execute_raw("first", None).wait().unwrap();
    let error = events.next().unwrap().unwrap_err();
    let Error::Decode { reason, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!((reason.path().as_str(), reason.offset()), ("n", Some(6)));
    assert!(error.to_string().starts_with("event A: "), "{error}");
    let rest: Vec<_> = events.map(|event| event.unwrap().body).collect();
    assert_eq!(rest, [Event::A(1), Event::Unknown("B".to_owned())]);
}

fn a_write_to_a_closed_stream_still_lets_read_what_came() {
    let (listening, wait) = std::sync::mpsc::channel();
    let (stream, peer) = Peer::run(move |peer| {
        peer.open();
        wait.recv().unwrap();
        peer.send("{\"event\": \"A\"}\n");
    });
    let client = connect(stream);
    let mut events = client.events::<RawEvent>();
    listening.send(()).unwrap();
    peer.join().unwrap();
    let error = client.execute_raw("first", None).wait().unwrap_err();
    let Error::Disconnected {
        may_have_run: false,
        cause: Disconnect::Closed,
        ..
    } = &error
    else {
        panic!("{error:?}")
    };
    assert_eq!(events.next_within(LONG).unwrap().unwrap().body.name, "A");
}

/// A stream whose write of `first` ends only when its reply has been read, and the next read has begun.
#[derive(Default)]
struct Slow {
    state: Mutex<Read>,
    changed: Condvar,
}

#[derive(Default)]
struct Read {
    input: VecDeque<u8>,
    /// A thread waits for input.
    waiting: bool,
    /// `first` is being written.
    first: bool,
}

impl Slow {
    fn wait(&self, until: impl Fn(&Read) -> bool) -> MutexGuard<'_, Read> {
        let state = self.state.lock().unwrap();
        let waited = self.changed.wait_timeout_while(state, LONG, |s| !until(s));
        waited.unwrap().0
    }

    fn answer(&self, reply: &str) {
        self.state.lock().unwrap().input.extend(reply.as_bytes());
        self.changed.notify_all();
    }
}

impl Transport for &'static Slow {
    fn read(&self, buffer: &mut [u8], timeout: Option<Duration>) -> io::Result<usize> {
        let mut state = self.state.lock().unwrap();
        state.waiting = true;
        self.changed.notify_all();
        let is_empty = |state: &mut Read| state.input.is_empty();
        let timeout = timeout.unwrap_or(LONG);
        let waited = self.changed.wait_timeout_while(state, timeout, is_empty);
        let mut state = waited.unwrap().0;
        state.waiting = false;
        if state.input.is_empty() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        io::Read::read(&mut state.input, buffer)
    }

    fn write(&self, bytes: &[u8], _: Option<Duration>) -> io::Result<usize> {
        let text = std::str::from_utf8(bytes).unwrap();
        if text.contains("qmp_capabilities") {
            self.answer(GRANTED);
        }
        if text.contains("first") {
            self.state.lock().unwrap().first = true;
            self.changed.notify_all();
            drop(self.wait(|state| state.waiting));
            self.answer("{\"return\": 1, \"id\": 2}\r\n");
            drop(self.wait(|state| state.waiting && state.input.is_empty()));
        }
        if text.contains("second") {
            self.answer("{\"return\": 2, \"id\": 3}\r\n");
        }
        Ok(bytes.len())
    }

    fn shutdown(&self) {}
}

/// The thread that writes has its reply, and does no more, while the other one reads again.
fn a_command_is_written_though_its_writer_is_done_first() {
    let stream: &'static Slow = Box::leak(Box::default());
    stream.answer(GREETING);
    let client = &connect(stream);
    std::thread::scope(|scope| {
        scope.spawn(|| assert_eq!(client.execute_raw("first", None).wait().unwrap(), json!(1)));
        drop(stream.wait(|state| state.first));
        let second = client
            .execute_raw("second", None)
            .deadline(Duration::from_secs(5));
        assert_eq!(second.wait().unwrap(), json!(2));
    });
}
