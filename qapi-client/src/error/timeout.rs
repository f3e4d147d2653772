//! Deadlines that passed.

use std::fmt;
use std::time::Duration;

use crate::late::{Kept, Late};

/// The thing that a client waited for when a deadline passed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Waiting {
    /// The connection itself.
    Connection,
    /// The monitor's greeting. A monitor serves one client at a time; others wait for their
    /// greeting.
    Greeting,
    /// The agent's answer to `guest-sync-delimited`. An agent that is not running never answers.
    Sync,
    /// An event.
    Event,
    /// A command's reply.
    Command(Box<str>),
    /// The end of a job.
    Job(Box<str>),
    /// The end of a program in the guest, by its process id.
    Program(i64),
    /// The release of a device by the guest.
    Unplug(Box<str>),
}

impl fmt::Display for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connection => f.write_str("the connection"),
            Self::Greeting => f.write_str("the greeting"),
            Self::Sync => f.write_str("the agent to synchronise"),
            Self::Event => f.write_str("an event"),
            Self::Command(command) => write!(f, "the reply to {command}"),
            Self::Job(id) => write!(f, "the end of job {id}"),
            Self::Program(pid) => write!(f, "the end of program {pid} in the guest"),
            Self::Unplug(id) => write!(f, "the guest to let device {id} go"),
        }
    }
}

/// A deadline that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeout {
    /// The thing that did not arrive in time.
    pub waiting: Waiting,
    /// The time waited.
    pub after: Duration,
    /// True if a command was sent, and the other side may still run it. The connection remains
    /// usable. The late reply is discarded, unless [`take_late`](Self::take_late) takes the handle
    /// to it.
    pub outstanding: bool,
    pub(crate) late: Kept,
}

impl fmt::Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            waiting,
            after,
            outstanding,
            ..
        } = self;
        write!(
            f,
            "timed out after {after:?} waiting for {waiting}{}",
            if *outstanding {
                "; it is outstanding and may still run"
            } else {
                ""
            }
        )
    }
}

impl std::error::Error for Timeout {}

impl Timeout {
    /// Takes the handle to the late reply of a command that was sent. Clones share the handle.
    #[must_use]
    pub fn take_late(&self) -> Option<Late> {
        self.late.take()
    }
}
