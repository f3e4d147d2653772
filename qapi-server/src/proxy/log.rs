//! The log of a proxy: each client's commands, and their outcomes.
//!
//! Invariant: unless asked for, no secret is in an [`Entry`]; those are hidden by the list that all of
//! the project uses.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use qapi_client::Transcript;
use qapi_client::introspect::json::Json;
use qapi_client::introspect::{escape, secrets};
use qapi_client::wire::Value;
use serde_json::json;
use serde_json::value::RawValue;

use super::trace;
use crate::handler::Call;

/// Outcome of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The monitor executed it, or the proxy answered it.
    Success,
    /// The monitor answered with an error.
    Error,
    /// The proxy did not send it.
    Refused,
    /// The connection to the monitor ended before the reply: it may have run.
    Lost,
}

impl Outcome {
    /// The outcome in the log and in the counters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Error => "error",
            Self::Refused => "refused",
            Self::Lost => "lost",
        }
    }
}

/// An entry of the log.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Entry {
    /// Time of the entry.
    pub time: SystemTime,
    /// Number of the client, unique in this proxy.
    pub client: u64,
    /// The client's profile.
    pub profile: String,
    /// The command; none where the client connects or leaves.
    pub action: Action,
}

/// The subject of an entry.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Action {
    /// The client connects.
    Connect,
    /// The client leaves.
    Leave {
        /// Reason that the proxy disconnected it, such as a limit that it exceeded; none if it left.
        reason: Option<String>,
    },
    /// A command ends.
    Command {
        /// Its name.
        name: String,
        /// Its arguments, without secrets.
        arguments: Option<Value>,
        /// Its outcome.
        outcome: Outcome,
        /// Time from the command to its reply.
        took: Duration,
    },
}

impl Entry {
    /// The entry as one line of JSON, with control characters as `\u` escapes.
    #[must_use]
    pub fn to_json(&self) -> String {
        let since = self.time.duration_since(SystemTime::UNIX_EPOCH);
        let mut entry = json!({
            "time": since.unwrap_or_default().as_secs_f64(),
            "client": self.client,
            "profile": self.profile,
        });
        match &self.action {
            Action::Connect => entry["action"] = "connect".into(),
            Action::Leave { reason } => {
                entry["action"] = "leave".into();
                if let Some(reason) = reason {
                    entry["reason"] = reason.as_str().into();
                }
            }
            Action::Command {
                name,
                arguments,
                outcome,
                took,
            } => {
                entry["command"] = name.as_str().into();
                if let Some(arguments) = arguments {
                    entry["arguments"] = arguments.clone();
                }
                entry["outcome"] = outcome.as_str().into();
                entry["took"] = took.as_secs_f64().into();
            }
        }
        escape::terminal(&entry.to_string()).into_owned()
    }
}

/// Receivers of what clients do.
#[derive(Clone, Default)]
pub(super) struct Log {
    receiver: Option<Receiver>,
    transcripts: Option<Transcripts>,
    /// Entries have secrets, too.
    shows_secrets: bool,
}

type Receiver = Arc<dyn Fn(&Entry) + Send + Sync>;
type Transcripts = Arc<dyn Fn(u64, &str) -> Option<Transcript> + Send + Sync>;

impl Log {
    pub(super) fn set_receiver(&mut self, receiver: impl Fn(&Entry) + Send + Sync + 'static) {
        self.receiver = Some(Arc::new(receiver));
    }

    pub(super) fn set_transcripts(
        &mut self,
        open: impl Fn(u64, &str) -> Option<Transcript> + Send + Sync + 'static,
    ) {
        self.transcripts = Some(Arc::new(open));
    }

    pub(super) fn show_secrets(&mut self, show: bool) {
        self.shows_secrets = show;
    }

    /// Opens the transcript of a client.
    pub(super) fn transcript(&self, client: u64, profile: &str) -> Option<Transcript> {
        self.transcripts.as_ref()?(client, profile)
    }

    pub(super) fn client(&self, client: u64, profile: &str, action: Action) {
        if let Action::Leave {
            reason: Some(reason),
        } = &action
        {
            trace::disconnected(client, profile, reason);
        }
        if let Some(receiver) = &self.receiver {
            receiver(&Entry {
                time: SystemTime::now(),
                client,
                profile: profile.to_owned(),
                action,
            });
        }
    }

    /// Begins the entry of a command.
    pub(super) fn begin(&self, profile: &str, call: &Call) -> Begun {
        let span = trace::command(call.client, profile, &call.command);
        let arguments = call.arguments.as_deref();
        let line = self.receiver.is_some().then(|| Line {
            log: self.clone(),
            client: call.client,
            profile: profile.to_owned(),
            name: (*call.command).to_owned(),
            arguments: arguments.map(|arguments| shown(arguments, self.shows_secrets)),
            since: Instant::now(),
        });
        Begun { span, line }
    }
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Log")
    }
}

/// Arguments longer than this are not logged.
const LONGEST: usize = 64 << 10;

/// Arguments without their secrets, unless those are asked for.
fn shown(arguments: &RawValue, with_secrets: bool) -> Value {
    if arguments.get().len() > LONGEST {
        return format!("{} bytes", arguments.get().len()).into();
    }
    let value = |text| serde_json::from_str(text).unwrap_or_default();
    if with_secrets {
        return value(arguments.get());
    }
    match Json::parse(arguments.get()) {
        Ok(mut arguments) => {
            secrets::hide(&mut arguments);
            value(&arguments.to_string())
        }
        Err(_) => Value::Null,
    }
}

/// The entry and the span of a command that has not ended.
pub(super) struct Begun {
    span: trace::Span,
    line: Option<Line>,
}

struct Line {
    log: Log,
    client: u64,
    profile: String,
    name: String,
    arguments: Option<Value>,
    since: Instant,
}

impl Begun {
    pub(super) fn end(self, outcome: Outcome) {
        self.span.end(outcome.as_str());
        let Some(line) = self.line else {
            return;
        };
        let action = Action::Command {
            name: line.name,
            arguments: line.arguments,
            outcome,
            took: line.since.elapsed(),
        };
        line.log.client(line.client, &line.profile, action);
    }
}
