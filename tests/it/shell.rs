//! `qapi shell` with a server of ours and with real programs, in scripts and at a terminal.

mod host;
mod pty;
mod real;
mod scripts;
mod terminal;

use qapi_test_support::Trial;

/// The tests of the shell.
pub(crate) fn all() -> Vec<Trial> {
    let tests = [real::all(), scripts::all(), terminal::all()];
    tests.into_iter().flatten().collect()
}
