//! A proxy: one monitor or guest agent for any number of clients, each with its own rights.
//!
//! A QEMU serves one client on a monitor. A [`Proxy`] takes that place, and serves clients itself
//! through [`Entrance`]s: each has a [`Profile`] that decides which commands, arguments and events its
//! clients have. Commands of all clients are sent on without waiting for each other; each reply goes
//! to its client, with the client's own id, and each event to all.
//!
//! - `entrance` serves clients, and [`profile`](Profile) decides; `upstream` sends commands and matches
//!   replies, `agent` has an agent's rules; `link` moves bytes, `outgoing` with their descriptors.
//! - The monitor's schema, commands and version are asked for once a connection, and answered from
//!   that, without the parts that a profile hides.
//!
//! Invariant: a command is answered once, to the client that sent it; a client that does not read
//! delays no other.

mod agent;
mod entrance;
mod error;
mod facts;
mod fair;
mod link;
mod log;
mod metrics;
mod outgoing;
mod profile;
mod trace;
mod upstream;

use std::sync::Arc;
use std::time::Duration;

use qapi_client::tokio::Stream;
use qapi_client::{Address, ToAddress, Transcript};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinHandle;

use crate::server::{Budget, CLIENTS, MEMORY};
pub use entrance::Entrance;
use error::CONNECT;
pub use error::ProxyError;
use link::Link;
use log::Log;
pub use log::{Action, Entry, Outcome};
pub use profile::{ArgumentRule, ENDS, Profile, ProfileError, READ_ONLY, Refusal};
use upstream::{Kind, Upstream};

/// Pause between looks at what is left at the end.
const POLL: Duration = Duration::from_millis(2);

/// Pauses between attempts to connect again.
const PAUSES: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(5));

/// Settings of a proxy.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct ProxyOptions {
    kind: Kind,
    reconnect: bool,
    memory: Option<usize>,
    max_clients: Option<usize>,
    log: Log,
}

impl ProxyOptions {
    /// The defaults, which each method names.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps the clients when the monitor goes away, and connects again until it is back. Commands
    /// that were sent fail with an error that says that they may have run; later ones fail at once.
    /// The clients receive the event `QAPI_PROXY_GAP` after each new connection, since events may
    /// be missing. By default the clients are disconnected.
    pub fn reconnect(self, reconnect: bool) -> Self {
        Self { reconnect, ..self }
    }

    /// Sets whether the other side is a guest agent. It gets one command at a time, from each client in
    /// turn, and clients are served as by an agent: without greeting, ids of the proxy, and events.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use qapi_server::proxy::{Profile, Proxy, ProxyOptions};
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let options = ProxyOptions::new().agent(true);
    /// let proxy = Proxy::connect("unix:/run/vm.agent", &options).await?;
    /// let looking = proxy.entrance(Profile::read_only())?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn agent(self, agent: bool) -> Self {
        let kind = match agent {
            true => Kind::Agent,
            false => Kind::Monitor,
        };
        Self { kind, ..self }
    }

    /// Limits the memory that all clients together make the proxy hold, in bytes; see
    /// [`Server::memory`](crate::Server::memory).
    pub fn memory(self, bytes: usize) -> Self {
        let memory = Some(bytes);
        Self { memory, ..self }
    }

    /// Limits the number of clients; see [`Server::max_clients`](crate::Server::max_clients).
    pub fn max_clients(self, clients: usize) -> Self {
        let max_clients = Some(clients);
        Self {
            max_clients,
            ..self
        }
    }
}

impl ProxyOptions {
    /// Calls `receiver` when a client connects or leaves, and when a command of a client ends.
    ///
    /// # Examples
    ///
    /// ```
    /// use qapi_server::proxy::ProxyOptions;
    ///
    /// let options = ProxyOptions::new().log(|entry| eprintln!("{}", entry.to_json()));
    /// ```
    pub fn log(mut self, receiver: impl Fn(&Entry) + Send + Sync + 'static) -> Self {
        self.log.set_receiver(receiver);
        self
    }

    /// Records the messages of each client in a transcript of its own. `open` gets the client's number
    /// and the name of its profile. To hide secrets, it returns a [`Transcript`] that
    /// [does](Transcript::hide_secrets).
    ///
    /// # Examples
    ///
    /// ```
    /// use std::fs::File;
    /// use qapi_client::Transcript;
    /// use qapi_server::proxy::ProxyOptions;
    ///
    /// let options = ProxyOptions::new().transcripts(|client, _| {
    ///     let file = File::create(format!("/var/log/vm-{client}.jsonl")).ok()?;
    ///     Some(Transcript::to(file).hide_secrets())
    /// });
    /// ```
    pub fn transcripts(
        mut self,
        open: impl Fn(u64, &str) -> Option<Transcript> + Send + Sync + 'static,
    ) -> Self {
        self.log.set_transcripts(open);
        self
    }

    /// Sets whether entries of the [`log`](Self::log) have secrets. They have none by default.
    pub fn show_secrets(mut self, show: bool) -> Self {
        self.log.show_secrets(show);
        self
    }
}

