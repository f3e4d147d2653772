//! The items of generated code: structs, enums, constants, functions, impls and modules.
//!
//! The generator emits items, and everything that needs to know them reads them: the comparison of
//! two versions' Rust, conversions, shared types. [`tokens`] turns them into the code itself.
//!
//! Types, attributes of the caller and bodies of functions are tokens, which nothing takes apart.
//!
//! ```
//! use qapi_codegen::{Config, items::Item};
//! use qapi_parser::{Options, compile_from, loader::Memory};
//!
//! let files = Memory::new([("a.json", "{ 'enum': 'Power', 'data': ['off', 'on'] }")]);
//! let schema = compile_from("a.json", &files, &Options::new())?.schema.ok_or("invalid")?;
//! let items = qapi_codegen::items(&schema, &Config::default()).map_err(|e| format!("{e:?}"))?;
//! let enums = items.iter().filter_map(|item| match item {
//!     Item::Enum(item) => Some(item.name.to_string()),
//!     _ => None,
//! });
//! assert!(enums.eq(["Power".to_owned(), "Event".to_owned()]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod write;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use qapi_parser::ir::TypeId;
use quote::quote;

pub use write::tokens;
pub(crate) use write::{Writer, comment};

/// An item of a file or module.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Item {
    /// A struct.
    Struct(Struct),
    /// An enum.
    Enum(Enum),
    /// A function of a module.
    Function(Function),
    /// A constant of a module.
    Const(Const),
    /// An impl.
    Impl(Impl),
    /// A module.
    Module(Module),
    /// A call of one of the runtime's macros, which implements traits.
    Call(Call),
    /// An item that adds nothing to an interface, or a trait: its tokens.
    Other(TokenStream),
}

/// A struct.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Ident,
    /// Its generic parameters, in `<…>`, or nothing.
    pub generics: TokenStream,
    /// Its fields.
    pub fields: Fields,
}

/// An enum.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Ident,
    /// Its variants.
    pub variants: Vec<Variant>,
}

/// A variant of an enum.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Ident,
    /// Its fields, which are not `pub`.
    pub fields: Fields,
    /// The part of the schema that it stands for; None for unknown values.
    pub(crate) wire: Option<Wire>,
}

/// The fields of a struct or variant.
#[derive(Clone, Debug)]
pub enum Fields {
    /// None, and no braces.
    Unit,
    /// Fields in parentheses.
    Tuple(Vec<Field>),
    /// Fields in braces.
    Named(Vec<Field>),
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its attributes.
    pub attributes: Attributes,
    /// True if it is `pub`.
    pub public: bool,
    /// Its name; None in parentheses.
    pub name: Option<Ident>,
    /// Its type without the `Option` of an optional field.
    pub ty: TokenStream,
    /// True if its type is an `Option` around `ty`.
    pub optional: bool,
    /// The member that it holds; None for a field that is no member.
    pub(crate) wire: Option<Wire>,
}

/// The part of the schema that a field or variant stands for.
#[derive(Clone, Debug)]
pub(crate) struct Wire {
    /// Its name there.
    pub(crate) name: String,
    /// The type of its value; None: it has none.
    pub(crate) holds: Option<Holds>,
}

/// The value of a part.
#[derive(Clone, Debug)]
pub(crate) struct Holds {
    pub(crate) ty: TypeId,
    pub(crate) boxed: bool,
    /// The caller's type for this member.
    pub(crate) substitution: Option<TokenStream>,
}

/// A public constant.
#[derive(Clone, Debug)]
pub struct Const {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: TokenStream,
    /// Its value.
    pub value: TokenStream,
}

/// A public function.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Ident,
    /// `self` as its first parameter has it: `&self`, `mut self`; nothing for a function without.
    pub receiver: TokenStream,
    /// Its other parameters.
    pub parameters: Vec<Parameter>,
    /// Its result; None for `()`.
    pub result: Option<TokenStream>,
    /// The statements of its body.
    pub body: TokenStream,
}

