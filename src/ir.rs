//! `qapi ir`: the checked schema, for people and programs to read.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::cli::Reading;
use crate::output::{self, Error, Status};
use crate::schema::{self, Checked};

/// Print the checked schema.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The entry file of the schema
    #[arg(value_name = "SCHEMA")]
    schema: PathBuf,
    #[command(flatten)]
    reading: Reading,
    /// How it is printed
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    format: Format,
}

/// How a schema is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// In the layout of the dumps in QEMU's own test-suite
    Text,
    /// As JSON
    Json,
}

/// Prints the schema.
///
/// # Errors
///
/// It cannot be read, or standard output cannot be written.
pub fn run(args: &Args) -> Result<Status, Error> {
    let schema = match schema::valid(&args.schema, &args.reading)? {
        Checked::Valid(schema) => schema,
        Checked::Invalid(status) => return Ok(status),
    };
    output::print(&match args.format {
        Format::Text => qapi_parser::dump::to_text(&schema, args.reading.edition),
        Format::Json => qapi_parser::dump::to_json(&schema),
    })?;
    Ok(Status::Fine)
}
