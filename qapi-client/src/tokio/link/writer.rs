//! The writer, driven by its task, or by who has something to write.
//!
//! To wake a task takes longer than to write a command, all the more where another thread has to wake
//! up for it. So who submits the only command under way drives the writer, on behalf of its task: what
//! cannot be done at once is left to that. Of several commands the task writes many together.
//!
//! Invariant: who takes the writer's waker out of the core drives the writer, or wakes its task.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::task::{Context, Poll, Waker};

use tokio::runtime::Handle;

use super::Link;

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Where the writer is, as long as there is something to be done by it.
#[derive(Default)]
pub(super) struct Writer(Mutex<Option<(Work, Handle)>>);

impl Writer {
    /// Drives it as far as it gets without waiting; None if someone else does.
    fn drive(&self, waker: &Waker) -> Option<Poll<()>> {
        let mut place = match self.0.try_lock() {
            Ok(place) => place,
            Err(TryLockError::Poisoned(place)) => place.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        // If it panics, it is gone.
        let Some((mut work, runtime)) = place.take() else {
            return Some(Poll::Ready(()));
        };
        let entered = runtime.enter();
        let polled = work.as_mut().poll(&mut Context::from_waker(waker));
        drop(entered);
        // It may have something to write again already.
        #[cfg(test)]
        super::schedules::before_lock();
        if polled.is_pending() {
            *place = Some((work, runtime));
        }
        Some(polled)
    }

    fn place(&self, work: Work) {
        *self.lock() = Some((work, Handle::current()));
    }

    fn remove(&self) {
        let removed = self.lock().take();
        drop(removed);
    }

    /// Returns true if it is over, as its task may still have to see.
    #[cfg(test)]
    pub(super) fn is_over(&self) -> bool {
        self.lock().is_none()
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Work, Handle)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Link {
    /// What the writer's task does, which is to be one of the runtime at hand.
    pub(super) fn drive(
        self: Arc<Self>,
        work: impl Future<Output = ()> + Send + 'static,
    ) -> impl Future<Output = ()> + Send + 'static {
        self.writer.place(Box::pin(work));
        let driver = Driver(self);
        async move {
            std::future::poll_fn(|context| {
                driver.0.writer.drive(context.waker()).unwrap_or_else(|| {
                    // Whoever drives it is about to be done.
                    context.waker().wake_by_ref();
                    Poll::Pending
                })
            })
            .await;
        }
    }

    /// Drives the writer for its task, whose waker that is.
    pub(super) fn drive_for_task(&self, waker: Waker) {
        // Whoever submits a command can do nothing about a stream that panics. The writer is gone
        // then, which ends the connection.
        let driven = catch_unwind(AssertUnwindSafe(|| self.writer.drive(&waker)));
        if !matches!(driven, Ok(Some(Poll::Pending))) {
            waker.wake();
        }
    }
}

/// Its task's end is the writer's.
struct Driver(Arc<Link>);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.writer.remove();
    }
}
