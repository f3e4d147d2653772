//! Options of every subcommand that reads a schema.

use clap::{Args as ClapArgs, ValueEnum};

use crate::input::Size;

/// Language and size of a schema.
#[derive(Debug, Clone, Copy, ClapArgs)]
#[command(next_help_heading = "Reading")]
pub struct Reading {
    /// Release whose language the schema is written in (`5.2`, `10.0`, …), strictly; `auto` accepts
    /// the language of every release
    #[arg(long, default_value = "auto", value_name = "VERSION")]
    pub edition: qapi_parser::edition::Edition,
    /// Maximum size of each file that is read, with K, M or G
    #[arg(long, default_value = Size::DEFAULT, value_name = "SIZE")]
    pub max_size: Size,
}

/// Format of diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiagnosticFormat {
    /// With excerpts of the source
    Human,
    /// One a line: `FILE:LINE:COLUMN: SEVERITY: MESSAGE [CODE]`
    Short,
    /// One JSON object a line
    Json,
}
