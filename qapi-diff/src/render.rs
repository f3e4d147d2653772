//! Reports as text for terminals and as Markdown. (As JSON they are serialised.)
//!
//! Paths and values are foreign text: they never end a line or a table's cell.

use std::collections::HashMap;
use std::fmt::{self, Write};

use qapi_introspect::escape::terminal;

use super::change::Change;
use super::history::{History, Life};
use super::report::{Report, Summary};
use super::severity::{Severity, Side};

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
        // Without the note on a place's stability.
        let message = self.message.split(" (it was").next().unwrap_or_default();
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

/// Greatest number of a row's lines of sources.
const LINES: usize = 3;

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
    /// and one of the places behind. The same change of several types is one line.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n", self.summary());
        for (severity, title) in GROUPS {
            let rows = self.rows(severity);
            if rows.is_empty() {
                continue;
            }
            let widths = rows.iter().map(|row| row.place.chars().count());
            let width = widths.max().unwrap_or(0).min(WIDEST);
            text += &format!("\n{title}\n");
            rows.iter().for_each(|row| text += &row.to_text(width));
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
            let rows = self.rows(severity);
            if rows.is_empty() {
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
            for row in rows {
                text += &row.to_markdown();
                if has_sources {
                    let at = row.at().map(|at| format!("`{}`", code(&at)));
                    text += &format!(" {} |", at.unwrap_or_default());
                }
                text.push('\n');
            }
        }
        text
    }

    /// The rows of a severity, sorted by place.
    fn rows(&self, severity: Severity) -> Vec<Row<'_>> {
        let mut rows: Vec<Row<'_>> = Vec::new();
        let mut known = HashMap::new();
        for change in self.changes.iter().filter(|c| c.severity == severity) {
            let key = (change.rule, &change.below, change.told());
            // A command or event is worth a row.
            let joins = self.folded && !change.below.is_empty() && change.subject().is_some();
            match known.get(&key).filter(|_| joins) {
                Some(index) => {
                    let row: &mut Row<'_> = &mut rows[*index];
                    row.changes.push(change);
                }
                None => {
                    if joins {
                        known.insert(key, rows.len());
                    }
                    let (place, changes) = (String::new(), vec![change]);
                    rows.push(Row { place, changes });
                }
            }
        }
        rows.iter_mut().for_each(|row| row.place = row.places());
        rows.sort_by(|a, b| a.key().cmp(&b.key()));
        rows
    }
}

impl Change {
    /// The type that has the change, or the command or event if the type is written inline there.
    fn subject(&self) -> Option<&str> {
        let above = self.path.strip_suffix(&self.below);
        let inline = above.and_then(|above| above.strip_suffix('/')?.split_once('/'));
        let inline = inline.filter(|(_, step)| !step.contains('/'));
        self.type_name.as_deref().or(inline.map(|(root, _)| root))
    }
}

/// A change, or the same change of several types.
struct Row<'r> {
    /// The place in words, on one line.
    place: String,
    /// At least one.
    changes: Vec<&'r Change>,
}

impl<'r> Row<'r> {
    fn first(&self) -> &'r Change {
        self.changes[0]
    }

    fn key(&self) -> (&str, Side, &str) {
        (&self.place, self.first().side, self.first().rule)
    }

    /// The place of the change, or the types that have it.
    fn places(&self) -> String {
        if let [change] = self.changes[..] {
            return one_line(&change.place());
        }
        let mut subjects: Vec<_> = self.changes.iter().filter_map(|c| c.subject()).collect();
        subjects.sort_unstable();
        subjects.dedup();
        let below = &self.first().below;
        let room = WIDEST.saturating_sub(below.chars().count());
        let lengths = subjects.iter().scan(0, |length, subject| {
            *length += subject.chars().count() + 2;
            Some(*length)
        });
        let shown = lengths.take_while(|length| *length <= room).count();
        let shown = shown.max(1).min(subjects.len());
        let more = match subjects.len() - shown {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        one_line(&format!("{}{more}: {below}", subjects[..shown].join(", ")))
    }

    fn sides(&self) -> String {
        if let [change] = self.changes[..] {
            return change.sides();
        }
        let mut sides: Vec<Side> = Vec::new();
        for change in &self.changes {
            sides.extend(change.sides.iter().chain([&change.side]));
        }
        sides.sort_unstable();
        sides.dedup();
        let sides: Vec<_> = sides.iter().map(|side| side.as_str()).collect();
        sides.join(", ")
    }

    /// The number of places with one of them, in brackets.
    fn reached_from(&self) -> String {
        let reached = match self.changes[..] {
            [change] => change.reached_from(),
            _ => {
                let places: usize = self.changes.iter().map(|c| c.places()).sum();
                let more = self.changes.iter().any(|c| c.more);
                let or_more = if more { " or more" } else { "" };
                let such = &self.first().path;
                Some(format!("{places}{or_more} places, such as {such}"))
            }
        };
        reached.map_or(String::new(), |reached| format!(" ({reached})"))
    }

    /// The lines of the sources.
    fn at(&self) -> Option<String> {
        let mut all: Vec<_> = self.changes.iter().filter_map(|c| c.at()).collect();
        all.dedup();
        let shown: Vec<_> = all.iter().take(LINES).map(|at| at.to_string()).collect();
        let more = match all.len() - shown.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        (!all.is_empty()).then(|| shown.join(", ") + &more)
    }

    /// A line of text.
    fn to_text(&self, width: usize) -> String {
        let change = self.first();
        let mut line = format!(
            "  {} {}  {:13}  {}{}  [{}]",
            sign(change.severity),
            padded(&self.place, width),
            self.sides(),
            change.told(),
            one_line(&self.reached_from()),
            change.rule
        );
        if let Some(at) = self.at() {
            line += &format!("  {}", one_line(&at));
        }
        line.push('\n');
        line
    }

    /// A row of a table, without its source.
    fn to_markdown(&self) -> String {
        let change = self.first();
        format!(
            "| `{}` | {} | {}{} | {} |",
            code(&self.place),
            self.sides(),
            cell(&change.told()),
            cell(&self.reached_from()),
            change.rule
        )
    }
}

/// Pads text with spaces to that many characters, at most [`WIDEST`].
fn padded(text: &str, width: usize) -> String {
    let missing = width.min(WIDEST).saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(missing))
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
        let row = |[a, b, c]: [&str; 3], path: &str| {
            let (a, b, c) = (padded(a, since), padded(b, deprecated), padded(c, left));
            format!("{a}  {b}  {c}  {path}\n")
        };
        let mut text = row(["since", "deprecated", "left"], "path");
        for (life, [a, b, c]) in &rows {
            text += &row([a, b, c], &one_line(&life.path));
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
