//! Items, from tokens.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{Api, Field, Function, Item, Part, Shape, Type, Variant};
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::macro_impls;
use super::types::{Naming, is_punct};

/// Reads files and modules.
pub(super) struct Reader {
    naming: Naming,
    api: Api,
    /// The parts of an item that impls have. They may come before it.
    said: BTreeMap<String, Said>,
}

#[derive(Default)]
struct Said {
    impls: BTreeSet<Type>,
    associated: BTreeMap<String, Type>,
    functions: BTreeMap<String, Function>,
}

/// The attributes before an item.
#[derive(Default)]
struct Attributes {
    deprecated: bool,
    derives: Vec<Type>,
}

impl Reader {
    pub(super) fn new(crates: [&str; 2]) -> Self {
        Reader {
            naming: Naming::new(crates),
            api: Api::default(),
            said: BTreeMap::new(),
        }
    }

    pub(super) fn file(&mut self, tokens: TokenStream) {
        self.module(tokens, "");
    }

    pub(super) fn finish(mut self) -> Api {
        for (path, said) in self.said {
            if let Some(item) = self.api.items.get_mut(&path) {
                item.impls.extend(said.impls);
                item.associated.extend(said.associated);
                item.functions.extend(said.functions);
            }
        }
        self.api
    }

    /// The items of a module, whose path ends with `::` where it is not the root.
    fn module(&mut self, tokens: TokenStream, module: &str) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut cursor = Cursor {
            tokens: &tokens,
            at: 0,
        };
        while !cursor.is_done() {
            let attributes = cursor.attributes(&self.naming);
            let public = cursor.word("pub");
            if cursor.word("impl") {
                self.implementation(&mut cursor, module);
            } else if cursor.word("mod") {
                let name = cursor.name();
                let body = cursor.group(Delimiter::Brace);
                if public {
                    self.module(body.unwrap_or_default(), &format!("{module}{name}::"));
                }
            } else if let Some(shape) = self.shape(&mut cursor, &attributes) {
                if let (true, (name, shape)) = (public, shape) {
                    self.add(format!("{module}{name}"), shape, attributes);
                }
            } else {
                self.invocation(&mut cursor, module);
            }
        }
    }

    fn add(&mut self, path: String, shape: Shape, attributes: Attributes) {
        let item = Item {
            shape,
            deprecated: attributes.deprecated,
            impls: attributes.derives.into_iter().collect(),
            associated: BTreeMap::new(),
            functions: BTreeMap::new(),
        };
        self.api.items.insert(path, item);
    }

    /// A struct, enum, constant or function, with its name.
    fn shape(&self, cursor: &mut Cursor<'_>, attributes: &Attributes) -> Option<(String, Shape)> {
        if cursor.word("struct") {
            let name = cursor.name();
            if let Some(body) = cursor.group(Delimiter::Parenthesis) {
                let fields = self.fields(body).into_iter().map(|f| f.ty).collect();
                cursor.until(';');
                return Some((name, Shape::Tuple(fields)));
            }
            let body = cursor.group(Delimiter::Brace).unwrap_or_default();
            return Some((name, Shape::Struct(self.fields(body))));
        }
        if cursor.word("enum") {
            let name = cursor.name();
            let body = cursor.group(Delimiter::Brace).unwrap_or_default();
            return Some((name, Shape::Enum(self.variants(body))));
        }
        if cursor.word("const") {
            let name = cursor.name();
            let value = cursor.until(';');
            let ty = split(value, '=').into_iter().next().unwrap_or_default();
            return Some((name, Shape::Constant(self.naming.ty(after(ty, ':')))));
        }
        if cursor.word("fn") {
            let name = cursor.name();
            let function = self.function(cursor, attributes.deprecated);
            return Some((name, Shape::Function(function)));
        }
        None
    }

    /// Fields, of a struct or in parentheses.
    fn fields(&self, body: TokenStream) -> Vec<Field> {
        let body: Vec<_> = body.into_iter().collect();
        let fields = split(&body, ',').into_iter().filter(|t| !t.is_empty());
        let field = |(index, tokens): (usize, &[TokenTree])| {
            let mut cursor = Cursor { tokens, at: 0 };
            let attributes = cursor.attributes(&self.naming);
            cursor.word("pub");
            let rest = cursor.rest();
            let (name, ty) = match rest {
                [TokenTree::Ident(name), TokenTree::Punct(colon), ty @ ..]
                    if colon.as_char() == ':' && colon.spacing() == Spacing::Alone =>
                {
                    (name.to_string(), ty)
                }
                _ => (index.to_string(), rest),
            };
            let ty = self.naming.ty(ty);
            let (ty, optional) = match inside_option(&ty) {
                Some(inner) => (inner, true),
                None => (ty, false),
            };
            Field {
                name,
                ty,
                optional,
                deprecated: attributes.deprecated,
            }
        };
        fields.enumerate().map(field).collect()
    }

    fn variants(&self, body: TokenStream) -> Vec<Variant> {
        let body: Vec<_> = body.into_iter().collect();
        let variants = split(&body, ',').into_iter().filter(|t| !t.is_empty());
        let variant = |tokens: &[TokenTree]| {
            let mut cursor = Cursor { tokens, at: 0 };
            let attributes = cursor.attributes(&self.naming);
            let name = cursor.name();
            let payload = cursor
                .group(Delimiter::Parenthesis)
                .or_else(|| cursor.group(Delimiter::Brace));
            let payload = payload.map(|body| self.fields(body)).unwrap_or_default();
            Variant {
                name,
                payload: payload.into_iter().map(|f| f.ty).collect(),
                deprecated: attributes.deprecated,
            }
        };
        variants.map(variant).collect()
    }

    /// A function behind its name.
    fn function(&self, cursor: &mut Cursor<'_>, deprecated: bool) -> Function {
        let parameters = cursor.group(Delimiter::Parenthesis).unwrap_or_default();
        let parameters: Vec<_> = parameters.into_iter().collect();
        let parameter = |tokens: &&[TokenTree]| {
            let name = tokens.iter().find_map(|token| match token {
                TokenTree::Ident(name) if name != "mut" => Some(name.to_string()),
                _ => None,
            })?;
            let ty = self.naming.ty(after(tokens, ':'));
            (name != "self").then_some((name, ty))
        };
        let parameters = split(&parameters, ',');
        let parameters = parameters.iter().filter_map(parameter).collect();
        let signature = cursor.until_group(Delimiter::Brace);
        Function {
            parameters,
            result: self.naming.ty(after(signature, '>')),
            deprecated,
        }
    }

    /// `impl TRAIT for TYPE { … }` or `impl TYPE { … }`, behind its first word.
    fn implementation(&mut self, cursor: &mut Cursor<'_>, module: &str) {
        let head = cursor.until_group(Delimiter::Brace);
        let body = cursor.group(Delimiter::Brace).unwrap_or_default();
        let is_for = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "for");
        let (of_trait, ty) = match head.iter().position(is_for) {
            Some(at) => (Some(&head[..at]), &head[at + 1..]),
            None => (None, head),
        };
        let Some(name) = path(ty) else { return };
        let body: Vec<_> = body.into_iter().collect();
        let mut said = Said::default();
        if let Some(of_trait) = of_trait {
            said.impls.insert(self.naming.ty(of_trait));
            self.associated(&body, &mut said);
        } else {
            self.functions(&body, &mut said);
        }
        let all = self.said.entry(format!("{module}{name}")).or_default();
        all.impls.extend(said.impls);
        all.associated.extend(said.associated);
        all.functions.extend(said.functions);
    }

    /// The public functions of an impl.
    fn functions(&self, body: &[TokenTree], said: &mut Said) {
        let mut cursor = Cursor {
            tokens: body,
            at: 0,
        };
        while !cursor.is_done() {
            let attributes = cursor.attributes(&self.naming);
            let public = cursor.word("pub");
            match self.shape(&mut cursor, &attributes) {
                Some((name, Shape::Function(function))) => {
                    cursor.group(Delimiter::Brace);
                    if public {
                        said.functions.insert(name, function);
                    }
                }
                Some(_) => {}
                None => cursor.at += 1,
            }
        }
    }

    /// The types that an impl of a trait chooses.
    fn associated(&self, body: &[TokenTree], said: &mut Said) {
        for statement in split(body, ';') {
            if let [TokenTree::Ident(word), TokenTree::Ident(name), rest @ ..] = statement
                && word == "type"
            {
                let ty = self.naming.ty(after(rest, '='));
                said.associated.insert(name.to_string(), ty);
            }
        }
    }

    /// `…::macro! { NAMES }`, or something that has no place in an interface.
    fn invocation(&mut self, cursor: &mut Cursor<'_>, module: &str) {
        let before = cursor.until_group(Delimiter::Brace);
        let names = cursor.group(Delimiter::Brace).unwrap_or_default();
        let name = before.iter().rev().find_map(|token| match token {
            TokenTree::Ident(name) => Some(name.to_string()),
            _ => None,
        });
        for token in names {
            if let TokenTree::Ident(item) = token {
                let said = self.said.entry(format!("{module}{item}")).or_default();
                let traits = name.as_deref().and_then(macro_impls);
                said.impls.extend(traits.into_iter().flatten().map(text));
            }
        }
    }
}

