//! Lines of a script: those of `--exec`, or of standard input.

use std::io::BufRead;

use crate::line::Open;
use crate::pretty::escape;
use crate::session::{Outcome, Session};
use crate::{Ended, ShellError};

/// Maximum characters of a line that an error quotes.
const QUOTED: usize = 60;

/// Executes lines until one fails, or all of them.
///
/// # Errors
///
/// The connection cannot be made or is lost, or a line cannot be understood.
pub async fn run(
    mut session: Session,
    exec: &[String],
    keep_going: bool,
) -> Result<Ended, ShellError> {
    if let Err(error) = session.connect().await {
        session.end().await;
        return Err(error);
    }
    let mut worst = (Outcome::Done, String::new());
    let mut lines = Lines::new(exec);
    while let Some(read) = lines.next(session.link.is_hmp())? {
        let (line, outcome) = match read {
            Ok(line) => {
                let outcome = session.run(&line).await?;
                (line, outcome)
            }
            Err(NotUtf8(line)) => {
                let text = format!("error: the line is not UTF-8: {}", escape(line.trim_end()));
                session.screen.say(&text).await;
                (line, Outcome::Unusable)
            }
        };
        if outcome == Outcome::Quit {
            break;
        }
        if outcome > worst.0 {
            worst = (outcome, line);
        }
        if outcome == Outcome::Unconnected || (outcome != Outcome::Done && !keep_going) {
            break;
        }
    }
    session.link.settle().await;
    if let Some(echo) = &session.echo {
        echo.settle().await;
    }
    session.end().await;
    match worst.0 {
        Outcome::Unusable | Outcome::Unconnected => {
            let line = escape(worst.1.trim_end());
            let line: String = line.chars().take(QUOTED).collect();
            Err(match keep_going && worst.0 == Outcome::Unusable {
                true => ShellError::PassedOver(line),
                false => ShellError::Stopped(line),
            })
        }
        Outcome::Failed => Ok(Ended::Failed),
        Outcome::Done | Outcome::Quit => Ok(Ended::Fine),
    }
}

/// A line that is not UTF-8, with replacement characters.
struct NotUtf8(String);

type Read = Result<String, NotUtf8>;

/// Source of lines.
enum Lines<'e> {
    Exec(std::slice::Iter<'e, String>),
    Stdin,
}

impl<'e> Lines<'e> {
    fn new(exec: &'e [String]) -> Self {
        match exec {
            [] => Lines::Stdin,
            exec => Lines::Exec(exec.iter()),
        }
    }

    /// Returns the next line; with those after it, as long as a bracket or quote is open, unless it
    /// is for the human monitor.
    fn next(&mut self, is_hmp: bool) -> Result<Option<Read>, ShellError> {
        let mut text = match self {
            Lines::Exec(lines) => return Ok(lines.next().cloned().map(Ok)),
            Lines::Stdin => String::new(),
        };
        let mut open = Open::default();
        loop {
            let mut line = Vec::new();
            let read = std::io::stdin().lock().read_until(b'\n', &mut line);
            let read = read.map_err(ShellError::Input)?;
            match String::from_utf8(line) {
                Ok(line) => {
                    open.push(&line);
                    text.push_str(&line);
                }
                Err(error) => {
                    text.push_str(&String::from_utf8_lossy(error.as_bytes()));
                    return Ok(Some(Err(NotUtf8(text))));
                }
            }
            if read == 0 && text.is_empty() {
                return Ok(None);
            }
            if read == 0 || is_hmp || !open.is_open() {
                return Ok(Some(Ok(text)));
            }
        }
    }
}
