//! The agreement with a guest agent on the next reply, for every client.
//!
//! An agent's replies carry no ids. So the client synchronises when it connects, and before the next
//! command after one whose reply may still come.

use std::time::Duration;

use serde_json::value::RawValue;

use crate::error::Error;
use crate::protocol::Tokens;

/// Time for an answer before the agent is asked again, the first time; it doubles each time. The agent
/// may start late, and a serial port loses bytes that nobody reads.
pub(crate) const PATIENCE: Duration = Duration::from_millis(250);

/// State of the agreement.
#[derive(Debug, Default)]
pub(crate) struct Synchrony {
    /// True if the next reply to arrive is that of the next command.
    synced: bool,
    tokens: Tokens,
}

impl Synchrony {
    /// The token by which to synchronise before the next command, if that is needed.
    pub(crate) fn token(&mut self) -> Option<u64> {
        (!self.synced).then(|| self.tokens.next())
    }

    /// The token by which to synchronise again, since no answer came.
    pub(crate) fn again(&mut self) -> u64 {
        self.tokens.next()
    }

    /// Notes that the agent has synchronised.
    pub(crate) fn reached(&mut self) {
        self.synced = true;
    }

    /// Notes that a command is about to go out: if its reply is not waited for, the agreement is lost.
    pub(crate) fn begin(&mut self) {
        self.synced = false;
    }

    /// Notes the end of a command. Also an error of a command without success response may still
    /// come, so only a reply keeps the agreement.
    pub(crate) fn end(&mut self, result: &Result<Option<Box<RawValue>>, Error>) {
        self.synced = matches!(result, Ok(Some(_)) | Err(Error::Command(_)));
    }
}
