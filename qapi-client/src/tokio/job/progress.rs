//! Progress and end of work.

use crate::qmp::JobStatus;

/// Progress of work.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct JobProgress {
    /// State in a job's life. A migration's states are mapped to the equivalent states of a job.
    pub status: JobStatus,
    /// State in the monitor's own word, which is more precise for a migration.
    pub detail: Box<str>,
    /// Amount of work done.
    pub current: u64,
    /// Amount of work in total, in the same unit; it may grow.
    pub total: u64,
}

impl JobProgress {
    /// Part of the work that is done, from 0 to 1; `None` while the total is unknown.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn fraction(&self) -> Option<f64> {
        (self.total > 0).then(|| self.current as f64 / self.total as f64)
    }
}

/// End of work.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum JobEnd {
    /// It did all it was to do.
    Concluded,
    /// Somebody cancelled it.
    Cancelled,
    /// It failed.
    Aborted {
        /// Why, if the monitor said so.
        error: Option<Box<str>>,
    },
    /// The monitor does not know it (any more), and nobody saw how it ended: it was dismissed
    /// before it was followed, or while there was no connection, or QEMU is another one.
    Dismissed,
}

/// Answer of the monitor about work.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) progress: JobProgress,
    /// How it ended, if it has.
    pub(super) end: Option<JobEnd>,
}
