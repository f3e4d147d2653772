//! Tokens to the text of a JSON value.

use std::collections::HashSet;
use std::ops::Range;

use super::lexer::Token;
use super::text::transcribe;
use super::{Said, Taken, parse_error};
use crate::failure::Failure;

/// Maximum number of tokens of a message, as in QEMU.
const MAX_TOKENS: usize = 2 << 20;

/// An emptied buffer larger than this is freed.
const KEEP_CAPACITY: usize = 4 << 10;

/// An object with more members than this has an index of their names.
const FEW: usize = 16;

/// The next token that the grammar allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// A value.
    Value,
    /// A value or the end of the array, which is empty so far.
    ValueOrEnd,
    /// A member's name.
    Name,
    /// A member's name or the end of the object, which is empty so far.
    NameOrEnd,
    /// The colon behind a member's name.
    Colon,
    /// A comma or the end of the open object or array.
    Comma,
}

/// An object or array that is open.
#[derive(Debug)]
struct Open {
    is_object: bool,
    /// Positions of its members' names in the text.
    names: Vec<Range<usize>>,
    index: HashSet<Box<[u8]>>,
    /// Number of bytes of the names in the index.
    indexed: usize,
}

/// A message under way.
///
/// Two things are counted apart, as in QEMU: brackets of either kind decide where a message ends,
/// and grammar decides whether it is one. After a mistake in grammar nothing is kept but that.
#[derive(Debug)]
pub(super) struct Message {
    text: Vec<u8>,
    braces: i64,
    brackets: i64,
    tokens: usize,
    size: usize,
    open: Vec<Open>,
    expected: Expected,
    mistake: Option<String>,
    finished: bool,
}

impl Default for Message {
    fn default() -> Self {
        Self {
            text: Vec::new(),
            braces: 0,
            brackets: 0,
            tokens: 0,
            size: 0,
            open: Vec::new(),
            expected: Expected::Value,
            mistake: None,
            finished: false,
        }
    }
}

impl Message {
    /// Number of bytes that it keeps memory for.
    pub(super) fn held(&self) -> usize {
        let open = self.open.iter();
        let open =
            open.map(|open| open.names.capacity() * 16 + open.index.len() * 64 + open.indexed);
        self.text.capacity() + open.sum::<usize>()
    }

    /// Number of its tokens.
    pub(super) fn tokens(&self) -> usize {
        self.tokens
    }

    /// Number of bytes that its tokens have.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Forgets a message that was given out.
    pub(super) fn begin_anew(&mut self) {
        if std::mem::take(&mut self.finished) {
            self.abandon();
        }
    }

    /// Forgets everything.
    pub(super) fn abandon(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        if text.capacity() > KEEP_CAPACITY {
            text = Vec::new();
        }
        *self = Self {
            text,
            ..Self::default()
        };
    }

