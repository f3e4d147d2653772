//! Settings of a session, as the command line gives them.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use qapi_client::Address;
use qapi_client::introspect::Schema;

/// Default limit of the time to connect.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Default limit of the time for a command.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(60);

/// Documentation of commands and events.
pub trait Documentation: fmt::Debug + Send + Sync {
    /// Returns the documentation of a command or event, as plain text; `version` is that of the
    /// monitor.
    fn of(&self, name: &str, version: Option<(u64, u64, u64)>) -> Option<String>;
}

/// Settings of a session.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Settings {
    /// Address of the monitor or agent; without it, messages are printed and not sent.
    pub address: Option<Address>,
    /// Lines to execute; if empty, lines are read from standard input.
    pub exec: Vec<String>,
    /// Go on after a line that fails.
    pub keep_going: bool,
    /// Speak to a guest agent, without a test for a monitor's greeting.
    pub agent: bool,
    /// Schema for completion, checks and help, instead of the monitor's.
    pub schema: Option<Arc<Schema<'static>>>,
    /// Format of replies.
    pub format: Format,
    /// Names of the events to show, as `:events` takes them.
    pub events: Vec<String>,
    /// Limit of the time to connect and for each command; `None` for the defaults.
    pub timeout: Option<Timeout>,
    /// Connect again each time the connection ends.
    pub reconnect: bool,
    /// File to which all messages are added.
    pub transcript: Option<PathBuf>,
    /// Program to start, and its arguments, instead of an address.
    pub spawn: Vec<String>,
    /// Retry until the peer listens.
    pub wait: bool,
    /// Print messages as they go over the wire.
    pub verbose: bool,
    /// Shows long text in a pager; returns false if it does not.
    pub pager: Option<fn(&str) -> bool>,
    /// Documentation of commands and events, for `help`.
    pub documentation: Option<Arc<dyn Documentation>>,
    /// Add to a transcript that others than its owner can read.
    pub transcript_readable: bool,
    /// Read and write the history file.
    pub history: bool,
    /// Colours on standard output.
    pub colour_output: bool,
    /// Colours on standard error.
    pub colour_errors: bool,
}

impl Settings {
    /// Settings for a session with history, and the defaults for the rest.
    #[must_use]
    pub fn new() -> Self {
        Self {
            history: true,
            ..Self::default()
        }
    }

    /// The limit of the time to connect.
    pub(crate) fn connect_timeout(&self) -> Option<Duration> {
        self.timeout.map_or(Some(CONNECT_TIMEOUT), |t| t.0)
    }

    /// The limit of the time for a command.
    pub(crate) fn command_timeout(&self) -> Option<Duration> {
        self.timeout.map_or(Some(TIMEOUT), |t| t.0)
    }
}

/// Format of replies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// The returned value, on several lines.
    #[default]
    Pretty,
    /// The returned value, on one line.
    Compact,
    /// The whole message, on one line.
    Json,
}

impl Format {
    /// Names of the formats, as `:format` takes them.
    pub const NAMES: [&str; 3] = ["pretty", "compact", "json"];

    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "pretty" => Some(Self::Pretty),
            "compact" => Some(Self::Compact),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// Limit of a time in seconds; `none` is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout(pub Option<Duration>);

/// Text that is not a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither a number of seconds nor `none`")]
pub struct NotATimeout;

impl FromStr for Timeout {
    type Err = NotATimeout;

    /// Parses seconds, perhaps with a fraction, or `none`. A time beyond the clock's range is none.
    fn from_str(text: &str) -> Result<Self, NotATimeout> {
        if text == "none" {
            return Ok(Self(None));
        }
        let seconds = text.parse().map_err(|_| NotATimeout)?;
        let time = Duration::try_from_secs_f64(seconds).map_err(|_| NotATimeout)?;
        Ok(Self(Instant::now().checked_add(time).map(|_| time)))
    }
}
