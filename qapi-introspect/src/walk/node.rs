//! JSON values as the walk sees them.
//!
//! Input: a value of any JSON library. Output: its [`Kind`], elements and members.

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

impl Node for serde_json::Value {
    fn kind(&self) -> Kind<'_> {
        use serde_json::Value;
        match self {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Bool,
            Value::Number(n) if n.is_f64() => Kind::Float,
            Value::Number(_) => Kind::Int,
            Value::String(text) => Kind::String(text),
            Value::Array(_) => Kind::Array,
            Value::Object(_) => Kind::Object,
        }
    }

    fn items(&self) -> &[Self] {
        self.as_array().map(Vec::as_slice).unwrap_or_default()
    }

    fn each_member<'v>(&'v self, give: &mut dyn FnMut(&'v str, &'v Self)) {
        for (name, value) in self.as_object().into_iter().flatten() {
            give(name, value);
        }
    }
}
