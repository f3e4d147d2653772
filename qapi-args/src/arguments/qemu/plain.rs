//! `name=value,…` of options whose names are properties: `-device`, `-cpu`, `-accel`, `-smp`.
//!
//! Input: a tree. Output: the text, or the place of the first value that these options cannot
//! express: they take no nested keys. A name need be no QAPI name (`3dnow`, `sse4.1`).

use crate::arguments::problem::{Finding, Problem};
use crate::arguments::tree::{Item, Members, Node};

/// Text for a comma of an option that has no escape for it.
pub(super) const NO_COMMA: &str = "";

/// Writes the members; `comma` stands for a comma in a value.
pub(super) fn write(members: &Members, comma: &str) -> Result<String, Finding> {
    let pairs = members.iter().map(|(name, item)| {
        if name.is_empty() || name.contains([',', '=']) {
            return Err(refuse(name, item, "a member with this name"));
        }
        let value = value(name, item)?;
        if comma == NO_COMMA && value.contains(',') {
            return Err(refuse(name, item, "a value with a comma"));
        }
        Ok(format!("{name}={}", value.replace(',', comma)))
    });
    let pairs: Vec<String> = pairs.collect::<Result<_, _>>()?;
    Ok(pairs.join(","))
}

fn value(name: &str, item: &Item) -> Result<String, Finding> {
    Ok(match &item.node {
        Node::Text(text) | Node::Str(text) => text.clone(),
        Node::Number(number) => number.to_string(),
        Node::Bool(true) => "on".to_owned(),
        Node::Bool(false) => "off".to_owned(),
        Node::Null => return Err(refuse(name, item, "null")),
        Node::Map(_) => return Err(refuse(name, item, "an object")),
        Node::List(_) => return Err(refuse(name, item, "a list")),
    })
}

fn refuse(name: &str, item: &Item, subject: &'static str) -> Finding {
    Finding::new(item.span.clone(), name, Problem::NotKeyValue(subject))
}
