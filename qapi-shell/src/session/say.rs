//! Output of a session.
//!
//! Input: values, events, errors and text. Output: on the screen, in the session's [`Format`]; for an
//! error, also the [`Outcome`] of its line.
//!
//! Invariant: in the format of messages, standard output has nothing but messages.

use std::sync::PoisonError;

use qapi_client::{Error, EventMessage, RawEvent};
use serde_json::{Value, json};

use super::{Done, Outcome, Session};
use crate::Format;
use crate::events;
use crate::pretty::{self, Style, escape};
use crate::problem::LineError;

impl Session {
    pub(super) fn format(&self) -> Format {
        *self.format.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Prints long text through a pager, if a terminal has one.
    pub(super) async fn page(&self, text: &str) -> Done {
        let paged = |pager: fn(&str) -> bool| self.screen.is_terminal() && pager(text);
        match self.pager.is_some_and(paged) {
            true => Ok(Outcome::Done),
            false => self.tell(text).await,
        }
    }

    pub(super) async fn print(&self, text: &str) -> Done {
        self.screen.print(text).await.map(|()| Outcome::Done)
    }

    /// Prints text that is not a message; not to standard output if that is for messages.
    pub(super) async fn tell(&self, text: &str) -> Done {
        if self.screen.is_terminal() || self.format() != Format::Json {
            return self.print(text).await;
        }
        self.screen.say(text).await;
        Ok(Outcome::Done)
    }

    /// Says something in the colour of its style, its first line at least.
    pub(super) async fn say(&self, style: Style, text: &str) {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let first = self.screen.said.paint(style, first);
        self.screen.say(&format!("{first}\n{rest}")).await;
    }

    pub(super) async fn complain(&self, error: &LineError, text: &str) -> Outcome {
        self.say(Style::Error, &error.render(text)).await;
        Outcome::Unusable
    }

    pub(super) async fn reply(&self, value: &Value) -> Done {
        let paint = self.screen.paint;
        let text = match self.format() {
            Format::Pretty => {
                let text = pretty::text(value);
                text.unwrap_or_else(|| pretty::pretty(value, paint))
            }
            Format::Compact => pretty::line(value, paint),
            Format::Json => pretty::line(&json!({ "return": value }), paint),
        };
        self.print(&text).await
    }

    pub(super) fn event_line(&self, event: &EventMessage<RawEvent>) -> String {
        let paint = self.screen.paint;
        match self.format() {
            Format::Json => pretty::line(&events::message(event), paint),
            _ => events::line(event, paint),
        }
    }

    pub(super) async fn failure(&self, error: &Error) -> Done {
        if let (Error::Command(error), Format::Json) = (error, self.format()) {
            let error = json!({ "class": error.class.as_str(), "desc": error.desc });
            let message = json!({ "error": error });
            let text = pretty::line(&message, self.screen.paint);
            return self.print(&text).await.map(|_| Outcome::Failed);
        }
        let text = format!("error: {}", escape(&error.to_string()));
        self.say(Style::Error, &text).await;
        Ok(match error.is_disconnected() {
            true => Outcome::Unconnected,
            false => Outcome::Failed,
        })
    }

    pub(super) async fn unconnected(&self) -> Outcome {
        let next = match (self.link.target(), self.screen.is_terminal()) {
            (Some(_), true) => "; :reconnect connects again",
            (None, _) => ": there is no address",
            (_, false) => "",
        };
        self.say(Style::Error, &format!("error: not connected{next}"))
            .await;
        Outcome::Unconnected
    }

    pub(super) async fn refuse_of_agent(&self, what: &str) -> Outcome {
        let text = format!("error: a guest agent {what}");
        self.say(Style::Error, &text).await;
        Outcome::Unusable
    }
}
