//! The wire model of QAPI: what `query-qmp-schema` answers, and questions to it.
//!
//! Input: an answer, live or recorded, or one made from a schema's source by `qapi-codegen`.
//! [`Schema::from_json`] indexes it; [`Schema::query`] answers questions in libvirt's path
//! language (its corner cases are tabled at [`query`]); [`Schema::paths`] lists all that holds;
//! [`policy`] judges a command before it is sent. Nothing here knows a parser or a generator, does
//! I/O or panics, whatever the answer says.
//!
//! ```
//! let schema = qapi_introspect::Schema::from_json(r#"[
//!     {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0",
//!      "features": ["deprecated"]},
//!     {"name": "0", "meta-type": "object", "members": []}]"#)?;
//! assert!(schema.query("stop/$deprecated")?);
//! assert_eq!(schema.deprecated().collect::<Vec<_>>(), ["stop"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod escape;
pub mod info;
mod json;
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
