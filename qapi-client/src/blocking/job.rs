//! Long-running work, followed by the blocking client.

use std::ops::Deref;
use std::time::Duration;

use serde_json::Value;

use super::client::Client;
use crate::Command;
use crate::error::Error;
use crate::job::{Control, Follow, JobEnd, JobProgress, Pivot, Source};
use crate::peer::{Due, done};
use crate::wire::Encode;

/// A handle that pauses, resumes or ends work, while another owner follows it.
///
/// Clone it to share it. Each method returns once the monitor has accepted the command;
/// [`Job`] reports the effect. The errors are those of [`Client::execute`](Client::execute), and
/// [`Error::NotOfMigration`].
#[derive(Debug, Clone)]
pub struct JobControl(Control<Client>);

impl JobControl {
    /// Returns the job's id; `migration` for the migration.
    #[must_use]
    pub fn id(&self) -> &str {
        self.0.id()
    }

    /// Queries the progress; `None` if the monitor does not know the work.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    #[inline]
    pub fn query(&self) -> Result<Option<JobProgress>, Error> {
        done(self.0.query())
    }

    /// Pauses the work. A migration can be paused once the machine runs at the destination.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    #[inline]
    pub fn pause(&self) -> Result<(), Error> {
        done(self.0.pause())
    }

    /// Resumes the work after a pause.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    /// [`Error::NotOfMigration`] for the migration, which resumes by `migrate` with `resume` and an
    /// address.
    #[inline]
    pub fn resume(&self) -> Result<(), Error> {
        done(self.0.resume())
    }

    /// Ends the work as soon as possible, without its result.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    #[inline]
    pub fn cancel(&self) -> Result<(), Error> {
        done(self.0.cancel())
    }

    /// Ends a job that is ready, with its result, such as the pivot to a mirror. Switches a
    /// migration to post-copy: the machine runs at the destination before all is copied.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    #[inline]
    pub fn complete(&self) -> Result<(), Error> {
        done(self.0.complete())
    }

    /// Ends a mirror that is ready, with or without the pivot to the copy. The end is
    /// [`JobEnd::Concluded`] in both cases.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    /// [`Error::NotReady`] if the mirror is not ready and `pivot` is [`Pivot::No`];
    /// [`Error::NotOfMigration`].
    #[inline]
    pub fn finish(&self, pivot: Pivot) -> Result<(), Error> {
        done(self.0.finish(pivot))
    }

    /// Lets pending work do its last step.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    #[inline]
    pub fn finalize(&self) -> Result<(), Error> {
        done(self.0.finalize())
    }

    /// Makes the monitor forget work that has ended.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    /// [`Error::NotOfMigration`] for the migration, which is remembered until the next one.
    #[inline]
    pub fn dismiss(&self) -> Result<(), Error> {
        done(self.0.dismiss())
    }
}

/// Long-running work, followed by one thread: a job, a block job, or the migration.
///
/// It listens from its creation. [`Client::start_job`] starts the work and follows it. To follow
/// work that another command starts, create this before that command. As an iterator it yields the
/// progress. It ends with the work or after [`Error::Disconnected`]; other errors may be temporary.
/// It is also a [`JobControl`]; [`control`](Self::control) returns one for another thread.
///
/// QEMU dismisses block jobs that end by itself, unless their command had `auto-dismiss: false`.
/// All other jobs stay and occupy their id until somebody dismisses them:
/// [`end_and_dismiss`](Self::end_and_dismiss) does for both.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use qapi_client::blocking::Client;
/// use serde_json::json;
///
/// let vm = Client::connect("unix:/run/vm.qmp")?;
/// let backup = json!({"job-id": "b", "device": "disk0", "target": "disk1", "sync": "full"});
/// let mut job = vm.start_job_raw("blockdev-backup", backup)?;
/// for progress in job.by_ref() {
///     println!("{:?}", progress?.fraction());
/// }
/// println!("{:?}", job.end_and_dismiss(Duration::from_secs(1))?);
/// # Ok::<(), qapi_client::Error>(())
/// ```
#[derive(Debug)]
pub struct Job {
    follow: Follow<Client>,
    control: JobControl,
    lost: bool,
}

