//! Errors of the builder.

use std::fmt;

use std::fmt::Write;
use std::io;
use std::path::PathBuf;

use qapi_parser::diag::Severity;
use qapi_parser::{Compiled, render};

use crate::source::SourceError;

/// The reason why no code was generated or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The schema's entry file cannot be read, or is an answer that cannot be used.
    Load(SourceError),
    /// The schema is invalid, or includes files that cannot be read.
    Schema {
        /// Number of errors.
        errors: usize,
        /// Each of them with an excerpt of the text, as `qapi check` shows it.
        rendered: String,
    },
    /// A recording of devices cannot be used.
    Devices {
        /// Its file.
        path: PathBuf,
        /// The cause.
        source: DevicesError,
    },
    /// Options do not fit the schema, or are no Rust. Never empty.
    Options(Vec<crate::Error>),
    /// The environment variable `OUT_DIR`, which cargo sets for build scripts, is not set.
    NoOutDir,
    /// The output cannot be written.
    Write {
        /// The output.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(value) => write!(f, "error: {value}"),
            Self::Schema { errors, rendered } => {
                write!(f, "{rendered}\nerror: {} in the schema", count(*errors))
            }
            Self::Devices { path, source } => {
                write!(f, "error: can't use '{}': {source}", path.display())
            }
            Self::Options(value) => write!(f, "{}", lines(value)),
            Self::NoOutDir => f.write_str(
                "error: OUT_DIR is not set; outside of a build script, use `Builder::write`",
            ),
            Self::Write { path, source } => {
                write!(f, "error: can't write '{}': {source}", path.display())
            }
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Load(source) => source.source(),
            Self::Devices { source, .. } => source.source(),
            Self::Write { source, .. } => source.source(),
            _ => None,
        }
    }
}

impl From<SourceError> for BuildError {
    fn from(error: SourceError) -> Self {
        Self::Load(error)
    }
}

/// A file that is no usable recording of devices.
#[derive(Debug)]
#[non_exhaustive]
pub enum DevicesError {
    /// It cannot be read.
    Read(io::Error),
    /// It is no recording.
    Recording(qapi_args::devices::RecordingError),
}

impl fmt::Display for DevicesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(source) => fmt::Display::fmt(source, f),
            Self::Recording(source) => fmt::Display::fmt(source, f),
        }
    }
}

impl std::error::Error for DevicesError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(source) => source.source(),
            Self::Recording(source) => source.source(),
        }
    }
}

impl From<io::Error> for DevicesError {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

impl From<qapi_args::devices::RecordingError> for DevicesError {
    fn from(error: qapi_args::devices::RecordingError) -> Self {
        Self::Recording(error)
    }
}

impl BuildError {
    pub(super) fn invalid(compiled: &Compiled) -> Self {
        let mut rendered = String::new();
        let errors = compiled
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error);
        for (index, diagnostic) in errors.enumerate() {
            let text = render::human(diagnostic, &compiled.sources, false);
            // Writing to a string cannot fail.
            let _ = writeln!(rendered, "{}{text}", if index > 0 { "\n" } else { "" });
        }
        BuildError::Schema {
            errors: compiled.diagnostics.error_count(),
            rendered,
        }
    }
}

fn count(errors: usize) -> String {
    if errors == 1 {
        "1 error".to_owned()
    } else {
        format!("{errors} errors")
    }
}

fn lines(errors: &[crate::Error]) -> String {
    errors
        .iter()
        .map(|error| format!("error: {error}"))
        .collect::<Vec<_>>()
        .join("\n")
}
