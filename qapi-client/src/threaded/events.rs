//! Listeners to a connection's events.

use std::time::Duration;

use super::runtime::block_on;
use crate::error::Error;
use crate::protocol::{EventMessage, RawEvent};
use crate::tokio;
use crate::{Event, EventSet};

/// A connection's events from the moment of listening, decoded as `E`.
///
/// As an iterator, it waits without limit for each event, and ends when the connection does.
#[derive(Debug)]
pub struct Events<E>(pub(super) tokio::Events<E>);

impl<E: EventSet> Events<E> {
    /// Takes only events that satisfy `wanted`; see [`tokio::Events::filter`].
    ///
    /// It hides [`Iterator::filter`], which `by_ref().filter(…)` calls.
    #[must_use]
    pub fn filter(self, wanted: impl Fn(&RawEvent) -> bool + Send + Sync + 'static) -> Self {
        Self(self.0.filter(wanted))
    }

    /// Takes only events of the type `T`, in addition to earlier filters.
    #[must_use]
    pub fn only<T: Event>(self) -> Self {
        Self(self.0.only::<T>())
    }

    /// Sets the queue's capacity, instead of
    /// [`Options::event_capacity`](crate::Options::event_capacity).
    #[must_use]
    pub fn capacity(self, capacity: usize) -> Self {
        Self(self.0.capacity(capacity))
    }

    /// Waits until the deadline for an event for which `wanted` returns a value, and returns that.
    /// Other events, and errors about single events, are kept for [`next`](Iterator::next), at most
    /// [`capacity`](Self::capacity). [`Error::Lagged`] counts the rest. Returns `None` after the
    /// end.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use qapi_client::qmp;
    ///
    /// # fn example(vm: &qapi_client::threaded::Client) -> Result<(), qapi_client::Error> {
    /// let mut events = vm.events::<qmp::Event>();
    /// let stopped = |event: &qmp::Event| matches!(event, qmp::Event::Stop(_)).then_some(());
    /// events.wait_for(stopped, Duration::from_secs(5)).transpose()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait_for<T>(
        &mut self,
        wanted: impl FnMut(&E) -> Option<T>,
        deadline: impl Into<Option<Duration>>,
    ) -> Option<Result<T, Error>> {
        block_on(self.0.wait_for(wanted, deadline)).unwrap_or_else(|error| Some(Err(error)))
    }

    /// Waits for the next event until the deadline (`None`: no limit); returns [`Error::Timeout`] if
    /// none arrives. A deadline of zero takes only events that have arrived.
    pub fn next_within(
        &mut self,
        deadline: impl Into<Option<Duration>>,
    ) -> Option<Result<EventMessage<E>, Error>> {
        block_on(self.0.next_within(deadline)).unwrap_or_else(|error| Some(Err(error)))
    }
}

impl<E: EventSet> Iterator for Events<E> {
    type Item = Result<EventMessage<E>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_within(None)
    }
}
