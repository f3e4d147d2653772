//! Starting a program, and the way to its monitor.

use std::io;

use tokio::process::{Child, Command};
use tokio::time::Instant;

use super::client::Client;
use super::process::{Process, Running, Stderr, failed};
use super::stream::{self, Stream};
use super::time::{due, until};
use crate::address::Address;
use crate::error::Error;
use crate::launch::{self, ProcessError, Spawned, Way, gone};
use crate::options::Options;
use crate::retry::Retry;

/// A program that is about to be started; see [`Launch`](crate::Launch).
///
/// # Examples
///
/// ```no_run
/// use std::process::Command;
/// use qapi_client::Options;
/// use qapi_client::tokio::Launch;
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let mut command = Command::new("qemu-system-x86_64");
/// command.args(["-machine", "none", "-display", "none"]);
/// let qemu = Launch::new(command).start(&Options::default()).await?;
/// println!("QEMU {}", qemu.client().greeting().version);
/// # Ok(())
/// # }
/// ```
pub type Launch = launch::Launch<Client>;

impl Launch {
    /// Starts the program, connects to its monitor and negotiates, all within
    /// [`Options::connect_deadline`]. A program that does not succeed in time is killed.
    ///
    /// # Errors
    ///
    /// [`ProcessError`]; as soon as the program exits, with its status and the end of its standard
    /// error. A socket that is already in use is [`ProcessError::Spawn`].
    pub async fn start(self, options: &Options) -> Result<Process, ProcessError> {
        let due = due(options.connect_deadline);
        let (prepared, way) = self.prepare()?;
        if let Err(reason) = unused(&way, due).await {
            return Err(prepared.fails(reason));
        }
        let Spawned {
            child,
            program,
            keep,
        } = prepared.spawn(|command| Command::from(command).kill_on_drop(false).spawn())?;
        let mut running = Running { child, keep: false };
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
}

/// Fails if a program listens on the socket already: the client might reach that one.
async fn unused(way: &Way, due: Option<Instant>) -> io::Result<()> {
    let Way::Socket(address) = way else {
        return Ok(());
    };
    match until(due, Stream::attempt(address)).await {
        None => Err(io::ErrorKind::TimedOut.into()),
        Some(Err(error)) if error.kind() != io::ErrorKind::WouldBlock => Ok(()),
        // A full queue of connections is one, too.
        Some(_) => Err(io::ErrorKind::AddrInUse.into()),
    }
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
            #[cfg(unix)]
            (Way::Pair(stream), _) => Client::adopt(pair(stream)?, options, due).await,
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

#[cfg(unix)]
fn pair(stream: std::os::unix::net::UnixStream) -> Result<Stream, Error> {
    let registered = stream.set_nonblocking(true);
    let registered = registered.and_then(|()| tokio::net::UnixStream::from_std(stream));
    registered.map(Stream::Unix).map_err(Error::Runtime)
}

/// Connects to a socket on which the program will listen.
async fn connect(
    address: &Address,
    options: &Options,
    due: Option<Instant>,
) -> Result<Client, Error> {
    let mut retry = Retry::until(due.map(Instant::into_std));
    let (stream, passer) = loop {
        match stream::connect_once(address, options, due).await {
            Ok(connected) => break connected,
            Err(error) => {
                let pause = retry.after(&error).ok_or(error)?;
                tokio::time::sleep(pause).await;
            }
        }
    };
    Client::open(tokio::io::split(stream), passer, options, due).await
}
