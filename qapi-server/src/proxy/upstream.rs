//! The commands of all clients on their way to the monitor, and its replies.
//!
//! Input: commands with the [`Slot`]s for their replies. Output: each reply in its slot, events to
//! all entrances in the order of the monitor's stream. Commands get ids of the proxy's own, so that no
//! client can name another's.
//!
//! A monitor gets commands as they come. Only a command with descriptors waits for the one before it:
//! QEMU keeps the descriptors that arrived last, for any command that takes some. A guest agent gets
//! one command at a time, from each client in turn; [`agent`](super::agent) has the rest of it.
//!
//! Invariant: every slot is answered; after the end of the connection by an error.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Instant;

use qapi_client::protocol::Message;
use qapi_client::protocol::request::{self, Mode};
use qapi_client::{ErrorClass, Timestamp};
use serde_json::value::RawValue;
use tokio::sync::Notify;

use super::agent::Syncs;
use super::entrance::Gate;
use super::error::ProxyError;
use super::facts::Facts;
use super::fair::Fair;
use super::log::{Begun, Log, Outcome};
use super::metrics::{Lengths, Metrics};
use super::outgoing::Outgoing;
use crate::failure::Failure;
use crate::handler::{Call, Fd};
use crate::server::{Budget, Slot};

/// Event of the proxy itself: after a new connection, events may be missing.
const GAP: &str = "QAPI_PROXY_GAP";

/// Maximum size of the commands that wait to be written: more are refused.
const OUTGOING: usize = 256 << 20;

/// The other side of a proxy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// A monitor: commands are pipelined.
    #[default]
    Monitor,
    /// A guest agent: one command at a time.
    Agent,
}

/// The state that all entrances share.
pub(super) struct Upstream {
    pub(super) kind: Kind,
    state: Mutex<State>,
    /// Wakes the task that writes.
    pub(super) written: Notify,
    pub(super) metrics: Metrics,
    pub(super) budget: Arc<Budget>,
    pub(super) log: Log,
    clients: AtomicU64,
    /// Number of replies on their way to their clients.
    pub(super) answering: AtomicUsize,
}

#[derive(Default)]
pub(super) struct State {
    facts: Option<Arc<Facts>>,
    /// Commands that were sent, by id.
    pending: HashMap<u64, Pending>,
    queue: Fair<Queued>,
    last: u64,
    /// The id of the command whose descriptors the monitor may still have.
    passing: Option<u64>,
    /// The connection passes descriptors.
    passes_fds: bool,
    /// Synchronisations with an agent.
    pub(super) syncs: Syncs,
    pub(super) outgoing: Outgoing,
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

/// A command that is not sent.
struct Queued {
    call: Call,
    fds: Vec<Fd>,
    waiting: Waiting,
}

/// The client of a command.
pub(super) struct Waiting {
    pub(super) slot: Slot,
    pub(super) entry: Begun,
    /// Changes the value that a client gets.
    pub(super) shown: Option<Shown>,
}

/// A change of a returned value.
pub(super) type Shown = Box<dyn FnOnce(&RawValue) -> Vec<u8> + Send>;

/// A command that is not answered.
struct Pending {
    waiting: Waiting,
    command: Box<str>,
    silent: bool,
    since: Instant,
}

impl Waiting {
    /// Logs the end of the command and answers it.
    fn fail(self, outcome: Outcome, failure: Failure) {
        self.entry.end(outcome);
        self.slot.fail(failure);
    }
}

impl Queued {
    /// Counts and logs the command as refused, and answers it with the reason.
    fn refuse(self, metrics: &Metrics, reason: &str) {
        metrics.refused(&self.call.command);
        let failure = Failure::generic(format!("{reason}; the command was not sent"));
        self.waiting.fail(Outcome::Refused, failure);
    }
}

impl Pending {
    /// Counts the end of the command.
    fn end(self, metrics: &Metrics, outcome: Outcome) -> Waiting {
        metrics.ended(&self.command, self.since.elapsed(), outcome);
        self.waiting
    }

    fn succeed(self, metrics: &Metrics, value: &RawValue) {
        let silent = self.silent;
        let Waiting { slot, entry, shown } = self.end(metrics, Outcome::Success);
        entry.end(Outcome::Success);
        match (silent, shown) {
            (true, _) => slot.stay_silent(),
            (false, None) => slot.succeed(value.get().as_bytes()),
            (false, Some(shown)) => slot.succeed(&shown(value)),
        }
    }

