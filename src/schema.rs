//! Schemas of subcommands: diagnostics go to standard error, errors end the work.

use std::io;
use std::path::Path;

use qapi_codegen::Conditions;
use qapi_parser::diag::{Severity, codes};
use qapi_parser::loader::{Files, Memory};
use qapi_parser::{Compiled, Options, compile_from, ir, render};

use crate::input::Input;
use crate::monitor;
use crate::output::{self, Status};
use crate::reading::{DiagnosticFormat, Reading};
use crate::source::{Source, SourceError};

/// Reads and checks the schema at `path`.
///
/// # Errors
///
/// [`SourceError::Load`] if the file cannot be read.
pub fn compile(path: &Path, input: &Input, reading: &Reading) -> Result<Compiled, SourceError> {
    let options = Options::new().edition(reading.edition);
    let compiled = compile_from(path, input, &options);
    compiled.map_err(|error| SourceError::Load(Box::new(error)))
}

/// Reads and checks the schema of a source, or makes one of its answer.
///
/// # Errors
///
/// [`SourceError`]: the source cannot be read or used, or is an answer whose conditions symbols
/// are to decide.
pub fn compile_source(
    source: &Source,
    reading: &Reading,
    conditions: &Conditions,
) -> Result<Compiled, SourceError> {
    let options = Options::new().edition(reading.edition);
    let needs_schema = matches!(conditions, Conditions::Defined(_));
    match source {
        Source::Schema(path, input) => compile(path, input, reading),
        _ if needs_schema => Err(SourceError::SymbolsWithoutSchema),
        Source::Live(address) => {
            let answer = monitor::ask(address)?;
            let text = qapi_codegen::schema_from_answer::schema_text(&answer);
            let name = format!("{address} (as a schema)");
            let files = Memory::new([(&name, text)]);
            let compiled = compile_from(&name, &files, &Options::new());
            compiled.map_err(|error| SourceError::Load(Box::new(error)))
        }
        Source::Recorded(path, text) => {
            // Malformed and empty answers are reported as everywhere.
            source.answer()?;
            let text = Recorded { path, text };
            let compiled = qapi_codegen::compile_source(path, &text, &options, conditions);
            compiled.map_err(|error| match error {
                qapi_codegen::SourceError::Answer { path, source } => {
                    SourceError::Answer { path, source }
                }
                qapi_codegen::SourceError::Load(error) => SourceError::Load(Box::new(error)),
                _ => SourceError::SymbolsWithoutSchema,
            })
        }
    }
}

/// An answer that has been read.
struct Recorded<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Files for Recorded<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match path == self.path {
            true => Ok(self.text.as_bytes().to_vec()),
            false => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn current_dir(&self) -> std::path::PathBuf {
        qapi_parser::loader::Disk.current_dir()
    }
}

/// Result of checking a schema that a subcommand needs for its work.
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
/// [`SourceError::Load`] if the file cannot be read, [`SourceError::Include`] if one that it
/// includes cannot.
pub fn valid(path: &Path, input: &Input, reading: &Reading) -> Result<Checked, SourceError> {
    let mut compiled = compile(path, input, reading)?;
    match compiled.schema.take() {
        Some(schema) => Ok(Checked::Valid(Box::new(schema))),
        None => complain(&compiled).map(Checked::Invalid),
    }
}

/// Prints the errors of an invalid schema, but not its warnings, which `qapi check` prints.
///
/// # Errors
///
/// [`SourceError::Include`] if a file that it includes could not be read.
pub fn complain(compiled: &Compiled) -> Result<Status, SourceError> {
    let colour = output::colours(&io::stderr());
    output::diagnose(&diagnostics(
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
        return Err(SourceError::Include);
    }
    Ok(Status::Findings)
}

/// Renders the diagnostics; with `errors_only`, without the warnings.
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
            DiagnosticFormat::Short => output::line(&render::short(d, sources)).into_owned() + "\n",
            DiagnosticFormat::Json => output::lines(&render::json(d, sources)).into_owned() + "\n",
        })
        .collect()
}
