//! A server that speaks QMP, or the guest agent's protocol, as QEMU does.
//!
//! A [`Handler`] knows commands and executes them; [`Commands`](crate::Commands) is one made of closures, and what is
//! generated for the role of a server (`server::Dispatch`) one around a trait with a method for each
//! command. The [`Server`] does the rest for any number of clients: greeting and negotiation, ids,
//! order, commands out of band, JSON as QEMU reads it, the errors of what is no command or has
//! arguments that the schema does not allow, events to everyone, rate limits on them. When a client
//! leaves, or says no more, what it has said before is still done as far as that need not be waited
//! for; what is waiting is dropped.
//!
//! Commands out of band are executed at once, whatever is executed in band, but one after another;
//! and what a client says behind one waits for it. Up to eight commands in band wait; what comes
//! behind them, also out of band, is read only then; and only once the client has read most of what
//! it was told.
//!
//! Invariant: in-band commands of one client run one after another, in order, and so do their
//! replies; and a client that does not read makes the server keep no more than a fixed amount.

mod accept;
mod budget;
mod builtin;
mod delivery;
mod events;
mod execution;
mod forward;
mod negotiation;
mod outbox;
mod session;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use qapi_client::Error;
use qapi_client::protocol::{Greeting, Limits, Version};
use qapi_client::tokio::Listener;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Notify;
use tokio::task::JoinSet;

pub(crate) use accept::next as next_client;
pub(crate) use budget::{Budget, CLIENTS, MEMORY};
pub use delivery::Fault;
use delivery::Outcome;
pub(super) use delivery::{Faults, GREETING};
use events::Hub;
pub(crate) use forward::{Forward, Slot};
pub use session::ServeError;
use session::{Either, first};

use crate::emitter::Emitter;
use crate::handler::Handler;

/// A server for any number of clients.
///
/// # Examples
///
/// ```
/// use qapi_client::Options;
/// use qapi_client::tokio::Client;
/// use qapi_server::{Commands, Server};
/// use serde_json::json;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), qapi_client::Error> {
/// let commands = Commands::new().raw("query-name", |_| async { Ok(json!({"name": "vm"})) });
/// let server = Server::new(commands);
/// let (ours, theirs) = tokio::io::duplex(4096);
/// tokio::spawn(async move { server.serve_stream(theirs).await });
///
/// let vm = Client::from_stream(ours, &Options::default()).await?;
/// assert_eq!(vm.execute_raw("query-name", None).await?["name"], "vm");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Server {
    shared: Arc<Shared>,
}

/// What all connections share.
struct Shared {
    handler: Arc<dyn Handler>,
    protocol: Protocol,
    greeting: Mutex<Arc<Greeting>>,
    limits: Limits,
    /// Executes the commands in the handler's place.
    forward: Option<Arc<dyn Forward>>,
    preconfig: std::sync::atomic::AtomicBool,
    hub: Arc<Hub>,
    /// What a test lets happen to replies.
    faults: Option<Arc<Faults>>,
    clients: AtomicU64,
    /// Wakes when all connections are to end.
    hang_up: Notify,
    budget: Arc<Budget>,
}

/// How much text a message may have, as in QEMU.
const TOKEN_LIMIT: usize = 64 << 20;

/// Which of the two protocols a server speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protocol {
    Monitor,
    Agent,
}

impl Protocol {
    /// The end of each message.
    fn line_end(self) -> &'static [u8] {
        match self {
            Self::Monitor => b"\r\n",
            Self::Agent => b"\n",
        }
    }
}

