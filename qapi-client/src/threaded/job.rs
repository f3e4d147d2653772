//! Long-running work, followed by a thread.

use std::ops::Deref;
use std::time::Duration;

use super::runtime::{block_on, block_on_within};
use crate::error::{Error, Waiting};
use crate::tokio::{self, JobEnd, JobProgress, Pivot};

/// Long-running work, followed by one thread; see [`tokio::Job`].
///
/// As an iterator it yields the progress. It ends with the work or after [`Error::Disconnected`];
/// other errors may be temporary. It is also a [`JobControl`]; [`control`](Self::control) returns
/// one for another thread.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use qapi_client::threaded::Client;
///
/// let vm = Client::connect("unix:/run/vm.qmp")?;
/// let mut job = vm.job("copy");
/// // … start it, then
/// for progress in job.by_ref() {
///     println!("{:?}", progress?.fraction());
/// }
/// println!("{:?}", job.end(Duration::from_secs(1))?);
/// # Ok::<(), qapi_client::Error>(())
/// ```
#[derive(Debug)]
pub struct Job {
    job: tokio::Job,
    control: JobControl,
    lost: bool,
}

impl Job {
    pub(super) fn new(job: tokio::Job) -> Self {
        let control = JobControl(job.control());
        Self {
            job,
            control,
            lost: false,
        }
    }

    /// Sets the interval at which the monitor is queried for progress; see [`tokio::Job::every`].
    #[must_use]
    pub fn every(self, every: Duration) -> Self {
        Self {
            job: self.job.every(every),
            ..self
        }
    }

    /// Returns a handle that pauses or ends the work from elsewhere.
    #[must_use]
    pub fn control(&self) -> JobControl {
        self.control.clone()
    }

    /// Waits for the end until `deadline`, then makes the monitor forget the work; see
    /// [`tokio::Job::end_and_dismiss`].
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`], after which you may call it again, and those of
    /// [`tokio::Job::end_and_dismiss`].
    pub fn end_and_dismiss(
        &mut self,
        deadline: impl Into<Option<Duration>>,
    ) -> Result<JobEnd, Error> {
        let waiting = Waiting::Job(self.id().into());
        block_on_within(deadline.into(), waiting, self.job.end_and_dismiss())?
    }

    /// Waits for the end of the work for at most `deadline` (`None`: no limit), and returns its
    /// result.
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`], after which you may call it again, and those of [`tokio::Job::next`].
    pub fn end(&mut self, deadline: impl Into<Option<Duration>>) -> Result<JobEnd, Error> {
        let waiting = Waiting::Job(self.id().into());
        block_on_within(deadline.into(), waiting, self.job.end())?
    }
}

impl Iterator for Job {
    type Item = Result<JobProgress, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.lost {
            return None;
        }
        let next = block_on(self.job.next()).and_then(|next| next);
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

/// A handle that pauses, resumes or ends work; see [`tokio::JobControl`], which has the same errors.
#[derive(Debug, Clone)]
pub struct JobControl(tokio::JobControl);

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
    /// Those of [`tokio::JobControl::query`].
    pub fn query(&self) -> Result<Option<JobProgress>, Error> {
        block_on(self.0.query())?
    }

    /// Pauses the work.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::JobControl::pause`].
    pub fn pause(&self) -> Result<(), Error> {
        block_on(self.0.pause())?
    }

    /// Resumes the work after a pause.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::JobControl::resume`].
    pub fn resume(&self) -> Result<(), Error> {
        block_on(self.0.resume())?
    }

    /// Ends the work as soon as possible, without its result.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::JobControl::cancel`].
    pub fn cancel(&self) -> Result<(), Error> {
        block_on(self.0.cancel())?
    }

    /// Ends a job that is ready, with its result; see [`tokio::JobControl::complete`].
    ///
    /// # Errors
    ///
    /// Those of [`tokio::JobControl::complete`].
    pub fn complete(&self) -> Result<(), Error> {
        block_on(self.0.complete())?
    }

    /// Ends a mirror that is ready, with or without the pivot to the copy.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::JobControl::finish`].
    pub fn finish(&self, pivot: Pivot) -> Result<(), Error> {
        block_on(self.0.finish(pivot))?
    }

    /// Lets pending work do its last step.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::JobControl::finalize`].
    pub fn finalize(&self) -> Result<(), Error> {
        block_on(self.0.finalize())?
    }

    /// Makes the monitor forget work that has ended.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::JobControl::dismiss`].
    pub fn dismiss(&self) -> Result<(), Error> {
        block_on(self.0.dismiss())?
    }
}
