//! Listeners to a connection's events.

use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::clock::{Deadline, Expired};
use super::connection::Connection;
use crate::codec;
use crate::error::{Error, Waiting};
use crate::mailbox::{Inbox, Kept};
use crate::options::Options;
use crate::protocol::{EventMessage, RawEvent};
use crate::report::{Ignored, Report};
use crate::wire::Value;
use crate::{Event, EventSet};

/// A connection's events from the moment of listening, decoded as `E`.
///
/// As an iterator, it waits without limit for each event. Its errors concern one event or place in
/// the stream, which continues after them: [`Error::Lagged`] where a full queue dropped events,
/// [`Error::Decode`] for an event that its schema does not allow, [`Error::Protocol`] for unreadable
/// bytes. It ends with the connection; the last item is [`Error::Disconnected`] unless one side
/// closed the connection in order.
///
/// Threads that wait on the connection read its events. While no thread waits, events stay in the
/// system's buffer. The connection lives as long as a client or a listener.
pub struct Events<E> {
    connection: Arc<Connection>,
    inbox: Inbox,
    kept: Kept<E>,
    /// The receiver of ignored members.
    ignored: Option<Report<Ignored>>,
}

impl<E: EventSet> Events<E> {
    pub(super) fn new(connection: &Arc<Connection>, options: &Options) -> Self {
        let capacity = options.event_capacity;
        let inbox = Inbox::new(capacity, false);
        connection.state().hub.listen(inbox.mailbox());
        Self {
            connection: connection.clone(),
            inbox,
            kept: Kept::new(capacity),
            ignored: options.ignored.clone(),
        }
    }

    /// Takes only events that satisfy `wanted`, in addition to earlier filters. Queued events are
    /// filtered, too.
    ///
    /// The reading thread calls `wanted`: it should be quick, and must use neither this listener nor
    /// its client. This method hides [`Iterator::filter`], which `by_ref().filter(…)` calls.
    #[must_use]
    pub fn filter(self, wanted: impl Fn(&RawEvent) -> bool + Send + Sync + 'static) -> Self {
        self.inbox.filter(wanted);
        self
    }

    /// Takes only events of the type `T`, in addition to earlier filters.
    #[must_use]
    pub fn only<T: Event>(self) -> Self {
        self.filter(|event| event.name == T::NAME)
    }

    /// Sets the queue's capacity, instead of
    /// [`Options::event_capacity`](crate::Options::event_capacity). Events
    /// that arrived in the same batch as the last one taken do not count.
    #[must_use]
    pub fn capacity(mut self, capacity: usize) -> Self {
        self.kept.set_capacity(capacity);
        self.inbox.set_capacity(capacity);
        self
    }

    /// Takes only events that the command `name` causes with those arguments.
    pub(super) fn of_command(self, name: &str, arguments: Option<Value>) -> Self {
        self.inbox.filter_command(name, arguments);
        self
    }

    /// Waits for the next event until the deadline (`None`: no limit); returns [`Error::Timeout`] if
    /// none arrives. A deadline of zero takes only events that have arrived.
    pub fn next_within(
        &mut self,
        deadline: impl Into<Option<Duration>>,
    ) -> Option<Result<EventMessage<E>, Error>> {
        let deadline = Deadline::after(deadline.into());
        match self.kept.pop() {
            Some(kept) => Some(kept),
            None => self.arrive(deadline),
        }
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
    /// # fn example(vm: &qapi_client::blocking::Client) -> Result<(), qapi_client::Error> {
    /// let mut events = vm.events::<qmp::Event>();
    /// let stopped = |event: &qmp::Event| matches!(event, qmp::Event::Stop(_)).then_some(());
    /// events.wait_for(stopped, Duration::from_secs(5)).transpose()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait_for<T>(
        &mut self,
        mut wanted: impl FnMut(&E) -> Option<T>,
        deadline: impl Into<Option<Duration>>,
    ) -> Option<Result<T, Error>> {
        if let Some(found) = self.kept.find(&mut wanted) {
            return Some(Ok(found));
        }
        let deadline = Deadline::after(deadline.into());
        loop {
            match self.arrive(deadline)? {
                Ok(event) => match wanted(&event.body) {
                    Some(found) => return Some(Ok(found)),
                    None => self.kept.push(Ok(event)),
                },
                Err(error) if error.is_disconnected() || error.is_timeout() => {
                    return Some(Err(error));
                }
                Err(error) => self.kept.push(Err(error)),
            }
        }
    }

    fn arrive(&mut self, deadline: Deadline) -> Option<Result<EventMessage<E>, Error>> {
        if let Err(Expired) = self.connection.wait_for_event(&self.inbox, deadline) {
            return Some(Err(deadline.expired(Waiting::Event)));
        }
        match self.inbox.poll(&Context::from_waker(Waker::noop())) {
            Poll::Ready(next) => {
                let ignored = self.ignored.as_ref();
                Some(match next? {
                    Ok(event) => codec::event(&event.message, ignored),
                    Err(error) => Err(*error),
                })
            }
            // The inbox was ready, and no other thread takes from it.
            Poll::Pending => None,
        }
    }
}

impl<E: EventSet> Iterator for Events<E> {
    type Item = Result<EventMessage<E>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_within(None)
    }
}

impl<E> std::fmt::Debug for Events<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Events")
            .field("waiting", &(self.kept.len() + self.inbox.len()))
            .finish_non_exhaustive()
    }
}
