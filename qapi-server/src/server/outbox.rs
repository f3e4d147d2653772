//! Messages that wait to be written to a client.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use qapi_client::{Direction, Transcript};
use tokio::sync::Notify;

use super::budget::Account;

/// Maximum size of the events that wait; a client with more of them is given up.
const EVENT_LIMIT: usize = 16 << 20;

/// Maximum size of the piece that is being written, which is held until the client is disconnected.
const PIECE: usize = 64 << 10;

/// Messages to one client, in order.
#[derive(Debug)]
pub(super) struct Outbox {
    account: Account,
    transcript: Option<Transcript>,
    state: Mutex<State>,
    filled: Notify,
    drained: Notify,
    overflown: Notify,
}

#[derive(Debug, Default)]
struct State {
    bytes: Vec<u8>,
    /// Number of them that were taken already.
    taken: usize,
    /// The part of the others that is events: replies may have any size.
    events: usize,
    /// Size of the piece that is being written.
    writing: usize,
    /// The part of the account's bytes that is held here.
    counted: usize,
    /// Takes no further messages; those that wait are still written.
    closed: bool,
}

impl State {
    fn len(&self) -> usize {
        self.bytes.len() - self.taken
    }

    fn clear(&mut self) {
        self.bytes = Vec::new();
        self.taken = 0;
        self.events = 0;
        self.closed = true;
    }

    /// Moves the next piece to `piece`, which is empty.
    fn take(&mut self, piece: &mut Vec<u8>) {
        if self.bytes.len() <= PIECE {
            std::mem::swap(&mut self.bytes, piece);
        } else {
            let end = self.bytes.len().min(self.taken + PIECE);
            piece.extend_from_slice(&self.bytes[self.taken..end]);
            self.taken = end;
            if end == self.bytes.len() {
                self.bytes = Vec::new();
                self.taken = 0;
            }
        }
        self.events = self.events.min(self.len());
        self.writing = piece.capacity();
    }
}

impl Outbox {
    /// An empty outbox whose bytes are part of `account`; all messages go into the transcript, too.
    pub(super) fn new(account: Account, transcript: Option<Transcript>) -> Arc<Self> {
        let outbox = Arc::new(Self {
            account,
            transcript,
            state: Mutex::default(),
            filled: Notify::new(),
            drained: Notify::new(),
            overflown: Notify::new(),
        });
        outbox.account.owned_by(&outbox);
        outbox
    }

    /// The connection's part of the server's budget.
    pub(super) fn account(&self) -> &Account {
        &self.account
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, then takes note of its size: without the lock, since that may empty other
    /// outboxes.
    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.state();
        let result = change(&mut state);
        let held = state.bytes.capacity() + state.writing;
        let before = std::mem::replace(&mut state.counted, held);
        drop(state);
        self.account.replace(before, held);
        result
    }

    /// Records messages, a line each.
    fn record(&self, messages: &[u8]) {
        if let Some(transcript) = &self.transcript {
            let lines = messages.split(|byte| *byte == b'\n');
            for line in lines.filter(|line| !line.trim_ascii().is_empty()) {
                // A guest agent marks some answers by a byte before them.
                let message = line.strip_prefix(&[0xff]).unwrap_or(line);
                transcript.record(Direction::In, message.trim_ascii());
            }
        }
    }

    /// Records a message of the client.
    pub(super) fn record_said(&self, message: &[u8]) {
        if let Some(transcript) = &self.transcript {
            transcript.record(Direction::Out, message);
        }
    }

    pub(super) fn push(&self, message: &[u8]) {
        self.push_with(|bytes| bytes.extend_from_slice(message));
    }

    /// Adds the message that `write` appends.
    pub(super) fn push_with(&self, write: impl FnOnce(&mut Vec<u8>)) {
        self.with(|state| {
            if !state.closed {
                let before = state.bytes.len();
                write(&mut state.bytes);
                self.record(state.bytes.get(before..).unwrap_or_default());
            }
        });
        self.filled.notify_one();
    }

    /// Takes no further messages, and ends the connection after those that wait.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.filled.notify_one();
    }

    /// Drops the messages that wait, and takes no further ones.
    pub(super) fn clear(&self) {
        self.with(State::clear);
    }

    /// Makes `message` the only one that waits. False: another message is being written, which would
    /// have to be finished first.
    pub(super) fn end_with(&self, message: &[u8]) -> bool {
        let idle = self.with(|state| {
            state.clear();
            self.record(message);
            state.bytes.extend_from_slice(message);
            state.writing == 0
        });
        self.filled.notify_one();
        idle
    }

    pub(super) fn push_event(&self, message: &[u8]) {
        let is_full = self.with(|state| {
            let is_full = state.events > EVENT_LIMIT;
            if !is_full && !state.closed {
                self.record(message);
                state.bytes.extend_from_slice(message);
                state.events += message.len();
            }
            is_full
        });
        match is_full {
            true => self.overflown.notify_one(),
            false => self.filled.notify_one(),
        }
    }

    /// Waits until too many events wait.
    pub(super) async fn overflown(&self) {
        self.overflown.notified().await;
    }

    /// Waits until there is something, and puts a piece of it into `piece`, which is empty. False:
    /// nothing follows.
    pub(super) async fn take(&self, piece: &mut Vec<u8>) -> bool {
        loop {
            let taken = self.with(|state| {
                state.writing = 0;
                if state.len() > 0 {
                    state.take(piece);
                    return Some(true);
                }
                state.closed.then_some(false)
            });
            match taken {
                Some(true) => {
                    self.drained.notify_waiters();
                    return true;
                }
                Some(false) => return false,
                None => self.filled.notified().await,
            }
        }
    }

    /// Reports that so little waits that more commands may be executed.
    pub(super) fn has_room(&self) -> bool {
        self.state().len() <= self.account.unread()
    }

    /// Waits until it has room.
    pub(super) async fn room(&self) {
        loop {
            // Made before the look, so that nothing is missed between the two.
            let drained = self.drained.notified();
            if self.has_room() {
                return;
            }
            drained.await;
        }
    }
}
