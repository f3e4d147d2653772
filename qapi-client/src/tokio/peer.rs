//! The asynchronous clients, as steps of several commands use them.

use std::time::Duration;

use serde_json::value::RawValue;

use super::agent::GuestAgent;
use super::client::Client;
use super::events::Events;
use super::reconnect::Reconnecting;
use crate::error::Error;
use crate::execute::Request;
use crate::options::Options;
use crate::peer::{Monitor, Peer};
use crate::protocol::RawEvent;

pub(super) async fn next(
    events: &mut Events<RawEvent>,
    within: Option<Duration>,
) -> Option<Result<RawEvent, Error>> {
    let next = events.next_within(within).await?;
    Some(next.map(|event| event.body))
}

pub(super) fn try_next(events: &mut Events<RawEvent>) -> Option<Result<RawEvent, Error>> {
    let next = events.try_next()?;
    Some(next.map(|event| event.body))
}

impl Peer for Client {
    async fn request(&self, mut request: Request) -> Result<Option<Box<RawValue>>, Error> {
        self.session().run(&mut request).await
    }

    async fn pause(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }

    fn options(&self) -> &Options {
        self.session().options()
    }
}

impl Monitor for Client {
    type Events = Events<RawEvent>;

    fn listen(&self, wanted: impl Fn(&RawEvent) -> bool + Send + Sync + 'static) -> Self::Events {
        self.events().filter(wanted)
    }

    fn try_event(&self, events: &mut Self::Events) -> Option<Result<RawEvent, Error>> {
        try_next(events)
    }

    async fn event(
        &self,
        events: &mut Self::Events,
        within: Option<Duration>,
    ) -> Option<Result<RawEvent, Error>> {
        next(events, within).await
    }
}

impl Peer for Reconnecting {
    async fn request(&self, mut request: Request) -> Result<Option<Box<RawValue>>, Error> {
        let client = self.client().await?;
        client.session().run(&mut request).await
    }

    async fn pause(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }

    fn options(&self) -> &Options {
        Reconnecting::options(self)
    }
}

impl Monitor for Reconnecting {
    type Events = Events<RawEvent>;

    fn listen(&self, wanted: impl Fn(&RawEvent) -> bool + Send + Sync + 'static) -> Self::Events {
        self.events().filter(wanted)
    }

    fn try_event(&self, events: &mut Self::Events) -> Option<Result<RawEvent, Error>> {
        try_next(events)
    }

    async fn event(
        &self,
        events: &mut Self::Events,
        within: Option<Duration>,
    ) -> Option<Result<RawEvent, Error>> {
        next(events, within).await
    }

    fn reconnects(&self) -> bool {
        true
    }
}

impl Peer for GuestAgent {
    async fn request(&self, mut request: Request) -> Result<Option<Box<RawValue>>, Error> {
        self.session().run(&mut request).await
    }

    async fn pause(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }

    fn options(&self) -> &Options {
        self.session().options()
    }
}
