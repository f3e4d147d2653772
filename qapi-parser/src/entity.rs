//! Entities: the parts of a schema while names are being resolved.
//!
//! Made by [`crate::lower`] from definitions, checked by [`crate::check`], consumed by
//! [`crate::lower`] again. Invariant: an [`Id`] is a position in [`Entities::list`].

mod checked;

use std::borrow::Cow;

use foldhash::HashMap;

use crate::diag::Diagnostic;
use crate::ir::{Builtin, CommandFlags, Cond, DocId, EnumValue, Feature};
use crate::source::Span;
use crate::syntax;

pub(crate) use checked::{Checked, MemberId, Progress, State};

/// Names an [`Entity`], by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Id(pub(crate) u32);

impl Id {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// All entities in the order of creation.
#[derive(Debug)]
pub(crate) struct Entities<'s> {
    pub(crate) list: Vec<Entity<'s>>,
    pub(crate) names: HashMap<Cow<'s, str>, Id>,
    pub(crate) modules: Vec<syntax::Module>,
    pub(crate) empty: Id,
    /// The results of the checks of objects.
    pub(crate) checked: Checked,
}

/// A definition, an implicit type, or an include directive.
#[derive(Debug)]
pub(crate) struct Entity<'s> {
    /// Empty for includes.
    pub(crate) name: Cow<'s, str>,
    /// Its definition, or the one that needs it; None for built-in ones.
    pub(crate) span: Option<Span>,
    /// The place of reports about it.
    pub(crate) anchor: Span,
    /// The name in its definition, if it has one.
    pub(crate) name_span: Option<Span>,
    pub(crate) cond: Option<Cond>,
    pub(crate) features: Vec<Feature>,
    pub(crate) doc: Option<DocId>,
    /// None: the built-in module.
    pub(crate) module: Option<usize>,
    pub(crate) kind: Kind<'s>,
    /// True if errors leave parts missing.
    pub(crate) damaged: bool,
}

/// The kinds of entities.
#[derive(Debug)]
pub(crate) enum Kind<'s> {
    /// The module that is included.
    Include(usize),
    Builtin(Builtin),
    Enum {
        prefix: Option<&'s str>,
        values: Vec<EnumValue>,
        /// For a simple union's enum: the union is the next entity.
        of_union: bool,
    },
    /// The elements' type.
    Array(Ref<'s>),
    Object(Object<'s>),
    Alternate(Vec<Variant<'s>>),
    Command {
        data: Option<Ref<'s>>,
        returns: Option<Ref<'s>>,
        flags: CommandFlags,
    },
    Event {
        data: Option<Ref<'s>>,
        boxed: bool,
    },
}

/// A use of a type.
#[derive(Clone, Debug)]
pub(crate) struct Ref<'s> {
    pub(crate) name: &'s str,
    pub(crate) span: Span,
    pub(crate) target: Option<Id>,
}

/// A struct, a union, or an implicit object.
#[derive(Debug, Default)]
pub(crate) struct Object<'s> {
    pub(crate) base: Option<Ref<'s>>,
    pub(crate) members: Vec<ObjectMember<'s>>,
    pub(crate) variants: Option<Variants<'s>>,
    /// For a simple union's wrapper, the wrapped type, whose condition it has.
    pub(crate) cond_of: Option<Id>,
}

/// A member of an object.
#[derive(Debug)]
pub(crate) struct ObjectMember<'s> {
    pub(crate) name: &'s str,
    pub(crate) span: Span,
    pub(crate) ty: Ref<'s>,
    pub(crate) optional: bool,
    pub(crate) cond: Option<Cond>,
    pub(crate) features: Vec<Feature>,
}

/// A union's variable part.
#[derive(Debug)]
pub(crate) struct Variants<'s> {
    pub(crate) tag: Tag<'s>,
    pub(crate) list: Vec<Variant<'s>>,
}

/// A union's discriminator.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tag<'s> {
    /// The base's member of that name.
    Named(&'s syntax::Str),
    /// A simple union's own `type`.
    Simple,
}

/// A branch of a union or an alternate.
#[derive(Debug)]
pub(crate) struct Variant<'s> {
    pub(crate) name: &'s str,
    pub(crate) span: Span,
    pub(crate) ty: Ref<'s>,
    pub(crate) cond: Option<Cond>,
}

impl<'s> Entities<'s> {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Entity<'s>> {
        self.list.iter()
    }

    pub(crate) fn get(&self, id: Id) -> &Entity<'s> {
        &self.list[id.index()]
    }

    /// Returns the type of a use; None if it is unknown, which has been reported.
    pub(crate) fn target(&self, ty: &Ref<'_>) -> Option<&Entity<'s>> {
        ty.target.map(|id| self.get(id))
    }

    /// Returns the type with that name.
    pub(crate) fn lookup_type(&self, name: &str) -> Option<Id> {
        self.names
            .get(name)
            .copied()
            .filter(|&id| self.get(id).is_type())
    }

    /// Returns the object with that id.
    pub(crate) fn object(&self, id: Id) -> Option<&Object<'s>> {
        match &self.get(id).kind {
            Kind::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Returns a member by its owner and its position there.
    pub(crate) fn member(&self, (owner, index): (Id, u32)) -> &ObjectMember<'s> {
        match &self.get(owner).kind {
            Kind::Object(object) => &object.members[index as usize],
            // Made from objects only.
            _ => unreachable!("a member's owner is an object"),
        }
    }
}

impl Entity<'_> {
    pub(crate) fn is_type(&self) -> bool {
        !matches!(
            self.kind,
            Kind::Include(_) | Kind::Command { .. } | Kind::Event { .. }
        )
    }

    /// Returns true for an object that the compiler makes.
    pub(crate) fn is_implicit_object(&self) -> bool {
        self.name.starts_with("q_")
    }

    /// Adds the place of its definition to a diagnostic.
    pub(crate) fn show(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self.name_span {
            Some(span) => diagnostic.label(span, "it is defined here"),
            None => diagnostic,
        }
    }

    /// Describes it in messages.
    pub(crate) fn describe(&self, entities: &Entities<'_>) -> String {
        let meta = match &self.kind {
            Kind::Include(_) => return "include directive".to_owned(),
            Kind::Command { .. } => return format!("command '{}'", self.name),
            Kind::Event { .. } => return format!("event '{}'", self.name),
            Kind::Array(element) => {
                let name = entities.target(element).map_or(element.name, |e| &e.name);
                return format!("array type ['{name}']");
            }
            Kind::Builtin(_) => "built-in",
            Kind::Enum { .. } => "enum",
            Kind::Object(object) if object.variants.is_some() => "union",
            Kind::Object(_) => "struct",
            Kind::Alternate(_) => "alternate",
        };
        format!("{meta} type '{}'", self.name)
    }
}
