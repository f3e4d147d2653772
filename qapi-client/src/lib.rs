//! Clients for QMP and the QEMU guest agent, and the runtime of generated QAPI code.
//!
//! The crate talks to `qemu-system-*`, `qemu-storage-daemon` and `qemu-ga`, over Unix sockets, TCP or
//! any other stream. Commands and events are types generated from a QAPI schema, or are given by name.
//! Every operation has a deadline, and errors report whether a command may have run.
//!
//! # Example
//!
//! [`qmp`] has the commands and events that every monitor needs. `qapi-codegen` and `qapi-macros`
//! generate the same kind of module from a whole schema.
//!
//! ```no_run
//! use std::time::Duration;
//! use qapi_client::blocking::Client;
//! use qapi_client::{Options, qmp};
//!
//! fn main() -> Result<(), qapi_client::Error> {
//!     let options = Options::new().deadline(Duration::from_secs(5));
//!     let vm = Client::connect_with("unix:/run/vm.qmp", &options)?;
//!     println!("QEMU {}", vm.greeting().version);
//!
//!     // A typed command: its reply is a `StatusInfo`.
//!     let status = vm.execute(qmp::commands::QueryStatus {}).wait()?;
//!     println!("{}", status.status.as_str());
//!
//!     // Listen first, then execute the command that causes the event.
//!     let stop = qmp::commands::Stop {};
//!     let mut events = vm.events_of::<qmp::Event>(&stop);
//!     vm.execute(stop).wait()?;
//!     if let Some(event) = events.next_within(Duration::from_secs(1)) {
//!         println!("{}", event?.body.name());
//!     }
//!
//!     // A command by name, outside any schema.
//!     let name = vm.execute_raw("query-name", None).wait()?;
//!     println!("{name}");
//!     Ok(())
//! }
//! ```
//!
//! The asynchronous client has the same methods, with `.await` instead of `.wait()`.
//!
//! # Features
//!
//! | feature | provides |
//! | --- | --- |
//! | `serde` (default) | serde's `Serialize` and `Deserialize` for generated types. Clients do not need them; without the feature, generated code takes an eighth less time to compile. |
//! | `tokio` | the modules `tokio` and `threaded`, and the feature `fds` |
//! | `fds` | `Execute::with_fds`: file descriptors over Unix sockets |
//! | `inherit` | [`Launch`]`::fd`: file descriptors for a program that is started, on Unix |
//! | `vsock` | addresses `vsock:CID:PORT`, on Linux |
//! | `command-line` | `Qemu`, a typed command line, and `Process::start`, which runs it |
//! | `tracing` | events and spans for the crate `tracing`; see below |
//!
//! # Modules
//!
//! | module | contents |
//! | --- | --- |
//! | [`blocking`] | clients on the standard library alone; threads share a connection |
//! | [`tokio`](tokio/index.html) | asynchronous clients, jobs, reconnection, listening sockets |
//! | [`threaded`](threaded/index.html) | the asynchronous clients for programs without async, on one background thread |
//! | [`qmp`] | the commands and events that every monitor needs |
//! | [`protocol`] | QMP and the guest agent's protocol without I/O |
//! | [`wire`] | typed values to JSON text and back |
//! | [`visit`] | look-up of a command's or event's type by its name |
//! | [`devices`] | values of generated device types |
//! | `introspect` | a monitor's own schema, and policies for deprecated interfaces |
//!
//! Generators implement [`Command`], [`OobCommand`], [`Event`] and [`EventSet`] for each command and
//! event of a schema. [`Options`] configures all clients, [`Error`] is their error, and [`Execute`] is
//! the builder of a command.
//!
//! # Tracing
//!
//! With the feature `tracing`, all clients emit events. A filter `qapi_client=debug` selects all
//! targets at that level; `qapi_client::event=off` leaves one out.
//!
//! | target | level | message | fields |
//! | --- | --- | --- | --- |
//! | `qapi_client::command` | debug | `sent` | `command`, `id` |
//! | `qapi_client::command` | debug | `answered` | `command`, `id` |
//! | `qapi_client::command` | debug | `answered late, discarded` | `command`, `id` |
//! | `qapi_client::event` | debug | `event` | `event`: its name |
//! | `qapi_client::policy` | warn | `policy` | `finding`: a finding of [`Options::policy`] |
//! | `qapi_client::wire` | warn | `protocol violation` | `kind`: a fixed text without input from the peer |
//! | `qapi_client::wire` | trace | `message` | `direction`: `Out` or `In`; `message`: the JSON, with `…` for secrets |
//!
//! Secrets are passwords, keys and other members that hold secrets in QEMU's schemas. Unreadable
//! messages appear as their length alone.
//!
//! Each command runs in a debug span `execute` with the target `qapi_client::command`. It begins with
//! the field `command`; its end records these:
//!
//! | field | value |
//! | --- | --- |
//! | `outcome` | `ok`; `error`: the other side's; `timeout`; `disconnected`; `refused`: by the policy; `undecodable`: the reply does not match the schema; `violation`: the reply is unreadable; `dropped`: nobody waits any more; `failed`: anything else, before it was sent |
//! | `error_class` | the class of an `error`, such as `GenericError` |
//! | `duration_ms` | milliseconds from the call to the outcome |
//!
//! Events of a connection's tasks, such as `answered`, are outside that span; `id` connects them to
//! their command.
//!
//! # Next
//!
//! - [`blocking::Client`], and the `Client` of `tokio` and `threaded`, show connecting and events.
//! - [`blocking::GuestAgent`] shows the guest agent.
//! - [`Launch`] starts a QEMU for any client.
//! - [`Unplug`] removes a device and its backends; `tokio::Job` follows jobs and migrations.
//! - [`Late`] is a reply after its deadline. `happened` of each client asks if a command had its effect.
//! - [`Exec`] runs a program in a guest.
//! - [`Transcript`] records a connection.
//! - The crate `qapi-server` contains the server side and a monitor for tests.

