//! The asynchronous client for QMP.

use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use tokio::sync::{OnceCell, watch};
use tokio::time::Instant;

use super::events::Events;
use super::handshake;
use super::link::{Handle, Link};
use super::session::{Execute, Session};
use super::socket::Passer;
use super::stream;
use super::time::due;
use crate::address::ToAddress;
use crate::codec;
use crate::error::Error;
use crate::guard::Guard;
use crate::happened::{self, Happened};
use crate::introspect::Schema;
use crate::options::Options;
use crate::protocol::{Greeting, Router};
use crate::wire::{Decode, Encode, Value};
use crate::{Command, EventSet, OobCommand, RunState};

/// A handle to a connection to a QMP monitor.
///
/// Clones share the connection, which lives as long as a handle or a listener. Any number of
/// commands can be in flight; a monitor executes them in order, except out-of-band ones.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use qapi_client::RawEvent;
/// use qapi_client::tokio::Client;
///
/// # async fn example() -> Result<(), qapi_client::Error> {
/// let vm = Client::connect("unix:/run/vm.qmp").await?;
/// let mut events = vm.events::<RawEvent>();
/// let status = vm.execute_raw("query-status", None).deadline(Duration::from_secs(2)).await?;
/// println!("{}", status["status"]);
/// while let Some(event) = events.next().await {
///     println!("{}", event?.body.name);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    session: Session,
    about: Arc<About>,
}

/// Facts about the monitor.
struct About {
    greeting: Greeting,
    schema: OnceCell<Arc<Schema<'static>>>,
}

impl Client {
    /// Connects, reads the greeting and negotiates, with the default [`Options`].
    ///
    /// # Errors
    ///
    /// [`Error::Address`], [`Error::Connect`]; [`Error::Timeout`], which names the step (a monitor
    /// serves one client at a time, and greets the next when the first leaves); [`Error::Protocol`]
    /// if the other side is not a monitor.
    pub async fn connect(address: impl ToAddress) -> Result<Self, Error> {
        Self::connect_with(address, &Options::default()).await
    }

