//! Memory that the clients of one server hold together.
//!
//! Input: the number of bytes that each connection holds, as it changes. Output: the connections to
//! end. When all together hold more than the budget, the one that holds the most is ended. A client
//! with little never suffers from others.
//!
//! Invariant: the bytes of all connections that are not about to end stay below the limit, give or
//! take [`STEP`] bytes a connection.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};

use tokio::sync::Notify;

use super::outbox::Outbox;

/// Default limit.
pub(crate) const MEMORY: usize = 192 << 20;

/// Default number of connections.
pub(crate) const CLIENTS: usize = 4096;

/// Change of a connection's bytes that the budget does not notice: most commands cost no lock.
const STEP: usize = 8 << 10;

/// Bytes of an idle connection.
const IDLE: usize = 12 << 10;

/// Bytes that a connection may have unread before it has to wait, at least and at most.
const UNREAD: (usize, usize) = (16 << 10, 1 << 20);

/// Memory for all connections of a server.
#[derive(Debug)]
pub(crate) struct Budget {
    limit: usize,
    clients: usize,
    state: Mutex<State>,
    /// A copy of the state's, to be read without its lock.
    used: AtomicUsize,
}

#[derive(Debug, Default)]
struct State {
    used: usize,
    /// The part of it that ended connections still hold.
    doomed: usize,
    accounts: BTreeMap<u64, Arc<Shared>>,
}

/// A connection's part of the budget; closed when it is dropped.
#[derive(Debug)]
pub(super) struct Account {
    client: u64,
    budget: Arc<Budget>,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    held: AtomicUsize,
    /// The part that the budget knows of. Changes under the budget's lock only.
    counted: AtomicUsize,
    ended: AtomicBool,
    end: Notify,
    outbox: OnceLock<Weak<Outbox>>,
}

impl Budget {
    /// A budget of `limit` bytes for at most `clients` connections.
    pub(crate) fn new(limit: usize, clients: usize) -> Self {
        Self {
            limit,
            clients,
            state: Mutex::default(),
            used: AtomicUsize::new(0),
        }
    }

    /// Maximum number of bytes.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Ends all connections, each after the messages that wait for its client.
    pub(crate) fn finish(&self) {
        let accounts: Vec<_> = self.state().accounts.values().cloned().collect();
        for account in accounts {
            if let Some(outbox) = account.outbox.get().and_then(Weak::upgrade) {
                outbox.close();
            }
        }
    }

    /// Reports that there is no connection.
    pub(crate) fn is_unused(&self) -> bool {
        self.state().accounts.is_empty()
    }

    /// Number of bytes that all connections hold.
    pub(crate) fn used(&self) -> usize {
        self.used.load(Ordering::Relaxed)
    }

    /// Maximum number of connections.
    pub(super) fn clients(&self) -> usize {
        self.clients
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens the account of a new connection; none if there are too many.
    pub(super) fn open(self: &Arc<Self>, client: u64) -> Option<Account> {
        let shared = Arc::<Shared>::default();
        {
            let mut state = self.state();
            if state.accounts.len() >= self.clients {
                return None;
            }
            state.accounts.insert(client, shared.clone());
        }
        let budget = self.clone();
        let account = Account {
            client,
            budget,
            shared,
        };
        account.hold(IDLE);
        Some(account)
    }

    /// Returns the number of bytes that a connection may leave unread before it has to wait: less
    /// when the budget is nearly spent.
    pub(super) fn unread(&self) -> usize {
        let free = self.limit.saturating_sub(self.used.load(Ordering::Relaxed));
        (free / 16).clamp(UNREAD.0, UNREAD.1)
    }

    /// Takes note of an account, and ends connections until the limit holds.
    fn count(&self, shared: &Shared, client: u64) {
        let mut ended = Vec::new();
        let mut state = self.state();
        if !state.accounts.contains_key(&client) {
            return;
        }
        let now = shared.held.load(Ordering::Relaxed);
        let before = shared.counted.swap(now, Ordering::Relaxed);
        state.used = state.used + now - before;
        if shared.ended.load(Ordering::Relaxed) {
            state.doomed = state.doomed + now - before;
        }
        while state.used - state.doomed > self.limit {
            let counted = |account: &&Arc<Shared>| account.counted.load(Ordering::Relaxed);
            let living = state.accounts.values();
            let living = living.filter(|account| !account.ended.load(Ordering::Relaxed));
            let Some(largest) = living.max_by_key(counted).cloned() else {
                break;
            };
            state.doomed += counted(&&largest);
            largest.ended.store(true, Ordering::Relaxed);
            largest.end.notify_one();
            ended.push(largest);
        }
        self.used.store(state.used, Ordering::Relaxed);
        drop(state);
        // At once, not when its task runs: others would fill its place meanwhile.
        for account in ended {
            if let Some(outbox) = account.outbox.get().and_then(Weak::upgrade) {
                outbox.clear();
            }
        }
    }
}

impl Account {
    /// Adds bytes that the connection holds from now on.
    pub(super) fn hold(&self, bytes: usize) {
        self.shared.held.fetch_add(bytes, Ordering::Relaxed);
        self.notice();
    }

