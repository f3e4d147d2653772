//! An argument of a command whose arguments' type is known: its name, or its value.

use qapi_client::introspect::Schema;
use qapi_client::introspect::info::{Body, ObjectMember, SchemaInfo};
use qapi_client::introspect::walk::alternatives;

use super::live::Live;
use super::{Completion, json, json_names, matching, worded};
use crate::given::{self, Map, Node};
use crate::line::Span;
use crate::request::Ask;
use crate::types::{self, Reached};

/// An argument of a command whose arguments' type is known.
pub(super) struct Argument<'s> {
    /// The schema.
    pub(super) schema: &'s Schema<'static>,
    /// Sends questions to the peer.
    pub(super) ask: &'s Ask<'s>,
    /// The command's name.
    pub(super) command: &'s str,
    /// Its arguments' type.
    pub(super) info: &'s SchemaInfo<'static>,
    /// The arguments given so far.
    pub(super) given: Map,
}

impl Argument<'_> {
    /// A name, typed so far; it ends at `end`.
    pub(super) fn name(&self, typed: &str, end: usize) -> Completion {
        let (parents, prefix) = match given::parts(typed, &(0..typed.len())) {
            Ok(mut parts) => {
                let last = parts.pop().map(|(name, _)| name);
                (parts, last.unwrap_or_default())
            }
            // The part behind the last dot is still to come.
            Err(_) => {
                let parents = typed.strip_suffix('.').unwrap_or_default();
                match given::parts(parents, &(0..parents.len())) {
                    Ok(parts) => (parts, String::new()),
                    Err(_) if typed.is_empty() => (Vec::new(), String::new()),
                    Err(_) => return Completion::default(),
                }
            }
        };
        let path: Vec<_> = parents.into_iter().map(|(name, _)| name).collect();
        let reached = types::descend(self.schema, self.info, &self.given, &path);
        let mut names = self.member_names(&reached);
        if path.is_empty() {
            self.push_properties(&mut names, &self.given);
        }
        Completion::new(
            end - prefix.len(),
            matching(&prefix, names.iter().map(|n| &**n), ""),
        )
    }

    /// The names of members that are not given, with `=` or `.` behind them.
    fn member_names(&self, reached: &Reached<'_, '_>) -> Vec<String> {
        let mut names = Vec::new();
        for info in &reached.types {
            match &info.body {
                Body::Object(_) => {
                    let members = reached.members(self.schema, info);
                    let (needed, other): (Vec<_>, Vec<_>) =
                        members.iter().partition(|m| !m.is_optional());
                    for member in needed.into_iter().chain(other) {
                        self.push_name(&mut names, &member.name, &member.type_name, reached);
                        self.push_empty(&mut names, member, reached);
                    }
                }
                Body::Array { element_type } => {
                    let count = reached.given.map_or(0, |map| map.entries.len());
                    for index in 0..=count {
                        self.push_name(&mut names, &index.to_string(), element_type, reached);
                    }
                }
                _ => {}
            }
        }
        names
    }

    /// Adds a device's properties, which no schema tells, as they are wanted of `device_add`.
    fn push_properties(&self, names: &mut Vec<String>, given: &Map) {
        if self.command != "device_add" {
            return;
        }
        for property in self.live().device_properties(given) {
            let name = format!("{}=", property.name);
            if given.get(&property.name).is_none() && !names.contains(&name) {
                names.push(name);
            }
        }
    }

    fn live(&self) -> Live<'_> {
        Live {
            schema: self.schema,
            ask: self.ask,
        }
    }

    fn push_name(
        &self,
        names: &mut Vec<String>,
        name: &str,
        type_name: &str,
        reached: &Reached<'_, '_>,
    ) {
        let given = reached.given.and_then(|map| map.get(name));
        let Some(info) = self.schema.type_named(type_name) else {
            return;
        };
        let types: Vec<_> = alternatives(self.schema, info).collect();
        let is_nested =
            |t: &&SchemaInfo<'_>| matches!(t.body, Body::Object(_) | Body::Array { .. });
        let nested = types.iter().any(is_nested);
        let scalar = types.iter().any(|t| !is_nested(t));
        let mut push = |name: String| {
            if !names.contains(&name) {
                names.push(name);
            }
        };
        if scalar && given.is_none() {
            push(format!("{name}="));
        }
        if nested && matches!(given, None | Some(Node::Map(_))) {
            push(format!("{name}."));
        }
    }

    /// Adds the empty object for a member that cannot be left out, though its own can.
    fn push_empty(
        &self,
        names: &mut Vec<String>,
        member: &ObjectMember<'static>,
        reached: &Reached<'_, '_>,
    ) {
        let info = self.schema.type_named(&member.type_name);
        let object = info.and_then(types::object);
        let may_be_empty = object.is_some_and(|object| {
            object.tag.is_none() && object.members.iter().all(ObjectMember::is_optional)
        });
        let given = reached.given.and_then(|map| map.get(&member.name));
        if may_be_empty && !member.is_optional() && given.is_none() {
            names.push(format!("{}={{}} ", member.name));
        }
    }

    /// A value, typed so far.
    pub(super) fn value(&self, path: &[String], typed: &str, start: usize) -> Completion {
        let reached = types::descend(self.schema, self.info, &self.given, path);
        let values = values(&reached.types);
        let mut candidates: Vec<_> = matching(typed, values.iter().map(|v| v.text), " ").collect();
        let live = self.live();
        let found = live.values(self.command, path, &self.given, &reached, typed);
        for found in found.iter().filter(|found| found.text.starts_with(typed)) {
            let text = match found.is_string {
                true => worded(&found.text),
                false => found.text.clone(),
            };
            // More of a path may follow.
            let end = if text.starts_with('/') { "" } else { " " };
            candidates.push(text + end);
        }
        Completion::new(start, candidates)
    }

    /// Something in JSON that is not finished; `path` leads to it.
    pub(super) fn json(&self, path: &[String], text: &str, span: &Span) -> Completion {
        match json::cursor(text) {
            Some(cursor) => self.at_cursor(path, cursor, span.start),
            None => Completion::default(),
        }
    }

    /// The same at a place in that JSON that was found, which begins at `start`.
    pub(super) fn at_cursor(
        &self,
        path: &[String],
        cursor: json::Cursor,
        start: usize,
    ) -> Completion {
        let start = start + cursor.start;
        let mut given = self.given.clone();
        for (name, entry) in cursor.given.entries {
            let mut whole: Vec<_> = path.iter().map(|part| (part.clone(), 0..0)).collect();
            whole.push((name, 0..0));
            let _ = given.insert(&whole, entry.node);
        }
        let path = [path, &*cursor.path].concat();
        let reached = types::descend(self.schema, self.info, &given, &path);
        if cursor.at_name {
            let mut names = self.member_names(&reached);
            if path.is_empty() {
                self.push_properties(&mut names, &given);
            }
            let mut names: Vec<_> = names
                .iter()
                .map(|n| n.trim_end_matches("={} ").trim_end_matches(['=', '.']))
                .collect();
            names.dedup();
            names.retain(|name| reached.given.is_none_or(|map| map.get(name).is_none()));
            return Completion::new(start, json_names(&cursor.prefix, names));
        }
        let json = |value: &Proposal<'_>| match value.text_type {
            true => format!("\"{}\"", value.text),
            false => value.text.to_owned(),
        };
        let values = values(&reached.types);
        let fitting = values.iter().filter(|v| v.text.starts_with(&cursor.prefix));
        let mut candidates: Vec<_> = fitting.map(json).collect();
        let live = self.live();
        let found = live.values(self.command, &path, &given, &reached, &cursor.prefix);
        for found in found.iter().filter(|f| f.text.starts_with(&cursor.prefix)) {
            candidates.push(match found.is_string {
                true => serde_json::Value::from(&*found.text).to_string(),
                false => found.text.clone(),
            });
        }
        if cursor.prefix.is_empty() {
            let has = |wanted: fn(&Body<'_>) -> bool| reached.types.iter().any(|t| wanted(&t.body));
            if has(|body| matches!(body, Body::Object(_))) {
                candidates.push("{".to_owned());
            }
            if has(|body| matches!(body, Body::Array { .. })) {
                candidates.push("[".to_owned());
            }
        }
        Completion::new(start, candidates)
    }
}

/// A value that a type has.
struct Proposal<'s> {
    text: &'s str,
    /// True for a string in JSON.
    text_type: bool,
}

/// The values of types that have few.
fn values<'s>(types: &[&'s SchemaInfo<'static>]) -> Vec<Proposal<'s>> {
    let mut values = Vec::new();
    let mut push = |text, text_type| values.push(Proposal { text, text_type });
    for info in types {
        match &info.body {
            Body::Enum(e) => e.iter().for_each(|(name, _)| push(name, true)),
            Body::Builtin { json_type } if json_type == "boolean" => {
                push("true", false);
                push("false", false);
            }
            Body::Builtin { json_type } if json_type == "null" => push("null", false),
            _ => {}
        }
    }
    values
}
