//! The router, a transport and a clock: what both blocking clients are made of.
//!
//! Invariant: a deadline that passes loses nothing. Bytes half written are written on before
//! anything else, a reply that comes late is consumed, and bytes half read stay in the framer.

use std::io;

use super::clock::{Deadline, Expired};
use super::transport::Transport;
use crate::error::{CommandError, Disconnect, Error, Timeout, Violation, Waiting};
use crate::protocol::request::Mode;
use crate::protocol::{Delivery, EventMessage, Forgotten, Greeting, RawEvent, Reply, Router};
use serde_json::value::RawValue;

/// How much is read at once.
const READ_SIZE: usize = 64 << 10;

/// How much is taken from the router at once.
const WRITE_SIZE: usize = 64 << 10;

/// What comes besides replies.
#[derive(Debug)]
pub(super) enum Notice {
    Greeting(Greeting),
    Synced,
    Event(EventMessage<RawEvent>),
    Violation(Violation),
}

/// A command as the channel sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) command: &'a str,
    pub(super) arguments: Option<&'a [u8]>,
    pub(super) mode: Mode,
    pub(super) success_response: bool,
}

impl<'a> Call<'a> {
    pub(super) fn new(command: &'a str, arguments: Option<&'a [u8]>, mode: Mode) -> Self {
        Self {
            command,
            arguments,
            mode,
            success_response: true,
        }
    }
}

pub(super) struct Channel {
    transport: Box<dyn Transport>,
    router: Router<()>,
    buffer: Box<[u8]>,
    /// What is to be written before anything else.
    outbox: Vec<u8>,
    /// Why nothing can be written any more. What arrived before can still be read.
    write_end: Option<Disconnect>,
    /// Why nothing will arrive any more.
    read_end: Option<Disconnect>,
}

/// Why waiting ended without what was waited for.
enum Stop {
    Expired,
    Ended(Disconnect),
}

impl Stop {
    /// The error of what is no command.
    fn into_error(self, waiting: Waiting, deadline: Deadline) -> Error {
        match self {
            Self::Expired => Timeout {
                waiting,
                after: deadline.allowed(),
                outstanding: false,
            }
            .into(),
            Self::Ended(cause) => Error::Disconnected {
                command: None,
                may_have_run: false,
                cause,
            },
        }
    }
}

impl Channel {
    pub(super) fn new(transport: Box<dyn Transport>, router: Router<()>) -> Self {
        Self {
            transport,
            router,
            buffer: vec![0; READ_SIZE].into_boxed_slice(),
            outbox: Vec::new(),
            write_end: None,
            read_end: None,
        }
    }

    pub(super) fn grant_oob(&mut self) {
        self.router.grant_oob();
    }

    /// The commands that were sent and not answered.
    pub(super) fn outstanding(&self) -> impl Iterator<Item = &str> {
        self.router.outstanding()
    }

    /// Executes a command; what else arrives goes to `notices`. `None` is a success that sends no
    /// reply.
    pub(super) fn execute(
        &mut self,
        call: Call<'_>,
        deadline: Deadline,
        notices: &mut dyn FnMut(Notice),
    ) -> Result<Option<Box<RawValue>>, Error> {
        let id = self.router.submit(
            call.command,
            call.arguments,
            call.mode,
            call.success_response,
            (),
        );
        let reply = self.exchange(deadline, notices);
        match reply {
            Ok(Reply::Sent) => Ok(None),
            Ok(Reply::Return(value)) => Ok(Some(value)),
            Ok(Reply::Error { class, desc }) => {
                let command = call.command.into();
                Err(CommandError {
                    command,
                    class,
                    desc: desc.into(),
                }
                .into())
            }
            Ok(Reply::Unreadable(violation)) => Err(Error::Protocol {
                command: Some(call.command.into()),
                violation: violation.into(),
            }),
            Err(stop) => {
                // One that sends no reply may be half written: then the rest follows, and it ends no
                // command after it.
                let written = !self.router.take_sent().is_empty();
                let outstanding = self.router.forget(id) == Forgotten::Outstanding || written;
                Err(match stop {
                    Stop::Expired => {
                        let waiting = Waiting::Command(call.command.into());
                        Timeout {
                            waiting,
                            after: deadline.allowed(),
                            outstanding,
                        }
                        .into()
                    }
                    Stop::Ended(cause) => Error::Disconnected {
                        command: Some(call.command.into()),
                        may_have_run: outstanding && self.outbox.is_empty(),
                        cause,
                    },
                })
            }
        }
    }

