//! The connection to the monitor: commands of all clients, pipelined.
//!
//! Input: commands with the [`Slot`]s for their replies. Output: each reply in its slot, events to
//! all entrances in the order of the monitor's stream. Commands get ids of the proxy's own, so that no
//! client can name another's.
//!
//! Invariant: every slot is answered; after the end of the connection by an error.

use std::collections::{HashMap, VecDeque};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Instant;

use qapi_client::protocol::request::{self, Mode};
use qapi_client::protocol::{Frame, Framer, Limits, Message};
use qapi_client::{ErrorClass, Greeting, Timestamp};
use serde_json::value::RawValue;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::Notify;

use super::ProxyError;
use super::entrance::Gate;
use super::facts::Facts;
use super::log::{Begun, Log, Outcome};
use super::metrics::{Lengths, Metrics};
use crate::failure::Failure;
use crate::server::{Budget, CLIENTS, MEMORY, Slot};

/// Event of the proxy itself: after a new connection, events may be missing.
const GAP: &str = "QAPI_PROXY_GAP";

/// Maximum size of the commands that wait to be written: more are refused.
const OUTGOING: usize = 256 << 20;

const CHUNK: usize = 64 << 10;

/// A reading and a writing half.
pub(super) type Halves = (
    Pin<Box<dyn AsyncRead + Send>>,
    Pin<Box<dyn AsyncWrite + Send>>,
);

/// The state that all entrances share.
pub(super) struct Upstream {
    state: Mutex<State>,
    /// Wakes the task that writes.
    written: Notify,
    pub(super) metrics: Metrics,
    pub(super) budget: Arc<Budget>,
    pub(super) log: Option<Log>,
    clients: AtomicU64,
}

#[derive(Default)]
struct State {
    facts: Option<Arc<Facts>>,
    pending: HashMap<u64, Pending>,
    last: u64,
    outgoing: Vec<u8>,
    gates: Vec<Weak<Gate>>,
    /// The clients of locking entrances, by arrival: the first alone may change anything.
    locks: VecDeque<u64>,
    /// No further command is sent.
    closed: bool,
}

impl std::fmt::Debug for Upstream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let state = self.state();
        f.debug_struct("Upstream")
            .field("connected", &state.facts.is_some())
            .field("in_flight", &state.pending.len())
            .finish_non_exhaustive()
    }
}

/// A command that is not answered.
struct Pending {
    slot: Slot,
    command: Box<str>,
    silent: bool,
    since: Instant,
    entry: Option<Begun>,
}

impl Pending {
    /// Counts and logs the end of the command, and returns the slot for its reply.
    fn end(self, metrics: &Metrics, outcome: Outcome) -> Slot {
        metrics.ended(&self.command, self.since.elapsed(), outcome);
        if let Some(entry) = self.entry {
            entry.end(outcome);
        }
        self.slot
    }
}

impl Upstream {
    /// No connection yet, and limits for the clients of all entrances.
    pub(super) fn new(memory: Option<usize>, clients: Option<usize>, log: Option<Log>) -> Self {
        Self {
            state: Mutex::default(),
            written: Notify::new(),
            metrics: Metrics::default(),
            budget: Arc::new(Budget::new(
                memory.unwrap_or(MEMORY),
                clients.unwrap_or(CLIENTS),
            )),
            clients: AtomicU64::new(0),
            log,
        }
    }

    /// The number of the next client.
    pub(super) fn next_client(&self) -> u64 {
        self.clients.fetch_add(1, Ordering::Relaxed)
    }

    /// Sends no further command.
    pub(super) fn close(&self) {
        self.state().closed = true;
    }

    /// Ends the connections of all clients.
    pub(super) fn hang_up(&self) {
        for gate in self.gates() {
            gate.hang_up();
        }
    }

