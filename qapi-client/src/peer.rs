//! Clients, as steps of several commands use them.
//!
//! Unplugging, sets of descriptors, jobs, questions about outcomes and the helpers for agents are
//! written once, over [`Peer`] and [`Monitor`]. Their operations are asynchronous, or done when they
//! return.

use std::time::{Duration, Instant};

use serde_json::Value;
use serde_json::value::RawValue;

use crate::Command;
use crate::codec;
use crate::error::Error;
use crate::execute::Request;
use crate::options::Options;
use crate::protocol::RawEvent;
use crate::wire::{Decode, Encode};

/// A client of a monitor or an agent.
pub(crate) trait Peer {
    /// Executes a command; `None` is a success without a reply.
    async fn request(&self, request: Request) -> Result<Option<Box<RawValue>>, Error>;

    async fn pause(&self, pause: Duration);

    fn options(&self) -> &Options;
}

/// A client of a monitor.
pub(crate) trait Monitor: Peer {
    /// A listener for events.
    type Events;

    /// Listens to the events that are wanted.
    fn listen(&self, wanted: impl Fn(&RawEvent) -> bool + Send + Sync + 'static) -> Self::Events;

    async fn event(
        &self,
        events: &mut Self::Events,
        within: Option<Duration>,
    ) -> Option<Result<RawEvent, Error>>;

    /// Takes the next event among those that have arrived.
    fn try_event(&self, events: &mut Self::Events) -> Option<Result<RawEvent, Error>>;

    /// Returns true if another connection follows one that ended.
    fn reconnects(&self) -> bool {
        false
    }

    /// Waits for the next connection; returns the error `lost` if there will be none.
    async fn reconnected(&self, lost: Error) -> Result<(), Error> {
        Err(lost)
    }
}

/// The deadline for all steps.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Due(Option<Instant>);

impl Due {
    /// No deadline but those of the options.
    pub(crate) const NEVER: Self = Self(None);

    pub(crate) fn after(deadline: Option<Duration>) -> Self {
        Self(deadline.and_then(|deadline| Instant::now().checked_add(deadline)))
    }

    /// Returns the time left; `None` without a limit.
    pub(crate) fn left(self) -> Option<Duration> {
        self.0
            .map(|due| due.saturating_duration_since(Instant::now()))
    }

    pub(crate) fn is_over(self) -> bool {
        self.left().is_some_and(|left| left.is_zero())
    }

    /// Returns the deadline of one command: the time left, or else that of the options.
    fn of_command(self, name: &str, options: &Options) -> Option<Duration> {
        self.left().or_else(|| options.deadline_of(name))
    }
}

/// Executes a command of a schema. Members of its reply that are not used here are not reported.
pub(crate) async fn execute<C>(peer: &impl Peer, command: &C, due: Due) -> Result<C::Ok, Error>
where
    C: Command<Ok: Decode> + Encode,
{
    let reply = peer.request(request(peer, command, due)).await?;
    codec::decoded(C::NAME, reply.as_deref(), None)
}

/// Returns the request of a command of a schema.
pub(crate) fn request<C: Command + Encode>(peer: &impl Peer, command: &C, due: Due) -> Request {
    Request {
        arguments: codec::arguments(command),
        success_response: C::SUCCESS_RESPONSE,
        ..Request::own(C::NAME, due.of_command(C::NAME, peer.options()))
    }
}

/// Executes the command `name`.
pub(crate) async fn execute_raw(
    peer: &impl Peer,
    name: &str,
    arguments: Option<Value>,
    due: Due,
) -> Result<Value, Error> {
    let reply = peer
        .request(request_raw(peer, name, arguments, due))
        .await?;
    codec::decoded(name, reply.as_deref(), None)
}

/// Returns the request of the command `name`.
pub(crate) fn request_raw(
    peer: &impl Peer,
    name: &str,
    arguments: Option<Value>,
    due: Due,
) -> Request {
    Request {
        arguments: arguments.map(|arguments| codec::text(&arguments)),
        ..Request::own(name, due.of_command(name, peer.options()))
    }
}

/// Runs steps whose operations block; none of them is ever pending.
pub(crate) fn done<T>(steps: impl Future<Output = T>) -> T {
    let mut steps = std::pin::pin!(steps);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(done) = steps.as_mut().poll(&mut context) {
            return done;
        }
    }
}
