//! Text → tokens, by pest.
//!
//! Input: a file's text. Output: [`Token`]s on demand. pest reads the text in windows, so its
//! memory does not grow with the file. A token that reaches the end of its window may be
//! incomplete, and is read again at the start of the next one. Comment lines, most of a schema's
//! text, become tokens without pest, which would walk through them twice. Invariant: tokens never
//! span lines, so each line starts with a token or a blank.

use std::collections::VecDeque;
use std::sync::Arc;

use pest::Parser;

use crate::source::char_boundary;

#[rustfmt::skip]
#[allow(missing_docs, unreachable_pub, dead_code)]
mod generated;

use generated::{Rule, Tokenizer};

/// Size of a window in bytes, unless a token is larger. pest takes about ten times that memory,
/// which should fit the processor's cache.
const WINDOW: usize = 8 * 1024;

/// Size of the window after a restart. Further ones are twice as large each, up to [`WINDOW`]: the
/// next restart may be near, and then the window was read in vain.
const RESTART: usize = 64;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// One of `{ } [ ] : ,`.
    Mark(u8),
    /// A string; [`string_text`] checks its end and its characters.
    String,
    /// `true` or `false`.
    Boolean(bool),
    /// `null`, which releases until 4.1 have.
    Null,
    /// `#` and the rest of the line.
    Comment,
    /// Anything else.
    Stray,
    /// The end of the file.
    End,
}

/// A token: byte offsets into the file's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// The tokens of a file, from front to back.
#[derive(Debug)]
pub(crate) struct Lexer {
    text: Arc<str>,
    /// End of the text that is in `window` or was returned.
    next: usize,
    /// Size of the next window in bytes.
    room: usize,
    window: VecDeque<Token>,
}

impl Lexer {
    pub(crate) fn new(text: Arc<str>) -> Lexer {
        Lexer {
            text,
            next: 0,
            room: WINDOW,
            window: VecDeque::new(),
        }
    }

    pub(crate) fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Returns the next token; at the end always [`TokenKind::End`].
    pub(crate) fn next(&mut self) -> Token {
        loop {
            if let Some(token) = self.window.pop_front() {
                return token;
            }
            if self.next == self.text.len() {
                // QEMU's compiler sees the end at the last line's newline, there or not.
                let end = self.text.strip_suffix('\n').unwrap_or(&self.text).len() as u32;
                return Token {
                    kind: TokenKind::End,
                    start: end,
                    end,
                };
            }
            self.fill();
        }
    }

    /// Takes back the token that was returned last.
    pub(crate) fn unread(&mut self, token: Token) {
        self.window.push_front(token);
    }

    /// Reads on at `offset`, in the line of the last token.
    pub(crate) fn restart_at(&mut self, offset: usize) {
        self.window.clear();
        self.next = offset;
        self.room = RESTART;
    }

    /// Skips to `offset`, the start of a line that is not yet read.
    pub(crate) fn skip_to(&mut self, offset: usize) {
        while self
            .window
            .front()
            .is_some_and(|t| (t.start as usize) < offset)
        {
            self.window.pop_front();
        }
        self.next = self.next.max(offset);
    }

    /// Reads the next comment lines, or else the next window.
    fn fill(&mut self) {
        let text = Arc::clone(&self.text);
        let blank = |b: &u8| matches!(b, b' ' | b'\n');
        let rest = text.as_bytes().get(self.next..).unwrap_or_default();
        self.next += rest.iter().take_while(|b| blank(b)).count();
        if text.as_bytes().get(self.next) == Some(&b'#') {
            self.comment_lines(text.as_bytes());
        } else {
            self.fill_by_pest();
        }
    }

    /// Reads consecutive comment lines, as far as the window has room.
    fn comment_lines(&mut self, text: &[u8]) {
        let most = self.next.saturating_add(WINDOW);
        while self.next <= most && text.get(self.next) == Some(&b'#') {
            let line = text.get(self.next..).unwrap_or_default();
            let length = line.iter().position(|&byte| byte == b'\n');
            let end = self.next + length.unwrap_or(line.len());
            self.window.push_back(Token {
                kind: TokenKind::Comment,
                start: self.next as u32,
                end: end as u32,
            });
            self.next = (end + 1).min(text.len());
        }
    }

    fn fill_by_pest(&mut self) {
        let start = self.next;
        let mut size = self.room;
        self.room = WINDOW.min(size.saturating_mul(2));
        loop {
            let end = char_boundary(&self.text, start.saturating_add(size));
            let window = self.text.get(start..end).unwrap_or_default();
            // The window ends before a comment line; no token reaches into the next line.
            let end = window.find("\n#").map_or(end, |at| start + at + 1);
            self.tokenize(start, end);
            let last = self.window.back().copied();
            if end == self.text.len() {
                self.next = end;
                return;
            }
            match last {
                // It may continue after the window.
                Some(token) if token.end as usize == end => {
                    self.next = self.take_back(token) as usize;
                    if self.next > start {
                        return;
                    }
                    size = size.saturating_mul(2);
                }
                _ => {
                    self.next = end;
                    return;
                }
            }
        }
    }

