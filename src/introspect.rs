//! `qapi introspect`: the answer of a QEMU to `query-qmp-schema`.

use std::collections::HashSet;
use std::path::PathBuf;

use qapi_client::introspect::{Schema, SchemaInfo};
use qapi_codegen::introspect_from_ir::introspect;
use qapi_diff::{CompareError, Inference, infer_symbols};
use qapi_parser::ir;

use crate::output::{self, OutputError, Status};
use crate::reading::Reading;
use crate::schema::{self, Checked};
use crate::source::{self, Source, SourceError};
use crate::symbols;

/// Print the answer to query-qmp-schema of a QEMU that was built from a schema.
///
/// For a live monitor, prints its present answer; for a recorded answer, that answer.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  qapi introspect unix:/run/vm.qmp -o answer.json")]
pub struct Args {
    /// A schema or its folder, a file with a query-qmp-schema reply, a monitor (unix:PATH,
    /// tcp:HOST:PORT), or `-`
    #[arg(value_name = "SOURCE")]
    source: String,
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
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    symbols: symbols::Defines,
}

/// A failure of `qapi introspect`.
#[derive(Debug, thiserror::Error)]
pub enum IntrospectError {
    /// The source cannot be used.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// An option that an answer cannot follow.
    #[error("{0} needs a schema: an answer has neither conditions nor the names of types")]
    NeedsSchema(&'static str),
    /// Symbols cannot be read.
    #[error(transparent)]
    Symbols(#[from] symbols::SymbolsError),
    /// Symbols cannot be derived.
    #[error(transparent)]
    Infer(#[from] CompareError),
    /// The result cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Prints the answer, or the symbols of the build.
///
/// # Errors
///
/// The source cannot be read, is malformed, or is a recorded answer where a schema is needed.
pub fn run(args: &Args) -> Result<Status, IntrospectError> {
    let source = Source::open(&args.source, &args.reading)?;
    let (path, input) = match source {
        Source::Schema(path, input) => (path, input),
        _ if args.infer_defines.is_some() => {
            return Err(SourceError::SchemaNeeded(args.source.clone()).into());
        }
        other => {
            args.check_for_answer()?;
            let answer = other.answer()?;
            write(args, answer.entities())?;
            return Ok(Status::Fine);
        }
    };
    let schema = match schema::valid(&path, &input, &args.reading)? {
        Checked::Valid(schema) => schema,
        Checked::Invalid(status) => return Ok(status),
    };
    if let Some(answer) = &args.infer_defines {
        return infer(
            args,
            &schema,
            &Source::open(answer, &args.reading)?.answer()?,
        );
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

impl Args {
    /// Refuses options that only a schema can follow.
    fn check_for_answer(&self) -> Result<(), IntrospectError> {
        if !self.symbols.is_empty() {
            return Err(SourceError::SymbolsWithoutSchema.into());
        }
        let given = [
            (self.unmask, "--unmask"),
            (self.all_conditions, "--all-conditions"),
        ];
        match given.into_iter().find(|(is_given, _)| *is_given) {
            Some((_, option)) => Err(IntrospectError::NeedsSchema(option)),
            None => Ok(()),
        }
    }
}

/// One object a line, so that answers can be compared line by line.
fn write<'i, 'a: 'i>(
    args: &Args,
    infos: impl Iterator<Item = &'i SchemaInfo<'a>>,
) -> Result<(), OutputError> {
    let lines: Vec<_> = infos.map(ToString::to_string).collect();
    let text = format!("[\n{}\n]\n", lines.join(",\n"));
    output::write(args.output.as_deref(), &output::lines(&text))
}

/// Prints the defined symbols, and on standard error those that are undecided and the parts of the
/// answer that the schema does not explain.
fn infer(args: &Args, schema: &ir::Schema, answer: &Schema<'_>) -> Result<Status, IntrospectError> {
    let Inference {
        defined,
        undecided,
        assumed,
        unexplained,
        ..
    } = infer_symbols(schema, answer)?;
    let mut text: String = defined.iter().map(|symbol| format!("{symbol}\n")).collect();
    for symbol in &assumed {
        text += &format!("{symbol}  # this one, or another that it is an alternative to\n");
    }
    output::write(args.output.as_deref(), &text)?;
    let assumed: HashSet<&String> = assumed.iter().collect();
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
