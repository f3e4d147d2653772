//! Breaches of the protocol.

use std::fmt;

use super::class::ErrorClass;

/// A breach of the protocol in the stream.
#[derive(Debug)]
#[non_exhaustive]
pub enum Violation {
    /// Bytes outside any message.
    Garbage {
        /// Their beginning.
        excerpt: String,
    },
    /// A message that ends before its last bracket.
    Truncated {
        /// Its beginning.
        excerpt: String,
    },
    /// A message that exceeds [`Limits::message_size`](crate::protocol::Limits).
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
        /// The message's beginning.
        excerpt: String,
    },
    /// A message that exceeds [`Limits::depth`](crate::protocol::Limits).
    TooDeep {
        /// The limit, in levels.
        limit: usize,
        /// The message's beginning.
        excerpt: String,
    },
    /// A message that is not JSON, is not UTF-8, or repeats a member.
    NotJson {
        /// The mistake, and its position in the message.
        reason: serde_json::Error,
        /// The message's beginning.
        excerpt: String,
    },
    /// An object that is neither greeting, return, error nor event.
    NotAMessage {
        /// Its beginning.
        excerpt: String,
    },
    /// A reply that belongs to no command of this connection.
    UnknownId {
        /// The reply's id, as JSON.
        id: String,
    },
    /// A success without an id on a connection with ids.
    MissingId,
    /// An error without an id that belongs to no known command.
    UnascribedError {
        /// The error's class.
        class: ErrorClass,
        /// The error's description.
        desc: String,
    },
    /// An unexpected greeting, or another message instead of the greeting.
    OutOfTurn {
        /// The message that arrived.
        found: &'static str,
        /// The message that the protocol requires.
        expected: &'static str,
    },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Garbage { excerpt } => write!(f, "bytes that are no message: `{excerpt}`"),
            Self::Truncated { excerpt } => write!(f, "a message breaks off: `{excerpt}`"),
            Self::TooLarge { limit, excerpt } => write!(
                f,
                "a message exceeds the limit of {limit} bytes: `{excerpt}`"
            ),
            Self::TooDeep { limit, excerpt } => write!(
                f,
                "a message exceeds the limit of {limit} levels of nesting: `{excerpt}`"
            ),
            Self::NotJson { reason, excerpt } => {
                write!(f, "a message is malformed, {reason}: `{excerpt}`")
            }
            Self::NotAMessage { excerpt } => {
                write!(f, "an object is no message of the protocol: `{excerpt}`")
            }
            Self::UnknownId { id } => write!(f, "a reply's id {id} is that of no command"),
            Self::MissingId => f.write_str("a reply has no id"),
            Self::UnascribedError { class, desc } => {
                write!(f, "an error of no known command: {desc} ({class})")
            }
            Self::OutOfTurn { found, expected } => {
                write!(f, "{found} where {expected} is expected")
            }
        }
    }
}

impl std::error::Error for Violation {}

impl Violation {
    /// Returns true for the first words of a monitor for people:
    /// `QEMU 7.2.0 monitor - type 'help' …`.
    pub(crate) fn is_human(&self) -> bool {
        let excerpt = self.excerpt();
        excerpt.starts_with("QEMU ") || excerpt.starts_with("(qemu)")
    }

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
