//! What is known of a place from the way to it: who sends what stands there, and whether it may
//! change.

use super::model::{Feature, Root, RootKind};
use super::rule::{Severity, Side};

/// What is known of a place from the way to it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) side: Side,
    /// Whether the old version marks it, or something above it, as unstable.
    pub(super) unstable: bool,
    /// Whether the old version marks it, or something above it, as deprecated.
    pub(super) deprecated: bool,
    /// The same of the new version: that only makes it another place, so that both ways between two
    /// versions visit the same.
    pub(super) later: (bool, bool),
}

impl Place {
    /// The place below it that is so named and bears those features in the old version. Before
    /// there was a feature for it, QEMU named what is unstable `x-…`.
    pub(super) fn marked<'f, 'm: 'f>(
        self,
        name: &str,
        features: impl IntoIterator<Item = &'f Feature<'m>>,
    ) -> Self {
        let mut place = self;
        place.unstable |= name.starts_with("x-");
        for feature in features {
            place.unstable |= feature.name == "unstable";
            place.deprecated |= feature.name == "deprecated";
        }
        place
    }

    /// The same, so named and bearing those features in the new version.
    pub(super) fn later<'f, 'm: 'f>(
        self,
        name: &str,
        features: impl IntoIterator<Item = &'f Feature<'m>>,
    ) -> Self {
        let mut place = self;
        place.later.0 |= name.starts_with("x-");
        for feature in features {
            place.later.0 |= feature.name == "unstable";
            place.later.1 |= feature.name == "deprecated";
        }
        place
    }

    /// What is unstable may change; what was deprecated may go.
    pub(super) fn judge(self, severity: Severity, removal: bool) -> (Severity, &'static str) {
        if severity == Severity::Compatible {
            (severity, "")
        } else if self.unstable {
            (Severity::Compatible, " (it was unstable)")
        } else if removal && self.deprecated {
            (severity.min(Severity::Warning), " (it was deprecated)")
        } else {
            (severity, "")
        }
    }
}

pub(super) fn top(root: &Root<'_>) -> Place {
    let side = match root.kind {
        RootKind::Command(_) => Side::Request,
        RootKind::Event(_) => Side::Event,
    };
    Place {
        side,
        unstable: false,
        deprecated: false,
        later: (false, false),
    }
}
