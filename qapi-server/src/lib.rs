//! A server that speaks QMP, or the guest agent's protocol, and a monitor for tests of managers.
//!
//! - [`Server`] serves any number of clients. A [`Handler`] executes the commands: [`Commands`] is
//!   one made of closures, and code that is generated for the role of a server has one around a
//!   trait with a method for each command.
//! - [`testing::TestMonitor`] is a monitor for tests: it records the commands that it receives, and
//!   delays, loses or damages replies on request.
//! - [`relay`] damages the bytes between a client and a monitor, [`replay`] plays a transcript again.
//!
//! Invariant: where a handler has a schema, no command is executed with arguments that the schema
//! does not allow.

mod check;
mod codec;
mod commands;
mod emitter;
mod failure;
mod handler;
mod inbound;
mod json;
pub mod proxy;
mod relay;
mod replay;
mod server;
pub mod testing;

pub use check::check_arguments;
pub use commands::Commands;
pub use emitter::Emitter;
pub use failure::Failure;
#[doc(hidden)]
pub use handler::implemented;
pub use handler::{Answer, Call, CommandInfo, Handler, Reply, Unimplemented};
pub use qapi_client::tokio::{Listener, Stream};
pub use relay::{Damage, relay};
pub use replay::replay;
pub use server::{Fault, ServeError, Server};