    /// Tells all clients that events may be missing.
    pub(super) fn gap(&self, reason: &ProxyError) {
        let Timestamp {
            seconds,
            microseconds,
        } = Timestamp::now();
        let event = serde_json::json!({
            "event": GAP,
            "data": {"reason": reason.to_string()},
            "timestamp": {"seconds": seconds, "microseconds": microseconds},
        });
        self.event(GAP, event.to_string().as_bytes());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The facts about the monitor; none while there is no connection.
    pub(super) fn facts(&self) -> Option<Arc<Facts>> {
        self.state().facts.clone()
    }

    /// Adds an entrance that receives events.
    pub(super) fn add(&self, gate: &Arc<Gate>) {
        let mut state = self.state();
        state.gates.retain(|gate| gate.strong_count() > 0);
        state.gates.push(Arc::downgrade(gate));
    }

    fn gates(&self) -> Vec<Arc<Gate>> {
        self.state()
            .gates
            .iter()
            .filter_map(Weak::upgrade)
            .collect()
    }

    /// Lets `client` alone change anything, after those that came before it.
    pub(super) fn lock(&self, client: u64) {
        self.state().locks.push_back(client);
    }

    /// Ends the lock of `client`.
    pub(super) fn unlock(&self, client: u64) {
        self.state().locks.retain(|other| *other != client);
    }

    /// Reports that another client has the lock.
    pub(super) fn is_locked_for(&self, client: u64) -> bool {
        let state = self.state();
        state.locks.front().is_some_and(|owner| *owner != client)
    }

    /// Number of commands that are not answered.
    pub(super) fn in_flight(&self) -> usize {
        self.state().pending.len()
    }

    /// All counters, in the text format of OpenMetrics.
    pub(super) fn metrics_text(&self) -> String {
        let state = self.state();
        let lengths = Lengths {
            in_flight: state.pending.len(),
            queued: 0,
            unwritten: state.outgoing.len(),
            memory: self.budget.used(),
        };
        drop(state);
        self.metrics.text(lengths)
    }

    /// Sends a command. Its slot is answered at once if that cannot be done.
    pub(super) fn submit(
        &self,
        command: &str,
        arguments: Option<&RawValue>,
        oob: bool,
        slot: Slot,
        entry: Option<Begun>,
    ) {
        let mut state = self.state();
        let silent = match state.can_send() {
            Ok(facts) => facts.silent.contains(command),
            Err(reason) => {
                drop(state);
                if let Some(entry) = entry {
                    entry.end(Outcome::Refused);
                }
                let failure = format!("{reason}; the command was not sent");
                return slot.fail(Failure::generic(failure));
            }
        };
        state.last += 1;
        let id = state.last;
        let mode = if oob { Mode::OutOfBand } else { Mode::InBand };
        let arguments = arguments.map(|arguments| arguments.get().as_bytes());
        let message = request::encode(command, arguments, Some(id), mode);
        state.outgoing.extend_from_slice(&message);
        let pending = Pending {
            slot,
            command: command.into(),
            silent,
            since: Instant::now(),
            entry,
        };
        state.pending.insert(id, pending);
        drop(state);
        self.written.notify_one();
    }

    /// Begins a connection.
    pub(super) fn connected(&self, facts: Facts) {
        let facts = Arc::new(facts);
        self.state().facts = Some(facts.clone());
        for gate in self.gates() {
            gate.renew(&facts);
        }
    }

    /// Ends the connection: commands that were sent may have run.
    pub(super) fn lost(&self, reason: &ProxyError) {
        let mut state = self.state();
        state.facts = None;
        state.outgoing = Vec::new();
        let pending = std::mem::take(&mut state.pending);
        drop(state);
        let mut pending: Vec<(u64, Pending)> = pending.into_iter().collect();
        pending.sort_by_key(|(id, _)| *id);
        for (_, pending) in pending {
            let slot = pending.end(&self.metrics, Outcome::Lost);
            slot.fail(Failure::generic(format!(
                "The connection to the monitor ended ({reason}); the command may have run"
            )));
        }
    }

    /// Sends a message of the monitor to all clients that may have the event.
    pub(super) fn event(&self, name: &str, message: &[u8]) {
        self.metrics.event(name);
        let mut line = Vec::with_capacity(message.len() + 2);
        line.extend_from_slice(message);
        line.extend_from_slice(b"\r\n");
        for gate in self.gates() {
            gate.event(name, &line);
        }
    }

    /// Handles a message of the monitor.
    fn receive(&self, bytes: &[u8]) {
        let answered = |id: Option<&RawValue>| {
            let id = id?.get().parse().ok()?;
            self.state().pending.remove(&id)
        };
        match Message::parse(bytes) {
            Ok(Message::Event(event)) => self.event(&event.body.name, bytes),
            Ok(Message::Return { value, id }) => {
                if let Some(pending) = answered(id) {
                    let silent = pending.silent;
                    let slot = pending.end(&self.metrics, Outcome::Success);
                    match silent {
                        true => slot.stay_silent(),
                        false => slot.succeed(value.get().as_bytes()),
                    }
                }
            }
            Ok(Message::Error { class, desc, id }) => match answered(id) {
                Some(pending) => {
                    let slot = pending.end(&self.metrics, Outcome::Error);
                    slot.fail(Failure::new(class, desc));
                }
                None => self.unmatched(&desc),
            },
            Ok(_) => {}
            Err(violation) => self.unmatched(&violation.to_string()),
        }
    }

    /// A message that nobody can be told to have caused: the commands that it may answer would wait
    /// for ever.
    fn unmatched(&self, reason: &str) {
        let mut state = self.state();
        // The monitor answers in turn: it is the oldest one's, or of no command.
        let Some(oldest) = state.pending.keys().min().copied() else {
            return;
        };
        let pending = state.pending.remove(&oldest);
        drop(state);
        if let Some(pending) = pending {
            let slot = pending.end(&self.metrics, Outcome::Error);
            slot.fail(Failure::generic(format!(
                "The monitor's reply cannot be read: {reason}"
            )));
        }
    }

    /// Moves messages until the connection ends.
    pub(super) async fn pump(&self, link: Link) -> ProxyError {
        let Link {
            mut reader,
            mut writer,
            mut framer,
        } = link;
        let reading = async {
            let mut buffer = vec![0; CHUNK];
            loop {
                while let Some(frame) = framer.next_frame() {
                    match frame {
                        Frame::Message(bytes) => self.receive(bytes),
                        Frame::Violation(violation) => self.unmatched(&violation.to_string()),
                        Frame::Sentinel => {}
                    }
                }
                match reader.read(&mut buffer).await {
                    Ok(0) => return ProxyError::Closed,
                    Ok(count) => framer.push(buffer.get(..count).unwrap_or_default()),
                    Err(error) => return ProxyError::Io(error),
                }
            }
        };
        let writing = async {
            let mut bytes = Vec::new();
            loop {
                std::mem::swap(&mut self.state().outgoing, &mut bytes);
                if bytes.is_empty() {
                    self.written.notified().await;
                    continue;
                }
                if let Err(error) = writer.write_all(&bytes).await {
                    return ProxyError::Io(error);
                }
                drop(writer.flush().await);
                bytes.clear();
                if bytes.capacity() > CHUNK {
                    bytes = Vec::new();
                }
            }
        };
        tokio::select! {
            ended = reading => ended,
            ended = writing => ended,
        }
    }
}

impl State {
    /// The facts about the monitor, if a command can be sent to it.
    ///
    /// # Errors
    ///
    /// The reason that none can.
    fn can_send(&self) -> Result<&Facts, &'static str> {
        if self.closed {
            return Err("The proxy is ending");
        }
        if self.outgoing.len() > OUTGOING {
            return Err("The monitor does not read");
        }
        let facts = self.facts.as_deref();
        facts.ok_or("There is no connection to the monitor")
    }
}

