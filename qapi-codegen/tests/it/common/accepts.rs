//! A strict reader of values by the IR: the rules that generated types follow, and no unknown member.

use qapi_parser::ir::{Builtin, Object, Schema, TypeId, TypeKind};
use serde_json::{Map, Value};

/// Says where `value` is not of the type, if it is not.
pub fn refusal(schema: &Schema, id: TypeId, value: &Value) -> Option<String> {
    match (schema.ty(id).kind(), value) {
        (TypeKind::Builtin(builtin), value) => {
            let fine = builtin_accepts(*builtin, value);
            (!fine).then(|| format!(": {value} is no {}", schema.ty(id).name()))
        }
        (TypeKind::Enum(e), Value::String(text)) => {
            let known = e.values().iter().any(|v| v.name() == text);
            (!known && !e.is_open()).then(|| format!(": no value {text}"))
        }
        (TypeKind::Array(array), Value::Array(values)) => {
            let mut values = values.iter().enumerate();
            values.find_map(|(index, value)| {
                let refusal = refusal(schema, array.element(), value)?;
                Some(format!("[{index}]{refusal}"))
            })
        }
        (TypeKind::Object(object), Value::Object(members)) => {
            let mut rest = members.clone();
            let refusal = object_refusal(schema, object, members, &mut rest);
            let left = || Some(format!(".{}: unknown member", rest.keys().next()?));
            refusal.or_else(left)
        }
        (TypeKind::Alternate(alternate), value) => {
            let refusals = alternate.alternatives().iter();
            let refusals: Option<Vec<String>> =
                refusals.map(|a| refusal(schema, a.ty(), value)).collect();
            refusals.map(|all| format!(" (no alternative){}", all.concat()))
        }
        (_, value) => Some(format!(": {value} is no {}", schema.ty(id).name())),
    }
}

fn object_refusal(
    schema: &Schema,
    object: &Object,
    members: &Map<String, Value>,
    rest: &mut Map<String, Value>,
) -> Option<String> {
    for member in object.members(schema) {
        let found = rest.remove(member.name());
        match found {
            Some(value) => {
                if let Some(refusal) = refusal(schema, member.ty(), &value) {
                    return Some(format!(".{}{refusal}", member.name()));
                }
            }
            None if member.optional() => {}
            // No valid schema has a branch that lists a common member.
            None => return Some(format!(".{}: missing", member.name())),
        }
    }
    let branches = object.branches()?;
    let tag = object.members(schema).nth(branches.tag_index())?;
    let tag = members.get(tag.name())?.as_str()?;
    let branch = branches.branches().iter().find(|b| b.name() == tag);
    let Some(branch) = branch else {
        // An open tag: the other members are kept as they are.
        rest.clear();
        return None;
    };
    match schema.ty(branch.ty()).kind() {
        TypeKind::Object(object) => object_refusal(schema, object, members, rest),
        _ => None,
    }
}

fn builtin_accepts(builtin: Builtin, value: &Value) -> bool {
    let within = |min: i128, max: i128| {
        let int = value.as_i64().map(i128::from);
        let int = int.or(value.as_u64().map(i128::from));
        int.is_some_and(|int| (min..=max).contains(&int))
    };
    match builtin {
        Builtin::Any => true,
        Builtin::Null => value.is_null(),
        Builtin::Bool => value.is_boolean(),
        Builtin::Str => value.is_string(),
        Builtin::Number => value.is_number(),
        Builtin::Int8 => within(i8::MIN.into(), i8::MAX.into()),
        Builtin::Int16 => within(i16::MIN.into(), i16::MAX.into()),
        Builtin::Int32 => within(i32::MIN.into(), i32::MAX.into()),
        Builtin::Int | Builtin::Int64 => within(i64::MIN.into(), i64::MAX.into()),
        Builtin::Uint8 => within(0, u8::MAX.into()),
        Builtin::Uint16 => within(0, u16::MAX.into()),
        Builtin::Uint32 => within(0, u32::MAX.into()),
        Builtin::Uint64 | Builtin::Size => within(0, u64::MAX.into()),
        Builtin::Integer => within(i64::MIN.into(), u64::MAX.into()),
    }
}
