//! The life of a part over the versions, in words.

use super::availability::Track;

/// The versions of a manual, from the oldest to the documented one.
#[derive(Debug)]
pub(super) struct Releases {
    pub(super) names: Vec<String>,
    /// The index of the oldest version that readers support.
    pub(super) oldest: Option<usize>,
}

/// The life of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Timeline {
    /// The first version with it; None if the oldest version has it.
    pub(super) appeared: Option<usize>,
    /// The first version of the last unbroken run in which it is deprecated.
    pub(super) deprecated: Option<usize>,
    /// The first version without it, if it does not come back.
    pub(super) removed: Option<usize>,
    /// True if a deprecation would not show, since the last version with the part records none.
    pub(super) unrecorded: bool,
    /// True if the oldest version that readers support lacks the part.
    pub(super) not_in_oldest: bool,
}

impl Timeline {
    /// Returns true if the part appeared, was deprecated or was removed.
    pub(super) fn is_notable(&self) -> bool {
        self.appeared.is_some() || self.deprecated.is_some() || self.removed.is_some()
    }
}

impl Releases {
    /// The number of the documented version.
    pub(super) fn last(&self) -> usize {
        self.names.len() - 1
    }

    pub(super) fn name(&self, version: usize) -> &str {
        self.names.get(version).map_or("", String::as_str)
    }

    /// Follows a part over the versions.
    pub(super) fn timeline(&self, track: Track) -> Timeline {
        let count = self.names.len();
        let present = |version: &usize| track.present.has(*version);
        let Some(last) = (0..count).rev().find(present) else {
            return Timeline::default();
        };
        // The life of a part that left and came back starts at its return.
        let first = (0..=last).rev().take_while(present).last().unwrap_or(last);
        let removed = Some(last + 1).filter(|version| *version < count);
        let run = (first..=last).rev();
        let deprecated = run.take_while(|v| track.deprecated.has(*v)).last();
        Timeline {
            appeared: Some(first).filter(|first| *first > 0),
            deprecated,
            removed,
            unrecorded: removed.is_some()
                && deprecated.is_none()
                && !records_deprecation(self.name(last)),
            not_in_oldest: self.oldest.is_some_and(|oldest| !present(&oldest)),
        }
    }
}

/// Returns true if the schemas of a release record deprecated members: since 5.0. A name that is
/// no release number counts as newer.
pub(super) fn records_deprecation(name: &str) -> bool {
    let digits = |part: &str| part.parse::<u32>().ok();
    let mut parts = name
        .split(|c: char| !c.is_ascii_digit())
        .filter(|p| !p.is_empty());
    parts.next().and_then(digits).is_none_or(|major| major >= 5)
}

#[cfg(test)]
mod tests {
    use super::records_deprecation;

    #[test]
    fn deprecation_is_recorded_since_5_0() {
        assert!(records_deprecation("5.0") && records_deprecation("10.2"));
        assert!(!records_deprecation("4.2.0") && !records_deprecation("v2.12"));
        assert!(records_deprecation("vendor"));
    }
}
