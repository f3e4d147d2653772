//! The token tree flattened, with its layout on one line.

use std::fmt::Write;

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

use super::spacing::Spacer;

/// What a token is to the printers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier or a keyword.
    Word,
    /// A lifetime, quote included.
    Lifetime,
    /// A literal.
    Literal,
    /// An operator or separator, of all its characters; `<` and `>` are [`Kind::Less`] and
    /// [`Kind::Greater`] where they enclose generic arguments.
    Punct,
    /// `<` before generic arguments.
    Less,
    /// `>` behind generic arguments.
    Greater,
    /// `(`, `[` or `{`; `end` is the index of what closes it.
    Open,
    /// `)`, `]` or `}`
    Close,
    /// A documentation comment; its text is the comment's, of one or more lines.
    Doc,
}

/// A token with its text in [`Tokens::text`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    start: u32,
    stop: u32,
    /// For [`Kind::Open`], the index of its closing token.
    pub(super) end: u32,
    /// Whether a space stands before it on one line.
    pub(super) space: bool,
    /// What of the line is used up to its end, counted from the first token.
    width: u32,
    /// How many tokens up to this one keep their surroundings from standing on one line.
    breaks: u32,
}

/// All tokens of a file.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    text: String,
    list: Vec<Token>,
    comments: Vec<String>,
}

impl Tokens {
    /// Makes them those of a token stream, which is consumed: taking a stream apart that is not
    /// shared copies nothing. `#[doc = 3]` stands for the text with that number among `comments`.
    pub(super) fn read(&mut self, stream: TokenStream, comments: Vec<String>) {
        self.text.clear();
        self.list.clear();
        self.comments = comments;
        self.flatten(stream);
        Spacer::default().run(self);
    }

    /// The length of all tokens' text.
    pub(super) fn text_len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<&Token> {
        self.list.get(index)
    }

    /// The token's text; empty beyond the last.
    pub(super) fn text(&self, index: usize) -> &str {
        self.list
            .get(index)
            .map_or("", |t| &self.text[t.start as usize..t.stop as usize])
    }

    pub(super) fn kind(&self, index: usize) -> Option<Kind> {
        self.list.get(index).map(|t| t.kind)
    }

    /// Whether the token at `index` is the punctuation, keyword or delimiter `text`.
    pub(super) fn is(&self, index: usize, text: &str) -> bool {
        self.list
            .get(index)
            .is_some_and(|t| t.kind != Kind::Literal && (t.stop - t.start) as usize == text.len())
            && self.text(index) == text
    }

    /// For an opening token the index of what closes it, for any other its own.
    pub(super) fn end(&self, index: usize) -> usize {
        match self.list.get(index) {
            Some(token) if token.kind == Kind::Open => token.end as usize,
            _ => index,
        }
    }

    /// The width of `from..to` on one line.
    pub(super) fn width(&self, from: usize, to: usize) -> usize {
        match (
            self.list.get(from),
            to.checked_sub(1).and_then(|last| self.list.get(last)),
        ) {
            (Some(first), Some(last)) if from < to => {
                let before = from.checked_sub(1).map_or(0, |i| self.list[i].width);
                (last.width - before) as usize - usize::from(first.space)
            }
            _ => 0,
        }
    }

    /// Whether `from..to` cannot stand on one line, whatever its width.
    pub(super) fn breaks(&self, from: usize, to: usize) -> bool {
        let upto = |index: usize| {
            index
                .checked_sub(1)
                .and_then(|i| self.list.get(i))
                .map_or(0, |t| t.breaks)
        };
        upto(to) > upto(from)
    }

    /// Fixes the layout of the token at `index`; those before it are fixed already.
    pub(super) fn lay_out(&mut self, index: usize, space: bool) {
        let (width, breaks) = index
            .checked_sub(1)
            .map_or((0, 0), |i| (self.list[i].width, self.list[i].breaks));
        let text = self.text(index);
        let own = if text.is_ascii() {
            text.len()
        } else {
            text.chars().count()
        };
        let token = &mut self.list[index];
        token.space = space;
        token.width = width + own as u32 + u32::from(space);
        token.breaks = breaks;
    }

    /// Says that the token at `index`, the last laid out, must not share a line with all around it.
    pub(super) fn add_break(&mut self, index: usize) {
        self.list[index].breaks += 1;
    }

    /// The same for the tokens `from..to`, of which the last is the last laid out.
    pub(super) fn add_break_from(&mut self, from: usize, to: usize) {
        for token in &mut self.list[from..to] {
            token.breaks += 1;
        }
    }

    /// Says what `<` or `>` is.
    pub(super) fn set_kind(&mut self, index: usize, kind: Kind) {
        self.list[index].kind = kind;
    }

