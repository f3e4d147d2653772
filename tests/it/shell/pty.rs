//! The shell at a terminal, and a person who waits for it.
//!
//! The line editor draws a line again and again while it is typed: neither the text of a line nor a
//! prompt shows that the line has been read. The editor switches the terminal's pasting mode on when
//! it begins to read a line, and off when it has read one. These helpers wait for that.

use std::fs::File;
use std::path::Path;
use std::process::Command;

use crate::terminal::{Session, begin};

/// Written when the editor begins to read a line.
const READS: &str = "\u{1b}[?2004h";
/// Written when the editor has read a line, and the terminal is in its usual mode.
const HAS_READ: &str = "\u{1b}[?2004l";

/// Changes the size of the terminal of that name.
pub(crate) fn resize(name: &str, (columns, rows): (u16, u16)) {
    let terminal = File::open(name).unwrap();
    let mut command = Command::new("stty");
    command.args(["cols", &columns.to_string(), "rows", &rows.to_string()]);
    assert!(command.stdin(terminal).status().unwrap().success());
}

/// A shell at a terminal.
pub(crate) struct Terminal(Session);

/// Command of a shell with that peer, with its history below `home`.
pub(crate) fn shell_at(address: &str, home: &Path, options: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qapi"));
    command.arg("shell").arg(address).args(options);
    for_person(&mut command, home);
    command
}

/// The same in a terminal of that size, whose name is its first line.
pub(crate) fn shell_of_size(
    address: &str,
    home: &Path,
    options: &[&str],
    (columns, rows): (u16, u16),
) -> Command {
    let mut command = Command::new("sh");
    let script = format!("stty cols {columns} rows {rows}; tty; exec \"$@\"");
    command
        .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_qapi"), "shell"])
        .arg(address)
        .args(options);
    for_person(&mut command, home);
    command
}

fn for_person(command: &mut Command, home: &Path) {
    command
        .env("TERM", "xterm")
        .env_remove("NO_COLOR")
        .env("XDG_STATE_HOME", home);
}

impl Terminal {
    /// Runs a command at a terminal.
    pub(crate) fn run(command: Command) -> Self {
        Self(begin(command))
    }

    /// A shell with that peer, at its first prompt.
    pub(crate) fn open(address: &str, home: &Path, options: &[&str]) -> Self {
        Self::at_prompt(shell_at(address, home, options))
    }

    /// Runs a shell, and waits for its first prompt.
    pub(crate) fn at_prompt(command: Command) -> Self {
        let mut terminal = Self::run(command);
        terminal.is_ready();
        terminal
    }

    /// Waits for the first prompt.
    #[track_caller]
    pub(crate) fn is_ready(&mut self) {
        self.shows("Ctrl-D leaves");
        self.prompt();
    }

    /// Types, and waits for nothing.
    pub(crate) fn types(&mut self, text: &str) {
        self.0.terminal.send(text).unwrap();
        self.0.terminal.flush().unwrap();
    }

    /// Types the rest of a line, and waits until it is read: its execution begins.
    pub(crate) fn enter(&mut self, text: &str) {
        self.types(text);
        self.types("\r");
        self.shows(HAS_READ);
    }

    /// Types a whole line, and waits for the next prompt. Returns the output of the line.
    pub(crate) fn execute(&mut self, line: &str) -> String {
        self.enter(line);
        self.shows(READS)
    }

    /// Types Ctrl-C at a prompt, and waits for the next prompt.
    pub(crate) fn drop_line(&mut self) {
        self.control('c');
        self.shows(HAS_READ);
        self.prompt();
    }

    /// Types a key with Ctrl, and waits for nothing.
    pub(crate) fn control(&mut self, key: char) {
        self.0.terminal.send_control(key).unwrap();
    }

    /// Waits for output. Returns the output before it.
    #[track_caller]
    pub(crate) fn shows(&mut self, text: &str) -> String {
        match self.0.terminal.exp_string(text) {
            Ok(before) => before,
            Err(error) => panic!("{text:?} does not come: {error}"),
        }
    }

    /// Waits for output that a regular expression matches.
    #[track_caller]
    pub(crate) fn matches(&mut self, expression: &str) {
        if let Err(error) = self.0.terminal.exp_regex(expression) {
            panic!("{expression:?} does not come: {error}");
        }
    }

    /// Reads the name of the terminal.
    pub(crate) fn name(&mut self) -> String {
        self.0.terminal.read_line().unwrap()
    }

    /// Waits for the next prompt of a monitor: the editor reads a line.
    #[track_caller]
    pub(crate) fn prompt(&mut self) {
        self.prompt_is("qmp> ");
    }

    /// The same with another prompt.
    #[track_caller]
    pub(crate) fn prompt_is(&mut self, prompt: &str) {
        self.shows(READS);
        self.shows(prompt);
    }

    /// Waits for the end. Returns the remaining output and the exit status.
    #[track_caller]
    pub(crate) fn end(mut self) -> (String, i32) {
        let rest = match self.0.terminal.exp_eof() {
            Ok(rest) => rest,
            Err(error) => panic!("the shell does not end: {error}"),
        };
        let status = format!("{:?}", self.0.process.wait().unwrap());
        let code = status.rsplit_once(", ").and_then(|(start, code)| {
            let code = code.strip_suffix(')')?;
            start.starts_with("Exited(").then_some(code)
        });
        match code.map(str::parse) {
            Some(Ok(code)) => (rest, code),
            _ => panic!("the shell ends with {status}"),
        }
    }

    /// Leaves the shell at a prompt; it ends in success.
    #[track_caller]
    pub(crate) fn leave(mut self) {
        self.control('d');
        let (rest, code) = self.end();
        assert_eq!(code, 0, "{rest}");
    }
}
