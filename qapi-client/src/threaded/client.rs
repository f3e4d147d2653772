//! The client for QMP.

use std::sync::Arc;

use ::tokio::io::{AsyncRead, AsyncWrite};

use super::events::Events;
use super::execute::{Execute, Threaded};
use super::job::Job;
use super::runtime::block_on;
use crate::address::ToAddress;
use crate::error::Error;
use crate::happened::Happened;
use crate::introspect::Schema;
use crate::options::Options;
use crate::protocol::Greeting;
use crate::tokio;
use crate::wire::{Decode, Encode, Value};
use crate::{Command, EventSet, OobCommand, RunState, Unplug, Unplugged};

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
/// vm.execute_raw("stop", None).wait()?;
/// # Ok::<(), qapi_client::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Client(tokio::Client);

/// Wraps an asynchronous client, made by an operation that this module does not wrap.
impl From<tokio::Client> for Client {
    /// The client's runtime must run as long as this handle is used; that of [`block_on`] does.
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

    /// Reads the greeting and negotiates on a stream that is already connected to a monitor. Create
    /// the stream inside [`block_on`], whose runtime serves it.
    ///
    /// # Errors
    ///
    /// The errors of [`connect`](Self::connect) that concern greeting and negotiation.
    pub fn from_stream<S>(stream: S, options: &Options) -> Result<Self, Error>
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        block_on(tokio::Client::from_stream(stream, options))?.map(Self)
    }

    /// Returns the asynchronous client, for operations that this one does not wrap.
    #[must_use]
    pub fn asynchronous(&self) -> &tokio::Client {
        &self.0
    }

    /// Returns the monitor's greeting: its version and capabilities.
    #[must_use]
    pub fn greeting(&self) -> &Greeting {
        self.0.greeting()
    }

    /// Returns true if the monitor offers out-of-band execution and [`Options::oob`] did not decline
    /// it.
    #[must_use]
    pub fn oob_granted(&self) -> bool {
        self.0.oob_granted()
    }

    /// Returns the state of the connection.
    #[must_use]
    pub fn state(&self) -> RunState {
        self.0.state()
    }

    /// Returns the commands without an answer, including those that timed out, oldest first.
    #[must_use]
    pub fn outstanding(&self) -> Vec<String> {
        self.0.outstanding()
    }

    /// Executes a command: call `wait` on the returned builder for its reply.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::Client::execute`].
    pub fn execute<C>(&self, command: C) -> Execute<C::Ok, C>
    where
        C: Command<Ok: Decode> + Encode,
    {
        Threaded::execute(self.0.execute(command))
    }

    /// Executes a command out of band; short for
    /// [`execute(command).out_of_band()`](crate::Execute::out_of_band).
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute), and [`Error::OobNotGranted`].
    pub fn execute_oob<C>(&self, command: C) -> Execute<C::Ok, C>
    where
        C: OobCommand<Ok: Decode> + Encode,
    {
        Threaded::execute(self.0.execute_oob(command))
    }

    /// Executes the command `name`, which need not be in any schema.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn execute_raw(&self, name: &str, arguments: Option<Value>) -> Execute<Value> {
        Threaded::execute(self.0.execute_raw(name, arguments))
    }

    /// Returns the monitor's schema; see [`tokio::Client::schema`].
    ///
    /// # Errors
    ///
    /// Those of [`tokio::Client::schema`].
    pub fn schema(&self) -> Result<Arc<Schema<'static>>, Error> {
        block_on(self.0.schema())?
    }

    /// Returns a listener for events from now on, decoded as `E`: a schema's set of events, or
    /// [`RawEvent`](crate::RawEvent) for all of them undecoded. A listener that is created before the
    /// first command also receives the events since the greeting: the last 1024, behind
    /// [`Error::Lagged`] with the number of the others.
    #[must_use]
    pub fn events<E: EventSet>(&self) -> Events<E> {
        Events(self.0.events())
    }

    /// Returns a listener for the events that `command` causes; see [`tokio::Client::events_of`].
    #[must_use]
    pub fn events_of<E: EventSet>(&self, command: &(impl Command + Encode)) -> Events<E> {
        Events(self.0.events_of(command))
    }

    /// Returns a listener for the events that the command `name` causes; see
    /// [`tokio::Client::events_of_raw`].
    #[must_use]
    pub fn events_of_raw<E: EventSet>(&self, name: &str, arguments: Option<Value>) -> Events<E> {
        Events(self.0.events_of_raw(name, arguments))
    }

    /// Starts a job by its command, and follows it; see [`tokio::Client::start_job`].
    ///
    /// # Errors
    ///
    /// Those of [`tokio::Client::start_job`].
    pub fn start_job<C: Command + Encode>(&self, command: &C) -> Result<Job, Error> {
        block_on(self.0.start_job(command))?.map(Job::new)
    }

    /// Starts a job by the command `name`, and follows it; see
    /// [`tokio::Client::start_job_raw`].
    ///
    /// # Errors
    ///
    /// Those of [`tokio::Client::start_job`].
    pub fn start_job_raw(&self, name: &str, arguments: Value) -> Result<Job, Error> {
        block_on(self.0.start_job_raw(name, arguments))?.map(Job::new)
    }

    /// Asks the monitor if a command had its effect, such as one whose deadline passed or whose
    /// connection ended. It knows `blockdev-add`, `object-add`, `netdev_add`, `chardev-add`,
    /// `device_add` and their removals; a `device_del` has happened once the device is gone. On one
    /// connection, the question is answered after the command has ended.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn happened(&self, command: &(impl Command + Encode)) -> Result<Happened, Error> {
        block_on(self.0.happened(command))?
    }

    /// Asks the monitor if the command `name` had its effect; see [`happened`](Self::happened).
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn happened_raw(&self, name: &str, arguments: &Value) -> Result<Happened, Error> {
        block_on(self.0.happened_raw(name, arguments))?
    }

    /// Follows the job with that id from now on; see [`Job`].
    #[must_use]
    pub fn job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(self.0.job(id))
    }

    /// Follows the block job with that id from now on; see [`tokio::Client::block_job`].
    #[must_use]
    pub fn block_job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(self.0.block_job(id))
    }

    /// Follows the migration from now on; see [`tokio::Client::migration`].
    #[must_use]
    pub fn migration(&self) -> Job {
        Job::new(self.0.migration())
    }

    /// Unplugs a device, then removes its backends; see [`Unplug`].
    ///
    /// # Errors
    ///
    /// Those of [`tokio::Client::unplug`].
    pub fn unplug(&self, unplug: Unplug) -> Result<Unplugged, Error> {
        block_on(self.0.unplug(unplug))?
    }

    /// Ends the connection once the commands in flight are answered; see
    /// [`tokio::Client::disconnect`].
    pub fn disconnect(&self) {
        // The runtime exists, because the connection did.
        drop(block_on(self.0.disconnect()));
    }
}
