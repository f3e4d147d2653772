//! Functions and conversions that make a union from one of its branches.
//!
//! Input: a union. Output: `From` for each type that determines its branch, and a function for each
//! other branch with members. The wrapper of an old simple union's branch is made from its content.

use foldhash::HashMap;
use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{Branches, Member, TypeId, TypeKind};
use quote::{ToTokens, format_ident, quote};

use super::docs;
use super::unions::{Payload, Union, Variant, converts};
use crate::index;
use crate::items::{Attributes, Function, Impl, Item, Parameter};
use crate::plan::{At, Field, Plan};

/// The types that branches may be made from, with the number of branches for each.
pub(super) struct Sources(HashMap<TypeId, usize>);

impl Sources {
    pub(super) fn of(plan: &Plan<'_>, branches: &Branches) -> Self {
        let mut uses = HashMap::default();
        for branch in branches.branches() {
            *uses.entry(branch.ty()).or_default() += 1;
            if let Some(content) = content(plan, branch.ty()) {
                *uses.entry(content.ty()).or_default() += 1;
            }
        }
        Sources(uses)
    }

    /// Returns true if the type determines its branch.
    pub(super) fn determine(&self, ty: TypeId) -> bool {
        self.0.get(&ty) == Some(&1)
    }
}

/// The only member of the branch of an old simple union, which wraps the value of that branch.
fn content<'s>(plan: &Plan<'s>, branch: TypeId) -> Option<&'s Member> {
    let ty = plan.schema.ty(branch);
    let TypeKind::Object(object) = ty.kind() else {
        return None;
    };
    let mut members = object.members(plan.schema);
    let only = members.next().filter(|member| member.name() == "data")?;
    let bare = object.branches().is_none() && members.next().is_none();
    let bare = bare && !only.optional() && only.cond().is_none();
    let ours = !plan.custom.is_foreign(ty.name()) && !plan.keeps_unknown(branch);
    (bare && ours).then_some(only)
}

/// The field of a wrapper, seen from there.
pub(super) fn wrapped<'s>(plan: &Plan<'s>, branch: TypeId, at: At) -> Option<Field<'s>> {
    content(plan, branch)?;
    match plan.schema.ty(branch).kind() {
        TypeKind::Object(object) => plan.fields(branch, object, at).pop(),
        _ => None,
    }
}

/// Returns true if a union converts from the content of a wrapper: an object of the schema. Other
/// types may convert into an alternate around the union already.
fn content_converts(plan: &Plan<'_>, content: &Field<'_>) -> bool {
    let ty = plan.schema.ty(content.member.ty());
    matches!(ty.kind(), TypeKind::Object(_)) && !content.foreign
}

/// Chooses among several branches with the same payload the one in the name of the payload's type.
/// `BlockdevOptionsFile` converts into the branch `file` of `BlockdevOptions`, although
/// `host_device` has that type, too.
pub(super) fn namesake<'s>(
    plan: &Plan<'s>,
    union: TypeId,
    branches: &'s Branches,
    payload: TypeId,
) -> Option<&'s str> {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|c| c.to_ascii_lowercase()).collect()
    };
    let rest = plan.schema.ty(payload).name();
    let rest = plain(rest.strip_prefix(plan.schema.ty(union).name())?);
    let mut same = branches.branches().iter().filter(|b| b.ty() == payload);
    same.find(|b| plain(b.name()) == rest).map(|b| b.name())
}