impl Shared {
    fn greeting(&self) -> Arc<Greeting> {
        let greeting = self.greeting.lock();
        greeting.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Server {
    /// A monitor that executes commands by `handler`, and offers them out of band.
    pub fn new(handler: impl Handler) -> Self {
        Self::speak(Protocol::Monitor, handler)
    }

    /// A guest agent that executes commands by `handler`: without greeting, negotiation and
    /// events, and with `guest-sync` and `guest-sync-delimited` built in.
    pub fn agent(handler: impl Handler) -> Self {
        Self::speak(Protocol::Agent, handler)
    }

    fn speak(protocol: Protocol, handler: impl Handler) -> Self {
        let version = Version::new(10, 0, 0, "");
        let shared = Shared {
            handler: Arc::new(handler),
            protocol,
            greeting: Mutex::new(Arc::new(Greeting::new(version, ["oob"]))),
            forward: None,
            limits: Limits::default().message_size(TOKEN_LIMIT),
            preconfig: false.into(),
            hub: Arc::default(),
            faults: None,
            clients: AtomicU64::new(0),
            hang_up: Notify::new(),
            budget: Arc::new(Budget::new(MEMORY, CLIENTS)),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Greets with this instead. Only before it is cloned.
    #[must_use]
    pub fn greeting(self, greeting: Greeting) -> Self {
        self.change(|shared| shared.greeting = Mutex::new(Arc::new(greeting)))
    }

    /// Limits what a client may make it hold. Only before it is cloned.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        self.change(|shared| shared.limits = limits)
    }

    /// Limits the memory that all clients together make it hold, in bytes: messages that are not
    /// complete, commands that wait, replies and events that are not read. When they exceed it, the
    /// client that holds the most is disconnected. 192 MiB by default. Only before it is cloned.
    ///
    /// # Examples
    ///
    /// ```
    /// use qapi_server::{Commands, Server};
    ///
    /// let server = Server::new(Commands::new()).memory(64 << 20).max_clients(16);
    /// ```
    #[must_use]
    pub fn memory(self, bytes: usize) -> Self {
        self.change(|shared| {
            let clients = shared.budget.clients();
            shared.budget = Arc::new(Budget::new(bytes, clients));
        })
    }

    /// Limits the number of clients; those beyond it are told so and disconnected. 4096 by default.
    /// Only before it is cloned.
    #[must_use]
    pub fn max_clients(self, clients: usize) -> Self {
        self.change(|shared| {
            let limit = shared.budget.limit();
            shared.budget = Arc::new(Budget::new(limit, clients));
        })
    }

    /// Lets `faults` happen to replies.
    pub(super) fn faults(self, faults: Arc<Faults>) -> Self {
        self.change(|shared| shared.faults = Some(faults))
    }

    /// Changes what is not shared yet; once it is, nothing.
    fn change(mut self, change: impl FnOnce(&mut Shared)) -> Self {
        if let Some(shared) = Arc::get_mut(&mut self.shared) {
            change(shared);
        }
        self
    }

    /// Whether the machine waits to be configured: then only commands that allow it are executed.
    pub fn set_preconfig(&self, preconfig: bool) {
        self.shared.preconfig.store(preconfig, Ordering::Relaxed);
    }

    /// What sends events to all clients.
    #[must_use]
    pub fn emitter(&self) -> Emitter {
        self.shared.hub.emitter()
    }

    /// Lets `forward` execute all commands in the handler's place.
    pub(crate) fn forward(self, forward: Arc<dyn Forward>, budget: Arc<Budget>) -> Self {
        self.change(|shared| {
            shared.forward = Some(forward);
            shared.budget = budget;
        })
    }

    /// Serves the client of that number until it leaves.
    pub(crate) async fn serve_client<S>(&self, client: u64, stream: S) -> Result<(), ServeError>
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        // Pinned here, since it is large, and would be kept twice.
        let serving = std::pin::pin!(session::serve(self.shared.clone(), client, stream));
        match first(serving, self.shared.hang_up.notified()).await {
            Either::First(served) => served,
            Either::Second(()) => Ok(()),
        }
    }

    /// Greets further clients with this.
    pub(crate) fn set_greeting(&self, greeting: Greeting) {
        let place = self.shared.greeting.lock();
        *place.unwrap_or_else(PoisonError::into_inner) = Arc::new(greeting);
    }

    /// Sends a message to all clients that have negotiated, as it is.
    pub(crate) fn broadcast(&self, message: &[u8]) {
        self.shared.hub.broadcast(message);
    }

    /// Ends all connections that there are, whatever is under way.
    pub(super) fn hang_up(&self) {
        self.shared.hang_up.notify_waiters();
    }

    /// Serves a client until it leaves.
    ///
    /// # Errors
    ///
    /// [`ServeError`].
    pub async fn serve_stream<S>(&self, stream: S) -> Result<(), ServeError>
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        let client = self.shared.clients.fetch_add(1, Ordering::Relaxed);
        self.serve_client(client, stream).await
    }

    /// Serves all clients that connect, until this is dropped or the listener is of no use any
    /// more. That the system runs out of something, or that a client leaves before it is accepted,
    /// ends nothing.
    ///
    /// A QEMU serves one client after another on a socket; this one serves all at once.
    ///
    /// # Errors
    ///
    /// [`Error::Connect`] of accepting.
    pub async fn serve(&self, listener: &Listener) -> Result<(), Error> {
        let mut clients = JoinSet::new();
        loop {
            let stream = accept::next(listener).await?;
            let server = self.clone();
            // How a client ends concerns nobody but it.
            clients.spawn(async move { drop(server.serve_stream(stream).await) });
            while clients.try_join_next().is_some() {}
        }
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server")
            .field("protocol", &self.shared.protocol)
            .field("greeting", &self.shared.greeting())
            .finish_non_exhaustive()
    }
}
