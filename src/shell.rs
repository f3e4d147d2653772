//! `qapi shell`: talking to a monitor or guest agent.
//!
//! A line is cut into words ([`mod@line`]), gathered into a tree of what is given ([`given`]), typed by
//! the other side's own schema ([`typing`]) and sent ([`mod@session`]). [`complete`] and [`help`] read
//! the same schema; [`link`] has the connection, once [`mod@recognise`] has told whose it is, and shows
//! its events; [`screen`] writes and [`editor`] reads.
//!
//! Invariant: nothing of the other side's reaches the terminal without [`pretty::escape`], and
//! nothing waits without a deadline or Ctrl-C.

mod complete;
mod editor;
mod events;
mod given;
mod help;
mod jobs;
mod knowledge;
mod line;
mod link;
mod own;
mod prepare;
mod pretty;
mod problem;
mod recognise;
mod screen;
mod script;
mod session;
mod since;
#[cfg(test)]
mod tests;
mod types;
mod typing;

use std::error::Error as _;
use std::fs::OpenOptions;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clap::ValueEnum;
use qapi_client::introspect::Schema;
use qapi_client::{Options, Transcript, Waiting};
use rustyline::error::ReadlineError;

use crate::cli::Reading;
use crate::output::{self, Error, Status};
use crate::shell::editor::{LineEditor, Read};
use crate::shell::events::{Filter, SharedFilter};
use crate::shell::knowledge::Knowledge;
use crate::shell::link::{ConnectError, Connection, Link, Target};
use crate::shell::pretty::Paint;
use crate::shell::screen::Screen;
use crate::shell::session::{Outcome, Session};
use crate::shell::since::Since;
use crate::source::{Model, Source};
use crate::symbols;

/// How long connecting may take, if nothing else is asked for.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a command may take, if nothing else is asked for.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Talk to a monitor or guest agent, with completion and help from its own schema.
///
/// A line is `COMMAND NAME=VALUE NAME.NAME=VALUE LIST.0=VALUE NAME:=JSON`, typed by the schema; or
/// `{…}`, a whole message. `!COMMAND` executes out of band. `help COMMAND` tells of a command,
/// `:help` of the shell. Without a terminal, or with --exec, commands are executed one after
/// another.
///
/// Exit status: 0 all commands succeeded; 1 one failed; 2 a line could not be understood, or the
/// connection could not be made or was lost.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the monitor or agent listens: unix:PATH or tcp:HOST:PORT
    #[arg(value_name = "ADDRESS", required_unless_present = "schema")]
    address: Option<String>,
    /// Execute this line instead of reading any; can be given more than once
    #[arg(long, value_name = "LINE")]
    exec: Vec<String>,
    /// Go on after a line that fails
    #[arg(long)]
    keep_going: bool,
    /// Speak to a guest agent, without finding out whether it is a monitor
    #[arg(long)]
    qga: bool,
    /// The schema to complete, check and help by, instead of the monitor's: a schema file or a
    /// recorded answer. Without ADDRESS, commands are printed instead of sent
    #[arg(long, value_name = "SOURCE")]
    schema: Option<String>,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    symbols: symbols::Defines,
    /// How replies are printed
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
    /// Which events are shown: `all`, `none`, or some, with commas; -EVENT is not shown. `all` on a
    /// terminal, else `none`
    #[arg(
        long,
        value_name = "EVENTS",
        value_delimiter = ',',
        allow_hyphen_values = true
    )]
    events: Vec<String>,
    /// How long connecting, and each command, may take, in seconds; `none` for as long as it takes
    #[arg(long, value_name = "SECONDS", value_parser = timeout)]
    timeout: Option<Timeout>,
    /// Connect anew whenever the connection ends
    #[arg(long)]
    reconnect: bool,
    /// Take down all messages in this file, one JSON object a line, secrets included
    #[arg(long, value_name = "FILE")]
    transcript: Option<PathBuf>,
    /// Neither read nor write the history file
    #[arg(long)]
    no_history: bool,
}

/// How replies are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// What is returned, over several lines
    Pretty,
    /// What is returned, on one line
    Compact,
    /// The whole message, on one line: `{"return": …}`, `{"error": …}`, `{"event": …}`
    Json,
}

impl Format {
    fn named(name: &str) -> Self {
        Self::from_str(name, false).unwrap_or(Format::Pretty)
    }
}

/// A time, or none: as long as it takes.
#[derive(Debug, Clone, Copy)]
struct Timeout(Option<Duration>);

