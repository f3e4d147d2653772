//! `qapi introspect`: what a QEMU answers to `query-qmp-schema`.

use std::path::PathBuf;

use qapi_client::introspect::{Schema, SchemaInfo};
use qapi_codegen::introspect_from_ir::introspect;
use qapi_diff::{Inference, infer_symbols};
use qapi_parser::ir;

use crate::cli::Reading;
use crate::output::{self, Error, Status};
use crate::schema::{self, Checked};
use crate::source::{self, Source};
use crate::symbols;

/// Print what a QEMU built from a schema answers to query-qmp-schema.
///
/// Of a live monitor it prints what that one answers, and of a recorded answer the answer.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A schema file, a file with a query-qmp-schema reply, or a monitor (unix:PATH,
    /// tcp:HOST:PORT)
    #[arg(value_name = "SOURCE")]
    source: String,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    symbols: symbols::Defines,
    /// Take every condition as true: all that any build may answer
    #[arg(long, conflicts_with_all = ["define", "files"])]
    all_conditions: bool,
    /// Keep the names of types
    #[arg(long)]
    unmask: bool,
    /// Derive from ANSWER, a recorded answer or a live monitor, which symbols the build defined
    /// that gave it, and print them, one a line
    #[arg(long, value_name = "ANSWER", conflicts_with_all = ["define", "files", "unmask", "all_conditions"])]
    infer_defines: Option<String>,
    /// Write to FILE
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Prints the answer, or the symbols of the build.
///
/// # Errors
///
/// The source cannot be read, is malformed, or is a recorded answer where a schema is needed.
pub fn run(args: &Args) -> Result<Status, Error> {
    let source = Source::open(&args.source)?;
    let path = match source {
        Source::Schema(path) => path,
        _ if args.infer_defines.is_some() => return Err(Error::SchemaNeeded),
        other => {
            let answer = other.answer()?;
            write(args, answer.entities())?;
            return Ok(Status::Fine);
        }
    };
    let schema = match schema::valid(path, &args.reading)? {
        Checked::Valid(schema) => schema,
        Checked::Invalid(status) => return Ok(status),
    };
    if let Some(answer) = &args.infer_defines {
        return infer(args, &schema, &Source::open(answer)?.answer()?);
    }
    let symbols = if args.all_conditions {
        args.symbols.read_or_all()?
    } else {
        args.symbols.read()?
    };
    symbols::warn_unknown(&symbols, &schema);
    let options = source::options(args.reading.edition, symbols).unmask(args.unmask);
    write(args, introspect(&schema, &options).iter())?;
    Ok(Status::Fine)
}

/// One object a line, so that answers can be compared line by line.
fn write<'i, 'a: 'i>(
    args: &Args,
    infos: impl Iterator<Item = &'i SchemaInfo<'a>>,
) -> Result<(), Error> {
    let lines: Result<Vec<_>, _> = infos.map(serde_json::to_string).collect();
    let text = format!("[\n{}\n]\n", lines.map_err(Error::Json)?.join(",\n"));
    output::write(args.output.as_deref(), &text)
}

/// Prints the symbols that were defined, and on standard error what cannot be told and what the
/// schema does not explain.
fn infer(args: &Args, schema: &ir::Schema, answer: &Schema<'_>) -> Result<Status, Error> {
    let Inference {
        defined,
        undecided,
        assumed,
        unexplained,
        ..
    } = infer_symbols(schema, answer);
    let mut text: String = defined.iter().map(|symbol| format!("{symbol}\n")).collect();
    for symbol in &assumed {
        text += &format!("{symbol}  # this one, or another that it is an alternative to\n");
    }
    output::write(args.output.as_deref(), &text)?;
    for symbol in undecided.iter().filter(|s| !assumed.contains(s)) {
        output::complain(&format!(
            "note: whether '{symbol}' was defined cannot be told"
        ));
    }
    for part in &unexplained {
        output::complain(&format!("note: {} {}", part.path, part.what.as_str()));
    }
    Ok(if unexplained.is_empty() {
        Status::Fine
    } else {
        Status::Findings
    })
}
