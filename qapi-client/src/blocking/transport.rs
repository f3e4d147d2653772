//! Byte streams with timeouts, and connecting to them.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Duration;

use super::clock::{Deadline, Expired};
use super::handover::handover;
use crate::address::Address;
use crate::error::{Error, Waiting};
use crate::options::Options;
#[cfg(unix)]
use crate::retry::Pauses;
use crate::retry::Retry;

/// A byte stream whose operations can be limited in time.
///
/// One thread reads at a time and one writes, perhaps both at once. A read or write that takes
/// longer than its timeout fails with [`WouldBlock`](io::ErrorKind::WouldBlock) or
/// [`TimedOut`](io::ErrorKind::TimedOut). A timeout of `None` means no limit; a timeout is never
/// zero.
pub trait Transport: Send + Sync {
    /// Reads some bytes; zero at the end of the stream.
    ///
    /// # Errors
    ///
    /// Those of the system.
    fn read(&self, buffer: &mut [u8], timeout: Option<Duration>) -> io::Result<usize>;

    /// Writes some of the bytes.
    ///
    /// # Errors
    ///
    /// Those of the system.
    fn write(&self, bytes: &[u8], timeout: Option<Duration>) -> io::Result<usize>;

    /// Returns true if [`write_fds`](Self::write_fds) passes descriptors.
    #[cfg(all(unix, feature = "fds"))]
    fn passes_fds(&self) -> bool {
        false
    }

    /// Writes some of the bytes, and sends the descriptors with the first of them.
    ///
    /// # Errors
    ///
    /// Those of the system; [`Unsupported`](io::ErrorKind::Unsupported) if the stream cannot pass
    /// descriptors.
    #[cfg(all(unix, feature = "fds"))]
    fn write_fds(
        &self,
        bytes: &[u8],
        fds: &[std::os::fd::OwnedFd],
        timeout: Option<Duration>,
    ) -> io::Result<usize> {
        let _ = (bytes, fds, timeout);
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Ends the stream, including a read that waits in another thread.
    fn shutdown(&self);
}

#[cfg(unix)]
impl Transport for UnixStream {
    fn read(&self, buffer: &mut [u8], timeout: Option<Duration>) -> io::Result<usize> {
        self.set_read_timeout(timeout)?;
        Read::read(&mut &*self, buffer)
    }

    fn write(&self, bytes: &[u8], timeout: Option<Duration>) -> io::Result<usize> {
        self.set_write_timeout(timeout)?;
        Write::write(&mut &*self, bytes)
    }

    #[cfg(feature = "fds")]
    fn passes_fds(&self) -> bool {
        true
    }

    #[cfg(feature = "fds")]
    fn write_fds(
        &self,
        bytes: &[u8],
        fds: &[std::os::fd::OwnedFd],
        timeout: Option<Duration>,
    ) -> io::Result<usize> {
        self.set_write_timeout(timeout)?;
        crate::fds::send(self, bytes, fds)
    }

    fn shutdown(&self) {
        // It fails only if the stream has already ended.
        drop(UnixStream::shutdown(self, Shutdown::Both));
    }
}

impl Transport for TcpStream {
    fn read(&self, buffer: &mut [u8], timeout: Option<Duration>) -> io::Result<usize> {
        self.set_read_timeout(timeout)?;
        Read::read(&mut &*self, buffer)
    }

    fn write(&self, bytes: &[u8], timeout: Option<Duration>) -> io::Result<usize> {
        self.set_write_timeout(timeout)?;
        Write::write(&mut &*self, bytes)
    }

    fn shutdown(&self) {
        drop(TcpStream::shutdown(self, Shutdown::Both));
    }
}

/// Connects to `address`, and waits for its socket if the options ask for it. Also returns the
/// deadline of the remaining steps.
pub(super) fn connect(
    address: &Address,
    options: &Options,
) -> Result<(Arc<dyn Transport>, Deadline), Error> {
    let mut retry = Retry::within(options.wait_for_socket);
    loop {
        let deadline = Deadline::after(options.connect_deadline);
        match connect_once(address, deadline) {
            Ok(transport) => return Ok((transport, deadline)),
            Err(error) => match retry.after(&error) {
                Some(pause) => std::thread::sleep(pause),
                None => return Err(error),
            },
        }
    }
}

/// Connects to `address` until the deadline.
pub(super) fn connect_once(
    address: &Address,
    deadline: Deadline,
) -> Result<Arc<dyn Transport>, Error> {
    open(address, deadline)
        .map_err(|Expired| deadline.expired(Waiting::Connection))?
        .map_err(|reason| Error::Connect {
            address: address.to_string(),
            reason,
        })
}

/// Returns true if a program listens at `address`.
#[cfg(unix)]
pub(super) fn is_used(address: &Address, deadline: Deadline) -> Result<bool, Expired> {
    if !matches!(address, Address::Unix(_) | Address::Abstract(_)) {
        return Ok(open(address, deadline)?.is_ok());
    }
    // Only a queue that is full takes time, and somebody has it.
    let (soon, last) = deadline.within(Pauses::LONGEST);
    match open(address, soon) {
        Err(Expired) if last => Err(Expired),
        Err(Expired) => Ok(true),
        Ok(connected) => Ok(connected.is_ok()),
    }
}

fn open(address: &Address, deadline: Deadline) -> Result<io::Result<Arc<dyn Transport>>, Expired> {
    #[cfg(all(target_os = "linux", feature = "fds"))]
    if let Address::Unix(_) | Address::Abstract(_) = address {
        let connected = super::unix::connect(address, deadline)?;
        return Ok(connected.map(|stream| Arc::new(stream) as Arc<dyn Transport>));
    }
    let address = address.clone();
    // Connecting to a Unix socket whose queue is full and resolving a host name can wait without
    // limit, and the standard library cannot interrupt them. A separate thread does it; after the
    // deadline, the thread is left to end on its own.
    within(deadline, move || open_slowly(&address, deadline))
}

/// Connects, perhaps after the deadline.
fn open_slowly(address: &Address, deadline: Deadline) -> io::Result<Arc<dyn Transport>> {
    match address {
        #[cfg(unix)]
        Address::Unix(path) => Ok(Arc::new(UnixStream::connect(path)?)),
        #[cfg(target_os = "linux")]
        Address::Abstract(name) => {
            use std::os::linux::net::SocketAddrExt;
            let address = std::os::unix::net::SocketAddr::from_abstract_name(name)?;
            Ok(Arc::new(UnixStream::connect_addr(&address)?))
        }
        #[cfg(not(target_os = "linux"))]
        Address::Abstract(_) => Err(io::ErrorKind::Unsupported.into()),
        #[cfg(not(unix))]
        Address::Unix(_) => Err(io::ErrorKind::Unsupported.into()),
        Address::Vsock { cid, port } => Ok(Arc::new(crate::vsock::connect(*cid, *port)?)),
        Address::Tcp { host, port } => Ok(Arc::new(open_tcp(host, *port, deadline)?)),
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
                // Commands are small, and each waits for its reply.
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
    let (giver, taker) = handover();
    // Nobody takes the value once the deadline has passed.
    std::thread::spawn(move || giver.give(work()));
    taker.take(Some(left))?.ok_or(Expired)
}
