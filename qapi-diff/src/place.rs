//! Properties of a place that its path decides: its side, and its stability.

use super::model::{Feature, Root, RootKind};
use super::severity::{Severity, Side};

/// Side and stability of a place.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) side: Side,
    /// True if the old version marks it, or a part above it, as unstable.
    pub(super) unstable: bool,
    /// True if the old version marks it, or a part above it, as deprecated.
    pub(super) deprecated: bool,
    /// The same of the new version: that only makes it another place, so that both ways between two
    /// versions visit the same.
    pub(super) later: (bool, bool),
}

impl Place {
    /// Returns the place below it with that name and those features in the old version. Before QEMU
    /// had the feature `unstable`, it used names `x-…`.
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

    /// Adapts a severity: an unstable interface may change, and a deprecated one may go.
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
