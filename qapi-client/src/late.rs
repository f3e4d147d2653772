//! Replies that arrive after the deadline of their command.
//!
//! Input: a command's outcome. Output: its value or its error; a timeout carries the handle to the
//! late reply, which gives another outcome.

use std::sync::{Arc, Weak};
use std::time::Duration;

use serde_json::value::RawValue;

use crate::codec;
use crate::error::{CommandError, Disconnect, Error, Timeout, Waiting};
use crate::hub::{Interrupted, LateReply, Outcome, Unanswered};
use crate::protocol::Reply;
use crate::wire::Decode;

/// A handle to the reply of a command whose deadline has passed.
///
/// [`Error::take_late`] returns it. The command was sent, and the other side may still execute it.
/// Without the handle, its reply is discarded. A handle does not keep a connection alive.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use qapi_client::blocking::Client;
/// use qapi_client::qmp;
///
/// let vm = Client::connect("unix:/run/vm.qmp")?;
/// let soon = Duration::from_millis(100);
/// match vm.execute(qmp::commands::QueryStatus {}).deadline(soon).wait() {
///     Ok(status) => println!("{}", status.status.as_str()),
///     Err(error) => {
///         let Some(late) = error.take_late() else { return Err(error) };
///         eprintln!("{error}; still waiting");
///         let status: qmp::StatusInfo = late.wait(Duration::from_secs(60))?;
///         println!("{}", status.status.as_str());
///     }
/// }
/// # Ok::<(), qapi_client::Error>(())
/// ```
pub struct Late {
    command: Box<str>,
    pub(crate) reply: Arc<LateReply>,
    owner: Weak<dyn Owner>,
    id: u64,
}

/// The connection of a late reply.
pub(crate) trait Owner: Send + Sync {
    /// Discards the reply when it arrives.
    fn forget_late(&self, id: u64);

    /// Waits for the reply; `None` if it is not there in time.
    ///
    /// # Errors
    ///
    /// The library's thread cannot be started.
    fn wait_late(
        &self,
        reply: &LateReply,
        deadline: Option<Duration>,
    ) -> Result<Option<Outcome>, Error>;
}

impl Late {
    pub(crate) fn new(
        command: &str,
        (id, reply): (u64, Arc<LateReply>),
        owner: Weak<dyn Owner>,
    ) -> Self {
        Self {
            command: command.into(),
            reply,
            owner,
            id,
        }
    }

    /// Returns the command's name.
    #[must_use]
    pub fn command(&self) -> &str {
        &self.command
    }

    /// Waits for the reply until `deadline` (`None`: no limit), for a command of the blocking or the
    /// threaded client.
    ///
    /// # Errors
    ///
    /// Those of the client's `execute`. [`Error::Timeout`] carries the handle again.
    pub fn wait<T: Decode>(self, deadline: impl Into<Option<Duration>>) -> Result<T, Error> {
        let deadline = deadline.into();
        let outcome = match self.reply.take() {
            Some(outcome) => Some(outcome),
            None => match self.owner.upgrade() {
                Some(owner) => owner.wait_late(&self.reply, deadline)?,
                None => Some(gone()),
            },
        };
        self.conclude(outcome, deadline)
    }

    /// Decodes the reply; without one, returns a timeout with the handle.
    pub(crate) fn conclude<T: Decode>(
        self,
        outcome: Option<Outcome>,
        deadline: Option<Duration>,
    ) -> Result<T, Error> {
        let Some(outcome) = outcome else {
            let waiting = Waiting::Command(self.command.clone());
            return Err(Timeout::new(waiting, deadline, true).with(self).into());
        };
        let command = &*self.command;
        let reply = concluded(command, outcome, deadline, || self.owner.clone())?;
        codec::decoded(command, reply.as_deref(), None)
    }
}

impl Drop for Late {
    fn drop(&mut self) {
        if let Some(owner) = self.owner.upgrade() {
            owner.forget_late(self.id);
        }
    }
}

impl std::fmt::Debug for Late {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Late")
            .field("command", &self.command)
            .finish_non_exhaustive()
    }
}

/// Returns the outcome after the end of a connection that no handle keeps.
pub(crate) fn gone() -> Outcome {
    Err(Unanswered::Interrupted(Interrupted {
        may_have_run: true,
        cause: Disconnect::Requested,
    }))
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
            availability: None,
        }
        .into()),
        Ok(Reply::Unreadable(violation)) => Err(Error::Protocol {
            command: Some(command.into()),
            violation: Arc::new(violation),
        }),
        Err(Unanswered::Interrupted(interrupted)) => Err(interrupted.into_error(command)),
        Err(Unanswered::Expired { outstanding, late }) => {
            let timeout = Timeout::new(Waiting::Command(command.into()), deadline, outstanding);
            Err(Error::Timeout(match late {
                Some(reply) => timeout.with(Late::new(command, reply, owner())),
                None => timeout,
            }))
        }
    }
}

impl Timeout {
    /// Takes the handle to the late reply of a command that was sent. Clones share the handle.
    #[must_use]
    pub fn take_late(&self) -> Option<Late> {
        self.parcel.take()
    }
}

impl Error {
    /// Takes the handle to the late reply of a command whose deadline passed after it was sent.
    #[must_use]
    pub fn take_late(&self) -> Option<Late> {
        match self {
            Self::Timeout(timeout) => timeout.take_late(),
            _ => None,
        }
    }
}
