//! `qapi shell`: an interactive shell for monitors and guest agents.
//!
//! A line is cut into words ([`mod@line`]), gathered into a tree of values ([`given`]), typed by the
//! peer's own schema ([`typing`]) and sent ([`mod@session`]). [`complete`] and [`help`] read the same
//! schema. [`mod@recognise`] tells monitors and agents apart; [`link`] keeps the connection and shows
//! its events. [`screen`] writes and [`editor`] reads.
//!
//! Invariant: text of the peer reaches the terminal through [`pretty::escape`] only, and every wait
//! ends by a deadline or Ctrl-C.

// Modules are private: `pub` in them is for this crate.
#![allow(unreachable_pub)]

mod complete;
mod editor;
mod error;
mod events;
mod given;
mod help;
mod interact;
mod jobs;
mod knowledge;
mod line;
mod link;
mod output;
mod own;
mod prepare;
mod pretty;
mod problem;
mod recognise;
mod screen;
mod script;
mod session;
mod settings;
mod since;
#[cfg(test)]
mod tests;
mod types;
mod typing;

use std::fs::OpenOptions;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::{Arc, Mutex};

use qapi_client::{Options, Transcript};

use crate::events::{Filter, SharedFilter};
use crate::knowledge::Knowledge;
use crate::link::{Link, Target};
use crate::pretty::Paint;
use crate::screen::Screen;
use crate::session::Session;
use crate::since::Since;

pub use crate::error::ShellError;
pub use crate::link::ConnectError;
pub use crate::settings::{Format, NotATimeout, Settings, Timeout};

/// Result of a session that ended without an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// All commands of a script succeeded, or a person left the shell.
    Fine,
    /// A command of a script failed.
    Failed,
}

/// Runs a session: a script's lines, or those that a person types.
///
/// # Errors
///
/// [`ShellError`]: the connection fails, a line of a script is malformed, or a file is unusable.
pub fn run(settings: &Settings) -> Result<Ended, ShellError> {
    let transcript = settings.transcript.as_deref();
    let transcript = transcript.map(|path| transcript_file(path, settings));
    let transcript = transcript.transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(ShellError::Runtime)?;
    let target = target(settings, transcript.clone());
    let knowledge = Knowledge::of_schema(settings.schema.clone());
    let terminals = io::stdin().is_terminal() && io::stdout().is_terminal();
    let result = if settings.exec.is_empty() && terminals {
        interact::run(settings, target, transcript.as_ref(), knowledge, &runtime)
    } else {
        let screen = Screen::streams(paint(settings), said(settings));
        let session = session(settings, target, knowledge, screen, Filter::none());
        runtime.block_on(script::run(session, &settings.exec, settings.keep_going))
    };
    // Nothing waits for work that is still in progress.
    runtime.shutdown_background();
    match lost(settings, transcript.as_ref()) {
        Some(error) => result.and(Err(error)),
        None => result,
    }
}

/// Colours of standard output.
fn paint(settings: &Settings) -> Paint {
    let colours = settings.colour_output;
    Paint { colours }
}

/// Colours of standard error.
fn said(settings: &Settings) -> Paint {
    let colours = settings.colour_errors;
    Paint { colours }
}

/// The error that made the transcript incomplete.
fn lost(settings: &Settings, transcript: Option<&Transcript>) -> Option<ShellError> {
    let source = transcript?.take_error()?;
    let path = settings.transcript.clone()?;
    Some(ShellError::Transcript { path, source })
}

/// Opens a file to append to, readable by its owner only.
fn transcript_file(path: &Path, settings: &Settings) -> Result<Transcript, ShellError> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let failed = |source| {
        let path = path.to_owned();
        ShellError::Transcript { path, source }
    };
    let file = options.open(path).map_err(failed)?;
    if !settings.transcript_readable && is_readable(&file.metadata().map_err(failed)?) {
        return Err(ShellError::ReadableTranscript(path.to_owned()));
    }
    Ok(Transcript::to(file))
}

/// Returns true if a regular file can be read by others than its owner.
#[cfg(unix)]
fn is_readable(found: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    found.is_file() && found.permissions().mode() & 0o077 != 0
}

/// Returns true if a regular file can be read by others than its owner.
#[cfg(not(unix))]
fn is_readable(_: &std::fs::Metadata) -> bool {
    false
}

fn target(settings: &Settings, transcript: Option<Transcript>) -> Option<Target> {
    let connect = settings.connect_timeout();
    let options = Options::new()
        .connect_deadline(connect)
        .deadline(settings.command_timeout())
        .transcript(transcript);
    Some(Target {
        address: settings.address.clone()?,
        options,
        timeout: connect,
        agent: settings.agent,
        schema: settings.schema.clone(),
        reconnect: settings.reconnect,
    })
}

fn session(
    settings: &Settings,
    target: Option<Target>,
    knowledge: Knowledge,
    screen: Screen,
    mut shown: Filter,
) -> Session {
    shown.change(settings.events.iter().map(|name| &**name));
    let format = Arc::new(Mutex::new(settings.format));
    let filter = SharedFilter::new(shown);
    let link = Link::new(
        target,
        knowledge,
        screen.clone(),
        format.clone(),
        filter.clone(),
    );
    let connect_timeout = settings.timeout.and_then(|timeout| timeout.0);
    Session {
        link,
        screen,
        format,
        filter,
        timeout: settings.command_timeout(),
        connect_timeout: connect_timeout.unwrap_or(settings::CONNECT_TIMEOUT),
        since: Since::default(),
    }
}
