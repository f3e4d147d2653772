//! The blocking client for QMP.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use serde_json::value::RawValue;

use super::channel::{Call, Channel, Notice};
use super::clock::Deadline;
use super::transport::{self, Transport};
use crate::address::ToAddress;
use crate::codec;
use crate::error::{Disconnect, Error, Violation, Waiting};
use crate::guard::Guard;
use crate::introspect::Schema;
use crate::options::Options;
use crate::protocol::request::Mode;
use crate::protocol::{EventMessage, EventQueue, Greeting, RawEvent, Router};
use crate::wire::{Decode, Encode, Value};
use crate::{Command, EventSet, OobCommand};

/// A connection to a QMP monitor.
///
/// It executes one command at a time. Events are kept from the moment of connecting, whether they
/// come while a command is executed or between commands, until they are taken with
/// [`next_event`](Self::next_event) or [`events`](Self::events).
///
/// When a deadline passes, the error tells whether the command is outstanding. Its late reply is
/// discarded, and the connection remains usable.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use qapi_client::RawEvent;
/// use qapi_client::blocking::Client;
///
/// let mut vm = Client::connect("unix:/run/vm.qmp")?;
/// println!("QEMU {}", vm.greeting().version);
/// let status = vm.execute_raw("query-status", None)?;
/// println!("{}", status["status"]);
/// while let Some(event) = vm.next_event::<RawEvent>(Duration::from_secs(1))? {
///     println!("{}", event.body.name);
/// }
/// # Ok::<(), qapi_client::Error>(())
/// ```
pub struct Client {
    channel: Channel,
    greeting: Greeting,
    oob: bool,
    options: Options,
    incoming: EventQueue<Incoming>,
    guard: Option<Guard>,
    schema: Option<Arc<Schema<'static>>>,
}

/// What waits to be taken.
enum Incoming {
    Event(EventMessage<RawEvent>),
    Violation(Violation),
}

impl Client {
    /// Connects, reads the greeting and negotiates, with the default [`Options`].
    ///
    /// # Errors
    ///
    /// [`Error::Address`], [`Error::Connect`]; [`Error::Timeout`] that says which step took too
    /// long (a monitor serves one client at a time, and greets the next when that leaves);
    /// [`Error::Protocol`] if the other side is no monitor.
    pub fn connect(address: impl ToAddress) -> Result<Self, Error> {
        Self::connect_with(address, &Options::default())
    }

