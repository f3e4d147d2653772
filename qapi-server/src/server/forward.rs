//! Commands that somebody else executes and answers later: the proxy's.
//!
//! Input: the commands of a client, as they arrive. Output: their replies. Commands are handed on
//! without waiting for those before them. Replies in band are sent in the order of the commands;
//! events and replies out of band are sent as they come.
//!
//! Invariant: each command that is handed on is answered once, even if its [`Slot`] is dropped.

use std::collections::VecDeque;
use std::sync::{Arc, MutexGuard, PoisonError};

use qapi_client::{ErrorClass, Transcript};
use serde_json::value::RawValue;

use super::execution::sync;
use super::negotiation::enabled;
use super::session::{Charge, Session};
use super::{Outcome, Protocol};
use crate::failure::Failure;
use crate::handler::Call;
use crate::inbound::{Inbound, Refusal};

/// Number of commands of one client that are handed on before the first is answered.
const IN_FLIGHT: usize = 64;

/// Executes commands and answers them later.
pub(crate) trait Forward: Send + Sync + 'static {
    /// Takes a command; `slot` is for its reply.
    fn begin(&self, call: Call, slot: Slot);

    /// A client of an agent synchronises: it may have given up on a command.
    fn synchronise(&self);

    /// Returns the recorder of a client's messages, if they are recorded.
    fn transcript(&self, client: u64) -> Option<Transcript>;
}

/// The place of one reply.
pub(crate) struct Slot {
    session: Arc<Session>,
    /// Its place among the replies in band.
    place: Option<u64>,
    id: Option<Box<RawValue>>,
    done: bool,
    _charge: Charge,
}

/// Replies in band that wait for their turn.
#[derive(Default)]
pub(super) struct Turns {
    /// Place of the first.
    first: u64,
    /// None: the reply is not there yet.
    replies: VecDeque<Option<Vec<u8>>>,
}

impl Session {
    /// Hands a message on.
    pub(super) fn forward(self: &Arc<Self>, message: Result<Inbound, Refusal>, charge: Charge) {
        let Some(forward) = &self.shared.forward else {
            return;
        };
        let (inbound, id) = match message {
            Ok(inbound) => (
                Ok((inbound.command, inbound.arguments, inbound.oob, inbound.fds)),
                inbound.id,
            ),
            Err(Refusal { failure, id }) => (Err(failure), id),
        };
        let oob = inbound.as_ref().is_ok_and(|(_, _, oob, _)| *oob);
        let slot = self.slot(oob, id, charge);
        let (command, arguments, oob, fds) = match inbound {
            Ok(inbound) => inbound,
            Err(failure) => return slot.fail(failure),
        };
        if command == "qmp_capabilities" && self.shared.protocol == Protocol::Monitor {
            return slot.fail(self.again(oob, arguments.as_deref()));
        }
        if self.shared.protocol == Protocol::Agent
            && let Some(outcome) = sync(&command, arguments.as_deref())
        {
            forward.synchronise();
            return slot.end(outcome);
        }
        let call = Call {
            command: command.into(),
            arguments,
            oob,
            client: self.client,
            emitter: self.shared.hub.emitter(),
            fds: fds.into(),
        };
        forward.begin(call, slot);
    }

    /// The answer to a second negotiation.
    pub(super) fn again(&self, oob: bool, arguments: Option<&RawValue>) -> Failure {
        if oob {
            return Failure::generic("The command qmp_capabilities does not support OOB");
        }
        match enabled(arguments, &self.shared.greeting().capabilities) {
            Err(failure) => failure,
            Ok(_) => Failure::new(
                ErrorClass::CommandNotFound,
                "Capabilities negotiation is already complete, command ignored",
            ),
        }
    }

    fn slot(self: &Arc<Self>, oob: bool, id: Option<Box<RawValue>>, charge: Charge) -> Slot {
        let place = (!oob).then(|| {
            let mut turns = self.turns();
            turns.replies.push_back(None);
            turns.first + turns.replies.len() as u64 - 1
        });
        Slot {
            session: self.clone(),
            place,
            id,
            done: false,
            _charge: charge,
        }
    }

