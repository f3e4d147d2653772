//! Matches incoming messages to their waiters.
//!
//! Input: commands to send ([`submit`](Router::submit)) and bytes that arrived
//! ([`receive`](Router::receive)). Output: bytes to send ([`transmit`](Router::transmit)) and
//! [`Delivery`]s. `W` is the shell's value for each command, such as the channel to its caller.
//!
//! Invariant: every `W` is returned at most once, with the reply to its own command or with the end
//! of the connection, or is dropped by [`forget`](Router::forget). A reply without a waiter is
//! consumed and never returned for another command.

mod delivery;
mod incoming;
mod item;
mod outgoing;
mod sync;

use std::collections::VecDeque;

use super::frame::Framer;
use super::limits::Limits;
use super::numbered::Numbered;
use super::request::{self, Mode};
use crate::transcript::Transcript;
use sync::Sync;

pub use delivery::{Delivery, Forgotten, Reply};

/// Maximum number of commands in flight at a monitor that has granted out-of-band execution. QEMU
/// queues eight, and then reads nothing, not even out-of-band commands.
const OOB_WINDOW: usize = 7;

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
    pending: Numbered<Pending<W>>,
    urgent: VecDeque<Queued>,
    queue: VecDeque<Queued>,
    /// Commands without a reply, completed on send, with the offset of their end.
    sent: Vec<(W, Box<str>, u64)>,
    /// Number of bytes returned for sending, and of those that were not written.
    transmitted: u64,
    unwritten: u64,
    sync: Sync,
    /// Tokens of the last synchronisations: a reply with one answers no command.
    tokens: Vec<u64>,
    /// True if a monitor was asked as an agent, and its errors may arrive.
    questioned: bool,
    /// True if `guest-sync` was queued for the last token.
    asked_plainly: bool,
    /// The request to synchronise, until it is sent.
    sync_request: Vec<u8>,
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
            pending: Numbered::new(),
            urgent: VecDeque::new(),
            queue: VecDeque::new(),
            sent: Vec::new(),
            transmitted: 0,
            unwritten: 0,
            sync: Sync::Done,
            tokens: Vec::new(),
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
        self.pending.push(id, pending);
        id
    }

    /// Stops waiting for a command.
    pub fn forget(&mut self, id: u64) -> Forgotten {
        match self.pending.get_mut(id) {
            None => Forgotten::Done,
            Some(pending) if pending.sent.is_some() => {
                pending.waiter = None;
                Forgotten::Outstanding
            }
            Some(_) => {
                self.pending.remove(id);
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
        let ids: Vec<u64> = ids.map(|(id, _)| id).collect();
        // A command that is about to be written counts as sent.
        let written = self.sent.extract_if(.., |(waiter, ..)| is_due(waiter));
        let mut forgotten: Vec<_> = written
            .map(|(waiter, ..)| (None, waiter, Forgotten::Outstanding))
            .collect();
        for id in ids {
            let waiter = self
                .pending
                .get_mut(id)
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

    /// Ends the connection: returns each waiter, its command, and true if it was sent.
    pub fn close(&mut self) -> Vec<(W, Box<str>, bool)> {
        self.queue.clear();
        self.urgent.clear();
        self.in_band_sent = 0;
        let written = self.transmitted.saturating_sub(self.unwritten);
        // A message is complete without its line end.
        let went_out = |end: u64| end <= written + 1;
        let sent = std::mem::take(&mut self.sent).into_iter();
        let pending = self.pending.take();
        let pending = pending.filter_map(|pending| {
            let sent = pending.sent.is_some_and(went_out);
            Some((pending.waiter?, pending.command, sent))
        });
        sent.map(|(waiter, command, end)| (waiter, command, went_out(end)))
            .chain(pending)
            .collect()
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
