//! Changes in the generated Rust, and their effect on programs that use it.
//!
//! Input: two [`Api`]s, as [`api`] reads them from generated code. Output: a [`Report`] by rules of
//! their own (`rust-…`). Their severities follow Cargo's reference on SemVer compatibility: a major
//! change is breaking, a minor one compatible. A change that only draws a compiler's warning is a
//! warning.
//!
//! Here names matter and the wire does not: a type renamed in the schema shows here only, a
//! member's range seldom, a command's documentation never. A path is that of the item, then, after
//! a `/`, the field, variant or function: `commands::BlockdevAdd/new`.

mod compare;
mod item;
mod read;
mod renames;
mod site;

use crate::config::Config;
use crate::report::Report;
pub use item::{Api, Field, Function, Item, Part, Shape, Type, Variant};
pub use read::api;
pub(super) use site::{RustParts, RustSite};

/// Compares the Rust of two versions.
///
/// ```
/// use qapi_diff::{Config, rust};
///
/// let shape = rust::Shape::Struct(Vec::new());
/// let item = rust::Item { shape, deprecated: false, impls: Default::default(),
///     associated: Default::default(), functions: Default::default() };
/// let old = rust::Api { items: [("StatusInfo".to_owned(), item)].into() };
/// let report = rust::compare(&old, &rust::Api::default(), &Config::default());
/// assert_eq!(report.changes[0].rule, "rust-item-removed");
/// ```
pub fn compare(old: &Api, new: &Api, config: &Config) -> Report {
    Report::of(compare::compare(old, new), config)
}
