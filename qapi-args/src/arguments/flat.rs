//! Flat key=value text, as older options read it: `-netdev`, `-numa`, `-device`.
//!
//! Input: a text, and for typed options an object type. Output: pairs with places, or the tree that
//! the type gives them. Rules beside those of a value's commas:
//!
//! - A part without `=` is a flag: `key` is `key=on`, `nokey` is `key=off`.
//! - Members of nested objects stand beside those of the outer one.
//! - A list is its key, repeated. Elements with one member are written as that member's value.
//! - An element `2-5` of a list of integers is a range.

use std::collections::HashMap;

use qapi_introspect::Schema;
use qapi_introspect::info::{Body, ObjectMember, SchemaInfo};

use super::keyval;
use super::problem::{Finding, Problem};
use super::tree::{Item, Members, Node, Span};
use super::types::{self, layers};

/// Greatest number of integers in one range, as in QEMU.
const MAX_RANGE: u64 = 65_536;

/// Greatest depth of nested objects whose members share one text.
const MAX_NESTED: usize = 2;

/// A key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) value: String,
    pub(crate) span: Span,
}

impl Pair {
    fn item(&self, node: Node) -> Item {
        Item {
            node,
            span: self.span.clone(),
            key: self.key_span.clone(),
        }
    }
}

/// Parses a text; `implied` is the key of a first part without `=`.
pub(crate) fn pairs(text: &str, implied: Option<&str>) -> Result<Vec<Pair>, Finding> {
    let mut pairs = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = text[at..].find([',', '=']).map_or(text.len(), |e| at + e);
        let key = &text[at..end];
        let first = pairs.is_empty();
        let (pair, next) = if text[end..].starts_with('=') {
            let (value, value_end) = keyval::value(text, end + 1);
            let pair = Pair {
                key: key.to_owned(),
                key_span: at..end,
                value,
                span: end + 1..value_end,
            };
            (pair, value_end)
        } else if key == "help" || key == "?" {
            return Err(Finding::new(at..end, "", Problem::Help));
        } else if let Some(implied) = implied.filter(|_| first) {
            let (value, value_end) = keyval::value(text, at);
            let pair = Pair {
                key: implied.to_owned(),
                key_span: at..value_end,
                value,
                span: at..value_end,
            };
            (pair, value_end)
        } else {
            let (key, value) = match key.strip_prefix("no") {
                Some(key) => (key, "off"),
                None => (key, "on"),
            };
            let pair = Pair {
                key: key.to_owned(),
                key_span: at..end,
                value: value.to_owned(),
                span: at..end,
            };
            (pair, end)
        };
        if pair.key.is_empty() {
            let problem = Problem::Key(pair.key);
            return Err(Finding::new(pair.key_span, "", problem));
        }
        pairs.push(pair);
        at = next + 1;
    }
    Ok(pairs)
}

/// Gives the pairs the shape of the type.
pub(crate) fn tree<'s>(
    schema: &'s Schema<'s>,
    info: &'s SchemaInfo<'s>,
    pairs: &[Pair],
) -> Result<Members, Finding> {
    let mut given = Members::new();
    for pair in pairs {
        let node = Node::Text(pair.value.clone());
        given.insert(pair.key.clone(), pair.item(node));
    }
    let layers = layers(schema, info, &given);
    let types: Vec<_> = layers.layers.iter().map(|(_, info)| *info).collect();
    let mut members = Members::new();
    for pair in pairs {
        let shape = Shape { schema, pair };
        if !shape.put(&types, &mut members, 0)? {
            let node = Node::Text(pair.value.clone());
            members.insert(pair.key.clone(), pair.item(node));
        }
    }
    Ok(members)
}

struct Shape<'s, 'p> {
    schema: &'s Schema<'s>,
    pair: &'p Pair,
}

