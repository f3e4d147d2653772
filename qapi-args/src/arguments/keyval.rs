//! Key=value text: its syntax, by the rules of QEMU's keyval parser.
//!
//! Input: a text such as `driver=qcow2,file.driver=file,file.filename=a,,b`. Output: a tree of
//! strings with places. Rules:
//!
//! - A text is parts between commas; one comma may end it. `,,` in a value is a comma.
//! - A key is fragments between dots: QAPI names, or list indices after the first.
//! - The first part may be a value alone where the caller has an implied key.
//! - The last of several values of one key counts.
//! - A list's indices count from 0 without gaps, in any order.
//! - `help` or `?` alone is a request for help.

use std::collections::BTreeMap;

use super::problem::{Finding, Problem};
use super::tree::{Item, MAX_DEPTH, Members, Node, Span};

/// Longest fragment of a key.
const LONGEST: usize = 127;

/// Greatest list index.
const GREATEST: usize = i32::MAX as usize;

/// Parses a text; `implied` is the key of a first part without `=`.
pub(crate) fn parse(text: &str, implied: Option<&str>) -> Result<Members, Finding> {
    let mut members = Members::new();
    let mut at = 0;
    while at < text.len() {
        let implied = implied.filter(|_| at == 0);
        at = part(text, at, implied, &mut members)?;
    }
    list_members(&mut members, "")?;
    Ok(members)
}

/// Parses the part at `at` into `members`, and returns the start of the next one.
fn part(
    text: &str,
    at: usize,
    implied: Option<&str>,
    members: &mut Members,
) -> Result<usize, Finding> {
    let end = find(text, at, |c| c == ',' || c == '=');
    let key = &text[at..end];
    if !text[end..].starts_with('=') && !key.is_empty() {
        if key == "help" || key == "?" {
            return Err(Finding::new(at..end, "", Problem::Help));
        }
        if let Some(implied) = implied {
            let item = leaf(key.to_owned(), at..end, at..end);
            members.insert(implied.to_owned(), item);
            return Ok(after_comma(text, end));
        }
    }
    let fragments = fragments(key, at)?;
    if !text[end..].starts_with('=') {
        let problem = Problem::NoValue(key.to_owned());
        return Err(Finding::new(at..end, "", problem));
    }
    let (value, value_end) = value(text, end + 1);
    let item = leaf(value, end + 1..value_end, at..end);
    put(members, &fragments, item, key)?;
    Ok(after_comma(text, value_end))
}

fn leaf(text: String, span: Span, key: Span) -> Item {
    Item {
        node: Node::Text(text),
        span,
        key,
    }
}

fn find(text: &str, from: usize, is_end: impl Fn(char) -> bool) -> usize {
    text[from..].find(is_end).map_or(text.len(), |at| from + at)
}

fn after_comma(text: &str, at: usize) -> usize {
    (at + 1).min(text.len())
}

/// The value that begins at `from`, without the doubling of commas, and its end in the text.
pub(crate) fn value(text: &str, from: usize) -> (String, usize) {
    let mut value = String::new();
    let mut at = from;
    loop {
        let end = find(text, at, |c| c == ',');
        value.push_str(&text[at..end]);
        if !text[end..].starts_with(",,") {
            return (value, end);
        }
        value.push(',');
        at = end + 2;
    }
}

/// Doubles the commas of a value.
pub(crate) fn escape(value: &str) -> String {
    value.replace(',', ",,")
}

/// The fragments of a key that begins at `at`.
fn fragments(key: &str, at: usize) -> Result<Vec<&str>, Finding> {
    let fragments: Vec<&str> = key.split('.').collect();
    let span = at..at + key.len();
    // A name with a downstream prefix has dots of its own.
    let fragments = join_downstream(key, fragments);
    for (index, fragment) in fragments.iter().enumerate() {
        let valid = is_name(fragment) || index > 0 && is_digits(fragment);
        if !valid {
            return Err(Finding::new(span, "", Problem::Key(key.to_owned())));
        }
        if fragment.len() > LONGEST {
            return Err(Finding::new(span, "", Problem::KeyTooLong));
        }
    }
    if fragments.len() > MAX_DEPTH {
        return Err(Finding::new(span, "", Problem::TooDeep));
    }
    Ok(fragments)
}

