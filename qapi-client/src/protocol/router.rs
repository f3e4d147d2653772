//! Matches incoming messages to their waiters.
//!
//! Input: commands to send ([`submit`](Router::submit)) and bytes that arrived
//! ([`receive`](Router::receive)). Output: bytes to send ([`transmit`](Router::transmit)) and
//! [`Delivery`]s. `W` is the shell's value for each command, such as the channel to its caller.
//!
//! Invariant: every `W` is returned at most once, with the reply to its own command or with the end
//! of the connection, or is dropped by [`forget`](Router::forget). A reply without a waiter is
//! consumed and never returned for another command.

use std::collections::{BTreeMap, VecDeque};

use serde_json::value::RawValue;

use super::frame::{Frame, Framer, Limits};
use super::greeting::Greeting;
use super::message::{EventMessage, Message, RawEvent};
use super::request::{self, Mode};
use crate::error::{ErrorClass, Violation};
use crate::trace;
use crate::transcript::{Direction, Transcript};

/// Maximum number of commands in flight at a monitor that has granted out-of-band execution. QEMU
/// queues eight, and then reads nothing, not even out-of-band commands.
const OOB_WINDOW: usize = 7;

/// Number of remembered synchronisation tokens.
const TOKENS: usize = 32;

/// Outcome of a command.
#[derive(Debug)]
#[non_exhaustive]
pub enum Reply {
    /// The command succeeded and returned this.
    Return(Box<RawValue>),
    /// The command failed.
    Error {
        /// The error's class.
        class: ErrorClass,
        /// The error's description.
        desc: String,
    },
    /// The reply arrived and is unreadable.
    Unreadable(Violation),
    /// The command was sent, and its success has no reply.
    Sent,
}

/// An item that arrived.
#[derive(Debug)]
#[non_exhaustive]
pub enum Delivery<W> {
    /// The monitor's greeting.
    Greeting(Greeting),
    /// The reply to a command.
    Reply {
        /// The shell's value for the command.
        waiter: W,
        /// The outcome.
        reply: Reply,
    },
    /// The late reply to a [forgotten](Router::forget) command.
    Late {
        /// The command's number.
        id: u64,
        /// The command's name.
        command: Box<str>,
        /// The outcome.
        reply: Reply,
    },
    /// An event.
    Event(EventMessage<RawEvent>),
    /// The agent has synchronised.
    Synced,
    /// A breach of the protocol.
    Violation(Violation),
}

/// State of a command at [`Router::forget`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forgotten {
    /// The command was not sent, and will not be.
    Unsent,
    /// The command was sent; its reply will be discarded.
    Outstanding,
    /// The command was already answered, or is unknown.
    Done,
}

/// A message queued for sending, with its descriptors.
struct Queued {
    id: u64,
    message: Vec<u8>,
    fds: Vec<Fd>,
}

impl Queued {
    fn new(id: u64, message: Vec<u8>) -> Self {
        Self {
            id,
            message,
            fds: Vec::new(),
        }
    }
}

/// A file descriptor to pass, on systems that have them.
#[cfg(unix)]
pub(crate) type Fd = std::os::fd::OwnedFd;
#[cfg(not(unix))]
pub(crate) type Fd = std::convert::Infallible;

struct Pending<W> {
    command: Box<str>,
    /// None once the command is forgotten.
    waiter: Option<W>,
    mode: Mode,
    /// True if success has a reply.
    success_response: bool,
    /// Offset of the command's end in the bytes to send, once it is among them.
    sent: Option<u64>,
}

/// The matcher of replies to commands, and of other messages to their kind.
pub struct Router<W> {
    framer: Framer,
    transcript: Option<Transcript>,
    /// True if commands carry ids. Old guest agents reject them.
    ids: bool,
    /// True if a reply without an id belongs to the only command in flight.
    missing_ids: bool,
    /// Maximum number of outstanding in-band commands.
    window: usize,
    in_band_sent: usize,
    next_id: u64,
    pending: BTreeMap<u64, Pending<W>>,
    urgent: VecDeque<Queued>,
    queue: VecDeque<Queued>,
    /// Commands without a reply, completed on send, with the offset of their end.
    sent: Vec<(W, Box<str>, u64)>,
    /// Number of bytes returned for sending, and of those that were not written.
    transmitted: u64,
    unwritten: u64,
    sync: Sync,
    /// Tokens of the last synchronisations: a reply with one answers no command.
    tokens: VecDeque<u64>,
    /// True if a monitor was asked as an agent, and its errors may arrive.
    questioned: bool,
    /// True if `guest-sync` was queued for the last token.
    asked_plainly: bool,
    /// The request to synchronise, until it is sent.
    sync_request: Vec<u8>,
}

