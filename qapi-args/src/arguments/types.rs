//! The types of a schema as a check needs them.

use qapi_introspect::Schema;
use qapi_introspect::info::{Body, ObjectMember, SchemaInfo};
use qapi_introspect::walk::{Layers, alternatives};

use super::tree::Members;

/// A type to read a value by: the result of [`Reader::find`](crate::Reader::find).
#[derive(Clone, Debug)]
pub struct Type<'s> {
    pub(crate) info: &'s SchemaInfo<'s>,
    pub(crate) name: String,
    /// The object takes members that the schema does not list.
    pub(crate) open: bool,
    pub(crate) form: Form,
}

/// Syntax of a type's key=value text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// Nested keys (`a.b=`, `a.0=`), as `-blockdev` and most newer options.
    #[default]
    KeyVal,
    /// Flat keys, lists by repetition, as `-netdev` and `-numa`.
    Flat,
}

impl<'s> Type<'s> {
    /// Returns the name that it was found by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the syntax of its key=value text.
    #[must_use]
    pub fn form(&self) -> Form {
        self.form
    }

    /// The same type in another syntax.
    #[must_use]
    pub fn with_form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// Returns the key that the first part of a key=value text may leave out: the union's tag.
    #[must_use]
    pub fn implied_key(&self) -> Option<&'s str> {
        match &self.info.body {
            Body::Object(object) if self.open => {
                let driver = object.members.iter().find(|m| m.name == "driver");
                driver.map(|m| &*m.name)
            }
            Body::Object(object) => object.tag.as_deref(),
            _ => None,
        }
    }
}

/// The range and syntax of an integer type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Integer {
    Signed(u32),
    Unsigned(u32),
    Size,
    /// An answer does not tell the kinds apart.
    Unknown,
}

impl Integer {
    /// The kind of a built-in type by its name in the language.
    pub(crate) fn named(name: &str) -> Integer {
        match name {
            "size" => Integer::Size,
            "int" | "int64" => Integer::Signed(64),
            "int32" => Integer::Signed(32),
            "int16" => Integer::Signed(16),
            "int8" => Integer::Signed(8),
            "uint64" => Integer::Unsigned(64),
            "uint32" => Integer::Unsigned(32),
            "uint16" => Integer::Unsigned(16),
            "uint8" => Integer::Unsigned(8),
            _ => Integer::Unknown,
        }
    }

    /// Least and greatest value.
    pub(crate) fn range(self) -> (i64, u64) {
        match self {
            Integer::Signed(bits) => {
                let greatest = u64::MAX >> (65 - bits);
                (i64::MIN >> (64 - bits), greatest)
            }
            Integer::Unsigned(bits) => (0, u64::MAX >> (64 - bits)),
            Integer::Size => (0, u64::MAX),
            Integer::Unknown => (i64::MIN, u64::MAX),
        }
    }

    /// Tells a type of which QEMU takes negative numbers, and stores them in an unsigned variable.
    pub(crate) fn wraps(self) -> bool {
        matches!(self, Integer::Unsigned(64) | Integer::Size)
    }
}

/// The objects whose members share one object: its own, then those of the branches that tags
/// select.
pub(crate) fn layers<'s>(
    schema: &'s Schema<'s>,
    info: &'s SchemaInfo<'s>,
    given: &Members,
) -> Layers<'s, 's> {
    Layers::of(schema, info, |tag| given.get(tag)?.node.text())
}

pub(crate) fn member<'s>(info: &'s SchemaInfo<'s>, name: &str) -> Option<&'s ObjectMember<'s>> {
    match &info.body {
        Body::Object(object) => object.members.iter().find(|member| member.name == name),
        _ => None,
    }
}

/// Longest list of values in a message.
const VALUES: usize = 12;

/// A type in words.
pub(crate) fn describe(schema: &Schema<'_>, info: &SchemaInfo<'_>) -> String {
    match &info.body {
        Body::Builtin { json_type } => match &**json_type {
            "string" => "a string".to_owned(),
            "int" => "an integer".to_owned(),
            "number" => "a number".to_owned(),
            "boolean" => "on or off".to_owned(),
            "null" => "null".to_owned(),
            _ => "any value".to_owned(),
        },
        Body::Enum(values) => {
            let names: Vec<&str> = values.iter().map(|(name, _)| name).collect();
            let shown = names[..names.len().min(VALUES)].join(", ");
            let more = if names.len() > VALUES { ", …" } else { "" };
            format!("one of {shown}{more}")
        }
        Body::Array { .. } => "a list".to_owned(),
        Body::Object(_) => "an object".to_owned(),
        Body::Alternate { .. } => {
            let branches = alternatives(schema, info);
            let words: Vec<String> = branches.map(|b| describe(schema, b)).collect();
            words.join(" or ")
        }
        _ => "a value".to_owned(),
    }
}
