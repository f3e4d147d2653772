//! Events since the greeting, for listeners that are created before the first command.
//!
//! Input: batches of events. Output: the last of them, and the number of those dropped before.

use std::sync::Arc;

use crate::mailbox::{Incoming, Mailbox};

/// Maximum number of events kept for listeners that do not exist yet.
const EARLY: usize = 1024;

/// The events kept.
#[derive(Debug, Default)]
pub(super) struct Early {
    items: Vec<Incoming>,
    missed: u64,
}

impl Early {
    /// Keeps the events of a batch, and drops the oldest excess events.
    pub(super) fn push(&mut self, batch: &[Incoming]) {
        self.items.extend_from_slice(batch);
        let excess = self.items.len().saturating_sub(EARLY);
        self.items.drain(..excess);
        self.missed += excess as u64;
    }

    /// Queues the events for a new listener, behind the number of those dropped.
    pub(super) fn post(&self, mailbox: &Mailbox) {
        mailbox.miss(self.missed);
        if !self.items.is_empty() {
            mailbox.post(&Arc::from(self.items.as_slice()));
        }
    }
}
