//! Unplugging devices by the blocking client.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use serde_json::Value;

use super::client::Client;
use super::events::Events;
use crate::error::Error;
use crate::protocol::RawEvent;
use crate::unplug::{self, Due, Monitor, Unplug, Unplugged};

impl Client {
    /// Unplugs a device, and removes its backends after it; see [`Unplug`].
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute) for `device_del`; [`Error::Timeout`] if the guest has not let
    /// the device go by the deadline, after which it may still do so.
    pub fn unplug(&self, unplug: Unplug) -> Result<Unplugged, Error> {
        done(unplug::unplug(self, unplug))
    }
}

/// Runs steps whose operations are done when they return, so that nothing is ever waited for.
fn done<T>(steps: impl Future<Output = T>) -> T {
    let mut steps = pin!(steps);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(done) = steps.as_mut().poll(&mut context) {
            return done;
        }
    }
}

impl Monitor for Client {
    type Events = Events<RawEvent>;

    fn listen(&self) -> Self::Events {
        self.events()
    }

    async fn command(&self, name: &str, arguments: Value, due: Due) -> Result<Value, Error> {
        let command = self.execute_raw(name, Some(arguments));
        match due.left() {
            Some(left) => command.deadline(left).wait(),
            None => command.wait(),
        }
    }

    async fn event(
        &self,
        events: &mut Self::Events,
        within: Option<Duration>,
    ) -> Option<Result<RawEvent, Error>> {
        let next = events.next_within(within)?;
        Some(next.map(|event| event.body))
    }

    async fn pause(&self, pause: Duration) {
        std::thread::sleep(pause);
    }
}
