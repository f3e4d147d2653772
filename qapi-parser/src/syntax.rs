//! The syntax: expressions, directives and documentation comments, with their spans.
//!
//! It represents any well-formed JSON-like expression, valid QAPI or not. Included files stand
//! where they are first included, as the specification has it (`docs/devel/qapi-code-gen.rst`,
//! "Include directives").

use crate::edition::Release;
use crate::ir::{Doc, DocId};
use crate::source::Span;
pub use crate::text::Text;

/// The content of the entry file and all included files, in the order of the text.
#[derive(Debug, Default)]
pub struct Syntax {
    /// Modules in order of first appearance: the entry file first. Names are relative to the
    /// entry file's folder, as QEMU names modules.
    pub modules: Vec<Module>,
    /// Definitions and includes in the order of the text.
    pub items: Vec<Item>,
    /// Documentation comments in the order of the text, free-form ones among them.
    pub docs: Vec<Doc>,
    /// The pragmas of all files together: later ones replace earlier ones.
    pub pragmas: Pragmas,
    /// The unreadable parts, after errors.
    pub lost: Lost,
    /// The last release that has all pragmas of the schema.
    pub latest: Option<Release>,
    /// True for a schema of the time before 2.9, read in [`Edition::Auto`](crate::edition::Edition),
    /// whose old forms and careless documentation are warnings.
    pub is_old: bool,
}

/// The known facts about unreadable text. References to it are no mistakes.
#[derive(Debug, Default)]
pub struct Lost {
    /// The names that it seems to define.
    pub names: Vec<String>,
    /// True if it may define any name: a file was unreadable, or no name shows.
    pub anything: bool,
    /// True if it may have pragmas.
    pub pragmas: bool,
    /// The names in documentation that its definition does not follow.
    pub documented: Vec<String>,
}

/// A file that was read.
#[derive(Debug)]
pub struct Module {
    /// Its path relative to the entry file's folder (`block.json`, `../../qapi/block.json`).
    pub name: String,
}

/// An expression at the top level, other than a pragma.
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
    /// True if its documentation is unreadable.
    pub doc_lost: bool,
    /// True if parts of it are missing in `object`, which is an error.
    pub damaged: bool,
    /// Index into [`Syntax::modules`].
    pub module: usize,
}

/// A JSON-like value. QAPI's syntax has no numbers.
#[derive(Debug, Clone)]
pub enum Value {
    /// `'text'`
    Str(Str),
    /// `true` or `false`
    Bool(bool, Span),
    /// `null`, which only releases until 4.1 have; [`Object::get`] takes it for no value.
    Null(Span),
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
    /// Its place.
    pub span: Span,
}

/// `[ … ]`
#[derive(Debug, Clone)]
pub struct Array {
    /// The elements.
    pub values: Vec<Value>,
    /// Its place, brackets included.
    pub span: Span,
}

/// `{ … }`: members in the order of the text, keys unique (a duplicate is a syntax error).
#[derive(Debug, Clone)]
pub struct Object {
    /// The members.
    pub members: Vec<(Str, Value)>,
    /// Its place, braces included.
    pub span: Span,
}

/// The pragmas' state (`docs/devel/qapi-code-gen.rst`, "Pragma directives").
#[derive(Debug, Clone, Default)]
pub struct Pragmas {
    /// Number of pragma directives.
    pub directives: usize,
    /// Every definition must be documented.
    pub doc_required: bool,
    /// Commands whose names may break the rules.
    pub command_name_exceptions: Vec<String>,
    /// Commands that may return other types than objects (old name: `returns-whitelist`).
    pub command_returns_exceptions: Vec<String>,
    /// Definitions whose members need no documentation.
    pub documentation_exceptions: Vec<String>,
    /// Types whose members' names may break the rules (old name: `name-case-whitelist`).
    pub member_name_exceptions: Vec<String>,
}

impl Value {
    /// Returns its place.
    pub fn span(&self) -> Span {
        match self {
            Value::Str(text) => text.span,
            Value::Bool(_, span) | Value::Null(span) => *span,
            Value::Array(array) => array.span,
            Value::Object(object) => object.span,
        }
    }

    /// Returns its kind with an article: `a string`.
    pub fn kind_name(&self) -> &'static str {
        match self {
            Value::Str(_) => "a string",
            Value::Bool(..) => "a boolean",
            Value::Null(_) => "null",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

impl Object {
    /// Returns the value of `key`; None for `null`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.members
            .iter()
            .find(|(k, _)| *k.text == *key)
            .map(|(_, value)| value)
            .filter(|value| !matches!(value, Value::Null(_)))
    }

    /// Returns `key` as written.
    pub fn key(&self, key: &str) -> Option<&Str> {
        self.members
            .iter()
            .map(|(k, _)| k)
            .find(|k| *k.text == *key)
    }
}
