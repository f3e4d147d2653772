//! What can go wrong, as types.
//!
//! [`Error`] is the error of every operation of a client. Each variant names its command or step and
//! carries its cause, which its text includes: so `source()` does not return it again. The `is_*`
//! methods answer the questions that callers ask of any error.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::address::AddressError;
use crate::introspect::SchemaError;
use crate::introspect::policy::Finding;
use crate::wire::DecodeError;

/// The class of a command's error (`QapiErrorClass` in QEMU's `qapi/error.json`).
///
/// All but [`GenericError`](Self::GenericError) exist for clients to react to; the description
/// beside the class is for people only.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorClass {
    /// Any error without a class of its own.
    GenericError,
    /// The command is unknown, disabled, or not to be used now.
    CommandNotFound,
    /// A device has failed to become active.
    DeviceNotActive,
    /// There is no such device.
    DeviceNotFound,
    /// A capability of KVM that the command needs is missing.
    KvmMissingCap,
    /// A class that this library does not know.
    Other(Box<str>),
}

impl ErrorClass {
    /// The class as it is written on the wire.
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

/// Something in the stream that the protocol does not allow.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// Bytes outside any message.
    #[error("bytes that are no message: `{excerpt}`")]
    Garbage {
        /// How they begin.
        excerpt: String,
    },
    /// A message that ends before its last bracket.
    #[error("a message breaks off: `{excerpt}`")]
    Truncated {
        /// How it begins.
        excerpt: String,
    },
    /// A message that exceeds [`Limits::message_size`](crate::protocol::Limits).
    #[error("a message exceeds the limit of {limit} bytes: `{excerpt}`")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
        /// How the message begins.
        excerpt: String,
    },
    /// A message that exceeds [`Limits::depth`](crate::protocol::Limits).
    #[error("a message exceeds the limit of {limit} levels of nesting: `{excerpt}`")]
    TooDeep {
        /// The limit, in levels.
        limit: usize,
        /// How the message begins.
        excerpt: String,
    },
    /// A message that is not JSON, not UTF-8, or has a member twice.
    #[error("a message is malformed, {reason}: `{excerpt}`")]
    NotJson {
        /// The mistake, and its place in the message.
        reason: serde_json::Error,
        /// How the message begins.
        excerpt: String,
    },
    /// An object that is neither greeting, return, error nor event.
    #[error("an object is no message of the protocol: `{excerpt}`")]
    NotAMessage {
        /// How it begins.
        excerpt: String,
    },
    /// A reply to no command of this connection.
    #[error("a reply's id {id} is that of no command")]
    UnknownId {
        /// The reply's id, as JSON.
        id: String,
    },
    /// A success without an id, where ids are in use.
    #[error("a reply has no id")]
    MissingId,
    /// An error without an id that cannot be ascribed to a command.
    #[error("an error of no known command: {desc} ({class})")]
    UnascribedError {
        /// The error's class.
        class: ErrorClass,
        /// The error's description.
        desc: String,
    },
    /// A greeting where none is expected, or no greeting where one is.
    #[error("{found} where {expected} is expected")]
    OutOfTurn {
        /// What came.
        found: &'static str,
        /// What the protocol asks for.
        expected: &'static str,
    },
}

impl Violation {
    /// How the bytes begin that cannot be read; empty if they can.
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

    /// Returns true if it is a message that begins as replies begin, so that a command will get no other.
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

/// What was waited for when a deadline passed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Waiting {
    /// The connection itself.
    Connection,
    /// The monitor's greeting. A monitor serves one client; others wait for theirs.
    Greeting,
    /// The agent's answer to `guest-sync-delimited`. An agent that does not run never answers.
    Sync,
    /// An event.
    Event,
    /// A command's reply.
    Command(Box<str>),
    /// The end of a job.
    Job(Box<str>),
    /// The guest to let a device go.
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
    /// What was waited for.
    pub waiting: Waiting,
    /// How long.
    pub after: Duration,
    /// True if a command went out, so that the other side may still run it. Its late reply will be
    /// discarded; the connection remains usable.
    pub outstanding: bool,
}

