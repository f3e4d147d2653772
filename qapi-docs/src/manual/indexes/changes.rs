//! The things that changed from version to version.

use super::super::chart::Count;
use super::super::content::{Entry, From, Reference, Site};
use super::super::layout::Kind;
use super::super::timeline::Timeline;
use super::{age, plain_name};

/// The things that changed in a version.
#[derive(Debug, Default)]
pub(in crate::manual) struct Changes {
    pub(in crate::manual) version: String,
    pub(in crate::manual) stem: String,
    pub(super) added: Vec<Change>,
    pub(super) deprecated: Vec<Change>,
    pub(super) removed: Vec<Change>,
}

/// A change of a definition or of a part of one.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) name: Reference,
    pub(super) kind: Option<Kind>,
    /// The kind in words: `command`, `member`.
    pub(super) role: &'static str,
    pub(super) part: String,
    pub(super) note: String,
}

/// The note on releases whose deprecations are unknown.
pub(super) const DEPRECATION_NOTE: &str = "not recorded in schemas before 5.0";

impl Changes {
    pub(in crate::manual) fn commands(&self) -> Count {
        self.count(|change| change.part.is_empty() && change.role == "command")
    }

    pub(in crate::manual) fn events(&self) -> Count {
        self.count(|change| change.part.is_empty() && change.role == "event")
    }

    /// Counts the changed members, arguments, branches and values of existing definitions.
    pub(in crate::manual) fn members(&self) -> Count {
        self.count(|change| matches!(change.role, "member" | "value" | "branch"))
    }

    /// The commands and events that the documented version does not have, with their kind.
    pub(in crate::manual) fn gone(&self) -> impl Iterator<Item = (&str, &'static str)> {
        let gone = self.removed.iter().filter(|change| change.kind.is_none());
        gone.map(|change| (change.name.name.as_str(), change.role))
    }

    fn count(&self, belongs: impl Fn(&Change) -> bool) -> Count {
        let count = |changes: &[Change]| changes.iter().filter(|c| belongs(c)).count();
        Count {
            added: count(&self.added),
            deprecated: count(&self.deprecated),
            removed: count(&self.removed),
        }
    }
}

/// Everything that changed, by version from the second on.
pub(in crate::manual) fn changes(
    site: &Site<'_>,
    entries: &[Vec<Entry>],
    from: From,
) -> Vec<Changes> {
    let mut all: Vec<Changes> = site
        .releases
        .names
        .iter()
        .skip(1)
        .map(|name| Changes {
            version: name.clone(),
            ..Changes::default()
        })
        .collect();
    for (index, changes) in all.iter_mut().enumerate() {
        changes.stem = format!("version-{}", plain_name(&changes.version, index + 1));
    }
    for entry in entries.iter().flatten() {
        for row in &entry.history {
            let whole = row.role.is_empty();
            let change = Change {
                name: site.named(&entry.name, from),
                kind: Some(entry.kind),
                role: if whole { entry.kind.as_str() } else { row.role },
                part: if whole {
                    String::new()
                } else {
                    row.name.clone()
                },
                note: String::new(),
            };
            add(site, &mut all, &change, &row.timeline);
        }
    }
    for (name, kind, track) in site.availability.gone_roots() {
        let timeline = site.releases.timeline(track);
        let change = Change {
            name: Reference {
                prefix: "",
                name: name.to_owned(),
                link: None,
            },
            kind: None,
            role: kind,
            part: String::new(),
            note: String::new(),
        };
        add(site, &mut all, &change, &timeline);
    }
    all
}

fn add(site: &Site<'_>, all: &mut [Changes], change: &Change, timeline: &Timeline) {
    let noted = Change {
        note: match timeline.deprecated {
            Some(_) => format!("deprecated since {}", age(site, timeline)[0]),
            None if timeline.unrecorded => format!("deprecation {DEPRECATION_NOTE}"),
            None => "not deprecated before".to_owned(),
        },
        ..change.clone()
    };
    // The oldest version has nothing before it to differ from.
    let at = |version: Option<usize>| version.and_then(|version| version.checked_sub(1));
    if let Some(changes) = at(timeline.appeared).and_then(|at| all.get_mut(at)) {
        changes.added.push(change.clone());
    }
    if let Some(changes) = at(timeline.deprecated).and_then(|at| all.get_mut(at)) {
        changes.deprecated.push(change.clone());
    }
    if let Some(changes) = at(timeline.removed).and_then(|at| all.get_mut(at)) {
        changes.removed.push(noted);
    }
}
