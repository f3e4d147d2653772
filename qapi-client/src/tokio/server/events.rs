//! Events to all clients, some of them not too often.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use serde_json::Value;
use tokio::runtime::Handle;

use super::outbox::Outbox;
use crate::codec;
use crate::protocol::{Timestamp, encode_event};
use crate::wire::Encode;
use crate::{Event, wire};

/// The events that a guest can cause at will, and the member that tells apart those to be limited
/// each for itself. QEMU sends each at most once a second.
const LIMITED: [(&str, Option<&str>); 9] = [
    ("BALLOON_CHANGE", None),
    ("BLOCK_IO_ERROR", Some("qom-path")),
    ("HV_BALLOON_STATUS_REPORT", None),
    ("MEMORY_DEVICE_SIZE_CHANGE", Some("qom-path")),
    ("QUORUM_FAILURE", None),
    ("QUORUM_REPORT_BAD", Some("node-name")),
    ("RTC_CHANGE", None),
    ("VSERPORT_CHANGE", Some("id")),
    ("WATCHDOG", None),
];

const INTERVAL: Duration = Duration::from_secs(1);

/// Sends events to all clients of a server that have negotiated.
///
/// The nine events that QEMU limits in rate are limited as there: one is sent at once; of those
/// that follow within a second the last is sent when it is over.
#[derive(Debug, Clone)]
pub struct Emitter {
    hub: Arc<Hub>,
}

#[derive(Debug, Default)]
struct Hub {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    members: Vec<Weak<Outbox>>,
    /// What was sent within the last interval, and the message that waits for its end.
    recent: BTreeMap<(String, String), Option<Vec<u8>>>,
    /// Where time passes: known once a client is served.
    runtime: Option<Handle>,
}

impl Hub {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn send(&mut self, message: &[u8]) {
        self.members.retain(|member| match member.upgrade() {
            Some(outbox) => {
                outbox.push_event(message);
                true
            }
            None => false,
        });
    }
}

impl Emitter {
    pub(super) fn new() -> Self {
        Self {
            hub: Arc::default(),
        }
    }

    /// Lets events into `outbox` from now on.
    pub(super) fn join(&self, outbox: &Arc<Outbox>) {
        let mut state = self.hub.state();
        state.runtime.get_or_insert_with(Handle::current);
        state.members.push(Arc::downgrade(outbox));
    }

    /// Sends an event of a schema.
    pub fn emit<E: Event + Encode>(&self, event: &E) {
        self.send(E::NAME, codec::arguments(event).as_deref());
    }

    /// Sends the event `name`, which no schema needs to know.
    pub fn emit_raw(&self, name: &str, data: Option<&Value>) {
        let data = data.map(|data| codec::text(data));
        self.send(name, data.as_deref());
    }

    fn send(&self, name: &str, data: Option<&[u8]>) {
        let message = encode_event(name, data, Timestamp::now());
        let mut state = self.hub.state();
        let Ok(index) = LIMITED.binary_search_by_key(&name, |(name, _)| name) else {
            return state.send(&message);
        };
        let subject = LIMITED[index]
            .1
            .map(|member| subject(data, member))
            .unwrap_or_default();
        let key = (name.to_owned(), subject);
        if let Some(waiting) = state.recent.get_mut(&key) {
            *waiting = Some(message);
            return;
        }
        state.send(&message);
        // Without a runtime there was never a client, and nothing to limit.
        if let Some(runtime) = state.runtime.clone() {
            state.recent.insert(key.clone(), None);
            runtime.spawn(release(Arc::downgrade(&self.hub), key));
        }
    }
}

/// The value of a member, as text.
fn subject(data: Option<&[u8]>, member: &str) -> String {
    let text = data.map(String::from_utf8_lossy).unwrap_or_default();
    let data: Option<Value> = wire::from_json(&text).ok();
    data.and_then(|data| data.get(member).map(ToString::to_string))
        .unwrap_or_default()
}

/// Sends what has waited at the end of each interval, until nothing has.
async fn release(hub: Weak<Hub>, key: (String, String)) {
    loop {
        tokio::time::sleep(INTERVAL).await;
        let Some(hub) = hub.upgrade() else { return };
        let mut state = hub.state();
        match state.recent.remove(&key).flatten() {
            Some(message) => {
                state.send(&message);
                state.recent.insert(key.clone(), None);
            }
            None => return,
        }
    }
}
