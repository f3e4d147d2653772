//! The reasons why code cannot be generated.

use std::fmt;

use crate::config::ConfigError;
use crate::unite::Conflict;

/// The most pairs of types in the same places of two modules, for each type of both. Releases of QEMU
/// have fewer pairs than types.
pub(crate) const MOST_PAIRS: usize = 8;

/// The most members of the named types that commands and events have as their data, each counted once for
/// each of them. QEMU 10.0 has fewer than 200.
pub(crate) const MOST_PARAMETERS: usize = 1 << 18;

/// A choice of the configuration that the schema does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A selected name is no command, event or type.
    UnknownSelection {
        /// The name.
        name: String,
        /// The most similar name that exists.
        nearest: Option<String>,
    },
    /// No type converts from or to its namesake in another module.
    NothingConverts {
        /// The module.
        module: String,
        /// For some types that both have, why not; none if there are no such types.
        reasons: Vec<String>,
    },
    /// Types of two modules stand in the same places in too many pairs: more than 8 for each type.
    TooManyPairs {
        /// The other module.
        module: String,
        /// A type of it.
        there: String,
        /// The type here that was one too many.
        here: String,
    },
    /// Commands and events have types as their data that together have too many members: more than
    /// 262,144.
    TooManyParameters {
        /// The command or event that was one too many.
        name: String,
    },
    /// Several releases cannot be united.
    Conflict(Conflict),
    /// An option does not fit the schema, or is no Rust.
    Config(ConfigError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownSelection { name, nearest } => write!(
                f,
                "the schema has no command, event or type `{name}`{}",
                nearest
                    .as_ref()
                    .map(|n| format!("; did you mean `{n}`?"))
                    .unwrap_or_default()
            ),
            Self::NothingConverts { module, reasons } => {
                write!(f, "convert `{module}`: nothing converts{}", list(reasons))
            }
            Self::TooManyPairs {
                module,
                there,
                here,
            } => write!(
                f,
                "convert `{module}`: more than {MOST_PAIRS} times as many pairs of types stand in \
                 the same places as there are types, reached at `{there}` there and `{here}` here"
            ),
            Self::TooManyParameters { name } => write!(
                f,
                "the types that commands and events have as their data have more than \
                 {MOST_PARAMETERS} members in all, reached at `{name}`; select fewer of them"
            ),
            Self::Conflict(source) => fmt::Display::fmt(source, f),
            Self::Config(source) => fmt::Display::fmt(source, f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Conflict(source) => source.source(),
            Self::Config(source) => source.source(),
            _ => None,
        }
    }
}

impl From<Conflict> for Error {
    fn from(error: Conflict) -> Self {
        Self::Conflict(error)
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

fn list(reasons: &[String]) -> String {
    match reasons {
        [] => ", the modules have nothing in common".to_owned(),
        some => format!("; {}", some.join("; ")),
    }
}
