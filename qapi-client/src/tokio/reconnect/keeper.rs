//! The task that keeps a connection, and the state that it shares with handles and listeners.
//!
//! Input: the end of a connection. Output: the next connection, with all listeners, or the end.
//!
//! Invariant: once the end was requested, no connection is published.

use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::Poll;

use tokio::sync::watch;

use super::Backoff;
use crate::address::Address;
use crate::error::Disconnect;
use crate::mailbox::{Inbox, Mailbox};
use crate::options::Options;
use crate::tokio::client::Client;
use crate::tokio::events::Events;
use crate::{EventSet, RunState};

/// State shared by handles, listeners and the task.
pub(super) struct Shared {
    pub(super) current: watch::Sender<Current>,
    pub(super) state: watch::Sender<RunState>,
    pub(super) mailboxes: Mutex<Vec<Weak<Mailbox>>>,
    pub(super) options: Options,
    /// Set once no further connection is wanted.
    pub(super) stop: Arc<watch::Sender<bool>>,
}

/// The current connection.
#[derive(Clone)]
pub(super) enum Current {
    Connected(Client),
    Connecting,
    Ended(Disconnect),
}

impl Shared {
    pub(super) fn with_mailboxes(&self, mut each: impl FnMut(&Arc<Mailbox>)) {
        let mut mailboxes = self
            .mailboxes
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        mailboxes.retain(|mailbox| match mailbox.upgrade() {
            Some(mailbox) => {
                each(&mailbox);
                true
            }
            None => false,
        });
    }

    /// Returns a listener for this connection and later ones.
    pub(super) fn events<E: EventSet>(self: &Arc<Self>, capacity: usize) -> Events<E> {
        let inbox = Inbox::new(capacity, true);
        self.listen(inbox.mailbox());
        Events::new(self.clone(), inbox, &self.options)
    }

    fn listen(&self, mailbox: &Arc<Mailbox>) {
        // Under the lock, so that the task neither misses the mailbox nor adds it twice.
        let mut mailboxes = self
            .mailboxes
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        mailboxes.retain(|mailbox| mailbox.strong_count() > 0);
        mailboxes.push(Arc::downgrade(mailbox));
        if *self.stop.borrow() {
            mailbox.end_with_connection();
        }
        match &*self.current.borrow() {
            Current::Connected(client) => client.handle().listen(mailbox),
            Current::Connecting => {}
            Current::Ended(cause) => mailbox.finish(cause.clone()),
        }
    }

    /// Publishes a new connection, unless none is wanted any more. Returns true if it did.
    fn renew(&self, client: &Client) -> bool {
        let mailboxes = self
            .mailboxes
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for mailbox in mailboxes.iter().filter_map(Weak::upgrade) {
            client.handle().listen(&mailbox);
        }
        self.goes_on(Current::Connected(client.clone()), RunState::Running)
    }

    /// Changes the state to `next`, unless the task is to stop. Returns true if it did.
    fn goes_on(&self, next: Current, state: RunState) -> bool {
        // `disconnect` sets the stop flag first, and looks for the connection after it: one of the
        // two finds the other.
        self.current.send_if_modified(|current| {
            let goes_on = !*self.stop.borrow();
            if goes_on {
                *current = next;
                self.state.send_replace(state);
            }
            goes_on
        })
    }

    pub(super) fn end(&self, cause: Disconnect) {
        self.current.send_if_modified(|current| {
            let first = !matches!(current, Current::Ended(_));
            if first {
                *current = Current::Ended(cause.clone());
            }
            first
        });
        self.state.send_replace(RunState::Idle);
        self.with_mailboxes(|mailbox| mailbox.finish(cause.clone()));
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

/// The task that keeps the connection.
pub(super) struct Keeper {
    /// Weak, so that dropping the last handle or listener ends it.
    pub(super) shared: Weak<Shared>,
    pub(super) address: Address,
    pub(super) options: Options,
}

/// Also runs if the task is dropped with its runtime: then there is no next connection.
impl Drop for Keeper {
    fn drop(&mut self) {
        if let Some(shared) = self.shared.upgrade() {
            shared.end(Disconnect::Requested);
        }
    }
}

impl Keeper {
    pub(super) async fn keep(
        self,
        client: Client,
        backoff: Backoff,
        mut stop: watch::Receiver<bool>,
    ) {
        let mut states = client.states();
        let mut handle = Arc::downgrade(client.handle());
        drop(client);
        loop {
            drop(states.wait_for(|state| *state == RunState::Idle).await);
            let Some(shared) = self.shared.upgrade() else {
                return;
            };
            // While `shared` exists, it owns the connection.
            let cause = handle.upgrade().and_then(|handle| handle.ended());
            let cause = cause.unwrap_or(Disconnect::Closed);
            if !shared.goes_on(Current::Connecting, RunState::Connecting) {
                return shared.end(cause);
            }
            drop(shared);
            let next = self.connect_again(backoff, &mut stop).await;
            let Some(shared) = self.shared.upgrade() else {
                return;
            };
            let Some(next) = next.filter(|next| shared.renew(next)) else {
                return shared.end(cause);
            };
            states = next.states();
            handle = Arc::downgrade(next.handle());
        }
    }

    /// Retries until success, too many attempts, or a stop.
    async fn connect_again(
        &self,
        backoff: Backoff,
        stop: &mut watch::Receiver<bool>,
    ) -> Option<Client> {
        let mut stopped = pin!(stop.wait_for(|stop| *stop));
        let mut next = pin!(self.attempt(backoff));
        std::future::poll_fn(|context| match stopped.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(None),
            Poll::Pending => next.as_mut().poll(context),
        })
        .await
    }

    /// Retries until success or too many attempts.
    async fn attempt(&self, backoff: Backoff) -> Option<Client> {
        let mut wait = backoff.first.min(backoff.most);
        let mut failed = 0;
        loop {
            tokio::time::sleep(wait).await;
            if let Ok(client) = Client::connect_with(&self.address, &self.options).await {
                return Some(client);
            }
            failed += 1;
            if backoff.attempts.is_some_and(|attempts| failed >= attempts) {
                return None;
            }
            wait = backoff.next(wait);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RawEvent;

    #[test]
    fn listeners_that_left_are_forgotten_and_none_follows_the_end() {
        let shared = Arc::new(Shared {
            current: watch::Sender::new(Current::Connecting),
            state: watch::Sender::new(RunState::Connecting),
            mailboxes: Mutex::default(),
            options: Options::default(),
            stop: Arc::new(watch::Sender::new(false)),
        });
        let stays = shared.events::<RawEvent>(1);
        for _ in 0..100 {
            drop(shared.events::<RawEvent>(1));
        }
        let count = |shared: &Shared| shared.mailboxes.lock().map(|them| them.len()).ok();
        assert!(count(&shared).is_some_and(|count| count <= 2));
        drop(stays);

        assert!(shared.goes_on(Current::Connecting, RunState::Connecting));
        shared.stop.send_replace(true);
        shared.end(Disconnect::Requested);
        assert!(!shared.goes_on(Current::Connecting, RunState::Connecting));
        assert_eq!(*shared.state.borrow(), RunState::Idle);
    }
}
