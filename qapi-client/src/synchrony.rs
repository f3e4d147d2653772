//! The agreement with a guest agent on the next reply, shared by all clients.
//!
//! An agent's replies carry no ids. The client therefore synchronises when it connects, and after a
//! command whose reply may still arrive.

use std::time::Duration;

use serde_json::value::RawValue;

use crate::error::Error;
use crate::protocol::Tokens;

/// Time before the first retry; it doubles each time. The agent may start late, and a serial port
/// loses bytes while nothing reads them.
pub(crate) const PATIENCE: Duration = Duration::from_millis(250);

/// Maximum time in which a silent peer that does not greet is asked if it is an agent.
const QUESTION: Duration = Duration::from_secs(2);

/// Token of that question.
pub(crate) const PROBE: u64 = 1;

/// Returns the time to wait for an answer to that question, out of the time left for the greeting.
pub(crate) fn probe(left: Option<Duration>) -> Option<Duration> {
    left.map(|left| (left / 2).min(QUESTION))
}

/// State of the agreement.
#[derive(Debug, Default)]
pub(crate) struct Synchrony {
    /// True if the next reply to arrive belongs to the next command.
    synced: bool,
    tokens: Tokens,
}

impl Synchrony {
    /// Returns the token for synchronising before the next command, if needed.
    pub(crate) fn token(&mut self) -> Option<u64> {
        (!self.synced).then(|| self.tokens.next())
    }

    /// Returns the token for a retry, after no answer came.
    pub(crate) fn again(&mut self) -> u64 {
        self.tokens.next()
    }

    /// Records that the agent has synchronised.
    pub(crate) fn reached(&mut self) {
        self.synced = true;
    }

    /// Records that a command is about to be sent: the agreement is lost if its reply is not
    /// awaited.
    pub(crate) fn begin(&mut self) {
        self.synced = false;
    }

    /// Records the end of a command. An error of a command without a success response may still
    /// arrive, so only a reply keeps the agreement.
    pub(crate) fn end(&mut self, result: &Result<Option<Box<RawValue>>, Error>) {
        self.synced = matches!(result, Ok(Some(_)) | Err(Error::Command(_)));
    }
}
