//! The wire model for the shell: the members of an object by its tags, and types in words.
//!
//! Input: a schema, and the members of an object given so far. Output: the members that it may have,
//! the type of a member, types in words.

use std::collections::HashSet;
use std::ptr;

use qapi_client::introspect::Schema;
use qapi_client::introspect::info::{Body, ObjectInfo, ObjectMember, SchemaInfo, Text};
use qapi_client::introspect::walk::{Layers, alternatives};

use crate::given::{Map, Node};

/// Members that an object may have: its own, and those of the branches that its tags select.
pub struct Members<'s>(Layers<'s, 'static>);

impl<'s> Members<'s> {
    /// Returns the members, those of an object type before those of its branch.
    pub fn iter(&self) -> impl Iterator<Item = &'s ObjectMember<'static>> {
        self.0.members()
    }

    /// Returns the member of that name.
    pub fn get(&self, name: &str) -> Option<&'s ObjectMember<'static>> {
        self.iter().find(|member| member.name == name)
    }

    /// Returns the union whose tag is missing or selects no branch.
    pub fn undecided(&self) -> Option<&'s ObjectInfo<'static>> {
        self.0.undecided
    }
}

/// Returns the members of an object type; `tag` returns the values of its tags.
pub fn members<'s, 't>(
    schema: &'s Schema<'static>,
    info: &'s SchemaInfo<'static>,
    tag: impl Fn(&str) -> Option<&'t str>,
) -> Members<'s> {
    Members(Layers::of(schema, info, tag))
}

/// The branch of a union for that value of its tag.
pub fn branch<'s>(
    schema: &'s Schema<'static>,
    union: &'s ObjectInfo<'static>,
    case: &str,
) -> Option<&'s ObjectInfo<'static>> {
    let mut variants = union.variants.iter().flatten();
    let variant = variants.find(|variant| variant.case == case)?;
    object(schema.type_named(&variant.type_name)?)
}

/// The object type that it is, if it is one.
pub fn object<'s>(info: &'s SchemaInfo<'static>) -> Option<&'s ObjectInfo<'static>> {
    match &info.body {
        Body::Object(object) => Some(object),
        _ => None,
    }
}

/// The command of that name, with its arguments' type.
pub fn command<'s>(schema: &'s Schema<'static>, name: &str) -> Option<Command<'s>> {
    let info = schema.entity(name)?;
    let Body::Command {
        arg_type,
        allow_oob,
        ..
    } = &info.body
    else {
        return None;
    };
    Some(Command {
        info,
        arguments: schema.type_named(arg_type)?,
        oob: allow_oob.unwrap_or(false),
    })
}

/// A command of a schema.
pub struct Command<'s> {
    /// Its entity.
    pub info: &'s SchemaInfo<'static>,
    /// Its arguments' type.
    pub arguments: &'s SchemaInfo<'static>,
    /// True if it can be executed out of band.
    pub oob: bool,
}

/// A type in words, such as `str`, `[int]`, `on|off|auto`, `object`.
pub fn describe(schema: &Schema<'static>, info: &SchemaInfo<'static>) -> String {
    let (info, depth) = element(schema, info);
    let types = alternatives(schema, info);
    let mut words: Vec<_> = types.map(|t| describe_branch(schema, t)).collect();
    words.dedup();
    bracketed(&words.join(" or "), depth)
}

fn bracketed(text: &str, depth: usize) -> String {
    format!("{}{text}{}", "[".repeat(depth), "]".repeat(depth))
}

/// The type behind arrays, and the number of arrays.
pub fn element<'s>(
    schema: &'s Schema<'static>,
    mut info: &'s SchemaInfo<'static>,
) -> (&'s SchemaInfo<'static>, usize) {
    let mut depth = 0;
    // Chains of arrays end, as the schema promises.
    while let Body::Array { element_type } = &info.body {
        let Some(element) = schema.type_named(element_type) else {
            break;
        };
        (info, depth) = (element, depth + 1);
    }
    (info, depth)
}

/// Returns true for lists of alternates. As branches of an alternate, they are not looked into: an
/// answer may contain one in the other many thousand times.
pub fn is_list_of_alternates(schema: &Schema<'static>, info: &SchemaInfo<'static>) -> bool {
    let (element, depth) = element(schema, info);
    depth > 0 && matches!(element.body, Body::Alternate { .. })
}