fn timeout(text: &str) -> Result<Timeout, ShellError> {
    let parsed = session::parse_seconds(text).map(Timeout);
    parsed.ok_or(ShellError::Timeout)
}

/// Why the shell could not do its work: exit status 2.
#[derive(Debug, thiserror::Error)]
pub enum ShellError {
    /// The connection could not be made.
    #[error("{}{}", pretty::escape(&.0.to_string()), advice(.0))]
    Connect(Box<ConnectError>),
    /// The terminal cannot be read.
    #[error("cannot read from the terminal")]
    Terminal(#[from] ReadlineError),
    /// Lines cannot be read.
    #[error("cannot read standard input")]
    Input(#[source] io::Error),
    /// The history cannot be read or written.
    #[error("cannot use the history {path} (--no-history does without)")]
    History {
        /// Its file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The transcript cannot be written.
    #[error("cannot write the transcript {path}")]
    Transcript {
        /// Its file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The program cannot do several things at once.
    #[error("cannot start")]
    Runtime(#[source] io::Error),
    /// A line could not be understood, or there was no connection any more; that has been said.
    #[error("stopped at `{0}`")]
    Stopped(String),
    /// The same of the first line that could not be understood, with `--keep-going`.
    #[error("went on after `{0}`")]
    PassedOver(String),
    /// `--timeout` with what is no time.
    #[error("neither a number of seconds nor `none`")]
    Timeout,
}

impl ShellError {
    fn history(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        Self::History { path, source }
    }
}

/// What may be the matter with a connection that is not made.
fn advice(error: &ConnectError) -> &'static str {
    match error {
        ConnectError::Client(qapi_client::Error::Timeout(timeout)) => match timeout.waiting {
            Waiting::Greeting => " (a monitor serves one client at a time)",
            Waiting::Sync => " (is the agent running in the guest?)",
            _ => "",
        },
        _ => "",
    }
}

/// Executes lines: a script's, or those that someone types.
///
/// # Errors
///
/// The connection cannot be made or is lost, a script's line cannot be understood, or a file
/// cannot be used.
pub fn run(args: &Args) -> Result<Status, Error> {
    let schema = match given_schema(args)? {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let transcript = args.transcript.as_deref().map(transcript).transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(ShellError::Runtime)?;
    let target = target(args, schema.clone(), transcript.clone())?;
    let knowledge = Knowledge::of_schema(schema);
    let stdout = io::stdout();
    let paint = Paint {
        colours: output::colours(&stdout),
    };
    let scripted = !args.exec.is_empty() || !io::stdin().is_terminal() || !stdout.is_terminal();
    let result = if scripted {
        let session = session(
            args,
            target,
            knowledge,
            Screen::streams(paint),
            Filter::none(),
        );
        runtime.block_on(script::run(session, &args.exec, args.keep_going))
    } else {
        let transcript = transcript.as_ref();
        interact(args, target, transcript, knowledge, paint, &runtime)
    };
    // Whatever is still under way has nobody to wait for it.
    runtime.shutdown_background();
    match lost(args, transcript.as_ref()) {
        Some(error) => result.and(Err(error.into())),
        None => result,
    }
}

/// Why the transcript is not whole.
fn lost(args: &Args, transcript: Option<&Transcript>) -> Option<ShellError> {
    let source = transcript?.take_error()?;
    let path = args.transcript.clone()?;
    Some(ShellError::Transcript { path, source })
}

/// The schema of `--schema`, or the status of one with errors.
fn given_schema(args: &Args) -> Result<Result<Option<Arc<Schema<'static>>>, Status>, Error> {
    let Some(source) = &args.schema else {
        return Ok(Ok(None));
    };
    Ok(
        match Source::open(source)?.wire_model(&args.reading, &args.symbols)? {
            Model::Whole(schema) => Ok(Some(Arc::new(schema))),
            Model::Invalid(status) => Err(status),
        },
    )
}

/// A file that is written to at its end, and that nobody else reads.
fn transcript(path: &Path) -> Result<Transcript, ShellError> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(|source| {
        let path = path.to_owned();
        ShellError::Transcript { path, source }
    })?;
    Ok(Transcript::to(file))
}

fn target(
    args: &Args,
    schema: Option<Arc<Schema<'static>>>,
    transcript: Option<Transcript>,
) -> Result<Option<Target>, Error> {
    let Some(address) = &args.address else {
        return Ok(None);
    };
    let connect = args.timeout.map_or(Some(CONNECT_TIMEOUT), |t| t.0);
    let options = Options::new()
        .oob(true)
        .connect_deadline(connect)
        .deadline(args.timeout.map_or(Some(TIMEOUT), |t| t.0))
        .transcript(transcript);
    Ok(Some(Target {
        address: address.parse()?,
        options,
        timeout: connect,
        agent: args.qga,
        schema,
        reconnect: args.reconnect,
    }))
}

fn session(
    args: &Args,
    target: Option<Target>,
    knowledge: Knowledge,
    screen: Screen,
    mut shown: Filter,
) -> Session {
    shown.change(args.events.iter().map(|name| &**name));
    let format = Arc::new(Mutex::new(args.format));
    let filter = SharedFilter::new(shown);
    let link = Link::new(
        target,
        knowledge,
        screen.clone(),
        format.clone(),
        filter.clone(),
    );
    Session {
        link,
        screen,
        format,
        filter,
        timeout: args.timeout.map_or(Some(TIMEOUT), |t| t.0),
        connect_timeout: args.timeout.and_then(|t| t.0).unwrap_or(CONNECT_TIMEOUT),
        since: Since::default(),
    }
}

/// Executes what someone types, until they have enough.
fn interact(
    args: &Args,
    target: Option<Target>,
    transcript: Option<&Transcript>,
    knowledge: Knowledge,
    paint: Paint,
    runtime: &tokio::runtime::Runtime,
) -> Result<Status, Error> {
    let history = Some(()).filter(|()| !args.no_history);
    let mut editor = LineEditor::new(history.and_then(|()| editor::history_file()))?;
    let screen = Screen::terminal(paint, editor.above());
    let mut session = session(args, target, knowledge, screen, Filter::all());
    editor.know(session.link.clone(), paint, runtime.handle().clone());
    runtime.block_on(async {
        session.connect().await?;
        let status = format!("{}; help COMMAND, :help; Ctrl-D leaves", session.status());
        session.screen.say(&status).await;
        Ok::<_, ShellError>(())
    })?;
    // From here on Ctrl-C ends waits, and never the shell. The line editor puts back what it found
    // at its first line, so this has to be settled before.
    runtime.block_on(async {
        tokio::select! {
            biased;
            () = session::interrupt() => {}
            () = std::future::ready(()) => {}
        }
    });
    let warn = |screen: &Screen, error: &ShellError| {
        let cause = error.source().map(|cause| format!(": {cause}"));
        let text = format!("warning: {error}{}", cause.unwrap_or_default());
        runtime.block_on(screen.say(&text));
    };
    let mut kept = Ok(());
    let mut taken_down = Ok(());
    loop {
        let prompt = prompt(&session);
        session.screen.set_editing(true);
        let read = editor.read(prompt);
        session.screen.set_editing(false);
        let line = match read? {
            Read::Line(line) => line,
            Read::Interrupted => continue,
            Read::End => break,
        };
        if kept.is_ok() {
            kept = editor.keep(&line);
            if let Err(error) = &kept {
                warn(&session.screen, error);
            }
        }
        let outcome = runtime.block_on(run_lines(&mut session, &line))?;
        if let Some(error) = lost(args, transcript) {
            warn(&session.screen, &error);
            taken_down = Err(error);
        }
        if outcome == Outcome::Quit {
            break;
        }
    }
    Ok(taken_down.map(|()| Status::Fine)?)
}

/// Does what was typed, or several lines that were pasted, up to the first that fails.
async fn run_lines(session: &mut Session, text: &str) -> Result<Outcome, Error> {
    let lines = line::split(text);
    for (index, line) in lines.iter().enumerate() {
        let outcome = session.run(line).await?;
        if outcome != Outcome::Done {
            let left = lines[index + 1..].iter();
            let left = left.filter(|line| !line::is_nothing(line)).count();
            if left > 0 && outcome != Outcome::Quit {
                let note = format!("note: not done, because of that: {left} more");
                session.screen.say(&note).await;
            }
            return Ok(outcome);
        }
    }
    Ok(Outcome::Done)
}

fn prompt(session: &Session) -> &'static str {
    match (session.link.target(), session.link.connection()) {
        (None, _) => "offline> ",
        (Some(_), None) => "(not connected) ",
        (Some(_), Some(Connection::Monitor(_))) => "qmp> ",
        (Some(_), Some(Connection::Agent(_))) => "qga> ",
    }
}
