//! The protocol as data: bytes in, bytes out, no I/O and no clock.
//!
//! [`Framer`] splits a byte stream into messages, [`Message`] classifies one and keeps its payload
//! raw, [`request`] writes one, and [`Router`] matches replies to waiting commands. Every client
//! here, blocking or asynchronous, QMP or guest agent, is a shell around the router that moves bytes
//! and keeps time.
//!
//! Invariant: for any input, work is linear in its size and memory is bounded by [`Limits`].
//! Unreadable input is reported as a [`Violation`] without losing the messages after it.
//!
//! The rules are those of QEMU's "QMP protocol specification" (`docs/interop/qmp-spec`).

mod frame;
mod greeting;
mod limits;
pub(crate) mod members;
mod message;
mod numbered;
mod recognition;
pub mod request;
mod router;
mod token;

pub use frame::{Frame, Framer};
pub use greeting::{Greeting, Version};
pub use limits::Limits;
pub use message::{EventMessage, Message, RawEvent, Timestamp};
pub use recognition::{Recognition, Side};
pub use router::{Delivery, Forgotten, Reply, Router};

pub(crate) use router::Fd;
pub(crate) use token::Tokens;

pub use crate::error::Violation;
