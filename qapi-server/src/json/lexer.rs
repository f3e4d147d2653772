//! Bytes to tokens.

/// Maximum length of an excerpt in an error message.
const EXCERPT: usize = 80;

/// An emptied token buffer larger than this is freed.
const KEEP_CAPACITY: usize = 4 << 10;

/// A buffer that is larger than this grows by a quarter, not to its double.
const LARGE: usize = 1 << 20;

/// A kind of token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// One of the six structural characters.
    Mark(u8),
    /// A string, still with its quotes and escapes.
    Text,
    /// A number.
    Number,
    /// Small letters.
    Word,
}

/// State of the lexer within a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// Between tokens.
    #[default]
    Start,
    /// In bytes that belong to nothing.
    Recovery,
    /// In a string that ends with that quote.
    Text(u8),
    /// In such a string, behind a backslash.
    Escape(u8),
    /// Behind a minus.
    Sign,
    /// Behind a zero that begins a number.
    Zero,
    Digits,
    /// Behind the point.
    Point,
    Fraction,
    /// Behind an `e`.
    Exponent,
    /// Behind the exponent's sign.
    ExponentSign,
    ExponentDigits,
    Word,
}

/// Effect of a byte.
enum Step {
    /// It belongs to the token, which goes on.
    More(State),
    /// It ends a token, and belongs to it.
    Last(Token),
    /// It is not part of the token, which ended before it.
    Behind(Token),
    /// It belongs to nothing and is skipped.
    Skip,
    /// Here the lexer finds its way again; the byte is still to be looked at.
    Resume,
    /// It is not allowed here.
    Stray,
}

/// Result of [`Lexer::next`].
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lexed {
    /// It needs more bytes.
    Nothing,
    /// A token; its text is in [`Lexer::text`].
    Token(Token),
    /// A byte that is not allowed; the bytes that it spoils are in [`Lexer::text`].
    Stray,
    /// A token that is too large.
    TooLarge,
}

/// The state of reading tokens.
#[derive(Debug, Default)]
pub(super) struct Lexer {
    state: State,
    token: Vec<u8>,
}

impl Lexer {
    /// Reads up to the end of a token, and returns the number of bytes that it read.
    pub(super) fn next(&mut self, bytes: &[u8], limit: usize) -> (usize, Lexed) {
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            if let State::Text(quote) = self.state {
                // One more than is allowed, so that it does not matter how the bytes arrive.
                let room = (limit + 1).saturating_sub(self.token.len());
                let end = bytes.len().min(at.saturating_add(room));
                let plain = plain(&bytes[at..end], quote);
                extend(&mut self.token, &bytes[at..at + plain]);
                at += plain;
                if self.token.len() > limit {
                    self.state = State::Start;
                    return (at, Lexed::TooLarge);
                }
                if plain > 0 {
                    continue;
                }
            }
            match step(self.state, byte) {
                Step::More(state) => {
                    self.state = state;
                    self.token.push(byte);
                    at += 1;
                }
                Step::Last(token) => {
                    self.state = State::Start;
                    self.token.push(byte);
                    return (at + 1, Lexed::Token(token));
                }
                Step::Behind(token) => {
                    self.state = State::Start;
                    return (at, Lexed::Token(token));
                }
                Step::Skip => at += 1,
                Step::Resume => self.state = State::Start,
                Step::Stray => {
                    self.state = State::Recovery;
                    self.token.push(byte);
                    return (at + 1, Lexed::Stray);
                }
            }
            if self.token.len() > limit {
                self.state = State::Start;
                return (at, Lexed::TooLarge);
            }
        }
        (at, Lexed::Nothing)
    }

    /// Number of bytes that it keeps memory for.
    pub(super) fn held(&self) -> usize {
        self.token.capacity()
    }

    /// The token's bytes.
    pub(super) fn text(&self) -> &[u8] {
        &self.token
    }

    /// The beginning of the bytes that are no token, for an error message.
    pub(super) fn excerpt(&self) -> String {
        let end = self.token.len().min(EXCERPT);
        String::from_utf8_lossy(&self.token[..end]).into_owned()
    }

    /// Forgets the token's bytes.
    pub(super) fn forget(&mut self) {
        self.token.clear();
        if self.token.capacity() > KEEP_CAPACITY {
            self.token = Vec::new();
        }
    }
}

/// Adds bytes to a buffer, which grows by a quarter where it is large: memory counts.
pub(super) fn extend(buffer: &mut Vec<u8>, bytes: &[u8]) {
    if buffer.capacity() - buffer.len() < bytes.len() && buffer.capacity() > LARGE {
        buffer.reserve_exact(bytes.len().max(buffer.capacity() / 4));
    }
    buffer.extend_from_slice(bytes);
}

/// Length of the beginning that has no special byte of a string.
fn plain(bytes: &[u8], quote: u8) -> usize {
    let special = |byte: &u8| *byte == quote || *byte == b'\\' || !(0x20..0xfe).contains(byte);
    bytes.iter().position(special).unwrap_or(bytes.len())
}

fn step(state: State, byte: u8) -> Step {
    match (state, byte) {
        (State::Start, _) => start(byte),
        // A bracket, a comma, a colon or a control character is where a token may begin.
        (State::Recovery, b'\t') => Step::Skip,
        (State::Recovery, b'[' | b']' | b'{' | b'}' | b':' | b',' | ..0x20 | 0xfe..) => {
            Step::Resume
        }
        (State::Recovery, _) => Step::Skip,
        (State::Text(_) | State::Escape(_), ..0x20 | 0xfe..) => Step::Stray,
        (State::Text(quote), _) if byte == quote => Step::Last(Token::Text),
        (State::Text(quote), b'\\') => Step::More(State::Escape(quote)),
        (State::Text(quote) | State::Escape(quote), _) => Step::More(State::Text(quote)),
        (State::Word, b'a'..=b'z') => Step::More(State::Word),
        (State::Word, _) => Step::Behind(Token::Word),
        _ => number(state, byte),
    }
}

fn start(byte: u8) -> Step {
    match byte {
        b' ' | b'\t' | b'\r' | b'\n' => Step::Skip,
        b'{' | b'}' | b'[' | b']' | b',' | b':' => Step::Last(Token::Mark(byte)),
        b'"' | b'\'' => Step::More(State::Text(byte)),
        b'0' => Step::More(State::Zero),
        b'1'..=b'9' => Step::More(State::Digits),
        b'-' => Step::More(State::Sign),
        b'a'..=b'z' => Step::More(State::Word),
        _ => Step::Stray,
    }
}

fn number(state: State, byte: u8) -> Step {
    let next = match (state, byte) {
        (State::Sign, b'0') => State::Zero,
        (State::Sign, b'1'..=b'9') | (State::Digits, b'0'..=b'9') => State::Digits,
        (State::Zero | State::Digits, b'.') => State::Point,
        (State::Point | State::Fraction, b'0'..=b'9') => State::Fraction,
        (State::Digits | State::Fraction, b'e' | b'E') => State::Exponent,
        (State::Exponent, b'+' | b'-') => State::ExponentSign,
        (State::Exponent | State::ExponentSign | State::ExponentDigits, b'0'..=b'9') => {
            State::ExponentDigits
        }
        (State::Zero, b'0'..=b'9') => return Step::Stray,
        (State::Zero | State::Digits | State::Fraction | State::ExponentDigits, _) => {
            return Step::Behind(Token::Number);
        }
        _ => return Step::Stray,
    };
    Step::More(next)
}
