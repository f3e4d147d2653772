//! The impls.
//!
//! Input: a pair of items with its decision. Output: `From` where every value converts, `TryFrom`
//! where several do; for a union the same for the enums of the branches.

mod values;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::judge::{Judgement, Keys, alternative, beyond, counterpart, same_cfg};
use super::shape::{Branches, Kind, Part, Shape};
use super::way::{Fit, Way};
use crate::filter;

/// The impls of a pair.
pub(super) fn conversion(way: &Way<'_>, judgement: &Judgement, pair: usize) -> TokenStream {
    let (a, b) = way.pairs[pair];
    let fit = judgement.fit(pair);
    let emit = Emit {
        way,
        judgement,
        a,
        b,
    };
    if fit == Fit::None {
        return TokenStream::new();
    }
    if judgement.is_by_wire(pair) {
        return emit.by_wire();
    }
    let mut out = match a.kind {
        Kind::Struct => emit.fields(fit, judgement.branches_fit(pair)),
        Kind::Around => emit.around(fit),
        Kind::Enum => emit.values(fit),
        Kind::Alternate => emit.alternatives(fit),
    };
    if let (Some(from), Some(to)) = (&a.branches, &b.branches) {
        out.extend(emit.branches(from, to, judgement.branches_fit(pair)));
    }
    out
}

/// The conversion of a pair.
struct Emit<'e> {
    way: &'e Way<'e>,
    judgement: &'e Judgement,
    a: &'e Shape<'e>,
    b: &'e Shape<'e>,
}

/// The fields of a struct, and the statements before them.
#[derive(Default)]
struct Members {
    checks: Vec<TokenStream>,
    values: Vec<TokenStream>,
}

