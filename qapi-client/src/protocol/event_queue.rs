//! Where events wait for someone to take them.

use std::collections::VecDeque;

/// A queue of bounded length that drops the oldest item when it is full, and counts what it drops.
///
/// The policy on overflow: what is newest is kept, since it tells of the present state; and the gap
/// is reported, once, where it is: before the oldest item that is left.
#[derive(Debug)]
pub struct EventQueue<T> {
    items: VecDeque<T>,
    capacity: usize,
    missed: u64,
}

impl<T> EventQueue<T> {
    /// An empty queue that holds up to `capacity` items, at least one.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self {
            items: VecDeque::new(),
            capacity: capacity.max(1),
            missed: 0,
        }
    }

    /// Changes how many items it holds; drops the oldest that are too many.
    pub fn set_capacity(&mut self, capacity: usize) {
        self.capacity = capacity.max(1);
        while self.items.len() > self.capacity {
            self.items.pop_front();
            self.missed += 1;
        }
    }

    /// Puts an item at the end, dropping the oldest if it is full.
    pub fn push(&mut self, item: T) {
        if self.items.len() == self.capacity {
            self.items.pop_front();
            self.missed += 1;
        }
        self.items.push_back(item);
    }

    /// How many items were dropped since this was last asked; ask before [`pop`](Self::pop).
    pub fn take_missed(&mut self) -> Option<u64> {
        match std::mem::take(&mut self.missed) {
            0 => None,
            missed => Some(missed),
        }
    }

    /// Takes the oldest item.
    pub fn pop(&mut self) -> Option<T> {
        self.items.pop_front()
    }

    /// How many items wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether no item waits and none was dropped.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.missed == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_is_dropped_and_the_gap_counted() {
        let mut queue = EventQueue::new(2);
        assert!(queue.is_empty());
        (0..5).for_each(|i| queue.push(i));
        assert_eq!((queue.take_missed(), queue.take_missed()), (Some(3), None));
        assert_eq!(
            (queue.pop(), queue.pop(), queue.pop()),
            (Some(3), Some(4), None)
        );
        (0..3).for_each(|i| queue.push(i));
        queue.set_capacity(1);
        assert_eq!(
            (queue.take_missed(), queue.pop(), queue.len()),
            (Some(2), Some(2), 0)
        );
    }
}