/// A proxy for one monitor.
///
/// Dropping it ends the connections to the monitor and to all clients.
///
/// # Examples
///
/// Two clients of one monitor, of which one may only look:
///
/// ```
/// use qapi_client::Options;
/// use qapi_client::tokio::Client;
/// use qapi_server::proxy::{Profile, Proxy, ProxyOptions};
/// use qapi_server::testing::TestMonitor;
/// use serde_json::json;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let monitor = TestMonitor::new();
/// monitor.on_raw("query-name", |_| Ok(json!({"name": "vm"})));
/// monitor.on_raw("stop", |_| Ok(json!({})));
///
/// let proxy = Proxy::from_stream(monitor.stream(), &ProxyOptions::new()).await?;
/// let connect = async |profile| {
///     let entrance = proxy.entrance(profile)?;
///     let (ours, theirs) = tokio::io::duplex(4096);
///     tokio::spawn(async move { entrance.serve_stream(theirs).await });
///     Ok::<_, Box<dyn std::error::Error>>(Client::from_stream(ours, &Options::new()).await?)
/// };
/// let (owner, looker) = (connect(Profile::full()).await?, connect(Profile::read_only()).await?);
/// assert_eq!(looker.execute_raw("query-name", None).await?["name"], "vm");
/// assert!(looker.execute_raw("stop", None).await.unwrap_err().is_command_not_found());
/// owner.execute_raw("stop", None).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Proxy {
    upstream: Arc<Upstream>,
    task: JoinHandle<ProxyError>,
}

impl Proxy {
    /// Connects to the monitor at an address.
    ///
    /// # Errors
    ///
    /// [`ProxyError`].
    pub async fn connect(
        address: impl ToAddress,
        options: &ProxyOptions,
    ) -> Result<Self, ProxyError> {
        let address = address.to_address()?;
        let stream = Stream::connect(&address).await?;
        let link = Link::from_stream(stream);
        Self::start(link, options, options.reconnect.then_some(address)).await
    }

    /// Takes a stream that is connected to a monitor. It cannot be connected again. Only a Unix socket
    /// ([`Stream::Unix`], or tokio's `UnixStream`) passes descriptors.
    ///
    /// # Errors
    ///
    /// [`ProxyError`].
    pub async fn from_stream<S>(stream: S, options: &ProxyOptions) -> Result<Self, ProxyError>
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        Self::start(Link::from_stream(stream), options, None).await
    }

    async fn start(
        link: Link,
        options: &ProxyOptions,
        again: Option<Address>,
    ) -> Result<Self, ProxyError> {
        let memory = options.memory.unwrap_or(MEMORY);
        let budget = Budget::new(memory, options.max_clients.unwrap_or(CLIENTS));
        let upstream = Upstream::new(options.kind, budget, options.log.clone());
        let upstream = Arc::new(upstream);
        let link = open(link, &upstream).await?;
        let task = tokio::spawn(run(upstream.clone(), link, again));
        Ok(Self { upstream, task })
    }

    /// Opens an entrance for clients of a profile.
    ///
    /// # Errors
    ///
    /// [`ProfileError`] if the profile names a path that the monitor does not have.
    pub fn entrance(&self, profile: Profile) -> Result<Entrance, ProfileError> {
        Entrance::new(self.upstream.clone(), profile, false)
    }

    /// Opens an entrance that locks the monitor: as long as one of its clients is connected, all
    /// others may only execute the commands of [`READ_ONLY`]. The client that came first has the
    /// lock.
    ///
    /// # Errors
    ///
    /// Those of [`entrance`](Self::entrance).
    pub fn locking_entrance(&self, profile: Profile) -> Result<Entrance, ProfileError> {
        Entrance::new(self.upstream.clone(), profile, true)
    }

    /// Counters of clients, commands, events, latencies and queues, in the text format of OpenMetrics,
    /// which Prometheus reads.
    #[must_use]
    pub fn metrics(&self) -> String {
        self.upstream.metrics_text()
    }

    /// Waits until the connection to the monitor has ended and is not made again.
    pub async fn ended(&mut self) -> ProxyError {
        match (&mut self.task).await {
            Ok(error) => error,
            Err(_) => ProxyError::Stopped,
        }
    }

    /// Takes no further commands, waits until all that were sent are answered and the clients have read
    /// their replies, or until `deadline`, and ends all connections.
    pub async fn drain(self, deadline: Duration) {
        self.upstream.close();
        let drained = async {
            while !self.upstream.is_idle() {
                tokio::time::sleep(POLL).await;
            }
            while !self.upstream.budget.is_unused() {
                self.upstream.budget.finish();
                tokio::time::sleep(POLL).await;
            }
        };
        drop(tokio::time::timeout(deadline, drained).await);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
        self.upstream.lost(&ProxyError::Stopped);
        self.upstream.hang_up();
    }
}

/// Keeps the connection to the monitor, again and again where there is an address for it.
async fn run(upstream: Arc<Upstream>, link: Link, again: Option<Address>) -> ProxyError {
    let mut link = link;
    loop {
        let error = link.pump(&upstream).await;
        trace::lost(&error);
        upstream.lost(&error);
        let Some(address) = &again else {
            upstream.hang_up();
            return error;
        };
        link = reconnect(address, &upstream).await;
        upstream.gap(&error);
    }
}

async fn reconnect(address: &Address, upstream: &Upstream) -> Link {
    let (mut pause, most) = PAUSES;
    loop {
        tokio::time::sleep(pause).await;
        if let Ok(stream) = Stream::connect(address).await
            && let Ok(link) = open(Link::from_stream(stream), upstream).await
        {
            return link;
        }
        pause = (pause * 2).min(most);
    }
}

async fn open(mut link: Link, upstream: &Upstream) -> Result<Link, ProxyError> {
    let opening = tokio::time::timeout(CONNECT, link.open(upstream)).await;
    let facts = opening.map_err(|_| ProxyError::Timeout)??;
    upstream.connected(facts, link.writer.passes_fds());
    Ok(link)
}