    /// Connects, reads the greeting and negotiates.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub async fn connect_with(address: impl ToAddress, options: &Options) -> Result<Self, Error> {
        let ((stream, passer), due) = stream::connect(address, options).await?;
        Self::open(tokio::io::split(stream), passer, options, due).await
    }

    /// Reads the greeting and negotiates on a stream that is already connected to a monitor.
    /// [`Stream::from_fd`](super::Stream::from_fd) makes one from an inherited descriptor.
    ///
    /// # Errors
    ///
    /// The errors of [`connect`](Self::connect) that concern greeting and negotiation.
    pub async fn from_stream<S>(stream: S, options: &Options) -> Result<Self, Error>
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        let (stream, passer) = stream::adopt(stream).map_err(unusable)?;
        let halves = tokio::io::split(stream);
        Self::open(halves, passer, options, due(options.connect_deadline)).await
    }

    /// Reads the greeting and negotiates on a stream of which `read` is already read, such as to
    /// recognise the peer.
    ///
    /// # Errors
    ///
    /// The errors of [`connect`](Self::connect) that concern greeting and negotiation.
    pub async fn from_stream_after<S>(
        read: Vec<u8>,
        stream: S,
        options: &Options,
    ) -> Result<Self, Error>
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        let (stream, passer) = stream::adopt(stream).map_err(unusable)?;
        let (reader, writer) = tokio::io::split(stream);
        let reader = AsyncReadExt::chain(std::io::Cursor::new(read), reader);
        let due = due(options.connect_deadline);
        Self::open((reader, writer), passer, options, due).await
    }

    /// Reads the greeting and negotiates on a socket.
    pub(super) async fn adopt(
        stream: stream::Stream,
        options: &Options,
        due: Option<Instant>,
    ) -> Result<Self, Error> {
        let (stream, passer) = stream.of_client().map_err(unusable)?;
        Self::open(tokio::io::split(stream), passer, options, due).await
    }

    /// Reads the greeting and negotiates on the two halves of a stream.
    pub(super) async fn open(
        halves: (
            impl AsyncRead + Send + 'static,
            impl AsyncWrite + Send + 'static,
        ),
        passer: Option<Passer>,
        options: &Options,
        due: Option<Instant>,
    ) -> Result<Self, Error> {
        let router = Router::monitor(options.limits)
            .accept_missing_ids(options.missing_ids)
            .transcript(options.transcript.clone());
        let (handle, greeting) = Link::start(halves, router, passer);
        let greeting = handshake::greeting(&handle, greeting, options, due).await?;
        let oob = handshake::negotiate(&handle, &greeting, options, due).await?;
        let schema = OnceCell::new();
        let guard = match Guard::is_wanted(options) {
            false => None,
            true => {
                let ask = || handshake::ask_schema(&handle, options.connect_deadline, due);
                let schema = schema.get_or_try_init(ask).await?;
                Some(Guard::new(options, schema.clone()))
            }
        };
        Ok(Self {
            session: Session::monitor(handle, options, oob, guard),
            about: Arc::new(About { greeting, schema }),
        })
    }

    /// Returns the monitor's greeting: its version and capabilities.
    #[must_use]
    pub fn greeting(&self) -> &Greeting {
        &self.about.greeting
    }

    /// Returns true if the monitor offers out-of-band execution and [`Options::oob`] did not decline
    /// it.
    #[must_use]
    pub fn oob_granted(&self) -> bool {
        self.session.oob()
    }

    /// Returns the state of the connection.
    #[must_use]
    pub fn state(&self) -> RunState {
        self.handle().state()
    }

    /// Returns the state of the connection as a channel that receives each change.
    #[must_use]
    pub fn states(&self) -> watch::Receiver<RunState> {
        self.handle().states()
    }

    /// Returns the commands without an answer, including those that timed out, oldest first.
    #[must_use]
    pub fn outstanding(&self) -> Vec<String> {
        self.handle().outstanding()
    }

    /// Executes a command: await the returned builder for its reply.
    ///
    /// # Errors
    ///
    /// [`Error::Command`] if the command fails; [`Error::Timeout`] if its deadline passes;
    /// [`Error::Decode`] if its schema does not allow the reply; [`Error::Protocol`] if the reply is
    /// unreadable; [`Error::Disconnected`] if the connection ends.
    pub fn execute<C>(&self, command: C) -> Execute<C::Ok, C>
    where
        C: Command<Ok: Decode> + Encode,
    {
        Execute::typed(self.session.clone(), &command, self.session.options())
    }

    /// Executes a command out of band; short for
    /// [`execute(command).out_of_band()`](crate::Execute::out_of_band).
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute), and [`Error::OobNotGranted`].
    pub fn execute_oob<C>(&self, command: C) -> Execute<C::Ok, C>
    where
        C: OobCommand<Ok: Decode> + Encode,
    {
        self.execute(command).out_of_band()
    }

    /// Executes the command `name`, which need not be in any schema.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn execute_raw(&self, name: &str, arguments: Option<Value>) -> Execute<Value> {
        let options = self.session.options();
        Execute::raw(self.session.clone(), name, arguments, options)
    }

    /// Returns the monitor's schema: commands, events and their types, with deprecated and unstable
    /// ones marked. The schema does not change, and is queried once per connection.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute), and [`Error::Schema`].
    pub async fn schema(&self) -> Result<Arc<Schema<'static>>, Error> {
        let deadline = self.session.options().deadline_of(codec::QUERY_SCHEMA);
        let ask = || handshake::ask_schema(self.handle(), deadline, due(deadline));
        self.about.schema.get_or_try_init(ask).await.cloned()
    }

    /// Returns a listener for events from now on, decoded as `E`: a schema's set of events, or
    /// [`RawEvent`](crate::RawEvent) for all of them undecoded. A listener that is created before the
    /// first command also receives the events since the greeting: the last 1024, behind
    /// [`Error::Lagged`] with the number of the others.
    #[must_use]
    pub fn events<E: EventSet>(&self) -> Events<E> {
        Events::listen(self.handle(), self.session.options())
    }

    /// Returns a listener for the events that `command` causes, as listed by
    /// [`effects`](crate::effects). Create it before you execute the command.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use qapi_client::qmp;
    /// use qapi_client::tokio::Client;
    ///
    /// # async fn example() -> Result<(), qapi_client::Error> {
    /// let vm = Client::connect("unix:/run/vm.qmp").await?;
    /// let stop = qmp::commands::Stop {};
    /// let mut stopped = vm.events_of::<qmp::Event>(&stop);
    /// vm.execute(stop).await?;
    /// stopped.next().await.transpose()?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn events_of<E: EventSet>(&self, command: &(impl Command + Encode)) -> Events<E> {
        self.events_of_raw(codec::name_of(command), Some(codec::value(command)))
    }

    /// Returns a listener for the events that the command `name` causes with those arguments, as
    /// listed by [`effects`](crate::effects).
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

    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    pub(super) fn handle(&self) -> &Arc<Handle> {
        self.session.handle()
    }

    /// Ends the connection once the commands in flight are answered; new ones fail from now on. Ends
    /// it after [`Options::deadline`] even if some are not answered.
    ///
    /// Any handle can call it, also several at the same time: each call returns when the connection
    /// has ended. Dropping all handles and listeners ends it at once.
    pub async fn disconnect(&self) {
        handshake::disconnect(self.handle(), due(self.session.options().deadline)).await;
    }
}

/// Returns the error of an unusable stream.
fn unusable(error: std::io::Error) -> Error {
    Error::disconnected(error.into())
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("greeting", &self.about.greeting)
            .field("oob", &self.session.oob())
            .field("state", &self.state())
            .finish_non_exhaustive()
    }
}
