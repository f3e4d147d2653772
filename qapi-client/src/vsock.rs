//! Connections to other virtual machines, or the host, by Linux's vsock.

use std::io;
use std::net::TcpStream;

/// Connects. The stream has the type of a TCP stream, since both are plain byte streams; it has no
/// options of TCP.
#[cfg(all(target_os = "linux", feature = "vsock"))]
pub(crate) fn connect(cid: u32, port: u32) -> io::Result<TcpStream> {
    use std::os::fd::AsRawFd;

    use nix::sys::socket::{AddressFamily, SockFlag, SockType, VsockAddr, connect, socket};

    let flags = SockFlag::SOCK_CLOEXEC;
    let socket = socket(AddressFamily::Vsock, SockType::Stream, flags, None)?;
    connect(socket.as_raw_fd(), &VsockAddr::new(cid, port))?;
    Ok(socket.into())
}

/// There is no vsock here.
///
/// # Errors
///
/// Always.
#[cfg(not(all(target_os = "linux", feature = "vsock")))]
pub(crate) fn connect(_: u32, _: u32) -> io::Result<TcpStream> {
    let message = "vsock needs Linux, and the feature `vsock` of qapi-client";
    Err(io::Error::new(io::ErrorKind::Unsupported, message))
}

/// Returns true if the error of a connection means that nothing listens: the port resets it, or the
/// machine does not run or does not answer yet.
pub(crate) fn is_absent(error: &io::Error) -> bool {
    /// Linux's `ENODEV`: no machine has the number.
    const NO_MACHINE: i32 = 19;
    let kinds = [io::ErrorKind::ConnectionReset, io::ErrorKind::TimedOut];
    kinds.contains(&error.kind()) || error.raw_os_error() == Some(NO_MACHINE)
}
