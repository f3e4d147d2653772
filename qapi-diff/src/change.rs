//! Changes.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::severity::{Severity, Side};

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
