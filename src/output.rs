//! The way out: exit status, standard output, files.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How a subcommand ended, apart from failing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All is as asked.
    Fine,
    /// There are findings: errors in a schema, a path that does not hold, changes.
    Findings,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Fine => ExitCode::SUCCESS,
            Status::Findings => ExitCode::from(1),
        }
    }
}

/// Why a subcommand could not do its work: exit status 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Standard output could not be written.
    #[error("cannot write to standard output")]
    Stdout(#[source] io::Error),
    /// A schema's entry file could not be read.
    #[error(transparent)]
    Load(Box<qapi_parser::LoadError>),
    /// A file that a schema includes could not be read; the diagnostic has been printed.
    #[error("the schema is not complete")]
    Include,
    /// A file could not be read.
    #[error("cannot read {path}")]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The address of a monitor is malformed.
    #[error(transparent)]
    Address(#[from] qapi_client::AddressError),
    /// A monitor could not be asked.
    #[error("cannot ask {address}")]
    Monitor {
        /// Which.
        address: String,
        /// Why.
        source: Box<qapi_client::Error>,
    },
    /// What should be an answer to `query-qmp-schema` is not, or a schema under the given symbols
    /// does not give a whole one.
    #[error("cannot use {path}")]
    Answer {
        /// Where it stands.
        path: PathBuf,
        /// Why.
        source: qapi_client::introspect::SchemaError,
    },
    /// A schema was given where an answer is needed.
    #[error("{0} is a schema; a recorded answer or a monitor is needed here")]
    AnswerNeeded(PathBuf),
    /// An answer was given where a schema is needed.
    #[error("symbols can be derived for a schema only, not for an answer")]
    SchemaNeeded,
    /// `--define` with a source that has no conditions.
    #[error("--define and --defines need a schema: an answer has no conditions any more")]
    SymbolsWithoutSchema,
    /// `--define` with another kind of conditions than defined ones.
    #[error("--define and --defines go with --conditions defined only")]
    SymbolsWithoutUse,
    /// Code cannot be generated or written.
    #[error(transparent)]
    Generate(qapi_codegen::BuildError),
    /// `--define` with what is no symbol.
    #[error("--define: {0}")]
    Define(qapi_codegen::introspect_from_ir::DefinesError),
    /// `--defines` with a file that has something else than symbols.
    #[error("{path}: {source}")]
    Defines {
        /// Which file.
        path: PathBuf,
        /// Which line, and what is there.
        source: qapi_codegen::introspect_from_ir::DefinesError,
    },
    /// A schema under the given symbols does not give a whole answer.
    #[error("the schema's parts do not fit together under these symbols")]
    Incomplete(#[source] qapi_client::introspect::SchemaError),
    /// A schema to be compared has errors, which have been printed.
    #[error("{0} has errors: it cannot be compared")]
    InvalidVersion(PathBuf),
    /// Which release something is is not known.
    #[error(
        "which release is {0}? give its number, such as 8.2: --history 8.2=FILE, --release 8.2"
    )]
    UnknownRelease(String),
    /// A release to compare a schema with is not older.
    #[error("--history takes earlier releases: {0} is not older than the schema's own, {1}")]
    LaterRelease(String, String),
    /// The shell could not do its work.
    #[cfg(feature = "shell")]
    #[error(transparent)]
    Shell(#[from] qapi_shell::ShellError),
    /// It is not known how to judge a comparison.
    #[error(transparent)]
    DiffSettings(#[from] crate::diff::settings::SettingsError),
    /// `--downstream` with more than two versions.
    #[error("--downstream takes two versions: the upstream and the downstream")]
    DownstreamOfTwo,
    /// That report has no such format.
    #[error("{0} has no format {1}")]
    NoSuchFormat(&'static str, &'static str),
    /// A page could not be rendered.
    #[error("cannot render the page")]
    Page(#[source] askama::Error),
    /// A query path is malformed.
    #[error(transparent)]
    Path(qapi_client::introspect::PathError),
    /// JSON could not be written.
    #[error("cannot write JSON")]
    Json(#[source] serde_json::Error),
    /// A name to export does not exist.
    #[error(transparent)]
    Export(qapi_docs::json_schema::UnknownName),
    /// It is not known which warnings are wanted.
    #[error(transparent)]
    Lints(#[from] crate::check::lints::LintsError),
    /// `qapi explain` knows no such code.
    #[error("no diagnostic has the code '{name}'{hint}")]
    UnknownCode {
        /// What was asked for.
        name: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
}

/// Prints what went wrong to standard error, with its causes, and gives the exit status.
///
/// A closed pipe is no error: whoever reads had enough.
pub fn report(error: &Error) -> ExitCode {
    let written = match error {
        Error::Stdout(cause) => Some(cause),
        #[cfg(feature = "shell")]
        Error::Shell(qapi_shell::ShellError::Stdout(cause)) => Some(cause),
        _ => None,
    };
    if written.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe) {
        return ExitCode::SUCCESS;
    }
    // What a builder reports reads the same in a build script, prefix and all.
    let mut text = match error {
        Error::Generate(error) => error.to_string(),
        _ => format!("error: {error}"),
    };
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        // Some errors say their cause themselves.
        let said = error.to_string();
        if !text.ends_with(&said) {
            text = format!("{text}: {said}");
        }
        cause = error.source();
    }
    complain(&text);
    ExitCode::from(2)
}

/// Prints a line to standard error. Where even that fails, nothing is left to tell it to.
pub fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end_matches('\n'));
}

/// Whether a stream wants colours: it is a terminal, and nobody asked for none.
pub fn colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
}

/// Prints to standard output.
///
/// # Errors
///
/// [`Error::Stdout`], also for a closed pipe, which [`report`] passes over.
pub fn print(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(Error::Stdout)
}

/// The text of a file.
///
/// # Errors
///
/// [`Error::Read`]
pub fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })
}

/// Prints lines to standard output as they come.
///
/// # Errors
///
/// As [`print()`].
pub fn print_lines(lines: impl Iterator<Item = String>) -> Result<(), Error> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in lines {
        writeln!(out, "{line}").map_err(Error::Stdout)?;
    }
    out.flush().map_err(Error::Stdout)
}

/// Writes `text` to the file, or to standard output where there is none. The file is whole or
/// untouched, and untouched too where it says the same already.
///
/// # Errors
///
/// [`Error::Generate`] and [`Error::Stdout`].
pub fn write(path: Option<&Path>, text: &str) -> Result<(), Error> {
    let Some(path) = path else { return print(text) };
    qapi_codegen::write_if_changed(path, text)
        .map(|_| ())
        .map_err(Error::Generate)
}

/// `; did you mean 'x'?`, for the end of an error message, if there is something near.
pub fn did_you_mean(nearest: Option<&str>) -> String {
    nearest
        .map(|n| format!("; did you mean '{n}'?"))
        .unwrap_or_default()
}
