//! Comparison of QAPI schemas: on the wire, over many releases, and as generated Rust.
//!
//! A schema changes with each release of QEMU. This crate finds the changes between two versions,
//! judges each for the clients that it concerns, and names the query that detects it:
//!
//! ```
//! use qapi_diff::{Config, Model, Severity, compare};
//! use qapi_introspect::Schema;
//!
//! // Answers to `query-qmp-schema`; `diff_model` takes a checked schema instead.
//! let answer = |member: &str| format!(r#"[
//!     {{"name": "eject", "meta-type": "command", "arg-type": "0", "ret-type": "1"}},
//!     {{"name": "0", "meta-type": "object", "members": [{{"name": "{member}", "type": "str"}}]}},
//!     {{"name": "1", "meta-type": "object", "members": []}},
//!     {{"name": "str", "meta-type": "builtin", "json-type": "string"}}]"#);
//! let (old, new) = (answer("device"), answer("id"));
//! let (old, new) = (Schema::from_json(&old)?, Schema::from_json(&new)?);
//!
//! let report = compare(&Model::from_schema(&old), &Model::from_schema(&new), &Config::default())?;
//! assert_eq!(report.worst(), Some(Severity::Breaking));
//! let removed = &report.changes[0];
//! assert_eq!((removed.rule, &*removed.path), ("mandatory-member-removed", "eject/arg-type/device"));
//! assert!(old.query(&removed.path)? && !new.query(&removed.path)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | to | use |
//! | --- | --- |
//! | compare two versions | [`compare`] with two [`Model`]s and a [`Config`] |
//! | compare many in a row, with QEMU's promise of deprecation | [`compare_chain`] |
//! | follow each path over many versions | [`History`] |
//! | check documented releases against them | [`check_since`] |
//! | compare a vendor's variant | [`downstream`] |
//! | compare the generated Rust | [`rust::compare`] |
//! | derive the symbols of a build from its answer | [`infer_symbols`] |
//! | list the kinds of changes | [`rules`] |
//!
//! Types are compared where they are used, inlined along the path from a command or event. Type
//! names are not on the wire, so renaming, splitting or sharing a type shows nothing. A change of a
//! type that many places use is one [`Change`] with all its places. Interfaces that the old version
//! marks as unstable, or names `x-…`, may change. Those that it marks as deprecated may go.
//!
//! For any two versions: the same input gives the same report, equal versions give an empty one,
//! and swapping them swaps additions and removals.
//!
//! The crate has no features. `qapi diff` is its command line; see `docs/diff.md` in the repository.

mod bound;
mod change;
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
mod severity;
mod since;
mod site;
mod walk;

pub use bound::{CompareError, MOST_COMPARED, MOST_PLACES, MOST_STEPS};
pub use change::{Change, Location};
pub use cond::Cond;
pub use config::{Config, ConfigError, Unused};
pub use downstream::{Downstream, downstream, vendor};
pub use from_ir::diff_model;
pub use history::{
    History, Life, MOST_PATH_BYTES, MOST_PATHS, PROMISED_RELEASES, TooManyPaths, Version,
    compare_chain,
};
pub use infer::{Difference, Inference, Unexplained, infer_symbols};
pub use model::{
    About, Alternative, Builtin, Command, Feature, Member, Model, Object, Range, Root, RootKind,
    Type, TypeId, Value, Variant,
};
pub use report::{Report, Summary, compare};
pub use rule::{Levels, Rule};
pub use rules::{rule, rules};
pub use severity::{Severity, Side};
pub use since::{WrongSince, check_since};
