//! Text → JSON.

use std::borrow::Cow;
use std::fmt;

use super::{Json, Number, Text};

/// Maximum nesting of arrays and objects.
const MAX_DEPTH: u8 = 127;

/// Maximum number of values of a text with fewer bytes than [`BYTES`] for each: they take 256 MiB.
const MOST_VALUES: usize = 8 << 20;

/// Bytes of text for each value, where the text has more than [`MOST_VALUES`].
const BYTES: usize = 8;

const VALUE: &str = "expected a value";

/// A text that is not JSON, nested too deeply, has too many values, or has a number beyond the range
/// of `f64`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    message: &'static str,
    line: usize,
    column: usize,
}

impl JsonError {
    /// Line of the mistake, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Column of the mistake in characters, from 1.
    pub fn column(&self) -> usize {
        self.column
    }
}

/// `expected a value at line 1 column 10`
impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            message,
            line,
            column,
        } = self;
        write!(f, "{message} at line {line} column {column}")
    }
}

impl std::error::Error for JsonError {}

/// A mistake at the reader's place.
type Result<T> = std::result::Result<T, &'static str>;

/// Reads a value that is the whole text.
pub(super) fn parse(text: &str) -> std::result::Result<Json<'_>, JsonError> {
    parse_within(text, MOST_VALUES.max(text.len() / BYTES))
}

/// Reads a value of at most that many values.
fn parse_within(text: &str, most: usize) -> std::result::Result<Json<'_>, JsonError> {
    whole(text, most, |reader| {
        let value = reader.value(MAX_DEPTH)?;
        reader.blanks();
        Ok(value)
    })
}

/// Reads a number that is the whole text.
pub(super) fn number(text: &str) -> std::result::Result<Number, JsonError> {
    whole(text, 0, Reader::number)
}

fn whole<'t, T>(
    text: &'t str,
    left: usize,
    read: impl Fn(&mut Reader<'t>) -> Result<T>,
) -> std::result::Result<T, JsonError> {
    let mut reader = Reader { text, at: 0, left };
    let read = read(&mut reader).and_then(|value| match reader.peek() {
        None => Ok(value),
        Some(_) => Err("the text goes on after the value"),
    });
    read.map_err(|message| {
        let before = &text[..reader.at];
        let line = before.rsplit('\n').next().unwrap_or_default();
        JsonError {
            message,
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
        }
    })
}

