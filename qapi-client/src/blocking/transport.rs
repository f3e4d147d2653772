//! Byte streams with timeouts, and how to connect them.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::sync::mpsc;
use std::time::Duration;

use super::clock::{Deadline, Expired};
use crate::address::Address;
use crate::error::{Error, Timeout, Waiting};

/// A byte stream whose operations can be limited in time.
///
/// A read or write that takes longer than its timeout fails with
/// [`WouldBlock`](io::ErrorKind::WouldBlock) or [`TimedOut`](io::ErrorKind::TimedOut). `None` is no
/// limit; the timeout is never zero.
pub trait Transport: Read + Write + Send {
    /// Limits the time of each read from now on.
    ///
    /// # Errors
    ///
    /// Those of the system.
    fn set_read_timeout(&mut self, timeout: Option<Duration>) -> io::Result<()>;

    /// Limits the time of each write from now on.
    ///
    /// # Errors
    ///
    /// Those of the system.
    fn set_write_timeout(&mut self, timeout: Option<Duration>) -> io::Result<()>;
}

#[cfg(unix)]
impl Transport for UnixStream {
    fn set_read_timeout(&mut self, timeout: Option<Duration>) -> io::Result<()> {
        UnixStream::set_read_timeout(self, timeout)
    }

    fn set_write_timeout(&mut self, timeout: Option<Duration>) -> io::Result<()> {
        UnixStream::set_write_timeout(self, timeout)
    }
}

impl Transport for TcpStream {
    fn set_read_timeout(&mut self, timeout: Option<Duration>) -> io::Result<()> {
        TcpStream::set_read_timeout(self, timeout)
    }

    fn set_write_timeout(&mut self, timeout: Option<Duration>) -> io::Result<()> {
        TcpStream::set_write_timeout(self, timeout)
    }
}

/// Connects to `address` before `deadline`.
pub(super) fn connect(address: &Address, deadline: Deadline) -> Result<Box<dyn Transport>, Error> {
    let target = address.clone();
    // A connection to a Unix socket whose backlog is full, and the resolution of a host's name,
    // wait without limit, and the standard library cannot interrupt them. So a thread does it; if
    // the deadline passes, it is left to end whenever they do.
    within(deadline, move || open(&target, deadline))
        .map_err(|Expired| timeout(deadline))?
        .map_err(|source| match source.kind() {
            io::ErrorKind::TimedOut => timeout(deadline),
            _ => Error::Connect {
                address: address.to_string(),
                source,
            },
        })
}

fn timeout(deadline: Deadline) -> Error {
    let waiting = Waiting::Connection;
    Timeout {
        waiting,
        after: deadline.allowed(),
        outstanding: false,
    }
    .into()
}

fn open(address: &Address, deadline: Deadline) -> io::Result<Box<dyn Transport>> {
    match address {
        #[cfg(unix)]
        Address::Unix(path) => Ok(Box::new(UnixStream::connect(path)?)),
        #[cfg(not(unix))]
        Address::Unix(_) => Err(io::ErrorKind::Unsupported.into()),
        Address::Tcp { host, port } => Ok(Box::new(open_tcp(host, *port, deadline)?)),
    }
}

/// Tries each of the host's addresses, in the system's order.
fn open_tcp(host: &str, port: u16, deadline: Deadline) -> io::Result<TcpStream> {
    let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for address in (host, port).to_socket_addrs()? {
        let attempt = match deadline.left() {
            Ok(Some(left)) => TcpStream::connect_timeout(&address, left),
            Ok(None) => TcpStream::connect(address),
            Err(Expired) => return Err(io::ErrorKind::TimedOut.into()),
        };
        match attempt {
            Ok(stream) => {
                // Commands are small and each waits for its reply.
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Runs `work` until `deadline`.
fn within<T: Send + 'static>(
    deadline: Deadline,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Expired> {
    let Some(left) = deadline.left()? else {
        return Ok(work());
    };
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        // Nobody receives it once the deadline has passed.
        drop(sender.send(work()));
    });
    receiver.recv_timeout(left).map_err(|_| Expired)
}