fn text(text: &&str) -> Type {
    Type {
        parts: vec![Part::Text((*text).to_owned())],
    }
}

/// A path of names only, from here: `commands::Stop`.
fn path(tokens: &[TokenTree]) -> Option<String> {
    let mut path = String::new();
    for token in tokens {
        match token {
            TokenTree::Ident(name) => path.push_str(&name.to_string()),
            TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => path.push(':'),
            _ => return None,
        }
    }
    Some(path)
}

/// Returns the type inside of `Option<…>`.
fn inside_option(ty: &Type) -> Option<Type> {
    let mut inner = ty.clone();
    let Some(Part::Text(first)) = inner.parts.first_mut() else {
        return None;
    };
    *first = first.strip_prefix("Option<")?.to_owned();
    let Some(Part::Text(last)) = inner.parts.last_mut() else {
        return None;
    };
    *last = last.strip_suffix('>')?.to_owned();
    inner
        .parts
        .retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
    Some(inner)
}

/// Returns the tokens behind the first such sign; none, if there is none.
fn after(tokens: &[TokenTree], sign: char) -> &[TokenTree] {
    let at = tokens.iter().position(|t| is_punct(Some(t), sign));
    at.map_or(&[], |at| &tokens[at + 1..])
}

/// The tokens between such signs, those within `<…>` not counted.
fn split(tokens: &[TokenTree], sign: char) -> Vec<&[TokenTree]> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Punct(punct) = token else {
            continue;
        };
        match punct.as_char() {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            c if c == sign && depth == 0 => {
                parts.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tokens[start..]);
    parts
}

