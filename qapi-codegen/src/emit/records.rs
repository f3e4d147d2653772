//! Structs: of object types, of unions' common members, of arguments and of events' data.

use proc_macro2::{Ident, Span, TokenStream};
use qapi_parser::ir::DocId;
use quote::quote;

use super::docs;
use crate::plan::{At, Field, Plan};
use crate::reach::Direction;

/// A struct to emit.
pub(crate) struct Record<'p> {
    pub(crate) name: &'p Ident,
    /// `#[cfg]` of the item.
    pub(crate) cfg: TokenStream,
    /// Documentation and `#[deprecated]`.
    pub(crate) attributes: TokenStream,
    /// Where its members are documented.
    pub(crate) doc: Option<DocId>,
    pub(crate) fields: Vec<Field<'p>>,
    pub(crate) tag: Option<Tag<'p>>,
    /// The field for members beyond the schema's (`'gen': false`), if there may be any.
    pub(crate) open: Option<Ident>,
    pub(crate) at: At,
    pub(crate) direction: Direction,
    /// Whether it, or what it stands for, is deprecated itself.
    pub(crate) deprecated: bool,
}

/// A union's discriminator.
pub(crate) struct Tag<'p> {
    pub(crate) field: &'p Ident,
    pub(crate) wire: &'p str,
    /// The enum of the branches.
    pub(crate) branches: &'p Ident,
}

