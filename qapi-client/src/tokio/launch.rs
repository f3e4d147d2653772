//! Programs that are about to be started.
//!
//! Input: a command line, the way to its monitor, and descriptors for it. Output: a [`Process`] that
//! has negotiated, or an error with the program's exit status and last words.

use std::io;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::time::Instant;

use super::client::Client;
use super::process::{Process, ProcessError, Running, Stderr, failed};
use super::stream::Stream;
use super::time::{due, until};
use crate::address::Address;
use crate::error::Error;
use crate::options::Options;

/// Id of the character device of the monitor.
const CHARDEV: &str = "qapi-monitor";

/// A program that is about to be started, and the way to its monitor.
///
/// # Examples
///
/// ```no_run
/// use qapi_client::Options;
/// use qapi_client::tokio::Launch;
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let mut command = tokio::process::Command::new("qemu-system-x86_64");
/// command.args(["-machine", "none", "-display", "none"]);
/// let qemu = Launch::new(command).start(&Options::default()).await?;
/// println!("QEMU {}", qemu.client().greeting().version);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "nothing is started before `start`"]
pub struct Launch {
    command: Command,
    monitor: Via,
    keep: bool,
    #[cfg(feature = "inherit")]
    fds: Vec<std::os::fd::OwnedFd>,
}

/// The way to the monitor of a program that is started.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Via {
    /// A pair of sockets, one of them the program's standard input. The options of
    /// `qemu-system-*` for it are added. No other program can connect, and file descriptors can be
    /// passed.
    #[cfg(unix)]
    Pair,
    /// A pair of sockets, with the options of `qemu-storage-daemon`.
    #[cfg(unix)]
    StoragePair,
    /// Standard input and output; the command line has the options for it.
    Stdio,
    /// A socket on which the program listens; the command line has the options for it. The
    /// client connects as soon as it does.
    Socket(Address),
}

impl Launch {
    /// Returns a launch of `command`. On Unix, the monitor is a pair of sockets, and the options of
    /// `qemu-system-*` for it are added.
    pub fn new(command: Command) -> Self {
        Self {
            command,
            #[cfg(unix)]
            monitor: Via::Pair,
            #[cfg(not(unix))]
            monitor: Via::Stdio,
            keep: false,
            #[cfg(feature = "inherit")]
            fds: Vec::new(),
        }
    }

    /// Returns a launch of a typed command line.
    ///
    /// # Errors
    ///
    /// [`ProcessError::CommandLine`].
    #[cfg(feature = "command-line")]
    pub fn of_line(line: &qapi_args::Qemu) -> Result<Self, ProcessError> {
        Ok(Self::new(Command::from(line.command()?)))
    }

    /// Sets the way to the monitor.
    pub fn monitor(self, monitor: Via) -> Self {
        Self { monitor, ..self }
    }

    /// Lets the program run on when its [`Process`] is dropped. Default: it is killed.
    pub fn keep_on_drop(self, keep: bool) -> Self {
        Self { keep, ..self }
    }

    /// Hands a descriptor to the program, and returns its number there, such as for
    /// `-chardev socket,fd=3`, `-netdev tap,fds=3:4` or `-add-fd fd=3,set=1`. No other program
    /// inherits it. It stays open here until the program is started.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use qapi_client::Options;
    /// use qapi_client::tokio::Launch;
    ///
    /// # async fn example(tap: std::os::fd::OwnedFd) -> Result<(), Box<dyn std::error::Error>> {
    /// let command = tokio::process::Command::new("qemu-system-x86_64");
    /// let mut launch = Launch::new(command);
    /// let number = launch.fd(tap);
    /// launch.command().args(["-netdev", &format!("tap,id=net0,fd={number}")]);
    /// let qemu = launch.start(&Options::default()).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "inherit")]
    pub fn fd(&mut self, fd: impl Into<std::os::fd::OwnedFd>) -> i32 {
        self.fds.push(fd.into());
        // Behind standard input, output and error.
        2 + i32::try_from(self.fds.len()).unwrap_or(i32::MAX - 2)
    }

    /// Returns the command, for further arguments.
    pub fn command(&mut self) -> &mut Command {
        &mut self.command
    }

