//! The blocking client for QMP.

use std::sync::{Arc, Mutex, PoisonError};

use super::clock::Deadline;
use super::connection::Connection;
use super::events::Events;
use super::session::{Execute, Session};
use super::transport::{self, Transport};
use crate::address::ToAddress;
use crate::codec;
use crate::error::Error;
use crate::execute::Request;
use crate::guard::Guard;
use crate::happened::{self, Happened};
use crate::introspect::Schema;
use crate::options::Options;
use crate::peer::done;
use crate::protocol::{Greeting, Router};
use crate::wire::{Decode, Encode, Value};
use crate::{Command, EventSet, OobCommand, RunState};

/// A handle to a connection to a QMP monitor.
///
/// Clones share the connection, and any number of threads use it at the same time. A thread that
/// waits for its reply or event serves the others meanwhile. The connection closes when the last
/// handle and listener are dropped.
///
/// When a deadline passes, the error reports whether the command is outstanding. Its late reply is
/// discarded, and the connection remains usable.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use qapi_client::RawEvent;
/// use qapi_client::blocking::Client;
///
/// let vm = Client::connect("unix:/run/vm.qmp")?;
/// println!("QEMU {}", vm.greeting().version);
/// let mut events = vm.events::<RawEvent>();
/// let status = vm.execute_raw("query-status", None).wait()?;
/// println!("{}", status["status"]);
/// while let Some(event) = events.next_within(Duration::from_secs(1)) {
///     println!("{}", event?.body.name);
/// }
/// # Ok::<(), qapi_client::Error>(())
/// ```
#[derive(Clone)]
pub struct Client {
    session: Session,
    about: Arc<About>,
}

/// Facts about the monitor.
struct About {
    greeting: Greeting,
    schema: Mutex<Option<Arc<Schema<'static>>>>,
}

impl Client {
    /// Connects, reads the greeting and negotiates, with the default [`Options`].
    ///
    /// # Errors
    ///
    /// [`Error::Address`], [`Error::Connect`]; [`Error::Timeout`], which names the step (a monitor
    /// serves one client at a time, and greets the next when the first leaves); [`Error::Protocol`]
    /// if the other side is not a monitor.
    pub fn connect(address: impl ToAddress) -> Result<Self, Error> {
        Self::connect_with(address, &Options::default())
    }

    /// Connects, reads the greeting and negotiates.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub fn connect_with(address: impl ToAddress, options: &Options) -> Result<Self, Error> {
        let (transport, deadline) = transport::connect(&address.to_address()?, options)?;
        Self::open(transport, options, deadline)
    }

    /// Reads the greeting and negotiates on a stream that is already connected to a monitor.
    ///
    /// # Errors
    ///
    /// The errors of [`connect`](Self::connect) that concern greeting and negotiation.
    pub fn from_stream(
        transport: impl Transport + 'static,
        options: &Options,
    ) -> Result<Self, Error> {
        let deadline = Deadline::after(options.connect_deadline);
        Self::open(Arc::new(transport), options, deadline)
    }

    pub(super) fn open(
        transport: Arc<dyn Transport>,
        options: &Options,
        deadline: Deadline,
    ) -> Result<Self, Error> {
        let router = Router::monitor(options.limits)
            .accept_missing_ids(options.missing_ids)
            .transcript(options.transcript.clone());
        let (connection, greeting) = Connection::new(transport, router);
        let greeting = connection.greeting(greeting, deadline)?;
        let (mut request, oob) = Request::negotiate(&greeting, options);
        connection.execute(&mut request, deadline)?;
        if oob {
            connection.state().hub.router.grant_oob();
        }
        let schema = match Guard::is_wanted(options) {
            false => None,
            true => Some(ask_schema(&connection, deadline)?),
        };
        let guard = schema
            .clone()
            .map(|schema: Arc<_>| Guard::new(options, schema));
        Ok(Self {
            session: Session::monitor(connection, options, oob, guard),
            about: Arc::new(About {
                greeting,
                schema: Mutex::new(schema),
            }),
        })
    }

    pub(super) fn session(&self) -> &Session {
        &self.session
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

    /// Returns the state of the connection. An end by the other side shows only after the next
    /// operation.
    #[must_use]
    pub fn state(&self) -> RunState {
        self.session.connection().run_state()
    }

    /// Returns the commands without an answer, including those that timed out, oldest first.
    #[must_use]
    pub fn outstanding(&self) -> Vec<String> {
        let state = self.session.connection().state();
        let names = state.hub.router.outstanding();
        names.map(ToOwned::to_owned).collect()
    }

    /// Executes a command: call `wait` on the returned builder for its reply.
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
    pub fn schema(&self) -> Result<Arc<Schema<'static>>, Error> {
        let mut cached = self
            .about
            .schema
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(schema) = &*cached {
            return Ok(schema.clone());
        }
        let deadline = self.session.options().deadline_of(codec::QUERY_SCHEMA);
        let schema = ask_schema(self.session.connection(), Deadline::after(deadline))?;
        Ok(cached.insert(schema).clone())
    }

    /// Returns a listener for events from now on, decoded as `E`: a schema's set of events, or
    /// [`RawEvent`](crate::RawEvent) for all of them undecoded. A listener that is created before the
    /// first command also receives the events since the greeting: the last 1024, behind
    /// [`Error::Lagged`] with the number of the others.
    #[must_use]
    pub fn events<E: EventSet>(&self) -> Events<E> {
        Events::new(self.session.connection(), self.session.options())
    }

    /// Returns a listener for the events that `command` causes, as listed by
    /// [`effects`](crate::effects). Create it before you execute the command.
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
    pub fn happened(&self, command: &(impl Command + Encode)) -> Result<Happened, Error> {
        let name = codec::name_of(command);
        done(happened::happened(self, name, &codec::value(command)))
    }

    /// Asks the monitor if the command `name` had its effect; see [`happened`](Self::happened).
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    #[inline]
    pub fn happened_raw(&self, name: &str, arguments: &Value) -> Result<Happened, Error> {
        done(happened::happened(self, name, arguments))
    }

    /// Ends the connection once the commands in flight are answered; new ones fail from now on. Ends
    /// it after [`Options::deadline`] even if some are not answered.
    pub fn disconnect(&self) {
        let deadline = Deadline::after(self.session.options().deadline);
        self.session.connection().disconnect(deadline);
    }
}

fn ask_schema(
    connection: &Arc<Connection>,
    deadline: Deadline,
) -> Result<Arc<Schema<'static>>, Error> {
    let mut request = Request::own(codec::QUERY_SCHEMA, deadline.allowed());
    let reply = connection.execute(&mut request, deadline)?;
    codec::schema(reply.as_deref()).map(Arc::new)
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
