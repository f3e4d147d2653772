//! Replies that arrive after the deadline of their command.
//!
//! Input: the reply, or the end of the connection. Output: either, to the caller that kept the
//! handle.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crate::codec;
use crate::error::{Disconnect, Error, Timeout, Waiting};
use crate::hub::{Interrupted, Outcome, Unanswered, concluded};
use crate::mailbox::leave;
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
            return Err(Error::Timeout(Timeout {
                waiting: Waiting::Command(self.command.clone()),
                after: deadline.unwrap_or(Duration::MAX),
                outstanding: true,
                late: Kept::new(self),
            }));
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

/// The handle in an error, whose clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(Option<Arc<Mutex<Option<Late>>>>);

impl Kept {
    pub(crate) fn new(late: Late) -> Self {
        Self(Some(Arc::new(Mutex::new(Some(late)))))
    }

    pub(crate) fn take(&self) -> Option<Late> {
        let late = self.0.as_ref()?.lock();
        late.unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Errors are equal with and without the handle.
impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Kept {}
