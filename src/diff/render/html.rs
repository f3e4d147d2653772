//! Reports and histories as one page that needs nothing else.

use std::cmp::Reverse;

use askama::Template;
use qapi_diff::{Change, History, Side, Summary};

use super::super::Class;
use super::{Section, total};
use crate::diff::DiffError;

#[derive(Template)]
#[template(path = "diff.html")]
struct Page<'r> {
    title: &'r str,
    /// The place of the changes: `on the wire`.
    place: &'static str,
    /// The sides among which to choose; none where there is one only.
    sides: &'static [Side],
    summary: Summary,
    comparisons: Vec<Comparison<'r>>,
    /// The tool, the versions and remarks.
    footer: Vec<String>,
}

struct Comparison<'r> {
    title: &'r str,
    summary: Summary,
    groups: Vec<Group<'r>>,
}

/// The changes of a command or event.
struct Group<'r> {
    root: &'r str,
    anchor: String,
    /// The worst of its changes.
    severity: String,
    changes: Vec<Row<'r>>,
}

struct Row<'r> {
    change: &'r Change,
    severity: String,
    sides: String,
    anchor: String,
    below: String,
    /// The place in a source.
    at: Option<String>,
    /// The documentation of the changed part.
    doc: Option<&'r str>,
    /// The rule and its reason.
    text: &'static str,
    reason: &'static str,
    message: Vec<Piece<'r>>,
    was: Was<'r>,
}

/// The old and the new state of a place.
enum Was<'r> {
    Changed(&'r str, &'r str),
    /// Only one version has it.
    One(&'r str),
    /// The message says it.
    Said,
}

/// A piece of a message: text, or something quoted from a schema.
enum Piece<'r> {
    Text(&'r str),
    Code(&'r str),
}

/// Renders the page.
///
/// # Errors
///
/// [`DiffError::Page`]
pub fn page(
    title: &str,
    sections: &[Section<'_>],
    class: Class,
    footer: &str,
) -> Result<String, DiffError> {
    let comparisons = sections
        .iter()
        .enumerate()
        .map(|(index, section)| Comparison {
            title: &section.title,
            summary: section.report.summary(),
            groups: groups(index, section),
        })
        .collect();
    let (place, sides): (_, &[Side]) = match class {
        Class::Wire => (
            "on the wire",
            &[Side::Request, Side::Reply, Side::Event, Side::Introspection],
        ),
        Class::Rust => ("in the generated Rust", &[]),
    };
    Page {
        title,
        place,
        sides,
        summary: total(sections),
        comparisons,
        footer: footer.lines().map(str::to_owned).collect(),
    }
    .render()
    .map_err(DiffError::Page)
}

/// The changes by command or event, the worst first.
fn groups<'r>(index: usize, section: &'r Section<'r>) -> Vec<Group<'r>> {
    let docs = &section.docs;
    let group = |changes: &'r [Change]| {
        let root = changes.first().map(Change::root).unwrap_or_default();
        let row = |change: &&'r Change| {
            let doc = docs.get(change.path.as_str()).map(String::as_str);
            row(index, root, change, doc)
        };
        let mut sorted: Vec<&Change> = changes.iter().collect();
        sorted.sort_by_key(|change| Reverse(change.severity));
        let worst = changes.iter().map(|c| c.severity).max();
        let group = Group {
            root,
            anchor: format!("{index}/{root}"),
            severity: worst.map(|s| s.to_string()).unwrap_or_default(),
            changes: sorted.iter().map(row).collect(),
        };
        (Reverse(worst), group)
    };
    let changes = &section.report.changes;
    let groups = changes.chunk_by(|a, b| a.root() == b.root());
    let mut groups: Vec<_> = groups.map(group).collect();
    groups.sort_by_key(|(worst, _)| *worst);
    groups.into_iter().map(|(_, group)| group).collect()
}

fn row<'r>(index: usize, root: &str, change: &'r Change, doc: Option<&'r str>) -> Row<'r> {
    let below = change.path[root.len()..].trim_start_matches('/').to_owned();
    let rule = qapi_diff::rule(change.rule);
    Row {
        change,
        severity: change.severity.to_string(),
        sides: change.sides(),
        at: change.at().map(ToString::to_string),
        doc,
        text: rule.map_or("", |rule| rule.text),
        reason: rule.map_or("", |rule| rule.reason),
        anchor: format!("{index}/{}:{}", change.path, change.rule),
        below,
        message: pieces(&change.message),
        was: match (&change.old, &change.new) {
            (Some(old), Some(new)) if !change.says(old) || !change.says(new) => {
                Was::Changed(old, new)
            }
            (Some(value), None) | (None, Some(value)) if !change.says(value) => Was::One(value),
            _ => Was::Said,
        },
    }
}

/// Every second piece between backquotes is quoted.
fn pieces(message: &str) -> Vec<Piece<'_>> {
    let pieces = message.split('`').enumerate();
    let piece = |(index, text)| {
        if index % 2 == 1 {
            Piece::Code(text)
        } else {
            Piece::Text(text)
        }
    };
    pieces.map(piece).collect()
}

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage<'h> {
    title: &'h str,
    versions: &'h [String],
    counts: Counts,
    groups: Vec<Lives<'h>>,
}

/// Numbers of events in lives.
#[derive(Default)]
struct Counts {
    appeared: usize,
    deprecated: usize,
    left: usize,
}

/// Lives of the parts of a command or event.
struct Lives<'h> {
    root: &'h str,
    rows: Vec<LifeRow<'h>>,
}

struct LifeRow<'h> {
    path: &'h str,
    anchor: String,
    since: When<'h>,
    deprecated: When<'h>,
    left: When<'h>,
}

/// In which version something happened; empty, if it did not.
#[derive(Default)]
struct When<'h> {
    index: String,
    label: &'h str,
}

/// Renders the page of a history.
///
/// # Errors
///
/// [`DiffError::Page`]
pub fn history_page(title: &str, history: &History) -> Result<String, DiffError> {
    let when = |index: Option<usize>| match index {
        Some(index) => When {
            index: index.to_string(),
            label: history.versions.get(index).map_or("", String::as_str),
        },
        None => When::default(),
    };
    let mut counts = Counts::default();
    let mut groups: Vec<Lives<'_>> = Vec::new();
    for life in history.notable() {
        let since = Some(life.since).filter(|at| *at > 0);
        counts.appeared += usize::from(since.is_some());
        counts.deprecated += usize::from(life.deprecated.is_some());
        counts.left += usize::from(life.left.is_some());
        let root = life.path.split('/').next().unwrap_or_default();
        if groups.last().is_none_or(|group| group.root != root) {
            let rows = Vec::new();
            groups.push(Lives { root, rows });
        }
        let rows = groups.last_mut().map(|group| &mut group.rows);
        rows.into_iter().for_each(|rows| {
            rows.push(LifeRow {
                path: &life.path,
                // A path that came back has several lives.
                anchor: format!("{}:{}", life.path, life.since),
                since: when(since),
                deprecated: when(life.deprecated),
                left: when(life.left),
            });
        });
    }
    let versions = &history.versions;
    HistoryPage {
        title,
        versions,
        counts,
        groups,
    }
    .render()
    .map_err(DiffError::Page)
}
