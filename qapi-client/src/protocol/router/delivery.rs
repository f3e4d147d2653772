//! Results of a router.

use serde_json::value::RawValue;

use crate::error::{ErrorClass, Violation};
use crate::protocol::greeting::Greeting;
use crate::protocol::message::{EventMessage, RawEvent};

/// Outcome of a command.
#[derive(Debug)]
#[non_exhaustive]
pub enum Reply {
    /// The command succeeded and returned this.
    Return(Box<RawValue>),
    /// The command failed.
    Error {
        /// The error's class.
        class: ErrorClass,
        /// The error's description.
        desc: String,
    },
    /// The reply arrived and is unreadable.
    Unreadable(Violation),
    /// The command was sent, and its success has no reply.
    Sent,
}

/// An item that arrived.
#[derive(Debug)]
#[non_exhaustive]
pub enum Delivery<W> {
    /// The monitor's greeting.
    Greeting(Greeting),
    /// The reply to a command.
    Reply {
        /// The shell's value for the command.
        waiter: W,
        /// The outcome.
        reply: Reply,
    },
    /// The late reply to a [forgotten](super::Router::forget) command.
    Late {
        /// The command's number.
        id: u64,
        /// The command's name.
        command: Box<str>,
        /// The outcome.
        reply: Reply,
    },
    /// An event.
    Event(EventMessage<RawEvent>),
    /// The agent has synchronised.
    Synced,
    /// A breach of the protocol.
    Violation(Violation),
}

/// State of a command at [`Router::forget`](super::Router::forget).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forgotten {
    /// The command was not sent, and will not be.
    Unsent,
    /// The command was sent; its reply will be discarded.
    Outstanding,
    /// The command was already answered, or is unknown.
    Done,
}