/// Progress of an agent's synchronisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sync {
    /// No synchronisation is pending.
    Done,
    /// Everything is stale until the reply with this token.
    Await(u64),
}

impl<W> Router<W> {
    /// Returns a router for a monitor.
    #[must_use]
    pub fn monitor(limits: Limits) -> Self {
        Self::new(limits, true, usize::MAX)
    }

    /// Returns a router for a guest agent: no ids, which old agents reject, and one command at a
    /// time.
    #[must_use]
    pub fn agent(limits: Limits) -> Self {
        Self::new(limits, false, 1)
    }

    fn new(limits: Limits, ids: bool, window: usize) -> Self {
        Self {
            framer: Framer::new(limits),
            transcript: None,
            ids,
            missing_ids: false,
            window,
            in_band_sent: 0,
            next_id: 1,
            pending: BTreeMap::new(),
            urgent: VecDeque::new(),
            queue: VecDeque::new(),
            sent: Vec::new(),
            transmitted: 0,
            unwritten: 0,
            sync: Sync::Done,
            tokens: VecDeque::new(),
            questioned: false,
            asked_plainly: false,
            sync_request: Vec::new(),
        }
    }

    /// Sets the transcript that records all messages.
    #[must_use]
    pub fn transcript(mut self, transcript: Option<Transcript>) -> Self {
        self.transcript = transcript;
        self
    }

    /// Accepts replies without an id: one command at a time is then in flight.
    #[must_use]
    pub fn accept_missing_ids(mut self, accept: bool) -> Self {
        if accept {
            self.missing_ids = true;
            self.window = 1;
        }
        self
    }

    /// Holds in-band commands back, so that the monitor always reads out-of-band ones.
    pub fn grant_oob(&mut self) {
        self.window = OOB_WINDOW;
    }

    /// Queues a command and returns its number, for [`forget`](Self::forget).
    ///
    /// `arguments` is the text of a JSON object. `success_response` is false for a command whose
    /// success has no reply.
    pub fn submit(
        &mut self,
        command: &str,
        arguments: Option<&[u8]>,
        mode: Mode,
        success_response: bool,
        waiter: W,
    ) -> u64 {
        let id = self.next_id;
        self.next_id += 1;
        let message = request::encode(command, arguments, self.ids.then_some(id), mode);
        match mode {
            Mode::InBand => self.queue.push_back(Queued::new(id, message)),
            Mode::OutOfBand => self.urgent.push_back(Queued::new(id, message)),
        }
        let command = command.into();
        let pending = Pending {
            command,
            waiter: Some(waiter),
            mode,
            success_response,
            sent: None,
        };
        self.pending.insert(id, pending);
        id
    }

    /// Queues `guest-sync-delimited` with `token`, and discards everything that arrives before its
    /// answer. `guest-sync` follows if the agent does not know that command.
    ///
    /// Commands that were already sent are abandoned; the others follow. Call it again, with another
    /// token, if no answer arrives.
    pub fn synchronise(&mut self, token: u64) {
        self.pending.retain(|_, pending| pending.sent.is_none());
        self.in_band_sent = 0;
        self.sync = Sync::Await(token);
        self.asked_plainly = false;
        if self.tokens.len() == TOKENS {
            self.tokens.pop_front();
        }
        self.tokens.push_back(token);
        // The sentinel makes the agent's parser drop unfinished input of an earlier client.
        self.sync_request = vec![super::frame::SENTINEL];
        self.ask_to_synchronise("guest-sync-delimited", token);
    }