/// Joins again the parts of a prefix `__RFQDN_`.
fn join_downstream<'k>(key: &'k str, fragments: Vec<&'k str>) -> Vec<&'k str> {
    if !key.contains("__") {
        return fragments;
    }
    let mut joined = Vec::new();
    let mut start = 0;
    while start <= key.len() {
        let rest = &key[start..];
        let name_from = match rest.strip_prefix("__").and_then(|r| r.find('_')) {
            Some(underscore) => underscore + 3,
            None => 0,
        };
        let end = find(rest, name_from, |c| c == '.');
        joined.push(&rest[..end]);
        start += end + 1;
    }
    joined
}

/// Tells a QAPI name: a letter, then letters, digits, `-` and `_`; perhaps after `__RFQDN_`.
pub(crate) fn is_name(text: &str) -> bool {
    let plain = match text.strip_prefix("__") {
        Some(rest) => match rest.split_once('_') {
            Some((domain, name)) if is_domain(domain) => name,
            _ => return false,
        },
        None => text,
    };
    plain.starts_with(|c: char| c.is_ascii_alphabetic())
        && plain
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn is_domain(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn index(text: &str) -> Option<usize> {
    is_digits(text).then(|| {
        text.parse()
            .map_or(GREATEST, |index: usize| index.min(GREATEST))
    })
}

/// Puts a leaf at the path, making objects on the way.
fn put(members: &mut Members, path: &[&str], item: Item, key: &str) -> Result<(), Finding> {
    let Some((last, inner)) = path.split_last() else {
        return Ok(());
    };
    let span = item.key.clone();
    let inconsistent = |length: usize| {
        let end: usize = path[..length].iter().map(|part| part.len() + 1).sum();
        let problem = Problem::Inconsistent(key[..end.saturating_sub(1)].to_owned());
        Finding::new(span.clone(), "", problem)
    };
    let mut members = members;
    for (depth, name) in inner.iter().enumerate() {
        let entry = members.entry((*name).to_owned()).or_insert_with(|| Item {
            node: Node::Map(Members::new()),
            span: item.span.clone(),
            key: item.key.clone(),
        });
        match &mut entry.node {
            Node::Map(next) => members = next,
            _ => return Err(inconsistent(depth + 1)),
        }
    }
    match members.get(*last) {
        Some(old) if matches!(old.node, Node::Map(_)) => Err(inconsistent(path.len())),
        _ => {
            members.insert((*last).to_owned(), item);
            Ok(())
        }
    }
}

/// Turns objects whose members are all indices into lists.
fn list_members(members: &mut Members, path: &str) -> Result<(), Finding> {
    for (name, item) in members {
        let Node::Map(inner) = &mut item.node else {
            continue;
        };
        let path = format!("{path}{name}.");
        list_members(inner, &path)?;
        let indices = inner.keys().filter(|key| is_digits(key)).count();
        if indices == 0 {
            continue;
        }
        if indices < inner.len() {
            let name = path.trim_end_matches('.').to_owned();
            let problem = Problem::Inconsistent(name);
            return Err(Finding::new(item.key.clone(), "", problem));
        }
        item.node = Node::List(list(std::mem::take(inner), &path, &item.key)?);
    }
    Ok(())
}

fn list(members: Members, path: &str, key: &Span) -> Result<Vec<Item>, Finding> {
    let sorted: BTreeMap<usize, Item> = members
        .into_iter()
        .filter_map(|(name, item)| Some((index(&name)?, item)))
        .collect();
    let gap = sorted.keys().enumerate().find(|(at, index)| at != *index);
    if let Some((at, _)) = gap {
        let problem = Problem::Gap(format!("{path}{at}"));
        return Err(Finding::new(key.clone(), "", problem));
    }
    Ok(sorted.into_values().collect())
}
