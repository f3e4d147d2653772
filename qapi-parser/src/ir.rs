//! The checked schema: only ever valid, immutable, without references to look up by name.
//!
//! Everything lives in arenas and is named by a typed `u32` id. Entities keep the order in which
//! QEMU's own compiler creates them (implicit types right before the definition that needs them),
//! because the numbering of `query-qmp-schema` follows it. An `if` condition stays a tree
//! ([`Cond`]) and is evaluated by whoever generates something.

use indexmap::IndexMap;

use crate::source::Span;
use crate::syntax::Text;

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

/// A type.
#[derive(Debug)]
pub struct Type {
    pub(crate) common: Common,
    pub(crate) kind: TypeKind,
}

impl Type {
    /// What kind of type, with its parts.
    pub fn kind(&self) -> &TypeKind {
        &self.kind
    }

    /// Whether no definition in the text bears this name: built-in types, `QType`, arrays, and
    /// objects made for inline members (`q_…`).
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
#[derive(Debug)]
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
}

/// The kind of JSON that a type is on the wire, in introspection's terms.
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
#[derive(Debug)]
pub struct Enum {
    pub(crate) prefix: Option<String>,
    pub(crate) values: Vec<EnumValue>,
    pub(crate) simple_union: Option<TypeId>,
}

impl Enum {
    /// The `prefix` given for C.
    pub fn prefix(&self) -> Option<&str> {
        self.prefix.as_deref()
    }

    /// The values in order.
    pub fn values(&self) -> &[EnumValue] {
        &self.values
    }

