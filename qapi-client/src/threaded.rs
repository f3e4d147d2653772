//! The asynchronous client for programs without async: each call blocks the calling thread.
//!
//! One background thread per program serves all connections. A [`Client`] can be cloned and used by
//! many threads at once, each with its own deadlines. Events arrive while no thread waits for them,
//! and commands run out of band while another waits for its reply. [`Job`]s are followed, and
//! [`Reconnecting`] connects again. [`Launch`] starts a program with a monitor. [`GuestAgent`] speaks to a
//! guest agent.
//!
//! Choose [`blocking`](crate::blocking) to need nothing but the standard library. Choose this module
//! for reconnection, or for events that are read while no thread waits. Choose
//! [`tokio`](crate::tokio) in an asynchronous program.
//!
//! The calls work anywhere, but should not be made from asynchronous code: they block its thread.

mod agent;
mod client;
mod events;
mod execute;
#[cfg(unix)]
mod fdset;
mod guest;
mod job;
mod process;
mod reconnect;
mod runtime;

pub use agent::GuestAgent;
pub use client::Client;
pub use events::Events;
pub use execute::{Execute, Threaded};
pub use guest::Program;
pub use job::{Job, JobControl};
pub use process::{Launch, Process};
pub use reconnect::Reconnecting;
pub use runtime::block_on;

pub use crate::tokio::Backoff;
