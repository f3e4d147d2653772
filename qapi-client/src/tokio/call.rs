//! A command under way.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::link::{Handle, Interrupted, Outcome, Submission, Unanswered};
use crate::codec;
use crate::error::{CommandError, Error, Timeout, Waiting};
use crate::guard::Guard;
use crate::protocol::Reply;
use crate::protocol::request::Mode;
use crate::trace;
use crate::wire::Decode;
use serde_json::value::RawValue;
use tokio::sync::oneshot;
use tokio::time::Instant;

/// A command as the caller asked for it.
pub(super) struct Request {
    pub(super) command: Box<str>,
    pub(super) arguments: Option<Vec<u8>>,
    pub(super) mode: Mode,
    pub(super) success_response: bool,
    pub(super) deadline: Option<Duration>,
}

/// A command to be executed: await it for its reply.
///
/// Nothing is sent before it is awaited. When the future is dropped, the command is not sent if it
/// has not been yet; if it has, its late reply is discarded.
#[must_use = "a command is sent when it is awaited"]
pub struct Execute<T> {
    pub(super) how: How,
    pub(super) request: Request,
    pub(super) refusal: Option<Error>,
    pub(super) reply: PhantomData<fn() -> T>,
}

/// On what a command is executed.
pub(super) enum How {
    Monitor(Arc<Handle>, Option<Arc<Guard>>),
    Agent(Arc<super::agent::Shared>),
}

impl<T: Decode + 'static> Execute<T> {
    pub(super) fn new(how: How, request: Request) -> Self {
        Self {
            how,
            request,
            refusal: None,
            reply: PhantomData,
        }
    }

    /// How long it may take, whatever else is set; `None` for as long as it takes.
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.request.deadline = deadline.into();
        self
    }

    async fn run(self) -> Result<T, Error> {
        if let Some(refusal) = self.refusal {
            return Err(refusal);
        }
        let request = &self.request;
        let work = async {
            match self.how {
                How::Monitor(handle, guard) => {
                    if let Some(guard) = guard {
                        guard.check(&request.command, request.arguments.as_deref())?;
                    }
                    execute(&handle, request, due(request.deadline)).await
                }
                How::Agent(shared) => shared.execute(request).await,
            }
        };
        let reply = trace::span(&request.command, work).await?;
        codec::decoded(&self.request.command, reply.as_deref())
    }
}

impl<T: Decode + 'static> IntoFuture for Execute<T> {
    type Output = Result<T, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<T> std::fmt::Debug for Execute<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Execute")
            .field("command", &self.request.command)
            .field("deadline", &self.request.deadline)
            .finish_non_exhaustive()
    }
}

/// When a command has to be over; far away is never.
pub(super) fn due(deadline: Option<Duration>) -> Option<Instant> {
    deadline.and_then(|deadline| Instant::now().checked_add(deadline))
}

/// Submits a command and waits for its outcome until `due`.
pub(super) async fn execute(
    handle: &Arc<Handle>,
    request: &Request,
    due: Option<Instant>,
) -> Result<Option<Box<RawValue>>, Error> {
    let command = &*request.command;
    let submission = Submission {
        command,
        arguments: request.arguments.as_deref(),
        mode: request.mode,
        success_response: request.success_response,
        due,
    };
    let (id, receiver) = handle
        .submit(&submission)
        .map_err(|interrupted| interrupted.into_error(command))?;
    let wait = Wait {
        handle,
        id,
        receiver,
        done: false,
    };
    match wait.outcome().await {
        Ok(reply) => concluded(command, reply),
        Err(Unanswered::Interrupted(interrupted)) => Err(interrupted.into_error(command)),
        Err(Unanswered::Expired { outstanding }) => Err(Timeout {
            waiting: Waiting::Command(command.into()),
            after: request.deadline.unwrap_or(Duration::MAX),
            outstanding,
        }
        .into()),
    }
}

fn concluded(command: &str, reply: Reply) -> Result<Option<Box<RawValue>>, Error> {
    match reply {
        Reply::Return(value) => Ok(Some(value)),
        Reply::Sent => Ok(None),
        Reply::Error { class, desc } => Err(CommandError {
            command: command.into(),
            class,
            desc: desc.into(),
        }
        .into()),
        Reply::Unreadable(violation) => Err(Error::Protocol {
            command: Some(command.into()),
            violation: Arc::new(violation),
        }),
    }
}

/// Forgets the command when it is dropped before its outcome came.
struct Wait<'a> {
    handle: &'a Arc<Handle>,
    id: u64,
    receiver: oneshot::Receiver<Outcome>,
    done: bool,
}

impl Wait<'_> {
    async fn outcome(mut self) -> Outcome {
        let outcome = (&mut self.receiver).await;
        self.done = true;
        outcome.unwrap_or_else(|_| Err(Unanswered::Interrupted(Interrupted::abandoned())))
    }
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        if !self.done {
            self.handle.forget(self.id);
        }
    }
}
