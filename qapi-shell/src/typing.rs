//! Given values become JSON, typed by the schema.
//!
//! Input: a tree of values ([`given`]) and its type. Output: the JSON of the command's arguments, or
//! the first mistake and its place.
//!
//! Invariant: a `str` stays a string whatever it looks like; JSON that was given as JSON is checked
//! and not changed.

mod device;
mod json;

use std::collections::BTreeMap;

use qapi_client::introspect::Schema;
use qapi_client::introspect::info::{Body, EnumInfo, ObjectMember, SchemaInfo};
use qapi_client::introspect::walk::alternatives;
use serde_json::{Map as Object, Number, Value};

use crate::given::{self, Map, Node};
use crate::line::{Form, Span, Value as Given};
use crate::problem::{LineError, Problem, hint};
use crate::types::{self, Command};

/// Types the values of a line.
pub struct Typist<'s> {
    schema: &'s Schema<'static>,
    line: &'s str,
    /// Types of the properties that open arguments have.
    properties: Option<&'s Properties>,
}

/// Types of a driver's properties by name, in QEMU's words.
pub type Properties = BTreeMap<String, String>;

impl<'s> Typist<'s> {
    /// One for that line.
    pub fn new(schema: &'s Schema<'static>, line: &'s str) -> Self {
        Self {
            schema,
            line,
            properties: None,
        }
    }

    /// The same, with the types of a driver's properties.
    #[must_use]
    pub fn with_properties(mut self, properties: Option<&'s Properties>) -> Self {
        self.properties = properties;
        self
    }

    /// A command's arguments.
    ///
    /// # Errors
    ///
    /// The first mistake.
    pub fn arguments(&self, command: &Command<'s>, map: &Map) -> Result<Value, LineError> {
        if types::object(command.arguments).is_none() {
            return infer_map(self.line, map);
        }
        let open = self.schema.has_open_arguments(&command.info.name);
        let end = self.line.trim_end().len();
        let whole = Whole {
            name: &command.info.name,
            root: true,
            open,
            span: end..end,
        };
        self.object(command.arguments, map, &whole)
    }

    /// A value of that type; `name` is the member's.
    ///
    /// # Errors
    ///
    /// The first mistake.
    pub fn value(
        &self,
        info: &'s SchemaInfo<'static>,
        node: &Node,
        name: &str,
    ) -> Result<Value, LineError> {
        match (&info.body, node) {
            (_, Node::Json(value, span)) => {
                self.check_json(info, value, span, name)?;
                Ok(value.clone())
            }
            (Body::Alternate { .. }, node) => self.alternate(info, node, name),
            (Body::Object(_), Node::Map(map)) => {
                let whole = Whole {
                    name,
                    root: false,
                    open: false,
                    span: node.span(),
                };
                self.object(info, map, &whole)
            }
            (Body::Array { element_type }, Node::Map(map)) => self.list(element_type, map, name),
            (Body::Object(_) | Body::Array { .. }, Node::Leaf(given)) => match given.form {
                Form::Bracketed => {
                    let span = given.span.clone();
                    let json = Node::Json(given::json(self.line, &span)?, span);
                    self.value(info, &json, name)
                }
                _ => Err(self.mismatch(info, given, name)),
            },
            (Body::Builtin { json_type }, _) if json_type == "value" => infer(self.line, node),
            (_, Node::Map(map)) => {
                let problem = Problem::NoMembers {
                    name: name.to_owned(),
                    expected: types::expectation(self.schema, info),
                };
                let span = map.entries.first().map(|(_, entry)| entry.span.clone());
                Err(LineError::new(problem, span.unwrap_or_default()))
            }
            (_, Node::Leaf(given)) => {
                let exact = scalar(info, given, true);
                exact.ok_or_else(|| self.mismatch(info, given, name))
            }
        }
    }

