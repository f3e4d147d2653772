//! The asynchronous client for QMP.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{OnceCell, oneshot, watch};
use tokio::time::Instant;

use super::call::{self, Execute, How, Request};
use super::connect;
use super::events::Events;
use super::job::{Job, Monitor, Source};
use super::link::{Handle, Handshake, Link, RunState, until};
use crate::address::ToAddress;
use crate::codec;
use crate::error::{Disconnect, Error, Violation, Waiting};
use crate::guard::Guard;
use crate::introspect::Schema;
use crate::options::Options;
use crate::protocol::request::Mode;
use crate::protocol::{Greeting, Router};
use crate::wire::{Decode, Encode, Value};
use crate::{Command, EventSet, OobCommand};

/// A handle to a connection to a QMP monitor.
///
/// Clone it to share the connection, which lives as long as a handle or a listener to its events
/// does. Any number of commands can be in flight; a monitor executes them in turn, but for those
/// out of band.
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
    handle: Arc<Handle>,
    session: Arc<Session>,
}

/// What was settled when the connection was made.
struct Session {
    greeting: Greeting,
    oob: bool,
    options: Options,
    guard: Option<Arc<Guard>>,
    schema: OnceCell<Arc<Schema<'static>>>,
}

impl Client {
    /// Connects, reads the greeting and negotiates, with the default [`Options`].
    ///
    /// # Errors
    ///
    /// [`Error::Address`], [`Error::Connect`]; [`Error::Timeout`] that says which step took too
    /// long (a monitor serves one client at a time, and greets the next when that leaves);
    /// [`Error::Protocol`] if the other side is no monitor.
    pub async fn connect(address: impl ToAddress) -> Result<Self, Error> {
        Self::connect_with(address, &Options::default()).await
    }