    /// Writes what is to be written, then reads until the reply is in: at most one is waited for.
    fn exchange(
        &mut self,
        deadline: Deadline,
        notices: &mut dyn FnMut(Notice),
    ) -> Result<Reply, Stop> {
        loop {
            self.flush(deadline)?;
            if self.router.take_sent().pop().is_some() {
                return Ok(Reply::Sent);
            }
            while let Some(delivery) = self.router.deliver() {
                if let Some(reply) = sort(delivery, notices) {
                    return Ok(reply);
                }
            }
            self.fill(deadline)?;
        }
    }

    /// Waits for the first notice that `wanted` takes; others it gets too, and refuses.
    pub(super) fn wait<T>(
        &mut self,
        waiting: Waiting,
        deadline: Deadline,
        wanted: &mut dyn FnMut(Notice) -> Option<T>,
    ) -> Result<T, Error> {
        loop {
            let mut found = None;
            while let Some(delivery) = self.router.deliver() {
                sort(delivery, &mut |notice| found = wanted(notice));
                if let Some(found) = found {
                    return Ok(found);
                }
            }
            self.fill(deadline)
                .map_err(|stop| stop.into_error(waiting.clone(), deadline))?;
        }
    }

    /// Brings a guest agent to where its next reply is that to our next command.
    pub(super) fn synchronise(&mut self, token: u64, deadline: Deadline) -> Result<(), Error> {
        self.router.synchronise(token);
        self.flush(deadline)
            .map_err(|stop| stop.into_error(Waiting::Sync, deadline))?;
        self.wait(Waiting::Sync, deadline, &mut |notice| {
            matches!(notice, Notice::Synced).then_some(())
        })
    }

    /// Writes all that the router lets out.
    fn flush(&mut self, deadline: Deadline) -> Result<(), Stop> {
        loop {
            self.write_outbox(deadline)?;
            if !self.router.transmit(&mut self.outbox, WRITE_SIZE) {
                return Ok(());
            }
        }
    }

    fn write_outbox(&mut self, deadline: Deadline) -> Result<(), Stop> {
        let mut written = 0;
        let result = loop {
            let rest = &self.outbox[written..];
            if rest.is_empty() {
                break Ok(());
            }
            if let Some(end) = &self.write_end {
                break Err(Stop::Ended(end.clone()));
            }
            let outcome = deadline
                .left()
                .map_err(|Expired| io::ErrorKind::TimedOut.into())
                .and_then(|left| self.transport.set_write_timeout(left))
                .and_then(|()| self.transport.write(rest));
            match outcome {
                Ok(0) => self.write_end = Some(Disconnect::Closed),
                Ok(count) => written += count,
                Err(error) if is_interrupted(&error) => {}
                Err(error) if is_timeout(&error) => break Err(Stop::Expired),
                Err(error) => self.write_end = Some(error.into()),
            }
        };
        self.outbox.drain(..written);
        result
    }

    /// Reads once.
    fn fill(&mut self, deadline: Deadline) -> Result<(), Stop> {
        loop {
            if let Some(end) = &self.read_end {
                return Err(Stop::Ended(end.clone()));
            }
            let outcome = deadline
                .left()
                .map_err(|Expired| io::ErrorKind::TimedOut.into())
                .and_then(|left| self.transport.set_read_timeout(left))
                .and_then(|()| self.transport.read(&mut self.buffer));
            match outcome {
                Ok(0) => {
                    let within = self.router.finish();
                    self.read_end = Some(within.map_or(Disconnect::Closed, |violation| {
                        Disconnect::ClosedWithin(violation.into())
                    }));
                }
                Ok(count) => {
                    self.router
                        .receive(self.buffer.get(..count).unwrap_or_default());
                    return Ok(());
                }
                Err(error) if is_interrupted(&error) => {}
                Err(error) if is_timeout(&error) => return Err(Stop::Expired),
                Err(error) => self.read_end = Some(error.into()),
            }
        }
    }
}

/// Gives replies back and everything else to `notices`.
fn sort(delivery: Delivery<()>, notices: &mut dyn FnMut(Notice)) -> Option<Reply> {
    match delivery {
        Delivery::Reply { reply, .. } => return Some(reply),
        // Its caller has been told that the reply is outstanding.
        Delivery::Late(_) => {}
        Delivery::Greeting(greeting) => notices(Notice::Greeting(greeting)),
        Delivery::Event(event) => notices(Notice::Event(event)),
        Delivery::Synced => notices(Notice::Synced),
        Delivery::Violation(violation) => notices(Notice::Violation(violation)),
    }
    None
}

fn is_interrupted(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Interrupted
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}
