//! The members of a text that no type has read.
//!
//! Input: the objects that readers enter, and the members that they read, by their addresses in the
//! parsed tree. Output: the paths of the other members. An object that no reader enters is kept as
//! a whole (`any`, open arguments), so nothing below it is ignored.
//!
//! Invariant: the tree outlives its addresses. A reader of a temporary tree starts with an empty
//! record ([`Noted::begin_copy`]), and its result is transferred before the tree ends.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::json::Json;

/// Maximum number of ignored paths that are collected: a hostile text must not exhaust memory.
pub(super) const MOST: usize = 1000;

/// The members of an object.
type Object<'j> = [(Cow<'j, str>, Json<'j>)];

/// The record of one decoding.
#[derive(Debug, Default)]
pub(super) struct Noted {
    /// Objects that a type has entered.
    entered: HashSet<usize>,
    /// Members that a type has read or kept.
    read: HashSet<usize>,
    /// Ignored paths below a value that was read from a copy.
    copied: HashMap<usize, Vec<String>>,
}

impl Noted {
    /// Records that a type reads an object.
    pub(super) fn enter(&mut self, members: &Object<'_>) {
        self.entered.insert(members.as_ptr().addr());
    }

    /// Records that a member was read or kept.
    pub(super) fn read(&mut self, value: &Json<'_>) {
        self.read.insert(address(value));
    }

    /// Returns true if a member was read or kept.
    pub(super) fn is_read(&self, value: &Json<'_>) -> bool {
        self.read.contains(&address(value))
    }

    /// Starts an empty record for the copy of an object, and returns the current one.
    pub(super) fn begin_copy(&mut self) -> Noted {
        std::mem::take(self)
    }

    /// Transfers the record of a copy to `before`, the record of the original, and continues that.
    pub(super) fn end_copy(&mut self, before: Noted, members: &Object<'_>, copy: &Object<'_>) {
        let of_copy = std::mem::replace(self, before);
        for (name, value) in copy {
            let original = members.iter().find(|(other, _)| other == name);
            let Some((_, original)) = original.filter(|_| of_copy.is_read(value)) else {
                continue;
            };
            self.read(original);
            let mut ignored = Vec::new();
            of_copy.paths(value, &mut String::new(), &mut ignored);
            self.copied.insert(address(original), ignored);
        }
    }

    /// Returns the paths of the members below `json` that were ignored, at most [`MOST`].
    pub(super) fn ignored(&self, json: &Json<'_>) -> Vec<String> {
        let mut found = Vec::new();
        self.paths(json, &mut String::new(), &mut found);
        found
    }

    // The parser limits the depth of the tree.
    fn paths(&self, json: &Json<'_>, path: &mut String, found: &mut Vec<String>) {
        if found.len() >= MOST {
            return;
        }
        if let Some(copied) = self.copied.get(&address(json)) {
            let room = MOST - found.len();
            let below = copied.iter().take(room);
            found.extend(below.map(|rest| joined(path, rest)));
            return;
        }
        let end = path.len();
        match json {
            Json::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    let _ = write!(path, "[{index}]");
                    self.paths(element, path, found);
                    path.truncate(end);
                }
            }
            Json::Object(members) if self.entered.contains(&members.as_ptr().addr()) => {
                for (name, value) in members {
                    step(path, name);
                    if self.is_read(value) {
                        self.paths(value, path, found);
                    } else if found.len() < MOST {
                        found.push(path.clone());
                    }
                    path.truncate(end);
                }
            }
            _ => {}
        }
    }
}

fn step(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

/// Joins a path and one below it.
fn joined(path: &str, rest: &str) -> String {
    let dot = if path.is_empty() || rest.starts_with('[') {
        ""
    } else {
        "."
    };
    format!("{path}{dot}{rest}")
}

fn address(value: &Json<'_>) -> usize {
    std::ptr::from_ref(value).addr()
}
