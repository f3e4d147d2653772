//! File descriptors that a client sends with its commands, by SCM_RIGHTS.
//!
//! Input: a Unix socket. Output: its bytes, and for each command the descriptors that came with it.
//! The system returns descriptors with the bytes up to their own: they belong to the last message
//! that begins in that read. If none begins there, they belong to the message under way, or to the
//! next one.
//!
//! Invariant: a descriptor is given to one command or closed; at most [`MOST`] are held for a
//! message.

use std::collections::VecDeque;
use std::io::{self, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use rustix::net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, ReturnFlags, recvmsg};
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};
use tokio::net::UnixStream;

use crate::failure::Failure;

/// Maximum number of descriptors of a message, as in QEMU.
pub(super) const MOST: usize = 16;

/// Descriptors that no command has taken yet.
#[derive(Debug, Default)]
pub(super) struct Arrived {
    /// Number of bytes read.
    read: u64,
    arrivals: VecDeque<Arrival>,
}

/// Descriptors that arrived with one read.
#[derive(Debug)]
struct Arrival {
    /// Offsets of the first byte of the read, and of the first byte after it.
    span: (u64, u64),
    fds: Vec<OwnedFd>,
    /// True if more arrived than a message can have.
    excess: bool,
}

impl Arrived {
    fn take_in(&mut self, count: usize, mut fds: Vec<OwnedFd>, mut excess: bool) {
        let start = self.read;
        self.read += count as u64;
        let held: usize = self.arrivals.iter().map(|arrival| arrival.fds.len()).sum();
        if held + fds.len() > MOST {
            fds.clear();
            excess = true;
        }
        if fds.is_empty() && !excess {
            return;
        }
        // Arrivals without descriptors must not fill the memory.
        if fds.is_empty()
            && let Some(last) = self.arrivals.back_mut()
        {
            last.excess = true;
            return;
        }
        let span = (start, self.read);
        self.arrivals.push_back(Arrival { span, fds, excess });
    }

    /// Takes the descriptors of the message that ends at the offset `end`; `rest` are the bytes
    /// after it that were read.
    ///
    /// # Errors
    ///
    /// The message has more descriptors than [`MOST`].
    fn take(&mut self, end: u64, rest: &[u8]) -> Result<Vec<OwnedFd>, Failure> {
        let mut fds = Vec::new();
        let mut excess = false;
        while let Some(arrival) = self.arrivals.front() {
            let (start, upto) = arrival.span;
            let between = usize::try_from(upto.saturating_sub(end)).unwrap_or(usize::MAX);
            let between = rest.get(..between).unwrap_or(rest);
            // A later message begins in that read, or the descriptors came after this message.
            if end <= start || !between.iter().all(u8::is_ascii_whitespace) {
                break;
            }
            if let Some(arrival) = self.arrivals.pop_front() {
                fds.extend(arrival.fds);
                excess |= arrival.excess;
            }
        }
        if excess || fds.len() > MOST {
            let desc = format!("A command has at most {MOST} file descriptors");
            return Err(Failure::generic(desc));
        }
        Ok(fds)
    }
}

/// The descriptors of a client, shared by its socket and its messages.
#[derive(Debug, Clone, Default)]
pub(super) struct Descriptors(Arc<Mutex<Arrived>>);

impl Descriptors {
    fn lock(&self) -> MutexGuard<'_, Arrived> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the descriptors of the message before the last bytes read, which are `rest`.
    ///
    /// # Errors
    ///
    /// The message has more descriptors than [`MOST`]; they are closed.
    pub(super) fn take(&self, rest: &[u8]) -> Result<Vec<OwnedFd>, Failure> {
        let mut arrived = self.lock();
        if arrived.arrivals.is_empty() {
            return Ok(Vec::new());
        }
        let end = arrived.read.saturating_sub(rest.len() as u64);
        arrived.take(end, rest)
    }
}

/// A Unix socket that keeps the descriptors that arrive.
pub(super) struct Receiver {
    socket: UnixStream,
    descriptors: Descriptors,
}

impl Receiver {
    pub(super) fn new(socket: UnixStream, descriptors: Descriptors) -> Self {
        Self {
            socket,
            descriptors,
        }
    }

    /// Reads some bytes with their descriptors.
    fn receive(&self, room: &mut [u8]) -> io::Result<usize> {
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST))];
        let mut ancillary = RecvAncillaryBuffer::new(&mut space);
        let slices = &mut [IoSliceMut::new(room)];
        let flags = RecvFlags::CMSG_CLOEXEC;
        let received = recvmsg(&self.socket, slices, &mut ancillary, flags)?;
        let mut fds = Vec::new();
        for message in ancillary.drain() {
            if let RecvAncillaryMessage::ScmRights(rights) = message {
                fds.extend(rights);
            }
        }
        let excess = received.flags.contains(ReturnFlags::CTRUNC);
        self.descriptors.lock().take_in(received.bytes, fds, excess);
        Ok(received.bytes)
    }
}

impl AsyncRead for Receiver {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            ready!(self.socket.poll_read_ready(context))?;
            let room = buffer.initialize_unfilled();
            let read = self
                .socket
                .try_io(Interest::READABLE, || self.receive(room));
            match read {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Poll::Ready(Err(error)),
                Ok(count) => {
                    buffer.advance(count);
                    return Poll::Ready(Ok(()));
                }
            }
        }
    }
}

impl AsyncWrite for Receiver {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn fds(count: usize) -> Vec<OwnedFd> {
        let one = || io::pipe().unwrap().0.into();
        (0..count).map(|_| one()).collect()
    }

    fn taken(arrived: &mut Arrived, end: u64, rest: &[u8]) -> usize {
        arrived.take(end, rest).unwrap().len()
    }

    #[test]
    fn descriptors_belong_to_the_last_message_that_begins_with_them() {
        // Two messages in one read: `{"a"}\n{"b"}\n`.
        let mut arrived = Arrived::default();
        arrived.take_in(12, fds(1), false);
        assert_eq!(taken(&mut arrived, 5, b"\n{\"b\"}\n"), 0);
        assert_eq!(taken(&mut arrived, 11, b"\n"), 1);
        // A space before the message, as the Python client sends it.
        arrived.take_in(1, fds(2), false);
        arrived.take_in(6, Vec::new(), false);
        assert_eq!(taken(&mut arrived, 18, b"\n"), 2);
        // The beginning of a message in one read, and its end in another.
        arrived.take_in(10, fds(1), false);
        arrived.take_in(10, Vec::new(), false);
        assert_eq!(taken(&mut arrived, 38, b""), 1);
        // Descriptors of the next message.
        arrived.take_in(10, Vec::new(), false);
        arrived.take_in(10, fds(3), false);
        assert_eq!(taken(&mut arrived, 48, b"\n{\"c\"    }\n"), 0);
        assert_eq!(taken(&mut arrived, 58, b"\n"), 3);
        assert!(arrived.arrivals.is_empty());
    }

    #[test]
    fn descriptors_beyond_the_limit_are_closed_and_refused() {
        for (first, second) in [(MOST, 1), (10, 10), (0, MOST + 1)] {
            let mut arrived = Arrived::default();
            arrived.take_in(1, fds(first), false);
            arrived.take_in(1, fds(second), false);
            for _ in 0..1000 {
                arrived.take_in(1, fds(1), true);
            }
            assert!(arrived.arrivals.len() <= MOST + 1);
            assert!(arrived.take(1002, b"").is_err());
            assert_eq!(taken(&mut arrived, 1002, b""), 0);
        }
    }
}
