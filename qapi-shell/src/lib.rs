//! `qapi shell`: an interactive shell for monitors and guest agents.
//!
//! A line is cut into words ([`mod@line`]), gathered into a tree of what is given ([`given`]), typed by
//! the other side's own schema ([`typing`]) and sent ([`mod@session`]). [`complete`] and [`help`] read
//! the same schema; [`link`] has the connection, once [`mod@recognise`] has told whose it is, and shows
//! its events; [`screen`] writes and [`editor`] reads.
//!
//! Invariant: nothing of the other side's reaches the terminal without [`pretty::escape`], and
//! nothing waits without a deadline or Ctrl-C.

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
    let transcript = settings.transcript.as_deref().map(transcript).transpose()?;
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

fn target(settings: &Settings, transcript: Option<Transcript>) -> Option<Target> {
    let connect = settings.connect_timeout();
    let options = Options::new()
        .oob(true)
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
