//! Unplugging a device, and removing the backends that it used.
//!
//! Input: the device, its backends and a deadline. Output: the end, as the monitor reports it. All
//! clients share the steps: they are written over [`Monitor`].
//!
//! Invariant: an unplugged device is one that DEVICE_DELETED named, or that the monitor no longer
//! finds; a backend is removed only after its device.

use std::time::Duration;

use serde_json::{Value, json};

use crate::error::{Error, ErrorClass, Timeout, Waiting};
use crate::peer::{self, Due, Monitor};
use crate::protocol::RawEvent;

/// Time before the request is repeated: a guest that was not ready may have missed it.
const AGAIN: Duration = Duration::from_secs(5);

/// Pause before a backend that is still in use is retried.
const SOON: Duration = Duration::from_millis(20);

/// A device to unplug, with the backends to remove after it.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use qapi_client::blocking::Client;
/// use qapi_client::{Backend, Unplug, Unplugged};
///
/// let vm = Client::connect("unix:/run/vm.qmp")?;
/// let disk = Unplug::new("disk1")
///     .deadline(Duration::from_secs(30))
///     .backend(Backend::BlockNode("node1".into()));
/// match vm.unplug(disk)? {
///     Unplugged::Removed { left } if left.is_empty() => println!("all is gone"),
///     Unplugged::Removed { left } => println!("still there: {left:?}"),
///     Unplugged::Refused => println!("the guest keeps it"),
///     _ => {}
/// }
/// # Ok::<(), qapi_client::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplug {
    device: Box<str>,
    backends: Vec<Backend>,
    deadline: Option<Duration>,
}

impl Unplug {
    /// Returns a request for the device of that id, with a deadline of 30 seconds.
    pub fn new(device: impl Into<Box<str>>) -> Self {
        Self {
            device: device.into(),
            backends: Vec::new(),
            deadline: Some(Duration::from_secs(30)),
        }
    }

    /// Sets the deadline for all steps; `None` for no limit.
    #[must_use]
    pub fn deadline(self, deadline: impl Into<Option<Duration>>) -> Self {
        Self {
            deadline: deadline.into(),
            ..self
        }
    }

    /// Adds a backend to remove after the device, and after the backends added before.
    #[must_use]
    pub fn backend(mut self, backend: Backend) -> Self {
        self.backends.push(backend);
        self
    }
}

/// A part of a device that QEMU itself provides.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Backend {
    /// An object, such as a memory backend, by its id (`object-del`).
    Object(Box<str>),
    /// A network backend, by its id (`netdev_del`).
    Netdev(Box<str>),
    /// A character device, by its id (`chardev-remove`).
    Chardev(Box<str>),
    /// A block node, by its name (`blockdev-del`).
    BlockNode(Box<str>),
}

impl Backend {
    fn removal(&self) -> (&'static str, Value) {
        match self {
            Self::Object(id) => ("object-del", json!({ "id": id })),
            Self::Netdev(id) => ("netdev_del", json!({ "id": id })),
            Self::Chardev(id) => ("chardev-remove", json!({ "id": id })),
            Self::BlockNode(name) => ("blockdev-del", json!({ "node-name": name })),
        }
    }
}

/// Result of an unplug.
#[derive(Debug)]
#[non_exhaustive]
pub enum Unplugged {
    /// The device is gone.
    Removed {
        /// Backends that could not be removed, with the error of the last attempt.
        left: Vec<(Backend, Error)>,
    },
    /// The guest refused.
    Refused,
}

/// The relevant part of an event.
enum Told {
    Deleted,
    Refused,
}

fn told(event: &RawEvent, device: &str) -> Option<Told> {
    let told = match &*event.name {
        "DEVICE_DELETED" => Told::Deleted,
        "DEVICE_UNPLUG_GUEST_ERROR" | "MEM_UNPLUG_ERROR" => Told::Refused,
        _ => return None,
    };
    let named = crate::effects::member_of(event, "device");
    named.is_some_and(|named| named == device).then_some(told)
}

/// Unplugs a device and removes its backends.
pub(crate) async fn unplug(monitor: &impl Monitor, unplug: Unplug) -> Result<Unplugged, Error> {
    let due = Due::after(unplug.deadline);
    let mut events = monitor.listen(|_| true);
    let mut asked = false;
    loop {
        match ask(monitor, &unplug.device, due).await {
            Ok(()) => asked = true,
            // The device existed at the first request.
            Err(error) if asked && error.class() == Some(&ErrorClass::DeviceNotFound) => break,
            Err(error) if error.is_disconnected() && monitor.reconnects() && !due.is_over() => {
                asked |= error.may_have_run();
                monitor.pause(SOON).await;
                continue;
            }
            Err(error) => return Err(error),
        }
        match wait(monitor, &mut events, &unplug.device, due).await? {
            Some(Told::Deleted) => break,
            Some(Told::Refused) => return Ok(Unplugged::Refused),
            None if due.is_over() => return Err(late(&unplug)),
            None => {}
        }
    }
    let mut left = Vec::new();
    for backend in unplug.backends {
        if let Err(error) = remove(monitor, &backend, due).await {
            left.push((backend, error));
        }
    }
    Ok(Unplugged::Removed { left })
}

/// Requests the unplug. A request that is already pending is not an error.
async fn ask(monitor: &impl Monitor, device: &str, due: Due) -> Result<(), Error> {
    let arguments = json!({ "id": device });
    match peer::execute_raw(monitor, "device_del", Some(arguments), due).await {
        Ok(_) => Ok(()),
        Err(Error::Command(error)) if error.desc.contains("in the process of unplug") => Ok(()),
        Err(error) => Err(error),
    }
}

/// Waits for news of the device, until it is time to repeat the request.
async fn wait<M: Monitor>(
    monitor: &M,
    events: &mut M::Events,
    device: &str,
    due: Due,
) -> Result<Option<Told>, Error> {
    let again = Due::after(Some(AGAIN));
    loop {
        let within = due.left().into_iter().chain(again.left()).min();
        match monitor.event(events, within).await {
            Some(Ok(event)) => {
                if let Some(told) = told(&event, device) {
                    return Ok(Some(told));
                }
            }
            // Events may be missing: another request shows the state.
            Some(Err(error)) if !error.is_disconnected() => return Ok(None),
            Some(Err(error)) => return Err(error),
            // The next command reports the reason.
            None => return Ok(None),
        }
    }
}

/// Removes a backend, which the device may still use briefly after its deletion.
async fn remove(monitor: &impl Monitor, backend: &Backend, due: Due) -> Result<(), Error> {
    const ATTEMPTS: u32 = 50;
    let (command, arguments) = backend.removal();
    for _ in 0..ATTEMPTS {
        match peer::execute_raw(monitor, command, Some(arguments.clone()), due).await {
            Err(Error::Command(error)) if error.desc.contains("in use") && !due.is_over() => {
                monitor.pause(SOON).await;
            }
            result => return result.map(drop),
        }
    }
    let last = peer::execute_raw(monitor, command, Some(arguments), due).await;
    last.map(drop)
}

fn late(unplug: &Unplug) -> Error {
    let waiting = Waiting::Unplug(unplug.device.clone());
    Timeout::new(waiting, unplug.deadline, true).into()
}
