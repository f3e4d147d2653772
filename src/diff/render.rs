//! Reports as text, JSON, Markdown and HTML.

mod html;

use qapi_client::introspect::diff::{self, Downstream, History, Levels, Report, Side, Summary};
use serde_json::{Value, json};

use super::Format;
use crate::output::Error;

/// The report of each version and the next.
///
/// # Errors
///
/// [`Error::Json`] and [`Error::Page`].
pub fn reports(labels: &[&str], reports: &[Report], format: Format) -> Result<String, Error> {
    let pairs: Vec<_> = labels
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .zip(reports)
        .collect();
    let several = pairs.len() > 1;
    Ok(match format {
        Format::Html => return html::page(&pairs),
        Format::Json if several => json_of_several(labels, &pairs)?,
        Format::Json => pairs
            .iter()
            .map(|(_, report)| pretty(report))
            .collect::<Result<_, _>>()?,
        Format::Markdown => pairs
            .iter()
            .map(|((old, new), report)| report.to_markdown(old, new))
            .collect::<Vec<_>>()
            .join("\n"),
        Format::Text => pairs
            .iter()
            .map(|((old, new), report)| {
                let title = if several {
                    format!("== {old} → {new}\n\n")
                } else {
                    String::new()
                };
                title + &report.to_text()
            })
            .collect::<Vec<_>>()
            .join("\n"),
    })
}

fn pretty(report: &Report) -> Result<String, Error> {
    serde_json::to_string_pretty(report)
        .map(|text| text + "\n")
        .map_err(Error::Json)
}

/// `{"summary", "comparisons": [{"old", "new", "summary", "changes"}]}`
fn json_of_several(labels: &[&str], pairs: &[((&str, &str), &Report)]) -> Result<String, Error> {
    let mut comparisons = Vec::new();
    for ((old, new), report) in pairs {
        let mut comparison = json!({ "old": old, "new": new });
        if let (Value::Object(all), Value::Object(more)) = (
            &mut comparison,
            serde_json::to_value(report).map_err(Error::Json)?,
        ) {
            all.extend(more);
        }
        comparisons.push(comparison);
    }
    let total = summary_json(total(pairs));
    let all = json!({ "versions": labels, "summary": total, "comparisons": comparisons });
    serde_json::to_string_pretty(&all)
        .map(|text| text + "\n")
        .map_err(Error::Json)
}

fn summary_json(summary: Summary) -> Value {
    let Summary {
        breaking,
        warning,
        compatible,
    } = summary;
    json!({ "breaking": breaking, "warning": warning, "compatible": compatible })
}

/// The changes of all comparisons, counted.
fn total(pairs: &[((&str, &str), &Report)]) -> Summary {
    pairs
        .iter()
        .map(|(_, report)| report.summary())
        .fold(Summary::default(), |a, b| Summary {
            breaking: a.breaking + b.breaking,
            warning: a.warning + b.warning,
            compatible: a.compatible + b.compatible,
        })
}

/// Since when each thing exists.
///
/// # Errors
///
/// [`Error::Json`]; [`Error::NoSuchFormat`] for HTML.
pub fn history(history: &History, format: Format) -> Result<String, Error> {
    let version = |index: usize| history.versions.get(index);
    Ok(match format {
        Format::Text => history.to_text(),
        Format::Markdown => history.to_markdown(),
        Format::Html => return Err(Error::NoSuchFormat("--since", "html")),
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
            let all = json!({ "versions": history.versions, "history": lives });
            serde_json::to_string_pretty(&all)
                .map(|text| text + "\n")
                .map_err(Error::Json)?
        }
    })
}

/// What a vendor did.
///
/// # Errors
///
/// [`Error::Json`]; [`Error::NoSuchFormat`] for HTML.
pub fn downstream(labels: &[&str], result: &Downstream, format: Format) -> Result<String, Error> {
    let parts = [
        ("Added under the vendor's name", "marked", &result.marked),
        ("Added under other names", "unmarked", &result.unmarked),
        ("Missing", "lost", &result.lost),
        ("Changed", "changed", &result.changed),
    ];
    if format == Format::Json {
        let mut all = json!({ "versions": labels, "compatible": result.is_compatible() });
        for (_, key, changes) in parts {
            all[key] = serde_json::to_value(changes).map_err(Error::Json)?;
        }
        return serde_json::to_string_pretty(&all)
            .map(|t| t + "\n")
            .map_err(Error::Json);
    }
    let mut text = String::new();
    for (title, _, changes) in parts
        .into_iter()
        .filter(|(_, _, changes)| !changes.is_empty())
    {
        let mut report = Report::default();
        report.changes = changes.clone();
        text += &match format {
            Format::Markdown => report.to_markdown(title, labels.last().copied().unwrap_or("")),
            Format::Html => return Err(Error::NoSuchFormat("--downstream", "html")),
            Format::Text | Format::Json => format!("== {title}\n\n{}\n", report.to_text()),
        };
    }
    let verdict = if result.is_compatible() {
        "compatible"
    } else {
        "not compatible"
    };
    Ok(text + &format!("{verdict} with upstream\n"))
}

/// The rules, each with its severity by side.
pub fn rules() -> String {
    diff::rules()
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
pub fn explain(rule: &diff::Rule) -> String {
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
    let sides = [Side::Request, Side::Reply, Side::Event, Side::Introspection];
    let mut told: Vec<String> = sides
        .into_iter()
        .filter_map(|side| levels.at(side))
        .map(|(side, severity)| format!("{side} {severity}"))
        .collect();
    told.dedup();
    told.join(", ")
}
