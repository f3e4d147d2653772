//! Functions and conversions that make a union from one of its branches.
//!
//! Input: a union. Output: `From` for each type that determines its branch, and a function for each
//! other branch with members. The wrapper of an old simple union's branch is made from its content.

use foldhash::HashMap;
use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{Branch, Branches, Member, Schema, TypeId, TypeKind};
use quote::{ToTokens, format_ident, quote};

use super::docs;
use super::unions::{Payload, Union, Variant, converts};
use crate::index;
use crate::items::{Attributes, Function, Impl, Item, Parameter};
use crate::plan::{At, Field, Plan};

/// The types that branches may be made from.
#[derive(Default)]
pub(super) struct Sources {
    /// The number of branches for each.
    uses: HashMap<TypeId, usize>,
    /// The number of the branch in the name of each.
    namesakes: HashMap<TypeId, usize>,
}

impl Sources {
    pub(super) fn of(plan: &Plan<'_>, union: TypeId, branches: &Branches) -> Self {
        let mut sources = Sources::default();
        for (number, branch) in branches.branches().iter().enumerate() {
            *sources.uses.entry(branch.ty()).or_default() += 1;
            if let Some(content) = content(plan, branch.ty()) {
                *sources.uses.entry(content.ty()).or_default() += 1;
            }
            if is_namesake(plan.schema, union, branch) {
                sources.namesakes.entry(branch.ty()).or_insert(number);
            }
        }
        sources
    }

    /// Returns true if the type determines its branch.
    pub(super) fn determine(&self, ty: TypeId) -> bool {
        self.uses.get(&ty) == Some(&1)
    }

    /// Returns true if a value of the type becomes the branch of that number: the only one with it,
    /// or among several the one in its name. `BlockdevOptionsFile` converts into the branch `file` of
    /// `BlockdevOptions`, although `host_device` has that type, too.
    pub(super) fn choose(&self, ty: TypeId, number: usize) -> bool {
        self.determine(ty) || self.namesakes.get(&ty) == Some(&number)
    }
}

/// Returns true if the name of the branch's type is that of the union and the branch.
fn is_namesake(schema: &Schema, union: TypeId, branch: &Branch) -> bool {
    fn plain(name: &str) -> impl Iterator<Item = char> {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|c| c.to_ascii_lowercase())
    }
    let payload = schema.ty(branch.ty()).name();
    let rest = payload.strip_prefix(schema.ty(union).name());
    rest.is_some_and(|rest| plain(rest).eq(plain(branch.name())))
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

#[cfg(test)]
mod tests {
    use qapi_parser::loader::Memory;
    use qapi_parser::{Options, compile_from};

    use super::*;
    use crate::config::Config;

    /// A search among the branches for each of them would take minutes.
    #[test]
    fn one_of_many_branches_of_a_type_has_its_name() {
        const BRANCHES: usize = 20_000;
        let list = |of: &str| {
            let parts: Vec<String> = (0..BRANCHES).map(|i| format!("'v-{i}'{of}")).collect();
            parts.join(", ")
        };
        let (names, branches) = (list(""), list(": 'UV7'"));
        let text = format!(
            "{{ 'enum': 'E', 'data': [{names}] }}
             {{ 'struct': 'UV7', 'data': {{ 'x': 'int' }} }}
             {{ 'union': 'U', 'base': {{ 't': 'E' }}, 'discriminator': 't', 'data': {{ {branches} }} }}"
        );
        let files = Memory::new([("wide", text.as_str())]);
        let schema = compile_from("wide", &files, &Options::new()).unwrap();
        let schema = schema.schema.unwrap();
        let id = |name: &str| schema.type_named(name).unwrap();
        let TypeKind::Object(union) = schema.ty(id("U")).kind() else {
            panic!("a union is an object")
        };
        let config = Config::default();
        let plan = Plan::new(&schema, &config).unwrap();
        let sources = Sources::of(&plan, id("U"), union.branches().unwrap());
        let chosen = (0..BRANCHES).filter(|number| sources.choose(id("UV7"), *number));
        assert_eq!(chosen.collect::<Vec<_>>(), [7]);
        assert!(!sources.determine(id("UV7")));
    }
}
