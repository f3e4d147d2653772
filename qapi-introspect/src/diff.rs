//! What changed on the wire between two versions, and whom it breaks.
//!
//! Input: two [`Model`]s, of answers or of sources. Output: a [`Report`]. Types are compared where
//! they are used, inlined along the path from a command or event: names of types are not on the
//! wire, so renaming, splitting or sharing a type shows nothing. The [`rules`] say what counts as
//! a change and how bad it is for whom; what the old version marks as unstable (or names `x-…`, as
//! was the custom before) may change, and what it marks as deprecated may go.
//!
//! For any two versions: the same input gives the same report; equal versions give none; swapping
//! them swaps additions and removals.

mod cond;
mod config;
mod downstream;
mod history;
mod model;
mod parts;
mod place;
mod relation;
mod render;
mod report;
mod rule;
mod rules;
pub mod rust;
mod site;
mod walk;

pub use cond::Cond;
pub use config::{Config, ConfigError};
pub use downstream::{Downstream, downstream, vendor};
pub use history::{History, Life, PROMISED_RELEASES, Version, compare_chain};
pub use model::{
    Alternative, Builtin, Command, Feature, Member, Model, Object, Range, Root, RootKind, Type,
    TypeId, Value, Variant,
};
pub use report::{Change, Report, Summary, compare};
pub use rule::{Levels, Rule, Severity, Side, rule, rules};
