//! Synchronisation with a guest agent.
//!
//! Input: a token to ask for, and the messages that arrive. Output: [`Delivery::Synced`] for the answer
//! with the last token.
//!
//! Invariant: everything before that answer is stale, and a token is never a command's reply.

use super::Router;
use super::delivery::{Delivery, Reply};
use super::item::Item;
use crate::error::{ErrorClass, Violation};
use crate::protocol::frame::SENTINEL;
use crate::protocol::request::{self, Mode};

/// Number of remembered synchronisation tokens.
const TOKENS: usize = 32;

/// Progress of an agent's synchronisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sync {
    /// No synchronisation is pending.
    Done,
    /// Everything is stale until the reply with this token.
    Await(u64),
}

impl<W> Router<W> {
    /// Queues `guest-sync-delimited` with `token`, and discards everything that arrives before its
    /// answer. `guest-sync` follows if the agent does not know that command.
    ///
    /// Commands that were already sent are abandoned; the others follow. Call it again, with another
    /// token, if no answer arrives.
    pub fn synchronise(&mut self, token: u64) {
        self.pending.retain(|pending| pending.sent.is_none());
        self.in_band_sent = 0;
        self.sync = Sync::Await(token);
        self.asked_plainly = false;
        if self.tokens.len() == TOKENS {
            self.tokens.remove(0);
        }
        self.tokens.push(token);
        // The sentinel makes the agent's parser drop unfinished input of an earlier client.
        self.sync_request = vec![SENTINEL];
        self.ask_to_synchronise("guest-sync-delimited", token);
    }

    pub(super) fn ask_to_synchronise(&mut self, command: &str, token: u64) {
        let arguments = format!("{{\"id\":{token}}}");
        let arguments = Some(arguments.as_bytes());
        let request = request::encode(command, arguments, None, Mode::InBand);
        self.sync_request.extend(request);
    }

    /// Routes an item during synchronisation: everything is stale except the reply with the last
    /// token. A sentinel before it makes the framer drop unfinished output for an earlier client.
    pub(super) fn route_sync(
        &mut self,
        token: u64,
        item: Result<Item, Violation>,
    ) -> Option<Delivery<W>> {
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
    pub(super) fn is_stale(&self, reply: &Reply) -> bool {
        let Reply::Return(value) = reply else {
            return false;
        };
        let token = value.get().parse::<u64>();
        !self.ids && token.is_ok_and(|token| self.tokens.contains(&token))
    }
}
