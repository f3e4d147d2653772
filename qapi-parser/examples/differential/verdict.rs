//! What a compiler says to a schema, and how two compilers differ.

use std::fmt;

/// Where an error is.
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

/// What a compiler says.
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
    fn summary(&self) -> &str {
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

/// How they differ, the same for all schemas that show the same difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Difference {
    /// In what.
    pub(crate) kind: Kind,
    /// What this compiler says.
    pub(crate) ours: String,
    /// What QEMU's says.
    pub(crate) qemu: String,
}

/// In what they differ, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// This compiler panics.
    Panic,
    /// What QEMU rejects is accepted.
    Accepted,
    /// What QEMU accepts is rejected.
    Rejected,
    /// The first error is elsewhere.
    Place,
    /// The dump of a valid schema.
    Dump,
    /// QEMU's compiler crashes on what is accepted here.
    AcceptedOnCrash,
}

/// How they differ; None if they agree. That QEMU's compiler crashes is as good as a rejection.
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

/// How they differ in what QEMU accepts, whatever it means and whatever else is accepted here.
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
