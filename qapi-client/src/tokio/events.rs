//! Listeners to a connection's events.

use std::any::Any;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::link::Handle;
use super::time::{due, expired, until};
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
/// It is a [`Stream`](futures_core::Stream), and [`next`](Self::next) needs no trait. Its errors
/// concern one event or place in the stream, which continues after them: [`Error::Lagged`] where a
/// full queue dropped events, [`Error::Decode`] for an event that its schema does not allow,
/// [`Error::Protocol`] for unreadable bytes. It ends with the connection; the last item is
/// [`Error::Disconnected`] unless one side closed the connection in order.
///
/// The connection lives as long as a client or a listener.
pub struct Events<E> {
    /// The connection, kept alive.
    _source: Arc<dyn Any + Send + Sync>,
    inbox: Inbox,
    kept: Kept<E>,
    /// The receiver of ignored members.
    ignored: Option<Report<Ignored>>,
}

impl<E: EventSet> Events<E> {
    /// Returns a listener for a connection.
    pub(super) fn listen(handle: &Arc<Handle>, options: &Options) -> Self {
        let inbox = Inbox::new(options.event_capacity, false);
        handle.listen(inbox.mailbox());
        Self::new(handle.clone(), inbox, options)
    }

    /// Returns a listener that reads an inbox and keeps `source` alive.
    pub(super) fn new(source: Arc<dyn Any + Send + Sync>, inbox: Inbox, options: &Options) -> Self {
        Self {
            _source: source,
            kept: Kept::new(inbox.capacity()),
            inbox,
            ignored: options.ignored.clone(),
        }
    }

    /// Takes only events that satisfy `wanted`, in addition to earlier filters. Queued events are
    /// filtered, too.
    ///
    /// The reading task calls `wanted`: it should be quick, and must use neither this listener nor
    /// its client. The connection ends if it panics.
    #[must_use]
    pub fn filter(self, wanted: impl Fn(&RawEvent) -> bool + Send + Sync + 'static) -> Self {
        self.inbox.filter(wanted);
        self
    }

    /// Takes only events of the type `T`, in addition to earlier filters.
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

    /// Decodes each event once for all listeners that share it, which makes many listeners cheap.
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

    /// Waits for the next event; `None` after the end.
    ///
    /// Dropping the future loses no event.
    pub async fn next(&mut self) -> Option<Result<EventMessage<E>, Error>> {
        match self.kept.pop() {
            Some(kept) => Some(kept),
            None => self.arrive().await,
        }
    }

    async fn arrive(&mut self) -> Option<Result<EventMessage<E>, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// Waits until the deadline for an event for which `wanted` returns a value, and returns that.
    /// Other events, and errors about single events, are kept for [`next`](Self::next), at most
    /// [`capacity`](Self::capacity). [`Error::Lagged`] counts the rest. Returns `None` after the
    /// end.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use qapi_client::qmp;
    ///
    /// # async fn example(vm: &qapi_client::tokio::Client) -> Result<(), qapi_client::Error> {
    /// let mut events = vm.events::<qmp::Event>();
    /// let stopped = |event: &qmp::Event| matches!(event, qmp::Event::Stop(_)).then_some(());
    /// events.wait_for(stopped, Duration::from_secs(5)).await.transpose()?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn wait_for<T>(
        &mut self,
        mut wanted: impl FnMut(&E) -> Option<T>,
        deadline: impl Into<Option<Duration>>,
    ) -> Option<Result<T, Error>> {
        if let Some(found) = self.kept.find(&mut wanted) {
            return Some(Ok(found));
        }
        let deadline = deadline.into();
        let due = due(deadline);
        loop {
            let Some(next) = until(due, self.arrive()).await else {
                return Some(Err(expired(Waiting::Event, deadline)));
            };
            match next? {
                Ok(event) => match wanted(&event.body) {
                    Some(found) => return Some(Ok(found)),
                    None => self.kept.push(Ok(event)),
                },
                Err(error) if error.is_disconnected() => return Some(Err(error)),
                Err(error) => self.kept.push(Err(error)),
            }
        }
    }

    /// Waits for the next event until the deadline (`None`: no limit); returns [`Error::Timeout`] if
    /// none arrives. A deadline of zero takes only events that have arrived.
    pub async fn next_within(
        &mut self,
        deadline: impl Into<Option<Duration>>,
    ) -> Option<Result<EventMessage<E>, Error>> {
        let deadline = deadline.into();
        match until(due(deadline), self.next()).await {
            Some(next) => next,
            None => Some(Err(expired(Waiting::Event, deadline))),
        }
    }

    /// Takes the next event among those that have arrived.
    pub(super) fn try_next(&mut self) -> Option<Result<EventMessage<E>, Error>> {
        if let Some(kept) = self.kept.pop() {
            return Some(kept);
        }
        match self.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(next) => next,
            Poll::Pending => None,
        }
    }

    /// Takes only events that the command `name` causes with those arguments.
    pub(super) fn of_command(self, name: &str, arguments: Option<Value>) -> Self {
        self.inbox.filter_command(name, arguments);
        self
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<EventMessage<E>, Error>>> {
        let arrived = self.inbox.poll(context);
        let ignored = self.ignored.as_ref();
        arrived.map(|next| match next? {
            Ok(event) => Some(codec::event(&event.message, ignored)),
            Err(error) => Some(Err(*error)),
        })
    }
}

/// No event is ever pinned in it.
impl<E> Unpin for Events<E> {}

impl<E: EventSet> futures_core::Stream for Events<E> {
    type Item = Result<EventMessage<E>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        match this.kept.pop() {
            Some(kept) => Poll::Ready(Some(kept)),
            None => this.poll(context),
        }
    }
}

impl<E> std::fmt::Debug for Events<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Events")
            .field("waiting", &(self.kept.len() + self.inbox.len()))
            .finish_non_exhaustive()
    }
}

/// [`Events`] that are decoded once for all listeners with the same `E`.
pub struct SharedEvents<E>(Events<E>);

impl<E: EventSet + Send + Sync + 'static> SharedEvents<E> {
    /// Waits for the next event; `None` after the end.
    ///
    /// Dropping the future loses no event.
    pub async fn next(&mut self) -> Option<Result<Arc<EventMessage<E>>, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Arc<EventMessage<E>>, Error>>> {
        let arrived = self.0.inbox.poll(context);
        let ignored = self.0.ignored.as_ref();
        let decode = |message: &_| codec::event(message, ignored).map_err(Box::new);
        arrived.map(|next| match next?.and_then(|event| event.shared(decode)) {
            Ok(event) => Some(Ok(event)),
            Err(error) => Some(Err(*error)),
        })
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
