//! The content of a call of `probes!`.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::failure::{Failure, Problem};
use crate::input::{Cursor, Text};

/// The call, read.
pub(super) struct Call {
    /// The schemas, in one of which each path has to hold.
    pub(super) schemas: Vec<Text>,
    /// The path of the runtime crate.
    pub(super) runtime: TokenStream,
    pub(super) attributes: TokenStream,
    /// Those of the attributes that are `#[cfg(…)]`.
    pub(super) cfg: TokenStream,
    pub(super) visibility: TokenStream,
    pub(super) name: Ident,
    pub(super) probes: Vec<Probe>,
}

/// A field.
pub(super) struct Probe {
    pub(super) attributes: TokenStream,
    /// Those of the attributes that are `#[cfg(…)]`: code for the field needs them, too.
    pub(super) cfg: TokenStream,
    /// None: the struct's.
    pub(super) visibility: Option<TokenStream>,
    pub(super) name: Ident,
    pub(super) path: Text,
}

/// Statements before the struct.
const STATEMENTS: [&str; 4] = ["schema", "also", "oldest", "crate"];

impl Call {
    /// Reads `schema: "…"; … struct Name { field: "path", … }`.
    pub(super) fn parse(input: &mut Cursor) -> Result<Call, Failure> {
        let (mut schema, mut runtime) = (None, None);
        let (mut also, mut oldest) = (None, None);
        while let Some(TokenTree::Ident(name)) = input.peek().cloned()
            && name != "pub"
            && name != "struct"
        {
            input.next();
            let text = name.to_string();
            if !STATEMENTS.contains(&text.as_str()) {
                let problem = Problem::unknown("no statement", &text, STATEMENTS.to_vec());
                return Err(Failure::new(name.span(), problem));
            }
            input.assignment()?;
            let fresh = match text.as_str() {
                "schema" => schema
                    .replace(input.text("a path as string literal")?)
                    .is_none(),
                "also" => also.replace(texts(input)?).is_none(),
                "oldest" => oldest
                    .replace(input.text("a path as string literal")?)
                    .is_none(),
                _ => runtime.replace(rust_path(input)?).is_none(),
            };
            if !fresh {
                return Err(Failure::new(name.span(), Problem::Twice(text)));
            }
            input.separator()?;
        }
        let Some(schema) = schema else {
            return Err(Failure::new(input.span(), Problem::NoSchema));
        };
        let runtime = runtime.unwrap_or_else(|| quote!(::qapi_client));
        let also = also.into_iter().flatten();
        let schemas = [schema].into_iter().chain(also).chain(oldest).collect();
        Call::item(input, schemas, runtime)
    }

    fn item(input: &mut Cursor, schemas: Vec<Text>, runtime: TokenStream) -> Result<Call, Failure> {
        let (attributes, cfg) = self::attributes(input)?;
        let visibility = self::visibility(input).unwrap_or_default();
        let what = "`struct`";
        if !matches!(input.peek(), Some(TokenTree::Ident(word)) if word == "struct") {
            return Err(input.expected(what));
        }
        input.next();
        let name = input.ident("the struct's name")?;
        let what = "`{ field: \"path\", … }`";
        let Some(body) = input.eat_group(Delimiter::Brace) else {
            return Err(input.expected(what));
        };
        if !input.is_empty() {
            return Err(input.expected("nothing after the struct"));
        }
        let probes = probes(&mut Cursor::inside(&body))?;
        Ok(Call {
            schemas,
            runtime,
            attributes,
            cfg,
            visibility,
            name,
            probes,
        })
    }
}

fn probes(input: &mut Cursor) -> Result<Vec<Probe>, Failure> {
    let mut probes = Vec::new();
    let mut names = BTreeSet::new();
    while !input.is_empty() {
        let (attributes, cfg) = self::attributes(input)?;
        let visibility = self::visibility(input);
        let name = input.ident("a field's name")?;
        input.punct(':', "`:` after the field's name")?;
        let path = input.text("a path as string literal")?;
        if !names.insert(name.to_string()) {
            return Err(Failure::new(name.span(), Problem::Twice(name.to_string())));
        }
        probes.push(Probe {
            attributes,
            cfg,
            visibility,
            name,
            path,
        });
        input.comma()?;
    }
    Ok(probes)
}

/// A path, or a list of paths.
fn texts(input: &mut Cursor) -> Result<Vec<Text>, Failure> {
    let Some(group) = input.eat_group(Delimiter::Bracket) else {
        let text = input.text("a path as string literal, or a list of them")?;
        return Ok(vec![text]);
    };
    let mut list = Cursor::inside(&group);
    let mut texts = Vec::new();
    while !list.is_empty() {
        texts.push(list.text("a path as string literal")?);
        list.comma()?;
    }
    Ok(texts)
}

/// `#[…]`s, documentation among them, and those of them that are `#[cfg(…)]`.
fn attributes(input: &mut Cursor) -> Result<(TokenStream, TokenStream), Failure> {
    let (mut all, mut cfg) = (TokenStream::new(), TokenStream::new());
    while input.at('#') {
        let hash = input.next();
        let Some(group) = input.eat_group(Delimiter::Bracket) else {
            return Err(input.expected("`[`"));
        };
        let mut inside = Cursor::inside(&group);
        if matches!(inside.next(), Some(TokenTree::Ident(name)) if name == "cfg") {
            hash.to_tokens(&mut cfg);
            group.to_tokens(&mut cfg);
        }
        hash.to_tokens(&mut all);
        group.to_tokens(&mut all);
    }
    Ok((all, cfg))
}

/// `pub`, `pub(…)`
fn visibility(input: &mut Cursor) -> Option<TokenStream> {
    if !matches!(input.peek(), Some(TokenTree::Ident(word)) if word == "pub") {
        return None;
    }
    let mut out = input.next().to_token_stream();
    input.eat_group(Delimiter::Parenthesis).to_tokens(&mut out);
    Some(out)
}

/// A path: names and `::` up to a `;`.
fn rust_path(input: &mut Cursor) -> Result<TokenStream, Failure> {
    let mut path = TokenStream::new();
    while matches!(input.peek(), Some(TokenTree::Ident(_))) || input.at(':') {
        input.next().to_tokens(&mut path);
    }
    if path.is_empty() {
        Err(input.expected("a crate's path"))
    } else {
        Ok(path)
    }
}
