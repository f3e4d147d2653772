//! `qapi query`: the abilities of a QEMU.

use std::fmt::Write as _;

use qapi_client::introspect::Schema;

use crate::cli::Reading;
use crate::output::{self, OutputError, Status};
use crate::source::{Model, Source, SourceError};
use crate::symbols;

/// Ask a schema, a recorded answer or a live monitor for its features.
///
/// A PATH starts with the name of a command or event. `arg-type` or `ret-type` leads to its types.
/// On a type, NAME is a member, *NAME an optional one, +NAME a union's variant, ^NAME an enum's
/// value, !NAME a built-in type. $NAME is a feature of the part that the path reached.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  \
        qapi query unix:/run/vm.qmp blockdev-add/arg-type/+file/aio/^io_uring")]
pub struct Args {
    /// A schema or its folder, a file with a query-qmp-schema reply, a monitor (unix:PATH,
    /// tcp:HOST:PORT), or `-`
    #[arg(value_name = "SOURCE")]
    source: String,
    /// Features, such as `blockdev-add/arg-type/+file/aio/^io_uring`
    #[arg(
        value_name = "PATH",
        required_unless_present = "list",
        conflicts_with = "list"
    )]
    paths: Vec<String>,
    /// Print every path that holds, sorted
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    symbols: symbols::Defines,
}

/// A failure of `qapi query`.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The source cannot be used.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A path is malformed.
    #[error(transparent)]
    Path(qapi_client::introspect::PathError),
    /// The result cannot be printed.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Prints `PATH: yes|no` for each path, or every path that holds.
///
/// # Errors
///
/// The source cannot be read, or a path is malformed.
pub fn run(args: &Args) -> Result<Status, QueryError> {
    let source = Source::open(&args.source, &args.reading)?;
    let schema = match source.wire_model(&args.reading, &args.symbols)? {
        Model::Whole(schema) => schema,
        Model::Invalid(status) => return Ok(status),
    };
    if args.list {
        list(&schema)
    } else {
        query(&schema, &args.paths)
    }
}

fn query(schema: &Schema<'_>, paths: &[String]) -> Result<Status, QueryError> {
    let mut text = String::new();
    let mut status = Status::Fine;
    for path in paths {
        let holds = schema.query(path.as_str()).map_err(QueryError::Path)?;
        // Writing to a String cannot fail.
        let path = output::line(path);
        let _ = writeln!(text, "{path}: {}", if holds { "yes" } else { "no" });
        if !holds {
            status = Status::Findings;
        }
    }
    output::print(&text)?;
    Ok(status)
}

fn list(schema: &Schema<'_>) -> Result<Status, QueryError> {
    output::print_lines(schema.paths())?;
    Ok(Status::Fine)
}
