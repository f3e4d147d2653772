//! Definitions as written: without implicit types, each with all its parts.

use crate::ir::{
    Branch, Command, Cond, Doc, DocId, Event, Feature, Member, Object, Schema, Type, TypeId,
    TypeKind,
};
use crate::source::Span;

/// A definition.
pub(super) struct Definition<'s> {
    pub(super) name: &'s str,
    /// The key of its kind.
    pub(super) meta: &'static str,
    pub(super) head: Span,
    pub(super) cond: Option<&'s Cond>,
    pub(super) features: &'s [Feature],
    pub(super) doc: Option<&'s Doc>,
    pub(super) parts: Vec<Part<'s>>,
}

/// The role of a part in its definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A member, of an inline base too, or an argument.
    Member,
    /// An enum's value.
    Value,
    /// An alternate's branch.
    Alternative,
    /// A union's branch.
    Branch,
    /// The base's name.
    Base,
    /// The name of the type of a command's or event's data.
    Data,
    /// A command's return type.
    Returns,
}

/// A part of a definition.
pub(super) struct Part<'s> {
    pub(super) role: Role,
    /// Its name, for those that have one.
    pub(super) name: &'s str,
    pub(super) span: Span,
    pub(super) ty: Option<TypeId>,
    pub(super) cond: Option<&'s Cond>,
    pub(super) features: &'s [Feature],
    /// For a union's branch, the condition of the discriminator's value.
    pub(super) value_cond: Option<&'s Cond>,
}

impl Part<'_> {
    /// Describes it in messages.
    pub(super) fn describe(&self) -> String {
        match self.role {
            Role::Member => format!("member '{}'", self.name),
            Role::Value => format!("value '{}'", self.name),
            Role::Alternative | Role::Branch => format!("branch '{}'", self.name),
            Role::Base => "'base'".to_owned(),
            Role::Data => "'data'".to_owned(),
            Role::Returns => "'returns'".to_owned(),
        }
    }
}

/// Returns true for an object that is made for inline members.
fn is_inline(ty: &Type) -> bool {
    ty.is_implicit() && matches!(ty.kind(), TypeKind::Object(_))
}

/// Iterates over all definitions of a schema: types, then commands, then events.
pub(super) fn definitions(schema: &Schema) -> impl Iterator<Item = Definition<'_>> {
    let types = schema.types().filter_map(|(_, ty)| of_type(schema, ty));
    let commands = schema.commands().filter_map(|(_, c)| of_command(schema, c));
    let events = schema.events().filter_map(|(_, e)| of_event(schema, e));
    types.chain(commands).chain(events)
}

fn doc(schema: &Schema, id: Option<DocId>) -> Option<&Doc> {
    id.map(|id| schema.doc(id))
}

fn of_type<'s>(schema: &'s Schema, ty: &'s Type) -> Option<Definition<'s>> {
    if ty.is_implicit() {
        return None;
    }
    let head = ty.head()?;
    let mut parts = Vec::new();
    let meta = match ty.kind() {
        TypeKind::Enum(e) => {
            parts.extend(e.values().iter().map(|v| Part {
                role: Role::Value,
                name: v.name(),
                span: v.span().unwrap_or(head),
                ty: None,
                cond: v.cond(),
                features: v.features(),
                value_cond: None,
            }));
            "enum"
        }
        TypeKind::Object(object) => {
            object_parts(schema, object, head, &mut parts);
            if object.branches().is_some() {
                "union"
            } else {
                "struct"
            }
        }
        TypeKind::Alternate(alternate) => {
            let alternatives = alternate.alternatives().iter();
            parts.extend(alternatives.filter_map(|b| branch(Role::Alternative, b)));
            "alternate"
        }
        TypeKind::Builtin(_) | TypeKind::Array(_) => return None,
    };
    Some(Definition {
        name: ty.name(),
        meta,
        head,
        cond: ty.cond(),
        features: ty.features(),
        doc: doc(schema, ty.doc()),
        parts,
    })
}

fn object_parts<'s>(schema: &'s Schema, object: &'s Object, head: Span, parts: &mut Vec<Part<'s>>) {
    if let Some(base) = object.base() {
        named_or_inline(schema, Role::Base, base, head, parts);
    }
    let Some(branches) = object.branches() else {
        return members(object.local_members(), head, parts);
    };
    let tag = object.members(schema).nth(branches.tag_index());
    let values = tag.map(|m| schema.ty(m.ty()).kind());
    for written in branches.branches() {
        let Some(mut part) = branch(Role::Branch, written) else {
            continue;
        };
        if branches.is_simple() {
            // The definition names the wrapped type.
            if let TypeKind::Object(wrapper) = schema.ty(written.ty()).kind() {
                part.ty = wrapper.local_members().first().map(Member::ty);
            }
        }
        parts.push(part);
    }
    if let Some(TypeKind::Enum(e)) = values {
        let conds: foldhash::HashMap<&str, Option<&Cond>> =
            e.values().iter().map(|v| (v.name(), v.cond())).collect();
        for part in parts.iter_mut().filter(|p| p.role == Role::Branch) {
            part.value_cond = conds.get(part.name).copied().flatten();
        }
    }
}

fn members<'s>(members: &'s [Member], head: Span, parts: &mut Vec<Part<'s>>) {
    parts.extend(members.iter().map(|m| Part {
        role: Role::Member,
        name: m.name(),
        span: m.span().unwrap_or(head),
        ty: Some(m.ty()),
        cond: m.cond(),
        features: m.features(),
        value_cond: None,
    }));
}

/// Returns None for a branch that the definition does not list.
fn branch(role: Role, branch: &Branch) -> Option<Part<'_>> {
    Some(Part {
        role,
        name: branch.name(),
        span: branch.span()?,
        ty: Some(branch.ty()),
        cond: branch.cond(),
        features: &[],
        value_cond: None,
    })
}

fn named_or_inline<'s>(
    schema: &'s Schema,
    role: Role,
    id: TypeId,
    head: Span,
    parts: &mut Vec<Part<'s>>,
) {
    let ty = schema.ty(id);
    match ty.kind() {
        TypeKind::Object(object) if is_inline(ty) => members(object.local_members(), head, parts),
        _ => parts.push(Part {
            role,
            name: "",
            span: head,
            ty: Some(id),
            cond: None,
            features: &[],
            value_cond: None,
        }),
    }
}

fn of_command<'s>(schema: &'s Schema, command: &'s Command) -> Option<Definition<'s>> {
    let head = command.head()?;
    let mut parts = Vec::new();
    for (role, id) in [(Role::Data, command.arg()), (Role::Returns, command.ret())] {
        if let Some(id) = id {
            named_or_inline(schema, role, id, head, &mut parts);
        }
    }
    Some(Definition {
        name: command.name(),
        meta: "command",
        head,
        cond: command.cond(),
        features: command.features(),
        doc: doc(schema, command.doc()),
        parts,
    })
}

fn of_event<'s>(schema: &'s Schema, event: &'s Event) -> Option<Definition<'s>> {
    let head = event.head()?;
    let mut parts = Vec::new();
    if let Some(id) = event.arg() {
        named_or_inline(schema, Role::Data, id, head, &mut parts);
    }
    Some(Definition {
        name: event.name(),
        meta: "event",
        head,
        cond: event.cond(),
        features: event.features(),
        doc: doc(schema, event.doc()),
        parts,
    })
}
