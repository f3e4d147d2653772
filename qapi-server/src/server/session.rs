//! One client: its commands, their order, and their replies.

use std::collections::HashMap;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use qapi_client::ErrorClass;
use serde_core::de::IgnoredAny;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::task::{JoinError, JoinSet};

use super::delivery::Outcome;
use super::forward::Turns;
use super::negotiation::enabled;
use super::outbox::Outbox;
use super::{Descriptors, Protocol, Shared};
use crate::failure::Failure;
use crate::inbound::{Inbound, Refusal, encode_error};
use crate::json::{Said, Stream};

/// Bytes to read at once: from a client that was silent for a while, and at most.
const CHUNKS: (usize, usize) = (1 << 10, 64 << 10);

/// Number of in-band commands that wait, as in QEMU.
const QUEUE: usize = 8;

/// Number of bytes that are read ahead of commands that wait.
const READ_AHEAD: usize = 1 << 20;

/// An emptied buffer larger than this is given back.
const KEEP_CAPACITY: usize = 4 << 10;

/// Bytes that a token of a message takes when the message is decoded.
const TOKEN: usize = 64;

/// Time for a client that is disconnected to take the reason.
const FAREWELL: Duration = Duration::from_millis(100);

/// Time for the replies of commands that were handed on, once the client sends nothing more.
const LAST_REPLIES: Duration = Duration::from_secs(5);

/// Reason that a client was not served to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The connection failed.
    #[error("the connection failed")]
    Io(#[from] io::Error),
    /// The client does not read its events; it was disconnected.
    #[error("the client does not read its events")]
    TooSlow,
    /// A handler panicked; the client was disconnected, since its reply would never come.
    #[error("a handler panicked")]
    Panicked,
    /// All clients together exceeded the server's budget of memory, and this one held the most of
    /// it; it was disconnected.
    #[error("the server's memory is spent, and this client held the most of it ({held} bytes)")]
    OverBudget {
        /// Bytes of messages, commands and replies.
        held: usize,
    },
    /// The server has as many clients as it may; this one was not served.
    #[error("too many clients")]
    TooManyClients,
}

/// A client, for all that is done for it.
pub(super) struct Session {
    pub(super) shared: Arc<Shared>,
    pub(super) outbox: Arc<Outbox>,
    pub(super) client: u64,
    /// The client has left, or sends nothing more with commands out of band enabled: no command is
    /// waited for.
    pub(super) left: watch::Sender<bool>,
    /// A reply that a fault holds back until the next one was sent.
    pub(super) held: Mutex<Vec<u8>>,
    /// Replies of commands that were handed on.
    pub(super) turns: Mutex<Turns>,
    /// Wakes after each of them.
    pub(super) answered: Notify,
}

/// An entry of the queue of things that are done in order.
pub(super) struct Task {
    pub(super) message: Result<Inbound, Refusal>,
    pub(super) _charge: Charge,
}

/// Bytes of the server's budget, held until they are dropped.
pub(super) struct Charge {
    outbox: Arc<Outbox>,
    bytes: usize,
}

impl Charge {
    fn new(outbox: &Arc<Outbox>, bytes: usize) -> Self {
        outbox.account().hold(bytes);
        let outbox = outbox.clone();
        Self { outbox, bytes }
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        self.outbox.account().free(self.bytes);
    }
}

