//! Structs of required members, which callers give by name where they could mix them up by place.
//!
//! Input: a struct. Output: the struct of its required members, if two booleans, or more than two
//! booleans or numbers, follow one another among them.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{Builtin, TypeId, TypeKind};

use super::records::Record;
use crate::items::Item;
use crate::plan::{Field, Plan};

/// A value that looks like another in a call.
#[derive(Clone, Copy, PartialEq)]
enum Alike {
    Bool,
    Number,
}

fn alike(plan: &Plan<'_>, field: &Field<'_>) -> Option<Alike> {
    if field.foreign {
        return None;
    }
    match plan.schema.ty(field.member.ty()).kind() {
        TypeKind::Builtin(Builtin::Bool) => Some(Alike::Bool),
        TypeKind::Builtin(Builtin::Str | Builtin::Any | Builtin::Null) => None,
        TypeKind::Builtin(_) => Some(Alike::Number),
        _ => None,
    }
}

/// The name of the struct of required members, if callers could mix those up by place.
pub(super) fn of<'p>(
    plan: &Plan<'_>,
    fields: &[Field<'_>],
    name: Option<&'p Ident>,
) -> Option<&'p Ident> {
    let required = fields.iter().filter(|field| !field.optional);
    let kinds: Vec<_> = required.map(|field| alike(plan, field)).collect();
    let same = |pair: &[Option<Alike>]| pair == [Some(Alike::Bool); 2];
    let mixed = |run: &[Option<Alike>]| run.iter().all(Option::is_some);
    name.filter(|_| kinds.windows(2).any(same) || kinds.windows(3).any(mixed))
}

/// The name of the struct of a type's required members, if its code has one.
pub(super) fn of_type<'p>(plan: &'p Plan<'_>, id: TypeId) -> Option<&'p Ident> {
    let TypeKind::Object(object) = plan.schema.ty(id).kind() else {
        return None;
    };
    if !plan.direction(id).encode {
        return None;
    }
    let fields = plan.fields(id, object, plan.at(id));
    of(plan, &fields, plan.custom.names.required(id))
}

/// The struct of required members with its impls, if there is one.
pub(super) fn emit(record: &Record<'_>, plan: &Plan<'_>) -> Vec<Item> {
    let Some(name) = record.required else {
        return Vec::new();
    };
    let all = record.name;
    let required = record.fields.iter().filter(|field| !field.optional);
    let members = Record {
        name,
        cfg: record.cfg.clone(),
        docs: format!("The required members of [`{all}`]."),
        attributes: &[],
        doc: record.doc,
        fields: required.cloned().collect(),
        tag: record.tag.clone(),
        required: None,
        path: TokenStream::new(),
        open: None,
        kept: false,
        inline: false,
        at: record.at,
        direction: record.direction,
        deprecated: record.deprecated,
    };
    let impls = [members.clone(), members.debug(plan)].map(Item::Impl);
    [Item::Struct(members.define(plan))]
        .into_iter()
        .chain(impls)
        .collect()
}
