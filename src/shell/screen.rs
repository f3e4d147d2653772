//! Where the shell writes.
//!
//! A script writes to standard output and standard error. On a terminal, a thread writes for
//! everybody: above the prompt while a line is edited, and around a progress bar.
//!
//! Invariant: whoever writes waits for room, not for the line that is being edited.

use std::io::Write as _;

use tokio::sync::{mpsc, oneshot};

use crate::output;
use crate::shell::pretty::Paint;

/// How much may wait to be written, in pieces of text.
const WAITING: usize = 256;

/// Where the shell writes.
#[derive(Debug, Clone)]
pub struct Screen {
    terminal: Option<mpsc::Sender<Piece>>,
    /// The colours that standard output has.
    pub paint: Paint,
}

/// What is written to a terminal.
#[derive(Debug)]
enum Piece {
    Text(String),
    /// A line that is written over by the next, or by nothing.
    Bar(String),
    /// Tells when all before it is written.
    Flush(oneshot::Sender<()>),
}

/// What writes above a line that is being edited.
pub trait Above: Send + 'static {
    /// Writes whole lines.
    fn write(&mut self, text: String);
}

impl Screen {
    /// Standard output and standard error.
    pub fn streams(paint: Paint) -> Self {
        Self {
            terminal: None,
            paint,
        }
    }

    /// A terminal, written to by `above`.
    pub fn terminal(paint: Paint, above: impl Above) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        std::thread::spawn(move || write_pieces(receiver, above));
        Self {
            terminal: Some(sender),
            paint,
        }
    }

    /// Whether a person reads it.
    pub fn is_terminal(&self) -> bool {
        self.terminal.is_some()
    }

    /// Prints what was asked for.
    ///
    /// # Errors
    ///
    /// Standard output cannot be written.
    pub async fn print(&self, text: &str) -> Result<(), output::Error> {
        let text = whole_lines(text);
        match &self.terminal {
            None => output::print(&text),
            Some(terminal) => {
                // The thread ends after everyone else.
                let _ = terminal.send(Piece::Text(text)).await;
                Ok(())
            }
        }
    }

    /// Says what is no result: an error, a warning, a note.
    pub async fn say(&self, text: &str) {
        match &self.terminal {
            None => output::complain(text),
            Some(terminal) => {
                let _ = terminal.send(Piece::Text(whole_lines(text))).await;
            }
        }
    }

    /// Draws a line over the one drawn before; not into a script's output.
    pub async fn bar(&self, text: &str) {
        if let Some(terminal) = &self.terminal {
            let _ = terminal.send(Piece::Bar(text.to_owned())).await;
        }
    }

    /// Waits until all is written.
    pub async fn flush(&self) {
        if let Some(terminal) = &self.terminal {
            let (sender, receiver) = oneshot::channel();
            let _ = terminal.send(Piece::Flush(sender)).await;
            let _ = receiver.await;
        }
    }
}

fn whole_lines(text: &str) -> String {
    format!("{}\n", text.trim_end_matches('\n'))
}

fn write_pieces(mut pieces: mpsc::Receiver<Piece>, mut above: impl Above) {
    const ERASE: &str = "\r\x1b[2K";
    let mut bar = String::new();
    let direct = |text: &str| {
        let mut out = std::io::stdout().lock();
        // A terminal that is gone ends the line editor, and so the shell.
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    };
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Piece::Text(text) if bar.is_empty() => above.write(text),
            Piece::Text(text) => direct(&format!("{ERASE}{text}{bar}")),
            Piece::Bar(text) => {
                let erase = if bar.is_empty() { "" } else { ERASE };
                direct(&format!("{erase}{text}"));
                bar = text;
            }
            Piece::Flush(sender) => drop(sender.send(())),
        }
    }
}
