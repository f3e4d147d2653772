//! Forms of the releases before 2.9, which [`Edition::Auto`](crate::edition::Edition::Auto) reads.
//!
//! Input: an object at the top level of an old schema. Output: the object in today's form, and
//! warnings. Strict editions, and schemas of today, never get here.

use foldhash::{HashMap, HashMapExt};

use super::Output;
use crate::diag::{Diagnostic, Severity, codes::syntax as codes};
use crate::source::Span;
use crate::syntax::{Array, Definition, Item, Object, Str, Text, Value};

/// Returns true for the text of a file that shows its age: it marks optional members in
/// documentation, or defines structs as types, and has no pragmas.
pub(crate) fn is_old(text: &str) -> bool {
    let has = |part: &str| text.contains(part);
    let has_types = || {
        let first = text.strip_prefix('{').into_iter();
        let others = text.split("\n{").skip(1);
        let first = first.filter_map(|rest| rest.split("\n{").next());
        first.chain(others).any(|definition| {
            let key = definition.trim_start_matches(|c: char| c != '\n' && c.is_whitespace());
            key.starts_with("'type'") && definition.contains("'data'")
        })
    };
    (has("#optional") || has_types()) && !has("'pragma'")
}

/// Makes a warning of an error that no compiler before 2.9 reports.
pub(crate) fn forgiven(error: Diagnostic) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        ..error.note("compilers until QEMU 2.8 accept it")
    }
}

/// Brings an object to today's form.
pub(super) fn modernise(object: &mut Object, out: &mut Output<'_>) {
    let mut warn = |span, message: String, help: String| {
        let warning = Diagnostic::warning(codes::OLD_FORM, span, message);
        out.diagnostics.push(warning.help(help));
    };
    let is_alternate = matches!(
        object.get("discriminator"),
        Some(Value::Object(none)) if none.members.is_empty()
    );
    let renamed = match (object.key("type"), object.key("union")) {
        (Some(key), None) => Some((key.span, "type", "struct")),
        (_, Some(key)) if is_alternate => Some((key.span, "union", "alternate")),
        _ => None,
    };
    if let Some((span, old, new)) = renamed {
        let message = format!("'{old}' is the old name of '{new}'");
        warn(span, message, format!("write '{new}'"));
        if is_alternate {
            object
                .members
                .retain(|(key, _)| *key.text != *"discriminator");
        }
        let keys = object.members.iter_mut().map(|(key, _)| key);
        for key in keys.filter(|key| *key.text == *old) {
            key.text = new.into();
        }
    }
    for (key, value) in &mut object.members {
        if !matches!(&*key.text, "gen" | "success-response") {
            continue;
        }
        if let Value::Str(Str { text, span }) = value
            && **text == *"no"
        {
            let message = format!("the value of '{}' is a boolean", key.text);
            warn(*span, message, "write false".to_owned());
            *value = Value::Bool(false, *span);
        }
    }
}

/// Maximum length of the name of a definition whose inline types are taken out.
const LONGEST_OWNER: usize = 1000;

/// Takes the types of members that are written inline, as objects, out of a definition. Each becomes
/// a struct, which is named after its owner and the member.
pub(super) fn hoist(object: &mut Object, out: &mut Output<'_>) -> Vec<Object> {
    const MEMBER_KEYS: [&str; 3] = ["type", "if", "features"];
    let mut hoisted = Vec::new();
    let Some((_, Value::Str(name))) = object.members.first() else {
        return hoisted;
    };
    // A longer one is no type's name, and each inline type would repeat it.
    if name.text.len() > LONGEST_OWNER {
        return hoisted;
    }
    let owner = name.text.to_string();
    let data = object.members.iter_mut();
    let data = data.filter(|(key, _)| *key.text == *"data");
    for (_, value) in data {
        let Value::Object(members) = value else {
            continue;
        };
        for (key, value) in &mut members.members {
            let Value::Object(inline) = value else {
                continue;
            };
            let is_type = |(key, _): &(Str, Value)| !MEMBER_KEYS.contains(&&*key.text);
            if !inline.members.iter().any(is_type) {
                continue;
            }
            let span = inline.span;
            let name = inline_name(&owner, &key.text);
            let message = format!("member '{}' has an inline type", key.text);
            let warning = Diagnostic::warning(codes::OLD_FORM, key.span, message);
            out.diagnostics
                .push(warning.help(format!("define a struct, such as '{name}'")));
            let data = std::mem::replace(value, string(&name, span));
            let mut inner = Object {
                members: vec![
                    (text("struct", span), string(&name, span)),
                    (text("data", span), data),
                ],
                span,
            };
            hoisted.extend(hoist(&mut inner, out));
            hoisted.push(inner);
        }
    }
    hoisted
}

