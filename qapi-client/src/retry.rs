//! Retries of connecting to a socket that does not listen yet.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::options::Options;

/// Maximum pause between two attempts.
const LONGEST: Duration = Duration::from_millis(200);

/// The pauses between attempts, within the time that the options allow.
pub(crate) struct Retry {
    until: Option<Instant>,
    pause: Duration,
}

impl Retry {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            until: Instant::now().checked_add(options.wait_for_socket),
            pause: Duration::from_millis(5),
        }
    }

    /// Returns the pause before the next attempt, if the error means that nothing listens yet and
    /// time is left.
    pub(crate) fn after(&mut self, error: &Error) -> Option<Duration> {
        let Error::Connect { reason, .. } = error else {
            return None;
        };
        let absent = [ErrorKind::NotFound, ErrorKind::ConnectionRefused];
        let in_time = self.until.is_none_or(|until| Instant::now() < until);
        if !absent.contains(&reason.kind()) || !in_time {
            return None;
        }
        let pause = self.pause;
        self.pause = (pause * 2).min(LONGEST);
        Some(pause)
    }
}
