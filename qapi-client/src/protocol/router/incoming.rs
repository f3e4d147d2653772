//! Messages that arrived, and the commands that they answer.
//!
//! Input: bytes. Output: [`Delivery`]s, in the order of the bytes.
//!
//! Invariant: a reply goes to the command of its id. Without an id, it goes to the only outstanding
//! command, where that is allowed.

use super::delivery::{Delivery, Reply};
use super::item::{Id, Item};
use super::sync::Sync;
use super::{Pending, Router};
use crate::error::Violation;
use crate::protocol::frame::Frame;
use crate::protocol::message::Message;
use crate::protocol::request::Mode;
use crate::trace;
use crate::transcript::Direction;

impl<W> Router<W> {
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

    pub(super) fn route(&mut self, item: Item) -> Option<Delivery<W>> {
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
    pub(super) fn route_violation(&mut self, violation: Violation) -> Delivery<W> {
        if violation.is_like_reply()
            && let Some(id) = self.sole_outstanding()
        {
            return self.answer(id, Reply::Unreadable(violation));
        }
        Delivery::Violation(violation)
    }

    /// Returns the command that a reply belongs to.
    pub(super) fn addressee(&self, id: Option<Id>, reply: &Reply) -> Result<u64, Violation> {
        if self.ids
            && let Some(id) = id
        {
            return match id {
                Id::Number(id)
                    if self
                        .pending
                        .get(id)
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
    pub(super) fn sole_outstanding(&self) -> Option<u64> {
        let sent = |pending: &Pending<W>| pending.sent.is_some();
        let mut sent = self.pending.iter().filter(|(_, pending)| sent(pending));
        match (sent.next(), sent.next()) {
            (Some((id, _)), None) => Some(id),
            _ => None,
        }
    }

    pub(super) fn answer(&mut self, id: u64, reply: Reply) -> Delivery<W> {
        let in_band = self
            .pending
            .get(id)
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
    pub(super) fn conclude_silent(&mut self, id: u64) {
        let silent = |pending: &Pending<W>| {
            let sent = pending.sent.is_some();
            sent && !pending.success_response && pending.mode == Mode::InBand
        };
        // Usually nothing is before `id`, because replies arrive in order.
        let before = self.pending.iter().take_while(|(other, _)| *other < id);
        let concluded: Vec<u64> = before
            .filter(|(_, pending)| silent(pending))
            .map(|(id, _)| id)
            .collect();
        for id in concluded {
            self.remove(id);
        }
    }

    pub(super) fn remove(&mut self, id: u64) -> Option<Pending<W>> {
        let pending = self.pending.remove(id)?;
        if pending.sent.is_some() && pending.mode == Mode::InBand {
            self.in_band_sent = self.in_band_sent.saturating_sub(1);
        }
        Some(pending)
    }
}
