//! `qapi ir`: the checked schema, for people and programs to read.

use clap::ValueEnum;

use crate::output::{self, OutputError, Status};
use crate::reading::Reading;
use crate::schema::{self, Checked};
use crate::source::{Source, SourceError};

/// Print the checked schema.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  qapi ir --format json qapi-schema.json")]
pub struct Args {
    /// The entry file of the schema, or its folder; `-` is standard input
    #[arg(value_name = "SCHEMA")]
    schema: String,
    /// Format of the schema
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    reading: Reading,
}

/// Format of a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// In the layout of the dumps in QEMU's own test-suite
    Text,
    /// As JSON
    Json,
}

/// A failure of `qapi ir`.
#[derive(Debug, thiserror::Error)]
pub enum IrError {
    /// The schema cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The result cannot be printed.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Prints the schema.
///
/// # Errors
///
/// It cannot be read, or standard output cannot be written.
pub fn run(args: &Args) -> Result<Status, IrError> {
    let (path, input) = Source::schema(&args.schema, &args.reading)?;
    let schema = match schema::valid(&path, &input, &args.reading)? {
        Checked::Valid(schema) => schema,
        Checked::Invalid(status) => return Ok(status),
    };
    output::print(&match args.format {
        Format::Text => {
            let text = qapi_parser::dump::to_text(&schema, args.reading.edition);
            output::lines(&text).into_owned()
        }
        Format::Json => output::lines(&qapi_parser::dump::to_json(&schema)).into_owned(),
    })?;
    Ok(Status::Fine)
}
