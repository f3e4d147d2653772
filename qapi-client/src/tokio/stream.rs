//! Connected sockets, and connecting them.

use std::any::Any;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
#[cfg(unix)]
use tokio::net::UnixStream;
use tokio::time::Instant;

use super::socket::Passer;
#[cfg(unix)]
use super::socket::Socket;
use super::time::{due, expired, until};
use crate::address::{Address, ToAddress};
use crate::error::{Error, Waiting};
use crate::options::Options;
use crate::retry::{Pauses, Retry};

/// A connected socket, Unix or TCP.
#[derive(Debug)]
#[non_exhaustive]
pub enum Stream {
    /// A Unix socket.
    #[cfg(unix)]
    Unix(UnixStream),
    /// A TCP socket.
    Tcp(TcpStream),
}

impl Stream {
    /// Connects to `address`. It waits for a server whose queue of connections is full.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub async fn connect(address: &Address) -> io::Result<Self> {
        let mut pauses = Pauses::default();
        loop {
            match Self::attempt(address).await {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    tokio::time::sleep(pauses.next()).await;
                }
                connected => return connected,
            }
        }
    }

    /// Connects to `address`, unless the server's queue of connections is full.
    pub(super) async fn attempt(address: &Address) -> io::Result<Self> {
        match address {
            #[cfg(unix)]
            Address::Unix(path) => UnixStream::connect(path).await.map(Self::Unix),
            #[cfg(target_os = "linux")]
            Address::Abstract(name) => UnixStream::connect(format!("\0{name}"))
                .await
                .map(Self::Unix),
            #[cfg(not(target_os = "linux"))]
            Address::Abstract(_) => Err(io::ErrorKind::Unsupported.into()),
            #[cfg(not(unix))]
            Address::Unix(_) => Err(io::ErrorKind::Unsupported.into()),
            Address::Vsock { cid, port } => {
                let (cid, port) = (*cid, *port);
                // The thread is left to end on its own if nobody waits any more.
                let connecting = move || crate::vsock::connect(cid, port);
                let connected = tokio::task::spawn_blocking(connecting).await;
                let stream = connected.map_err(io::Error::other)??;
                stream.set_nonblocking(true)?;
                Ok(Self::Tcp(TcpStream::from_std(stream)?))
            }
            Address::Tcp { host, port } => {
                let stream = TcpStream::connect((&**host, *port)).await?;
                Self::from_tcp(stream)
            }
        }
    }

    /// Wraps a connected socket, Unix or TCP, that this program inherited or received.
    ///
    /// # Errors
    ///
    /// Those of the system: the descriptor may not be a socket, or not be connected.
    ///
    /// # Panics
    ///
    /// Panics outside a runtime with I/O, such as that of
    /// [`threaded::block_on`](crate::threaded::block_on).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::os::fd::OwnedFd;
    /// use qapi_client::Options;
    /// use qapi_client::tokio::{Client, Stream};
    ///
    /// # async fn example(inherited: OwnedFd) -> Result<(), Box<dyn std::error::Error>> {
    /// let vm = Client::from_stream(Stream::from_fd(inherited)?, &Options::new()).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(unix)]
    pub fn from_fd(fd: std::os::fd::OwnedFd) -> io::Result<Self> {
        // The standard library returns TCP addresses only for TCP's address families.
        let tcp = std::net::TcpStream::from(fd);
        if tcp.peer_addr().is_ok() {
            tcp.set_nonblocking(true)?;
            return Self::from_tcp(TcpStream::from_std(tcp)?);
        }
        let unix = std::os::unix::net::UnixStream::from(std::os::fd::OwnedFd::from(tcp));
        unix.peer_addr()?;
        unix.set_nonblocking(true)?;
        UnixStream::from_std(unix).map(Self::Unix)
    }

    /// Prepares the stream for a client: waiting for room costs nothing while there is room.
    pub(super) fn of_client(self) -> io::Result<Connected> {
        match self {
            #[cfg(unix)]
            Self::Unix(socket) => {
                let socket = Socket::new(socket)?;
                let passer = socket.passer();
                Ok((Box::new(socket), Some(passer)))
            }
            Self::Tcp(_) => Ok((Box::new(self), None)),
        }
    }

    /// Wraps a socket, and sends small writes at once: commands are small, and each waits for its
    /// reply.
    pub(super) fn from_tcp(stream: TcpStream) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        Ok(Self::Tcp(stream))
    }
}

/// A stream as a client uses it, and the sender of descriptors.
pub(super) type Connected = (Box<dyn Duplex>, Option<Passer>);

/// Adopts a caller's stream. A Unix socket is treated like one that was connected here.
pub(super) fn adopt<S>(stream: S) -> io::Result<Connected>
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    let mut stream = Some(stream);
    let place: &mut dyn Any = &mut stream;
    if let Some(stream) = place
        .downcast_mut::<Option<Stream>>()
        .and_then(Option::take)
    {
        return stream.of_client();
    }
    #[cfg(unix)]
    if let Some(stream) = place
        .downcast_mut::<Option<UnixStream>>()
        .and_then(Option::take)
    {
        return Stream::Unix(stream).of_client();
    }
    let stream = stream.ok_or(io::ErrorKind::InvalidInput)?;
    Ok((Box::new(Box::pin(stream)), None))
}

/// A stream that a client reads and writes.
pub(super) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Duplex for S {}

/// Connects a client to `address`, and waits for its socket if the options ask for it. Also returns
/// the deadline of the remaining steps.
pub(super) async fn connect(
    address: impl ToAddress,
    options: &Options,
) -> Result<(Connected, Option<Instant>), Error> {
    let address = address.to_address()?;
    let mut retry = Retry::within(options.wait_for_socket);
    loop {
        let due = due(options.connect_deadline);
        match connect_once(&address, options, due).await {
            Ok(stream) => return Ok((stream, due)),
            Err(error) => match retry.after(&error) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(error),
            },
        }
    }
}

/// Connects a client to `address` until `due`.
pub(super) async fn connect_once(
    address: &Address,
    options: &Options,
    due: Option<Instant>,
) -> Result<Connected, Error> {
    let connected = until(due, Stream::connect(address))
        .await
        .ok_or_else(|| expired(Waiting::Connection, options.connect_deadline))?;
    connected
        .and_then(Stream::of_client)
        .map_err(|reason| failed(address, reason))
}

pub(super) fn failed(address: &Address, reason: io::Error) -> Error {
    Error::Connect {
        address: address.to_string(),
        reason,
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            #[cfg(unix)]
            Self::Unix(stream) => Pin::new(stream).poll_read(context, buffer),
            Self::Tcp(stream) => Pin::new(stream).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            #[cfg(unix)]
            Self::Unix(stream) => Pin::new(stream).poll_write(context, bytes),
            Self::Tcp(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            #[cfg(unix)]
            Self::Unix(stream) => Pin::new(stream).poll_flush(context),
            Self::Tcp(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            #[cfg(unix)]
            Self::Unix(stream) => Pin::new(stream).poll_shutdown(context),
            Self::Tcp(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}
