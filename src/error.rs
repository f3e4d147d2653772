//! Errors of the subcommands, and their report.

use std::error::Error as _;
use std::process::ExitCode;

use crate::diff::DiffError;
use crate::generate::GenerateError;
use crate::output;

/// An error of a subcommand: exit status 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Of `check`.
    #[error(transparent)]
    Check(#[from] crate::check::CheckError),
    /// Of `ir`.
    #[error(transparent)]
    Ir(#[from] crate::ir::IrError),
    /// Of `generate`.
    #[error(transparent)]
    Generate(#[from] GenerateError),
    /// Of `introspect`.
    #[error(transparent)]
    Introspect(#[from] crate::introspect::IntrospectError),
    /// Of `query`.
    #[error(transparent)]
    Query(#[from] crate::query::QueryError),
    /// Of `diff`.
    #[error(transparent)]
    Diff(#[from] DiffError),
    /// Of `explain`.
    #[error(transparent)]
    Explain(#[from] crate::explain::ExplainError),
    /// Of `export`.
    #[error(transparent)]
    Export(#[from] crate::export::ExportError),
    /// Of `args`.
    #[error(transparent)]
    Args(#[from] crate::args::ArgsError),
    /// Of `config`.
    #[error(transparent)]
    Config(#[from] crate::config::Failure),
    /// Of `man` and `completions`.
    #[error(transparent)]
    Manual(#[from] crate::manual::ManualError),
    /// Of `shell`.
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

    fn with_causes(&self) -> String {
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
