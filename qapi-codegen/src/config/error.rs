//! Options that do not fit the schema, or are no Rust.

use std::fmt;

/// An option that cannot be honoured, with the caller's text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigError {
    /// A path or pattern of an option matches nothing in the schema.
    NoMatch {
        /// The option's name.
        option: &'static str,
        /// The text that the caller gave.
        path: String,
        /// The nearest path that exists.
        nearest: Option<String>,
    },
    /// A pattern of `select_devices` selects nothing in the recordings.
    NoDevice {
        /// The pattern.
        pattern: String,
        /// The nearest name that exists.
        nearest: Option<String>,
    },
    /// No match of the pattern can have the change: an enum's value has no type, for example.
    DoesNotApply {
        /// The option's name.
        option: &'static str,
        /// The text that the caller gave.
        path: String,
    },
    /// Only text can have the change, and no match of the pattern is text.
    NotText {
        /// The option's name.
        option: &'static str,
        /// The text that the caller gave.
        path: String,
        /// A member that it matches.
        member: String,
        /// The member's type in the schema.
        ty: String,
    },
    /// The new name of a `rename` cannot be the name of such an item.
    BadName {
        /// The path that was to be renamed.
        path: String,
        /// The name asked for.
        name: String,
        /// The reason.
        reason: &'static str,
    },
    /// Two renames ask for one name where it must be unique.
    Clash {
        /// The path that was to be renamed.
        path: String,
        /// The name asked for.
        name: String,
        /// The path that has the name.
        other: String,
    },
    /// The text of an option is not the Rust, or not the symbol, that it must be.
    NotRust {
        /// The option's name.
        option: &'static str,
        /// The text that the caller gave.
        text: String,
        /// The expected kind of text.
        expected: &'static str,
    },
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMatch {
                option,
                path,
                nearest,
            } => write!(
                f,
                "{option} `{path}` matches nothing in the schema{}",
                hint(nearest)
            ),
            Self::NoDevice { pattern, nearest } => write!(
                f,
                "select_devices `{pattern}` matches nothing in the recordings of devices{}",
                hint(nearest)
            ),
            Self::DoesNotApply { option, path } => {
                write!(f, "{option} `{path}`: what it matches cannot have that")
            }
            Self::NotText {
                option,
                path,
                member,
                ty,
            } => write!(f, "{option} `{path}`: `{member}` is `{ty}`, not `str`"),
            Self::BadName { path, name, reason } => {
                write!(f, "rename `{path}` to `{name}`: {reason}")
            }
            Self::Clash { path, name, other } => write!(
                f,
                "rename `{path}` to `{name}`: `{other}` is renamed to that already"
            ),
            Self::NotRust {
                option,
                text,
                expected,
            } => write!(f, "{option} `{text}`: not {expected}"),
        }
    }
}

impl std::error::Error for ConfigError {}

fn hint(nearest: &Option<String>) -> String {
    match nearest {
        Some(name) => format!("; did you mean `{name}`?"),
        None => String::new(),
    }
}
