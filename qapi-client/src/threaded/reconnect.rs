//! The client that connects again.

use super::client::Client;
use super::events::Events;
use super::execute::{Execute, Threaded};
use super::job::Job;
use super::runtime::block_on;
use crate::address::ToAddress;
use crate::error::Error;
use crate::happened::Happened;
use crate::options::Options;
use crate::tokio::{self, Backoff};
use crate::wire::{Decode, Encode, Value};
use crate::{Command, EventSet, OobCommand, Raw, RunState, Unplug, Unplugged};

/// A handle to a monitor that reconnects whenever the connection ends; see [`tokio::Reconnecting`].
///
/// # Examples
///
/// ```no_run
/// use qapi_client::threaded::{Backoff, Reconnecting};
/// use qapi_client::{Error, Options, RawEvent};
///
/// let options = Options::default();
/// let vm = Reconnecting::connect("unix:/run/vm.qmp", &options, Backoff::default())?;
/// for event in vm.events::<RawEvent>() {
///     match event {
///         Ok(event) => println!("{}", event.body.name),
///         Err(Error::Gap { cause }) => println!("{cause}; state may have changed unseen"),
///         Err(error) => return Err(error),
///     }
/// }
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Reconnecting(tokio::Reconnecting);

impl Reconnecting {
    /// Connects, and keeps reconnecting from then on.
    ///
    /// # Errors
    ///
    /// Those of [`Client::connect`].
    pub fn connect(
        address: impl ToAddress,
        options: &Options,
        backoff: Backoff,
    ) -> Result<Self, Error> {
        block_on(tokio::Reconnecting::connect(address, options, backoff))?.map(Self)
    }

    /// Returns the current connection; waits while it is being made.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::Reconnecting::client`].
    pub fn client(&self) -> Result<Client, Error> {
        block_on(self.0.client())?.map(Client::from)
    }

    /// Executes a command: call `wait` on the returned builder for its reply.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::Reconnecting::execute`].
    pub fn execute<C>(&self, command: C) -> Execute<C::Ok, C, tokio::Reconnecting>
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
    pub fn execute_oob<C>(&self, command: C) -> Execute<C::Ok, C, tokio::Reconnecting>
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
    pub fn execute_raw(
        &self,
        name: &str,
        arguments: Option<Value>,
    ) -> Execute<Value, Raw, tokio::Reconnecting> {
        Threaded::execute(self.0.execute_raw(name, arguments))
    }

    /// Returns a listener for the events of this connection and later ones; see
    /// [`tokio::Reconnecting::events`].
    #[must_use]
    pub fn events<E: EventSet>(&self) -> Events<E> {
        Events(self.0.events())
    }

    /// Starts a job by its command, and follows it; see [`tokio::Reconnecting::start_job`].
    ///
    /// # Errors
    ///
    /// Those of [`tokio::Reconnecting::start_job`].
    pub fn start_job<C: Command + Encode>(&self, command: &C) -> Result<Job, Error> {
        block_on(self.0.start_job(command))?.map(Job::new)
    }

    /// Starts a job by the command `name`, and follows it; see
    /// [`tokio::Reconnecting::start_job_raw`].
    ///
    /// # Errors
    ///
    /// Those of [`tokio::Reconnecting::start_job`].
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

    /// Follows the job with that id from now on, across connections.
    #[must_use]
    pub fn job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(self.0.job(id))
    }

    /// Follows the block job with that id from now on, across connections.
    #[must_use]
    pub fn block_job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(self.0.block_job(id))
    }

    /// Follows the migration from now on, across connections.
    #[must_use]
    pub fn migration(&self) -> Job {
        Job::new(self.0.migration())
    }

    /// Unplugs a device, across connections; see [`tokio::Client::unplug`].
    ///
    /// # Errors
    ///
    /// Those of [`tokio::Client::unplug`].
    pub fn unplug(&self, unplug: Unplug) -> Result<Unplugged, Error> {
        block_on(self.0.unplug(unplug))?
    }

    /// Returns the state of the connection.
    #[must_use]
    pub fn state(&self) -> RunState {
        self.0.state()
    }

    /// Ends the connection in order, and does not reconnect.
    pub fn disconnect(&self) {
        // The runtime exists, because the connection did.
        drop(block_on(self.0.disconnect()));
    }
}
