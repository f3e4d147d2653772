//! Changes as GitHub's workflow commands: an annotation each.
//!
//! Paths and values are foreign text: a change stays one command. GitHub's toolkit defines the
//! escapes, in `packages/core/src/command.ts`.

use qapi_diff::{Change, Severity};

use super::Section;

/// The changes of a section, then a line with their number for those who read the log.
pub fn annotations(section: &Section<'_>) -> String {
    let changes = section.report.changes.iter();
    let annotations: String = changes.map(|c| annotation(&section.title, c)).collect();
    let summary = data(&format!("{}: {}", section.title, section.report.summary()));
    // A line that begins like a command would be one.
    annotations + summary.trim_start_matches([':', ' ']) + "\n"
}

/// `::error file=FILE,line=LINE,title=PATH (RULE)::HEADING: SIDE: MESSAGE: OLD → NEW`, the file
/// where there are sources.
fn annotation(heading: &str, change: &Change) -> String {
    let command = match change.severity {
        Severity::Breaking => "error",
        Severity::Warning => "warning",
        Severity::Compatible => "notice",
    };
    let title = property(&format!("{} ({})", change.path, change.rule));
    let reached = change.reached_from().map(|text| format!(" ({text})"));
    let body = data(&format!(
        "{heading}: {}: {}{}",
        change.sides(),
        change.told(),
        reached.unwrap_or_default()
    ));
    let at = change.at().map(|at| {
        let file = property(&at.file);
        format!("file={file},line={},", at.line)
    });
    format!(
        "::{command} {}title={title}::{body}\n",
        at.unwrap_or_default()
    )
}

/// The text after a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use qapi_diff::Side;

    #[test]
    fn stays_one_command() {
        let change = Change {
            rule: "command-removed",
            severity: Severity::Breaking,
            side: Side::Request,
            path: "a,b:\n::c%".to_owned(),
            old: Some("1\r\n2".to_owned()),
            new: None,
            message: "gone: 100%".to_owned(),
            ..Change::default()
        };
        assert_eq!(
            annotation("8.0 → 8.1", &change),
            "::error title=a%2Cb%3A%0A%3A%3Ac%25 (command-removed)\
             ::8.0 → 8.1: request: gone: 100%25: 1\\r\\n2\n"
        );
    }
}
