//! `qapi shell` against our own server and real programs, in scripts and at a terminal.
#![cfg(all(unix, feature = "shell"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "shell/host.rs"]
mod host;
#[path = "shell/real.rs"]
mod real;
#[path = "shell/scripts.rs"]
mod scripts;
#[path = "shell/terminal.rs"]
mod terminal;
