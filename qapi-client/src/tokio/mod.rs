//! Asynchronous clients, on tokio.
//!
//! [`Client`] speaks QMP, to `qemu-system-*` or `qemu-storage-daemon`; [`GuestAgent`] speaks to
//! `qemu-ga`. A client is a handle to a connection that three tasks serve: one reads, one writes, one
//! keeps the deadlines, and a [`Router`](crate::protocol::Router) between them brings each reply to
//! whoever waits for it. So clients can be cloned and shared, several commands can be in flight, and a
//! future that is dropped disturbs nothing. The tasks are of the runtime in which the connection was
//! made: it has to run as long as the connection is used, wherever that is.
//!
//! The third is woken by a thread that all connections of a process share (of the crate
//! `futures-timer`), since a runtime waits cheaper while it has no timer. In a test that has paused
//! tokio's clock before, deadlines follow that.
//!
//! Who submits the only command under way writes it by itself, so that no task has to wake up for it;
//! what the stream does not take at once is the writing task's.
//!
//! Invariant: no lock of a connection is held across an await.

mod agent;
mod backlog;
mod call;
mod client;
mod connect;
mod events;
mod job;
mod link;
mod process;
mod reconnect;
#[cfg(unix)]
mod socket;

pub use agent::GuestAgent;
pub use call::Execute;
pub use client::Client;
pub use connect::{Listener, Stream};
pub use events::{Events, SharedEvents};
pub use job::{Job, JobControl, JobEnd, JobProgress, JobUpdates};
pub use link::RunState;
pub use process::{Process, ProcessError};
pub use reconnect::{Backoff, Reconnecting};
