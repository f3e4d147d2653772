//! The checked schema: always valid, immutable, with all references resolved.
//!
//! Everything lives in arenas and has a typed `u32` id. Entities keep the order in which QEMU's
//! compiler creates them: implicit types come right before the definition that needs them. The
//! numbering of `query-qmp-schema` follows this order. An `if` condition stays a tree ([`Cond`]),
//! which generators evaluate.

use foldhash::HashMap;

use crate::edition::{Release, Rule};
use crate::source::Span;
use crate::text::Text;

mod cond;
mod doc;
mod draft;
mod interface;
mod set;
mod types;

pub use cond::{Cond, CondTree, CondWritten};
pub use doc::{Doc, DocKind, DocSection};
pub use draft::{Draft, Variants};
pub use interface::{Command, CommandFlags, Event};
pub use set::TypeSet;
pub use types::{
    Alternate, Array, Branch, Branches, Builtin, Enum, EnumValue, Feature, JsonType, Member,
    Object, Type, TypeKind,
};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// Returns the position in its arena, dense from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// Names a [`Type`] of a [`Schema`].
    TypeId
);
id!(
    /// Names a [`Command`] of a [`Schema`].
    CommandId
);
id!(
    /// Names an [`Event`] of a [`Schema`].
    EventId
);
id!(
    /// Names a [`Module`] of a [`Schema`].
    ModuleId
);
id!(
    /// Names a [`Doc`] of a [`Schema`].
    DocId
);

/// A valid schema.
#[derive(Clone, Debug)]
pub struct Schema {
    pub(crate) types: Vec<Type>,
    pub(crate) commands: Vec<Command>,
    pub(crate) events: Vec<Event>,
    pub(crate) modules: Vec<Module>,
    pub(crate) docs: Vec<Doc>,
    pub(crate) names: HashMap<Text, Entity>,
    pub(crate) empty: TypeId,
    /// All entities in order of creation, each with the module of its text.
    pub(crate) order: Vec<(ModuleId, Entity)>,
    pub(crate) documentation_exceptions: Vec<String>,
    pub(crate) latest: Option<Release>,
}

/// An item of a module, in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entity {
    /// `{ 'include': … }` of another module.
    Include(ModuleId),
    /// A type: defined, built-in, array or implicit.
    Type(TypeId),
    /// A command.
    Command(CommandId),
    /// An event.
    Event(EventId),
}

impl Schema {
    /// Iterates over every type, built-in and implicit ones included, in order of creation.
    pub fn types(&self) -> impl ExactSizeIterator<Item = (TypeId, &Type)> {
        self.types
            .iter()
            .enumerate()
            .map(|(i, t)| (TypeId(i as u32), t))
    }

    /// Iterates over every command in order of definition.
    pub fn commands(&self) -> impl ExactSizeIterator<Item = (CommandId, &Command)> {
        self.commands
            .iter()
            .enumerate()
            .map(|(i, c)| (CommandId(i as u32), c))
    }

    /// Iterates over every event in order of definition.
    pub fn events(&self) -> impl ExactSizeIterator<Item = (EventId, &Event)> {
        self.events
            .iter()
            .enumerate()
            .map(|(i, e)| (EventId(i as u32), e))
    }

    /// Iterates over every module: the built-in one first, then files in order of first inclusion.
    pub fn modules(&self) -> impl ExactSizeIterator<Item = (ModuleId, &Module)> {
        self.modules
            .iter()
            .enumerate()
            .map(|(i, m)| (ModuleId(i as u32), m))
    }

    /// Returns every documentation comment in the order of the text, free-form ones included.
    pub fn docs(&self) -> &[Doc] {
        &self.docs
    }

