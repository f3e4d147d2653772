//! The reasons that a program could not be started.

use std::fmt;
use std::io;
use std::process::ExitStatus;

use crate::error::Error;

/// The reason that a program could not be started or did not speak QMP.
#[derive(Debug)]
#[non_exhaustive]
pub enum ProcessError {
    /// The command line is invalid.
    #[cfg(feature = "command-line")]
    CommandLine(qapi_args::CommandLineError),
    /// The program could not be started.
    Spawn {
        /// Name of the program.
        program: String,
        /// The system's error.
        reason: io::Error,
    },
    /// The program was started and does not speak QMP.
    Connect {
        /// Name of the program.
        program: String,
        /// The client's error.
        reason: Error,
        /// The exit status, if it exited.
        status: Option<ExitStatus>,
        /// The end of its standard error.
        stderr: Box<str>,
    },
}

impl fmt::Display for ProcessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            #[cfg(feature = "command-line")]
            Self::CommandLine(source) => fmt::Display::fmt(source, f),
            Self::Spawn { program, reason } => write!(f, "cannot start {program}: {reason}"),
            Self::Connect {
                program,
                reason,
                status,
                stderr,
            } => write!(f, "{program} {}: {reason}{}", exited(*status), said(stderr)),
        }
    }
}

impl std::error::Error for ProcessError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            #[cfg(feature = "command-line")]
            Self::CommandLine(source) => source.source(),
            _ => None,
        }
    }
}

#[cfg(feature = "command-line")]
impl From<qapi_args::CommandLineError> for ProcessError {
    fn from(error: qapi_args::CommandLineError) -> Self {
        Self::CommandLine(error)
    }
}

fn exited(status: Option<ExitStatus>) -> String {
    status.map_or_else(
        || "runs".to_owned(),
        |status| format!("ended with {status}"),
    )
}

fn said(stderr: &str) -> String {
    match stderr.trim_end() {
        "" => String::new(),
        stderr => format!("; it said: {stderr}"),
    }
}
