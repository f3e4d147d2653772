//! The present connection, and the task that watches it.
//!
//! The task shows the connection's events, reports its end, and connects again if asked to. All
//! other code gets the connection from [`Link`].

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use qapi_client::introspect::Schema;
use qapi_client::protocol::Side;
use qapi_client::tokio::{Client, Events, GuestAgent, Stream};
use qapi_client::{Address, Error, Execute, Options, RawEvent, RunState};
use serde_json::Value;
use serde_json::value::RawValue;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::Format;
use crate::error::ConnectError;
use crate::events::{self, SharedFilter};
use crate::knowledge::Knowledge;
use crate::pretty::{self, Style};
use crate::recognise::{put_back, recognise};
use crate::request::Request;
use crate::screen::Screen;

/// Wait before the first attempt to connect again, and the longest one.
const WAITS: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(5));

/// Maximum wait of a question in passing for commands in progress.
const MOMENT: Duration = Duration::from_millis(100);

/// A connection of either protocol.
#[derive(Debug, Clone)]
pub enum Connection {
    /// To a monitor.
    Monitor(Client),
    /// To a guest agent.
    Agent(GuestAgent),
}

impl Connection {
    /// Executes a command.
    ///
    /// # Errors
    ///
    /// Those of the client.
    pub async fn execute(
        &self,
        request: Request,
        has_response: bool,
        timeout: Option<Duration>,
    ) -> Result<Value, Error> {
        let Request {
            name,
            arguments,
            typed,
            oob,
        } = request;
        let typed = typed.as_deref();
        match self {
            Self::Monitor(client) => {
                let command = as_typed(client.execute_raw(&name, arguments), typed);
                let command = command.deadline(timeout);
                match oob {
                    true => command.out_of_band().await,
                    false => command.await,
                }
            }
            Self::Agent(agent) if has_response => {
                let command = as_typed(agent.execute_raw(&name, arguments), typed);
                command.deadline(timeout).await
            }
            Self::Agent(agent) => {
                let command = as_typed(agent.send_raw(&name, arguments), typed);
                let sent = command.deadline(timeout).await;
                sent.map(|()| Value::Object(serde_json::Map::new()))
            }
        }
    }

    fn is_alive(&self) -> bool {
        let state = match self {
            Self::Monitor(client) => client.state(),
            Self::Agent(agent) => agent.state(),
        };
        state == RunState::Running
    }
}

/// A peer, and the options of its connection.
#[derive(Debug, Clone)]
pub struct Target {
    /// Its address.
    pub address: Address,
    /// Options of the client.
    pub options: Options,
    /// Limit of the time to connect.
    pub timeout: Option<Duration>,
    /// True for a guest agent; otherwise the peer is recognised.
    pub agent: bool,
    /// The schema that was given.
    pub schema: Option<Arc<Schema<'static>>>,
    /// True to connect again when a connection ends.
    pub reconnect: bool,
}

impl Target {
    /// Connects, and asks for the schema or the commands; a note explains why they are missing.
    async fn connect(&self) -> Result<(Connection, Knowledge, Option<String>), ConnectError> {
        let connection = match self.agent {
            true => {
                let agent = GuestAgent::connect_with(&self.address, &self.options).await?;
                Connection::Agent(agent)
            }
            false => self.meet().await?,
        };
        let given = Knowledge::of_schema(self.schema.clone());
        let (knowledge, note) = match (&connection, &self.schema) {
            (Connection::Agent(agent), _) => match agent.execute_raw("guest-info", None).await {
                Ok(info) => (given.with_guest_info(&info), None),
                Err(error) => (given, Some(format!("no list of commands: {error}"))),
            },
            (Connection::Monitor(_), Some(_)) => (given, None),
            (Connection::Monitor(client), None) => match client.schema().await {
                Ok(schema) => (Knowledge::of_schema(Some(schema)), None),
                Err(error) => (given, Some(format!("no schema: {error}"))),
            },
        };
        Ok((connection, knowledge, note))
    }