impl<'s> Shape<'s, '_> {
    /// Puts the pair where one of the objects has its key; false if none has it.
    fn put(
        &self,
        types: &[&'s SchemaInfo<'s>],
        members: &mut Members,
        depth: usize,
    ) -> Result<bool, Finding> {
        let pair = self.pair;
        let member = types.iter().find_map(|info| types::member(info, &pair.key));
        if let Some(member) = member {
            let info = self.schema.type_named(&member.type_name);
            match info.map(|info| &info.body) {
                Some(Body::Array { element_type }) => {
                    let element = self.schema.type_named(element_type);
                    let elements = self.elements(element)?;
                    let list = members
                        .entry(pair.key.clone())
                        .or_insert_with(|| pair.item(Node::List(Vec::new())));
                    if let Node::List(items) = &mut list.node {
                        items.extend(elements);
                    }
                }
                _ => {
                    let node = Node::Text(pair.value.clone());
                    members.insert(pair.key.clone(), pair.item(node));
                }
            }
            return Ok(true);
        }
        if depth == MAX_NESTED {
            return Ok(false);
        }
        let mut search = Search {
            schema: self.schema,
            key: &pair.key,
            known: HashMap::new(),
        };
        for member in types.iter().flat_map(|info| own_members(info)) {
            let info = self.schema.type_named(&member.type_name);
            let Some(inner) = info.filter(|info| search.holds(info, 0)) else {
                continue;
            };
            let item = members
                .entry(member.name.to_string())
                .or_insert_with(|| pair.item(Node::Map(Members::new())));
            if let Node::Map(nested) = &mut item.node {
                return self.put(&[inner], nested, depth + 1);
            }
        }
        Ok(false)
    }

    /// The elements that the value stands for.
    fn elements(&self, element: Option<&SchemaInfo<'_>>) -> Result<Vec<Item>, Finding> {
        let pair = self.pair;
        let text = Node::Text(pair.value.clone());
        Ok(match element.map(|info| &info.body) {
            Some(Body::Object(object)) => match &object.members[..] {
                [only] => {
                    let members = Members::from([(only.name.to_string(), pair.item(text))]);
                    vec![pair.item(Node::Map(members))]
                }
                _ => vec![pair.item(text)],
            },
            Some(Body::Builtin { json_type }) if json_type == "int" => match range(&pair.value) {
                Some((first, last)) if last - first < MAX_RANGE => (first..=last)
                    .map(|value| pair.item(Node::Text(value.to_string())))
                    .collect(),
                Some((first, last)) => {
                    let problem = Problem::Range {
                        found: last.to_string(),
                        least: i64::try_from(first).unwrap_or(i64::MAX),
                        greatest: first.saturating_add(MAX_RANGE - 1),
                    };
                    return Err(Finding::new(pair.span.clone(), &*pair.key, problem));
                }
                None => vec![pair.item(text)],
            },
            _ => vec![pair.item(text)],
        })
    }
}

fn own_members<'s>(info: &'s SchemaInfo<'s>) -> &'s [ObjectMember<'s>] {
    match &info.body {
        Body::Object(object) => &object.members,
        _ => &[],
    }
}

/// The search for the objects that have a key, in themselves or in an object nested in them.
struct Search<'s, 'k> {
    schema: &'s Schema<'s>,
    key: &'k str,
    /// The answers so far, by type and depth: types may share each other.
    known: HashMap<(&'s str, usize), bool>,
}

impl<'s> Search<'s, '_> {
    fn holds(&mut self, info: &'s SchemaInfo<'s>, depth: usize) -> bool {
        let place = (&*info.name, depth);
        if let Some(known) = self.known.get(&place) {
            return *known;
        }
        let has = types::member(info, self.key).is_some();
        let schema = self.schema;
        let nested = |member: &'s ObjectMember<'s>| {
            let info = schema.type_named(&member.type_name);
            info.is_some_and(|info| self.holds(info, depth + 1))
        };
        let found = has || depth < MAX_NESTED && own_members(info).iter().any(nested);
        self.known.insert(place, found);
        found
    }
}

fn range(text: &str) -> Option<(u64, u64)> {
    let (first, last) = text.split_once('-')?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then_some((first, last))
}
