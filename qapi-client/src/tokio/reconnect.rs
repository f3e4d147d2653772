//! A client that reconnects when its connection ends.
//!
//! A task watches the connection and makes the next one. Commands are never executed twice. Commands
//! in flight at the end of a connection fail, and their error reports whether they may have run.
//! Listeners continue, and receive an error where events may be missing.

use std::future::{Future, IntoFuture};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::Poll;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::client::Client;
use super::events::Events;
use super::time::{due, expired, until};
use crate::address::{Address, ToAddress};
use crate::codec;
use crate::error::{Disconnect, Error, Waiting};
use crate::happened::{self, Happened};
use crate::mailbox::{Inbox, Mailbox};
use crate::options::Options;
use crate::wire::{Decode, Encode, Value};
use crate::{Command, EventSet, Execute, OobCommand, RunState};

/// Stands for a first wait of zero when it is doubled.
const LEAST: Duration = Duration::from_millis(1);

/// Waits before each reconnection attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Backoff {
    /// Wait before the first attempt.
    pub first: Duration,
    /// Maximum wait; each wait is twice the previous one.
    pub most: Duration,
    /// Number of failed attempts in a row before giving up; `None` for no limit.
    pub attempts: Option<u32>,
}

impl Default for Backoff {
    /// 100 milliseconds, doubled up to 10 seconds, without end.
    fn default() -> Self {
        Self {
            first: Duration::from_millis(100),
            most: Duration::from_secs(10),
            attempts: None,
        }
    }
}

impl Backoff {
    /// Sets the first wait.
    #[must_use]
    pub fn first(self, first: Duration) -> Self {
        Self { first, ..self }
    }

    /// Sets the maximum wait.
    #[must_use]
    pub fn most(self, most: Duration) -> Self {
        Self { most, ..self }
    }

    /// Sets the number of failed attempts in a row before giving up.
    #[must_use]
    pub fn attempts(self, attempts: u32) -> Self {
        Self {
            attempts: Some(attempts),
            ..self
        }
    }
}

/// A handle to a monitor that reconnects whenever the connection ends.
///
/// # Examples
///
/// ```no_run
/// use qapi_client::tokio::{Backoff, Reconnecting};
/// use qapi_client::{Error, Options, RawEvent};
///
/// # async fn example() -> Result<(), Error> {
/// let options = Options::default();
/// let vm = Reconnecting::connect("unix:/run/vm.qmp", &options, Backoff::default()).await?;
/// let mut events = vm.events::<RawEvent>();
/// while let Some(event) = events.next().await {
///     match event {
///         Ok(event) => println!("{}", event.body.name),
///         Err(Error::Gap { cause }) => println!("{cause}; state may have changed unseen"),
///         Err(error) => return Err(error),
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Reconnecting {
    shared: Arc<Shared>,
}

/// State shared by handles, listeners and the task.
struct Shared {
    current: watch::Sender<Current>,
    state: watch::Sender<RunState>,
    mailboxes: Mutex<Vec<Weak<Mailbox>>>,
    options: Options,
    /// Set once no further connection is wanted.
    stop: Arc<watch::Sender<bool>>,
}

/// The current connection.
#[derive(Clone)]
enum Current {
    Connected(Client),
    Connecting,
    Ended(Disconnect),
}

impl Reconnecting {
    /// Connects, and keeps reconnecting from then on. The first connection has one attempt.
    ///
    /// # Errors
    ///
    /// Those of [`Client::connect`].
    pub async fn connect(
        address: impl ToAddress,
        options: &Options,
        backoff: Backoff,
    ) -> Result<Self, Error> {
        let address = address.to_address()?;
        let client = Client::connect_with(&address, options).await?;
        let stop = Arc::new(watch::Sender::new(false));
        let shared = Arc::new(Shared {
            current: watch::Sender::new(Current::Connected(client.clone())),
            state: watch::Sender::new(RunState::Running),
            mailboxes: Mutex::default(),
            options: options.clone(),
            stop: stop.clone(),
        });
        let keeper = Keeper {
            shared: Arc::downgrade(&shared),
            address,
            options: options.clone(),
        };
        tokio::spawn(keeper.keep(client, backoff, stop.subscribe()));
        Ok(Self { shared })
    }

