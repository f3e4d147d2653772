//! A SOURCE: a schema, a recorded answer to `query-qmp-schema`, or a live monitor.
//!
//! | text | is |
//! | --- | --- |
//! | `unix:PATH`, `tcp:HOST:PORT` | a monitor |
//! | the path of a socket, `HOST:PORT` where no such file is | a monitor |
//! | a name in `qapi.toml` where no such file is | its monitor or schema |
//! | `-` | standard input: an answer or a schema |
//! | the path of a folder | the schema in it: `qapi-schema.json` or `qapi/qapi-schema.json` |
//! | the path of a file | a recording of devices, an answer if it begins like JSON with double quotes, else a schema |
//! | `NAME=SOURCE` | the same, with a name in reports |

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use qapi_args::devices::Recording;
use qapi_client::introspect::Schema;
use qapi_client::{Address, AddressError};
use qapi_codegen::introspect_from_ir::{Generation, Options, Symbols, introspect};
use qapi_parser::LoadError;
use qapi_parser::edition::Edition;
use qapi_parser::loader::Files;

use crate::config::{Config, ConfigError};
use crate::input::{self, Input, ReadError, Special};
use crate::monitor;
use crate::output::{self, Status};
use crate::reading::Reading;
use crate::schema::{self, Checked};
use crate::symbols::{self, SymbolsError};

/// Entry files of a folder, by precedence.
const ENTRIES: [&str; 2] = ["qapi-schema.json", "qapi/qapi-schema.json"];

/// A source that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// A schema's entry file cannot be read.
    #[error(transparent)]
    Load(Box<LoadError>),
    /// A file that a schema includes cannot be read; the diagnostic has been printed.
    #[error("the schema is not complete")]
    Include,
    /// A file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The text is no file, and could be a monitor or a name.
    #[error(
        "cannot read {}: no such file; a monitor is unix:PATH or tcp:HOST:PORT{hint}",
        text
    )]
    Nothing {
        /// The text.
        text: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
    /// A file where a monitor is needed.
    #[error("{0} is no monitor: give unix:PATH, tcp:HOST:PORT or the path of a socket")]
    NoMonitor(String),
    /// A folder has no schema.
    #[error("{} has no schema: neither {} is there", .0.display(), ENTRIES.join(" nor "))]
    NoEntry(PathBuf),
    /// The address of a monitor is malformed.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The address of a monitor lacks its host.
    #[error("{0} has no host: write tcp:localhost:{1} for this machine")]
    NoHost(String, String),
    /// A monitor cannot be asked.
    #[error("cannot ask {address}")]
    Monitor {
        /// Its address.
        address: String,
        /// The cause.
        source: Box<qapi_client::Error>,
    },
    /// The peer is a guest agent, which has no introspection.
    #[error(
        "{0} is a guest agent, which does not know query-qmp-schema: give its schema, such as \
         qga/qapi-schema.json"
    )]
    Agent(Address),
    /// An answer to `query-qmp-schema` is unusable, or a schema under the given symbols does not
    /// give a whole one.
    #[error("cannot use {path}")]
    Answer {
        /// Its file.
        path: PathBuf,
        /// The cause.
        source: qapi_client::introspect::SchemaError,
    },
    /// A recording of devices is unusable.
    #[error("cannot use {path}")]
    Devices {
        /// Its file.
        path: PathBuf,
        /// The cause.
        source: qapi_args::devices::RecordingError,
    },
    /// A version without anything.
    #[error("{0} is empty: it has no commands")]
    Empty(PathBuf),
    /// A schema was given where an answer is needed.
    #[error("{0} is a schema; a recorded answer or a monitor is needed here")]
    AnswerNeeded(PathBuf),
    /// An answer was given where a schema is needed.
    #[error("{0} is an answer to query-qmp-schema; a schema is needed here")]
    SchemaNeeded(String),
    /// `--define` with a source that has no conditions.
    #[error("--define and --defines need a schema: an answer has no conditions any more")]
    SymbolsWithoutSchema,
    /// Symbols cannot be read.
    #[error(transparent)]
    Symbols(#[from] SymbolsError),
    /// The configuration file cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
}

/// Place of a wire model.
pub enum Source {
    /// A monitor that answers now.
    Live(Address),
    /// An answer, and where it was read.
    Recorded(PathBuf, String),
    /// A schema's entry file, and its reader.
    Schema(PathBuf, Input),
}

impl Source {
    /// Finds the source that `text` names.
    ///
    /// # Errors
    ///
    /// [`SourceError`]: it is malformed, missing or empty.
    pub fn open(text: &str, reading: &Reading) -> Result<Source, SourceError> {
        let source = Self::find(text, reading)?;
        let (path, is_empty) = match &source {
            Source::Live(_) => return Ok(source),
            Source::Recorded(path, text) => (path, text.trim().is_empty()),
            Source::Schema(path, input) => {
                // A file that cannot be read is the parser's to report.
                let bytes = input.read(path);
                (path, bytes.is_ok_and(|bytes| bytes.trim_ascii().is_empty()))
            }
        };
        match is_empty {
            true => Err(SourceError::Empty(path.clone())),
            false => Ok(source),
        }
    }

