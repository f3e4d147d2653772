//! Following work: listening to events, and querying when needed.

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

/// Default interval of progress queries.
const EVERY: Duration = Duration::from_millis(500);

/// Long-running work that is followed: a job, a block job, or the migration.
///
/// It listens from its creation. Create it before the command that starts the work, and nothing is
/// missed. Await it after that command: work that the monitor does not know counts as dismissed. It
/// is also a [`JobControl`]; [`control`](Self::control) returns one to keep.
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

    /// Sets the interval at which the monitor is queried for progress. Default: 500 ms. An event
    /// that reports a change triggers a query at once.
    #[must_use]
    pub fn every(self, every: Duration) -> Self {
        Self { every, ..self }
    }

    /// Returns a handle that pauses or ends the work from elsewhere.
    #[must_use]
    pub fn control(&self) -> JobControl {
        self.control.clone()
    }

    /// Waits for a change and returns the progress; `None` once the work has ended.
    ///
    /// Dropping the future loses nothing. After an error, such as a stopped QEMU's
    /// [`Error::Timeout`], you may call it again. With a
    /// [`Reconnecting`](crate::tokio::Reconnecting) client, the end of a connection is not an error:
    /// the next connection is queried.
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
                    // The query then reports the reason for the missing connection.
                    Some(None) | None => self.track.ask = true,
                }
                continue;
            }
            if let Some(progress) = self.ask().await? {
                return Ok(Some(progress));
            }
        }
    }

    /// Waits for the end of the work, and returns its result.
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

    /// Waits for the end, then makes the monitor forget the work, unless it already has. A job
    /// without `auto-dismiss` occupies its id until it is dismissed.
    ///
    /// # Errors
    ///
    /// Those of [`end`](Self::end), and of [`dismiss`](JobControl::dismiss). Unknown work and a
    /// migration are not errors here.
    pub async fn end_and_dismiss(&mut self) -> Result<JobEnd, Error> {
        let end = self.end().await?;
        if end != JobEnd::Dismissed {
            match self.control.dismiss().await {
                Ok(()) | Err(Error::NotOfMigration { .. }) => {}
                // The work is already forgotten.
                Err(error) if error.is_command_error() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(end)
    }

    /// Converts into a [`Stream`](futures_core::Stream) of the progress, which ends after the work
    /// or after an error.
    pub fn updates(self) -> JobUpdates {
        JobUpdates {
            state: State::Idle(Box::new(self)),
            failed: false,
        }
    }

    /// Takes the events that have arrived. Events before an answer are older than it.
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
            // Events may be missing.
            Err(_) => self.track.ask = true,
        }
    }

    /// Queries once. Returns the progress if it changed.
    async fn ask(&mut self) -> Result<Option<JobProgress>, Error> {
        let answer = self.track.source().ask(&self.control.monitor).await;
        let stale = self.listen();
        let found = match answer {
            Ok(found) => found,
            // QEMU may report the end and exit.
            Err(error) if error.is_disconnected() && self.track.is_settled() => None,
            Err(error) if error.is_disconnected() => {
                return self.reconnected(error).await.map(|()| None);
            }
            Err(error) => return Err(error),
        };
        let asked = self.control.cancel_asked.load(Ordering::Relaxed);
        // Events that arrived with the answer may report more than it.
        self.track.ask = stale;
        if stale && self.track.is_outdated(found.as_ref()) {
            return Ok(None);
        }
        Ok(self.track.found(found, asked))
    }

    /// Waits for the next connection, if there will be one.
    async fn reconnected(&self, lost: Error) -> Result<(), Error> {
        match &self.control.monitor {
            Monitor::Client(_) => Err(lost),
            Monitor::Reconnecting(vm) => vm.client().await.map(drop),
        }
    }
}

/// The progress of work as a stream; see [`Job::updates`].
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
    /// Returns the work, for its end after the stream; `None` while the stream is pending.
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
