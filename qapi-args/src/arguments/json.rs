//! JSON text as QEMU reads it: also with single quotes, without duplicate members.
//!
//! Input: a text. Output: a tree with places, or the first mistake and its place.

use qapi_introspect::json::Number;

use super::problem::{Finding, Problem};
use super::tree::{Item, MAX_DEPTH, Members, Node, Span};

/// Parses a whole text.
pub(crate) fn parse(text: &str) -> Result<Item, Finding> {
    let mut parser = Parser { text, at: 0 };
    let item = parser.value(0)?;
    parser.blanks();
    match parser.rest().chars().next() {
        Some(_) => Err(parser.error("the text goes on after the value")),
        None => Ok(item),
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        self.at += rest.len() - trimmed.len();
    }

    fn error(&self, message: impl Into<String>) -> Finding {
        let width = self.rest().chars().next().map_or(0, char::len_utf8);
        let span = self.at..self.at + width;
        Finding::new(span, "", Problem::Json(message.into()))
    }

    /// Passes over blanks and `expected`, if it stands there.
    fn passes(&mut self, expected: char) -> bool {
        self.blanks();
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len_utf8();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Result<Item, Finding> {
        self.blanks();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err(Finding::new(start..start + 1, "", Problem::TooDeep));
        }
        let node = match self.rest().chars().next() {
            Some('{') => self.object(depth)?,
            Some('[') => self.list(depth)?,
            Some(quote @ ('"' | '\'')) => Node::Str(self.string(quote)?),
            Some('-' | '0'..='9') => self.number()?,
            Some('a'..='z') => self.word()?,
            Some(_) => return Err(self.error("expected a value")),
            None => return Err(self.error("the value is missing at the end of the text")),
        };
        let span = start..self.at;
        let key = span.clone();
        Ok(Item { node, span, key })
    }

    fn object(&mut self, depth: usize) -> Result<Node, Finding> {
        self.at += 1;
        let mut members = Members::new();
        if self.passes('}') {
            return Ok(Node::Map(members));
        }
        loop {
            self.blanks();
            let start = self.at;
            let name = match self.rest().chars().next() {
                Some(quote @ ('"' | '\'')) => self.string(quote)?,
                _ => return Err(self.error("expected a member's name in quotes")),
            };
            let key: Span = start..self.at;
            if members.contains_key(&name) {
                let problem = Problem::Json(format!("the member '{name}' stands there twice"));
                return Err(Finding::new(key, "", problem));
            }
            if !self.passes(':') {
                return Err(self.error("expected ':' after a member's name"));
            }
            let item = self.value(depth + 1)?;
            members.insert(name, Item { key, ..item });
            if self.passes('}') {
                return Ok(Node::Map(members));
            }
            if !self.passes(',') {
                return Err(self.error("expected ',' or '}' after a member"));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Node, Finding> {
        self.at += 1;
        let mut items = Vec::new();
        if self.passes(']') {
            return Ok(Node::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.passes(']') {
                return Ok(Node::List(items));
            }
            if !self.passes(',') {
                return Err(self.error("expected ',' or ']' after an element"));
            }
        }
    }

    fn string(&mut self, quote: char) -> Result<String, Finding> {
        self.at += 1;
        let mut value = String::new();
        loop {
            let rest = self.rest();
            let Some(c) = rest.chars().next() else {
                return Err(self.error("the string does not end"));
            };
            match c {
                _ if c == quote => {
                    self.at += 1;
                    return Ok(value);
                }
                '\\' => value.push(self.escape()?),
                '\0'..='\u{1f}' => return Err(self.error("a control character in a string")),
                _ => {
                    value.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Finding> {
        let escaped = self.rest().chars().nth(1);
        let c = match escaped {
            Some(c @ ('"' | '\'' | '\\' | '/')) => c,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode(),
            _ => return Err(self.error("an unknown escape")),
        };
        self.at += 2;
        Ok(c)
    }

    /// `\uXXXX`, or two of them for a character outside the basic plane.
    fn unicode(&mut self) -> Result<char, Finding> {
        let unit = |parser: &Self| {
            let digits = parser.rest().strip_prefix("\\u")?.get(..4)?;
            let all = digits.bytes().all(|b| b.is_ascii_hexdigit());
            u16::from_str_radix(digits, 16).ok().filter(|_| all)
        };
        let malformed = |parser: &Self| parser.error("a malformed \\u escape");
        let first = unit(self).ok_or_else(|| malformed(self))?;
        let start = self.at;
        self.at += 6;
        let mut units = vec![first];
        if (0xd800..0xdc00).contains(&first) {
            units.extend(unit(self));
            self.at += if units.len() > 1 { 6 } else { 0 };
        }
        let mut decoded = char::decode_utf16(units);
        match (decoded.next(), decoded.next()) {
            (Some(Ok(c)), None) if c != '\0' => Ok(c),
            _ => {
                self.at = start;
                Err(malformed(self))
            }
        }
    }

    fn number(&mut self) -> Result<Node, Finding> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(rest.len());
        let text = &rest[..end];
        let number = match text {
            // An integer in QEMU, a double for `Number`.
            "-0" => Number::from(0),
            _ => text.parse().map_err(|_| {
                let span = self.at..self.at + end;
                let problem = Problem::Json("a malformed number".to_owned());
                Finding::new(span, "", problem)
            })?,
        };
        self.at += end;
        Ok(Node::Number(number))
    }

    fn word(&mut self) -> Result<Node, Finding> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let node = match &rest[..end] {
            "true" => Node::Bool(true),
            "false" => Node::Bool(false),
            "null" => Node::Null,
            _ => return Err(self.error("expected a value")),
        };
        self.at += end;
        Ok(node)
    }
}