struct Reader<'t> {
    text: &'t str,
    /// Number of bytes read; the next one begins a character.
    at: usize,
    /// Number of values that may still begin.
    left: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t [u8] {
        &self.text.as_bytes()[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over the bytes before the first one that is not `wanted`.
    fn skip(&mut self, wanted: impl Fn(u8) -> bool) -> usize {
        let rest = self.rest();
        let length = rest.iter().position(|&byte| !wanted(byte));
        let length = length.unwrap_or(rest.len());
        self.at += length;
        length
    }

    fn blanks(&mut self) {
        self.skip(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    /// Passes over `expected`, if it is next.
    fn passes(&mut self, expected: u8) -> bool {
        let passes = self.peek() == Some(expected);
        self.at += usize::from(passes);
        passes
    }

    /// Returns the message of something else than `expected`, or of the text's end.
    fn error(&self, expected: &'static str) -> &'static str {
        match self.peek() {
            None => "the text ends too early",
            Some(_) => expected,
        }
    }

    /// Reads a value, in which `depth` more levels may be nested.
    fn value(&mut self, depth: u8) -> Result<Json<'t>> {
        self.blanks();
        self.left = self.left.checked_sub(1).ok_or("too many values")?;
        match self.peek() {
            Some(b'{') => Ok(Json::Object(self.object(self.inner(depth)?)?)),
            Some(b'[') => Ok(Json::Array(self.array(self.inner(depth)?)?)),
            Some(b'"') => Ok(Json::Str(self.string()?)),
            Some(b'-' | b'0'..=b'9') => Ok(Json::Number(self.number()?)),
            Some(b'n') => self.word(b"null", Json::Null),
            Some(b't') => self.word(b"true", Json::Bool(true)),
            Some(b'f') => self.word(b"false", Json::Bool(false)),
            _ => Err(self.error(VALUE)),
        }
    }

    fn inner(&self, depth: u8) -> Result<u8> {
        depth.checked_sub(1).ok_or("nested in more than 127 levels")
    }

    fn word<const N: usize>(&mut self, word: &[u8; N], value: Json<'t>) -> Result<Json<'t>> {
        if self.rest().first_chunk() != Some(word) {
            return Err(VALUE);
        }
        self.at += N;
        Ok(value)
    }

    fn array(&mut self, depth: u8) -> Result<Vec<Json<'t>>> {
        self.at += 1;
        let mut items = Vec::new();
        self.blanks();
        if self.passes(b']') {
            return Ok(items);
        }
        loop {
            items.push(self.value(depth)?);
            self.blanks();
            if self.passes(b']') {
                return Ok(items);
            }
            if !self.passes(b',') {
                return Err(self.error("expected `,` or `]`"));
            }
        }
    }

    fn object(&mut self, depth: u8) -> Result<Vec<(Text<'t>, Json<'t>)>> {
        self.at += 1;
        let mut members = Vec::new();
        self.blanks();
        if self.passes(b'}') {
            return Ok(members);
        }
        loop {
            self.blanks();
            if self.peek() != Some(b'"') {
                return Err(self.error("expected a member's name in double quotes"));
            }
            let name = self.string()?;
            self.blanks();
            if !self.passes(b':') {
                return Err(self.error("expected `:`"));
            }
            members.push((name, self.value(depth)?));
            self.blanks();
            if self.passes(b'}') {
                return Ok(members);
            }
            if !self.passes(b',') {
                return Err(self.error("expected `,` or `}`"));
            }
        }
    }

    fn string(&mut self) -> Result<Text<'t>> {
        self.at += 1;
        let plain = self.plain();
        if self.passes(b'"') {
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = plain.to_owned();
        while !self.passes(b'"') {
            if self.peek() != Some(b'\\') {
                return Err(self.error("a control character in a string"));
            }
            text.push(self.escape()?);
            text.push_str(self.plain());
        }
        Ok(Cow::Owned(text))
    }

    /// Passes over characters that stand for themselves.
    fn plain(&mut self) -> &'t str {
        let start = self.at;
        self.skip(is_plain);
        &self.text[start..self.at]
    }

    fn escape(&mut self) -> Result<char> {
        let c = match self.rest().get(1) {
            Some(&byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.error("an unknown escape")),
        };
        self.at += 2;
        Ok(c)
    }

    /// Reads `\uXXXX`, or two of them for a character outside the basic plane.
    fn unicode(&mut self) -> Result<char> {
        let rest = self.rest();
        let unit = |at: usize| {
            let digits = rest.get(at..at + 6)?.strip_prefix(b"\\u")?;
            let digit = |sum: u16, byte: &u8| {
                let digit = char::from(*byte).to_digit(16)?;
                Some(sum << 4 | u16::try_from(digit).ok()?)
            };
            digits.iter().try_fold(0, digit)
        };
        let found = unit(0).and_then(|first| {
            let units = match first {
                0xd800..=0xdbff => vec![first, unit(6)?],
                _ => vec![first],
            };
            let c = char::decode_utf16(units.iter().copied()).next()?.ok()?;
            Some((c, units.len() * 6))
        });
        let (c, length) = found.ok_or_else(|| self.error("a malformed `\\u` escape"))?;
        self.at += length;
        Ok(c)
    }

    fn number(&mut self) -> Result<Number> {
        const EXPECTED: &str = "expected a digit";
        let start = self.at;
        self.passes(b'-');
        let zero = self.peek() == Some(b'0');
        let count = self.digits();
        if count == 0 {
            return Err(self.error(EXPECTED));
        }
        if zero && count > 1 {
            self.at -= count - 1;
            return Err(self.error("a digit after a leading zero"));
        }
        if self.passes(b'.') && self.digits() == 0 {
            return Err(self.error(EXPECTED));
        }
        if self.passes(b'e') || self.passes(b'E') {
            let _ = self.passes(b'+') || self.passes(b'-');
            if self.digits() == 0 {
                return Err(self.error(EXPECTED));
            }
        }
        Number::from_text(&self.text[start..self.at]).ok_or_else(|| {
            self.at = start;
            self.error("a number out of range")
        })
    }

    fn digits(&mut self) -> usize {
        self.skip(|byte| byte.is_ascii_digit())
    }
}

/// Reports that the byte stands for itself in a string.
fn is_plain(byte: u8) -> bool {
    const PLAIN: [bool; 256] = {
        let mut plain = [true; 256];
        let mut byte = 0;
        while byte < 0x20 {
            plain[byte] = false;
            byte += 1;
        }
        plain[b'"' as usize] = false;
        plain[b'\\' as usize] = false;
        plain
    };
    PLAIN[byte as usize]
}

#[cfg(test)]
mod tests {
    use super::parse_within;

    #[test]
    fn values_are_counted() {
        let text = r#"{"a": [1, {}, ""], "b": null}"#;
        assert!(parse_within(text, 6).is_ok());
        let error = parse_within(text, 5).unwrap_err();
        assert_eq!(error.to_string(), "too many values at line 1 column 25");
    }
}
