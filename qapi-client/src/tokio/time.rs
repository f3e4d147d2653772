//! Deadlines and timers.
//!
//! The runtime does not keep these timers: while it has one, it makes the system wait with a
//! timeout. That costs each command more than all other work for a deadline.

use std::pin::{Pin, pin};
use std::sync::LazyLock;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_timer::Delay;
use tokio::time::{Instant, Sleep};

use crate::error::{Error, Timeout, Waiting};

/// Returns the time at which a deadline passes; none if the addition overflows.
pub(super) fn due(deadline: Option<Duration>) -> Option<Instant> {
    deadline.and_then(|deadline| Instant::now().checked_add(deadline))
}

/// Returns the error of a step, other than a command, that exceeded its deadline.
pub(super) fn expired(waiting: Waiting, deadline: Option<Duration>) -> Error {
    Timeout::new(waiting, deadline, false).into()
}

/// Runs `work` until `due`, and returns `None` if it is not done by then. It needs no runtime.
pub(super) async fn until<T>(due: Option<Instant>, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut timer = None;
    std::future::poll_fn(|context| {
        if let Poll::Ready(done) = work.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        let Some(due) = due else {
            return Poll::Pending;
        };
        let timer = timer.get_or_insert_with(|| Timer::new(due));
        timer.poll(context).map(|()| None)
    })
    .await
}

/// A timer for one point in time.
pub(super) struct Timer {
    at: Instant,
    clock: Clock,
}

enum Clock {
    /// The system's timer: a thread for the whole process wakes the task.
    System(Delay),
    /// The runtime's timer, in a test that has paused its clock, or without threads.
    Runtime(Pin<Box<Sleep>>),
}

/// True if a thread can be started; otherwise a [`Delay`] panics.
static THREADS: LazyLock<bool> = LazyLock::new(|| std::thread::Builder::new().spawn(|| ()).is_ok());

impl Timer {
    pub(super) fn new(at: Instant) -> Self {
        let before = std::time::Instant::now();
        let now = Instant::now();
        let same = (before..=std::time::Instant::now()).contains(&now.into_std());
        let clock = if same && *THREADS {
            Clock::System(Delay::new(at.saturating_duration_since(now)))
        } else {
            Clock::Runtime(Box::pin(tokio::time::sleep_until(at)))
        };
        Self { at, clock }
    }

    pub(super) fn at(&self) -> Instant {
        self.at
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        match &mut self.clock {
            Clock::System(delay) => Pin::new(delay).poll(context),
            Clock::Runtime(sleep) => sleep.as_mut().poll(context),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn timers_are_the_systems_unless_a_test_moves_the_clock() {
        const SOON: Duration = Duration::from_millis(5);
        let at = Instant::now() + SOON;
        let mut timer = Timer::new(at);
        assert!(matches!(timer.clock, Clock::System(_)));
        std::future::poll_fn(|context| timer.poll(context)).await;
        assert!(Instant::now() >= at);

        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(3600)).await;
        assert!(matches!(Timer::new(at).clock, Clock::Runtime(_)));
        tokio::time::resume();
        let mut timer = Timer::new(Instant::now() + SOON);
        assert!(matches!(timer.clock, Clock::Runtime(_)));
        std::future::poll_fn(|context| timer.poll(context)).await;
    }
}
