//! The asynchronous client for programs that are not: each call blocks the thread that makes it.
//!
//! A thread of the library's own, one in a program, serves all connections. So a [`Client`] can be
//! cloned and used by many threads at once, each with its own deadlines; events arrive while nobody
//! waits for them; commands run out of band while another waits for its reply; [`Job`]s are
//! followed; and [`Reconnecting`] connects again. [`GuestAgent`] speaks to a guest agent.
//!
//! Which client to use: [`blocking`](crate::blocking) where one thread does one thing after another,
//! which needs nothing but the standard library; this where several threads share a connection, or
//! jobs or reconnection are needed; [`tokio`](crate::tokio) where the program is asynchronous
//! itself.
//!
//! The calls here can be made anywhere, but should not be made from asynchronous code, whose thread
//! they would block like any other.

mod agent;
mod client;
mod events;
mod execute;
mod job;
mod reconnect;
mod runtime;

pub use agent::GuestAgent;
pub use client::Client;
pub use events::Events;
pub use execute::{Execute, Threaded};
pub use job::{Job, JobControl};
pub use reconnect::Reconnecting;
pub use runtime::block_on;
