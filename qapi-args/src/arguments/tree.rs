//! Values with their places in the text, before any type is known.
//!
//! Input: key=value ([`super::keyval`]) or JSON ([`super::json`]). Invariant: no tree is deeper
//! than [`MAX_DEPTH`], so that walks may recurse.

use std::borrow::Cow;
use std::ops::Range;

use indexmap::IndexMap;
use qapi_introspect::info::Json;
use qapi_introspect::json::Number;
use qapi_introspect::walk::Kind;

/// A range of bytes in the text.
pub type Span = Range<usize>;

/// Greatest depth of nested values.
pub(crate) const MAX_DEPTH: usize = 100;

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) node: Node,
    pub(crate) span: Span,
    /// Place of the key that names it; that of the value where it has no key.
    pub(crate) key: Span,
}

/// Members by name, in the order of the text.
pub(crate) type Members = IndexMap<String, Item>;

/// A value.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// Text of key=value, whose type only the schema tells.
    Text(String),
    /// The string of a JSON text.
    Str(String),
    Number(Number),
    Bool(bool),
    Null,
    Map(Members),
    List(Vec<Item>),
}

impl Node {
    /// The text of a string, whatever its origin.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Node::Text(text) | Node::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The kind of JSON; text of key=value is a string.
    pub(crate) fn kind(&self) -> Kind<'_> {
        match self {
            Node::Text(text) | Node::Str(text) => Kind::String(text),
            Node::Number(number) if number.is_f64() => Kind::Float,
            Node::Number(_) => Kind::Int,
            Node::Bool(_) => Kind::Bool,
            Node::Null => Kind::Null,
            Node::Map(_) => Kind::Object,
            Node::List(_) => Kind::Array,
        }
    }

    /// Noun for messages.
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            Node::Text(_) | Node::Str(_) => "a string",
            Node::Number(_) => "a number",
            Node::Bool(_) => "a boolean",
            Node::Null => "null",
            Node::Map(_) => "an object",
            Node::List(_) => "a list",
        }
    }

    /// The value as JSON; text of key=value is a string.
    pub(crate) fn json(&self) -> Json<'static> {
        match self {
            Node::Text(text) | Node::Str(text) => Json::Str(Cow::Owned(text.clone())),
            Node::Number(number) => Json::Number(*number),
            Node::Bool(value) => Json::Bool(*value),
            Node::Null => Json::Null,
            Node::Map(members) => Json::Object(
                members
                    .iter()
                    .map(|(name, item)| (Cow::Owned(name.clone()), item.node.json()))
                    .collect(),
            ),
            Node::List(items) => Json::Array(items.iter().map(|item| item.node.json()).collect()),
        }
    }
}
