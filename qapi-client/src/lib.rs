//! What generated QAPI code needs at run time, and the clients that execute it.
//!
//! [`wire`] turns typed values into JSON text and back; [`Command`], [`OobCommand`], [`Event`] and
//! [`EventSet`] are what a generator implements for each command and event of a schema.
//! [`protocol`] is QMP without I/O. [`blocking`] speaks it over sockets; with the feature `tokio`, so do
//! the module of that name, asynchronously, and `threaded`, which serves many threads that are not.
//! The crate qapi-server executes commands.

mod address;
pub mod blocking;
mod codec;
mod command;
pub mod devices;
mod effects;
mod error;
mod event;
mod execute;
#[cfg(all(unix, feature = "fds"))]
mod fds;
mod feature;
mod guard;
mod hub;
#[cfg_attr(not(feature = "tokio"), allow(dead_code))]
mod mailbox;
mod options;
pub mod protocol;
/// What every QMP client needs, generated from the project's own schema `qmp-core.json`: version,
/// run state, jobs, introspection, and the events that go with them.
pub mod qmp;
mod report;
mod retry;
mod state;
mod synchrony;
#[cfg(feature = "tokio")]
pub mod threaded;
#[cfg(feature = "tokio")]
pub mod tokio;
mod trace;
mod transcript;
mod unplug;
pub mod visit;
pub mod wire;

pub use address::{Address, AddressError, ToAddress};
pub use command::{Command, OobCommand};
pub use effects::{Effect, effects};
pub use error::{
    CommandError, Disconnect, Error, ErrorClass, Refused, Subject, Timeout, Violation, Waiting,
};
pub use event::{Event, EventSet};
pub use execute::{AllowsOob, Execute, Raw};
pub use feature::{Feature, Features};
pub use options::Options;
pub use protocol::{EventMessage, Greeting, RawEvent, Timestamp, Version};
#[cfg(feature = "command-line")]
pub use qapi_args::{CommandLineError, Qemu};
pub use qapi_introspect as introspect;
pub use qapi_introspect::policy::{Finding, Issue, Policy, Reaction};
pub use state::RunState;
pub use transcript::{Direction, Record, Transcript, TranscriptError, read_transcript};
pub use unplug::{Backend, Unplug, Unplugged};
