//! A client that reconnects when its connection ends.
//!
//! A task watches the connection and makes the next one. Commands are never executed twice. Commands
//! in flight at the end of a connection fail, and their error reports whether they may have run.
//! Listeners continue, and receive an error where events may be missing.

mod backoff;
mod keeper;

use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::client::Client;
use super::events::Events;
use super::time::{due, expired, until};
use crate::address::ToAddress;
use crate::codec;
use crate::error::{Disconnect, Error, Waiting};
use crate::happened::{self, Happened};
use crate::options::Options;
use crate::wire::{Decode, Encode, Value};
use crate::{Command, EventSet, Execute, OobCommand, RunState};
use keeper::{Current, Keeper, Shared};

pub use backoff::Backoff;

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
        Err(Error::disconnected(cause))
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

impl std::fmt::Debug for Reconnecting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reconnecting")
            .field("state", &*self.shared.state.borrow())
            .finish_non_exhaustive()
    }
}
