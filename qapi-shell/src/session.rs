//! Execution of lines, one after another.
//!
//! Input: lines. Output: replies on the screen, and an [`Outcome`] for each line.
//!
//! Invariant: every wait has a deadline or can be ended by Ctrl-C.

mod descriptor;
mod driver;
mod exchange;
mod job;
mod own;
mod say;
mod wait;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::events::SharedFilter;
use crate::line::Word;
use crate::link::{Connection, Link};
use crate::prepare::{Prepared, prepare};
use crate::pretty::{Style, escape};
use crate::problem::{Problem, hint};
use crate::screen::Screen;
use crate::settings::Documentation;
use crate::since::Since;
use crate::spawn::{self, Spawned, is_starting};
use crate::wire::{Asked, Echo};
use crate::{Format, ShellError, help};

/// Wait before the next attempt to reach a peer that does not listen yet.
const RETRY: Duration = Duration::from_millis(100);

/// Result of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was done.
    Done,
    /// The command failed.
    Failed,
    /// The line could not be understood.
    Unusable,
    /// There is no connection.
    Unconnected,
    /// The session is to end.
    Quit,
}

/// State that lines share.
pub struct Session {
    /// The connection.
    pub link: Arc<Link>,
    /// Destination of results.
    pub screen: Screen,
    /// Format of results.
    pub format: Arc<Mutex<Format>>,
    /// A selection of events.
    pub filter: SharedFilter,
    /// Limit of the time for a command.
    pub timeout: Option<Duration>,
    /// Limit of the wait for a connection that is made again.
    pub connect_timeout: Duration,
    /// Events and job since the last command was sent.
    pub since: Since,
    /// The user's command that is sent next.
    pub asked: Asked,
    /// Prints the messages on the wire.
    pub echo: Option<Echo>,
    /// Retry until the peer listens.
    pub wait: bool,
    /// Shows long text.
    pub pager: Option<fn(&str) -> bool>,
    /// The CPU that lines for the human monitor are about.
    pub cpu: Option<i64>,
    /// The program of `--spawn`.
    pub spawned: Option<Spawned>,
    /// Documentation of commands and events.
    pub documentation: Option<Arc<dyn Documentation>>,
}

type Done = Result<Outcome, ShellError>;

impl Session {
    /// Connects. Warns of events to be shown that cannot come.
    ///
    /// # Errors
    ///
    /// [`ShellError::Connect`], [`ShellError::Ended`].
    pub async fn connect(&mut self) -> Result<(), ShellError> {
        let start = Instant::now();
        let connected = loop {
            match self.link.connect().await {
                Err(error) if self.wait && is_starting(&error) => {
                    if let Some(spawned) = &mut self.spawned
                        && let Some(status) = spawned.has_ended()
                    {
                        spawned.output_shown().await;
                        let program = spawned.program().to_owned();
                        return Err(ShellError::Ended { program, status });
                    }
                    let late = |timeout| start.elapsed() > timeout;
                    if self.timeout.is_some_and(late) {
                        break Err(error);
                    }
                    tokio::time::sleep(RETRY).await;
                }
                connected => break connected,
            }
        };
        connected.map_err(|error| ShellError::Connect(Box::new(error)))?;
        let knowledge = self.link.knowledge();
        let known = knowledge.events();
        let unknown = |name: &String| !known.is_empty() && !known.contains(&&**name);
        let named = self.filter.with(|filter| filter.names().clone());
        for name in named.into_iter().filter(unknown) {
            let hint = hint(&name, known.iter().copied());
            let problem = Problem::UnknownEvent { name, hint };
            let text = format!("warning: {}", escape(&problem.to_string()));
            self.say(Style::Warning, &text).await;
        }
        Ok(())
    }

    /// Ends the program of `--spawn`.
    pub async fn end(&mut self) {
        if let Some(spawned) = &mut self.spawned {
            spawn::end(spawned, &self.link).await;
        }
    }

    /// Returns the exit status of a program of `--spawn` that has ended with its connection.
    pub async fn program_ended(&mut self) -> Option<std::process::ExitStatus> {
        let spawned = self.spawned.as_mut()?;
        match self.link.connection() {
            Some(_) => spawned.has_ended(),
            None => spawned.ended().await,
        }
    }

