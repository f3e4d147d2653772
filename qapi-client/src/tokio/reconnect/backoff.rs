//! Waits before the attempts to connect again.

use std::time::Duration;

/// Stands for a first wait of zero when it is doubled.
const LEAST: Duration = Duration::from_millis(1);

/// Waits before each reconnection attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Backoff {
    /// Wait before the first attempt.
    pub first: Duration,
    /// Maximum wait; each wait is twice the previous one.
    pub most: Duration,
    /// Number of failed attempts in a row before giving up; `None` for no limit.
    pub attempts: Option<u32>,
}

impl Default for Backoff {
    /// 100 milliseconds, doubled up to 10 seconds, without end.
    fn default() -> Self {
        Self {
            first: Duration::from_millis(100),
            most: Duration::from_secs(10),
            attempts: None,
        }
    }
}

impl Backoff {
    /// Sets the first wait.
    #[must_use]
    pub fn first(self, first: Duration) -> Self {
        Self { first, ..self }
    }

    /// Sets the maximum wait.
    #[must_use]
    pub fn most(self, most: Duration) -> Self {
        Self { most, ..self }
    }

    /// Sets the number of failed attempts in a row before giving up.
    #[must_use]
    pub fn attempts(self, attempts: u32) -> Self {
        Self {
            attempts: Some(attempts),
            ..self
        }
    }

    /// Returns the wait after a wait.
    pub(super) fn next(self, wait: Duration) -> Duration {
        wait.max(LEAST).saturating_mul(2).min(self.most)
    }
}
