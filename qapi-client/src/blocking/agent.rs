//! The blocking client for the guest agent.

use std::time::Duration;

use serde_json::value::RawValue;

use super::channel::{Call, Channel};
use super::clock::Deadline;
use super::transport::{self, Transport};
use crate::Command;
use crate::address::ToAddress;
use crate::codec;
use crate::error::Error;
use crate::options::Options;
use crate::protocol::request::Mode;
use crate::protocol::{Router, Tokens};
use crate::wire::{Decode, Encode, Value};

/// A connection to a guest agent.
///
/// The agent's protocol has no greeting, no events and no ids, and what an earlier client left
/// unfinished may still be in the channel. So the client synchronises: when it connects, and
/// before the next command after one whose reply may still come. A late reply is never taken for
/// that of another command.
///
/// # Examples
///
/// ```no_run
/// use qapi_client::blocking::GuestAgent;
///
/// let mut agent = GuestAgent::connect("unix:/run/vm.agent")?;
/// let info = agent.execute_raw("guest-info", None)?;
/// println!("{}", info["version"]);
/// # Ok::<(), qapi_client::Error>(())
/// ```
pub struct GuestAgent {
    channel: Channel,
    options: Options,
    /// Whether the next reply to arrive is that of the next command.
    synced: bool,
    tokens: Tokens,
}

impl GuestAgent {
    /// Connects and synchronises, with the default [`Options`].
    ///
    /// # Errors
    ///
    /// [`Error::Address`], [`Error::Connect`], and [`Error::Timeout`] that says which step took
    /// too long: an agent that does not run in the guest lets connect, and never answers.
    pub fn connect(address: impl ToAddress) -> Result<Self, Error> {
        Self::connect_with(address, &Options::default())
    }

    /// Connects and synchronises.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub fn connect_with(address: impl ToAddress, options: &Options) -> Result<Self, Error> {
        let deadline = Deadline::after(options.connect_deadline);
        let transport = transport::connect(&address.to_address()?, deadline)?;
        Self::open(transport, options, deadline)
    }

    /// Synchronises on a stream that is connected to an agent.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect) that concern synchronising.
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
        let router = Router::agent(options.limits).transcript(options.transcript.clone());
        let mut agent = Self {
            channel: Channel::new(transport, router),
            options: options.clone(),
            synced: false,
            tokens: Tokens::default(),
        };
        agent.synchronise(deadline)?;
        Ok(agent)
    }

    /// Changes how long a command may take; `None` for as long as it takes.
    pub fn set_deadline(&mut self, deadline: impl Into<Option<Duration>>) {
        self.options.deadline = deadline.into();
    }

    /// Executes a command and waits for its reply, if success sends one.
    ///
    /// A command without (`guest-shutdown`, `guest-suspend-*`) returns as soon as it is sent; use
    /// QMP's events to see what it does.
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
        let deadline = self.options.deadline_of(C::NAME);
        self.execute_with_deadline(command, deadline)
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
        let arguments = codec::arguments(&command);
        let call = Call {
            success_response: C::SUCCESS_RESPONSE,
            ..Call::new(C::NAME, arguments.as_deref(), Mode::InBand)
        };
        let reply = self.call(call, deadline.into())?;
        codec::decoded(C::NAME, reply.as_deref())
    }

    /// Executes the command `name`, which no schema needs to know, and waits for its reply.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn execute_raw(&mut self, name: &str, arguments: Option<Value>) -> Result<Value, Error> {
        let arguments = arguments.as_ref().map(|value| codec::text(value));
        let call = Call::new(name, arguments.as_deref(), Mode::InBand);
        let reply = self.call(call, self.options.deadline_of(name))?;
        codec::decoded(name, reply.as_deref())
    }

    /// Sends the command `name`, whose success sends no reply.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute) that concern sending.
    pub fn send_raw(&mut self, name: &str, arguments: Option<Value>) -> Result<(), Error> {
        let arguments = arguments.as_ref().map(|value| codec::text(value));
        let call = Call {
            success_response: false,
            ..Call::new(name, arguments.as_deref(), Mode::InBand)
        };
        self.call(call, self.options.deadline_of(name)).map(drop)
    }

    fn call(
        &mut self,
        call: Call<'_>,
        deadline: Option<Duration>,
    ) -> Result<Option<Box<RawValue>>, Error> {
        let deadline = Deadline::after(deadline);
        if !self.synced {
            self.synchronise(deadline)?;
        }
        // What an agent sends besides replies means nothing.
        let result = self.channel.execute(call, deadline, &mut drop);
        // An error of a command without success response may still come, too.
        self.synced = matches!(result, Ok(Some(_)) | Err(Error::Command(_)));
        result
    }

    fn synchronise(&mut self, deadline: Deadline) -> Result<(), Error> {
        self.channel.synchronise(self.tokens.next(), deadline)?;
        self.synced = true;
        Ok(())
    }
}

impl std::fmt::Debug for GuestAgent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GuestAgent")
            .field("synced", &self.synced)
            .finish_non_exhaustive()
    }
}
