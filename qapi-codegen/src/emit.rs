//! From the plan to tokens: one file a construct.

mod alternates;
mod commands;
mod docs;
mod enums;
mod events;
mod features;
mod records;
mod schema;
mod unions;

use proc_macro2::TokenStream;
use qapi_parser::ir::TypeKind;
use quote::quote;

use crate::plan::Plan;

/// The whole file: types in order of definition, commands, events.
pub(crate) fn file(plan: &Plan<'_>) -> TokenStream {
    let mut out = TokenStream::new();
    for (id, ty) in plan.schema.types() {
        let Some(ident) = plan.type_ident(id) else {
            continue;
        };
        out.extend(match ty.kind() {
            TypeKind::Enum(e) => enums::emit(plan, id, ident, e),
            TypeKind::Object(object) => unions::emit(plan, id, ident, object),
            TypeKind::Alternate(alternate) => alternates::emit(plan, id, ident, alternate),
            TypeKind::Builtin(_) | TypeKind::Array(_) => TokenStream::new(),
        });
    }
    out.extend(bridges(plan));
    out.extend(commands::emit(plan));
    out.extend(events::emit(plan));
    out.extend(features::emit(plan));
    out.extend(schema::emit(plan));
    out
}

/// What the runtime's macros implement, a line for all types of a kind.
fn bridges(plan: &Plan<'_>) -> TokenStream {
    let rt = &plan.rt;
    let mut out = TokenStream::new();
    let items = || {
        plan.schema
            .types()
            .filter_map(|(id, ty)| plan.type_ident(id).map(|name| (id, ty, name)))
    };
    type Want = fn(bool, crate::reach::Direction) -> bool;
    let macros: [(TokenStream, Want); 6] = [
        (quote!(__open_enums), |is_enum, d| is_enum && d.decode),
        (quote!(__closed_enums), |is_enum, d| is_enum && !d.decode),
        (quote!(__encode_enums), |is_enum, d| is_enum && d.encode),
        (quote!(__debug), |is_enum, d| !is_enum && d.encode),
        (quote!(__serialize), |_, d| d.encode),
        (quote!(__deserialize), |_, d| d.decode),
    ];
    for (name, want) in macros {
        let chosen: Vec<TokenStream> = items()
            .filter(|(id, ty, _)| want(matches!(ty.kind(), TypeKind::Enum(_)), plan.direction(*id)))
            .map(|(id, _, ident)| {
                let cfg = plan.type_cfg(id);
                quote!(#cfg #ident)
            })
            .collect();
        if !chosen.is_empty() {
            out.extend(quote!(#rt::#name! { #(#chosen)* }));
        }
    }
    out
}
