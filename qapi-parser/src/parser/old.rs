//! Forms of the releases before 2.9, which [`Edition::Auto`](crate::edition::Edition::Auto) reads.
//!
//! Input: an object at the top level of an old schema. Output: the object in today's form, and
//! warnings. Strict editions, and schemas of today, never get here.

use memchr::memmem;

use super::Output;
use crate::diag::{Diagnostic, Severity, codes::syntax as codes};
use crate::source::Span;
use crate::syntax::{Array, Definition, Item, Object, Str, Value};

/// Returns true for the text of a file that shows its age: it marks optional members in
/// documentation, or defines structs as types, and has no pragmas.
pub(crate) fn is_old(text: &str) -> bool {
    let has = |part: &str| memmem::find(text.as_bytes(), part.as_bytes()).is_some();
    let has_types = || {
        let lines = memmem::find_iter(text.as_bytes(), b"'type'");
        lines.into_iter().any(|at| {
            let before = text.get(..at).unwrap_or_default();
            let before = before.rsplit('\n').next().unwrap_or_default();
            let rest = text.get(at..).unwrap_or_default();
            let definition = rest.split("\n{").next().unwrap_or_default();
            before.trim_end() == "{" && definition.contains("'data'")
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

/// Takes the types of members that are written inline, as objects, out of a definition. Each becomes
/// a struct, which is named after its owner and the member.
pub(super) fn hoist(object: &mut Object, out: &mut Output<'_>) -> Vec<Object> {
    const MEMBER_KEYS: [&str; 3] = ["type", "if", "features"];
    let mut hoisted = Vec::new();
    let Some((_, Value::Str(name))) = object.members.first() else {
        return hoisted;
    };
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
    for index in 0..items.len() {
        let Some((union, discriminator, base)) = discriminated(&items[index]) else {
            continue;
        };
        let name = format!("{union}Kind");
        let Some((module, values)) = branches(&items[index]) else {
            continue;
        };
        let renamed = items.iter_mut().any(|item| {
            let member = string_member(item, &base, &discriminator);
            member
                .map(|value| *value = string(&name, value.span()))
                .is_some()
        });
        if renamed {
            enums.push((index, module, name, values));
        }
    }
    for (index, module, name, values) in enums.into_iter().rev() {
        let span = values.span;
        let members = vec![
            (text("enum", span), string(&name, span)),
            (text("data", span), Value::Array(values)),
        ];
        items.insert(
            index,
            Item::Definition(undocumented(Object { members, span }, module)),
        );
    }
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

/// Finds the type of a member of the struct `base`, if it is `str`.
fn string_member<'i>(item: &'i mut Item, base: &str, member: &str) -> Option<&'i mut Value> {
    let Item::Definition(definition) = item else {
        return None;
    };
    let is_base = matches!(
        definition.object.get("struct"),
        Some(Value::Str(name)) if *name.text == *base
    );
    let members = definition.object.members.iter_mut().filter(|_| is_base);
    let (_, data) = members.into_iter().find(|(key, _)| *key.text == *"data")?;
    let Value::Object(data) = data else {
        return None;
    };
    let found = data
        .members
        .iter_mut()
        .find(|(key, _)| *key.text == *member)?;
    matches!(&found.1, Value::Str(ty) if *ty.text == *"str").then_some(&mut found.1)
}
