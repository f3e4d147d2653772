//! Alternates: an enum whose variant the JSON type decides.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{Alternate, Branch, Builtin, TypeId, TypeKind};
use quote::quote;

use super::commands::derives;
use super::{docs, unions};
use crate::filter;
use crate::items::{self, Attributes, Enum, Fields, Holds, Impl, Item, Wire};
use crate::plan::Plan;

/// An alternative and its variant.
struct Variant<'s> {
    ident: Ident,
    cfg: TokenStream,
    branch: &'s Branch,
    kind: Kind,
    /// None: `null`, which holds nothing.
    payload: Option<TokenStream>,
    boxed: bool,
}

/// The kind of JSON that selects a variant.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Null,
    Bool,
    Int,
    Number,
    /// A number beside another variant for integers: only releases with different types of one
    /// place have both.
    Fraction,
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
            Kind::Number | Kind::Fraction => "a number",
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
            Kind::Fraction => quote!(#json::Float(_)),
            Kind::String => quote!(#json::String(_)),
            Kind::Array => quote!(#json::Array(_)),
            Kind::Object => quote!(#json::Object(_)),
        }
    }
}

/// The words for the kind of JSON that selects an alternative of that type.
pub(crate) fn selector(plan: &Plan<'_>, id: TypeId) -> &'static str {
    Kind::of(plan, id).words()
}

/// The enum with its impls.
pub(crate) fn emit(plan: &Plan<'_>, id: TypeId, name: &Ident, alternate: &Alternate) -> Vec<Item> {
    let variants = variants(plan, id, alternate);
    let cfg = plan.type_cfg(id);
    let direction = plan.direction(id);
    let mut out = vec![Item::Enum(define(plan, id, name, alternate))];
    if direction.encode {
        out.push(Item::Impl(encode(plan, name, &variants, &cfg)));
        let conversions = conversions(plan, name, &variants, &cfg);
        out.extend(conversions.into_iter().map(Item::Impl));
    }
    if direction.decode {
        out.push(Item::Impl(decode(plan, name, &variants, &cfg)));
    }
    out
}

/// The enum.
pub(crate) fn define(plan: &Plan<'_>, id: TypeId, name: &Ident, alternate: &Alternate) -> Enum {
    let ty = plan.schema.ty(id);
    let doc = docs::definition(
        plan,
        plan.at(id),
        ty.doc(),
        ty.features(),
        &format!("The alternate `{}`.", ty.name()),
    );
    let variants = variants(plan, id, alternate);
    let variants = variants.iter().map(|v| definition(plan, id, v));
    Enum {
        attributes: Attributes::of(&plan.type_cfg(id))
            .doc(doc)
            .all(plan.custom.attributes(ty.name()))
            .derive(derives(plan.direction(id)))
            .and(quote!(#[allow(clippy::large_enum_variant)])),
        name: name.clone(),
        variants: variants.collect(),
    }
}

fn definition(plan: &Plan<'_>, id: TypeId, variant: &Variant<'_>) -> items::Variant {
    let Variant {
        branch,
        payload,
        boxed,
        ..
    } = variant;
    let name = branch.name();
    let doc = plan.schema.ty(id).doc();
    let doc = docs::member(plan, plan.at(id), doc, name, &[], &format!("`{name}`"));
    let field = payload.as_ref().map(|ty| match boxed {
        true => quote!(::std::boxed::Box<#ty>),
        false => ty.clone(),
    });
    let holds = payload.is_some().then_some(Holds {
        ty: branch.ty(),
        boxed: *boxed,
        substitution: None,
    });
    items::Variant {
        attributes: Attributes::of(&variant.cfg)
            .doc(doc)
            .all(plan.custom.part_attributes(id, name)),
        name: variant.ident.clone(),
        fields: match field {
            Some(ty) => Fields::Tuple(vec![items::Field::plain(ty)]),
            None => Fields::Unit,
        },
        wire: Some(Wire {
            name: name.to_owned(),
            holds,
        }),
    }
}

fn variants<'s>(plan: &Plan<'s>, id: TypeId, alternate: &'s Alternate) -> Vec<Variant<'s>> {
    let alternatives = alternate
        .alternatives()
        .iter()
        .zip(plan.custom.names.variants(id));
    let kept = alternatives.filter(|(a, _)| filter::holds(plan.config, a.cond()));
    let kept: Vec<_> = kept.collect();
    let mut kinds = kept.iter().map(|(branch, _)| Kind::of(plan, branch.ty()));
    let integers = kinds.any(|kind| kind == Kind::Int);
    let variants = kept.into_iter().map(|(branch, ident)| {
        let kind = match Kind::of(plan, branch.ty()) {
            Kind::Number if integers => Kind::Fraction,
            kind => kind,
        };
        Variant {
            ident: ident.clone(),
            cfg: filter::cfg(plan.config, &[branch.cond()]),
            branch,
            kind,
            payload: (kind != Kind::Null).then(|| plan.ty(branch.ty(), plan.at(id))),
            boxed: plan.boxed(id, branch.ty()),
        }
    });
    variants.collect()
}

fn encode(plan: &Plan<'_>, name: &Ident, variants: &[Variant<'_>], cfg: &TokenStream) -> Impl {
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
    let body = quote! {
        #[inline]
        #unused
        fn encode(&self, #parameter: &mut #rt::wire::Writer<'_>) { match #place { #(#arms)* } }
    };
    Impl::of_trait(Attributes::of(cfg), quote!(#rt::wire::Encode), name, body)
}

fn decode(plan: &Plan<'_>, name: &Ident, variants: &[Variant<'_>], cfg: &TokenStream) -> Impl {
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
    let body = quote! {
        #[inline]
        fn decode(r: &#rt::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            match r.json() {
                #(#arms)*
                #[allow(unreachable_patterns)]
                _ => r.mismatch(#expected),
            }
        }
    };
    Impl::of_trait(Attributes::of(cfg), quote!(#rt::wire::Decode), name, body)
}

/// `From` of each alternative, and of the sources of a union among them.
fn conversions(
    plan: &Plan<'_>,
    name: &Ident,
    variants: &[Variant<'_>],
    cfg: &TokenStream,
) -> Vec<Impl> {
    let mut out = Vec::new();
    for Variant {
        ident,
        cfg: own,
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
        let outer = Attributes::of(cfg).all(Attributes::of(own).iter());
        let body = quote! {
            #[inline]
            fn from(value: #what) -> Self { Self::#ident(#value) }
        };
        let of_trait = quote!(::core::convert::From<#what>);
        out.push(Impl::of_trait(outer.clone(), of_trait, name, body).generic(bound));
        if matches!(
            plan.schema.ty(branch.ty()).kind(),
            TypeKind::Builtin(Builtin::Str)
        ) {
            let body = quote! {
                #[inline]
                fn from(value: &str) -> Self { Self::#ident(value.into()) }
            };
            let of_trait = quote!(::core::convert::From<&str>);
            out.push(Impl::of_trait(outer, of_trait, name, body));
        }
    }
    out
}
