//! One client: what it asks, in what order that is done, and what it is told.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::Poll;

use serde_json::Value;
use serde_json::value::RawValue;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::json::{Said, Stream};
use super::outbox::Outbox;
use super::{Protocol, Shared};
use crate::error::ErrorClass;
use crate::failure::Failure;
use crate::protocol::{Inbound, Refusal, encode_error, encode_greeting, encode_return};
use crate::server::{Call, CommandInfo, check_arguments};

/// How much is read at once when nothing was said for a while, and at most.
const CHUNKS: (usize, usize) = (1 << 10, 64 << 10);

/// How many in-band commands wait, as in QEMU.
const QUEUE: usize = 8;

/// How much is read ahead of commands that wait.
const READ_AHEAD: usize = 1 << 20;

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

struct Session {
    shared: Arc<Shared>,
    outbox: Arc<Outbox>,
    client: u64,
}

/// What is done in order.
enum Task {
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
    });
    // Dropping it, as this future's end does, aborts what it runs.
    let mut tasks = JoinSet::new();
    let (queue, queued) = mpsc::channel(QUEUE);
    tasks.spawn(session.clone().work(queued));
    let monitor = session.shared.protocol == Protocol::Monitor;
    if monitor {
        session
            .outbox
            .push(&encode_greeting(&session.shared.greeting));
    }
    let listener = Reader {
        stream: Stream::new(session.shared.limits),
        negotiated: !monitor,
        oob: false,
        session: session.clone(),
        queue,
        tasks: &mut tasks,
    };
    let outbox = session.outbox.clone();
    let writing = first(write(&outbox, writer), outbox.overflown());
    match first(listener.read(reader), writing).await {
        Either::First(read) => read,
        Either::Second(Either::First(error)) => Err(error.into()),
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
    queue: mpsc::Sender<Task>,
    tasks: &'a mut JoinSet<()>,
}

impl Reader<'_> {
    async fn read(mut self, reader: impl AsyncRead) -> Result<(), ServeError> {
        let mut reader = std::pin::pin!(reader);
        let (least, most) = CHUNKS;
        let mut chunk = least;
        loop {
            self.take_messages();
            let blocked = self.queue.capacity() == 0;
            let room = async {
                match blocked {
                    true => drop(self.queue.reserve().await),
                    false => std::future::pending().await,
                }
            };
            // Reads ahead of a full queue to see it if the client leaves, but not without end.
            let full = blocked && self.stream.unread() >= READ_AHEAD;
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
                    0 => return Ok(()),
                    // What comes fast is read in large pieces; who is silent costs little.
                    count if count == chunk => chunk = (chunk * 4).min(most),
                    _ => chunk = least,
                },
                Either::Second(Either::First(Some(Err(error)))) if error.is_panic() => {
                    return Err(ServeError::Panicked);
                }
                Either::Second(_) => {}
            }
        }
    }

    /// Takes messages until there are no more, or the queue is full.
    fn take_messages(&mut self) {
        while self.queue.capacity() > 0 {
            let Some(said) = self.stream.next() else {
                return;
            };
            let inbound = match said {
                Said::Value(text) => Inbound::parse(text, self.oob),
                Said::Error(failure) => Err(failure.into()),
            };
            match inbound {
                _ if !self.negotiated => self.negotiate(inbound),
                Ok(inbound) if inbound.oob => {
                    let session = self.session.clone();
                    self.tasks
                        .spawn(async move { session.execute(inbound).await });
                }
                // The capacity was looked at, and nobody else fills the queue.
                Ok(inbound) => drop(self.queue.try_send(Task::Command(inbound))),
                Err(refusal) => drop(self.queue.try_send(Task::Refusal(refusal))),
            }
        }
    }

    /// Answers what comes before negotiation is done.
    fn negotiate(&mut self, inbound: Result<Inbound, Refusal>) {
        let session = self.session.clone();
        let inbound = match inbound {
            Ok(inbound) => inbound,
            Err(refusal) => return session.refuse(&refusal.failure, refusal.id.as_deref()),
        };
        let id = inbound.id.as_deref();
        if inbound.command != "qmp_capabilities" {
            let desc = "Expecting capabilities negotiation with 'qmp_capabilities'";
            return session.refuse(&Failure::new(ErrorClass::CommandNotFound, desc), id);
        }
        match enabled(&inbound, &session.shared.greeting.capabilities) {
            Ok(oob) => {
                self.oob = oob;
                self.negotiated = true;
                session.outbox.push(&encode_return(b"{}", id));
                session.shared.hub.join(&session.outbox);
            }
            Err(failure) => session.refuse(&failure, id),
        }
    }
}