/// A parameter of a function.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: TokenStream,
}

/// An impl of a trait, or of a type's own functions.
#[derive(Clone, Debug)]
pub struct Impl {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its generic parameters, in `<…>`, or nothing.
    pub generics: TokenStream,
    /// The trait; None for the type's own functions.
    pub of_trait: Option<TokenStream>,
    /// The type.
    pub of: Target,
    /// Its members.
    pub members: Vec<Member>,
}

/// The type of an impl: an item of the same file.
#[derive(Clone, Debug)]
pub struct Target {
    /// The module of the item, seen from the impl.
    pub module: Option<Ident>,
    /// The item's name.
    pub name: Ident,
    /// Its generic arguments, in `<…>`, or nothing.
    pub arguments: TokenStream,
}

/// A member of an impl.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Member {
    /// A function of the type's own.
    Function(Function),
    /// A constant of the type's own.
    Const(Const),
    /// A type that the trait leaves to its impls.
    Type(Ident, TokenStream),
    /// Functions and constants of a trait, which has their signatures.
    OfTrait(TokenStream),
}

/// A public module.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Ident,
    /// Its items.
    pub items: Vec<Item>,
}

/// A call of one of the runtime's macros, which implements traits for items of the same module.
#[derive(Clone, Debug)]
pub struct Call {
    /// The path of the runtime.
    pub runtime: TokenStream,
    /// The macro's name.
    pub name: &'static str,
    /// The items, each with its attributes.
    pub items: Vec<(Attributes, Ident)>,
}

impl Call {
    /// Makes the calls of a macro: one for all items without attributes, one for the others. (The
    /// compiler matches an optional attribute in a time that grows with the square of the list.)
    pub(crate) fn all(
        runtime: &TokenStream,
        name: &'static str,
        items: impl Iterator<Item = (Attributes, Ident)>,
    ) -> Vec<Item> {
        let (plain, others): (Vec<_>, Vec<_>) = items.partition(|(all, _)| all.0.is_empty());
        let lists = [plain, others].into_iter();
        let calls = lists.filter(|items| !items.is_empty()).map(|items| {
            Item::Call(Call {
                runtime: runtime.clone(),
                name,
                items,
            })
        });
        calls.collect()
    }

    /// Names the traits that the macro implements for each of its items.
    pub fn traits(&self) -> &'static [&'static str] {
        match self.name {
            "__enums" => &["Debug", "Display", "Eq", "FromStr", "PartialEq"],
            "__encode_enums" => &["Encode"],
            "__decode_enums" => &["Decode"],
            "__debug" | "__debug_branches" => &["Debug"],
            "__no_features" => &["Features"],
            "__serialize" => &["Serialize"],
            "__deserialize" => &["Deserialize"],
            _ => &[],
        }
    }
}

/// Attributes in their order, documentation included.
#[derive(Clone, Debug, Default)]
pub struct Attributes(Vec<Attribute>);

/// An attribute.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Attribute {
    /// `#[cfg(…)]`: all of its tokens.
    Cfg(TokenStream),
    /// `#[deprecated]`.
    Deprecated,
    /// `#[derive(…)]`: the traits.
    Derive(Vec<TokenStream>),
    /// Documentation: its text, in lines.
    Doc(String),
    /// Others: all of their tokens.
    Other(TokenStream),
}

