//! Deprecations should name a replacement (`docs/devel/qapi-code-gen.rst`, "Special features").

use super::Context;
use super::parts::Definition;
use crate::diag::{Diagnostic, codes::lint as codes};
use crate::ir::DocKind;

/// Words, or beginnings of words, that name a replacement or tell that none is needed.
const ADVICE: [&str; 23] = [
    " instead ",
    " use ",
    " using ",
    " replac",
    " supersed",
    " in favo",
    " prefer",
    " switch to ",
    " succeeded by ",
    " moved ",
    " renamed ",
    " no longer ",
    " ignored ",
    " no effect ",
    " nothing ",
    " already ",
    " been removed ",
    " was removed ",
    " obsolete",
    " redundant",
    " not needed ",
    " unnecessary ",
    " is always ",
];

/// Phrases that look like advice and are none.
const NO_ADVICE: [&str; 3] = [" not use ", " don't use ", " never use "];

/// Finds descriptions of `deprecated` without advice.
pub(super) fn without_replacement(
    _: &Context<'_>,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let sections = definition.doc.iter().flat_map(|doc| doc.sections());
    for section in sections {
        let is_deprecated =
            matches!(section.kind(), DocKind::Feature(name) if name == "deprecated");
        if !is_deprecated || advises(section.text()) {
            continue;
        }
        let message = format!(
            "the description of feature 'deprecated' of {} '{}' names no replacement",
            definition.meta, definition.name
        );
        let code = codes::DEPRECATED_WITHOUT_REPLACEMENT;
        found.push(Diagnostic::warning(code, section.span(), message));
    }
}

fn advises(text: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '@' | '-' | '_');
    let mut words = String::from(" ");
    for word in text.split(|c| !is_word(c)).filter(|w| !w.is_empty()) {
        words.push_str(&word.to_lowercase());
        words.push(' ');
    }
    let words = NO_ADVICE
        .iter()
        .fold(words, |words, phrase| words.replace(phrase, " "));
    ADVICE.iter().any(|phrase| words.contains(phrase))
}
