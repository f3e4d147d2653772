//! A position in a list of tokens.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;

use super::Text;
use crate::failure::{Failure, Problem};

/// Reads tokens one by one. Groups without delimiters, in which `macro_rules!` wraps its arguments,
/// are read as their content.
pub(crate) struct Cursor {
    /// The tokens that remain, the next one last.
    rest: Vec<TokenTree>,
    /// The place to point at when none are left.
    end: Span,
}

impl Cursor {
    /// Creates a cursor at the start of a macro's tokens.
    pub(crate) fn new(tokens: TokenStream) -> Cursor {
        let last = tokens.clone().into_iter().last();
        Cursor::until(
            tokens,
            last.map_or_else(Span::call_site, |token| token.span()),
        )
    }

    fn until(tokens: TokenStream, end: Span) -> Cursor {
        let mut cursor = Cursor {
            rest: Vec::new(),
            end,
        };
        cursor.unwrap(tokens);
        cursor
    }

    /// A cursor at the start of a group's content.
    pub(crate) fn inside(group: &Group) -> Cursor {
        Cursor::until(group.stream(), group.span_close())
    }

    fn unwrap(&mut self, tokens: TokenStream) {
        let at = self.rest.len();
        self.rest.extend(tokens);
        self.rest[at..].reverse();
        while let Some(TokenTree::Group(group)) = self.rest.last()
            && group.delimiter() == Delimiter::None
        {
            let inner = group.stream();
            self.rest.pop();
            self.unwrap(inner);
        }
    }

    /// The next token.
    pub(crate) fn peek(&self) -> Option<&TokenTree> {
        self.rest.last()
    }

    /// Takes the next token.
    pub(crate) fn next(&mut self) -> Option<TokenTree> {
        let token = self.rest.pop()?;
        self.unwrap(TokenStream::new());
        Some(token)
    }

    /// Returns true if nothing is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The place of the next token.
    pub(crate) fn span(&self) -> Span {
        self.peek().map_or(self.end, TokenTree::span)
    }

    /// The error for an unexpected token here.
    pub(crate) fn expected(&self, what: &'static str) -> Failure {
        let found = self.peek().map(|token| match token {
            // Its content may be long.
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Brace => "{".to_owned(),
                Delimiter::Bracket => "[".to_owned(),
                _ => "(".to_owned(),
            },
            other => other.to_string(),
        });
        Failure::new(self.span(), Problem::Expected { what, found })
    }

    /// Returns true if the next token is that punctuation character.
    pub(crate) fn at(&self, punct: char) -> bool {
        matches!(self.peek(), Some(TokenTree::Punct(p)) if p.as_char() == punct)
    }

    /// Takes that punctuation character if it is next.
    pub(crate) fn eat(&mut self, punct: char) -> bool {
        let there = self.at(punct);
        if there {
            self.next();
        }
        there
    }

    /// Takes that punctuation character.
    pub(crate) fn punct(&mut self, punct: char, what: &'static str) -> Result<(), Failure> {
        if self.eat(punct) {
            Ok(())
        } else {
            Err(self.expected(what))
        }
    }

    /// Takes an identifier.
    pub(crate) fn ident(&mut self, what: &'static str) -> Result<Ident, Failure> {
        match self.peek() {
            Some(TokenTree::Ident(ident)) => {
                let ident = ident.clone();
                self.next();
                Ok(ident)
            }
            _ => Err(self.expected(what)),
        }
    }

    /// Takes a string literal if there is one next.
    pub(crate) fn eat_text(&mut self) -> Option<Text> {
        let Some(TokenTree::Literal(literal)) = self.peek() else {
            return None;
        };
        let text = Text::from_literal(literal)?;
        self.next();
        Some(text)
    }

    /// Takes a string literal.
    pub(crate) fn text(&mut self, what: &'static str) -> Result<Text, Failure> {
        self.eat_text().ok_or_else(|| self.expected(what))
    }

    /// Takes a group with that delimiter if there is one next.
    pub(crate) fn eat_group(&mut self, delimiter: Delimiter) -> Option<Group> {
        let Some(TokenTree::Group(group)) = self.peek() else {
            return None;
        };
        if group.delimiter() != delimiter {
            return None;
        }
        let group = group.clone();
        self.next();
        Some(group)
    }

    /// Takes everything up to a comma (one outside `<…>`), a semicolon or the end.
    pub(crate) fn until_comma(&mut self) -> TokenStream {
        let mut out = TokenStream::new();
        let mut depth = 0usize;
        while let Some(token) = self.peek() {
            if let TokenTree::Punct(p) = token {
                match p.as_char() {
                    '<' => depth += 1,
                    '>' => depth = depth.saturating_sub(1),
                    ',' | ';' if depth == 0 => break,
                    _ => {}
                }
            }
            self.next().to_tokens(&mut out);
        }
        out
    }

    /// Takes the `:` or `=` between an option and its value.
    pub(crate) fn assignment(&mut self) -> Result<(), Failure> {
        if self.eat(':') || self.eat('=') {
            Ok(())
        } else {
            Err(self.expected("`:` or `=` after the option's name"))
        }
    }

    /// Takes the `,` or `;` behind an option, unless nothing is left.
    pub(crate) fn separator(&mut self) -> Result<(), Failure> {
        if self.is_empty() || self.eat(',') || self.eat(';') {
            Ok(())
        } else {
            Err(self.expected("`,` or `;`"))
        }
    }

    /// Takes a `,`, unless nothing is left.
    pub(crate) fn comma(&mut self) -> Result<(), Failure> {
        if self.is_empty() {
            Ok(())
        } else {
            self.punct(',', "`,`")
        }
    }
}
