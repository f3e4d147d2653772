//! Deadlines that passed.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

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
    pub(crate) parcel: Parcel,
}

impl fmt::Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            waiting,
            after,
            outstanding,
            parcel: _,
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
    /// Returns the error of a step that exceeded its deadline, without a handle to a late reply.
    pub(crate) fn new(waiting: Waiting, deadline: Option<Duration>, outstanding: bool) -> Self {
        Self {
            waiting,
            after: deadline.unwrap_or(Duration::MAX),
            outstanding,
            parcel: Parcel::default(),
        }
    }

    /// Puts a value into the error.
    pub(crate) fn with(mut self, value: impl Any + Send) -> Self {
        self.parcel = Parcel(Some(Arc::new(Mutex::new(Some(Box::new(value))))));
        self
    }
}

/// A value that an error carries to its receiver. Clones of the error share it.
///
/// Errors do not know its type: a handle to a late reply needs a connection, whose modules use
/// errors.
#[derive(Clone, Default)]
pub(crate) struct Parcel(Option<Arc<Mutex<Content>>>);

type Content = Option<Box<dyn Any + Send>>;

impl Parcel {
    /// Takes the value, if it is a `T` that was not yet taken.
    pub(crate) fn take<T: Any>(&self) -> Option<T> {
        let mut place = self
            .0
            .as_ref()?
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let value = place.take_if(|value| value.is::<T>())?;
        value.downcast().ok().map(|value| *value)
    }
}

impl fmt::Debug for Parcel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Parcel" } else { "None" })
    }
}

/// Errors are equal with and without the value.
impl PartialEq for Parcel {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Parcel {}
