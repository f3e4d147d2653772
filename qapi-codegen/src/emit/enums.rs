//! Enumerations: open where they can arrive from the other side, else closed.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{self, TypeId};
use quote::{format_ident, quote};

use super::docs;
use crate::filter;
use crate::items::{
    Attributes, Const, Enum, Field, Fields, Function, Impl, Item, Member, Variant, Wire,
};
use crate::plan::Plan;

/// The type, `ALL` and `as_str`. The runtime's macros add the rest.
pub(crate) fn emit(plan: &Plan<'_>, id: TypeId, name: &Ident, e: &ir::Enum) -> Vec<Item> {
    let definition = define(plan, id, name, e);
    let cfg = plan.type_cfg(id);
    let attributes = Attributes::of(&cfg).and(allow(e));
    let own = Impl {
        attributes: attributes.clone(),
        generics: TokenStream::new(),
        of_trait: None,
        of: name.clone().into(),
        members: own(plan, id, e),
    };
    let rt = &plan.rt;
    let schema_name = plan.schema.ty(id).name();
    let info = quote!(#schema_name, Self::ALL, Self::as_str);
    let info = if plan.is_open(id, e) {
        quote!(#rt::wire::EnumInfo::open(#info, Self::Unknown))
    } else {
        quote!(#rt::wire::EnumInfo::closed(#info))
    };
    let info = quote!(const ENUM: #rt::wire::EnumInfo<Self> = #info;);
    let of_trait = Impl::of_trait(attributes, quote!(#rt::wire::StringEnum), name, info);
    vec![
        Item::Enum(definition),
        Item::Impl(own),
        Item::Impl(of_trait),
    ]
}

/// The type.
pub(crate) fn define(plan: &Plan<'_>, id: TypeId, name: &Ident, e: &ir::Enum) -> Enum {
    let ty = plan.schema.ty(id);
    let rt = &plan.rt;
    let doc = docs::definition(
        plan,
        plan.at(id),
        ty.doc(),
        ty.features(),
        &format!("The values of `{}`.", ty.name()),
    );
    let mut variants = variants(plan, id, e);
    let derives = if plan.is_open(id, e) {
        let unknown = quote!(#rt::wire::UnknownValue<#name>);
        variants.push(Variant {
            attributes: Attributes::default().doc("A value that the schema does not have."),
            name: format_ident!("Unknown"),
            fields: Fields::Tuple(vec![Field::plain(unknown)]),
            wire: None,
        });
        vec![quote!(Clone)]
    } else {
        vec![quote!(Copy), quote!(Clone)]
    };
    Enum {
        attributes: Attributes::of(&plan.type_cfg(id))
            .doc(doc)
            .and(allow(e))
            .all(plan.custom.attributes(ty.name()))
            .derive(derives),
        name: name.clone(),
        variants,
    }
}

/// `#[allow(deprecated)]` where a value is.
fn allow(e: &ir::Enum) -> TokenStream {
    let mut values = e.values().iter();
    docs::allow_deprecated(values.any(|v| docs::is_deprecated(v.features())))
}

/// The enum's own members.
fn own(plan: &Plan<'_>, id: TypeId, e: &ir::Enum) -> Vec<Member> {
    let open = plan.is_open(id, e);
    let kept: Vec<_> = kept(plan, id, e).collect();
    let all = kept.iter().map(|(cfg, _, ident)| quote!(#cfg Self::#ident));
    let arms = kept.iter().map(|(cfg, value, ident)| {
        let text = value.name();
        quote!(#cfg Self::#ident => #text,)
    });
    let (unknown_arm, lifetime) = if open {
        (quote!(Self::Unknown(value) => value.as_str(),), quote!())
    } else {
        (quote!(), quote!('static))
    };
    // Where every value may be left out, the enum may have none.
    let bare = !open && kept.iter().all(|(cfg, ..)| !cfg.is_empty());
    let place = if bare { quote!(*self) } else { quote!(self) };
    let body = quote!(match #place { #(#arms)* #unknown_arm });
    let doc = |text| Attributes::default().doc(text);
    vec![
        Member::Const(Const {
            attributes: doc("Every value of the schema, in its order."),
            name: format_ident!("ALL"),
            ty: quote!(&'static [Self]),
            value: quote!(&[#(#all),*]),
        }),
        Member::Function(Function {
            attributes: doc("The value's text on the wire.").and(quote!(#[inline])),
            name: format_ident!("as_str"),
            receiver: quote!(&self),
            parameters: Vec::new(),
            result: Some(quote!(& #lifetime str)),
            body,
        }),
    ]
}

/// The values that are kept: `#[cfg]`, value and name.
fn kept<'p>(
    plan: &'p Plan<'_>,
    id: TypeId,
    e: &'p ir::Enum,
) -> impl Iterator<Item = (TokenStream, &'p ir::EnumValue, &'p Ident)> {
    let values = e.values().iter().zip(plan.custom.names.variants(id));
    let kept = values.filter(|(v, _)| filter::keeps(plan.config, v.cond(), v.features()));
    kept.map(|(value, ident)| (filter::cfg(plan.config, &[value.cond()]), value, ident))
}

fn variants(plan: &Plan<'_>, id: TypeId, e: &ir::Enum) -> Vec<Variant> {
    let doc = plan.schema.ty(id).doc();
    let variant = |(cfg, value, ident): (TokenStream, &ir::EnumValue, &Ident)| {
        let (name, features) = (value.name(), value.features());
        let fallback = format!("`{name}`");
        let doc = docs::member(plan, plan.at(id), doc, name, features, &fallback);
        Variant {
            attributes: Attributes::of(&cfg)
                .doc(doc)
                .deprecated(docs::is_deprecated(features))
                .all(plan.custom.part_attributes(id, name)),
            name: ident.clone(),
            fields: Fields::Unit,
            wire: Some(Wire {
                name: name.to_owned(),
                holds: None,
            }),
        }
    };
    kept(plan, id, e).map(variant).collect()
}