/// Whether `qmp_capabilities` asks for out of band.
fn enabled(inbound: &Inbound, offered: &[String]) -> Result<bool, Failure> {
    let Some(arguments) = &inbound.arguments else {
        return Ok(false);
    };
    let arguments: Value = serde_json::from_str(arguments.get())
        .map_err(|error| Failure::generic(format!("JSON parse error, {error}")))?;
    let mut oob = false;
    for (name, value) in arguments.as_object().into_iter().flatten() {
        if name != "enable" {
            return Err(Failure::unexpected_argument(name));
        }
        let invalid = |path: &str, expected| {
            Failure::generic(format!(
                "Invalid parameter type for '{path}', expected: {expected}"
            ))
        };
        for (index, item) in value
            .as_array()
            .ok_or_else(|| invalid(name, "array"))?
            .iter()
            .enumerate()
        {
            match item.as_str() {
                None => return Err(invalid(&format!("{name}[{index}]"), "string")),
                Some("oob") if offered.iter().any(|offer| offer == "oob") => oob = true,
                Some("oob") => return Err(Failure::generic("Capability oob not available")),
                Some(other) => {
                    return Err(Failure::generic(format!(
                        "Parameter 'null' does not accept value '{other}'"
                    )));
                }
            }
        }
    }
    Ok(oob)
}

impl Session {
    /// Does one task after another.
    async fn work(self: Arc<Self>, mut queued: mpsc::Receiver<Task>) {
        while let Some(task) = queued.recv().await {
            self.outbox.room().await;
            match task {
                Task::Command(inbound) => self.execute(inbound).await,
                Task::Refusal(Refusal { failure, id }) => self.refuse(&failure, id.as_deref()),
            }
        }
    }

    async fn execute(&self, inbound: Inbound) {
        let Inbound {
            command,
            arguments,
            oob,
            id,
        } = inbound;
        if self.shared.protocol == Protocol::Agent && self.sync(&command, arguments.as_deref()) {
            return;
        }
        let info = match self.admit(&command, oob) {
            Ok(info) => info,
            Err(failure) => return self.refuse(&failure, id.as_deref()),
        };
        if let Some(schema) = self.shared.handler.schema() {
            let checked = check_arguments(schema, &command, info, arguments.as_deref());
            if let Err(failure) = checked {
                return self.refuse(&failure, id.as_deref());
            }
        }
        let command = command.into();
        let emitter = self.shared.hub.emitter();
        let call = Call {
            command,
            arguments,
            oob,
            client: self.client,
            emitter,
        };
        match self.shared.handler.execute(call).await {
            Ok(_) if !info.success_response => {}
            Ok(value) => self.outbox.push(&encode_return(&value, id.as_deref())),
            Err(failure) => self.refuse(&failure, id.as_deref()),
        }
    }

    /// Whether the command may be executed now.
    fn admit(&self, command: &str, oob: bool) -> Result<CommandInfo, Failure> {
        if command == "qmp_capabilities" && self.shared.protocol == Protocol::Monitor {
            let desc = "Capabilities negotiation is already complete, command ignored";
            return Err(Failure::new(ErrorClass::CommandNotFound, desc));
        }
        let info = self
            .shared
            .handler
            .command(command)
            .ok_or_else(|| Failure::command_not_found(command))?;
        if oob && !info.allow_oob {
            return Err(Failure::generic(format!(
                "The command {command} does not support OOB"
            )));
        }
        if self.shared.preconfig.load(Ordering::Relaxed) && !info.allow_preconfig {
            return Err(Failure::generic(format!(
                "The command '{command}' is permitted only after machine initialization has completed"
            )));
        }
        Ok(info)
    }

    /// Answers the agent's commands to synchronise; tells whether it was one.
    fn sync(&self, command: &str, arguments: Option<&RawValue>) -> bool {
        let delimited = command == "guest-sync-delimited";
        if !delimited && command != "guest-sync" {
            return false;
        }
        let arguments: Option<Value> =
            arguments.and_then(|arguments| serde_json::from_str(arguments.get()).ok());
        match arguments.as_ref().and_then(|arguments| arguments.get("id")) {
            Some(Value::Number(id)) if id.is_i64() || id.is_u64() => {
                let mut message = if delimited { vec![0xff] } else { Vec::new() };
                message.extend(encode_return(id.to_string().as_bytes(), None));
                self.outbox.push(&message);
            }
            Some(_) => self.refuse(
                &Failure::generic("Invalid parameter type for 'id', expected: integer"),
                None,
            ),
            None => self.refuse(&Failure::generic("Parameter 'id' is missing"), None),
        }
        true
    }

    fn refuse(&self, failure: &Failure, id: Option<&RawValue>) {
        self.outbox.push(&encode_error(failure, id));
    }
}

/// Writes until that fails.
async fn write(outbox: &Outbox, writer: impl AsyncWrite) -> io::Error {
    let mut writer = std::pin::pin!(writer);
    let mut bytes = Vec::new();
    loop {
        outbox.take(&mut bytes).await;
        let written = async {
            writer.write_all(&bytes).await?;
            writer.flush().await
        };
        if let Err(error) = written.await {
            return error;
        }
        bytes.clear();
    }
}

enum Either<A, B> {
    First(A),
    Second(B),
}

/// What is ready first; the first of them if both are.
async fn first<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> Either<A, B> {
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
