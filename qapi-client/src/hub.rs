//! One connection without I/O, shared by all clients.
//!
//! Input: commands, bytes that arrived, and the end of the stream. Output: each command's outcome,
//! the handshake's result, and events for all listeners. `W` waits for an outcome and `H` for a
//! handshake: a channel's sender in the asynchronous client, a slot in the blocking one.
//!
//! Invariant: every submitted command ends once, with its reply or with the end of the connection,
//! unless it is forgotten; after the end nothing is accepted.

mod early;
mod outcome;

use std::sync::{Arc, Weak};

pub(crate) use outcome::{Interrupted, LateReply, Outcome, Unanswered};

use crate::error::{Disconnect, Error, Violation};
use crate::mailbox::{Arrived, Incoming, Mailbox};
use crate::protocol::request::Mode;
use crate::protocol::{Delivery, Greeting, Reply, Router};
use early::Early;

/// Maximum batch size; one unread event keeps its whole batch alive.
const BATCH: usize = 256;

/// Descriptions of a peer, by its first words.
const MONITOR: &str = "the greeting of a QMP monitor";
const AGENT: &str = "a guest agent";
const HUMAN: &str = "a human monitor (HMP)";

/// The receiver of a value that is set once.
pub(crate) trait Put<T> {
    /// Sets the value; does nothing if no receiver waits any more.
    fn put(self, value: T);
}

/// The first message or event of a handshake.
#[derive(Debug)]
pub(crate) enum Handshake {
    Greeting(Greeting),
    Synced,
    Violation(Violation),
    Ended(Disconnect),
}

impl Handshake {
    /// Returns a copy if these are the first words of a monitor.
    fn introduction(&self) -> Option<Self> {
        match self {
            Self::Greeting(greeting) => Some(Self::Greeting(greeting.clone())),
            Self::Violation(violation) if violation.is_human() => {
                let excerpt = violation.excerpt().to_owned();
                Some(Self::Violation(Violation::Garbage { excerpt }))
            }
            _ => None,
        }
    }

    /// Returns the monitor's greeting.
    pub(crate) fn into_greeting(self) -> Result<Greeting, Error> {
        let found = match self {
            Self::Greeting(greeting) => return Ok(greeting),
            Self::Violation(violation) if violation.is_human() => HUMAN,
            Self::Violation(violation) => return Err(protocol(violation)),
            Self::Synced => AGENT,
            Self::Ended(cause) => return Err(Error::disconnected(cause)),
        };
        Err(protocol(Violation::OutOfTurn {
            found,
            expected: MONITOR,
        }))
    }

    /// Returns once an agent has synchronised. Earlier messages are stale.
    pub(crate) fn into_synced(self) -> Result<(), Error> {
        let found = match self {
            Self::Ended(cause) => return Err(Error::disconnected(cause)),
            Self::Greeting(_) => MONITOR,
            Self::Violation(violation) if violation.is_human() => HUMAN,
            _ => return Ok(()),
        };
        Err(protocol(Violation::OutOfTurn {
            found,
            expected: AGENT,
        }))
    }
}

fn protocol(violation: Violation) -> Error {
    Error::Protocol {
        command: None,
        violation: Arc::new(violation),
    }
}

/// A command to submit.
#[derive(Debug)]
pub(crate) struct Submission<'a> {
    pub(crate) command: &'a str,
    pub(crate) arguments: Option<&'a [u8]>,
    pub(crate) mode: Mode,
    pub(crate) success_response: bool,
}

/// A connection's state, without its transport.
pub(crate) struct Hub<W, H> {
    pub(crate) router: Router<W>,
    mailboxes: Vec<Weak<Mailbox>>,
    /// Places of late replies that somebody may wait for, by the numbers of their commands.
    late: Vec<(u64, Arc<LateReply>)>,
    /// Events that are not in the mailboxes yet.
    batch: Vec<Incoming>,
    handshake: Option<H>,
    /// First words of a monitor, for a handshake that begins later.
    introduction: Option<Handshake>,
    /// Events since the greeting, for listeners that are created before the first command.
    early: Option<Early>,
    /// True if the handshake is over, and the next command is the caller's.
    opened: bool,
    /// Reason for rejecting further commands.
    refusal: Option<Disconnect>,
    /// Reason for the connection's end.
    end: Option<Disconnect>,
    /// True if the connection ends once it is idle.
    draining: bool,
}

