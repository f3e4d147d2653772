//! QAPI's documentation (a subset of reStructuredText) to rustdoc's Markdown.
//!
//! Input: the text of one section, which may be anything. Output: Markdown without warnings from
//! rustdoc. Characters that are markup only in Markdown are escaped. Links lead only to targets that
//! the caller resolves. Indented text belongs to a list, is quoted, or is fenced as `text`, so
//! rustdoc compiles none of it.
//!
//! `blocks` reads lines (paragraphs, lists, directives, literal blocks, tables), `inline` the
//! markup within a paragraph. Both are linear in the text.

mod blocks;
mod inline;
#[cfg(test)]
mod tests;

/// Converts a section's text to Markdown. `link` returns the target of a link to an item of the
/// schema (`query-status`, `StatusInfo`): for rustdoc its Rust path, for a page its address. An
/// item without one becomes code.
pub fn markdown(text: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    blocks::Blocks::new(link).convert(text)
}

/// Returns `text` as a fenced block, shown unchanged.
pub fn fenced(text: &str) -> String {
    blocks::fence(text.lines().collect::<Vec<_>>().as_slice(), "text").join("\n")
}
