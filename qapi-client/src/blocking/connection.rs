//! A connection that several threads share, without a thread of its own.
//!
//! Threads that wait do the connection's work: one reads and delivers each message to its receiver;
//! one writes; the others sleep until one of these is done.
//!
//! Invariant: a deadline that passes loses nothing. A half-written message is completed before
//! anything else, a late reply is consumed, and half-read bytes stay in the framer. No lock is held
//! while a thread reads or writes.

mod work;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use serde_json::value::RawValue;

use super::clock::{Deadline, Expired};
use super::transport::Transport;
use crate::RunState;
use crate::error::{Disconnect, Error, Waiting};
use crate::execute::Request;
use crate::hub::{Handshake, Hub, LateReply, Outcome, Put, Submission, Unanswered};
use crate::late::{Owner, concluded};
use crate::mailbox::Inbox;
use crate::protocol::{Fd, Forgotten, Greeting, Router};
use crate::synchrony::{PROBE, probe};

/// Maximum number of bytes read, and taken from the router, at once.
const CHUNK: usize = 64 << 10;

/// Number of bytes read at once while little arrives.
const FIRST: usize = 4 << 10;

/// The slot for a value that a thread waits for.
pub(super) struct Slot<T>(Arc<OnceLock<T>>);

impl<T> Slot<T> {
    /// Takes the value once it is set; by then its writer has dropped the slot.
    fn take(&mut self) -> Option<T> {
        Arc::get_mut(&mut self.0)?.take()
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Put<T> for Slot<T> {
    fn put(self, value: T) {
        // A slot is set once.
        drop(self.0.set(value));
    }
}

/// The connection, shared by its handles.
pub(super) struct Connection {
    transport: Arc<dyn Transport>,
    state: Mutex<State>,
    changed: Condvar,
}

pub(super) struct State {
    pub(super) hub: Hub<Slot<Outcome>, Slot<Handshake>>,
    /// Bytes to write before anything else.
    outbox: Vec<u8>,
    /// Descriptors to send with the first of these bytes.
    fds: Vec<Fd>,
    /// Buffer of the thread that reads.
    buffer: Vec<u8>,
    /// True if a thread is writing, or reading.
    writing: bool,
    reading: bool,
    /// Number of sleeping threads.
    sleepers: usize,
    /// Time at which a connection that can no longer be written ends, and the reason.
    last_words: Option<(Instant, Disconnect)>,
    /// True if the handshake is over.
    running: bool,
    /// True if a command holds the turn at an agent.
    turn: bool,
}

impl State {
    fn wants_write(&self) -> bool {
        let open = self.last_words.is_none() && self.hub.ended().is_none();
        open && (!self.outbox.is_empty() || self.hub.router.wants_transmit())
    }

    fn is_drained(&self) -> bool {
        !self.writing && self.outbox.is_empty() && self.hub.is_drained()
    }
}

impl Connection {
    /// Returns a connection, and the slot for its greeting.
    pub(super) fn new(
        transport: Arc<dyn Transport>,
        router: Router<Slot<Outcome>>,
    ) -> (Arc<Self>, Slot<Handshake>) {
        let greeting = Slot::default();
        let connection = Self {
            transport,
            state: Mutex::new(State {
                hub: Hub::new(router, greeting.clone()),
                outbox: Vec::new(),
                fds: Vec::new(),
                buffer: vec![0; FIRST],
                writing: false,
                reading: false,
                sleepers: 0,
                last_words: None,
                running: false,
                turn: false,
            }),
            changed: Condvar::new(),
        };
        (Arc::new(connection), greeting)
    }

    /// Locks the state. No thread leaves it inconsistent, so a poisoned lock is usable.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes the sleeping threads after a change.
    fn wake(&self, state: &State) {
        if state.sleepers > 0 {
            self.changed.notify_all();
        }
    }

    /// Executes a command; `None` is a success without a reply.
    pub(super) fn execute(
        self: &Arc<Self>,
        request: &mut Request,
        deadline: Deadline,
    ) -> Result<Option<Box<RawValue>>, Error> {
        let fds = std::mem::take(&mut request.fds);
        let command = &*request.command;
        let submission = Submission {
            command,
            arguments: request.arguments.as_deref(),
            mode: request.mode,
            success_response: request.success_response,
        };
        let mut slot = Slot::default();
        let mut state = self.state();
        let id = state.hub.submit(&submission, slot.clone());
        if let Ok(id) = id
            && !fds.is_empty()
        {
            state.hub.router.attach(id, fds);
        }
        drop(state);
        let id = id.map_err(|interrupted| interrupted.into_error(command))?;
        let outcome = match self.wait(deadline, |_| slot.take()) {
            Ok(outcome) => outcome,
            Err(Expired) => self.forget(id, &mut slot),
        };
        concluded(command, outcome, deadline.allowed(), || {
            let owner: Arc<dyn Owner> = self.clone();
            Arc::downgrade(&owner)
        })
    }

    /// Stops waiting for a command, unless its outcome came at the last moment.
    fn forget(&self, id: u64, slot: &mut Slot<Outcome>) -> Outcome {
        let mut state = self.state();
        if let Some(outcome) = slot.take() {
            return outcome;
        }
        // A command without a reply that is being written is found by its position.
        let written = state
            .hub
            .router
            .forget_due_by_id(|waiter| Arc::ptr_eq(&waiter.0, &slot.0));
        let (id, forgotten) = match written.first() {
            Some((id, _, forgotten)) => (*id, *forgotten),
            None => (Some(id), state.hub.router.forget(id)),
        };
        let outstanding = forgotten == Forgotten::Outstanding;
        let late = id.filter(|_| outstanding);
        let late = late.map(|id| state.hub.expect_late(id));
        self.wake(&state);
        Err(Unanswered::Expired { outstanding, late })
    }

    /// Waits for the result of a handshake.
    pub(super) fn shake(
        &self,
        mut slot: Slot<Handshake>,
        waiting: Waiting,
        deadline: Deadline,
    ) -> Result<Handshake, Error> {
        self.wait(deadline, |_| slot.take())
            .map_err(|Expired| deadline.expired(waiting))
    }

    /// Waits for a monitor's greeting. Before that time is over, asks a silent peer if it is an agent.
    pub(super) fn greeting(
        &self,
        slot: Slot<Handshake>,
        deadline: Deadline,
    ) -> Result<Greeting, Error> {
        let early = deadline.earlier_by(deadline.left().ok().and_then(probe));
        let silent = match self.shake(slot, Waiting::Greeting, early) {
            Err(error) if error.is_timeout() => error,
            handshake => return handshake?.into_greeting(),
        };
        let answer = Slot::default();
        self.state().hub.synchronise(PROBE, answer.clone());
        match self.shake(answer, Waiting::Greeting, deadline) {
            Ok(handshake) => handshake.into_greeting(),
            Err(_) => Err(silent),
        }
    }

    /// Synchronises with an agent.
    pub(super) fn synchronise(&self, token: u64, deadline: Deadline) -> Result<(), Error> {
        let slot = Slot::default();
        self.state().hub.synchronise(token, slot.clone());
        self.shake(slot, Waiting::Sync, deadline)?.into_synced()
    }

    /// Waits until an inbox has an event, an error or the end.
    pub(super) fn wait_for_event(&self, inbox: &Inbox, deadline: Deadline) -> Result<(), Expired> {
        // Even a deadline of zero tries at least one read, to take events that have arrived.
        let deadline = deadline.at_least(Duration::from_micros(1));
        self.wait(deadline, |_| inbox.is_ready().then_some(()))
    }

    /// Waits until `done` returns a value, and does the connection's work meanwhile.
    ///
    /// Only arriving messages or the end may change the result of `done`: the reading thread checks
    /// it after nothing else.
    fn wait<T>(
        &self,
        deadline: Deadline,
        mut done: impl FnMut(&mut State) -> Option<T>,
    ) -> Result<T, Expired> {
        let mut state = self.state();
        loop {
            if let Some(found) = done(&mut state) {
                return Ok(found);
            }
            state = if !state.writing && state.wants_write() {
                self.write(state, deadline)?
            } else if !state.reading && state.hub.ended().is_none() {
                self.read(state, deadline)?
            } else {
                self.sleep(state, deadline)?
            };
        }
    }

    /// Sleeps until the state changes.
    fn sleep<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        deadline: Deadline,
    ) -> Result<MutexGuard<'a, State>, Expired> {
        let left = deadline.left()?;
        state.sleepers += 1;
        let mut state = match left {
            None => self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner),
            Some(left) => {
                let woken = self.changed.wait_timeout(state, left);
                woken.unwrap_or_else(PoisonError::into_inner).0
            }
        };
        state.sleepers -= 1;
        Ok(state)
    }

    /// Sleeps until `done` returns a value because of other threads' work.
    fn sleep_until<T>(
        &self,
        deadline: Deadline,
        mut done: impl FnMut(&mut State) -> Option<T>,
    ) -> Result<T, Expired> {
        let mut state = self.state();
        loop {
            if let Some(found) = done(&mut state) {
                return Ok(found);
            }
            state = self.sleep(state, deadline)?;
        }
    }

    /// Returns true if descriptors can be sent with commands.
    #[cfg(all(unix, feature = "fds"))]
    pub(super) fn passes_fds(&self) -> bool {
        self.transport.passes_fds()
    }

    /// Takes the turn at an agent, which executes one command at a time.
    pub(super) fn take_turn(&self, deadline: Deadline) -> Result<Turn<'_>, Expired> {
        let take = |state: &mut State| {
            let free = !std::mem::replace(&mut state.turn, true);
            free.then_some(Turn(self))
        };
        self.sleep_until(deadline, take)
    }

    /// Enters the state in which commands can be executed.
    pub(super) fn run(&self) {
        let mut state = self.state();
        state.running = true;
        state.hub.open();
    }

    /// Returns the state of the connection.
    pub(super) fn run_state(&self) -> RunState {
        let state = self.state();
        match (state.hub.ended(), state.hub.accepts()) {
            (Some(_), _) => RunState::Idle,
            (None, false) => RunState::Disconnecting,
            (None, true) if state.running => RunState::Running,
            (None, true) => RunState::Connecting,
        }
    }

    /// Ends the connection once its commands are answered, or at the deadline.
    pub(super) fn disconnect(&self, deadline: Deadline) {
        self.state().hub.drain();
        // The threads that wait for those commands do the work.
        let drained = |state: &mut State| {
            let over = state.hub.ended().is_some() || state.is_drained();
            over.then_some(())
        };
        // The connection ends at the deadline in any case.
        let (Ok(()) | Err(Expired)) = self.sleep_until(deadline, drained);
        let mut state = self.state();
        state.hub.end(&Disconnect::Requested);
        self.wake(&state);
        drop(state);
        self.transport.shutdown();
    }
}

impl Owner for Connection {
    fn forget_late(&self, id: u64) {
        self.state().hub.forget_late(id);
    }

    fn wait_late(
        &self,
        reply: &LateReply,
        deadline: Option<Duration>,
    ) -> Result<Option<Outcome>, Error> {
        let waited = self.wait(Deadline::after(deadline), |_| reply.take());
        Ok(waited.ok())
    }
}

/// The turn at an agent.
pub(super) struct Turn<'a>(&'a Connection);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.turn = false;
        self.0.wake(&state);
    }
}
