//! The log of a proxy: each client's commands, and their outcomes.
//!
//! Invariant: no secret is in an [`Entry`]; those are hidden by the list that all of the project uses.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use qapi_client::introspect::secrets;
use qapi_client::wire::Value;
use serde_json::json;
use serde_json::value::RawValue;

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
    /// The entry as one line of JSON.
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
        entry.to_string()
    }
}

/// Receiver of entries.
#[derive(Clone)]
pub(super) struct Log(Arc<dyn Fn(&Entry) + Send + Sync>);

impl Log {
    pub(super) fn to(receiver: impl Fn(&Entry) + Send + Sync + 'static) -> Self {
        Self(Arc::new(receiver))
    }

    pub(super) fn client(&self, client: u64, profile: &str, action: Action) {
        (self.0)(&Entry {
            time: SystemTime::now(),
            client,
            profile: profile.to_owned(),
            action,
        });
    }

    /// Begins the entry of a command.
    pub(super) fn begin(
        &self,
        client: u64,
        profile: &str,
        name: &str,
        arguments: Option<&RawValue>,
    ) -> Begun {
        Begun {
            log: self.clone(),
            client,
            profile: profile.to_owned(),
            name: name.to_owned(),
            arguments: arguments.map(hidden),
            since: Instant::now(),
        }
    }
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Log")
    }
}

/// Arguments longer than this are not logged.
const LONGEST: usize = 64 << 10;

/// Arguments without their secrets.
fn hidden(arguments: &RawValue) -> Value {
    if arguments.get().len() > LONGEST {
        return format!("{} bytes", arguments.get().len()).into();
    }
    let mut value: Value = serde_json::from_str(arguments.get()).unwrap_or_default();
    secrets::hide(&mut value);
    value
}

/// The entry of a command that has not ended.
pub(super) struct Begun {
    log: Log,
    client: u64,
    profile: String,
    name: String,
    arguments: Option<Value>,
    since: Instant,
}

impl Begun {
    pub(super) fn end(self, outcome: Outcome) {
        let action = Action::Command {
            name: self.name,
            arguments: self.arguments,
            outcome,
            took: self.since.elapsed(),
        };
        self.log.client(self.client, &self.profile, action);
    }
}
