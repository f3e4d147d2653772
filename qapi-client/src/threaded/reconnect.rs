//! The client that connects again.

use super::client::Client;
use super::events::Events;
use super::execute::{Execute, Threaded};
use super::job::Job;
use super::runtime::block_on;
use crate::address::ToAddress;
use crate::error::Error;
use crate::options::Options;
use crate::tokio::{self, Backoff};
use crate::wire::{Decode, Encode, Value};
use crate::{Command, EventSet, OobCommand, Raw, RunState};

/// A handle to a monitor to which the connection is made again whenever it ends; see
/// [`tokio::Reconnecting`].
#[derive(Debug, Clone)]
pub struct Reconnecting(tokio::Reconnecting);

impl Reconnecting {
    /// Connects, and sees to it that there is a connection from then on.
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

    /// The connection of the moment; waits for it if it is being made.
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

    /// Executes the command `name`, which no schema needs to know.
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

    /// Listens to the events of this connection and those after it; see
    /// [`tokio::Reconnecting::events`].
    #[must_use]
    pub fn events<E: EventSet>(&self) -> Events<E> {
        Events(self.0.events())
    }

    /// Follows the job of that id from now on, whatever becomes of the connection.
    #[must_use]
    pub fn job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(self.0.job(id))
    }

    /// Follows the block job of that id from now on, whatever becomes of the connection.
    #[must_use]
    pub fn block_job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(self.0.block_job(id))
    }

    /// Follows the migration from now on, whatever becomes of the connection.
    #[must_use]
    pub fn migration(&self) -> Job {
        Job::new(self.0.migration())
    }

    /// The state of the connection.
    #[must_use]
    pub fn state(&self) -> RunState {
        self.0.state()
    }

    /// Ends the connection in good order, and makes no other.
    pub fn disconnect(&self) {
        // There is a runtime, since there was a connection.
        drop(block_on(self.0.disconnect()));
    }
}
