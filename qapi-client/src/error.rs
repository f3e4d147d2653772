//! Error types.
//!
//! [`Error`] is the error of every operation of a client. Each variant names its command or step and
//! carries its cause. Its text includes the cause's text, and `source()` does not return the cause
//! again. The `is_*` methods test for the common cases.

mod class;
mod timeout;
mod violation;

use std::fmt;
use std::io;
use std::sync::Arc;

use crate::address::AddressError;
use crate::introspect::SchemaError;
use crate::introspect::policy::Finding;
use crate::state::Availability;
use crate::wire::DecodeError;

pub use class::ErrorClass;
pub use timeout::{Timeout, Waiting};
pub use violation::Violation;

/// A command's failure, as the other side reported it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CommandError {
    /// The command's name.
    pub command: Box<str>,
    /// The error's class.
    pub class: ErrorClass,
    /// The error's description, for people.
    pub desc: Box<str>,
    /// The answer of a guest agent that did not find the command: the client asked it again if the
    /// command is disabled, missing, or waits for a thaw. `None` for other errors, and without an
    /// answer before the command's deadline.
    pub availability: Option<Availability>,
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            command,
            class,
            desc,
            ..
        } = self;
        write!(f, "command {command}: {desc} ({class})")
    }
}

impl std::error::Error for CommandError {}

/// The reason that a connection ended.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Disconnect {
    /// This side ended it.
    Requested,
    /// The other side closed the connection.
    Closed,
    /// The other side closed the connection in the middle of a message.
    ClosedWithin(Arc<Violation>),
    /// The transport failed.
    Io(Arc<io::Error>),
}

impl fmt::Display for Disconnect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Requested => f.write_str("disconnected by this side"),
            Self::Closed => f.write_str("the other side closed the connection"),
            Self::ClosedWithin(value) => write!(f, "the other side closed the connection: {value}"),
            Self::Io(value) => write!(f, "the connection failed: {value}"),
        }
    }
}

impl std::error::Error for Disconnect {}

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
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refused {
    /// The command's name.
    pub command: Box<str>,
    /// The findings that the policy rejects: at least one, in the order of the arguments.
    pub findings: Vec<Finding>,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { command, findings } = self;
        write!(f, "command {command}: not sent: {}", listed(findings))
    }
}

impl std::error::Error for Refused {}

fn listed(findings: &[Finding]) -> String {
    let findings: Vec<_> = findings.iter().map(ToString::to_string).collect();
    findings.join(", ")
}

/// The error of a client's operation.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The other side rejected the command or failed to execute it.
    Command(CommandError),
    /// A deadline passed.
    Timeout(Timeout),
    /// The address is malformed.
    Address(AddressError),
    /// The connection could not be made.
    Connect {
        /// The address.
        address: String,
        /// The system's error.
        reason: io::Error,
    },
    /// The connection has ended.
    Disconnected {
        /// The command in flight, if any.
        command: Option<Box<str>>,
        /// True if the command was sent, and the other side may have run it.
        may_have_run: bool,
        /// Reason for the connection's end.
        cause: Disconnect,
    },
    /// The other side broke the protocol.
    Protocol {
        /// The command whose reply is unreadable, if known.
        command: Option<Box<str>>,
        /// The breach.
        violation: Arc<Violation>,
    },
    /// A reply or an event does not match the schema.
    Decode {
        /// The source of the payload.
        subject: Subject,
        /// The mistake, with its member and byte offset.
        reason: DecodeError,
    },
    /// The monitor's description of its schema is invalid.
    Schema(SchemaError),
    /// Events were dropped because the queue was full.
    Lagged {
        /// Number of dropped events, the oldest in the queue.
        missed: u64,
    },
    /// The connection was lost and made again; events in between are lost.
    Gap {
        /// Reason for the connection's end.
        cause: Disconnect,
    },
    /// The command is to run out of band, and the monitor did not grant it.
    OobNotGranted {
        /// The command's name.
        command: Box<str>,
    },
    /// The command has file descriptors, and the connection cannot pass them.
    NoDescriptors {
        /// The command's name.
        command: Box<str>,
    },
    /// The thread that serves connections could not be started.
    Runtime(io::Error),
    /// Migrations do not support that operation on jobs.
    NotOfMigration {
        /// Name of the operation.
        operation: &'static str,
    },
    /// The monitor has a job of the id that a command was to start a job with; nothing was sent.
    JobExists {
        /// The job's id; `migration` for the migration.
        id: Box<str>,
        /// Its state.
        status: Box<str>,
    },
    /// The arguments of a command that starts a job name neither a job nor a device.
    NoJobId {
        /// The command's name.
        command: Box<str>,
    },
    /// A job is to end without a pivot, and is not ready.
    NotReady {
        /// The job's id.
        id: Box<str>,
        /// Its state.
        status: Box<str>,
    },
    /// The client's own policy rejects the command.
    Refused(Refused),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command(source) => fmt::Display::fmt(source, f),
            Self::Timeout(source) => fmt::Display::fmt(source, f),
            Self::Address(source) => fmt::Display::fmt(source, f),
            Self::Connect { address, reason } => write!(f, "cannot connect to {address}: {reason}"),
            Self::Disconnected {
                command,
                may_have_run,
                cause,
            } => write!(
                f,
                "{}{cause}",
                interrupted(command.as_deref(), *may_have_run)
            ),
            Self::Protocol { command, violation } => {
                write!(f, "{}{violation}", about(command.as_deref()))
            }
            Self::Decode { subject, reason } => write!(f, "{subject}: {reason}"),
            Self::Schema(value) => write!(f, "reply to query-qmp-schema: {value}"),
            Self::Lagged { missed } => write!(
                f,
                "{missed} events were dropped, since the queue for them was full"
            ),
            Self::Gap { cause } => write!(
                f,
                "the connection was made anew, events may be missing: {cause}"
            ),
            Self::OobNotGranted { command } => write!(
                f,
                "command {command}: the monitor did not grant commands out of band"
            ),
            Self::NoDescriptors { command } => write!(
                f,
                "command {command}: file descriptors pass only over a Unix socket, up to 16 at once"
            ),
            Self::Runtime(value) => write!(
                f,
                "cannot start the thread that serves connections: {value}"
            ),
            Self::NotOfMigration { operation } => {
                write!(f, "a migration does not support `{operation}`")
            }
            Self::JobExists { id, status } => {
                write!(f, "job {id} exists already, in state {status}")
            }
            Self::NoJobId { command } => write!(
                f,
                "command {command}: neither `job-id` nor `device` names the job"
            ),
            Self::NotReady { id, status } => write!(f, "job {id} is not ready, but {status}"),
            Self::Refused(source) => fmt::Display::fmt(source, f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Command(source) => source.source(),
            Self::Timeout(source) => source.source(),
            Self::Address(source) => source.source(),
            Self::Refused(source) => source.source(),
            _ => None,
        }
    }
}

