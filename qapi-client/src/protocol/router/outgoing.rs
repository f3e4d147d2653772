//! Messages that wait to be sent, and those that were.
//!
//! Input: queued commands. Output: bytes, and descriptors with the first of them. Commands out of band
//! overtake others.
//!
//! Invariant: descriptors go out with the first byte of their own command.

use super::sync::Sync;
use super::{Fd, Queued, Router};
use crate::protocol::request::Mode;
use crate::trace;
use crate::transcript::Direction;

impl<W> Router<W> {
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

    pub(super) fn take_down(&self, message: &[u8]) {
        trace::message(Direction::Out, message);
        if let Some(transcript) = &self.transcript {
            transcript.record(Direction::Out, message);
        }
    }

    pub(super) fn mark_sent(&mut self, id: u64) {
        let Some(pending) = self.pending.get_mut(id) else {
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

    /// Returns the values of sent commands whose success has no reply: they end with
    /// [`Reply::Sent`](super::Reply::Sent) once the bytes of [`transmit`](Self::transmit) are
    /// written.
    pub fn take_sent(&mut self) -> Vec<W> {
        let sent = std::mem::take(&mut self.sent);
        sent.into_iter().map(|(waiter, ..)| waiter).collect()
    }

    /// Returns true if there are bytes to send now.
    #[must_use]
    pub fn wants_transmit(&self) -> bool {
        let may_send = !self.queue.is_empty() && self.in_band_sent < self.window;
        !self.sync_request.is_empty()
            || (self.sync == Sync::Done && (may_send || !self.urgent.is_empty()))
    }

    /// Sets the number of bytes from [`transmit`](Self::transmit) that could not be written.
    /// [`close`](Self::close) derives from it the commands that were not sent.
    pub fn set_unwritten(&mut self, bytes: usize) {
        self.unwritten = bytes as u64;
    }
}
