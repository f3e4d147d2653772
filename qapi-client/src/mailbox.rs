//! Queues of events between a connection and its listeners, shared by all clients.
//!
//! Each listener has a mailbox of bounded length, filtered on entry: a slow listener delays neither
//! the connection nor other listeners. A full mailbox drops its oldest event and counts it.

mod backlog;
mod kept;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

pub(crate) use backlog::{Arrived, Incoming};
pub(crate) use kept::Kept;

use crate::effects;
use crate::error::{Disconnect, Error};
use crate::protocol::RawEvent;
use crate::wire::Value;
use backlog::{Backlog, Batch};

type Filter = Box<dyn Fn(&RawEvent) -> bool + Send + Sync>;

/// An item for a listener. Its error is boxed, because a listener takes millions of items, and each
/// function on their way would move the room for an error together with an event.
pub(crate) type Item<T> = Result<T, Box<Error>>;

/// The queue between a connection and one listener.
pub(crate) struct Mailbox(Mutex<Slots>);

struct Slots {
    backlog: Backlog,
    filters: Vec<Filter>,
    end: Option<Disconnect>,
    /// True if the mailbox outlives a connection.
    survives: bool,
    waker: Option<Waker>,
}

impl Mailbox {
    fn new(capacity: usize, survives: bool) -> Arc<Self> {
        Arc::new(Self(Mutex::new(Slots {
            backlog: Backlog::new(capacity),
            filters: Vec::new(),
            end: None,
            survives,
            waker: None,
        })))
    }

    /// Locks the slots. Only a listener's own filter can panic under the lock, and it leaves them
    /// consistent.
    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues the events of a batch that pass the filters.
    pub(crate) fn post(&self, batch: &Arc<[Incoming]>) {
        let mut slots = self.slots();
        let passed = slots.passed(batch);
        if !passed.is_empty() {
            slots.backlog.push(passed);
            slots.wake();
        }
    }

    /// Counts events that were dropped before they could be queued. Nobody can say if they would have
    /// passed the filters.
    pub(crate) fn miss(&self, missed: u64) {
        if missed > 0 {
            let mut slots = self.slots();
            slots.backlog.miss(missed);
            slots.wake();
        }
    }

    /// Queues the end of the connection: the last item, or a gap if another connection follows.
    pub(crate) fn close(&self, end: Disconnect) {
        let mut slots = self.slots();
        match slots.survives {
            true if slots.end.is_none() => slots.backlog.push([Incoming::Gap(end)].into()),
            true => {}
            false => slots.end = Some(end),
        }
        slots.wake();
    }

    /// Makes the end of the current connection the end of the mailbox.
    pub(crate) fn end_with_connection(&self) {
        self.slots().survives = false;
    }

    /// Queues the end of the mailbox.
    pub(crate) fn finish(&self, end: Disconnect) {
        let mut slots = self.slots();
        slots.end = Some(end);
        slots.wake();
    }
}

impl Slots {
    /// Returns the part of a batch that passes the filters. A batch that passes as a whole is
    /// shared. Otherwise events are copied: a few of them must not keep the batch alive.
    fn passed(&self, batch: &Arc<[Incoming]>) -> Arc<[Incoming]> {
        let passes = |incoming: &Incoming| match incoming {
            Incoming::Event(event) => {
                let event = &event.message.body;
                self.filters.iter().all(|filter| filter(event))
            }
            _ => true,
        };
        if self.filters.is_empty() {
            return batch.clone();
        }
        let passed: Vec<_> = batch.iter().filter(|item| passes(item)).cloned().collect();
        match passed.len() == batch.len() {
            true => batch.clone(),
            false => passed.into(),
        }
    }

