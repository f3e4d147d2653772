//! The values that options take.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use super::{Cursor, Text};
use crate::failure::Failure;

/// The value of an option.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// `"…"`
    Text(Text),
    /// A single word: `client`, `true`.
    Word(String, Span),
    /// `[ value, … ]`
    List(Vec<Value>, Span),
    /// `{ "…": value, … }`
    Map(Vec<(Text, Value)>, Span),
    /// Anything else: a path, attributes.
    Rust(TokenStream, Span),
}

impl Value {
    /// Reads one value, up to a comma or the end.
    pub(crate) fn parse(input: &mut Cursor) -> Result<Value, Failure> {
        let span = input.span();
        if input.is_empty() || input.at(',') {
            return Err(input.expected("a value"));
        }
        if let Some(text) = input.eat_text() {
            return Ok(Value::Text(text));
        }
        if let Some(group) = input.eat_group(Delimiter::Bracket) {
            return Ok(Value::List(list(&mut Cursor::inside(&group))?, span));
        }
        if let Some(group) = input.eat_group(Delimiter::Brace) {
            return Ok(Value::Map(map(&mut Cursor::inside(&group))?, span));
        }
        let tokens = input.until_comma();
        let mut parts = tokens.clone().into_iter();
        match (parts.next(), parts.next()) {
            (Some(TokenTree::Ident(word)), None) => Ok(Value::Word(word.to_string(), span)),
            _ => Ok(Value::Rust(tokens, span)),
        }
    }

    /// The place where it starts.
    pub(crate) fn span(&self) -> Span {
        match self {
            Value::Text(text) => text.span,
            Value::Word(_, span)
            | Value::List(_, span)
            | Value::Map(_, span)
            | Value::Rust(_, span) => *span,
        }
    }
}

fn list(input: &mut Cursor) -> Result<Vec<Value>, Failure> {
    let mut values = Vec::new();
    while !input.is_empty() {
        values.push(Value::parse(input)?);
        input.comma()?;
    }
    Ok(values)
}

fn map(input: &mut Cursor) -> Result<Vec<(Text, Value)>, Failure> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        let key = input.text("a string literal as key")?;
        input.punct(':', "`:` after the key")?;
        entries.push((key, Value::parse(input)?));
        input.comma()?;
    }
    Ok(entries)
}
