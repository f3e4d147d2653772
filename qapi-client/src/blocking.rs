//! Blocking clients on the standard library alone.
//!
//! [`Client`] speaks QMP to `qemu-system-*` or `qemu-storage-daemon`; [`GuestAgent`] speaks to
//! `qemu-ga`. Both are handles that threads share. Each operation has a deadline, and ends even when
//! the other side hangs.

mod agent;
mod client;
mod clock;
mod connection;
mod events;
#[cfg(all(unix, feature = "fds"))]
mod fdset;
mod guest;
mod job;
mod peer;
mod session;
mod transport;
mod unplug;

pub use agent::GuestAgent;
pub use client::Client;
pub use events::Events;
pub use guest::Program;
pub use job::{Job, JobControl};
pub use session::{Execute, Session};
pub use transport::Transport;