    /// The branch that the value fits, those that take only certain texts first.
    fn alternate(
        &self,
        info: &'s SchemaInfo<'static>,
        node: &Node,
        name: &str,
    ) -> Result<Value, LineError> {
        let branches: Vec<_> = alternatives(self.schema, info).collect();
        let find = |wanted: fn(&Body<'_>) -> bool| {
            let mut branches = branches.iter();
            branches.find(|branch| wanted(&branch.body)).copied()
        };
        let object = find(|body| matches!(body, Body::Object(_)));
        let list = find(|body| matches!(body, Body::Array { .. }));
        match node {
            Node::Map(map) => {
                let numbered = list.filter(|_| object.is_none() || is_numbered(map));
                if let Some(branch) = numbered.or(object) {
                    return self.value(branch, node, name);
                }
            }
            Node::Leaf(given) if given.form == Form::Bracketed => {
                let branch = if given.text.starts_with('{') {
                    object
                } else {
                    list
                };
                if let Some(branch) = branch {
                    return self.value(branch, node, name);
                }
            }
            _ => {}
        }
        let Node::Leaf(given) = node else {
            let problem = Problem::NoMembers {
                name: name.to_owned(),
                expected: types::expectation(self.schema, info),
            };
            return Err(LineError::new(problem, node.span()));
        };
        let rank = |branch: &&SchemaInfo<'_>| match &branch.body {
            Body::Enum(_) => 0,
            Body::Builtin { json_type } => match &**json_type {
                "null" => 1,
                "boolean" => 2,
                "int" => 3,
                "number" => 4,
                _ => 5,
            },
            _ => 6,
        };
        let mut scalars = branches.clone();
        scalars.sort_by_key(rank);
        let fitting = scalars.iter().find_map(|b| scalar(b, given, false));
        fitting.ok_or_else(|| self.mismatch(info, given, name))
    }

    fn list(&self, element_type: &str, map: &Map, name: &str) -> Result<Value, LineError> {
        let Some(element) = self.schema.type_named(element_type) else {
            return infer_map(self.line, map);
        };
        let mut items = vec![None; map.entries.len()];
        for (index, entry) in &map.entries {
            let place = canonical_index(index).and_then(|at| items.get_mut(at));
            let Some(place) = place else {
                let problem = Problem::Index(index.clone());
                return Err(LineError::new(problem, entry.span.clone()));
            };
            *place = Some(self.value(element, &entry.node, &format!("{name}.{index}"))?);
        }
        Ok(Value::Array(items.into_iter().flatten().collect()))
    }

    fn object(
        &self,
        info: &'s SchemaInfo<'static>,
        map: &Map,
        whole: &Whole<'_>,
    ) -> Result<Value, LineError> {
        let members = types::members(self.schema, info, |tag| map.text(tag));
        self.check_tags(&members, map, whole)?;
        let mut typed = Object::new();
        for (name, entry) in &map.entries {
            let value = match members.get(name) {
                Some(member) => match self.schema.type_named(&member.type_name) {
                    Some(info) => self.value(info, &entry.node, &whole.member(name))?,
                    None => infer(self.line, &entry.node)?,
                },
                None if whole.open => self.property(name, &entry.node)?,
                None => {
                    let known = members.iter().map(|member| &*member.name);
                    let problem = Problem::UnknownMember {
                        parent: whole.name.to_owned(),
                        name: name.clone(),
                        hint: hint(name, known),
                    };
                    return Err(LineError::new(problem, entry.span.clone()));
                }
            };
            typed.insert(name.clone(), value);
        }
        match members
            .iter()
            .find(|member| !member.is_optional() && !typed.contains_key(&*member.name))
        {
            Some(member) => Err(self.missing(&member.name, &member.type_name, whole)),
            None => Ok(Value::Object(typed)),
        }
    }

    /// Reports a union without a usable tag, rather than its branch's members as unknown.
    fn check_tags(
        &self,
        members: &types::Members<'s>,
        map: &Map,
        whole: &Whole<'_>,
    ) -> Result<(), LineError> {
        let tag = members.undecided().and_then(|union| union.tag.as_deref());
        let Some(member) = tag.and_then(|tag| members.get(tag)) else {
            return Ok(());
        };
        match (
            map.get(&member.name),
            self.schema.type_named(&member.type_name),
        ) {
            (Some(node), Some(info)) => self
                .value(info, node, &whole.member(&member.name))
                .map(drop),
            (None, _) => Err(self.tag_missing(member, map, whole)),
            _ => Ok(()),
        }
    }

    /// A tag is missing; perhaps because its name is misspelt.
    fn tag_missing(&self, tag: &ObjectMember<'static>, map: &Map, whole: &Whole<'_>) -> LineError {
        let misspelt = map.entries.iter().find_map(|(name, entry)| {
            let hint = hint(name, [&*tag.name]);
            (!hint.is_empty()).then_some((name, entry, hint))
        });
        let Some((name, entry, hint)) = misspelt else {
            return self.missing(&tag.name, &tag.type_name, whole);
        };
        let problem = Problem::UnknownMember {
            parent: whole.name.to_owned(),
            name: name.clone(),
            hint,
        };
        LineError::new(problem, entry.span.clone())
    }

    /// Types the text of a property that the schema does not describe, without quotes or brackets.
    pub fn property_text(&self, name: &str, text: &str) -> Value {
        match self.properties.and_then(|properties| properties.get(name)) {
            Some(type_name) => device::value(text, type_name),
            None => infer_text(text),
        }
    }

    /// A value that the schema does not describe.
    fn property(&self, name: &str, node: &Node) -> Result<Value, LineError> {
        match node {
            Node::Leaf(given) if given.form == Form::Plain => {
                Ok(self.property_text(name, &given.text))
            }
            node => infer(self.line, node),
        }
    }

    fn missing(&self, name: &str, type_name: &str, whole: &Whole<'_>) -> LineError {
        let described = self.schema.type_named(type_name);
        let described = described.map(|info| format!(" ({})", types::describe(self.schema, info)));
        let problem = Problem::Missing {
            name: whole.member(name),
            type_name: described.unwrap_or_default(),
        };
        LineError::new(problem, whole.span.clone())
    }

    fn mismatch(&self, info: &'s SchemaInfo<'static>, given: &Given, name: &str) -> LineError {
        let mut values: Vec<&str> = Vec::new();
        let (mut nested, mut int) = (false, false);
        for info in alternatives(self.schema, info) {
            match &info.body {
                Body::Enum(e) => values.extend(e.iter().map(|(name, _)| name)),
                Body::Object(_) => nested = true,
                Body::Builtin { json_type } => int |= json_type == "int",
                _ => {}
            }
        }
        let mut hint = hint(&given.text, values);
        if hint.is_empty() && nested && given.form != Form::Json {
            hint = format!("; give its members as {name}.MEMBER=VALUE, or JSON");
        }
        let number = given
            .text
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let is_odd = number.len() < given.text.len()
            && (given.text.contains('.') || number.starts_with(char::is_alphabetic));
        if hint.is_empty() && given.form == Form::Plain && is_odd && int {
            hint = format!("; sizes have the suffixes {SUFFIXES}");
        }
        let problem = Problem::Mismatch {
            name: name.to_owned(),
            expected: types::expectation(self.schema, info),
            found: given.text.clone(),
            hint,
        };
        LineError::new(problem, given.span.clone())
    }
}