    fn flatten(&mut self, stream: TokenStream) {
        let mut trees = stream.into_iter().peekable();
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Group(group) => self.group(group),
                TokenTree::Ident(ident) => self.push(Kind::Word, |text| write!(text, "{ident}")),
                TokenTree::Literal(literal) => {
                    self.push(Kind::Literal, |text| write!(text, "{literal}"))
                }
                TokenTree::Punct(punct) => {
                    let first = punct.as_char();
                    if first == '#'
                        && let Some(TokenTree::Group(_)) = trees.peek()
                        && let Some(TokenTree::Group(group)) = trees.next()
                    {
                        let at = self.list.len();
                        self.push(Kind::Punct, |text| text.write_str("#"));
                        self.group(group);
                        self.doc(at);
                        continue;
                    }
                    if first == '\'' {
                        let name = trees.next();
                        let name = name.map(|n| n.to_string()).unwrap_or_default();
                        self.push(Kind::Lifetime, |text| write!(text, "'{name}"));
                        continue;
                    }
                    let mut operator = Operator::new(first);
                    let mut spacing = punct.spacing();
                    while spacing == Spacing::Joint {
                        match trees.peek() {
                            Some(TokenTree::Punct(next)) if operator.add(next.as_char()) => {
                                spacing = next.spacing();
                                trees.next();
                            }
                            _ => break,
                        }
                    }
                    self.push(Kind::Punct, |text| text.write_str(operator.as_str()));
                }
            }
        }
    }

    fn group(&mut self, group: Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::None => ("", ""),
        };
        let stream = group.stream();
        // The last reference but `stream`: without it, taking the stream apart would copy it.
        drop(group);
        if open.is_empty() {
            return self.flatten(stream);
        }
        let at = self.list.len();
        self.push(Kind::Open, |text| text.write_str(open));
        self.flatten(stream);
        self.drop_comma(at);
        self.list[at].end = self.list.len() as u32;
        self.push(Kind::Close, |text| text.write_str(close));
    }

    /// Drops a comma before what closes the group opened at `open`: the printers write it where a
    /// group takes several lines. It is not optional in `(a,)`.
    fn drop_comma(&mut self, open: usize) {
        let last = self.list.len() - 1;
        if last <= open + 1 || !self.is(last, ",") {
            return;
        }
        if self.is(open, "(") {
            let callee = open
                .checked_sub(1)
                .is_some_and(|i| matches!(self.list[i].kind, Kind::Word | Kind::Close));
            let mut commas = 0;
            let mut index = open + 1;
            while index < last {
                commas += usize::from(self.is(index, ","));
                index = self.end(index) + 1;
            }
            if commas == 0 && !callee {
                return;
            }
        }
        self.list.pop();
    }

    /// Makes the attribute that begins at `at` a comment if it is documentation that a comment can
    /// say.
    fn doc(&mut self, at: usize) {
        let is_doc = self.list.len() == at + 6
            && self.is(at + 1, "[")
            && self.is(at + 2, "doc")
            && self.is(at + 3, "=");
        let value = if is_doc { self.text(at + 4) } else { "" };
        let text = match value.parse::<usize>() {
            Ok(number) => self.comments.get_mut(number).map(std::mem::take),
            Err(_) => unquote(value),
        };
        if let Some(text) = text {
            self.text.truncate(self.list[at].start as usize);
            self.list.truncate(at);
            self.push(Kind::Doc, |out| out.write_str(&text));
        }
    }

    fn push(&mut self, kind: Kind, write: impl FnOnce(&mut String) -> std::fmt::Result) {
        let start = self.text.len() as u32;
        // Writing to a string cannot fail.
        let _ = write(&mut self.text);
        let stop = self.text.len() as u32;
        self.list.push(Token {
            kind,
            start,
            stop,
            end: 0,
            space: false,
            width: 0,
            breaks: 0,
        });
    }
}

/// An operator as far as it has been read.
struct Operator {
    bytes: [u8; 3],
    len: usize,
}

impl Operator {
    fn new(first: char) -> Self {
        // Rust's punctuation is ASCII.
        Operator {
            bytes: [first as u8, 0, 0],
            len: 1,
        }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }

    /// Takes `next` too, if that makes one of Rust's operators. (`<<` and `>>` stay apart: they
    /// are more often ends of generic arguments.)
    fn add(&mut self, next: char) -> bool {
        const OPERATORS: &[&str] = &[
            "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "..", "...", "..=", "+=", "-=",
            "*=", "/=", "%=", "^=", "&=", "|=",
        ];
        if self.len == 3 || !next.is_ascii() {
            return false;
        }
        self.bytes[self.len] = next as u8;
        self.len += 1;
        let known = OPERATORS.contains(&self.as_str());
        self.len -= usize::from(!known);
        known
    }
}

/// What a string literal stands for; None for what a comment cannot say.
fn unquote(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        let text = raw.trim_matches('#').strip_prefix('"')?.strip_suffix('"')?;
        return (!text.contains('\r')).then(|| text.to_owned());
    }
    let text = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let mut chars = rest[at + 1..].chars();
        match chars.next()? {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            c @ ('\\' | '"' | '\'') => out.push(c),
            // Carriage returns and whatever else must be escaped stays in a literal.
            _ => return None,
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    Some(out)
}
