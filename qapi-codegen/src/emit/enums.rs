//! Enumerations: open where they can arrive from the other side, else closed.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{Enum, TypeId};
use quote::quote;

use super::docs;
use crate::filter;
use crate::plan::Plan;

/// A value and its variant.
struct Variant {
    cfg: TokenStream,
    definition: TokenStream,
    ident: Ident,
    text: String,
}

/// The type, `ALL` and `as_str`. The runtime's macros add the rest.
pub(crate) fn emit(plan: &Plan<'_>, id: TypeId, name: &Ident, e: &Enum) -> TokenStream {
    let ty = plan.schema.ty(id);
    let rt = &plan.rt;
    let open = plan.is_open(id, e);
    let variants = variants(plan, id, e);
    let cfg = plan.type_cfg(id);
    let doc = docs::definition(
        plan,
        plan.at(id),
        ty.doc(),
        ty.features(),
        &format!("The values of `{}`.", ty.name()),
    );
    let allow = docs::allow_deprecated(docs::is_deprecated(
        e.values().iter().flat_map(|v| v.features()),
    ));
    let attributes = plan.custom.attributes(ty.name());
    let definitions = variants.iter().map(|v| &v.definition);
    let (copy, unknown, unknown_arm, lifetime) = if open {
        let doc = docs::attribute("A value that the schema does not have.");
        (
            quote!(),
            quote!(#doc Unknown(#rt::wire::UnknownValue<#name>),),
            quote!(Self::Unknown(value) => value.as_str(),),
            quote!(),
        )
    } else {
        (quote!(Copy,), quote!(), quote!(), quote!('static))
    };
    let all = variants
        .iter()
        .map(|Variant { cfg, ident, .. }| quote!(#cfg Self::#ident));
    let arms = variants.iter().map(
        |Variant {
             cfg, ident, text, ..
         }| quote!(#cfg Self::#ident => #text,),
    );
    // Where every value may be left out, the enum may have none.
    let bare = !open && variants.iter().all(|variant| !variant.cfg.is_empty());
    let place = if bare { quote!(*self) } else { quote!(self) };
    let body = quote!(match #place { #(#arms)* #unknown_arm });
    let schema_name = ty.name();
    let info = quote!(#schema_name, Self::ALL, Self::as_str);
    let info = if open {
        quote!(#rt::wire::EnumInfo::open(#info, Self::Unknown))
    } else {
        quote!(#rt::wire::EnumInfo::closed(#info))
    };
    quote! {
        #cfg #doc #allow
        #attributes
        #[derive(#copy Clone)]
        pub enum #name { #(#definitions)* #unknown }
        #cfg #allow
        impl #name {
            /// Every value of the schema, in its order.
            pub const ALL: &'static [Self] = &[#(#all),*];
            /// The value's text on the wire.
            #[inline]
            pub fn as_str(&self) -> & #lifetime str { #body }
        }
        #cfg #allow
        impl #rt::wire::StringEnum for #name {
            const ENUM: #rt::wire::EnumInfo<Self> = #info;
        }
    }
}

fn variants(plan: &Plan<'_>, id: TypeId, e: &Enum) -> Vec<Variant> {
    let doc = plan.schema.ty(id).doc();
    let values = e.values().iter().zip(plan.custom.names.variants(id));
    let kept = values.filter(|(v, _)| filter::keeps(plan.config, v.cond(), v.features()));
    kept.map(|(value, ident)| {
        let attributes = plan.custom.part_attributes(id, value.name());
        let cfg = filter::cfg(plan.config, [value.cond()]);
        let doc = docs::member(
            plan,
            plan.at(id),
            doc,
            value.name(),
            value.features(),
            &format!("`{}`", value.name()),
        );
        let deprecated = docs::deprecated(value.features());
        let definition = quote!(#cfg #doc #deprecated #attributes #ident,);
        Variant {
            cfg,
            definition,
            ident: ident.clone(),
            text: value.name().to_owned(),
        }
    })
    .collect()
}
