//! Arguments as they were given: a tree made of `NAME.NAME=VALUE`.
//!
//! Input: a line's words after the command. Output: the value of each name, with its place, not yet
//! checked by the schema.
//!
//! Invariant: the tree is at most [`MOST_PARTS`] deep.

use std::fmt;

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::line::{Form, Span, Value, Word, WordKind};
use crate::problem::{LineError, Problem, json_error};

/// Maximum number of parts of a name. Schemas nest by a few.
pub const MOST_PARTS: usize = 64;

/// Value of a name.
#[derive(Debug, Clone)]
pub enum Node {
    /// A value.
    Leaf(Value),
    /// JSON that was read.
    Json(serde_json::Value, Span),
    /// Names of its own.
    Map(Map),
}

/// Names and their values, in order.
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// By name.
    pub entries: IndexMap<String, Entry>,
}

/// A name's place and value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// First place of the name.
    pub span: Span,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// All of its places, first to last.
    pub fn span(&self) -> Span {
        match self {
            Node::Leaf(value) => value.span.clone(),
            Node::Json(_, span) => span.clone(),
            Node::Map(map) => map.span().unwrap_or_default(),
        }
    }

    /// Returns a value that is text, such as an enum's.
    pub fn text(&self) -> Option<&str> {
        match self {
            Node::Leaf(value) if value.form != Form::Json => Some(&value.text),
            Node::Json(serde_json::Value::String(text), _) => Some(text),
            _ => None,
        }
    }
}

impl Map {
    /// The name's value.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.entries.get(name).map(|entry| &entry.node)
    }

    /// Returns the name's value, if that is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Node::text)
    }

    /// All of its places.
    fn span(&self) -> Option<Span> {
        let first = self.entries.first()?.1;
        let last = self.entries.last()?.1;
        Some(first.span.start..last.span.end.max(first.span.end))
    }

    /// Puts a value under names within names.
    ///
    /// # Errors
    ///
    /// Something is there already.
    pub fn insert(&mut self, path: &[(String, Span)], node: Node) -> Result<(), LineError> {
        let Some(((last, span), parents)) = path.split_last() else {
            return Ok(());
        };
        let mut map = self;
        for (name, span) in parents {
            let entry = map.entries.entry(name.clone()).or_insert_with(|| Entry {
                span: span.clone(),
                node: Node::Map(Map::default()),
            });
            map = match &mut entry.node {
                Node::Map(map) => map,
                _ => return Err(twice(name, span)),
            };
        }
        if map.entries.contains_key(last) {
            return Err(twice(last, span));
        }
        let span = span.clone();
        map.entries.insert(last.clone(), Entry { span, node });
        Ok(())
    }
}

fn twice(name: &str, span: &Span) -> LineError {
    LineError::new(Problem::Twice(name.to_owned()), span.clone())
}

/// The arguments in those words of the line.
///
/// # Errors
///
/// One of them is none, or stands twice.
pub fn read(line: &str, words: &[Word]) -> Result<Map, LineError> {
    let mut map = Map::default();
    for word in words {
        match &word.kind {
            WordKind::Bare => {
                return Err(LineError::new(Problem::NotAnArgument, word.span.clone()));
            }
            WordKind::Json => {
                for (name, entry) in json_members(line, &word.span)?.entries {
                    map.insert(&[(name, entry.span)], entry.node)?;
                }
            }
            WordKind::Pair { key, value } => {
                let node = match value.form {
                    Form::Json => Node::Json(json(line, &value.span)?, value.span.clone()),
                    _ => Node::Leaf(value.clone()),
                };
                map.insert(&parts(line, key)?, node)?;
            }
        }
    }
    Ok(map)
}

/// The JSON at that place.
///
/// # Errors
///
/// It is none.
pub fn json(line: &str, span: &Span) -> Result<serde_json::Value, LineError> {
    let text = &line[span.clone()];
    serde_json::from_str(text).map_err(|error| json_error(&error, text, span.start))
}

/// The JSON at that place, as it was typed.
///
/// # Errors
///
/// It is no JSON.
pub fn json_text(line: &str, span: &Span) -> Result<Box<RawValue>, LineError> {
    let text = &line[span.clone()];
    serde_json::from_str(text).map_err(|error| json_error(&error, text, span.start))
}

/// The members of the JSON object at that place, each with its own.
///
/// # Errors
///
/// It is no JSON, or a member stands twice.
pub fn json_members(line: &str, span: &Span) -> Result<Map, LineError> {
    let text = &line[span.clone()];
    let members: Members<'_> =
        serde_json::from_str(text).map_err(|error| json_error(&error, text, span.start))?;
    let mut map = Map::default();
    let mut end = span.start;
    for (name, value) in members.0 {
        let place = place(line, value.get());
        // Nothing else is in quotes between two values.
        let between = &line[end..place.start];
        let opened = between.find('"').unwrap_or(0);
        let closed = between.rfind('"').map_or(between.len(), |at| at + 1);
        let name_place = end + opened..end + closed;
        end = place.end;
        let node = Node::Json(json(line, &place)?, place);
        map.insert(&[(name, name_place)], node)?;
    }
    Ok(map)
}

/// The elements of the JSON array at that place, each with its own.
///
/// # Errors
///
/// It is no JSON.
pub fn json_elements(line: &str, span: &Span) -> Result<Vec<Node>, LineError> {
    let text = &line[span.clone()];
    let elements: Vec<&RawValue> =
        serde_json::from_str(text).map_err(|error| json_error(&error, text, span.start))?;
    let node = |value: &RawValue| {
        let place = place(line, value.get());
        Ok(Node::Json(json(line, &place)?, place))
    };
    elements.into_iter().map(node).collect()
}

/// Returns the place of a part of the line.
fn place(line: &str, part: &str) -> Span {
    let start = part.as_ptr().addr().saturating_sub(line.as_ptr().addr());
    start..start + part.len()
}

/// An object's members in their order, their values still text.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

/// The parts of a name, between its dots. A downstream name's own dots (`__com.example_x`) do not
/// part it: they end with the first `_` behind the `__`.
///
/// # Errors
///
/// A part is empty, or there are too many.
pub fn parts(line: &str, key: &Span) -> Result<Vec<(String, Span)>, LineError> {
    let mut parts = Vec::new();
    let mut start = key.start;
    loop {
        let rest = &line[start..key.end];
        let own = match rest.strip_prefix("__") {
            Some(domain) => 2 + domain.find('_').unwrap_or(0),
            None => 0,
        };
        let end = rest[own..]
            .find('.')
            .map_or(key.end, |dot| start + own + dot);
        if start == end {
            return Err(LineError::new(Problem::NoName, key.clone()));
        }
        parts.push((line[start..end].to_owned(), start..end));
        if parts.len() > MOST_PARTS {
            return Err(LineError::new(Problem::TooDeep(MOST_PARTS), key.clone()));
        }
        if end == key.end {
            return Ok(parts);
        }
        start = end + 1;
    }
}
