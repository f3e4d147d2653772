//! The style rules of newer releases for documentation: short lines, two spaces between sentences.

use super::text::indent;
use crate::diag::{Diagnostic, codes::syntax as codes};
use crate::edition::{Edition, Rule};
use crate::source::Span;

/// Maximum length of a line in characters, `# ` included.
const LONGEST: usize = 70;

/// The state of the style checks of a comment.
pub(super) struct Style {
    line_length: bool,
    two_spaces: bool,
    literal: Literal,
}

/// The state of a literal block, which is exempt from the style rules.
#[derive(Clone, Copy, PartialEq)]
enum Literal {
    No,
    /// Its first line with text will set its indentation.
    Begins,
    /// It lasts as long as lines are indented this far.
    Indented(usize),
}

impl Style {
    pub(super) fn new(edition: Edition) -> Style {
        Style {
            line_length: edition.requires(Rule::DocLineLength),
            two_spaces: edition.requires(Rule::DocTwoSpaces),
            literal: Literal::No,
        }
    }

    /// Checks the next line; `span` is that of the line from its `#` on.
    pub(super) fn check(&mut self, line: &str, span: Span) -> Option<Diagnostic> {
        self.follow_literal(line);
        if self.literal != Literal::No {
            return None;
        }
        if self.line_length && line.chars().count() + 2 > LONGEST && !is_url(line) {
            let message = format!("documentation line longer than {LONGEST} characters");
            return Some(Diagnostic::syntax(codes::DOC_LINE_LENGTH, span, message));
        }
        let at = self.two_spaces.then(|| single_space(line)).flatten()?;
        let at = span.start + 2 + at as u32;
        Some(Diagnostic::syntax(
            codes::DOC_TWO_SPACES,
            Span::new(at, at + 1),
            "use two spaces between sentences",
        ))
    }

    fn follow_literal(&mut self, line: &str) {
        if begins_literal(line) {
            self.literal = Literal::Begins;
        } else if !line.is_empty() {
            let depth = indent(line);
            self.literal = match self.literal {
                Literal::No => Literal::No,
                Literal::Begins if depth == 0 => Literal::Begins,
                Literal::Begins => Literal::Indented(depth),
                Literal::Indented(least) if depth < least => Literal::No,
                inside => inside,
            };
        }
    }
}

/// Returns true if a literal block or a `qmp-example` follows the line. Nothing else may stand in
/// the line, so a paragraph that ends with `::` begins none.
fn begins_literal(line: &str) -> bool {
    let Some(before) = line.strip_suffix("::") else {
        return false;
    };
    let example = before.strip_prefix("..").and_then(|rest| {
        let name = rest.trim_start_matches(' ');
        (name.len() < rest.len()).then(|| name.strip_prefix("qmp-example"))?
    });
    example.unwrap_or(before).bytes().all(|b| b == b' ')
}

/// Returns true if the line is only a URL, which cannot be broken.
fn is_url(line: &str) -> bool {
    let line = line.trim_start_matches(' ');
    let is_url = ["http://", "https://", "ftp://"]
        .iter()
        .any(|scheme| line.starts_with(scheme));
    is_url && !line.contains(' ')
}

/// Returns the offset of a single space between two sentences.
fn single_space(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    bytes.windows(3).enumerate().find_map(|(at, window)| {
        let separates = matches!(
            window,
            [b'.' | b'!' | b'?', b' ', b'A'..=b'Z' | b'0'..=b'9' | b'(']
        );
        let before = line.get(..at).unwrap_or_default();
        let is_no_end = || ends_in_eg(before) || is_list_number(before);
        (separates && !(window[0] == b'.' && is_no_end())).then_some(at + 1)
    })
}

/// Returns true if the text before a full stop ends in the rest of "e.g.".
fn ends_in_eg(before: &str) -> bool {
    before
        .strip_suffix("e.g")
        .is_some_and(|b| !b.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// Returns true if the text before a full stop is a list item's number.
fn is_list_number(before: &str) -> bool {
    let number = before.trim_start_matches(' ');
    number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit())
}