    /// Starts the program, connects to its monitor and negotiates, all within
    /// [`Options::connect_deadline`]. A program that does not succeed in time is killed.
    ///
    /// # Errors
    ///
    /// [`ProcessError`]; as soon as the program exits, with its status and the end of its standard
    /// error. A socket that is already in use is [`ProcessError::Spawn`].
    pub async fn start(mut self, options: &Options) -> Result<Process, ProcessError> {
        let due = due(options.connect_deadline);
        let program = self.command.as_std().get_program();
        let program = program.to_string_lossy().into_owned();
        let spawn_error = |reason| ProcessError::Spawn {
            program: program.clone(),
            reason,
        };
        let way = self.prepare().await.map_err(spawn_error)?;
        self.command.stderr(Stdio::piped()).kill_on_drop(false);
        let child = self.command.spawn().map_err(spawn_error)?;
        let mut running = Running { child, keep: false };
        let keep = self.keep;
        // The command holds descriptors that are the program's alone.
        drop(self);
        let stderr = Stderr::default();
        if let Some(pipe) = running.child.stderr.take() {
            tokio::spawn(stderr.clone().keep(pipe));
        }
        match open(way, &mut running.child, options, due).await {
            Ok(client) => {
                running.keep = keep;
                Ok(Process::new(running, client, stderr))
            }
            Err(reason) => Err(failed(program, reason, running, &stderr, due).await),
        }
    }

    /// Gives the program its side of the monitor and its descriptors.
    async fn prepare(&mut self) -> io::Result<Way> {
        #[cfg(feature = "inherit")]
        {
            use command_fds::CommandFdExt;
            let numbered = (3..).zip(self.fds.drain(..));
            let mappings = numbered.map(|(child_fd, parent_fd)| command_fds::FdMapping {
                parent_fd,
                child_fd,
            });
            let mapped = self.command.fd_mappings(mappings.collect());
            mapped.map_err(io::Error::other)?;
        }
        match &self.monitor {
            #[cfg(unix)]
            Via::Pair | Via::StoragePair => {
                let (ours, theirs) = std::os::unix::net::UnixStream::pair()?;
                ours.set_nonblocking(true)?;
                let device = format!("socket,id={CHARDEV},fd=0");
                let monitor = format!("chardev={CHARDEV}");
                match self.monitor {
                    Via::Pair => {
                        let monitor = monitor + ",mode=control";
                        self.command.args(["-chardev", &device, "-mon", &monitor])
                    }
                    _ => self
                        .command
                        .args(["--chardev", &device, "--monitor", &monitor]),
                };
                self.command.stdin(std::os::fd::OwnedFd::from(theirs));
                let ours = tokio::net::UnixStream::from_std(ours)?;
                Ok(Way::Stream(Stream::Unix(ours)))
            }
            Via::Stdio => {
                self.command.stdin(Stdio::piped()).stdout(Stdio::piped());
                Ok(Way::Stdio)
            }
            Via::Socket(address) => {
                // Otherwise the client might reach an older program.
                if Stream::connect(address).await.is_ok() {
                    return Err(io::ErrorKind::AddrInUse.into());
                }
                self.command.stdin(Stdio::null());
                Ok(Way::Socket(address.clone()))
            }
        }
    }
}

/// This side's way to the monitor.
enum Way {
    #[cfg_attr(not(unix), allow(dead_code))]
    Stream(Stream),
    Stdio,
    Socket(Address),
}

/// Connects and negotiates until `due`, unless the program exits first.
async fn open(
    way: Way,
    child: &mut Child,
    options: &Options,
    due: Option<Instant>,
) -> Result<Client, Error> {
    let streams = (child.stdout.take(), child.stdin.take());
    let connected = async {
        match (way, streams) {
            (Way::Stream(stream), _) => Client::adopt(stream, options, due).await,
            (Way::Stdio, (Some(stdout), Some(stdin))) => {
                Client::open((stdout, stdin), None, options, due).await
            }
            (Way::Stdio, _) => Err(gone()),
            (Way::Socket(address), _) => connect(&address, options, due).await,
        }
    };
    let exited = async {
        match child.wait().await {
            Ok(status) if !status.success() => gone(),
            // The program may have become a daemon.
            _ => std::future::pending().await,
        }
    };
    let mut connected = std::pin::pin!(connected);
    let mut exited = std::pin::pin!(exited);
    std::future::poll_fn(|context| {
        if let std::task::Poll::Ready(opened) = connected.as_mut().poll(context) {
            return std::task::Poll::Ready(opened);
        }
        exited.as_mut().poll(context).map(Err)
    })
    .await
}

/// Connects to a socket on which the program will listen.
async fn connect(
    address: &Address,
    options: &Options,
    due: Option<Instant>,
) -> Result<Client, Error> {
    let left = due.map_or(Duration::MAX, |due| {
        due.saturating_duration_since(Instant::now())
    });
    let options = options.clone().wait_for_socket(left);
    let limit = options.connect_deadline;
    let connecting = Client::connect_with(address, &options);
    until(due, connecting)
        .await
        .unwrap_or_else(|| Err(super::time::expired(crate::Waiting::Connection, limit)))
}

fn gone() -> Error {
    Error::Disconnected {
        command: None,
        may_have_run: false,
        cause: crate::Disconnect::Closed,
    }
}
