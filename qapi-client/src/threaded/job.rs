//! Long-running work, followed by a thread.

use std::ops::Deref;
use std::time::Duration;

use super::runtime::{block_on, block_on_within};
use crate::error::{Error, Waiting};
use crate::tokio::{self, JobEnd, JobProgress};

/// Long-running work that is followed; see [`tokio::Job`].
///
/// As an iterator it gives the progress, and ends when the work does or after
/// [`Error::Disconnected`]; other errors may pass. It is also a [`JobControl`],
/// of which [`control`](Self::control) gives one for another thread.
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

    /// Asks the monitor that often how far the work is; see [`tokio::Job::every`].
    #[must_use]
    pub fn every(self, every: Duration) -> Self {
        Self {
            job: self.job.every(every),
            ..self
        }
    }

    /// A handle to pause or end the work from elsewhere.
    #[must_use]
    pub fn control(&self) -> JobControl {
        self.control.clone()
    }

    /// Waits for the end until `deadline`, and makes the monitor forget the work; see
    /// [`tokio::Job::end_and_dismiss`].
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`], after which it can be called again, and those of
    /// [`tokio::Job::end_and_dismiss`].
    pub fn end_and_dismiss(
        &mut self,
        deadline: impl Into<Option<Duration>>,
    ) -> Result<JobEnd, Error> {
        let waiting = Waiting::Job(self.id().into());
        block_on_within(deadline.into(), waiting, self.job.end_and_dismiss())?
    }

    /// How it ended, waiting for that for at most `deadline` (`None`: as long as it takes).
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`], after which it can be asked again, and those of [`tokio::Job::next`].
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

/// A handle by which work is paused, ended and so on; see [`tokio::JobControl`], whose errors these
/// are.
#[derive(Debug, Clone)]
pub struct JobControl(tokio::JobControl);

impl JobControl {
    /// The job's id; `migration` for the migration.
    #[must_use]
    pub fn id(&self) -> &str {
        self.0.id()
    }

    /// Asks how far it is; `None` if the monitor does not know it.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::JobControl::query`].
    pub fn query(&self) -> Result<Option<JobProgress>, Error> {
        block_on(self.0.query())?
    }

    /// Pauses it.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::JobControl::pause`].
    pub fn pause(&self) -> Result<(), Error> {
        block_on(self.0.pause())?
    }

    /// Lets it go on after a pause.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::JobControl::resume`].
    pub fn resume(&self) -> Result<(), Error> {
        block_on(self.0.resume())?
    }

    /// Makes it end as soon as it can, without its result.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::JobControl::cancel`].
    pub fn cancel(&self) -> Result<(), Error> {
        block_on(self.0.cancel())?
    }

    /// Makes a job that is ready end with its result; see [`tokio::JobControl::complete`].
    ///
    /// # Errors
    ///
    /// Those of [`tokio::JobControl::complete`].
    pub fn complete(&self) -> Result<(), Error> {
        block_on(self.0.complete())?
    }

    /// Lets work that is pending do its last step.
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