/// A connection that has negotiated.
pub(super) struct Link {
    reader: Pin<Box<dyn AsyncRead + Send>>,
    writer: Pin<Box<dyn AsyncWrite + Send>>,
    framer: Framer,
}

impl Link {
    /// Reads the greeting, negotiates, and queries the monitor's [`Facts`].
    pub(super) async fn open(
        halves: Halves,
        upstream: &Upstream,
    ) -> Result<(Self, Facts), ProxyError> {
        let (reader, writer) = halves;
        let framer = Framer::new(Limits::default());
        let mut link = Self {
            reader,
            writer,
            framer,
        };
        let greeting = link.greeting(upstream).await?;
        let enable = greeting.offers_oob().then_some(r#"{"enable": ["oob"]}"#);
        link.ask("qmp_capabilities", enable, upstream).await?;
        let schema = link.ask("query-qmp-schema", None, upstream).await;
        let schema = match optional(schema)? {
            Some(text) => {
                Some(qapi_client::introspect::Schema::from_json(text.get())?.into_owned())
            }
            None => None,
        };
        let commands = optional(link.ask("query-commands", None, upstream).await)?;
        let version = link.ask("query-version", None, upstream).await?;
        let facts = Facts {
            greeting,
            commands: names(commands.as_deref()),
            version: version.get().to_owned(),
            silent: silent(schema.as_ref()),
            schema,
        };
        Ok((link, facts))
    }

    async fn greeting(&mut self, upstream: &Upstream) -> Result<Greeting, ProxyError> {
        loop {
            let bytes = self.message().await?;
            match Message::parse(&bytes) {
                Ok(Message::Greeting(value)) => {
                    return serde_json::from_str(value.get()).map_err(|_| ProxyError::NoMonitor);
                }
                Ok(Message::Event(event)) => upstream.event(&event.body.name, &bytes),
                _ => return Err(ProxyError::NoMonitor),
            }
        }
    }

    /// Executes a command. Events that come meanwhile go to the clients.
    async fn ask(
        &mut self,
        command: &str,
        arguments: Option<&str>,
        upstream: &Upstream,
    ) -> Result<Box<RawValue>, ProxyError> {
        let arguments = arguments.map(str::as_bytes);
        let request = request::encode(command, arguments, Some(0), Mode::InBand);
        self.writer.write_all(&request).await?;
        self.writer.flush().await?;
        loop {
            let bytes = self.message().await?;
            match Message::parse(&bytes) {
                Ok(Message::Return { value, .. }) => return Ok(value.to_owned()),
                Ok(Message::Event(event)) => upstream.event(&event.body.name, &bytes),
                Ok(Message::Error { class, desc, .. }) => {
                    return Err(ProxyError::Refused {
                        command: command.into(),
                        failure: Failure::new(class, desc),
                    });
                }
                _ => return Err(ProxyError::NoMonitor),
            }
        }
    }

    async fn message(&mut self) -> Result<Vec<u8>, ProxyError> {
        let mut buffer = vec![0; CHUNK];
        loop {
            match self.framer.next_frame() {
                Some(Frame::Message(bytes)) => return Ok(bytes.to_vec()),
                Some(Frame::Violation(_)) => return Err(ProxyError::NoMonitor),
                Some(Frame::Sentinel) => {}
                None => match self.reader.read(&mut buffer).await? {
                    0 => return Err(ProxyError::Closed),
                    count => self.framer.push(buffer.get(..count).unwrap_or_default()),
                },
            }
        }
    }
}

/// An answer that a monitor may lack.
fn optional(
    answer: Result<Box<RawValue>, ProxyError>,
) -> Result<Option<Box<RawValue>>, ProxyError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(ProxyError::Refused { failure, .. })
            if failure.class == ErrorClass::CommandNotFound =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The names that `query-commands` returned, sorted.
fn names(commands: Option<&RawValue>) -> Vec<String> {
    let commands: Vec<serde_json::Value> = commands
        .and_then(|commands| serde_json::from_str(commands.get()).ok())
        .unwrap_or_default();
    let names = commands
        .iter()
        .filter_map(|command| command["name"].as_str());
    let mut names: Vec<String> = names.map(ToOwned::to_owned).collect();
    names.sort();
    names
}

/// Commands of QEMU's monitor whose success sends no reply: there are none today.
fn silent(_: Option<&qapi_client::introspect::Schema<'_>>) -> std::collections::BTreeSet<String> {
    std::collections::BTreeSet::new()
}
