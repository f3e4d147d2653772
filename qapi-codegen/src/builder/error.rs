//! Errors of the builder.

use std::fmt::Write;
use std::io;
use std::path::PathBuf;

use qapi_parser::diag::Severity;
use qapi_parser::{Compiled, render};
use thiserror::Error;

use crate::source::SourceError;

/// The reason why no code was generated or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The schema's entry file cannot be read, or is an answer that cannot be used.
    #[error("error: {0}")]
    Load(#[from] SourceError),
    /// The schema is invalid, or includes files that cannot be read.
    #[error("{rendered}\nerror: {} in the schema", count(*errors))]
    Schema {
        /// Number of errors.
        errors: usize,
        /// Each of them with an excerpt of the text, as `qapi check` shows it.
        rendered: String,
    },
    /// A recording of devices cannot be used.
    #[error("error: can't use '{}': {source}", path.display())]
    Devices {
        /// Its file.
        path: PathBuf,
        /// The cause.
        source: DevicesError,
    },
    /// Options do not fit the schema, or are no Rust. Never empty.
    #[error("{}", lines(.0))]
    Options(Vec<crate::Error>),
    /// The environment variable `OUT_DIR`, which cargo sets for build scripts, is not set.
    #[error("error: OUT_DIR is not set; outside of a build script, use `Builder::write`")]
    NoOutDir,
    /// The output cannot be written.
    #[error("error: can't write '{}': {source}", path.display())]
    Write {
        /// The output.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

/// A file that is no usable recording of devices.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DevicesError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] io::Error),
    /// It is no recording.
    #[error(transparent)]
    Recording(#[from] qapi_args::devices::RecordingError),
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
