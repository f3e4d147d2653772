//! JSON → text: the same bytes as serde_json writes.

use std::fmt::{self, Formatter, Write as _};

use super::Json;

/// Compact; `{:#}` takes a line for each member and element, indented by two blanks a level.
impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let indent = f.alternate().then_some(0);
        value(self, f, indent)
    }
}

/// Writes a value; `indent` is the level of indented text.
fn value(json: &Json<'_>, f: &mut Formatter<'_>, indent: Option<usize>) -> fmt::Result {
    match json {
        Json::Null => f.write_str("null"),
        Json::Bool(true) => f.write_str("true"),
        Json::Bool(false) => f.write_str("false"),
        Json::Number(number) => write!(f, "{number}"),
        Json::Str(text) => quoted(text, f),
        Json::Array(items) => list(f, indent, ['[', ']'], items, value),
        Json::Object(members) => list(f, indent, ['{', '}'], members, |(name, json), f, indent| {
            quoted(name, f)?;
            f.write_str(if indent.is_some() { ": " } else { ":" })?;
            value(json, f, indent)
        }),
    }
}

fn list<T>(
    f: &mut Formatter<'_>,
    indent: Option<usize>,
    [open, close]: [char; 2],
    items: &[T],
    write: impl Fn(&T, &mut Formatter<'_>, Option<usize>) -> fmt::Result,
) -> fmt::Result {
    f.write_char(open)?;
    let inner = indent.map(|level| level + 1);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_char(',')?;
        }
        line(f, inner)?;
        write(item, f, inner)?;
    }
    if !items.is_empty() {
        line(f, indent)?;
    }
    f.write_char(close)
}

/// Begins a line in indented text.
fn line(f: &mut Formatter<'_>, indent: Option<usize>) -> fmt::Result {
    let Some(level) = indent else {
        return Ok(());
    };
    f.write_char('\n')?;
    (0..level).try_for_each(|_| f.write_str("  "))
}

fn quoted(text: &str, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char('"')?;
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| matches!(c, '"' | '\\' | '\0'..='\u{1f}')) {
        let (plain, escaped) = rest.split_at(at);
        f.write_str(plain)?;
        match escaped.as_bytes()[0] {
            b'"' => f.write_str("\\\"")?,
            b'\\' => f.write_str("\\\\")?,
            0x8 => f.write_str("\\b")?,
            0xc => f.write_str("\\f")?,
            b'\n' => f.write_str("\\n")?,
            b'\r' => f.write_str("\\r")?,
            b'\t' => f.write_str("\\t")?,
            byte => write!(f, "\\u{byte:04x}")?,
        }
        rest = &escaped[1..];
    }
    f.write_str(rest)?;
    f.write_char('"')
}
