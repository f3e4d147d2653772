//! Options that do not fit the schema, or are no Rust.

use thiserror::Error;

/// An option that cannot be honoured, with the caller's text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A path or pattern of an option matches nothing in the schema.
    #[error("{option} `{path}` matches nothing in the schema{}", hint(nearest))]
    NoMatch {
        /// The option's name.
        option: &'static str,
        /// The text that the caller gave.
        path: String,
        /// The nearest path that exists.
        nearest: Option<String>,
    },
    /// No match of the pattern can have the change: an enum's value has no type, for example.
    #[error("{option} `{path}`: what it matches cannot have that")]
    DoesNotApply {
        /// The option's name.
        option: &'static str,
        /// The text that the caller gave.
        path: String,
    },
    /// The new name of a `rename` cannot be the name of such an item.
    #[error("rename `{path}` to `{name}`: {reason}")]
    BadName {
        /// The path that was to be renamed.
        path: String,
        /// The name asked for.
        name: String,
        /// Why not.
        reason: &'static str,
    },
    /// Two renames ask for one name where it must be unique.
    #[error("rename `{path}` to `{name}`: `{other}` is renamed to that already")]
    Clash {
        /// The path that was to be renamed.
        path: String,
        /// The name asked for.
        name: String,
        /// The path that has the name.
        other: String,
    },
    /// The text of an option is not the Rust, or not the symbol, that it must be.
    #[error("{option} `{text}`: not {expected}")]
    NotRust {
        /// The option's name.
        option: &'static str,
        /// The text that the caller gave.
        text: String,
        /// The expected kind of text.
        expected: &'static str,
    },
}

fn hint(nearest: &Option<String>) -> String {
    match nearest {
        Some(name) => format!("; did you mean `{name}`?"),
        None => String::new(),
    }
}

/// The known name most like `name`, if any is like it at all; the first of equals.
pub(crate) fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let mut best = (0.75, None);
    for known in known {
        let likeness = strsim::jaro_winkler(name, known);
        if likeness > best.0 {
            best = (likeness, Some(known));
        }
    }
    best.1
}
