//! Configuration files: what `qapi check --config` and `qapi diff` read.

use std::path::{Path, PathBuf};

/// A configuration file that cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read.
    #[error("cannot read {path}")]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is not TOML.
    #[error("{path} is not TOML")]
    Toml {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        source: Box<toml::de::Error>,
    },
}

/// The text of a file.
///
/// # Errors
///
/// [`FileError::Read`].
pub fn text(path: &Path) -> Result<String, FileError> {
    std::fs::read_to_string(path).map_err(|source| FileError::Read {
        path: path.to_owned(),
        source,
    })
}

/// The settings in a file.
///
/// # Errors
///
/// [`FileError`].
pub fn table(path: &Path) -> Result<toml::Table, FileError> {
    text(path)?.parse().map_err(|error| FileError::Toml {
        path: path.to_owned(),
        source: Box::new(error),
    })
}
