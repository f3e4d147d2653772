//! The clients' methods that follow work.

use super::follow::Job;
use super::monitor::Monitor;
use super::source::Source;
use crate::tokio::{Client, Reconnecting};

impl Client {
    /// Follows the job with that id from now on, whoever started it; see [`Job`].
    #[must_use]
    pub fn job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(Monitor::Client(self.clone()), Source::Job(id.into()))
    }

    /// Follows the block job with that id by the commands for block jobs; [`job`](Self::job) uses
    /// the commands for all jobs, which QEMU has since 3.0.
    #[must_use]
    pub fn block_job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(Monitor::Client(self.clone()), Source::BlockJob(id.into()))
    }

    /// Follows the migration from now on, at either end.
    ///
    /// The monitor is queried for progress at intervals. It reports changes itself only with the
    /// migration capability `events`; set it if half a second matters.
    #[must_use]
    pub fn migration(&self) -> Job {
        Job::new(Monitor::Client(self.clone()), Source::Migration)
    }
}

impl Reconnecting {
    /// Follows the job with that id from now on, across connections; see [`Client::job`].
    #[must_use]
    pub fn job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(Monitor::Reconnecting(self.clone()), Source::Job(id.into()))
    }

    /// Follows the block job with that id from now on, across connections; see
    /// [`Client::block_job`].
    #[must_use]
    pub fn block_job(&self, id: impl Into<Box<str>>) -> Job {
        let source = Source::BlockJob(id.into());
        Job::new(Monitor::Reconnecting(self.clone()), source)
    }

    /// Follows the migration from now on, across connections; see [`Client::migration`].
    #[must_use]
    pub fn migration(&self) -> Job {
        Job::new(Monitor::Reconnecting(self.clone()), Source::Migration)
    }
}
