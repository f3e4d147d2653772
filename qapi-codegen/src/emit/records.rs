//! Structs: of object types, of unions' common members, of arguments and of events' data.

use proc_macro2::{Ident, Span, TokenStream};
use qapi_parser::ir::{DocId, Member, Object, TypeId};
use quote::{ToTokens, format_ident, quote};

use super::{docs, required, setters};
use crate::items::{
    self, Attribute, Attributes, Fields, Function, Holds, Impl, Item, Member as ImplMember,
    Parameter, Struct, Wire,
};
use crate::plan::{At, Field, Plan};
use crate::reach::Direction;

/// A struct to emit.
pub(crate) struct Record<'p> {
    pub(crate) name: &'p Ident,
    /// `#[cfg]` of the item.
    pub(crate) cfg: TokenStream,
    /// Documentation.
    pub(crate) docs: String,
    /// The caller's attributes.
    pub(crate) attributes: &'p [Attribute],
    /// The comment that documents its members.
    pub(crate) doc: Option<DocId>,
    pub(crate) fields: Vec<Field<'p>>,
    pub(crate) tag: Option<Tag<'p>>,
    /// The struct of required members, where `new` takes that: see [`required`].
    pub(crate) required: Option<&'p Ident>,
    /// The path to that struct and to the branches.
    pub(crate) path: TokenStream,
    /// The field for members beyond the schema's, if there may be any.
    pub(crate) open: Option<Ident>,
    /// True if that field keeps unknown members by the caller's wish; else it has open arguments
    /// (`'gen': false`).
    pub(crate) kept: bool,
    /// True if it has a command's or event's own members. Beside optional ones, required ones have
    /// setters, too: elsewhere they would cost each user's compiler more than they are worth.
    pub(crate) inline: bool,
    pub(crate) at: At,
    pub(crate) direction: Direction,
    /// True if it, or the item that it stands for, is deprecated itself.
    pub(crate) deprecated: bool,
}

/// A union's discriminator.
#[derive(Clone)]
pub(crate) struct Tag<'p> {
    pub(crate) field: &'p Ident,
    pub(crate) wire: &'p str,
    /// The enum of the branches.
    pub(crate) branches: &'p Ident,
}

impl<'p> Tag<'p> {
    /// None: the object is no union.
    pub(super) fn of(plan: &'p Plan<'_>, id: TypeId, object: &'p Object) -> Option<Self> {
        let (field, member) = plan.tag(id, object)?;
        Some(Tag {
            field,
            wire: member.name(),
            branches: plan.branch_ident(id)?,
        })
    }
}

