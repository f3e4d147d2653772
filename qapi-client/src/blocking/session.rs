//! A connection that is ready for commands.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::value::RawValue;

use super::clock::{Deadline, Expired};
use super::connection::Connection;
use crate::agent;
use crate::codec;
use crate::error::{Error, Waiting};
use crate::execute::{self, Request};
use crate::guard::Guard;
use crate::options::Options;
use crate::peer::{self, Due, Peer};
use crate::protocol::request::Mode;
use crate::synchrony::{PATIENCE, Synchrony};
use crate::trace;
use crate::wire::Decode;

/// A command that is about to be executed: call `wait` for its reply. See [`Execute`](crate::Execute).
pub type Execute<T, C = crate::Raw> = execute::Execute<Session, T, C>;

/// The connection of an [`Execute`].
#[derive(Clone)]
pub struct Session(Arc<Parts>);

struct Parts {
    connection: Arc<Connection>,
    options: Options,
    /// True if out-of-band execution was granted.
    oob: bool,
    guard: Option<Guard>,
    /// The agreement with an agent, used by the thread that holds the turn.
    synchrony: Option<Mutex<Synchrony>>,
}

impl Session {
    /// Returns a session with a monitor.
    pub(super) fn monitor(
        connection: Arc<Connection>,
        options: &Options,
        oob: bool,
        guard: Option<Guard>,
    ) -> Self {
        connection.run();
        Self(Arc::new(Parts {
            connection,
            options: options.clone(),
            oob,
            guard,
            synchrony: None,
        }))
    }

    /// Returns a session with an agent, after synchronising.
    pub(super) fn agent(
        connection: Arc<Connection>,
        options: &Options,
        deadline: Deadline,
    ) -> Result<Self, Error> {
        let mut synchrony = Synchrony::default();
        synchronise(&mut synchrony, &connection, deadline)?;
        connection.run();
        Ok(Self(Arc::new(Parts {
            connection,
            options: options.clone(),
            oob: false,
            guard: None,
            synchrony: Some(Mutex::new(synchrony)),
        })))
    }

    pub(super) fn connection(&self) -> &Arc<Connection> {
        &self.0.connection
    }

    pub(super) fn options(&self) -> &Options {
        &self.0.options
    }

    pub(super) fn oob(&self) -> bool {
        self.0.oob
    }

    /// Executes a command; `None` is a success without a reply. An agent that refuses it is asked if
    /// it is disabled.
    pub(super) fn run(&self, request: &mut Request) -> Result<Option<Box<RawValue>>, Error> {
        if self.0.synchrony.is_none() {
            return self.attempt(request);
        }
        let due = Due::after(request.deadline);
        let done = self.attempt(request);
        done.map_err(|error| peer::done(agent::explained(self, error, due)))
    }

    fn attempt(&self, request: &mut Request) -> Result<Option<Box<RawValue>>, Error> {
        let parts = &*self.0;
        if request.mode == Mode::OutOfBand && !parts.oob {
            return Err(Error::OobNotGranted {
                command: request.command.clone(),
            });
        }
        #[cfg(all(unix, feature = "fds"))]
        if request.fds.len()
            > if parts.connection.passes_fds() {
                crate::fds::MOST
            } else {
                0
            }
        {
            return Err(Error::NoDescriptors {
                command: request.command.clone(),
            });
        }
        if let Some(guard) = &parts.guard {
            guard.check(&request.command, request.arguments.as_deref())?;
        }
        let deadline = Deadline::after(request.deadline);
        let Some(synchrony) = &parts.synchrony else {
            return parts.connection.execute(request, deadline);
        };
        let _turn = parts.connection.take_turn(deadline).map_err(|Expired| {
            let waiting = Waiting::Command(request.command.clone());
            deadline.expired(waiting)
        })?;
        let mut synchrony = synchrony.lock().unwrap_or_else(PoisonError::into_inner);
        synchronise(&mut synchrony, &parts.connection, deadline)?;
        synchrony.begin();
        let result = parts.connection.execute(request, deadline);
        synchrony.end(&result);
        result
    }
}

impl Peer for Session {
    async fn request(&self, mut request: Request) -> Result<Option<Box<RawValue>>, Error> {
        self.attempt(&mut request)
    }

    async fn pause(&self, pause: Duration) {
        std::thread::sleep(pause);
    }

    fn options(&self) -> &Options {
        &self.0.options
    }
}

/// Synchronises if needed; retries with growing pauses until the deadline.
fn synchronise(
    synchrony: &mut Synchrony,
    connection: &Connection,
    deadline: Deadline,
) -> Result<(), Error> {
    let Some(mut token) = synchrony.token() else {
        return Ok(());
    };
    let mut patience = PATIENCE;
    loop {
        let (until, last) = deadline.within(patience);
        match connection.synchronise(token, until) {
            Err(error) if error.is_timeout() && !last => {
                token = synchrony.again();
                patience = patience.saturating_mul(2);
            }
            result => {
                result?;
                synchrony.reached();
                return Ok(());
            }
        }
    }
}

impl<T: Decode, C> Execute<T, C> {
    /// Executes the command and waits for its reply; other threads use the connection meanwhile.
    ///
    /// # Errors
    ///
    /// The errors of the client's `execute`.
    pub fn wait(mut self) -> Result<T, Error> {
        let command = self.request.command.clone();
        let on = self.on;
        trace::blocking(&command, || {
            let reply = on.run(&mut self.request)?;
            codec::decoded(&command, reply.as_deref(), on.options().ignored.as_ref())
        })
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("state", &self.0.connection.run_state())
            .finish_non_exhaustive()
    }
}
