//! The public items of generated Rust, as the comparison reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

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
