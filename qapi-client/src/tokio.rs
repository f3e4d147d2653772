//! Asynchronous clients, on tokio.
//!
//! [`Client`] speaks QMP, to `qemu-system-*` or `qemu-storage-daemon`; [`GuestAgent`] speaks to
//! `qemu-ga`. A client is a handle to a connection that three tasks serve: one reads, one writes, one
//! keeps the deadlines. So clients can be cloned and shared, several commands can be in flight, and a
//! dropped future disturbs nothing. The tasks belong to the runtime in which the connection was made,
//! which has to run as long as the connection is used.
//!
//! The third task is woken by a thread that all connections of a process share (of the crate
//! `futures-timer`), since a runtime without timers waits cheaper. Where a test has paused tokio's
//! clock, deadlines follow that clock.
//!
//! The caller of the only command under way writes it itself, so that no task has to wake up for it;
//! the writing task takes the rest that the stream does not accept at once.
//!
//! Invariant: no lock of a connection is held across an await.

mod agent;
mod call;
mod client;
mod events;
mod handshake;
mod job;
mod link;
mod listener;
mod process;
mod reconnect;
mod session;
#[cfg_attr(not(unix), path = "tokio/no_socket.rs")]
mod socket;
mod stream;
mod time;
mod turns;
mod unplug;

pub use agent::GuestAgent;
pub use client::Client;
pub use events::{Events, SharedEvents};
pub use job::{Job, JobControl, JobEnd, JobProgress, JobUpdates};
pub use listener::Listener;
pub use process::{Process, ProcessError};
pub use reconnect::{Backoff, Reconnecting};
pub use session::{Execute, Session};
pub use stream::Stream;