    /// Returns the current connection. Waits while it is being made, for at most
    /// [`Options::connect_deadline`].
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`], and [`Error::Disconnected`] if there will be no further connection.
    pub async fn client(&self) -> Result<Client, Error> {
        self.client_within(self.shared.options.connect_deadline)
            .await
    }

    async fn client_within(&self, deadline: Option<Duration>) -> Result<Client, Error> {
        let mut current = self.shared.current.subscribe();
        // The loss of a connection may be known before the task that makes the next one has run.
        let wait = current.wait_for(|current| match current {
            Current::Connected(client) => client.handle().accepts(),
            Current::Connecting => false,
            Current::Ended(_) => true,
        });
        let current = until(due(deadline), wait)
            .await
            .ok_or_else(|| expired(Waiting::Connection, deadline))?;
        let cause = match current.as_deref() {
            Ok(Current::Connected(client)) => return Ok(client.clone()),
            Ok(Current::Ended(cause)) => cause.clone(),
            _ => Disconnect::Requested,
        };
        Err(Error::Disconnected {
            command: None,
            may_have_run: false,
            cause,
        })
    }

    /// Executes a command on the current connection: await the returned builder for its reply. The
    /// command's deadline includes the wait for a connection.
    ///
    /// # Errors
    ///
    /// Those of [`client`](Self::client) and of [`Client::execute`].
    pub fn execute<C>(&self, command: C) -> Execute<Self, C::Ok, C>
    where
        C: Command<Ok: Decode> + Encode,
    {
        Execute::typed(self.clone(), &command, &self.shared.options)
    }

    /// Executes a command out of band; see [`Client::execute_oob`].
    ///
    /// # Errors
    ///
    /// Those of [`client`](Self::client) and of [`Client::execute_oob`].
    pub fn execute_oob<C>(&self, command: C) -> Execute<Self, C::Ok, C>
    where
        C: OobCommand<Ok: Decode> + Encode,
    {
        self.execute(command).out_of_band()
    }

    /// Executes the command `name`, which need not be in any schema, on the current connection.
    ///
    /// # Errors
    ///
    /// Those of [`client`](Self::client) and of [`Client::execute`].
    pub fn execute_raw(&self, name: &str, arguments: Option<Value>) -> Execute<Self, Value> {
        Execute::raw(self.clone(), name, arguments, &self.shared.options)
    }

    /// Returns a listener for the events of this connection and later ones. [`Error::Gap`] marks
    /// each place between connections, where events may be missing.
    #[must_use]
    pub fn events<E: EventSet>(&self) -> Events<E> {
        self.shared.events(self.shared.options.event_capacity)
    }

    /// Returns a listener for the events that `command` causes; see [`Client::events_of`].
    #[must_use]
    pub fn events_of<E: EventSet>(&self, command: &(impl Command + Encode)) -> Events<E> {
        self.events_of_raw(codec::name_of(command), Some(codec::value(command)))
    }

    /// Returns a listener for the events that the command `name` causes; see
    /// [`Client::events_of_raw`].
    #[must_use]
    pub fn events_of_raw<E: EventSet>(&self, name: &str, arguments: Option<Value>) -> Events<E> {
        self.events().of_command(name, arguments)
    }

    /// Asks the monitor if a command had its effect, such as one whose deadline passed or whose
    /// connection ended. It knows `blockdev-add`, `object-add`, `netdev_add`, `chardev-add`,
    /// `device_add` and their removals; a `device_del` has happened once the device is gone. On one
    /// connection, the question is answered after the command has ended.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub async fn happened(&self, command: &(impl Command + Encode)) -> Result<Happened, Error> {
        let name = codec::name_of(command);
        happened::happened(self, name, &codec::value(command)).await
    }

    /// Asks the monitor if the command `name` had its effect; see [`happened`](Self::happened).
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub async fn happened_raw(&self, name: &str, arguments: &Value) -> Result<Happened, Error> {
        happened::happened(self, name, arguments).await
    }

    pub(super) fn options(&self) -> &Options {
        &self.shared.options
    }

    /// Returns the state of the connection.
    #[must_use]
    pub fn state(&self) -> RunState {
        *self.shared.state.borrow()
    }

    /// Returns the state of the connection as a channel that receives each change.
    #[must_use]
    pub fn states(&self) -> watch::Receiver<RunState> {
        self.shared.state.subscribe()
    }

    /// Ends the connection in order, and does not reconnect; see [`Client::disconnect`].
    pub async fn disconnect(&self) {
        self.shared.stop.send_replace(true);
        self.shared
            .with_mailboxes(|mailbox| mailbox.end_with_connection());
        let client = match &*self.shared.current.borrow() {
            Current::Connected(client) => Some(client.clone()),
            _ => None,
        };
        if let Some(client) = client {
            self.shared.state.send_if_modified(|state| {
                let running = *state == RunState::Running;
                if running {
                    *state = RunState::Disconnecting;
                }
                running
            });
            client.disconnect().await;
        }
        self.shared.end(Disconnect::Requested);
    }
}

impl<T: Decode + 'static, C> IntoFuture for Execute<Reconnecting, T, C> {
    type Output = Result<T, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let execute = self.untyped();
        Box::pin(async move {
            // The command's deadline covers the wait for a connection.
            let deadline = execute.request.deadline;
            let connect = execute.on.shared.options.connect_deadline;
            let wait = deadline.into_iter().chain(connect).min();
            let begun = Instant::now();
            let client = execute.on.client_within(wait).await?;
            let mut execute = execute.map_on(|_| client.session().clone());
            execute.request.deadline = deadline.map(|all| all.saturating_sub(begun.elapsed()));
            let mut result = execute.await;
            if let (Err(Error::Timeout(timeout)), Some(deadline)) = (&mut result, deadline) {
                timeout.after = deadline;
            }
            result
        })
    }
}

impl Shared {
    fn with_mailboxes(&self, mut each: impl FnMut(&Arc<Mailbox>)) {
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
    fn events<E: EventSet>(self: &Arc<Self>, capacity: usize) -> Events<E> {
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

    fn end(&self, cause: Disconnect) {
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
struct Keeper {
    /// Weak, so that dropping the last handle or listener ends it.
    shared: Weak<Shared>,
    address: Address,
    options: Options,
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
    async fn keep(self, client: Client, backoff: Backoff, mut stop: watch::Receiver<bool>) {
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
            wait = wait.max(LEAST).saturating_mul(2).min(backoff.most);
        }
    }
}

impl std::fmt::Debug for Reconnecting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reconnecting")
            .field("state", &*self.shared.state.borrow())
            .finish_non_exhaustive()
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
