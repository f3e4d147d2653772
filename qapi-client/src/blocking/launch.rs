//! Starting a program, and the way to its monitor.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::client::Client;
use super::clock::{Deadline, Expired};
use super::handover::{Taker, handover};
use super::pipes::Pipes;
use super::process::{POLL, Process, Running, failed};
use super::transport::{self, Transport};
use crate::address::Address;
use crate::error::Error;
use crate::launch::{self, Prepared, ProcessError, Way, gone};
use crate::options::Options;
use crate::retry::Retry;

/// A program that is about to be started; see [`Launch`](crate::Launch).
pub type Launch = launch::Launch<Client>;

impl Launch {
    /// Starts the program, connects to its monitor and negotiates, all within
    /// [`Options::connect_deadline`]. A program that does not succeed in time is killed.
    ///
    /// # Errors
    ///
    /// [`ProcessError`]; as soon as the program exits, with its status and the end of its standard
    /// error. A socket that is already in use is [`ProcessError::Spawn`].
    pub fn start(self, options: &Options) -> Result<Process, ProcessError> {
        let deadline = Deadline::after(options.connect_deadline);
        let (mut prepared, way) = self.prepare()?;
        let side = match side(way, &mut prepared, deadline) {
            Ok(side) => side,
            Err(reason) => return Err(prepared.fails(reason)),
        };
        let spawned = prepared.spawn(|mut command| Running::new(command.spawn()?))?;
        let mut running = spawned.child;
        match open(side, &mut running, options, deadline) {
            Ok(client) => {
                running.keep = spawned.keep;
                Ok(Process::new(running, client))
            }
            Err(reason) => Err(failed(spawned.program, reason, running, deadline)),
        }
    }
}

/// This side's way to the monitor.
enum Side {
    Stream(Arc<dyn Transport>),
    Socket(Address),
}

fn side(way: Way, prepared: &mut Prepared, deadline: Deadline) -> io::Result<Side> {
    match way {
        Way::Pair(stream) => Ok(Side::Stream(Arc::new(stream))),
        Way::Stdio => {
            let pipes = Pipes::of(&mut prepared.command)?;
            Ok(Side::Stream(Arc::new(pipes)))
        }
        Way::Socket(address) => match transport::is_used(&address, deadline) {
            Ok(false) => Ok(Side::Socket(address)),
            // The client might reach that program.
            Ok(true) => Err(io::ErrorKind::AddrInUse.into()),
            Err(Expired) => Err(io::ErrorKind::TimedOut.into()),
        },
    }
}

/// Connects and negotiates until the deadline, unless the program exits first.
fn open(
    side: Side,
    running: &mut Running,
    options: &Options,
    deadline: Deadline,
) -> Result<Client, Error> {
    let watch = &Watch::default();
    let (over, stopped) = handover();
    thread::scope(|scope| {
        thread::Builder::new()
            .name("qapi-client-start".to_owned())
            .spawn_scoped(scope, move || watch.exit(running, &stopped))
            .map_err(Error::Runtime)?;
        let stream = match side {
            Side::Stream(stream) => Ok(stream),
            Side::Socket(address) => connect(&address, watch, deadline),
        };
        let opened = stream.and_then(|stream| {
            watch.end_with_program(&stream);
            Client::open(stream, options, deadline)
        });
        drop(over);
        match opened {
            Err(_) if watch.state().exited => Err(gone()),
            opened => opened,
        }
    })
}

/// Connects to a socket on which the program will listen.
fn connect(
    address: &Address,
    watch: &Watch,
    deadline: Deadline,
) -> Result<Arc<dyn Transport>, Error> {
    let mut retry = Retry::until(deadline.at());
    loop {
        match transport::connect_once(address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => {
                let pause = retry.after(&error).ok_or(error)?;
                thread::sleep(pause);
                if watch.state().exited {
                    return Err(gone());
                }
            }
        }
    }
}

/// Ends the negotiation when the program exits: another process may hold its end of the stream.
#[derive(Default)]
struct Watch(Mutex<Watched>);

#[derive(Default)]
struct Watched {
    /// True if the program has failed.
    exited: bool,
    stream: Option<Arc<dyn Transport>>,
}

impl Watch {
    fn state(&self) -> MutexGuard<'_, Watched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end_with_program(&self, stream: &Arc<dyn Transport>) {
        let mut state = self.state();
        if state.exited {
            stream.shutdown();
        }
        state.stream = Some(stream.clone());
    }

    /// Waits for the program's exit, or until it is stopped.
    fn exit(&self, running: &mut Running, stopped: &Taker<()>) {
        while let Err(Expired) = stopped.take(Some(POLL)) {
            let Ok(Some(status)) = running.try_wait() else {
                continue;
            };
            // After a success, it may have become a daemon.
            if !status.success() {
                let mut state = self.state();
                state.exited = true;
                if let Some(stream) = &state.stream {
                    stream.shutdown();
                }
            }
            return;
        }
    }
}