/// A place among tokens.
struct Cursor<'t> {
    tokens: &'t [TokenTree],
    at: usize,
}

impl<'t> Cursor<'t> {
    fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    fn rest(&self) -> &'t [TokenTree] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    /// Passes that word if it is next, and reports it.
    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(TokenTree::Ident(i)) if i == word);
        self.at += usize::from(found);
        found
    }

    /// Passes a name.
    fn name(&mut self) -> String {
        match self.tokens.get(self.at) {
            Some(TokenTree::Ident(name)) => {
                self.at += 1;
                name.to_string()
            }
            _ => String::new(),
        }
    }

    /// Passes a group in those delimiters, if that is next.
    fn group(&mut self, delimiter: Delimiter) -> Option<TokenStream> {
        match self.tokens.get(self.at) {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => {
                self.at += 1;
                Some(group.stream())
            }
            _ => None,
        }
    }

    /// Passes all up to and with that sign, and returns the tokens before it.
    fn until(&mut self, sign: char) -> &'t [TokenTree] {
        let rest = self.rest();
        let end = rest.iter().position(|t| is_punct(Some(t), sign));
        let end = end.unwrap_or(rest.len());
        self.at += end + 1;
        &rest[..end]
    }

    /// Passes all up to such a group.
    fn until_group(&mut self, delimiter: Delimiter) -> &'t [TokenTree] {
        let rest = self.rest();
        let found = |t: &TokenTree| matches!(t, TokenTree::Group(g) if g.delimiter() == delimiter);
        let end = rest.iter().position(found).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Passes attributes.
    fn attributes(&mut self, naming: &Naming) -> Attributes {
        let mut attributes = Attributes::default();
        while is_punct(self.tokens.get(self.at), '#') {
            self.at += 1;
            let Some(body) = self.group(Delimiter::Bracket) else {
                break;
            };
            let body: Vec<_> = body.into_iter().collect();
            match body.as_slice() {
                [TokenTree::Ident(name), ..] if name == "deprecated" => {
                    attributes.deprecated = true;
                }
                [TokenTree::Ident(name), TokenTree::Group(group)] if name == "derive" => {
                    let traits: Vec<_> = group.stream().into_iter().collect();
                    let traits = split(&traits, ',').into_iter().filter(|t| !t.is_empty());
                    attributes.derives.extend(traits.map(|t| naming.derived(t)));
                }
                _ => {}
            }
        }
        attributes
    }
}
