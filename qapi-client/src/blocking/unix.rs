//! Connecting to Unix sockets until a deadline, on Linux.
//!
//! The standard library's `connect` waits without limit for a server whose queue is full.

use std::io;
use std::os::unix::net::UnixStream;

use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketAddrUnix, SocketFlags, SocketType};

use super::clock::{Deadline, Expired};
use crate::address::Address;
use crate::retry::Pauses;

/// Connects to a Unix socket; while the server's queue is full, it tries again.
pub(super) fn connect(
    address: &Address,
    deadline: Deadline,
) -> Result<io::Result<UnixStream>, Expired> {
    let mut pauses = Pauses::default();
    loop {
        let left = deadline.left()?;
        match attempt(address) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                let pause = pauses.next();
                std::thread::sleep(left.map_or(pause, |left| left.min(pause)));
            }
            connected => return Ok(connected),
        }
    }
}

fn attempt(address: &Address) -> io::Result<UnixStream> {
    let address = match address {
        Address::Unix(path) => SocketAddrUnix::new(path)?,
        Address::Abstract(name) => SocketAddrUnix::new_abstract_name(name.as_bytes())?,
        Address::Tcp { .. } | Address::Vsock { .. } => {
            return Err(io::ErrorKind::Unsupported.into());
        }
    };
    let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
    let socket = rustix::net::socket_with(AddressFamily::UNIX, SocketType::STREAM, flags, None)?;
    while let Err(error) = rustix::net::connect(&socket, &address) {
        if error != Errno::INTR {
            return Err(error.into());
        }
    }
    let stream = UnixStream::from(socket);
    stream.set_nonblocking(false)?;
    Ok(stream)
}
