//! String literals: from the token, as written, to the text that it means.

use proc_macro2::{Literal, Span};

/// A string literal with its value and place.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) span: Span,
}

impl Text {
    /// The text of a string literal, plain or raw; None for any other literal.
    pub(crate) fn from_literal(literal: &Literal) -> Option<Text> {
        let written = literal.to_string();
        let value = raw(&written).or_else(|| plain(&written))?;
        Some(Text {
            value,
            span: literal.span(),
        })
    }
}

/// `r"…"`, `r#"…"#`, …
fn raw(written: &str) -> Option<String> {
    let hashed = written.strip_prefix('r')?;
    let inner = hashed.trim_start_matches('#');
    let hashes = hashed.len() - inner.len();
    let inner = inner.strip_prefix('"')?;
    let end = inner.len().checked_sub(hashes + 1)?;
    inner.get(..end).map(str::to_owned)
}

/// `"…"` with escapes (the Rust reference, "String literals"). The compiler has checked them.
fn plain(written: &str) -> Option<String> {
    let inner = written.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            escape(&mut chars, &mut out)?;
        } else {
            out.push(c);
        }
    }
    Some(out)
}

fn escape(chars: &mut std::str::Chars<'_>, out: &mut String) -> Option<()> {
    let c = match chars.next()? {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        'x' => {
            let digits: String = chars.by_ref().take(2).collect();
            char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
        }
        'u' => {
            let digits: String = chars.by_ref().take_while(|&c| c != '}').collect();
            let digits = digits.trim_start_matches('{').replace('_', "");
            char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
        }
        '\n' => {
            // A line that ends with a backslash goes on with the next line's first visible character.
            let rest = chars.as_str().trim_start_matches([' ', '\t', '\n', '\r']);
            *chars = rest.chars();
            return Some(());
        }
        other => other,
    };
    out.push(c);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_mean_what_the_compiler_takes_them_for() {
        for (written, meant) in [
            (r#""""#, Some("")),
            (r#""a/b.json""#, Some("a/b.json")),
            (
                r#""a\"b\\c\n\t\x41\u{1_F600}""#,
                Some("a\"b\\c\n\tA\u{1F600}"),
            ),
            ("\"a\\\n   b\"", Some("ab")),
            (r##"r"a\b""##, Some(r"a\b")),
            (r###"r#"a"b"#"###, Some("a\"b")),
            ("1", None),
            ("'c'", None),
            ("b\"bytes\"", None),
            ("c\"text\"", None),
        ] {
            let literal: Literal = written.parse().unwrap();
            let text = Text::from_literal(&literal).map(|t| t.value);
            assert_eq!(text.as_deref(), meant, "{written}");
        }
    }
}
