//! Following work: listening, and asking when there is reason to.

use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Duration;

use super::control::JobControl;
use super::monitor::Monitor;
use super::progress::{JobEnd, JobProgress};
use super::source::Source;
use super::track::Track;
use crate::RawEvent;
use crate::error::Error;
use crate::tokio::Events;
use crate::tokio::time::{due, until};

/// How often the monitor is asked how far the work is, if not told otherwise.
const EVERY: Duration = Duration::from_millis(500);

/// Long-running work that is followed: a job, a block job, or the migration.
///
/// It listens from the moment it is made. Make it before the command that starts the work, so that
/// nothing is missed, and await it after that: work that the monitor does not know has been
/// dismissed. It is also a [`JobControl`], of which [`control`](Self::control) gives one to keep.
///
/// # Examples
///
/// ```no_run
/// use qapi_client::qmp::JobStatus;
/// use qapi_client::tokio::{Client, JobEnd};
/// use serde_json::json;
///
/// # async fn example() -> Result<(), qapi_client::Error> {
/// let vm = Client::connect("unix:/run/vm.qmp").await?;
/// let mut job = vm.job("copy");
/// let mirror = json!({"job-id": "copy", "device": "disk0", "target": "disk1", "sync": "full"});
/// vm.execute_raw("blockdev-mirror", Some(mirror)).await?;
/// while let Some(progress) = job.next().await? {
///     println!("{} of {}", progress.current, progress.total);
///     if progress.status == JobStatus::Ready {
///         job.complete().await?;
///     }
/// }
/// assert_eq!(job.end().await?, JobEnd::Concluded);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Job {
    control: JobControl,
    events: Events<RawEvent>,
    track: Track,
    every: Duration,
}

impl Deref for Job {
    type Target = JobControl;

    fn deref(&self) -> &JobControl {
        &self.control
    }
}

impl Job {
    pub(super) fn new(monitor: Monitor, source: Source) -> Self {
        let events = monitor.events();
        let own = source.clone();
        Self {
            events: events.filter(move |event| own.concerns(event)),
            control: JobControl::new(monitor, source.clone()),
            track: Track::new(source),
            every: EVERY,
        }
    }

    /// Asks the monitor that often how far the work is: twice a second, if not told otherwise. It
    /// is asked at once when an event tells of something new.
    #[must_use]
    pub fn every(self, every: Duration) -> Self {
        Self { every, ..self }
    }

    /// A handle to pause or end the work from elsewhere.
    #[must_use]
    pub fn control(&self) -> JobControl {
        self.control.clone()
    }

    /// How far the work is, when that has changed; `None` once it has ended.
    ///
    /// Dropping the future loses nothing. After an error, such as a stopped QEMU's
    /// [`Error::Timeout`], it can be called again. With a [`Reconnecting`](crate::tokio::Reconnecting)
    /// client, the end of a connection is no error: the next one is asked.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](crate::tokio::Client::execute) with the query for this kind of
    /// work; [`Error::Disconnected`].
    pub async fn next(&mut self) -> Result<Option<JobProgress>, Error> {
        loop {
            self.listen();
            if self.track.end.is_some() {
                return Ok(None);
            }
            if !self.track.ask {
                match until(due(Some(self.every)), self.events.next()).await {
                    Some(Some(event)) => self.take(event.map(|event| event.body)),
                    // Whoever asks is told why there is no connection.
                    Some(None) | None => self.track.ask = true,
                }
                continue;
            }
            if let Some(progress) = self.ask().await? {
                return Ok(Some(progress));
            }
        }
    }

    /// How it ended, once it has.
    ///
    /// # Errors
    ///
    /// Those of [`next`](Self::next).
    pub async fn end(&mut self) -> Result<JobEnd, Error> {
        loop {
            if let Some(end) = &self.track.end {
                return Ok(end.clone());
            }
            self.next().await?;
        }
    }

