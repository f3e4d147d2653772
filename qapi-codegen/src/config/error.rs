//! Options that do not fit the schema, or are no Rust.

use thiserror::Error;

/// An option that cannot be honoured. Each names what was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A path or pattern of an option matches nothing in the schema.
    #[error("{option} `{path}` matches nothing in the schema{}", hint(nearest))]
    NoMatch {
        /// The option's name.
        option: &'static str,
        /// What was asked for.
        path: String,
        /// What it may have meant.
        nearest: Option<String>,
    },
    /// What a pattern matches cannot have what the option gives: an enum's value a type, say.
    #[error("{option} `{path}`: what it matches cannot have that")]
    DoesNotApply {
        /// The option's name.
        option: &'static str,
        /// What was asked for.
        path: String,
    },
    /// The new name of a `rename` cannot be the name of such an item.
    #[error("rename `{path}` to `{name}`: {reason}")]
    BadName {
        /// What was to be renamed.
        path: String,
        /// The name asked for.
        name: String,
        /// Why not.
        reason: &'static str,
    },
    /// Two renames ask for one name where it must be unique.
    #[error("rename `{path}` to `{name}`: `{other}` is renamed to that already")]
    Clash {
        /// What was to be renamed.
        path: String,
        /// The name asked for.
        name: String,
        /// What has that name.
        other: String,
    },
    /// The text of an option is not the Rust, or not the symbol, that it must be.
    #[error("{option} `{text}`: not {expected}")]
    NotRust {
        /// The option's name.
        option: &'static str,
        /// What was asked for.
        text: String,
        /// What it should be.
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
