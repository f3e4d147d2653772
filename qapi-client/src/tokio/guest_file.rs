//! Files of a guest as streams.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::agent::GuestAgent;
use super::running::Running;
use crate::agent;
use crate::error::Error;

/// A file of the guest that is open in its agent, as a stream.
///
/// Call [`shutdown`](tokio::io::AsyncWriteExt::shutdown) after the last write: it closes the file and
/// returns errors. A file that is dropped before is closed too, without that.
///
/// # Examples
///
/// ```no_run
/// use qapi_client::tokio::GuestAgent;
/// use tokio::io::AsyncWriteExt;
///
/// # async fn example(agent: GuestAgent) -> Result<(), Box<dyn std::error::Error>> {
/// let image = std::fs::read("image")?;
/// let mut copy = agent.open_file("/tmp/image", "w").await?;
/// copy.write_all(&image).await?;
/// copy.shutdown().await?;
/// # Ok(())
/// # }
/// ```
pub struct GuestFile {
    agent: GuestAgent,
    /// None once the file is closed.
    handle: Option<i64>,
    work: Option<Work>,
    /// Bytes that were read and not taken.
    read: Vec<u8>,
}

/// An operation that is under way.
enum Work {
    Read(Running<Result<Vec<u8>, Error>>),
    Write(Running<Result<usize, Error>>),
    Flush(Running<Result<(), Error>>),
    Close(Running<Result<(), Error>>),
}

impl GuestAgent {
    /// Opens a file of the guest; `mode` is that of C's `fopen`: `r`, `w`, `a`, `r+` …
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub async fn open_file(&self, path: &str, mode: &str) -> Result<GuestFile, Error> {
        let handle = agent::open(self, path, mode).await?;
        Ok(GuestFile {
            agent: self.clone(),
            handle: Some(handle),
            work: None,
            read: Vec::new(),
        })
    }
}

impl GuestFile {
    fn handle(&self) -> io::Result<i64> {
        let closed = || io::Error::new(io::ErrorKind::NotConnected, "the file is closed");
        self.handle.ok_or_else(closed)
    }

    /// Completes an operation that an earlier call left.
    fn poll_idle(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = match &mut self.work {
            None => return Poll::Ready(Ok(())),
            Some(Work::Read(work)) => ready!(work.poll(context)).map(|bytes| self.read = bytes),
            Some(Work::Write(work)) => ready!(work.poll(context)).map(drop),
            Some(Work::Flush(work) | Work::Close(work)) => ready!(work.poll(context)),
        };
        self.work = None;
        Poll::Ready(done.map_err(io::Error::other))
    }
}

impl AsyncRead for GuestFile {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.read.is_empty() {
            if !matches!(self.work, Some(Work::Read(_))) {
                ready!(self.poll_idle(context))?;
                let (agent, handle) = (self.agent.clone(), self.handle()?);
                let count = buffer.remaining();
                let read = async move { agent::read(&agent, handle, count).await };
                self.work = Some(Work::Read(Running::new(read)));
            }
            ready!(self.poll_idle(context))?;
        }
        let count = self.read.len().min(buffer.remaining());
        buffer.put_slice(&self.read[..count]);
        self.read.drain(..count);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for GuestFile {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if !matches!(self.work, Some(Work::Write(_))) {
            ready!(self.poll_idle(context))?;
            let (agent, handle) = (self.agent.clone(), self.handle()?);
            let part = bytes.get(..agent::CHUNK).unwrap_or(bytes).to_vec();
            let write = async move { agent::write(&agent, handle, &part).await };
            self.work = Some(Work::Write(Running::new(write)));
        }
        let Some(Work::Write(work)) = &mut self.work else {
            return Poll::Pending;
        };
        let written = ready!(work.poll(context));
        self.work = None;
        Poll::Ready(written.map_err(io::Error::other))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !matches!(self.work, Some(Work::Flush(_))) {
            ready!(self.poll_idle(context))?;
            let (agent, handle) = (self.agent.clone(), self.handle()?);
            let flush = async move { agent::flush(&agent, handle).await };
            self.work = Some(Work::Flush(Running::new(flush)));
        }
        self.poll_idle(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !matches!(self.work, Some(Work::Close(_))) {
            ready!(self.poll_idle(context))?;
            let Some(handle) = self.handle.take() else {
                return Poll::Ready(Ok(()));
            };
            let agent = self.agent.clone();
            let close = async move { agent::close(&agent, handle).await };
            self.work = Some(Work::Close(Running::new(close)));
        }
        self.poll_idle(context)
    }
}

impl Drop for GuestFile {
    fn drop(&mut self) {
        if let (Some(handle), Ok(runtime)) = (self.handle, tokio::runtime::Handle::try_current()) {
            let agent = self.agent.clone();
            let left = self.work.take();
            runtime.spawn(async move {
                drop(left);
                // Nobody is left to hear of an error.
                drop(agent::close(&agent, handle).await);
            });
        }
    }
}

impl std::fmt::Debug for GuestFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GuestFile")
            .field("handle", &self.handle)
            .finish_non_exhaustive()
    }
}
