//! The work of a connection, which a waiting thread does: one read or one write.
//!
//! Input: the locked state. Output: the state, locked again after the work.
//!
//! Invariant: the lock is free while the thread reads or writes. If the transport panics, the
//! connection ends.

use std::io;
use std::sync::{Arc, MutexGuard};
use std::time::{Duration, Instant};

use super::{CHUNK, Connection, State};
use crate::blocking::clock::{Deadline, Expired};
use crate::error::Disconnect;
use crate::protocol::Fd;

/// Time to keep reading from a stream after writing to it has failed.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Longest read while another thread writes. That thread may then have its own reply, and leave the
/// command of the thread that reads unwritten.
const BESIDE_WRITING: Duration = Duration::from_millis(10);

impl Connection {
    /// Writes the next bytes.
    pub(super) fn write<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        deadline: Deadline,
    ) -> Result<MutexGuard<'a, State>, Expired> {
        deadline.left()?;
        if state.outbox.is_empty() {
            let State {
                hub, outbox, fds, ..
            } = &mut *state;
            hub.router.transmit_with_fds(outbox, CHUNK, fds);
        }
        // Until a write ends, count all its bytes as written: other threads may look meanwhile.
        state.hub.router.set_unwritten(0);
        let mut outbox = std::mem::take(&mut state.outbox);
        let mut fds = std::mem::take(&mut state.fds);
        state.writing = true;
        drop(state);
        let role = Role(self);
        let (written, result) = self.write_all(&outbox, &mut fds, deadline);
        outbox.drain(..written);
        let mut state = role.end();
        state.writing = false;
        state.hub.router.set_unwritten(outbox.len());
        state.outbox = outbox;
        state.fds = fds;
        let expired = match result {
            Ok(()) => {
                state.hub.written();
                false
            }
            Err(error) if is_timeout(&error) => true,
            Err(error) => {
                let cause = Disconnect::from(error);
                state.hub.refuse(cause.clone());
                // Data that the other side sent before it closed is still readable.
                state.last_words = Some((Instant::now() + LAST_WORDS, cause));
                false
            }
        };
        self.wake(&state);
        if expired { Err(Expired) } else { Ok(state) }
    }

    /// Writes until all bytes are written, or an error. Returns the number of bytes written.
    fn write_all(
        &self,
        bytes: &[u8],
        fds: &mut Vec<Fd>,
        deadline: Deadline,
    ) -> (usize, io::Result<()>) {
        let mut written = 0;
        while written < bytes.len() {
            let outcome = deadline
                .left()
                .map_err(|Expired| io::ErrorKind::TimedOut.into())
                .and_then(|left| self.write_some(&bytes[written..], fds, left));
            match outcome {
                Ok(0) => return (written, Err(io::ErrorKind::WriteZero.into())),
                Ok(count) => {
                    written += count;
                    fds.clear();
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return (written, Err(error)),
            }
        }
        (written, Ok(()))
    }

    fn write_some(&self, bytes: &[u8], fds: &[Fd], left: Option<Duration>) -> io::Result<usize> {
        #[cfg(all(unix, feature = "fds"))]
        if !fds.is_empty() {
            return self.transport.write_fds(bytes, fds, left);
        }
        let _ = fds;
        self.transport.write(bytes, left)
    }

    /// Reads once, and delivers the messages.
    pub(super) fn read<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        deadline: Deadline,
    ) -> Result<MutexGuard<'a, State>, Expired> {
        let last = state.last_words.as_ref().map(|(at, _)| *at);
        let soon = state.writing.then(|| Instant::now() + BESIDE_WRITING);
        let bounded = deadline.or_at(last).or_at(soon);
        let mut buffer = std::mem::take(&mut state.buffer);
        state.reading = true;
        drop(state);
        let role = Role(self);
        let outcome = bounded
            .left()
            .map_err(|Expired| io::ErrorKind::TimedOut.into())
            .and_then(|left| self.transport.read(&mut buffer, left));
        let mut state = role.end();
        state.reading = false;
        let expired = match outcome {
            Ok(0) => {
                let cause = state.hub.finish();
                state.hub.end(&cause);
                false
            }
            Ok(count) => {
                state.hub.receive(buffer.get(..count).unwrap_or_default());
                if count == buffer.len() {
                    buffer.resize(CHUNK, 0);
                }
                false
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => false,
            Err(error) if is_timeout(&error) => state.end_after_last_words().is_none(),
            Err(error) => {
                state.hub.end(&error.into());
                false
            }
        };
        state.buffer = buffer;
        self.wake(&state);
        if expired && deadline.left().is_err() {
            return Err(Expired);
        }
        Ok(state)
    }
}

impl State {
    /// Ends a connection that can no longer be written, if its reading time is over.
    fn end_after_last_words(&mut self) -> Option<()> {
        let (at, cause) = self.last_words.as_ref()?;
        if *at > Instant::now() {
            return None;
        }
        let cause = cause.clone();
        self.hub.end(&cause);
        Some(())
    }
}

/// A thread's role while it reads or writes. If the transport panics, the connection ends, and no
/// other thread waits for ever.
struct Role<'a>(&'a Connection);

impl<'a> Role<'a> {
    fn end(self) -> MutexGuard<'a, State> {
        let connection = self.0;
        std::mem::forget(self);
        connection.state()
    }
}

impl Drop for Role<'_> {
    fn drop(&mut self) {
        let panicked = io::Error::other("the transport panicked");
        let mut state = self.0.state();
        state.hub.end(&Disconnect::Io(Arc::new(panicked)));
        self.0.wake(&state);
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}