impl Job {
    fn new(vm: &Client, source: Source) -> Self {
        Follow::new(vm.clone(), source).into()
    }

    /// Sets the interval at which the monitor is queried for progress. Default: 500 ms. An event
    /// that reports a change triggers a query at once.
    #[must_use]
    pub fn every(self, every: Duration) -> Self {
        self.follow.every(every).into()
    }

    /// Returns a handle that pauses or ends the work from elsewhere.
    #[must_use]
    pub fn control(&self) -> JobControl {
        self.control.clone()
    }

    /// Waits for the end of the work for at most `deadline` (`None`: no limit), and returns its
    /// result.
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`], after which you may call it again, and those of [`Client::execute`] with
    /// the query for this kind of work.
    pub fn end(&mut self, deadline: impl Into<Option<Duration>>) -> Result<JobEnd, Error> {
        done(self.follow.end(Due::after(deadline.into())))
    }

    /// Waits for the end until `deadline`, then makes the monitor forget the work, unless it already
    /// has.
    ///
    /// # Errors
    ///
    /// Those of [`end`](Self::end), and of [`dismiss`](JobControl::dismiss). Unknown work and a
    /// migration are not errors here.
    pub fn end_and_dismiss(
        &mut self,
        deadline: impl Into<Option<Duration>>,
    ) -> Result<JobEnd, Error> {
        done(self.follow.end_and_dismiss(Due::after(deadline.into())))
    }
}

impl From<Follow<Client>> for Job {
    fn from(follow: Follow<Client>) -> Self {
        let control = JobControl(follow.control().clone());
        Self {
            follow,
            control,
            lost: false,
        }
    }
}

impl Iterator for Job {
    type Item = Result<JobProgress, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.lost {
            return None;
        }
        let next = done(self.follow.next(Due::NEVER));
        self.lost = next.as_ref().is_err_and(Error::is_disconnected);
        next.transpose()
    }
}

impl Deref for Job {
    type Target = JobControl;

    fn deref(&self) -> &JobControl {
        &self.control
    }
}

impl Client {
    /// Follows the job with that id from now on, whoever started it; see [`Job`].
    #[must_use]
    pub fn job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(self, Source::Job(id.into()))
    }

    /// Follows the block job with that id by the commands for block jobs; [`job`](Self::job) uses
    /// the commands for all jobs, which QEMU has since 3.0.
    #[must_use]
    pub fn block_job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(self, Source::BlockJob(id.into()))
    }

    /// Follows the migration from now on, at either end.
    ///
    /// The monitor is queried for progress at intervals. It reports changes itself only with the
    /// migration capability `events`; set it if half a second matters.
    #[must_use]
    pub fn migration(&self) -> Job {
        Job::new(self, Source::Migration)
    }

    /// Starts a job by its command, and follows it. The job's id is the argument `job-id`, or else
    /// `device`. `migrate` starts the migration.
    ///
    /// # Errors
    ///
    /// [`Error::JobExists`], before anything is sent, if the monitor has a job of that id, even one
    /// that has ended and is not dismissed: its end is never taken for this job's.
    /// [`Error::NoJobId`]; those of [`Client::execute`].
    pub fn start_job<C>(&self, command: &C) -> Result<Job, Error>
    where
        C: Command + Encode,
    {
        done(Follow::start(self.clone(), command)).map(Job::from)
    }

    /// Starts a job by the command `name`, and follows it; see [`start_job`](Self::start_job).
    ///
    /// # Errors
    ///
    /// Those of [`start_job`](Self::start_job).
    #[inline]
    pub fn start_job_raw(&self, name: &str, arguments: Value) -> Result<Job, Error> {
        done(Follow::start_raw(self.clone(), name, arguments)).map(Job::from)
    }
}
