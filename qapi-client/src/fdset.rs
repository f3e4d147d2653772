//! Sets of file descriptors that a monitor opens by path.
//!
//! Input: descriptors. Output: a path for them, valid in that monitor, until the set is removed.

use std::os::fd::OwnedFd;

use crate::Command;
use crate::codec;
use crate::error::Error;
use crate::execute::Request;
use crate::peer::{self, Due, Peer};
use crate::qmp::AddfdInfo;
use crate::qmp::commands::{AddFd, RemoveFd};

/// A set of file descriptors in a monitor, which opens them by a [path](Self::path).
///
/// QEMU opens the descriptor of the set that has the access mode which it needs, and keeps a
/// duplicate. It may open the path again while a block node uses it, so keep this guard as long as
/// the node. The set is removed when the guard is dropped. Drop of the blocking client's guard waits
/// for the reply, that of the others does not. `V` is the client.
///
/// [`qmp::commands::QueryFdsets`](crate::qmp::commands::QueryFdsets) lists all sets.
///
/// # Examples
///
/// ```no_run
/// use std::fs::File;
/// use qapi_client::blocking::Client;
/// use qapi_client::qmp;
/// use serde_json::json;
///
/// let vm = Client::connect("unix:/run/vm.qmp")?;
/// let image = File::options().read(true).write(true).open("/vm/disk.raw")?;
/// let set = vm.add_fd(image, "disk")?;
/// let node = json!({"driver": "file", "node-name": "disk0", "filename": set.path()});
/// vm.execute_raw("blockdev-add", Some(node)).wait()?;
/// for set in vm.execute(qmp::commands::QueryFdsets {}).wait()? {
///     println!("{}: {} descriptors", set.fdset_id, set.fds.len());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "the set is removed when this is dropped"]
pub struct FdSet<V: Owner> {
    pub(crate) vm: V,
    id: i64,
    kept: bool,
}

/// A client that owns sets of descriptors.
pub trait Owner: sealed::Sealed {}

pub(crate) mod sealed {
    pub trait Sealed {
        /// Requests the removal of the set of that number.
        fn remove_set(&self, id: i64);
    }
}

impl<V: Owner> FdSet<V> {
    pub(crate) fn new(vm: V, id: i64) -> Self {
        Self {
            vm,
            id,
            kept: false,
        }
    }

    /// Returns the set's number.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// Returns the path of the set, such as `/dev/fdset/3`, for file names in commands.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/dev/fdset/{}", self.id)
    }

    /// Leaves the set to the monitor, and returns its number.
    pub fn keep(mut self) -> i64 {
        self.kept = true;
        self.id
    }
}

impl<V: Owner> Drop for FdSet<V> {
    fn drop(&mut self) {
        if !self.kept {
            self.vm.remove_set(self.id);
        }
    }
}

impl<V: Owner> std::fmt::Debug for FdSet<V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FdSet")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Adds a descriptor to a set, a new one without `id`. Returns the set's number.
pub(crate) async fn add(
    peer: &impl Peer,
    id: Option<i64>,
    fd: OwnedFd,
    opaque: &str,
) -> Result<i64, Error> {
    let command = AddFd {
        fdset_id: id,
        opaque: (!opaque.is_empty()).then(|| opaque.to_owned()),
    };
    let request = Request {
        fds: vec![fd],
        ..peer::request(peer, &command, Due::NEVER)
    };
    let reply = peer.request(request).await?;
    let added: AddfdInfo = codec::decoded(AddFd::NAME, reply.as_deref(), None)?;
    Ok(added.fdset_id)
}

/// Removes a set.
pub(crate) async fn remove(peer: &impl Peer, id: i64) -> Result<(), Error> {
    peer::execute(peer, &RemoveFd::new(id), Due::NEVER).await
}
