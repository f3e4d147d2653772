//! Programs that are about to be started, for all clients and without their I/O.
//!
//! Input: a command line, the way to its monitor, and descriptors for it. Output: a command that is
//! ready to be spawned, and this side's end of the way. A client spawns it, connects and negotiates.

mod error;
mod stderr;

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::process::{Command, Stdio};

pub use error::ProcessError;
pub(crate) use stderr::{CHUNK, LAST_WORDS, Tail};

use crate::address::Address;
use crate::error::{Disconnect, Error};

/// Id of the character device of the monitor.
const CHARDEV: &str = "qapi-monitor";

/// A program that is about to be started, and the way to its monitor. `V` is the client that
/// `start` connects to it.
///
/// # Examples
///
/// ```no_run
/// use std::process::Command;
/// use qapi_client::Options;
/// use qapi_client::blocking::Launch;
///
/// let mut command = Command::new("qemu-system-x86_64");
/// command.args(["-machine", "none", "-display", "none"]);
/// let qemu = Launch::new(command).start(&Options::default())?;
/// println!("QEMU {}", qemu.client().greeting().version);
/// # Ok::<(), qapi_client::ProcessError>(())
/// ```
#[must_use = "nothing is started before `start`"]
pub struct Launch<V> {
    command: Command,
    monitor: Via,
    keep: bool,
    #[cfg(all(unix, feature = "inherit"))]
    fds: Vec<std::os::fd::OwnedFd>,
    client: PhantomData<fn() -> V>,
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

impl<V> Launch<V> {
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
            #[cfg(all(unix, feature = "inherit"))]
            fds: Vec::new(),
            client: PhantomData,
        }
    }

    /// Returns a launch of a typed command line.
    ///
    /// # Errors
    ///
    /// [`ProcessError::CommandLine`].
    #[cfg(feature = "command-line")]
    pub fn of_line(line: &qapi_args::Qemu) -> Result<Self, ProcessError> {
        Ok(Self::new(line.command()?))
    }

    /// Sets the way to the monitor.
    pub fn monitor(self, monitor: Via) -> Self {
        Self { monitor, ..self }
    }

    /// Lets the program run on when its `Process` is dropped. Default: it is killed.
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
    /// use std::process::Command;
    /// use qapi_client::Options;
    /// use qapi_client::blocking::Launch;
    ///
    /// # fn example(tap: std::os::fd::OwnedFd) -> Result<(), qapi_client::ProcessError> {
    /// let mut launch = Launch::new(Command::new("qemu-system-x86_64"));
    /// let number = launch.fd(tap);
    /// launch.command().args(["-netdev", &format!("tap,id=net0,fd={number}")]);
    /// let qemu = launch.start(&Options::default())?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(all(unix, feature = "inherit"))]
    pub fn fd(&mut self, fd: impl Into<std::os::fd::OwnedFd>) -> i32 {
        self.fds.push(fd.into());
        // Behind standard input, output and error.
        2 + i32::try_from(self.fds.len()).unwrap_or(i32::MAX - 2)
    }

    /// Returns the command, for further arguments.
    pub fn command(&mut self) -> &mut Command {
        &mut self.command
    }

    /// Returns the same launch for another client.
    #[cfg(feature = "tokio")]
    pub(crate) fn for_client<W>(self) -> Launch<W> {
        Launch {
            command: self.command,
            monitor: self.monitor,
            keep: self.keep,
            #[cfg(all(unix, feature = "inherit"))]
            fds: self.fds,
            client: PhantomData,
        }
    }

    /// Gives the program its side of the monitor and its descriptors. Also returns this side.
    pub(crate) fn prepare(mut self) -> Result<(Prepared, Way), ProcessError> {
        let program = self.command.get_program().to_string_lossy().into_owned();
        match self.equip() {
            Ok((way, reserved)) => {
                let prepared = Prepared {
                    program,
                    command: self.command,
                    keep: self.keep,
                    reserved,
                };
                Ok((prepared, way))
            }
            Err(reason) => Err(ProcessError::Spawn { program, reason }),
        }
    }

    fn equip(&mut self) -> io::Result<(Way, Reserved)> {
        self.command.stderr(Stdio::piped());
        let way = match &self.monitor {
            #[cfg(unix)]
            Via::Pair | Via::StoragePair => {
                let (ours, theirs) = std::os::unix::net::UnixStream::pair()?;
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
                Way::Pair(ours)
            }
            Via::Stdio => {
                self.command.stdin(Stdio::piped()).stdout(Stdio::piped());
                Way::Stdio
            }
            Via::Socket(address) => {
                self.command.stdin(Stdio::null());
                Way::Socket(address.clone())
            }
        };
        #[cfg(all(unix, feature = "inherit"))]
        let reserved = self.map_descriptors()?;
        #[cfg(not(all(unix, feature = "inherit")))]
        let reserved = ();
        Ok((way, reserved))
    }

    /// Gives the program its descriptors when it is spawned. Their numbers are occupied here
    /// until then: the standard library's own descriptors would have them otherwise, and be lost.
    #[cfg(all(unix, feature = "inherit"))]
    fn map_descriptors(&mut self) -> io::Result<Reserved> {
        use command_fds::{CommandFdExt, FdMapping};
        use std::os::fd::AsRawFd;

        let mut reserved = Vec::new();
        let mut mappings = Vec::new();
        for (child_fd, parent_fd) in (3..).zip(self.fds.drain(..)) {
            mappings.push(FdMapping {
                parent_fd,
                child_fd,
            });
        }
        let last = 2 + mappings.len();
        while !mappings.is_empty() {
            let file = std::fs::File::open("/dev/null")?;
            if usize::try_from(file.as_raw_fd()).is_ok_and(|number| number > last) {
                break;
            }
            reserved.push(file);
        }
        let mapped = self.command.fd_mappings(mappings);
        mapped.map_err(io::Error::other)?;
        Ok(reserved)
    }
}

