//! Reports: the changes found, sorted, counted, and adapted to a user's configuration.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::config::Config;
use super::model::Model;
use super::rule::{Severity, Side};
use super::walk::walk;

/// A change on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The rule's id.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Whom it concerns.
    pub side: Side,
    /// Where, as a query: that detects what was added in the new version, what was removed in the
    /// old one.
    pub path: String,
    /// What stood there; None if nothing.
    pub old: Option<String>,
    /// What stands there; None if nothing.
    pub new: Option<String>,
    /// The change in words.
    pub message: String,
}

/// The changes between two versions, sorted by path.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Report {
    /// The changes.
    pub changes: Vec<Change>,
}

/// How many changes of each severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Summary {
    /// Of [`Severity::Breaking`].
    pub breaking: usize,
    /// Of [`Severity::Warning`].
    pub warning: usize,
    /// Of [`Severity::Compatible`].
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
    let mut report = Report {
        changes: walk(old, new),
    };
    config.apply(&mut report.changes);
    report.sort();
    report
}

impl Report {
    /// Sorted by path, and each change once: alternates can lead to the same place twice.
    pub(super) fn sort(&mut self) {
        self.changes.sort_by(|a, b| {
            (&a.path, a.side, a.rule, &a.message).cmp(&(&b.path, b.side, b.rule, &b.message))
        });
        self.changes.dedup();
    }

    /// How many changes of each severity.
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
    /// The command or event that it concerns.
    pub fn root(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }
}

/// `{"rule", "severity", "side", "path", "old", "new", "message"}`
impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(7))?;
        map.serialize_entry("rule", self.rule)?;
        map.serialize_entry("severity", self.severity.as_str())?;
        map.serialize_entry("side", self.side.as_str())?;
        map.serialize_entry("path", &self.path)?;
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
