//! Blocking clients on the standard library alone.
//!
//! [`Client`] speaks QMP to `qemu-system-*` or `qemu-storage-daemon`; [`GuestAgent`] speaks to
//! `qemu-ga`. `Launch` starts a program with a monitor, on Unix. Both clients are handles that
//! threads share. Each operation has a deadline, and ends even when the other side hangs.
//!
//! Operations of several commands are `#[inline]`: only a program that calls them compiles their steps
//! to machine code.

mod agent;
mod client;
mod clock;
mod connection;
mod events;
#[cfg(all(unix, feature = "fds"))]
mod fdset;
mod guest;
mod handover;
mod job;
#[cfg(unix)]
mod launch;
mod peer;
#[cfg(unix)]
mod pipes;
#[cfg(unix)]
mod process;
mod session;
mod transport;
#[cfg(all(target_os = "linux", feature = "fds"))]
mod unix;
mod unplug;

pub use agent::GuestAgent;
pub use client::Client;
pub use events::Events;
pub use guest::Program;
pub use job::{Job, JobControl};
#[cfg(unix)]
pub use launch::Launch;
#[cfg(unix)]
pub use process::Process;
pub use session::{Execute, Session};
pub use transport::Transport;