    fn turns(&self) -> MutexGuard<'_, Turns> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reports that no further command is handed on until one is answered.
    pub(super) fn is_full(&self) -> bool {
        self.turns().replies.len() >= IN_FLIGHT
    }

    /// Waits until a command can be handed on.
    pub(super) async fn not_full(&self) {
        while self.is_full() {
            self.answered.notified().await;
        }
    }

    /// Waits until all commands in band are answered.
    pub(super) async fn all_answered(&self) {
        while !self.turns().replies.is_empty() {
            self.answered.notified().await;
        }
    }

    /// Sends a reply when its turn comes.
    fn answer(&self, place: Option<u64>, write: impl FnOnce(&mut Vec<u8>)) {
        let Some(place) = place else {
            return self.outbox.push_with(write);
        };
        let mut turns = self.turns();
        if place == turns.first {
            turns.replies.pop_front();
            turns.first += 1;
            let mut moved = 0;
            self.outbox.push_with(|text| {
                write(text);
                while let Some(Some(reply)) = turns.replies.front() {
                    text.extend_from_slice(reply);
                    moved += reply.len();
                    turns.replies.pop_front();
                    turns.first += 1;
                }
            });
            // Without the outbox's lock: the budget may empty outboxes, this one too.
            self.outbox.account().free(moved);
        } else {
            let mut reply = Vec::new();
            write(&mut reply);
            self.outbox.account().hold(reply.len());
            let at = usize::try_from(place - turns.first).unwrap_or(usize::MAX);
            if let Some(waiting) = turns.replies.get_mut(at) {
                *waiting = Some(reply);
            }
        }
        drop(turns);
        self.answered.notify_one();
    }
}

impl Slot {
    /// Answers that the command returns the value of that text.
    pub(crate) fn succeed(mut self, value: &[u8]) {
        self.write(|id, protocol, text| Outcome::encode_return(value, id, protocol, text));
    }

    /// Answers that the command fails.
    pub(crate) fn fail(mut self, failure: Failure) {
        self.finish(failure);
    }

    /// Answers nothing: success of the command sends no reply.
    pub(crate) fn stay_silent(mut self) {
        self.write(|_, _, _| {});
    }

    /// Answers with that outcome.
    fn end(mut self, outcome: Outcome) {
        self.write(|id, protocol, text| outcome.encode(id, protocol, text));
    }

    fn finish(&mut self, failure: Failure) {
        let outcome = Outcome::Error(failure);
        self.write(|id, protocol, text| outcome.encode(id, protocol, text));
    }

    fn write(&mut self, write: impl FnOnce(Option<&str>, Protocol, &mut Vec<u8>)) {
        self.done = true;
        let protocol = self.session.shared.protocol;
        let id = self.id.as_deref().map(RawValue::get);
        self.session
            .answer(self.place, |text| write(id, protocol, text));
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if !self.done {
            self.finish(Failure::generic(
                "The proxy dropped the command; it may have run",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::{Mutex, mpsc};
    use std::time::Duration;

    use tokio::sync::{Notify, watch};

    use super::*;
    use crate::commands::Commands;
    use crate::server::Server;
    use crate::server::outbox::Outbox;

    /// Another thread may exceed the budget at any time, which empties outboxes, this one too.
    #[test]
    fn a_client_that_is_ended_while_it_is_answered_blocks_nobody() {
        const LIMIT: usize = 1 << 20;
        let shared = Server::new(Commands::new()).memory(LIMIT).shared.clone();
        let outbox = Outbox::new(shared.budget.open(0).unwrap(), None);
        let session = Session {
            shared,
            outbox,
            client: 0,
            left: watch::Sender::default(),
            held: Mutex::default(),
            turns: Mutex::default(),
            answered: Notify::new(),
        };
        session.turns().replies.extend([None, None]);
        let (done, ends) = mpsc::channel();
        std::thread::spawn(move || {
            session.answer(Some(1), |text| text.resize(64 << 10, b' '));
            session.answer(Some(0), |_| session.outbox.account().hold_unnoticed(LIMIT));
            done.send(session.turns().replies.len())
        });
        assert_eq!(ends.recv_timeout(Duration::from_secs(60)), Ok(0));
    }
}
