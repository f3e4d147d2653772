//! A string's token to a string of standard JSON.

use super::lexer::extend;

/// Adds the string `token`, in quotes of either kind, to `out`, in double ones and with the
/// standard's escapes.
///
/// # Errors
///
/// The reason that it is no string.
pub(super) fn transcribe(token: &[u8], out: &mut Vec<u8>) -> Result<(), String> {
    let inner = token.get(1..token.len() - 1).unwrap_or_default();
    let inner = std::str::from_utf8(inner).map_err(|_| invalid_utf8())?;
    if !inner.is_ascii() && inner.chars().any(is_noncharacter) {
        return Err(invalid_utf8());
    }
    out.push(b'"');
    let bytes = inner.as_bytes();
    if !bytes.contains(&b'"') && !bytes.contains(&b'\\') {
        extend(out, bytes);
    } else {
        escaped(inner, out)?;
    }
    out.push(b'"');
    Ok(())
}

fn invalid_utf8() -> String {
    "invalid UTF-8 sequence in string".to_owned()
}

/// Copies a text with escapes.
fn escaped(inner: &str, out: &mut Vec<u8>) -> Result<(), String> {
    let mut rest = inner;
    while let Some(at) = rest.find(['"', '\\']) {
        let (before, special) = rest.split_at(at);
        out.extend_from_slice(before.as_bytes());
        let bytes = special.as_bytes();
        let length = match (bytes[0], bytes.get(1)) {
            // A quote of the other kind.
            (b'"', _) => {
                out.extend_from_slice(b"\\\"");
                1
            }
            (_, Some(b'u')) => unicode(special, out)?,
            (_, Some(plain @ (b'\'' | b'/'))) => {
                out.push(*plain);
                2
            }
            (_, Some(b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't')) => {
                out.extend_from_slice(&bytes[..2]);
                2
            }
            _ => return Err("invalid escape sequence in string".to_owned()),
        };
        rest = &special[length..];
    }
    out.extend_from_slice(rest.as_bytes());
    Ok(())
}

/// Copies a `\uXXXX` or a pair of them, and returns its length.
fn unicode(text: &str, out: &mut Vec<u8>) -> Result<usize, String> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 4)?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_hex.then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let first = unit(2);
    let (length, code) = match first {
        Some(high @ 0xd800..=0xdbff) if text.get(6..8) == Some("\\u") => match unit(8) {
            Some(low @ 0xdc00..=0xdfff) => {
                (12, Some(0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff)))
            }
            _ => (6, None),
        },
        other => (6, other),
    };
    let character = code.and_then(char::from_u32);
    match character.filter(|c| !is_noncharacter(*c)) {
        Some(c) => {
            character_text(c, out);
            Ok(length)
        }
        None => {
            let shown: String = text.chars().take(length).collect();
            Err(format!("{shown} is not a valid Unicode character"))
        }
    }
}

/// A character as it is written here always, so that equal strings are equal bytes.
fn character_text(c: char, out: &mut Vec<u8>) {
    let short = match c {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\u{8}' => "\\b",
        '\u{c}' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        c if c < ' ' => {
            return out.extend_from_slice(format!("\\u{:04x}", u32::from(c)).as_bytes());
        }
        c => return out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
    };
    out.extend_from_slice(short.as_bytes());
}

/// Returns true for codes that Unicode never assigns: QEMU rejects them.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}
