//! The rules of a guest agent behind a proxy.
//!
//! An agent answers one command after another, without ids, and may be restarted at any time without
//! a sign on the channel. A client that has given up on a command synchronises. The proxy answers
//! that itself, in the order of the client's commands; if a command is under way, it first asks the
//! agent the same: an answer behind that of a lost command ends the command.
//!
//! A command whose success sends no reply is followed by a synchronisation, whose answer is its end.

use std::collections::VecDeque;
use std::hash::BuildHasher;
use std::hash::RandomState;
use std::time::Duration;

use qapi_client::protocol::request::{self, Mode};
use qapi_client::protocol::{Frame, Message};

use super::error::ProxyError;
use super::facts::Facts;
use super::link::Link;
use super::upstream::{State, Upstream};

/// Time before a synchronisation is repeated; it doubles each time. The agent may start late, and a
/// serial port loses bytes while nothing reads them.
const PATIENCE: Duration = Duration::from_millis(250);

/// Maximum number of synchronisations that wait for an answer: older ones are forgotten.
const MOST: usize = 8;

/// Bytes that an agent may have unread while another synchronisation is sent.
const UNREAD: usize = 64 << 10;

/// Synchronisations that are not answered.
#[derive(Debug)]
pub(super) struct Syncs {
    /// Makes tokens that nobody else used on this channel.
    base: u64,
    numbers: VecDeque<u64>,
}

impl Default for Syncs {
    fn default() -> Self {
        Self {
            // An integer that every JSON parser keeps exact, also with numbers added to it.
            base: RandomState::new().hash_one(0) >> 12,
            numbers: VecDeque::new(),
        }
    }
}

impl Syncs {
    fn add(&mut self, number: u64) -> u64 {
        self.numbers.push_back(number);
        if self.numbers.len() > MOST {
            self.numbers.pop_front();
        }
        self.base + number
    }

    /// Returns the number of the synchronisation that a token answers, and forgets those before it.
    fn answered(&mut self, token: u64) -> Option<u64> {
        let number = token.checked_sub(self.base)?;
        let at = self.numbers.iter().position(|other| *other == number)?;
        self.numbers.drain(..=at);
        Some(number)
    }
}

/// The message that synchronises.
fn message(token: u64) -> Vec<u8> {
    let arguments = format!("{{\"id\":{token}}}");
    let arguments = Some(arguments.as_bytes());
    request::encode("guest-sync-delimited", arguments, None, Mode::InBand)
}

impl State {
    /// Asks an agent to synchronise, behind all commands that were sent.
    pub(super) fn synchronise(&mut self) {
        let number = self.next_number();
        let token = self.syncs.add(number);
        self.outgoing.push(&message(token), Vec::new());
    }
}

impl Upstream {
    /// A client synchronises: finds out if the command under way is lost.
    pub(super) fn synchronise(&self) {
        let mut state = self.state();
        if state.is_busy() && state.outgoing.len() < UNREAD {
            state.synchronise();
            self.written.notify_one();
        }
    }

    /// Handles a message of an agent; `delimited`: it stands behind a 0xFF byte.
    pub(super) fn receive_of_agent(&self, bytes: &[u8], delimited: bool) {
        match Message::parse(bytes) {
            Ok(Message::Return { value, .. }) => {
                if !delimited {
                    return self.answer_oldest(Ok(value));
                }
                let token = value.get().parse().ok();
                let number = token.and_then(|token| self.state().syncs.answered(token));
                if let Some(number) = number {
                    self.passed_by(number);
                }
            }
            Ok(Message::Error { class, desc, .. }) => self.answer_oldest(Err((class, &desc))),
            Ok(_) => {}
            Err(violation) => self.unmatched(&violation.to_string()),
        }
    }
}

impl Link {
    /// Synchronises with the agent, and asks it for its commands.
    pub(super) async fn meet(&mut self, upstream: &Upstream) -> Result<Facts, ProxyError> {
        let mut syncs = Syncs::default();
        let mut patience = PATIENCE;
        for number in 1.. {
            // Ends the message that an earlier client has left half said; the agent answers it with an
            // error. In a session of our own there is none, and an error would be of a command.
            self.writer.write(&[0xff]).await?;
            self.writer.write(&message(syncs.add(number))).await?;
            match tokio::time::timeout(patience, self.synchronised(&mut syncs)).await {
                Ok(answered) => {
                    answered?;
                    break;
                }
                Err(_) => patience *= 2,
            }
        }
        let info = super::link::optional(self.ask("guest-info", None, upstream).await)?;
        Ok(Facts::of_agent(info.as_deref()))
    }

    /// Reads until the answer to a synchronisation: everything before it is of earlier clients.
    async fn synchronised(&mut self, syncs: &mut Syncs) -> Result<(), ProxyError> {
        let mut delimited = false;
        loop {
            match self.framer.next_frame() {
                Some(Frame::Message(bytes)) => {
                    if let Ok(Message::Return { value, .. }) = Message::parse(bytes)
                        && std::mem::take(&mut delimited)
                        && let Ok(token) = value.get().parse()
                        && syncs.answered(token).is_some()
                    {
                        return Ok(());
                    }
                }
                Some(Frame::Sentinel) => delimited = true,
                Some(Frame::Violation(_)) => {}
                None => self.read().await?,
            }
        }
    }
}
