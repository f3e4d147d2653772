//! The client for QMP, and its events.

use std::sync::Arc;
use std::time::Duration;

use super::job::Job;
use super::runtime::{block_on, block_on_within};
use crate::address::ToAddress;
use crate::error::{Error, Waiting};
use crate::introspect::Schema;
use crate::options::Options;
use crate::protocol::{EventMessage, Greeting, RawEvent};
use crate::tokio::{self, RunState};
use crate::wire::{Decode, Encode, Value};
use crate::{Command, EventSet, OobCommand};

/// A handle to a connection to a QMP monitor, for any number of threads.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use qapi_client::RawEvent;
/// use qapi_client::threaded::Client;
///
/// let vm = Client::connect("unix:/run/vm.qmp")?;
/// let events = vm.events::<RawEvent>();
/// std::thread::spawn(move || {
///     for event in events.flatten() {
///         println!("{}", event.body.name);
///     }
/// });
/// vm.execute_raw("stop", None)?;
/// # Ok::<(), qapi_client::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Client(tokio::Client);

/// For what this does not wrap.
impl From<tokio::Client> for Client {
    /// The runtime on which the client was made has to run as long as this is used; that of
    /// [`block_on`] does.
    fn from(client: tokio::Client) -> Self {
        Self(client)
    }
}

impl Client {
    /// Connects, reads the greeting and negotiates, with the default [`Options`].
    ///
    /// # Errors
    ///
    /// Those of [`tokio::Client::connect`], and [`Error::Runtime`].
    pub fn connect(address: impl ToAddress) -> Result<Self, Error> {
        Self::connect_with(address, &Options::default())
    }

    /// Connects, reads the greeting and negotiates.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub fn connect_with(address: impl ToAddress, options: &Options) -> Result<Self, Error> {
        block_on(tokio::Client::connect_with(address, options))?.map(Self)
    }

    /// The asynchronous client, for what this does not wrap.
    #[must_use]
    pub fn asynchronous(&self) -> &tokio::Client {
        &self.0
    }

    /// What the monitor said first: its version and what it offers.
    #[must_use]
    pub fn greeting(&self) -> &Greeting {
        self.0.greeting()
    }

    /// Whether commands can be executed out of band: [asked for](Options::oob) and granted.
    #[must_use]
    pub fn oob_granted(&self) -> bool {
        self.0.oob_granted()
    }

    /// Where the connection stands.
    #[must_use]
    pub fn state(&self) -> RunState {
        *self.0.state().borrow()
    }

    /// The commands that the monitor has not answered, those that timed out included, oldest
    /// first.
    #[must_use]
    pub fn outstanding(&self) -> Vec<String> {
        self.0.outstanding()
    }

    /// Executes a command and waits for its reply, while other threads do as they please.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::Client::execute`].
    pub fn execute<C>(&self, command: C) -> Result<C::Ok, Error>
    where
        C: Command<Ok: Decode + 'static> + Encode,
    {
        block_on(self.0.execute(command).into_future())?
    }

    /// Executes a command that may take `deadline`, whatever else is set.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn execute_with_deadline<C>(
        &self,
        command: C,
        deadline: impl Into<Option<Duration>>,
    ) -> Result<C::Ok, Error>
    where
        C: Command<Ok: Decode + 'static> + Encode,
    {
        block_on(self.0.execute(command).deadline(deadline).into_future())?
    }

    /// Executes a command out of band: at once, even while the monitor is busy with another, for
    /// which another thread may be waiting.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute), and [`Error::OobNotGranted`].
    pub fn execute_oob<C>(&self, command: C) -> Result<C::Ok, Error>
    where
        C: OobCommand<Ok: Decode + 'static> + Encode,
    {
        block_on(self.0.execute_oob(command).into_future())?
    }

    /// Executes the command `name`, which no schema needs to know.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn execute_raw(&self, name: &str, arguments: Option<Value>) -> Result<Value, Error> {
        block_on(self.0.execute_raw(name, arguments).into_future())?
    }

    /// Executes the command `name`, which no schema needs to know, out of band.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute), and [`Error::OobNotGranted`].
    pub fn execute_raw_oob(&self, name: &str, arguments: Option<Value>) -> Result<Value, Error> {
        block_on(self.0.execute_raw_oob(name, arguments).into_future())?
    }

    /// The monitor's schema; see [`tokio::Client::schema`].
    ///
    /// # Errors
    ///
    /// Those of [`tokio::Client::schema`].
    pub fn schema(&self) -> Result<Arc<Schema<'static>>, Error> {
        block_on(self.0.schema())?
    }

    /// Listens to events from now on, decoded as `E`: a schema's set of events, or [`RawEvent`]
    /// for all as they come.
    #[must_use]
    pub fn events<E: EventSet>(&self) -> Events<E> {
        Events(self.0.events())
    }

    /// Listens to the events that `command` causes; see [`tokio::Client::events_of`].
    #[must_use]
    pub fn events_of<E: EventSet>(&self, command: &(impl Command + Encode)) -> Events<E> {
        Events(self.0.events_of(command))
    }

    /// Follows the job of that id from now on; see [`Job`].
    #[must_use]
    pub fn job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(self.0.job(id))
    }

    /// Follows the block job of that id from now on; see [`tokio::Client::block_job`].
    #[must_use]
    pub fn block_job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(self.0.block_job(id))
    }

    /// Follows the migration from now on; see [`tokio::Client::migration`].
    #[must_use]
    pub fn migration(&self) -> Job {
        Job::new(self.0.migration())
    }

    /// Ends the connection once the commands under way are answered; see
    /// [`tokio::Client::disconnect`].
    pub fn disconnect(&self) {
        // There is a runtime, since there was a connection.
        drop(block_on(self.0.disconnect()));
    }
}

/// A connection's events from the moment of listening, decoded as `E`.
///
/// As an iterator, it waits for each as long as it takes, and ends when the connection does.
#[derive(Debug)]
pub struct Events<E>(pub(super) tokio::Events<E>);

impl<E: EventSet> Events<E> {
    /// Takes only events of which `wanted` says so; see [`tokio::Events::filter`].
    #[must_use]
    pub fn filter_events(self, wanted: impl Fn(&RawEvent) -> bool + Send + Sync + 'static) -> Self {
        Self(self.0.filter(wanted))
    }

    /// Lets as many events wait, instead of [`Options::event_capacity`].
    #[must_use]
    pub fn capacity(self, capacity: usize) -> Self {
        Self(self.0.capacity(capacity))
    }

    /// The next event, waiting for it for at most `deadline` (`None`: as long as it takes). Gives
    /// `None` after the end.
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`] if none comes in that time, and those of [`tokio::Events`].
    pub fn next_within(
        &mut self,
        deadline: impl Into<Option<Duration>>,
    ) -> Result<Option<EventMessage<E>>, Error> {
        block_on_within(deadline.into(), Waiting::Event, self.0.next())?.transpose()
    }
}

impl<E: EventSet> Iterator for Events<E> {
    type Item = Result<EventMessage<E>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_within(None).transpose()
    }
}
