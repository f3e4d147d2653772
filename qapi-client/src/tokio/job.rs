//! Long-running work, followed by the asynchronous clients.

use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use serde_json::Value;
use serde_json::value::RawValue;

use super::client::Client;
use super::events::Events;
use super::reconnect::Reconnecting;
use super::running::Running;
use crate::error::Error;
use crate::execute::Request;
use crate::job::{Control, Follow, Source};
pub use crate::job::{JobEnd, JobProgress, Pivot};
use crate::options::Options;
use crate::peer::{Due, Monitor, Peer};
use crate::wire::Encode;
use crate::{Command, RawEvent};

/// The client of the monitor that does the work.
#[derive(Debug, Clone)]
enum Vm {
    Client(Client),
    Reconnecting(Reconnecting),
}

impl Peer for Vm {
    async fn request(&self, request: Request) -> Result<Option<Box<RawValue>>, Error> {
        match self {
            Self::Client(client) => client.request(request).await,
            Self::Reconnecting(vm) => vm.request(request).await,
        }
    }

    async fn pause(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }

    fn options(&self) -> &Options {
        match self {
            Self::Client(client) => Peer::options(client),
            Self::Reconnecting(vm) => Peer::options(vm),
        }
    }
}

impl Monitor for Vm {
    type Events = Events<RawEvent>;

    fn listen(&self, wanted: impl Fn(&RawEvent) -> bool + Send + Sync + 'static) -> Self::Events {
        match self {
            Self::Client(client) => client.listen(wanted),
            Self::Reconnecting(vm) => vm.listen(wanted),
        }
    }

    async fn event(
        &self,
        events: &mut Self::Events,
        within: Option<Duration>,
    ) -> Option<Result<RawEvent, Error>> {
        super::peer::next(events, within).await
    }

    fn try_event(&self, events: &mut Self::Events) -> Option<Result<RawEvent, Error>> {
        super::peer::try_next(events)
    }

    async fn reconnected(&self, lost: Error) -> Result<(), Error> {
        match self {
            Self::Client(_) => Err(lost),
            Self::Reconnecting(vm) => vm.client().await.map(drop),
        }
    }
}

/// A handle that pauses, resumes or ends work, while another owner follows it.
///
/// Clone it to share it. Each method returns once the monitor has accepted the command;
/// [`Job`] reports the effect. The errors are those of [`Client::execute`](Client::execute), and
/// [`Error::NotOfMigration`].
#[derive(Debug, Clone)]
pub struct JobControl(Control<Vm>);

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
    pub async fn query(&self) -> Result<Option<JobProgress>, Error> {
        self.0.query().await
    }

    /// Pauses the work. A migration can be paused once the machine runs at the destination.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    pub async fn pause(&self) -> Result<(), Error> {
        self.0.pause().await
    }

    /// Resumes the work after a pause.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    /// [`Error::NotOfMigration`] for the migration, which resumes by `migrate` with `resume` and an
    /// address.
    pub async fn resume(&self) -> Result<(), Error> {
        self.0.resume().await
    }

    /// Ends the work as soon as possible, without its result.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    pub async fn cancel(&self) -> Result<(), Error> {
        self.0.cancel().await
    }

    /// Ends a job that is ready, with its result, such as the pivot to a mirror. Switches a
    /// migration to post-copy: the machine runs at the destination before all is copied.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    pub async fn complete(&self) -> Result<(), Error> {
        self.0.complete().await
    }

    /// Ends a mirror that is ready, with or without the pivot to the copy. The end is
    /// [`JobEnd::Concluded`] in both cases.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    /// [`Error::NotReady`] if the mirror is not ready and `pivot` is [`Pivot::No`];
    /// [`Error::NotOfMigration`].
    pub async fn finish(&self, pivot: Pivot) -> Result<(), Error> {
        self.0.finish(pivot).await
    }

    /// Lets pending work do its last step.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    pub async fn finalize(&self) -> Result<(), Error> {
        self.0.finalize().await
    }

    /// Makes the monitor forget work that has ended.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`](Client::execute).
    /// [`Error::NotOfMigration`] for the migration, which is remembered until the next one.
    pub async fn dismiss(&self) -> Result<(), Error> {
        self.0.dismiss().await
    }
}

/// Long-running work that is followed: a job, a block job, or the migration.
///
/// It listens from its creation. [`Client::start_job`] starts the work and follows it. To follow
/// work that another command starts, create this before that command, and await it after: work that
/// the monitor does not know counts as dismissed. It is also a [`JobControl`];
/// [`control`](Self::control) returns one to keep.
///
/// QEMU dismisses block jobs that end by itself, unless their command had `auto-dismiss: false`.
/// All other jobs, such as that of `blockdev-create`, stay and occupy their id until somebody
/// dismisses them: [`end_and_dismiss`](Self::end_and_dismiss) does for both.
///
/// # Examples
///
/// ```no_run
/// use qapi_client::qmp::JobStatus;
/// use qapi_client::tokio::{Client, JobEnd, Pivot};
/// use serde_json::json;
///
/// # async fn example() -> Result<(), qapi_client::Error> {
/// let vm = Client::connect("unix:/run/vm.qmp").await?;
/// let mirror = json!({"job-id": "copy", "device": "disk0", "target": "disk1", "sync": "full"});
/// let mut job = vm.start_job_raw("blockdev-mirror", mirror).await?;
/// while let Some(progress) = job.next().await? {
///     println!("{} of {}", progress.current, progress.total);
///     if progress.status == JobStatus::Ready {
///         job.finish(Pivot::Yes).await?;
///     }
/// }
/// assert_eq!(job.end().await?, JobEnd::Concluded);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Job {
    follow: Follow<Vm>,
    control: JobControl,
}