impl Attributes {
    /// Returns all of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Attribute> {
        self.0.iter()
    }

    /// Returns true if one of them is `#[deprecated]`.
    pub fn is_deprecated(&self) -> bool {
        self.iter().any(|a| matches!(a, Attribute::Deprecated))
    }

    /// Returns the tokens of all `#[cfg(…)]`.
    pub(crate) fn cfg(&self) -> TokenStream {
        let mut cfgs = TokenStream::new();
        for attribute in self.iter() {
            if let Attribute::Cfg(tokens) = attribute {
                cfgs.extend(tokens.clone());
            }
        }
        cfgs
    }

    /// Returns them as tokens.
    pub(crate) fn tokens(&self) -> TokenStream {
        let mut out = TokenStream::new();
        out.attributes(self.clone());
        out
    }

    /// Begins with the `#[cfg(…)]` of an item, which may be nothing.
    pub(crate) fn of(cfg: &TokenStream) -> Self {
        let mut all = Self::default();
        if !cfg.is_empty() {
            all.0.push(Attribute::Cfg(cfg.clone()));
        }
        all
    }

    /// Adds other attributes, which may be none.
    #[must_use]
    pub(crate) fn and(mut self, tokens: TokenStream) -> Self {
        if !tokens.is_empty() {
            self.0.push(Attribute::Other(tokens));
        }
        self
    }

    /// Adds documentation, which may be nothing.
    #[must_use]
    pub(crate) fn doc(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Attribute::Doc(text));
        }
        self
    }

    /// Adds those attributes.
    #[must_use]
    pub(crate) fn all<'a>(mut self, others: impl IntoIterator<Item = &'a Attribute>) -> Self {
        self.0.extend(others.into_iter().cloned());
        self
    }

    /// Adds `#[derive(…)]`.
    #[must_use]
    pub(crate) fn derive(mut self, traits: Vec<TokenStream>) -> Self {
        self.0.push(Attribute::Derive(traits));
        self
    }

    /// Adds `#[deprecated]` if the part is.
    #[must_use]
    pub(crate) fn deprecated(mut self, deprecated: bool) -> Self {
        if deprecated {
            self.0.push(Attribute::Deprecated);
        }
        self
    }
}

impl Attribute {
    /// Recognises an attribute that the caller wrote.
    pub(crate) fn given(tokens: &TokenStream) -> Self {
        let body = tokens.clone().into_iter().find_map(|token| match token {
            TokenTree::Group(group) => Some(group.stream()),
            _ => None,
        });
        let mut body = body.into_iter().flatten();
        match (body.next(), body.next()) {
            (Some(TokenTree::Ident(name)), None) if name == "deprecated" => Self::Deprecated,
            (Some(TokenTree::Ident(name)), Some(TokenTree::Group(group)))
                if name == "derive" && group.delimiter() == Delimiter::Parenthesis =>
            {
                Self::Derive(vec![group.stream()])
            }
            _ => Self::Other(tokens.clone()),
        }
    }
}

impl From<Ident> for Target {
    fn from(name: Ident) -> Self {
        Target {
            module: None,
            name,
            arguments: TokenStream::new(),
        }
    }
}

impl Impl {
    /// Makes an impl of a trait.
    pub(crate) fn of_trait(
        attributes: Attributes,
        of_trait: TokenStream,
        of: &Ident,
        body: TokenStream,
    ) -> Self {
        Impl {
            attributes,
            generics: TokenStream::new(),
            of_trait: Some(of_trait),
            of: of.clone().into(),
            members: vec![Member::OfTrait(body)],
        }
    }

    /// Adds generic parameters.
    #[must_use]
    pub(crate) fn generic(mut self, generics: TokenStream) -> Self {
        self.generics = generics;
        self
    }
}

impl Parameter {
    /// Makes a parameter without attributes.
    pub(crate) fn new(name: &str, ty: TokenStream) -> Self {
        Parameter {
            attributes: Attributes::default(),
            name: Ident::new(name, Span::call_site()),
            ty,
        }
    }

    /// The argument that passes the parameter on, with its condition.
    pub(crate) fn passed_on(&self) -> TokenStream {
        let (cfg, name) = (self.attributes.cfg(), &self.name);
        quote!(#cfg #name)
    }
}

impl Field {
    /// Makes a field that is no member: of a variant, or in parentheses.
    pub(crate) fn plain(ty: TokenStream) -> Self {
        Field {
            attributes: Attributes::default(),
            public: false,
            name: None,
            ty,
            optional: false,
            wire: None,
        }
    }
}