    /// Removes the last token from the window, and characters before it that may become `true` or
    /// `false` with it. Returns the place of the first.
    fn take_back(&mut self, last: Token) -> u32 {
        const LONGEST_PART: usize = "fals".len();
        let mut start = last.start;
        self.window.pop_back();
        for _ in 1..LONGEST_PART {
            let adjoins = |t: &Token| t.kind == TokenKind::Stray && t.end == start;
            match self.window.back().filter(|t| adjoins(t)) {
                Some(token) => start = token.start,
                None => break,
            }
            self.window.pop_back();
        }
        start
    }

    fn tokenize(&mut self, start: usize, end: usize) {
        let text = Arc::clone(&self.text);
        let text = text.get(start..end).unwrap_or_default();
        // The grammar matches every text.
        let Ok(pairs) = Tokenizer::parse(Rule::tokens, text) else {
            return;
        };
        for pair in pairs {
            let span = pair.as_span();
            self.push(span.as_str(), start + span.start());
        }
    }

    /// Adds the lexeme at `start` to the window.
    fn push(&mut self, lexeme: &str, start: usize) {
        let kind = match lexeme.as_bytes() {
            [mark @ (b'{' | b'}' | b'[' | b']' | b':' | b','), ..] => TokenKind::Mark(*mark),
            [b'\'', ..] => TokenKind::String,
            [b'#', ..] => TokenKind::Comment,
            b"true" => TokenKind::Boolean(true),
            b"false" => TokenKind::Boolean(false),
            _ if lexeme.chars().all(is_blank) => return,
            _ => TokenKind::Stray,
        };
        let end = (start + lexeme.len()) as u32;
        self.window.push_back(Token {
            kind,
            start: start as u32,
            end,
        });
    }
}

/// Returns true if QEMU's compiler takes `c` for white space (`str.isspace` in Python).
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// A mistake in a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StringMistake {
    /// The line ends first.
    Unterminated,
    /// A `\` before anything but another.
    UnknownEscape(char),
    /// A character that is not printable ASCII.
    FunnyCharacter(char),
}

/// Returns the text of a string without mistakes and escapes, as nearly all are.
pub(crate) fn plain_text(lexeme: &str) -> Option<&str> {
    let plain = |b: u8| (b' '..=b'~').contains(&b) && b != b'\\';
    let text = lexeme.get(1..)?.strip_suffix('\'')?;
    text.bytes().all(plain).then_some(text)
}

/// Returns the text of a string, unescaped. `lexeme` includes the quotes.
///
/// # Errors
/// The first mistake from left to right, as QEMU's compiler finds it, with its offset.
pub(crate) fn string_text(lexeme: &str) -> Result<Box<str>, (StringMistake, usize)> {
    if let Some(text) = plain_text(lexeme) {
        return Ok(text.into());
    }
    let inner = lexeme.get(1..).unwrap_or_default();
    let mut text = String::new();
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        if escaped {
            if c != '\\' {
                return Err((StringMistake::UnknownEscape(c), at));
            }
            escaped = false;
        } else if c == '\\' {
            escaped = true;
            continue;
        } else if c == '\'' {
            return Ok(text.into());
        }
        if !(' '..='~').contains(&c) {
            return Err((StringMistake::FunnyCharacter(c), at + 1));
        }
        text.push(c);
    }
    Err((StringMistake::Unterminated, lexeme.len()))
}

/// Returns the value of a string of a release until 4.1, with JSON's escapes and any characters, and
/// the length of its lexeme. `text` starts at the opening quote.
///
/// # Errors
/// The first mistake from left to right, with its offset.
pub(crate) fn old_string_text(text: &str) -> Result<(Box<str>, usize), (StringMistake, usize)> {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\n' => return Err((StringMistake::Unterminated, at)),
            '\'' => return Ok((value.into(), at + 1)),
            '\\' => {
                let unknown = |c| (StringMistake::UnknownEscape(c), at);
                let (_, escape) = chars.next().ok_or((StringMistake::Unterminated, at))?;
                value.push(match escape {
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    '\\' | '/' | '\'' | '"' => escape,
                    'u' => {
                        let digits: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                        // The conversion would take a sign, too.
                        let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
                        let code = u8::from_str_radix(&digits, 16).ok().filter(|_| is_hex);
                        let ascii = code.filter(|&b| digits.len() == 4 && (1..0x80).contains(&b));
                        char::from(ascii.ok_or(unknown('u'))?)
                    }
                    '\n' => return Err((StringMistake::Unterminated, at + 1)),
                    other => return Err(unknown(other)),
                });
            }
            c => value.push(c),
        }
    }
    Err((StringMistake::Unterminated, text.len()))
}

/// Length of the stray text at `start`: up to the next structural character, blank or quote.
pub(crate) fn stray_len(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let ends = |c: char| is_blank(c) || matches!(c, '{' | '}' | '[' | ']' | ':' | ',' | '\'');
    rest.get(first..)
        .and_then(|r| r.find(ends))
        .map_or(rest.len(), |at| first + at)
}