/// Why a connection ended.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Disconnect {
    /// This side asked for it.
    #[error("disconnected by this side")]
    Requested,
    /// The other side closed the connection.
    #[error("the other side closed the connection")]
    Closed,
    /// The other side closed the connection in the middle of something.
    #[error("the other side closed the connection: {0}")]
    ClosedWithin(Arc<Violation>),
    /// The transport failed.
    #[error("the connection failed: {0}")]
    Io(Arc<io::Error>),
}

impl From<io::Error> for Disconnect {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // A QEMU that quits has not read the line end behind `quit`, and a socket that is
            // closed with bytes unread counts as reset.
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Io(Arc::new(error)),
        }
    }
}

/// A command that the client's own [policy](crate::Options::policy) kept from being sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("command {command}: not sent: {}", listed(.findings))]
#[non_exhaustive]
pub struct Refused {
    /// The command's name.
    pub command: Box<str>,
    /// What the policy rejects in it: at least one, in the order of the arguments.
    pub findings: Vec<Finding>,
}

fn listed(findings: &[Finding]) -> String {
    let findings: Vec<_> = findings.iter().map(ToString::to_string).collect();
    findings.join(", ")
}

/// What an operation of a client fails with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The other side refused the command or failed to do it.
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
        /// Where to.
        address: String,
        /// The system's error.
        reason: io::Error,
    },
    /// The connection has ended.
    #[error("{}{cause}", interrupted(.command.as_deref(), *.may_have_run))]
    Disconnected {
        /// The command that was under way, if one was.
        command: Option<Box<str>>,
        /// True if it went out, so that the other side may have run it.
        may_have_run: bool,
        /// Reason of the connection's end.
        cause: Disconnect,
    },
    /// The other side broke the protocol.
    #[error("{}{violation}", about(.command.as_deref()))]
    Protocol {
        /// The command whose reply could not be read, if it is known to be one.
        command: Option<Box<str>>,
        /// The breach.
        violation: Arc<Violation>,
    },
    /// A reply or an event is not what the schema says.
    #[error("{subject}: {reason}")]
    Decode {
        /// Whose payload it is.
        subject: Subject,
        /// The mistake, with its member and byte.
        reason: DecodeError,
    },
    /// What the monitor says of its schema makes no sense.
    #[error("reply to query-qmp-schema: {0}")]
    Schema(SchemaError),
    /// Events were dropped because nobody took them.
    #[error("{missed} events were dropped, since the queue for them was full")]
    Lagged {
        /// How many, the oldest of those that waited.
        missed: u64,
    },
    /// The connection was lost and made anew: what happened between is not known.
    #[error("the connection was made anew, events may be missing: {cause}")]
    Gap {
        /// Reason of the connection's end.
        cause: Disconnect,
    },
    /// The command is to run out of band, and the monitor did not grant that.
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
    /// A migration has nothing like that operation on jobs.
    #[error("a migration has nothing like `{operation}`")]
    NotOfMigration {
        /// Which operation.
        operation: &'static str,
    },
    /// The client's own policy rejects the command.
    #[error(transparent)]
    Refused(#[from] Refused),
}

/// Whose payload could not be decoded.
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
    /// The class of the command's error, if it is one.
    #[must_use]
    pub fn class(&self) -> Option<&ErrorClass> {
        match self {
            Self::Command(error) => Some(&error.class),
            _ => None,
        }
    }

    /// Returns true if the other side refused the command or failed to do it.
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

    /// Returns true if there is no connection (any more).
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

    /// Returns true if events were dropped because nobody took them.
    #[must_use]
    pub fn is_lagged(&self) -> bool {
        matches!(self, Self::Lagged { .. })
    }

    /// Returns true if the connection was made anew, so that events may be missing.
    #[must_use]
    pub fn is_gap(&self) -> bool {
        matches!(self, Self::Gap { .. })
    }

    /// Returns true if the client's own policy kept the command from being sent.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    /// Returns true if a command went out whose outcome is unknown, so that the other side may have run it
    /// or may yet do so.
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
