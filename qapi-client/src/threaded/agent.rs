//! The client for the guest agent.

use ::tokio::io::{AsyncRead, AsyncWrite};

use super::execute::{Execute, Threaded};
use super::runtime::block_on;
use crate::address::ToAddress;
use crate::error::Error;
use crate::options::Options;
use crate::tokio;
use crate::wire::{Decode, Encode, Value};
use crate::{Command, RunState};

/// A handle to a connection to a guest agent, for any number of threads.
///
/// The agent executes one command at a time, so a thread also waits for its turn; the wait counts
/// against its command's deadline.
///
/// # Examples
///
/// ```no_run
/// use qapi_client::threaded::GuestAgent;
///
/// let agent = GuestAgent::connect("unix:/run/vm.agent")?;
/// let watch = agent.clone();
/// std::thread::spawn(move || {
///     watch.execute_raw("guest-network-get-interfaces", None).wait()
/// });
/// println!("{}", agent.execute_raw("guest-info", None).wait()?["version"]);
/// # Ok::<(), qapi_client::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct GuestAgent(tokio::GuestAgent);

/// Wraps an asynchronous client, made by an operation that this module does not wrap.
impl From<tokio::GuestAgent> for GuestAgent {
    /// The client's runtime must run as long as this handle is used; that of [`block_on`] does.
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

    /// Synchronises on a stream that is already connected to an agent. Create the stream inside
    /// [`block_on`], whose runtime serves it.
    ///
    /// # Errors
    ///
    /// The errors of [`connect`](Self::connect) that concern synchronisation.
    pub fn from_stream<S>(stream: S, options: &Options) -> Result<Self, Error>
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        block_on(tokio::GuestAgent::from_stream(stream, options))?.map(Self)
    }

    /// Returns the asynchronous client, for operations that this one does not wrap.
    #[must_use]
    pub fn asynchronous(&self) -> &tokio::GuestAgent {
        &self.0
    }

    /// Returns the state of the connection.
    #[must_use]
    pub fn state(&self) -> RunState {
        self.0.state()
    }

    /// Executes a command: call `wait` on the returned builder for its reply.
    ///
    /// # Errors
    ///
    /// Those of [`tokio::GuestAgent::execute`].
    pub fn execute<C>(&self, command: C) -> Execute<C::Ok, C>
    where
        C: Command<Ok: Decode> + Encode,
    {
        Threaded::execute(self.0.execute(command))
    }

    /// Executes the command `name`, which need not be in any schema.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn execute_raw(&self, name: &str, arguments: Option<Value>) -> Execute<Value> {
        Threaded::execute(self.0.execute_raw(name, arguments))
    }

    /// Sends the command `name`, whose success has no reply.
    ///
    /// # Errors
    ///
    /// The errors of [`execute`](Self::execute) that concern sending.
    pub fn send_raw(&self, name: &str, arguments: Option<Value>) -> Execute<()> {
        Threaded::execute(self.0.send_raw(name, arguments))
    }

    /// Ends the connection once the commands in flight are answered; see
    /// [`tokio::Client::disconnect`].
    pub fn disconnect(&self) {
        // The runtime exists, because the connection did.
        drop(block_on(self.0.disconnect()));
    }
}
