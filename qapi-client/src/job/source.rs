//! The monitor's interface to each kind of work: queries, commands, events and states.

use std::time::Duration;

use serde_json::Value;

use super::progress::{Found, JobEnd, JobProgress};
use crate::effects::member_of;
use crate::error::Error;
use crate::peer::{Due, Peer, execute};
use crate::protocol::RawEvent;
use crate::qmp::{self, JobStatus, MigrationStatus, RunState};

/// Pause between two looks if the machine has left the state `finish-migrate`, and their number.
const FINISH_PAUSE: Duration = Duration::from_millis(5);
const FINISH_QUESTIONS: u32 = 200;

/// Identity of the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// The job with that id, by the commands for jobs of any kind.
    Job(Box<str>),
    /// The job with that id, by the commands for block jobs.
    BlockJob(Box<str>),
    /// The migration.
    Migration,
}

/// Meaning of an event for the work.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// The work, or the next with that id, began.
    Created,
    /// The work progressed.
    Came,
    /// The work is about to fail or to be cancelled.
    Aborting,
    /// The work ended; after a failure, an earlier event reported it.
    Concluded,
    /// The monitor forgot the work, or an earlier one with that id.
    Forgotten,
    Cancelled {
        counts: Option<(u64, u64)>,
    },
    Completed {
        counts: Option<(u64, u64)>,
        error: Option<Box<str>>,
    },
}

impl Source {
    /// Returns the id; for the migration, of which there is one, its kind.
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Job(id) | Self::BlockJob(id) => id,
            Self::Migration => "migration",
        }
    }

    /// Returns the work that a command with those arguments starts.
    ///
    /// # Errors
    ///
    /// [`Error::NoJobId`].
    pub(crate) fn started_by(command: &str, arguments: Option<&Value>) -> Result<Self, Error> {
        if command == "migrate" {
            return Ok(Self::Migration);
        }
        // A block job without an id has that of its device.
        let id = ["job-id", "device"].iter().find_map(|member| {
            let id = arguments?.get(member)?.as_str()?;
            (!id.is_empty()).then(|| Self::Job(id.into()))
        });
        id.ok_or_else(|| Error::NoJobId {
            command: command.into(),
        })
    }

    /// Returns true if the event belongs to the work.
    pub(super) fn concerns(&self, event: &RawEvent) -> bool {
        let member = match (self, &*event.name) {
            (Self::Migration, name) => return name == "MIGRATION",
            (_, "JOB_STATUS_CHANGE" | "BLOCK_JOB_PENDING") => "id",
            (_, name) if name.starts_with("BLOCK_JOB_") => "device",
            _ => return false,
        };
        member_of(event, member).is_some_and(|id| id == self.id())
    }

    /// Returns the meaning of the event for the work; `None` if it belongs to something else.
    pub(super) fn told(&self, event: &RawEvent) -> Option<Told> {
        if !self.concerns(event) {
            return None;
        }
        let text = |member| match member_of(event, member) {
            Some(Value::String(text)) => Some(text.into_boxed_str()),
            _ => None,
        };
        let count = |member| member_of(event, member).as_ref().and_then(Value::as_u64);
        let counts = || count("offset").zip(count("len"));
        Some(match (&*event.name, text("status").as_deref()) {
            ("BLOCK_JOB_COMPLETED", _) => Told::Completed {
                counts: counts(),
                error: text("error"),
            },
            ("BLOCK_JOB_CANCELLED", _) => Told::Cancelled { counts: counts() },
            ("JOB_STATUS_CHANGE", Some("aborting")) => Told::Aborting,
            ("JOB_STATUS_CHANGE", Some("concluded")) => Told::Concluded,
            ("JOB_STATUS_CHANGE", Some("created")) => Told::Created,
            ("JOB_STATUS_CHANGE", Some("null")) => Told::Forgotten,
            _ => Told::Came,
        })
    }

    /// Queries the progress; `None` if the monitor does not know the work.
    pub(super) async fn ask(&self, peer: &impl Peer) -> Result<Option<Found>, Error> {
        Ok(match self {
            Self::Job(id) => {
                let jobs = execute(peer, &qmp::commands::QueryJobs {}, Due::NEVER).await?;
                let mut jobs = jobs.into_iter();
                jobs.find(|job| *job.id == **id).and_then(from_job)
            }
            Self::BlockJob(id) => {
                let jobs = execute(peer, &qmp::commands::QueryBlockJobs {}, Due::NEVER).await?;
                let mut jobs = jobs.into_iter();
                jobs.find(|job| *job.device == **id)
                    .and_then(from_block_job)
            }
            Self::Migration => {
                let info = execute(peer, &qmp::commands::QueryMigrate {}, Due::NEVER).await?;
                let found = from_migration(info);
                if found.as_ref().is_some_and(|found| found.end.is_some()) {
                    leave_finish_migrate(peer).await;
                }
                found
            }
        })
    }
}

