//! A pager for text that is longer than the terminal.

use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

/// Variables that name a pager, by precedence.
const VARIABLES: [&str; 2] = ["QAPI_PAGER", "PAGER"];

/// The pager, if standard output is a terminal and one is set.
fn pager() -> Option<String> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let set = VARIABLES.iter().find_map(std::env::var_os)?;
    let set = set.into_string().ok()?;
    let is_none = set.trim().is_empty() || set.trim() == "cat";
    (!is_none).then_some(set)
}

/// Returns true if long text would go through a pager.
pub(super) fn is_wanted() -> bool {
    pager().is_some()
}

/// Shows text in the pager. Returns false if it has to be printed instead.
pub(super) fn show(text: &str) -> bool {
    let Some(pager) = pager() else {
        return false;
    };
    let rows = terminal_size::terminal_size().map_or(24, |(_, rows)| usize::from(rows.0));
    if text.lines().count() < rows {
        return false;
    }
    let mut command = Command::new("sh");
    command.args(["-c", &pager]).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        // Quit if it fits, show colours, leave the text on the screen.
        command.env("LESS", "FRX");
    }
    let Ok(mut child) = command.spawn() else {
        return false;
    };
    if let Some(mut input) = child.stdin.take() {
        // A reader who has seen enough closes the pipe.
        let _ = input.write_all(text.as_bytes());
    }
    // 127: the shell finds no such program.
    !child.wait().is_ok_and(|status| status.code() == Some(127))
}
