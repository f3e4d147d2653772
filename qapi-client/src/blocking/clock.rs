//! Deadlines as points in time.

use std::time::{Duration, Instant};

use crate::error::{Error, Timeout, Waiting};

/// The time by which an operation that starts now must end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline {
    after: Option<Duration>,
    at: Option<Instant>,
}

impl Deadline {
    /// Returns the deadline `after` from now. No deadline if the addition overflows.
    pub(super) fn after(after: Option<Duration>) -> Self {
        let at = after.and_then(|after| Instant::now().checked_add(after));
        Self { after, at }
    }

    /// Returns the deadline that is earlier by `time`.
    pub(super) fn earlier_by(self, time: Option<Duration>) -> Self {
        let at = self.at.zip(time);
        Self {
            at: at.and_then(|(at, time)| at.checked_sub(time)).or(self.at),
            ..self
        }
    }

    /// Returns this deadline, but at least `least` from now.
    pub(super) fn at_least(self, least: Duration) -> Self {
        let soonest = Instant::now() + least;
        Self {
            at: self.at.map(|at| at.max(soonest)),
            ..self
        }
    }

    /// Returns the earlier of this deadline and `other`.
    pub(super) fn or_at(self, other: Option<Instant>) -> Self {
        Self {
            at: self.at.into_iter().chain(other).min(),
            ..self
        }
    }

    /// Returns the earlier of this deadline and `after` from now, and true if this one is earlier.
    pub(super) fn within(self, after: Duration) -> (Self, bool) {
        let at = Instant::now().checked_add(after);
        let last = match (self.at, at) {
            (Some(own), Some(at)) => own <= at,
            (own, None) => own.is_some(),
            (None, Some(_)) => false,
        };
        (if last { self } else { Self { at, ..self } }, last)
    }

    /// Returns the time left: `None` without a deadline, `Err` once it has passed. Never zero,
    /// because sockets take zero for no timeout.
    pub(super) fn left(self) -> Result<Option<Duration>, Expired> {
        let Some(at) = self.at else { return Ok(None) };
        let left = at.saturating_duration_since(Instant::now());
        if left.is_zero() {
            Err(Expired)
        } else {
            Ok(Some(left))
        }
    }

    /// Returns the point in time; `None` without a deadline.
    pub(super) fn at(self) -> Option<Instant> {
        self.at
    }

    /// Returns the time that the operation was allowed.
    pub(super) fn allowed(self) -> Option<Duration> {
        self.after
    }

    /// Returns the error of a step, other than a command, that took longer.
    pub(super) fn expired(self, waiting: Waiting) -> Error {
        Timeout::new(waiting, self.after, false).into()
    }
}

/// Marks a deadline that has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Expired;
