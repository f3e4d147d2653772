//! Items queued for a listener, in the batches in which they arrived.
//!
//! Listeners share batches, which keeps an event for many listeners cheap. A full backlog drops its
//! oldest items, because the newest describe the present state. It reports their number before the
//! oldest remaining item. A gap between connections is never dropped.

use std::any::Any;
use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

use crate::error::{Disconnect, Violation};
use crate::protocol::{EventMessage, RawEvent};

/// Item of a mailbox.
#[derive(Debug, Clone)]
pub(crate) enum Incoming {
    Event(Arc<Arrived>),
    Violation(Arc<Violation>),
    /// The connection ended, and another follows.
    Gap(Disconnect),
}

/// An event and its decoded forms, shared by listeners.
#[derive(Debug)]
pub(crate) struct Arrived {
    pub(crate) message: EventMessage<RawEvent>,
    decoded: Decoded,
}

/// The value of one type, and the values of further types.
#[derive(Debug, Default)]
struct Decoded(OnceLock<(Arc<dyn Any + Send + Sync>, Box<Decoded>)>);

impl Arrived {
    pub(crate) fn new(message: EventMessage<RawEvent>) -> Self {
        Self {
            message,
            decoded: Decoded::default(),
        }
    }

    /// Returns the event as a `T`, decoded once.
    pub(crate) fn shared<T: Send + Sync + 'static, E>(
        &self,
        decode: impl FnOnce(&EventMessage<RawEvent>) -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let mut place = &self.decoded;
        while let Some((value, others)) = place.0.get() {
            if let Ok(value) = value.clone().downcast() {
                return Ok(value);
            }
            place = others;
        }
        let value = Arc::new(decode(&self.message)?);
        // If another thread was faster, only this listener uses the value.
        drop(place.0.set((value.clone(), Box::default())));
        Ok(value)
    }
}

/// The rest of a batch.
#[derive(Debug)]
pub(super) struct Batch {
    items: Arc<[Incoming]>,
    next: usize,
}

impl Batch {
    /// Takes the oldest item.
    #[inline]
    pub(super) fn pop(&mut self) -> Option<&Incoming> {
        let item = self.items.get(self.next)?;
        self.next += 1;
        Some(item)
    }

