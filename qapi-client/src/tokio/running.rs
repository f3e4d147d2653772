//! Work that is under way, in a type that threads can share.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

/// A future. It is polled by its owner alone, so the lock is never held by another.
pub(super) struct Running<T>(Mutex<Pin<Box<dyn Future<Output = T> + Send>>>);

impl<T> Running<T> {
    pub(super) fn new(work: impl Future<Output = T> + Send + 'static) -> Self {
        Self(Mutex::new(Box::pin(work)))
    }

    /// Continues the work.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<T> {
        let work = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        work.as_mut().poll(context)
    }
}
