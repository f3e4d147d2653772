//! The wire model of QAPI: answers to `query-qmp-schema`, and questions to them.
//!
//! Version numbers do not describe a QEMU, since distributions backport. Its introspection does. Ask
//! an answer for a feature by a path, in the language that libvirt uses:
//!
//! ```
//! use qapi_introspect::Schema;
//!
//! let schema = Schema::from_json(r#"{"return": [
//!     {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0",
//!      "features": ["deprecated"]},
//!     {"name": "0", "meta-type": "object", "members": []}]}"#)?;
//! assert!(schema.query("stop/$deprecated")?);
//! assert!(!schema.query("stop/arg-type/force")?);
//! assert_eq!(schema.deprecated().collect::<Vec<_>>(), ["stop"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | to | use |
//! | --- | --- |
//! | read an answer, live or recorded | [`Schema::from_json`] |
//! | ask for a feature | [`Schema::query`]; the language is at [`query`] |
//! | find the step at which a path fails | [`Schema::locate`] |
//! | list the paths that hold | [`Schema::paths`], [`Schema::paths_with_prefix`] |
//! | read and write JSON | [`json`] |
//! | judge a command before it is sent | [`policy`] |
//! | walk a value along its type | [`walk`] |
//! | hide secrets in messages and lines | [`secrets`] |
//! | print foreign text on a terminal | [`escape`] |
//! | suggest the nearest name | [`nearest`] |
//!
//! The crate has no features, does no I/O, and knows no parser, generator or Rust. It does not panic
//! on any answer. It depends on no JSON library; [`json`] reads and writes. `qapi-codegen` makes the answer of a schema's source, and `qapi-diff` compares
//! answers.

pub mod escape;
pub mod info;
pub mod json;
pub mod list;
pub mod nearest;
pub mod path;
pub mod policy;
pub mod query;
mod schema;
pub mod secrets;
pub mod walk;

pub use info::SchemaInfo;
pub use path::{Path, PathError, Step, ToPath};
pub use schema::{Schema, SchemaError};
