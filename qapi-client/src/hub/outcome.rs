//! The outcomes of a command.
//!
//! Input: the reply, the end of the connection, or the deadline. Output: an [`Outcome`] for the caller
//! of the command; for a reply after the deadline, the place where it arrives.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::error::{Disconnect, Error};
use crate::mailbox::leave;
use crate::protocol::Reply;

/// Result of a command, for its caller.
pub(crate) type Outcome = Result<Reply, Unanswered>;

/// Reason for the absence of a reply.
#[derive(Debug)]
pub(crate) enum Unanswered {
    /// The connection ended first.
    Interrupted(Interrupted),
    /// The deadline passed first.
    Expired {
        /// True if the command was sent.
        outstanding: bool,
        /// The place of its late reply, with its number.
        late: Option<(u64, Arc<LateReply>)>,
    },
}

/// The end of the connection before the reply.
#[derive(Debug)]
pub(crate) struct Interrupted {
    pub(crate) may_have_run: bool,
    pub(crate) cause: Disconnect,
}

impl Interrupted {
    /// The command was abandoned to synchronise.
    pub(crate) fn abandoned() -> Self {
        Self {
            may_have_run: true,
            cause: Disconnect::Requested,
        }
    }

    pub(crate) fn into_error(self, command: &str) -> Error {
        let Self {
            may_have_run,
            cause,
        } = self;
        Error::Disconnected {
            command: Some(command.into()),
            may_have_run,
            cause,
        }
    }
}

/// The place of a late reply.
#[derive(Debug, Default)]
pub(crate) struct LateReply(Mutex<Place>);

#[derive(Debug, Default)]
struct Place {
    outcome: Option<Outcome>,
    waker: Option<Waker>,
}

impl LateReply {
    fn place(&self) -> MutexGuard<'_, Place> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn put(&self, outcome: Result<Reply, Interrupted>) {
        let mut place = self.place();
        place.outcome = Some(outcome.map_err(Unanswered::Interrupted));
        if let Some(waker) = place.waker.take() {
            waker.wake();
        }
    }

    pub(crate) fn take(&self) -> Option<Outcome> {
        self.place().outcome.take()
    }

    #[cfg_attr(not(feature = "tokio"), allow(dead_code))]
    pub(crate) fn poll(&self, context: &Context<'_>) -> Poll<Outcome> {
        let mut place = self.place();
        match place.outcome.take() {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                leave(&mut place.waker, context);
                Poll::Pending
            }
        }
    }
}
