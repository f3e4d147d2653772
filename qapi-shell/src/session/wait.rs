//! `:wait`: waits for an event.
//!
//! Input: the event's name and a deadline. Output: the first such event since the last command was sent,
//! or since connecting.

use std::time::Duration;

use super::{Done, Outcome, Session};
use crate::pretty::{Style, escape};
use crate::since::next_of;

/// Word that makes `:wait` look at all events of the connection.
pub(super) const SINCE_CONNECT: &str = "--since-connect";

impl Session {
    /// Waits for an event since the last command was sent, or since connecting.
    pub(super) async fn wait(
        &mut self,
        name: &str,
        timeout: Option<Duration>,
        since_connect: bool,
    ) -> Done {
        if since_connect {
            self.link.settle().await;
            if let Some(event) = self.link.history.of(&[name]).first() {
                return self.print(&self.event_line(event)).await;
            }
        }
        // Events from before the connection's end are still there.
        let mut events = match self.since.events.take() {
            Some(events) => events,
            None => match self.monitor().await {
                Ok(client) => client.events(),
                Err(outcome) => return Ok(outcome),
            },
        };
        let deadline = timeout.unwrap_or(Duration::MAX);
        let event = match tokio::time::timeout(deadline, next_of(&mut events, name)).await {
            Ok(Ok(Some(event))) => event,
            Ok(Err(error)) => return self.failure(&error).await,
            Ok(Ok(None)) => {
                let text = format!("error: the connection ended before {} came", escape(name));
                self.say(Style::Error, &text).await;
                return Ok(Outcome::Unconnected);
            }
            Err(_) => {
                let name = escape(name);
                let text = format!("error: timed out after {deadline:?} waiting for {name}");
                self.say(Style::Error, &text).await;
                self.since.events = Some(events);
                return Ok(Outcome::Failed);
            }
        };
        self.since.events = Some(events);
        self.link.settle().await;
        self.print(&self.event_line(&event)).await
    }
}
