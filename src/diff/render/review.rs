//! Reports as plain text of 72 columns: a reply to a patch.

use qapi_diff::{Change, Severity, Side};

use super::docs::lacks_since;
use super::{Comparison, Section};

/// The width of a mail.
const COLUMNS: usize = 72;

/// Formats the changes of patches on the wire, whom they break, and the missing parts of
/// documentation or deprecation.
pub fn review(comparison: &Comparison<'_>, sections: &[Section<'_>]) -> String {
    let mut text = String::new();
    for (index, section) in sections.iter().enumerate() {
        let schema = comparison.schemas.get(index + 1).copied().flatten();
        let changes = &section.report.changes;
        text += &wrapped(
            &format!("{}: {}.", section.title, section.report.summary()),
            "",
            "",
        );
        for (severity, title) in [
            (Severity::Breaking, "This breaks clients:"),
            (Severity::Warning, "Clients have to look at this:"),
            (Severity::Compatible, "Compatible:"),
        ] {
            let mut found = changes.iter().filter(|c| c.severity == severity).peekable();
            if found.peek().is_none() {
                continue;
            }
            text += &format!("\n{title}\n");
            for change in found {
                text += "\n";
                text += &wrapped(&change.place(), "* ", "  ");
                let reached = change.reached_from().map(|text| format!(" ({text})"));
                let told = format!("{}{}", change.told(), reached.unwrap_or_default());
                text += &wrapped(&format!("{}. {}", capital(&told), whom(change)), "  ", "  ");
                if schema.is_some_and(|schema| lacks_since(schema, change)) {
                    text += &wrapped("Its documentation lacks the release (Since).", "  ", "  ");
                }
                if let Some(reason) = reason(change) {
                    text += &wrapped(reason, "  ", "  ");
                }
                if let Some(at) = change.at() {
                    text += &wrapped(&at.to_string(), "  ", "  ");
                }
            }
        }
        text.push('\n');
    }
    for note in comparison.notes {
        text += &wrapped(&format!("Note: {note}."), "", "");
    }
    text + &wrapped(&format!("({} diff --format review)", super::TOOL), "", "")
}

/// The side that a change concerns, in a sentence.
fn whom(change: &Change) -> &'static str {
    match (change.severity, change.side) {
        (Severity::Compatible, _) => "",
        (_, Side::Request) => "Concerns clients that send it.",
        (_, Side::Reply) => "Concerns clients that read the reply.",
        (_, Side::Event) => "Concerns clients that read the event.",
        (_, Side::Introspection) => "Concerns clients that ask the introspection.",
        (_, Side::Rust) => "Concerns programs that use the generated Rust.",
    }
}

/// The reason of a break, and for a removal the way that QEMU's rules ask for.
fn reason(change: &Change) -> Option<&'static str> {
    let rule = qapi_diff::rule(change.rule)?;
    match (change.severity, rule.removal) {
        (Severity::Breaking, true) => Some(
            "QEMU's rules ask for two releases of deprecation first: feature 'deprecated', and an \
             entry in docs/about/deprecated.rst.",
        ),
        (Severity::Breaking, false) => Some(rule.reason),
        _ => None,
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// Breaks text into lines; a word longer than a line stays whole.
fn wrapped(text: &str, first: &str, others: &str) -> String {
    let mut out = String::new();
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in text.split_whitespace() {
        let length = line.chars().count() + 1 + word.chars().count();
        if !is_empty && length > COLUMNS {
            out += line.trim_end();
            out.push('\n');
            line = others.to_owned();
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line += word;
        is_empty = false;
    }
    out + line.trim_end() + "\n"
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_fit() {
        let text = wrapped(&"word ".repeat(40), "* ", "  ");
        assert!(text.lines().all(|line| line.chars().count() <= 72));
        assert_eq!(text.lines().count(), 3);
        let long = "x".repeat(100);
        assert_eq!(wrapped(&long, "", "  "), format!("{long}\n"));
    }
}
