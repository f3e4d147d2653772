//! A child process with a monitor.

use std::io;
use std::process::{Command, ExitStatus};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::Child;
use tokio::time::Instant;

use super::client::Client;
use super::launch::Launch;
use super::time::{due, until};
use crate::error::Error;
use crate::launch::{CHUNK, LAST_WORDS, ProcessError, Tail, Via};
use crate::options::Options;

/// A program that was started, and the client of its monitor. [`Launch`] chooses the way to the
/// monitor, and hands it descriptors.
///
/// It is killed when this is dropped before it has exited, unless
/// [`keep_on_drop`](crate::Launch::keep_on_drop) chose otherwise.
///
/// # Examples
///
/// ```no_run
/// use std::process::Command;
/// use qapi_client::Options;
/// use qapi_client::tokio::Process;
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let mut command = Command::new("qemu-system-x86_64");
/// command.args(["-machine", "none", "-display", "none", "-qmp", "stdio"]);
/// let mut qemu = Process::spawn(command, &Options::default()).await?;
/// qemu.client().execute_raw("quit", None).await?;
/// assert!(qemu.wait().await?.success());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Process {
    running: Running,
    client: Client,
    stderr: Stderr,
}

/// A child that is killed on drop, unless it is kept. tokio collects its exit status in any case.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) child: Child,
    pub(super) keep: bool,
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.keep {
            // It may have exited already.
            drop(self.child.start_kill());
        }
    }
}

impl Process {
    pub(super) fn new(running: Running, client: Client, stderr: Stderr) -> Self {
        Self {
            running,
            client,
            stderr,
        }
    }

    /// Starts a QEMU with a monitor on a pair of sockets, in addition to those of its command line.
    ///
    /// # Errors
    ///
    /// [`ProcessError`].
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use qapi_client::tokio::Process;
    /// use qapi_client::{Options, Qemu};
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let mut qemu = Qemu::new("qemu-system-x86_64");
    /// qemu.machine("none").nodefaults().option("display", "none");
    /// let qemu = Process::start(&qemu, &Options::default()).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "command-line")]
    pub async fn start(qemu: &qapi_args::Qemu, options: &Options) -> Result<Self, ProcessError> {
        Launch::of_line(qemu)?.start(options).await
    }

    /// Starts `command`, which speaks QMP on its standard input and output, and negotiates.
    ///
    /// # Errors
    ///
    /// [`ProcessError`].
    pub async fn spawn(command: Command, options: &Options) -> Result<Self, ProcessError> {
        Launch::new(command)
            .monitor(Via::Stdio)
            .start(options)
            .await
    }

    /// Returns the client of its monitor.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Returns the process id; `None` once its exit was observed.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.running.child.id()
    }

    /// Waits for the exit, and for the end of standard error.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub async fn wait(&mut self) -> io::Result<ExitStatus> {
        let status = self.running.child.wait().await?;
        self.stderr.finished().await;
        Ok(status)
    }

    /// Waits for the exit at most for `time`. Returns `None` if the process runs on.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub async fn wait_within(&mut self, time: Duration) -> io::Result<Option<ExitStatus>> {
        let exited = until(due(Some(time)), self.running.child.wait()).await;
        let status = exited.transpose()?;
        if status.is_some() {
            self.stderr.finished().await;
        }
        Ok(status)
    }

    /// Returns the exit status, if the process has exited.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        self.running.child.try_wait()
    }

    /// Kills the process and waits for its exit.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub async fn kill(&mut self) -> io::Result<()> {
        self.running.child.kill().await
    }

    /// Returns the last 64 KiB of standard error.
    #[must_use]
    pub fn stderr(&self) -> String {
        self.stderr.text()
    }
}

/// Returns the error of a program that was started and does not speak QMP.
pub(super) async fn failed(
    program: String,
    reason: Error,
    mut running: Running,
    stderr: &Stderr,
    due: Option<Instant>,
) -> ProcessError {
    // A program that closed its output is usually about to exit; one that hangs is not awaited.
    let status = match reason.is_disconnected() {
        true => until(due, running.child.wait()).await.and_then(Result::ok),
        false => None,
    };
    if status.is_some() {
        stderr.finished().await;
    }
    ProcessError::Connect {
        program,
        reason,
        status,
        stderr: stderr.text().into(),
    }
}

/// The end of a program's standard error, and the end of that.
#[derive(Debug, Clone)]
pub(super) struct Stderr {
    tail: Tail,
    finished: Arc<tokio::sync::watch::Sender<bool>>,
}

impl Default for Stderr {
    fn default() -> Self {
        let finished = Arc::new(tokio::sync::watch::Sender::new(false));
        Self {
            tail: Tail::default(),
            finished,
        }
    }
}

impl Stderr {
    pub(super) async fn keep(self, mut pipe: impl AsyncRead + Unpin) {
        let mut buffer = [0; CHUNK];
        while let Ok(count @ 1..) = pipe.read(&mut buffer).await {
            self.tail.push(buffer.get(..count).unwrap_or_default());
        }
        self.finished.send_replace(true);
    }

    async fn finished(&self) {
        let mut finished = self.finished.subscribe();
        let wait = finished.wait_for(|finished| *finished);
        drop(until(due(Some(LAST_WORDS)), wait).await);
    }

    fn text(&self) -> String {
        self.tail.text()
    }
}
