//! The shell's own commands, which begin with a colon.
//!
//! Input: a command and its words. Output: the outcome, or an error with its place in the line.

use std::sync::PoisonError;
use std::time::Duration;

use qapi_client::tokio::Client;

use super::wait::SINCE_CONNECT;
use super::{Done, Outcome, Session};
use crate::error::with_cause;
use crate::line::Word;
use crate::link::Connection;
use crate::own::Own;
use crate::pretty::{Style, escape};
use crate::problem::{LineError, Problem, hint};
use crate::since::Since;
use crate::{Format, Timeout, help, top};

impl Session {
    /// Does a command of the shell's own.
    pub(super) async fn own(
        &mut self,
        own: &Own,
        text: &str,
        words: &[Word],
    ) -> Result<Done, LineError> {
        let usage = || {
            let start = words.first().map_or(text.len(), |word| word.span.start);
            let end = words.last().map_or(text.len(), |word| word.span.end);
            LineError::new(Problem::Usage(own.usage), start..end)
        };
        let arguments: Vec<_> = words.iter().map(|word| &text[word.span.clone()]).collect();
        Ok(match (own.name, &*arguments) {
            (":help", _) => self.tell(&help::own_commands(self.screen.paint)).await,
            (":quit", []) => Ok(Outcome::Quit),
            (":status", []) => self.tell(&self.status()).await,
            (":events", _) if matches!(self.link.connection(), Some(Connection::Agent(_))) => {
                Ok(self.refuse_of_agent("has neither events nor jobs").await)
            }
            (":events", names) => {
                self.check_events(words, names)?;
                let told = self.filter.with(|filter| {
                    filter.change(names.iter().copied());
                    filter.describe()
                });
                self.tell(&told).await
            }
            (":format", [name]) => {
                let format = Format::named(name).ok_or_else(usage)?;
                *self.format.lock().unwrap_or_else(PoisonError::into_inner) = format;
                Ok(Outcome::Done)
            }
            (":timeout", [seconds]) => {
                self.timeout = seconds.parse::<Timeout>().map_err(|_| usage())?.0;
                Ok(Outcome::Done)
            }
            (":reconnect", []) => self.reconnect().await,
            (":wait", [name, rest @ ..]) => {
                self.check_events(&words[..1], &[name])?;
                let flag = |word: &&&str| **word == SINCE_CONNECT;
                let timeout = match &*rest.iter().filter(|word| !flag(word)).collect::<Vec<_>>() {
                    [] => self.timeout,
                    [seconds] => seconds.parse::<Timeout>().map_err(|_| usage())?.0,
                    _ => return Err(usage()),
                };
                self.wait(name, timeout, rest.contains(&SINCE_CONNECT))
                    .await
            }
            (":history", ["events", names @ ..]) => {
                self.check_events(&words[1..], names)?;
                self.history(names).await
            }
            (":top", []) => self.top(top::INTERVAL).await,
            (":top", [seconds]) => {
                let interval = seconds
                    .parse::<Timeout>()
                    .ok()
                    .and_then(|timeout| timeout.0);
                self.top(interval.ok_or_else(usage)?).await
            }
            (":fd", [name, _, ..]) => self.give_named(name, text, words).await,
            (":fdset", [_, ..]) => self.give_set(text, words).await,
            (":jobs", []) => self.jobs().await,
            (":job", [id]) => self.job(id).await,
            _ => return Err(usage()),
        })
    }

    /// Events that the schema does not have cannot come.
    fn check_events(&self, words: &[Word], names: &[&str]) -> Result<(), LineError> {
        let knowledge = self.link.knowledge();
        let known = knowledge.events();
        for (word, name) in words.iter().zip(names) {
            let bare = name.trim_start_matches('-');
            if known.is_empty() || ["all", "none"].contains(name) || known.contains(&bare) {
                continue;
            }
            let problem = Problem::UnknownEvent {
                name: bare.to_owned(),
                hint: hint(bare, known),
            };
            return Err(LineError::new(problem, word.span.clone()));
        }
        Ok(())
    }

    async fn reconnect(&mut self) -> Done {
        self.since = Since::default();
        match self.link.connect().await {
            Ok(()) => self.tell(&self.status()).await,
            Err(error) => {
                let text = format!("error: {}", escape(&error.to_string()));
                self.say(Style::Error, &text).await;
                Ok(Outcome::Unconnected)
            }
        }
    }

    /// Returns the monitor, or the outcome without one.
    pub(super) async fn monitor(&self) -> Result<Client, Outcome> {
        match self.link.wait(self.connect_timeout).await {
            Some(Connection::Monitor(client)) => Ok(client),
            Some(Connection::Agent(_)) => {
                Err(self.refuse_of_agent("has neither events nor jobs").await)
            }
            None => Err(self.unconnected().await),
        }
    }

    /// Lists the last events of those names.
    async fn history(&self, names: &[&str]) -> Done {
        self.link.settle().await;
        let events = self.link.history.of(names);
        if events.is_empty() {
            return self.tell("no events").await;
        }
        let lines: Vec<_> = events.iter().map(|event| self.event_line(event)).collect();
        self.print(&lines.join("\n")).await
    }

    /// Shows the full-screen view.
    async fn top(&mut self, interval: Duration) -> Done {
        let client = match self.monitor().await {
            Ok(client) => client,
            Err(outcome) => return Ok(outcome),
        };
        let knowledge = self.link.knowledge();
        match top::run(&client, &knowledge, &self.link, &self.screen, interval).await {
            Ok(()) => Ok(Outcome::Done),
            Err(error) => {
                let text = format!("error: {}", escape(&with_cause(&error)));
                self.say(Style::Error, &text).await;
                Ok(Outcome::Failed)
            }
        }
    }
}