    fn wake(&mut self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// The listener's end of a [`Mailbox`].
pub(crate) struct Inbox {
    mailbox: Arc<Mailbox>,
    /// The last batch taken.
    batch: Option<Batch>,
    ended: bool,
}

impl Inbox {
    /// Returns an empty inbox of at most `capacity` items. With `survives`, the end of a connection
    /// is a gap, because another connection follows.
    pub(crate) fn new(capacity: usize, survives: bool) -> Self {
        Self {
            mailbox: Mailbox::new(capacity, survives),
            batch: None,
            ended: false,
        }
    }

    pub(crate) fn mailbox(&self) -> &Arc<Mailbox> {
        &self.mailbox
    }

    /// Adds a filter for queued events, and those that arrive from now on.
    pub(crate) fn filter(&self, wanted: impl Fn(&RawEvent) -> bool + Send + Sync + 'static) {
        let mut slots = self.mailbox.slots();
        slots.backlog.retain(&wanted);
        slots.filters.push(Box::new(wanted));
    }

    /// Adds a filter for the events that the command `name` causes with these arguments.
    pub(crate) fn filter_command(&self, name: &str, arguments: Option<Value>) {
        let effects = effects(name);
        self.filter(move |event| {
            let mut effects = effects.iter();
            effects.any(|effect| effect.is(event, arguments.as_ref()))
        });
    }

    pub(crate) fn set_capacity(&self, capacity: usize) {
        self.mailbox.slots().backlog.set_capacity(capacity);
    }

    /// Returns the maximum number of queued events.
    #[cfg(feature = "tokio")]
    pub(crate) fn capacity(&self) -> usize {
        self.mailbox.slots().backlog.capacity()
    }

    /// Returns the number of queued events.
    pub(crate) fn len(&self) -> usize {
        self.batch.as_ref().map_or(0, Batch::len) + self.mailbox.slots().backlog.len()
    }

    /// Takes the next event, error or end. Registers the context's waker if there is none yet.
    #[inline]
    pub(crate) fn poll(&mut self, context: &Context<'_>) -> Poll<Option<Item<&Arrived>>> {
        if self.batch.as_ref().is_none_or(Batch::is_empty) {
            match self.poll_batch(context) {
                Poll::Ready(Some(Ok(batch))) => self.batch = Some(batch),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
        let next = self.batch.as_mut().and_then(Batch::pop);
        Poll::Ready(next.map(|incoming| match incoming {
            Incoming::Event(event) => Ok(&**event),
            Incoming::Gap(cause) => Err(Box::new(Error::Gap {
                cause: cause.clone(),
            })),
            Incoming::Violation(violation) => Err(Box::new(Error::Protocol {
                command: None,
                violation: violation.clone(),
            })),
        }))
    }

    /// Takes the next batch, or the count of dropped events before it.
    fn poll_batch(&mut self, context: &Context<'_>) -> Poll<Option<Item<Batch>>> {
        // Release the events that were already taken.
        self.batch = None;
        if self.ended {
            return Poll::Ready(None);
        }
        let mut slots = self.mailbox.slots();
        if let Some(missed) = slots.backlog.take_missed() {
            return Poll::Ready(Some(Err(Box::new(Error::Lagged { missed }))));
        }
        if let Some(cause) = slots.backlog.take_gap() {
            return Poll::Ready(Some(Err(Box::new(Error::Gap { cause }))));
        }
        if let Some(batch) = slots.backlog.pop() {
            return Poll::Ready(Some(Ok(batch)));
        }
        let Some(cause) = slots.end.take() else {
            leave(&mut slots.waker, context);
            return Poll::Pending;
        };
        self.ended = true;
        Poll::Ready(match cause {
            Disconnect::Closed | Disconnect::Requested => None,
            cause => Some(Err(Box::new(Error::disconnected(cause)))),
        })
    }

    /// Returns true if [`poll`](Self::poll) is ready.
    pub(crate) fn is_ready(&self) -> bool {
        let slots = self.mailbox.slots();
        self.ended
            || self.batch.as_ref().is_some_and(|batch| !batch.is_empty())
            || slots.end.is_some()
            || !slots.backlog.is_empty()
    }
}

/// Registers the context's waker in `place`.
pub(crate) fn leave(place: &mut Option<Waker>, context: &Context<'_>) {
    match place {
        Some(waker) => waker.clone_from(context.waker()),
        None => *place = Some(context.waker().clone()),
    }
}

#[cfg(test)]
mod tests {
    use std::mem::size_of;

    use super::*;
    use crate::protocol::EventMessage;
    use crate::qmp;

    /// A function that passes a result on copies the room for an error, even if there is an event. An
    /// `Error` with two variants of its full size needs a tag of its own, one byte. Copying the bytes
    /// beside that tag made an event for 100 listeners take 1.3 times the processor time.
    #[test]
    fn the_room_for_an_error_is_small() {
        assert_eq!(size_of::<Item<&Arrived>>(), 2 * size_of::<usize>());
        assert!(size_of::<Error>() <= 64, "{}", size_of::<Error>());
        // The tags of the layers around an error need no room.
        type Next = Poll<Option<Result<Arc<EventMessage<qmp::Event>>, Error>>>;
        assert_eq!(size_of::<Next>(), size_of::<Error>());
    }
}
