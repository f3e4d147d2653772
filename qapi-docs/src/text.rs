//! Documentation comments as Markdown without links.

use qapi_codegen::rustdoc::markdown;
use qapi_parser::ir::{Doc, DocKind};

/// Returns a section's text as Markdown.
pub(crate) fn plain(text: &str) -> String {
    markdown(text, &|_| None).trim().to_owned()
}

/// Returns the description of a definition: its body, notes and the release, without examples.
pub(crate) fn description(doc: &Doc) -> String {
    let mut parts = Vec::new();
    for section in doc.sections() {
        let text = section.text().trim();
        if text.is_empty() {
            continue;
        }
        match section.kind() {
            DocKind::Plain | DocKind::Note(_) => {
                let prose = plain(&without_examples(text));
                parts.extend(Some(prose).filter(|prose| !prose.is_empty()));
            }
            DocKind::Since => parts.push(format!("Since {}.", plain(text).trim_end_matches('.'))),
            _ => {}
        }
    }
    parts.join("\n\n")
}

/// Returns the description of a command's return value.
pub(crate) fn returns(doc: &Doc) -> Option<String> {
    let mut sections = doc.sections().iter();
    let section = sections.find(|s| *s.kind() == DocKind::Returns)?;
    let text = plain(section.text());
    (!text.is_empty()).then_some(text)
}

/// Returns the text without its `.. qmp-example::` blocks.
fn without_examples(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut kept = Vec::new();
    let mut example: Option<usize> = None;
    for line in text.lines() {
        let inside = |least: usize| line.trim().is_empty() || indent(line) > least;
        if example.is_some_and(inside) {
            continue;
        }
        example = None;
        if line.trim_start().starts_with(".. qmp-example::") {
            example = Some(indent(line));
        } else {
            kept.push(line);
        }
    }
    kept.join("\n")
}
