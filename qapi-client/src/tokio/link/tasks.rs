//! The tasks that move a connection's bytes.
//!
//! Input: a half of the stream each. They end when the connection does, whatever they wait for.

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

/// How much is read at once until there is more.
const FIRST: usize = 4 << 10;

/// How long is read from a stream to which nothing can be written any more.
pub(super) const LAST_WORDS: Duration = Duration::from_secs(1);

/// How long a stream may take to be shut down.
const SHUTDOWN: Duration = Duration::from_secs(1);

/// One of the tasks. The last to be dropped, however it ends, tells that all is over.
pub(super) struct Task(pub(super) Arc<Link>);

impl Task {
    /// Brings what arrives to where it belongs.
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
                    // Replies may let out commands that were held back.
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

    /// Writes what is submitted.
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
                // What the other side sent before it closed can still be read, up to its end, or for
                // a while if it goes on.
                let rest = tokio::time::sleep(LAST_WORDS);
                self.unless_ended(|core| &mut core.writer, rest).await;
                return self.0.end(&cause);
            }
            buffer.clear();
            self.0.written();
        }
        // The other side sees the end even if it holds the stream open on its part. How that goes
        // matters to nobody any more.
        drop(tokio::time::timeout(SHUTDOWN, writer.shutdown()).await);
    }

    /// What `work` gives, or `None` if the connection ends while that is waited for, by the task
    /// whose waker `place` gives.
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

/// Writes all of `rest`, which is left with the bytes that could not be written.
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
