//! Reports as text, JSON, Markdown, HTML, and as tools for continuous integration want them.

mod github;
mod html;
mod junit;

use qapi_diff::{Downstream, History, Levels, Report, Side, Summary};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Format, Printing};
use crate::diff::DiffError;
use crate::output::OutputError;

/// Changes under a title.
struct Section<'r> {
    title: String,
    report: &'r Report,
}

/// The report of each version and the next.
///
/// # Errors
///
/// [`OutputError::Json`] and [`DiffError::Page`].
pub fn reports(
    labels: &[&str],
    reports: &[Report],
    printing: Printing,
) -> Result<String, DiffError> {
    let titles = labels.windows(2).map(|pair| pair.join(" → "));
    let sections: Vec<_> = titles
        .zip(reports)
        .map(|(title, report)| Section { title, report })
        .collect();
    match (printing.format, sections.as_slice()) {
        (Format::Json, [one]) => pretty(one.report),
        (Format::Json, _) => json_of_several(labels, &sections),
        (Format::Text, [one]) => Ok(one.report.to_text()),
        _ => render(&ends(labels), &sections, printing),
    }
}

/// `the oldest → the newest`
fn ends(labels: &[&str]) -> String {
    match labels {
        [old, .., new] => format!("{old} → {new}"),
        _ => labels.concat(),
    }
}

/// Sections in any format but JSON.
fn render(title: &str, sections: &[Section<'_>], printing: Printing) -> Result<String, DiffError> {
    let each = |print: &dyn Fn(&Section<'_>) -> String| -> Vec<String> {
        sections.iter().map(print).collect()
    };
    Ok(match printing.format {
        Format::Html => html::page(title, sections, printing.class)?,
        Format::Junit => junit::report(sections, printing),
        Format::Github => each(&github::annotations).concat(),
        Format::Markdown => each(&|s| s.report.to_markdown_titled(&s.title)).join("\n"),
        Format::Text | Format::Json => {
            each(&|s| format!("== {}\n\n{}", s.title, s.report.to_text())).join("\n")
        }
    })
}

fn pretty(value: &impl Serialize) -> Result<String, DiffError> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|error| OutputError::Json(error).into())
}

/// `{"versions", "summary", "comparisons": [{"old", "new", "summary", "changes"}]}`
fn json_of_several(labels: &[&str], sections: &[Section<'_>]) -> Result<String, DiffError> {
    let mut comparisons = Vec::new();
    for (pair, section) in labels.windows(2).zip(sections) {
        let mut comparison = json!({ "old": pair[0], "new": pair[1] });
        if let (Value::Object(all), Value::Object(more)) = (
            &mut comparison,
            serde_json::to_value(section.report).map_err(OutputError::Json)?,
        ) {
            all.extend(more);
        }
        comparisons.push(comparison);
    }
    let total = total(sections);
    pretty(&json!({ "versions": labels, "summary": total, "comparisons": comparisons }))
}

/// The changes of all sections, counted.
fn total(sections: &[Section<'_>]) -> Summary {
    let counts = sections.iter().map(|section| section.report.summary());
    counts.fold(Summary::default(), |a, b| Summary {
        breaking: a.breaking + b.breaking,
        warning: a.warning + b.warning,
        compatible: a.compatible + b.compatible,
    })
}

/// Since when each thing exists.
///
/// # Errors
///
/// [`OutputError::Json`] and [`DiffError::Page`]; [`DiffError::NoSuchFormat`] for formats of changes.
pub fn history(history: &History, format: Format) -> Result<String, DiffError> {
    let version = |index: usize| history.versions.get(index);
    Ok(match format {
        Format::Text => history.to_text(),
        Format::Markdown => history.to_markdown(),
        Format::Html => {
            let labels: Vec<_> = history.versions.iter().map(String::as_str).collect();
            html::history_page(&ends(&labels), history)?
        }
        Format::Github => return Err(DiffError::NoSuchFormat("--since", "github")),
        Format::Junit => return Err(DiffError::NoSuchFormat("--since", "junit")),
        Format::Json => {
            let lives: Vec<_> = history
                .lives
                .iter()
                .map(|life| {
                    json!({
                        "path": life.path,
                        "since": version(life.since),
                        "deprecated": life.deprecated.and_then(version),
                        "left": life.left.and_then(version),
                    })
                })
                .collect();
            pretty(&json!({ "versions": history.versions, "history": lives }))?
        }
    })
}

/// What a vendor did.
///
/// # Errors
///
/// [`OutputError::Json`] and [`DiffError::Page`].
pub fn downstream(
    labels: &[&str],
    result: &Downstream,
    printing: Printing,
) -> Result<String, DiffError> {
    let parts = [
        ("Added under the vendor's name", "marked", &result.marked),
        ("Added under other names", "unmarked", &result.unmarked),
        ("Missing", "lost", &result.lost),
        ("Changed", "changed", &result.changed),
    ];
    if printing.format == Format::Json {
        let mut all = json!({ "versions": labels, "compatible": result.is_compatible() });
        for (_, key, changes) in parts {
            all[key] = serde_json::to_value(changes).map_err(OutputError::Json)?;
        }
        return pretty(&all);
    }
    let reports = parts.map(|(title, _, changes)| {
        let mut report = Report::default();
        report.changes = changes.clone();
        (title.to_owned(), report)
    });
    let for_people = matches!(printing.format, Format::Text | Format::Markdown);
    let sections: Vec<_> = reports
        .iter()
        .filter(|(_, report)| !for_people || !report.changes.is_empty())
        .map(|(title, report)| Section {
            title: title.clone(),
            report,
        })
        .collect();
    let mut text = render(&ends(labels), &sections, printing)?;
    if for_people {
        let blank = if text.is_empty() { "" } else { "\n" };
        let not = if result.is_compatible() { "" } else { "not " };
        text += &format!("{blank}{not}compatible with upstream\n");
    }
    Ok(text)
}

/// The rules, each with its severity by side.
pub fn rules() -> String {
    qapi_diff::rules()
        .map(|rule| {
            format!(
                "{:32} {}\n{:32}   {}\n",
                rule.id,
                rule.text,
                "",
                levels(&rule.levels)
            )
        })
        .collect()
}

/// A rule in full, for `qapi explain`.
pub fn explain(rule: &qapi_diff::Rule) -> String {
    let example: String = rule
        .example
        .trim_matches('\n')
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    format!(
        "{}: {}\n\n{}\n\nSeverity: {}\n\nExample:\n\n{example}",
        rule.id,
        rule.text,
        rule.reason,
        levels(&rule.levels)
    )
}

/// `request breaking, reply compatible`
fn levels(levels: &Levels) -> String {
    let sides = [
        Side::Request,
        Side::Reply,
        Side::Event,
        Side::Introspection,
        Side::Rust,
    ];
    let mut told: Vec<_> = sides
        .into_iter()
        .filter_map(|side| levels.at(side))
        .map(|(side, severity)| format!("{side} {severity}"))
        .collect();
    told.dedup();
    told.join(", ")
}
