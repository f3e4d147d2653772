//! Words that begin a section.

use crate::ir::DocKind;
use crate::lexer::is_blank;

/// Returns the line up to its first space.
pub(super) fn first_word(line: &str) -> &str {
    line.split(' ').next().unwrap_or_default()
}

/// Returns true for `@NAME:`.
pub(super) fn is_at_name(word: &str) -> bool {
    word.starts_with('@') && word.ends_with(':')
}

/// Returns the `@NAME:` at the start of the line.
pub(super) fn at_tag(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('@')?;
    let word = rest.split(is_blank).next().unwrap_or_default();
    let colon = word.rfind(':').filter(|&at| at > 0)?;
    line.get(..colon + 2)
}

/// Returns the kind of section that begins with the word.
pub(super) fn section_kind(word: &str) -> Option<DocKind> {
    let tag = word.strip_suffix(':')?;
    match tag {
        "Returns" => Some(DocKind::Returns),
        "Since" => Some(DocKind::Since),
        "TODO" => Some(DocKind::Todo),
        "Note" | "Notes" => Some(DocKind::Note(tag.to_owned())),
        "Example" | "Examples" => Some(DocKind::Example(tag.to_owned())),
        _ => None,
    }
}

/// Names the section in messages.
pub(super) fn section_name(kind: &DocKind) -> &str {
    match kind {
        DocKind::Plain => "",
        DocKind::Member(name) | DocKind::Feature(name) => name,
        DocKind::Returns => "Returns",
        DocKind::Errors => "Errors",
        DocKind::Since => "Since",
        DocKind::Todo => "TODO",
        DocKind::Note(tag) | DocKind::Example(tag) => tag,
    }
}