    /// The first half of [`hold`](Self::hold), after which other threads may come.
    #[cfg(test)]
    pub(super) fn hold_unnoticed(&self, bytes: usize) {
        self.shared.held.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Takes away bytes that it held.
    pub(super) fn free(&self, bytes: usize) {
        self.shared.held.fetch_sub(bytes, Ordering::Relaxed);
        self.notice();
    }

    /// Changes the number of bytes of one part of the connection.
    pub(super) fn replace(&self, before: usize, now: usize) {
        match now.checked_sub(before) {
            Some(0) => {}
            Some(more) => self.hold(more),
            None => self.free(before - now),
        }
    }

    /// Names the outbox to empty when the connection is ended.
    pub(super) fn owned_by(&self, outbox: &Arc<Outbox>) {
        // An account has one owner.
        drop(self.shared.outbox.set(Arc::downgrade(outbox)));
    }

    fn notice(&self) {
        let held = self.shared.held.load(Ordering::Relaxed);
        let counted = self.shared.counted.load(Ordering::Relaxed);
        if held.abs_diff(counted) >= STEP {
            self.budget.count(&self.shared, self.client);
        }
    }

    /// Returns the number of bytes that it may leave unread before it has to wait.
    pub(super) fn unread(&self) -> usize {
        self.budget.unread()
    }

    /// Returns the number of bytes that it holds.
    pub(super) fn held(&self) -> usize {
        self.shared.held.load(Ordering::Relaxed)
    }

    /// Waits until the connection has to end, since it holds more than any other.
    pub(super) async fn ended(&self) {
        self.shared.end.notified().await;
    }
}

impl Drop for Account {
    fn drop(&mut self) {
        let mut state = self.budget.state();
        if let Some(shared) = state.accounts.remove(&self.client) {
            let counted = shared.counted.load(Ordering::Relaxed);
            state.used -= counted;
            if shared.ended.load(Ordering::Relaxed) {
                state.doomed -= counted;
            }
            self.budget.used.store(state.used, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn ended(account: &Account) -> bool {
        account.shared.ended.load(Ordering::Relaxed)
    }

    #[test]
    fn the_largest_is_ended_and_only_as_many_as_needed() {
        const MIB: usize = 1 << 20;
        let budget = Arc::new(Budget::new(10 * MIB + 4 * IDLE, 4));
        let [small, large, larger, late] = [0, 1, 2, 3].map(|i| budget.open(i).unwrap());
        assert!(budget.open(4).is_none());
        small.hold(MIB);
        large.hold(3 * MIB);
        larger.hold(5 * MIB);
        assert!(![&small, &large, &larger].into_iter().any(ended));
        late.hold(2 * MIB);
        assert!(ended(&larger) && ![&small, &large, &late].into_iter().any(ended));
        // Its memory is not there yet, and nobody else has to pay for that.
        small.hold(MIB);
        assert!(!ended(&large));
        drop(larger);
        small.hold(3 * MIB);
        assert!(!ended(&small) && !ended(&large));
        late.hold(2 * MIB);
        assert!(ended(&small) && !ended(&large));
        let all = [small, large, late];
        drop(all);
        let state = budget.state();
        assert_eq!((state.used, state.doomed, state.accounts.len()), (0, 0, 0));
    }

    #[test]
    fn less_may_be_unread_when_the_budget_is_nearly_spent() {
        let budget = Arc::new(Budget::new(64 << 20, 4));
        let account = budget.open(0).unwrap();
        assert_eq!(account.unread(), UNREAD.1);
        account.replace(0, 62 << 20);
        assert_eq!(account.unread() >> 10, 127);
        account.replace(62 << 20, 64 << 20);
        assert_eq!(account.unread(), UNREAD.0);
        account.replace(64 << 20, 0);
        assert_eq!(account.unread(), UNREAD.1);
    }
}
