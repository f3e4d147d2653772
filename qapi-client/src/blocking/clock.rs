//! Deadlines as points in time.

use std::time::{Duration, Instant};

/// When an operation that begins now has to be over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline {
    after: Option<Duration>,
    at: Option<Instant>,
}

impl Deadline {
    /// `after` from now. One too far to be told is none.
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

    /// How much time is left, never zero since sockets take that for no limit; `None` without a
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

    /// How long the operation was allowed to take.
    pub(super) fn allowed(self) -> Duration {
        self.after.unwrap_or(Duration::MAX)
    }
}

/// The deadline has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Expired;
