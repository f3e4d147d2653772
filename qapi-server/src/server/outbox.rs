//! What waits to be written to a client.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// As long as more than this waits, nothing more is done of what the client says.
const HIGH_WATER: usize = 1 << 20;

/// A client for which more than this of events waits when another comes is given up.
const EVENT_LIMIT: usize = 16 << 20;

/// Messages to one client, in order.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    state: Mutex<State>,
    filled: Notify,
    drained: Notify,
    overflown: Notify,
}

#[derive(Debug, Default)]
struct State {
    bytes: Vec<u8>,
    /// How many of them are events: replies may be as large as they are.
    events: usize,
    /// Whether nothing is written any more but what waits.
    closed: bool,
}

impl State {
    /// Adds a message, unless nothing is written any more, and tells how many bytes that are.
    fn add(&mut self, message: &[u8]) -> usize {
        if self.closed {
            return 0;
        }
        self.bytes.extend_from_slice(message);
        message.len()
    }
}

impl Outbox {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn push(&self, message: &[u8]) {
        self.state().add(message);
        self.filled.notify_one();
    }

    /// Writes nothing more but what waits, and leaves.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.filled.notify_one();
    }

    pub(super) fn push_event(&self, message: &[u8]) {
        let mut state = self.state();
        if state.events > EVENT_LIMIT {
            return self.overflown.notify_one();
        }
        state.events += state.add(message);
        drop(state);
        self.filled.notify_one();
    }

    /// Waits until the client is to be given up.
    pub(super) async fn overflown(&self) {
        self.overflown.notified().await;
    }

    /// Waits until there is something, and puts it into `bytes`, which is empty. False: the client
    /// is to be left.
    pub(super) async fn take(&self, bytes: &mut Vec<u8>) -> bool {
        loop {
            {
                let mut state = self.state();
                if !state.bytes.is_empty() {
                    std::mem::swap(&mut state.bytes, bytes);
                    state.events = 0;
                    self.drained.notify_waiters();
                    return true;
                }
                if state.closed {
                    return false;
                }
            }
            self.filled.notified().await;
        }
    }

    /// Whether so little waits that more may be done of what the client says.
    pub(super) fn has_room(&self) -> bool {
        self.state().bytes.len() <= HIGH_WATER
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
