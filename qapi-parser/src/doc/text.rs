//! Small matters of text, as Python has them: QEMU's compiler is written in it.

use crate::lexer::is_blank;

/// How many blanks the line begins with, in characters.
pub(super) fn indent(line: &str) -> usize {
    line.chars().take_while(|&c| is_blank(c)).count()
}

/// The line without its first `count` characters.
pub(super) fn without_first(line: &str, count: usize) -> &str {
    let at = line
        .char_indices()
        .nth(count)
        .map_or(line.len(), |(at, _)| at);
    line.get(at..).unwrap_or_default()
}

/// The text without the blanks at its end.
pub(super) fn trim_end(text: &str) -> &str {
    text.trim_end_matches(is_blank)
}

/// The text without the blanks around it.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Splits `@NAME: text` into name and text.
pub(super) fn at_name_colon(line: &str) -> Option<(&str, &str)> {
    let (name, text) = line.strip_prefix('@')?.split_once(':')?;
    Some((name, text.trim_start_matches(' ')))
}