    /// Does a line. On a terminal, Ctrl-C ends the wait.
    ///
    /// # Errors
    ///
    /// Standard output cannot be written.
    pub async fn run(&mut self, text: &str) -> Done {
        let interactive = self.screen.is_terminal();
        // Ctrl-C counts from before the line begins.
        tokio::select! {
            biased;
            () = interrupt(), if interactive => {
                self.screen.bar("");
                self.screen.say(&self.cancelled()).await;
                Ok(Outcome::Failed)
            }
            done = self.line(text) => done,
        }
    }

    fn cancelled(&self) -> String {
        match self.unanswered() {
            Some(commands) => format!("no longer waiting; may still run: {commands}"),
            None => "no longer waiting".to_owned(),
        }
    }

    async fn line(&mut self, text: &str) -> Done {
        if self.link.is_hmp() && !text.trim_start().starts_with(':') {
            return match text.trim() {
                "" => Ok(Outcome::Done),
                line => self.hmp(line).await,
            };
        }
        let knowledge = self.link.knowledge();
        let typed = self.driver_properties(text).await;
        let typed = typed.map(|reply| Arc::new((*knowledge).clone().with_properties(&reply)));
        let knowledge = typed.unwrap_or(knowledge);
        match prepare(&knowledge, text) {
            Err(error) => Ok(self.complain(&error, text).await),
            Ok(Prepared::Nothing) => Ok(Outcome::Done),
            Ok(Prepared::Send(request)) => self.send(request).await,
            Ok(Prepared::Hmp(line)) => self.hmp(&line).await,
            Ok(Prepared::HmpMode) => {
                let text = match self.link.toggle_hmp() {
                    true => "lines go to the human monitor; :hmp ends that",
                    false => "lines are commands of QMP again",
                };
                self.tell(text).await
            }
            Ok(Prepared::Help(words)) => {
                match help::help(&knowledge, text, &words, self.screen.paint) {
                    Ok(help) => {
                        let more = self.properties(text, &words).await.unwrap_or_default();
                        let prose = self.documented(text, &words).unwrap_or_default();
                        self.page(&(help + &prose + &more)).await
                    }
                    Err(error) => Ok(self.complain(&error, text).await),
                }
            }
            Ok(Prepared::Own(own, words)) => match self.own(own, text, &words).await {
                Ok(done) => done,
                Err(error) => Ok(self.complain(&error, text).await),
            },
        }
    }

    /// Returns the documentation of a command or event, where its schema is known.
    fn documented(&self, text: &str, words: &[Word]) -> Option<String> {
        let [name] = words else { return None };
        let version = match self.link.connection() {
            Some(Connection::Monitor(client)) => {
                let version = &client.greeting().version;
                Some((version.major, version.minor, version.micro))
            }
            _ => None,
        };
        let documentation = self.documentation.as_ref()?;
        let prose = documentation.of(&text[name.span.clone()], version)?;
        let lines = prose.lines().map(|line| format!("  {}", escape(line)));
        let lines: Vec<_> = lines
            .map(|line| line.trim_end().to_owned() + "\n")
            .collect();
        Some(format!("\n{}", lines.concat()))
    }

    fn unanswered(&self) -> Option<String> {
        let Some(Connection::Monitor(client)) = self.link.connection() else {
            return None;
        };
        let commands = client.outstanding();
        (!commands.is_empty()).then(|| escape(&commands.join(", ")))
    }

    /// Describes the connection.
    pub fn status(&self) -> String {
        let Some(target) = self.link.target() else {
            return "not connected: commands are printed, not sent".to_owned();
        };
        let address = escape(&target.address.to_string());
        let mut text = match self.link.connection() {
            None => format!("not connected to {address}"),
            Some(Connection::Agent(_)) => format!("connected to {address}, a guest agent"),
            Some(Connection::Monitor(client)) => {
                let version = &client.greeting().version;
                let (major, minor, micro) = (version.major, version.minor, version.micro);
                let oob = match client.oob_granted() {
                    true => ", out of band granted",
                    false => "",
                };
                format!("connected to {address}, QEMU {major}.{minor}.{micro}{oob}")
            }
        };
        if let Some(commands) = self.unanswered() {
            text += &format!("\nin progress: {commands}");
        }
        text
    }
}

/// Ends when Ctrl-C is pressed.
pub async fn interrupt() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
