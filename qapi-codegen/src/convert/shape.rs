//! The parts of an item that matter for conversions, read from the items that define it.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{TypeId, TypeKind};
use quote::quote;

use crate::emit;
use crate::items::{Attributes, Enum, Field, Fields, Holds, Item, Struct, Variant, Wire};
use crate::plan::Plan;

/// The item of a type, command or event.
pub(super) struct Shape<'p> {
    /// The type, which others may contain.
    pub(super) id: Option<TypeId>,
    pub(super) name: &'p str,
    /// The module of commands' or events' items with `::`.
    pub(super) module: TokenStream,
    pub(super) ident: Ident,
    pub(super) deprecated: bool,
    pub(super) cfg: TokenStream,
    /// True if it has a place for values that its schema does not know.
    pub(super) open: bool,
    pub(super) kind: Kind,
    /// Values, fields or alternatives.
    pub(super) parts: Vec<Part>,
    pub(super) branches: Option<Branches>,
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
pub(super) struct Branches {
    pub(super) tag: String,
    pub(super) field: Ident,
    /// The enum of the branches.
    pub(super) ident: Ident,
    pub(super) parts: Vec<Part>,
}

/// A value, member, branch or alternative.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) ident: Ident,
    pub(super) cfg: TokenStream,
    pub(super) deprecated: bool,
    pub(super) optional: bool,
    /// None: it holds nothing.
    pub(super) holds: Option<Holds>,
}

impl Part {
    fn new(attributes: &Attributes, ident: &Ident, wire: Wire) -> Self {
        Part {
            name: wire.name,
            ident: ident.clone(),
            cfg: attributes.cfg(),
            deprecated: attributes.is_deprecated(),
            optional: false,
            holds: wire.holds,
        }
    }

    /// None: the variant of unknown values.
    fn of_variant(variant: Variant) -> Option<Self> {
        Some(Part::new(&variant.attributes, &variant.name, variant.wire?))
    }

    /// The part of a field; a field without a name has that of its struct.
    fn of_field(field: Field, of: &Ident) -> Option<Self> {
        let ident = field.name.as_ref().unwrap_or(of);
        Some(Part {
            optional: field.optional,
            ..Part::new(&field.attributes, ident, field.wire?)
        })
    }
}

/// The shapes of all types that have items.
pub(super) fn types<'p>(plan: &'p Plan<'_>) -> Vec<Shape<'p>> {
    let types = plan.schema.types();
    types.filter_map(|(id, _)| shape(plan, id)).collect()
}

/// The shapes of all commands' structs.
pub(super) fn commands<'p>(plan: &'p Plan<'_>) -> Vec<Shape<'p>> {
    let shapes = plan.reach.commands.iter().map(|&id| {
        let item = emit::define_command(plan, id);
        of_struct(plan.schema.command(id).name(), quote!(commands::), item)
    });
    shapes.collect()
}

/// The shapes of all events' structs.
pub(super) fn events<'p>(plan: &'p Plan<'_>) -> Vec<Shape<'p>> {
    let shapes = plan.reach.events.iter().map(|&id| {
        let item = emit::define_event(plan, id);
        of_struct(plan.schema.event(id).name(), quote!(events::), item)
    });
    shapes.collect()
}

/// The shape of the type's items, if it has any.
fn shape<'p>(plan: &'p Plan<'_>, id: TypeId) -> Option<Shape<'p>> {
    let ty = plan.schema.ty(id);
    let mut items = emit::define(plan, id).into_iter();
    let mut shape = match items.next()? {
        Item::Struct(item) => of_struct(ty.name(), TokenStream::new(), item),
        Item::Enum(item) => Shape {
            id: None,
            name: ty.name(),
            module: TokenStream::new(),
            deprecated: false,
            cfg: item.attributes.cfg(),
            open: is_open(&item),
            kind: match ty.kind() {
                TypeKind::Enum(_) => Kind::Enum,
                _ => Kind::Alternate,
            },
            parts: item
                .variants
                .into_iter()
                .filter_map(Part::of_variant)
                .collect(),
            ident: item.name,
            branches: None,
        },
        _ => return None,
    };
    shape.id = Some(id);
    if let Some(Item::Enum(item)) = items.next() {
        // The first field that is no member is the discriminator.
        let tag = shape.parts.iter().position(|part| part.holds.is_none())?;
        let tag = shape.parts.remove(tag);
        shape.open = is_open(&item);
        shape.branches = Some(Branches {
            tag: tag.name,
            field: tag.ident,
            parts: item
                .variants
                .into_iter()
                .filter_map(Part::of_variant)
                .collect(),
            ident: item.name,
        });
    }
    Some(shape)
}

/// Returns true if the enum has a variant for unknown values.
fn is_open(item: &Enum) -> bool {
    item.variants.iter().any(|variant| variant.wire.is_none())
}

fn of_struct(name: &str, module: TokenStream, item: Struct) -> Shape<'_> {
    let (kind, fields) = match item.fields {
        Fields::Tuple(fields) => (Kind::Around, fields),
        Fields::Named(fields) => (Kind::Struct, fields),
        Fields::Unit => (Kind::Struct, Vec::new()),
    };
    let parts = fields.into_iter();
    Shape {
        id: None,
        name,
        module,
        deprecated: item.attributes.is_deprecated(),
        cfg: item.attributes.cfg(),
        open: false,
        kind,
        parts: parts
            .filter_map(|f| Part::of_field(f, &item.name))
            .collect(),
        ident: item.name,
        branches: None,
    }
}
