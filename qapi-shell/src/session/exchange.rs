//! A command's way to the peer, and its reply.
//!
//! Input: a request, or a line for the human monitor. Output: the reply on the screen.
//!
//! Invariant: a command is announced to the echo, and events are listened to, before it is sent.

use qapi_client::introspect::Schema;
use qapi_client::introspect::json::Json;
use qapi_client::introspect::policy::{Policy, Reaction};
use serde_json::Value;

use super::{Done, Outcome, Session};
use crate::link::Connection;
use crate::pretty::{self, Style, escape};
use crate::request::Request;
use crate::since::Since;
use crate::{Format, ShellError, hmp};

impl Session {
    /// Sends a command and prints its reply. Without a peer, prints the message.
    pub(super) async fn send(&mut self, request: Request) -> Done {
        match self.exchange(request).await? {
            Ok(value) => self.reply(&value).await,
            Err(outcome) => Ok(outcome),
        }
    }

    /// Passes a line to the human monitor, and prints its answer as text.
    pub(super) async fn hmp(&mut self, line: &str) -> Done {
        let cpu = hmp::cpu(line).or(self.cpu);
        let answer = self.exchange(hmp::request(line, cpu)).await?;
        if answer.is_ok() {
            self.cpu = cpu;
        }
        match answer {
            Ok(Value::String(text)) if self.format() == Format::Pretty => {
                match pretty::text_lines(&text) {
                    lines if lines.is_empty() => Ok(Outcome::Done),
                    lines => self.print(&lines).await,
                }
            }
            Ok(value) => self.reply(&value).await,
            Err(outcome) => Ok(outcome),
        }
    }

    /// Sends a command and returns the value of its reply, or the outcome without one.
    async fn exchange(&mut self, request: Request) -> Result<Result<Value, Outcome>, ShellError> {
        let knowledge = self.link.knowledge();
        if let Some(schema) = knowledge.schema() {
            self.warn(schema, &request).await;
        }
        if self.link.target().is_none() {
            let message = match request.typed_message() {
                Some(message) => escape(&message),
                None => pretty::line(&request.message(), self.screen.paint),
            };
            return self.print(&message).await.map(Err);
        }
        let Some(connection) = self.link.wait(self.connect_timeout).await else {
            return Ok(Err(self.unconnected().await));
        };
        if knowledge.is_disabled(&request.name) {
            let text = format!("warning: `{}` is disabled in this agent", request.name);
            self.say(Style::Warning, &escape(&text)).await;
        }
        self.asked.announce(&request);
        match &connection {
            Connection::Monitor(client) => {
                self.since = Since::listen(client, knowledge.schema(), &request)
            }
            Connection::Agent(_) if request.oob => {
                return Ok(Err(self
                    .refuse_of_agent("executes nothing out of band")
                    .await));
            }
            Connection::Agent(_) => {}
        }
        let has_response = knowledge.has_response(&request.name);
        let executed = connection
            .execute(request, has_response, self.timeout)
            .await;
        if let Some(echo) = &self.echo {
            echo.settle().await;
        }
        match executed {
            Ok(value) => Ok(Ok(value)),
            Err(error) => self.failure(&error).await.map(Err),
        }
    }

    /// Warns of deprecated and unstable commands and arguments.
    async fn warn(&self, schema: &Schema<'static>, request: &Request) {
        let policy = Policy::default()
            .deprecated(Reaction::Warn)
            .unstable(Reaction::Warn);
        let arguments = request.arguments.as_ref().map(ToString::to_string);
        let arguments = arguments.as_deref().map(Json::parse).and_then(Result::ok);
        for finding in schema.check_command(&request.name, arguments.as_ref(), &policy) {
            let text = format!("warning: {}", escape(&finding.to_string()));
            self.say(Style::Warning, &text).await;
        }
    }
}
