//! Asking a monitor for its schema, and recognising a guest agent, which has none to give.

use std::io;
use std::net::{TcpStream, ToSocketAddrs};
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, mpsc};
use std::time::{Duration, Instant};

use qapi_client::blocking::{Client, Transport};
use qapi_client::introspect::Schema;
use qapi_client::protocol::{Recognition, Side};
use qapi_client::{Address, Options};

use crate::source::SourceError;

/// Limit of the time to connect.
const CONNECT: Duration = Duration::from_secs(10);

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
    let verdict = Arc::new(OnceLock::new());
    let probe = Probe {
        stream: connect.map_err(failed)?,
        verdict: verdict.clone(),
        begun: Mutex::default(),
    };
    let connected = Client::from_stream(probe, &Options::default());
    let connected = match (connected, verdict.get()) {
        (_, Some(Side::Agent)) => return Err(SourceError::Agent(address.clone())),
        (Ok(_), Some(Side::LateMonitor)) => Client::connect(address),
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
    verdict: Arc<OnceLock<Side>>,
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
    /// Reads until the peer is known, or leaves.
    fn decide(&self, begun: &mut Vec<u8>, timeout: Option<Duration>) -> io::Result<()> {
        let start = Instant::now();
        let mut piece = [0; 4096];
        let mut recognition = Recognition::new();
        let mut asked = false;
        loop {
            let limit = if asked {
                timeout
            } else {
                Some(Recognition::PATIENCE)
            };
            let left = limit.map(|limit| limit.saturating_sub(start.elapsed()));
            let left = left.map(|left| left.max(Duration::from_millis(1)));
            let count = match self.stream.read(&mut piece, left) {
                Ok(0) => return Ok(()),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) if is_timeout(&error) && !asked => {
                    self.stream.write(Recognition::QUESTION, timeout)?;
                    recognition.asked();
                    asked = true;
                    continue;
                }
                Err(error) => return Err(error),
            };
            begun.extend_from_slice(&piece[..count]);
            if let Some(side) = recognition.push(&piece[..count]) {
                return self.decided(side);
            }
        }
    }

    fn decided(&self, side: Side) -> io::Result<()> {
        // Only this reads first.
        let side = self.verdict.get_or_init(|| side);
        match side {
            Side::Agent => Err(io::Error::other("a guest agent")),
            _ => Ok(()),
        }
    }
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
