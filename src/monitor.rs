//! Asking a monitor for its schema, and recognising a guest agent, which has none to give.
//!
//! A monitor greets before it reads anything. An agent is silent until it is asked. So a peer that
//! is silent for [`PATIENCE`] is asked to synchronise, and the first thing that comes decides.

use std::io;
use std::net::{TcpStream, ToSocketAddrs};
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use qapi_client::blocking::{Client, Transport};
use qapi_client::introspect::Schema;
use qapi_client::protocol::{Frame, Framer, Limits, Message};
use qapi_client::{Address, Options};

use crate::source::SourceError;

/// Time that a monitor has for its greeting before it is asked whether it is an agent.
const PATIENCE: Duration = Duration::from_millis(300);

/// Limit of the time to connect.
const CONNECT: Duration = Duration::from_secs(10);

/// A question that every agent answers, whatever it received before: 0xff ends that.
const QUESTION: &[u8] = b"\xff{\"execute\":\"guest-sync\",\"arguments\":{\"id\":1}}\n";

/// Maximum number of bytes that are read for the first message.
const MOST: usize = 1 << 20;

/// Verdicts on a peer.
const UNKNOWN: u8 = 0;
const AGENT: u8 = 1;
const ASKED: u8 = 2;

/// Asks a monitor for its schema.
///
/// # Errors
///
/// [`SourceError::Agent`], or [`SourceError::Monitor`] if it cannot be reached or does not answer
/// in time.
pub fn ask(address: &Address) -> Result<Schema<'static>, SourceError> {
    let failed = |source| SourceError::Monitor {
        address: address.to_string(),
        source: Box::new(source),
    };
    let connect = connect(address).map_err(|reason| qapi_client::Error::Connect {
        address: address.to_string(),
        reason,
    });
    let verdict = Arc::new(AtomicU8::new(UNKNOWN));
    let probe = Probe {
        stream: connect.map_err(failed)?,
        verdict: verdict.clone(),
        begun: Mutex::default(),
    };
    let connected = Client::from_stream(probe, &Options::default());
    let connected = match (connected, verdict.load(Ordering::SeqCst)) {
        (_, AGENT) => return Err(SourceError::Agent(address.clone())),
        // It has been asked a question that it does not understand: a new connection is clean.
        (Ok(_), ASKED) => Client::connect(address),
        (connected, _) => connected,
    };
    let schema = connected.and_then(|client| client.schema());
    schema.map(Arc::unwrap_or_clone).map_err(failed)
}

/// A stream of either kind.
trait Stream: Transport {}
impl<T: Transport> Stream for T {}

/// Connects, within [`CONNECT`].
fn connect(address: &Address) -> io::Result<Box<dyn Stream>> {
    let (sender, receiver) = mpsc::channel();
    let address = address.clone();
    // The system may block for longer than the limit. The thread then ends with the process.
    std::thread::spawn(move || drop(sender.send(open(&address))));
    let received = receiver.recv_timeout(CONNECT);
    received.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

fn open(address: &Address) -> io::Result<Box<dyn Stream>> {
    match address {
        #[cfg(unix)]
        Address::Unix(path) => Ok(Box::new(UnixStream::connect(path)?)),
        Address::Tcp { host, port } => {
            let mut last = io::ErrorKind::AddrNotAvailable.into();
            for address in (host.as_str(), *port).to_socket_addrs()? {
                match TcpStream::connect_timeout(&address, CONNECT) {
                    Ok(stream) => {
                        stream.set_nodelay(true)?;
                        return Ok(Box::new(stream));
                    }
                    Err(error) => last = error,
                }
            }
            Err(last)
        }
        _ => Err(io::ErrorKind::Unsupported.into()),
    }
}

/// A connection that finds out its peer at its first read.
struct Probe {
    stream: Box<dyn Stream>,
    verdict: Arc<AtomicU8>,
    begun: Mutex<Begun>,
}

/// State of the first read.
#[derive(Default)]
struct Begun {
    /// Bytes from before the verdict.
    bytes: Vec<u8>,
    decided: bool,
}

impl Probe {
    /// Reads until the first bytes that are not spaces decide.
    fn decide(&self, begun: &mut Vec<u8>, timeout: Option<Duration>) -> io::Result<()> {
        let start = Instant::now();
        let mut piece = [0; 4096];
        loop {
            let asked = self.verdict.load(Ordering::SeqCst) == ASKED;
            let limit = if asked { timeout } else { Some(PATIENCE) };
            let left = limit.map(|limit| limit.saturating_sub(start.elapsed()));
            let left = left.map(|left| left.max(Duration::from_millis(1)));
            match self.stream.read(&mut piece, left) {
                Ok(0) => return Ok(()),
                Ok(count) => begun.extend_from_slice(&piece[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) if is_timeout(&error) && !asked => {
                    self.stream.write(QUESTION, timeout)?;
                    self.verdict.store(ASKED, Ordering::SeqCst);
                    continue;
                }
                Err(error) => return Err(error),
            }
            match first_words(begun) {
                First::Agent if asked => return self.is_agent(),
                First::Unknown if begun.len() <= MOST => {}
                _ => return Ok(()),
            }
        }
    }

    fn is_agent(&self) -> io::Result<()> {
        self.verdict.store(AGENT, Ordering::SeqCst);
        Err(io::Error::other("a guest agent"))
    }
}

/// Sender of a first message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum First {
    /// It has not come as a whole.
    Unknown,
    /// A monitor, or a peer that speaks otherwise.
    Monitor,
    /// A guest agent.
    Agent,
}

/// Classifies the first message. Events decide nothing: a monitor may send some before its greeting.
fn first_words(said: &[u8]) -> First {
    let mut framer = Framer::new(Limits::default());
    framer.push(said);
    while let Some(frame) = framer.next_frame() {
        match frame {
            Frame::Sentinel => return First::Agent,
            Frame::Violation(_) => return First::Monitor,
            Frame::Message(message) => match Message::parse(message) {
                Ok(Message::Event(_)) => {}
                Ok(Message::Greeting(_)) | Err(_) => return First::Monitor,
                Ok(_) => return First::Agent,
            },
        }
    }
    First::Unknown
}

fn is_timeout(error: &io::Error) -> bool {
    use io::ErrorKind::{TimedOut, WouldBlock};
    matches!(error.kind(), TimedOut | WouldBlock)
}

impl Transport for Probe {
    fn read(&self, buffer: &mut [u8], timeout: Option<Duration>) -> io::Result<usize> {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        if !begun.decided {
            self.decide(&mut begun.bytes, timeout)?;
            begun.decided = true;
        }
        if begun.bytes.is_empty() {
            drop(begun);
            return self.stream.read(buffer, timeout);
        }
        let count = begun.bytes.len().min(buffer.len());
        buffer[..count].copy_from_slice(&begun.bytes[..count]);
        begun.bytes.drain(..count);
        Ok(count)
    }

    fn write(&self, bytes: &[u8], timeout: Option<Duration>) -> io::Result<usize> {
        self.stream.write(bytes, timeout)
    }

    fn shutdown(&self) {
        self.stream.shutdown();
    }
}