impl<W: Put<Outcome>, H: Put<Handshake>> Hub<W, H> {
    /// Returns a connection whose greeting, if any, goes to `greeting`.
    pub(crate) fn new(router: Router<W>, greeting: H) -> Self {
        Self {
            router,
            mailboxes: Vec::new(),
            late: Vec::new(),
            batch: Vec::new(),
            handshake: Some(greeting),
            introduction: None,
            early: None,
            opened: false,
            refusal: None,
            end: None,
            draining: false,
        }
    }

    /// Queues a command and returns its number, for forgetting it.
    ///
    /// # Errors
    ///
    /// The connection accepts no more commands.
    pub(crate) fn submit(
        &mut self,
        submission: &Submission<'_>,
        waiter: W,
    ) -> Result<u64, Interrupted> {
        if let Some(cause) = &self.refusal {
            return Err(Interrupted {
                may_have_run: false,
                cause: cause.clone(),
            });
        }
        if self.opened {
            self.early = None;
        }
        Ok(self.router.submit(
            submission.command,
            submission.arguments,
            submission.mode,
            submission.success_response,
            waiter,
        ))
    }

    /// Records that the handshake is over: events are kept up to the next command.
    pub(crate) fn open(&mut self) {
        self.opened = true;
        self.introduction = None;
    }

    /// Queues a request to synchronise with an agent, whose answer goes to `waiter`. A monitor that
    /// has already introduced itself is the answer.
    pub(crate) fn synchronise(&mut self, token: u64, waiter: H) {
        if let Some(introduction) = self.introduction.take() {
            return waiter.put(introduction);
        }
        self.router.synchronise(token);
        for (_, late) in std::mem::take(&mut self.late) {
            late.put(Err(Interrupted::abandoned()));
        }
        match &self.end {
            Some(end) => waiter.put(Handshake::Ended(end.clone())),
            None => self.handshake = Some(waiter),
        }
    }

    /// Adds a listener for the events from now on, and those before the first command.
    pub(crate) fn listen(&mut self, mailbox: &Arc<Mailbox>) {
        match &self.end {
            Some(end) => mailbox.close(end.clone()),
            None => {
                // Events also remove dropped listeners, but there may be no events.
                self.mailboxes.retain(|mailbox| mailbox.strong_count() > 0);
                self.mailboxes.push(Arc::downgrade(mailbox));
                if let Some(early) = &self.early {
                    early.post(mailbox);
                }
            }
        }
    }

    /// Returns the number of listeners, including those dropped since the last event.
    #[cfg(all(test, feature = "tokio"))]
    pub(crate) fn listeners(&self) -> usize {
        self.mailboxes.len()
    }

    /// Takes bytes that arrived, and delivers the messages that they complete.
    pub(crate) fn receive(&mut self, bytes: &[u8]) {
        self.router.receive(bytes);
        self.dispatch();
    }

    /// Takes the end of the stream, and returns the reason for the connection's end.
    pub(crate) fn finish(&mut self) -> Disconnect {
        let within = self.router.finish();
        within.map_or(Disconnect::Closed, |violation| {
            Disconnect::ClosedWithin(Arc::new(violation))
        })
    }

    /// Delivers each message to its waiter or listeners. Events go to the mailboxes in batches, but
    /// all earlier events are there before a reply is delivered.
    pub(crate) fn dispatch(&mut self) {
        while let Some(delivery) = self.router.deliver() {
            if self.batch.len() >= BATCH {
                self.post_batch();
            }
            match delivery {
                Delivery::Reply { waiter, reply } => {
                    self.post_batch();
                    waiter.put(Ok(reply));
                }
                Delivery::Late { id, reply, .. } => {
                    if let Some(late) = self.take_late(id) {
                        self.post_batch();
                        late.put(Ok(reply));
                    }
                }
                Delivery::Event(event) => {
                    self.batch
                        .push(Incoming::Event(Arc::new(Arrived::new(event))));
                }
                Delivery::Greeting(greeting) => {
                    if self.handshake.is_some() {
                        self.post_batch();
                        self.early = Some(Early::default());
                    }
                    self.shake(Handshake::Greeting(greeting));
                }
                Delivery::Synced => self.shake(Handshake::Synced),
                Delivery::Violation(violation) => match self.handshake {
                    Some(_) => self.shake(Handshake::Violation(violation)),
                    None => self.batch.push(Incoming::Violation(Arc::new(violation))),
                },
            }
        }
        self.post_batch();
    }

    fn shake(&mut self, handshake: Handshake) {
        if !self.opened {
            self.introduction = handshake.introduction();
        }
        match self.handshake.take() {
            Some(waiter) => waiter.put(handshake),
            None => self
                .batch
                .push(Incoming::Violation(Arc::new(Violation::OutOfTurn {
                    found: "a second greeting",
                    expected: "an event or a reply",
                }))),
        }
    }

