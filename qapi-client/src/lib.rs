//! What generated QAPI code needs at run time, and the clients that execute it.
//!
//! [`wire`] turns typed values into JSON text and back; [`Command`], [`OobCommand`], [`Event`] and
//! [`EventSet`] are what a generator implements for each command and event of a schema.

mod command;
mod event;
pub mod wire;

pub use command::{Command, OobCommand};
pub use event::{Event, EventSet};
pub use qapi_introspect as introspect;