impl Deref for Job {
    type Target = JobControl;

    fn deref(&self) -> &JobControl {
        &self.control
    }
}

impl Job {
    fn new(vm: Vm, source: Source) -> Self {
        Follow::new(vm, source).into()
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
        self.follow.next(Due::NEVER).await
    }

    /// Waits for the end of the work, and returns its result.
    ///
    /// # Errors
    ///
    /// Those of [`next`](Self::next).
    pub async fn end(&mut self) -> Result<JobEnd, Error> {
        self.follow.end(Due::NEVER).await
    }

    /// Waits for the end, then makes the monitor forget the work, unless it already has. A job
    /// without `auto-dismiss` occupies its id until it is dismissed.
    ///
    /// # Errors
    ///
    /// Those of [`end`](Self::end), and of [`dismiss`](JobControl::dismiss). Unknown work and a
    /// migration are not errors here.
    pub async fn end_and_dismiss(&mut self) -> Result<JobEnd, Error> {
        self.follow.end_and_dismiss(Due::NEVER).await
    }

    /// Converts into a [`Stream`](futures_core::Stream) of the progress, which ends after the work
    /// or after an error.
    pub fn updates(self) -> JobUpdates {
        JobUpdates {
            state: State::Idle(Box::new(self)),
            failed: false,
        }
    }
}

impl From<Follow<Vm>> for Job {
    fn from(follow: Follow<Vm>) -> Self {
        let control = JobControl(follow.control().clone());
        Self { follow, control }
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
    Asking(Running<Next>),
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
            State::Idle(mut job) => Running::new(async move {
                let next = job.next().await;
                (job, next)
            }),
            State::Lost => return Poll::Ready(None),
        };
        let Poll::Ready((job, next)) = asking.poll(context) else {
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

impl Client {
    /// Follows the job with that id from now on, whoever started it; see [`Job`].
    #[must_use]
    pub fn job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(Vm::Client(self.clone()), Source::Job(id.into()))
    }

    /// Follows the block job with that id by the commands for block jobs; [`job`](Self::job) uses
    /// the commands for all jobs, which QEMU has since 3.0.
    #[must_use]
    pub fn block_job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(Vm::Client(self.clone()), Source::BlockJob(id.into()))
    }

    /// Follows the migration from now on, at either end.
    ///
    /// The monitor is queried for progress at intervals. It reports changes itself only with the
    /// migration capability `events`; set it if half a second matters.
    #[must_use]
    pub fn migration(&self) -> Job {
        Job::new(Vm::Client(self.clone()), Source::Migration)
    }

    /// Starts a job by its command, and follows it. The job's id is the argument `job-id`, or else
    /// `device`. `migrate` starts the migration.
    ///
    /// # Errors
    ///
    /// [`Error::JobExists`], before anything is sent, if the monitor has a job of that id, even one
    /// that has ended and is not dismissed: its end is never taken for this job's.
    /// [`Error::NoJobId`]; those of [`Client::execute`].
    pub async fn start_job<C>(&self, command: &C) -> Result<Job, Error>
    where
        C: Command + Encode,
    {
        let vm = Vm::Client(self.clone());
        Follow::start(vm, command).await.map(Job::from)
    }

    /// Starts a job by the command `name`, and follows it; see [`start_job`](Self::start_job).
    ///
    /// # Errors
    ///
    /// Those of [`start_job`](Self::start_job).
    pub async fn start_job_raw(&self, name: &str, arguments: Value) -> Result<Job, Error> {
        let vm = Vm::Client(self.clone());
        let follow = Follow::start_raw(vm, name, arguments);
        follow.await.map(Job::from)
    }
}

impl Reconnecting {
    /// Follows the job with that id from now on, across connections; see [`Client::job`].
    #[must_use]
    pub fn job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(Vm::Reconnecting(self.clone()), Source::Job(id.into()))
    }

    /// Follows the block job with that id from now on, across connections; see
    /// [`Client::block_job`].
    #[must_use]
    pub fn block_job(&self, id: impl Into<Box<str>>) -> Job {
        let source = Source::BlockJob(id.into());
        Job::new(Vm::Reconnecting(self.clone()), source)
    }

    /// Follows the migration from now on, across connections; see [`Client::migration`].
    #[must_use]
    pub fn migration(&self) -> Job {
        Job::new(Vm::Reconnecting(self.clone()), Source::Migration)
    }

    /// Starts a job by its command, and follows it. The job's id is the argument `job-id`, or else
    /// `device`. `migrate` starts the migration.
    ///
    /// # Errors
    ///
    /// [`Error::JobExists`], before anything is sent, if the monitor has a job of that id, even one
    /// that has ended and is not dismissed: its end is never taken for this job's.
    /// [`Error::NoJobId`]; those of [`Reconnecting::execute`].
    pub async fn start_job<C>(&self, command: &C) -> Result<Job, Error>
    where
        C: Command + Encode,
    {
        let vm = Vm::Reconnecting(self.clone());
        Follow::start(vm, command).await.map(Job::from)
    }

    /// Starts a job by the command `name`, and follows it; see [`start_job`](Self::start_job).
    ///
    /// # Errors
    ///
    /// Those of [`start_job`](Self::start_job).
    pub async fn start_job_raw(&self, name: &str, arguments: Value) -> Result<Job, Error> {
        let vm = Vm::Reconnecting(self.clone());
        let follow = Follow::start_raw(vm, name, arguments);
        follow.await.map(Job::from)
    }
}
