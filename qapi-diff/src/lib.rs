//! Comparison of QAPI schemas: on the wire, over many releases, and as generated Rust.
//!
//! [`compare`] takes two [`Model`]s, of answers to `query-qmp-schema` or of sources, and returns a
//! [`Report`]. Types are compared where they are used, inlined along the path from a command or
//! event. Type names are not on the wire, so renaming, splitting or sharing a type shows nothing.
//! The [`rules`] define each change and its severity for each side. What the old version marks as
//! unstable, or names `x-…`, may change. What it marks as deprecated may go.
//!
//! For any two versions: the same input gives the same report, equal versions give an empty one,
//! and swapping them swaps additions and removals.
//!
//! - [`History`] follows each path over many versions; [`check_since`] compares it with the
//!   documentation of a schema.
//! - [`infer_symbols`] derives from an answer the symbols that its build defined.
//! - [`mod@rust`] compares the generated Rust of two versions.
//!
//! ```
//! use qapi_diff::{Config, Model, compare};
//! use qapi_introspect::Schema;
//!
//! let empty = r#"{"name": "0", "meta-type": "object", "members": []}"#;
//! let stop = r#"{"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0"}"#;
//! let (old, new) = (format!("[{stop}, {empty}]"), format!("[{empty}]"));
//! let (old, new) = (Schema::from_json(&old)?, Schema::from_json(&new)?);
//! let (old, new) = (Model::from_schema(&old), Model::from_schema(&new));
//! let report = compare(&old, &new, &Config::default());
//! assert_eq!(report.changes[0].rule, "command-removed");
//! # Ok::<(), qapi_introspect::SchemaError>(())
//! ```

mod cond;
mod config;
mod downstream;
mod fold;
mod from_ir;
mod history;
mod infer;
mod model;
mod parts;
mod place;
mod places;
mod relation;
mod render;
mod report;
mod rule;
mod rules;
pub mod rust;
mod since;
mod site;
mod walk;

pub use cond::Cond;
pub use config::{Config, ConfigError, Unused};
pub use downstream::{Downstream, downstream, vendor};
pub use from_ir::diff_model;
pub use history::{
    History, Life, MOST_PATHS, PROMISED_RELEASES, TooManyPaths, Version, compare_chain,
};
pub use infer::{Difference, Inference, Unexplained, infer_symbols};
pub use model::{
    About, Alternative, Builtin, Command, Feature, Member, Model, Object, Range, Root, RootKind,
    Type, TypeId, Value, Variant,
};
pub use report::{Change, Location, Report, Summary, compare};
pub use rule::{Levels, Rule, Severity, Side, rule, rules};
pub use since::{WrongSince, check_since};
