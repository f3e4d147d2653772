//! The tasks that move a connection's bytes.
//!
//! Input: one half of the stream each. They end when the connection does, in every state.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Poll, Waker};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::{CHUNK, Core, Link};
use crate::RunState;
use crate::error::Disconnect;
use crate::mailbox::leave;
use crate::protocol::Fd;
use crate::tokio::socket::Passer;

/// Number of bytes read at once while little arrives.
const FIRST: usize = 4 << 10;

/// Time to keep reading from a stream after writing to it has failed.
pub(super) const LAST_WORDS: Duration = Duration::from_secs(1);

/// Maximum time for shutting down a stream.
const SHUTDOWN: Duration = Duration::from_secs(1);

/// One of the tasks. The last one to be dropped, however it ends, reports the end.
pub(super) struct Task(pub(super) Arc<Link>);

impl Task {
    /// Reads, and delivers each message.
    pub(super) async fn read<R: AsyncRead>(self, reader: R) {
        let mut reader = pin!(reader);
        let mut buffer = vec![0; FIRST];
        let cause = loop {
            let read = reader.read(&mut buffer);
            let Some(read) = self.unless_ended(|core| &mut core.reader, read).await else {
                return;
            };
            let mut core = self.0.core();
            if core.hub.ended().is_some() {
                return;
            }
            match read {
                Ok(0) => break core.hub.finish(),
                Ok(count) => {
                    core.hub.receive(&buffer[..count]);
                    core.end_if_drained(&self.0);
                    // Replies may release commands that were held back.
                    if core.hub.router.wants_transmit() {
                        core.wake_writer();
                    }
                    drop(core);
                    if count == buffer.len() {
                        buffer.resize(CHUNK, 0);
                    }
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => break error.into(),
            }
        };
        self.0.end(&cause);
    }

    /// Writes submitted commands.
    pub(super) async fn write<W: AsyncWrite>(self, writer: W, passer: Option<Passer>) {
        let mut writer = pin!(writer);
        let (mut buffer, mut fds) = (Vec::new(), Vec::new());
        while poll_fn(|context| self.0.poll_batch(&mut buffer, &mut fds, context)).await {
            let mut rest = &*buffer;
            let write = write_all(&mut writer, &mut rest, passer.as_ref(), &mut fds);
            let Some(written) = self.unless_ended(|core| &mut core.writer, write).await else {
                break;
            };
            if let Err(error) = written {
                let cause = Disconnect::from(error);
                self.0.refuse(&cause, rest.len());
                // Data that the other side sent before it closed is still readable, up to its end or
                // for a limited time.
                let rest = tokio::time::sleep(LAST_WORDS);
                self.unless_ended(|core| &mut core.writer, rest).await;
                return self.0.end(&cause);
            }
            buffer.clear();
            self.0.written();
        }
        // The other side sees the end even if it keeps its half open. The result no longer matters.
        drop(tokio::time::timeout(SHUTDOWN, writer.shutdown()).await);
    }

    /// Returns the result of `work`, or `None` if the connection ends first. The waker of the
    /// waiting task is stored in `place`.
    async fn unless_ended<T>(
        &self,
        place: impl Fn(&mut Core) -> &mut Option<Waker>,
        work: impl Future<Output = T>,
    ) -> Option<T> {
        let mut work = pin!(work);
        poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            Poll::Pending => {
                let mut core = self.0.core();
                if core.hub.ended().is_some() {
                    return Poll::Ready(None);
                }
                leave(place(&mut core), context);
                Poll::Pending
            }
        })
        .await
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        let mut core = self.0.core();
        core.tasks -= 1;
        // A task that is dropped before the connection ends, by a runtime that shuts down or by a
        // panic, would leave callers waiting.
        let cause = match std::thread::panicking() {
            true => Disconnect::Io(Arc::new(std::io::Error::other("a task of it panicked"))),
            false => Disconnect::Requested,
        };
        core.end(&self.0, &cause);
        if core.tasks == 0 {
            self.0.state.send_replace(RunState::Idle);
        }
    }
}

/// Writes all of `rest`; on failure, it holds the unwritten bytes.
async fn write_all<W: AsyncWrite + Unpin>(
    writer: &mut W,
    rest: &mut &[u8],
    passer: Option<&Passer>,
    fds: &mut Vec<Fd>,
) -> std::io::Result<()> {
    if let Some(passer) = passer
        && !fds.is_empty()
    {
        let count = passer.send(rest, fds).await?;
        *rest = &rest[count..];
        fds.clear();
    }
    while !rest.is_empty() {
        match writer.write(rest).await {
            Ok(0) => return Err(std::io::ErrorKind::WriteZero.into()),
            Ok(count) => *rest = &rest[count..],
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    writer.flush().await
}