/// Serves a client until it leaves.
pub(super) async fn serve<S>(
    shared: Arc<Shared>,
    client: u64,
    stream: S,
    descriptors: Option<Descriptors>,
) -> Result<(), ServeError>
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    let (reader, mut writer) = tokio::io::split(stream);
    let Some(account) = shared.budget.open(client) else {
        let failure = Failure::generic("The server has too many clients");
        let refusal = line(&failure);
        first(writer.write_all(&refusal), tokio::time::sleep(FAREWELL)).await;
        return Err(ServeError::TooManyClients);
    };
    let forward = shared.forward.as_ref();
    let transcript = forward.and_then(|forward| forward.transcript(client));
    let session = Arc::new(Session {
        shared,
        outbox: Outbox::new(account, transcript),
        client,
        left: watch::Sender::default(),
        held: Mutex::default(),
        turns: Mutex::default(),
        answered: Notify::new(),
    });
    // Aborts its tasks when it is dropped, at this future's end.
    let mut tasks = JoinSet::new();
    let (queue, queued) = mpsc::channel(QUEUE);
    tasks.spawn(session.clone().work(queued));
    let monitor = session.shared.protocol == Protocol::Monitor;
    let listener = Reader {
        stream: Stream::new(session.shared.limits),
        descriptors,
        held: 0,
        negotiated: !monitor,
        oob: false,
        session: session.clone(),
        queue,
        urgent: None,
        tasks: &mut tasks,
    };
    let outbox = &session.outbox;
    let mut writing = std::pin::pin!(first(write(outbox, writer), outbox.overflown()));
    // Boxed: it is large, and its buffers are freed before the client hears why.
    let mut reading = Box::pin(listener.read(reader));
    let read = first(reading.as_mut(), outbox.account().ended());
    let ended = first(read, writing.as_mut()).await;
    drop(reading);
    match ended {
        Either::First(Either::First(Ok(()))) => {
            // It sends nothing more, but may still read; if not, it has just left.
            outbox.close();
            drop(writing.await);
            Ok(())
        }
        Either::First(Either::First(Err(error))) => Err(error),
        Either::First(Either::Second(())) => {
            tasks.abort_all();
            let held = outbox.account().held();
            let error = ServeError::OverBudget { held };
            let farewell = line(&Failure::generic(format!("Disconnected: {error}")));
            if outbox.end_with(&farewell) {
                first(writing, tokio::time::sleep(FAREWELL)).await;
            }
            Err(error)
        }
        Either::Second(Either::First(Err(error))) if is_departure(&error) => Ok(()),
        Either::Second(Either::First(_)) if *session.left.borrow() => Ok(()),
        Either::Second(Either::First(written)) => Ok(written?),
        Either::Second(Either::Second(())) => Err(ServeError::TooSlow),
    }
}

/// Reports that a connection ended since the client closed it, perhaps with replies unread.
fn is_departure(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
    matches!(
        error.kind(),
        BrokenPipe | ConnectionAborted | ConnectionReset
    )
}

/// An error that answers no command.
fn line(failure: &Failure) -> Vec<u8> {
    let mut line = Vec::new();
    encode_error(failure, None, &mut line);
    line.extend_from_slice(b"\r\n");
    line
}

