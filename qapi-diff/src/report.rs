//! Reports: the changes found, sorted, counted, and adapted to a user's configuration.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::bound::CompareError;
use super::change::Change;
use super::config::{Config, Unused, Used};
use super::fold;
use super::model::Model;
use super::severity::{Severity, Side};

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
/// let report = compare(&Model::from_schema(&old), &Model::from_schema(&new), &Config::default())?;
/// assert_eq!(report.changes[0].rule, "command-removed");
/// assert_eq!(report.summary().breaking, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`CompareError`]: the types of both versions are in so many pairs, or the changes in so many
/// places, that memory would not do.
pub fn compare<'m>(
    old: &'m Model<'m>,
    new: &'m Model<'m>,
    config: &Config,
) -> Result<Report, CompareError> {
    let mut report = Report::default();
    report.folded = true;
    report.changes = fold::changes(old, new, config, &mut report.used)?;
    report.sort();
    Ok(report)
}

impl Config {
    /// Returns the patterns to ignore, and the rules and paths of baselines, that passed over
    /// nothing in any of the reports: most likely they are misspelt or out of date.
    pub fn unused(&self, reports: &[Report]) -> Unused {
        let used: Vec<&Used> = reports.iter().map(|report| &report.used).collect();
        self.unused_of(&used)
    }
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
