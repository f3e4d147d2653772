//! Standard output and standard error.

use std::io::{self, Write as _};

use crate::ShellError;

/// Prints to standard output.
///
/// # Errors
///
/// [`ShellError::Stdout`].
pub(crate) fn print(text: &str) -> Result<(), ShellError> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(ShellError::Stdout)
}

/// Prints lines to standard error. If that fails, no place is left to report it.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end_matches('\n'));
}
