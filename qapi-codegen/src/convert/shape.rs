//! The parts of an item that matter for conversions.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{CommandId, Cond, Enum, EventId, Feature, Object, TypeId, TypeKind};
use quote::quote;

use crate::emit::{
    Data, alternate_variants, data, is_deprecated, is_open, open_field, union_variants,
};
use crate::filter;
use crate::plan::{At, Plan};

/// The item of a type, command or event.
pub(super) struct Shape<'p> {
    /// The type, which others may contain.
    pub(super) id: Option<TypeId>,
    pub(super) name: &'p str,
    /// The module of commands' or events' items with `::`.
    pub(super) module: TokenStream,
    pub(super) ident: &'p Ident,
    pub(super) deprecated: bool,
    pub(super) cfg: TokenStream,
    /// True if it has a place for values that its schema does not know.
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
    /// A struct around one value.
    Around,
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

/// The value of a part.
pub(super) struct Holds<'p> {
    pub(super) ty: TypeId,
    pub(super) boxed: bool,
    /// The caller's type for this member.
    pub(super) substitution: Option<&'p TokenStream>,
}

/// The shapes of all types that have items.
pub(super) fn types<'p>(plan: &'p Plan<'_>) -> Vec<Shape<'p>> {
    let types = plan.schema.types();
    types.filter_map(|(id, _)| shape(plan, id)).collect()
}

/// The shapes of all commands' structs.
pub(super) fn commands<'p>(plan: &'p Plan<'_>) -> Vec<Shape<'p>> {
    let ids = plan.reach.commands.iter();
    ids.map(|&id| command(plan, id)).collect()
}

/// The shapes of all events' structs.
pub(super) fn events<'p>(plan: &'p Plan<'_>) -> Vec<Shape<'p>> {
    let ids = plan.reach.events.iter();
    ids.map(|&id| event(plan, id)).collect()
}

/// The shape of the type's item, if it has one.
fn shape<'p>(plan: &'p Plan<'_>, id: TypeId) -> Option<Shape<'p>> {
    let ident = plan.type_ident(id)?;
    let ty = plan.schema.ty(id);
    let (kind, parts, branches) = match ty.kind() {
        TypeKind::Enum(e) => (Kind::Enum, values(plan, id, e), None),
        TypeKind::Object(object) => {
            let (mut parts, branches) = (fields(plan, id, object), branches(plan, id, object));
            if plan.keeps_unknown(id) {
                let tag = branches.as_ref().map(|branches| branches.field);
                let ident = open_field(parts.iter().map(|part| &part.ident).chain(tag));
                parts.push(whole("further members", ident, None));
            }
            (Kind::Struct, parts, branches)
        }
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
        id: Some(id),
        name: ty.name(),
        module: TokenStream::new(),
        ident,
        deprecated: false,
        cfg: plan.type_cfg(id),
        open: match ty.kind() {
            TypeKind::Enum(e) => plan.is_open(id, e),
            _ => kind != Kind::Alternate && plan.direction(id).decode,
        },
        kind,
        parts,
        branches,
    })
}

/// The shape of the command's struct of arguments.
fn command<'p>(plan: &'p Plan<'_>, id: CommandId) -> Shape<'p> {
    let command = plan.schema.command(id);
    let named = Named {
        name: command.name(),
        module: quote!(commands::),
        ident: plan.custom.names.command(id),
        cond: command.cond(),
        features: command.features(),
    };
    let kept = plan.custom.keeps_unknown(command.name());
    named.shape(plan, command.arg(), is_open(command), kept)
}

/// The shape of the struct of the event's data.
fn event<'p>(plan: &'p Plan<'_>, id: EventId) -> Shape<'p> {
    let event = plan.schema.event(id);
    let named = Named {
        name: event.name(),
        module: quote!(events::),
        ident: plan.custom.names.event(id),
        cond: event.cond(),
        features: event.features(),
    };
    let kept = plan.custom.keeps_unknown(event.name());
    named.shape(plan, event.arg(), false, kept)
}

/// The properties of a command or event without its data.
struct Named<'p> {
    name: &'p str,
    module: TokenStream,
    ident: &'p Ident,
    cond: Option<&'p Cond>,
    features: &'p [Feature],
}

impl<'p> Named<'p> {
    fn shape(self, plan: &'p Plan<'_>, arg: Option<TypeId>, open: bool, kept: bool) -> Shape<'p> {
        let (kind, parts) = match data(plan, arg, open) {
            Data::Members(arg, object) => {
                let mut parts = fields(plan, arg, object);
                if open || kept {
                    let ident = open_field(parts.iter().map(|part| &part.ident));
                    parts.push(whole("further arguments", ident, None));
                }
                (Kind::Struct, parts)
            }
            Data::Around(ty) => {
                let holds = Holds {
                    ty,
                    boxed: false,
                    substitution: None,
                };
                let part = whole("the whole", self.ident.clone(), Some(holds));
                (Kind::Around, vec![part])
            }
        };
        Shape {
            id: None,
            name: self.name,
            module: self.module,
            ident: self.ident,
            deprecated: is_deprecated(self.features),
            cfg: filter::cfg(plan.config, [self.cond]),
            open: false,
            kind,
            parts,
            branches: None,
        }
    }
}

/// A part that is no member of the schema's, with a name that none can have.
fn whole<'p>(name: &'p str, ident: Ident, holds: Option<Holds<'p>>) -> Part<'p> {
    Part {
        name,
        ident,
        cfg: TokenStream::new(),
        deprecated: false,
        optional: false,
        holds,
    }
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
        optional: field.optional,
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