impl Emit<'_> {
    fn rt(&self) -> &TokenStream {
        self.way.to.runtime
    }

    /// Encodes the one, and decodes the other.
    fn by_wire(&self) -> TokenStream {
        let rt = self.rt();
        let body = quote!(#rt::wire::convert_by_wire(&value));
        self.implementation(
            (&self.a.ident, &self.b.ident),
            Fit::Several,
            &quote!(value),
            &body,
        )
    }

    fn fields(&self, fit: Fit, branches: Fit) -> TokenStream {
        let (a, b) = (self.a, self.b);
        let value = match a.wraps {
            Some(_) => quote!(value.0),
            None => quote!(value),
        };
        let Members { checks, values } = self.members(&a.parts, &b.parts, &value);
        let tag = match (&a.branches, &b.branches) {
            (Some(from), Some(to)) => {
                let (from, to) = (&from.field, &to.field);
                Some(if branches == Fit::Every {
                    quote!(#to: ::core::convert::Into::into(#value.#from))
                } else {
                    quote!(#to: ::core::convert::TryFrom::try_from(#value.#from)?)
                })
            }
            _ => None,
        };
        let parameter = if a.parts.is_empty() && tag.is_none() {
            quote!(_)
        } else {
            quote!(value)
        };
        let fields = values.into_iter().chain(tag);
        let body = match &b.wraps {
            Some(inner) => {
                let prefix = &self.way.to.prefix;
                quote!(Self(#prefix #inner { #(#fields),* }))
            }
            None => quote!(Self { #(#fields),* }),
        };
        let body = ok(fit, body);
        let body = quote!(#(#checks)* #body);
        self.implementation((&a.ident, &b.ident), fit, &parameter, &body)
    }

    /// The members of the other struct, made of those of this one.
    fn members(&self, from: &[Part], to: &[Part], value: &TokenStream) -> Members {
        let known = Keys::of(from);
        let mut members = Members::default();
        let mut kept = Vec::new();
        for part in beyond(to, from) {
            if self.way.keeps_member(part, to) {
                kept.push(part);
            } else {
                members.checks.push(self.absence(part, value));
            }
        }
        for place in to {
            let Part { ident, cfg, .. } = place;
            let value = match known.get(place.key.as_str()) {
                part if place.rest => self.rest(part, &kept, value),
                None => quote!(::core::option::Option::None),
                Some(part) if self.fit(part, place) == Fit::None => {
                    members.checks.push(self.absence(part, value));
                    quote!(::core::option::Option::None)
                }
                Some(part) => {
                    let field = &part.ident;
                    self.member(part, place, quote!(#value.#field))
                }
            };
            members.values.push(quote!(#cfg #ident: #value));
        }
        members
    }

    /// The further members: those of this struct, and those for which the other has no field.
    fn rest(&self, part: Option<&Part>, kept: &[&Part], value: &TokenStream) -> TokenStream {
        let rt = self.rt();
        let own = match part {
            Some(Part { ident, .. }) => quote!(#value.#ident),
            None => quote!(::core::default::Default::default()),
        };
        if kept.is_empty() {
            return own;
        }
        let names = kept.iter().map(|Part { name, cfg, .. }| quote!(#cfg #name));
        let values = kept
            .iter()
            .map(|Part { ident, cfg, .. }| quote!(#cfg &#value.#ident));
        quote!(#rt::wire::with_members(#own, &[#(#names),*], &[#(#values),*]))
    }

    /// The check that a member, or a map of members, is not there.
    fn absence(&self, part: &Part, value: &TokenStream) -> TokenStream {
        let (
            rt,
            Part {
                name, ident, cfg, ..
            },
        ) = (self.rt(), part);
        if part.rest {
            quote!(#cfg #rt::wire::all_absent(&#value.#ident)?;)
        } else {
            quote!(#cfg #rt::wire::absent(#name, &#value.#ident)?;)
        }
    }

    fn around(&self, fit: Fit) -> TokenStream {
        let parts = self.a.parts.iter().zip(&self.b.parts);
        let values = parts.map(|(part, place)| {
            let (value, is_fallible) = self.value(part, place, quote!(value.0));
            match is_fallible {
                true => quote!(#value?),
                false => value,
            }
        });
        let body = quote!(Self(#(#values),*));
        let body = ok(fit, body);
        self.implementation((&self.a.ident, &self.b.ident), fit, &quote!(value), &body)
    }

    /// Values that the other enum lacks are unknown there; values that are unknown here may be
    /// known there.
    fn values(&self, fit: Fit) -> TokenStream {
        let (a, b, rt) = (self.a, self.b, self.rt());
        let idents = (&a.ident, &b.ident);
        if fit != Fit::Every {
            let body = quote!(#rt::wire::convert_enum(&value));
            return self.implementation(idents, fit, &quote!(value), &body);
        }
        let path = self.way.from.path(a, &a.ident);
        let places = Keys::of(&b.parts);
        let arms = a.parts.iter().map(|part| {
            let Part {
                name, ident, cfg, ..
            } = part;
            match places.get(name) {
                Some(place) if same_cfg(part, place) => {
                    let new = &place.ident;
                    quote!(#cfg #path::#ident => Self::#new,)
                }
                _ => quote!(#cfg #path::#ident => #rt::wire::reread_value(#name, Self::Unknown),),
            }
        });
        let unknown = a.open.then(|| {
            quote!(#path::Unknown(value) => #rt::wire::reread_value(value.as_str(), Self::Unknown),)
        });
        let body = quote!(match value { #(#arms)* #unknown });
        self.implementation(idents, fit, &quote!(value), &body)
    }

    fn alternatives(&self, fit: Fit) -> TokenStream {
        let (a, b) = (self.a, self.b);
        let path = self.way.from.path(a, &a.ident);
        let places = Keys::of(&b.parts);
        let arms = a.parts.iter().map(|part| match alternative(part, &places) {
            Some(place) => self.variant(&path, part, place, fit),
            None => self.refused(&path, part),
        });
        let body = quote!(match value { #(#arms)* });
        self.implementation((&a.ident, &b.ident), fit, &quote!(value), &body)
    }

    fn branches(&self, from: &Branches, to: &Branches, fit: Fit) -> TokenStream {
        let (rt, path) = (self.rt(), self.way.from.path(self.a, &from.ident));
        let (places, tag) = (Keys::of(&to.parts), &from.tag);
        let arms = from.parts.iter().map(|part| {
            let Part {
                name, ident, cfg, ..
            } = part;
            let held = part.holds.is_some();
            match places.get(name) {
                Some(place) => {
                    let place = counterpart(part, place, &to.parts);
                    self.branch(&path, part, place, fit)
                }
                None if self.way.keeps_branch(self.b, part) => {
                    let (pattern, members) = match held {
                        true => (quote!((value)), quote!(&value)),
                        false => (quote!(), quote!(&())),
                    };
                    let kept = quote!(Self::Unknown(#rt::wire::unknown_branch(#name, #members)));
                    let kept = ok(fit, kept);
                    quote!(#cfg #path::#ident #pattern => #kept,)
                }
                None => {
                    let pattern = held.then(|| quote!((_)));
                    let error = quote!(#rt::wire::no_branch(#tag, #name));
                    quote!(#cfg #path::#ident #pattern => ::core::result::Result::Err(#error),)
                }
            }
        });
        let unknown = self.a.open.then(|| {
            let mut new = beyond(&from.parts, &to.parts);
            let value = if !self.b.open {
                quote!(::core::result::Result::Err(#rt::wire::no_branch(#tag, value.tag())))
            } else if new.next().is_some() {
                quote!(#rt::wire::reread_branch(value))
            } else {
                ok(fit, quote!(#rt::wire::same_branch(value, Self::Unknown)))
            };
            quote!(#path::Unknown(value) => #value,)
        });
        let body = quote!(match value { #(#arms)* #unknown });
        self.implementation((&from.ident, &to.ident), fit, &quote!(value), &body)
    }

    /// The arm of a branch that both unions have.
    fn branch(&self, path: &TokenStream, part: &Part, place: &Part, fit: Fit) -> TokenStream {
        let (rt, Part { ident, cfg, .. }) = (self.rt(), part);
        let (refused, new) = (|| self.refused(path, part), &place.ident);
        match (&part.holds, &place.holds) {
            (Some(held), None) => {
                let Some(shape) = self.way.held_from(held) else {
                    return refused();
                };
                if let Some(required) = required(shape) {
                    let error = quote!(#rt::wire::no_member(#required));
                    return quote!(#cfg #path::#ident(_) => ::core::result::Result::Err(#error),);
                }
                let checks = self.members(&shape.parts, &[], &quote!(value)).checks;
                let value = quote!({ #(#checks)* ::core::result::Result::Ok(Self::#new) });
                quote!(#cfg #path::#ident(value) => #value,)
            }
            (None, Some(held)) => {
                let Some(shape) = self.way.held_to(held) else {
                    return refused();
                };
                if let Some(required) = required(shape) {
                    let error = quote!(#rt::wire::missing(#required));
                    return quote!(#cfg #path::#ident => ::core::result::Result::Err(#error),);
                }
                let values = self.members(&[], &shape.parts, &quote!(value)).values;
                let of = self.way.to.path(shape, &shape.ident);
                let value = match held.boxed {
                    true => quote!(::std::boxed::Box::new(value)),
                    false => quote!(value),
                };
                let value = ok(fit, quote!(Self::#new(#value)));
                let value = quote!({ let value = #of { #(#values),* }; #value });
                quote!(#cfg #path::#ident => #value,)
            }
            _ => self.variant(path, part, place, fit),
        }
    }

    /// The arm of a variant that both enums have.
    fn variant(&self, path: &TokenStream, part: &Part, place: &Part, fit: Fit) -> TokenStream {
        let (Part { ident, cfg, .. }, new) = (part, &place.ident);
        if part.holds.is_none() || place.holds.is_none() {
            let value = ok(fit, quote!(Self::#new));
            return quote!(#cfg #path::#ident => #value,);
        }
        if self.fit(part, place) == Fit::None {
            return self.refused(path, part);
        }
        let (value, is_fallible) = self.value(part, place, quote!(value));
        let value = match is_fallible {
            true => quote!(#value.map(Self::#new)),
            false => ok(fit, quote!(Self::#new(#value))),
        };
        quote!(#cfg #path::#ident(value) => #value,)
    }

    /// The arm of a variant none of whose values converts.
    fn refused(&self, path: &TokenStream, part: &Part) -> TokenStream {
        let (rt, Part { ident, cfg, .. }) = (self.rt(), part);
        let pattern = part.holds.as_ref().map(|_| quote!((_)));
        let error = quote!(::core::result::Result::Err(#rt::wire::inconvertible()));
        quote!(#cfg #path::#ident #pattern => #error,)
    }

    fn implementation(
        &self,
        (a, b): (&Ident, &Ident),
        fit: Fit,
        parameter: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let (attributes, from, to) = self.header(a, b);
        let unused = filter::allow_unused(self.way.from.plan.config);
        let rt = self.rt();
        if fit == Fit::Every {
            return quote! {
                #attributes
                impl ::core::convert::From<#from> for #to {
                    #[inline]
                    #unused
                    fn from(#parameter: #from) -> Self { #body }
                }
            };
        }
        quote! {
            #attributes
            impl ::core::convert::TryFrom<#from> for #to {
                type Error = #rt::wire::DecodeError;
                #[inline]
                #unused
                fn try_from(#parameter: #from) -> ::core::result::Result<Self, Self::Error> { #body }
            }
        }
    }

    /// The attributes of an impl, and the paths of its two types.
    fn header(&self, a: &Ident, b: &Ident) -> (TokenStream, TokenStream, TokenStream) {
        let cfg = &self.a.cfg;
        // The same condition twice is one too many.
        let other = Some(&self.b.cfg).filter(|other| other.to_string() != cfg.to_string());
        let allow = self
            .names_deprecated()
            .then(|| quote!(#[allow(deprecated)]));
        let from = self.way.from.path(self.a, a);
        let to = self.way.to.path(self.b, b);
        (quote!(#cfg #other #allow), from, to)
    }

    fn names_deprecated(&self) -> bool {
        let any = |parts: &[Part]| parts.iter().any(|part| part.deprecated);
        let names = |shape: &Shape<'_>| {
            let branches = shape.branches.as_ref();
            shape.deprecated || any(&shape.parts) || branches.is_some_and(|b| any(&b.parts))
        };
        names(self.a) || names(self.b)
    }
}

/// The value as the result of an impl.
fn ok(fit: Fit, value: TokenStream) -> TokenStream {
    match fit {
        Fit::Every => value,
        _ => quote!(::core::result::Result::Ok(#value)),
    }
}

/// The first member that the struct requires.
fn required<'s>(shape: &'s Shape<'_>) -> Option<&'s str> {
    if let Some(branches) = &shape.branches {
        return Some(&branches.tag);
    }
    let mut parts = shape.parts.iter();
    let part = parts.find(|part| !part.optional && !part.rest)?;
    Some(&part.name)
}
