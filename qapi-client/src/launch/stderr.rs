//! The end of a program's standard error.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Number of bytes kept.
const KEPT: usize = 64 << 10;

/// Number of bytes read at once.
pub(crate) const CHUNK: usize = 4096;

/// Time to wait for the end of standard error after the program's. It is short, since a child of
/// the program may hold it open.
pub(crate) const LAST_WORDS: Duration = Duration::from_millis(200);

/// The last bytes, shared by their reader and the program's owner.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tail(Arc<Mutex<Vec<u8>>>);

impl Tail {
    /// Adds bytes, and drops the oldest ones beyond the limit.
    pub(crate) fn push(&self, bytes: &[u8]) {
        let mut tail = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tail.extend_from_slice(bytes);
        let excess = tail.len().saturating_sub(KEPT);
        tail.drain(..excess);
    }

    /// Returns the bytes as text.
    pub(crate) fn text(&self) -> String {
        let tail = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&tail).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_bytes_are_dropped() {
        let tail = Tail::default();
        tail.push(b"first");
        assert_eq!(tail.text(), "first");
        for _ in 0..KEPT / CHUNK {
            tail.push(&[b'x'; CHUNK]);
        }
        tail.push(b"last");
        let text = tail.text();
        assert_eq!(text.len(), KEPT);
        assert!(text.starts_with('x') && text.ends_with("xlast"));
    }
}
