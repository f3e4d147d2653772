//! The report as one page that needs nothing else.

use askama::Template;
use qapi_client::introspect::diff::{Change, Report, Side, Summary};

use super::super::Class;
use super::{Section, total};
use crate::output::Error;

#[derive(Template)]
#[template(path = "diff.html")]
struct Page<'r> {
    title: &'r str,
    /// Where the changes are: `on the wire`.
    place: &'static str,
    /// The sides among which to choose; none where there is one only.
    sides: &'static [Side],
    summary: Summary,
    comparisons: Vec<Comparison<'r>>,
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
    side: String,
    anchor: String,
    below: &'r str,
    message: Vec<Piece<'r>>,
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
/// [`Error::Page`]
pub fn page(title: &str, sections: &[Section<'_>], class: Class) -> Result<String, Error> {
    let comparisons = sections
        .iter()
        .enumerate()
        .map(|(index, section)| Comparison {
            title: &section.title,
            summary: section.report.summary(),
            groups: groups(index, section.report),
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
    }
    .render()
    .map_err(Error::Page)
}

fn groups(index: usize, report: &Report) -> Vec<Group<'_>> {
    report
        .changes
        .chunk_by(|a, b| a.root() == b.root())
        .map(|changes| {
            let root = changes.first().map(Change::root).unwrap_or_default();
            let row = |change| row(index, root, change);
            let worst = changes.iter().map(|c| c.severity).max();
            Group {
                root,
                anchor: format!("{index}/{root}"),
                severity: worst.map(|s| s.to_string()).unwrap_or_default(),
                changes: changes.iter().map(row).collect(),
            }
        })
        .collect()
}

fn row<'r>(index: usize, root: &str, change: &'r Change) -> Row<'r> {
    let below = change.path[root.len()..].trim_start_matches('/');
    Row {
        change,
        severity: change.severity.to_string(),
        side: change.side.to_string(),
        anchor: format!("{index}/{}:{}", change.path, change.rule),
        below,
        message: pieces(&change.message),
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
