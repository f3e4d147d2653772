//! Objects: a struct; for a union also the enum of its branches, which is the discriminator's
//! field.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{Branch, Cond, EnumValue, Feature, Object, Type, TypeId, TypeKind};
use quote::{format_ident, quote};

use super::branches::{Sources, wrapped};
use super::commands::{derives, open_field};
use super::records::{Record, Tag, Texts};
use super::{docs, required};
use crate::config::{Conditions, Role};
use crate::filter;
use crate::index::Index;
use crate::items::{self, Attributes, Enum, Fields, Holds, Impl, Item, Wire};
use crate::plan::{Field, Plan};

/// The struct, and for a union the enum of its branches, with their impls.
pub(crate) fn emit(plan: &Plan<'_>, id: TypeId, name: &Ident, object: &Object) -> Vec<Item> {
    let record = record(plan, id, name, object);
    let passed_on = plan.reach.is_passed_on(plan.schema, id);
    let passed_on = passed_on.then(|| Item::Impl(record.encode(plan)));
    let Some(union) = Union::new(plan, id, object, &record) else {
        let items = record.emit(plan, Vec::new()).into_iter();
        return items.chain(passed_on).collect();
    };
    let mut out = record.emit(plan, union.functions(plan));
    out.extend(union.emit(plan));
    out
}

/// The struct, and for a union the enum of its branches.
pub(crate) fn define(plan: &Plan<'_>, id: TypeId, name: &Ident, object: &Object) -> Vec<Item> {
    let record = record(plan, id, name, object);
    let union = Union::new(plan, id, object, &record);
    let branches = union.map(|union| Item::Enum(union.define(plan)));
    let record = Item::Struct(record.define(plan));
    [record].into_iter().chain(branches).collect()
}

fn record<'p>(plan: &'p Plan<'_>, id: TypeId, name: &'p Ident, object: &'p Object) -> Record<'p> {
    let ty = plan.schema.ty(id);
    let fields = plan.fields(id, object, plan.at(id));
    let tag = Tag::of(plan, id, object);
    let open = plan.keeps_unknown(id).then(|| {
        let tag = tag.as_ref().map(|tag| tag.field);
        open_field(fields.iter().map(|f| &f.ident).chain(tag))
    });
    let docs = docs::definition(
        plan,
        plan.at(id),
        ty.doc(),
        ty.features(),
        &format!("The object `{}`.", ty.name()),
    );
    Record {
        name,
        cfg: plan.type_cfg(id),
        docs,
        attributes: plan.custom.attributes(ty.name()),
        doc: ty.doc(),
        required: required::of(plan, &fields, plan.custom.names.required(id)),
        path: TokenStream::new(),
        fields,
        tag,
        open,
        kept: true,
        inline: false,
        at: plan.at(id),
        deprecated: false,
        direction: plan.direction(id),
    }
}

pub(super) struct Union<'p> {
    pub(super) id: TypeId,
    ty: &'p Type,
    pub(super) variants: Vec<Variant<'p>>,
    pub(super) record: &'p Record<'p>,
    pub(super) tag: &'p Tag<'p>,
}

/// A branch and its variant.
pub(super) struct Variant<'p> {
    pub(super) ident: Ident,
    pub(super) cfg: TokenStream,
    pub(super) branch: &'p Branch,
    /// The branch's place among all.
    pub(super) number: usize,
    /// None: a branch without members, or none under the variant's condition.
    pub(super) payload: Option<Payload<'p>>,
    /// Those of the discriminator's value.
    pub(super) features: &'p [Feature],
    /// True if the branch is itself a union.
    nested: bool,
    /// The members without which the branch is missing from the sender's build.
    telling: Vec<&'p str>,
}

/// The value of a variant.
pub(super) struct Payload<'p> {
    pub(super) ty: TokenStream,
    pub(super) boxed: bool,
    /// True if the union converts from it: see [`Sources::choose`].
    pub(super) converts: bool,
    /// The content, if the payload is the wrapper of an old simple union's branch.
    pub(super) wrapped: Option<Field<'p>>,
    /// True if that content determines the branch.
    pub(super) content_determines: bool,
}

impl Payload<'_> {
    fn field(&self) -> TokenStream {
        let ty = &self.ty;
        if self.boxed {
            quote!(::std::boxed::Box<#ty>)
        } else {
            ty.clone()
        }
    }
}

/// The values of a union's discriminator.
fn values<'s>(plan: &Plan<'s>, id: TypeId, object: &'s Object) -> &'s [EnumValue] {
    let tag = plan.tag(id, object);
    match tag.map(|(_, m)| plan.schema.ty(m.ty()).kind()) {
        Some(TypeKind::Enum(e)) => e.values(),
        _ => &[],
    }
}

