//! Definitions as the expression checks leave them: typed, with names still to resolve.
//!
//! Made from [`crate::syntax`] by [`crate::check`], consumed by [`crate::lower`]. Invariant: every
//! rule about a single definition is checked; the parts of a damaged one that are there are valid.

use crate::ir::{CommandFlags, Cond, DocId, EnumValue, Feature};
use crate::source::Span;
use crate::syntax::Str;

/// The kinds of definitions, by the key that makes a top-level object one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meta {
    Enum,
    Struct,
    Union,
    Alternate,
    Command,
    Event,
}

impl Meta {
    pub(crate) const ALL: [Meta; 6] = [
        Meta::Enum,
        Meta::Struct,
        Meta::Union,
        Meta::Alternate,
        Meta::Command,
        Meta::Event,
    ];

    /// The key, which messages use as well.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Meta::Enum => "enum",
            Meta::Struct => "struct",
            Meta::Union => "union",
            Meta::Alternate => "alternate",
            Meta::Command => "command",
            Meta::Event => "event",
        }
    }

    pub(crate) fn is_type(self) -> bool {
        !matches!(self, Meta::Command | Meta::Event)
    }
}

/// A definition.
#[derive(Debug)]
pub(crate) struct Definition<'s> {
    pub(crate) name: &'s Str,
    /// The whole object.
    pub(crate) span: Span,
    /// The place at which QEMU's compiler reports mistakes in it.
    pub(crate) anchor: Span,
    /// Index into [`crate::syntax::Syntax::modules`].
    pub(crate) module: usize,
    pub(crate) doc: Option<DocId>,
    pub(crate) cond: Option<Cond>,
    pub(crate) features: Vec<Feature>,
    pub(crate) body: Body<'s>,
    /// True if errors leave parts missing.
    pub(crate) damaged: bool,
}

/// The content of a definition beyond the parts that all have.
#[derive(Debug)]
pub(crate) enum Body<'s> {
    Enum {
        prefix: Option<&'s str>,
        values: Vec<EnumValue>,
    },
    Struct {
        base: Option<TypeRef<'s>>,
        members: Vec<Member<'s>>,
    },
    Union {
        base: Data<'s>,
        discriminator: Option<&'s Str>,
        branches: Vec<Branch<'s>>,
    },
    Alternate {
        alternatives: Vec<Branch<'s>>,
    },
    Command {
        data: Data<'s>,
        returns: Option<TypeRef<'s>>,
        flags: CommandFlags,
    },
    Event {
        data: Data<'s>,
        boxed: bool,
    },
}

/// Members by a type's name or inline: a union's base, a command's or event's data.
#[derive(Debug)]
pub(crate) enum Data<'s> {
    None,
    Named(TypeRef<'s>),
    Inline(Vec<Member<'s>>),
}

/// The name of a type, or of the type of an array's elements.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TypeRef<'s> {
    pub(crate) name: &'s str,
    pub(crate) span: Span,
    pub(crate) array: bool,
}

/// A member of a struct, of a union's base, of a command's or event's data.
#[derive(Debug)]
pub(crate) struct Member<'s> {
    pub(crate) name: &'s str,
    pub(crate) span: Span,
    pub(crate) ty: TypeRef<'s>,
    pub(crate) optional: bool,
    pub(crate) cond: Option<Cond>,
    pub(crate) features: Vec<Feature>,
}

/// A branch of a union or an alternate.
#[derive(Debug)]
pub(crate) struct Branch<'s> {
    pub(crate) name: &'s str,
    pub(crate) span: Span,
    pub(crate) ty: TypeRef<'s>,
    pub(crate) cond: Option<Cond>,
}
