//! The arguments, as clap reads them, and which file of this program serves them.

use crate::output::{Error, Status};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// Compile QAPI, the schema language of QEMU's management protocols.
///
/// Exit status: 0 as asked; 1 findings (errors in a schema, a path that does not hold, changes at
/// or above the level); 2 unusable arguments, unreadable or malformed input.
#[derive(Debug, Parser)]
#[command(name = "qapi", version, propagate_version = true)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(crate::check::Args),
    Ir(crate::ir::Args),
    Generate(crate::generate::Args),
    Introspect(crate::introspect::Args),
    Query(crate::query::Args),
    Diff(crate::diff::Args),
    Explain(crate::explain::Args),
    Export(crate::export::Args),
    #[cfg(feature = "shell")]
    Shell(crate::shell::Args),
}

impl Args {
    /// Runs the subcommand.
    ///
    /// # Errors
    ///
    /// Whatever kept it from doing its work: exit status 2.
    pub fn run(&self) -> Result<Status, Error> {
        match &self.command {
            Command::Check(args) => crate::check::run(args),
            Command::Ir(args) => crate::ir::run(args),
            Command::Generate(args) => crate::generate::run(args),
            Command::Introspect(args) => crate::introspect::run(args),
            Command::Query(args) => crate::query::run(args),
            Command::Diff(args) => crate::diff::run(args),
            Command::Explain(args) => crate::explain::run(args),
            Command::Export(args) => crate::export::run(args),
            #[cfg(feature = "shell")]
            Command::Shell(args) => crate::shell::run(args),
        }
    }
}

/// How a schema is to be read.
#[derive(Debug, ClapArgs)]
pub struct Reading {
    /// The release whose language the schema is written in (`5.2`, `10.0`, …), strictly; `auto`
    /// accepts what any release accepts
    #[arg(long, default_value = "auto", value_name = "VERSION")]
    pub edition: qapi_parser::edition::Edition,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiagnosticFormat {
    /// With excerpts of the source
    Human,
    /// One a line: `FILE:LINE:COLUMN: SEVERITY: MESSAGE [CODE]`
    Short,
    /// One JSON object a line
    Json,
}