    /// The message, once it is complete.
    pub(super) fn finish(&mut self) -> Said<'_> {
        self.finished = true;
        match &self.mistake {
            None => Said::Value(&self.text),
            Some(mistake) => Said::Error(parse_error(mistake)),
        }
    }

    pub(super) fn take(&mut self, token: Token, text: &[u8], depth: usize) -> Taken {
        match token {
            Token::Mark(b'{') => self.braces += 1,
            Token::Mark(b'}') => self.braces -= 1,
            Token::Mark(b'[') => self.brackets += 1,
            Token::Mark(b']') => self.brackets -= 1,
            _ => {}
        }
        self.tokens += 1;
        self.size += text.len();
        if self.tokens > MAX_TOKENS {
            return Taken::Bad(Failure::generic("JSON token count limit exceeded"));
        }
        if self.braces + self.brackets > i64::try_from(depth).unwrap_or(i64::MAX) {
            return Taken::Bad(Failure::generic("JSON nesting depth limit exceeded"));
        }
        if self.mistake.is_none()
            && let Err(mistake) = self.add(token, text)
        {
            self.mistake = Some(mistake);
            self.open = Vec::new();
            self.text.clear();
        }
        let is_open = self.braces > 0 || self.brackets > 0;
        if is_open && self.braces >= 0 && self.brackets >= 0 {
            return Taken::Part;
        }
        if self.mistake.is_none() && !self.open.is_empty() {
            self.mistake = Some("premature EOI".to_owned());
        }
        Taken::Whole
    }

    /// Adds a token to the text.
    fn add(&mut self, token: Token, text: &[u8]) -> Result<(), String> {
        match token {
            Token::Mark(mark @ (b'}' | b']')) => self.close(mark),
            Token::Mark(mark @ (b',' | b':')) => self.separate(mark),
            Token::Mark(mark) => {
                self.begin_value()?;
                let is_object = mark == b'{';
                self.text.push(mark);
                self.open.push(Open {
                    is_object,
                    names: Vec::new(),
                    index: HashSet::new(),
                    indexed: 0,
                });
                self.expected = match is_object {
                    true => Expected::NameOrEnd,
                    false => Expected::ValueOrEnd,
                };
                Ok(())
            }
            Token::Text if matches!(self.expected, Expected::Name | Expected::NameOrEnd) => {
                self.name(text)
            }
            Token::Text => {
                self.begin_value()?;
                transcribe(text, &mut self.text)
            }
            Token::Word | Token::Number => {
                self.begin_value()?;
                if token == Token::Word && !matches!(text, b"true" | b"false" | b"null") {
                    let word = String::from_utf8_lossy(text);
                    return Err(format!("invalid keyword '{word}'"));
                }
                // QEMU reads `-0` as an integer, serde_json as a double.
                let text = if text == b"-0" { b"0" } else { text };
                self.text.extend_from_slice(text);
                Ok(())
            }
        }
    }

    fn begin_value(&mut self) -> Result<(), String> {
        match self.expected {
            Expected::Value | Expected::ValueOrEnd => {
                self.expected = Expected::Comma;
                Ok(())
            }
            Expected::Name | Expected::NameOrEnd => Err("key is not a string in object".to_owned()),
            Expected::Colon => Err("missing : in object pair".to_owned()),
            Expected::Comma => Err(self.no_separator()),
        }
    }

    fn no_separator(&self) -> String {
        match self.open.last() {
            Some(open) if open.is_object => "expected separator in dict".to_owned(),
            _ => "expected separator in list".to_owned(),
        }
    }

    fn close(&mut self, mark: u8) -> Result<(), String> {
        let ends = matches!(
            self.expected,
            Expected::Comma | Expected::NameOrEnd | Expected::ValueOrEnd
        );
        match self.open.last() {
            Some(open) if ends && open.is_object == (mark == b'}') => {
                self.open.pop();
                self.text.push(mark);
                self.expected = Expected::Comma;
                Ok(())
            }
            Some(_) if self.expected == Expected::Comma => Err(self.no_separator()),
            Some(_) if self.expected == Expected::Colon => {
                Err("missing : in object pair".to_owned())
            }
            _ => Err("expecting value".to_owned()),
        }
    }

    fn separate(&mut self, mark: u8) -> Result<(), String> {
        let expected = match (mark, self.expected, self.open.last()) {
            (b':', Expected::Colon, _) => Expected::Value,
            (b',', Expected::Comma, Some(open)) if open.is_object => Expected::Name,
            (b',', Expected::Comma, Some(_)) => Expected::Value,
            (_, Expected::Comma, Some(_)) => return Err(self.no_separator()),
            (_, Expected::Colon, _) => return Err("missing : in object pair".to_owned()),
            _ => return Err("expecting value".to_owned()),
        };
        self.expected = expected;
        self.text.push(mark);
        Ok(())
    }

    fn name(&mut self, token: &[u8]) -> Result<(), String> {
        let start = self.text.len();
        transcribe(token, &mut self.text)?;
        self.expected = Expected::Colon;
        let name = start..self.text.len();
        let open = self.open.last_mut();
        match open.is_some_and(|open| open.has(name, &self.text)) {
            true => Err("duplicate key".to_owned()),
            false => Ok(()),
        }
    }
}

impl Open {
    /// Adds a member's name, and returns true if there is one of that name already.
    fn has(&mut self, name: Range<usize>, text: &[u8]) -> bool {
        let bytes = &text[name.clone()];
        if self.names.len() < FEW {
            let found = self.names.iter().any(|other| text[other.clone()] == *bytes);
            self.names.push(name);
            return found;
        }
        if self.index.is_empty() {
            let names = self.names.iter().map(|name| Box::from(&text[name.clone()]));
            self.index = names.collect();
            self.indexed = self.names.iter().map(ExactSizeIterator::len).sum();
        }
        self.indexed += bytes.len();
        !self.index.insert(bytes.into())
    }
}
