//! A server that speaks QMP, or the guest agent's protocol, as QEMU does.
//!
//! A [`Handler`] executes commands. The [`Server`] does the rest for any number of clients:
//! greeting and negotiation, ids, order, commands out of band, JSON as QEMU reads it, events, and
//! their rate limits. It answers with an error to a message that is no command, and to arguments
//! that the schema does not allow.
//!
//! Commands in band of one client run one after another. A command out of band runs at once, beside
//! the one in band; the client's next message is taken when it is done. Up to eight commands in band
//! wait; further messages, also out of band, are taken later, and only while the client reads its
//! replies.
//!
//! When a client closes its side, the commands that it sent before are still executed and answered. A
//! client that enabled commands out of band gets only the replies that need no wait: the command under
//! way is dropped, and those behind it do not start. QEMU does the same, but then drops every command
//! that it has not answered. When a client leaves, by a reset or with replies unread, its commands are
//! dropped, too.
//!
//! Invariant: commands in band of one client run in order, and so do their replies; the memory that
//! all clients make the server hold has a limit ([`Server::memory`]).

mod accept;
mod budget;
mod builtin;
mod delivery;
#[cfg(unix)]
mod descriptors;
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
#[cfg(unix)]
use descriptors::{Descriptors, Receiver};
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

/// State that all connections share.
struct Shared {
    handler: Arc<dyn Handler>,
    protocol: Protocol,
    greeting: Mutex<Arc<Greeting>>,
    limits: Limits,
    /// Executes the commands in the handler's place.
    forward: Option<Arc<dyn Forward>>,
    preconfig: std::sync::atomic::AtomicBool,
    hub: Arc<Hub>,
    /// Faults of tests.
    faults: Option<Arc<Faults>>,
    clients: AtomicU64,
    /// Wakes when all connections are to end.
    hang_up: Notify,
    budget: Arc<Budget>,
}

/// Maximum size of a message's tokens, as in QEMU.
const TOKEN_LIMIT: usize = 64 << 20;

/// Protocol of a server.
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

    /// Replaces the greeting. Only before it is cloned.
    #[must_use]
    pub fn greeting(self, greeting: Greeting) -> Self {
        self.change(|shared| shared.greeting = Mutex::new(Arc::new(greeting)))
    }

    /// Limits the size and depth of one message. Only before it is cloned.
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

    /// Injects `faults` into replies.
    pub(super) fn faults(self, faults: Arc<Faults>) -> Self {
        self.change(|shared| shared.faults = Some(faults))
    }

    /// Changes the state before it is shared; later, nothing.
    fn change(mut self, change: impl FnOnce(&mut Shared)) -> Self {
        if let Some(shared) = Arc::get_mut(&mut self.shared) {
            change(shared);
        }
        self
    }

    /// Sets whether the machine waits to be configured: then only commands that allow it are executed.
    pub fn set_preconfig(&self, preconfig: bool) {
        self.shared.preconfig.store(preconfig, Ordering::Relaxed);
    }

    /// Returns an emitter that sends events to all clients.
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
        #[cfg(unix)]
        {
            let mut stream = Some(stream);
            if let Some(socket) = unix_socket(&mut stream) {
                let descriptors = Descriptors::default();
                let receiver = Receiver::new(socket, descriptors.clone());
                return self.attend(client, receiver, Some(descriptors)).await;
            }
            match stream {
                Some(stream) => self.attend(client, stream, None).await,
                None => Ok(()),
            }
        }
        #[cfg(not(unix))]
        self.attend(client, stream, None).await
    }

    async fn attend<S>(
        &self,
        client: u64,
        stream: S,
        descriptors: Option<Descriptors>,
    ) -> Result<(), ServeError>
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        let serving = session::serve(self.shared.clone(), client, stream, descriptors);
        // Pinned here, since it is large, and would be kept twice.
        let serving = std::pin::pin!(serving);
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

    /// Serves a client until it leaves. File descriptors that arrive over a Unix socket
    /// ([`Stream::Unix`](qapi_client::tokio::Stream), or tokio's `UnixStream`) go to the handler with
    /// their command; see [`Call::take_fds`](crate::Call::take_fds).
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
            // The end of a client concerns no other.
            clients.spawn(async move { drop(server.serve_stream(stream).await) });
            while clients.try_join_next().is_some() {}
        }
    }
}

/// Takes a Unix socket out of `stream`, if it is one.
#[cfg(unix)]
pub(crate) fn unix_socket<S: 'static>(stream: &mut Option<S>) -> Option<tokio::net::UnixStream> {
    use qapi_client::tokio::Stream;
    let place: &mut dyn std::any::Any = stream;
    if let Some(place) = place.downcast_mut::<Option<tokio::net::UnixStream>>() {
        return place.take();
    }
    let place = place.downcast_mut::<Option<Stream>>()?;
    match place.take() {
        Some(Stream::Unix(socket)) => Some(socket),
        other => {
            *place = other;
            None
        }
    }
}

/// Stands for descriptors on systems without them.
#[cfg(not(unix))]
#[derive(Clone)]
enum Descriptors {}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server")
            .field("protocol", &self.shared.protocol)
            .field("greeting", &self.shared.greeting())
            .finish_non_exhaustive()
    }
}
