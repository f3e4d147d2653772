//! Replies on their way to the client, and the faults of tests.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::value::RawValue;

use super::Protocol;
use super::session::{Session, first};
use crate::failure::Failure;
use crate::inbound::{encode_error, encode_greeting, encode_return};
use crate::json::number;

/// A fault that a test injects into a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// It comes later by this time. Other commands in band wait, too.
    Delay(Duration),
    /// It never comes.
    Drop,
    /// These bytes come before it.
    Garbage(Vec<u8>),
    /// These bytes come instead of it.
    Instead(Vec<u8>),
    /// Only its first half comes, without an end of line; then the connection ends.
    HalfLine,
    /// It comes behind the reply that follows it.
    Late,
    /// It comes twice.
    Duplicate,
    /// It comes with an id that no command has.
    UnknownId,
    /// The connection ends instead.
    Close,
}

/// Outcome of a command.
pub(super) enum Outcome {
    Return(Vec<u8>),
    /// The same after the byte 0xFF, which occurs in no text.
    Delimited(Vec<u8>),
    Error(Failure),
}

impl Outcome {
    /// Appends the reply, its line ended as `protocol` does.
    pub(super) fn encode(&self, id: Option<&str>, protocol: Protocol, text: &mut Vec<u8>) {
        match self {
            Self::Return(value) => return Self::encode_return(value, id, protocol, text),
            Self::Delimited(value) => {
                text.push(0xff);
                return Self::encode_return(value, id, protocol, text);
            }
            Self::Error(failure) => encode_error(failure, id, text),
        }
        text.extend_from_slice(protocol.line_end());
    }

    /// Appends the reply that returns `value`.
    pub(super) fn encode_return(
        value: &[u8],
        id: Option<&str>,
        protocol: Protocol,
        text: &mut Vec<u8>,
    ) {
        encode_return(value, id, text);
        text.extend_from_slice(protocol.line_end());
    }
}

/// The faults that wait for replies to their commands.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    waiting: Mutex<Vec<(Box<str>, Fault)>>,
}

impl Faults {
    pub(crate) fn add(&self, command: &str, fault: Fault) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push((command.into(), fault));
    }

    fn next(&self, command: &str) -> Option<Fault> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let index = waiting.iter().position(|(of, _)| **of == *command)?;
        Some(waiting.remove(index).1)
    }
}

/// Name of the greeting among the commands of faults.
pub(crate) const GREETING: &str = "QMP";

impl Session {
    /// Sends the greeting.
    pub(super) async fn greet(&self) {
        let greeting = encode_greeting(&self.shared.greeting());
        match self.fault(GREETING) {
            None => self.outbox.push(&greeting),
            Some(fault) => self.suffer(fault, greeting).await,
        }
    }

    /// Sends the reply to a command.
    pub(super) async fn deliver(&self, command: &str, outcome: Outcome, id: Option<Box<RawValue>>) {
        let protocol = self.shared.protocol;
        let id = id.map(|id| number::rewrite(id.get()));
        let Some(fault) = self.fault(command) else {
            self.outbox
                .push_with(|text| outcome.encode(id.as_deref(), protocol, text));
            return self.release();
        };
        let id = match fault {
            Fault::UnknownId => Some("\"nobody's\""),
            _ => id.as_deref(),
        };
        let mut reply = Vec::new();
        outcome.encode(id, protocol, &mut reply);
        let late = fault == Fault::Late;
        self.suffer(fault, reply).await;
        if !late {
            self.release();
        }
    }

    fn fault(&self, command: &str) -> Option<Fault> {
        self.shared.faults.as_ref()?.next(command)
    }

    /// Applies a fault to a message.
    async fn suffer(&self, fault: Fault, message: Vec<u8>) {
        let say = |bytes: &[u8]| self.outbox.push(bytes);
        match fault {
            Fault::Delay(delay) => {
                first(tokio::time::sleep(delay), self.leaves()).await;
                say(&message);
            }
            Fault::Drop => {}
            Fault::Garbage(bytes) => {
                say(&bytes);
                say(&message);
            }
            Fault::Instead(bytes) => say(&bytes),
            Fault::HalfLine => {
                say(&message[..message.len() / 2]);
                self.outbox.close();
            }
            Fault::Late => self.held().extend(message),
            Fault::Duplicate => {
                say(&message);
                say(&message);
            }
            Fault::UnknownId => say(&message),
            Fault::Close => self.outbox.close(),
        }
    }

    /// Sends the replies that were held back.
    fn release(&self) {
        if self.shared.faults.is_some() {
            let held = std::mem::take(&mut *self.held());
            if !held.is_empty() {
                self.outbox.push(&held);
            }
        }
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Vec<u8>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