    fn fail(self, metrics: &Metrics, outcome: Outcome, failure: Failure) {
        self.end(metrics, outcome).fail(outcome, failure);
    }
}

impl Upstream {
    /// No connection yet, and limits for the clients of all entrances.
    pub(super) fn new(kind: Kind, budget: Budget, log: Log) -> Self {
        Self {
            kind,
            state: Mutex::default(),
            written: Notify::new(),
            metrics: Metrics::default(),
            budget: Arc::new(budget),
            clients: AtomicU64::new(0),
            answering: AtomicUsize::new(0),
            log,
        }
    }

    /// The number of the next client.
    pub(super) fn next_client(&self) -> u64 {
        self.clients.fetch_add(1, Ordering::Relaxed)
    }

    /// Takes no further command.
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

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
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

    /// Ends what is left of a client: its commands that were not sent, and its lock.
    pub(super) fn leave(&self, client: u64) {
        let mut state = self.state();
        state.locks.retain(|other| *other != client);
        let unsent = state.queue.remove(client);
        drop(state);
        for queued in unsent {
            queued.refuse(&self.metrics, "The client left");
        }
    }

    /// Lets `client` alone change anything, after those that came before it.
    pub(super) fn lock(&self, client: u64) {
        self.state().locks.push_back(client);
    }

    /// Reports that another client has the lock.
    pub(super) fn is_locked_for(&self, client: u64) -> bool {
        let state = self.state();
        state.locks.front().is_some_and(|owner| *owner != client)
    }

    /// Reports that all commands are answered.
    pub(super) fn is_idle(&self) -> bool {
        let state = self.state();
        let unanswered = state.pending.len() + state.queue.len();
        drop(state);
        unanswered == 0 && self.answering.load(Ordering::SeqCst) == 0
    }

    /// All counters, in the text format of OpenMetrics.
    pub(super) fn metrics_text(&self) -> String {
        let state = self.state();
        let lengths = Lengths {
            in_flight: state.pending.len(),
            queued: state.queue.len(),
            unwritten: state.outgoing.len(),
            memory: self.budget.used(),
        };
        drop(state);
        self.metrics.text(lengths)
    }

    /// Sends a command when its turn comes. Its slot is answered at once if that cannot be done.
    pub(super) fn submit(&self, call: Call, fds: Vec<Fd>, waiting: Waiting) {
        let mut state = self.state();
        let refusal = match state.refusal() {
            None if !fds.is_empty() && !state.passes_fds => {
                Some("The connection to the monitor passes no descriptors")
            }
            refusal => refusal,
        };
        let (client, oob) = (call.client, call.oob);
        let queued = Queued { call, fds, waiting };
        if let Some(reason) = refusal {
            drop(state);
            return queued.refuse(&self.metrics, reason);
        }
        let overtakes = oob && queued.fds.is_empty();
        if overtakes || (state.is_ready(self.kind, &queued) && !state.queue.has(client)) {
            self.send(&mut state, queued);
        } else {
            state.queue.push(client, queued);
            self.advance(&mut state);
        }
    }

    /// Sends the commands whose turn it is.
    pub(super) fn advance(&self, state: &mut State) {
        while state.queue.len() > 0 {
            let mut queue = std::mem::take(&mut state.queue);
            let next = queue.pop(|queued| state.is_ready(self.kind, queued));
            state.queue = queue;
            match next {
                Some(queued) => self.send(state, queued),
                None => return,
            }
        }
    }

    fn send(&self, state: &mut State, queued: Queued) {
        let Queued { call, fds, waiting } = queued;
        state.last += 1;
        let id = state.last;
        let mode = match call.oob {
            true => Mode::OutOfBand,
            false => Mode::InBand,
        };
        let arguments = call.arguments.as_deref();
        let arguments = arguments.map(|arguments| arguments.get().as_bytes());
        let named = (self.kind == Kind::Monitor).then_some(id);
        let message = request::encode(&call.command, arguments, named, mode);
        if !fds.is_empty() {
            state.passing = Some(id);
        }
        state.outgoing.push(&message, fds);
        let facts = state.facts.as_deref();
        let silent = facts.is_some_and(|facts| facts.silent.contains(&*call.command));
        let pending = Pending {
            waiting,
            command: call.command,
            silent,
            since: Instant::now(),
        };
        state.pending.insert(id, pending);
        if silent {
            state.synchronise();
        }
        self.written.notify_one();
    }

    /// Begins a connection.
    pub(super) fn connected(&self, facts: Facts, passes_fds: bool) {
        let facts = Arc::new(facts);
        let mut state = self.state();
        state.facts = Some(facts.clone());
        state.passes_fds = passes_fds;
        drop(state);
        for gate in self.gates() {
            gate.renew(&facts);
        }
    }

