//! Severities of changes, and the sides of the conversation that they concern.

use std::fmt;

/// Severity of a change for clients of the old version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It breaks nobody.
    #[default]
    Compatible,
    /// It may break a client that is not lenient.
    Warning,
    /// It breaks clients that use the changed part.
    Breaking,
}

/// Part of the conversation that a change concerns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Commands and their arguments: clients send them.
    #[default]
    Request,
    /// Return values: clients read them.
    Reply,
    /// Events: clients read them.
    Event,
    /// Features, which only `query-qmp-schema` shows.
    Introspection,
    /// The generated Rust: programs are compiled with it.
    Rust,
}

impl Severity {
    /// `compatible`, `warning` or `breaking`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Compatible => "compatible",
            Severity::Warning => "warning",
            Severity::Breaking => "breaking",
        }
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Severity::Compatible, Severity::Warning, Severity::Breaking]
            .into_iter()
            .find(|s| s.as_str() == name)
    }
}

impl Side {
    /// `request`, `reply`, `event`, `introspection` or `rust`.
    pub fn as_str(self) -> &'static str {
        match self {
            Side::Request => "request",
            Side::Reply => "reply",
            Side::Event => "event",
            Side::Introspection => "introspection",
            Side::Rust => "rust",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