fn variants<'s>(plan: &Plan<'s>, id: TypeId, object: &'s Object) -> Vec<Variant<'s>> {
    let Some(branches) = object.branches() else {
        return Vec::new();
    };
    let values = values(plan, id, object);
    let index = Index::of(values.iter().map(|value| value.name()));
    let sources = Sources::of(plan, id, branches);
    let mut out = Vec::new();
    let idents = plan.custom.names.variants(id);
    for (number, (branch, ident)) in branches.branches().iter().zip(idents).enumerate() {
        let value = index.get(branch.name()).map(|at| &values[at]);
        let features = value.map(|v| v.features()).unwrap_or_default();
        if filter::excluded(plan.config, features) {
            continue;
        }
        let variant = |cfg, payload, nested| Variant {
            ident: ident.clone(),
            cfg,
            branch,
            number,
            payload,
            features,
            nested,
            telling: Vec::new(),
        };
        let payload = has_members(plan, branch.ty()).then(|| {
            let wrapped = wrapped(plan, branch.ty(), plan.at(id));
            let content = wrapped.as_ref().map(|content| content.member.ty());
            Payload {
                ty: plan.ty(branch.ty(), plan.at(id)),
                boxed: plan.boxed(id, branch.ty()),
                converts: sources.choose(branch.ty(), number),
                wrapped,
                content_determines: content.is_some_and(|ty| sources.determine(ty)),
            }
        });
        let own = value.and_then(|v| v.cond());
        let nested = matches!(plan.schema.ty(branch.ty()).kind(), TypeKind::Object(o) if o.branches().is_some());
        // A value of the discriminator stays valid, without members, where its branch is left out.
        let without = value.and_then(|_| filter::complement(plan.config, own, branch.cond()));
        let conds: [Option<&Cond>; 2] = match (&payload, &without) {
            (None, Some(_)) => [own, None],
            _ => [branch.cond(), own],
        };
        let without = without.filter(|_| payload.is_some());
        if conds.iter().all(|c| filter::holds(plan.config, *c)) {
            out.push(Variant {
                telling: telling(plan, branch, own),
                ..variant(filter::cfg(plan.config, &conds), payload, nested)
            });
        }
        out.extend(without.map(|cfg| variant(cfg, None, false)));
    }
    out
}

/// The required members of a branch that some senders lack while they have its tag: where everything
/// is generated, whatever its condition. A server refuses such a value as QEMU does.
fn telling<'s>(plan: &Plan<'s>, branch: &Branch, of_tag: Option<&Cond>) -> Vec<&'s str> {
    let all = plan.config.conditions == Conditions::All && plan.config.role != Role::Server;
    let is_conditional = branch.cond().is_some() && !filter::covers(of_tag, branch.cond());
    match plan.schema.ty(branch.ty()).kind() {
        TypeKind::Object(object) if all && is_conditional => {
            let members = object.members(plan.schema);
            let required = members.filter(|m| !filter::is_optional(plan.config, m));
            required.map(|m| m.name()).collect()
        }
        _ => Vec::new(),
    }
}

fn has_members(plan: &Plan<'_>, id: TypeId) -> bool {
    match plan.schema.ty(id).kind() {
        TypeKind::Object(object) => object.members(plan.schema).len() > 0,
        _ => false,
    }
}

/// Returns true if a union converts from the sources of its branches: nothing else is required.
pub(crate) fn converts(plan: &Plan<'_>, id: TypeId) -> bool {
    let TypeKind::Object(object) = plan.schema.ty(id).kind() else {
        return false;
    };
    let Some(tag) = object.branches().map(|b| b.tag_index()) else {
        return false;
    };
    let members = object.members(plan.schema).enumerate();
    let mut others = members.filter(|(index, _)| *index != tag);
    others
        .all(|(_, m)| filter::is_optional(plan.config, m) || !filter::keeps_member(plan.config, m))
}

impl<'p> Union<'p> {
    /// None: the object is no union.
    fn new(
        plan: &'p Plan<'_>,
        id: TypeId,
        object: &'p Object,
        record: &'p Record<'p>,
    ) -> Option<Self> {
        Some(Union {
            id,
            ty: plan.schema.ty(id),
            variants: variants(plan, id, object),
            record,
            tag: record.tag.as_ref()?,
        })
    }

    fn emit(&self, plan: &Plan<'_>) -> Vec<Item> {
        let direction = self.record.direction;
        let mut out = vec![Item::Enum(self.define(plan))];
        if direction.encode {
            out.push(Item::Impl(self.encode(plan)));
            out.extend(self.conversions(plan));
        }
        if direction.decode {
            out.push(Item::Impl(self.decode(plan)));
        }
        out
    }

