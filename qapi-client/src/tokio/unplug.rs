//! Unplugging devices with the asynchronous client.

use std::time::Duration;

use serde_json::Value;

use super::client::Client;
use super::events::Events;
use super::reconnect::Reconnecting;
use crate::error::Error;
use crate::protocol::RawEvent;
use crate::unplug::{self, Due, Monitor, Unplug, Unplugged};

impl Client {
    /// Unplugs a device, then removes its backends; see [`Unplug`].
    ///
    /// # Errors
    ///
    /// The errors of [`execute`](Self::execute) for `device_del`; [`Error::Timeout`] if the guest
    /// does not release the device by the deadline. It may still do so later.
    pub async fn unplug(&self, unplug: Unplug) -> Result<Unplugged, Error> {
        unplug::unplug(self, unplug).await
    }
}

impl Reconnecting {
    /// Unplugs a device, across connections; see [`Client::unplug`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::unplug`].
    pub async fn unplug(&self, unplug: Unplug) -> Result<Unplugged, Error> {
        unplug::unplug(self, unplug).await
    }
}

async fn next(
    events: &mut Events<RawEvent>,
    within: Option<Duration>,
) -> Option<Result<RawEvent, Error>> {
    let next = events.next_within(within).await?;
    Some(next.map(|event| event.body))
}

impl Monitor for Client {
    type Events = Events<RawEvent>;

    fn listen(&self) -> Self::Events {
        self.events()
    }

    async fn command(&self, name: &str, arguments: Value, due: Due) -> Result<Value, Error> {
        let command = self.execute_raw(name, Some(arguments));
        match due.left() {
            Some(left) => command.deadline(left).await,
            None => command.await,
        }
    }

    async fn event(
        &self,
        events: &mut Self::Events,
        within: Option<Duration>,
    ) -> Option<Result<RawEvent, Error>> {
        next(events, within).await
    }

    async fn pause(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }
}

impl Monitor for Reconnecting {
    type Events = Events<RawEvent>;

    fn listen(&self) -> Self::Events {
        self.events()
    }

    async fn command(&self, name: &str, arguments: Value, due: Due) -> Result<Value, Error> {
        let command = self.execute_raw(name, Some(arguments));
        match due.left() {
            Some(left) => command.deadline(left).await,
            None => command.await,
        }
    }

    async fn event(
        &self,
        events: &mut Self::Events,
        within: Option<Duration>,
    ) -> Option<Result<RawEvent, Error>> {
        next(events, within).await
    }

    async fn pause(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }

    fn reconnects(&self) -> bool {
        true
    }
}
