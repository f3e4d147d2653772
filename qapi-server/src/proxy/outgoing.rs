//! Bytes for the monitor, with the descriptors of their commands.
//!
//! Invariant: a descriptor goes out with the first byte of its command's message, and with no other
//! message.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;

use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::handler::Fd;

/// An emptied buffer larger than this is freed.
const KEEP_CAPACITY: usize = 64 << 10;

/// Bytes that wait to be written.
#[derive(Debug, Default)]
pub(super) struct Outgoing {
    bytes: Vec<u8>,
    /// Descriptors, and the index of the byte that they go with.
    fds: VecDeque<(usize, Vec<Fd>)>,
}

impl Outgoing {
    /// Number of bytes.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Adds a message.
    pub(super) fn push(&mut self, message: &[u8], fds: Vec<Fd>) {
        if !fds.is_empty() {
            self.fds.push_back((self.bytes.len(), fds));
        }
        self.bytes.extend_from_slice(message);
    }
}

/// The way to the monitor.
pub(super) enum Writer {
    /// A socket that passes descriptors.
    #[cfg(unix)]
    Unix(tokio::net::unix::OwnedWriteHalf),
    /// Any other stream.
    Other(Pin<Box<dyn AsyncWrite + Send>>),
}

impl Writer {
    /// Reports that descriptors can be passed.
    pub(super) fn passes_fds(&self) -> bool {
        match self {
            #[cfg(unix)]
            Self::Unix(_) => true,
            Self::Other(_) => false,
        }
    }

    /// Writes bytes that have no descriptors.
    pub(super) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            #[cfg(unix)]
            Self::Unix(socket) => socket.write_all(bytes).await,
            Self::Other(stream) => {
                stream.write_all(bytes).await?;
                stream.flush().await
            }
        }
    }

    /// Writes everything, and empties `outgoing`.
    pub(super) async fn drain(&mut self, outgoing: &mut Outgoing) -> io::Result<()> {
        let mut written = 0;
        while let Some((start, fds)) = outgoing.fds.pop_front() {
            self.write(outgoing.bytes.get(written..start).unwrap_or_default())
                .await?;
            let message = outgoing.bytes.get(start..).unwrap_or_default();
            written = start + self.pass(message, &fds).await?;
        }
        self.write(outgoing.bytes.get(written..).unwrap_or_default())
            .await?;
        outgoing.bytes.clear();
        if outgoing.bytes.capacity() > KEEP_CAPACITY {
            outgoing.bytes = Vec::new();
        }
        Ok(())
    }

    /// Sends the descriptors with the first of the bytes; returns the number of bytes written. Only
    /// the first line goes out, since the next may have descriptors of its own.
    #[cfg(unix)]
    async fn pass(&mut self, bytes: &[u8], fds: &[Fd]) -> io::Result<usize> {
        let Self::Unix(socket) = self else {
            return Ok(0);
        };
        let line = bytes.iter().position(|byte| *byte == b'\n');
        let line = bytes.get(..line.map_or(bytes.len(), |end| end + 1));
        let line = line.unwrap_or_default();
        let socket: &tokio::net::UnixStream = socket.as_ref();
        let send = || send(socket, line, fds);
        socket.async_io(tokio::io::Interest::WRITABLE, send).await
    }

    #[cfg(not(unix))]
    async fn pass(&mut self, _: &[u8], _: &[Fd]) -> io::Result<usize> {
        Ok(0)
    }
}

#[cfg(unix)]
fn send(socket: &tokio::net::UnixStream, bytes: &[u8], fds: &[Fd]) -> io::Result<usize> {
    use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags};
    use std::os::fd::AsFd as _;

    let fds: Vec<_> = fds.iter().map(|fd| fd.as_fd()).collect();
    let mut space = [std::mem::MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST))];
    let mut ancillary = SendAncillaryBuffer::new(&mut space);
    if !ancillary.push(SendAncillaryMessage::ScmRights(&fds)) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let bytes = [io::IoSlice::new(bytes)];
    let sent = rustix::net::sendmsg(socket, &bytes, &mut ancillary, SendFlags::NOSIGNAL)?;
    Ok(sent)
}

/// Maximum number of descriptors in a message; the server accepts no more, and QEMU neither.
#[cfg(unix)]
const MOST: usize = 16;
