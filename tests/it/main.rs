//! Tests of the command `qapi`, as its users run it.

// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(all(unix, feature = "shell"))]
mod causes;
mod checked_in;
mod cli;
mod command;
mod crates;
#[cfg(unix)]
mod devices;
#[cfg(unix)]
mod everyday;
mod generator_options;
#[cfg(unix)]
mod hostile;
#[cfg(unix)]
mod manuals;
#[cfg(unix)]
mod outputs;
mod page;
#[cfg(all(unix, feature = "proxy", feature = "shell"))]
mod proxy;
#[cfg(all(unix, feature = "shell"))]
mod shell;
#[cfg(unix)]
mod sources;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod versions;
mod widths;

fn main() {
    qapi_test_support::run([
        #[cfg(all(unix, feature = "shell"))]
        causes::all(),
        checked_in::all(),
        cli::all(),
        generator_options::all(),
        page::all(),
        widths::all(),
        #[cfg(unix)]
        devices::all(),
        #[cfg(unix)]
        everyday::all(),
        #[cfg(unix)]
        hostile::all(),
        #[cfg(unix)]
        manuals::all(),
        #[cfg(unix)]
        outputs::all(),
        #[cfg(all(unix, feature = "proxy", feature = "shell"))]
        proxy::all(),
        #[cfg(unix)]
        sources::all(),
        #[cfg(unix)]
        versions::all(),
        #[cfg(all(unix, feature = "shell"))]
        shell::all(),
    ]);
}
