//! Functions of commands and events whose data is a named type: they are structs around it.
//!
//! Input: the type. Output: `new` as the type has it, and conversions from everything that converts
//! into the type.

use proc_macro2::TokenStream;
use qapi_parser::ir::{Object, TypeId, TypeKind};
use quote::{format_ident, quote};

use super::commands::Item;
use super::records::{Record, Tag};
use super::{required, unions};
use crate::items::{Attributes, Function, Impl, Parameter};
use crate::plan::{At, Plan};

impl Item<'_> {
    /// The impls by which callers make the struct around `arg`.
    pub(super) fn constructors(
        &self,
        plan: &Plan<'_>,
        arg: TypeId,
        outer: &Attributes,
    ) -> Vec<Impl> {
        let ty = plan.ty(arg, At::Module);
        vec![
            self.functions(plan, arg, &ty),
            self.conversion(plan, arg, outer.clone(), &ty),
        ]
    }

    /// `From` of the type. Whatever determines a branch converts, too.
    fn conversion(
        &self,
        plan: &Plan<'_>,
        arg: TypeId,
        outer: Attributes,
        ty: &TokenStream,
    ) -> Impl {
        let generic =
            unions::converts(plan, arg) && plan.custom.is_local(plan.schema.ty(arg).name());
        let (what, bound, value) = match generic {
            true => (
                quote!(T),
                quote!(<T: ::core::convert::Into<#ty>>),
                quote!(value.into()),
            ),
            false => (ty.clone(), quote!(), quote!(value)),
        };
        let body = quote! {
            #[inline]
            fn from(value: #what) -> Self { Self(#value) }
        };
        let of_trait = quote!(::core::convert::From<#what>);
        Impl::of_trait(outer, of_trait, self.name, body).generic(bound)
    }

    fn functions(&self, plan: &Plan<'_>, arg: TypeId, ty: &TokenStream) -> Impl {
        let object = match plan.schema.ty(arg).kind() {
            TypeKind::Object(object) if !plan.custom.is_foreign(plan.schema.ty(arg).name()) => {
                Some(object)
            }
            _ => None,
        };
        let record = self.inner(plan, arg, object);
        let new = match object {
            Some(_) if !unions::converts(plan, arg) => new_of_members(&record, ty),
            _ => new_of_whole(ty),
        };
        record.functions(plan, vec![new])
    }

    /// The struct that this one is around.
    fn inner<'p>(
        &'p self,
        plan: &'p Plan<'_>,
        arg: TypeId,
        object: Option<&'p Object>,
    ) -> Record<'p> {
        let fields = object.map_or_else(Vec::new, |object| plan.fields(arg, object, At::Module));
        Record {
            name: self.name,
            cfg: self.cfg.clone(),
            docs: String::new(),
            attributes: &[],
            doc: None,
            required: required::of(plan, &fields, plan.custom.names.required(arg)),
            path: quote!(super::),
            fields,
            tag: object.and_then(|object| Tag::of(plan, arg, object)),
            open: None,
            kept: false,
            inline: false,
            at: At::Module,
            direction: self.direction,
            deprecated: self.deprecated,
        }
    }
}

/// `new` with the type's required members.
fn new_of_members(record: &Record<'_>, ty: &TokenStream) -> Function {
    let parameters = record.parameters();
    let given = parameters.iter().map(Parameter::passed_on);
    if !parameters.is_empty() {
        return record.constructor(quote!(Self(<#ty>::new(#(#given),*))));
    }
    // A type without members has no `new`.
    let mut new = record.constructor(quote!(Self(::core::default::Default::default())));
    let allow = quote!(#[allow(clippy::new_without_default)]);
    new.attributes = new.attributes.and(allow);
    new
}

/// `new` with the whole type, or with anything that converts into it.
fn new_of_whole(ty: &TokenStream) -> Function {
    let value = quote!(impl ::core::convert::Into<#ty>);
    Function {
        attributes: Attributes::default()
            .doc("Creates a value around another.")
            .and(quote!(#[inline])),
        name: format_ident!("new"),
        receiver: TokenStream::new(),
        parameters: vec![Parameter::new("value", value)],
        result: Some(quote!(Self)),
        body: quote!(Self(value.into())),
    }
}
