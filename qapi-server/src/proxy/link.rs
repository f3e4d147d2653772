//! A connection to a monitor or agent: its beginning, and the bytes that pass.

use std::pin::Pin;
use std::sync::atomic::Ordering;

use qapi_client::ErrorClass;
use qapi_client::Greeting;
use qapi_client::protocol::request::{self, Mode};
use qapi_client::protocol::{Frame, Framer, Limits, Message};
use serde_json::value::RawValue;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};

use super::error::ProxyError;
use super::facts::Facts;
use super::outgoing::{Outgoing, Writer};
use super::upstream::{Kind, Upstream};
use crate::failure::Failure;
#[cfg(unix)]
use crate::server::unix_socket;

/// Maximum number of bytes of a read.
const CHUNK: usize = 64 << 10;

/// A connection.
pub(super) struct Link {
    reader: Pin<Box<dyn AsyncRead + Send>>,
    pub(super) writer: Writer,
    pub(super) framer: Framer,
}

impl Link {
    /// Takes any stream. It passes descriptors if it is a Unix socket.
    pub(super) fn from_stream<S>(stream: S) -> Self
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        let mut stream = Some(stream);
        #[cfg(unix)]
        if let Some(socket) = unix_socket(&mut stream) {
            let (reader, writer) = socket.into_split();
            return Self::new(Box::pin(reader), Writer::Unix(writer));
        }
        match stream {
            Some(stream) => {
                let (reader, writer) = tokio::io::split(stream);
                Self::new(Box::pin(reader), Writer::Other(Box::pin(writer)))
            }
            None => {
                let nothing = (tokio::io::empty(), tokio::io::sink());
                Self::new(Box::pin(nothing.0), Writer::Other(Box::pin(nothing.1)))
            }
        }
    }

    fn new(reader: Pin<Box<dyn AsyncRead + Send>>, writer: Writer) -> Self {
        let framer = Framer::new(Limits::default());
        Self {
            reader,
            writer,
            framer,
        }
    }

    /// Reads the greeting, negotiates, and queries the monitor's [`Facts`]; or synchronises with an
    /// agent.
    pub(super) async fn open(&mut self, upstream: &Upstream) -> Result<Facts, ProxyError> {
        if upstream.kind == Kind::Agent {
            return self.meet(upstream).await;
        }
        let greeting = self.greeting(upstream).await?;
        let enable = greeting.offers_oob().then_some(r#"{"enable": ["oob"]}"#);
        self.ask("qmp_capabilities", enable, upstream).await?;
        let schema = optional(self.ask("query-qmp-schema", None, upstream).await)?;
        let commands = optional(self.ask("query-commands", None, upstream).await)?;
        let version = self.ask("query-version", None, upstream).await?;
        Facts::of_monitor(greeting, schema.as_deref(), commands.as_deref(), &version)
    }

    async fn greeting(&mut self, upstream: &Upstream) -> Result<Greeting, ProxyError> {
        loop {
            let bytes = self.message().await?;
            match Message::parse(&bytes) {
                Ok(Message::Greeting(value)) => {
                    return serde_json::from_str(value.get()).map_err(|_| ProxyError::NoMonitor);
                }
                Ok(Message::Event(event)) => upstream.event(&event.body.name, &bytes),
                _ => return Err(ProxyError::NoMonitor),
            }
        }
    }

    /// Executes a command. Events that come meanwhile go to the clients.
    pub(super) async fn ask(
        &mut self,
        command: &str,
        arguments: Option<&str>,
        upstream: &Upstream,
    ) -> Result<Box<RawValue>, ProxyError> {
        let arguments = arguments.map(str::as_bytes);
        let id = (upstream.kind == Kind::Monitor).then_some(0);
        let request = request::encode(command, arguments, id, Mode::InBand);
        self.writer.write(&request).await?;
        loop {
            let bytes = self.message().await?;
            match Message::parse(&bytes) {
                Ok(Message::Return { value, .. }) => return Ok(value.to_owned()),
                Ok(Message::Event(event)) => upstream.event(&event.body.name, &bytes),
                Ok(Message::Error { class, desc, .. }) => {
                    return Err(ProxyError::Refused {
                        command: command.into(),
                        failure: Failure::new(class, desc),
                    });
                }
                _ => return Err(ProxyError::NoMonitor),
            }
        }
    }

    async fn message(&mut self) -> Result<Vec<u8>, ProxyError> {
        loop {
            match self.framer.next_frame() {
                Some(Frame::Message(bytes)) => return Ok(bytes.to_vec()),
                Some(Frame::Violation(_)) => return Err(ProxyError::NoMonitor),
                Some(Frame::Sentinel) => {}
                None => self.read().await?,
            }
        }
    }

    /// Reads what there is.
    pub(super) async fn read(&mut self) -> Result<(), ProxyError> {
        let mut buffer = vec![0; CHUNK];
        match self.reader.read(&mut buffer).await? {
            0 => Err(ProxyError::Closed),
            count => {
                self.framer.push(buffer.get(..count).unwrap_or_default());
                Ok(())
            }
        }
    }

    /// Moves messages until the connection ends.
    pub(super) async fn pump(self, upstream: &Upstream) -> ProxyError {
        let Self {
            reader,
            writer,
            framer,
        } = self;
        tokio::select! {
            ended = read_all(reader, framer, upstream) => ended,
            ended = write_all(writer, upstream) => ended,
        }
    }
}

async fn read_all(
    mut reader: Pin<Box<dyn AsyncRead + Send>>,
    mut framer: Framer,
    upstream: &Upstream,
) -> ProxyError {
    let mut buffer = vec![0; CHUNK];
    let mut delimited = false;
    loop {
        upstream.answering.fetch_add(1, Ordering::SeqCst);
        while let Some(frame) = framer.next_frame() {
            let follows = matches!(frame, Frame::Sentinel);
            match (frame, upstream.kind) {
                (Frame::Message(bytes), Kind::Monitor) => upstream.receive(bytes),
                (Frame::Message(bytes), Kind::Agent) => {
                    upstream.receive_of_agent(bytes, delimited);
                }
                (Frame::Violation(violation), Kind::Monitor) => {
                    upstream.unmatched(&violation.to_string());
                }
                // A serial port carries the boot messages of a guest, too.
                (Frame::Violation(_), Kind::Agent) | (Frame::Sentinel, _) => {}
            }
            delimited = follows;
        }
        upstream.answering.fetch_sub(1, Ordering::SeqCst);
        match reader.read(&mut buffer).await {
            Ok(0) => return ProxyError::Closed,
            Ok(count) => framer.push(buffer.get(..count).unwrap_or_default()),
            Err(error) => return ProxyError::Io(error),
        }
    }
}

async fn write_all(mut writer: Writer, upstream: &Upstream) -> ProxyError {
    let mut outgoing = Outgoing::default();
    loop {
        std::mem::swap(&mut upstream.state().outgoing, &mut outgoing);
        if outgoing.len() == 0 {
            upstream.written.notified().await;
            continue;
        }
        if let Err(error) = writer.drain(&mut outgoing).await {
            return ProxyError::Io(error);
        }
    }
}

/// An answer that a monitor may lack.
pub(super) fn optional(
    answer: Result<Box<RawValue>, ProxyError>,
) -> Result<Option<Box<RawValue>>, ProxyError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(ProxyError::Refused { failure, .. })
            if failure.class == ErrorClass::CommandNotFound =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
