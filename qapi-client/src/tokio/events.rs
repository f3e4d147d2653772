//! Events on their way from the connection to those who listen.
//!
//! Each listener has a mailbox of bounded length, filtered on entry, so that a slow listener holds
//! up neither the connection nor other listeners. When it is full the oldest is dropped, and the
//! listener is told how many were.

use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::backlog::{Arrived, Backlog, Batch, Incoming};
use super::link::{Handle, wait};
use super::reconnect::Shared;
use crate::EventSet;
use crate::codec;
use crate::error::{Disconnect, Error};
use crate::protocol::{EventMessage, RawEvent};
use crate::wire::Value;

type Filter = Box<dyn Fn(&RawEvent) -> bool + Send + Sync>;

/// Where a listener's events wait.
pub(super) struct Mailbox(Mutex<Slots>);

struct Slots {
    backlog: Backlog,
    filters: Vec<Filter>,
    end: Option<Disconnect>,
    /// Whether it outlives a connection.
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

    /// Only a listener's own filter can panic under the lock, which leaves nothing half done here.
    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts what came into the backlog, as far as the filters let it in.
    pub(super) fn post(&self, batch: &Arc<[Incoming]>) {
        let mut slots = self.slots();
        let passed = slots.passed(batch);
        if !passed.is_empty() {
            slots.backlog.push(passed);
            slots.wake();
        }
    }

    /// Tells that the connection has ended.
    pub(super) fn close(&self, end: Disconnect) {
        let mut slots = self.slots();
        match slots.survives {
            true if slots.end.is_none() => slots.backlog.push([Incoming::Gap(end)].into()),
            true => {}
            false => slots.end = Some(end),
        }
        slots.wake();
    }

    /// Tells that no connection will follow that of now.
    pub(super) fn end_with_connection(&self) {
        self.slots().survives = false;
    }

    /// Tells that no connection follows.
    pub(super) fn finish(&self, end: Disconnect) {
        let mut slots = self.slots();
        slots.end = Some(end);
        slots.wake();
    }
}

impl Slots {
    /// What of a batch the filters let pass. Only a batch that passes as a whole is shared: none is
    /// kept for the sake of a few of its events.
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

/// Where a listener's events come from.
enum Source {
    Connection(#[allow(dead_code)] Arc<Handle>),
    Reconnecting(#[allow(dead_code)] Arc<Shared>),
}

/// A connection's events from the moment of listening, decoded as `E`.
///
/// It is a [`Stream`](futures_core::Stream), and [`next`](Self::next) needs no trait. Its errors
/// concern one event or place in the stream, and it goes on after them:
/// [`Error::Lagged`] where events were dropped since too many waited, [`Error::Decode`] for an
/// event that is not what its schema says, [`Error::Protocol`] for what cannot be read. It ends
/// when the connection does; before that, with [`Error::Disconnected`] unless one of the two sides
/// closed the connection in good order.
///
/// The connection lives as long as a client or a listener does.
pub struct Events<E> {
    /// What lives as long as this does.
    _source: Source,
    mailbox: Arc<Mailbox>,
    /// What was taken out of it last.
    batch: Option<Batch>,
    events: PhantomData<fn() -> E>,
    ended: bool,
}

impl<E: EventSet> Events<E> {
    /// Listens to a connection.
    pub(super) fn listen(handle: &Arc<Handle>, capacity: usize) -> Self {
        let events = Self::new(Source::Connection(handle.clone()), capacity, false);
        handle.listen(&events.mailbox);
        events
    }

    /// Listens to whatever connection there is.
    pub(super) fn survive(shared: &Arc<Shared>, capacity: usize) -> Self {
        let events = Self::new(Source::Reconnecting(shared.clone()), capacity, true);
        shared.listen(&events.mailbox);
        events
    }

    fn new(source: Source, capacity: usize, survives: bool) -> Self {
        let mailbox = Mailbox::new(capacity, survives);
        Self {
            _source: source,
            mailbox,
            batch: None,
            events: PhantomData,
            ended: false,
        }
    }

    /// Takes only events of which `wanted` says so, beside any filter before. Those that wait are
    /// not filtered any more.
    ///
    /// `wanted` is called where events arrive: it should be quick, must use neither this listener nor
    /// its client, and ends the connection if it panics.
    #[must_use]
    pub fn filter(self, wanted: impl Fn(&RawEvent) -> bool + Send + Sync + 'static) -> Self {
        self.mailbox.slots().filters.push(Box::new(wanted));
        self
    }

    /// Takes only events of the type `T`, beside any filter before.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use qapi_client::qmp::{self, events};
    ///
    /// # async fn example(vm: &qapi_client::tokio::Client) {
    /// let mut stops = vm.events::<qmp::Event>().only::<events::Stop>();
    /// # }
    /// ```
    #[must_use]
    pub fn only<T: crate::Event>(self) -> Self {
        self.filter(|event| event.name == T::NAME)
    }

    /// Lets as many events wait, beside those that came together with the one that was taken last,
    /// instead of [`Options::event_capacity`](crate::Options).
    #[must_use]
    pub fn capacity(self, capacity: usize) -> Self {
        self.mailbox.slots().backlog.set_capacity(capacity);
        self
    }

    /// Decodes each event once for all listeners that share, so that what is for many of them costs
    /// each little.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use qapi_client::qmp;
    ///
    /// # async fn example(vm: &qapi_client::tokio::Client) {
    /// for _ in 0..100 {
    ///     let mut events = vm.events::<qmp::Event>().shared();
    ///     tokio::spawn(async move {
    ///         while let Some(Ok(event)) = events.next().await {
    ///             println!("{}", event.body.name());
    ///         }
    ///     });
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn shared(self) -> SharedEvents<E>
    where
        E: Send + Sync + 'static,
    {
        SharedEvents(self)
    }

    /// The next event; `None` after the end.
    ///
    /// Dropping the future loses no event.
    pub async fn next(&mut self) -> Option<Result<EventMessage<E>, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// The next event of those that have arrived.
    pub(super) fn try_next(&mut self) -> Option<Result<EventMessage<E>, Error>> {
        match self.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(next) => next,
            Poll::Pending => None,
        }
    }

    /// Takes only events that the command `name` causes with those arguments.
    pub(super) fn of_command(self, name: &str, arguments: Option<Value>) -> Self {
        let effects = crate::effects(name);
        self.filter(move |event| {
            let mut effects = effects.iter();
            effects.any(|effect| effect.is(event, arguments.as_ref()))
        })
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<EventMessage<E>, Error>>> {
        let arrived = self.poll_arrived(context);
        arrived.map(|next| Some(next?.and_then(|event| codec::event(&event.message))))
    }

    /// The next event as it came.
    #[inline]
    fn poll_arrived(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<&Arrived, Error>>> {
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
            Incoming::Gap(cause) => Err(Error::Gap {
                cause: cause.clone(),
            }),
            Incoming::Violation(violation) => Err(Error::Protocol {
                command: None,
                violation: violation.clone(),
            }),
        }))
    }