    /// The enum of the branches.
    fn define(&self, plan: &Plan<'_>) -> Enum {
        let name = self.tag.branches;
        let rt = &plan.rt;
        let direction = self.record.direction;
        let doc = format!(
            "The branches of [`{}`], by its `{}`.",
            self.record.name, self.tag.wire
        );
        let variants = self.variants.iter().map(|v| self.definition(plan, v));
        let unknown = direction.decode.then(|| items::Variant {
            attributes: Attributes::default().doc("A branch that the schema does not have."),
            name: format_ident!("Unknown"),
            fields: Fields::Tuple(vec![items::Field::plain(
                quote!(#rt::wire::UnknownBranch<#name>),
            )]),
            wire: None,
        });
        Enum {
            attributes: Attributes::of(&self.record.cfg)
                .doc(doc)
                .and(self.allow())
                .all(plan.custom.branch_attributes(self.ty.name()))
                .derive(derives(direction))
                .and(quote!(#[allow(clippy::large_enum_variant)])),
            name: name.clone(),
            variants: variants.chain(unknown).collect(),
        }
    }

    /// The attributes of an impl.
    pub(super) fn outer(&self) -> Attributes {
        Attributes::of(&self.record.cfg).and(self.allow())
    }

    pub(super) fn allow(&self) -> TokenStream {
        let mut variants = self.variants.iter();
        docs::allow_deprecated(variants.any(|v| docs::is_deprecated(v.features)))
    }

    fn definition(&self, plan: &Plan<'_>, variant: &Variant<'_>) -> items::Variant {
        let branch = variant.branch;
        let doc = docs::member(
            plan,
            plan.at(self.id),
            self.ty.doc(),
            branch.name(),
            variant.features,
            &format!("`{}`", branch.name()),
        );
        let holds = variant.payload.as_ref().map(|payload| Holds {
            ty: branch.ty(),
            boxed: payload.boxed,
            substitution: None,
        });
        items::Variant {
            attributes: Attributes::of(&variant.cfg)
                .doc(doc)
                .deprecated(docs::is_deprecated(variant.features)),
            name: variant.ident.clone(),
            fields: match &variant.payload {
                Some(payload) => Fields::Tuple(vec![items::Field::plain(payload.field())]),
                None => Fields::Unit,
            },
            wire: Some(Wire {
                name: branch.name().to_owned(),
                holds,
            }),
        }
    }

    fn encode(&self, plan: &Plan<'_>) -> Impl {
        let rt = &plan.rt;
        let open = self.record.direction.decode;
        // Where every branch may be left out, the enum may have no value.
        let bare = !open && self.variants.iter().all(|v| !v.cfg.is_empty());
        let (place, by) = if bare {
            (quote!(*self), quote!(ref))
        } else {
            (quote!(self), quote!())
        };
        let arms = self.variants.iter().map(
            |Variant {
                 ident,
                 cfg,
                 branch,
                 payload,
                 ..
             }| {
                let text = branch.name();
                match payload {
                    Some(_) => quote!(#cfg Self::#ident(#by payload) => (#text, payload),),
                    None => quote!(#cfg Self::#ident => (#text, &()),),
                }
            },
        );
        let unknown = self
            .record
            .direction
            .decode
            .then(|| quote!(Self::Unknown(branch) => (branch.tag(), branch),));
        let body = quote!(match #place { #(#arms)* #unknown });
        let body = quote! {
            #[inline]
            fn branch(&self) -> (&str, &dyn #rt::wire::Encode) { #body }
        };
        let of_trait = quote!(#rt::wire::EncodeBranch);
        Impl::of_trait(self.outer(), of_trait, self.tag.branches, body)
    }

    fn decode(&self, plan: &Plan<'_>) -> Impl {
        let rt = &plan.rt;
        let fields = self.record.fields.iter().map(|f| f.member.name());
        let outer = Texts::of(
            fields
                .chain([self.tag.wire])
                .map(|name| (TokenStream::new(), name)),
        );
        let arms = self.variants.iter().map(|Variant { ident, cfg, branch, payload, nested, telling, .. }| {
            let text = branch.name();
            let there = (!telling.is_empty()).then(|| {
                let names = Texts::of(telling.iter().map(|name| (TokenStream::new(), *name)));
                quote!(if r.has_any(#names))
            });
            match payload {
                Some(_) if *nested => quote! {
                    #cfg #text #there => r.known_within(#outer, Self::#ident),
                },
                Some(_) => quote!(#cfg #text #there => r.known(Self::#ident),),
                None => quote! {
                    #cfg #text => ::core::option::Option::Some(::core::option::Option::Some(Self::#ident)),
                },
            }
        });
        let unused = filter::allow_unused(plan.config);
        let r = if self.variants.iter().any(|v| v.payload.is_some()) {
            quote!(r)
        } else {
            quote!(_)
        };
        let body = quote! {
            #[inline]
            #unused
            fn known(tag: &str, #r: &#rt::wire::Reader<'_, '_>) -> ::core::option::Option<::core::option::Option<Self>> {
                match tag {
                    #(#arms)*
                    _ => ::core::option::Option::Some(::core::option::Option::None),
                }
            }
            #[inline]
            fn unknown(branch: #rt::wire::UnknownBranch<Self>) -> Self { Self::Unknown(branch) }
        };
        let of_trait = quote!(#rt::wire::DecodeBranch);
        Impl::of_trait(self.outer(), of_trait, self.tag.branches, body)
    }
}
