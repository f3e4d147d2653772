//! The beginning and the end of a connection: greeting, negotiation, synchronisation, disconnection.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;

use super::call;
use super::link::Handle;
use super::time::{expired, until};
use crate::RunState;
use crate::codec;
use crate::error::{Disconnect, Error, Waiting};
use crate::execute::Request;
use crate::hub::Handshake;
use crate::introspect::Schema;
use crate::options::Options;
use crate::protocol::Greeting;
use crate::synchrony::{PROBE, probe};

/// Waits for a monitor's greeting until `due`. Before that time is over, asks a silent peer if it is
/// an agent.
pub(super) async fn greeting(
    handle: &Arc<Handle>,
    receiver: oneshot::Receiver<Handshake>,
    options: &Options,
    due: Option<Instant>,
) -> Result<Greeting, Error> {
    let deadline = options.connect_deadline;
    let left = due.map(|due| due.saturating_duration_since(Instant::now()));
    let early = due
        .zip(probe(left))
        .and_then(|(due, probe)| due.checked_sub(probe));
    let silent = match shake(receiver, Waiting::Greeting, deadline, early).await {
        Err(error) if error.is_timeout() => error,
        handshake => return handshake?.into_greeting(),
    };
    let answer = handle.synchronise(PROBE);
    match shake(answer, Waiting::Greeting, deadline, due).await {
        Ok(handshake) => handshake.into_greeting(),
        Err(_) => Err(silent),
    }
}

/// Ends a monitor's negotiation phase. Returns true if out-of-band execution is granted.
pub(super) async fn negotiate(
    handle: &Arc<Handle>,
    greeting: &Greeting,
    options: &Options,
    due: Option<Instant>,
) -> Result<bool, Error> {
    let (mut request, oob) = Request::negotiate(greeting, options);
    call::execute(handle, &mut request, due).await?;
    if oob {
        handle.grant_oob();
    }
    Ok(oob)
}

/// Queries a monitor's schema until `due`.
pub(super) async fn ask_schema(
    handle: &Arc<Handle>,
    deadline: Option<Duration>,
    due: Option<Instant>,
) -> Result<Arc<Schema<'static>>, Error> {
    let mut request = Request::own(codec::QUERY_SCHEMA, deadline);
    let reply = call::execute(handle, &mut request, due).await?;
    codec::schema(reply.as_deref()).map(Arc::new)
}

/// Synchronises with an agent until `due`.
pub(super) async fn synchronise(
    handle: &Arc<Handle>,
    token: u64,
    deadline: Option<Duration>,
    due: Option<Instant>,
) -> Result<(), Error> {
    let receiver = handle.synchronise(token);
    let handshake = shake(receiver, Waiting::Sync, deadline, due).await?;
    handshake.into_synced()
}

/// Waits for the first message until `due`, the time when `deadline` has passed.
async fn shake(
    receiver: oneshot::Receiver<Handshake>,
    waiting: Waiting,
    deadline: Option<Duration>,
    due: Option<Instant>,
) -> Result<Handshake, Error> {
    let received = until(due, receiver)
        .await
        .ok_or_else(|| expired(waiting, deadline))?;
    // The sender is dropped only for another handshake.
    Ok(received.unwrap_or(Handshake::Ended(Disconnect::Requested)))
}

/// Ends a connection once its commands are answered, or at `due`.
pub(super) async fn disconnect(handle: &Arc<Handle>, due: Option<Instant>) {
    handle.drain();
    let mut states = handle.states();
    // The sender lives as long as the handle, so waiting for a state always succeeds.
    let ended = states.wait_for(|state| *state == RunState::Idle);
    if until(due, ended).await.is_none() {
        handle.end(&Disconnect::Requested);
        let mut states = handle.states();
        drop(states.wait_for(|state| *state == RunState::Idle).await);
    }
}
