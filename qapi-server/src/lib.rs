//! A server for QMP and the guest agent's protocol, a monitor for tests of managers, and a proxy that
//! shares one monitor among many clients.
//!
//! A [`TestMonitor`](testing::TestMonitor) tests a manager of virtual machines. It answers by
//! closures, records its commands, and delays, loses or damages replies on request:
//!
//! ```
//! use std::time::Duration;
//! use qapi_client::{Error, Options};
//! use qapi_client::tokio::Client;
//! use qapi_server::testing::{Fault, TestMonitor};
//! use serde_json::json;
//!
//! /// The manager under test.
//! async fn is_running(vm: &Client) -> Result<bool, Error> {
//!     let status = vm.execute_raw("query-status", None).deadline(Duration::from_millis(50));
//!     Ok(status.await?["running"] == true)
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! let monitor = TestMonitor::new();
//! monitor.on_raw("query-status", |_| Ok(json!({"status": "running", "running": true})));
//! let vm = monitor.connect(&Options::new()).await?;
//! assert!(is_running(&vm).await?);
//!
//! monitor.fault("query-status", Fault::Drop);
//! assert!(is_running(&vm).await.unwrap_err().is_timeout());
//! assert_eq!(monitor.calls().len(), 2);
//! # Ok(())
//! # }
//! ```
//!
//! It belongs into `[dev-dependencies]` there: qapi-client alone contains no server.
//!
//! # Contents
//!
//! | item | purpose |
//! | --- | --- |
//! | [`Server`] | serves any number of clients as QEMU does: greeting, negotiation, ids, order, out of band, events |
//! | [`Handler`] | executes commands: [`Commands`] is one made of closures; code that is generated for the role `server` has one around a trait with a method for each command |
//! | [`testing::TestMonitor`] | a monitor or guest agent for tests |
//! | `proxy::Proxy` | one monitor for many clients, each with its own rights (feature `proxy`) |
//! | [`relay`] | splits, delays, loses or damages the bytes between a client and a monitor |
//! | [`replay`] | plays the monitor's part of a recorded transcript |
//! | [`check_arguments`] | checks arguments as QEMU does |
//!
//! All of it runs on tokio.
//!
//! # Features
//!
//! | feature | adds |
//! | --- | --- |
//! | `proxy` | the proxy, with the crate prometheus-client for its metrics |
//! | `tracing` | spans `client` and `command` of the proxy, with the target `qapi_server`, for the crate tracing |
//!
//! # Promises
//!
//! - Where a handler has a schema, no command is executed with arguments that the schema does not
//!   allow.
//! - A server with default limits holds less than 512 MiB, whatever its clients do.
//!
//! `docs/server.md` in the repository compares the server with QEMU, `docs/proxy.md` describes the
//! proxy.

mod check;
mod codec;
mod commands;
mod emitter;
mod failure;
mod handler;
mod inbound;
mod json;
#[cfg(feature = "proxy")]
pub mod proxy;
mod relay;
mod replay;
#[cfg_attr(
    not(feature = "proxy"),
    allow(dead_code, unused_imports, reason = "the proxy uses these parts")
)]
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

/// The examples of docs/server.md.
#[cfg(doctest)]
#[doc = include_str!("../../docs/server.md")]
struct ServerDocument;
