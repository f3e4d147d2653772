//! Reports as text for terminals and as Markdown. (As JSON they are serialised.)
//!
//! Paths and values are foreign text: they never end a line or a table's cell.

use std::fmt::{self, Write};

use qapi_introspect::escape::terminal;

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

    /// Reports that the message has the value as a name or a kind. A word that merely occurs in it
    /// does not count.
    pub fn says(&self, value: &str) -> bool {
        let message = &self.message;
        message.contains(&format!("`{value}`"))
            || message.ends_with(&format!(" {value}"))
            || message.starts_with(&format!("{value} `"))
    }
}

/// The groups of a report, the worst first.
const GROUPS: [(Severity, &str); 3] = [
    (Severity::Breaking, "Breaking"),
    (Severity::Warning, "Warnings"),
    (Severity::Compatible, "Compatible"),
];

/// Widest column of paths in text.
const WIDEST: usize = 60;

impl Change {
    /// The type and the part of it that changed, if several places use it; else the path.
    pub fn place(&self) -> String {
        match &self.type_name {
            Some(name) if !self.also_at.is_empty() => format!("{name}: {}", self.below),
            _ => self.path.clone(),
        }
    }

    /// The sides that it concerns: `request, reply`.
    pub fn sides(&self) -> String {
        match self.sides.as_slice() {
            [] | [_] => self.side.to_string(),
            sides => {
                let sides: Vec<_> = sides.iter().map(|side| side.as_str()).collect();
                sides.join(", ")
            }
        }
    }

    /// The number of places with one of them, if there are several: `17 places, such as PATH`.
    pub fn reached_from(&self) -> Option<String> {
        let or_more = if self.more { " or more" } else { "" };
        let several = self.places() > 1 || self.more;
        let such = if self.type_name.is_some() {
            format!(", such as {}", self.path)
        } else {
            String::new()
        };
        several.then(|| format!("{}{or_more} places{such}", self.places()))
    }
}

impl Report {
    /// Formats the report for a terminal: the summary, then a line for each change, grouped by
    /// severity, the worst first. A change of a type that several places use has the type in front
    /// and one of the places behind.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n", self.summary());
        for (severity, title) in GROUPS {
            let changes = self.changes.iter().filter(|c| c.severity == severity);
            let mut rows: Vec<_> = changes.map(|c| (one_line(&c.place()), c)).collect();
            if rows.is_empty() {
                continue;
            }
            rows.sort_by(|(a, x), (b, y)| (a, x.side, x.rule).cmp(&(b, y.side, y.rule)));
            let widths = rows.iter().map(|(place, _)| place.chars().count());
            let width = widths.max().unwrap_or(0).min(WIDEST);
            text += &format!("\n{title}\n");
            for (place, change) in rows {
                text += &row(&place, width, change);
            }
        }
        text
    }

    /// Formats the report as Markdown: a table for each severity, the worst first, under the title
    /// `old → new`.
    pub fn to_markdown(&self, old: &str, new: &str) -> String {
        self.to_markdown_titled(&format!("{old} → {new}"))
    }

    /// As [`Report::to_markdown`], under another title.
    pub fn to_markdown_titled(&self, title: &str) -> String {
        let mut text = format!("# {}\n\n{}\n", cell(title), self.summary());
        let has_sources = self.changes.iter().any(|c| c.at().is_some());
        for (severity, title) in GROUPS {
            let mut changes = self
                .changes
                .iter()
                .filter(|c| c.severity == severity)
                .peekable();
            if changes.peek().is_none() {
                continue;
            }
            let (head, line) = match has_sources {
                true => (" source |", " --- |"),
                false => ("", ""),
            };
            text += &format!(
                "\n## {title}\n\n| where | side | change | rule |{head}\n\
                 | --- | --- | --- | --- |{line}\n"
            );
            for c in changes {
                let reached = c.reached_from().map(|r| format!(" ({r})"));
                let row = format!(
                    "| `{}` | {} | {}{} | {} |",
                    code(&c.place()),
                    c.sides(),
                    cell(&c.told()),
                    cell(&reached.unwrap_or_default()),
                    c.rule
                );
                text += &row;
                if has_sources {
                    let at = c.at().map(|at| format!("`{}`", code(&at.to_string())));
                    text += &format!(" {} |", at.unwrap_or_default());
                }
                text.push('\n');
            }
        }
        text
    }
}

/// A change as a line of text. Widths are bounded: a path may be of any length.
fn row(place: &str, width: usize, change: &Change) -> String {
    let mut line = format!(
        "  {} {place:width$}  {:13}  {}",
        sign(change.severity),
        change.sides(),
        change.told()
    );
    if let Some(reached) = change.reached_from() {
        line += &format!(" ({})", one_line(&reached));
    }
    line += &format!("  [{}]", change.rule);
    if let Some(at) = change.at() {
        line += &format!("  {}", one_line(&at.to_string()));
    }
    line.push('\n');
    line
}

fn sign(severity: Severity) -> char {
    match severity {
        Severity::Breaking => '!',
        Severity::Warning => '?',
        Severity::Compatible => '+',
    }
}

fn one_line(text: &str) -> String {
    terminal(text).into_owned()
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
    /// Formats a table of paths that began, were deprecated or left within the versions. An empty
    /// field stands for "before" or "not".
    pub fn to_text(&self) -> String {
        let rows: Vec<_> = self
            .notable()
            .map(|life| (life, self.cells(life)))
            .collect();
        let width = |i: usize, title: &str| {
            let cells = rows.iter().map(|(_, cells)| cells[i].chars().count());
            cells.max().unwrap_or(0).max(title.len()).min(WIDEST)
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
