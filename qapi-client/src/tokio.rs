//! Asynchronous clients, on tokio.
//!
//! [`Client`] speaks QMP to `qemu-system-*` or `qemu-storage-daemon`; [`GuestAgent`] speaks to
//! `qemu-ga`. A client is a handle to a connection that three tasks serve: one reads, one writes,
//! one keeps the deadlines. Clients can be cloned and shared, and several commands can be in flight.
//! Dropping a future affects nothing else. The tasks belong to the runtime in which the connection
//! was made; it must run as long as the connection is used.
//!
//! A thread that all connections of a process share (crate `futures-timer`) wakes the third task,
//! because a runtime without timers waits more cheaply. If a test has paused tokio's clock,
//! deadlines follow that clock.
//!
//! The caller of the only command in flight writes it directly, and no task has to wake up for it.
//! The writing task takes the rest that the stream does not accept at once.
//!
//! Invariant: no lock of a connection is held across an await.

mod agent;
mod call;
mod client;
mod events;
#[cfg(unix)]
mod fdset;
mod guest;
mod guest_file;
mod handshake;
mod job;
mod late;
mod launch;
mod link;
mod listener;
mod peer;
mod process;
mod reconnect;
mod running;
mod session;
#[cfg_attr(not(unix), path = "tokio/no_socket.rs")]
mod socket;
mod stream;
mod time;
mod turns;
mod unplug;

pub use crate::launch::{ProcessError, Via};
pub use agent::GuestAgent;
pub use client::Client;
pub use events::{Events, SharedEvents};
pub use guest::Program;
pub use guest_file::GuestFile;
pub use job::{Job, JobControl, JobEnd, JobProgress, JobUpdates, Pivot};
pub use launch::Launch;
pub use listener::Listener;
pub use process::Process;
pub use reconnect::{Backoff, Reconnecting};
pub use session::{Execute, Session};
pub use stream::Stream;