/// Reads the client's messages, and hands them to those who execute them.
struct Reader<'a> {
    session: Arc<Session>,
    stream: Stream,
    /// Descriptors that arrive over a Unix socket.
    descriptors: Option<Descriptors>,
    /// Bytes of the budget that the stream holds.
    held: usize,
    /// Before negotiation, no other command can be executed.
    negotiated: bool,
    oob: bool,
    /// In-band commands.
    queue: mpsc::Sender<Task>,
    /// Ends with the command out of band that is being executed: until then no further message is
    /// taken.
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
            let blocked = self.take_messages().await;
            if !more && (self.queue.is_closed() || !blocked) {
                return self.end().await;
            }
            let outbox = self.session.outbox.clone();
            let room = async {
                match &mut self.urgent {
                    Some(done) => drop(done.await),
                    None if !outbox.has_room() => outbox.room().await,
                    None if self.session.is_full() => self.session.not_full().await,
                    None if blocked => drop(self.queue.reserve().await),
                    None => std::future::pending().await,
                }
            };
            // Reads ahead of a full queue, to notice that the client leaves, up to a limit.
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
                Either::First(Ok(0)) => {
                    more = false;
                    // QEMU reads no further during a command, unless another may overtake it.
                    self.session.left.send_replace(self.oob);
                }
                Either::First(Err(error)) if is_departure(&error) => {
                    more = false;
                    self.session.left.send_replace(true);
                }
                // A fast client is read in large pieces; a silent one costs little.
                Either::First(read) => match read? {
                    count if count == chunk => chunk = (chunk * 4).min(most),
                    _ => chunk = least,
                },
                Either::Second(Either::First(ended)) => panicked(ended)?,
                Either::Second(Either::Second(())) => self.urgent = None,
            }
        }
    }

    /// Waits for all commands that were begun.
    async fn end(self) -> Result<(), ServeError> {
        drop(self.queue);
        while let Some(ended) = self.tasks.join_next().await {
            panicked(Some(ended))?;
        }
        let answered = self.session.all_answered();
        first(answered, tokio::time::sleep(LAST_REPLIES)).await;
        Ok(())
    }

    /// Reports that a command has to end, or the client has to read, before another can be begun.
    fn is_blocked(&self) -> bool {
        self.urgent.is_some()
            || self.queue.capacity() == 0
            || !self.session.outbox.has_room()
            || self.session.is_full()
    }

    /// Takes messages until there are no more, or returns true where others may be left: commands have
    /// to be done first, or replies to be read. By the time it returns, that may have happened.
    async fn take_messages(&mut self) -> bool {
        let blocked = loop {
            if self.is_blocked() {
                break true;
            }
            let Some(said) = self.stream.next() else {
                break false;
            };
            let (message, urgent) = match said {
                Said::Value(text) => {
                    self.session.outbox.record_said(text);
                    let message = Inbound::parse(text, self.oob);
                    let urgent = match &message {
                        Ok(inbound) => inbound.oob,
                        Err(_) => self.oob && looks_urgent(text),
                    };
                    (message, urgent)
                }
                Said::Error(failure) => (Err(failure.into()), false),
            };
            let tokens = self.stream.tokens();
            self.stream.release();
            let message = self.with_descriptors(message);
            if !self.negotiated {
                self.negotiate(message).await;
                continue;
            }
            let bytes = message.as_ref().map_or(0, Inbound::size) + tokens * TOKEN;
            let _charge = Charge::new(&self.session.outbox, bytes);
            if self.session.shared.forward.is_some() {
                self.session.forward(message, _charge);
                continue;
            }
            let task = Task { message, _charge };
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
        };
        let before = std::mem::replace(&mut self.held, self.stream.held());
        self.session.outbox.account().replace(before, self.held);
        blocked
    }

    /// Adds the descriptors that arrived with the message just taken.
    #[cfg(unix)]
    fn with_descriptors(&self, message: Result<Inbound, Refusal>) -> Result<Inbound, Refusal> {
        let Some(descriptors) = &self.descriptors else {
            return message;
        };
        let taken = descriptors.take(self.stream.rest());
        let mut inbound = message?;
        match taken {
            Ok(fds) => inbound.fds = fds,
            Err(failure) => {
                let id = inbound.id;
                return Err(Refusal { failure, id });
            }
        }
        Ok(inbound)
    }

    #[cfg(not(unix))]
    fn with_descriptors(&self, message: Result<Inbound, Refusal>) -> Result<Inbound, Refusal> {
        message
    }

    /// Answers a message that comes before negotiation is done.
    async fn negotiate(&mut self, message: Result<Inbound, Refusal>) {
        let session = self.session.clone();
        let inbound = match message {
            Ok(inbound) => inbound,
            Err(Refusal { failure, id }) => return session.refuse("", failure, id).await,
        };
        let Inbound { command, id, .. } = inbound;
        if command != "qmp_capabilities" {
            let desc = "Expecting capabilities negotiation with 'qmp_capabilities'";
            let failure = Failure::new(ErrorClass::CommandNotFound, desc);
            return session.refuse(&command, failure, id).await;
        }
        let offered = &session.shared.greeting().capabilities;
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

/// Returns an error if a task has ended by a panic.
fn panicked(ended: Option<Result<(), JoinError>>) -> Result<(), ServeError> {
    match ended {
        Some(Err(error)) if error.is_panic() => Err(ServeError::Panicked),
        _ => Ok(()),
    }
}

/// Reports that a message that is no command is answered at once, as one out of band.
fn looks_urgent(text: &[u8]) -> bool {
    let members: HashMap<String, IgnoredAny> = serde_json::from_slice(text).unwrap_or_default();
    members.contains_key("exec-oob") && !members.contains_key("execute")
}

/// Writes until that fails, or nothing follows.
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

/// Waits for the future that is ready first; for the first of them if both are.
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
