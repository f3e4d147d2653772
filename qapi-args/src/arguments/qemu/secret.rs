//! Secrets in options.
//!
//! Input: an option's value. Output: the path of the first member that holds a secret itself, not
//! the name of an object that does.

use qapi_introspect::secrets;

use crate::arguments::tree::{Item, Members, Node};
use crate::arguments::{flat, json, scalar};

/// Options whose text is no key=value.
const OTHERS: &[&str] = &["append", "bios", "initrd", "kernel", "name"];

/// Finds a secret in a value.
pub(super) fn in_members(members: &Members) -> Option<String> {
    let kind = members.get("qom-type").and_then(|item| item.node.text());
    let of_secret = kind.is_some_and(is_secret_object);
    members.iter().find_map(|(name, item)| match &item.node {
        Node::Map(_) | Node::List(_) => inside(item).map(|path| format!("{name}.{path}")),
        Node::Str(_) if is_secret(name) || of_secret && name == "data" => Some(name.clone()),
        _ => None,
    })
}

fn inside(item: &Item) -> Option<String> {
    match &item.node {
        Node::Map(members) => in_members(members),
        Node::List(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(at, item)| inside(item).map(|path| format!("{at}.{path}")))
        }
        _ => None,
    }
}

/// Finds a secret in an option's text.
pub(super) fn in_text(option: &str, text: &str) -> Option<String> {
    if OTHERS.contains(&option) {
        return None;
    }
    if text.starts_with('{') {
        return match json::parse(text).ok()?.node {
            Node::Map(members) => in_members(&members),
            _ => None,
        };
    }
    let pairs = flat::pairs(text, Some("qom-type")).ok()?;
    let kind = pairs.iter().rev().find(|pair| pair.key == "qom-type");
    let of_secret = option == "object" && kind.is_some_and(|pair| is_secret_object(&pair.value));
    let found = pairs.iter().find(|pair| {
        let name = pair.key.rsplit('.').next().unwrap_or_default();
        // `-vnc :1,password=on` asks for a password that comes later.
        let is_flag = scalar::boolean(&pair.value).is_some();
        is_secret(name) && !is_flag || of_secret && name == "data"
    });
    found.map(|pair| pair.key.clone())
}

fn is_secret_object(kind: &str) -> bool {
    kind == "secret"
}

fn is_secret(name: &str) -> bool {
    let place = format!("*.{name}");
    let patterns = secrets::MEMBERS.iter();
    let mut patterns = patterns.filter(|pattern| pattern.starts_with("*."));
    patterns.any(|pattern| secrets::matches(pattern, &place))
}