impl Record<'_> {
    /// The struct with its impls.
    pub(crate) fn emit(&self, plan: &Plan<'_>) -> TokenStream {
        let Record {
            name,
            cfg,
            attributes,
            ..
        } = self;
        let allow = self.allow();
        let fields = self.fields.iter().map(|f| self.definition(plan, f));
        let tag = self.tag.as_ref().map(
            |Tag {
                 field,
                 wire,
                 branches,
             }| {
                let doc = docs::member(
                    plan,
                    self.at,
                    self.doc,
                    wire,
                    &[],
                    "Which branch, with its members.",
                );
                quote!(#doc pub #field: #branches,)
            },
        );
        let rt = &plan.rt;
        let extra = self.open.as_ref().map(|extra| {
            quote! {
                /// Arguments beyond those that the schema lists.
                pub #extra: #rt::wire::Map,
            }
        });
        let default = self.is_default().then(|| quote!(, Default));
        let mut out = quote! {
            #cfg #attributes #allow
            #[derive(Clone #default)]
            pub struct #name { #(#fields)* #tag #extra }
        };
        if self.direction.encode {
            out.extend(self.constructors(plan));
        }
        out.extend(self.encode(plan));
        if self.direction.decode {
            out.extend(self.decode(plan));
        }
        out
    }

    /// Whether all members are optional.
    pub(crate) fn is_default(&self) -> bool {
        self.direction.encode
            && self.tag.is_none()
            && self.fields.iter().all(|f| f.member.optional())
    }

    /// `#[allow(deprecated)]` where the item names what is deprecated.
    fn allow(&self) -> TokenStream {
        let features = self.fields.iter().flat_map(|f| f.member.features());
        docs::allow_deprecated(self.deprecated || docs::is_deprecated(features))
    }

    fn definition(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
        let Field {
            member,
            ident,
            cfg,
            attributes,
            ..
        } = field;
        let doc = docs::member(
            plan,
            self.at,
            plan.schema.ty(member.owner()).doc().or(self.doc),
            member.name(),
            member.features(),
            &format!("`{}`", member.name()),
        );
        let deprecated = docs::deprecated(member.features());
        let ty = field.full_type();
        quote!(#cfg #doc #deprecated #attributes pub #ident: #ty,)
    }

    /// `new` with what is required, and a setter for everything optional.
    fn constructors(&self, plan: &Plan<'_>) -> TokenStream {
        let Record { name, cfg, .. } = self;
        let allow = self.allow();
        let (mut parameters, mut values) = (Vec::new(), Vec::new());
        for field in &self.fields {
            let Field {
                ident, cfg, member, ..
            } = field;
            if member.optional() {
                values.push(quote!(#cfg #ident: ::core::option::Option::None));
            } else {
                let (ty, value) = field.parameter(ident);
                parameters.push(quote!(#cfg #ident: #ty));
                let plain = !field.converts && !field.boxed;
                values.push(if plain {
                    quote!(#cfg #ident)
                } else {
                    quote!(#cfg #ident: #value)
                });
            }
        }
        if let Some(Tag {
            field, branches, ..
        }) = &self.tag
        {
            parameters.push(quote!(#field: impl ::core::convert::Into<#branches>));
            values.push(quote!(#field: #field.into()));
        }
        if let Some(extra) = &self.open {
            values.push(quote!(#extra: ::core::default::Default::default()));
        }
        if values.is_empty() {
            return TokenStream::new();
        }
        let body = if self.is_default() {
            quote!(::core::default::Default::default())
        } else {
            quote!(Self { #(#values),* })
        };
        // As many as the schema requires.
        let many = (parameters.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
        let setters = self
            .fields
            .iter()
            .filter(|f| f.member.optional())
            .map(setter);
        let extra = self.open.as_ref().map(|extra| extra_setter(plan, extra));
        quote! {
            #cfg #allow
            impl #name {
                /// With what is required.
                #[inline]
                #many
                pub fn new(#(#parameters),*) -> Self { #body }
                #(#setters)*
                #extra
            }
        }
    }

    fn encode(&self, plan: &Plan<'_>) -> TokenStream {
        let Record { name, cfg, .. } = self;
        let (rt, allow) = (&plan.rt, self.allow());
        let names = self.fields.iter().map(|f| {
            let (cfg, wire) = (&f.cfg, f.member.name());
            quote!(#cfg #wire)
        });
        let values = self.fields.iter().map(|field| self.value(plan, field));
        let lists = quote!(&[#(#names),*], &[#(#values),*]);
        let body = match (&self.tag, &self.open) {
            (Some(Tag { field, wire, .. }), _) => quote!(w.union(#wire, &self.#field, #lists)),
            (None, Some(extra)) => quote!(w.open_object(#lists, &self.#extra)),
            (None, None) => quote!(w.object(#lists)),
        };
        quote! {
            #cfg #allow
            impl #rt::wire::Encode for #name {
                #[inline]
                fn encode(&self, w: &mut #rt::wire::Writer<'_>) { #body }
            }
        }
    }

    /// What of a field is written.
    fn value(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
        let Field {
            ident, cfg, member, ..
        } = field;
        let doc = plan.schema.ty(member.owner()).doc().or(self.doc);
        let doc = doc.and_then(|id| plan.schema.doc(id).member(member.name()));
        let rt = &plan.rt;
        if plan
            .custom
            .is_secret(plan.schema, member, doc.unwrap_or_default())
        {
            quote!(#cfg &#rt::wire::Secret(&self.#ident))
        } else {
            quote!(#cfg &self.#ident)
        }
    }

    /// How each field is read from the reader `r`.
    fn reads(&self) -> Vec<Read> {
        let mut reads = Vec::new();
        for Field {
            ident, cfg, member, ..
        } in &self.fields
        {
            let wire = member.name();
            let name = if member.optional() { "opt" } else { "req" };
            let function = Ident::new(name, Span::call_site());
            let read = quote!(r.#function(#wire));
            reads.push(Read {
                cfg: cfg.clone(),
                field: ident.clone(),
                read,
            });
        }
        let known: Vec<&str> = self.fields.iter().map(|f| f.member.name()).collect();
        let mut add = |field: &Ident, read| {
            reads.push(Read {
                cfg: TokenStream::new(),
                field: field.clone(),
                read,
            })
        };
        if let Some(Tag { field, wire, .. }) = &self.tag {
            add(field, quote!(r.branch(#wire, &[#(#known),*])));
        }
        if let Some(extra) = &self.open {
            add(extra, quote!(r.others(&[#(#known),*])));
        }
        reads
    }

    fn decode(&self, plan: &Plan<'_>) -> TokenStream {
        let Record { name, cfg, .. } = self;
        let (rt, allow) = (&plan.rt, self.allow());
        let reads = self.reads();
        let values = reads
            .iter()
            .map(|Read { cfg, field, .. }| quote!(#cfg #field));
        // A pattern's parts cannot have attributes: what is conditional is read on its own.
        let (plain, conditional): (Vec<_>, Vec<_>) = reads.iter().partition(|r| r.cfg.is_empty());
        let conditional = conditional
            .iter()
            .map(|Read { cfg, field, read }| quote!(#cfg let #field = #read?;));
        let fields = plain.iter().map(|r| &r.field);
        let plain_reads = plain.iter().map(|r| &r.read);
        let plain = match plain.as_slice() {
            [] => TokenStream::new(),
            [Read { field, read, .. }] => quote!(let #field = #read?;),
            _ => quote! {
                let (#(::core::option::Option::Some(#fields)),*) = (#(#plain_reads),*) else {
                    return ::core::option::Option::None;
                };
            },
        };
        let body = if reads.is_empty() {
            quote!(r.members().map(|_| Self {}))
        } else {
            quote! {
                #(#conditional)*
                #plain
                ::core::option::Option::Some(Self { #(#values),* })
            }
        };
        quote! {
            #cfg #allow
            impl #rt::wire::Decode for #name {
                #[inline]
                fn decode(r: &#rt::wire::Reader<'_, '_>) -> ::core::option::Option<Self> { #body }
            }
        }
    }
}

/// How a field is read.
struct Read {
    cfg: TokenStream,
    field: Ident,
    read: TokenStream,
}

fn setter(field: &Field<'_>) -> TokenStream {
    let Field {
        ident,
        setter,
        cfg,
        member,
        ..
    } = field;
    let value = Ident::new("value", Span::call_site());
    let (ty, value) = field.parameter(&value);
    let doc = docs::attribute(&format!("Sets `{}`.", member.name()));
    let deprecated = docs::deprecated(member.features());
    quote! {
        #cfg #doc #deprecated
        #[inline]
        #[must_use]
        pub fn #setter(mut self, value: #ty) -> Self { self.#ident = ::core::option::Option::Some(#value); self }
    }
}

fn extra_setter(plan: &Plan<'_>, extra: &Ident) -> TokenStream {
    let rt = &plan.rt;
    quote! {
        /// Adds an argument beyond those that the schema lists.
        #[must_use]
        pub fn #extra(mut self, name: impl ::core::convert::Into<::std::string::String>, value: impl ::core::convert::Into<#rt::wire::Value>) -> Self {
            self.#extra.insert(name.into(), value.into());
            self
        }
    }
}