/// Facts about an object as a whole.
struct Whole<'w> {
    name: &'w str,
    /// True for a command's arguments.
    root: bool,
    /// True if it takes members that the schema does not have.
    open: bool,
    /// Place of a missing member.
    span: Span,
}

impl Whole<'_> {
    fn member(&self, name: &str) -> String {
        match self.root {
            true => name.to_owned(),
            false => format!("{}.{name}", self.name),
        }
    }
}

/// A value of a scalar type, if it is one. Within an alternate, `on` and `off` are no booleans, and
/// sizes have no suffixes: they may be meant as text.
fn scalar(info: &SchemaInfo<'_>, given: &Given, alone: bool) -> Option<Value> {
    let text = &*given.text;
    let plain = given.form == Form::Plain;
    match &info.body {
        Body::Enum(values) => has_value(values, text).then(|| text.into()),
        Body::Builtin { json_type } => match &**json_type {
            "string" => Some(text.into()),
            "boolean" if plain => match text {
                "true" => Some(true.into()),
                "false" => Some(false.into()),
                "on" if alone => Some(true.into()),
                "off" if alone => Some(false.into()),
                _ => None,
            },
            "int" if plain => integer(text, alone),
            "number" if plain => number(text),
            "null" if plain && text == "null" => Some(Value::Null),
            _ => None,
        },
        _ => None,
    }
}

fn has_value(values: &EnumInfo<'_>, text: &str) -> bool {
    values.iter().any(|(name, _)| name == text)
}

