//! What a type's item is made of, as far as conversions are concerned.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{Enum, Object, TypeId, TypeKind};

use crate::emit::{alternate_variants, is_deprecated, union_variants};
use crate::filter;
use crate::plan::{At, Plan};

/// A type's item.
pub(super) struct Shape<'p> {
    pub(super) id: TypeId,
    pub(super) ident: &'p Ident,
    pub(super) cfg: TokenStream,
    /// Whether it has a place for what its schema does not know.
    pub(super) open: bool,
    pub(super) kind: Kind,
    /// Values, fields or alternatives.
    pub(super) parts: Vec<Part<'p>>,
    pub(super) branches: Option<Branches<'p>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Enum,
    Struct,
    Alternate,
}

/// A union's discriminator.
pub(super) struct Branches<'p> {
    pub(super) tag: &'p str,
    pub(super) field: &'p Ident,
    /// The enum of the branches.
    pub(super) ident: &'p Ident,
    pub(super) parts: Vec<Part<'p>>,
}

/// A value, member, branch or alternative.
pub(super) struct Part<'p> {
    pub(super) name: &'p str,
    pub(super) ident: Ident,
    pub(super) cfg: TokenStream,
    pub(super) deprecated: bool,
    pub(super) optional: bool,
    /// None: it holds nothing.
    pub(super) holds: Option<Holds<'p>>,
}

/// What a part holds.
pub(super) struct Holds<'p> {
    pub(super) ty: TypeId,
    pub(super) boxed: bool,
    /// What the caller has put in the type's place, for this member.
    pub(super) substitution: Option<&'p TokenStream>,
}

/// The shape of the type's item, if it has one.
pub(super) fn shape<'p>(plan: &'p Plan<'_>, id: TypeId) -> Option<Shape<'p>> {
    let ident = plan.type_ident(id)?;
    let ty = plan.schema.ty(id);
    let (kind, parts, branches) = match ty.kind() {
        TypeKind::Enum(e) => (Kind::Enum, values(plan, id, e), None),
        TypeKind::Object(object) => (
            Kind::Struct,
            fields(plan, id, object),
            branches(plan, id, object),
        ),
        TypeKind::Alternate(alternate) => {
            let variants = alternate_variants(plan, id, alternate);
            let parts = variants.into_iter().map(|v| Part {
                name: v.branch.name(),
                holds: v.payload.is_some().then_some(Holds {
                    ty: v.branch.ty(),
                    boxed: v.boxed,
                    substitution: None,
                }),
                ident: v.ident,
                cfg: v.cfg,
                deprecated: false,
                optional: false,
            });
            (Kind::Alternate, parts.collect(), None)
        }
        TypeKind::Builtin(_) | TypeKind::Array(_) => return None,
    };
    Some(Shape {
        id,
        ident,
        cfg: plan.type_cfg(id),
        open: kind != Kind::Alternate && plan.direction(id).decode,
        kind,
        parts,
        branches,
    })
}

fn values<'p>(plan: &'p Plan<'_>, id: TypeId, e: &'p Enum) -> Vec<Part<'p>> {
    let values = e.values().iter().zip(plan.custom.names.variants(id));
    let kept = values.filter(|(v, _)| filter::keeps(plan.config, v.cond(), v.features()));
    kept.map(|(value, ident)| Part {
        name: value.name(),
        ident: ident.clone(),
        cfg: filter::cfg(plan.config, [value.cond()]),
        deprecated: is_deprecated(value.features()),
        optional: false,
        holds: None,
    })
    .collect()
}

fn fields<'p>(plan: &'p Plan<'_>, id: TypeId, object: &'p Object) -> Vec<Part<'p>> {
    let fields = plan.fields(id, object, At::Root);
    let parts = fields.into_iter().map(|field| Part {
        name: field.member.name(),
        deprecated: is_deprecated(field.member.features()),
        optional: field.member.optional(),
        holds: Some(Holds {
            ty: field.member.ty(),
            boxed: field.boxed,
            substitution: plan
                .custom
                .member_substitution(field.member.owner(), field.member.name()),
        }),
        ident: field.ident,
        cfg: field.cfg,
    });
    parts.collect()
}

fn branches<'p>(plan: &'p Plan<'_>, id: TypeId, object: &'p Object) -> Option<Branches<'p>> {
    let (field, tag) = plan.tag(id, object)?;
    let variants = union_variants(plan, id, object);
    let parts = variants.into_iter().map(|v| Part {
        name: v.branch.name(),
        deprecated: is_deprecated(v.features),
        optional: false,
        holds: v.payload.map(|payload| Holds {
            ty: v.branch.ty(),
            boxed: payload.boxed,
            substitution: None,
        }),
        ident: v.ident,
        cfg: v.cfg,
    });
    Some(Branches {
        tag: tag.name(),
        field,
        ident: plan.branch_ident(id)?,
        parts: parts.collect(),
    })
}
