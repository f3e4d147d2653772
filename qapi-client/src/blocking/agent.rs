//! The blocking client for the guest agent.

use std::sync::Arc;

use super::clock::Deadline;
use super::connection::Connection;
use super::session::{Execute, Session};
use super::transport::{self, Transport};
use crate::address::ToAddress;
use crate::error::Error;
use crate::options::Options;
use crate::protocol::Router;
use crate::wire::{Decode, Encode, Value};
use crate::{Command, RunState};

/// A handle to a connection to a guest agent.
///
/// The agent's protocol has no greeting, no events and no ids, and an earlier client may have left
/// unfinished input in the channel. Commands of all handles are therefore executed one at a time.
/// The client synchronises when it connects, and after a command whose reply may still arrive. A
/// late reply is never taken for the reply to another command.
///
/// # Examples
///
/// ```no_run
/// use qapi_client::blocking::GuestAgent;
///
/// let agent = GuestAgent::connect("unix:/run/vm.agent")?;
/// let info = agent.execute_raw("guest-info", None).wait()?;
/// println!("{}", info["version"]);
/// # Ok::<(), qapi_client::Error>(())
/// ```
#[derive(Clone)]
pub struct GuestAgent {
    session: Session,
}

impl GuestAgent {
    /// Connects and synchronises, with the default [`Options`].
    ///
    /// # Errors
    ///
    /// [`Error::Address`], [`Error::Connect`], and [`Error::Timeout`], which names the step. The
    /// channel of an agent that is not running accepts connections and never answers.
    pub fn connect(address: impl ToAddress) -> Result<Self, Error> {
        Self::connect_with(address, &Options::default())
    }

    /// Connects and synchronises.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub fn connect_with(address: impl ToAddress, options: &Options) -> Result<Self, Error> {
        let (transport, deadline) = transport::connect(&address.to_address()?, options)?;
        Self::open(transport, options, deadline)
    }

    /// Synchronises on a stream that is already connected to an agent.
    ///
    /// # Errors
    ///
    /// The errors of [`connect`](Self::connect) that concern synchronisation.
    pub fn from_stream(
        transport: impl Transport + 'static,
        options: &Options,
    ) -> Result<Self, Error> {
        let deadline = Deadline::after(options.connect_deadline);
        Self::open(Arc::new(transport), options, deadline)
    }

    fn open(
        transport: Arc<dyn Transport>,
        options: &Options,
        deadline: Deadline,
    ) -> Result<Self, Error> {
        let router = Router::agent(options.limits).transcript(options.transcript.clone());
        // An agent sends no greeting.
        let (connection, _) = Connection::new(transport, router);
        Ok(Self {
            session: Session::agent(connection, options, deadline)?,
        })
    }

    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    /// Returns the state of the connection. An end by the other side shows only after the next
    /// operation.
    #[must_use]
    pub fn state(&self) -> RunState {
        self.session.connection().run_state()
    }

    /// Executes a command: call `wait` on the returned builder for its reply.
    ///
    /// A command without a success response (`guest-shutdown`, `guest-suspend-*`) returns as soon as
    /// it is sent; QMP's events show its effect.
    ///
    /// # Errors
    ///
    /// [`Error::Command`] if the command fails; [`Error::Timeout`] if its deadline passes;
    /// [`Error::Decode`] if its schema does not allow the reply; [`Error::Protocol`] if the reply is
    /// unreadable; [`Error::Disconnected`] if the connection ends.
    pub fn execute<C>(&self, command: C) -> Execute<C::Ok, C>
    where
        C: Command<Ok: Decode> + Encode,
    {
        Execute::typed(self.session.clone(), &command, self.session.options())
    }

    /// Executes the command `name`, which need not be in any schema.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn execute_raw(&self, name: &str, arguments: Option<Value>) -> Execute<Value> {
        let options = self.session.options();
        Execute::raw(self.session.clone(), name, arguments, options)
    }

    /// Sends the command `name`, whose success has no reply.
    ///
    /// # Errors
    ///
    /// The errors of [`execute`](Self::execute) that concern sending.
    pub fn send_raw(&self, name: &str, arguments: Option<Value>) -> Execute<()> {
        let options = self.session.options();
        Execute::raw(self.session.clone(), name, arguments, options).silent()
    }

    /// Ends the connection once the commands in flight are answered; see
    /// [`Client::disconnect`](super::Client::disconnect).
    pub fn disconnect(&self) {
        let deadline = Deadline::after(self.session.options().deadline);
        let connection = self.session.connection();
        // Commands that wait for the turn get it before this call.
        let turn = connection.take_turn(deadline);
        connection.disconnect(deadline);
        drop(turn);
    }
}

impl std::fmt::Debug for GuestAgent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GuestAgent")
            .field("state", &self.state())
            .finish_non_exhaustive()
    }
}