impl<V> fmt::Debug for Launch<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Launch")
            .field("command", &self.command)
            .field("monitor", &self.monitor)
            .field("keep", &self.keep)
            .finish_non_exhaustive()
    }
}

/// Descriptors that occupy numbers until a program is spawned.
#[cfg(all(unix, feature = "inherit"))]
type Reserved = Vec<std::fs::File>;
#[cfg(not(all(unix, feature = "inherit")))]
type Reserved = ();

/// A program that is ready to be spawned.
pub(crate) struct Prepared {
    program: String,
    pub(crate) command: Command,
    keep: bool,
    #[allow(dead_code, reason = "it is held until the program is spawned")]
    reserved: Reserved,
}

/// A program that was spawned.
pub(crate) struct Spawned<C> {
    pub(crate) child: C,
    pub(crate) program: String,
    pub(crate) keep: bool,
}

/// This side's way to the monitor.
pub(crate) enum Way {
    #[cfg(unix)]
    Pair(std::os::unix::net::UnixStream),
    /// The child's pipes.
    Stdio,
    Socket(Address),
}

impl Prepared {
    /// Spawns the program, and closes this side's copies of its descriptors.
    pub(crate) fn spawn<C>(
        self,
        spawn: impl FnOnce(Command) -> io::Result<C>,
    ) -> Result<Spawned<C>, ProcessError> {
        let Self {
            program,
            command,
            keep,
            reserved,
        } = self;
        let spawned = spawn(command);
        // Not before.
        let _: Reserved = reserved;
        match spawned {
            Ok(child) => Ok(Spawned {
                child,
                program,
                keep,
            }),
            Err(reason) => Err(ProcessError::Spawn { program, reason }),
        }
    }

    /// Returns the error of a program that cannot be started.
    pub(crate) fn fails(self, reason: io::Error) -> ProcessError {
        ProcessError::Spawn {
            program: self.program,
            reason,
        }
    }
}

/// Returns the error of a program that exited before it negotiated.
pub(crate) fn gone() -> Error {
    Error::disconnected(Disconnect::Closed)
}
