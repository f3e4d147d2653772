//! A child process with a monitor.

use std::io::{self, Read};
use std::process::{Child, ChildStderr, Command, ExitStatus};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::client::Client;
use super::clock::{Deadline, Expired};
use super::handover::{Giver, Taker, handover};
use super::launch::Launch;
use crate::error::Error;
use crate::launch::{CHUNK, LAST_WORDS, ProcessError, Tail, Via};
use crate::options::Options;

/// Time between two looks for the exit of a program: the standard library cannot wait with a
/// deadline.
pub(super) const POLL: Duration = Duration::from_millis(5);

/// Time in which a program that was killed usually exits.
const DYING: Duration = Duration::from_millis(200);

/// A program that was started, and the client of its monitor. [`Launch`] chooses the way to the
/// monitor, and hands it descriptors.
///
/// It is killed when this is dropped before it has exited, unless
/// [`keep_on_drop`](crate::Launch::keep_on_drop) chose otherwise. A thread reads its standard error,
/// and collects its exit status after a drop; it ends with the program.
///
/// # Examples
///
/// ```no_run
/// use std::process::Command;
/// use qapi_client::Options;
/// use qapi_client::blocking::Process;
///
/// let mut command = Command::new("qemu-system-x86_64");
/// command.args(["-machine", "none", "-display", "none", "-qmp", "stdio"]);
/// let mut qemu = Process::spawn(command, &Options::default())?;
/// qemu.client().execute_raw("quit", None).wait()?;
/// assert!(qemu.wait()?.success());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Process {
    running: Running,
    client: Client,
}

impl Process {
    pub(super) fn new(running: Running, client: Client) -> Self {
        Self { running, client }
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
    /// use qapi_client::blocking::Process;
    /// use qapi_client::{Options, Qemu};
    ///
    /// let mut qemu = Qemu::new("qemu-system-x86_64");
    /// qemu.machine("none").nodefaults().option("display", "none");
    /// let qemu = Process::start(&qemu, &Options::default())?;
    /// # Ok::<(), qapi_client::ProcessError>(())
    /// ```
    #[cfg(feature = "command-line")]
    pub fn start(qemu: &qapi_args::Qemu, options: &Options) -> Result<Self, ProcessError> {
        Launch::of_line(qemu)?.start(options)
    }

    /// Starts `command`, which speaks QMP on its standard input and output, and negotiates.
    ///
    /// # Errors
    ///
    /// [`ProcessError`].
    pub fn spawn(command: Command, options: &Options) -> Result<Self, ProcessError> {
        Launch::new(command).monitor(Via::Stdio).start(options)
    }

    /// Returns the client of its monitor.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Returns the process id; `None` once its exit was observed.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        let child = self.running.child.as_ref();
        child.filter(|_| !self.running.exited).map(Child::id)
    }

    /// Waits for the exit, and for the end of standard error.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn wait(&mut self) -> io::Result<ExitStatus> {
        let status = self.running.wait()?;
        self.running.finish_stderr();
        Ok(status)
    }

    /// Waits for the exit at most for `time`. Returns `None` if the process runs on.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn wait_within(&mut self, time: Duration) -> io::Result<Option<ExitStatus>> {
        let status = self.running.wait_until(Deadline::after(Some(time)))?;
        if status.is_some() {
            self.running.finish_stderr();
        }
        Ok(status)
    }

    /// Returns the exit status, if the process has exited.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        self.running.try_wait()
    }

    /// Kills the process and waits for its exit.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn kill(&mut self) -> io::Result<()> {
        self.running.child()?.kill()?;
        self.running.wait().map(drop)
    }

    /// Returns the last 64 KiB of standard error.
    #[must_use]
    pub fn stderr(&self) -> String {
        self.running.stderr.text()
    }
}

/// Returns the error of a program that was started and does not speak QMP.
pub(super) fn failed(
    program: String,
    reason: Error,
    mut running: Running,
    deadline: Deadline,
) -> ProcessError {
    // A program that closed its output is usually about to exit; one that hangs is not awaited.
    let status = match reason.is_disconnected() {
        true => running.wait_until(deadline).ok().flatten(),
        false => None,
    };
    if status.is_some() {
        running.finish_stderr();
    }
    ProcessError::Connect {
        program,
        reason,
        status,
        stderr: running.stderr.text().into(),
    }
}

/// A child that is killed on drop, unless it is kept.
#[derive(Debug)]
pub(super) struct Running {
    /// Present until this is dropped.
    child: Option<Child>,
    /// Takes a child whose exit status nobody waits for any more.
    keeper: Giver<Child>,
    stderr: Tail,
    finished: Arc<AtomicBool>,
    /// True once the exit was observed.
    exited: bool,
    pub(super) keep: bool,
}

impl Running {
    /// Keeps the end of the child's standard error.
    pub(super) fn new(mut child: Child) -> io::Result<Self> {
        let (keeper, orphan) = handover();
        let (id, pipe) = (child.id(), child.stderr.take());
        let running = Self {
            child: Some(child),
            keeper,
            stderr: Tail::default(),
            finished: Arc::default(),
            exited: false,
            keep: false,
        };
        let (stderr, finished) = (running.stderr.clone(), running.finished.clone());
        thread::Builder::new()
            .name(format!("qapi-{id}"))
            .spawn(move || {
                if let Some(pipe) = pipe {
                    keep_end(pipe, &stderr);
                }
                finished.store(true, Ordering::Release);
                collect(&orphan);
            })?;
        Ok(running)
    }

    fn child(&mut self) -> io::Result<&mut Child> {
        let gone = io::ErrorKind::NotFound;
        self.child.as_mut().ok_or_else(|| gone.into())
    }

    pub(super) fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        let status = self.child()?.try_wait()?;
        self.exited |= status.is_some();
        Ok(status)
    }

    fn wait(&mut self) -> io::Result<ExitStatus> {
        let status = self.child()?.wait()?;
        self.exited = true;
        Ok(status)
    }

    fn wait_until(&mut self, deadline: Deadline) -> io::Result<Option<ExitStatus>> {
        loop {
            if let Some(status) = self.try_wait()? {
                return Ok(Some(status));
            }
            match deadline.left() {
                Ok(left) => thread::sleep(left.map_or(POLL, |left| left.min(POLL))),
                Err(Expired) => return Ok(None),
            }
        }
    }

    fn finish_stderr(&self) {
        let deadline = Deadline::after(Some(LAST_WORDS));
        while !self.finished.load(Ordering::Acquire) && deadline.left().is_ok() {
            thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.exited && !self.keep {
            // It may have exited already.
            drop(self.child().and_then(Child::kill));
            drop(self.wait_until(Deadline::after(Some(DYING))));
        }
        if let Some(child) = self.child.take().filter(|_| !self.exited) {
            // Without that thread, nobody is left to collect the status.
            self.keeper.give(child);
        }
    }
}

/// Keeps the end of what the pipe brings.
fn keep_end(mut pipe: ChildStderr, stderr: &Tail) {
    let mut buffer = [0; CHUNK];
    loop {
        match pipe.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Ok(count @ 1..) => stderr.push(buffer.get(..count).unwrap_or_default()),
            _ => return,
        }
    }
}

/// Collects the exit status of a child that was handed over; otherwise its owner has.
fn collect(orphan: &Taker<Child>) {
    if let Ok(Some(mut child)) = orphan.take(None) {
        drop(child.wait());
    }
}
