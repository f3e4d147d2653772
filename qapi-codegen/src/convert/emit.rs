//! The impls.

use proc_macro2::{Ident, Span, TokenStream};
use qapi_parser::ir::TypeKind;
use quote::quote;

use super::Side;
use super::judge::{counterpart, names, same};
use super::shape::{Branches, Kind, Part, Shape};
use crate::filter;
use crate::items::Holds;

/// `From<a>` for `b`, and for a union the same for the enums of their branches.
pub(super) fn conversion(
    from: &Side<'_>,
    to: &Side<'_>,
    a: &Shape<'_>,
    b: &Shape<'_>,
) -> TokenStream {
    let conversion = Conversion { from, to, a, b };
    let mut out = match a.kind {
        Kind::Struct => conversion.fields(),
        Kind::Around => conversion.around(),
        Kind::Enum => conversion.values(),
        Kind::Alternate => {
            conversion.variants(&a.ident, &b.ident, &a.parts, &b.parts, TokenStream::new())
        }
    };
    if let (Some(from), Some(to)) = (&a.branches, &b.branches) {
        out.extend(conversion.branches(from, to));
    }
    out
}

/// `TryFrom<a>` for `b`, by the wire.
pub(super) fn fallible(
    from: &Side<'_>,
    to: &Side<'_>,
    a: &Shape<'_>,
    b: &Shape<'_>,
) -> TokenStream {
    let conversion = Conversion { from, to, a, b };
    let rt = to.runtime;
    let (attributes, source, target) = conversion.header(&a.ident, &b.ident);
    quote! {
        #attributes
        impl ::core::convert::TryFrom<#source> for #target {
            type Error = #rt::wire::DecodeError;
            #[inline]
            fn try_from(value: #source) -> ::core::result::Result<Self, Self::Error> {
                #rt::wire::convert_by_wire(&value)
            }
        }
    }
}

struct Conversion<'c> {
    from: &'c Side<'c>,
    to: &'c Side<'c>,
    a: &'c Shape<'c>,
    b: &'c Shape<'c>,
}