    /// Connects, and recognises the peer.
    async fn meet(&self) -> Result<Connection, ConnectError> {
        let failed = |reason| Error::Connect {
            address: self.address.to_string(),
            reason,
        };
        let recognised = async {
            let stream = Stream::connect(&self.address).await.map_err(failed)?;
            recognise(stream).await.map_err(failed)
        };
        let timeout = self.timeout.unwrap_or(Duration::MAX);
        let (side, said, stream) = tokio::time::timeout(timeout, recognised)
            .await
            .map_err(|_| ConnectError::Silent(timeout, self.address.clone()))??;
        Ok(match side {
            // As a socket, it passes descriptors.
            Side::Monitor => {
                let client = Client::from_stream_after(said, stream, &self.options);
                Connection::Monitor(client.await?)
            }
            Side::LateMonitor => {
                drop(stream);
                Connection::Monitor(Client::connect_with(&self.address, &self.options).await?)
            }
            Side::Agent => {
                let stream = put_back(said, stream);
                Connection::Agent(GuestAgent::from_stream(stream, &self.options).await?)
            }
        })
    }
}

/// Sends arguments as they were typed, if there are any.
fn as_typed<On, T>(command: Execute<On, T>, typed: Option<&RawValue>) -> Execute<On, T> {
    match typed {
        Some(arguments) => command.arguments_text(arguments),
        None => command,
    }
}

/// The present connection.
#[derive(Debug)]
pub struct Link {
    target: Option<Target>,
    screen: Screen,
    format: Arc<Mutex<Format>>,
    filter: SharedFilter,
    current: watch::Sender<Option<Connection>>,
    knowledge: RwLock<Arc<Knowledge>>,
    watcher: Mutex<Option<JoinHandle<()>>>,
    /// Events of the present connection.
    pub history: events::History,
    /// True while lines go to the human monitor.
    hmp: AtomicBool,
    /// Number of requests to show all received events, and of those that were served.
    wanted: watch::Sender<u64>,
    shown: watch::Sender<u64>,
}

impl Link {
    /// Makes a link without a connection. Without a target, it gets none.
    pub fn new(
        target: Option<Target>,
        knowledge: Knowledge,
        screen: Screen,
        format: Arc<Mutex<Format>>,
        filter: SharedFilter,
    ) -> Arc<Self> {
        Arc::new(Self {
            target,
            screen,
            format,
            filter,
            current: watch::Sender::new(None),
            knowledge: RwLock::new(Arc::new(knowledge)),
            watcher: Mutex::default(),
            history: events::History::default(),
            hmp: AtomicBool::new(false),
            wanted: watch::Sender::new(0),
            shown: watch::Sender::new(0),
        })
    }

    /// Returns true while lines go to the human monitor.
    pub fn is_hmp(&self) -> bool {
        self.hmp.load(Ordering::Relaxed)
    }

    /// Begins or ends the mode of lines for the human monitor. Returns the new state.
    pub fn toggle_hmp(&self) -> bool {
        !self.hmp.fetch_not(Ordering::Relaxed)
    }

    /// Returns the peer.
    pub fn target(&self) -> Option<&Target> {
        self.target.as_ref()
    }

