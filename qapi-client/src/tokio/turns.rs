//! The turns of commands at a guest agent, which executes one at a time.

use std::sync::Arc;
use std::time::Duration;

use serde_json::value::RawValue;
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::Instant;

use super::call;
use super::handshake;
use super::link::Handle;
use super::time::{self, due, expired, until};
use crate::RunState;
use crate::error::{Disconnect, Error, Waiting};
use crate::execute::Request;
use crate::synchrony::{PATIENCE, Synchrony};

/// The turn, held by the command that is executed.
#[derive(Default)]
pub(super) struct Turns(Mutex<Synchrony>);

impl Turns {
    /// Synchronises for the first time.
    pub(super) async fn begin(
        handle: &Arc<Handle>,
        deadline: Option<Duration>,
        due: Option<Instant>,
    ) -> Result<Self, Error> {
        let mut synchrony = Synchrony::default();
        synchronise(&mut synchrony, handle, deadline, due).await?;
        Ok(Self(Mutex::new(synchrony)))
    }

    /// Waits for the turn until `due`.
    pub(super) async fn take(&self, due: Option<Instant>) -> Option<MutexGuard<'_, Synchrony>> {
        until(due, self.0.lock()).await
    }

    /// Executes a command when it has the turn.
    pub(super) async fn execute(
        &self,
        handle: &Arc<Handle>,
        request: &mut Request,
    ) -> Result<Option<Box<RawValue>>, Error> {
        if handle.state() == RunState::Disconnecting {
            return Err(Error::Disconnected {
                command: Some(request.command.clone()),
                may_have_run: false,
                cause: handle.ended().unwrap_or(Disconnect::Requested),
            });
        }
        let due = due(request.deadline);
        let mut synchrony = self.take(due).await.ok_or_else(|| {
            let waiting = Waiting::Command(request.command.clone());
            expired(waiting, request.deadline)
        })?;
        synchronise(&mut synchrony, handle, request.deadline, due).await?;
        synchrony.begin();
        let result = call::execute(handle, request, due).await;
        synchrony.end(&result);
        result
    }
}

/// Synchronises if needed; retries with growing pauses until `due`.
async fn synchronise(
    synchrony: &mut Synchrony,
    handle: &Arc<Handle>,
    deadline: Option<Duration>,
    due: Option<Instant>,
) -> Result<(), Error> {
    let Some(mut token) = synchrony.token() else {
        return Ok(());
    };
    let mut patience = PATIENCE;
    loop {
        let next = time::due(Some(patience));
        let last = due.is_some_and(|due| next.is_none_or(|next| due <= next));
        let until = if last { due } else { next };
        match handshake::synchronise(handle, token, deadline, until).await {
            Err(error) if error.is_timeout() && !last => {
                token = synchrony.again();
                patience = patience.saturating_mul(2);
            }
            result => {
                result?;
                synchrony.reached();
                return Ok(());
            }
        }
    }
}
