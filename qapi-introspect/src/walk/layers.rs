//! The types that a value selects: branches of a union by its tags, an alternate's type by the kind.
//!
//! Input: a type and a value's tag or [`Kind`]. Output: the types that apply.
//!
//! Invariant: time is linear in the types met, whatever the model claims.

use std::collections::HashSet;

use super::Kind;
use crate::info::{Body, ObjectInfo, ObjectMember, SchemaInfo};
use crate::schema::Schema;

/// The object types whose members may stand in an object: its own, then the branch that its tag
/// selects, then that one's branch, and so on.
#[derive(Clone, Debug)]
pub struct Layers<'w, 's> {
    /// The types, the outermost first, each branch with its tag's value.
    pub layers: Vec<(Option<&'w str>, &'w SchemaInfo<'s>)>,
    /// The union whose tag is missing or selects no branch.
    pub undecided: Option<&'w ObjectInfo<'s>>,
}

impl<'w, 's> Layers<'w, 's> {
    /// Finds the layers of an object of type `info`; `tag` returns the value of a tag, by its name.
    pub fn of<'t>(
        schema: &'w Schema<'s>,
        info: &'w SchemaInfo<'s>,
        tag: impl Fn(&str) -> Option<&'t str>,
    ) -> Self {
        let mut layers = vec![(None, info)];
        let mut undecided = None;
        while let Some((_, info)) = layers.last()
            && let Body::Object(object) = &info.body
            && let (Some(name), Some(variants)) = (&object.tag, &object.variants)
        {
            let case = tag(name);
            let variant = variants.iter().find(|v| Some(&*v.case) == case);
            let branch = variant.and_then(|v| Some((&*v.case, schema.type_named(&v.type_name)?)));
            let Some((case, branch)) = branch else {
                undecided = Some(object);
                break;
            };
            // A branch that contains itself as its branch is nonsense, but not worth a hang.
            if layers.iter().any(|(_, seen)| std::ptr::eq(*seen, branch)) {
                break;
            }
            layers.push((Some(case), branch));
        }
        Layers { layers, undecided }
    }

    /// The members, those of a type before those of its branch.
    pub fn members(&self) -> impl Iterator<Item = &'w ObjectMember<'s>> {
        self.layers.iter().flat_map(|(_, info)| members(info))
    }
}

pub(super) fn members<'w, 's>(info: &'w SchemaInfo<'s>) -> &'w [ObjectMember<'s>] {
    match &info.body {
        Body::Object(object) => &object.members,
        _ => &[],
    }
}

/// Reports that a value of that kind can be of the type. Objects and arrays are not looked into.
pub fn takes(info: &SchemaInfo<'_>, kind: Kind<'_>) -> bool {
    match (&info.body, kind) {
        (Body::Builtin { json_type }, kind) => match &**json_type {
            "string" => matches!(kind, Kind::String(_)),
            "int" => kind == Kind::Int,
            "number" => matches!(kind, Kind::Int | Kind::Float),
            "boolean" => kind == Kind::Bool,
            "null" => kind == Kind::Null,
            _ => true,
        },
        (Body::Enum(_), kind) => matches!(kind, Kind::String(_)),
        (Body::Array { .. }, kind) => kind == Kind::Array,
        (Body::Object(_), kind) => kind == Kind::Object,
        _ => true,
    }
}

/// Lists the types that a value of an alternate can have, in order, each once; for another type, only
/// itself.
pub fn alternatives<'w, 's>(
    schema: &'w Schema<'s>,
    info: &'w SchemaInfo<'s>,
) -> impl Iterator<Item = &'w SchemaInfo<'s>> {
    // QAPI has no alternates within alternates; an answer may, even in a circle.
    let mut seen = HashSet::new();
    let mut todo = vec![info];
    std::iter::from_fn(move || {
        while let Some(info) = todo.pop() {
            if !seen.insert(std::ptr::from_ref(info)) {
                continue;
            }
            match &info.body {
                Body::Alternate { members } => {
                    let names = members.iter().rev().map(|member| &member.type_name);
                    todo.extend(names.filter_map(|name| schema.type_named(name)));
                }
                _ => return Some(info),
            }
        }
        None
    })
}

/// Returns the type of an alternate that a value of that kind selects.
pub fn alternative<'w, 's>(
    schema: &'w Schema<'s>,
    alternate: &'w SchemaInfo<'s>,
    kind: Kind<'_>,
) -> Option<&'w SchemaInfo<'s>> {
    alternatives(schema, alternate).find(|info| takes(info, kind))
}
