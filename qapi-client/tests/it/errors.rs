//! Errors: their texts and sources, and `Send` and `Sync`.

use std::error::Error as _;
use std::io;
use std::sync::Arc;

use qapi_client::tokio::{Process, ProcessError};
use qapi_client::wire::DecodeError;
use qapi_client::{
    Address, AddressError, CommandError, Disconnect, Error, Execute, FdSet, Options, RawEvent,
    Refused, Subject, Timeout, TranscriptError, Violation, blocking, introspect, threaded, tokio,
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

fn crosses<T: Send + Sync + 'static>() {}

fn everything_crosses_threads() {
    crosses::<blocking::Client>();
    crosses::<blocking::GuestAgent>();
    crosses::<blocking::Events<RawEvent>>();
    crosses::<Execute<blocking::Session, ()>>();
    crosses::<blocking::Job>();
    crosses::<blocking::JobControl>();
    crosses::<FdSet<blocking::Client>>();
    crosses::<FdSet<tokio::Client>>();
    crosses::<tokio::Launch>();
    crosses::<tokio::Client>();
    crosses::<tokio::GuestAgent>();
    crosses::<tokio::Events<RawEvent>>();
    crosses::<tokio::SharedEvents<RawEvent>>();
    crosses::<tokio::Reconnecting>();
    crosses::<tokio::Job>();
    crosses::<tokio::JobControl>();
    crosses::<tokio::Listener>();
    crosses::<Process>();
    crosses::<Execute<tokio::Session, ()>>();
    crosses::<threaded::Client>();
    crosses::<threaded::GuestAgent>();
    crosses::<threaded::Events<RawEvent>>();
    crosses::<threaded::Reconnecting>();
    crosses::<threaded::Job>();
    crosses::<Options>();
    crosses::<Error>();
    crosses::<AddressError>();
    crosses::<CommandError>();
    crosses::<Timeout>();
    crosses::<Refused>();
    crosses::<ProcessError>();
    crosses::<TranscriptError>();
    crosses::<DecodeError>();
}
