//! Events on their way to clients.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use crate::codec::{data, text};
use qapi_client::Event;
use qapi_client::wire::Encode;

type Sink = dyn Fn(&str, Option<&[u8]>) + Send + Sync;

/// Sends events to all clients of a server that have negotiated.
///
/// The nine events that QEMU limits in rate are limited as there: one is sent at once; of those
/// that follow within a second the last is sent when it is over.
///
/// # Examples
///
/// An emitter of your own shows the events that a command sends:
///
/// ```
/// use std::sync::{Arc, Mutex};
/// use qapi_server::Emitter;
/// use serde_json::json;
///
/// let sent = Arc::new(Mutex::new(Vec::new()));
/// let emitter = Emitter::to({
///     let sent = sent.clone();
///     move |name: &str, data: Option<&[u8]>| sent.lock().unwrap().push((name.to_owned(), data.is_some()))
/// });
/// emitter.emit_raw("STOP", None);
/// emitter.emit_raw("RTC_CHANGE", Some(&json!({"offset": 3})));
/// assert_eq!(*sent.lock().unwrap(), [("STOP".to_owned(), false), ("RTC_CHANGE".to_owned(), true)]);
/// ```
#[derive(Clone)]
pub struct Emitter {
    sink: Arc<Sink>,
}

impl Emitter {
    /// Gives each event's name and the text of its data, if it has any, to `sink`.
    pub fn to(sink: impl Fn(&str, Option<&[u8]>) + Send + Sync + 'static) -> Self {
        Self {
            sink: Arc::new(sink),
        }
    }

    /// Sends an event of a schema.
    pub fn emit<E: Event + Encode>(&self, event: &E) {
        (self.sink)(E::NAME, data(event).as_deref());
    }

    /// Sends the event `name`, with or without a schema.
    pub fn emit_raw(&self, name: &str, data: Option<&Value>) {
        let data = data.map(|data| text(data));
        (self.sink)(name, data.as_deref());
    }
}

impl fmt::Debug for Emitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emitter").finish_non_exhaustive()
    }
}
