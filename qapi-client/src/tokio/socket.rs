//! A Unix socket that waits for room to write only when it is full.
//!
//! Whenever the other side has read, the system notifies waiters for room. tokio's sockets always
//! wait for it, and would wake a client twice per command: when it is read, and when the reply
//! arrives.

use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::unix::AsyncFd;
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};

use crate::protocol::Fd;

/// A client's end of a Unix socket.
pub(super) struct Socket {
    socket: Arc<AsyncFd<UnixStream>>,
    /// A second handle to the socket, while it is full.
    full: Option<AsyncFd<UnixStream>>,
}

impl Socket {
    /// Replaces a tokio socket.
    ///
    /// # Errors
    ///
    /// The system has no resources to wait for it.
    pub(super) fn new(socket: tokio::net::UnixStream) -> io::Result<Self> {
        Ok(Self {
            socket: Arc::new(wait_for(socket.into_std()?, Interest::READABLE)?),
            full: None,
        })
    }

    /// Returns the same socket, for messages with descriptors.
    pub(super) fn passer(&self) -> Passer {
        Passer(self.socket.clone())
    }
}

/// Sends descriptors with the first bytes of a message.
pub(super) struct Passer(Arc<AsyncFd<UnixStream>>);

impl Passer {
    /// Writes some of the bytes, and sends the descriptors with the first of them.
    pub(super) async fn send(&self, bytes: &[u8], fds: &[Fd]) -> io::Result<usize> {
        loop {
            let socket = self.0.get_ref();
            match crate::fds::send(socket, bytes, fds) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    let full = wait_for(socket.try_clone()?, Interest::WRITABLE)?;
                    full.writable().await?.clear_ready();
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                sent => return sent,
            }
        }
    }
}

fn wait_for(socket: UnixStream, interest: Interest) -> io::Result<AsyncFd<UnixStream>> {
    // The replacement is unsafe for types that close their descriptor before they are dropped.
    #[allow(deprecated)]
    AsyncFd::with_interest(socket, interest)
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            let mut ready = ready!(self.socket.poll_read_ready(context))?;
            let room = buffer.initialize_unfilled();
            let whole = room.len();
            let Ok(read) = ready.try_io(|socket| socket.get_ref().read(room)) else {
                // There was nothing to read after all.
                continue;
            };
            let count = read?;
            // A short read has emptied the socket, and epoll reports the next data, so no further
            // attempt is needed. tokio's own sockets do the same.
            if cfg!(target_os = "linux") && (1..whole).contains(&count) {
                ready.clear_ready();
            }
            buffer.advance(count);
            return Poll::Ready(Ok(()));
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        loop {
            let written = self.socket.get_ref().write(bytes);
            if !matches!(&written, Err(error) if error.kind() == io::ErrorKind::WouldBlock) {
                self.full = None;
                return Poll::Ready(written);
            }
            let full = match self.full.take() {
                Some(full) => full,
                None => wait_for(self.socket.get_ref().try_clone()?, Interest::WRITABLE)?,
            };
            let full = self.full.insert(full);
            ready!(full.poll_write_ready(context))?.clear_ready();
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(self.socket.get_ref().shutdown(Shutdown::Write))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    /// More than the system buffers.
    const MUCH: usize = 4 << 20;

    fn pair() -> (Socket, tokio::net::UnixStream) {
        let (ours, theirs) = tokio::net::UnixStream::pair().unwrap();
        (Socket::new(ours).unwrap(), theirs)
    }

    #[tokio::test]
    async fn what_is_said_passes_a_full_socket_both_ways_up_to_the_end() {
        let (ours, mut theirs) = pair();
        let said: Vec<u8> = (0..MUCH).map(|i| (i % 251) as u8).collect();
        let (mut reads, mut writes) = tokio::io::split(ours);
        let echo = tokio::spawn(async move {
            let (mut reads, mut writes) = theirs.split();
            tokio::io::copy(&mut reads, &mut writes).await
        });
        let mut heard = Vec::new();
        let saying = async {
            writes.write_all(&said).await.unwrap();
            writes.shutdown().await.unwrap();
        };
        let (_, count) = tokio::join!(saying, reads.read_to_end(&mut heard));
        assert_eq!(count.unwrap(), MUCH);
        assert!(heard == said);
        assert_eq!(echo.await.unwrap().unwrap(), MUCH as u64);
    }

    #[tokio::test]
    async fn it_waits_for_room_only_where_there_is_none() {
        let (mut ours, mut theirs) = pair();
        ours.write_all(b"little").await.unwrap();
        assert!(ours.full.is_none());
        let mut written = 6;
        let mut write = |ours: &mut Socket| {
            let mut context = Context::from_waker(std::task::Waker::noop());
            let wrote = Pin::new(ours).poll_write(&mut context, &[b'x'; 4096]);
            wrote.map(|count| written += count.unwrap()).is_ready()
        };
        while write(&mut ours) {}
        assert!(ours.full.is_some());
        theirs.read_exact(&mut vec![0; written]).await.unwrap();
        ours.write_all(b"x").await.unwrap();
        assert!(ours.full.is_none());
    }

    #[tokio::test]
    async fn who_is_gone_is_seen_by_both_halves() {
        let (mut ours, mut theirs) = pair();
        theirs.write_all(b"last words").await.unwrap();
        drop(theirs);
        let mut heard = String::new();
        ours.read_to_string(&mut heard).await.unwrap();
        assert_eq!(heard, "last words");
        let error = ours.write_all(b"too late").await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
