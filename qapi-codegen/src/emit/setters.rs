//! Functions of structs that set their members.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use crate::items::{Attributes, Function, Parameter};
use crate::plan::{Field, Plan};

/// The setter of a member. A required argument has one too: programs that use it compile with a
/// release in which the argument is optional.
pub(super) fn setter(field: &Field<'_>) -> Function {
    let Field { ident, member, .. } = field;
    let (ty, given) = field.parameter(&format_ident!("value"));
    let given = match field.optional {
        true => quote!(::core::option::Option::Some(#given)),
        false => given,
    };
    Function {
        attributes: Attributes::of(&field.cfg)
            .doc(format!("Sets `{}`.", member.name()))
            .deprecated(docs::is_deprecated(member.features()))
            .and(quote!(#[inline] #[must_use])),
        name: field.setter.clone(),
        receiver: quote!(mut self),
        parameters: vec![Parameter::new("value", ty)],
        result: Some(quote!(Self)),
        body: quote!(self.#ident = #given; self),
    }
}

/// The function that keeps a member that the schema does not list.
pub(super) fn kept(plan: &Plan<'_>, field: &Ident) -> Function {
    let rt = &plan.rt;
    let doc = "Adds a member beyond those that the schema lists.";
    let value = quote!(impl ::core::convert::Into<#rt::wire::Value>);
    let body = quote!(self.#field.insert(name.into(), value.into()););
    adding(
        field.clone(),
        doc,
        vec![name(), Parameter::new("value", value)],
        body,
    )
}

/// The functions that add open arguments: one, one that may be absent, and those of an object, such
/// as a reply. `taken` are the names of the setters.
pub(super) fn open(plan: &Plan<'_>, field: &Ident, taken: &[&Ident]) -> [Function; 3] {
    let rt = &plan.rt;
    let value = quote!(impl ::core::convert::Into<#rt::wire::Value>);
    let free = |suffix: &str| {
        let mut name = format_ident!("{field}{suffix}");
        while taken.contains(&&name) {
            name = format_ident!("{name}_");
        }
        name
    };
    let maybe = quote!(::core::option::Option<#value>);
    let object = quote!(&impl #rt::wire::Encode);
    let insert = quote!(self.#field.insert(name.into(), value.into()););
    [
        adding(
            field.clone(),
            "Adds an argument beyond those that the schema lists.",
            vec![name(), Parameter::new("value", value)],
            insert.clone(),
        ),
        adding(
            free("_opt"),
            "Adds an argument if it has a value.",
            vec![name(), Parameter::new("value", maybe)],
            quote!(if let ::core::option::Option::Some(value) = value { #insert }),
        ),
        adding(
            free("s"),
            "Adds the members of an object as arguments, such as those of a reply.",
            vec![Parameter::new("object", object)],
            quote!(#rt::wire::extend(&mut self.#field, object);),
        ),
    ]
}

/// The name of an argument or member.
fn name() -> Parameter {
    Parameter::new(
        "name",
        quote!(impl ::core::convert::Into<::std::string::String>),
    )
}

fn adding(name: Ident, doc: &str, parameters: Vec<Parameter>, body: TokenStream) -> Function {
    Function {
        attributes: Attributes::default().doc(doc).and(quote!(#[must_use])),
        name,
        receiver: quote!(mut self),
        parameters,
        result: Some(quote!(Self)),
        body: quote!(#body self),
    }
}
