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
    /// For a struct around an object without branches: the same as a struct of its members.
    pub(super) flat: Option<Box<Shape<'p>>>,
    /// The struct around which this one is, where its members stand for its own.
    pub(super) wraps: Option<Ident>,
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
#[derive(Clone)]
pub(super) struct Part {
    pub(super) name: String,
    /// The part of the other item with the same key stands for the same on the wire. It is the name,
    /// or an alternative's kind of JSON.
    pub(super) key: String,
    pub(super) ident: Ident,
    pub(super) cfg: TokenStream,
    pub(super) deprecated: bool,
    pub(super) optional: bool,
    /// None: it holds nothing.
    pub(super) holds: Option<Holds>,
    /// True if it has all further members.
    pub(super) rest: bool,
}

impl Part {
    fn new(attributes: &Attributes, ident: &Ident, wire: Wire) -> Self {
        Part {
            key: wire.name.clone(),
            name: wire.name,
            ident: ident.clone(),
            cfg: attributes.cfg(),
            deprecated: attributes.is_deprecated(),
            optional: false,
            holds: wire.holds,
            rest: false,
        }
    }

    /// None: the variant of unknown values.
    fn of_variant(variant: Variant) -> Option<Self> {
        Some(Part::new(&variant.attributes, &variant.name, variant.wire?))
    }

    /// The part of a field; a field without a name has that of its struct.
    fn of_field(field: Field, of: &Ident) -> Option<Self> {
        let ident = field.name.as_ref().unwrap_or(of);
        let part = Part::new(&field.attributes, ident, field.wire?);
        Some(Part {
            optional: field.optional,
            // A union's discriminator, which holds no value either, is taken out of the parts.
            rest: part.holds.is_none(),
            ..part
        })
    }

    /// The part of an alternative: its kind of JSON finds it.
    fn of_alternative(plan: &Plan<'_>, variant: Variant) -> Option<Self> {
        let part = Part::of_variant(variant)?;
        let held = part.holds.as_ref();
        let kind = held.map_or("null", |held| emit::selector(plan, held.ty));
        Some(Part {
            key: kind.to_owned(),
            ..part
        })
    }
}

impl<'p> Shape<'p> {
    /// Sets the shape of a struct around `inner` as a struct of its members.
    pub(super) fn flatten(&mut self, inner: &Shape<'p>) {
        if self.kind != Kind::Around || inner.kind != Kind::Struct || inner.branches.is_some() {
            return;
        }
        self.flat = Some(Box::new(Shape {
            id: None,
            name: self.name,
            module: self.module.clone(),
            ident: self.ident.clone(),
            deprecated: self.deprecated || inner.deprecated,
            cfg: self.cfg.clone(),
            open: false,
            kind: Kind::Struct,
            parts: inner.parts.clone(),
            branches: None,
            flat: None,
            wraps: Some(inner.ident.clone()),
        }));
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
        Item::Enum(item) => {
            let open = is_open(&item);
            let variants = item.variants.into_iter();
            let (kind, parts) = match ty.kind() {
                TypeKind::Enum(_) => (Kind::Enum, variants.filter_map(Part::of_variant).collect()),
                _ => {
                    let part = |variant| Part::of_alternative(plan, variant);
                    (Kind::Alternate, variants.filter_map(part).collect())
                }
            };
            Shape {
                id: None,
                name: ty.name(),
                module: TokenStream::new(),
                deprecated: false,
                cfg: item.attributes.cfg(),
                open,
                kind,
                parts,
                ident: item.name,
                branches: None,
                flat: None,
                wraps: None,
            }
        }
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
        flat: None,
        wraps: None,
    }
}
