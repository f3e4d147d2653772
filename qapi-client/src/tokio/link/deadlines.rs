//! The deadlines of a connection's commands.
//!
//! One alarm is for all of them. A command that is answered in time leaves it as it is, so that of
//! commands that follow each other quickly few set it. It is not kept by the runtime: as long as
//! that has a timer, it asks the system to wait with one, too, which costs each command more than
//! all else that is done for a deadline.
//!
//! Invariant: as long as a command with a deadline is waited for, the alarm is set, for then or
//! before; or the timekeeper is about to set it.

use std::pin::{Pin, pin};
use std::sync::LazyLock;
use std::task::{Context, Poll, Waker, ready};

use futures_timer::Delay;
use tokio::time::{Instant, Sleep};

use super::tasks::Task;
use super::{Core, Unanswered, wait};
use crate::protocol::Forgotten;

impl Core {
    /// Sets the alarm for `due`, unless it is set for a time before.
    pub(super) fn remind(&mut self, due: Option<Instant>) {
        if let Some(due) = due
            && self.alarm.is_none_or(|alarm| due < alarm)
        {
            self.alarm = Some(due);
            self.timekeeper.take().into_iter().for_each(Waker::wake);
        }
    }

    /// Ends the commands whose deadline is not after `now`, and sets the alarm for the others.
    fn expire(&mut self, now: Instant) {
        let passed = |due: Option<Instant>| due.is_some_and(|due| due <= now);
        for (waiter, forgotten) in self.router.forget_due(|waiter| passed(waiter.due)) {
            let outstanding = forgotten == Forgotten::Outstanding;
            waiter.tell(Err(Unanswered::Expired { outstanding }));
        }
        self.alarm = self.router.waiters().filter_map(|waiter| waiter.due).min();
    }
}

impl Task {
    /// Waits for the alarm, again and again.
    pub(super) async fn keep_time(self) {
        let mut timer = None::<Timer>;
        std::future::poll_fn(|context| {
            loop {
                let mut core = self.0.core();
                if core.end.is_some() {
                    return Poll::Ready(());
                }
                wait(&mut core.timekeeper, context);
                let Some(alarm) = core.alarm else {
                    return Poll::Pending;
                };
                drop(core);
                let timer = match &mut timer {
                    Some(timer) if timer.at == alarm => timer,
                    other => other.insert(Timer::new(alarm)),
                };
                ready!(timer.poll(context));
                let mut core = self.0.core();
                core.expire(alarm.max(Instant::now()));
                core.end_if_drained(&self.0);
            }
        })
        .await;
    }
}

/// What `work` gives, or `None` if that is not before `due`. No runtime needs to run it.
pub(in crate::tokio) async fn until<T>(
    due: Option<Instant>,
    work: impl Future<Output = T>,
) -> Option<T> {
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

/// What goes off at a time.
struct Timer {
    at: Instant,
    clock: Clock,
}

enum Clock {
    /// The system's: a thread that serves the whole process wakes the task.
    System(Delay),
    /// The runtime's, in a test that has stopped it, or where there are no threads.
    Runtime(Pin<Box<Sleep>>),
}

/// Whether a thread can be started, without which a [`Delay`] panics.
static THREADS: LazyLock<bool> = LazyLock::new(|| std::thread::Builder::new().spawn(|| ()).is_ok());

impl Timer {
    fn new(at: Instant) -> Self {
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

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        match &mut self.clock {
            Clock::System(delay) => Pin::new(delay).poll(context),
            Clock::Runtime(sleep) => sleep.as_mut().poll(context),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use std::time::Duration;

    use tokio::sync::oneshot;

    use super::super::{Link, Outcome, Submission};
    use super::*;
    use crate::protocol::request::Mode;
    use crate::protocol::{Limits, Router};

    fn submit(link: &Link, due: Instant) -> (u64, oneshot::Receiver<Outcome>) {
        let submission = Submission {
            command: "c",
            arguments: None,
            mode: Mode::InBand,
            success_response: true,
            due: Some(due),
        };
        link.submit(&submission).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn the_alarm_is_moved_only_for_an_earlier_deadline_or_when_it_went_off() {
        let (handle, _greeting) = Link::open(Router::monitor(Limits::default()));
        let [_reader, _writer, timekeeper] = handle.tasks();
        tokio::spawn(timekeeper.keep_time());
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let alarm = || handle.core().alarm;

        for i in 0..100 {
            let (id, _receiver) = submit(&handle, at(10 + i));
            handle.forget(id);
            assert_eq!(alarm(), Some(at(10)));
        }
        let (_, late) = submit(&handle, at(20));
        let (_, early) = submit(&handle, at(5));
        assert_eq!(alarm(), Some(at(5)));

        for (seconds, receiver) in [(5, early), (20, late)] {
            let outcome = receiver.await.unwrap();
            assert!(
                matches!(outcome, Err(Unanswered::Expired { outstanding: false })),
                "{outcome:?}"
            );
            let after = start.elapsed();
            let latest = Duration::from_millis(seconds * 1000 + 2);
            assert!(
                (Duration::from_secs(seconds)..latest).contains(&after),
                "{after:?}"
            );
        }
        assert_eq!(alarm(), None);
    }

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