impl From<CommandError> for Error {
    fn from(error: CommandError) -> Self {
        Self::Command(error)
    }
}

impl From<Timeout> for Error {
    fn from(error: Timeout) -> Self {
        Self::Timeout(error)
    }
}

impl From<AddressError> for Error {
    fn from(error: AddressError) -> Self {
        Self::Address(error)
    }
}

impl From<Refused> for Error {
    fn from(error: Refused) -> Self {
        Self::Refused(error)
    }
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
    /// Returns the error of a connection that ended, apart from any command.
    pub(crate) fn disconnected(cause: Disconnect) -> Self {
        Self::Disconnected {
            command: None,
            may_have_run: false,
            cause,
        }
    }

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

    /// Returns true if the other side does not know the command, or does not execute it now.
    #[must_use]
    pub fn is_command_not_found(&self) -> bool {
        self.class() == Some(&ErrorClass::CommandNotFound)
    }

    /// Returns the availability of a command that a guest agent refused, as the agent answered after
    /// the refusal; `None` for other errors.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use qapi_client::Availability;
    /// use qapi_client::blocking::GuestAgent;
    ///
    /// let agent = GuestAgent::connect("unix:/run/vm.agent")?;
    /// match agent.execute_raw("guest-get-users", None).wait() {
    ///     Ok(users) => println!("{users}"),
    ///     Err(error) => match error.availability() {
    ///         Some(Availability::Missing) => println!("this agent cannot list users"),
    ///         Some(Availability::Frozen) => println!("try again after the thaw"),
    ///         _ => return Err(error),
    ///     },
    /// }
    /// # Ok::<(), qapi_client::Error>(())
    /// ```
    #[must_use]
    pub fn availability(&self) -> Option<Availability> {
        match self {
            Self::Command(error) => error.availability,
            _ => None,
        }
    }

    /// Returns true if a guest agent refused the command because file systems are frozen.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.availability() == Some(Availability::Frozen)
    }

    /// Returns true if a deadline passed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
    }

    /// Returns true if there is no connection, or it has ended.
    #[must_use]
    pub fn is_disconnected(&self) -> bool {
        matches!(self, Self::Disconnected { .. } | Self::Connect { .. })
    }

    /// Returns true if nothing accepts connections at the address yet: a Unix socket's file is
    /// missing, the connection is refused or times out. [`Options::wait_for_socket`] retries after
    /// these.
    ///
    /// [`Options::wait_for_socket`]: crate::Options::wait_for_socket
    #[must_use]
    pub fn is_not_listening(&self) -> bool {
        use io::ErrorKind::{ConnectionRefused, NotFound};
        match self {
            Self::Timeout(timeout) => timeout.waiting == Waiting::Connection,
            Self::Connect { address, reason } => {
                matches!(reason.kind(), NotFound | ConnectionRefused)
                    || (address.starts_with("vsock:") && crate::vsock::is_absent(reason))
            }
            _ => false,
        }
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