    /// The next of what waits, or that some of it was dropped.
    fn poll_batch(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Batch, Error>>> {
        // Those that were taken need not be kept for longer.
        self.batch = None;
        if self.ended {
            return Poll::Ready(None);
        }
        let mut slots = self.mailbox.slots();
        if let Some(missed) = slots.backlog.take_missed() {
            return Poll::Ready(Some(Err(Error::Lagged { missed })));
        }
        if let Some(cause) = slots.backlog.take_gap() {
            return Poll::Ready(Some(Err(Error::Gap { cause })));
        }
        if let Some(batch) = slots.backlog.pop() {
            return Poll::Ready(Some(Ok(batch)));
        }
        let Some(cause) = slots.end.take() else {
            wait(&mut slots.waker, context);
            return Poll::Pending;
        };
        self.ended = true;
        Poll::Ready(match cause {
            Disconnect::Closed | Disconnect::Requested => None,
            cause => Some(Err(Error::Disconnected {
                command: None,
                may_have_run: false,
                cause,
            })),
        })
    }
}

impl<E: EventSet> futures_core::Stream for Events<E> {
    type Item = Result<EventMessage<E>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<E> std::fmt::Debug for Events<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let taken = self.batch.as_ref().map_or(0, Batch::len);
        f.debug_struct("Events")
            .field("waiting", &(taken + self.mailbox.slots().backlog.len()))
            .finish_non_exhaustive()
    }
}

/// [`Events`] that are decoded once for all that listen to them as the same `E`.
pub struct SharedEvents<E>(Events<E>);

impl<E: EventSet + Send + Sync + 'static> SharedEvents<E> {
    /// The next event; `None` after the end.
    ///
    /// Dropping the future loses no event.
    pub async fn next(&mut self) -> Option<Result<Arc<EventMessage<E>>, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Arc<EventMessage<E>>, Error>>> {
        let arrived = self.0.poll_arrived(context);
        arrived.map(|next| Some(next?.and_then(|event| event.shared(codec::event))))
    }
}

impl<E: EventSet + Send + Sync + 'static> futures_core::Stream for SharedEvents<E> {
    type Item = Result<Arc<EventMessage<E>>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<E> std::fmt::Debug for SharedEvents<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("SharedEvents").field(&self.0).finish()
    }
}