mod address;
mod agent;
pub mod blocking;
mod bytes;
mod codec;
mod command;
pub mod devices;
mod effects;
mod error;
mod event;
mod execute;
#[cfg(all(unix, feature = "fds"))]
mod fds;
#[cfg(all(unix, feature = "fds"))]
mod fdset;
mod feature;
mod guard;
mod happened;
mod hub;
mod job;
mod late;
#[cfg_attr(not(any(unix, feature = "tokio")), allow(dead_code))]
mod launch;
#[cfg_attr(not(feature = "tokio"), allow(dead_code))]
mod mailbox;
mod options;
mod peer;
pub mod protocol;
/// Types that every QMP client needs, generated from the project's own schema `qmp-core.json`: version,
/// run state, jobs, introspection, and their events.
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
mod vsock;
pub mod wire;

pub use address::{Address, AddressError, ToAddress};
pub use agent::{Exec, Exited};
pub use bytes::Base64;
pub use command::{Command, OobCommand};
pub use effects::{Effect, effects};
pub use error::{
    CommandError, Disconnect, Error, ErrorClass, Refused, Subject, Timeout, Violation, Waiting,
};
pub use event::{Event, EventSet};
pub use execute::{AllowsOob, Execute, Raw};
#[cfg(all(unix, feature = "fds"))]
pub use fdset::{FdSet, Owner};
pub use feature::{Feature, Features};
pub use happened::Happened;
pub use job::{JobEnd, JobProgress, Pivot};
pub use late::Late;
pub use launch::{Launch, ProcessError, Via};
pub use options::Options;
pub use protocol::{EventMessage, Greeting, RawEvent, Timestamp, Version};
#[cfg(feature = "command-line")]
pub use qapi_args::{CommandLineError, Qemu};
pub use qapi_introspect as introspect;
pub use qapi_introspect::policy::{Finding, Issue, Policy, Reaction};
pub use report::Ignored;
pub use state::{Availability, FileSystems, RunState};
pub use transcript::{Direction, Record, Transcript, TranscriptError, read_transcript};
pub use unplug::{Backend, Unplug, Unplugged};
