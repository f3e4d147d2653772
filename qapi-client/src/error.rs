//! Error types.
//!
//! [`Error`] is the error of every operation of a client. Each variant names its command or step and
//! carries its cause. Its text includes the cause's text, and `source()` does not return the cause
//! again. The `is_*` methods test for the common cases.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::address::AddressError;
use crate::introspect::SchemaError;
use crate::introspect::policy::Finding;
use crate::late::{Kept, Late};
use crate::wire::DecodeError;

/// The class of a command's error (`QapiErrorClass` in QEMU's `qapi/error.json`).
///
/// Clients react to every class but [`GenericError`](Self::GenericError); the description beside the
/// class is for people only.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorClass {
    /// Any error without a class of its own.
    GenericError,
    /// The command is unknown, disabled, or not allowed at the moment.
    CommandNotFound,
    /// A device could not be activated.
    DeviceNotActive,
    /// The device does not exist.
    DeviceNotFound,
    /// The command needs a KVM capability that is missing.
    KvmMissingCap,
    /// A class that this library does not know.
    Other(Box<str>),
}

impl ErrorClass {
    /// Returns the class as written on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::GenericError => "GenericError",
            Self::CommandNotFound => "CommandNotFound",
            Self::DeviceNotActive => "DeviceNotActive",
            Self::DeviceNotFound => "DeviceNotFound",
            Self::KvmMissingCap => "KVMMissingCap",
            Self::Other(class) => class,
        }
    }
}

impl From<String> for ErrorClass {
    fn from(class: String) -> Self {
        match &*class {
            "GenericError" => Self::GenericError,
            "CommandNotFound" => Self::CommandNotFound,
            "DeviceNotActive" => Self::DeviceNotActive,
            "DeviceNotFound" => Self::DeviceNotFound,
            "KVMMissingCap" => Self::KvmMissingCap,
            _ => Self::Other(class.into()),
        }
    }
}

impl fmt::Display for ErrorClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A command's failure, as the other side reported it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("command {command}: {desc} ({class})")]
#[non_exhaustive]
pub struct CommandError {
    /// The command's name.
    pub command: Box<str>,
    /// The error's class.
    pub class: ErrorClass,
    /// The error's description, for people.
    pub desc: Box<str>,
}

/// A breach of the protocol in the stream.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// Bytes outside any message.
    #[error("bytes that are no message: `{excerpt}`")]
    Garbage {
        /// Their beginning.
        excerpt: String,
    },
    /// A message that ends before its last bracket.
    #[error("a message breaks off: `{excerpt}`")]
    Truncated {
        /// Its beginning.
        excerpt: String,
    },
    /// A message that exceeds [`Limits::message_size`](crate::protocol::Limits).
    #[error("a message exceeds the limit of {limit} bytes: `{excerpt}`")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
        /// The message's beginning.
        excerpt: String,
    },
    /// A message that exceeds [`Limits::depth`](crate::protocol::Limits).
    #[error("a message exceeds the limit of {limit} levels of nesting: `{excerpt}`")]
    TooDeep {
        /// The limit, in levels.
        limit: usize,
        /// The message's beginning.
        excerpt: String,
    },
    /// A message that is not JSON, is not UTF-8, or repeats a member.
    #[error("a message is malformed, {reason}: `{excerpt}`")]
    NotJson {
        /// The mistake, and its position in the message.
        reason: serde_json::Error,
        /// The message's beginning.
        excerpt: String,
    },
    /// An object that is neither greeting, return, error nor event.
    #[error("an object is no message of the protocol: `{excerpt}`")]
    NotAMessage {
        /// Its beginning.
        excerpt: String,
    },
    /// A reply that belongs to no command of this connection.
    #[error("a reply's id {id} is that of no command")]
    UnknownId {
        /// The reply's id, as JSON.
        id: String,
    },
    /// A success without an id on a connection with ids.
    #[error("a reply has no id")]
    MissingId,
    /// An error without an id that belongs to no known command.
    #[error("an error of no known command: {desc} ({class})")]
    UnascribedError {
        /// The error's class.
        class: ErrorClass,
        /// The error's description.
        desc: String,
    },
    /// An unexpected greeting, or another message instead of the greeting.
    #[error("{found} where {expected} is expected")]
    OutOfTurn {
        /// The message that arrived.
        found: &'static str,
        /// The message that the protocol requires.
        expected: &'static str,
    },
}

