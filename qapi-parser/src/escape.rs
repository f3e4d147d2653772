//! Text of unknown origin, made safe for terminals and for formats of lines.
//!
//! Names and text come from schemas and paths. A terminal obeys control characters in them, and a
//! newline forges a line. [`crate::render`], the messages of [`crate::diag`] and JSON use these
//! functions, so no other module needs them. The rules are those of `qapi_introspect::escape`.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Returns true for a character that a terminal does not simply show: control characters (C0, DEL,
/// C1), marks that change the direction of text, invisible separators and tags.
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Escapes unsafe characters as `\n`, `\t`, `\r` or `\uXXXX`, so that one line comes out.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        push(&mut out, c);
    }
    Cow::Owned(out)
}

/// Appends a character, escaped if it is unsafe.
pub(crate) fn push(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        c if is_unsafe(c) => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_those_of_the_wire_models_crate() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_unsafe(c), qapi_introspect::escape::is_unsafe(c), "{c:?}");
            if is_unsafe(c) {
                let text = format!("a{c}b");
                assert_eq!(line(&text), qapi_introspect::escape::terminal(&text));
            }
        }
    }
}
