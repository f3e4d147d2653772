//! The command `qapi`: check, print, generate, introspect, query and compare QAPI schemas.
//!
//! Each subcommand is a file of its own, with its own error. They share the exit status
//! ([`output::Status`]), the way in ([`source`], [`input`]) and the way out ([`output`]).

// A program has no interface for other crates to reach.
#![allow(unreachable_pub)]

mod args;
mod check;
mod cli;
mod config;
mod configuration;
mod devices;
mod diff;
mod doc;
#[cfg(feature = "shell")]
mod documentation;
mod error;
mod explain;
mod export;
mod generate;
mod input;
mod introspect;
mod ir;
mod manual;
mod monitor;
mod output;
#[cfg(all(unix, feature = "proxy"))]
mod proxy;
mod query;
mod reading;
mod schema;
#[cfg(feature = "shell")]
mod shell;
mod source;
mod symbols;

use std::process::ExitCode;

use clap::Parser;

/// Allocator for many small pieces: the default one takes a fifth of code generation's time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = cli::Args::parse();
    match args.run() {
        Ok(status) => status.into(),
        Err(error) => error.report(),
    }
}