    fn post_batch(&mut self) {
        if self.batch.is_empty() {
            return;
        }
        if let Some(early) = &mut self.early {
            early.push(&self.batch);
        }
        let batch = self.batch.drain(..).collect();
        self.mailboxes.retain(|mailbox| match mailbox.upgrade() {
            Some(mailbox) => {
                mailbox.post(&batch);
                true
            }
            None => false,
        });
    }

    /// Keeps the reply of a command that was forgotten when it was outstanding.
    pub(crate) fn expect_late(&mut self, id: u64) -> (u64, Arc<LateReply>) {
        let reply = Arc::<LateReply>::default();
        self.late.push((id, reply.clone()));
        (id, reply)
    }

    /// Discards the reply of a command when it arrives.
    pub(crate) fn forget_late(&mut self, id: u64) {
        self.take_late(id);
    }

    fn take_late(&mut self, id: u64) -> Option<Arc<LateReply>> {
        let at = self.late.iter().position(|(other, _)| *other == id)?;
        Some(self.late.swap_remove(at).1)
    }

    /// Completes the commands that wait only for being written.
    pub(crate) fn written(&mut self) {
        for waiter in self.router.take_sent() {
            waiter.put(Ok(Reply::Sent));
        }
    }

    /// Rejects further commands, for this reason unless there is an earlier one.
    pub(crate) fn refuse(&mut self, cause: Disconnect) {
        self.refusal.get_or_insert(cause);
    }

    /// Rejects further commands, and requests the end once those in flight are answered.
    pub(crate) fn drain(&mut self) {
        self.refuse(Disconnect::Requested);
        self.draining = true;
    }

    /// Returns true if the end was requested, and no command is in flight.
    pub(crate) fn is_drained(&self) -> bool {
        self.draining && self.router.is_idle()
    }

    /// Returns true if the connection accepts commands.
    pub(crate) fn accepts(&self) -> bool {
        self.refusal.is_none()
    }

    /// Returns the reason for the end, if the connection has ended.
    pub(crate) fn ended(&self) -> Option<&Disconnect> {
        self.end.as_ref()
    }

    /// Ends the connection: completes all commands and the handshake with `cause`, and closes the
    /// mailboxes. Returns false if it had already ended.
    pub(crate) fn end(&mut self, cause: &Disconnect) -> bool {
        if self.end.is_some() {
            return false;
        }
        self.end = Some(cause.clone());
        self.refuse(cause.clone());
        for (waiter, _, may_have_run) in self.router.close() {
            waiter.put(Err(Unanswered::Interrupted(Interrupted {
                may_have_run,
                cause: cause.clone(),
            })));
        }
        for (_, late) in std::mem::take(&mut self.late) {
            late.put(Err(Interrupted {
                may_have_run: true,
                cause: cause.clone(),
            }));
        }
        if let Some(handshake) = self.handshake.take() {
            handshake.put(Handshake::Ended(cause.clone()));
        }
        for mailbox in self.mailboxes.drain(..).filter_map(|it| it.upgrade()) {
            mailbox.close(cause.clone());
        }
        true
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;
    use crate::protocol::Limits;

    /// A place for a value.
    struct Place<T>(Rc<RefCell<Option<T>>>);

    impl<T> Put<T> for Place<T> {
        fn put(self, value: T) {
            *self.0.borrow_mut() = Some(value);
        }
    }

    /// Synchronises after the peer has sent `words`, and returns the error.
    fn synchronise_after(words: &[u8]) -> Error {
        let greeting = Place(Rc::default());
        let mut hub: Hub<Place<Outcome>, _> = Hub::new(Router::agent(Limits::default()), greeting);
        hub.receive(words);
        let place = Rc::default();
        hub.synchronise(1, Place(Rc::clone(&place)));
        let handshake = place.borrow_mut().take().unwrap();
        handshake.into_synced().unwrap_err()
    }

    #[test]
    fn a_monitor_that_greets_before_the_synchronisation_is_no_agent() {
        let error = synchronise_after(
            b"{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 2, \"major\": 7}, \
            \"package\": \"\"}, \"capabilities\": []}}\r\n",
        );
        assert!(
            error.to_string().starts_with("the greeting of a QMP"),
            "{error}"
        );
        let error = synchronise_after(b"QEMU 10.0.0 monitor - type 'help'\r\n(qemu) ");
        assert!(error.to_string().starts_with("a human monitor"), "{error}");
    }
}
