//! A command in flight.

use std::sync::Arc;

use serde_json::value::RawValue;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::link::Handle;
use crate::error::Error;
use crate::execute::Request;
use crate::hub::{Interrupted, Outcome, Submission, Unanswered};
use crate::late::concluded;

/// Submits a command and waits for its outcome until `due`.
pub(super) async fn execute(
    handle: &Arc<Handle>,
    request: &mut Request,
    due: Option<Instant>,
) -> Result<Option<Box<RawValue>>, Error> {
    let fds = std::mem::take(&mut request.fds);
    let command = &*request.command;
    let submission = Submission {
        command,
        arguments: request.arguments.as_deref(),
        mode: request.mode,
        success_response: request.success_response,
    };
    let (id, receiver) = handle
        .submit(&submission, fds, due)
        .map_err(|interrupted| interrupted.into_error(command))?;
    let wait = Wait {
        handle,
        id,
        receiver,
        done: false,
    };
    let outcome = wait.outcome().await;
    concluded(command, outcome, request.deadline, || handle.owner())
}

/// Forgets the command if it is dropped before the outcome.
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
