//! Clients on the standard library alone, that block the thread that calls them.
//!
//! [`Client`] speaks QMP, to `qemu-system-*` or `qemu-storage-daemon`; [`GuestAgent`] speaks to
//! `qemu-ga`. Each operation has a deadline, so neither hangs when the other side does.

mod agent;
mod channel;
mod client;
mod clock;
mod transport;

pub use agent::GuestAgent;
pub use client::{Client, Events};
pub use transport::Transport;
