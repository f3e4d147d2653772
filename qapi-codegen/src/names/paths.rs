//! The paths by which options name things: `Type`, `Type.member`, `Type.value`, `command`,
//! `command.member`, `EVENT`, `EVENT.member`, all in the schema's spelling, and `Union-Branch` for
//! the enum that is made of a union's branches.

use qapi_introspect::nearest;
use qapi_parser::ir::{Schema, TypeId, TypeKind};

/// The path by which options name the parts of each type: the type's name, or for inline members
/// the name of the definition that contains them. None for types without parts to name.
pub(crate) fn owners(schema: &Schema) -> Vec<Option<String>> {
    let mut paths: Vec<Option<String>> = schema
        .types()
        .map(|(_, ty)| match ty.kind() {
            TypeKind::Array(_) => None,
            _ if ty.is_implicit() && matches!(ty.kind(), TypeKind::Object(_)) => None,
            _ => Some(ty.name().to_owned()),
        })
        .collect();
    let mut claim = |id: Option<TypeId>, name: &str| {
        if let Some(path) = id.and_then(|id| paths.get_mut(id.index())) {
            path.get_or_insert_with(|| name.to_owned());
        }
    };
    for (_, command) in schema.commands() {
        claim(command.arg(), command.name());
    }
    for (_, event) in schema.events() {
        claim(event.arg(), event.name());
    }
    for (_, ty) in schema.types() {
        if let TypeKind::Object(object) = ty.kind() {
            claim(object.base(), ty.name());
        }
    }
    paths
}

/// Every path of a schema, with the kind of its item; in order of definition, types first.
pub(crate) fn all(schema: &Schema) -> Vec<(String, What)> {
    let owners = owners(schema);
    let mut all = Vec::new();
    for (id, ty) in schema.types() {
        let owner = owners.get(id.index()).and_then(Option::as_deref);
        let (Some(owner), false) = (owner, matches!(ty.kind(), TypeKind::Array(_))) else {
            continue;
        };
        if owner == ty.name() {
            all.push((owner.to_owned(), What::Definition));
        }
        match ty.kind() {
            TypeKind::Enum(e) => {
                all.extend(
                    e.values()
                        .iter()
                        .map(|v| (format!("{owner}.{}", v.name()), What::Value)),
                );
            }
            TypeKind::Alternate(a) => {
                let alternatives = a.alternatives().iter();
                all.extend(alternatives.map(|b| (format!("{owner}.{}", b.name()), What::Value)));
            }
            TypeKind::Object(object) => {
                if object.branches().is_some() {
                    all.push((format!("{owner}-Branch"), What::Definition));
                }
                let members = object.members(schema);
                all.extend(members.map(|m| {
                    let lister = owners.get(m.owner().index()).and_then(Option::as_deref);
                    let own = m.owner() == id || lister == Some(owner);
                    let what = if own { What::Member } else { What::Inherited };
                    (format!("{owner}.{}", m.name()), what)
                }));
            }
            TypeKind::Array(_) | TypeKind::Builtin(_) => {}
        }
    }
    all.extend(
        schema
            .commands()
            .map(|(_, c)| (c.name().to_owned(), What::Definition)),
    );
    all.extend(
        schema
            .events()
            .map(|(_, e)| (e.name().to_owned(), What::Definition)),
    );
    all
}

/// The kind of item that a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A type, command or event.
    Definition,
    /// A member of an object that lists it itself.
    Member,
    /// A member of an object that one of its bases lists. It can have a name of its own, but all
    /// else it has from there.
    Inherited,
    /// A value of an enum or an alternative of an alternate.
    Value,
}

/// The path most like `path` that is not `path` itself: a part of the same definition, if there is
/// such a definition.
pub(crate) fn nearest(path: &str, known: &[(String, What)]) -> Option<String> {
    let known = known.iter().map(|(path, _)| path.as_str());
    let known = known.filter(|known| *known != path);
    let dot = path.rfind('.').map_or(0, |dot| dot + 1);
    let (owner, part) = path.split_at(dot);
    let parts = known.clone().filter_map(|known| known.strip_prefix(owner));
    let part = nearest::nearest(part, parts).map(|part| format!("{owner}{part}"));
    part.or_else(|| nearest::nearest(path, known).map(str::to_owned))
}
