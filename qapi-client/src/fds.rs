//! File descriptors sent with commands over Unix sockets, by SCM_RIGHTS.

use std::io::{self, IoSlice};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};

use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags};

/// Maximum number of descriptors in a message; QEMU takes 16.
pub(crate) const MOST: usize = 16;

/// Writes some of the bytes, and sends the descriptors with the first of them.
pub(crate) fn send(socket: impl AsFd, bytes: &[u8], fds: &[OwnedFd]) -> io::Result<usize> {
    let fds: Vec<_> = fds.iter().map(AsFd::as_fd).collect();
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST))];
    let mut ancillary = SendAncillaryBuffer::new(&mut space);
    if !ancillary.push(SendAncillaryMessage::ScmRights(&fds)) {
        let message = format!("more than {MOST} descriptors: {}", fds.len());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let bytes = [IoSlice::new(bytes)];
    let sent = rustix::net::sendmsg(socket, &bytes, &mut ancillary, SendFlags::NOSIGNAL)?;
    Ok(sent)
}
