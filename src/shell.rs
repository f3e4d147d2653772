//! `qapi shell`: the command line of the crate `qapi-shell`.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;
use qapi_client::introspect::Schema;
use qapi_shell::{Ended, Settings, ShellError, Timeout};

use crate::config::Config;
use crate::documentation::Documentation;
use crate::output::{self, Status};
use crate::reading::Reading;
use crate::source::{self, Model, Source, SourceError};
use crate::symbols;

/// Talk to a monitor or guest agent, with completion and help from its own schema.
///
/// A line is `COMMAND NAME=VALUE NAME.NAME=VALUE LIST.0=VALUE NAME:=JSON`, typed by the schema; or
/// `{…}`, a whole message. `!COMMAND` executes out of band. `help COMMAND` describes a command,
/// `:help` the shell. Without a terminal, or with --exec, commands are executed one after another.
///
/// Exit status: 0 all commands succeeded; 1 one failed; 2 a line could not be understood, or the
/// connection could not be made or was lost.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  qapi shell unix:/run/vm.qmp --exec query-status")]
pub struct Args {
    /// The monitor or agent: unix:PATH, tcp:HOST:PORT, or its name in qapi.toml
    #[arg(value_name = "ADDRESS", required_unless_present_any = ["schema", "spawn"])]
    address: Option<String>,
    /// Start PROGRAM with a monitor, talk to it, and end it with the session
    #[arg(long, requires = "program", conflicts_with_all = ["address", "qga", "reconnect"])]
    spawn: bool,
    /// The program of --spawn and its arguments, such as `qemu-system-x86_64 -machine none`
    #[arg(last = true, value_name = "PROGRAM", requires = "spawn")]
    program: Vec<String>,
    /// Retry until the peer listens, for as long as --timeout allows
    #[arg(long)]
    wait: bool,
    /// Print messages as they go over the wire
    #[arg(long, short)]
    verbose: bool,
    /// Execute this line instead of reading any; can be given more than once
    #[arg(long, value_name = "LINE", allow_hyphen_values = true)]
    exec: Vec<String>,
    /// Go on after a line that fails
    #[arg(long)]
    keep_going: bool,
    /// Speak to a guest agent, without a test for a monitor's greeting
    #[arg(long)]
    qga: bool,
    /// Schema for completion, checks and help, instead of the monitor's: a schema file or a
    /// recorded answer. Without ADDRESS, commands are printed and not sent
    #[arg(long, value_name = "SOURCE")]
    schema: Option<String>,
    /// Format of replies
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
    /// Events to show: `all`, `none`, or names, separated by commas; -EVENT is not shown. Default:
    /// `all` on a terminal, else `none`
    #[arg(
        long,
        value_name = "EVENTS",
        value_delimiter = ',',
        allow_hyphen_values = true
    )]
    events: Vec<String>,
    /// Limit of the time to connect and for each command, in seconds; `none` is no limit
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<Timeout>,
    /// Connect again each time the connection ends
    #[arg(long)]
    reconnect: bool,
    /// Add all messages to this file, one JSON object a line, secrets included
    #[arg(long, value_name = "FILE")]
    transcript: Option<PathBuf>,
    /// Allow a transcript that others than its owner can read
    #[arg(long, requires = "transcript")]
    transcript_readable: bool,
    /// Neither read nor write the history file
    #[arg(long)]
    no_history: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    symbols: symbols::Defines,
}

/// Format of replies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The returned value, on several lines
    Pretty,
    /// The returned value, on one line
    Compact,
    /// The whole message, on one line: `{"return": …}`, `{"error": …}`, `{"event": …}`
    Json,
}

impl From<Format> for qapi_shell::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Pretty => Self::Pretty,
            Format::Compact => Self::Compact,
            Format::Json => Self::Json,
        }
    }
}

/// A failure of `qapi shell`.
#[derive(Debug, thiserror::Error)]
pub enum ShellFailure {
    /// The schema or the address cannot be used.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The session ended with an error.
    #[error(transparent)]
    Shell(#[from] ShellError),
}

/// Runs a session.
///
/// # Errors
///
/// The schema or address is unusable, or the session ends with an error.
pub fn run(args: &Args) -> Result<Status, ShellFailure> {
    let schema = match given_schema(args)? {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let mut settings = Settings::new();
    settings.spawn.clone_from(&args.program);
    settings.wait = args.wait;
    settings.verbose = args.verbose;
    settings.pager = Some(output::page);
    let given = args.schema.clone();
    settings.documentation = Some(Arc::new(Documentation::new(given, args.reading)));
    let address = args.address.as_deref();
    let address = address.map(|text| source::monitor_address(text, &args.reading));
    settings.address = address.transpose()?;
    settings.exec.clone_from(&args.exec);
    settings.keep_going = args.keep_going;
    settings.agent = args.qga;
    settings.schema = schema;
    settings.format = args.format.into();
    settings.events.clone_from(&args.events);
    settings.timeout = args.timeout;
    settings.reconnect = args.reconnect;
    settings.transcript.clone_from(&args.transcript);
    settings.transcript_readable = args.transcript_readable;
    settings.history = !args.no_history;
    settings.colour_output = output::colours(&io::stdout());
    settings.colour_errors = output::colours(&io::stderr());
    match qapi_shell::run(&settings) {
        Ok(Ended::Fine) => Ok(Status::Fine),
        Ok(Ended::Failed) => Ok(Status::Findings),
        // The reader of standard output has seen enough.
        Err(ShellError::Stdout(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            Ok(Status::Fine)
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads the schema of `--schema`; the inner error is the status of an invalid one.
fn given_schema(args: &Args) -> Result<Result<Option<Arc<Schema<'static>>>, Status>, SourceError> {
    let configured = || {
        let config = Config::get().ok()?;
        let schema = config.monitor_schema(args.address.as_deref()?)?;
        Some(schema.to_string_lossy().into_owned())
    };
    let Some(source) = args.schema.clone().or_else(configured) else {
        return Ok(Ok(None));
    };
    let model = Source::open(&source, &args.reading)?.wire_model(&args.reading, &args.symbols)?;
    Ok(match model {
        Model::Whole(schema) => Ok(Some(Arc::new(schema))),
        Model::Invalid(status) => Err(status),
    })
}
