//! Functions of structs that set what `new` leaves out.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use crate::items::{Attributes, Function, Parameter};
use crate::plan::{Field, Plan};

/// The setter of an optional member.
pub(super) fn setter(field: &Field<'_>) -> Function {
    let Field { ident, member, .. } = field;
    let value = format_ident!("value");
    let (ty, given) = field.parameter(&value);
    Function {
        attributes: Attributes::of(&field.cfg)
            .and(docs::attribute(&format!("Sets `{}`.", member.name())))
            .deprecated(docs::is_deprecated(member.features()))
            .and(quote!(#[inline] #[must_use])),
        name: field.setter.clone(),
        receiver: quote!(mut self),
        parameters: vec![Parameter {
            attributes: Attributes::default(),
            name: value,
            ty,
        }],
        result: Some(quote!(Self)),
        body: quote!(self.#ident = ::core::option::Option::Some(#given); self),
    }
}

/// The function that adds an open argument, or a kept member.
pub(super) fn extra(plan: &Plan<'_>, extra: &Ident, kept: bool) -> Function {
    let rt = &plan.rt;
    let into = |name, ty: TokenStream| Parameter {
        attributes: Attributes::default(),
        name: format_ident!("{name}"),
        ty: quote!(impl ::core::convert::Into<#ty>),
    };
    let added = if kept { "a member" } else { "an argument" };
    let doc = docs::attribute(&format!("Adds {added} beyond those that the schema lists."));
    Function {
        attributes: Attributes::default().and(doc).and(quote!(#[must_use])),
        name: extra.clone(),
        receiver: quote!(mut self),
        parameters: vec![
            into("name", quote!(::std::string::String)),
            into("value", quote!(#rt::wire::Value)),
        ],
        result: Some(quote!(Self)),
        body: quote!(self.#extra.insert(name.into(), value.into()); self),
    }
}
