//! Substitute for Unix sockets on systems without them.

use std::io;

use crate::protocol::Fd;

/// A sender of descriptors, which does not exist here.
pub(super) enum Passer {}

impl Passer {
    pub(super) async fn send(&self, _: &[u8], _: &[Fd]) -> io::Result<usize> {
        match *self {}
    }
}
