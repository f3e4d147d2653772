//! Errors that end the shell.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

use qapi_client::{Address, Error, Waiting};
use rustyline::error::ReadlineError;

use crate::pretty;

/// A connection that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// An error of the client.
    #[error(transparent)]
    Client(#[from] Error),
    /// The peer is silent.
    #[error(
        "timed out after {0:?}: {address} neither greets, as a monitor does when it serves no other \
         client, nor answers, as a guest agent does when it runs",
        address = .1
    )]
    Silent(Duration, Address),
}

/// An error that ends the shell.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShellError {
    /// The connection failed.
    #[error("{}{}", pretty::escape(&.0.to_string()), advice(.0))]
    Connect(Box<ConnectError>),
    /// The program of `--spawn` cannot be started.
    #[error("cannot start {program}")]
    Spawn {
        /// The program.
        program: String,
        /// The cause.
        source: io::Error,
    },
    /// The program of `--spawn` ended before it had a monitor.
    #[error("{program} ended before it had a monitor: {status}")]
    Ended {
        /// The program.
        program: String,
        /// Its exit status.
        status: ExitStatus,
    },
    /// The terminal cannot be read.
    #[error("cannot read from the terminal")]
    Terminal(#[from] ReadlineError),
    /// Standard input cannot be read.
    #[error("cannot read standard input")]
    Input(#[source] io::Error),
    /// Standard output cannot be written.
    #[error("cannot write to standard output")]
    Stdout(#[source] io::Error),
    /// The history cannot be read or written.
    #[error("cannot use the history {path} (--no-history does without)")]
    History {
        /// The history file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The transcript cannot be written.
    #[error("cannot write the transcript {path}")]
    Transcript {
        /// The transcript's file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// Others than its owner can access the transcript, which will have secrets.
    #[error(
        "others can access the transcript {0}, which will have secrets: chmod 600 it, or allow it \
         by --transcript-readable"
    )]
    ReadableTranscript(PathBuf),
    /// The runtime cannot start.
    #[error("cannot start")]
    Runtime(#[source] io::Error),
    /// The script stopped at a line that is malformed or without a connection, as reported before.
    #[error("stopped at `{0}`")]
    Stopped(String),
    /// The script passed over malformed lines, as reported before; this is the first.
    #[error("went on after `{0}`")]
    PassedOver(String),
}

impl ShellError {
    /// An error of the history file.
    pub(crate) fn history(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        Self::History { path, source }
    }
}

/// Returns the error with its cause in one line.
pub(crate) fn with_cause(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

/// Likely cause of a connection that fails.
fn advice(error: &ConnectError) -> &'static str {
    match error {
        ConnectError::Client(qapi_client::Error::Timeout(timeout)) => match timeout.waiting {
            Waiting::Greeting => " (a monitor serves one client at a time)",
            Waiting::Sync => " (is the agent running in the guest?)",
            _ => "",
        },
        _ => "",
    }
}
