//! One client: what it asks, in what order that is done, and what it is told.

use std::collections::HashMap;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use serde::de::IgnoredAny;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::{JoinError, JoinSet};

use super::delivery::Outcome;
use super::negotiation::enabled;
use super::outbox::Outbox;
use super::{Protocol, Shared};
use crate::failure::Failure;
use crate::inbound::{Inbound, Refusal};
use crate::json::{Said, Stream};
use qapi_client::ErrorClass;

/// How much is read at once when nothing was said for a while, and at most.
const CHUNKS: (usize, usize) = (1 << 10, 64 << 10);

/// How many in-band commands wait, as in QEMU.
const QUEUE: usize = 8;

/// How much is read ahead of commands that wait.
const READ_AHEAD: usize = 1 << 20;

/// An emptied buffer larger than this is given back.
const KEEP_CAPACITY: usize = 4 << 10;

/// Why a client was not served to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The connection failed.
    #[error("the connection failed: {0}")]
    Io(#[from] io::Error),
    /// The client did not read what it was told.
    #[error("the client does not read; it was given up")]
    TooSlow,
    /// A handler panicked; the client was disconnected, since it would wait in vain.
    #[error("a handler panicked")]
    Panicked,
}

/// What is known of a client wherever something is done for it.
pub(super) struct Session {
    pub(super) shared: Arc<Shared>,
    pub(super) outbox: Arc<Outbox>,
    pub(super) client: u64,
    /// Whether the client says no more: then nothing is waited for.
    pub(super) left: watch::Sender<bool>,
    /// A reply that a fault holds back until the next one was sent.
    pub(super) held: Mutex<Vec<u8>>,
}

/// What is done in order.
pub(super) enum Task {
    Command(Inbound),
    Refusal(Refusal),
}

/// Serves a client until it leaves.
pub(super) async fn serve<S>(shared: Arc<Shared>, client: u64, stream: S) -> Result<(), ServeError>
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    let (reader, writer) = tokio::io::split(stream);
    let session = Arc::new(Session {
        shared,
        outbox: Arc::default(),
        client,
        left: watch::Sender::default(),
        held: Mutex::default(),
    });
    // Dropping it, as this future's end does, aborts what it runs.
    let mut tasks = JoinSet::new();
    let (queue, queued) = mpsc::channel(QUEUE);
    tasks.spawn(session.clone().work(queued));
    let monitor = session.shared.protocol == Protocol::Monitor;
    let listener = Reader {
        stream: Stream::new(session.shared.limits),
        negotiated: !monitor,
        oob: false,
        session: session.clone(),
        queue,
        urgent: None,
        tasks: &mut tasks,
    };
    let outbox = &session.outbox;
    let mut writing = std::pin::pin!(first(write(outbox, writer), outbox.overflown()));
    // Pinned here, since they are large, and would be kept twice.
    let reading = std::pin::pin!(listener.read(reader));
    match first(reading, writing.as_mut()).await {
        Either::First(Ok(())) => {
            // It says no more, but may still read; if not, it has just left.
            outbox.close();
            drop(writing.await);
            Ok(())
        }
        Either::First(Err(error)) => Err(error),
        Either::Second(Either::First(_)) if *session.left.borrow() => Ok(()),
        Either::Second(Either::First(written)) => Ok(written?),
        Either::Second(Either::Second(())) => Err(ServeError::TooSlow),
    }
}

/// Reads what the client says, and sees to it that it is done.
struct Reader<'a> {
    session: Arc<Session>,
    stream: Stream,
    /// Whether the client has negotiated: before, nothing else can be executed.
    negotiated: bool,
    oob: bool,
    /// In-band commands.
    queue: mpsc::Sender<Task>,
    /// Ends with the command out of band that is being executed: until then nothing more is done
    /// of what the client says.
    urgent: Option<oneshot::Receiver<()>>,
    tasks: &'a mut JoinSet<()>,
}

