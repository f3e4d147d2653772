//! The asynchronous client for the guest agent.

use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::time::Instant;

use super::handshake;
use super::link::{Handle, Link};
use super::session::{Execute, Session};
use super::stream;
use super::time::due;
use super::turns::Turns;
use crate::address::ToAddress;
use crate::error::Error;
use crate::options::Options;
use crate::protocol::Router;
use crate::wire::{Decode, Encode, Value};
use crate::{Command, RunState};

/// A handle to a connection to a guest agent.
///
/// The agent's protocol has no greeting, no events and no ids. Commands of all handles are therefore
/// executed one at a time. After a command whose reply may still arrive, the client synchronises: a
/// late reply is never taken for the reply to another command.
///
/// # Examples
///
/// ```no_run
/// use qapi_client::tokio::GuestAgent;
///
/// # async fn example() -> Result<(), qapi_client::Error> {
/// let agent = GuestAgent::connect("unix:/run/vm.agent").await?;
/// let info = agent.execute_raw("guest-info", None).await?;
/// println!("{}", info["version"]);
/// # Ok(())
/// # }
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
    pub async fn connect(address: impl ToAddress) -> Result<Self, Error> {
        Self::connect_with(address, &Options::default()).await
    }

    /// Connects and synchronises.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub async fn connect_with(address: impl ToAddress, options: &Options) -> Result<Self, Error> {
        let ((stream, _), due) = stream::connect(address, options).await?;
        Self::open(stream, options, due).await
    }

    /// Synchronises on a stream that is already connected to an agent.
    ///
    /// # Errors
    ///
    /// The errors of [`connect`](Self::connect) that concern synchronisation.
    pub async fn from_stream<S>(stream: S, options: &Options) -> Result<Self, Error>
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        Self::open(stream, options, due(options.connect_deadline)).await
    }

    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    async fn open(
        stream: impl AsyncRead + AsyncWrite + Send + 'static,
        options: &Options,
        due: Option<Instant>,
    ) -> Result<Self, Error> {
        let router = Router::agent(options.limits).transcript(options.transcript.clone());
        // An agent sends no greeting.
        let (handle, _) = Link::start(tokio::io::split(stream), router, None);
        let turns = Turns::begin(&handle, options.connect_deadline, due).await?;
        Ok(Self {
            session: Session::agent(handle, options, turns),
        })
    }

    /// Returns the state of the connection.
    #[must_use]
    pub fn state(&self) -> RunState {
        self.session.handle().state()
    }

    /// Returns the state of the connection as a channel that receives each change.
    #[must_use]
    pub fn states(&self) -> watch::Receiver<RunState> {
        self.session.handle().states()
    }

    /// Executes a command: await the returned builder for its reply.
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
    pub async fn disconnect(&self) {
        let handle = self.session.handle();
        let due = due(self.session.options().deadline);
        handle.announce_end();
        let _ends = Ends(handle);
        // Commands that wait for the turn get it before this call.
        let turn = match self.session.turns() {
            Some(turns) => turns.take(due).await,
            None => None,
        };
        handshake::disconnect(handle, due).await;
        drop(turn);
    }
}

/// Ends a connection whose end was announced, even if its caller is gone.
struct Ends<'a>(&'a Arc<Handle>);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.drain();
    }
}

impl std::fmt::Debug for GuestAgent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GuestAgent")
            .field("state", &self.state())
            .finish_non_exhaustive()
    }
}
