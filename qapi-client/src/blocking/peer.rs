//! The blocking clients, as steps of several commands use them.

use std::time::Duration;

use serde_json::value::RawValue;

use super::agent::GuestAgent;
use super::client::Client;
use super::events::Events;
use crate::error::Error;
use crate::execute::Request;
use crate::options::Options;
use crate::peer::{Monitor, Peer};
use crate::protocol::RawEvent;

impl Peer for Client {
    async fn request(&self, mut request: Request) -> Result<Option<Box<RawValue>>, Error> {
        self.session().run(&mut request)
    }

    async fn pause(&self, pause: Duration) {
        std::thread::sleep(pause);
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
        match events.next_within(Duration::ZERO)? {
            Err(error) if error.is_timeout() => None,
            next => Some(next.map(|event| event.body)),
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
}

impl Peer for GuestAgent {
    async fn request(&self, mut request: Request) -> Result<Option<Box<RawValue>>, Error> {
        self.session().run(&mut request)
    }

    async fn pause(&self, pause: Duration) {
        std::thread::sleep(pause);
    }

    fn options(&self) -> &Options {
        self.session().options()
    }
}
