//! Profiles: the commands, arguments and events that a client of a proxy may have.
//!
//! Input: patterns and rules. Output: a [`View`] of one monitor: its answer to each command, and the
//! texts of `query-qmp-schema` and `query-commands` that show no more than the client may do. [`check`]
//! finds names that the monitor lacks.

mod check;
mod view;

use qapi_client::introspect::secrets::matches;

pub use check::ProfileError;
pub(super) use view::View;

/// Commands that change nothing: all queries of QEMU, its storage daemon and its guest agent.
pub const READ_ONLY: &[&str] = &[
    "query-*",
    "x-query-*",
    "qom-get",
    "qom-list",
    "qom-list-get",
    "qom-list-properties",
    "qom-list-types",
    "device-list-properties",
    "guest-info",
    "guest-ping",
    "guest-get-*",
    "guest-network-get-*",
    "guest-fsfreeze-status",
    "guest-ssh-get-authorized-keys",
];

/// Commands that end QEMU or its guest. The human monitor has a `quit` of its own.
pub const ENDS: &[&str] = &[
    "quit",
    "system_powerdown",
    "system_reset",
    "guest-shutdown",
    "human-monitor-command",
];

/// The answer to a command that a profile refuses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// `CommandNotFound`, as if the monitor did not have the command.
    #[default]
    NotFound,
    /// `GenericError`, with the name of the profile.
    Error,
}

/// A rule for a string in the arguments of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ArgumentRule {
    /// Path of the argument in the query language: `blockdev-add/arg-type/driver`.
    pub path: String,
    /// Patterns of values, in which `*` stands for any characters. Empty: no value.
    pub values: Vec<String>,
    /// The folder that the value has to be an absolute path in.
    pub below: Option<String>,
}

impl ArgumentRule {
    /// Allows no value at `path`; [`values`](Self::values) and [`below`](Self::below) allow some. A
    /// path that ends with a value (`…/qom-type/^secret`) forbids that one.
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            values: Vec::new(),
            below: None,
        }
    }

    /// Allows only values that one of the patterns matches.
    #[must_use]
    pub fn values<V: Into<String>>(self, values: impl IntoIterator<Item = V>) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        Self { values, ..self }
    }

    /// Allows only absolute paths in a folder, without `..` in them.
    #[must_use]
    pub fn below(self, folder: impl Into<String>) -> Self {
        let below = Some(folder.into());
        Self { below, ..self }
    }

    fn allows(&self, value: &str) -> bool {
        let named = self.values.iter().any(|pattern| matches(pattern, value));
        let inside = self.below.as_deref().is_some_and(|folder| {
            let rest = value.strip_prefix(folder.trim_end_matches('/'));
            rest.is_some_and(|rest| {
                rest.starts_with('/') && !rest.split('/').any(|part| part == "..")
            })
        });
        named || inside
    }
}

/// The part of a monitor that a client of a proxy may use.
///
/// Commands and events are chosen by patterns, in which `*` stands for any characters. A pattern of
/// `deny` wins over one of `allow`.
///
/// # Examples
///
/// ```
/// use qapi_server::proxy::{ArgumentRule, Profile};
///
/// let backup = Profile::read_only()
///     .named("backup")
///     .allow(["blockdev-add", "blockdev-backup", "job-*"])
///     .argument(ArgumentRule::new("blockdev-add/arg-type/driver").values(["file", "qcow2"]))
///     .argument(ArgumentRule::new("blockdev-add/arg-type/+file/filename").below("/backup"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// The name, for the log.
    pub name: String,
    /// Patterns of commands that may be executed.
    pub allow: Vec<String>,
    /// Patterns of commands that may not.
    pub deny: Vec<String>,
    /// Patterns of events that are sent.
    pub events: Vec<String>,
    /// Rules for arguments.
    pub arguments: Vec<ArgumentRule>,
    /// The answer to other commands.
    pub refusal: Refusal,
    /// Number of patterns of each list that come with a ready profile: they may name commands that
    /// the monitor lacks.
    ready: [usize; 2],
}

impl Profile {
    fn ready(name: &str, allow: &[&str], deny: &[&str]) -> Self {
        let owned = |patterns: &[&str]| patterns.iter().map(|&p| p.to_owned()).collect();
        Self {
            name: name.to_owned(),
            allow: owned(allow),
            deny: owned(deny),
            events: vec!["*".to_owned()],
            arguments: Vec::new(),
            refusal: Refusal::default(),
            ready: [allow.len(), deny.len()],
        }
    }

    /// All commands and events.
    #[must_use]
    pub fn full() -> Self {
        Self::ready("full", &["*"], &[])
    }

    /// The commands of [`READ_ONLY`], and all events.
    #[must_use]
    pub fn read_only() -> Self {
        Self::ready("read-only", READ_ONLY, &[])
    }

    /// All commands but those of [`ENDS`], and all events.
    #[must_use]
    pub fn no_quit() -> Self {
        Self::ready("no-quit", &["*"], ENDS)
    }

    /// No commands and no events.
    #[must_use]
    pub fn none() -> Self {
        let mut profile = Self::ready("none", &[], &[]);
        profile.events.clear();
        profile
    }

    /// The ready profile of that name: `full`, `read-only`, `no-quit` or `none`.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        let all = [
            Self::full(),
            Self::read_only(),
            Self::no_quit(),
            Self::none(),
        ];
        all.into_iter().find(|profile| profile.name == name)
    }

    /// Changes the name.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        let name = name.into();
        Self { name, ..self }
    }

    /// Allows the commands that the patterns match, too.
    #[must_use]
    pub fn allow<P: Into<String>>(mut self, patterns: impl IntoIterator<Item = P>) -> Self {
        self.allow.extend(patterns.into_iter().map(Into::into));
        self
    }

    /// Denies the commands that the patterns match.
    #[must_use]
    pub fn deny<P: Into<String>>(mut self, patterns: impl IntoIterator<Item = P>) -> Self {
        self.deny.extend(patterns.into_iter().map(Into::into));
        self
    }

    /// Sends only the events that the patterns match.
    #[must_use]
    pub fn events<P: Into<String>>(self, patterns: impl IntoIterator<Item = P>) -> Self {
        let events = patterns.into_iter().map(Into::into).collect();
        Self { events, ..self }
    }

    /// Adds a rule for an argument.
    #[must_use]
    pub fn argument(mut self, rule: ArgumentRule) -> Self {
        self.arguments.push(rule);
        self
    }

    /// Changes the answer to commands that it refuses.
    #[must_use]
    pub fn refusal(self, refusal: Refusal) -> Self {
        Self { refusal, ..self }
    }

    pub(super) fn allows_command(&self, name: &str) -> bool {
        let any = |patterns: &[String]| patterns.iter().any(|pattern| matches(pattern, name));
        any(&self.allow) && !any(&self.deny)
    }

    pub(super) fn allows_event(&self, name: &str) -> bool {
        self.events.iter().any(|pattern| matches(pattern, name))
    }
}
