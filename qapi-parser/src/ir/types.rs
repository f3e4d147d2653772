//! Types and their parts.

use super::{Common, Cond, Schema, TypeId};
use crate::source::Span;
use crate::text::Text;

/// A type.
#[derive(Clone, Debug)]
pub struct Type {
    pub(crate) common: Common,
    pub(crate) kind: TypeKind,
}

impl Type {
    /// Returns the kind of the type, with its parts.
    pub fn kind(&self) -> &TypeKind {
        &self.kind
    }

    /// Returns the types that it refers to, in order: those of an array's elements, of an object's
    /// members, inherited ones included, then of its branches, and of an alternate's alternatives.
    pub fn references(&self, schema: &Schema) -> Vec<TypeId> {
        let mut types = Vec::new();
        match &self.kind {
            TypeKind::Array(array) => types.push(array.element),
            TypeKind::Object(object) => {
                types.extend(object.members(schema).map(|member| member.ty));
                types.extend(object.cases().iter().map(|branch| branch.ty));
            }
            TypeKind::Alternate(alternate) => {
                types.extend(alternate.alternatives.iter().map(|branch| branch.ty));
            }
            TypeKind::Builtin(_) | TypeKind::Enum(_) => {}
        }
        types
    }

    /// Returns true for types without a definition in the text: built-in types, `QType`, arrays,
    /// and objects made for inline members (`q_…`).
    pub fn is_implicit(&self) -> bool {
        match &self.kind {
            TypeKind::Builtin(_) | TypeKind::Array(_) => true,
            TypeKind::Enum(_) => self.common.span.is_none() || self.implicit_enum(),
            TypeKind::Object(_) => self.common.name.starts_with("q_"),
            TypeKind::Alternate(_) => false,
        }
    }

    fn implicit_enum(&self) -> bool {
        matches!(&self.kind, TypeKind::Enum(e) if e.simple_union.is_some())
    }
}

/// The kinds of types.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// A built-in type.
    Builtin(Builtin),
    /// `{ 'enum': … }`, `QType`, or a simple union's implicit enum.
    Enum(Enum),
    /// `[ 'T' ]`
    Array(Array),
    /// `{ 'struct': … }`, `{ 'union': … }`, or an implicit object.
    Object(Object),
    /// `{ 'alternate': … }`
    Alternate(Alternate),
}

/// The built-in types (`docs/devel/qapi-code-gen.rst`, "Built-in Types").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Builtin {
    Str,
    Number,
    Int,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Size,
    Bool,
    Any,
    Null,
    /// An integer of 64 bits, signed or not. No text names it: only a [`Draft`](super::Draft) has it,
    /// where one schema has a signed integer in the place of another's unsigned one.
    Integer,
}

/// The JSON kind of a type on the wire, in introspection's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum JsonType {
    String,
    Number,
    Int,
    Boolean,
    Null,
    Object,
    Array,
    Value,
}

/// An enumeration.
#[derive(Clone, Debug)]
pub struct Enum {
    pub(crate) prefix: Option<String>,
    pub(crate) values: Vec<EnumValue>,
    pub(crate) simple_union: Option<TypeId>,
    pub(crate) open: bool,
}

impl Enum {
    /// Returns the `prefix` for C.
    pub fn prefix(&self) -> Option<&str> {
        self.prefix.as_deref()
    }

    /// Returns the values in order.
    pub fn values(&self) -> &[EnumValue] {
        &self.values
    }

    /// Returns the simple union whose implicit enum this is.
    pub fn simple_union(&self) -> Option<TypeId> {
        self.simple_union
    }

    /// Returns true if any other string may stand for a value. No schema text has such enums: only
    /// a [`Draft`](super::Draft) does, where one schema has a string in the place of another's
    /// enum.
    pub fn is_open(&self) -> bool {
        self.open
    }
}

/// A value of an enumeration.
#[derive(Clone, Debug)]
pub struct EnumValue {
    pub(crate) name: Text,
    pub(crate) span: Option<Span>,
    pub(crate) cond: Option<Cond>,
    pub(crate) features: Vec<Feature>,
}

/// An array.
#[derive(Clone, Debug)]
pub struct Array {
    pub(crate) element: TypeId,
}

impl Array {
    /// Returns the type of the elements; never an array.
    pub fn element(&self) -> TypeId {
        self.element
    }
}

