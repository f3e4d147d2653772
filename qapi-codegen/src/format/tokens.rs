//! The token tree flattened, with its layout on one line.

use std::fmt::Write;

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};

use super::spacing::Spacer;
use crate::items::{Writer, comment};

/// The kind of a token for the printers.
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
    /// `(`, `[` or `{`; `end` is the index of the closing bracket.
    Open,
    /// `)`, `]` or `}`
    Close,
    /// A documentation comment; its text is the comment's, of one or more lines.
    Doc,
}

/// A token with its text in [`Tokens::text`] or, once it is laid out, in [`Tokens::line`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// True if a space stands before it on one line.
    pub(super) space: bool,
    /// True if it is a word that is no operand, so that the next token starts one.
    operator_word: bool,
    head: Head,
    start: u32,
    stop: u32,
    /// For [`Kind::Open`], the index of its closing token.
    pub(super) end: u32,
    /// Used width of the line up to its end, counted from the first token.
    width: u32,
    /// Number of tokens up to this one that keep their surroundings from standing on one line.
    breaks: u32,
}

/// A text's length and first bytes, which tell a keyword or punctuation from any other text: numbers
/// are compared faster than texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    first: u64,
    length: u32,
}

impl Head {
    #[inline]
    pub(super) const fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut first = [0; 8];
        let mut at = 0;
        while at < bytes.len() && at < first.len() {
            first[at] = bytes[at];
            at += 1;
        }
        Head {
            // In the order of texts.
            first: u64::from_be_bytes(first),
            length: bytes.len() as u32,
        }
    }

    /// Returns true if the text, of which this is the head, is ASCII.
    #[inline]
    fn is_ascii(self, text: &str) -> bool {
        const BEYOND: u64 = u64::from_be_bytes([0x80; 8]);
        self.first & BEYOND == 0 && (self.length <= 8 || text.is_ascii())
    }
}

/// All tokens of a file.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// The tokens' texts as they were read.
    text: String,
    list: Vec<Token>,
    /// Number of laid out tokens, and their texts on one line.
    laid_out: usize,
    line: String,
}

impl Tokens {
    /// Makes them those that `add` adds.
    pub(super) fn read(&mut self, add: impl FnOnce(&mut Self)) {
        self.text.clear();
        self.list.clear();
        self.laid_out = 0;
        self.line.clear();
        add(self);
        self.line.reserve(self.text.len() + self.list.len());
        Spacer::default().run(self);
    }

    /// The length of all tokens' text.
    pub(super) fn text_len(&self) -> usize {
        self.text.len()
    }

