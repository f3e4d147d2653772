//! The writer, driven by its task or by a caller.
//!
//! Waking a task takes longer than writing a command, in particular if another thread has to wake
//! up. The caller that submits the only command in flight therefore drives the writer itself. The
//! task does the rest that is not possible at once. Of several commands, the task writes many
//! together.
//!
//! Invariant: code that takes the writer's waker out of the core drives the writer, or wakes its
//! task.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::task::{Context, Poll, Waker};

use tokio::runtime::Handle;

use super::Link;

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The writer, while it has work left.
#[derive(Default)]
pub(super) struct Writer(Mutex<Option<(Work, Handle)>>);

impl Writer {
    /// Drives the writer as far as possible without waiting; `None` if another thread does.
    fn drive(&self, waker: &Waker) -> Option<Poll<()>> {
        let mut place = match self.0.try_lock() {
            Ok(place) => place,
            Err(TryLockError::Poisoned(place)) => place.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        // After a panic, the writer is gone.
        let Some((mut work, runtime)) = place.take() else {
            return Some(Poll::Ready(()));
        };
        let entered = runtime.enter();
        let polled = work.as_mut().poll(&mut Context::from_waker(waker));
        drop(entered);
        // It may already have more to write.
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

    /// Returns true if the writer has ended; its task may not know yet.
    #[cfg(test)]
    pub(super) fn is_over(&self) -> bool {
        self.lock().is_none()
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Work, Handle)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Link {
    /// The work of the writer's task, which must be a task of the current runtime.
    pub(super) fn drive(
        self: Arc<Self>,
        work: impl Future<Output = ()> + Send + 'static,
    ) -> impl Future<Output = ()> + Send + 'static {
        self.writer.place(Box::pin(work));
        let driver = Driver(self);
        async move {
            std::future::poll_fn(|context| {
                driver.0.writer.drive(context.waker()).unwrap_or_else(|| {
                    // The thread that drives it is about to finish.
                    context.waker().wake_by_ref();
                    Poll::Pending
                })
            })
            .await;
        }
    }

    /// Drives the writer for its task, which owns that waker.
    pub(super) fn drive_for_task(&self, waker: Waker) {
        // The caller of a command cannot handle a stream that panics. The writer is then gone, which
        // ends the connection.
        let driven = catch_unwind(AssertUnwindSafe(|| self.writer.drive(&waker)));
        if !matches!(driven, Ok(Some(Poll::Pending))) {
            waker.wake();
        }
    }
}

/// Ends the writer when its task ends.
struct Driver(Arc<Link>);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.writer.remove();
    }
}
