//! Items as tokens.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use super::{
    Attribute, Attributes, Call, Const, Enum, Field, Fields, Function, Impl, Item, Member, Module,
    Parameter, Struct, Target, Variant,
};

/// Returns the code of the items.
pub fn tokens(items: Vec<Item>) -> TokenStream {
    let mut out = Writer::default();
    for item in items {
        out.item(item);
    }
    out.0
}

/// Returns the attributes as tokens.
pub(super) fn attributes(attributes: Attributes) -> TokenStream {
    let mut out = Writer::default();
    out.attributes(attributes);
    out.0
}

/// Tokens, each of which is moved to its place: copies of names would be allocated anew.
#[derive(Default)]
struct Writer(TokenStream);

impl Writer {
    fn item(&mut self, item: Item) {
        match item {
            Item::Struct(item) => self.structure(item),
            Item::Enum(item) => self.enumeration(item),
            Item::Function(item) => self.function(item),
            Item::Const(item) => self.constant(item),
            Item::Impl(item) => self.implementation(item),
            Item::Module(item) => self.module(item),
            Item::Call(item) => self.call(item),
            Item::Other(tokens) => self.all(tokens),
        }
    }

    fn all(&mut self, tokens: TokenStream) {
        self.0.extend([tokens]);
    }

    fn one(&mut self, token: impl Into<TokenTree>) {
        self.0.extend([token.into()]);
    }

    fn word(&mut self, word: &str) {
        self.one(Ident::new(word, Span::call_site()));
    }

    fn sign(&mut self, sign: char) {
        self.one(Punct::new(sign, Spacing::Alone));
    }

    /// Writes a sign of two characters.
    fn joint(&mut self, first: char, second: char) {
        self.one(Punct::new(first, Spacing::Joint));
        self.sign(second);
    }

    fn group(&mut self, delimiter: Delimiter, body: impl FnOnce(&mut Self)) {
        let mut inner = Self::default();
        body(&mut inner);
        self.one(Group::new(delimiter, inner.0));
    }

    fn attributes(&mut self, attributes: Attributes) {
        for attribute in attributes.0 {
            match attribute {
                Attribute::Cfg(tokens) | Attribute::Other(tokens) => self.all(tokens),
                Attribute::Deprecated => {
                    self.sign('#');
                    self.group(Delimiter::Bracket, |w| w.word("deprecated"));
                }
                Attribute::Derive(traits) => {
                    self.sign('#');
                    self.group(Delimiter::Bracket, |w| {
                        w.word("derive");
                        w.group(Delimiter::Parenthesis, |w| {
                            for (index, path) in traits.into_iter().enumerate() {
                                if index > 0 {
                                    w.sign(',');
                                }
                                w.all(path);
                            }
                        });
                    });
                }
            }
        }
    }

    fn structure(&mut self, item: Struct) {
        self.attributes(item.attributes);
        self.word("pub");
        self.word("struct");
        self.one(item.name);
        self.all(item.generics);
        let braces = matches!(item.fields, Fields::Named(_));
        self.fields(item.fields);
        if !braces {
            self.sign(';');
        }
    }

    fn fields(&mut self, fields: Fields) {
        let (delimiter, fields) = match fields {
            Fields::Unit => return,
            Fields::Tuple(fields) => (Delimiter::Parenthesis, fields),
            Fields::Named(fields) => (Delimiter::Brace, fields),
        };
        self.group(delimiter, |w| {
            let last = fields.len().saturating_sub(1);
            for (index, field) in fields.into_iter().enumerate() {
                w.field(field);
                if index < last || delimiter == Delimiter::Brace {
                    w.sign(',');
                }
            }
        });
    }

    fn field(&mut self, field: Field) {
        self.attributes(field.attributes);
        if field.public {
            self.word("pub");
        }
        if let Some(name) = field.name {
            self.one(name);
            self.sign(':');
        }
        if field.optional {
            for word in ["core", "option", "Option"] {
                self.joint(':', ':');
                self.word(word);
            }
            self.sign('<');
            self.all(field.ty);
            self.sign('>');
        } else {
            self.all(field.ty);
        }
    }

    fn enumeration(&mut self, item: Enum) {
        self.attributes(item.attributes);
        self.word("pub");
        self.word("enum");
        self.one(item.name);
        self.group(Delimiter::Brace, |w| {
            for Variant {
                attributes,
                name,
                fields,
                ..
            } in item.variants
            {
                w.attributes(attributes);
                w.one(name);
                w.fields(fields);
                w.sign(',');
            }
        });
    }

    fn constant(&mut self, item: Const) {
        self.attributes(item.attributes);
        self.word("pub");
        self.word("const");
        self.one(item.name);
        self.sign(':');
        self.all(item.ty);
        self.sign('=');
        self.all(item.value);
        self.sign(';');
    }

    fn function(&mut self, item: Function) {
        self.attributes(item.attributes);
        self.word("pub");
        self.word("fn");
        self.one(item.name);
        self.group(Delimiter::Parenthesis, |w| {
            w.all(item.receiver);
            for Parameter {
                attributes,
                name,
                ty,
            } in item.parameters
            {
                if !w.0.is_empty() {
                    w.sign(',');
                }
                w.attributes(attributes);
                w.one(name);
                w.sign(':');
                w.all(ty);
            }
        });
        if let Some(result) = item.result {
            self.joint('-', '>');
            self.all(result);
        }
        self.group(Delimiter::Brace, |w| w.all(item.body));
    }

    fn implementation(&mut self, item: Impl) {
        self.attributes(item.attributes);
        self.word("impl");
        self.all(item.generics);
        if let Some(of_trait) = item.of_trait {
            self.all(of_trait);
            self.word("for");
        }
        self.target(item.of);
        self.group(Delimiter::Brace, |w| {
            for member in item.members {
                w.member(member);
            }
        });
    }

    fn target(&mut self, of: Target) {
        if let Some(module) = of.module {
            self.one(module);
            self.joint(':', ':');
        }
        self.one(of.name);
        self.all(of.arguments);
    }

    fn member(&mut self, member: Member) {
        match member {
            Member::Function(function) => self.function(function),
            Member::Const(constant) => self.constant(constant),
            Member::Type(name, ty) => {
                self.word("type");
                self.one(name);
                self.sign('=');
                self.all(ty);
                self.sign(';');
            }
            Member::OfTrait(tokens) => self.all(tokens),
        }
    }

    fn module(&mut self, item: Module) {
        self.attributes(item.attributes);
        self.word("pub");
        self.word("mod");
        self.one(item.name);
        self.group(Delimiter::Brace, |w| w.all(tokens(item.items)));
    }

    fn call(&mut self, item: Call) {
        self.all(item.runtime);
        self.joint(':', ':');
        self.word(item.name);
        self.sign('!');
        self.group(Delimiter::Brace, |w| {
            for (attributes, name) in item.items {
                w.attributes(attributes);
                w.one(name);
            }
        });
    }
}
