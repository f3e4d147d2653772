//! Events to all clients, some of them not too often.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use serde_json::Value;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::outbox::Outbox;
use crate::emitter::Emitter;
use crate::inbound::encode_event;
use qapi_client::Timestamp;
use qapi_client::wire;

/// Events that a guest can cause at will, and the member whose values are limited separately. QEMU
/// sends each at most once a second.
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

/// The receivers of events, and the events that wait.
#[derive(Debug, Default)]
pub(super) struct Hub {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    members: Vec<Weak<Outbox>>,
    /// Events that were sent within the last interval.
    recent: BTreeMap<(String, String), Recent>,
    /// The runtime of the timers: known once a client is served.
    runtime: Option<Handle>,
}

/// An event that was sent.
#[derive(Debug)]
struct Recent {
    /// The message that waits for the end of the interval.
    waiting: Option<Vec<u8>>,
    /// Waits for that end; finished if its runtime is gone.
    timer: JoinHandle<()>,
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

impl Hub {
    /// Returns an emitter that sends events into this hub.
    pub(super) fn emitter(self: &Arc<Self>) -> Emitter {
        let hub = Arc::downgrade(self);
        Emitter::to(move |name, data| {
            if let Some(hub) = hub.upgrade() {
                hub.send(name, data);
            }
        })
    }

    /// Lets events into `outbox` from now on.
    pub(super) fn join(&self, outbox: &Arc<Outbox>) {
        let mut state = self.state();
        // The newest: those before it may be gone.
        state.runtime = Some(Handle::current());
        // There may never be an event that would find who has left.
        state.members.retain(|member| member.strong_count() > 0);
        state.members.push(Arc::downgrade(outbox));
    }

    /// Sends a message to all clients, as it is.
    pub(super) fn broadcast(&self, message: &[u8]) {
        self.state().send(message);
    }

    fn send(self: &Arc<Self>, name: &str, data: Option<&[u8]>) {
        let message = encode_event(name, data, Timestamp::now());
        let mut state = self.state();
        let Some(subject) = limit(name, data) else {
            return state.send(&message);
        };
        let key = (name.to_owned(), subject);
        if let Some(recent) = state.recent.get_mut(&key)
            && !recent.timer.is_finished()
        {
            recent.waiting = Some(message);
            return;
        }
        state.send(&message);
        // Without a runtime there was never a client, and nothing to limit.
        if let Some(runtime) = state.runtime.clone() {
            let timer = runtime.spawn(release(Arc::downgrade(self), key.clone()));
            let waiting = None;
            state.recent.insert(key, Recent { waiting, timer });
        }
    }
}

/// Returns the value whose events share a limit with this one; none if the event has no limit.
fn limit(name: &str, data: Option<&[u8]>) -> Option<String> {
    let index = LIMITED.binary_search_by_key(&name, |(name, _)| name).ok()?;
    let Some(member) = LIMITED[index].1 else {
        return Some(String::new());
    };
    let text = data.map(String::from_utf8_lossy).unwrap_or_default();
    let data: Value = wire::from_json(&text).unwrap_or_default();
    // The guest is stopped then, so that it can cause no more of them; and each matters.
    if name == "BLOCK_IO_ERROR" && data["action"] == "stop" {
        return None;
    }
    // Without the member it is of a release before that limit, as `BLOCK_IO_ERROR` of QEMU 7.2.
    data.get(member).map(ToString::to_string)
}

/// Sends the event that waits at the end of each interval, until none does.
async fn release(hub: Weak<Hub>, key: (String, String)) {
    loop {
        tokio::time::sleep(INTERVAL).await;
        let Some(hub) = hub.upgrade() else { return };
        let mut state = hub.state();
        let recent = state.recent.get_mut(&key);
        let Some(message) = recent.and_then(|recent| recent.waiting.take()) else {
            state.recent.remove(&key);
            return;
        };
        state.send(&message);
    }
}

#[cfg(test)]
mod tests {
    use super::super::budget::{Budget, CLIENTS, MEMORY};
    use super::*;

    #[test]
    fn who_has_left_is_forgotten_without_an_event() {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let runtime = runtime.expect("a runtime");
        let _inside = runtime.enter();
        let hub = Hub::default();
        let budget = Arc::new(Budget::new(MEMORY, CLIENTS));
        let outbox = |client| Outbox::new(budget.open(client).expect("an account"), None);
        let stays = outbox(0);
        hub.join(&stays);
        for client in 1..1000 {
            hub.join(&outbox(client));
        }
        assert!(hub.state().members.len() <= 2);
    }

    #[test]
    fn limits_are_by_what_the_event_is_about() {
        let of = |name, data: &str| limit(name, Some(data.as_bytes()));
        assert_eq!(of("STOP", "{}"), None);
        assert_eq!(limit("WATCHDOG", None), Some(String::new()));
        assert_eq!(
            of(
                "MEMORY_DEVICE_SIZE_CHANGE",
                r#"{"qom-path": "/a", "size": 1}"#
            ),
            Some("\"/a\"".to_owned())
        );
        let error = |action: &str| {
            let data = format!(r#"{{"qom-path": "/d", "action": "{action}"}}"#);
            of("BLOCK_IO_ERROR", &data)
        };
        assert_eq!(error("report"), Some("\"/d\"".to_owned()));
        assert_eq!(error("stop"), None);
        // As in QEMU 7.2, which neither limits it nor names a device.
        assert_eq!(of("BLOCK_IO_ERROR", r#"{"action": "report"}"#), None);
    }
}