/// Waits until the machine has left the state `finish-migrate`. QEMU reports the end of a migration
/// a moment before, and refuses `cont` until then. The end is known, so an error ends the wait only.
async fn leave_finish_migrate(peer: &impl Peer) {
    for _ in 0..FINISH_QUESTIONS {
        match execute(peer, &qmp::commands::QueryStatus {}, Due::NEVER).await {
            Ok(info) if info.status == RunState::FinishMigrate => peer.pause(FINISH_PAUSE).await,
            _ => return,
        }
    }
}

fn from_job(job: qmp::JobInfo) -> Option<Found> {
    let counts = (job.current_progress, job.total_progress);
    found(job.status, counts, job.error)
}

fn from_block_job(job: qmp::BlockJobInfo) -> Option<Found> {
    found(job.status, (job.offset, job.len), job.error)
}

fn found(status: JobStatus, counts: (i64, i64), error: Option<String>) -> Option<Found> {
    let end = match (&status, error) {
        // The job is about to vanish: treat it as not listed.
        (JobStatus::Null, _) => return None,
        (JobStatus::Concluded, None) => Some(JobEnd::Concluded),
        (JobStatus::Concluded, Some(error)) => Some(JobEnd::Aborted {
            error: Some(error.into()),
        }),
        _ => None,
    };
    Some(Found {
        progress: progress(status.as_str().into(), status, counts),
        end,
    })
}

/// Returns the progress; negative counts become zero.
fn progress(detail: Box<str>, status: JobStatus, (current, total): (i64, i64)) -> JobProgress {
    JobProgress {
        status,
        detail,
        current: current.try_into().unwrap_or(0),
        total: total.try_into().unwrap_or(0),
    }
}

fn from_migration(info: qmp::MigrationInfo) -> Option<Found> {
    let state = info.status?;
    let (status, end) = match &state {
        MigrationStatus::None => return None,
        MigrationStatus::Setup => (JobStatus::Created, None),
        MigrationStatus::Cancelling => (JobStatus::Aborting, None),
        MigrationStatus::Cancelled => (JobStatus::Concluded, Some(JobEnd::Cancelled)),
        MigrationStatus::PostcopyPaused | MigrationStatus::PostcopyRecover => {
            (JobStatus::Paused, None)
        }
        MigrationStatus::Completed => (JobStatus::Concluded, Some(JobEnd::Concluded)),
        MigrationStatus::Failed => {
            let error = info.error_desc.map(Into::into);
            (JobStatus::Concluded, Some(JobEnd::Aborted { error }))
        }
        MigrationStatus::PreSwitchover => (JobStatus::Pending, None),
        MigrationStatus::Device | MigrationStatus::WaitUnplug => (JobStatus::Waiting, None),
        _ => (JobStatus::Running, None),
    };
    let ram = info.ram.map_or((0, 0), |ram| {
        (ram.total.saturating_sub(ram.remaining), ram.total)
    });
    Some(Found {
        progress: progress(state.as_str().into(), status, ram),
        end,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_migration_is_seen_as_a_job() {
        let seen = |text: &str| from_migration(crate::wire::from_json(text).unwrap());
        assert_eq!(seen("{}"), None);
        assert_eq!(seen(r#"{"status": "none"}"#), None);
        let active = r#"{"status": "active",
            "ram": {"total": 100, "remaining": 30, "transferred": 500, "multifd-bytes": 3}}"#;
        let Found { progress, end } = seen(active).unwrap();
        assert_eq!(
            (progress.status, &*progress.detail),
            (JobStatus::Running, "active")
        );
        assert_eq!((progress.current, progress.total, end), (70, 100, None));
        let failed = seen(r#"{"status": "failed", "error-desc": "why"}"#).unwrap();
        let error = Some("why".into());
        assert_eq!(failed.end, Some(JobEnd::Aborted { error }));
        let newer = seen(r#"{"status": "postcopy-of-a-newer-kind"}"#).unwrap();
        assert_eq!(&*newer.progress.detail, "postcopy-of-a-newer-kind");
        assert_eq!(newer.end, None);
    }
}
