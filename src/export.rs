//! `qapi export`: a schema in another schema language.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use qapi_codegen::Conditions;
use qapi_docs::json_schema::{Export, UnknownName};
use qapi_parser::{Compiled, ir};

use crate::output::{self, OutputError, Status};
use crate::reading::Reading;
use crate::schema;
use crate::source::{Source, SourceError};
use crate::symbols::{self, Defines, SymbolsError};

/// Export a schema to another schema language.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  qapi export json-schema qapi-schema.json -o qmp.schema.json")]
pub struct Args {
    #[command(subcommand)]
    language: Language,
}

#[derive(Debug, Subcommand)]
enum Language {
    JsonSchema(JsonSchemaArgs),
}

/// Print a JSON Schema 2020-12 document of the messages.
///
/// It validates every message, and its `$defs` has each type by name, `arguments:COMMAND`,
/// `return:COMMAND` and `event:EVENT`. Objects are closed for members that the schema does not
/// have.
#[derive(Debug, clap::Args)]
pub struct JsonSchemaArgs {
    /// A schema file or its folder, a file with a query-qmp-schema reply, or a monitor (unix:PATH,
    /// tcp:HOST:PORT)
    #[arg(value_name = "SOURCE")]
    source: String,
    /// Keep only this command, event or type, and the types that it reaches; `*` stands for any
    /// characters
    #[arg(long, value_name = "NAME")]
    select: Vec<String>,
    /// Print the schema of one command's arguments, with the types that they reach
    #[arg(long, value_name = "NAME", conflicts_with = "select")]
    command: Option<String>,
    /// Accept members that the schema does not have
    #[arg(long)]
    open: bool,
    /// Amount of documentation in descriptions
    #[arg(long, value_enum, default_value = "full", value_name = "DOCS")]
    docs: Docs,
    /// Write to FILE
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    symbols: Defines,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Docs {
    /// All of it, without examples
    Full,
    /// No descriptions
    None,
}

/// A failure of `qapi export`.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The source cannot be used.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Symbols cannot be read.
    #[error(transparent)]
    Symbols(#[from] SymbolsError),
    /// A name to export does not exist.
    #[error(transparent)]
    Name(UnknownName),
    /// The document cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Prints the document.
///
/// # Errors
///
/// The source cannot be read, is malformed, or does not have a name that was asked for.
pub fn run(args: &Args) -> Result<Status, ExportError> {
    match &args.language {
        Language::JsonSchema(args) => json_schema(args),
    }
}

fn json_schema(args: &JsonSchemaArgs) -> Result<Status, ExportError> {
    let Opened {
        mut compiled,
        of_answer,
    } = open(&args.source, &args.reading)?;
    let Some(schema) = compiled.schema.take() else {
        return Ok(schema::complain(&compiled)?);
    };
    if of_answer && !args.symbols.is_empty() {
        return Err(SourceError::SymbolsWithoutSchema.into());
    }
    let symbols = args.symbols.read_or_all()?;
    symbols::warn_unknown(&symbols, &schema);
    let text = document(args, &schema, of_answer, symbols)?;
    output::write(args.output.as_deref(), &text)?;
    Ok(Status::Fine)
}

fn document(
    args: &JsonSchemaArgs,
    schema: &ir::Schema,
    of_answer: bool,
    symbols: qapi_codegen::introspect_from_ir::Symbols,
) -> Result<String, ExportError> {
    let mut export = Export::new(schema)
        .symbols(symbols)
        .open(args.open)
        .described(args.docs == Docs::Full)
        .of_answer(of_answer);
    if !args.select.is_empty() {
        export = export.select(&args.select).map_err(ExportError::Name)?;
    }
    let document = match &args.command {
        Some(name) => export.command(name).map_err(ExportError::Name)?,
        None => export.document(),
    };
    Ok(output::lines(&format!("{document:#}")).into_owned() + "\n")
}

/// A source, compiled as a schema.
pub struct Opened {
    /// The schema with its diagnostics.
    pub compiled: Compiled,
    /// True if it was made from an answer.
    pub of_answer: bool,
}

/// Reads a schema, or makes one of a recorded answer or of a monitor's.
///
/// # Errors
///
/// The source cannot be read or asked, or is malformed.
pub fn open(text: &str, reading: &Reading) -> Result<Opened, SourceError> {
    let source = Source::open(text, reading)?;
    Ok(Opened {
        compiled: schema::compile_source(&source, reading, &Conditions::All)?,
        of_answer: !matches!(source, Source::Schema(..)),
    })
}