/// A type that is no alternate in words; alternates in a list are not described further.
fn describe_branch(schema: &Schema<'static>, info: &SchemaInfo<'static>) -> String {
    match &info.body {
        Body::Builtin { .. } => info.name.to_string(),
        Body::Enum(values) => {
            let names: Vec<_> = values.iter().map(|(name, _)| name).collect();
            let listed = names.join("|");
            match listed.len() {
                0..=40 => listed,
                _ => format!("one of {} values", names.len()),
            }
        }
        Body::Array { .. } => {
            let (info, depth) = element(schema, info);
            bracketed(&describe_branch(schema, info), depth)
        }
        Body::Object(object) if object.tag.is_some() => "union".to_owned(),
        Body::Object(_) => "object".to_owned(),
        _ => info.meta_type().to_owned(),
    }
}

/// Describes the type that a value is expected to have.
pub fn expectation(schema: &Schema<'static>, info: &SchemaInfo<'static>) -> String {
    match &info.body {
        Body::Enum(_) => {
            format!("one of {}", describe(schema, info)).replacen("one of one of", "one of", 1)
        }
        Body::Builtin { .. } => match &*info.name {
            "str" => "a string".to_owned(),
            "int" | "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32"
            | "uint64" | "size" => "an integer".to_owned(),
            "bool" => "`true` or `false`".to_owned(),
            "number" => "a number".to_owned(),
            "null" => "`null`".to_owned(),
            other => other.to_owned(),
        },
        Body::Array { .. } => format!("a list {}", describe(schema, info)),
        Body::Object(_) => "an object".to_owned(),
        Body::Alternate { .. } => alternatives(schema, info)
            .map(|t| match &t.body {
                Body::Array { .. } => format!("a list {}", describe_branch(schema, t)),
                _ => expectation(schema, t),
            })
            .collect::<Vec<_>>()
            .join(" or "),
        _ => describe(schema, info),
    }
}

/// The features in brackets, those that warn first: ` (deprecated, unstable)`.
pub fn features(features: &[Text<'_>]) -> String {
    if features.is_empty() {
        return String::new();
    }
    let (mut grave, other): (Vec<_>, Vec<_>) = features
        .iter()
        .map(|f| &**f)
        .partition(|f| matches!(*f, "deprecated" | "unstable"));
    grave.extend(other);
    format!(" ({})", grave.join(", "))
}

/// The types and values behind a path.
pub struct Reached<'s, 'm> {
    /// The types that it may have, alternates taken apart.
    pub types: Vec<&'s SchemaInfo<'static>>,
    /// The values given for it.
    pub given: Option<&'m Map>,
}

impl<'s> Reached<'s, '_> {
    /// The members of an object type, as the given tags have them.
    pub fn members(
        &self,
        schema: &'s Schema<'static>,
        info: &'s SchemaInfo<'static>,
    ) -> Members<'s> {
        members(schema, info, |tag| self.given.and_then(|map| map.text(tag)))
    }
}

/// Goes from a type down the parts of a name, `given` telling the tags on the way.
pub fn descend<'s, 'm>(
    schema: &'s Schema<'static>,
    info: &'s SchemaInfo<'static>,
    given: &'m Map,
    path: &[String],
) -> Reached<'s, 'm> {
    let mut reached = Reached {
        types: alternatives(schema, info).collect(),
        given: Some(given),
    };
    for part in path {
        let step = |info: &&'s SchemaInfo<'static>| match &info.body {
            Body::Object(_) => {
                let member = reached.members(schema, info).get(part)?;
                schema.type_named(&member.type_name)
            }
            Body::Array { element_type } if part.bytes().all(|b| b.is_ascii_digit()) => {
                schema.type_named(element_type)
            }
            _ => None,
        };
        let types = reached.types.iter().filter_map(step);
        let mut seen = HashSet::new();
        let types = types
            .flat_map(|info| alternatives(schema, info))
            .filter(|info| seen.insert(ptr::from_ref(*info)))
            .collect();
        let given = match reached.given.and_then(|map| map.get(part)) {
            Some(Node::Map(map)) => Some(map),
            _ => None,
        };
        reached = Reached { types, given };
    }
    reached
}
