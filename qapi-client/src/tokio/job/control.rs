//! Operations on long-running work.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::monitor::Monitor;
use super::progress::JobProgress;
use super::source::Source;
use crate::Command;
use crate::error::Error;
use crate::qmp::{MigrationStatus, commands};
use crate::wire::Encode;

/// A handle that pauses, resumes or ends work, while another owner follows it.
///
/// Clone it to share it. Each method returns once the monitor has accepted the command;
/// [`Job`](super::Job) reports the effect. The errors are those of
/// [`Client::execute`](crate::tokio::Client::execute), and [`Error::NotOfMigration`].
#[derive(Debug, Clone)]
pub struct JobControl {
    pub(super) monitor: Monitor,
    pub(super) source: Source,
    pub(super) cancel_asked: Arc<AtomicBool>,
}

impl JobControl {
    pub(super) fn new(monitor: Monitor, source: Source) -> Self {
        Self {
            monitor,
            source,
            cancel_asked: Arc::default(),
        }
    }

    /// Returns the job's id; `migration` for the migration.
    #[must_use]
    pub fn id(&self) -> &str {
        self.source.id()
    }

    /// Queries the progress; `None` if the monitor does not know the work.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](crate::tokio::Client::execute).
    pub async fn query(&self) -> Result<Option<JobProgress>, Error> {
        let found = self.source.ask(&self.monitor).await?;
        Ok(found.map(|found| found.progress))
    }

    /// Pauses the work. A migration can be paused once the machine runs at the destination.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](crate::tokio::Client::execute).
    pub async fn pause(&self) -> Result<(), Error> {
        let id = self.id().to_owned();
        match &self.source {
            Source::Job(_) => self.execute(commands::JobPause::new(id)).await,
            Source::BlockJob(_) => self.execute(commands::BlockJobPause::new(id)).await,
            Source::Migration => self.execute(commands::MigratePause {}).await,
        }
    }

    /// Resumes the work after a pause.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](crate::tokio::Client::execute). [`Error::NotOfMigration`] for
    /// the migration, which resumes by `migrate` with `resume` and an address.
    pub async fn resume(&self) -> Result<(), Error> {
        let id = self.id().to_owned();
        match &self.source {
            Source::Job(_) => self.execute(commands::JobResume::new(id)).await,
            Source::BlockJob(_) => self.execute(commands::BlockJobResume::new(id)).await,
            Source::Migration => Err(Error::NotOfMigration {
                operation: "resume",
            }),
        }
    }

    /// Ends the work as soon as possible, without its result.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](crate::tokio::Client::execute).
    pub async fn cancel(&self) -> Result<(), Error> {
        // An event may report the end before the command's reply.
        let before = self.cancel_asked.swap(true, Ordering::Relaxed);
        let id = self.id().to_owned();
        let result = match &self.source {
            Source::Job(_) => self.execute(commands::JobCancel::new(id)).await,
            Source::BlockJob(_) => {
                self.execute(commands::BlockJobCancel::new(id).force(true))
                    .await
            }
            Source::Migration => self.execute(commands::MigrateCancel {}).await,
        };
        if matches!(&result, Err(error) if !error.may_have_run()) {
            self.cancel_asked.store(before, Ordering::Relaxed);
        }
        result
    }

    /// Ends a job that is ready, with its result, such as the pivot to a mirror. Switches a
    /// migration to post-copy: the machine runs at the destination before all is copied.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](crate::tokio::Client::execute).
    pub async fn complete(&self) -> Result<(), Error> {
        let id = self.id().to_owned();
        match &self.source {
            Source::Job(_) => self.execute(commands::JobComplete::new(id)).await,
            Source::BlockJob(_) => self.execute(commands::BlockJobComplete::new(id)).await,
            Source::Migration => self.execute(commands::MigrateStartPostcopy {}).await,
        }
    }

    /// Lets pending work do its last step.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](crate::tokio::Client::execute).
    pub async fn finalize(&self) -> Result<(), Error> {
        let id = self.id().to_owned();
        match &self.source {
            Source::Job(_) => self.execute(commands::JobFinalize::new(id)).await,
            Source::BlockJob(_) => self.execute(commands::BlockJobFinalize::new(id)).await,
            Source::Migration => {
                let waiting = MigrationStatus::PreSwitchover;
                self.execute(commands::MigrateContinue::new(waiting)).await
            }
        }
    }

    /// Makes the monitor forget work that has ended.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](crate::tokio::Client::execute); [`Error::NotOfMigration`] for
    /// the migration, which is remembered until the next one.
    pub async fn dismiss(&self) -> Result<(), Error> {
        let id = self.id().to_owned();
        match &self.source {
            Source::Job(_) => self.execute(commands::JobDismiss::new(id)).await,
            Source::BlockJob(_) => self.execute(commands::BlockJobDismiss::new(id)).await,
            Source::Migration => Err(Error::NotOfMigration {
                operation: "dismiss",
            }),
        }
    }

    async fn execute<C: Command<Ok = ()> + Encode>(&self, command: C) -> Result<(), Error> {
        self.monitor.execute(command).await
    }
}