    /// Finds the schema that `text` names. It may be empty, as it may for QEMU's compiler.
    ///
    /// # Errors
    ///
    /// [`SourceError`]: it is missing, or no schema.
    pub fn schema(text: &str, reading: &Reading) -> Result<(PathBuf, Input), SourceError> {
        match Self::find(text, reading) {
            Ok(Source::Schema(path, input)) => Ok((path, input)),
            Ok(Source::Recorded(..) | Source::Live(_)) => {
                Err(SourceError::SchemaNeeded(text.to_owned()))
            }
            // The schema's loader reports it, as it does for QEMU's compiler.
            Err(SourceError::Read(ReadError { path, .. })) => {
                Ok((path, Input::new(reading.max_size)))
            }
            Err(error) => Err(error),
        }
    }

    fn find(text: &str, reading: &Reading) -> Result<Source, SourceError> {
        let (_, place) = named(text);
        if let Some(address) = address(place)? {
            return Ok(Source::Live(address));
        }
        let input = Input::new(reading.max_size);
        let mut path = Path::new(place).to_owned();
        if !input::is_stdin(&path) {
            match fs::metadata(&path) {
                Ok(found) if found.is_dir() => path = entry(&path)?,
                Ok(found) if found.is_file() => {}
                Ok(found) if input::special_kind(found.file_type()) == Special::Socket => {
                    return Ok(Source::Live(Address::unix(&path)));
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Self::elsewhere(place, input, error);
                }
                Err(source) => return Err(ReadError { path, source }.into()),
            }
        }
        Self::read(path, input)
    }

    /// Finds a source that is no file: a configured name, or an address without its scheme.
    fn elsewhere(text: &str, input: Input, missing: io::Error) -> Result<Source, SourceError> {
        let config = Config::get()?;
        if let Some(monitor) = config.monitor(text)? {
            return Ok(Source::Live(monitor));
        }
        if let Some(schema) = config.schema(text) {
            let found = fs::metadata(&schema).map_err(|source| ReadError {
                path: schema.clone(),
                source,
            })?;
            let path = if found.is_dir() {
                entry(&schema)?
            } else {
                schema
            };
            return Self::read(path, input);
        }
        if let Some((host, port)) = text.rsplit_once(':')
            && is_number(port)
            && !host.contains('/')
        {
            return match host {
                "" => Err(SourceError::NoHost(text.to_owned(), port.to_owned())),
                _ => Ok(Source::Live(format!("tcp:{text}").parse()?)),
            };
        }
        let known = config.names();
        let nearest =
            qapi_client::introspect::nearest::nearest(text, known.iter().map(String::as_str));
        if text.contains('/') || text.ends_with(".json") {
            let path = text.into();
            let source = missing;
            return Err(ReadError { path, source }.into());
        }
        Err(SourceError::Nothing {
            text: text.to_owned(),
            hint: output::did_you_mean(nearest),
        })
    }

    fn read(path: PathBuf, input: Input) -> Result<Source, SourceError> {
        let bytes = input.bytes(&path)?;
        Ok(match String::from_utf8(bytes) {
            Ok(content) if Schema::is_recorded(&content) => Source::Recorded(path, content),
            // The parser reports its mistakes best.
            _ => Source::Schema(path, input),
        })
    }

    /// Returns the wire model: asks the monitor, reads the answer, or compiles the schema. Without
    /// symbols, every condition of a schema holds.
    ///
    /// # Errors
    ///
    /// [`SourceError`]: the source cannot be read, or is malformed.
    pub fn wire_model(
        &self,
        reading: &Reading,
        symbols: &symbols::Defines,
    ) -> Result<Model, SourceError> {
        let Source::Schema(path, input) = self else {
            return if symbols.is_empty() {
                self.answer().map(Model::Whole)
            } else {
                Err(SourceError::SymbolsWithoutSchema)
            };
        };
        let schema = match schema::valid(path, input, reading)? {
            Checked::Invalid(status) => return Ok(Model::Invalid(status)),
            Checked::Valid(schema) => schema,
        };
        let symbols = symbols.read_or_all()?;
        symbols::warn_unknown(&symbols, &schema);
        Schema::new(introspect(&schema, &options(reading.edition, symbols)))
            .map(|model| Model::Whole(model.into_owned()))
            .map_err(|source| SourceError::Answer {
                path: path.clone(),
                source,
            })
    }

    /// Returns the recording of devices, if the source is one.
    ///
    /// # Errors
    ///
    /// [`SourceError::Devices`]: it is malformed.
    pub fn recording(&self) -> Result<Option<Recording>, SourceError> {
        match self {
            Source::Recorded(path, text) if Recording::is_recording(text) => {
                let recording = Recording::from_json(text);
                let unusable = |source| SourceError::Devices {
                    path: path.clone(),
                    source,
                };
                recording.map(Some).map_err(unusable)
            }
            _ => Ok(None),
        }
    }

