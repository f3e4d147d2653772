//! Errors of the subcommands, and their report.

use std::error::Error as _;
use std::process::ExitCode;

use crate::diff::DiffError;
use crate::generate::GenerateError;
use crate::output;

/// An error of a subcommand: exit status 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A failure of `check`.
    #[error(transparent)]
    Check(#[from] crate::check::CheckError),
    /// A failure of `ir`.
    #[error(transparent)]
    Ir(#[from] crate::ir::IrError),
    /// A failure of `generate`.
    #[error(transparent)]
    Generate(#[from] GenerateError),
    /// A failure of `introspect`.
    #[error(transparent)]
    Introspect(#[from] crate::introspect::IntrospectError),
    /// A failure of `query`.
    #[error(transparent)]
    Query(#[from] crate::query::QueryError),
    /// A failure of `diff`.
    #[error(transparent)]
    Diff(#[from] DiffError),
    /// A failure of `explain`.
    #[error(transparent)]
    Explain(#[from] crate::explain::ExplainError),
    /// A failure of `doc`.
    #[error(transparent)]
    Doc(#[from] crate::doc::DocError),
    /// A failure of `export`.
    #[error(transparent)]
    Export(#[from] crate::export::ExportError),
    /// A failure of `args`.
    #[error(transparent)]
    Args(#[from] crate::args::ArgsError),
    /// Error of `devices`.
    #[error(transparent)]
    Devices(#[from] crate::devices::DevicesError),
    /// A failure of `config`.
    #[error(transparent)]
    Config(#[from] crate::config::Failure),
    /// A failure of `man` or `completions`.
    #[error(transparent)]
    Manual(#[from] crate::manual::ManualError),
    /// A failure of `proxy`.
    #[cfg(all(unix, feature = "proxy"))]
    #[error(transparent)]
    Proxy(#[from] crate::proxy::ProxyFailure),
    /// A failure of `shell`.
    #[cfg(feature = "shell")]
    #[error(transparent)]
    Shell(#[from] crate::shell::ShellFailure),
}

impl Error {
    /// Prints the error with its causes to standard error, and returns the exit status.
    pub fn report(&self) -> ExitCode {
        match self {
            // Diagnostics of a schema have several lines and their own prefix.
            Self::Generate(GenerateError::Build(error))
            | Self::Diff(DiffError::Generate(error)) => {
                output::diagnose(&output::lines(&error.to_string()));
            }
            _ => output::complain(&self.with_causes()),
        }
        ExitCode::from(2)
    }

    /// Returns the error and its causes in one line.
    pub fn with_causes(&self) -> String {
        let mut text = format!("error: {self}");
        let mut cause = self.source();
        while let Some(error) = cause {
            // Some errors mention their cause themselves.
            let said = error.to_string();
            if !text.ends_with(&said) {
                text = format!("{text}: {said}");
            }
            cause = error.source();
        }
        text
    }
}
