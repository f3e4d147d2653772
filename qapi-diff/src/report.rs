//! Reports: the changes found, sorted, counted, and adapted to a user's configuration.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::config::{Config, Used};
use super::fold;
use super::model::Model;
use super::rule::{Severity, Side};

/// A change of one thing, in all places where it shows.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Change {
    /// The rule's id.
    pub rule: &'static str,
    /// Its severity for those who speak the old version.
    pub severity: Severity,
    /// The side that it concerns; of several, the first.
    pub side: Side,
    /// All sides that it concerns, if it was found on the wire.
    pub sides: Vec<Side>,
    /// The shortest path to it, as a query: it detects an addition in the new version, and a
    /// removal in the old one.
    pub path: String,
    /// The other paths to it, sorted.
    pub also_at: Vec<String>,
    /// More paths lead to it than these two list.
    pub more: bool,
    /// The type that has the change, by its name in the new version; for an answer, which has no
    /// names, a description of a type that several places use.
    pub type_name: Option<String>,
    /// The steps from that type to the change.
    pub below: String,
    /// The place in the old version's source.
    pub old_at: Option<Location>,
    /// The place in the new version's source.
    pub new_at: Option<Location>,
    /// The old state; None for an addition.
    pub old: Option<String>,
    /// The new state; None for a removal.
    pub new: Option<String>,
    /// The change in words.
    pub message: String,
    /// The paths, with side and message of each, of a change that joins different ones.
    pub each: Vec<(String, Side, String)>,
}

/// A line of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file, as it was opened.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// `FILE:LINE`
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// The changes between two versions, sorted by path.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Report {
    /// The changes.
    pub changes: Vec<Change>,
    /// The parts of the configuration that passed over a change.
    pub(super) used: Used,
    /// The same change of several types is one row for people.
    pub(super) folded: bool,
}

/// Numbers of changes by severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Summary {
    /// Number of [`Severity::Breaking`].
    pub breaking: usize,
    /// Number of [`Severity::Warning`].
    pub warning: usize,
    /// Number of [`Severity::Compatible`].
    pub compatible: usize,
}

/// Compares two versions.
///
/// ```
/// use qapi_introspect::Schema;
/// use qapi_diff::{Config, Model, compare};
///
/// let old = Schema::from_json(r#"[
///     {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
///     {"name": "0", "meta-type": "object", "members": []}]"#)?;
/// let new = Schema::from_json("[]")?;
/// let report = compare(&Model::from_schema(&old), &Model::from_schema(&new), &Config::default());
/// assert_eq!(report.changes[0].rule, "command-removed");
/// assert_eq!(report.summary().breaking, 1);
/// # Ok::<(), qapi_introspect::SchemaError>(())
/// ```
pub fn compare<'m>(old: &'m Model<'m>, new: &'m Model<'m>, config: &Config) -> Report {
    let mut report = Report::default();
    report.folded = true;
    report.changes = fold::changes(old, new, config, &mut report.used);
    report.sort();
    report
}

impl Report {
    /// A report of those changes, as the configuration has them.
    pub(super) fn of(changes: Vec<Change>, config: &Config) -> Self {
        let mut report = Report::default();
        for mut change in changes {
            if config.passes(change.rule, &change.path, &mut report.used) {
                change.severity = config.severity_of(change.rule, change.severity);
                report.changes.push(change);
            }
        }
        report.sort();
        report
    }

    /// The same with each place as a change of its own.
    #[must_use]
    pub fn expanded(&self) -> Report {
        let mut report = Report {
            changes: Vec::new(),
            used: self.used.clone(),
            folded: false,
        };
        for change in &self.changes {
            let alone = Change {
                also_at: Vec::new(),
                each: Vec::new(),
                ..change.clone()
            };
            if change.each.is_empty() {
                let paths = [&change.path].into_iter().chain(&change.also_at);
                let one = |path: &String| Change {
                    path: path.clone(),
                    ..alone.clone()
                };
                report.changes.extend(paths.map(one));
            } else {
                let one = |(path, side, message): &(String, Side, String)| Change {
                    path: path.clone(),
                    side: *side,
                    sides: vec![*side],
                    message: message.clone(),
                    ..alone.clone()
                };
                report.changes.extend(change.each.iter().map(one));
            }
        }
        report.sort();
        report
    }

    /// Sorts by path, and keeps each change once: alternates can lead to the same place twice.
    pub(super) fn sort(&mut self) {
        self.changes.sort_by(|a, b| {
            (&a.path, a.side, a.rule, &a.message).cmp(&(&b.path, b.side, b.rule, &b.message))
        });
        self.changes.dedup();
    }

    /// Numbers of changes by severity.
    pub fn summary(&self) -> Summary {
        let count = |severity| {
            self.changes
                .iter()
                .filter(|c| c.severity == severity)
                .count()
        };
        Summary {
            breaking: count(Severity::Breaking),
            warning: count(Severity::Warning),
            compatible: count(Severity::Compatible),
        }
    }

    /// The worst severity; None without changes.
    pub fn worst(&self) -> Option<Severity> {
        self.changes.iter().map(|c| c.severity).max()
    }
}

impl Change {
    /// The place in the new version's source, or in the old one's where the new one has nothing.
    pub fn at(&self) -> Option<&Location> {
        self.new_at.as_ref().or(self.old_at.as_ref())
    }

    /// The number of listed places.
    pub fn places(&self) -> usize {
        1 + self.also_at.len()
    }

    /// The command or event that it concerns.
    pub fn root(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }
}

/// `{"rule", "severity", "side", "path", "also_at", "type", "file", "line", "old_file",
/// "old_line", "old", "new", "message"}`. The file is that of the new version, or of the old one
/// where the new one has nothing.
impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", self.rule)?;
        map.serialize_entry("severity", self.severity.as_str())?;
        map.serialize_entry("side", self.side.as_str())?;
        if self.sides.len() > 1 {
            let sides: Vec<_> = self.sides.iter().map(|side| side.as_str()).collect();
            map.serialize_entry("sides", &sides)?;
        }
        map.serialize_entry("path", &self.path)?;
        map.serialize_entry("also_at", &self.also_at)?;
        if self.more {
            map.serialize_entry("more", &true)?;
        }
        map.serialize_entry("type", &self.type_name)?;
        let at = self.at();
        map.serialize_entry("file", &at.map(|at| &at.file))?;
        map.serialize_entry("line", &at.map(|at| at.line))?;
        if let (Some(old), Some(_)) = (&self.old_at, &self.new_at) {
            map.serialize_entry("old_file", &old.file)?;
            map.serialize_entry("old_line", &old.line)?;
        }
        map.serialize_entry("old", &self.old)?;
        map.serialize_entry("new", &self.new)?;
        map.serialize_entry("message", &self.message)?;
        map.end()
    }
}

/// `{"breaking": n, "warning": n, "compatible": n}`
impl Serialize for Summary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("breaking", &self.breaking)?;
        map.serialize_entry("warning", &self.warning)?;
        map.serialize_entry("compatible", &self.compatible)?;
        map.end()
    }
}

/// `{"summary": …, "changes": […]}`
impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("summary", &self.summary())?;
        map.serialize_entry("changes", &self.changes)?;
        map.end()
    }
}
