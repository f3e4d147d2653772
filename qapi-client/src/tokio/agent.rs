//! The asynchronous client for the guest agent.

use std::sync::Arc;
use std::time::Duration;

use serde_json::value::RawValue;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Mutex, watch};
use tokio::time::Instant;

use super::call::{self, Execute, How, Request};
use super::client;
use super::connect;
use super::link::{Handle, Handshake, Link, RunState, until};
use crate::Command;
use crate::address::ToAddress;
use crate::codec;
use crate::error::{Disconnect, Error, Waiting};
use crate::options::Options;
use crate::protocol::request::Mode;
use crate::protocol::{Router, Tokens};
use crate::wire::{Decode, Encode, Value};

/// A handle to a connection to a guest agent.
///
/// The agent's protocol has no greeting, no events and no ids. So commands are executed one at a
/// time, whichever handle they come from, and after one whose reply may still come the client
/// synchronises: a late reply is never taken for that of another command.
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
    shared: Arc<Shared>,
}

/// What all handles share.
pub(super) struct Shared {
    handle: Arc<Handle>,
    options: Options,
    /// Held by the command that is executed.
    turn: Mutex<Turn>,
}

struct Turn {
    /// Whether the next reply to arrive is that of the next command.
    synced: bool,
    tokens: Tokens,
}

impl GuestAgent {
    /// Connects and synchronises, with the default [`Options`].
    ///
    /// # Errors
    ///
    /// [`Error::Address`], [`Error::Connect`], and [`Error::Timeout`] that says which step took
    /// too long: an agent that does not run in the guest lets connect, and never answers.
    pub async fn connect(address: impl ToAddress) -> Result<Self, Error> {
        Self::connect_with(address, &Options::default()).await
    }

    /// Connects and synchronises.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub async fn connect_with(address: impl ToAddress, options: &Options) -> Result<Self, Error> {
        let due = call::due(options.connect_deadline);
        let stream = connect::connect(address, options, due).await?;
        Self::open(tokio::io::split(stream), options, due).await
    }

    /// Synchronises on a stream that is connected to an agent.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect) that concern synchronising.
    pub async fn from_stream<S>(stream: S, options: &Options) -> Result<Self, Error>
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        let halves = tokio::io::split(stream);
        Self::open(halves, options, call::due(options.connect_deadline)).await
    }

    async fn open(
        halves: (
            impl AsyncRead + Send + 'static,
            impl AsyncWrite + Send + 'static,
        ),
        options: &Options,
        due: Option<Instant>,
    ) -> Result<Self, Error> {
        let router = Router::agent(options.limits).transcript(options.transcript.clone());
        // An agent does not greet.
        let (handle, _) = Link::start(halves, router);
        let mut turn = Turn {
            synced: false,
            tokens: Tokens::default(),
        };
        turn.synchronise(&handle, options.connect_deadline, due)
            .await?;
        handle.run();
        let shared = Shared {
            handle,
            options: options.clone(),
            turn: Mutex::new(turn),
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    /// Where the connection stands, now and whenever that changes.
    #[must_use]
    pub fn state(&self) -> watch::Receiver<RunState> {
        self.shared.handle.states()
    }

    /// Executes a command: await what this gives for its reply.
    ///
    /// A command without success response (`guest-shutdown`, `guest-suspend-*`) returns as soon
    /// as it is sent; use QMP's events to see what it does.
    ///
    /// # Errors
    ///
    /// [`Error::Command`] if it fails, [`Error::Timeout`] if that takes too long,
    /// [`Error::Decode`] if it returns what its schema does not say, [`Error::Protocol`] if its
    /// reply cannot be read, [`Error::Disconnected`].
    pub fn execute<C>(&self, command: C) -> Execute<C::Ok>
    where
        C: Command<Ok: Decode + 'static> + Encode,
    {
        self.request(C::NAME, codec::arguments(&command), C::SUCCESS_RESPONSE)
    }

    /// Executes the command `name`, which no schema needs to know, and waits for its reply.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn execute_raw(&self, name: &str, arguments: Option<Value>) -> Execute<Value> {
        self.request(
            name,
            arguments.map(|arguments| codec::text(&arguments)),
            true,
        )
    }

    /// Sends the command `name`, whose success sends no reply.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute) that concern sending.
    pub fn send_raw(&self, name: &str, arguments: Option<Value>) -> Execute<()> {
        self.request(
            name,
            arguments.map(|arguments| codec::text(&arguments)),
            false,
        )
    }

    fn request<T: Decode + 'static>(
        &self,
        name: &str,
        arguments: Option<Vec<u8>>,
        success_response: bool,
    ) -> Execute<T> {
        let request = Request {
            command: name.into(),
            arguments,
            mode: Mode::InBand,
            success_response,
            deadline: self.shared.options.deadline_of(name),
        };
        Execute::new(How::Agent(self.shared.clone()), request)
    }

    /// Ends the connection once the commands under way are answered; see
    /// [`Client::disconnect`](super::Client::disconnect).
    pub async fn disconnect(&self) {
        let Shared {
            handle,
            options,
            turn,
        } = &*self.shared;
        let due = call::due(options.deadline);
        handle.announce_end();
        let _ends = Ends(handle);
        // Those that wait for their turn have it before this.
        let turn = until(due, turn.lock()).await;
        client::disconnect(handle, due).await;
        drop(turn);
    }
}

/// Sees to it that a connection whose end was announced ends, also if nobody waits for that.
struct Ends<'a>(&'a Arc<Handle>);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.drain();
    }
}

impl Shared {
    /// Executes a command when it is its turn.
    pub(super) async fn execute(&self, request: &Request) -> Result<Option<Box<RawValue>>, Error> {
        if self.handle.state() == RunState::Disconnecting {
            return Err(Error::Disconnected {
                command: Some(request.command.clone()),
                may_have_run: false,
                cause: self.handle.ended().unwrap_or(Disconnect::Requested),
            });
        }
        let due = call::due(request.deadline);
        let mut turn = until(due, self.turn.lock()).await.ok_or_else(|| {
            let waiting = Waiting::Command(request.command.clone());
            connect::expired(waiting, request.deadline)
        })?;
        if !turn.synced {
            turn.synchronise(&self.handle, request.deadline, due)
                .await?;
        }
        // So it stays if this future is dropped.
        turn.synced = false;
        let result = call::execute(&self.handle, request, due).await;
        // An error of a command without success response may still come, too.
        turn.synced = matches!(result, Ok(Some(_)) | Err(Error::Command(_)));
        result
    }
}

impl Turn {
    async fn synchronise(
        &mut self,
        handle: &Arc<Handle>,
        deadline: Option<Duration>,
        due: Option<Instant>,
    ) -> Result<(), Error> {
        let receiver = handle.synchronise(self.tokens.next());
        match client::shake(receiver, Waiting::Sync, deadline, due).await? {
            Handshake::Ended(cause) => Err(Error::Disconnected {
                command: None,
                may_have_run: false,
                cause,
            }),
            // What comes before the answer is stale, so nothing else gets here.
            _ => {
                self.synced = true;
                Ok(())
            }
        }
    }
}

impl std::fmt::Debug for GuestAgent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GuestAgent")
            .field("state", &*self.shared.handle.states().borrow())
            .finish_non_exhaustive()
    }
}