    /// Connects, reads the greeting and negotiates.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub fn connect_with(address: impl ToAddress, options: &Options) -> Result<Self, Error> {
        let deadline = Deadline::after(options.connect_deadline);
        let transport = transport::connect(&address.to_address()?, deadline)?;
        Self::open(transport, options, deadline)
    }

    /// Reads the greeting and negotiates on a stream that is connected to a monitor.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect) that concern greeting and negotiation.
    pub fn from_stream(
        transport: impl Transport + 'static,
        options: &Options,
    ) -> Result<Self, Error> {
        let deadline = Deadline::after(options.connect_deadline);
        Self::open(Box::new(transport), options, deadline)
    }

    fn open(
        transport: Box<dyn Transport>,
        options: &Options,
        deadline: Deadline,
    ) -> Result<Self, Error> {
        let router = Router::monitor(options.limits).transcript(options.transcript.clone());
        let mut channel = Channel::new(transport, router);
        let greeting = channel.wait(Waiting::Greeting, deadline, &mut |notice| {
            Some(match notice {
                Notice::Greeting(greeting) => Ok(greeting),
                Notice::Violation(violation) => Err(violation),
                Notice::Event(_) | Notice::Synced => Err(Violation::OutOfTurn {
                    found: "an event",
                    expected: "a greeting",
                }),
            })
        })?;
        let greeting = greeting.map_err(|violation| Error::Protocol {
            command: None,
            violation: violation.into(),
        })?;
        let oob = options.oob && greeting.offers_oob();
        let mut client = Self {
            channel,
            greeting,
            oob: false,
            options: options.clone(),
            incoming: EventQueue::new(options.event_capacity),
            guard: None,
            schema: None,
        };
        let arguments = oob.then_some(&br#"{"enable":["oob"]}"#[..]);
        client.call(
            Call::new("qmp_capabilities", arguments, Mode::InBand),
            deadline,
        )?;
        if oob {
            client.oob = true;
            client.channel.grant_oob();
        }
        if Guard::is_wanted(options) {
            let schema = client.ask_schema(deadline)?;
            client.guard = Some(Guard::new(options, schema));
        }
        Ok(client)
    }

    /// What the monitor said first: its version and what it offers.
    #[must_use]
    pub fn greeting(&self) -> &Greeting {
        &self.greeting
    }

    /// Whether commands can be executed out of band: [asked for](Options::oob) and granted.
    #[must_use]
    pub fn oob_granted(&self) -> bool {
        self.oob
    }

    /// The commands that the monitor has not answered, those that timed out, oldest first.
    pub fn outstanding(&self) -> impl Iterator<Item = &str> {
        self.channel.outstanding()
    }

    /// Changes how long a command may take; `None` for as long as it takes.
    pub fn set_deadline(&mut self, deadline: impl Into<Option<Duration>>) {
        self.options.deadline = deadline.into();
    }

    /// Executes a command and waits for its reply.
    ///
    /// # Errors
    ///
    /// [`Error::Command`] if it fails, [`Error::Timeout`] if that takes too long,
    /// [`Error::Decode`] if it returns what its schema does not say, [`Error::Protocol`] if its
    /// reply cannot be read, [`Error::Disconnected`].
    pub fn execute<C>(&mut self, command: C) -> Result<C::Ok, Error>
    where
        C: Command<Ok: Decode> + Encode,
    {
        self.run(&command, Mode::InBand, self.options.deadline_of(C::NAME))
    }

    /// Executes a command that may take `deadline`, whatever else is set.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn execute_with_deadline<C>(
        &mut self,
        command: C,
        deadline: impl Into<Option<Duration>>,
    ) -> Result<C::Ok, Error>
    where
        C: Command<Ok: Decode> + Encode,
    {
        self.run(&command, Mode::InBand, deadline.into())
    }

    /// Executes a command out of band: at once, even while the monitor is busy with a command that
    /// timed out.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute), and [`Error::OobNotGranted`].
    pub fn execute_oob<C>(&mut self, command: C) -> Result<C::Ok, Error>
    where
        C: OobCommand<Ok: Decode> + Encode,
    {
        if !self.oob {
            return Err(Error::OobNotGranted {
                command: C::NAME.into(),
            });
        }
        self.run(&command, Mode::OutOfBand, self.options.deadline_of(C::NAME))
    }

    fn run<C>(
        &mut self,
        command: &C,
        mode: Mode,
        deadline: Option<Duration>,
    ) -> Result<C::Ok, Error>
    where
        C: Command<Ok: Decode> + Encode,
    {
        let arguments = codec::arguments(command);
        let call = Call {
            success_response: C::SUCCESS_RESPONSE,
            ..Call::new(C::NAME, arguments.as_deref(), mode)
        };
        let reply = self.guarded(call, Deadline::after(deadline))?;
        codec::decoded(C::NAME, reply.as_deref())
    }

    /// Executes the command `name`, which no schema needs to know.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn execute_raw(&mut self, name: &str, arguments: Option<Value>) -> Result<Value, Error> {
        let arguments = arguments.as_ref().map(|value| codec::text(value));
        let call = Call::new(name, arguments.as_deref(), Mode::InBand);
        let reply = self.guarded(call, Deadline::after(self.options.deadline_of(name)))?;
        codec::decoded(name, reply.as_deref())
    }

    /// Executes the command `name`, which no schema needs to know, out of band. The monitor
    /// refuses commands that do not allow it.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute), and [`Error::OobNotGranted`].
    pub fn execute_raw_oob(
        &mut self,
        name: &str,
        arguments: Option<Value>,
    ) -> Result<Value, Error> {
        if !self.oob {
            return Err(Error::OobNotGranted {
                command: name.into(),
            });
        }
        let arguments = arguments.as_ref().map(|value| codec::text(value));
        let call = Call::new(name, arguments.as_deref(), Mode::OutOfBand);
        let reply = self.guarded(call, Deadline::after(self.options.deadline_of(name)))?;
        codec::decoded(name, reply.as_deref())
    }

    /// The monitor's schema: what it knows of commands, events and their types, and which of them
    /// are deprecated or unstable. It is asked for once a connection, since it does not change.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute), and [`Error::Schema`].
    pub fn schema(&mut self) -> Result<Arc<Schema<'static>>, Error> {
        self.ask_schema(Deadline::after(
            self.options.deadline_of(codec::QUERY_SCHEMA),
        ))
    }

    fn ask_schema(&mut self, deadline: Deadline) -> Result<Arc<Schema<'static>>, Error> {
        if let Some(schema) = &self.schema {
            return Ok(schema.clone());
        }
        let call = Call::new(codec::QUERY_SCHEMA, None, Mode::InBand);
        let reply = self.call(call, deadline)?;
        let schema = Arc::new(codec::schema(reply.as_deref())?);
        self.schema = Some(schema.clone());
        Ok(schema)
    }

    /// A call that the policy lets out.
    fn guarded(
        &mut self,
        call: Call<'_>,
        deadline: Deadline,
    ) -> Result<Option<Box<RawValue>>, Error> {
        if let Some(guard) = &self.guard {
            guard.check(call.command, call.arguments)?;
        }
        self.call(call, deadline)
    }

    fn call(&mut self, call: Call<'_>, deadline: Deadline) -> Result<Option<Box<RawValue>>, Error> {
        let Self {
            channel, incoming, ..
        } = self;
        channel.execute(call, deadline, &mut |notice| {
            incoming.push(Incoming::from(notice))
        })
    }

    /// The next event, waiting for it for at most `deadline` (`None`: as long as it takes). Gives
    /// `None` if none comes in that time. A deadline of zero looks only at what has arrived.
    ///
    /// `E` is a schema's set of events, or [`RawEvent`] for all as they come.
    ///
    /// # Errors
    ///
    /// About one event or place in the stream, the next call goes on after it: [`Error::Lagged`]
    /// where events were dropped since too many waited, [`Error::Decode`] for an event that is not
    /// what its schema says, [`Error::Protocol`] for what cannot be read.
    ///
    /// [`Error::Disconnected`] if the connection has ended and nothing waits any more.
    pub fn next_event<E: EventSet>(
        &mut self,
        deadline: impl Into<Option<Duration>>,
    ) -> Result<Option<EventMessage<E>>, Error> {
        if self.incoming.is_empty() && !self.wait_for_event(Deadline::after(deadline.into()))? {
            return Ok(None);
        }
        if let Some(missed) = self.incoming.take_missed() {
            return Err(Error::Lagged { missed });
        }
        match self.incoming.pop() {
            Some(Incoming::Event(event)) => codec::event(&event).map(Some),
            Some(Incoming::Violation(violation)) => Err(Error::Protocol {
                command: None,
                violation: violation.into(),
            }),
            None => Ok(None),
        }
    }

    /// Puts at least one more in the queue; tells whether it could in time.
    fn wait_for_event(&mut self, deadline: Deadline) -> Result<bool, Error> {
        // Even a deadline of zero takes what has arrived: at least one read is tried.
        let deadline = deadline.at_least(Duration::from_micros(1));
        let waited = self.channel.wait(Waiting::Event, deadline, &mut |notice| {
            Some(Incoming::from(notice))
        });
        match waited {
            Ok(incoming) => {
                self.incoming.push(incoming);
                Ok(true)
            }
            Err(Error::Timeout(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The events that waited and those that come, until the other side closes the connection.
    ///
    /// The errors are those of [`next_event`](Self::next_event); after [`Error::Disconnected`]
    /// there is nothing more.
    pub fn events<E: EventSet>(&mut self) -> Events<'_, E> {
        Events {
            client: self,
            ended: false,
            events: PhantomData,
        }
    }
}

impl From<Notice> for Incoming {
    fn from(notice: Notice) -> Self {
        match notice {
            Notice::Event(event) => Self::Event(event),
            Notice::Violation(violation) => Self::Violation(violation),
            Notice::Greeting(_) | Notice::Synced => Self::Violation(Violation::OutOfTurn {
                found: "a second greeting",
                expected: "an event or a reply",
            }),
        }
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("greeting", &self.greeting)
            .field("oob", &self.oob)
            .field("outstanding", &self.outstanding().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// A client's events; see [`Client::events`].
#[derive(Debug)]
pub struct Events<'a, E> {
    client: &'a mut Client,
    ended: bool,
    events: PhantomData<fn() -> E>,
}

impl<E: EventSet> Iterator for Events<'_, E> {
    type Item = Result<EventMessage<E>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.client.next_event(None).transpose()? {
            Err(Error::Disconnected {
                cause: Disconnect::Closed,
                ..
            }) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = error.is_disconnected();
                Some(Err(error))
            }
            ok => Some(ok),
        }
    }
}