impl Payload<'_> {
    /// The variant's value, from an expression of the payload's type.
    fn value(&self, payload: TokenStream) -> TokenStream {
        match self.boxed {
            true => quote!(::std::boxed::Box::new(#payload)),
            false => payload,
        }
    }

    /// The variant's value, from an expression of its wrapper's content.
    fn wrap(&self, content: TokenStream) -> TokenStream {
        let ty = &self.ty;
        self.value(quote!(<#ty>::new(#content)))
    }
}

impl Union<'_> {
    /// A function for each branch with members that no type determines.
    pub(super) fn functions(&self, plan: &Plan<'_>) -> Vec<Function> {
        if self.record.required.is_some() {
            // The discriminator is one of the members that callers name.
            return Vec::new();
        }
        let names = plan.custom.names.branches(self.id);
        let functions = self.variants.iter().filter_map(|variant| {
            let payload = variant.payload.as_ref()?;
            let determined = match &payload.wrapped {
                Some(_) => self.determining_content(plan, payload).is_some(),
                None => payload.converts,
            };
            if determined {
                return None;
            }
            Some(self.function(plan, names.get(variant.number)?, variant, payload))
        });
        functions.collect()
    }

    fn function(
        &self,
        plan: &Plan<'_>,
        name: &Ident,
        variant: &Variant<'_>,
        payload: &Payload<'_>,
    ) -> Function {
        let mut parameters = self.record.parameters();
        // The last one is the discriminator.
        parameters.pop();
        let given: Vec<_> = parameters.iter().map(Parameter::passed_on).collect();
        let argument = self.argument();
        let (ty, value) = match &payload.wrapped {
            Some(content) => {
                let ty = content.parameter(&argument).0;
                (ty, payload.wrap(argument.to_token_stream()))
            }
            None if converts(plan, variant.branch.ty()) => {
                let ty = &payload.ty;
                let ty = quote!(impl ::core::convert::Into<#ty>);
                (ty, payload.value(quote!(#argument.into())))
            }
            None => (payload.ty.clone(), payload.value(quote!(#argument))),
        };
        parameters.push(Parameter::new(&argument.to_string(), ty));
        let (branches, ident) = (self.tag.branches, &variant.ident);
        let doc = format!("Creates a value of the branch `{}`.", variant.branch.name());
        Function {
            attributes: Attributes::of(&variant.cfg)
                .doc(doc)
                .deprecated(docs::is_deprecated(variant.features))
                .and(docs::allow_deprecated(docs::is_deprecated(
                    variant.features,
                )))
                .and(quote!(#[inline])),
            name: name.clone(),
            receiver: TokenStream::new(),
            parameters,
            result: Some(quote!(Self)),
            body: quote!(Self::new(#(#given,)* #branches::#ident(#value))),
        }
    }

    /// The name of the parameter for a branch: one that no member has.
    fn argument(&self) -> Ident {
        let mut name = format_ident!("branch");
        while self.record.fields.iter().any(|field| field.ident == name) {
            name = format_ident!("{name}_");
        }
        name
    }

    /// `From` impls into the branches, from each type that determines its branch. One generic impl
    /// converts everything that converts into the branches into the union: it costs each user's
    /// compiler less than one for each payload.
    pub(super) fn conversions(&self, plan: &Plan<'_>) -> Vec<Item> {
        let mut out = Vec::new();
        for variant in &self.variants {
            let Some(payload) = &variant.payload else {
                continue;
            };
            let ident = &variant.ident;
            let outer = self.outer_of(variant);
            // A wrapper is only the form on the wire: what it holds converts instead.
            if let Some(content) = self.determining_content(plan, payload) {
                let value = payload.wrap(quote!(payload));
                out.push(self.from(outer, &content.inner, ident, &value));
            } else if payload.converts {
                let value = payload.value(quote!(payload));
                out.push(self.from(outer, &payload.ty, ident, &value));
            }
        }
        out.extend(self.refusals(plan));
        out.extend(self.generic(plan));
        out
    }

    /// For each type that several branches are made from, an impl of `From` that nothing satisfies:
    /// its error names the functions to call instead. A bound with a lifetime of its own is checked
    /// only where the impl is used.
    fn refusals(&self, plan: &Plan<'_>) -> Vec<Item> {
        // Each type with a variant and its value; without them, one that converts already.
        let mut uses: Vec<(TypeId, Option<(&Variant<'_>, TokenStream)>)> = Vec::new();
        for variant in &self.variants {
            let Some(payload) = &variant.payload else {
                continue;
            };
            let given = quote!(payload);
            if payload.converts {
                uses.push((variant.branch.ty(), None));
            }
            let foreign = plan
                .custom
                .is_foreign(plan.schema.ty(variant.branch.ty()).name());
            let (ty, value) = match &payload.wrapped {
                Some(content) if content_converts(plan, content) => {
                    (content.member.ty(), payload.wrap(given))
                }
                _ if !foreign => (variant.branch.ty(), payload.value(given)),
                _ => continue,
            };
            if payload.content_determines {
                uses.push((ty, None));
            }
            uses.push((ty, Some((variant, value))));
        }
        let order = index::sorted(uses.len(), &|a, b| uses[a].0.cmp(&uses[b].0));
        let types = order.chunk_by(|a, b| uses[*a].0 == uses[*b].0);
        let refusals = types.filter_map(|same| {
            let ty = uses[same[0]].0;
            let made = same.iter().map(|at| uses[*at].1.as_ref());
            let made: Vec<_> = made.collect::<Option<_>>()?;
            let (variant, value) = made.iter().find(|(variant, _)| variant.cfg.is_empty())?;
            let several = made.len() > 1;
            several.then(|| self.refusal(plan, ty, &made, &variant.ident, value))
        });
        refusals.collect()
    }

    fn refusal(
        &self,
        plan: &Plan<'_>,
        ty: TypeId,
        uses: &[&(&Variant<'_>, TokenStream)],
        ident: &Ident,
        value: &TokenStream,
    ) -> Item {
        let names = plan.custom.names.branches(self.id);
        let (union, branches) = (self.record.name, self.tag.branches);
        let functions = uses
            .iter()
            .filter_map(|(variant, _)| names.get(variant.number));
        let functions: Vec<_> = functions.map(|name| format!("`{union}::{name}`")).collect();
        let note = format!("call one of {}", functions.join(", "));
        let message = format!("`{{P}}` fits several branches of `{union}`");
        let payload = plan.ty(ty, plan.at(self.id));
        let outer = self.outer().tokens();
        Item::Other(quote! {
            #outer
            const _: () = {
                #[diagnostic::on_unimplemented(message = #message, label = "name the branch", note = #note)]
                trait NamesBranch<'a, P> {}
                #[doc(hidden)]
                impl ::core::convert::From<#payload> for #branches where for<'a> (): NamesBranch<'a, #payload> {
                    #[inline]
                    fn from(payload: #payload) -> Self { Self::#ident(#value) }
                }
            };
        })
    }

    fn outer_of(&self, variant: &Variant<'_>) -> Attributes {
        Attributes::of(&self.record.cfg)
            .all(Attributes::of(&variant.cfg).iter())
            .and(self.allow())
    }

    fn determining_content<'u>(
        &self,
        plan: &Plan<'_>,
        payload: &'u Payload<'_>,
    ) -> Option<&'u Field<'u>> {
        let content = payload.wrapped.as_ref()?;
        let fits = payload.content_determines && content_converts(plan, content);
        fits.then_some(content)
    }

    fn from(
        &self,
        outer: Attributes,
        ty: &TokenStream,
        variant: &Ident,
        value: &TokenStream,
    ) -> Item {
        let body = quote! {
            #[inline]
            fn from(payload: #ty) -> Self { Self::#variant(#value) }
        };
        let of_trait = quote!(::core::convert::From<#ty>);
        Item::Impl(Impl::of_trait(outer, of_trait, self.tag.branches, body))
    }

    /// The generic `From` of the union; None if callers have to give it more than a branch.
    fn generic(&self, plan: &Plan<'_>) -> Option<Item> {
        if !converts(plan, self.id) {
            return None;
        }
        let (union, branches, field) = (self.record.name, self.tag.branches, self.tag.field);
        let (what, bound) = if self.holds_itself(plan) {
            (quote!(#branches), quote!())
        } else {
            (quote!(T), quote!(<T: ::core::convert::Into<#branches>>))
        };
        let body = quote! {
            #[inline]
            fn from(#field: #what) -> Self { Self::new(#field) }
        };
        let of_trait = quote!(::core::convert::From<#what>);
        let item = Impl::of_trait(self.outer(), of_trait, union, body).generic(bound);
        Some(Item::Impl(item))
    }

    /// Returns true if a branch is made from the union itself. The generic conversion into the union
    /// would then conflict with `From<T> for T`.
    fn holds_itself(&self, plan: &Plan<'_>) -> bool {
        self.variants.iter().any(|variant| {
            let content = variant.payload.as_ref();
            let content = content.and_then(|payload| self.determining_content(plan, payload));
            let content = content.map(|content| content.member.ty());
            variant.branch.ty() == self.id || content == Some(self.id)
        })
    }
}
