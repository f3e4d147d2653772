//! Configuration files as TOML: `qapi.toml`, and those of `--config`.

use std::path::{Path, PathBuf};

use crate::input;

/// A configuration file that cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read.
    #[error("cannot read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// It is not TOML, or has a key or value that it cannot have.
    #[error("{path}:{line}:{column}: {message}")]
    Toml {
        /// The file.
        path: PathBuf,
        /// Line of the mistake.
        line: usize,
        /// Column of the mistake.
        column: usize,
        /// The mistake.
        message: String,
    },
}

impl FileError {
    /// A mistake in the text of a file.
    pub fn toml(path: &Path, text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start);
        let (line, column) = input::place(text.as_bytes(), at);
        Self::Toml {
            path: path.to_owned(),
            line,
            column,
            message: error.message().replace('\n', "; "),
        }
    }
}

/// Reads a file.
///
/// # Errors
///
/// [`FileError::Read`].
pub fn text(path: &Path) -> Result<String, FileError> {
    input::text(path).map_err(|source| FileError::Read {
        path: path.to_owned(),
        source,
    })
}

/// Reads the table in a file.
///
/// # Errors
///
/// [`FileError`].
pub fn table(path: &Path) -> Result<toml::Table, FileError> {
    let text = text(path)?;
    text.parse()
        .map_err(|error| FileError::toml(path, &text, &error))
}
