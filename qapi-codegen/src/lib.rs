//! Generates Rust from checked QAPI schemas.
//!
//! QAPI is the language in which QEMU describes its monitor protocol (QMP), its guest agent and its
//! storage daemon. This crate turns such a schema into Rust types for its commands, events and data.
//! The generated code needs the crate qapi-client; code for servers also needs qapi-server.
//!
//! # Example
//!
//! [`Builder`] is the interface for build scripts. It reads files, writes one file of Rust and tells
//! cargo which files that file depends on:
//!
//! ```no_run
//! // build.rs
//! qapi_codegen::Builder::new("qemu/qapi/qapi-schema.json")
//!     .select(["query-status", "migrate*", "SHUTDOWN"])
//!     .generate("qmp.rs"); // into OUT_DIR
//! ```
//!
//! [`generate`] is the pure function behind it: a schema and a [`Config`] in, tokens out.
//! [`format()`](format()) turns tokens into text as rustfmt would, without running it:
//!
//! ```
//! use qapi_codegen::{Config, format, generate};
//! use qapi_parser::{Options, compile_from, loader::Memory};
//!
//! let files = Memory::new([(
//!     "vm.json",
//!     "{ 'enum': 'RunState', 'data': ['paused', 'running'] }
//!      { 'struct': 'Status', 'data': { 'state': 'RunState' } }
//!      { 'command': 'query-status', 'returns': 'Status' }
//!      { 'command': 'pause', 'data': { '*reason': 'str' } }",
//! )]);
//! let compiled = compile_from("vm.json", &files, &Options::new())?;
//! let schema = compiled.schema.ok_or("invalid schema")?;
//!
//! let tokens = generate(&schema, &Config::default()).map_err(|errors| format!("{errors:?}"))?;
//! let code = format(tokens);
//! assert!(code.contains("pub enum RunState {"));
//! assert!(code.contains("pub struct QueryStatus"));
//! assert!(code.contains("pub reason: ::core::option::Option<"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Options
//!
//! | method of [`Builder`] | effect |
//! | --- | --- |
//! | [`edition`](Builder::edition) | reads the schema strictly in the language of one QEMU release |
//! | [`select`](Builder::select) | generates only these commands, events and types, with the types they reach |
//! | [`role`](Builder::role) | generates for the client (default), the server, or both |
//! | [`conditions`](Builder::conditions), [`define`](Builder::define) | keeps all parts with an `if` (default), those that hold, or makes them `#[cfg(…)]` |
//! | [`exclude_deprecated`](Builder::exclude_deprecated), [`exclude_unstable`](Builder::exclude_unstable) | leaves out parts with these features |
//! | [`rename`](Builder::rename), [`derive`](Builder::derive), [`attribute`](Builder::attribute), [`substitute`](Builder::substitute) | changes names, derives, attributes or types of single items |
//! | [`also`](Builder::also), [`prefer`](Builder::prefer) | generates one API for several releases |
//! | [`share_types_with`](Builder::share_types_with), [`convert_with`](Builder::convert_with) | shares types with another module, or converts to and from its types |
//! | [`devices`](Builder::devices), [`select_devices`](Builder::select_devices) | adds types of devices, machines and CPU models |
//! | [`secret`](Builder::secret) | hides more members from `Debug`, or shows them |
//! | [`keep_unknown`](Builder::keep_unknown) | keeps members that the schema does not have, and writes them back |
//! | [`base64`](Builder::base64) | makes members that hold base64 text bytes |
//! | [`layout`](Builder::layout), [`docs`](Builder::docs) | sorts types into modules, leaves out the schema's documentation |
//! | [`crate_path`](Builder::crate_path), [`server_path`](Builder::server_path) | sets the paths of qapi-client and qapi-server |
//!
//! The crate has no cargo features.
//!
//! # Where to go next
//!
//! - The crate qapi-macros does the same in a macro, without a build script.
//! - The command `qapi generate` does the same on the command line, for code that is checked in.
//! - [`introspect_from_ir`] computes the answer to `query-qmp-schema` from a schema, and
//!   [`schema_from_answer`] computes a schema from such an answer.
//! - [`unite`] is the step that merges the schemas of several releases into one.

mod builder;
mod config;
mod convert;
mod devices;
mod emit;
mod emptiness;
mod error;
mod filter;
mod format;
mod index;
pub mod introspect_from_ir;
pub mod items;
mod layout;
mod names;
mod plan;
mod reach;
mod recursion;
pub mod rust_names;
pub mod rustdoc;
pub mod schema_from_answer;
mod share;
mod source;
mod unite;

use proc_macro2::TokenStream;
use qapi_parser::ir::Schema;

pub use builder::{BuildError, Builder, DevicesError, Generated, header, write_if_changed};
pub use config::{
    BASE64_MEMBERS, Conditions, Config, ConfigError, Docs, Layout, Role, Rule, SECRET_MEMBERS,
    SECRET_PHRASES,
};
pub use convert::{MissingConversion, conversions, missing_conversions};
pub use error::Error;
pub use format::format;
pub use source::{SourceError, compile_source};
pub use unite::{Conflict, Release, Releases, release_name, unite};

/// Generates the Rust of a schema.
///
/// # Errors
/// Parts that the configuration names and the schema does not have.
pub fn generate(schema: &Schema, config: &Config) -> Result<TokenStream, Vec<Error>> {
    Ok(items::tokens(items(schema, config)?))
}

/// Returns the items of a schema's Rust, in the order of the file.
///
/// # Errors
/// As [`generate`].
pub fn items(schema: &Schema, config: &Config) -> Result<Vec<items::Item>, Vec<Error>> {
    Ok(emit::file(&plan::Plan::new(schema, config)?))
}
