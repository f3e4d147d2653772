//! Operations on long-running work, for every client.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::progress::JobProgress;
use super::source::Source;
use crate::Command;
use crate::error::Error;
use crate::peer::{Due, Peer, execute};
use crate::qmp::{JobStatus, MigrationStatus, commands};
use crate::wire::Encode;

/// The way in which a mirror that is ready ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pivot {
    /// The machine uses the copy from now on.
    Yes,
    /// The machine keeps its disk; the copy is the disk's state at the end.
    No,
}

/// A handle that pauses, resumes or ends work.
#[derive(Debug, Clone)]
pub(crate) struct Control<M> {
    pub(super) monitor: M,
    pub(super) source: Source,
    pub(super) cancel_asked: Arc<AtomicBool>,
}

impl<M: Peer> Control<M> {
    pub(super) fn new(monitor: M, source: Source) -> Self {
        Self {
            monitor,
            source,
            cancel_asked: Arc::default(),
        }
    }

    pub(crate) fn id(&self) -> &str {
        self.source.id()
    }

    pub(crate) async fn query(&self) -> Result<Option<JobProgress>, Error> {
        let found = self.source.ask(&self.monitor).await?;
        Ok(found.map(|found| found.progress))
    }

    pub(crate) async fn pause(&self) -> Result<(), Error> {
        let id = self.id().to_owned();
        match &self.source {
            Source::Job(_) => self.execute(commands::JobPause::new(id)).await,
            Source::BlockJob(_) => self.execute(commands::BlockJobPause::new(id)).await,
            Source::Migration => self.execute(commands::MigratePause {}).await,
        }
    }

    pub(crate) async fn resume(&self) -> Result<(), Error> {
        let id = self.id().to_owned();
        match &self.source {
            Source::Job(_) => self.execute(commands::JobResume::new(id)).await,
            Source::BlockJob(_) => self.execute(commands::BlockJobResume::new(id)).await,
            Source::Migration => Err(not_of_migration("resume")),
        }
    }

    pub(crate) async fn cancel(&self) -> Result<(), Error> {
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

    pub(crate) async fn complete(&self) -> Result<(), Error> {
        let id = self.id().to_owned();
        match &self.source {
            Source::Job(_) => self.execute(commands::JobComplete::new(id)).await,
            Source::BlockJob(_) => self.execute(commands::BlockJobComplete::new(id)).await,
            Source::Migration => self.execute(commands::MigrateStartPostcopy {}).await,
        }
    }

    pub(crate) async fn finish(&self, pivot: Pivot) -> Result<(), Error> {
        if self.source == Source::Migration {
            return Err(not_of_migration("finish"));
        }
        if pivot == Pivot::Yes {
            return self.complete().await;
        }
        // The command cancels a mirror that is not ready. One that is ready stays so.
        let status = self.query().await?.map(|progress| progress.status);
        if !matches!(status, Some(JobStatus::Ready | JobStatus::Standby)) {
            return Err(Error::NotReady {
                id: self.id().into(),
                status: status.as_ref().map_or("gone", JobStatus::as_str).into(),
            });
        }
        let id = self.id().to_owned();
        self.execute(commands::BlockJobCancel::new(id).force(false))
            .await
    }

    pub(crate) async fn finalize(&self) -> Result<(), Error> {
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

    pub(crate) async fn dismiss(&self) -> Result<(), Error> {
        let id = self.id().to_owned();
        match &self.source {
            Source::Job(_) => self.execute(commands::JobDismiss::new(id)).await,
            Source::BlockJob(_) => self.execute(commands::BlockJobDismiss::new(id)).await,
            Source::Migration => Err(not_of_migration("dismiss")),
        }
    }

    async fn execute<C: Command<Ok = ()> + Encode>(&self, command: C) -> Result<(), Error> {
        execute(&self.monitor, &command, Due::NEVER).await
    }
}

fn not_of_migration(operation: &'static str) -> Error {
    Error::NotOfMigration { operation }
}
