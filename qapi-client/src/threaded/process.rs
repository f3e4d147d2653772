//! A child process with a monitor.

use std::io;
use std::process::{Command, ExitStatus};
use std::time::Duration;

use super::client::Client;
use super::runtime::block_on;
use crate::launch::{self, ProcessError, Via};
use crate::options::Options;
use crate::tokio;

/// A program that is about to be started; see [`Launch`](crate::Launch).
pub type Launch = launch::Launch<Client>;

impl Launch {
    /// Starts the program, connects to its monitor and negotiates, all within
    /// [`Options::connect_deadline`]. A program that does not succeed in time is killed.
    ///
    /// # Errors
    ///
    /// [`ProcessError`]; as soon as the program exits, with its status and the end of its standard
    /// error. A socket that is already in use is [`ProcessError::Spawn`], as is a failure to start
    /// the library's thread.
    pub fn start(mut self, options: &Options) -> Result<Process, ProcessError> {
        let program = self.command().get_program().to_string_lossy().into_owned();
        let launch: tokio::Launch = self.for_client();
        match block_on(launch.start(options)) {
            Ok(started) => started.map(Process::new),
            Err(error) => Err(ProcessError::Spawn {
                program,
                reason: io::Error::other(error),
            }),
        }
    }
}

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
/// use qapi_client::threaded::Process;
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
    process: tokio::Process,
    client: Client,
}

impl Process {
    fn new(process: tokio::Process) -> Self {
        let client = process.client().clone().into();
        Self { process, client }
    }

    /// Starts a QEMU with a monitor on a pair of sockets, in addition to those of its command line.
    ///
    /// # Errors
    ///
    /// [`ProcessError`].
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
        self.process.id()
    }

    /// Waits for the exit, and for the end of standard error.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn wait(&mut self) -> io::Result<ExitStatus> {
        block_on(self.process.wait()).map_err(io::Error::other)?
    }

    /// Waits for the exit at most for `time`. Returns `None` if the process runs on.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn wait_within(&mut self, time: Duration) -> io::Result<Option<ExitStatus>> {
        block_on(self.process.wait_within(time)).map_err(io::Error::other)?
    }

    /// Returns the exit status, if the process has exited.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        self.process.try_wait()
    }

    /// Kills the process and waits for its exit.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn kill(&mut self) -> io::Result<()> {
        block_on(self.process.kill()).map_err(io::Error::other)?
    }

    /// Returns the last 64 KiB of standard error.
    #[must_use]
    pub fn stderr(&self) -> String {
        self.process.stderr()
    }
}