    /// Returns the type with that id.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.index()]
    }

    /// Returns the command with that id.
    pub fn command(&self, id: CommandId) -> &Command {
        &self.commands[id.index()]
    }

    /// Returns the event with that id.
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.index()]
    }

    /// Returns the module with that id.
    pub fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.index()]
    }

    /// Returns the documentation comment with that id.
    pub fn doc(&self, id: DocId) -> &Doc {
        &self.docs[id.index()]
    }

    /// Finds an entity by name. Types, commands and events share one name space.
    pub fn lookup(&self, name: &str) -> Option<Entity> {
        self.names.get(name).copied()
    }

    /// The type of that name.
    pub fn type_named(&self, name: &str) -> Option<TypeId> {
        match self.lookup(name)? {
            Entity::Type(id) => Some(id),
            Entity::Command(_) | Entity::Event(_) | Entity::Include(_) => None,
        }
    }

    /// Returns the last release that has the forms of the schema, if later ones lack some: old names
    /// of pragmas, conditions in C, simple unions.
    pub fn latest(&self) -> Option<Release> {
        let is_simple = |ty: &Type| match ty.kind() {
            TypeKind::Object(object) => object.branches().is_some_and(Branches::is_simple),
            _ => false,
        };
        let is_c = |cond: &&Cond| matches!(cond.written(), CondWritten::C(_));
        let rules = [
            (self.types.iter().any(is_simple), Rule::SimpleUnions),
            (self.conditions().iter().any(is_c), Rule::IfAsC),
        ];
        let used = rules.into_iter().filter(|(is_used, _)| *is_used);
        let ends = used.filter_map(|(_, rule)| rule.releases().1);
        ends.chain(self.latest).min()
    }

    /// Returns every condition: those of definitions, of their parts, and of features.
    pub fn conditions(&self) -> Vec<&Cond> {
        fn of_features(features: &[Feature]) -> impl Iterator<Item = &Cond> {
            features.iter().filter_map(|f| f.cond())
        }
        let commons = self.types.iter().map(|t| &t.common);
        let commons = commons.chain(self.commands.iter().map(|c| &c.common));
        let commons = commons.chain(self.events.iter().map(|e| &e.common));
        let mut conds: Vec<&Cond> = Vec::new();
        for common in commons {
            conds.extend(&common.cond);
            conds.extend(of_features(&common.features));
        }
        for ty in &self.types {
            match ty.kind() {
                TypeKind::Enum(e) => {
                    for value in e.values() {
                        conds.extend(value.cond());
                        conds.extend(of_features(value.features()));
                    }
                }
                TypeKind::Object(object) => {
                    for member in object.local_members() {
                        conds.extend(member.cond());
                        conds.extend(of_features(member.features()));
                    }
                    let branches = object.branches().map_or(&[][..], |b| b.branches());
                    conds.extend(branches.iter().filter_map(|b| b.cond()));
                }
                TypeKind::Alternate(alternate) => {
                    conds.extend(alternate.alternatives().iter().filter_map(|b| b.cond()));
                }
                TypeKind::Builtin(_) | TypeKind::Array(_) => {}
            }
        }
        conds
    }

    /// Returns the names in the pragma `documentation-exceptions`: definitions that need not
    /// describe their members.
    pub fn documentation_exceptions(&self) -> &[String] {
        &self.documentation_exceptions
    }

    /// Returns the object type without members (`q_empty`). It stands for "no arguments", "no
    /// return value" and the branches that a union does not list.
    pub fn empty_object(&self) -> TypeId {
        self.empty
    }
}

/// A source file, or the built-in module.
#[derive(Clone, Debug)]
pub struct Module {
    pub(crate) name: String,
    pub(crate) entities: Vec<Entity>,
}

impl Module {
    /// Returns `./builtin`, or the file's path relative to the entry file's folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns its entities in QEMU's order.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }
}

/// The common parts of types, commands and events.
#[derive(Clone, Debug)]
pub struct Common {
    pub(crate) name: Text,
    pub(crate) span: Option<Span>,
    pub(crate) head: Span,
    pub(crate) cond: Option<Cond>,
    pub(crate) features: Vec<Feature>,
    pub(crate) doc: Option<DocId>,
    pub(crate) module: ModuleId,
}

macro_rules! common {
    ($($owner:ident),*) => {$(
        impl $owner {
            /// Returns the name as written.
            pub fn name(&self) -> &str {
                &self.common.name
            }

            /// Returns the place of its definition; for implicit types, of the definition that
            /// needs them. None for built-in types and for arrays of them that the compiler makes
            /// itself.
            pub fn span(&self) -> Option<Span> {
                self.common.span
            }

            /// Returns the start of its definition: from its brace to its name, if that comes
            /// first. Diagnostics about the whole of it point here.
            pub fn head(&self) -> Option<Span> {
                self.common.span.map(|_| self.common.head)
            }

            /// Returns its own `if`. (An array's condition is its element's.)
            pub fn cond(&self) -> Option<&Cond> {
                self.common.cond.as_ref()
            }

            /// Returns its feature flags in order.
            pub fn features(&self) -> &[Feature] {
                &self.common.features
            }

            /// Returns its documentation comment.
            pub fn doc(&self) -> Option<DocId> {
                self.common.doc
            }

            /// Returns its module (an array's is its element's).
            pub fn module(&self) -> ModuleId {
                self.common.module
            }

            /// Returns true if it has the feature `name`.
            pub fn has_feature(&self, name: &str) -> bool {
                self.common.features.iter().any(|f| *f.name == *name)
            }
        }
    )*};
}

common!(Type, Command, Event);
