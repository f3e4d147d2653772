//! What executes commands, apart from who asks for them and how.
//!
//! A [`Handler`] knows commands and executes them. [`Commands`] is one made of closures; the code
//! that is generated for the role of a server has one around a trait with a method per command. A
//! server, as that of the module `tokio` (with the feature of that name), brings the calls.
//!
//! Invariant: where a handler has a schema, no command is executed with arguments that the schema
//! does not allow.

mod check;
mod commands;
mod emitter;
mod handler;

pub use check::check_arguments;
pub use commands::Commands;
pub use emitter::Emitter;
#[doc(hidden)]
pub use handler::implemented;
pub use handler::{Answer, Call, CommandInfo, Handler, Reply, Unimplemented};
