//! Callbacks of the program.

use std::fmt;
use std::sync::Arc;

use crate::error::Subject;

/// A member of a reply or event that its type does not have: an addition of a newer peer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ignored {
    /// The reply or event.
    pub subject: Subject,
    /// The path of the member in the returned value, or in the event's data: `[3].inserted.active`.
    pub path: String,
}

/// `reply to query-block: [3].inserted.active is ignored`
impl fmt::Display for Ignored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} is ignored", self.subject, self.path)
    }
}

/// A receiver: of a policy's findings, or of ignored members.
pub(crate) struct Report<T>(Arc<dyn Fn(&T) + Send + Sync>);

impl<T> Report<T> {
    pub(crate) fn to(report: impl Fn(&T) + Send + Sync + 'static) -> Self {
        Self(Arc::new(report))
    }

    pub(crate) fn tell(&self, value: &T) {
        (self.0)(value);
    }
}

impl Report<Ignored> {
    /// Reports each of the paths in a reply or event.
    pub(crate) fn ignored(&self, subject: &Subject, paths: Vec<String>) {
        for path in paths {
            let subject = subject.clone();
            self.tell(&Ignored { subject, path });
        }
    }
}

impl<T> Clone for Report<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Report<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Eq for Report<T> {}

impl<T> fmt::Debug for Report<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Report")
    }
}