    fn ask_to_synchronise(&mut self, command: &str, token: u64) {
        let arguments = format!("{{\"id\":{token}}}");
        let arguments = Some(arguments.as_bytes());
        let request = request::encode(command, arguments, None, Mode::InBand);
        self.sync_request.extend(request);
    }

    /// Attaches descriptors to a command that was not yet sent.
    pub(crate) fn attach(&mut self, id: u64, fds: Vec<Fd>) {
        for queue in [&mut self.queue, &mut self.urgent] {
            if let Ok(at) = queue.binary_search_by_key(&id, |queued| queued.id) {
                queue[at].fds = fds;
                return;
            }
        }
    }

    /// Appends the bytes to send next to `out`, up to about `size`. Returns true if there were any.
    pub fn transmit(&mut self, out: &mut Vec<u8>, size: usize) -> bool {
        self.transmit_with_fds(out, size, &mut Vec::new())
    }

    /// Like [`transmit`](Self::transmit), with the descriptors to send with the first of the bytes:
    /// a message with descriptors is returned alone.
    pub(crate) fn transmit_with_fds(
        &mut self,
        out: &mut Vec<u8>,
        size: usize,
        fds: &mut Vec<Fd>,
    ) -> bool {
        let before = out.len();
        if !self.sync_request.is_empty() {
            self.take_down(&self.sync_request);
            self.transmitted += self.sync_request.len() as u64;
            out.append(&mut self.sync_request);
        }
        while out.len() - before < size && self.sync == Sync::Done {
            let may_send = self.in_band_sent < self.window;
            let queue = match self.urgent.is_empty() {
                false => &mut self.urgent,
                true if may_send => &mut self.queue,
                true => break,
            };
            let Some(next) = queue.front() else { break };
            let is_alone = !next.fds.is_empty();
            if is_alone && out.len() > before {
                break;
            }
            let Some(Queued {
                id,
                message,
                fds: own,
            }) = queue.pop_front()
            else {
                break;
            };
            fds.extend(own);
            self.take_down(&message);
            out.extend_from_slice(&message);
            self.transmitted += message.len() as u64;
            self.mark_sent(id);
            if is_alone {
                break;
            }
        }
        out.len() > before
    }

    fn take_down(&self, message: &[u8]) {
        trace::message(Direction::Out, message);
        if let Some(transcript) = &self.transcript {
            transcript.record(Direction::Out, message);
        }
    }

    fn mark_sent(&mut self, id: u64) {
        let Some(pending) = self.pending.get_mut(&id) else {
            return;
        };
        pending.sent = Some(self.transmitted);
        trace::sent(&pending.command, id);
        if pending.mode == Mode::InBand {
            self.in_band_sent += 1;
        }
        if !pending.success_response
            && let Some(waiter) = pending.waiter.take()
        {
            self.sent
                .push((waiter, pending.command.clone(), self.transmitted));
        }
        // Without ids, its error would look like a reply to the next command.
        if !pending.success_response && !self.ids {
            self.remove(id);
        }
    }

    /// Returns the values of sent commands whose success has no reply: they end with [`Reply::Sent`]
    /// once the bytes of [`transmit`](Self::transmit) are written.
    pub fn take_sent(&mut self) -> Vec<W> {
        let sent = std::mem::take(&mut self.sent);
        sent.into_iter().map(|(waiter, ..)| waiter).collect()
    }

    /// Stops waiting for a command.
    pub fn forget(&mut self, id: u64) -> Forgotten {
        match self.pending.get_mut(&id) {
            None => Forgotten::Done,
            Some(pending) if pending.sent.is_some() => {
                pending.waiter = None;
                Forgotten::Outstanding
            }
            Some(_) => {
                self.pending.remove(&id);
                for queue in [&mut self.queue, &mut self.urgent] {
                    if let Ok(at) = queue.binary_search_by_key(&id, |queued| queued.id) {
                        queue.remove(at);
                    }
                }
                Forgotten::Unsent
            }
        }
    }

