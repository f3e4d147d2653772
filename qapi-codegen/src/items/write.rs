//! Items written as tokens: as a stream, or as the formatter reads them.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote;

use super::{
    Attribute, Attributes, Call, Const, Enum, Field, Fields, Function, Impl, Item, Member, Module,
    Parameter, Struct, Target, Variant,
};

/// Returns the code of the items.
pub fn tokens(items: Vec<Item>) -> TokenStream {
    let mut out = TokenStream::new();
    out.items(items);
    out
}

/// Tokens, each of which is moved to its place: copies of names would be allocated anew.
pub(crate) trait Writer: Sized {
    fn all(&mut self, tokens: TokenStream);

    fn name(&mut self, name: Ident);

    fn word(&mut self, word: &str);

    /// Adds punctuation of one or more characters.
    fn sign(&mut self, sign: &str);

    /// Adds the tokens of `body` in brackets.
    fn group(&mut self, delimiter: Delimiter, body: impl FnOnce(&mut Self));

    /// Adds documentation, as one attribute or comment whatever its lines.
    fn doc(&mut self, text: &str);

    fn items(&mut self, items: Vec<Item>) {
        for item in items {
            self.item(item);
        }
    }

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

    fn attributes(&mut self, attributes: Attributes) {
        for attribute in attributes.0 {
            match attribute {
                Attribute::Cfg(tokens) | Attribute::Other(tokens) => self.all(tokens),
                Attribute::Doc(text) => self.doc(&text),
                Attribute::Deprecated => {
                    self.sign("#");
                    self.group(Delimiter::Bracket, |w| w.word("deprecated"));
                }
                Attribute::Derive(traits) => {
                    self.sign("#");
                    self.group(Delimiter::Bracket, |w| {
                        w.word("derive");
                        w.group(Delimiter::Parenthesis, |w| {
                            for (index, path) in traits.into_iter().enumerate() {
                                if index > 0 {
                                    w.sign(",");
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
        self.name(item.name);
        self.all(item.generics);
        let braces = matches!(item.fields, Fields::Named(_));
        self.fields(item.fields);
        if !braces {
            self.sign(";");
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
                    w.sign(",");
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
            self.name(name);
            self.sign(":");
        }
        if field.optional {
            for word in ["core", "option", "Option"] {
                self.sign("::");
                self.word(word);
            }
            self.sign("<");
            self.all(field.ty);
            self.sign(">");
        } else {
            self.all(field.ty);
        }
    }

    fn enumeration(&mut self, item: Enum) {
        self.attributes(item.attributes);
        self.word("pub");
        self.word("enum");
        self.name(item.name);
        self.group(Delimiter::Brace, |w| {
            for Variant {
                attributes,
                name,
                fields,
                ..
            } in item.variants
            {
                w.attributes(attributes);
                w.name(name);
                w.fields(fields);
                w.sign(",");
            }
        });
    }

    fn constant(&mut self, item: Const) {
        self.attributes(item.attributes);
        self.word("pub");
        self.word("const");
        self.name(item.name);
        self.sign(":");
        self.all(item.ty);
        self.sign("=");
        self.all(item.value);
        self.sign(";");
    }

    fn function(&mut self, item: Function) {
        self.attributes(item.attributes);
        self.word("pub");
        self.word("fn");
        self.name(item.name);
        self.group(Delimiter::Parenthesis, |w| {
            let mut first = item.receiver.is_empty();
            w.all(item.receiver);
            for Parameter {
                attributes,
                name,
                ty,
            } in item.parameters
            {
                if !std::mem::take(&mut first) {
                    w.sign(",");
                }
                w.attributes(attributes);
                w.name(name);
                w.sign(":");
                w.all(ty);
            }
        });
        if let Some(result) = item.result {
            self.sign("->");
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
            self.name(module);
            self.sign("::");
        }
        self.name(of.name);
        self.all(of.arguments);
    }

    fn member(&mut self, member: Member) {
        match member {
            Member::Function(function) => self.function(function),
            Member::Const(constant) => self.constant(constant),
            Member::Type(name, ty) => {
                self.word("type");
                self.name(name);
                self.sign("=");
                self.all(ty);
                self.sign(";");
            }
            Member::OfTrait(tokens) => self.all(tokens),
        }
    }

    fn module(&mut self, item: Module) {
        self.attributes(item.attributes);
        self.word("pub");
        self.word("mod");
        self.name(item.name);
        self.group(Delimiter::Brace, |w| w.items(item.items));
    }

    fn call(&mut self, item: Call) {
        self.all(item.runtime);
        self.sign("::");
        self.word(item.name);
        self.sign("!");
        self.group(Delimiter::Brace, |w| {
            for (attributes, name) in item.items {
                w.attributes(attributes);
                w.name(name);
            }
        });
    }
}

impl Writer for TokenStream {
    fn all(&mut self, tokens: TokenStream) {
        self.extend([tokens]);
    }

    fn name(&mut self, name: Ident) {
        self.extend([TokenTree::Ident(name)]);
    }

    fn word(&mut self, word: &str) {
        self.name(Ident::new(word, Span::call_site()));
    }

    fn sign(&mut self, sign: &str) {
        let last = sign.len() - 1;
        self.extend(sign.char_indices().map(|(at, char)| {
            let spacing = match at < last {
                true => Spacing::Joint,
                false => Spacing::Alone,
            };
            TokenTree::Punct(Punct::new(char, spacing))
        }));
    }

    fn group(&mut self, delimiter: Delimiter, body: impl FnOnce(&mut Self)) {
        let mut inner = TokenStream::new();
        body(&mut inner);
        self.extend([TokenTree::Group(Group::new(delimiter, inner))]);
    }

    fn doc(&mut self, text: &str) {
        let mut lines = String::with_capacity(text.len() + 16);
        comment(text, &mut lines);
        self.all(quote!(#[doc = #lines]));
    }
}

/// Adds the text of a comment. Each line gets the space that `///` is written with, so that lines
/// that are indented stay so.
pub(crate) fn comment(text: &str, out: &mut String) {
    for (index, line) in text.trim_end().lines().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
    }
}
