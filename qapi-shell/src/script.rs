//! Lines of a script: those of `--exec`, or of standard input.

use std::io::BufRead;

use crate::line;
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
    session.connect().await?;
    let mut worst = (Outcome::Done, String::new());
    let mut lines = Lines::new(exec);
    while let Some(line) = lines.next()? {
        let outcome = session.run(&line).await?;
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

    /// The next line; with those after it, as long as a bracket or quote is open.
    fn next(&mut self) -> Result<Option<String>, ShellError> {
        let mut text = match self {
            Lines::Exec(lines) => return Ok(lines.next().cloned()),
            Lines::Stdin => String::new(),
        };
        loop {
            let read = std::io::stdin().lock().read_line(&mut text);
            let read = read.map_err(ShellError::Input)?;
            if read == 0 && text.is_empty() {
                return Ok(None);
            }
            if read == 0 || !line::is_open(&text) {
                return Ok(Some(text));
            }
        }
    }
}
