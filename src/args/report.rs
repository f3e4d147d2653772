//! Findings on a terminal: the message, and the text with its place marked.

use qapi_args::Finding;
use qapi_client::introspect::escape::terminal;

use crate::output;

/// Number of characters shown on each side of a place.
const AROUND: usize = 50;

/// Longest mark, in characters.
const MARKED: usize = 60;

/// Prints the findings in `text` to standard error.
pub fn print(findings: &[Finding], text: &str) {
    for finding in findings {
        output::complain(&format!("{}: {finding}", finding.severity()));
        output::diagnose(&excerpt(text, finding));
    }
}

/// The part of the text around the place, and a line of carets below it.
fn excerpt(text: &str, finding: &Finding) -> String {
    let start = floor(text, finding.span.start);
    let end = floor(text, finding.span.end).max(start);
    let before: Vec<char> = text[..start].chars().rev().take(AROUND).collect();
    let before: String = before.into_iter().rev().collect();
    let cut = before.len() < start;
    let before = format!("{}{}", if cut { "…" } else { "" }, terminal(&before));
    let marked: String = text[start..end].chars().take(MARKED).collect();
    let after: String = text[end..].chars().take(AROUND).collect();
    let marked_text = terminal(&marked);
    let whole = marked.len() == end - start;
    let rest = if whole {
        terminal(&after)
    } else {
        "…".into()
    };
    let carets = "^".repeat(marked_text.chars().count().max(1));
    let indent: String = before.chars().map(|_| ' ').collect();
    format!("  {before}{marked_text}{rest}\n  {indent}{carets}")
}

/// The last boundary of a character up to `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
