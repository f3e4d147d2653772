//! `qapi args`: arguments checked by a schema, and turned from key=value to JSON and back.

mod report;

use std::path::{Path, PathBuf};

use qapi_args::devices::{Recording, RecordingError};
use qapi_args::{Checked, CommandLine, Finding, Findings, Reader, Severity, Type, UnknownType};
use qapi_client::introspect::Schema;
use qapi_codegen::introspect_from_ir::exact;

use crate::input::{Input, ReadError, Size};
use crate::output::{self, OutputError, Status};
use crate::reading::Reading;
use crate::schema::{self, Checked as Compiled};
use crate::source::{Source, SourceError};
use crate::symbols::{self, Defines};

/// Check arguments by a schema, and print the other form: JSON for key=value, key=value for JSON.
///
/// Mistakes go to standard error, each with its place; exit status 1 reports them. Uses of deprecated
/// and unstable parts of the schema are warnings.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
        qapi args BlockdevOptions driver=file,filename=disk.raw --schema qapi-schema.json\n  \
        qapi args blockdev-add '{\"driver\": \"file\", \"filename\": \"a,b\"}' --schema vm.sock\n  \
        qapi args --command-line 'qemu-system-x86_64 -device nvme' --schema vm.sock --devices 7.2.json")]
pub struct Args {
    /// A type of the schema, a command or event (its arguments), or a query path to a type
    #[arg(value_name = "TYPE", required_unless_present = "command_line")]
    type_name: Option<String>,
    /// Values: JSON, or key=value as QEMU's command line has it
    #[arg(value_name = "VALUE", required_unless_present = "command_line")]
    values: Vec<String>,
    /// Check a whole command line of QEMU or its storage daemon, quoted as for a shell
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["type_name", "values"])]
    command_line: Option<String>,
    /// A recording of `qapi devices`, for --command-line: checks devices, machines, CPU models and
    /// older options, too
    #[arg(long, value_name = "FILE", conflicts_with_all = ["type_name", "values"])]
    devices: Option<PathBuf>,
    /// A schema or its folder, a file with a query-qmp-schema reply, a monitor, or `-`
    ///
    /// Only a schema tells the ranges of integers, and the types that no command has.
    #[arg(long, value_name = "SOURCE")]
    schema: String,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    symbols: Defines,
}

/// A failure of `qapi args`.
#[derive(Debug, thiserror::Error)]
pub enum ArgsError {
    /// The source cannot be used.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The schema does not have the type.
    #[error(transparent)]
    Type(#[from] UnknownType),
    /// The recording cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The recording cannot be used.
    #[error("cannot use {path}")]
    Recording {
        /// Its file.
        path: PathBuf,
        /// The cause.
        source: RecordingError,
    },
    /// The result cannot be printed.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Prints the other form of each value.
///
/// # Errors
///
/// The source cannot be read, or does not have the type.
pub fn run(args: &Args) -> Result<Status, ArgsError> {
    let model = match Model::open(&args.schema, &args.reading, &args.symbols)? {
        Ok(model) => model,
        Err(status) => return Ok(status),
    };
    let reader = model.reader();
    if let Some(text) = &args.command_line {
        let read = |path: &PathBuf| read(path, args.reading.max_size);
        let recording = args.devices.as_ref().map(read).transpose()?;
        return Ok(command_line(reader, recording.as_ref(), text));
    }
    let ty = reader.find(args.type_name.as_deref().unwrap_or_default())?;
    let mut status = Status::Fine;
    for value in &args.values {
        match other_form(&reader, &ty, value) {
            Ok((text, checked)) => {
                report::print(&checked.warnings, value);
                output::print(&format!("{}\n", output::lines(&text)))?;
            }
            Err(findings) => {
                report::print(&findings.0, value);
                status = Status::Findings;
            }
        }
    }
    Ok(status)
}

/// Checks a command line. Deprecated and unstable uses are warnings.
fn command_line(reader: Reader<'_>, recording: Option<&Recording>, text: &str) -> Status {
    let check = CommandLine::new(reader);
    let check = match recording {
        Some(recording) => check.devices(recording),
        None => check,
    };
    let findings = check.check(text);
    report::print(&findings, text);
    let error = |finding: &Finding| finding.severity() == Severity::Error;
    match findings.iter().any(error) {
        true => Status::Findings,
        false => Status::Fine,
    }
}

fn read(path: &Path, size: Size) -> Result<Recording, ArgsError> {
    let text = Input::new(size).text(path)?;
    Recording::from_json(&text).map_err(|source| ArgsError::Recording {
        path: path.to_owned(),
        source,
    })
}

fn other_form<'s>(
    reader: &Reader<'s>,
    ty: &Type<'s>,
    text: &str,
) -> Result<(String, Checked), Findings> {
    let checked = reader.read(ty, text)?;
    let other = match reader.is_json(ty, text) {
        true => reader.json_to_key_value(ty, text)?,
        false => qapi_args::json_text(&checked.value),
    };
    Ok((other, checked))
}

/// A wire model, and whether it keeps the names of integer types.
pub struct Model {
    schema: Schema<'static>,
    exact: bool,
}

impl Model {
    /// Reads the source. The inner error is the status after the errors of an invalid schema.
    ///
    /// # Errors
    ///
    /// [`SourceError`].
    pub fn open(
        source: &str,
        reading: &Reading,
        symbols: &Defines,
    ) -> Result<Result<Model, Status>, SourceError> {
        let source = Source::open(source, reading)?;
        let Source::Schema(path, input) = &source else {
            let found = source.wire_model(reading, symbols)?;
            return Ok(match found {
                crate::source::Model::Whole(schema) => Ok(Model {
                    schema,
                    exact: false,
                }),
                crate::source::Model::Invalid(status) => Err(status),
            });
        };
        let ir = match schema::valid(path, input, reading)? {
            Compiled::Valid(ir) => ir,
            Compiled::Invalid(status) => return Ok(Err(status)),
        };
        let symbols = symbols.read_or_all()?;
        symbols::warn_unknown(&symbols, &ir);
        let schema = Schema::new(exact(&ir, &symbols));
        let schema = schema.map_err(|source| SourceError::Answer {
            path: path.clone(),
            source,
        })?;
        Ok(Ok(Model {
            schema: schema.into_owned(),
            exact: true,
        }))
    }

    /// Returns a reader of values.
    pub fn reader(&self) -> Reader<'_> {
        match self.exact {
            true => Reader::exact(&self.schema),
            false => Reader::new(&self.schema),
        }
    }
}
