//! Releases that never were: a recorded answer with random changes, as a schema.

use std::borrow::Cow;

use qapi_codegen::schema_from_answer::schema_text;
use qapi_introspect::info::{
    AlternateMember, Body, EnumInfo, EnumMember, Json, ObjectInfo, ObjectMember, ObjectVariant,
};
use qapi_introspect::{Schema, SchemaInfo};

use super::instances::Random;

type Infos = Vec<SchemaInfo<'static>>;

/// Returns the text of a schema that answers like `answer` after `count` random changes.
pub fn mutated(answer: &Schema<'static>, count: usize, random: &mut Random) -> String {
    let mut answer = answer.clone();
    let mut done = 0;
    while done < count {
        let mut changed: Infos = answer.entities().cloned().collect();
        let kinds = Kinds::of(&changed);
        let name = format!("x-brand-new-{done}");
        while mutate(&mut changed, &kinds, &name, random).is_none() {}
        if let Ok(valid) = Schema::new(changed) {
            answer = valid;
            done += 1;
        }
    }
    integers(&schema_text(&answer), random)
}

/// Gives random ranges to some of the integers, which answers do not have.
fn integers(text: &str, random: &mut Random) -> String {
    let ranges = ["'int8'", "'uint32'", "'size'", "'uint64'", "'int'"];
    let mut parts = text.split("'int'");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let after = out.trim_end();
        // The name of a member or a type of a member: only that is a range.
        let range = if after.ends_with(':') || after.ends_with('[') {
            ranges[random.below(ranges.len() * 3).min(ranges.len() - 1)]
        } else {
            "'int'"
        };
        out.push_str(range);
        out.push_str(part);
    }
    out
}

/// Applies one change; None, and nothing is changed, if the chosen one does not fit.
fn mutate(infos: &mut Infos, kinds: &Kinds, name: &str, random: &mut Random) -> Option<()> {
    let at = random.below(infos.len());
    let own = infos[at].name.to_string();
    match &mut infos.get_mut(at)?.body {
        Body::Object(object) => of_object(object, name, kinds, random),
        Body::Enum(values) if random.below(2) == 0 => {
            add_value(values, name);
            Some(())
        }
        Body::Enum(values) => {
            let gone = remove_value(values, random)?;
            remove_branch(infos, &own, &gone);
            Some(())
        }
        Body::Alternate { members } => {
            // Any other alternative may not be told apart from those that are there.
            let type_name = Cow::Borrowed("null");
            members
                .iter()
                .all(|member| member.type_name != type_name)
                .then_some(())?;
            members.push(AlternateMember {
                type_name,
                ..AlternateMember::default()
            });
            Some(())
        }
        Body::Command { allow_oob, .. } if random.below(2) == 0 => {
            *allow_oob = match allow_oob {
                Some(true) => None,
                _ => Some(true),
            };
            Some(())
        }
        Body::Command { .. } | Body::Event { .. } => {
            infos.remove(at);
            Some(())
        }
        _ => None,
    }
}

/// The names of types by their kind.
struct Kinds {
    enums: Vec<Name>,
    structs: Vec<Name>,
    arrays: Vec<Name>,
    empty: Vec<Name>,
}

type Name = Cow<'static, str>;

impl Kinds {
    fn of(infos: &Infos) -> Self {
        let named = |wanted: fn(&Body<'_>) -> bool| {
            let all = infos.iter().filter(|info| wanted(&info.body));
            all.map(|info| info.name.clone()).collect()
        };
        Kinds {
            enums: named(|body| matches!(body, Body::Enum(_))),
            structs: named(|body| {
                matches!(body, Body::Object(object)
                    if object.tag.is_none() && !object.members.is_empty())
            }),
            empty: named(|body| {
                matches!(body, Body::Object(object)
                    if object.tag.is_none() && object.members.is_empty())
            }),
            arrays: named(|body| matches!(body, Body::Array { .. })),
        }
    }

    /// Any type but a union: two at one place may have different discriminators, a conflict.
    fn any(&self, random: &mut Random) -> Option<Name> {
        let builtin = ["str", "int", "bool", "number", "null"];
        let from = |list: &[Name], random: &mut Random| list.get(random.below(list.len())).cloned();
        match random.below(8) {
            0 => from(&self.enums, random),
            1 => from(&self.structs, random),
            2 => from(&self.arrays, random),
            _ => builtin
                .get(random.below(builtin.len()))
                .map(|name| (*name).into()),
        }
    }
}

fn of_object(
    object: &mut ObjectInfo<'static>,
    name: &str,
    kinds: &Kinds,
    random: &mut Random,
) -> Option<()> {
    let tag = object.tag.clone();
    let at = random.below(object.members.len().max(1));
    let is_tag = object
        .members
        .get(at)
        .is_some_and(|m| Some(&m.name) == tag.as_ref());
    match random.below(7) {
        0 if !is_tag => {
            object.members.get(at)?;
            object.members.remove(at);
        }
        1 => object.members.push(ObjectMember {
            name: Cow::Owned(name.to_owned()),
            type_name: kinds.any(random)?,
            default: (random.below(2) == 0).then_some(Json::Null),
            ..ObjectMember::default()
        }),
        2 if !is_tag => {
            let member = object.members.get_mut(at)?;
            member.default = match member.default {
                Some(_) => None,
                None => Some(Json::Null),
            };
        }
        3 | 4 if !is_tag => object.members.get_mut(at)?.type_name = kinds.any(random)?,
        // A union becomes a struct.
        5 => {
            object.tag.take()?;
            object.variants = None;
        }
        6 => {
            let variants = object.variants.as_mut()?;
            let variant = random.below(variants.len());
            let variant = variants.get_mut(variant)?;
            variant.type_name = kinds.empty.first()?.clone();
        }
        _ => return None,
    }
    Some(())
}

fn add_value(values: &mut EnumInfo<'static>, name: &str) {
    let name: Cow<'static, str> = Cow::Owned(name.to_owned());
    if let Some(members) = &mut values.members {
        members.push(EnumMember {
            name: name.clone(),
            ..EnumMember::default()
        });
    }
    if let Some(values) = &mut values.values {
        values.push(name);
    }
}

fn remove_value(values: &mut EnumInfo<'static>, random: &mut Random) -> Option<String> {
    let names: Vec<String> = values.iter().map(|(name, _)| name.to_owned()).collect();
    let gone = names.get(random.below(names.len()))?;
    if names.len() < 2 {
        return None;
    }
    if let Some(members) = &mut values.members {
        members.retain(|member| member.name != *gone);
    }
    if let Some(values) = &mut values.values {
        values.retain(|value| value != gone);
    }
    Some(gone.clone())
}

/// Removes the branch of that value from the unions whose discriminator has the enumeration.
fn remove_branch(infos: &mut Infos, enumeration: &str, value: &str) {
    for info in infos {
        let Body::Object(ObjectInfo {
            members,
            tag: Some(tag),
            variants: Some(variants),
        }) = &mut info.body
        else {
            continue;
        };
        let mut tags = members.iter().filter(|member| member.name == *tag);
        if tags.any(|member| member.type_name == enumeration) {
            variants.retain(|variant: &ObjectVariant<'_>| variant.case != value);
        }
    }
}
