//! Structs: of object types, of unions' common members, of arguments and of events' data.

use proc_macro2::{Ident, Span, TokenStream};
use qapi_parser::ir::{DocId, Member};
use quote::{ToTokens, quote};

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
    /// The comment that documents its members.
    pub(crate) doc: Option<DocId>,
    pub(crate) fields: Vec<Field<'p>>,
    pub(crate) tag: Option<Tag<'p>>,
    /// The field for members beyond the schema's, if there may be any.
    pub(crate) open: Option<Ident>,
    /// True if that field keeps unknown members by the caller's wish; else it has open arguments
    /// (`'gen': false`).
    pub(crate) kept: bool,
    pub(crate) at: At,
    pub(crate) direction: Direction,
    /// True if it, or the item that it stands for, is deprecated itself.
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
            let doc = docs::attribute(if self.kept {
                "Members beyond those that the schema lists, as a newer peer sends them."
            } else {
                "Arguments beyond those that the schema lists."
            });
            quote!(#doc pub #extra: #rt::wire::Map,)
        });
        let default = self.is_default().then(|| quote!(#[derive(Default)]));
        let mut out = quote! {
            #cfg #attributes #allow #default
            pub struct #name { #(#fields)* #tag #extra }
        };
        out.extend(self.clone());
        if self.direction.encode {
            out.extend(self.constructors(plan));
            out.extend(self.encode(plan));
        } else {
            out.extend(self.debug(plan));
        }
        if self.direction.decode {
            out.extend(self.decode(plan));
        }
        out
    }

    /// Returns true if all members are optional.
    pub(crate) fn is_default(&self) -> bool {
        self.direction.encode && self.tag.is_none() && self.fields.iter().all(|f| f.optional)
    }

    /// The fields beside those of the members: a union's discriminator, open arguments.
    fn others(&self) -> impl Iterator<Item = &Ident> {
        self.tag.iter().map(|tag| tag.field).chain(&self.open)
    }

    /// `#[allow(deprecated)]` where the item names a deprecated one.
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
        let doc = docs::field(plan, self.at, self.member_doc(plan, member), member);
        let deprecated = docs::deprecated(member.features());
        let ty = field.full_type();
        quote!(#cfg #doc #deprecated #attributes pub #ident: #ty,)
    }

    /// `Clone`, which costs each user's compiler less than a derived one: it does not name the
    /// fields that are `Copy`.
    fn clone(&self) -> TokenStream {
        let Record { name, cfg, .. } = self;
        let allow = self.allow();
        // Conditional fields may be all that `..*self` has.
        let rest = |field: &&Field<'_>| field.copy && field.cfg.is_empty();
        let base = self.fields.iter().any(|f| rest(&f));
        let base = base.then(|| quote!(..*self));
        let fields = self.fields.iter().filter(|f| !rest(f));
        let fields = fields.map(
            |Field {
                 ident,
                 cfg,
                 copy,
                 foreign,
                 ..
             }| {
                let value = match (copy, foreign) {
                    (true, _) => quote!(self.#ident),
                    // The caller's type may have a method `clone`.
                    (false, true) => quote!(::core::clone::Clone::clone(&self.#ident)),
                    (false, false) => quote!(self.#ident.clone()),
                };
                quote!(#cfg #ident: #value,)
            },
        );
        let others = self
            .others()
            .map(|ident| quote!(#ident: self.#ident.clone(),));
        quote! {
            #cfg #allow
            impl ::core::clone::Clone for #name {
                #[inline]
                fn clone(&self) -> Self { Self { #(#fields)* #(#others)* #base } }
            }
        }
    }

    /// `new` with the required members, and a setter for each optional one.
    fn constructors(&self, plan: &Plan<'_>) -> TokenStream {
        let Record { name, cfg, .. } = self;
        let allow = self.allow();
        let (mut parameters, mut values) = (Vec::new(), Vec::new());
        for field in &self.fields {
            let Field {
                ident,
                cfg,
                optional,
                ..
            } = field;
            if *optional {
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
        let required = |f: &&Field<'_>| !f.optional;
        let mut required = self.fields.iter().filter(required).peekable();
        // Without its conditional parameters, `new` may have none.
        let bare = self.tag.is_none() && required.peek().is_some();
        let bare = (bare && required.all(|f| !f.cfg.is_empty()))
            .then(|| quote!(#[allow(clippy::new_without_default)]));
        let many = (parameters.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
        let empty = self.fields.iter().any(|f| plan.may_be_empty(f.member.ty()));
        let unused =
            empty.then(|| quote!(#[allow(unreachable_code, unused_mut, unused_variables)]));
        let setters = self.fields.iter().filter(|f| f.optional).map(setter);
        let extra = self
            .open
            .as_ref()
            .map(|extra| self.extra_setter(plan, extra));
        quote! {
            #cfg #allow #unused
            impl #name {
                /// Creates a value with its required members.
                #[inline]
                #many
                #bare
                pub fn new(#(#parameters),*) -> Self { #body }
                #(#setters)*
                #extra
            }
        }
    }

    fn extra_setter(&self, plan: &Plan<'_>, extra: &Ident) -> TokenStream {
        let rt = &plan.rt;
        let what = if self.kept { "a member" } else { "an argument" };
        let doc = docs::attribute(&format!("Adds {what} beyond those that the schema lists."));
        quote! {
            #doc
            #[must_use]
            pub fn #extra(mut self, name: impl ::core::convert::Into<::std::string::String>, value: impl ::core::convert::Into<#rt::wire::Value>) -> Self {
                self.#extra.insert(name.into(), value.into());
                self
            }
        }
    }

    fn encode(&self, plan: &Plan<'_>) -> TokenStream {
        let Record { name, cfg, .. } = self;
        let (rt, allow) = (&plan.rt, self.allow());
        let values = self.fields.iter().map(|field| self.value(plan, field));
        let names = texts(self.fields.iter().map(|f| (f.cfg.clone(), f.member.name())));
        let lists = quote!(#names, &[#(#values),*]);
        let body = match (&self.tag, &self.open) {
            (Some(Tag { field, wire, .. }), None) => quote!(w.union(#wire, &self.#field, #lists)),
            (Some(Tag { field, wire, .. }), Some(extra)) => {
                quote!(w.open_union(#wire, &self.#field, #lists, &self.#extra))
            }
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

    /// The expression that a field is written from.
    fn value(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
        let Field { ident, cfg, .. } = field;
        let rt = &plan.rt;
        if self.is_secret(plan, field) {
            quote!(#cfg &#rt::wire::Secret(&self.#ident))
        } else {
            quote!(#cfg &self.#ident)
        }
    }

    /// The comment that documents a member: by the struct's own comment, or by that of the object
    /// that lists it.
    fn member_doc(&self, plan: &Plan<'_>, member: &Member) -> Option<DocId> {
        let own = self.doc.filter(|id| {
            let doc = plan.schema.doc(*id);
            doc.member(member.name()).is_some()
        });
        own.or_else(|| plan.schema.ty(member.owner()).doc())
            .or(self.doc)
    }

    fn is_secret(&self, plan: &Plan<'_>, field: &Field<'_>) -> bool {
        let member = field.member;
        let doc = self.member_doc(plan, member);
        let doc = doc.and_then(|id| plan.schema.doc(id).member(member.name()));
        plan.custom
            .is_secret(plan.schema, member, doc.unwrap_or_default())
    }

    /// `Debug` of types that are only received: those that are sent have one through `Encode`.
    fn debug(&self, plan: &Plan<'_>) -> TokenStream {
        let Record { name, cfg, .. } = self;
        let (rt, allow) = (&plan.rt, self.allow());
        let text = name.to_string();
        let tag = self.tag.iter().map(|tag| tag.wire.to_owned());
        let open = self.open.iter().map(ToString::to_string);
        let others: Vec<_> = tag.chain(open).collect();
        let fields = self.fields.iter();
        let names = fields.map(|f| (f.cfg.clone(), f.member.name()));
        let names = names.chain(
            others
                .iter()
                .map(|name| (TokenStream::new(), name.as_str())),
        );
        let names = texts(names);
        let values = self.fields.iter().map(|field| {
            let Field {
                ident,
                cfg,
                optional,
                ..
            } = field;
            match (self.is_secret(plan, field), *optional) {
                (true, true) => quote!(#cfg &self.#ident.as_ref().map(|_| "…")),
                (true, false) => quote!(#cfg &"…"),
                (false, _) => quote!(#cfg &self.#ident),
            }
        });
        let values = values.chain(self.others().map(|ident| quote!(&self.#ident)));
        quote! {
            #cfg #allow
            impl ::core::fmt::Debug for #name {
                #[inline]
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #rt::wire::debug_object(f, #text, #names, &[#(#values),*])
                }
            }
        }
    }

    /// The name of the reader in `decode`: one that no field hides.
    fn reader(&self) -> Ident {
        let fields = || self.fields.iter().map(|f| &f.ident).chain(self.others());
        let mut name = "r".to_owned();
        while fields().any(|field| *field == name) {
            name.push('_');
        }
        Ident::new(&name, Span::call_site())
    }

    fn decode(&self, plan: &Plan<'_>) -> TokenStream {
        let Record { name, cfg, .. } = self;
        let (rt, allow) = (&plan.rt, self.allow());
        let r = &self.reader();
        // A pattern's parts cannot have attributes: conditional members are read on their own.
        let (plain, conditional): (Vec<_>, Vec<_>) =
            self.fields.iter().partition(|f| f.cfg.is_empty());
        let conditional = conditional.iter().map(|f| {
            let (cfg, ident, read) = (&f.cfg, &f.ident, read(f, r));
            quote!(#cfg let #ident = #read?;)
        });
        let bare = plain.is_empty() && self.tag.is_none() && self.open.is_none();
        // Without any of its conditional members it is still an object.
        let object = bare.then(|| quote!(#r.members()?;));
        let plain = plain.chunks(MANY).map(|fields| match fields {
            [field] => bind(&field.ident, &read(field, r)),
            _ => {
                let idents = fields.iter().map(|f| &f.ident);
                let names = texts(fields.iter().map(|f| (f.cfg.clone(), f.member.name())));
                bind(&quote!((#(#idents),*)), &quote!(#r.object(#names)))
            }
        });
        let known = || {
            let names = self.fields.iter().map(|f| f.member.name());
            texts(names.map(|name| (TokenStream::new(), name)))
        };
        let branch = self.tag.as_ref().map(|Tag { field, wire, .. }| {
            let known = known();
            bind(field, &quote!(#r.branch(#wire, #known)))
        });
        let open = self.open.as_ref().map(|extra| {
            if self.kept {
                return bind(extra, &quote!(#r.unread()));
            }
            let known = known();
            bind(extra, &quote!(#r.others(#known)))
        });
        let keep = self.open.as_ref().filter(|_| self.kept);
        let keep = keep.map(|_| quote!(#r.keep_unread();));
        let values = self
            .fields
            .iter()
            .map(|Field { cfg, ident, .. }| quote!(#cfg #ident));
        let values = values.chain(self.others().map(|ident| quote!(#ident)));
        // See `bind`.
        let style = (!bare).then(|| quote!(#[allow(clippy::question_mark)]));
        let body = if bare && self.fields.is_empty() {
            quote!(#r.members().map(|_| Self {}))
        } else {
            quote! {
                #keep
                #object
                #(#conditional)*
                #(#plain)*
                #branch
                #open
                ::core::option::Option::Some(Self { #(#values),* })
            }
        };
        quote! {
            #cfg #allow
            impl #rt::wire::Decode for #name {
                #[inline]
                #style
                fn decode(#r: &#rt::wire::Reader<'_, '_>) -> ::core::option::Option<Self> { #body }
            }
        }
    }
}

/// Maximum number of members that the runtime reads at once.
const MANY: usize = 12;

/// Reads a field on its own from the reader.
fn read(field: &Field<'_>, r: &Ident) -> TokenStream {
    let wire = field.member.name();
    if field.optional {
        quote!(#r.opt(#wire))
    } else {
        quote!(#r.req(#wire))
    }
}

/// Binds the value that is read, or returns None. (`?` costs each user's compiler more.)
fn bind(pattern: &impl ToTokens, read: &TokenStream) -> TokenStream {
    quote! {
        let ::core::option::Option::Some(#pattern) = #read else {
            return ::core::option::Option::None;
        };
    }
}

/// A list of names, each with its `#[cfg]`, in as few texts as fit lines.
pub(super) fn texts<'n>(names: impl Iterator<Item = (TokenStream, &'n str)>) -> TokenStream {
    const LONG: usize = 72;
    let mut texts: Vec<(TokenStream, String)> = Vec::new();
    for (cfg, name) in names {
        match texts.last_mut() {
            Some((last, text))
                if last.is_empty() && cfg.is_empty() && text.len() + name.len() < LONG =>
            {
                text.push(' ');
                text.push_str(name);
            }
            _ => texts.push((cfg, name.to_owned())),
        }
    }
    let texts = texts.iter().map(|(cfg, text)| quote!(#cfg #text));
    quote!(&[#(#texts),*])
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
