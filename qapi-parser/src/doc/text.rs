//! Text functions with Python's semantics: QEMU's compiler is written in Python.

use crate::lexer::is_blank;

/// Number of blanks at the start of the line, in characters.
pub(super) fn indent(line: &str) -> usize {
    line.chars().take_while(|&c| is_blank(c)).count()
}

/// Returns the line without its first `count` characters.
pub(super) fn without_first(line: &str, count: usize) -> &str {
    let at = line
        .char_indices()
        .nth(count)
        .map_or(line.len(), |(at, _)| at);
    line.get(at..).unwrap_or_default()
}

/// Returns the text without blanks at its end.
pub(super) fn trim_end(text: &str) -> &str {
    text.trim_end_matches(is_blank)
}

/// Returns the text without blanks around it.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Splits `@NAME: text` into name and text.
pub(super) fn at_name_colon(line: &str) -> Option<(&str, &str)> {
    let (name, text) = line.strip_prefix('@')?.split_once(':')?;
    Some((name, text.trim_start_matches(' ')))
}