    /// For the implicit enum of a simple union, that union.
    pub fn simple_union(&self) -> Option<TypeId> {
        self.simple_union
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
#[derive(Debug)]
pub struct Array {
    pub(crate) element: TypeId,
}

impl Array {
    /// The type of the elements; never an array.
    pub fn element(&self) -> TypeId {
        self.element
    }
}

/// A struct, a union (with [`Object::branches`]) or an implicit object.
#[derive(Debug)]
pub struct Object {
    pub(crate) base: Option<TypeId>,
    pub(crate) local_members: Vec<Member>,
    /// `(owner, index into the owner's local members)`, bases first.
    pub(crate) members: Vec<(TypeId, u32)>,
    pub(crate) branches: Option<Branches>,
}

impl Object {
    /// The base type: always an object without branches. A union's inline base is an implicit one.
    pub fn base(&self) -> Option<TypeId> {
        self.base
    }

    /// The members that the definition itself lists. (A flat union has none, a simple union has
    /// its `type`.)
    pub fn local_members(&self) -> &[Member] {
        &self.local_members
    }

    /// All common members on the wire: the bases' first, then the local ones; a union's branches
    /// are not among them.
    pub fn members<'s>(&'s self, schema: &'s Schema) -> impl ExactSizeIterator<Item = &'s Member> {
        self.members
            .iter()
            .map(|&(owner, index)| match &schema.ty(owner).kind {
                TypeKind::Object(o) => &o.local_members[index as usize],
                // Built by the checks from objects only.
                _ => unreachable!("a member's owner is an object"),
            })
    }

    /// The branches, for a union.
    pub fn branches(&self) -> Option<&Branches> {
        self.branches.as_ref()
    }
}

/// A member of an object.
#[derive(Debug)]
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
#[derive(Debug)]
pub struct Branches {
    pub(crate) tag: u32,
    pub(crate) branches: Vec<Branch>,
    pub(crate) simple: bool,
}

impl Branches {
    /// The discriminator: index into [`Object::members`].
    pub fn tag_index(&self) -> usize {
        self.tag as usize
    }

    /// One branch for each value of the discriminator's enum: those that the definition lists, in
    /// its order, then the values it does not list, with the empty object as their type.
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// Whether it was written as a simple union (until 6.1), whose branches are objects
    /// `{ 'data': T }`.
    pub fn is_simple(&self) -> bool {
        self.simple
    }
}

/// A branch of a union or of an alternate.
#[derive(Debug)]
pub struct Branch {
    pub(crate) name: Text,
    pub(crate) ty: TypeId,
    pub(crate) span: Option<Span>,
    pub(crate) cond: Option<Cond>,
}

/// An alternate: a choice by JSON type.
#[derive(Debug)]
pub struct Alternate {
    pub(crate) alternatives: Vec<Branch>,
}

impl Alternate {
    /// The alternatives in order. Their names appear nowhere on the wire.
    pub fn alternatives(&self) -> &[Branch] {
        &self.alternatives
    }
}

macro_rules! part {
    ($($owner:ident { $($extra:tt)* })*) => {$(
        impl $owner {
            /// The name as written (without the `*` of an optional member).
            pub fn name(&self) -> &str {
                &self.name
            }

            /// Where it was written; None for those the compiler makes.
            pub fn span(&self) -> Option<Span> {
                self.span
            }

            /// Its own `if`.
            pub fn cond(&self) -> Option<&Cond> {
                self.cond.as_ref()
            }

            $($extra)*
        }
    )*};
}

part! {
    EnumValue {
        /// Its feature flags in order.
        pub fn features(&self) -> &[Feature] {
            &self.features
        }
    }
    Member {
        /// Its type.
        pub fn ty(&self) -> TypeId {
            self.ty
        }

        /// Whether it may be absent.
        pub fn optional(&self) -> bool {
            self.optional
        }

        /// Its feature flags in order.
        pub fn features(&self) -> &[Feature] {
            &self.features
        }

        /// The object that lists it (a base of the type at hand, perhaps).
        pub fn owner(&self) -> TypeId {
            self.owner
        }
    }
    Branch {
        /// Its type.
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

/// A command.
#[derive(Debug)]
pub struct Command {
    pub(crate) common: Common,
    pub(crate) arg: Option<TypeId>,
    pub(crate) ret: Option<TypeId>,
    pub(crate) flags: CommandFlags,
}

/// A command's settings, with the language's defaults.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct CommandFlags {
    /// `gen`: false means that its arguments are open, whatever `data` says.
    pub r#gen: bool,
    /// `success-response`: false means that success sends no reply.
    pub success_response: bool,
    pub boxed: bool,
    pub allow_oob: bool,
    pub allow_preconfig: bool,
    pub coroutine: bool,
}

impl Command {
    /// The arguments: an object, implicit when written inline. None: no arguments.
    pub fn arg(&self) -> Option<TypeId> {
        self.arg
    }

    /// The type of the return value. None: the empty object.
    pub fn ret(&self) -> Option<TypeId> {
        self.ret
    }

    /// The settings.
    pub fn flags(&self) -> CommandFlags {
        self.flags
    }
}

/// An event.
#[derive(Debug)]
pub struct Event {
    pub(crate) common: Common,
    pub(crate) arg: Option<TypeId>,
    pub(crate) boxed: bool,
}

impl Event {
    /// The data: an object, implicit when written inline. None: no data.
    pub fn arg(&self) -> Option<TypeId> {
        self.arg
    }

    /// `boxed`
    pub fn boxed(&self) -> bool {
        self.boxed
    }
}

/// A condition: the tree, and the form in which it was written.
#[derive(Debug, Clone)]
pub struct Cond {
    pub(crate) tree: CondTree,
    pub(crate) written: CondWritten,
}

impl Cond {
    /// The condition's meaning.
    pub fn tree(&self) -> &CondTree {
        &self.tree
    }

    /// The condition's form.
    pub fn written(&self) -> &CondWritten {
        &self.written
    }

    /// Whether it holds where exactly the symbols for which `defined` says so are defined.
    ///
    /// An [`CondTree::Opaque`] expression holds: whoever evaluates cannot know better, and
    /// dropping what a build may have would be worse.
    pub fn holds(&self, defined: &dyn Fn(&str) -> bool) -> bool {
        self.tree.holds(defined)
    }
}

/// What a condition means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CondTree {
    /// The symbol is defined.
    Symbol(String),
    /// All hold.
    All(Vec<CondTree>),
    /// At least one holds.
    Any(Vec<CondTree>),
    /// It does not hold.
    Not(Box<CondTree>),
    /// A C expression (before 6.2) beyond `defined`, `!`, `&&`, `||` and parentheses.
    Opaque(String),
}

impl CondTree {
    /// See [`Cond::holds`].
    pub fn holds(&self, defined: &dyn Fn(&str) -> bool) -> bool {
        match self {
            CondTree::Symbol(name) => defined(name),
            CondTree::All(parts) => parts.iter().all(|p| p.holds(defined)),
            CondTree::Any(parts) => parts.iter().any(|p| p.holds(defined)),
            CondTree::Not(part) => !part.holds(defined),
            CondTree::Opaque(_) => true,
        }
    }
}

/// How a condition was written, which QEMU's dump of a checked schema repeats.
#[derive(Debug, Clone)]
pub enum CondWritten {
    /// An identifier, or `all`/`any`/`not` (since 6.2): the tree says it all.
    Tree,
    /// One C expression or a list of them (until 6.1).
    C(Vec<String>),
}

/// A documentation comment.
///
/// Its sections stand in the order of the text; the body comes first and may be empty.
#[derive(Debug, Clone)]
pub struct Doc {
    pub(crate) symbol: Option<String>,
    pub(crate) sections: Vec<DocSection>,
    pub(crate) span: Span,
    /// The sections that other releases find in the same comment; None where all agree, or once
    /// the definition has told which are meant.
    pub(crate) otherwise: Option<Box<[DocSection]>>,
}

impl Doc {
    /// The definition that it documents; None for free-form documentation.
    pub fn symbol(&self) -> Option<&str> {
        self.symbol.as_deref()
    }

    /// All sections in the order of the text.
    pub fn sections(&self) -> &[DocSection] {
        &self.sections
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The description of the member, argument, branch or enum value `name`.
    pub fn member(&self, name: &str) -> Option<&str> {
        self.find(|k| matches!(k, DocKind::Member(n) if n == name))
    }

    /// The description of the feature `name`.
    pub fn feature(&self, name: &str) -> Option<&str> {
        self.find(|k| matches!(k, DocKind::Feature(n) if n == name))
    }

    /// The text of the first `Since:` section (`2.10`, perhaps with words around it).
    pub fn since(&self) -> Option<&str> {
        self.find(|k| matches!(k, DocKind::Since))
    }

    fn find(&self, want: impl Fn(&DocKind) -> bool) -> Option<&str> {
        self.sections
            .iter()
            .find(|s| want(&s.kind))
            .map(|s| s.text.as_str())
    }
}

/// A section of a documentation comment.
#[derive(Debug, Clone)]
pub struct DocSection {
    pub(crate) kind: DocKind,
    pub(crate) text: String,
    pub(crate) span: Span,
}

impl DocSection {
    /// Which section.
    pub fn kind(&self) -> &DocKind {
        &self.kind
    }

    /// Its text (reStructuredText), without the tag, lines separated by `\n`, outer indentation
    /// and surrounding blank lines removed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it starts: the line of its tag.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// The kinds of sections.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DocKind {
    /// Text without a tag: the body, and paragraphs after other sections.
    Plain,
    /// `@name:` of a member, argument, branch or enum value.
    Member(String),
    /// `@name:` below `Features:`.
    Feature(String),
    /// `Returns:`
    Returns,
    /// `Errors:`
    Errors,
    /// `Since:`
    Since,
    /// `TODO:`
    Todo,
    /// `Note:` or `Notes:` (until 9.0), with the tag as written.
    Note(String),
    /// `Example:` or `Examples:` (until 9.0), with the tag as written.
    Example(String),
}
