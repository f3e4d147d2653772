//! Reports as text, JSON, Markdown, HTML, and as tools for continuous integration want them.

mod docs;
mod github;
mod html;
mod junit;
mod review;

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};
use qapi_diff::{Change, Downstream, History, Levels, Report, Side, Summary};
use qapi_parser::ir::Schema;
use serde::Serialize;
use serde_json::json;

use super::{Class, Format, Printing};
use crate::diff::DiffError;
use crate::output::OutputError;

/// Changes under a title.
struct Section<'r> {
    title: String,
    report: &'r Report,
    /// The documentation of changed parts, by path.
    docs: BTreeMap<String, String>,
}

/// The versions that were compared.
pub struct Comparison<'c> {
    /// Their names.
    pub labels: &'c [&'c str],
    /// Their sources, as given.
    pub sources: &'c [String],
    /// Remarks on how they were read.
    pub notes: &'c [String],
    /// The schemas of the versions; None for an answer.
    pub schemas: &'c [Option<&'c Schema>],
}

/// The tool with its version.
const TOOL: &str = concat!("qapi ", env!("CARGO_PKG_VERSION"));

/// Formats the report of each version and the next.
///
/// # Errors
///
/// [`OutputError::Json`] and [`DiffError::Page`].
pub fn reports(
    comparison: &Comparison<'_>,
    reports: &[Report],
    printing: Printing,
) -> Result<String, DiffError> {
    let labels = comparison.labels;
    let titles = labels.windows(2).map(|pair| pair.join(" → "));
    let sections: Vec<_> = titles
        .zip(reports)
        .enumerate()
        .map(|(index, (title, report))| {
            let docs = match (printing.format, comparison.schemas.get(index..index + 2)) {
                (Format::Html, Some([old, new])) => docs::of_changes(&report.changes, *old, *new),
                _ => BTreeMap::new(),
            };
            Section {
                title,
                report,
                docs,
            }
        })
        .collect();
    match printing.format {
        Format::Json => json(comparison, reports),
        Format::Text => {
            let text = render(&ends(labels), &sections, printing)?;
            Ok(format!("{text}\n{}", comparison.footer(printing)))
        }
        Format::Markdown => {
            let text = render(&ends(labels), &sections, printing)?;
            let footer = comparison.footer(printing);
            let items: Vec<_> = footer.lines().map(|line| format!("- {line}\n")).collect();
            Ok(format!("{text}\n{}", items.concat()))
        }
        Format::Review => Ok(review::review(comparison, &sections)),
        Format::Html => {
            let footer = comparison.footer(printing);
            html::page(&ends(labels), &sections, printing.class, &footer)
        }
        _ => render(&ends(labels), &sections, printing),
    }
}

impl Comparison<'_> {
    /// The legend, the tool, the versions and the remarks, a line each.
    fn footer(&self, printing: Printing) -> String {
        let more = match printing.expand {
            false => "; --expand lists every place",
            true => "",
        };
        let mut text = match printing.class {
            Class::Wire => {
                format!("! breaking, ? warning, + compatible; paths are for qapi query{more}\n")
            }
            Class::Rust => "! breaking, ? warning, + compatible\n".to_owned(),
        };
        let versions: Vec<_> = self
            .labels
            .iter()
            .zip(self.sources)
            .map(|(label, source)| match crate::source::named(source).1 {
                source if source == *label => source.to_owned(),
                source => format!("{label} = {source}"),
            })
            .collect();
        text += &format!("{TOOL}: {}\n", versions.join(", "));
        for note in self.notes {
            text += &format!("note: {note}\n");
        }
        text
    }
}

/// `{"tool", "versions": [{"name", "source"}], "notes", "comparisons": [{"old", "new", "summary",
/// "changes"}]}`
fn json(comparison: &Comparison<'_>, reports: &[Report]) -> Result<String, DiffError> {
    let labels = comparison.labels;
    let versions = labels.iter().zip(comparison.sources);
    let comparisons = labels.windows(2).zip(reports);
    pretty(&Json {
        tool: TOOL,
        versions: versions
            .map(|(name, source)| Version {
                name,
                source: crate::source::named(source).1,
            })
            .collect(),
        notes: comparison.notes,
        comparisons: comparisons
            .map(|(pair, report)| Compared {
                old: pair[0],
                new: pair[1],
                summary: report.summary(),
                changes: &report.changes,
            })
            .collect(),
    })
}

#[derive(Serialize)]
struct Json<'j> {
    tool: &'static str,
    versions: Vec<Version<'j>>,
    notes: &'j [String],
    comparisons: Vec<Compared<'j>>,
}

#[derive(Serialize)]
struct Version<'j> {
    name: &'j str,
    source: &'j str,
}

#[derive(Serialize)]
struct Compared<'j> {
    old: &'j str,
    new: &'j str,
    summary: Summary,
    changes: &'j [Change],
}

/// Colours the text of a report: its first line and headings, and the mark of each change.
pub fn coloured(text: &str) -> String {
    let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    let (red, yellow) = (colour(AnsiColor::Red), colour(AnsiColor::Yellow));
    let green = colour(AnsiColor::Green);
    let line = |line: &str| {
        let marks = [("  ! ", red), ("  ? ", yellow), ("  + ", green)];
        let mark = marks.into_iter().find(|(mark, _)| line.starts_with(mark));
        if let Some((mark, style)) = mark {
            let (place, rest) = line[mark.len()..]
                .split_once("  ")
                .unwrap_or((&line[mark.len()..], ""));
            return format!("{style}{mark}{place}{style:#}  {rest}\n");
        }
        let style = match line {
            "Breaking" => red.bold(),
            "Warnings" => yellow.bold(),
            "Compatible" => green.bold(),
            line if line.contains(" breaking, ") || line.starts_with("== ") => Style::new().bold(),
            line => return format!("{line}\n"),
        };
        format!("{style}{line}{style:#}\n")
    };
    text.lines().map(line).collect()
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
        Format::Html => html::page(title, sections, printing.class, "")?,
        Format::Junit => junit::report(sections, printing),
        Format::Github => each(&github::annotations).concat(),
        Format::Markdown => each(&|s| s.report.to_markdown_titled(&s.title)).join("\n"),
        Format::Text | Format::Json | Format::Review => {
            each(&|s| format!("{}: {}", s.title, s.report.to_text())).join("\n")
        }
    })
}

fn pretty(value: &impl Serialize) -> Result<String, DiffError> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|error| OutputError::Json(error).into())
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
        Format::Review => return Err(DiffError::NoSuchFormat("--since", "review")),
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

/// Formats the changes of a vendor.
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
            docs: BTreeMap::new(),
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