impl Violation {
    /// Returns the beginning of the unreadable bytes; empty if they were readable.
    pub(crate) fn excerpt(&self) -> &str {
        match self {
            Self::Garbage { excerpt }
            | Self::Truncated { excerpt }
            | Self::TooLarge { excerpt, .. }
            | Self::TooDeep { excerpt, .. }
            | Self::NotJson { excerpt, .. }
            | Self::NotAMessage { excerpt } => excerpt,
            _ => "",
        }
    }

    /// Returns true if the message begins like a reply: its command gets no other.
    pub(crate) fn is_like_reply(&self) -> bool {
        if matches!(self, Self::Garbage { .. }) {
            return false;
        }
        let excerpt = self.excerpt();
        let first = excerpt.strip_prefix('{').unwrap_or_default().trim_start();
        ["\"return\"", "\"error\"", "\"id\""]
            .iter()
            .any(|member| first.starts_with(member))
    }
}

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
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "timed out after {after:?} waiting for {waiting}{}",
    if *.outstanding { "; it is outstanding and may still run" } else { "" }
)]
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

impl Timeout {
    /// Takes the handle to the late reply of a command that was sent. Clones share the handle.
    #[must_use]
    pub fn take_late(&self) -> Option<Late> {
        self.late.take()
    }
}

/// The reason that a connection ended.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Disconnect {
    /// This side ended it.
    #[error("disconnected by this side")]
    Requested,
    /// The other side closed the connection.
    #[error("the other side closed the connection")]
    Closed,
    /// The other side closed the connection in the middle of a message.
    #[error("the other side closed the connection: {0}")]
    ClosedWithin(Arc<Violation>),
    /// The transport failed.
    #[error("the connection failed: {0}")]
    Io(Arc<io::Error>),
}

impl From<io::Error> for Disconnect {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // A quitting QEMU has not read the line end after `quit`, and closing a socket with
            // unread bytes counts as a reset.
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Io(Arc::new(error)),
        }
    }
}

/// A command that the client's own [policy](crate::Options::policy) rejected; it was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("command {command}: not sent: {}", listed(.findings))]
#[non_exhaustive]
pub struct Refused {
    /// The command's name.
    pub command: Box<str>,
    /// The findings that the policy rejects: at least one, in the order of the arguments.
    pub findings: Vec<Finding>,
}

fn listed(findings: &[Finding]) -> String {
    let findings: Vec<_> = findings.iter().map(ToString::to_string).collect();
    findings.join(", ")
}

/// The error of a client's operation.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The other side rejected the command or failed to execute it.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// A deadline passed.
    #[error(transparent)]
    Timeout(#[from] Timeout),
    /// The address is malformed.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The connection could not be made.
    #[error("cannot connect to {address}: {reason}")]
    Connect {
        /// The address.
        address: String,
        /// The system's error.
        reason: io::Error,
    },
    /// The connection has ended.
    #[error("{}{cause}", interrupted(.command.as_deref(), *.may_have_run))]
    Disconnected {
        /// The command in flight, if any.
        command: Option<Box<str>>,
        /// True if the command was sent, and the other side may have run it.
        may_have_run: bool,
        /// Reason for the connection's end.
        cause: Disconnect,
    },
    /// The other side broke the protocol.
    #[error("{}{violation}", about(.command.as_deref()))]
    Protocol {
        /// The command whose reply is unreadable, if known.
        command: Option<Box<str>>,
        /// The breach.
        violation: Arc<Violation>,
    },
    /// A reply or an event does not match the schema.
    #[error("{subject}: {reason}")]
    Decode {
        /// The source of the payload.
        subject: Subject,
        /// The mistake, with its member and byte offset.
        reason: DecodeError,
    },
    /// The monitor's description of its schema is invalid.
    #[error("reply to query-qmp-schema: {0}")]
    Schema(SchemaError),
    /// Events were dropped because the queue was full.
    #[error("{missed} events were dropped, since the queue for them was full")]
    Lagged {
        /// Number of dropped events, the oldest in the queue.
        missed: u64,
    },
    /// The connection was lost and made again; events in between are lost.
    #[error("the connection was made anew, events may be missing: {cause}")]
    Gap {
        /// Reason for the connection's end.
        cause: Disconnect,
    },
    /// The command is to run out of band, and the monitor did not grant it.
    #[error("command {command}: the monitor did not grant commands out of band")]
    OobNotGranted {
        /// The command's name.
        command: Box<str>,
    },
    /// The command has file descriptors, and the connection cannot pass them.
    #[error("command {command}: file descriptors pass only over a Unix socket, up to 16 at once")]
    NoDescriptors {
        /// The command's name.
        command: Box<str>,
    },
    /// The thread that serves connections could not be started.
    #[error("cannot start the thread that serves connections: {0}")]
    Runtime(io::Error),
    /// Migrations do not support that operation on jobs.
    #[error("a migration does not support `{operation}`")]
    NotOfMigration {
        /// Name of the operation.
        operation: &'static str,
    },
    /// The monitor has a job of the id that a command was to start a job with; nothing was sent.
    #[error("job {id} exists already, in state {status}")]
    JobExists {
        /// The job's id; `migration` for the migration.
        id: Box<str>,
        /// Its state.
        status: Box<str>,
    },
    /// The arguments of a command that starts a job name neither a job nor a device.
    #[error("command {command}: neither `job-id` nor `device` names the job")]
    NoJobId {
        /// The command's name.
        command: Box<str>,
    },
    /// A job is to end without a pivot, and is not ready.
    #[error("job {id} is not ready, but {status}")]
    NotReady {
        /// The job's id.
        id: Box<str>,
        /// Its state.
        status: Box<str>,
    },
    /// The client's own policy rejects the command.
    #[error(transparent)]
    Refused(#[from] Refused),
}

/// The source of a payload that could not be decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// The reply to this command.
    Reply(Box<str>),
    /// This event.
    Event(Box<str>),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reply(command) => write!(f, "reply to {command}"),
            Self::Event(event) => write!(f, "event {event}"),
        }
    }
}