/// An integer that QEMU can take, perhaps `0x…`, perhaps with a suffix as sizes have (`10G`).
fn integer(text: &str, suffixes: bool) -> Option<Value> {
    if let Ok(value) = text.parse::<i64>() {
        return (!text.starts_with('+')).then(|| value.into());
    }
    if text.starts_with('+') {
        return None;
    }
    if let Some(digits) = text.strip_prefix("0x") {
        let digits = Some(digits).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        return u64::from_str_radix(digits?, 16).ok().map(Value::from);
    }
    if let Ok(value) = text.parse::<u64>() {
        return Some(value.into());
    }
    suffixes.then(|| size(text)).flatten().map(Value::from)
}

/// Suffixes of sizes, in words.
const SUFFIXES: &str = "k, M, G, T, P and E (powers of 1024), also as in 10GiB";

/// Returns the bytes of a size with a suffix, as QEMU reads them: `1.5G`, `512K`; also `10GiB`.
fn size(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &text[digits.len()..];
    let shift = match &*suffix.to_ascii_lowercase() {
        "b" => 0,
        "k" | "kib" => 10,
        "m" | "mib" => 20,
        "g" | "gib" => 30,
        "t" | "tib" => 40,
        "p" | "pib" => 50,
        "e" | "eib" => 60,
        _ => return None,
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_number = !whole.is_empty() && all_digits(whole) && all_digits(fraction);
    // A fraction of a byte is none.
    let has_fraction = digits.contains('.');
    if !is_number || has_fraction && (fraction.is_empty() || shift == 0) {
        return None;
    }
    let whole = whole.parse::<u64>().ok()?.checked_mul(1 << shift)?;
    // More digits are below a byte.
    let fraction = &fraction[..fraction.len().min(18)];
    let parts = match fraction {
        "" => 0,
        digits => {
            (digits.parse::<u128>().ok()? << shift) / 10_u128.pow(u32::try_from(digits.len()).ok()?)
        }
    };
    whole.checked_add(u64::try_from(parts).ok()?)
}

fn number(text: &str) -> Option<Value> {
    serde_json::from_str::<Number>(text).ok().map(Value::Number)
}

/// Infers a value without a type.
fn infer(line: &str, node: &Node) -> Result<Value, LineError> {
    match node {
        Node::Json(value, _) => Ok(value.clone()),
        Node::Map(map) => infer_map(line, map),
        Node::Leaf(given) => Ok(match (given.form, &*given.text) {
            (Form::Bracketed, _) => given::json(line, &given.span)?,
            (Form::Plain, text) => infer_text(text),
            (_, text) => text.into(),
        }),
    }
}

/// Infers a value without a type from its text: a JSON number, `true`, `false` or `null` is that.
fn infer_text(text: &str) -> Value {
    match text {
        "true" => true.into(),
        "false" => false.into(),
        "null" => Value::Null,
        text => number(text).unwrap_or_else(|| text.into()),
    }
}

/// Members of no known types; a list if all names are its numbers.
///
/// # Errors
///
/// A value in brackets is no JSON.
pub fn infer_map(line: &str, map: &Map) -> Result<Value, LineError> {
    let mut object = Object::new();
    let mut items = vec![None; map.entries.len()];
    let numbered = is_numbered(map);
    for (name, entry) in &map.entries {
        let value = infer(line, &entry.node)?;
        let place = canonical_index(name).filter(|_| numbered);
        match place.and_then(|at| items.get_mut(at)) {
            Some(place) => *place = Some(value),
            None => drop(object.insert(name.clone(), value)),
        }
    }
    Ok(match numbered {
        true => Value::Array(items.into_iter().flatten().collect()),
        false => Value::Object(object),
    })
}

/// Returns true if the names are the numbers from 0 on.
fn is_numbered(map: &Map) -> bool {
    let below = |name: &String| canonical_index(name).is_some_and(|at| at < map.entries.len());
    !map.entries.is_empty() && map.entries.keys().all(below)
}

fn canonical_index(name: &str) -> Option<usize> {
    let index = name.parse().ok()?;
    (name == "0" || name.starts_with(|c: char| matches!(c, '1'..='9'))).then_some(index)
}
