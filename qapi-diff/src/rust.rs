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
mod read;
mod renames;
mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::config::Config;
use crate::report::Report;
pub use read::api;
pub(super) use site::{RustParts, RustSite};

/// The public items of a file of generated Rust.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Api {
    /// The items by their paths from the file's root: `StatusInfo`, `commands::Stop`.
    pub items: BTreeMap<String, Item>,
}

/// A type, constant or function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its shape.
    pub shape: Shape,
    /// True if it has `#[deprecated]`.
    pub deprecated: bool,
    /// The traits that it implements.
    pub impls: BTreeSet<Type>,
    /// The types that its impls choose: `Ok` of a command.
    pub associated: BTreeMap<String, Type>,
    /// Its own functions.
    pub functions: BTreeMap<String, Function>,
}

/// Shape of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A struct with fields.
    Struct(Vec<Field>),
    /// A struct around another type.
    Tuple(Vec<Type>),
    /// An enum.
    Enum(Vec<Variant>),
    /// A constant.
    Constant(Type),
    /// A function.
    Function(Function),
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type, without the `Option` of an optional one.
    pub ty: Type,
    /// True if it is an `Option`.
    pub optional: bool,
    /// True if it has `#[deprecated]`.
    pub deprecated: bool,
}

/// A variant of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// Its payload: nothing, or types in parentheses.
    pub payload: Vec<Type>,
    /// True if it has `#[deprecated]`.
    pub deprecated: bool,
}

/// The signature of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its parameters' names and types, without `self`.
    pub parameters: Vec<(String, Type)>,
    /// Its result; empty for none.
    pub result: Type,
    /// True if it has `#[deprecated]`.
    pub deprecated: bool,
}

/// A type or trait as the code names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Type {
    /// Its pieces in order.
    pub parts: Vec<Part>,
}

/// A piece of a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// An item of the same file, by its path.
    Item(String),
    /// Anything else: `Vec<`, `i64`, `>`.
    Text(String),
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Item(text) | Part::Text(text) => f.write_str(text),
        })
    }
}

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
