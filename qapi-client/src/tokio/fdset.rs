//! Sets of descriptors of the asynchronous client.

use std::os::fd::OwnedFd;

use super::client::Client;
use crate::error::Error;
use crate::fdset::{self, FdSet, Owner, sealed};
use crate::peer::{self, Due};
use crate::qmp::commands::RemoveFd;

impl Client {
    /// Adds a descriptor to a new set in the monitor, which opens it by a path; see [`FdSet`].
    /// `opaque` is any text, which the list of sets shows.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute), and [`Error::NoDescriptors`] without a Unix socket.
    pub async fn add_fd(&self, fd: impl Into<OwnedFd>, opaque: &str) -> Result<FdSet<Self>, Error> {
        let id = fdset::add(self, None, fd.into(), opaque).await?;
        Ok(FdSet::new(self.clone(), id))
    }
}

impl FdSet<Client> {
    /// Adds another descriptor to the set, such as one for writing beside one for reading.
    ///
    /// # Errors
    ///
    /// Those of [`Client::add_fd`].
    pub async fn add(&self, fd: impl Into<OwnedFd>, opaque: &str) -> Result<(), Error> {
        let added = fdset::add(&self.vm, Some(self.id()), fd.into(), opaque).await;
        added.map(drop)
    }

    /// Removes the set. Block nodes that have opened it keep their duplicates.
    ///
    /// # Errors
    ///
    /// Those of [`Client::execute`].
    pub async fn remove(self) -> Result<(), Error> {
        let removed = fdset::remove(&self.vm, self.id()).await;
        self.keep();
        removed
    }
}

impl Owner for Client {}

impl sealed::Sealed for Client {
    fn remove_set(&self, id: i64) {
        let request = peer::request(self, &RemoveFd::new(id), Due::NEVER);
        self.session().send(&request);
    }
}
