//! Errors: their texts and sources, and `Send` and `Sync`.

use std::error::Error as _;
use std::io;
use std::sync::Arc;

use qapi_client::wire::DecodeError;
use qapi_client::{
    Address, Disconnect, Error, ProcessError, RawEvent, Subject, TranscriptError, Violation,
    blocking, introspect, threaded, tokio,
};
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![no_error_prints_its_source_twice, everything_crosses_threads,]
}

fn cause() -> Disconnect {
    Disconnect::Io(Arc::new(io::Error::other("the reason")))
}

fn not_json() -> Violation {
    let raw = qapi_client::protocol::Message::parse(b"{\"event\": 1e}");
    raw.err().unwrap()
}

fn io_error() -> io::Error {
    io::Error::other("the reason")
}

/// `{:#}` of the crate `anyhow` prints an error and all its sources.
fn no_error_prints_its_source_twice() {
    let decode: DecodeError = qapi_client::wire::from_json::<i64>("\"x\"").unwrap_err();
    let schema = introspect::Schema::from_json("[{}]").unwrap_err();
    let errors: Vec<Box<dyn std::error::Error>> = vec![
        Box::new(Error::Connect {
            address: "a".into(),
            reason: io_error(),
        }),
        Box::new(Error::Address("x".parse::<Address>().unwrap_err())),
        Box::new(Error::Disconnected {
            command: Some("c".into()),
            may_have_run: true,
            cause: cause(),
        }),
        Box::new(Error::Disconnected {
            command: None,
            may_have_run: false,
            cause: Disconnect::ClosedWithin(Arc::new(not_json())),
        }),
        Box::new(Error::Protocol {
            command: None,
            violation: Arc::new(not_json()),
        }),
        Box::new(Error::Decode {
            subject: Subject::Reply("c".into()),
            reason: decode,
        }),
        Box::new(Error::from(schema)),
        Box::new(Error::Gap { cause: cause() }),
        Box::new(Error::Runtime(io_error())),
        Box::new(TranscriptError::from(io_error())),
        Box::new(ProcessError::Spawn {
            program: "p".into(),
            reason: io_error(),
        }),
        Box::new(ProcessError::Connect {
            program: "p".into(),
            reason: Error::Gap { cause: cause() },
            status: None,
            stderr: "".into(),
        }),
    ];
    for error in errors {
        let mut texts = vec![error.to_string()];
        let mut source = error.source();
        while let Some(error) = source {
            let text = error.to_string();
            for before in &texts {
                assert!(!before.contains(&text), "{before}: {text}");
            }
            texts.push(text);
            source = error.source();
        }
    }
    let timeout = Error::Lagged { missed: 1 };
    assert!(timeout.source().is_none());
}

fn crosses<T: Send + Sync>() {}

/// Checks that types are `Send` and `Sync`, and returns their names by module.
macro_rules! crosses {
    ($($module:ident { $($name:ident $(<$($parameter:ty),+>)?),+ $(,)? })+) => {
        [$(
            (stringify!($module), vec![$({
                crosses::<$module::$name $(<$($parameter),+>)?>();
                stringify!($name)
            }),+]),
        )+]
    };
}

/// Exports that are no types, or are checked in their own crate.
const OTHERS: [&str; 11] = [
    "AllowsOob",
    "Command",
    "CommandLineError",
    "Event",
    "EventSet",
    "Features",
    "OobCommand",
    "Owner",
    "Qemu",
    "ToAddress",
    "Transport",
];

/// A type that is exported and is missing here fails the test.
fn everything_crosses_threads() {
    use qapi_client as root;

    let types = crosses! {
        root {
            Address, AddressError, Availability, Backend, Base64, CommandError,
            Direction, Disconnect, Effect, Error, ErrorClass, EventMessage<RawEvent>, Exec,
            Execute<tokio::Session, ()>, Exited, FdSet<tokio::Client>, Feature, FileSystems,
            Finding, Greeting, Happened, Ignored, Issue, JobEnd, JobProgress, Late,
            Launch<tokio::Client>, Options, Pivot, Policy, ProcessError, Raw, RawEvent,
            Reaction, Record, Refused, RunState, Subject, Timeout, Timestamp, Transcript,
            TranscriptError, Unplug, Unplugged, Version, Via, Violation, Waiting,
        }
        blocking {
            Client, Events<RawEvent>, Execute<()>, GuestAgent, Job, JobControl, Launch, Process,
            Program, Session,
        }
        threaded {
            Backoff, Client, Events<RawEvent>, Execute<()>, GuestAgent, Job, JobControl, Launch,
            Process, Program, Reconnecting, Threaded<tokio::Session>,
        }
        tokio {
            Backoff, Client, Events<RawEvent>, Execute<()>, GuestAgent, GuestFile, Job, JobControl,
            JobEnd, JobProgress, JobUpdates, Launch, Listener, Pivot, Process, ProcessError,
            Program, Reconnecting, Session, SharedEvents<RawEvent>, Stream, Via,
        }
    };
    let sources = [
        include_str!("../../src/lib.rs"),
        include_str!("../../src/blocking.rs"),
        include_str!("../../src/threaded.rs"),
        include_str!("../../src/tokio.rs"),
    ];
    for ((module, types), source) in types.into_iter().zip(sources) {
        let exported = exports(source);
        for name in &exported {
            let known = types.contains(name) || OTHERS.contains(name);
            assert!(known, "`{name}` of {module} is not checked");
        }
        for name in types {
            assert!(exported.contains(&name), "{module} exports no `{name}`");
        }
    }
    // Generated types, and the parts of the protocol.
    crosses::<root::qmp::Event>();
    crosses::<root::qmp::JobInfo>();
    crosses::<root::protocol::Router<()>>();
    crosses::<root::wire::DecodeError>();
}

/// Returns the names that a module exports from others and that begin with a capital letter.
fn exports(source: &str) -> Vec<&str> {
    let uses = source.split("\npub use ").skip(1);
    let uses = uses.filter_map(|rest| rest.split_once(';'));
    let words = uses.flat_map(|(path, _)| path.split(|c: char| !c.is_alphanumeric() && c != '_'));
    words
        .filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
        .collect()
}
