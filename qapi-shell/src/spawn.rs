//! `--spawn`: a QEMU that lives as long as the session.
//!
//! The program has a process group of its own: the terminal's Ctrl-C is the shell's, and reaches no
//! QEMU. A signal that ends the shell ends the program first.

use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use qapi_client::Address;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

use crate::ShellError;
use crate::pretty::{Style, escape};
use crate::screen::Screen;

/// Time that the program has to end by itself.
const PATIENCE: Duration = Duration::from_secs(2);

/// A program with a monitor. It is killed when this is dropped.
#[derive(Debug)]
pub struct Spawned {
    program: String,
    child: Child,
    /// The tasks that show its output.
    shown: Vec<JoinHandle<()>>,
    /// The folder of the socket, removed at the end.
    folder: tempfile::TempDir,
}

impl Spawned {
    /// Starts a program, with a monitor on a socket of its own.
    ///
    /// # Errors
    ///
    /// [`ShellError::Spawn`].
    pub fn start(words: &[String]) -> Result<Self, ShellError> {
        let program = words.first().cloned().unwrap_or_default();
        let failed = |source| ShellError::Spawn {
            program: program.clone(),
            source,
        };
        let folder = tempfile::Builder::new().prefix("qapi-").tempdir();
        let folder = folder.map_err(failed)?;
        let mut command = Command::new(&program);
        command.args(words.get(1..).unwrap_or_default());
        command.args(monitor(&program, &folder.path().join("qmp")));
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        let child = command.spawn().map_err(failed)?;
        Ok(Self {
            program,
            child,
            shown: Vec::new(),
            folder,
        })
    }

    /// Ends the program when a signal is about to end the shell. At a terminal, Ctrl-C is none.
    #[cfg(unix)]
    pub fn end_with_signals(&self, at_terminal: bool) {
        use tokio::signal::unix::{SignalKind, signal};
        let Some(program) = self.child.id() else {
            return;
        };
        let interrupt = (!at_terminal).then_some(SignalKind::interrupt());
        let kinds = [SignalKind::terminate(), SignalKind::hangup()];
        for kind in kinds.into_iter().chain(interrupt) {
            let Ok(mut signals) = signal(kind) else {
                continue;
            };
            tokio::spawn(async move {
                if signals.recv().await.is_some() {
                    terminate(program).await;
                    std::process::exit(128 + kind.as_raw_value());
                }
            });
        }
    }

    /// Does nothing: there are no such signals.
    #[cfg(not(unix))]
    pub fn end_with_signals(&self, _: bool) {}

    /// Returns the name of the program.
    pub fn program(&self) -> &str {
        &self.program
    }

    /// Returns the address of the monitor.
    pub fn address(&self) -> Address {
        Address::unix(self.folder.path().join("qmp"))
    }

    /// Shows the program's own output.
    pub fn show_output(&mut self, screen: &Screen) {
        if let Some(stdout) = self.child.stdout.take() {
            self.shown.push(tokio::spawn(show(stdout, screen.clone())));
        }
        if let Some(stderr) = self.child.stderr.take() {
            self.shown.push(tokio::spawn(show(stderr, screen.clone())));
        }
    }

    /// Waits until the last output of a program that has ended is shown. A process that it left
    /// behind may keep the output open, so the wait is short.
    pub async fn output_shown(&mut self) {
        let tasks = self.shown.drain(..);
        let all = async {
            for task in tasks {
                // It neither panics nor is cancelled.
                let _ = task.await;
            }
        };
        let _ = tokio::time::timeout(PATIENCE, all).await;
    }

    /// Returns the exit status, if the program ends soon.
    pub async fn ended(&mut self) -> Option<ExitStatus> {
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        ended.ok()?.ok()
    }

    /// Returns the exit status of a program that has ended.
    pub fn has_ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }
}

/// Asks a program to end, and waits a moment for that.
#[cfg(unix)]
async fn terminate(program: u32) {
    use rustix::process::{Pid, Signal, kill_process, test_kill_process};
    let Some(pid) = i32::try_from(program).ok().and_then(Pid::from_raw) else {
        return;
    };
    // It may have ended by itself.
    let _ = kill_process(pid, Signal::TERM);
    let gone = async {
        while test_kill_process(pid).is_ok() {
            tokio::time::sleep(PATIENCE / 100).await;
        }
    };
    if tokio::time::timeout(PATIENCE, gone).await.is_err() {
        let _ = kill_process(pid, Signal::KILL);
    }
}

/// Returns the arguments that give a program its monitor.
fn monitor(program: &str, socket: &std::path::Path) -> Vec<String> {
    // A comma in a path is doubled.
    let path = socket.display().to_string().replace(',', ",,");
    let name = PathBuf::from(program);
    let name = name
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    match name.contains("storage-daemon") {
        true => vec![
            "--chardev".to_owned(),
            format!("socket,id=qapi-shell,path={path},server=on,wait=off"),
            "--monitor".to_owned(),
            "chardev=qapi-shell".to_owned(),
        ],
        false => vec!["-qmp".to_owned(), format!("unix:{path},server=on,wait=off")],
    }
}

/// Shows a stream line by line.
async fn show(stream: impl AsyncRead + Unpin, screen: Screen) {
    let mut lines = BufReader::new(stream).split(b'\n');
    while let Ok(Some(line)) = lines.next_segment().await {
        let text = format!("qemu: {}", escape(&String::from_utf8_lossy(&line)));
        let text = screen
            .said
            .paint(Style::Faint, text.trim_end_matches("\\r"));
        screen.say(&text).await;
    }
}

/// Returns true for an error of a program that does not listen yet.
pub fn is_starting(error: &crate::ConnectError) -> bool {
    matches!(error, crate::ConnectError::Client(error) if error.is_not_listening())
}

/// Ends the program: by its command, or else by a signal.
pub async fn end(spawned: &mut Spawned, link: &crate::link::Link) {
    let due = std::time::Instant::now() + PATIENCE;
    if spawned.has_ended().is_none() {
        // It may end before it answers.
        let _ = link.ask("quit", None, due).await;
    }
    if spawned.ended().await.is_none() {
        let _ = spawned.child.kill().await;
    }
}
