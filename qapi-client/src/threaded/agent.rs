//! The client for the guest agent.

use std::time::Duration;

use super::runtime::block_on;
use crate::Command;
use crate::address::ToAddress;
use crate::error::Error;
use crate::options::Options;
use crate::tokio::{self, RunState};
use crate::wire::{Decode, Encode, Value};

/// A handle to a connection to a guest agent, for any number of threads.
///
/// The agent executes one command at a time, so a thread waits for its turn too; that counts
/// against its command's deadline.
///
/// # Examples
///
/// ```no_run
/// use qapi_client::threaded::GuestAgent;
///
/// let agent = GuestAgent::connect("unix:/run/vm.agent")?;
/// let watch = agent.clone();
/// std::thread::spawn(move || watch.execute_raw("guest-network-get-interfaces", None));
/// println!("{}", agent.execute_raw("guest-info", None)?["version"]);
/// # Ok::<(), qapi_client::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct GuestAgent(tokio::GuestAgent);

/// For what this does not wrap.
impl From<tokio::GuestAgent> for GuestAgent {
    /// The runtime on which the client was made has to run as long as this is used; that of
    /// [`block_on`] does.
    fn from(agent: tokio::GuestAgent) -> Self {
        Self(agent)
    }
}

impl GuestAgent {
    /// Connects and synchronises, with the default [`Options`].
    ///
    /// # Errors
    ///
    /// Those of [`tokio::GuestAgent::connect`], and [`Error::Runtime`].
    pub fn connect(address: impl ToAddress) -> Result<Self, Error> {
        Self::connect_with(address, &Options::default())
    }

    /// Connects and synchronises.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub fn connect_with(address: impl ToAddress, options: &Options) -> Result<Self, Error> {
        block_on(tokio::GuestAgent::connect_with(address, options))?.map(Self)
    }

    /// The asynchronous client, for what this does not wrap.
    #[must_use]
    pub fn asynchronous(&self) -> &tokio::GuestAgent {
        &self.0
    }

    /// Where the connection stands.
    #[must_use]
    pub fn state(&self) -> RunState {
        *self.0.state().borrow()
    }

    /// Executes a command and waits for its reply; one without success response returns as soon as
    /// it is sent.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::GuestAgent::execute`].
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

    /// Executes the command `name`, which no schema needs to know, and waits for its reply.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn execute_raw(&self, name: &str, arguments: Option<Value>) -> Result<Value, Error> {
        block_on(self.0.execute_raw(name, arguments).into_future())?
    }

    /// Sends the command `name`, whose success sends no reply.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute) that concern sending.
    pub fn send_raw(&self, name: &str, arguments: Option<Value>) -> Result<(), Error> {
        block_on(self.0.send_raw(name, arguments).into_future())?
    }

    /// Ends the connection once the commands under way are answered; see
    /// [`tokio::Client::disconnect`].
    pub fn disconnect(&self) {
        // There is a runtime, since there was a connection.
        drop(block_on(self.0.disconnect()));
    }
}
