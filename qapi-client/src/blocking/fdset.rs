//! Sets of descriptors of the blocking client.

use std::os::fd::OwnedFd;

use super::client::Client;
use crate::error::Error;
use crate::fdset::{self, FdSet, Owner, sealed};
use crate::peer::done;

impl Client {
    /// Adds a descriptor to a new set in the monitor, which opens it by a path; see [`FdSet`].
    /// `opaque` is any text, which the list of sets shows.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute), and [`Error::NoDescriptors`] without a Unix socket.
    pub fn add_fd(&self, fd: impl Into<OwnedFd>, opaque: &str) -> Result<FdSet<Self>, Error> {
        let id = done(fdset::add(self, None, fd.into(), opaque))?;
        Ok(FdSet::new(self.clone(), id))
    }
}

impl FdSet<Client> {
    /// Adds another descriptor to the set, such as one for writing beside one for reading.
    ///
    /// # Errors
    ///
    /// Those of [`Client::add_fd`].
    pub fn add(&self, fd: impl Into<OwnedFd>, opaque: &str) -> Result<(), Error> {
        let added = done(fdset::add(&self.vm, Some(self.id()), fd.into(), opaque));
        added.map(drop)
    }

    /// Removes the set. Block nodes that have opened it keep their duplicates.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`].
    #[inline]
    pub fn remove(self) -> Result<(), Error> {
        let removed = done(fdset::remove(&self.vm, self.id()));
        self.keep();
        removed
    }
}

impl Owner for Client {}

impl sealed::Sealed for Client {
    #[inline]
    fn remove_set(&self, id: i64) {
        // The monitor may be gone, and its sets with it.
        drop(done(fdset::remove(self, id)));
    }
}
