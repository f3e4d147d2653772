//! QAPI's documentation (a subset of reStructuredText) to rustdoc's Markdown.
//!
//! Input: the text of one section. Output: Markdown about which rustdoc has nothing to say,
//! whatever the text: every character that would mean something in Markdown and meant nothing in
//! the text is escaped, links are made only to what the caller resolves, and what stands indented
//! is either a list's, or quoted, or fenced as `text`, so that rustdoc compiles none of it.
//!
//! [`blocks`] reads lines (paragraphs, lists, directives, literal blocks, tables), [`inline`] what
//! stands within a paragraph. Both are linear in the text.

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

/// A block that is to be seen as it is.
pub fn fenced(text: &str) -> String {
    blocks::fence(text.lines().collect::<Vec<_>>().as_slice(), "text").join("\n")
}
