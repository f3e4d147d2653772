//! Retries of connecting to a socket that does not listen yet, or whose queue is full.

use std::time::{Duration, Instant};

use crate::error::Error;

/// The pauses between attempts: each is twice the one before, up to a limit.
pub(crate) struct Pauses(Duration);

impl Default for Pauses {
    fn default() -> Self {
        Self(Duration::from_millis(5))
    }
}

impl Pauses {
    /// Maximum pause.
    pub(crate) const LONGEST: Duration = Duration::from_millis(200);

    /// Returns the next pause.
    pub(crate) fn next(&mut self) -> Duration {
        let next = (self.0 * 2).min(Self::LONGEST);
        std::mem::replace(&mut self.0, next)
    }
}

/// The attempts to connect, until a point in time.
pub(crate) struct Retry {
    until: Option<Instant>,
    pauses: Pauses,
}

impl Retry {
    /// Returns the retries for `time` from now; without end if the addition overflows.
    pub(crate) fn within(time: Duration) -> Self {
        Self::until(Instant::now().checked_add(time))
    }

    /// Returns the retries until a point in time, or without end.
    pub(crate) fn until(until: Option<Instant>) -> Self {
        Self {
            until,
            pauses: Pauses::default(),
        }
    }

    /// Returns the pause before the next attempt, if the error means that nothing accepts
    /// connections yet and time is left.
    pub(crate) fn after(&mut self, error: &Error) -> Option<Duration> {
        let left = match self.until {
            Some(until) => until.checked_duration_since(Instant::now())?,
            None => Duration::MAX,
        };
        let again = !left.is_zero() && error.is_not_listening();
        again.then(|| self.pauses.next().min(left))
    }
}
