//! Execution of lines, one after another.
//!
//! Input: lines. Output: replies on the screen, and an [`Outcome`] for each line.
//!
//! Invariant: every wait has a deadline or can be ended by Ctrl-C.

mod descriptor;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use qapi_client::introspect::Schema;
use qapi_client::introspect::policy::{Policy, Reaction};
use qapi_client::qmp::JobStatus;
use qapi_client::tokio::{Client, JobProgress};
use qapi_client::{Error, EventMessage, RawEvent};
use serde_json::{Value, json};

use crate::events::{self, SharedFilter};
use crate::given;
use crate::line::{self, Word};
use crate::link::{Connection, Link};
use crate::meter::Meter;
use crate::option;
use crate::own::Own;
use crate::prepare::{Prepared, Request, prepare};
use crate::pretty::{self, Style, escape};
use crate::problem::{LineError, Problem, hint};
use crate::screen::Screen;
use crate::settings::Documentation;
use crate::since::{Followed, Since, next_of};
use crate::spawn::{self, Spawned, is_starting};
use crate::wire::{Asked, Echo};
use crate::{Format, ShellError, Timeout};
use crate::{help, hmp, jobs, top};

/// Time that a waiting job has to go on by itself.
const PATIENCE: Duration = Duration::from_secs(1);

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
    /// [`ShellError::Connect`].
    pub async fn connect(&mut self) -> Result<(), ShellError> {
        let start = Instant::now();
        let connected = loop {
            match self.link.connect().await {
                Err(error) if self.wait && is_starting(&error) => {
                    let late = self
                        .timeout
                        .is_some_and(|timeout| start.elapsed() > timeout);
                    let ended = self.spawned.as_mut().and_then(Spawned::has_ended);
                    if let (Some(_), Some(spawned)) = (ended, &mut self.spawned) {
                        spawned.output_shown().await;
                    }
                    if late || ended.is_some() {
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

    /// Returns help on the properties of the driver that `device_add` is given, which no schema
    /// has.
    async fn properties(&self, text: &str, words: &[Word]) -> Option<String> {
        let found = self.asked_properties(text, words).await?;
        Some(help::properties(&found, self.screen.paint))
    }

    /// Asks for the properties of the driver of a line `device_add`.
    async fn driver_properties(&self, text: &str) -> Option<Value> {
        if let Some(driver) = option::driver(&self.link.knowledge(), text) {
            return self.properties_of(&driver).await;
        }
        let (words, _) = line::words(text);
        let oob = words
            .first()
            .is_some_and(|word| text[word.span.clone()].starts_with('!'));
        match oob {
            true => None,
            false => self.asked_properties(text, &words).await,
        }
    }

    async fn asked_properties(&self, text: &str, words: &[Word]) -> Option<Value> {
        let (name, rest) = words.split_first()?;
        if &text[name.span.clone()] != "device_add" {
            return None;
        }
        let driver = given::read(text, rest).ok()?.text("driver")?.to_owned();
        self.properties_of(&driver).await
    }

    async fn properties_of(&self, driver: &str) -> Option<Value> {
        let due = Instant::now() + self.timeout.unwrap_or(self.connect_timeout);
        let arguments = json!({ "typename": driver });
        let command = "device-list-properties";
        self.link.ask(command, Some(arguments), due).await
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

    /// Prints long text through a pager, if a terminal has one.
    async fn page(&self, text: &str) -> Done {
        let paged = |pager: fn(&str) -> bool| self.screen.is_terminal() && pager(text);
        match self.pager.is_some_and(paged) {
            true => Ok(Outcome::Done),
            false => self.tell(text).await,
        }
    }

    async fn print(&self, text: &str) -> Done {
        self.screen.print(text).await.map(|()| Outcome::Done)
    }

    /// Prints text that is not a message; not to standard output if that is for messages.
    async fn tell(&self, text: &str) -> Done {
        if self.screen.is_terminal() || self.format() != Format::Json {
            return self.print(text).await;
        }
        self.screen.say(text).await;
        Ok(Outcome::Done)
    }

    async fn complain(&self, error: &LineError, text: &str) -> Outcome {
        self.say(Style::Error, &error.render(text)).await;
        Outcome::Unusable
    }

    /// Says something in the colour of its style, its first line at least.
    async fn say(&self, style: Style, text: &str) {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let first = self.screen.said.paint(style, first);
        self.screen.say(&format!("{first}\n{rest}")).await;
    }

    /// Sends a command and prints its reply. Without a peer, prints the message.
    async fn send(&mut self, request: Request) -> Done {
        match self.exchange(request).await? {
            Ok(value) => self.reply(&value).await,
            Err(outcome) => Ok(outcome),
        }
    }

    /// Passes a line to the human monitor, and prints its answer as text.
    async fn hmp(&mut self, line: &str) -> Done {
        let cpu = hmp::cpu(line).or(self.cpu);
        let answer = self.exchange(hmp::request(line, cpu)).await?;
        if answer.is_ok() {
            self.cpu = cpu;
        }
        match answer {
            Ok(Value::String(text)) if self.format() == Format::Pretty => {
                match pretty::text_lines(&text) {
                    lines if lines.is_empty() => Ok(Outcome::Done),
                    lines => self.print(&lines).await,
                }
            }
            Ok(value) => self.reply(&value).await,
            Err(outcome) => Ok(outcome),
        }
    }

    /// Sends a command and returns the value of its reply, or the outcome without one.
    async fn exchange(&mut self, request: Request) -> Result<Result<Value, Outcome>, ShellError> {
        let knowledge = self.link.knowledge();
        if let Some(schema) = knowledge.schema() {
            self.warn(schema, &request).await;
        }
        if self.link.target().is_none() {
            let message = match request.typed_message() {
                Some(message) => escape(&message),
                None => pretty::line(&request.message(), self.screen.paint),
            };
            return self.print(&message).await.map(Err);
        }
        let Some(connection) = self.link.wait(self.connect_timeout).await else {
            return Ok(Err(self.unconnected().await));
        };
        if knowledge.is_disabled(&request.name) {
            let text = format!("warning: `{}` is disabled in this agent", request.name);
            self.say(Style::Warning, &escape(&text)).await;
        }
        self.asked.announce(&request);
        match &connection {
            Connection::Monitor(client) => {
                self.since = Since::listen(client, knowledge.schema(), &request)
            }
            Connection::Agent(_) if request.oob => {
                return Ok(Err(self
                    .refuse_of_agent("executes nothing out of band")
                    .await));
            }
            Connection::Agent(_) => {}
        }
        let has_response = knowledge.has_response(&request.name);
        let executed = connection
            .execute(request, has_response, self.timeout)
            .await;
        if let Some(echo) = &self.echo {
            echo.settle().await;
        }
        match executed {
            Ok(value) => Ok(Ok(value)),
            Err(error) => self.failure(&error).await.map(Err),
        }
    }

    /// Warns of deprecated and unstable commands and arguments.
    async fn warn(&self, schema: &Schema<'static>, request: &Request) {
        let policy = Policy::default()
            .deprecated(Reaction::Warn)
            .unstable(Reaction::Warn);
        for finding in schema.check_command(&request.name, request.arguments.as_ref(), &policy) {
            let text = format!("warning: {}", escape(&finding.to_string()));
            self.say(Style::Warning, &text).await;
        }
    }

    async fn unconnected(&self) -> Outcome {
        let next = match (self.link.target(), self.screen.is_terminal()) {
            (Some(_), true) => "; :reconnect connects again",
            (None, _) => ": there is no address",
            (_, false) => "",
        };
        self.say(Style::Error, &format!("error: not connected{next}"))
            .await;
        Outcome::Unconnected
    }

    fn format(&self) -> Format {
        *self.format.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn reply(&self, value: &Value) -> Done {
        let paint = self.screen.paint;
        let text = match self.format() {
            Format::Pretty => {
                let text = pretty::text(value);
                text.unwrap_or_else(|| pretty::pretty(value, paint))
            }
            Format::Compact => pretty::line(value, paint),
            Format::Json => pretty::line(&json!({ "return": value }), paint),
        };
        self.print(&text).await
    }

    async fn failure(&self, error: &Error) -> Done {
        if let (Error::Command(error), Format::Json) = (error, self.format()) {
            let error = json!({ "class": error.class.as_str(), "desc": error.desc });
            let message = json!({ "error": error });
            let text = pretty::line(&message, self.screen.paint);
            return self.print(&text).await.map(|_| Outcome::Failed);
        }
        let text = format!("error: {}", escape(&error.to_string()));
        self.say(Style::Error, &text).await;
        Ok(match error.is_disconnected() {
            true => Outcome::Unconnected,
            false => Outcome::Failed,
        })
    }

    /// Does a command of the shell's own.
    async fn own(&mut self, own: &Own, text: &str, words: &[Word]) -> Result<Done, LineError> {
        let usage = || {
            let start = words.first().map_or(text.len(), |word| word.span.start);
            let end = words.last().map_or(text.len(), |word| word.span.end);
            LineError::new(Problem::Usage(own.usage), start..end)
        };
        let arguments: Vec<_> = words.iter().map(|word| &text[word.span.clone()]).collect();
        Ok(match (own.name, &*arguments) {
            (":help", _) => self.tell(&help::own_commands(self.screen.paint)).await,
            (":quit", []) => Ok(Outcome::Quit),
            (":status", []) => self.tell(&self.status()).await,
            (":events", _) if matches!(self.link.connection(), Some(Connection::Agent(_))) => {
                Ok(self.refuse_of_agent("has neither events nor jobs").await)
            }
            (":events", names) => {
                self.check_events(words, names)?;
                let told = self.filter.with(|filter| {
                    filter.change(names.iter().copied());
                    filter.describe()
                });
                self.tell(&told).await
            }
            (":format", [name]) => {
                let format = Format::named(name).ok_or_else(usage)?;
                *self.format.lock().unwrap_or_else(PoisonError::into_inner) = format;
                Ok(Outcome::Done)
            }
            (":timeout", [seconds]) => {
                self.timeout = seconds.parse::<Timeout>().map_err(|_| usage())?.0;
                Ok(Outcome::Done)
            }
            (":reconnect", []) => self.reconnect().await,
            (":wait", [name, rest @ ..]) => {
                self.check_events(&words[..1], &[name])?;
                let flag = |word: &&&str| **word == SINCE_CONNECT;
                let timeout = match &*rest.iter().filter(|word| !flag(word)).collect::<Vec<_>>() {
                    [] => self.timeout,
                    [seconds] => seconds.parse::<Timeout>().map_err(|_| usage())?.0,
                    _ => return Err(usage()),
                };
                self.wait(name, timeout, rest.contains(&SINCE_CONNECT))
                    .await
            }
            (":history", ["events", names @ ..]) => {
                self.check_events(&words[1..], names)?;
                self.history(names).await
            }
            (":top", []) => self.top(top::INTERVAL).await,
            (":top", [seconds]) => {
                let interval = seconds
                    .parse::<Timeout>()
                    .ok()
                    .and_then(|timeout| timeout.0);
                self.top(interval.ok_or_else(usage)?).await
            }
            (":fd", [name, _, ..]) => self.give_named(name, text, words).await,
            (":fdset", [_, ..]) => self.give_set(text, words).await,
            (":jobs", []) => self.jobs().await,
            (":job", [id]) => self.job(id).await,
            _ => return Err(usage()),
        })
    }

    /// Events that the schema does not have cannot come.
    fn check_events(&self, words: &[Word], names: &[&str]) -> Result<(), LineError> {
        let knowledge = self.link.knowledge();
        let known = knowledge.events();
        for (word, name) in words.iter().zip(names) {
            let bare = name.trim_start_matches('-');
            if known.is_empty() || ["all", "none"].contains(name) || known.contains(&bare) {
                continue;
            }
            let problem = Problem::UnknownEvent {
                name: bare.to_owned(),
                hint: hint(bare, known),
            };
            return Err(LineError::new(problem, word.span.clone()));
        }
        Ok(())
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

    async fn reconnect(&mut self) -> Done {
        self.since = Since::default();
        match self.link.connect().await {
            Ok(()) => self.tell(&self.status()).await,
            Err(error) => {
                let text = format!("error: {}", escape(&error.to_string()));
                self.say(Style::Error, &text).await;
                Ok(Outcome::Unconnected)
            }
        }
    }

    async fn refuse_of_agent(&self, what: &str) -> Outcome {
        let text = format!("error: a guest agent {what}");
        self.say(Style::Error, &text).await;
        Outcome::Unusable
    }

    /// Returns the monitor, or the outcome without one.
    async fn monitor(&self) -> Result<Client, Outcome> {
        match self.link.wait(self.connect_timeout).await {
            Some(Connection::Monitor(client)) => Ok(client),
            Some(Connection::Agent(_)) => {
                Err(self.refuse_of_agent("has neither events nor jobs").await)
            }
            None => Err(self.unconnected().await),
        }
    }

    /// Lists the last events of those names.
    async fn history(&self, names: &[&str]) -> Done {
        self.link.settle().await;
        let events = self.link.history.of(names);
        if events.is_empty() {
            return self.tell("no events").await;
        }
        let lines: Vec<_> = events.iter().map(|event| self.event_line(event)).collect();
        self.print(&lines.join("\n")).await
    }

    fn event_line(&self, event: &EventMessage<RawEvent>) -> String {
        let paint = self.screen.paint;
        match self.format() {
            Format::Json => pretty::line(&events::message(event), paint),
            _ => events::line(event, paint),
        }
    }

    /// Shows the full-screen view.
    async fn top(&mut self, interval: Duration) -> Done {
        let client = match self.monitor().await {
            Ok(client) => client,
            Err(outcome) => return Ok(outcome),
        };
        let knowledge = self.link.knowledge();
        match top::run(&client, &knowledge, &self.link, &self.screen, interval).await {
            Ok(()) => Ok(Outcome::Done),
            Err(error) => {
                let text = format!("error: {}", escape(&error.to_string()));
                self.say(Style::Error, &text).await;
                Ok(Outcome::Failed)
            }
        }
    }

    /// Waits for an event since the last command was sent, or since connecting.
    async fn wait(&mut self, name: &str, timeout: Option<Duration>, since_connect: bool) -> Done {
        if since_connect {
            self.link.settle().await;
            if let Some(event) = self.link.history.of(&[name]).first() {
                return self.print(&self.event_line(event)).await;
            }
        }
        // Events from before the connection's end are still there.
        let mut events = match self.since.events.take() {
            Some(events) => events,
            None => match self.monitor().await {
                Ok(client) => client.events(),
                Err(outcome) => return Ok(outcome),
            },
        };
        let deadline = timeout.unwrap_or(Duration::MAX);
        let event = match tokio::time::timeout(deadline, next_of(&mut events, name)).await {
            Ok(Ok(Some(event))) => event,
            Ok(Err(error)) => return self.failure(&error).await,
            Ok(Ok(None)) => {
                let text = format!("error: the connection ended before {} came", escape(name));
                self.say(Style::Error, &text).await;
                return Ok(Outcome::Unconnected);
            }
            Err(_) => {
                let name = escape(name);
                let text = format!("error: timed out after {deadline:?} waiting for {name}");
                self.say(Style::Error, &text).await;
                self.since.events = Some(events);
                return Ok(Outcome::Failed);
            }
        };
        self.since.events = Some(events);
        self.link.settle().await;
        self.print(&self.event_line(&event)).await
    }

    async fn jobs(&self) -> Done {
        let client = match self.monitor().await {
            Ok(client) => client,
            Err(outcome) => return Ok(outcome),
        };
        let asked = client
            .execute_raw("query-jobs", None)
            .deadline(self.timeout);
        match asked.await {
            Ok(jobs) if self.format() != Format::Pretty => self.reply(&jobs).await,
            Ok(jobs) => self.print(&jobs::list(&jobs, self.screen.paint)).await,
            Err(error) => self.failure(&error).await,
        }
    }

    /// Draws a job's progress for the terminal's present size.
    fn draw(&self, id: &str, progress: Option<&JobProgress>, meter: &Meter) {
        if let Some(progress) = progress {
            let (columns, paint) = (self.screen.columns(), self.screen.paint);
            let text = jobs::progress(id, progress, columns, meter, paint);
            self.screen.bar(&text);
        }
    }

    /// Follows a job until it ends or waits for a command.
    async fn job(&mut self, id: &str) -> Done {
        let client = match self.monitor().await {
            Ok(client) => client,
            Err(outcome) => return Ok(outcome),
        };
        let followed = self.since.job.take_if(|followed| followed.id == id);
        let Followed {
            mut job,
            mut waits,
            mut meter,
            ..
        } = followed.unwrap_or_else(|| Followed::new(&client, id));
        let mut sizes = changes().filter(|_| self.screen.is_terminal());
        let mut last = None;
        drop(client);
        let paint = self.screen.paint;
        let waits = loop {
            // A waiting job may go on: it is paused for a moment while another command changes its
            // disk.
            let patience = waits.map_or(Duration::MAX, |_| PATIENCE);
            let next = tokio::select! {
                next = tokio::time::timeout(patience, job.next()) => next,
                () = resized(&mut sizes), if last.is_some() => {
                    self.draw(id, last.as_ref(), &meter);
                    continue;
                }
            };
            let progress = match next {
                Ok(Ok(Some(progress))) => progress,
                Ok(Ok(None)) => break None,
                Ok(Err(error)) => {
                    self.screen.bar("");
                    return self.failure(&error).await;
                }
                Err(_) => break waits,
            };
            meter.add(Instant::now(), progress.current);
            waits = jobs::waits(id, &progress);
            let status = progress.status.clone();
            last = Some(progress);
            self.draw(id, last.as_ref(), &meter);
            if matches!(status, JobStatus::Ready | JobStatus::Pending) {
                break waits;
            }
        };
        self.screen.bar("");
        self.link.settle().await;
        if let Some(for_what) = waits {
            let id = id.to_owned();
            let text = format!("{} {for_what}", escape(&id));
            self.since.job = Some(Followed {
                id,
                job,
                waits,
                meter,
            });
            return self.tell(&text).await;
        }
        match job.end().await {
            Ok(end) => {
                let (text, failed) = jobs::end(id, &end, paint);
                let done = self.tell(&text).await?;
                Ok(if failed { Outcome::Failed } else { done })
            }
            Err(error) => self.failure(&error).await,
        }
    }
}

/// Word that makes `:wait` look at all events of the connection.
const SINCE_CONNECT: &str = "--since-connect";

/// Ends when the terminal's size changes.
async fn resized(changes: &mut Option<Changes>) {
    #[cfg(unix)]
    if let Some(changes) = changes {
        changes.recv().await;
        return;
    }
    let _ = changes;
    std::future::pending::<()>().await;
}

#[cfg(unix)]
type Changes = tokio::signal::unix::Signal;
#[cfg(not(unix))]
type Changes = ();

/// Listens for changes of the terminal's size.
fn changes() -> Option<Changes> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::window_change()).ok()
    }
    #[cfg(not(unix))]
    None
}

/// Ends when Ctrl-C is pressed.
pub async fn interrupt() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