    /// Returns the answer that was recorded, or that a monitor gives now.
    ///
    /// # Errors
    ///
    /// The answer is malformed or empty or does not come, or the source is a schema.
    pub fn answer(&self) -> Result<Schema<'static>, SourceError> {
        if let Some(recording) = self.recording()? {
            return self.devices(&recording);
        }
        let (path, answer) = match self {
            Source::Live(address) => (address.to_string().into(), monitor::ask(address)?),
            Source::Recorded(path, text) => {
                let answer = Schema::from_json(text).map_err(|source| SourceError::Answer {
                    path: path.clone(),
                    source,
                })?;
                (path.clone(), answer.into_owned())
            }
            Source::Schema(path, _) => return Err(SourceError::AnswerNeeded(path.clone())),
        };
        let is_empty = answer.commands().next().is_none();
        if is_empty {
            return Err(SourceError::Empty(path));
        }
        Ok(answer)
    }

    /// Returns the wire model of the source's recording.
    ///
    /// # Errors
    ///
    /// [`SourceError::Answer`]: it has more types than a model can have.
    pub fn devices(&self, recording: &Recording) -> Result<Schema<'static>, SourceError> {
        let schema = recording.to_schema();
        schema.map_err(|source| SourceError::Answer {
            path: match self {
                Source::Live(address) => address.to_string().into(),
                Source::Recorded(path, _) | Source::Schema(path, _) => path.clone(),
            },
            source,
        })
    }
}

/// Result of compiling a source.
pub enum Model {
    /// Its wire model.
    Whole(Schema<'static>),
    /// It is a schema with errors, which have been printed.
    Invalid(Status),
}

/// Splits `NAME=SOURCE`. A file of the whole text's name has no name in front.
pub fn named(text: &str) -> (Option<&str>, &str) {
    let is_name = |name: &str| !name.is_empty() && !name.contains(['/', ':', '=']);
    match text.split_once('=') {
        Some((name, source))
            if is_name(name) && !source.is_empty() && !Path::new(text).exists() =>
        {
            (Some(name), source)
        }
        _ => (None, text),
    }
}

/// Parses the address of a monitor, if the text begins like one.
fn address(text: &str) -> Result<Option<Address>, SourceError> {
    if let Some(port) = text.strip_prefix("tcp:")
        && is_number(port.trim_start_matches(':'))
    {
        let port = port.trim_start_matches(':').to_owned();
        return Err(SourceError::NoHost(text.to_owned(), port));
    }
    if text.starts_with("unix:") || text.starts_with("tcp:") {
        return Ok(Some(text.parse()?));
    }
    Ok(None)
}

/// Finds the monitor that `text` names, for a subcommand that talks to one. A path at which nothing
/// is counts as that of a socket: it may be there in a moment.
///
/// # Errors
///
/// [`SourceError`]: it is malformed or missing, or something else than a monitor.
pub fn monitor_address(text: &str, reading: &Reading) -> Result<Address, SourceError> {
    if let Some(address) = address(text)? {
        return Ok(address);
    }
    match Source::find(text, reading) {
        Ok(Source::Live(address)) => Ok(address),
        Ok(Source::Recorded(..) | Source::Schema(..)) => {
            Err(SourceError::NoMonitor(text.to_owned()))
        }
        Err(SourceError::Read(ReadError { path, source }))
            if source.kind() == io::ErrorKind::NotFound
                && path == Path::new(text)
                && !text.ends_with(".json") =>
        {
            Ok(Address::unix(path))
        }
        Err(error) => Err(error),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Finds the entry file of a folder.
fn entry(folder: &Path) -> Result<PathBuf, SourceError> {
    let mut entries = ENTRIES.iter().map(|entry| folder.join(entry));
    let found = entries.find(|entry| entry.exists());
    found.ok_or_else(|| SourceError::NoEntry(folder.to_owned()))
}

/// Returns how a schema of that edition is answered: as its release does, if it is given.
pub fn options(edition: Edition, symbols: Symbols) -> Options {
    let options = Options::new().symbols(symbols);
    match edition {
        Edition::Auto => options,
        edition => options.generation(Generation::of_edition(edition)),
    }
}

#[cfg(test)]
mod tests {
    use super::{address, named};

    #[test]
    fn names_of_sources() {
        assert_eq!(named("7.2=qemu/7.2"), (Some("7.2"), "qemu/7.2"));
        assert_eq!(named("live=unix:/run/a=b"), (Some("live"), "unix:/run/a=b"));
        for plain in ["unix:/run/a=b", "a/b=c", "=x", "x=", "x"] {
            assert_eq!(named(plain), (None, plain));
        }
    }

    #[test]
    fn addresses() {
        let text = |text: &str| match address(text) {
            Ok(address) => address.map(|a| a.to_string()).unwrap_or_default(),
            Err(error) => error.to_string(),
        };
        assert_eq!(text("tcp:[::1]:44"), "tcp:[::1]:44");
        assert_eq!(text("file"), "");
        let missing = "tcp:1234 has no host: write tcp:localhost:1234 for this machine";
        assert_eq!(text("tcp:1234"), missing);
        assert!(text("unix:").contains("no path"));
    }
}