    /// Ends the connection: commands that were sent may have run.
    pub(super) fn lost(&self, reason: &ProxyError) {
        let mut state = self.state();
        state.facts = None;
        state.outgoing = Outgoing::default();
        state.passing = None;
        state.syncs = Syncs::default();
        let pending = std::mem::take(&mut state.pending);
        let mut queue = std::mem::take(&mut state.queue);
        drop(state);
        let mut pending: Vec<(u64, Pending)> = pending.into_iter().collect();
        pending.sort_by_key(|(id, _)| *id);
        for (_, pending) in pending {
            let text =
                format!("The connection to the monitor ended ({reason}); the command may have run");
            pending.fail(&self.metrics, Outcome::Lost, Failure::generic(text));
        }
        let reason = format!("The connection to the monitor ended ({reason})");
        while let Some(queued) = queue.pop(|_| true) {
            queued.refuse(&self.metrics, &reason);
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

    /// Handles a message of a monitor.
    pub(super) fn receive(&self, bytes: &[u8]) {
        let answered = |id: Option<&RawValue>| {
            let id = id?.get().parse().ok()?;
            self.take(|_| Some(id))
        };
        match Message::parse(bytes) {
            Ok(Message::Event(event)) => self.event(&event.body.name, bytes),
            Ok(Message::Return { value, id }) => {
                if let Some(pending) = answered(id) {
                    pending.succeed(&self.metrics, value);
                }
            }
            Ok(Message::Error { class, desc, id }) => match answered(id) {
                Some(pending) => {
                    pending.fail(&self.metrics, Outcome::Error, Failure::new(class, desc));
                }
                None => self.unmatched(&desc),
            },
            Ok(_) => {}
            Err(violation) => self.unmatched(&violation.to_string()),
        }
    }

    /// Takes the command that a reply is of, and sends those that waited for its end.
    fn take(&self, id: impl FnOnce(&State) -> Option<u64>) -> Option<Pending> {
        let mut state = self.state();
        let id = id(&state)?;
        let pending = state.pending.remove(&id)?;
        if state.passing == Some(id) {
            state.passing = None;
        }
        self.advance(&mut state);
        Some(pending)
    }

    /// A message that nobody can be told to have caused: the commands that it may answer would wait
    /// for ever.
    pub(super) fn unmatched(&self, reason: &str) {
        // The monitor answers in turn: it is the oldest one's, or of no command.
        if let Some(pending) = self.take(State::oldest) {
            let text = format!("The monitor's reply cannot be read: {reason}");
            pending.fail(&self.metrics, Outcome::Error, Failure::generic(text));
        }
    }

    /// Ends the oldest command with an agent's reply, which has no id.
    pub(super) fn answer_oldest(&self, reply: Result<&RawValue, (ErrorClass, &str)>) {
        let Some(pending) = self.take(State::oldest) else {
            return;
        };
        match reply {
            Ok(value) => pending.succeed(&self.metrics, value),
            Err((class, desc)) => {
                pending.fail(&self.metrics, Outcome::Error, Failure::new(class, desc));
            }
        }
    }

    /// Ends the commands before the one of that number, which an agent will not answer any more.
    pub(super) fn passed_by(&self, number: u64) {
        while let Some(pending) = self.take(|state| state.oldest().filter(|id| *id < number)) {
            if pending.silent {
                pending.succeed(&self.metrics, RawValue::NULL);
            } else {
                let text = "The agent lost the command; it may have run";
                pending.fail(&self.metrics, Outcome::Lost, Failure::generic(text));
            }
        }
    }
}

impl State {
    /// The reason that no command can be sent to the monitor.
    fn refusal(&self) -> Option<&'static str> {
        if self.closed {
            Some("The proxy is ending")
        } else if self.outgoing.len() > OUTGOING {
            Some("The monitor does not read")
        } else if self.facts.is_none() {
            Some("There is no connection to the monitor")
        } else {
            None
        }
    }

    /// Reports that the command may be sent now.
    fn is_ready(&self, kind: Kind, queued: &Queued) -> bool {
        match kind {
            Kind::Monitor => queued.fds.is_empty() || self.passing.is_none(),
            Kind::Agent => self.pending.is_empty(),
        }
    }

    /// The number of the command that was sent first.
    fn oldest(&self) -> Option<u64> {
        self.pending.keys().min().copied()
    }

    /// Reports that a command is not answered.
    pub(super) fn is_busy(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Number for the next synchronisation, in one order with those of commands.
    pub(super) fn next_number(&mut self) -> u64 {
        self.last += 1;
        self.last
    }
}