    /// Stops waiting for the commands whose waiter `is_due`. Returns their waiters, with the result
    /// that [`forget`](Self::forget) would have had.
    pub fn forget_due(&mut self, is_due: impl Fn(&W) -> bool) -> Vec<(W, Forgotten)> {
        let forgotten = self.forget_due_by_id(is_due).into_iter();
        forgotten
            .map(|(_, waiter, found)| (waiter, found))
            .collect()
    }

    /// Like [`forget_due`](Self::forget_due), with the numbers of commands whose reply may arrive.
    pub(crate) fn forget_due_by_id(
        &mut self,
        is_due: impl Fn(&W) -> bool,
    ) -> Vec<(Option<u64>, W, Forgotten)> {
        let due = |pending: &Pending<W>| pending.waiter.as_ref().is_some_and(&is_due);
        let ids = self.pending.iter().filter(|(_, pending)| due(pending));
        let ids: Vec<u64> = ids.map(|(id, _)| *id).collect();
        // A command that is about to be written counts as sent.
        let written = self.sent.extract_if(.., |(waiter, ..)| is_due(waiter));
        let mut forgotten: Vec<_> = written
            .map(|(waiter, ..)| (None, waiter, Forgotten::Outstanding))
            .collect();
        for id in ids {
            let waiter = self
                .pending
                .get_mut(&id)
                .and_then(|pending| pending.waiter.take());
            let found = self.forget(id);
            forgotten.extend(waiter.map(|waiter| (Some(id), waiter, found)));
        }
        forgotten
    }

    /// Returns the values of the commands that have waiters.
    pub fn waiters(&self) -> impl Iterator<Item = &W> {
        let pending = self.pending.values();
        pending
            .filter_map(|pending| pending.waiter.as_ref())
            .chain(self.sent.iter().map(|(waiter, ..)| waiter))
    }

    /// Returns the commands that were sent and are not answered, including forgotten ones, oldest
    /// first.
    pub fn outstanding(&self) -> impl Iterator<Item = &str> {
        self.pending
            .values()
            .filter(|pending| pending.sent.is_some())
            .map(|pending| &*pending.command)
    }

    /// Returns true if there are bytes to send now.
    #[must_use]
    pub fn wants_transmit(&self) -> bool {
        let may_send = !self.queue.is_empty() && self.in_band_sent < self.window;
        !self.sync_request.is_empty()
            || (self.sync == Sync::Done && (may_send || !self.urgent.is_empty()))
    }