    /// Connects, reads the greeting and negotiates.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub async fn connect_with(address: impl ToAddress, options: &Options) -> Result<Self, Error> {
        let due = call::due(options.connect_deadline);
        let stream = connect::connect(address, options, due).await?;
        Self::open(tokio::io::split(stream), options, due).await
    }

    /// Reads the greeting and negotiates on a stream that is connected to a monitor. An inherited
    /// descriptor becomes one by [`Stream::from_fd`](super::Stream::from_fd).
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect) that concern greeting and negotiation.
    pub async fn from_stream<S>(stream: S, options: &Options) -> Result<Self, Error>
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        let halves = tokio::io::split(stream);
        Self::open(halves, options, call::due(options.connect_deadline)).await
    }

    /// Reads the greeting and negotiates on two halves of a stream.
    pub(super) async fn open(
        halves: (
            impl AsyncRead + Send + 'static,
            impl AsyncWrite + Send + 'static,
        ),
        options: &Options,
        due: Option<Instant>,
    ) -> Result<Self, Error> {
        let router = Router::monitor(options.limits).transcript(options.transcript.clone());
        let (handle, greeting) = Link::start(halves, router);
        let greeting = read_greeting(greeting, options, due).await?;
        let oob = options.oob && greeting.offers_oob();
        let negotiate = Request {
            command: "qmp_capabilities".into(),
            arguments: oob.then(|| br#"{"enable":["oob"]}"#.to_vec()),
            mode: Mode::InBand,
            success_response: true,
            deadline: options.connect_deadline,
        };
        call::execute(&handle, &negotiate, due).await?;
        if oob {
            handle.grant_oob();
        }
        let schema = OnceCell::new();
        let guard = match Guard::is_wanted(options) {
            false => None,
            true => {
                let ask = || ask_schema(&handle, options.connect_deadline, due);
                let schema = schema.get_or_try_init(ask).await?;
                Some(Arc::new(Guard::new(options, schema.clone())))
            }
        };
        handle.run();
        let session = Arc::new(Session {
            greeting,
            oob,
            options: options.clone(),
            guard,
            schema,
        });
        Ok(Self { handle, session })
    }

    /// What the monitor said first: its version and what it offers.
    #[must_use]
    pub fn greeting(&self) -> &Greeting {
        &self.session.greeting
    }

    /// Whether commands can be executed out of band: [asked for](Options::oob) and granted.
    #[must_use]
    pub fn oob_granted(&self) -> bool {
        self.session.oob
    }

    /// Where the connection stands, now and whenever that changes.
    #[must_use]
    pub fn state(&self) -> watch::Receiver<RunState> {
        self.handle.states()
    }

    /// The commands that the monitor has not answered, those that timed out included, oldest
    /// first.
    #[must_use]
    pub fn outstanding(&self) -> Vec<String> {
        self.handle.outstanding()
    }

    /// Executes a command: await what this gives for its reply.
    ///
    /// # Errors
    ///
    /// [`Error::Command`] if it fails, [`Error::Timeout`] if that takes too long,
    /// [`Error::Decode`] if it returns what its schema does not say, [`Error::Protocol`] if its
    /// reply cannot be read, [`Error::Disconnected`].
    pub fn execute<C>(&self, command: C) -> Execute<C::Ok>
    where
        C: Command<Ok: Decode + 'static> + Encode,
    {
        self.typed(&command, Mode::InBand)
    }

    /// Executes a command out of band: at once, even while the monitor is busy with another.
    ///
    /// A command of which the schema does not say that it may be is refused by the compiler:
    ///
    /// ```compile_fail,E0277
    /// # use qapi_client::{Command, wire::{Encode, Writer}};
    /// # struct Stop;
    /// # impl Command for Stop { const NAME: &'static str = "stop"; type Ok = (); }
    /// # impl Encode for Stop { fn encode(&self, _: &mut Writer<'_>) {} }
    /// # fn example(vm: &qapi_client::tokio::Client) {
    /// vm.execute_oob(Stop);
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute), and [`Error::OobNotGranted`].
    pub fn execute_oob<C>(&self, command: C) -> Execute<C::Ok>
    where
        C: OobCommand<Ok: Decode + 'static> + Encode,
    {
        self.require_oob(self.typed(&command, Mode::OutOfBand))
    }

    /// Executes the command `name`, which no schema needs to know.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn execute_raw(&self, name: &str, arguments: Option<Value>) -> Execute<Value> {
        let arguments = arguments.map(|arguments| codec::text(&arguments));
        self.request(name, arguments, Mode::InBand, true)
    }

    /// Executes the command `name`, which no schema needs to know, out of band. The monitor
    /// refuses commands that do not allow it.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute), and [`Error::OobNotGranted`].
    pub fn execute_raw_oob(&self, name: &str, arguments: Option<Value>) -> Execute<Value> {
        let arguments = arguments.map(|arguments| codec::text(&arguments));
        self.require_oob(self.request(name, arguments, Mode::OutOfBand, true))
    }

    fn typed<C>(&self, command: &C, mode: Mode) -> Execute<C::Ok>
    where
        C: Command<Ok: Decode + 'static> + Encode,
    {
        self.request(
            C::NAME,
            codec::arguments(command),
            mode,
            C::SUCCESS_RESPONSE,
        )
    }

    fn request<T: Decode + 'static>(
        &self,
        command: &str,
        arguments: Option<Vec<u8>>,
        mode: Mode,
        success_response: bool,
    ) -> Execute<T> {
        let deadline = self.session.options.deadline_of(command);
        let command = command.into();
        let request = Request {
            command,
            arguments,
            mode,
            success_response,
            deadline,
        };
        let how = How::Monitor(self.handle.clone(), self.session.guard.clone());
        Execute::new(how, request)
    }

    fn require_oob<T>(&self, execute: Execute<T>) -> Execute<T> {
        if self.session.oob {
            return execute;
        }
        let refusal = Error::OobNotGranted {
            command: execute.request.command.clone(),
        };
        Execute {
            refusal: Some(refusal),
            reply: PhantomData,
            ..execute
        }
    }

    /// The monitor's schema: what it knows of commands, events and their types, and which of them
    /// are deprecated or unstable. It is asked for once a connection, since it does not change.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute), and [`Error::Schema`].
    pub async fn schema(&self) -> Result<Arc<Schema<'static>>, Error> {
        let deadline = self.session.options.deadline_of(codec::QUERY_SCHEMA);
        let ask = || ask_schema(&self.handle, deadline, call::due(deadline));
        self.session.schema.get_or_try_init(ask).await.cloned()
    }

    /// Listens to events from now on, decoded as `E`: a schema's set of events, or
    /// [`RawEvent`](crate::RawEvent) for all as they come.
    #[must_use]
    pub fn events<E: EventSet>(&self) -> Events<E> {
        Events::listen(&self.handle, self.session.options.event_capacity)
    }

    /// Listens to the events that `command` causes, as [`effects`](crate::effects) tells. Listen
    /// before you execute it.
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
        self.events_of_raw(name_of(command), Some(codec::value(command)))
    }

    /// Listens to the events that the command `name` causes with those arguments, as
    /// [`effects`](crate::effects) tells.
    #[must_use]
    pub fn events_of_raw<E: EventSet>(&self, name: &str, arguments: Option<Value>) -> Events<E> {
        self.events().of_command(name, arguments)
    }

    /// Follows the job of that id from now on, whatever started it; see [`Job`].
    #[must_use]
    pub fn job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(Monitor::Client(self.clone()), Source::Job(id.into()))
    }

    /// Follows the block job of that id by the commands for block jobs, as [`job`](Self::job) does
    /// by those for all jobs, which QEMU has since 3.0.
    #[must_use]
    pub fn block_job(&self, id: impl Into<Box<str>>) -> Job {
        Job::new(Monitor::Client(self.clone()), Source::BlockJob(id.into()))
    }

    /// Follows the migration from now on, at either end.
    ///
    /// The monitor is asked how far it is; it tells by itself only with the migration capability
    /// `events`, which should be set where half a second matters.
    #[must_use]
    pub fn migration(&self) -> Job {
        Job::new(Monitor::Client(self.clone()), Source::Migration)
    }

    pub(super) fn handle(&self) -> &Arc<Handle> {
        &self.handle
    }

    /// Ends the connection once the commands under way are answered; new ones are refused from
    /// now on. If they are not answered within [`Options::deadline`], ends it all the same.
    ///
    /// It can be called from any handle, again, and at the same time: each call returns when the
    /// connection has ended. Dropping all handles and listeners ends it at once.
    pub async fn disconnect(&self) {
        disconnect(&self.handle, call::due(self.session.options.deadline)).await;
    }
}

