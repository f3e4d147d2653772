//! A recording as a wire model, for comparisons, queries and manuals.
//!
//! Each type is a command `KIND:NAME` (`device:virtio-blk-pci`), and each of its properties an
//! optional member of the arguments, with its default. So a driver that is gone is a removed command,
//! and a property of another type a changed argument. Integers have a type for each width.

use std::borrow::Cow;
use std::collections::BTreeSet;

use qapi_introspect::info::{Body, Json, ObjectInfo, ObjectMember};
use qapi_introspect::{Schema, SchemaError, SchemaInfo};

use super::{Kind, Property, Recording};

/// Return type of every command.
const NOTHING: &str = "nothing";

impl Recording {
    /// Returns the wire model.
    ///
    /// # Errors
    ///
    /// More types than a model can have.
    pub fn to_schema(&self) -> Result<Schema<'static>, SchemaError> {
        let mut infos = Vec::new();
        let mut used = BTreeSet::new();
        for (name, record) in &self.types {
            let kind = Kind::NAMES
                .iter()
                .find(|(kind, _)| Some(*kind) == record.kind);
            let (Some((_, kind)), Some(properties)) = (kind, self.properties(name)) else {
                continue;
            };
            let command = format!("{kind}:{name}");
            let arguments = format!("{command} properties");
            let member = |(name, property): (&str, &Property)| {
                let (type_name, json_type) = builtin(&property.type_name);
                used.insert((type_name, json_type));
                ObjectMember {
                    name: Cow::Owned(name.to_owned()),
                    type_name: Cow::Borrowed(type_name),
                    default: Some(property.default.clone().unwrap_or(Json::Null)),
                    ..ObjectMember::default()
                }
            };
            let members = properties.into_iter().map(member).collect();
            let body = Body::Command {
                arg_type: Cow::Owned(arguments.clone()),
                ret_type: Cow::Borrowed(NOTHING),
                allow_oob: None,
            };
            infos.push(SchemaInfo::new(command, body));
            let object = ObjectInfo {
                members,
                ..ObjectInfo::default()
            };
            infos.push(SchemaInfo::new(arguments, Body::Object(object)));
        }
        infos.push(SchemaInfo::new(
            NOTHING,
            Body::Object(ObjectInfo::default()),
        ));
        infos.extend(used.into_iter().map(|(name, json_type)| {
            let json_type = Cow::Borrowed(json_type);
            SchemaInfo::new(name, Body::Builtin { json_type })
        }));
        Schema::new(infos)
    }
}

/// The built-in type, and its JSON type, whose values a property takes.
fn builtin(type_name: &str) -> (&'static str, &'static str) {
    const INTEGERS: [&str; 9] = [
        "int16", "int32", "int64", "int8", "size", "uint16", "uint32", "uint64", "uint8",
    ];
    let plain = type_name.strip_suffix("_t").unwrap_or(type_name);
    let wide = if plain == "int" { "int64" } else { plain };
    if let Some(integer) = INTEGERS.iter().find(|name| **name == wide) {
        return (integer, "int");
    }
    let is_text = matches!(plain, "str" | "string")
        || plain.starts_with("link<")
        || plain.contains('|')
        || plain.starts_with(|c: char| c.is_ascii_uppercase());
    match plain {
        "bool" => ("bool", "boolean"),
        "double" | "number" => ("number", "number"),
        _ if is_text => ("str", "string"),
        _ => ("any", "value"),
    }
}
