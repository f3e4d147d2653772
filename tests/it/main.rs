//! Tests of the command `qapi`, as its users run it.

// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod checked_in;
mod cli;
mod page;
#[cfg(all(unix, feature = "shell"))]
mod shell;

fn main() {
    qapi_test_support::run([
        checked_in::all(),
        cli::all(),
        page::all(),
        #[cfg(all(unix, feature = "shell"))]
        shell::all(),
    ]);
}