fn about(command: Option<&str>) -> String {
    command
        .map(|command| format!("command {command}: "))
        .unwrap_or_default()
}

fn interrupted(command: Option<&str>, may_have_run: bool) -> String {
    let Some(command) = command else {
        return String::new();
    };
    let fate = if may_have_run {
        "its reply is lost, it may have run"
    } else {
        "it was not sent"
    };
    format!("command {command}: {fate}: ")
}

impl From<SchemaError> for Error {
    fn from(error: SchemaError) -> Self {
        Self::Schema(error)
    }
}

impl Error {
    /// Returns the class of the command's error; `None` for other errors.
    #[must_use]
    pub fn class(&self) -> Option<&ErrorClass> {
        match self {
            Self::Command(error) => Some(&error.class),
            _ => None,
        }
    }

    /// Returns true if the other side rejected the command or failed to execute it.
    #[must_use]
    pub fn is_command_error(&self) -> bool {
        matches!(self, Self::Command(_))
    }

    /// Returns true if the other side does not know the command.
    #[must_use]
    pub fn is_command_not_found(&self) -> bool {
        self.class() == Some(&ErrorClass::CommandNotFound)
    }

    /// Returns true if a deadline passed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
    }

    /// Takes the handle to the late reply of a command whose deadline passed after it was sent.
    #[must_use]
    pub fn take_late(&self) -> Option<Late> {
        match self {
            Self::Timeout(timeout) => timeout.take_late(),
            _ => None,
        }
    }

    /// Returns true if there is no connection, or it has ended.
    #[must_use]
    pub fn is_disconnected(&self) -> bool {
        matches!(self, Self::Disconnected { .. } | Self::Connect { .. })
    }

    /// Returns true if a payload did not match its schema.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self, Self::Decode { .. })
    }

    /// Returns true if the other side broke the protocol.
    #[must_use]
    pub fn is_protocol(&self) -> bool {
        matches!(self, Self::Protocol { .. })
    }

    /// Returns true if events were dropped because the queue was full.
    #[must_use]
    pub fn is_lagged(&self) -> bool {
        matches!(self, Self::Lagged { .. })
    }

    /// Returns true if the connection was made again, and events may be missing.
    #[must_use]
    pub fn is_gap(&self) -> bool {
        matches!(self, Self::Gap { .. })
    }

    /// Returns true if the client's own policy rejected the command.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    /// Returns true if a command was sent and its outcome is unknown: the other side may have run it
    /// or may still run it.
    #[must_use]
    pub fn may_have_run(&self) -> bool {
        match self {
            Self::Timeout(timeout) => timeout.outstanding,
            Self::Disconnected { may_have_run, .. } => *may_have_run,
            Self::Protocol { command, .. } => command.is_some(),
            _ => false,
        }
    }
}
