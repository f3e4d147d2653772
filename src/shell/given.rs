//! Arguments as they were given: a tree made of `NAME.NAME=VALUE`.
//!
//! Input: a line's words after the command. Output: what each name was given, with its place; not
//! yet looked at by the schema's eyes.
//!
//! Invariant: the tree is at most [`MOST_PARTS`] deep.

use indexmap::IndexMap;

use crate::shell::line::{Form, Span, Value, Word, WordKind};
use crate::shell::problem::{LineError, Problem, json_error};

/// How many parts a name may have. Schemas nest by a few.
pub const MOST_PARTS: usize = 64;

/// What a name was given.
#[derive(Debug, Clone)]
pub enum Node {
    /// A value.
    Leaf(Value),
    /// JSON that was read.
    Json(serde_json::Value, Span),
    /// Names of its own.
    Map(Map),
}

/// Names and what each was given, in order.
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// By name.
    pub entries: IndexMap<String, Entry>,
}

/// What a name was given.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where the name stands first.
    pub span: Span,
    /// What it was given.
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

    /// What was given as text, as an enum's value is.
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

    /// What the name was given as text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name)
            .and_then(Node::text)
            .map(std::borrow::ToOwned::to_owned)
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
                for (name, value) in json_object(line, &word.span)? {
                    let node = Node::Json(value, word.span.clone());
                    map.insert(&[(name, word.span.clone())], node)?;
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

/// The JSON object at that place, which begins like one.
///
/// # Errors
///
/// It is no JSON.
pub fn json_object(
    line: &str,
    span: &Span,
) -> Result<serde_json::Map<String, serde_json::Value>, LineError> {
    let text = &line[span.clone()];
    serde_json::from_str(text).map_err(|error| json_error(&error, text, span.start))
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
