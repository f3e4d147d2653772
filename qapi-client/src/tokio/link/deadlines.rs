//! The deadlines of a connection's commands.
//!
//! One alarm serves all of them. A command that is answered in time does not change it, so among
//! many quick commands few set it.
//!
//! Invariant: while a command with a deadline is awaited, the alarm is set for that time or earlier;
//! or the timekeeper is about to set it.

use std::task::{Poll, Waker, ready};

use tokio::time::Instant;

use super::Core;
use super::tasks::Task;
use crate::hub::{Put, Unanswered};
use crate::mailbox::leave;
use crate::protocol::Forgotten;
use crate::tokio::time::Timer;

impl Core {
    /// Sets the alarm for `due`, unless it is set for an earlier time.
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
        let due = self
            .hub
            .router
            .forget_due_by_id(|waiter| passed(waiter.due));
        for (id, waiter, forgotten) in due {
            let outstanding = forgotten == Forgotten::Outstanding;
            let late = id.filter(|_| outstanding);
            let late = late.map(|id| self.hub.expect_late(id));
            waiter.put(Err(Unanswered::Expired { outstanding, late }));
        }
        self.alarm = self
            .hub
            .router
            .waiters()
            .filter_map(|waiter| waiter.due)
            .min();
    }
}

impl Task {
    /// Waits for the alarm repeatedly.
    pub(super) async fn keep_time(self) {
        let mut timer = None::<Timer>;
        std::future::poll_fn(|context| {
            loop {
                let mut core = self.0.core();
                if core.hub.ended().is_some() {
                    return Poll::Ready(());
                }
                leave(&mut core.timekeeper, context);
                let Some(alarm) = core.alarm else {
                    return Poll::Pending;
                };
                drop(core);
                let timer = match &mut timer {
                    Some(timer) if timer.at() == alarm => timer,
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use std::time::Duration;

    use tokio::sync::oneshot;

    use super::super::Link;
    use super::*;
    use crate::hub::{Outcome, Submission};
    use crate::protocol::request::Mode;
    use crate::protocol::{Limits, Router};

    fn submit(link: &Link, due: Instant) -> (u64, oneshot::Receiver<Outcome>) {
        let submission = Submission {
            command: "c",
            arguments: None,
            mode: Mode::InBand,
            success_response: true,
        };
        link.submit(&submission, Vec::new(), Some(due)).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn the_alarm_is_moved_only_for_an_earlier_deadline_or_when_it_went_off() {
        let (handle, _greeting) = Link::open(Router::monitor(Limits::default()), false);
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
                matches!(
                    outcome,
                    Err(Unanswered::Expired {
                        outstanding: false,
                        late: None
                    })
                ),
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
}
