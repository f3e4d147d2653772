//! Reports as text for terminals and as Markdown. (As JSON they are serialised.)
//!
//! Paths and values come from elsewhere: what they say never ends a line or a table's cell.

use std::fmt::{self, Write};

use super::history::{History, Life};
use super::report::{Change, Report, Summary};
use super::rule::Severity;

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary {
            breaking,
            warning,
            compatible,
        } = self;
        let s = if *warning == 1 { "" } else { "s" };
        write!(
            f,
            "{breaking} breaking, {warning} warning{s}, {compatible} compatible"
        )
    }
}

impl Change {
    /// The change in words on one line, with the old and the new if the message does not say them.
    pub fn told(&self) -> String {
        let mut text = one_line(&self.message);
        match (&self.old, &self.new) {
            (Some(old), Some(new))
                if !self.message.contains(old.as_str()) || !self.message.contains(new.as_str()) =>
            {
                // Writing to a string does not fail.
                let _ = write!(text, ": {} → {}", one_line(old), one_line(new));
            }
            (None, Some(value)) | (Some(value), None) if !self.says(value) => {
                let _ = write!(text, ": {}", one_line(value));
            }
            _ => {}
        }
        text
    }

    /// Whether the message has the value as a name or a kind: a word that merely occurs in it does
    /// not count.
    pub fn says(&self, value: &str) -> bool {
        let message = &self.message;
        message.contains(&format!("`{value}`"))
            || message.ends_with(&format!(" {value}"))
            || message.starts_with(&format!("{value} `"))
    }
}

impl Report {
    /// Changes grouped by command and event, one a line, aligned; then the summary.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for group in self.changes.chunk_by(|a, b| a.root() == b.root()) {
            let root = group[0].root();
            let below = |c: &Change| {
                let below = one_line(&c.path[root.len()..]);
                if below.is_empty() {
                    String::from(".")
                } else {
                    below[1..].to_owned()
                }
            };
            let width = group
                .iter()
                .map(|c| below(c).chars().count())
                .max()
                .unwrap_or(0)
                .min(60);
            text += &one_line(root);
            text.push('\n');
            for change in group {
                let path = below(change);
                let line = format!(
                    "  {} {path:width$}  {:13}  {}  [{}]",
                    sign(change.severity),
                    change.side,
                    change.told(),
                    change.rule
                );
                text += &line;
                text.push('\n');
            }
            text.push('\n');
        }
        text + &self.summary().to_string() + "\n"
    }

    /// Changes grouped by severity, the worst first, each group a table; under the title
    /// `old → new`.
    pub fn to_markdown(&self, old: &str, new: &str) -> String {
        self.to_markdown_titled(&format!("{old} → {new}"))
    }

    /// As [`Report::to_markdown`], under another title.
    pub fn to_markdown_titled(&self, title: &str) -> String {
        let mut text = format!("# {}\n\n{}\n", cell(title), self.summary());
        for (severity, title) in [
            (Severity::Breaking, "Breaking"),
            (Severity::Warning, "Warnings"),
            (Severity::Compatible, "Compatible"),
        ] {
            let mut changes = self
                .changes
                .iter()
                .filter(|c| c.severity == severity)
                .peekable();
            if changes.peek().is_none() {
                continue;
            }
            text += &format!(
                "\n## {title}\n\n| where | side | change | rule |\n| --- | --- | --- | --- |\n"
            );
            for c in changes {
                let row = format!(
                    "| `{}` | {} | {} | {} |\n",
                    code(&c.path),
                    c.side,
                    cell(&c.told()),
                    c.rule
                );
                text += &row;
            }
        }
        text
    }
}

fn sign(severity: Severity) -> char {
    match severity {
        Severity::Breaking => '!',
        Severity::Warning => '?',
        Severity::Compatible => '+',
    }
}

fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), "\u{fffd}")
}

/// Text in a table's cell.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        if matches!(c, '|' | '\\' | '<' | '>' | '*' | '_' | '[' | ']') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text between backquotes in a table's cell.
fn code(text: &str) -> String {
    one_line(text).replace('`', "'").replace('|', "\\|")
}

impl History {
    /// A table of what began, was deprecated or left within the versions: path, and the version of
    /// each; an empty field stands for "before" or "not".
    pub fn to_text(&self) -> String {
        let rows: Vec<_> = self
            .notable()
            .map(|life| (life, self.cells(life)))
            .collect();
        let width = |i: usize, title: &str| {
            let cells = rows.iter().map(|(_, cells)| cells[i].chars().count());
            cells.max().unwrap_or(0).max(title.len())
        };
        let (since, deprecated, left) =
            (width(0, "since"), width(1, "deprecated"), width(2, "left"));
        let mut text = format!(
            "{:since$}  {:deprecated$}  {:left$}  path\n",
            "since", "deprecated", "left"
        );
        for (life, [a, b, c]) in &rows {
            text += &format!(
                "{a:since$}  {b:deprecated$}  {c:left$}  {}\n",
                one_line(&life.path)
            );
        }
        text
    }

    /// The same as Markdown.
    pub fn to_markdown(&self) -> String {
        let mut text =
            String::from("| path | since | deprecated | left |\n| --- | --- | --- | --- |\n");
        for life in self.notable() {
            let [a, b, c] = self.cells(life);
            text += &format!(
                "| `{}` | {} | {} | {} |\n",
                code(&life.path),
                cell(&a),
                cell(&b),
                cell(&c)
            );
        }
        text
    }

    fn cells(&self, life: &Life) -> [String; 3] {
        let label = |i: usize| {
            self.versions
                .get(i)
                .map(|l| one_line(l))
                .unwrap_or_default()
        };
        let since = if life.since == 0 {
            String::new()
        } else {
            label(life.since)
        };
        [
            since,
            life.deprecated.map(label).unwrap_or_default(),
            life.left.map(label).unwrap_or_default(),
        ]
    }
}