    /// Knowledge of the peer.
    pub fn knowledge(&self) -> Arc<Knowledge> {
        let knowledge = self.knowledge.read();
        knowledge.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns the connection, unless it has ended.
    pub fn connection(&self) -> Option<Connection> {
        let current = self.current.borrow();
        current.clone().filter(Connection::is_alive)
    }

    /// Returns the connection; while it is made again, waits for it up to `most`.
    pub async fn wait(&self, most: Duration) -> Option<Connection> {
        if let Some(connection) = self.connection() {
            return Some(connection);
        }
        if !self.target.as_ref().is_some_and(|target| target.reconnect) {
            return None;
        }
        let mut current = self.current.subscribe();
        let alive = |c: &Option<Connection>| c.as_ref().is_some_and(Connection::is_alive);
        let found = tokio::time::timeout(most, current.wait_for(alive)).await;
        found.ok()?.ok()?.clone()
    }

    /// Waits until the received events are shown, but no longer than a second.
    pub async fn settle(&self) {
        if !matches!(self.connection(), Some(Connection::Monitor(_))) {
            return;
        }
        let mut shown = self.shown.subscribe();
        self.wanted.send_modify(|wanted| *wanted += 1);
        let wanted = *self.wanted.borrow();
        let settled = shown.wait_for(|shown| *shown >= wanted);
        // A connection that ends has nothing more to show.
        let _ = tokio::time::timeout(MOMENT * 10, settled).await;
    }

    /// Asks a monitor in passing, until `due`. Returns None without a monitor, or if another
    /// command is in progress for longer than 100 ms, since no command may wait for this.
    pub async fn ask(
        &self,
        command: &str,
        arguments: Option<Value>,
        due: Instant,
    ) -> Option<Value> {
        let Some(Connection::Monitor(client)) = self.connection() else {
            return None;
        };
        let idle = async {
            while !client.outstanding().is_empty() {
                tokio::time::sleep(MOMENT / 10).await;
            }
        };
        tokio::time::timeout(MOMENT, idle).await.ok()?;
        let left = due.checked_duration_since(Instant::now())?;
        let asked = client.execute_raw(command, arguments).deadline(left);
        asked.await.ok()
    }

    /// Connects, and drops the connection before.
    ///
    /// # Errors
    ///
    /// [`ConnectError`]; then there is no connection.
    pub async fn connect(self: &Arc<Self>) -> Result<(), ConnectError> {
        self.stop();
        let Some(target) = &self.target else {
            return Ok(());
        };
        let connected = target.connect().await?;
        let watcher = tokio::spawn(self.clone().watch(self.adopt(connected).await));
        *self.watcher.lock().unwrap_or_else(PoisonError::into_inner) = Some(watcher);
        Ok(())
    }

    /// Ends the connection and any attempt to make one.
    fn stop(&self) {
        let mut watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(watcher) = watcher.take() {
            watcher.abort();
        }
        self.current.send_replace(None);
    }

    async fn adopt(
        &self,
        (connection, knowledge, note): (Connection, Knowledge, Option<String>),
    ) -> Watched {
        let watched = Watched::new(&connection);
        *self
            .knowledge
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(knowledge);
        self.history.clear();
        self.current.send_replace(Some(connection));
        if let Some(note) = note {
            self.note(&note).await;
        }
        watched
    }

    async fn note(&self, text: &str) {
        let text = format!("note: {}", pretty::escape(text));
        let text = self.screen.said.paint(Style::Faint, &text);
        self.screen.say(&text).await;
    }

    async fn watch(self: Arc<Self>, mut watched: Watched) {
        loop {
            let cause = self.show(watched).await;
            self.current.send_replace(None);
            let Some(target) = self.target.as_ref() else {
                return;
            };
            let next = match target.reconnect {
                true => "connecting again",
                false => ":reconnect connects again",
            };
            if self.screen.is_terminal() || target.reconnect {
                self.note(&format!("{cause}; {next}")).await;
            }
            if !target.reconnect {
                return;
            }
            watched = self.again(target).await;
            self.note("connected again; events in between are lost")
                .await;
        }
    }

    async fn again(&self, target: &Target) -> Watched {
        let (mut wait, most) = WAITS;
        loop {
            tokio::time::sleep(wait).await;
            if let Ok(connected) = target.connect().await {
                return self.adopt(connected).await;
            }
            wait = wait.saturating_mul(2).min(most);
        }
    }

    /// Shows events until the connection has ended, and returns the cause.
    async fn show(&self, watched: Watched) -> String {
        let closed = "the peer closed the connection".to_owned();
        let mut events = match watched {
            Watched::Events(events) => events,
            Watched::State(mut state) => {
                let ended = state.wait_for(|state| *state == RunState::Idle);
                let _ = ended.await;
                return closed;
            }
        };
        let mut wanted = self.wanted.subscribe();
        loop {
            let event = tokio::select! {
                biased;
                event = events.next() => event,
                // All that came are shown.
                _ = wanted.changed() => {
                    self.shown.send_replace(*wanted.borrow_and_update());
                    continue;
                }
            };
            match event {
                Some(Ok(event)) => self.show_event(&event).await,
                Some(Err(Error::Disconnected { cause, .. })) => return cause.to_string(),
                Some(Err(error)) => self.note(&error.to_string()).await,
                None => return closed,
            }
        }
    }

    async fn show_event(&self, event: &qapi_client::EventMessage<RawEvent>) {
        self.history.add(event);
        if !self.filter.with(|filter| filter.shows(&event.body.name)) {
            return;
        }
        let format = *self.format.lock().unwrap_or_else(PoisonError::into_inner);
        let paint = self.screen.paint;
        let text = match format {
            Format::Json => pretty::line(&events::message(event), paint),
            Format::Pretty | Format::Compact => events::line(event, paint),
        };
        // The next reply reports that standard output cannot be written.
        let _ = self.screen.print(&text).await;
    }
}

/// Source of a connection's events and of its end.
enum Watched {
    Events(Events<RawEvent>),
    State(watch::Receiver<RunState>),
}

impl Watched {
    fn new(connection: &Connection) -> Self {
        match connection {
            Connection::Monitor(client) => Self::Events(client.events()),
            Connection::Agent(agent) => Self::State(agent.states()),
        }
    }
}
