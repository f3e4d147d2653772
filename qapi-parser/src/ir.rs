//! The checked schema: only ever valid, immutable, without references to look up by name.
//!
//! Everything lives in arenas and is named by a typed `u32` id. Entities keep the order in which
//! QEMU's own compiler creates them (implicit types right before the definition that needs them),
//! because the numbering of `query-qmp-schema` follows it. An `if` condition stays a tree
//! ([`Cond`]) and is evaluated by whoever generates something.

use indexmap::IndexMap;

use crate::source::Span;
use crate::text::Text;

mod cond;
mod doc;
mod interface;
mod types;

pub use cond::{Cond, CondTree, CondWritten};
pub use doc::{Doc, DocKind, DocSection};
pub use interface::{Command, CommandFlags, Event};
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
            /// The position in its arena, dense from 0.
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
#[derive(Debug)]
pub struct Schema {
    pub(crate) types: Vec<Type>,
    pub(crate) commands: Vec<Command>,
    pub(crate) events: Vec<Event>,
    pub(crate) modules: Vec<Module>,
    pub(crate) docs: Vec<Doc>,
    pub(crate) names: IndexMap<Text, Entity, foldhash::fast::RandomState>,
    pub(crate) empty: TypeId,
    pub(crate) documentation_exceptions: Vec<String>,
}

/// Something that stands in a module, in the order of the text.
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
    /// Every type, built-in and implicit ones included, in order of creation.
    pub fn types(&self) -> impl ExactSizeIterator<Item = (TypeId, &Type)> {
        self.types
            .iter()
            .enumerate()
            .map(|(i, t)| (TypeId(i as u32), t))
    }

    /// Every command in order of definition.
    pub fn commands(&self) -> impl ExactSizeIterator<Item = (CommandId, &Command)> {
        self.commands
            .iter()
            .enumerate()
            .map(|(i, c)| (CommandId(i as u32), c))
    }

    /// Every event in order of definition.
    pub fn events(&self) -> impl ExactSizeIterator<Item = (EventId, &Event)> {
        self.events
            .iter()
            .enumerate()
            .map(|(i, e)| (EventId(i as u32), e))
    }

    /// Every module: the built-in one first, then files in order of first inclusion.
    pub fn modules(&self) -> impl ExactSizeIterator<Item = (ModuleId, &Module)> {
        self.modules
            .iter()
            .enumerate()
            .map(|(i, m)| (ModuleId(i as u32), m))
    }

    /// Every documentation comment in the order of the text, free-form ones included.
    pub fn docs(&self) -> &[Doc] {
        &self.docs
    }

    /// The type with that id.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.index()]
    }

    /// The command with that id.
    pub fn command(&self, id: CommandId) -> &Command {
        &self.commands[id.index()]
    }

    /// The event with that id.
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.index()]
    }

    /// The module with that id.
    pub fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.index()]
    }

    /// The documentation comment with that id.
    pub fn doc(&self, id: DocId) -> &Doc {
        &self.docs[id.index()]
    }

    /// What has that name. Types, commands and events share one name space.
    pub fn lookup(&self, name: &str) -> Option<Entity> {
        self.names.get(name).copied()
    }

    /// The definitions that need not describe their members, as the pragma
    /// `documentation-exceptions` has it.
    pub fn documentation_exceptions(&self) -> &[String] {
        &self.documentation_exceptions
    }

    /// The object type without members (`q_empty`), which stands for "no arguments", "no return
    /// value" and the branches that a union does not list.
    pub fn empty_object(&self) -> TypeId {
        self.empty
    }
}

/// A source file, or the built-in module.
#[derive(Debug)]
pub struct Module {
    pub(crate) name: String,
    pub(crate) entities: Vec<Entity>,
}

impl Module {
    /// `./builtin`, or the file's path relative to the entry file's folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What stands in it, in QEMU's order.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }
}

/// What types, commands and events have in common.
#[derive(Debug)]
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
            /// The name as written.
            pub fn name(&self) -> &str {
                &self.common.name
            }

            /// Where it was defined; for implicit types, what made them necessary. None for
            /// built-in types and for arrays of them that the compiler makes itself.
            pub fn span(&self) -> Option<Span> {
                self.common.span
            }

            /// The start of where it was defined: from its brace to its name, if that comes
            /// first. Diagnostics about the whole of it point here.
            pub fn head(&self) -> Option<Span> {
                self.common.span.map(|_| self.common.head)
            }

            /// Its own `if`. (An array's condition is its element's.)
            pub fn cond(&self) -> Option<&Cond> {
                self.common.cond.as_ref()
            }

            /// Its feature flags in order.
            pub fn features(&self) -> &[Feature] {
                &self.common.features
            }

            /// Its documentation comment.
            pub fn doc(&self) -> Option<DocId> {
                self.common.doc
            }

            /// The module that it belongs to (an array's is its element's).
            pub fn module(&self) -> ModuleId {
                self.common.module
            }

            /// Whether it bears the feature `name`.
            pub fn has_feature(&self, name: &str) -> bool {
                self.common.features.iter().any(|f| *f.name == *name)
            }
        }
    )*};
}

common!(Type, Command, Event);
