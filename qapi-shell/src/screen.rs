//! Output of the shell.
//!
//! A script writes to standard output and standard error. At a terminal, while a line is edited, a
//! thread hands text to the line editor, which prints it above the line. At other times text is
//! written directly, around a progress bar.
//!
//! Invariant: only text that comes while a line is edited waits for the line editor.

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;

use crate::pretty::Paint;
use crate::{ShellError, output};

/// Maximum number of pieces of text that wait for the line editor.
const WAITING: usize = 256;

/// Columns of a terminal that does not report them.
const COLUMNS: usize = 80;

/// Clears the line that the cursor is in.
const ERASE: &str = "\r\x1b[2K";

/// Output of the shell.
#[derive(Debug, Clone)]
pub struct Screen {
    terminal: Option<Arc<Terminal>>,
    /// Colours of results.
    pub paint: Paint,
    /// Colours of messages.
    pub said: Paint,
}

/// A terminal with a line editor.
#[derive(Debug)]
struct Terminal {
    /// True while a line is edited.
    editing: AtomicBool,
    /// The progress bar that is drawn; held while something is written.
    bar: Mutex<String>,
    above: mpsc::Sender<String>,
    /// Text that waits until the whole screen is free again; None while it is free.
    held: Mutex<Option<Vec<String>>>,
}

/// Writer above a line that is being edited.
pub trait Above: Send + 'static {
    /// Writes whole lines, perhaps when the next line is edited.
    fn write(&mut self, text: String);
}

impl Screen {
    /// Standard output and standard error.
    pub fn streams(paint: Paint, said: Paint) -> Self {
        Self {
            terminal: None,
            paint,
            said,
        }
    }

    /// A terminal; while a line is edited, `above` writes.
    pub fn terminal(paint: Paint, mut above: Box<dyn Above>) -> Self {
        let (sender, mut receiver) = mpsc::channel(WAITING);
        let terminal = Arc::new(Terminal {
            editing: AtomicBool::new(false),
            bar: Mutex::default(),
            above: sender,
            held: Mutex::default(),
        });
        let writer = Arc::downgrade(&terminal);
        std::thread::spawn(move || {
            while let Some(text) = receiver.blocking_recv() {
                match writer.upgrade() {
                    Some(terminal) if !terminal.is_editing() => terminal.write(&text),
                    _ => above.write(text),
                }
            }
        });
        Self {
            terminal: Some(terminal),
            paint,
            said: paint,
        }
    }

    /// Returns true for a terminal.
    pub fn is_terminal(&self) -> bool {
        self.terminal.is_some()
    }

    /// Returns the terminal's present number of columns.
    pub fn columns(&self) -> usize {
        terminal_size::terminal_size().map_or(COLUMNS, |(width, _)| width.0.into())
    }

    /// Sets the state: a line is edited, or not.
    pub fn set_editing(&self, editing: bool) {
        if let Some(terminal) = &self.terminal {
            terminal.editing.store(editing, Ordering::SeqCst);
        }
    }

    /// Holds text back while the whole screen is in use, and prints it afterwards.
    pub fn hold(&self, hold: bool) {
        let Some(terminal) = &self.terminal else {
            return;
        };
        let next = hold.then(Vec::new);
        let held = std::mem::replace(&mut *terminal.held(), next);
        for text in held.into_iter().flatten() {
            terminal.write(&text);
        }
    }

    /// Prints a result.
    ///
    /// # Errors
    ///
    /// Standard output cannot be written.
    pub async fn print(&self, text: &str) -> Result<(), ShellError> {
        match &self.terminal {
            None => output::print(&whole_lines(text)),
            Some(terminal) => {
                terminal.show(text).await;
                Ok(())
            }
        }
    }

    /// Prints an error, a warning or a note.
    pub async fn say(&self, text: &str) {
        match &self.terminal {
            None => output::complain(text),
            Some(terminal) => terminal.show(text).await,
        }
    }

    /// Draws a line over the one drawn before; an empty one ends that. Not in a script's output.
    pub fn bar(&self, text: &str) {
        if let Some(terminal) = &self.terminal {
            let mut bar = terminal.lock();
            let erase = if bar.is_empty() { "" } else { ERASE };
            direct(&format!("{erase}{text}"));
            text.clone_into(&mut bar);
        }
    }
}

impl Terminal {
    fn is_editing(&self) -> bool {
        self.editing.load(Ordering::SeqCst)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, String> {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn show(&self, text: &str) {
        let text = whole_lines(text);
        if let Some(held) = &mut *self.held() {
            if held.len() < WAITING {
                held.push(text);
            }
            return;
        }
        if self.is_editing() {
            // The thread ends after everyone else.
            let _ = self.above.send(text).await;
        } else {
            self.write(&text);
        }
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Option<Vec<String>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes around the bar.
    fn write(&self, text: &str) {
        let bar = self.lock();
        match &**bar {
            "" => direct(text),
            bar => direct(&format!("{ERASE}{text}{bar}")),
        }
    }
}

/// Returns false for a terminal that can only print.
pub fn can_draw() -> bool {
    let term = std::env::var_os("TERM").unwrap_or_default();
    !["", "dumb", "cons25", "emacs"]
        .iter()
        .any(|dumb| term == *dumb)
}

fn whole_lines(text: &str) -> String {
    format!("{}\n", text.trim_end_matches('\n'))
}

/// Writes directly. A terminal that is gone ends the line editor, and so the shell.
fn direct(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