    /// Returns true if nothing is queued, and no outstanding command has a waiter.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.queue.is_empty()
            && self.urgent.is_empty()
            && self
                .pending
                .values()
                .all(|pending| pending.waiter.is_none())
    }

    /// Sets the number of bytes from [`transmit`](Self::transmit) that could not be written.
    /// [`close`](Self::close) derives from it the commands that were not sent.
    pub fn set_unwritten(&mut self, bytes: usize) {
        self.unwritten = bytes as u64;
    }

    /// Ends the connection: returns each waiter, its command, and true if it was sent.
    pub fn close(&mut self) -> Vec<(W, Box<str>, bool)> {
        self.queue.clear();
        self.urgent.clear();
        self.in_band_sent = 0;
        let written = self.transmitted.saturating_sub(self.unwritten);
        // A message is complete without its line end.
        let went_out = |end: u64| end <= written + 1;
        let sent = std::mem::take(&mut self.sent).into_iter();
        let pending = std::mem::take(&mut self.pending).into_values();
        let pending = pending.filter_map(|pending| {
            let sent = pending.sent.is_some_and(went_out);
            Some((pending.waiter?, pending.command, sent))
        });
        sent.map(|(waiter, command, end)| (waiter, command, went_out(end)))
            .chain(pending)
            .collect()
    }

    /// Takes bytes that arrived.
    pub fn receive(&mut self, bytes: &[u8]) {
        self.framer.push(bytes);
    }

    /// Takes the end of the stream, and returns the violation of an unfinished message.
    pub fn finish(&mut self) -> Option<Violation> {
        self.framer.finish()
    }

    /// Returns the next item that arrived, in order.
    pub fn deliver(&mut self) -> Option<Delivery<W>> {
        loop {
            let frame = self.framer.next_frame()?;
            if let Frame::Message(bytes) = &frame {
                trace::message(Direction::In, bytes);
            }
            if let Some(transcript) = &self.transcript {
                match &frame {
                    Frame::Message(bytes) => transcript.record(Direction::In, bytes),
                    Frame::Violation(violation) => {
                        transcript.record(Direction::In, violation.excerpt().as_bytes());
                    }
                    Frame::Sentinel => {}
                }
            }
            let item = match frame {
                Frame::Message(bytes) => Message::parse(bytes).and_then(Item::from_message),
                Frame::Sentinel => Ok(Item::Sentinel),
                Frame::Violation(violation) => Err(violation),
            };
            let delivery = match self.sync {
                Sync::Done => match item {
                    Ok(item) => self.route(item),
                    Err(violation) => Some(self.route_violation(violation)),
                },
                Sync::Await(token) => self.route_sync(token, item),
            };
            match &delivery {
                Some(Delivery::Event(event)) => trace::event(&event.body.name),
                Some(Delivery::Violation(violation)) => trace::violation(violation),
                _ => {}
            }
            if delivery.is_some() {
                return delivery;
            }
        }
    }

    fn route(&mut self, item: Item) -> Option<Delivery<W>> {
        match item {
            Item::Greeting(greeting) => Some(Delivery::Greeting(greeting)),
            Item::Event(event) => Some(Delivery::Event(event)),
            Item::Reply { reply, .. } if self.is_stale(&reply) => None,
            Item::Reply {
                reply: Reply::Error { .. },
                id: None,
            } if self.questioned => None,
            Item::Reply { reply, id } => {
                self.questioned = false;
                Some(match self.addressee(id, &reply) {
                    Ok(id) => self.answer(id, reply),
                    Err(violation) => Delivery::Violation(violation),
                })
            }
            // Outside synchronisation a sentinel separates nothing.
            Item::Sentinel => None,
        }
    }

    /// Routes a violation. If it begins like a reply, it ends the sole outstanding command, which
    /// will get no other reply.
    fn route_violation(&mut self, violation: Violation) -> Delivery<W> {
        if violation.is_like_reply()
            && let Some(id) = self.sole_outstanding()
        {
            return self.answer(id, Reply::Unreadable(violation));
        }
        Delivery::Violation(violation)
    }

    /// Routes an item during synchronisation: everything is stale except the reply with the last
    /// token. A sentinel before it makes the framer drop unfinished output for an earlier client.
    fn route_sync(&mut self, token: u64, item: Result<Item, Violation>) -> Option<Delivery<W>> {
        match item {
            Ok(Item::Reply { reply, .. }) => match reply {
                Reply::Return(value) if value.get() == token.to_string() => {
                    self.sync = Sync::Done;
                    Some(Delivery::Synced)
                }
                // Agents before 0.15 do not know the delimited command. If the error is a stale one,
                // two replies have the token, and the second is dropped.
                Reply::Error {
                    class: ErrorClass::CommandNotFound,
                    ..
                } if self.sync_request.is_empty() && !self.asked_plainly => {
                    self.asked_plainly = true;
                    self.ask_to_synchronise("guest-sync", token);
                    None
                }
                _ => None,
            },
            // No agent greets. A monitor answers the question with errors.
            Ok(Item::Greeting(greeting)) => {
                self.sync = Sync::Done;
                self.sync_request.clear();
                self.questioned = true;
                Some(Delivery::Greeting(greeting))
            }
            Err(violation) if violation.is_human() => {
                self.sync = Sync::Done;
                self.sync_request.clear();
                Some(Delivery::Violation(violation))
            }
            _ => None,
        }
    }

    /// Returns true if a reply belongs to an answered or abandoned synchronisation.
    fn is_stale(&self, reply: &Reply) -> bool {
        let Reply::Return(value) = reply else {
            return false;
        };
        let token = value.get().parse::<u64>();
        !self.ids && token.is_ok_and(|token| self.tokens.contains(&token))
    }

    /// Returns the command that a reply belongs to.
    fn addressee(&self, id: Option<Id>, reply: &Reply) -> Result<u64, Violation> {
        if self.ids
            && let Some(id) = id
        {
            return match id {
                Id::Number(id)
                    if self
                        .pending
                        .get(&id)
                        .is_some_and(|pending| pending.sent.is_some()) =>
                {
                    Ok(id)
                }
                Id::Number(id) => Err(Violation::UnknownId { id: id.to_string() }),
                Id::Other(id) => Err(Violation::UnknownId { id: id.into() }),
            };
        }
        // A monitor answers an unparsable command without an id.
        match (reply, self.sole_outstanding()) {
            (Reply::Return(_), _) if self.ids && !self.missing_ids => Err(Violation::MissingId),
            (_, Some(id)) => Ok(id),
            (Reply::Error { class, desc }, None) => Err(Violation::UnascribedError {
                class: class.clone(),
                desc: desc.clone(),
            }),
            (_, None) => Err(Violation::MissingId),
        }
    }

    /// Returns the outstanding command, if there is exactly one.
    fn sole_outstanding(&self) -> Option<u64> {
        let sent = |pending: &Pending<W>| pending.sent.is_some();
        let mut sent = self.pending.iter().filter(|(_, pending)| sent(pending));
        match (sent.next(), sent.next()) {
            (Some((id, _)), None) => Some(*id),
            _ => None,
        }
    }

    fn answer(&mut self, id: u64, reply: Reply) -> Delivery<W> {
        let in_band = self
            .pending
            .get(&id)
            .is_some_and(|pending| pending.mode == Mode::InBand);
        if in_band {
            self.conclude_silent(id);
        }
        match self.remove(id) {
            Some(Pending {
                waiter: Some(waiter),
                command,
                ..
            }) => {
                trace::answered(&command, id);
                Delivery::Reply { waiter, reply }
            }
            Some(Pending { command, .. }) => {
                trace::late(&command, id);
                Delivery::Late { id, command, reply }
            }
            None => Delivery::Violation(Violation::UnknownId { id: id.to_string() }),
        }
    }

    /// Completes commands without replies: in-band commands run in order, so those before `id`
    /// succeeded.
    fn conclude_silent(&mut self, id: u64) {
        let silent = |pending: &Pending<W>| {
            let sent = pending.sent.is_some();
            sent && !pending.success_response && pending.mode == Mode::InBand
        };
        // Usually nothing is before `id`, because replies arrive in order.
        let before = self.pending.range(..id);
        let concluded: Vec<u64> = before
            .filter(|(_, pending)| silent(pending))
            .map(|(id, _)| *id)
            .collect();
        for id in concluded {
            self.remove(id);
        }
    }

    fn remove(&mut self, id: u64) -> Option<Pending<W>> {
        let pending = self.pending.remove(&id)?;
        if pending.sent.is_some() && pending.mode == Mode::InBand {
            self.in_band_sent = self.in_band_sent.saturating_sub(1);
        }
        Some(pending)
    }
}

