//! Progress and end of work.

use crate::qmp::JobStatus;

/// Progress of work.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct JobProgress {
    /// State in a job's life. A migration's states are mapped to the equivalent states of a job.
    pub status: JobStatus,
    /// State as the monitor names it, which is more precise for a migration.
    pub detail: Box<str>,
    /// Amount of work done.
    pub current: u64,
    /// Total amount of work, in the same unit; it may grow.
    pub total: u64,
}

impl JobProgress {
    /// Returns the part of the work that is done, from 0 to 1; `None` while the total is unknown.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn fraction(&self) -> Option<f64> {
        (self.total > 0).then(|| self.current as f64 / self.total as f64)
    }
}

/// Result of work.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum JobEnd {
    /// The work succeeded.
    Concluded,
    /// The work was cancelled.
    Cancelled,
    /// The work failed.
    Aborted {
        /// The reason, if the monitor reported it.
        error: Option<Box<str>>,
    },
    /// The monitor no longer knows the work, and its end was not seen. It was dismissed before it
    /// was followed, or while there was no connection, or QEMU was restarted.
    Dismissed,
}

/// The monitor's answer about work.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) progress: JobProgress,
    /// Result of the work, if it has ended.
    pub(crate) end: Option<JobEnd>,
}