    /// Waits for the end, and makes the monitor forget the work, unless it has done so itself. A job
    /// without `auto-dismiss` keeps its id in use until somebody dismisses it.
    ///
    /// # Errors
    ///
    /// Those of [`end`](Self::end), and of [`dismiss`](JobControl::dismiss) except that the work is unknown
    /// or a migration.
    pub async fn end_and_dismiss(&mut self) -> Result<JobEnd, Error> {
        let end = self.end().await?;
        if end != JobEnd::Dismissed {
            match self.control.dismiss().await {
                Ok(()) | Err(Error::NotOfMigration { .. }) => {}
                // It is gone already.
                Err(error) if error.is_command_error() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(end)
    }

    /// The progress as a [`Stream`](futures_core::Stream), which ends after the work does or after
    /// an error.
    pub fn updates(self) -> JobUpdates {
        JobUpdates {
            state: State::Idle(Box::new(self)),
            failed: false,
        }
    }

    /// Takes the events that have arrived. Those before an answer are older than that.
    fn listen(&mut self) -> bool {
        let mut any = false;
        while let Some(event) = self.events.try_next() {
            self.take(event.map(|event| event.body));
            any = true;
        }
        any
    }

    fn take(&mut self, event: Result<RawEvent, Error>) {
        match event {
            Ok(event) => self.track.event(&event),
            // Something may have been missed.
            Err(_) => self.track.ask = true,
        }
    }

    /// Asks once. Gives what is new.
    async fn ask(&mut self) -> Result<Option<JobProgress>, Error> {
        let answer = self.track.source().ask(&self.control.monitor).await;
        let stale = self.listen();
        let found = match answer {
            Ok(found) => found,
            // QEMU may tell of the end and be gone.
            Err(error) if error.is_disconnected() && self.track.is_settled() => None,
            Err(error) if error.is_disconnected() => {
                return self.reconnected(error).await.map(|()| None);
            }
            Err(error) => return Err(error),
        };
        let asked = self.control.cancel_asked.load(Ordering::Relaxed);
        // Events that came with the answer may tell what it does not.
        self.track.ask = stale;
        if found.is_none() && stale && !self.track.is_settled() {
            return Ok(None);
        }
        Ok(self.track.found(found, asked))
    }

    /// Waits for the next connection, if one will be made.
    async fn reconnected(&self, lost: Error) -> Result<(), Error> {
        match &self.control.monitor {
            Monitor::Client(_) => Err(lost),
            Monitor::Reconnecting(vm) => vm.client().await.map(drop),
        }
    }
}

/// Work's progress as a stream; see [`Job::updates`].
#[must_use = "a stream does nothing unless it is polled"]
pub struct JobUpdates {
    state: State,
    failed: bool,
}

type Next = (Box<Job>, Result<Option<JobProgress>, Error>);

enum State {
    Idle(Box<Job>),
    Asking(Pin<Box<dyn Future<Output = Next> + Send>>),
    /// A poll panicked.
    Lost,
}

impl JobUpdates {
    /// The work itself, to ask for its end once the stream has ended; `None` while the stream waits
    /// for something.
    #[must_use]
    pub fn into_job(self) -> Option<Job> {
        match self.state {
            State::Idle(job) => Some(*job),
            _ => None,
        }
    }
}

impl futures_core::Stream for JobUpdates {
    type Item = Result<JobProgress, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.failed {
            return Poll::Ready(None);
        }
        let mut asking = match std::mem::replace(&mut this.state, State::Lost) {
            State::Asking(asking) => asking,
            State::Idle(mut job) => Box::pin(async move {
                let next = job.next().await;
                (job, next)
            }),
            State::Lost => return Poll::Ready(None),
        };
        let Poll::Ready((job, next)) = asking.as_mut().poll(context) else {
            this.state = State::Asking(asking);
            return Poll::Pending;
        };
        this.state = State::Idle(job);
        this.failed = next.is_err();
        Poll::Ready(next.transpose())
    }
}

impl std::fmt::Debug for JobUpdates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JobUpdates").finish_non_exhaustive()
    }
}
