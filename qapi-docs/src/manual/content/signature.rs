//! A definition on a few lines: its members with their types.

use qapi_parser::ir::{Object, Schema, TypeId, TypeKind};

use crate::manual::layout::Definition;

/// As many parts of a definition are shown.
const MOST: usize = 12;

/// Returns `name(member: type, optional?: type) → type` and the like.
pub(super) fn signature(schema: &Schema, definition: Definition) -> String {
    match definition {
        Definition::Command(id) => {
            let command = schema.command(id);
            let arguments = data(schema, command.arg());
            let returned = match command.ret() {
                Some(id) => name(schema, id),
                None if command.flags().success_response => "{}".to_owned(),
                None => "nothing".to_owned(),
            };
            format!("{}({arguments}) → {returned}", command.name())
        }
        Definition::Event(id) => {
            let event = schema.event(id);
            format!("{} {{ {} }}", event.name(), data(schema, event.arg()))
        }
        Definition::Type(id) => match schema.ty(id).kind() {
            TypeKind::Object(object) => format!("{{ {} }}", members(schema, object)),
            TypeKind::Enum(e) => {
                let values = e.values().iter().map(|v| format!("\"{}\"", v.name()));
                join(values.collect(), " | ")
            }
            TypeKind::Alternate(alternate) => {
                let types = alternate.alternatives().iter();
                join(types.map(|a| name(schema, a.ty())).collect(), " | ")
            }
            TypeKind::Builtin(_) | TypeKind::Array(_) => name(schema, id),
        },
    }
}

/// A type's name.
fn name(schema: &Schema, id: TypeId) -> String {
    let ty = schema.ty(id);
    match ty.kind() {
        TypeKind::Array(array) => format!("[{}]", name(schema, array.element())),
        _ => ty.name().to_owned(),
    }
}

fn data(schema: &Schema, arg: Option<TypeId>) -> String {
    let Some(id) = arg else {
        return String::new();
    };
    match schema.ty(id).kind() {
        TypeKind::Object(object) if schema.ty(id).is_implicit() => members(schema, object),
        _ => format!("…{}", name(schema, id)),
    }
}

fn members(schema: &Schema, object: &Object) -> String {
    let mut parts: Vec<String> = object
        .members(schema)
        .map(|member| {
            let mark = if member.optional() { "?" } else { "" };
            format!("{}{mark}: {}", member.name(), name(schema, member.ty()))
        })
        .collect();
    if let Some(branches) = object.branches()
        && let Some(tag) = object.members(schema).nth(branches.tag_index())
    {
        let more = format!("…by {}", tag.name());
        parts.truncate(MOST - 1);
        parts.push(more);
    }
    join(parts, ", ")
}

fn join(mut parts: Vec<String>, separator: &str) -> String {
    if parts.len() > MOST {
        parts.truncate(MOST - 1);
        parts.push("…".to_owned());
    }
    parts.join(separator)
}
