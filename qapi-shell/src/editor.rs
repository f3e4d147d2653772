//! The line editor: history, completion, and lines that go on while a bracket is open.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use qapi_client::introspect::secrets;
use rustyline::completion::Completer;
use rustyline::config::{BellStyle, CompletionType};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{
    Cmd, ConditionalEventHandler, Config, Context, Editor, Event, EventContext, EventHandler,
    ExternalPrinter, Helper, KeyEvent, Modifiers, RepeatCount,
};
use tokio::runtime::Handle;

use crate::end_key::{self, EndKey};
use crate::line;
use crate::link::Link;
use crate::pretty::{Paint, Style};
use crate::screen::Above;
use crate::{ShellError, complete, output};

/// Maximum number of lines in the history.
const HISTORY: usize = 2000;

/// Maximum time to ask the peer for names to complete.
const ASKING: Duration = Duration::from_secs(2);

/// Reads lines from a terminal.
pub struct LineEditor {
    editor: Editor<Help, FileHistory>,
    history: Option<PathBuf>,
}

/// Result of reading a line.
pub enum Read {
    /// A line.
    Line(String),
    /// Ctrl-C: the unfinished line is dropped.
    Interrupted,
    /// Ctrl-D, or the terminal is gone.
    End,
}

impl LineEditor {
    /// An editor with that history file, which may not exist yet.
    ///
    /// # Errors
    ///
    /// [`ShellError::Terminal`].
    pub fn new(history: Option<PathBuf>) -> Result<Self, ShellError> {
        let config = Config::builder()
            .max_history_size(HISTORY)
            .and_then(|config| config.history_ignore_dups(true))?
            .history_ignore_space(true)
            .auto_add_history(false)
            .completion_type(CompletionType::List)
            .bell_style(BellStyle::None)
            .build();
        let mut editor = Editor::with_config(config)?;
        if let Some(path) = &history {
            match editor.load_history(path) {
                Err(ReadlineError::Io(error)) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(ShellError::history(path, error));
                }
                _ => {}
            }
        }
        Ok(Self { editor, history })
    }

    /// Returns a writer above the line in the editor. On a terminal that can only print
    /// (`TERM=dumb`), it writes at the cursor.
    pub fn above(&mut self) -> Box<dyn Above> {
        match self.editor.create_external_printer() {
            Ok(printer) => Box::new(Printer(printer)),
            Err(_) => Box::new(Direct),
        }
    }

    /// Ends at that key on an empty line.
    pub fn end_at(&mut self, key: &EndKey) {
        let event = |key| KeyEvent::new(key, Modifiers::NONE);
        let ends = EventHandler::Conditional(Box::new(EndsEmptyLine));
        self.editor.bind_sequence(event(key.key()), ends);
        // The editor takes the key that the terminal has disabled for the end.
        let disabled = event(char::from(end_key::DISABLED));
        self.editor.bind_sequence(disabled, Cmd::Noop);
    }

    /// Completes from the knowledge of that connection's peer, which is asked on `runtime`.
    pub fn know(&mut self, link: Arc<Link>, paint: Paint, runtime: Handle) {
        let help = Help {
            link,
            paint,
            runtime,
        };
        self.editor.set_helper(Some(help));
    }

    /// Reads a line.
    ///
    /// # Errors
    ///
    /// [`ShellError::Terminal`].
    pub fn read(&mut self, prompt: &str) -> Result<Read, ShellError> {
        match self.editor.readline(prompt) {
            Ok(line) => Ok(Read::Line(line)),
            Err(ReadlineError::Interrupted) => Ok(Read::Interrupted),
            Err(ReadlineError::Eof) => Ok(Read::End),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps a line, unless it has a secret.
    ///
    /// # Errors
    ///
    /// [`ShellError::History`]: the file cannot be written.
    pub fn keep(&mut self, line: &str) -> Result<(), ShellError> {
        if secrets::in_line(line) {
            return Ok(());
        }
        self.editor.add_history_entry(line)?;
        let Some(path) = &self.history else {
            return Ok(());
        };
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(|error| ShellError::history(path, error))?;
        match self.editor.append_history(path) {
            Err(ReadlineError::Io(error)) => Err(ShellError::history(path, error)),
            result => Ok(result?),
        }
    }
}

/// `$XDG_STATE_HOME/qapi/history`, or below `~/.local/state`; nowhere where neither is known.
pub fn history_file() -> Option<PathBuf> {
    let absolute = |name: &str| {
        let path = PathBuf::from(std::env::var_os(name)?);
        Some(path).filter(|path| path.is_absolute())
    };
    let state = absolute("XDG_STATE_HOME");
    let state = state.or_else(|| absolute("HOME").map(|home| home.join(".local/state")));
    state.map(|state| state.join("qapi/history"))
}

struct EndsEmptyLine;

impl ConditionalEventHandler for EndsEmptyLine {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, at: &EventContext<'_>) -> Option<Cmd> {
        at.line().is_empty().then_some(Cmd::EndOfFile)
    }
}

struct Printer<P>(P);

impl<P: ExternalPrinter + Send + 'static> Above for Printer<P> {
    fn write(&mut self, text: String) {
        // A terminal that is gone ends the line editor, and so the shell.
        let _ = self.0.print(text);
    }
}

struct Direct;

impl Above for Direct {
    fn write(&mut self, text: String) {
        // As above.
        let _ = output::print(&text);
    }
}

/// Answers the editor's questions while a line is typed.
struct Help {
    link: Arc<Link>,
    paint: Paint,
    runtime: Handle,
}

impl Helper for Help {}

impl Hinter for Help {
    type Hint = String;
}

impl Completer for Help {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        at: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let due = Instant::now() + ASKING;
        let ask = |command: &str, arguments| {
            self.runtime
                .block_on(self.link.ask(command, arguments, due))
        };
        let found = match self.link.is_hmp() && !line.trim_start().starts_with(':') {
            true => complete::of_hmp(&self.link.knowledge(), &ask, &line[..at], at),
            false => complete::complete(&self.link.knowledge(), &ask, line, at),
        };
        Ok((found.start, found.candidates))
    }
}

impl Highlighter for Help {
    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(
        &'s self,
        prompt: &'p str,
        _default: bool,
    ) -> Cow<'b, str> {
        self.paint.paint(Style::Strong, prompt).into()
    }
}

impl Validator for Help {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(
            match !self.link.is_hmp() && line::is_open(context.input()) {
                true => ValidationResult::Incomplete,
                false => ValidationResult::Valid(None),
            },
        )
    }
}
