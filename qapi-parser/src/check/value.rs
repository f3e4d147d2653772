//! Access to the syntax tree's values, in QAPI's terms.

use crate::source::Span;
use crate::syntax::{Array, Object, Str, Value};

/// The value of `key`.
pub(crate) fn get<'s>(object: &'s Object, key: &str) -> Option<&'s Value> {
    object
        .members
        .iter()
        .find(|(k, _)| &*k.text == key)
        .map(|(_, v)| v)
}

/// Where the value stands.
pub(crate) fn span(value: &Value) -> Span {
    match value {
        Value::Str(Str { span, .. })
        | Value::Bool(_, span)
        | Value::Array(Array { span, .. })
        | Value::Object(Object { span, .. }) => *span,
    }
}

/// What kind of value it is, for messages.
pub(crate) fn describe(value: &Value) -> &'static str {
    match value {
        Value::Str(_) => "a string",
        Value::Bool(..) => "a boolean",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
