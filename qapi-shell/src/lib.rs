//! An interactive shell for QEMU's monitors and guest agents: the subcommand `qapi shell`.
//!
//! A program fills in [`Settings`] and calls [`run`], which reads lines from `exec`, from a terminal
//! or from standard input.
//!
//! ```
//! use std::sync::Arc;
//!
//! use qapi_client::introspect::Schema;
//! use qapi_shell::{Ended, Settings, run};
//!
//! let schema = Schema::from_json(r#"[
//!     {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
//!     {"name": "0", "meta-type": "object", "members": []}]"#)?;
//! let mut settings = Settings::new();
//! settings.schema = Some(Arc::new(schema.into_owned()));
//! settings.exec = vec!["stop".to_owned()];
//! // Without an address, messages are printed: {"execute": "stop"}
//! assert_eq!(run(&settings)?, Ended::Fine);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `docs/shell.md` documents lines, commands and options. The rest of this page is the map of the
//! crate.
//!
//! A line is cut into words (`line`), gathered into a tree of values (`given`), typed by the
//! peer's own schema (`typing`) and sent (`session`). `complete` and `help` read the same
//! schema. `recognise` tells monitors and agents apart; `link` keeps the connection and shows
//! its events. `screen` writes and `editor` reads.
//!
//! Invariant: text of the peer reaches the terminal through `pretty::escape` only, and every wait
//! ends by a deadline or Ctrl-C.

// Modules are private: `pub` in them is for this crate.
#![allow(unreachable_pub)]

mod complete;
mod editor;
mod end_key;
mod error;
mod events;
mod given;
mod help;
mod hmp;
mod interact;
mod jobs;
mod knowledge;
mod line;
mod link;
mod meter;
mod option;
mod output;
mod own;
mod prepare;
mod pretty;
mod problem;
mod recognise;
mod request;
mod screen;
mod script;
mod session;
mod settings;
mod since;
mod spawn;
#[cfg(test)]
mod tests;
mod top;
mod types;
mod typing;
mod wire;

use std::fs::{File, OpenOptions};
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
use crate::spawn::Spawned;
use crate::wire::{Asked, Echo, Echoed};

pub use crate::error::{ConnectError, ShellError};
pub use crate::settings::{Documentation, Format, NotATimeout, Settings, Timeout};

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
    let asked = Asked::default();
    let (echo, echoed) = settings.verbose.then(Echo::new).unzip();
    let file = settings.transcript.as_deref();
    let file = file
        .map(|path| transcript_file(path, settings))
        .transpose()?;
    let taps = file.is_some() || echo.is_some();
    let transcript = taps.then(|| wire::transcript(file, echo.clone(), asked.clone()));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(ShellError::Runtime)?;
    let _context = runtime.enter();
    let spawned = match &*settings.spawn {
        [] => None,
        words => Some(Spawned::start(words)?),
    };
    let started = Started {
        transcript: transcript.clone(),
        asked,
        echo,
        echoed,
        spawned,
    };
    let terminals = io::stdin().is_terminal() && io::stdout().is_terminal();
    let interactive = settings.exec.is_empty() && terminals;
    if let Some(spawned) = &started.spawned {
        spawned.end_with_signals(interactive);
    }
    let result = if interactive {
        interact::run(settings, started, &runtime)
    } else {
        let screen = Screen::streams(paint(settings), said(settings));
        let session = session(settings, started, screen, Filter::none());
        runtime.block_on(script::run(session, &settings.exec, settings.keep_going))
    };
    // Nothing waits for work that is still in progress.
    drop(_context);
    runtime.shutdown_background();
    match lost(settings, transcript.as_ref()) {
        Some(error) => result.and(Err(error)),
        None => result,
    }
}

/// Parts of a session that exist before its screen.
struct Started {
    transcript: Option<Transcript>,
    asked: Asked,
    echo: Option<Echo>,
    echoed: Option<Echoed>,
    spawned: Option<Spawned>,
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
fn transcript_file(path: &Path, settings: &Settings) -> Result<File, ShellError> {
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
    Ok(file)
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

fn target(
    settings: &Settings,
    spawned: Option<&Spawned>,
    transcript: Option<Transcript>,
) -> Option<Target> {
    let connect = settings.connect_timeout();
    let options = Options::new()
        .connect_deadline(connect)
        .deadline(settings.command_timeout())
        .transcript(transcript);
    let address = spawned.map(Spawned::address);
    Some(Target {
        address: address.or_else(|| settings.address.clone())?,
        options,
        timeout: connect,
        agent: settings.agent,
        schema: settings.schema.clone(),
        reconnect: settings.reconnect,
    })
}

/// Makes a session that is not connected.
fn session(
    settings: &Settings,
    mut started: Started,
    screen: Screen,
    mut shown: Filter,
) -> Session {
    shown.change(settings.events.iter().map(|name| &**name));
    let format = Arc::new(Mutex::new(settings.format));
    let filter = SharedFilter::new(shown);
    if let Some(spawned) = &mut started.spawned {
        spawned.show_output(&screen);
    }
    if let Some(echoed) = started.echoed {
        tokio::spawn(echoed.print(screen.clone()));
    }
    let link = Link::new(
        target(settings, started.spawned.as_ref(), started.transcript),
        Knowledge::of_schema(settings.schema.clone()),
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
        asked: started.asked,
        echo: started.echo,
        wait: settings.wait || started.spawned.is_some(),
        pager: settings.pager,
        cpu: None,
        spawned: started.spawned,
        documentation: settings.documentation.clone(),
    }
}
