//! What the text says: expressions, directives and documentation comments, with their spans.
//!
//! Permissive: any well-formed JSON-like expression is representable, whether QAPI gives it a
//! meaning or not. Included files are spliced in where they are first included, as the
//! specification has it (`docs/devel/qapi-code-gen.rst`, "Include directives").

use crate::ir::{Doc, DocId};
use crate::source::Span;
pub use crate::text::Text;

/// All that was read: the entry file and what it includes, in the order of the text.
#[derive(Debug, Default)]
pub struct Syntax {
    /// Modules in order of first appearance: the entry file first. Names are relative to the
    /// entry file's folder, as QEMU names modules.
    pub modules: Vec<Module>,
    /// Definitions and includes in the order of the text.
    pub items: Vec<Item>,
    /// Documentation comments in the order of the text, free-form ones among them.
    pub docs: Vec<Doc>,
    /// What the pragmas of all files said, together: later ones replace earlier ones.
    pub pragmas: Pragmas,
    /// What could not be read, after errors.
    pub lost: Lost,
}

/// What is known of text that could not be read. What refers to it is no mistake.
#[derive(Debug, Default)]
pub struct Lost {
    /// Names that it seems to define.
    pub names: Vec<String>,
    /// Whether it may define any name: a file could not be read, or nothing tells a name.
    pub anything: bool,
    /// Whether it may have pragmas.
    pub pragmas: bool,
    /// What documentation is of that is not followed by its definition.
    pub documented: Vec<String>,
}

/// A file that was read.
#[derive(Debug)]
pub struct Module {
    /// Its path relative to the entry file's folder (`block.json`, `../../qapi/block.json`).
    pub name: String,
}

/// An expression at the top level that is not a pragma.
#[derive(Debug)]
pub enum Item {
    /// `{ 'include': … }`
    Include {
        /// Index into [`Syntax::modules`] of the including file.
        from: usize,
        /// Index into [`Syntax::modules`] of the included file.
        module: usize,
        /// The whole directive.
        span: Span,
    },
    /// Any other object: a definition, if it proves to be one.
    Definition(Definition),
}

/// A top-level object that should be a definition.
#[derive(Debug)]
pub struct Definition {
    /// The object as written.
    pub object: Object,
    /// The documentation comment right before it, if it has a symbol.
    pub doc: Option<DocId>,
    /// Whether it has documentation that could not be read.
    pub doc_lost: bool,
    /// Whether parts of it are missing in `object`, which is an error.
    pub damaged: bool,
    /// Index into [`Syntax::modules`].
    pub module: usize,
}

/// A JSON-like value. QAPI's syntax has no numbers and no null.
#[derive(Debug, Clone)]
pub enum Value {
    /// `'text'`
    Str(Str),
    /// `true` or `false`
    Bool(bool, Span),
    /// `[ … ]`
    Array(Array),
    /// `{ … }`
    Object(Object),
}

/// A string with its span, quotes included.
#[derive(Debug, Clone)]
pub struct Str {
    /// The text, unescaped.
    pub text: Text,
    /// Where it stands.
    pub span: Span,
}

/// `[ … ]`
#[derive(Debug, Clone)]
pub struct Array {
    /// The elements.
    pub values: Vec<Value>,
    /// Where it stands, brackets included.
    pub span: Span,
}

/// `{ … }`: members in the order of the text, keys unique (a duplicate is a syntax error).
#[derive(Debug, Clone)]
pub struct Object {
    /// The members.
    pub members: Vec<(Str, Value)>,
    /// Where it stands, braces included.
    pub span: Span,
}

/// The pragmas' state (`docs/devel/qapi-code-gen.rst`, "Pragma directives").
#[derive(Debug, Clone, Default)]
pub struct Pragmas {
    /// Every definition must be documented.
    pub doc_required: bool,
    /// Commands whose names may break the rules.
    pub command_name_exceptions: Vec<String>,
    /// Commands that may return what is no object (old name: `returns-whitelist`).
    pub command_returns_exceptions: Vec<String>,
    /// Definitions whose members need no documentation.
    pub documentation_exceptions: Vec<String>,
    /// Types whose members' names may break the rules (old name: `name-case-whitelist`).
    pub member_name_exceptions: Vec<String>,
}

impl Value {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Value::Str(text) => text.span,
            Value::Bool(_, span) => *span,
            Value::Array(array) => array.span,
            Value::Object(object) => object.span,
        }
    }

    /// What it is, with its article: `a string`.
    pub fn kind_name(&self) -> &'static str {
        match self {
            Value::Str(_) => "a string",
            Value::Bool(..) => "a boolean",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

impl Object {
    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.members
            .iter()
            .find(|(k, _)| *k.text == *key)
            .map(|(_, value)| value)
    }

    /// `key` as written.
    pub fn key(&self, key: &str) -> Option<&Str> {
        self.members
            .iter()
            .map(|(k, _)| k)
            .find(|k| *k.text == *key)
    }
}
