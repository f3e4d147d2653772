//! A typed line, cut into words.
//!
//! Input: a line. Output: [`Word`]s with their places; a word is a name, a `NAME=VALUE` or
//! `NAME:=JSON`, or a JSON object. An unfinished word is one too, since completion works on
//! unfinished lines.
//!
//! Invariant: spans are byte ranges of the line and end at character boundaries.

mod open;

use std::ops::Range;

pub use open::Open;

use crate::problem::{LineError, Problem};

/// A place in the line.
pub type Span = Range<usize>;

/// A word of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its place.
    pub span: Span,
    /// Its kind.
    pub kind: WordKind,
}

/// Kind of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordKind {
    /// Anything without `=`: a command's name.
    Bare,
    /// `NAME=VALUE` or `NAME:=JSON`.
    Pair {
        /// Place of the name.
        key: Span,
        /// The value.
        value: Value,
    },
    /// A JSON object.
    Json,
}

/// A value as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Its place, quotes included.
    pub span: Span,
    /// The text without quotes and escapes.
    pub text: String,
    /// Its form.
    pub form: Form,
}

/// Form of a value, which decides on its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As its type has it.
    Plain,
    /// As text, because of quotes or escapes.
    Quoted,
    /// As JSON if its type is not `str`: it begins with a bracket.
    Bracketed,
    /// As JSON, after `:=`.
    Json,
}

/// Cuts a line into words. With an error, the words before it and the one that it is in.
pub fn words(line: &str) -> (Vec<Word>, Option<LineError>) {
    let mut lexer = Lexer { line, at: 0 };
    let mut words = Vec::new();
    loop {
        lexer.skip_space();
        if lexer.at == line.len() {
            return (words, None);
        }
        let (word, error) = lexer.word();
        words.push(word);
        if error.is_some() {
            return (words, error);
        }
    }
}

/// Returns true for a comment.
pub fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// Returns true for an empty line or a comment.
pub fn is_nothing(line: &str) -> bool {
    line.trim().is_empty() || is_comment(line)
}

/// Returns true if a bracket or quote is open, so that the next line belongs to this one.
pub fn is_open(line: &str) -> bool {
    let mut open = Open::default();
    open.push(line);
    open.is_open()
}

/// The lines of a text, each with those after it as long as a bracket or quote is open.
pub fn split(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut read) = (0, 0);
    let mut open = Open::default();
    for (end, _) in text.match_indices('\n') {
        open.push(&text[read..=end]);
        read = end + 1;
        if !open.is_open() {
            lines.push(&text[start..end]);
            start = read;
            open = Open::default();
        }
    }
    lines.push(&text[start..]);
    lines
}

struct Lexer<'l> {
    line: &'l str,
    at: usize,
}

type Scanned<T> = (T, Option<LineError>);

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.line[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn skip_space(&mut self) {
        self.at = self.line.len() - self.rest().trim_start().len();
    }

    fn skip_to_space(&mut self) {
        self.at += self
            .rest()
            .find(char::is_whitespace)
            .unwrap_or(self.rest().len());
    }

    fn word(&mut self) -> Scanned<Word> {
        let start = self.at;
        if self.peek() == Some('{') {
            let error = self.json();
            let kind = WordKind::Json;
            return self.finish(start, kind, error);
        }
        let rest = self.rest();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let Some(equals) = rest[..end].find('=') else {
            self.at += end;
            return self.finish(start, WordKind::Bare, None);
        };
        let json = rest[..equals].ends_with(':');
        let key = start..start + equals - usize::from(json);
        self.at = start + equals + 1;
        let value_start = self.at;
        let (text, form, error) = match self.peek() {
            _ if json => {
                let error = self.json();
                (
                    self.line[value_start..self.at].to_owned(),
                    Form::Json,
                    error,
                )
            }
            Some('{' | '[') => {
                let error = self.json();
                let text = self.line[value_start..self.at].to_owned();
                (text, Form::Bracketed, error)
            }
            _ => self.text(),
        };
        let value = Value {
            span: value_start..self.at,
            text,
            form,
        };
        self.finish(start, WordKind::Pair { key, value }, error)
    }

    fn finish(&self, start: usize, kind: WordKind, error: Option<LineError>) -> Scanned<Word> {
        let span = start..self.at;
        (Word { span, kind }, error)
    }

    /// Text up to a space, with `'…'`, `"…"` and `\` in it.
    fn text(&mut self) -> (String, Form, Option<LineError>) {
        let mut text = String::new();
        let mut form = Form::Plain;
        while let Some(next) = self.peek() {
            let start = self.at;
            if next.is_whitespace() {
                break;
            }
            self.next();
            let closed = match next {
                '\'' => self.single_quoted(&mut text),
                '"' => self.double_quoted(&mut text),
                '\\' => self.escaped(&mut text, false),
                _ => {
                    text.push(next);
                    continue;
                }
            };
            form = Form::Quoted;
            if !closed {
                let problem = match next {
                    '\\' => Problem::Escape,
                    _ => Problem::Unclosed(next),
                };
                let error = LineError::new(problem, start..self.at);
                return (text, form, Some(error));
            }
        }
        (text, form, None)
    }

    fn single_quoted(&mut self, text: &mut String) -> bool {
        while let Some(next) = self.next() {
            if next == '\'' {
                return true;
            }
            text.push(next);
        }
        false
    }

    fn double_quoted(&mut self, text: &mut String) -> bool {
        while let Some(next) = self.next() {
            match next {
                '"' => return true,
                '\\' => {
                    if !self.escaped(text, true) {
                        return false;
                    }
                }
                _ => text.push(next),
            }
        }
        false
    }

    /// Reads the character after a backslash; within double quotes also JSON's letters.
    fn escaped(&mut self, text: &mut String, letters: bool) -> bool {
        let Some(next) = self.next() else {
            return false;
        };
        text.push(match next {
            'n' if letters => '\n',
            't' if letters => '\t',
            'r' if letters => '\r',
            next => next,
        });
        true
    }

    /// Passes a JSON value, without a check of its inside.
    fn json(&mut self) -> Option<LineError> {
        let start = self.at;
        let first = self.peek();
        if !matches!(first, Some('{' | '[' | '"')) {
            self.skip_to_space();
            return None;
        }
        let mut depth = 0_usize;
        while let Some(next) = self.next() {
            match next {
                '"' => {
                    let quote = self.at - 1;
                    if !self.pass_string() {
                        let problem = Problem::Unclosed('"');
                        return Some(LineError::new(problem, quote..quote + 1));
                    }
                }
                '{' | '[' => depth += 1,
                '}' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return self.expect_space();
            }
        }
        let bracket = first.unwrap_or('{');
        Some(LineError::new(Problem::Unclosed(bracket), start..start + 1))
    }

    fn pass_string(&mut self) -> bool {
        while let Some(next) = self.next() {
            match next {
                '"' => return true,
                '\\' => drop(self.next()),
                _ => {}
            }
        }
        false
    }

    fn expect_space(&mut self) -> Option<LineError> {
        let next = self.peek().filter(|next| !next.is_whitespace())?;
        let span = self.at..self.at + next.len_utf8();
        Some(LineError::new(Problem::AfterJson, span))
    }
}