fn name_of<C: Command>(_: &C) -> &'static str {
    C::NAME
}

/// Asks a monitor for its schema until `due`.
async fn ask_schema(
    handle: &Arc<Handle>,
    deadline: Option<Duration>,
    due: Option<Instant>,
) -> Result<Arc<Schema<'static>>, Error> {
    let request = Request {
        command: codec::QUERY_SCHEMA.into(),
        arguments: None,
        mode: Mode::InBand,
        success_response: true,
        deadline,
    };
    let reply = call::execute(handle, &request, due).await?;
    codec::schema(reply.as_deref()).map(Arc::new)
}

/// Ends a connection in good order if that is done until `due`.
pub(super) async fn disconnect(handle: &Arc<Handle>, due: Option<Instant>) {
    handle.drain();
    let mut states = handle.states();
    // The sender lives as long as the handle, so waiting for a state can only succeed.
    let ended = states.wait_for(|state| *state == RunState::Idle);
    if until(due, ended).await.is_none() {
        handle.end(Disconnect::Requested);
        drop(
            handle
                .states()
                .wait_for(|state| *state == RunState::Idle)
                .await,
        );
    }
}

async fn read_greeting(
    receiver: oneshot::Receiver<Handshake>,
    options: &Options,
    due: Option<Instant>,
) -> Result<Greeting, Error> {
    let violated = |violation| Error::Protocol {
        command: None,
        violation: Arc::new(violation),
    };
    match shake(receiver, Waiting::Greeting, options.connect_deadline, due).await? {
        Handshake::Greeting(greeting) => Ok(greeting),
        Handshake::Violation(violation) => Err(violated(violation)),
        Handshake::Synced => Err(violated(Violation::OutOfTurn {
            found: "an agent",
            expected: "a greeting",
        })),
        Handshake::Ended(cause) => Err(Error::Disconnected {
            command: None,
            may_have_run: false,
            cause,
        }),
    }
}

/// Waits for what comes first until `due`, which is when `deadline` has passed.
pub(super) async fn shake(
    receiver: oneshot::Receiver<Handshake>,
    waiting: Waiting,
    deadline: Option<Duration>,
    due: Option<Instant>,
) -> Result<Handshake, Error> {
    let received = until(due, receiver)
        .await
        .ok_or_else(|| connect::expired(waiting, deadline))?;
    // The sender is dropped only for another handshake.
    Ok(received.unwrap_or(Handshake::Ended(Disconnect::Requested)))
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("greeting", &self.session.greeting)
            .field("oob", &self.session.oob)
            .field("state", &*self.handle.states().borrow())
            .finish_non_exhaustive()
    }
}