impl Conversion<'_> {
    fn fields(&self) -> TokenStream {
        let value = Ident::new("value", Span::call_site());
        let known = names(&self.a.parts);
        let fields = self.b.parts.iter().map(|place| {
            let Part { ident, cfg, .. } = place;
            let part = known.get(place.name.as_str());
            let value = part.map_or_else(
                || quote!(::core::option::Option::None),
                |part| {
                    let field = &part.ident;
                    self.value(part, place, quote!(#value.#field))
                },
            );
            quote!(#cfg #ident: #value)
        });
        let tag = match (&self.a.branches, &self.b.branches) {
            (Some(from), Some(to)) => {
                let (from, to) = (&from.field, &to.field);
                Some(quote!(#to: ::core::convert::Into::into(#value.#from)))
            }
            _ => None,
        };
        let parameter = if self.a.parts.is_empty() && tag.is_none() {
            quote!(_)
        } else {
            quote!(#value)
        };
        let fields = fields.chain(tag);
        let body = quote!(Self { #(#fields),* });
        self.implementation(&self.a.ident, &self.b.ident, &parameter, &body)
    }

    fn around(&self) -> TokenStream {
        let parts = self.a.parts.iter().zip(&self.b.parts);
        let values = parts.map(|(part, place)| self.value(part, place, quote!(value.0)));
        let body = quote!(Self(#(#values),*));
        self.implementation(&self.a.ident, &self.b.ident, &quote!(value), &body)
    }

    fn branches(&self, from: &Branches, to: &Branches) -> TokenStream {
        let (rt, path) = (self.to.runtime, self.from.path(self.a, &from.ident));
        let unknown = self.a.open.then(
            || quote!(#path::Unknown(value) => #rt::wire::same_branch(value, Self::Unknown),),
        );
        let unknown = unknown.unwrap_or_default();
        self.variants(&from.ident, &to.ident, &from.parts, &to.parts, unknown)
    }

    /// Values that the other enum lacks are unknown there; values that are unknown here may be
    /// known there.
    fn values(&self) -> TokenStream {
        let (rt, path) = (self.to.runtime, self.from.path(self.a, &self.a.ident));
        let places = names(&self.b.parts);
        let new = self.a.parts.iter();
        let new = new.filter(|value| !places.contains_key(value.name.as_str()));
        let mut others: TokenStream = new
            .map(
                |Part {
                     name, ident, cfg, ..
                 }| {
                    quote!(#cfg #path::#ident => #rt::wire::reread_value(#name, Self::Unknown),)
                },
            )
            .collect();
        if self.a.open {
            others.extend(quote! {
                #path::Unknown(value) => #rt::wire::reread_value(value.as_str(), Self::Unknown),
            });
        }
        self.variants(
            &self.a.ident,
            &self.b.ident,
            &self.a.parts,
            &self.b.parts,
            others,
        )
    }

    /// The impl between two enums; `others` are the arms of variants that the other does not have.
    fn variants(
        &self,
        a: &Ident,
        b: &Ident,
        from: &[Part],
        to: &[Part],
        others: TokenStream,
    ) -> TokenStream {
        let (path, places) = (self.from.path(self.a, a), names(to));
        let arms = from.iter().filter_map(|part| {
            let place = counterpart(part, places.get(part.name.as_str())?, to);
            let (cfg, old, new) = (&part.cfg, &part.ident, &place.ident);
            Some(if part.holds.is_some() {
                let value = self.value(part, place, quote!(value));
                quote!(#cfg #path::#old(value) => Self::#new(#value),)
            } else {
                quote!(#cfg #path::#old => Self::#new,)
            })
        });
        let body = quote!(match value { #(#arms)* #others });
        self.implementation(a, b, &quote!(value), &body)
    }

    fn implementation(
        &self,
        a: &Ident,
        b: &Ident,
        parameter: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let (attributes, from, to) = self.header(a, b);
        let unused = filter::allow_unused(self.from.plan.config);
        quote! {
            #attributes
            impl ::core::convert::From<#from> for #to {
                #[inline]
                #unused
                fn from(#parameter: #from) -> Self { #body }
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
        let (from, to) = (self.from.path(self.a, a), self.to.path(self.b, b));
        (quote!(#cfg #other #allow), from, to)
    }

    fn names_deprecated(&self) -> bool {
        let parts = |shape: &Shape<'_>| {
            let branches = shape.branches.iter().flat_map(|b| &b.parts);
            shape.deprecated || shape.parts.iter().chain(branches).any(|p| p.deprecated)
        };
        parts(self.a) || parts(self.b)
    }

    /// The value of `place`, made from that of `part`, which is `value`.
    fn value(&self, part: &Part, place: &Part, value: TokenStream) -> TokenStream {
        let (Some(a), Some(b)) = (&part.holds, &place.holds) else {
            return value;
        };
        let value = match self.function(a, b) {
            None => value,
            Some(function) if part.optional => quote!(#value.map(#function)),
            Some(function) => quote!(#function(#value)),
        };
        if place.optional && !part.optional {
            quote!(::core::option::Option::Some(#value))
        } else {
            value
        }
    }

    /// The function that converts a held value; None if it is moved as it is.
    fn function(&self, a: &Holds, b: &Holds) -> Option<TokenStream> {
        let rt = self.to.runtime;
        let is_moved = same(self.from, self.to, a, b) == Some(true);
        Some(match (a.boxed, b.boxed) {
            (true, true) | (false, false) if is_moved => return None,
            (false, false) if self.is_array(b) => quote!(#rt::wire::convert_all),
            (false, false) => quote!(::core::convert::Into::into),
            (true, true) => quote!(#rt::wire::convert_boxed),
            (false, true) => quote!(#rt::wire::convert_into_box),
            (true, false) => quote!(#rt::wire::convert_unboxed),
        })
    }

    fn is_array(&self, held: &Holds) -> bool {
        matches!(self.to.plan.schema.ty(held.ty).kind(), TypeKind::Array(_))
    }
}