    /// The text of `from..to` on one line. All tokens are laid out.
    pub(super) fn line(&self, from: usize, to: usize) -> &str {
        let tokens = self.list.get(from..to.min(self.list.len()));
        match tokens.unwrap_or_default() {
            [first, .., last] => &self.line[first.start as usize..last.stop as usize],
            [only] => &self.line[only.start as usize..only.stop as usize],
            [] => "",
        }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<&Token> {
        self.list.get(index)
    }

    /// The token's text; empty beyond the last.
    pub(super) fn text(&self, index: usize) -> &str {
        let Some(token) = self.list.get(index) else {
            return "";
        };
        let from = if index < self.laid_out {
            &self.line
        } else {
            &self.text
        };
        &from[token.start as usize..token.stop as usize]
    }

    pub(super) fn kind(&self, index: usize) -> Option<Kind> {
        self.list.get(index).map(|t| t.kind)
    }

    /// Returns true if the token at `index` is the punctuation, keyword or delimiter `text`, which
    /// is no longer than a [`Head`] holds.
    #[inline]
    pub(super) fn is(&self, index: usize, text: &str) -> bool {
        self.has(index, Head::of(text))
    }

    /// Returns true if the token at `index` is one of those.
    #[inline]
    pub(super) fn is_one<const N: usize>(&self, index: usize, texts: [&str; N]) -> bool {
        texts.iter().any(|text| self.is(index, text))
    }

    /// Returns true if the token at `index` is the punctuation, keyword or delimiter with that
    /// head.
    #[inline]
    pub(super) fn has(&self, index: usize, head: Head) -> bool {
        self.list
            .get(index)
            .is_some_and(|t| t.head == head && t.kind != Kind::Literal)
    }

    /// Returns true if the token at `index` is a keyword that is no operand, so that the next token
    /// starts one.
    pub(super) fn is_operator_word(&self, index: usize) -> bool {
        self.list.get(index).is_some_and(|t| t.operator_word)
    }

    /// The index of the closing token for an opening one; the same index for any other.
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

    /// Returns true if `from..to` cannot stand on one line, whatever its width.
    pub(super) fn breaks(&self, from: usize, to: usize) -> bool {
        let upto = |index: usize| {
            index
                .checked_sub(1)
                .and_then(|i| self.list.get(i))
                .map_or(0, |t| t.breaks)
        };
        upto(to) > upto(from)
    }

    /// Fixes the layout of the first token that has none yet.
    pub(super) fn lay_out(&mut self, space: bool) {
        let before = self
            .laid_out
            .checked_sub(1)
            .map(|last| (self.list[last].width, self.list[last].breaks));
        let (width, breaks) = before.unwrap_or_default();
        let Some(token) = self.list.get_mut(self.laid_out) else {
            return;
        };
        let text = &self.text[token.start as usize..token.stop as usize];
        let own = match token.kind {
            Kind::Word | Kind::Literal | Kind::Doc if !token.head.is_ascii(text) => {
                text.chars().count()
            }
            _ => text.len(),
        };
        if space {
            self.line.push(' ');
        }
        token.start = self.line.len() as u32;
        self.line.push_str(text);
        token.stop = self.line.len() as u32;
        token.space = space;
        token.width = width + own as u32 + u32::from(space);
        token.breaks = breaks;
        self.laid_out += 1;
    }

    /// Marks the token at `index`, the last laid out: its surroundings do not fit on one line.
    pub(super) fn add_break(&mut self, index: usize) {
        self.list[index].breaks += 1;
    }

    /// The same for the tokens `from..to`, of which the last is the last laid out.
    pub(super) fn add_break_from(&mut self, from: usize, to: usize) {
        for token in &mut self.list[from..to] {
            token.breaks += 1;
        }
    }

    /// Decides the kind of a `<` or `>`.
    pub(super) fn set_kind(&mut self, index: usize, kind: Kind) {
        self.list[index].kind = kind;
    }

    fn tree(&mut self, group: Group) {
        let (delimiter, stream) = (group.delimiter(), group.stream());
        // The last reference but `stream`: without it, taking the stream apart would copy it.
        drop(group);
        self.group(delimiter, |tokens| tokens.all(stream));
    }

    /// Drops a comma before the end of the group opened at `open`: the printers write it where a
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

    /// Replaces the attribute that begins at `at` by a comment if it is documentation that a comment
    /// can hold.
    fn documentation(&mut self, at: usize) {
        let is_doc = self.list.len() == at + 6
            && self.is(at + 1, "[")
            && self.is(at + 2, "doc")
            && self.is(at + 3, "=");
        let value = if is_doc { self.text(at + 4) } else { "" };
        if let Some(text) = unquote(value) {
            self.text.truncate(self.list[at].start as usize);
            self.list.truncate(at);
            self.push(Kind::Doc, |out| out.write_str(&text));
        }
    }

    fn push(&mut self, kind: Kind, write: impl FnOnce(&mut String) -> std::fmt::Result) {
        let start = self.text.len();
        // Writing to a string cannot fail.
        let _ = write(&mut self.text);
        let head = Head::of(self.text.get(start..).unwrap_or_default());
        self.list.push(Token {
            kind,
            space: false,
            operator_word: kind == Kind::Word && is_operator_word(head),
            head,
            start: start as u32,
            stop: self.text.len() as u32,
            end: 0,
            width: 0,
            breaks: 0,
        });
    }
}

impl Writer for Tokens {
    /// Adds a stream's tokens. It is consumed: taking a stream apart that is not shared copies
    /// nothing.
    fn all(&mut self, stream: TokenStream) {
        let mut trees = stream.into_iter().peekable();
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Group(group) => self.tree(group),
                TokenTree::Ident(name) => self.name(name),
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
                        self.tree(group);
                        self.documentation(at);
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
                    self.push(Kind::Punct, |text| {
                        operator.write(text);
                        Ok(())
                    });
                }
            }
        }
    }

    fn name(&mut self, name: Ident) {
        self.push(Kind::Word, |text| write!(text, "{name}"));
    }

    fn word(&mut self, word: &str) {
        self.push(Kind::Word, |text| text.write_str(word));
    }

    fn doc(&mut self, text: &str) {
        let plain = |byte: u8| matches!(byte, b'\n' | b'\t' | b' '..=b'~');
        // One search of the whole text takes less time than a loop over bytes.
        if text.bytes().fold(true, |all, byte| all & plain(byte)) {
            return self.push(Kind::Doc, |out| {
                comment(text, out);
                Ok(())
            });
        }
        // Some of the others must stay in a literal.
        let mut attribute = TokenStream::new();
        attribute.doc(text);
        self.all(attribute);
    }

    fn sign(&mut self, sign: &str) {
        self.push(Kind::Punct, |text| text.write_str(sign));
    }

    fn group(&mut self, delimiter: Delimiter, body: impl FnOnce(&mut Self)) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::None => return body(self),
        };
        let at = self.list.len();
        self.push(Kind::Open, |text| text.write_str(open));
        body(self);
        self.drop_comma(at);
        self.list[at].end = self.list.len() as u32;
        self.push(Kind::Close, |text| text.write_str(close));
    }
}

