//! Events that a listener skipped while it waited for another.

use std::collections::VecDeque;

use crate::error::Error;
use crate::protocol::EventMessage;

type Item<E> = Result<EventMessage<E>, Error>;

/// A queue of bounded length. A full queue drops its oldest item and counts it.
pub(crate) struct Kept<E> {
    items: VecDeque<Item<E>>,
    capacity: usize,
    missed: u64,
}

impl<E> Kept<E> {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            items: VecDeque::new(),
            capacity: capacity.max(1),
            missed: 0,
        }
    }

    pub(crate) fn set_capacity(&mut self, capacity: usize) {
        self.capacity = capacity.max(1);
    }

    /// Keeps an item for later.
    pub(crate) fn push(&mut self, item: Item<E>) {
        while self.items.len() >= self.capacity {
            self.items.pop_front();
            self.missed += 1;
        }
        self.items.push_back(item);
    }

    /// Takes the oldest item, or first the number of items dropped before it.
    pub(crate) fn pop(&mut self) -> Option<Item<E>> {
        match std::mem::take(&mut self.missed) {
            0 => self.items.pop_front(),
            missed => Some(Err(Error::Lagged { missed })),
        }
    }

    /// Takes the oldest event for which `wanted` returns a value, and leaves the others.
    pub(crate) fn find<T>(&mut self, wanted: &mut impl FnMut(&E) -> Option<T>) -> Option<T> {
        let mut found = None;
        let at = self.items.iter().position(|item| {
            found = item.as_ref().ok().and_then(|event| wanted(&event.body));
            found.is_some()
        })?;
        self.items.remove(at);
        found
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }
}
