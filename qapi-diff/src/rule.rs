//! Rules: the kinds of change, each with its severity for each side.
//!
//! A rule is data (id, severity by side, text, reason, example) and one small function that
//! recognises the change at a [`Site`]. Every rule is asked at every site; at most one recognises
//! a given change.

use super::change::Change;
use super::rust::RustSite;
use super::severity::{Severity, Side};
use super::site::Site;

/// A rule's severity by side; None where the rule cannot apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels {
    /// In arguments, and of commands themselves.
    pub request: Option<Severity>,
    /// In return values.
    pub reply: Option<Severity>,
    /// In event's data, and of events themselves.
    pub event: Option<Severity>,
    /// Severity in features. A rule with this level has no other.
    pub introspection: Option<Severity>,
    /// In the generated Rust. A rule with this level has no other.
    pub rust: Option<Severity>,
}

impl Levels {
    const NONE: Levels = Levels {
        request: None,
        reply: None,
        event: None,
        introspection: None,
        rust: None,
    };

    pub(super) const fn request(level: Severity) -> Self {
        Levels {
            request: Some(level),
            ..Levels::NONE
        }
    }

    pub(super) const fn event(level: Severity) -> Self {
        Levels {
            event: Some(level),
            ..Levels::NONE
        }
    }

    pub(super) const fn introspection(level: Severity) -> Self {
        Levels {
            introspection: Some(level),
            ..Levels::NONE
        }
    }

    /// Sent by clients, and read by them.
    pub(super) const fn sent_read(sent: Severity, read: Severity) -> Self {
        Levels {
            request: Some(sent),
            reply: Some(read),
            event: Some(read),
            ..Levels::NONE
        }
    }

    pub(super) const fn rust(level: Severity) -> Self {
        Levels {
            rust: Some(level),
            ..Levels::NONE
        }
    }

    /// The side on which it is reported when found on `side`, and how bad it is there.
    pub fn at(&self, side: Side) -> Option<(Side, Severity)> {
        if let Some(level) = self.introspection {
            return Some((Side::Introspection, level));
        }
        let level = match side {
            Side::Request => self.request,
            Side::Reply => self.reply,
            Side::Event => self.event,
            Side::Introspection => None,
            Side::Rust => self.rust,
        };
        level.map(|level| (side, level))
    }
}

/// A kind of change.
#[derive(Debug)]
pub struct Rule {
    /// Its name: kebab-case, never changed or used again.
    pub id: &'static str,
    /// The change that it recognises.
    pub text: &'static str,
    /// The reason for its severity.
    pub reason: &'static str,
    /// A change that it recognises, in the schema language.
    pub example: &'static str,
    /// Its severity by side.
    pub levels: Levels,
    /// True for removals, which are less severe after deprecation.
    pub removal: bool,
    /// The function that recognises it.
    pub(super) check: Check,
}

/// Function of a [`Rule`]: recognises a change at a site.
#[derive(Clone, Copy, Debug)]
pub(super) enum Check {
    /// On the wire.
    Wire(fn(&Site<'_, '_>) -> Option<Hit>),
    /// In the generated Rust.
    Rust(fn(&RustSite<'_>) -> Option<Hit>),
}

impl Rule {
    /// Reports that it is about the generated Rust, and not about the wire.
    pub fn is_about_rust(&self) -> bool {
        matches!(self.check, Check::Rust(_))
    }
}

/// A change recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Hit {
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    pub(super) message: String,
}

impl Hit {
    /// The change at `path` that `rule` has recognised.
    pub(super) fn change(
        self,
        rule: &'static Rule,
        (side, severity): (Side, Severity),
        path: String,
    ) -> Change {
        Change {
            rule: rule.id,
            severity,
            side,
            path,
            old: self.old,
            new: self.new,
            message: self.message,
            ..Change::default()
        }
    }

    pub(super) fn added(new: impl Into<String>, message: String) -> Option<Self> {
        Some(Hit {
            old: None,
            new: Some(new.into()),
            message,
        })
    }

    pub(super) fn removed(old: impl Into<String>, message: String) -> Option<Self> {
        Some(Hit {
            old: Some(old.into()),
            new: None,
            message,
        })
    }

    pub(super) fn changed(
        old: impl Into<String>,
        new: impl Into<String>,
        message: String,
    ) -> Option<Self> {
        Some(Hit {
            old: Some(old.into()),
            new: Some(new.into()),
            message,
        })
    }
}
