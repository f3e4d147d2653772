//! Reading a schema for a subcommand: diagnostics go to standard error, errors end the work.

use std::path::Path;

use qapi_codegen::{Conditions, SourceError};
use qapi_parser::diag::{Severity, codes};
use qapi_parser::loader::Disk;
use qapi_parser::{Compiled, Options, ir, render};

use crate::cli::{DiagnosticFormat, Reading};
use crate::output::{self, Error, Status};

/// Reads and checks the schema at `path`.
///
/// # Errors
///
/// [`Error::Load`] if the file cannot be read.
pub fn compile(path: &Path, reading: &Reading) -> Result<Compiled, Error> {
    let options = Options::new().edition(reading.edition);
    qapi_parser::compile(path, &options).map_err(|e| Error::Load(Box::new(e)))
}

/// Reads and checks the schema at `path`, or makes one of the recorded answer there.
///
/// # Errors
///
/// [`Error::Load`] or [`Error::Answer`] if the file cannot be read or used,
/// [`Error::SymbolsWithoutSchema`] for an answer whose conditions symbols should decide.
pub fn compile_source(
    path: &Path,
    reading: &Reading,
    conditions: &Conditions,
) -> Result<Compiled, Error> {
    let options = Options::new().edition(reading.edition);
    let compiled = qapi_codegen::compile_source(path, &Disk, &options, conditions);
    compiled.map_err(|error| match error {
        SourceError::Answer { path, source } => Error::Answer { path, source },
        SourceError::Load(error) => Error::Load(Box::new(error)),
        SourceError::SymbolsWithoutSchema(_) => Error::SymbolsWithoutSchema,
        error => Error::Generate(error.into()),
    })
}

/// What became of a schema that a subcommand needs for its work.
pub enum Checked {
    /// It is valid.
    Valid(Box<ir::Schema>),
    /// It has errors, which have been printed.
    Invalid(Status),
}

/// Reads the schema at `path` for a subcommand that works on a valid one.
///
/// # Errors
///
/// [`Error::Load`] if the file cannot be read, [`Error::Include`] if one that it includes cannot.
pub fn valid(path: &Path, reading: &Reading) -> Result<Checked, Error> {
    let mut compiled = compile(path, reading)?;
    match compiled.schema.take() {
        Some(schema) => Ok(Checked::Valid(Box::new(schema))),
        None => complain(&compiled).map(Checked::Invalid),
    }
}

/// Prints the errors of an invalid schema, but not its warnings, which are the business of
/// `qapi check`.
///
/// # Errors
///
/// [`Error::Include`] if a file that it includes could not be read.
pub fn complain(compiled: &Compiled) -> Result<Status, Error> {
    let colour = output::colours(&std::io::stderr());
    output::complain(&diagnostics(
        compiled,
        DiagnosticFormat::Human,
        colour,
        true,
    ));
    if compiled
        .diagnostics
        .iter()
        .any(|d| d.code == codes::syntax::UNREADABLE_INCLUDE)
    {
        return Err(Error::Include);
    }
    Ok(Status::Findings)
}

/// The diagnostics as text; with `errors_only`, without the warnings.
pub fn diagnostics(
    compiled: &Compiled,
    format: DiagnosticFormat,
    colour: bool,
    errors_only: bool,
) -> String {
    let sources = &compiled.sources;
    compiled
        .diagnostics
        .iter()
        .filter(|d| !errors_only || d.severity == Severity::Error)
        .map(|d| match format {
            DiagnosticFormat::Human => render::human(d, sources, colour) + "\n\n",
            DiagnosticFormat::Short => render::short(d, sources) + "\n",
            DiagnosticFormat::Json => render::json(d, sources) + "\n",
        })
        .collect()
}
