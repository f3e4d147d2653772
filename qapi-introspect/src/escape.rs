//! Text of unknown origin, made safe for terminals and for formats of lines.
//!
//! Names, descriptions and errors come from schemas, files and peers. A terminal would obey control
//! characters in them, and a newline would forge a line of its own. Each output calls one of these
//! functions at one place.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Escapes everything that a terminal would not simply show, newlines included: one line comes out.
///
/// Control characters (C0, DEL, C1), marks that change the direction of text, invisible separators
/// and tags become `\n`, `\t`, `\r` or `\uXXXX`.
///
/// ```
/// use qapi_introspect::escape;
///
/// assert_eq!(escape::terminal("disk0"), "disk0");
/// assert_eq!(escape::terminal("a\x1b[2Jb\n"), "a\\u001b[2Jb\\n");
/// ```
pub fn terminal(text: &str) -> Cow<'_, str> {
    escaped(text, is_unsafe)
}

/// Escapes as [`terminal`] does, but keeps newlines: for text of several lines, and for JSON text,
/// which stays the same JSON.
///
/// ```
/// use qapi_introspect::escape;
///
/// assert_eq!(escape::lines("[\n  \"\u{9b}31m\"\n]"), "[\n  \"\\u009b31m\"\n]");
/// ```
pub fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| is_unsafe(c) && c != '\n')
}

/// Reports that a terminal would do something else with the character than show it.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Appends a character to `out`, escaped if [`is_unsafe`].
pub fn push(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        c if is_unsafe(c) => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
        c => out.push(c),
    }
}

fn escaped(text: &str, wanted: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&wanted) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match wanted(c) {
            true => push(&mut out, c),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}
