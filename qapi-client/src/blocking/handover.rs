//! Handing values to another thread that waits for them.
//!
//! A channel of the standard library does the same with three kinds of queues, and a hundred times
//! the machine code for each type.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clock::{Deadline, Expired};

/// Returns both ends.
pub(super) fn handover<T>() -> (Giver<T>, Taker<T>) {
    let shared = Arc::new(Shared {
        place: Mutex::new(Place {
            value: None,
            over: false,
        }),
        changed: Condvar::new(),
    });
    (Giver(shared.clone()), Taker(shared))
}

#[derive(Debug)]
struct Shared<T> {
    place: Mutex<Place<T>>,
    changed: Condvar,
}

#[derive(Debug)]
struct Place<T> {
    value: Option<T>,
    /// True once the giver is dropped.
    over: bool,
}

impl<T> Shared<T> {
    fn place(&self) -> MutexGuard<'_, Place<T>> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The end that hands over.
#[derive(Debug)]
pub(super) struct Giver<T>(Arc<Shared<T>>);

impl<T> Giver<T> {
    /// Hands `value` over, instead of one that was not taken yet.
    pub(super) fn give(&self, value: T) {
        self.0.place().value = Some(value);
        self.0.changed.notify_one();
    }
}

impl<T> Drop for Giver<T> {
    fn drop(&mut self) {
        self.0.place().over = true;
        self.0.changed.notify_one();
    }
}

/// The end that waits.
#[derive(Debug)]
pub(super) struct Taker<T>(Arc<Shared<T>>);

impl<T> Taker<T> {
    /// Waits for a value, at most for `time`; `None` if the giver was dropped without one.
    pub(super) fn take(&self, time: Option<Duration>) -> Result<Option<T>, Expired> {
        let deadline = Deadline::after(time);
        let mut place = self.0.place();
        loop {
            let value = place.value.take();
            if value.is_some() || place.over {
                return Ok(value);
            }
            place = match deadline.left()? {
                None => {
                    let woken = self.0.changed.wait(place);
                    woken.unwrap_or_else(PoisonError::into_inner)
                }
                Some(left) => {
                    let woken = self.0.changed.wait_timeout(place, left);
                    woken.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Option<Duration> = Some(Duration::from_millis(5));

    #[test]
    fn a_value_arrives_and_the_end_after_it() {
        let (giver, taker) = handover();
        assert_eq!(taker.take(SOON), Err(Expired));
        std::thread::scope(|scope| {
            scope.spawn(move || giver.give(1));
            assert_eq!(taker.take(None), Ok(Some(1)));
            assert_eq!(taker.take(None), Ok(None));
        });
    }

    #[test]
    fn a_value_outlives_its_giver() {
        let (giver, taker) = handover();
        giver.give(1);
        drop(giver);
        assert_eq!(taker.take(SOON), Ok(Some(1)));
    }
}
