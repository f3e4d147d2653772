//! A session at a terminal.

use crate::editor::{self, LineEditor, Read};
use crate::end_key::EndKey;
use crate::error::with_cause;
use crate::events::Filter;
use crate::line;
use crate::link::Connection;
use crate::screen::{self, Screen};
use crate::session::{self, Outcome, Session};
use crate::{Ended, Settings, ShellError, Started};

/// Executes the lines that a person types, until they leave.
pub(crate) fn run(
    settings: &Settings,
    started: Started,
    runtime: &tokio::runtime::Runtime,
) -> Result<Ended, ShellError> {
    let paint = crate::paint(settings);
    let transcript = started.transcript.clone();
    let transcript = transcript.as_ref();
    let history = settings.history.then(editor::history_file).flatten();
    let mut editor = LineEditor::new(history)?;
    let _end_key = end_key(&mut editor);
    let screen = Screen::terminal(paint, editor.above());
    let mut session = crate::session(settings, started, screen, Filter::all());
    editor.know(session.link.clone(), paint, runtime.handle().clone());
    runtime.block_on(async {
        session.connect().await?;
        let status = format!("{}; help COMMAND, :help; Ctrl-D leaves", session.status());
        session.screen.say(&status).await;
        Ok::<_, ShellError>(())
    })?;
    runtime.block_on(handle_interrupts());
    let warn = |screen: &Screen, error: &ShellError| {
        let text = format!("warning: {}", with_cause(error));
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
        if let Some(error) = crate::lost(settings, transcript) {
            warn(&session.screen, &error);
            taken_down = Err(error);
        }
        if outcome == Outcome::Quit {
            break;
        }
        if let Some(status) = runtime.block_on(session.program_ended()) {
            let text = format!("note: the program has ended: {status}");
            runtime.block_on(session.screen.say(&text));
            break;
        }
    }
    // The last events of a program that ends, and the end of its connection, are no news.
    session.screen.hold(true);
    runtime.block_on(session.end());
    taken_down.map(|()| Ended::Fine)
}

/// Reads the end of the session from the line editor, until the result is dropped.
fn end_key(editor: &mut LineEditor) -> Option<EndKey> {
    // A terminal that can only print reads lines itself, and needs its key.
    if !screen::can_draw() {
        return None;
    }
    let key = EndKey::take()?;
    editor.end_at(&key);
    Some(key)
}

/// From here on Ctrl-C ends waits, and never the shell. The line editor restores the handler that
/// it finds at its first line, so this one has to be in place before.
async fn handle_interrupts() {
    tokio::select! {
        biased;
        () = session::interrupt() => {}
        () = std::future::ready(()) => {}
    }
}

/// Runs a typed line, or several pasted ones up to the first that fails.
async fn run_lines(session: &mut Session, text: &str) -> Result<Outcome, ShellError> {
    let lines = match session.link.is_hmp() {
        true => text.lines().collect(),
        false => line::split(text),
    };
    for (index, line) in lines.iter().enumerate() {
        let outcome = session.run(line).await?;
        if outcome != Outcome::Done {
            let left = lines[index + 1..].iter();
            let left = left.filter(|line| !line::is_nothing(line)).count();
            if left > 0 && outcome != Outcome::Quit {
                let note = format!("note: not run after this failure: {left} more lines");
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
        (Some(_), Some(Connection::Monitor(_))) if session.link.is_hmp() => "hmp> ",
        (Some(_), Some(Connection::Monitor(_))) => "qmp> ",
        (Some(_), Some(Connection::Agent(_))) => "qga> ",
    }
}