/// A message that owns its data.
enum Item {
    Greeting(Greeting),
    Reply { reply: Reply, id: Option<Id> },
    Event(EventMessage<RawEvent>),
    Sentinel,
}

/// The id of a reply.
enum Id {
    /// An id as this side assigns them.
    Number(u64),
    /// The text of any other id.
    Other(Box<str>),
}

impl From<&RawValue> for Id {
    fn from(id: &RawValue) -> Self {
        let text = id.get();
        text.parse()
            .map_or_else(|_| Self::Other(text.into()), Self::Number)
    }
}

impl Item {
    fn from_message(message: Message<'_>) -> Result<Self, Violation> {
        Ok(match message {
            Message::Greeting(raw) => Self::Greeting(Greeting::from_raw(raw)?),
            Message::Event(event) => Self::Event(event),
            Message::Return { value, id } => Self::Reply {
                reply: Reply::Return(value.to_owned()),
                id: id.map(Id::from),
            },
            Message::Error { class, desc, id } => Self::Reply {
                reply: Reply::Error { class, desc },
                id: id.map(Id::from),
            },
        })
    }
}

impl<W> std::fmt::Debug for Router<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Router")
            .field("outstanding", &self.outstanding().collect::<Vec<_>>())
            .field("queued", &(self.queue.len() + self.urgent.len()))
            .finish_non_exhaustive()
    }
}
