//! Alternates: an enum whose variant the JSON type decides.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{Alternate, Branch, Builtin, TypeId, TypeKind};
use quote::quote;

use super::commands::derives;
use super::{docs, unions};
use crate::filter;
use crate::plan::Plan;

/// An alternative and its variant.
pub(crate) struct Variant<'s> {
    pub(crate) ident: Ident,
    pub(crate) cfg: TokenStream,
    pub(crate) branch: &'s Branch,
    kind: Kind,
    /// None: `null`, which holds nothing.
    pub(crate) payload: Option<TokenStream>,
    pub(crate) boxed: bool,
}

/// The kind of JSON that selects a variant.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Null,
    Bool,
    Int,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    fn of(plan: &Plan<'_>, id: TypeId) -> Self {
        match plan.schema.ty(id).kind() {
            TypeKind::Builtin(Builtin::Null) => Kind::Null,
            TypeKind::Builtin(Builtin::Bool) => Kind::Bool,
            TypeKind::Builtin(Builtin::Number) => Kind::Number,
            TypeKind::Builtin(Builtin::Str) | TypeKind::Enum(_) => Kind::String,
            TypeKind::Builtin(_) => Kind::Int,
            TypeKind::Array(_) => Kind::Array,
            TypeKind::Object(_) | TypeKind::Alternate(_) => Kind::Object,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Bool => "a boolean",
            Kind::Int => "an integer",
            Kind::Number => "a number",
            Kind::String => "a string",
            Kind::Array => "an array",
            Kind::Object => "an object",
        }
    }

    fn pattern(self, plan: &Plan<'_>) -> TokenStream {
        let json = {
            let rt = &plan.rt;
            quote!(#rt::wire::Json)
        };
        match self {
            Kind::Null => quote!(#json::Null),
            Kind::Bool => quote!(#json::Bool(_)),
            Kind::Int => quote!(#json::Int(_) | #json::Uint(_)),
            Kind::Number => quote!(#json::Int(_) | #json::Uint(_) | #json::Float(_)),
            Kind::String => quote!(#json::String(_)),
            Kind::Array => quote!(#json::Array(_)),
            Kind::Object => quote!(#json::Object(_)),
        }
    }
}

/// The enum with its impls.
pub(crate) fn emit(
    plan: &Plan<'_>,
    id: TypeId,
    name: &Ident,
    alternate: &Alternate,
) -> TokenStream {
    let ty = plan.schema.ty(id);
    let variants = variants(plan, id, alternate);
    let cfg = plan.type_cfg(id);
    let doc = docs::definition(
        plan,
        plan.at(id),
        ty.doc(),
        ty.features(),
        &format!("The alternate `{}`.", ty.name()),
    );
    let attributes = plan.custom.attributes(ty.name());
    let definitions = variants.iter().map(
        |Variant {
             ident,
             cfg,
             branch,
             payload,
             boxed,
             ..
         }| {
            let doc = docs::member(
                plan,
                plan.at(id),
                ty.doc(),
                branch.name(),
                &[],
                &format!("`{}`", branch.name()),
            );
            let attributes = plan.custom.part_attributes(id, branch.name());
            match payload {
                Some(ty) if *boxed => {
                    quote!(#cfg #doc #attributes #ident(::std::boxed::Box<#ty>),)
                }
                Some(ty) => quote!(#cfg #doc #attributes #ident(#ty),),
                None => quote!(#cfg #doc #attributes #ident,),
            }
        },
    );
    let direction = plan.direction(id);
    let derive = derives(direction);
    let mut out = quote! {
        #cfg #doc #attributes
        #[derive(#derive)]
        #[allow(clippy::large_enum_variant)]
        pub enum #name { #(#definitions)* }
    };
    let prefix = cfg.clone();
    if direction.encode {
        out.extend(encode(plan, name, &variants, &prefix));
        out.extend(conversions(plan, name, &variants, &prefix));
    }
    if direction.decode {
        out.extend(decode(plan, name, &variants, &prefix));
    }
    out
}

pub(crate) fn variants<'s>(
    plan: &Plan<'s>,
    id: TypeId,
    alternate: &'s Alternate,
) -> Vec<Variant<'s>> {
    let alternatives = alternate
        .alternatives()
        .iter()
        .zip(plan.custom.names.variants(id));
    let kept = alternatives.filter(|(a, _)| filter::holds(plan.config, a.cond()));
    kept.map(|(branch, ident)| {
        let kind = Kind::of(plan, branch.ty());
        Variant {
            ident: ident.clone(),
            cfg: filter::cfg(plan.config, [branch.cond()]),
            branch,
            kind,
            payload: (kind != Kind::Null).then(|| plan.ty(branch.ty(), plan.at(id))),
            boxed: plan.boxed(id, branch.ty()),
        }
    })
    .collect()
}

fn encode(
    plan: &Plan<'_>,
    name: &Ident,
    variants: &[Variant<'_>],
    prefix: &TokenStream,
) -> TokenStream {
    let rt = &plan.rt;
    // Where every alternative may be left out, the enum may have no value.
    let bare = variants.iter().all(|variant| !variant.cfg.is_empty());
    let (place, by) = if bare {
        (quote!(*self), quote!(ref))
    } else {
        (quote!(self), quote!())
    };
    let parameter = if variants.is_empty() {
        quote!(_)
    } else {
        quote!(w)
    };
    let unused = filter::allow_unused(plan.config);
    let unused = bare.then_some(unused);
    let arms = variants.iter().map(
        |Variant {
             ident,
             cfg,
             payload,
             ..
         }| match payload {
            Some(_) => quote!(#cfg Self::#ident(#by value) => #rt::wire::Encode::encode(value, w),),
            None => quote!(#cfg Self::#ident => #rt::wire::Encode::encode(&#rt::wire::Null, w),),
        },
    );
    quote! {
        #prefix
        impl #rt::wire::Encode for #name {
            #[inline]
            #unused
            fn encode(&self, #parameter: &mut #rt::wire::Writer<'_>) { match #place { #(#arms)* } }
        }
    }
}

fn decode(
    plan: &Plan<'_>,
    name: &Ident,
    variants: &[Variant<'_>],
    prefix: &TokenStream,
) -> TokenStream {
    let rt = &plan.rt;
    let arms = variants.iter().map(
        |Variant {
             ident,
             cfg,
             payload,
             kind,
             ..
         }| {
            let pattern = kind.pattern(plan);
            match payload {
                Some(_) => {
                    quote!(#cfg #pattern => r.alternative(Self::#ident),)
                }
                None => quote!(#cfg #pattern => ::core::option::Option::Some(Self::#ident),),
            }
        },
    );
    let words: Vec<&str> = variants.iter().map(|v| v.kind.words()).collect();
    let expected = if words.is_empty() {
        "nothing".to_owned()
    } else {
        words.join(" or ")
    };
    quote! {
        #prefix
        impl #rt::wire::Decode for #name {
            #[inline]
            fn decode(r: &#rt::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
                match r.json() {
                    #(#arms)*
                    #[allow(unreachable_patterns)]
                    _ => r.mismatch(#expected),
                }
            }
        }
    }
}

/// `From` of each alternative, and of the sources of a union among them.
fn conversions(
    plan: &Plan<'_>,
    name: &Ident,
    variants: &[Variant<'_>],
    prefix: &TokenStream,
) -> TokenStream {
    let mut out = TokenStream::new();
    for Variant {
        ident,
        cfg,
        branch,
        payload,
        boxed,
        ..
    } in variants
    {
        let Some(ty) = payload else { continue };
        let value = |value: TokenStream| {
            if *boxed {
                quote!(::std::boxed::Box::new(#value))
            } else {
                value
            }
        };
        // Every source of a union converts into its alternative: the union itself, too.
        let of_union = unions::converts(plan, branch.ty())
            && plan.custom.is_local(plan.schema.ty(branch.ty()).name());
        let (what, bound, value) = if of_union {
            let value = value(quote!(value.into()));
            (quote!(T), quote!(<T: ::core::convert::Into<#ty>>), value)
        } else {
            (ty.clone(), quote!(), value(quote!(value)))
        };
        out.extend(quote! {
            #prefix #cfg
            impl #bound ::core::convert::From<#what> for #name {
                #[inline]
                fn from(value: #what) -> Self { Self::#ident(#value) }
            }
        });
        if matches!(
            plan.schema.ty(branch.ty()).kind(),
            TypeKind::Builtin(Builtin::Str)
        ) {
            out.extend(quote! {
                #prefix #cfg
                impl ::core::convert::From<&str> for #name {
                    #[inline]
                    fn from(value: &str) -> Self { Self::#ident(value.into()) }
                }
            });
        }
    }
    out
}
