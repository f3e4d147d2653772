//! What cannot be generated, and why.

use crate::config::ConfigError;

/// A choice of the configuration that the schema does not allow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A selected name is no command or event.
    #[error("the schema has no command or event `{name}`{}", nearest.as_ref().map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())]
    UnknownSelection {
        /// The name.
        name: String,
        /// The most similar name that there is.
        nearest: Option<String>,
    },
    /// An option does not fit the schema, or is no Rust.
    #[error(transparent)]
    Config(#[from] ConfigError),
}
