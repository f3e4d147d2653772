//! The outcomes of a command, and the errors that they become.

use std::sync::{Arc, Weak};
use std::time::Duration;

use serde_json::value::RawValue;

use crate::error::{CommandError, Disconnect, Error, Timeout, Waiting};
use crate::late::{Kept, Late, LateReply, Owner};
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

/// Returns a command's value, `None` for a success without a reply, or its error. `deadline` is the
/// time that the command was allowed, `owner` the connection of a late reply.
pub(crate) fn concluded(
    command: &str,
    outcome: Outcome,
    deadline: Option<Duration>,
    owner: impl FnOnce() -> Weak<dyn Owner>,
) -> Result<Option<Box<RawValue>>, Error> {
    match outcome {
        Ok(Reply::Return(value)) => Ok(Some(value)),
        Ok(Reply::Sent) => Ok(None),
        Ok(Reply::Error { class, desc }) => Err(CommandError {
            command: command.into(),
            class,
            desc: desc.into(),
        }
        .into()),
        Ok(Reply::Unreadable(violation)) => Err(Error::Protocol {
            command: Some(command.into()),
            violation: Arc::new(violation),
        }),
        Err(Unanswered::Interrupted(interrupted)) => Err(interrupted.into_error(command)),
        Err(Unanswered::Expired { outstanding, late }) => Err(Timeout {
            waiting: Waiting::Command(command.into()),
            after: deadline.unwrap_or(Duration::MAX),
            outstanding,
            late: match late {
                Some(reply) => Kept::new(Late::new(command, reply, owner())),
                None => Kept::default(),
            },
        }
        .into()),
    }
}