/// A struct, a union (with [`Object::branches`]) or an implicit object.
#[derive(Clone, Debug)]
pub struct Object {
    pub(crate) base: Option<TypeId>,
    pub(crate) local_members: Vec<Member>,
    /// `(owner, index into the owner's local members)`, bases first.
    pub(crate) members: Vec<(TypeId, u32)>,
    pub(crate) branches: Option<Branches>,
}

impl Object {
    /// Returns the base type, always an object without branches. A union's inline base is an
    /// implicit one.
    pub fn base(&self) -> Option<TypeId> {
        self.base
    }

    /// Returns the members that the definition itself lists. (A flat union has none, a simple union
    /// has its `type`.)
    pub fn local_members(&self) -> &[Member] {
        &self.local_members
    }

    /// Iterates over all common members on the wire: the bases' first, then the local ones, without
    /// those of a union's branches.
    pub fn members<'s>(&'s self, schema: &'s Schema) -> impl ExactSizeIterator<Item = &'s Member> {
        self.members
            .iter()
            .map(|&(owner, index)| match &schema.ty(owner).kind {
                TypeKind::Object(o) => &o.local_members[index as usize],
                // Built by the checks from objects only.
                _ => unreachable!("a member's owner is an object"),
            })
    }

    /// Returns the discriminator and the branches of a union.
    pub fn branches(&self) -> Option<&Branches> {
        self.branches.as_ref()
    }

    /// Returns the branches of a union as [`Branches::branches`] has them; a struct has none.
    pub fn cases(&self) -> &[Branch] {
        self.branches.as_ref().map_or(&[], |b| &b.branches)
    }
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    pub(crate) name: Text,
    pub(crate) ty: TypeId,
    pub(crate) optional: bool,
    pub(crate) span: Option<Span>,
    pub(crate) cond: Option<Cond>,
    pub(crate) features: Vec<Feature>,
    pub(crate) owner: TypeId,
}

/// The variable part of a union.
#[derive(Clone, Debug)]
pub struct Branches {
    pub(crate) tag: u32,
    pub(crate) branches: Vec<Branch>,
    pub(crate) simple: bool,
}

impl Branches {
    /// Returns the discriminator, an index into [`Object::members`].
    pub fn tag_index(&self) -> usize {
        self.tag as usize
    }

    /// Returns a branch for each value of the discriminator's enum: those that the definition
    /// lists, in its order, then the other values, with the empty object as their type.
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// Returns true for a simple union (until 6.1), whose branches are objects `{ 'data': T }`.
    pub fn is_simple(&self) -> bool {
        self.simple
    }
}

/// A branch of a union or of an alternate.
#[derive(Clone, Debug)]
pub struct Branch {
    pub(crate) name: Text,
    pub(crate) ty: TypeId,
    pub(crate) span: Option<Span>,
    pub(crate) cond: Option<Cond>,
}

/// An alternate: a choice by JSON type.
#[derive(Clone, Debug)]
pub struct Alternate {
    pub(crate) alternatives: Vec<Branch>,
}

impl Alternate {
    /// Returns the alternatives in order. Their names appear nowhere on the wire.
    pub fn alternatives(&self) -> &[Branch] {
        &self.alternatives
    }
}

macro_rules! part {
    ($($owner:ident { $($extra:tt)* })*) => {$(
        impl $owner {
            /// Returns the name as written (without the `*` of an optional member).
            pub fn name(&self) -> &str {
                &self.name
            }

            /// Returns the place of its name; None if the compiler makes it.
            pub fn span(&self) -> Option<Span> {
                self.span
            }

            /// Returns its own `if`.
            pub fn cond(&self) -> Option<&Cond> {
                self.cond.as_ref()
            }

            $($extra)*
        }
    )*};
}

part! {
    EnumValue {
        /// Returns its feature flags in order.
        pub fn features(&self) -> &[Feature] {
            &self.features
        }
    }
    Member {
        /// Returns its type.
        pub fn ty(&self) -> TypeId {
            self.ty
        }

        /// Returns true if it may be absent.
        pub fn optional(&self) -> bool {
            self.optional
        }

        /// Returns its feature flags in order.
        pub fn features(&self) -> &[Feature] {
            &self.features
        }

        /// Returns the object that lists it, perhaps a base.
        pub fn owner(&self) -> TypeId {
            self.owner
        }
    }
    Branch {
        /// Returns its type.
        pub fn ty(&self) -> TypeId {
            self.ty
        }
    }
    Feature {}
}

/// A feature flag.
#[derive(Debug, Clone)]
pub struct Feature {
    pub(crate) name: Text,
    pub(crate) span: Option<Span>,
    pub(crate) cond: Option<Cond>,
}
