//! The verdict of a compiler on a schema, and the difference of two verdicts.

use std::fmt;

/// The place of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: u32,
    /// Syntax errors have one.
    pub(crate) column: Option<u32>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.rsplit('/').next().unwrap_or_default();
        write!(f, "{file}:{}", self.line)?;
        self.column.map_or(Ok(()), |column| write!(f, ":{column}"))
    }
}

/// The verdict of a compiler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Valid; the dump.
    Valid(String),
    /// Invalid; the first error, `rule` being its kind: a code, or a message without names.
    Invalid {
        place: Place,
        rule: String,
        message: String,
    },
    /// The compiler itself failed.
    Crash(String),
}

impl Verdict {
    /// Returns the verdict without names and places.
    pub(crate) fn summary(&self) -> &str {
        match self {
            Verdict::Valid(_) => "valid",
            Verdict::Invalid { rule, .. } => rule,
            Verdict::Crash(what) => what,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Valid(_) => f.write_str("valid"),
            Verdict::Invalid { place, message, .. } => write!(f, "{place}: {message}"),
            Verdict::Crash(what) => write!(f, "crash: {what}"),
        }
    }
}

/// A difference, equal for all schemas that show it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Difference {
    /// Its kind.
    pub(crate) kind: Kind,
    /// This compiler's verdict.
    pub(crate) ours: String,
    /// The verdict of QEMU's compiler.
    pub(crate) qemu: String,
}

/// The kinds of differences, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// This compiler panics.
    Panic,
    /// This compiler accepts a schema that QEMU rejects.
    Accepted,
    /// This compiler rejects a schema that QEMU accepts.
    Rejected,
    /// The first error is elsewhere.
    Place,
    /// The dump of a valid schema.
    Dump,
    /// This compiler accepts a schema on which QEMU's compiler crashes.
    AcceptedOnCrash,
}

/// Returns the difference; None if both agree. A crash of QEMU's compiler counts as a rejection.
pub(crate) fn compare(ours: &Verdict, qemu: &Verdict) -> Option<Difference> {
    let kind = match (ours, qemu) {
        (Verdict::Crash(_), _) => Kind::Panic,
        (Verdict::Valid(ours), Verdict::Valid(qemu)) if ours == qemu => return None,
        (Verdict::Valid(_), Verdict::Valid(_)) => Kind::Dump,
        (Verdict::Valid(_), Verdict::Invalid { .. }) => Kind::Accepted,
        (Verdict::Valid(_), Verdict::Crash(_)) => Kind::AcceptedOnCrash,
        (Verdict::Invalid { .. }, Verdict::Crash(_)) => return None,
        (Verdict::Invalid { .. }, Verdict::Valid(_)) => Kind::Rejected,
        (Verdict::Invalid { place: a, .. }, Verdict::Invalid { place: b, .. }) if a == b => {
            return None;
        }
        (Verdict::Invalid { .. }, Verdict::Invalid { .. }) => Kind::Place,
    };
    Some(difference(kind, ours, qemu))
}

/// Returns the difference in schemas that QEMU accepts; the dump does not matter, nor do schemas
/// that only this compiler accepts.
pub(crate) fn compare_acceptance(ours: &Verdict, qemu: &Verdict) -> Option<Difference> {
    let kind = match (ours, qemu) {
        (Verdict::Crash(_), _) => Kind::Panic,
        (Verdict::Invalid { .. }, Verdict::Valid(_)) => Kind::Rejected,
        _ => return None,
    };
    Some(difference(kind, ours, qemu))
}

fn difference(kind: Kind, ours: &Verdict, qemu: &Verdict) -> Difference {
    Difference {
        kind,
        ours: ours.summary().to_owned(),
        qemu: qemu.summary().to_owned(),
    }
}
