//! The reasons why code cannot be generated.

use crate::config::ConfigError;
use crate::unite::Conflict;

/// A choice of the configuration that the schema does not allow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A selected name is no command, event or type.
    #[error("the schema has no command, event or type `{name}`{}", nearest.as_ref().map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())]
    UnknownSelection {
        /// The name.
        name: String,
        /// The most similar name that exists.
        nearest: Option<String>,
    },
    /// No type converts from or to its namesake in another module.
    #[error("convert `{module}`: nothing converts{}", list(reasons))]
    NothingConverts {
        /// The module.
        module: String,
        /// For some types that both have, why not; none if there are no such types.
        reasons: Vec<String>,
    },
    /// Several releases cannot be united.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// An option does not fit the schema, or is no Rust.
    #[error(transparent)]
    Config(#[from] ConfigError),
}

fn list(reasons: &[String]) -> String {
    match reasons {
        [] => ", the modules have nothing in common".to_owned(),
        some => format!("; {}", some.join("; ")),
    }
}
