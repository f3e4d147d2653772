//! The cursor's place in unfinished JSON.
//!
//! Input: JSON up to the cursor. Output: the names that lead to the place, the text there, and the
//! members before it.

use crate::given::{MOST_PARTS, Map, Node};
use crate::line::{Form, Value};

/// The cursor's place.
pub struct Cursor {
    /// The names and numbers that lead to the object or value.
    pub path: Vec<String>,
    /// The members before it, by name.
    pub given: Map,
    /// True if a member's name comes next, false for a value.
    pub at_name: bool,
    /// Start of the unfinished text, a quote included.
    pub start: usize,
    /// It, without the quote.
    pub prefix: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Name,
    Colon,
    Value,
    Comma,
}

/// An open object, with the name of the member at hand, or an open array.
enum Frame {
    Object(String),
    Array(usize),
}

/// Finds the cursor at the end of `text`; None where nothing can be proposed.
pub fn cursor(text: &str) -> Option<Cursor> {
    let mut scan = Scan {
        frames: Vec::new(),
        given: Map::default(),
        expect: Expect::Value,
    };
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let start = at;
        at += next.len_utf8();
        match next {
            '{' | '[' => scan.open(next)?,
            '}' | ']' => scan.close(),
            ':' => scan.expect = Expect::Value,
            ',' => scan.comma(),
            '"' => match string(&text[at..]) {
                Some((content, length)) => {
                    at += length;
                    scan.string(content);
                }
                None => return scan.finish(start, text[at..].to_owned()),
            },
            c if c.is_whitespace() => {}
            _ => {
                let word = |c: char| c.is_whitespace() || matches!(c, ',' | '}' | ']' | ':');
                let length = text[start..].find(word).unwrap_or(text.len() - start);
                at = start + length.max(next.len_utf8());
                if at == text.len() {
                    return scan.finish(start, text[start..].to_owned());
                }
                scan.expect = Expect::Comma;
            }
        }
    }
    scan.finish(text.len(), String::new())
}

/// A string's content and its length up to behind the quote that ends it.
fn string(text: &str) -> Option<(String, usize)> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => {
                let content = serde_json::from_str(&format!("\"{}\"", &text[..at]));
                return Some((content.unwrap_or_default(), at + 1));
            }
            _ => {}
        }
    }
    None
}

struct Scan {
    frames: Vec<Frame>,
    given: Map,
    expect: Expect,
}

impl Scan {
    fn open(&mut self, bracket: char) -> Option<()> {
        if self.frames.len() == MOST_PARTS {
            return None;
        }
        (self.expect, self.frames) = {
            let mut frames = std::mem::take(&mut self.frames);
            match bracket {
                '{' => {
                    frames.push(Frame::Object(String::new()));
                    (Expect::Name, frames)
                }
                _ => {
                    frames.push(Frame::Array(0));
                    (Expect::Value, frames)
                }
            }
        };
        Some(())
    }

    fn close(&mut self) {
        self.frames.pop();
        self.expect = Expect::Comma;
    }

    fn comma(&mut self) {
        self.expect = match self.frames.last_mut() {
            Some(Frame::Object(_)) => Expect::Name,
            Some(Frame::Array(index)) => {
                *index += 1;
                Expect::Value
            }
            None => Expect::Comma,
        };
    }

    fn string(&mut self, content: String) {
        match (self.expect, self.frames.last_mut()) {
            (Expect::Name, Some(Frame::Object(name))) => {
                *name = content;
                self.expect = Expect::Colon;
            }
            _ => {
                let path: Vec<_> = self.path().into_iter().map(|name| (name, 0..0)).collect();
                let leaf = Value {
                    span: 0..0,
                    text: content,
                    form: Form::Quoted,
                };
                // The peer refuses a name that stands twice.
                let _ = self.given.insert(&path, Node::Leaf(leaf));
                self.expect = Expect::Comma;
            }
        }
    }

    fn path(&self) -> Vec<String> {
        let part = |frame: &Frame| match frame {
            Frame::Object(name) => name.clone(),
            Frame::Array(index) => index.to_string(),
        };
        self.frames.iter().map(part).collect()
    }

    fn finish(self, start: usize, prefix: String) -> Option<Cursor> {
        let mut path = self.path();
        let at_name = self.expect == Expect::Name;
        match self.expect {
            Expect::Name => drop(path.pop()),
            Expect::Value => {}
            Expect::Colon | Expect::Comma => return None,
        }
        Some(Cursor {
            path,
            given: self.given,
            at_name,
            start,
            prefix,
        })
    }
}