impl Reader<'_> {
    async fn read(mut self, reader: impl AsyncRead) -> Result<(), ServeError> {
        let mut reader = std::pin::pin!(reader);
        let (least, most) = CHUNKS;
        let mut chunk = least;
        let mut more = true;
        if !self.negotiated {
            self.session.greet().await;
        }
        loop {
            self.take_messages().await;
            if !more && (self.queue.is_closed() || !self.is_blocked()) {
                return self.end().await;
            }
            let blocked = self.is_blocked();
            let outbox = self.session.outbox.clone();
            let room = async {
                match &mut self.urgent {
                    Some(done) => drop(done.await),
                    None if !outbox.has_room() => outbox.room().await,
                    None if blocked => drop(self.queue.reserve().await),
                    None => std::future::pending().await,
                }
            };
            // Reads ahead of a full queue to see it if the client leaves, but not without end.
            let full = !more || (blocked && self.stream.unread() >= READ_AHEAD);
            let input = self.stream.input();
            let read = async {
                if full {
                    return std::future::pending().await;
                }
                input.reserve(chunk);
                let mut limited = AsyncReadExt::take(&mut reader, chunk as u64);
                limited.read_buf(input).await
            };
            match first(read, first(self.tasks.join_next(), room)).await {
                Either::First(read) => match read? {
                    0 => {
                        more = false;
                        self.session.left.send_replace(true);
                    }
                    // What comes fast is read in large pieces; who is silent costs little.
                    count if count == chunk => chunk = (chunk * 4).min(most),
                    _ => chunk = least,
                },
                Either::Second(Either::First(ended)) => panicked(ended)?,
                Either::Second(Either::Second(())) => self.urgent = None,
            }
        }
    }

    /// Waits for what was begun.
    async fn end(self) -> Result<(), ServeError> {
        drop(self.queue);
        while let Some(ended) = self.tasks.join_next().await {
            panicked(Some(ended))?;
        }
        Ok(())
    }

    /// Whether what is being done has to end, or the client has to read, before more can be begun.
    fn is_blocked(&self) -> bool {
        self.urgent.is_some() || self.queue.capacity() == 0 || !self.session.outbox.has_room()
    }

    /// Takes messages until there are no more, or others have to be done first.
    async fn take_messages(&mut self) {
        while !self.is_blocked() {
            let Some(said) = self.stream.next() else {
                return;
            };
            let (inbound, urgent) = match said {
                Said::Value(text) => {
                    let inbound = Inbound::parse(text, self.oob);
                    let urgent = match &inbound {
                        Ok(inbound) => inbound.oob,
                        Err(_) => self.oob && looks_urgent(text),
                    };
                    (inbound, urgent)
                }
                Said::Error(failure) => (Err(failure.into()), false),
            };
            if !self.negotiated {
                self.negotiate(inbound).await;
                continue;
            }
            let task = match inbound {
                Ok(inbound) => Task::Command(inbound),
                Err(refusal) => Task::Refusal(refusal),
            };
            if urgent {
                let (done, ends) = oneshot::channel();
                self.urgent = Some(ends);
                let session = self.session.clone();
                self.tasks.spawn(async move {
                    let _ = session.perform(task).await;
                    drop::<oneshot::Sender<()>>(done);
                });
            } else {
                // The capacity was looked at, and nobody else fills the queue.
                drop(self.queue.try_send(task));
            }
        }
    }

    /// Answers what comes before negotiation is done.
    async fn negotiate(&mut self, inbound: Result<Inbound, Refusal>) {
        let session = self.session.clone();
        let inbound = match inbound {
            Ok(inbound) => inbound,
            Err(Refusal { failure, id }) => return session.refuse("", failure, id).await,
        };
        let Inbound { command, id, .. } = inbound;
        if command != "qmp_capabilities" {
            let desc = "Expecting capabilities negotiation with 'qmp_capabilities'";
            let failure = Failure::new(ErrorClass::CommandNotFound, desc);
            return session.refuse(&command, failure, id).await;
        }
        let offered = &session.shared.greeting.capabilities;
        match enabled(inbound.arguments.as_deref(), offered) {
            Ok(oob) => {
                self.oob = oob;
                self.negotiated = true;
                let nothing = Outcome::Return(b"{}".to_vec());
                session.deliver(&command, nothing, id).await;
                session.shared.hub.join(&session.outbox);
            }
            Err(failure) => session.refuse(&command, failure, id).await,
        }
    }
}

/// An error, if a task has ended by a panic.
fn panicked(ended: Option<Result<(), JoinError>>) -> Result<(), ServeError> {
    match ended {
        Some(Err(error)) if error.is_panic() => Err(ServeError::Panicked),
        _ => Ok(()),
    }
}

/// Whether a message that is no command is answered at once, as one out of band.
fn looks_urgent(text: &[u8]) -> bool {
    let members: HashMap<String, IgnoredAny> = serde_json::from_slice(text).unwrap_or_default();
    members.contains_key("exec-oob") && !members.contains_key("execute")
}

/// Writes until that fails, or the client is to be left.
async fn write(outbox: &Outbox, writer: impl AsyncWrite) -> io::Result<()> {
    let mut writer = std::pin::pin!(writer);
    let mut bytes = Vec::new();
    while outbox.take(&mut bytes).await {
        writer.write_all(&bytes).await?;
        writer.flush().await?;
        bytes.clear();
        if bytes.capacity() > KEEP_CAPACITY {
            bytes = Vec::new();
        }
    }
    writer.shutdown().await
}

pub(super) enum Either<A, B> {
    First(A),
    Second(B),
}

/// What is ready first; the first of them if both are.
pub(super) async fn first<A, B>(
    a: impl Future<Output = A>,
    b: impl Future<Output = B>,
) -> Either<A, B> {
    let (mut a, mut b) = (std::pin::pin!(a), std::pin::pin!(b));
    std::future::poll_fn(|context| {
        let a: Pin<&mut _> = a.as_mut();
        if let Poll::Ready(a) = a.poll(context) {
            return Poll::Ready(Either::First(a));
        }
        b.as_mut().poll(context).map(Either::Second)
    })
    .await
}
