//! The report as one page that needs nothing else.

use askama::Template;
use qapi_client::introspect::diff::{Change, Report, Summary};

use super::total;
use crate::output::Error;

#[derive(Template)]
#[template(path = "diff.html")]
struct Page<'r> {
    title: String,
    summary: Summary,
    comparisons: Vec<Comparison<'r>>,
}

struct Comparison<'r> {
    old: &'r str,
    new: &'r str,
    summary: Summary,
    groups: Vec<Group<'r>>,
}

/// The changes of a command or event.
struct Group<'r> {
    root: &'r str,
    anchor: String,
    changes: Vec<Row<'r>>,
}

struct Row<'r> {
    change: &'r Change,
    severity: String,
    side: String,
    anchor: String,
    below: &'r str,
}

/// Renders the page.
///
/// # Errors
///
/// [`Error::Page`]
pub fn page(pairs: &[((&str, &str), &Report)]) -> Result<String, Error> {
    let title = match pairs {
        [] => String::new(),
        [((old, _), _), .., ((_, new), _)] | [((old, new), _)] => format!("{old} → {new}"),
    };
    let comparisons = pairs
        .iter()
        .enumerate()
        .map(|(index, ((old, new), report))| Comparison {
            old,
            new,
            summary: report.summary(),
            groups: groups(index, report),
        })
        .collect();
    Page {
        title,
        summary: total(pairs),
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
            Group {
                root,
                anchor: format!("{index}/{root}"),
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
    }
}
