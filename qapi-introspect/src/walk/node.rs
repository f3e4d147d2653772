//! JSON values as the walk sees them.
//!
//! Input: a value of any JSON library, or [`Json`]. Output: its [`Kind`], elements and members.

use crate::json::Json;

/// The kind of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind<'v> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number without fraction and exponent, as QEMU tells them apart.
    Int,
    /// Any other number.
    Float,
    /// A string.
    String(&'v str),
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A JSON value that can be walked.
pub trait Node: Sized {
    /// Returns the value's kind.
    fn kind(&self) -> Kind<'_>;

    /// Returns the elements of an array; of any other value none.
    fn items(&self) -> &[Self];

    /// Gives the members of an object, in order; of any other value none.
    fn each_member<'v>(&'v self, give: &mut dyn FnMut(&'v str, &'v Self));
}

impl Node for Json<'_> {
    fn kind(&self) -> Kind<'_> {
        match self {
            Json::Null => Kind::Null,
            Json::Bool(_) => Kind::Bool,
            Json::Number(number) if number.is_f64() => Kind::Float,
            Json::Number(_) => Kind::Int,
            Json::Str(text) => Kind::String(text),
            Json::Array(_) => Kind::Array,
            Json::Object(_) => Kind::Object,
        }
    }

    fn items(&self) -> &[Self] {
        match self {
            Json::Array(items) => items,
            _ => &[],
        }
    }

    fn each_member<'v>(&'v self, give: &mut dyn FnMut(&'v str, &'v Self)) {
        if let Json::Object(members) = self {
            for (name, value) in members {
                give(name, value);
            }
        }
    }
}
