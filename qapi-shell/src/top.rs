//! `:top`: a full-screen view of a monitor, read only.
//!
//! Input: a monitor, asked every second. Output: its status, jobs, disks with their rates, vCPUs,
//! migration and last events. A key ends it: `q`, Escape or Ctrl-C.
//!
//! Invariant: every text of the peer is escaped, and each question has a deadline.

mod view;

use std::io;
use std::time::{Duration, Instant};

use qapi_client::tokio::Client;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use serde_json::Value;

use crate::knowledge::Knowledge;
use crate::link::Link;
use crate::screen::{self, Screen};
use crate::top::view::View;
use crate::types;

/// Default time between two looks.
pub const INTERVAL: Duration = Duration::from_secs(1);

/// Limit of the time for each question.
const DEADLINE: Duration = Duration::from_secs(2);

/// Time between two looks for keys.
const KEY: Duration = Duration::from_millis(50);

/// A view that cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum TopError {
    /// Standard output is no terminal, or one that can only print.
    #[error(":top needs a terminal that can be drawn on")]
    NoTerminal,
    /// The terminal cannot be drawn on.
    #[error("cannot draw on the terminal")]
    Draw(#[from] io::Error),
    /// The monitor has gone.
    #[error("the connection ended")]
    Ended,
}

/// Replies of a monitor at one time; None for those that it does not give.
#[derive(Debug, Default)]
pub struct Sample {
    name: Option<Value>,
    status: Option<Value>,
    jobs: Option<Value>,
    disks: Option<Value>,
    vcpus: Option<Value>,
    migration: Option<Value>,
}

impl Sample {
    /// Asks for everything that the monitor's schema has.
    async fn ask(client: &Client, knowledge: &Knowledge) -> Self {
        let ask = async |command: &str| {
            if let Some(schema) = knowledge.schema() {
                types::command(schema, command)?;
            }
            client
                .execute_raw(command, None)
                .deadline(DEADLINE)
                .await
                .ok()
        };
        Self {
            name: ask("query-name").await,
            status: ask("query-status").await,
            jobs: ask("query-jobs").await,
            disks: ask("query-blockstats").await,
            vcpus: ask("query-cpus-fast").await,
            migration: ask("query-migrate").await,
        }
    }
}

/// Shows the view until a key ends it.
///
/// # Errors
///
/// [`TopError`].
pub async fn run(
    client: &Client,
    knowledge: &Knowledge,
    link: &Link,
    screen: &Screen,
    interval: Duration,
) -> Result<(), TopError> {
    if !screen.is_terminal() || !screen::can_draw() {
        return Err(TopError::NoTerminal);
    }
    let (columns, rows) = ratatui::crossterm::terminal::size()?;
    if columns == 0 || rows == 0 {
        return Err(TopError::NoTerminal);
    }
    screen.hold(true);
    let result = match ratatui::try_init() {
        Ok(mut terminal) => {
            let result = watch(&mut terminal, client, knowledge, link, interval).await;
            ratatui::restore();
            result
        }
        Err(error) => Err(error.into()),
    };
    screen.hold(false);
    result
}

async fn watch(
    terminal: &mut ratatui::DefaultTerminal,
    client: &Client,
    knowledge: &Knowledge,
    link: &Link,
    interval: Duration,
) -> Result<(), TopError> {
    let version = &client.greeting().version;
    let version = format!("{}.{}.{}", version.major, version.minor, version.micro);
    let mut view = View::new(version);
    loop {
        if link.connection().is_none() {
            return Err(TopError::Ended);
        }
        let asked = unless_ended(terminal, &view, Sample::ask(client, knowledge)).await?;
        let Some(sample) = asked else {
            return Ok(());
        };
        view.add(Instant::now(), sample, link.history.of(&[]));
        terminal.draw(|frame| view.draw(frame))?;
        let next = tokio::time::sleep(interval);
        if unless_ended(terminal, &view, next).await?.is_none() {
            return Ok(());
        }
    }
}

/// Waits for the future, and reads keys meanwhile. None if a key ends the view.
async fn unless_ended<T>(
    terminal: &mut ratatui::DefaultTerminal,
    view: &View,
    future: impl Future<Output = T>,
) -> Result<Option<T>, TopError> {
    let mut future = std::pin::pin!(future);
    loop {
        tokio::select! {
            output = &mut future => return Ok(Some(output)),
            () = tokio::time::sleep(KEY) => {
                if read_keys(terminal, view)? {
                    return Ok(None);
                }
            }
        }
    }
}

/// Reads the keys that have come. True if one of them ends the view.
fn read_keys(terminal: &mut ratatui::DefaultTerminal, view: &View) -> Result<bool, TopError> {
    while event::poll(Duration::ZERO)? {
        match event::read()? {
            Event::Key(key) if key.kind == KeyEventKind::Press => {
                let control = key.modifiers.contains(KeyModifiers::CONTROL);
                match key.code {
                    KeyCode::Esc | KeyCode::Char('q') => return Ok(true),
                    KeyCode::Char('c') if control => return Ok(true),
                    _ => {}
                }
            }
            Event::Resize(..) => {
                terminal.draw(|frame| view.draw(frame))?;
            }
            _ => {}
        }
    }
    Ok(false)
}
