//! Whole messages: requests, replies, events and the greeting.
//!
//! A reply does not name its command. So `message:return` takes any value, and `return:COMMAND`
//! validates the value.

use crate::json::Object;

use super::types::{integer, reference};

/// A command as a request names it.
pub(super) struct Request<'s> {
    pub(super) name: &'s str,
    pub(super) allow_oob: bool,
    /// True if a request without `arguments` is invalid.
    pub(super) needs_arguments: bool,
}

/// Returns the definitions of messages, and the references to them for the document's root.
pub(super) fn messages<'s>(
    requests: &[Request<'s>],
    events: &[(&'s str, bool)],
) -> (Object<'s>, Vec<Object<'s>>) {
    let definitions = [
        ("message:request", request(requests)),
        ("message:event", event(events)),
        ("message:return", returned()),
        ("message:error", error()),
        ("message:greeting", greeting()),
    ];
    let mut named = Object::new();
    let mut any = Vec::new();
    for (name, definition) in definitions {
        any.push(reference(name));
        named.push(name, definition);
    }
    (named, any)
}

/// Returns an object schema: the member has that value.
pub(super) fn tagged<'s>(member: &'s str, value: &'s str) -> Object<'s> {
    let constant = Object::new().with("const", value);
    Object::new()
        .with("properties", Object::new().with(member, constant))
        .with("required", vec![member])
}

/// Returns a rule: `if` the member has that value, `then` the other member is as defined.
fn rule<'s>(
    (tag, value): (&'static str, &'s str),
    (member, definition): (&'static str, &str),
    required: bool,
) -> Object<'s> {
    let properties = Object::new().with(member, reference(definition));
    let then = Object::new()
        .with("properties", properties)
        .with_some("required", required.then(|| vec![member]));
    Object::new()
        .with("if", tagged(tag, value))
        .with("then", then)
}

fn request<'s>(requests: &[Request<'s>]) -> Object<'s> {
    let mut rules = Vec::new();
    for Request {
        name,
        allow_oob,
        needs_arguments,
    } in requests
    {
        let definition = format!("arguments:{name}");
        let keys = ["execute", "exec-oob"].into_iter();
        for key in keys.filter(|key| *allow_oob || *key == "execute") {
            let arguments = ("arguments", definition.as_str());
            rules.push(rule((key, name), arguments, *needs_arguments));
        }
    }
    let names = |oob: bool| {
        let named = requests.iter().filter(|r| !oob || r.allow_oob);
        Object::new().with("enum", named.map(|r| r.name).collect::<Vec<_>>())
    };
    let either = ["execute", "exec-oob"].map(|key| Object::new().with("required", vec![key]));
    let properties = Object::new()
        .with("execute", names(false))
        .with("exec-oob", names(true))
        .with("arguments", Object::new().with("type", "object"))
        .with("id", true);
    message(properties)
        .with("oneOf", Vec::from(either))
        .with_some("allOf", Some(rules).filter(|rules| !rules.is_empty()))
}

/// Returns the schema of events. Each is given with whether it always has data.
fn event<'s>(events: &[(&'s str, bool)]) -> Object<'s> {
    let rules: Vec<_> = events
        .iter()
        .map(|(name, needs_data)| {
            let definition = format!("event:{name}");
            rule(("event", name), ("data", &definition), *needs_data)
        })
        .collect();
    let names: Vec<&str> = events.iter().map(|(name, _)| *name).collect();
    let second = integer(i64::MIN, i64::MAX as u64);
    let timestamp = Object::new()
        .with("type", "object")
        .with(
            "properties",
            Object::new()
                .with("seconds", second)
                .with("microseconds", integer(-1, 999_999)),
        )
        .with("required", vec!["seconds", "microseconds"])
        .with("additionalProperties", false);
    let properties = Object::new()
        .with("event", Object::new().with("enum", names))
        .with("data", Object::new().with("type", "object"))
        .with("timestamp", timestamp);
    message(properties)
        .with("required", vec!["event", "timestamp"])
        .with_some("allOf", Some(rules).filter(|rules| !rules.is_empty()))
}

fn returned<'s>() -> Object<'s> {
    let properties = Object::new().with("return", true).with("id", true);
    message(properties).with("required", vec!["return"])
}

fn error<'s>() -> Object<'s> {
    let text = || Object::new().with("type", "string");
    let error = message(Object::new().with("class", text()).with("desc", text()))
        .with("required", vec!["class", "desc"]);
    let properties = Object::new().with("error", error).with("id", true);
    message(properties).with("required", vec!["error"])
}

/// The greeting is open: the protocol's specification reserves further members.
fn greeting<'s>() -> Object<'s> {
    let text = Object::new().with("type", "string");
    let capabilities = Object::new().with("type", "array").with("items", text);
    let greeting = Object::new()
        .with("type", "object")
        .with(
            "properties",
            Object::new()
                .with("version", Object::new().with("type", "object"))
                .with("capabilities", capabilities),
        )
        .with("required", vec!["version", "capabilities"]);
    message(Object::new().with("QMP", greeting)).with("required", vec!["QMP"])
}

/// An object with those members and no others.
fn message(properties: Object<'_>) -> Object<'_> {
    Object::new()
        .with("type", "object")
        .with("properties", properties)
        .with("additionalProperties", false)
}