impl Record<'_> {
    /// The struct with its impls. `more` are functions that make a value, beside `new`.
    pub(crate) fn emit(&self, plan: &Plan<'_>, more: Vec<Function>) -> Vec<Item> {
        let mut out = vec![Item::Struct(self.define(plan)), Item::Impl(self.clone())];
        if self.direction.encode {
            out.extend(required::emit(self, plan));
            out.extend(self.constructors(plan, more).map(Item::Impl));
            out.push(Item::Impl(self.encode(plan)));
        } else {
            out.push(Item::Impl(self.debug(plan)));
        }
        if self.direction.decode {
            out.push(Item::Impl(self.decode(plan)));
        }
        out
    }

    /// The struct.
    pub(crate) fn define(&self, plan: &Plan<'_>) -> Struct {
        let fields = self.fields.iter().map(|f| self.definition(plan, f));
        let other = |doc, name: &Ident, wire: &str, ty| items::Field {
            attributes: Attributes::default().doc(doc),
            public: true,
            name: Some(name.clone()),
            wire: Some(Wire {
                name: wire.to_owned(),
                holds: None,
            }),
            ..items::Field::plain(ty)
        };
        let tag = self.tag.as_ref().map(|tag| {
            let branches = tag.branches;
            let about = "The branch, with its members.";
            let doc = docs::member(plan, self.at, self.doc, tag.wire, &[], about);
            other(doc, tag.field, tag.wire, quote!(#branches))
        });
        let rt = &plan.rt;
        let open = self.open.as_ref().map(|extra| {
            let doc = if self.kept {
                "Members beyond those that the schema lists, as a newer peer sends them."
            } else {
                "Arguments beyond those that the schema lists."
            };
            other(
                doc.to_owned(),
                extra,
                "further members",
                quote!(#rt::wire::Map),
            )
        });
        let mut attributes = Attributes::of(&self.cfg)
            .doc(self.docs.clone())
            .deprecated(self.deprecated)
            .all(self.attributes)
            .and(self.allow());
        if self.is_default() {
            attributes = attributes.derive(vec![quote!(Default)]);
        }
        Struct {
            attributes,
            name: self.name.clone(),
            generics: TokenStream::new(),
            fields: Fields::Named(fields.chain(tag).chain(open).collect()),
        }
    }

    /// The attributes of an impl.
    fn outer(&self) -> Attributes {
        Attributes::of(&self.cfg).and(self.allow())
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
        let mut members = self.fields.iter().map(|field| field.member);
        let names = members.any(|member| docs::is_deprecated(member.features()));
        docs::allow_deprecated(self.deprecated || names)
    }

    fn definition(&self, plan: &Plan<'_>, field: &Field<'_>) -> items::Field {
        let member = field.member;
        let doc = docs::field(plan, self.at, self.member_doc(plan, member), member);
        let substitution = plan
            .custom
            .member_substitution(member.owner(), member.name());
        items::Field {
            attributes: Attributes::of(&field.cfg)
                .doc(doc)
                .deprecated(docs::is_deprecated(member.features()))
                .all(&field.attributes),
            public: true,
            name: Some(field.ident.clone()),
            ty: field.ty.clone(),
            optional: field.optional,
            wire: Some(Wire {
                name: member.name().to_owned(),
                holds: Some(Holds {
                    ty: member.ty(),
                    boxed: field.boxed,
                    substitution: substitution.cloned(),
                }),
            }),
        }
    }

    /// `Clone`, which costs each user's compiler less than a derived one: it does not name the
    /// fields that are `Copy`.
    pub(super) fn clone(&self) -> Impl {
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
        let body = quote! {
            #[inline]
            fn clone(&self) -> Self { Self { #(#fields)* #(#others)* #base } }
        };
        Impl::of_trait(self.outer(), quote!(::core::clone::Clone), self.name, body)
    }

    /// `new` with the required members, setters, and functions that add others.
    fn constructors(&self, plan: &Plan<'_>, more: Vec<Function>) -> Option<Impl> {
        let mut values = Vec::new();
        for field in &self.fields {
            let Field { ident, cfg, .. } = field;
            values.push(match field.parameter(ident).1 {
                _ if field.optional => quote!(#cfg #ident: ::core::option::Option::None),
                _ if self.required.is_some() => quote!(#cfg #ident: required.#ident),
                value if *ident == value.to_string() => quote!(#cfg #ident),
                value => quote!(#cfg #ident: #value),
            });
        }
        values.extend(
            self.tag
                .iter()
                .map(|Tag { field, .. }| match self.required {
                    Some(_) => quote!(#field: required.#field),
                    None => quote!(#field: #field.into()),
                }),
        );
        let empty = |extra| quote!(#extra: ::core::default::Default::default());
        values.extend(self.open.iter().map(empty));
        if values.is_empty() {
            return None;
        }
        let body = if self.is_default() {
            quote!(::core::default::Default::default())
        } else {
            quote!(Self { #(#values),* })
        };
        let all = self.inline && self.fields.iter().any(|f| f.optional);
        let settable = self.fields.iter().filter(|f| f.optional || all);
        let setters = settable.map(setters::setter);
        let taken: Vec<_> = self.fields.iter().map(|field| &field.setter).collect();
        let others = match &self.open {
            Some(field) if self.kept => vec![setters::kept(plan, field)],
            Some(field) => setters::open(plan, field, &taken).into(),
            None => Vec::new(),
        };
        let functions = [self.constructor(body)].into_iter();
        let functions = functions.chain(more).chain(setters).chain(others);
        Some(self.functions(plan, functions.collect()))
    }

    /// The impl of a struct's own functions.
    pub(super) fn functions(&self, plan: &Plan<'_>, functions: Vec<Function>) -> Impl {
        let empty = self.fields.iter().any(|f| plan.may_be_empty(f.member.ty()));
        let unused =
            empty.then(|| quote!(#[allow(unreachable_code, unused_mut, unused_variables)]));
        Impl {
            attributes: self.outer().and(unused.unwrap_or_default()),
            generics: TokenStream::new(),
            of_trait: None,
            of: self.name.clone().into(),
            members: functions.into_iter().map(ImplMember::Function).collect(),
        }
    }

    /// The parameters of `new`: what the schema requires.
    pub(super) fn parameters(&self) -> Vec<Parameter> {
        let path = &self.path;
        if let Some(required) = self.required {
            return vec![Parameter::new("required", quote!(#path #required))];
        }
        let required = self.fields.iter().filter(|field| !field.optional);
        let members = required.map(|field| Parameter {
            attributes: Attributes::of(&field.cfg),
            name: field.ident.clone(),
            ty: field.parameter(&field.ident).0,
        });
        let tag = self.tag.iter().map(
            |Tag {
                 field, branches, ..
             }| Parameter {
                attributes: Attributes::default(),
                name: (*field).clone(),
                ty: quote!(impl ::core::convert::Into<#path #branches>),
            },
        );
        members.chain(tag).collect()
    }

    /// `new`, with as many parameters as the schema requires.
    pub(super) fn constructor(&self, body: TokenStream) -> Function {
        let parameters = self.parameters();
        // Without its conditional parameters, `new` may have none.
        let mut attributes = parameters.iter().map(|parameter| &parameter.attributes);
        let bare = !self.is_default() && attributes.all(|all| all.iter().next().is_some());
        let bare = bare.then(|| quote!(#[allow(clippy::new_without_default)]));
        let many = (parameters.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
        Function {
            attributes: Attributes::default()
                .doc("Creates a value with its required members.")
                .and(quote!(#[inline]))
                .and(many.unwrap_or_default())
                .and(bare.unwrap_or_default()),
            name: format_ident!("new"),
            receiver: TokenStream::new(),
            parameters,
            result: Some(quote!(Self)),
            body,
        }
    }

    pub(super) fn encode(&self, plan: &Plan<'_>) -> Impl {
        let rt = &plan.rt;
        let values = self.fields.iter().map(|field| self.value(plan, field));
        let values: Vec<_> = values.collect();
        let names = self.fields.iter();
        let names = Texts::of(names.map(|f| (f.cfg.clone(), f.member.name())));
        let lists = quote!(#names, &[#(#values),*]);
        let body = match (&self.tag, &self.open) {
            (Some(Tag { field, wire, .. }), None) => quote!(w.union(#wire, &self.#field, #lists)),
            (Some(Tag { field, wire, .. }), Some(extra)) => {
                quote!(w.open_union(#wire, &self.#field, #lists, &self.#extra))
            }
            (None, Some(extra)) => quote!(w.open_object(#lists, &self.#extra)),
            (None, None) if values.is_empty() => quote!(w.empty()),
            (None, None) => match (names.single(), references(&values)) {
                (Some(name), Some(tuple)) => quote!(w.fields(#name, #tuple)),
                _ => quote!(w.object(#lists)),
            },
        };
        let body = quote! {
            #[inline]
            fn encode(&self, w: &mut #rt::wire::Writer<'_>) { #body }
        };
        Impl::of_trait(self.outer(), quote!(#rt::wire::Encode), self.name, body)
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
    pub(super) fn debug(&self, plan: &Plan<'_>) -> Impl {
        let rt = &plan.rt;
        let text = self.name.to_string();
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
        let names = Texts::of(names);
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
        let values: Vec<_> = values.collect();
        let body = match (names.single(), references(&values)) {
            (Some(names), Some(tuple)) => {
                quote!(#rt::wire::debug_fields(f, #text, #names, #tuple))
            }
            _ => quote!(#rt::wire::debug_object(f, #text, #names, &[#(#values),*])),
        };
        let body = quote! {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { #body }
        };
        Impl::of_trait(self.outer(), quote!(::core::fmt::Debug), self.name, body)
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

    fn decode(&self, plan: &Plan<'_>) -> Impl {
        let rt = &plan.rt;
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
                let names = Texts::of(fields.iter().map(|f| (f.cfg.clone(), f.member.name())));
                let read = match names.single() {
                    Some(names) => quote!(#r.fields(#names)),
                    None => quote!(#r.object(#names)),
                };
                bind(&quote!((#(#idents),*)), &read)
            }
        });
        let known = || {
            let names = self.fields.iter().map(|f| f.member.name());
            Texts::of(names.map(|name| (TokenStream::new(), name)))
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
        let body = quote! {
            #[inline]
            #style
            fn decode(#r: &#rt::wire::Reader<'_, '_>) -> ::core::option::Option<Self> { #body }
        };
        Impl::of_trait(self.outer(), quote!(#rt::wire::Decode), self.name, body)
    }
}

/// Maximum number of members that the runtime reads or writes at once.
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

/// One reference, or several as a tuple, for the runtime's calls that take these. None if there are
/// too many.
fn references(values: &[TokenStream]) -> Option<TokenStream> {
    match values {
        [value] => Some(value.clone()),
        _ if values.len() <= MANY => Some(quote!((#(#values),*))),
        _ => None,
    }
}

/// A list of names, each with its `#[cfg]`, in as few texts as fit lines.
pub(super) struct Texts(Vec<(TokenStream, String)>);

impl Texts {
    pub(super) fn of<'n>(names: impl Iterator<Item = (TokenStream, &'n str)>) -> Self {
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
        Texts(texts)
    }

    /// The text, if all names fit one and none is conditional. Instead of a list, which is a constant
    /// of its own, it saves each user's compiler time.
    fn single(&self) -> Option<&str> {
        match self.0.as_slice() {
            [(cfg, text)] if cfg.is_empty() => Some(text),
            _ => None,
        }
    }
}

impl ToTokens for Texts {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let texts = self.0.iter().map(|(cfg, text)| quote!(#cfg #text));
        tokens.extend(quote!(&[#(#texts),*]));
    }
}
