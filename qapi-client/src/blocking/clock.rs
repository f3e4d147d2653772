//! Deadlines as points in time.

use std::time::{Duration, Instant};

use crate::error::{Error, Timeout, Waiting};

/// Time at which an operation that begins now has to be over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline {
    after: Option<Duration>,
    at: Option<Instant>,
}

impl Deadline {
    /// A deadline `after` from now. No deadline if the addition overflows.
    pub(super) fn after(after: Option<Duration>) -> Self {
        let at = after.and_then(|after| Instant::now().checked_add(after));
        Self { after, at }
    }

    /// This deadline, but not before `least` from now.
    pub(super) fn at_least(self, least: Duration) -> Self {
        let soonest = Instant::now() + least;
        Self {
            at: self.at.map(|at| at.max(soonest)),
            ..self
        }
    }

    /// This deadline or `other`, whichever is earlier.
    pub(super) fn or_at(self, other: Option<Instant>) -> Self {
        Self {
            at: self.at.into_iter().chain(other).min(),
            ..self
        }
    }

    /// This deadline, or one `after` from now if that is earlier; and whether it is this one.
    pub(super) fn within(self, after: Duration) -> (Self, bool) {
        let at = Instant::now().checked_add(after);
        let last = match (self.at, at) {
            (Some(own), Some(at)) => own <= at,
            (own, None) => own.is_some(),
            (None, Some(_)) => false,
        };
        (if last { self } else { Self { at, ..self } }, last)
    }

    /// Time that is left, never zero since sockets take that for no limit; `None` without a
    /// limit, `Err` once it is over.
    pub(super) fn left(self) -> Result<Option<Duration>, Expired> {
        let Some(at) = self.at else { return Ok(None) };
        let left = at.saturating_duration_since(Instant::now());
        if left.is_zero() {
            Err(Expired)
        } else {
            Ok(Some(left))
        }
    }

    /// Time that the operation was allowed.
    pub(super) fn allowed(self) -> Option<Duration> {
        self.after
    }

    /// The error of a step, other than a command, that took longer.
    pub(super) fn expired(self, waiting: Waiting) -> Error {
        Timeout {
            waiting,
            after: self.after.unwrap_or(Duration::MAX),
            outstanding: false,
        }
        .into()
    }
}

/// The deadline has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Expired;