/// Names the inline type of a member: `VersionInfo` and `*qemu` make `VersionInfoQemu`.
fn inline_name(owner: &str, member: &str) -> String {
    let mut name = String::new();
    for word in owner.split('-').chain(member.split(['*', '-', '_'])) {
        let mut chars = word.chars();
        name.extend(chars.next().map(|c| c.to_ascii_uppercase()));
        name.push_str(chars.as_str());
    }
    name
}

fn text(text: &str, span: Span) -> Str {
    Str {
        text: text.into(),
        span,
    }
}

fn string(value: &str, span: Span) -> Value {
    Value::Str(text(value, span))
}

/// Gives each union with a discriminator of type `str`, which 1.7 has, an enum of its branches.
pub(crate) fn enumerate_discriminators(items: &mut Vec<Item>) {
    let mut enums = Vec::new();
    let structs = structs(items);
    for index in 0..items.len() {
        let Some((union, discriminator, base)) = discriminated(&items[index]) else {
            continue;
        };
        let name = format!("{union}Kind");
        let Some((module, values)) = branches(&items[index]) else {
            continue;
        };
        let member = structs
            .get(&*base)
            .and_then(|&index| string_member(items.get_mut(index)?, &discriminator));
        let renamed = member
            .map(|value| *value = string(&name, value.span()))
            .is_some();
        if renamed {
            enums.push((index, module, name, values));
        }
    }
    let mut enums = enums.into_iter().peekable();
    let old = std::mem::take(items);
    for (index, item) in old.into_iter().enumerate() {
        if let Some((_, module, name, values)) = enums.next_if(|(at, ..)| *at == index) {
            let span = values.span;
            let members = vec![
                (text("enum", span), string(&name, span)),
                (text("data", span), Value::Array(values)),
            ];
            let definition = undocumented(Object { members, span }, module);
            items.push(Item::Definition(definition));
        }
        items.push(item);
    }
}

/// The indices of structs by their names; of several with one name, which is an error, the first.
fn structs(items: &[Item]) -> HashMap<Text, usize> {
    let mut structs = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        if let Item::Definition(definition) = item
            && let Some(Value::Str(name)) = definition.object.get("struct")
        {
            structs.entry(name.text.clone()).or_insert(index);
        }
    }
    structs
}

/// Makes a definition without documentation.
pub(super) fn undocumented(object: Object, module: usize) -> Definition {
    Definition {
        object,
        doc: None,
        doc_lost: true,
        damaged: false,
        module,
    }
}

/// Returns the names of a union, of its discriminator and of its base.
fn discriminated(item: &Item) -> Option<(String, String, String)> {
    let Item::Definition(definition) = item else {
        return None;
    };
    let name = |key| match definition.object.get(key) {
        Some(Value::Str(name)) => Some(name.text.to_string()),
        _ => None,
    };
    Some((name("union")?, name("discriminator")?, name("base")?))
}

/// Returns the module of a union and the names of its branches.
fn branches(item: &Item) -> Option<(usize, Array)> {
    let Item::Definition(definition) = item else {
        return None;
    };
    let Some(Value::Object(data)) = definition.object.get("data") else {
        return None;
    };
    let values = data.members.iter().map(|(key, _)| Value::Str(key.clone()));
    let values = values.collect();
    Some((
        definition.module,
        Array {
            values,
            span: definition.object.span,
        },
    ))
}

/// Finds the type of a member of a struct, if it is `str`.
fn string_member<'i>(item: &'i mut Item, member: &str) -> Option<&'i mut Value> {
    let Item::Definition(definition) = item else {
        return None;
    };
    let mut members = definition.object.members.iter_mut();
    let (_, data) = members.find(|(key, _)| *key.text == *"data")?;
    let Value::Object(data) = data else {
        return None;
    };
    let found = data
        .members
        .iter_mut()
        .find(|(key, _)| *key.text == *member)?;
    matches!(&found.1, Value::Str(ty) if *ty.text == *"str").then_some(&mut found.1)
}