    pub(super) fn len(&self) -> usize {
        self.items.len() - self.next
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A queue of batches with a bounded total length.
#[derive(Debug)]
pub(super) struct Backlog {
    batches: VecDeque<Batch>,
    len: usize,
    capacity: usize,
    missed: u64,
    /// The last gap between connections that was removed to make room; it is still reported.
    gap: Option<Disconnect>,
}

impl Backlog {
    /// Returns an empty queue of at most `capacity` items, at least one.
    pub(super) fn new(capacity: usize) -> Self {
        Self {
            batches: VecDeque::new(),
            len: 0,
            capacity: capacity.max(1),
            missed: 0,
            gap: None,
        }
    }

    /// Changes the capacity; drops the oldest excess items.
    pub(super) fn set_capacity(&mut self, capacity: usize) {
        self.capacity = capacity.max(1);
        self.trim();
    }

    /// Appends items; drops the oldest excess items.
    pub(super) fn push(&mut self, items: Arc<[Incoming]>) {
        self.len += items.len();
        self.batches.push_back(Batch { items, next: 0 });
        self.trim();
    }

    /// Counts items that were dropped elsewhere.
    pub(super) fn miss(&mut self, missed: u64) {
        self.missed = self.missed.saturating_add(missed);
    }

    /// Drops the queued events that are not wanted; they do not count as missed.
    pub(super) fn retain(&mut self, wanted: impl Fn(&RawEvent) -> bool) {
        for mut batch in std::mem::take(&mut self.batches) {
            let mut items = Vec::new();
            while let Some(item) = batch.pop() {
                match item {
                    Incoming::Event(event) if !wanted(&event.message.body) => self.len -= 1,
                    item => items.push(item.clone()),
                }
            }
            if !items.is_empty() {
                let items = items.into();
                self.batches.push_back(Batch { items, next: 0 });
            }
        }
    }

    fn trim(&mut self) {
        while self.len > self.capacity
            && let Some(front) = self.batches.front_mut()
        {
            let dropped = front.len().min(self.len - self.capacity);
            self.len -= dropped;
            // A gap is a batch of its own.
            match front.items.first() {
                Some(Incoming::Gap(cause)) => self.gap = Some(cause.clone()),
                _ => self.missed += dropped as u64,
            }
            front.next += dropped;
            if front.is_empty() {
                self.batches.pop_front();
            }
        }
    }

    /// Returns the number of items dropped since the last call; call it before [`pop`](Self::pop).
    pub(super) fn take_missed(&mut self) -> Option<u64> {
        match std::mem::take(&mut self.missed) {
            0 => None,
            missed => Some(missed),
        }
    }

    /// Returns the gap dropped since the last call; call it before [`pop`](Self::pop).
    pub(super) fn take_gap(&mut self) -> Option<Disconnect> {
        self.gap.take()
    }

    /// Takes the oldest batch.
    pub(super) fn pop(&mut self) -> Option<Batch> {
        let batch = self.batches.pop_front()?;
        self.len -= batch.len();
        Some(batch)
    }

    /// Returns the maximum number of queued items.
    pub(super) fn capacity(&self) -> usize {
        self.capacity
    }

    /// Returns the number of queued items.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Returns true if there are neither items nor a report of dropped ones.
    pub(super) fn is_empty(&self) -> bool {
        self.len == 0 && self.missed == 0 && self.gap.is_none()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;

    fn batch(names: &[&str]) -> Arc<[Incoming]> {
        let event = |name: &&str| {
            let message = format!("{{\"event\": \"{name}\"}}");
            let Ok(crate::protocol::Message::Event(event)) =
                crate::protocol::Message::parse(message.as_bytes())
            else {
                panic!("{message}")
            };
            Incoming::Event(Arc::new(Arrived::new(event)))
        };
        names.iter().map(event).collect()
    }

    fn names(batch: &mut Batch) -> String {
        let mut names = String::new();
        while let Some(Incoming::Event(event)) = batch.pop() {
            names += &event.message.body.name;
        }
        names
    }

    #[test]
    fn the_oldest_are_dropped_across_batches_and_counted() {
        let mut backlog = Backlog::new(4);
        backlog.push(batch(&["a", "b"]));
        backlog.push(batch(&["c", "d", "e"]));
        assert_eq!((backlog.len(), backlog.take_missed()), (4, Some(1)));
        assert_eq!(names(&mut backlog.pop().unwrap()), "b");
        backlog.push(batch(&["f", "g", "h", "i", "j"]));
        assert_eq!((backlog.len(), backlog.take_missed()), (4, Some(4)));
        backlog.set_capacity(0);
        assert_eq!((backlog.len(), backlog.take_missed()), (1, Some(3)));
        assert_eq!(names(&mut backlog.pop().unwrap()), "j");
        assert!(backlog.pop().is_none() && backlog.take_missed().is_none());
    }

    #[test]
    fn a_gap_that_makes_room_is_none_of_what_was_missed() {
        let mut backlog = Backlog::new(1);
        backlog.push(batch(&["a"]));
        backlog.push([Incoming::Gap(Disconnect::Closed)].into());
        assert_eq!(backlog.take_missed(), Some(1));
        assert!(backlog.take_gap().is_none());
        backlog.push(batch(&["b"]));
        assert_eq!((backlog.len(), backlog.take_missed()), (1, None));
        assert!(matches!(backlog.take_gap(), Some(Disconnect::Closed)));
        assert!(backlog.take_gap().is_none());
        assert_eq!(names(&mut backlog.pop().unwrap()), "b");
    }

    #[test]
    fn an_event_is_decoded_once_for_each_type() {
        let batch = batch(&["a"]);
        let Incoming::Event(event) = &batch[0] else {
            panic!("{batch:?}")
        };
        let text = |_: &EventMessage<RawEvent>| Ok::<_, ()>("text");
        let number = |_: &EventMessage<RawEvent>| Ok::<_, ()>(7);
        let again = |_: &EventMessage<RawEvent>| -> Result<i32, ()> { panic!("again") };
        assert_eq!(event.shared(|_| Err::<i32, _>("not one")), Err("not one"));
        let first = event.shared(text).unwrap();
        assert_eq!(*event.shared(number).unwrap(), 7);
        assert_eq!(*event.shared(again).unwrap(), 7);
        assert!(Arc::ptr_eq(&first, &event.shared(text).unwrap()));
    }
}