/// Keywords that are no operand themselves, so that the next token starts one; sorted.
const OPERATOR_WORDS: [Head; 32] = heads([
    "as", "async", "box", "break", "const", "continue", "dyn", "else", "enum", "extern", "fn",
    "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref",
    "return", "static", "struct", "trait", "type", "unsafe", "use", "where", "while",
]);

const fn heads<const N: usize>(words: [&str; N]) -> [Head; N] {
    let mut heads = [Head::of(""); N];
    let mut at = 0;
    while at < N {
        heads[at] = Head::of(words[at]);
        at += 1;
    }
    heads
}

fn is_operator_word(word: Head) -> bool {
    let found = OPERATOR_WORDS.binary_search_by_key(&word.first, |known| known.first);
    found.is_ok_and(|at| OPERATOR_WORDS[at] == word)
}

/// An operator as far as it has been read. Rust's punctuation is ASCII.
struct Operator {
    bytes: [u8; 3],
    len: usize,
}

impl Operator {
    fn new(first: char) -> Self {
        Operator {
            bytes: [first as u8, 0, 0],
            len: 1,
        }
    }

    /// Takes `next` too, if that makes one of Rust's operators. (`<<` and `>>` stay apart: they
    /// are more often ends of generic arguments.)
    fn add(&mut self, next: char) -> bool {
        if self.len == 3 || !next.is_ascii() {
            return false;
        }
        self.bytes[self.len] = next as u8;
        let known = matches!(
            &self.bytes[..=self.len],
            [b'=' | b'!' | b'<' | b'>' | b'+' | b'-' | b'*' | b'/', b'=']
                | [b'%' | b'^' | b'&' | b'|', b'=']
                | b"::"
                | b"->"
                | b"=>"
                | b"&&"
                | b"||"
                | b".."
                | b"..."
                | b"..="
        );
        self.len += usize::from(known);
        known
    }

    fn write(&self, out: &mut String) {
        out.extend(self.bytes[..self.len].iter().map(|b| char::from(*b)));
    }
}

/// The value of a string literal; None for a value that no comment can hold.
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
            // Carriage returns and other characters that must be escaped stay in a literal.
            _ => return None,
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operator_words_are_found() {
        assert!(OPERATOR_WORDS.is_sorted_by_key(|word| word.first));
        for word in ["as", "continue", "while"] {
            assert!(is_operator_word(Head::of(word)), "{word}");
        }
        for word in ["a", "continued", "self", ""] {
            assert!(!is_operator_word(Head::of(word)), "{word}");
        }
    }
}
