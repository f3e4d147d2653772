//! The place of Unix sockets where there are none.

use std::io;

use crate::protocol::Fd;

/// Passes descriptors: there is none here.
pub(super) enum Passer {}

impl Passer {
    pub(super) async fn send(&self, _: &[u8], _: &[Fd]) -> io::Result<usize> {
        match *self {}
    }
}
