//! The connection of the moment, and who watches over it.
//!
//! A task shows the connection's events, tells when it has ended, and connects anew if that is
//! wanted. Everybody else asks [`Link`] for the connection.

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use qapi_client::introspect::Schema;
use qapi_client::tokio::{Client, Events, GuestAgent, RunState, Stream};
use qapi_client::{Address, Error, Options, RawEvent};
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::Format;
use crate::events::{self, SharedFilter};
use crate::knowledge::Knowledge;
use crate::prepare::Request;
use crate::pretty::{self, Style};
use crate::recognise::{Side, recognise};
use crate::screen::Screen;

/// The wait before the first attempt to connect anew, and the longest one.
const WAITS: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(5));

/// How long what is asked in passing waits for what is under way.
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
            oob,
        } = request;
        match self {
            Self::Monitor(client) if oob => {
                client
                    .execute_raw_oob(&name, arguments)
                    .deadline(timeout)
                    .await
            }
            Self::Monitor(client) => client.execute_raw(&name, arguments).deadline(timeout).await,
            Self::Agent(agent) if has_response => {
                agent.execute_raw(&name, arguments).deadline(timeout).await
            }
            Self::Agent(agent) => {
                let sent = agent.send_raw(&name, arguments).deadline(timeout).await;
                sent.map(|()| Value::Object(serde_json::Map::new()))
            }
        }
    }

    fn state(&self) -> watch::Receiver<RunState> {
        match self {
            Self::Monitor(client) => client.state(),
            Self::Agent(agent) => agent.state(),
        }
    }

    fn is_alive(&self) -> bool {
        *self.state().borrow() == RunState::Running
    }
}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The client's reason.
    #[error(transparent)]
    Client(#[from] Error),
    /// It cannot be told who the other side is.
    #[error(
        "timed out after {0:?}: {address} neither greets, as a monitor does when it serves no other \
         client, nor answers, as a guest agent does when it runs",
        address = .1
    )]
    Silent(Duration, Address),
}

/// To whom, and how.
#[derive(Debug, Clone)]
pub struct Target {
    /// Where.
    pub address: Address,
    /// How.
    pub options: Options,
    /// How long connecting may take.
    pub timeout: Option<Duration>,
    /// Whether it is a guest agent for sure; else it is found out.
    pub agent: bool,
    /// The schema that was given.
    pub schema: Option<Arc<Schema<'static>>>,
    /// Whether to connect anew when a connection ends.
    pub reconnect: bool,
}

impl Target {
    /// Connects, and asks what there is; with a note where that cannot be told.
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

    /// Connects to whoever the other side is.
    async fn meet(&self) -> Result<Connection, ConnectError> {
        let failed = |source| Error::Connect {
            address: self.address.to_string(),
            source,
        };
        let recognised = async {
            let stream = Stream::connect(&self.address).await.map_err(failed)?;
            recognise(stream).await.map_err(failed)
        };
        let timeout = self.timeout.unwrap_or(Duration::MAX);
        let (side, stream) = tokio::time::timeout(timeout, recognised)
            .await
            .map_err(|_| ConnectError::Silent(timeout, self.address.clone()))??;
        Ok(match side {
            Side::Monitor => Connection::Monitor(Client::from_stream(stream, &self.options).await?),
            Side::LateMonitor => {
                drop(stream);
                Connection::Monitor(Client::connect_with(&self.address, &self.options).await?)
            }
            Side::Agent => Connection::Agent(GuestAgent::from_stream(stream, &self.options).await?),
        })
    }
}

/// The connection of the moment.
#[derive(Debug)]
pub struct Link {
    target: Option<Target>,
    screen: Screen,
    format: Arc<Mutex<Format>>,
    filter: SharedFilter,
    current: watch::Sender<Option<Connection>>,
    knowledge: RwLock<Arc<Knowledge>>,
    watcher: Mutex<Option<JoinHandle<()>>>,
    /// How often somebody wanted all events shown that had come, and how often they were.
    wanted: watch::Sender<u64>,
    shown: watch::Sender<u64>,
}

impl Link {
    /// None yet. Without a target, there will be none.
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
            wanted: watch::Sender::new(0),
            shown: watch::Sender::new(0),
        })
    }

    /// To whom.
    pub fn target(&self) -> Option<&Target> {
        self.target.as_ref()
    }

    /// What is known of the other side.
    pub fn knowledge(&self) -> Arc<Knowledge> {
        let knowledge = self.knowledge.read();
        knowledge.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The connection, if there is one that has not ended.
    pub fn connection(&self) -> Option<Connection> {
        let current = self.current.borrow();
        current.clone().filter(Connection::is_alive)
    }

    /// The connection; where it is being made anew, waits for it as long as connecting may take.
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

    /// Waits until the events that have come are shown, but no longer than a moment.
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

    /// Asks a monitor something in passing, until `due`. None where that cannot be, or something
    /// else is under way for longer than a moment: nobody is to wait for this.
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

    /// Connects, in place of any connection before.
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
                true => "connecting anew",
                false => ":reconnect connects anew",
            };
            if self.screen.is_terminal() || target.reconnect {
                self.note(&format!("{cause}; {next}")).await;
            }
            if !target.reconnect {
                return;
            }
            watched = self.again(target).await;
            self.note("connected again; what happened between is not known")
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

    /// Shows events until the connection has ended, and says why it has.
    async fn show(&self, watched: Watched) -> String {
        let closed = "the other side closed the connection".to_owned();
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
        if !self.filter.with(|filter| filter.shows(&event.body.name)) {
            return;
        }
        let format = *self.format.lock().unwrap_or_else(PoisonError::into_inner);
        let paint = self.screen.paint;
        let text = match format {
            Format::Json => pretty::line(&events::message(event), paint),
            Format::Pretty | Format::Compact => events::line(event, paint),
        };
        // Whoever reads standard output is told by the next reply that it cannot be written.
        let _ = self.screen.print(&text).await;
    }
}

/// What tells of a connection's events and end.
enum Watched {
    Events(Events<RawEvent>),
    State(watch::Receiver<RunState>),
}

impl Watched {
    fn new(connection: &Connection) -> Self {
        match connection {
            Connection::Monitor(client) => Self::Events(client.events()),
            Connection::Agent(agent) => Self::State(agent.state()),
        }
    }
}
