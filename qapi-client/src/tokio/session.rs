//! A connection that is ready for commands.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use serde_json::value::RawValue;

use super::call;
use super::link::Handle;
use super::time::due;
use super::turns::Turns;
use crate::agent;
use crate::codec;
use crate::error::Error;
use crate::execute::{self, Request};
use crate::guard::Guard;
#[cfg(unix)]
use crate::hub::Submission;
use crate::options::Options;
use crate::peer::{Due, Peer};
use crate::protocol::request::Mode;
use crate::trace;
use crate::wire::Decode;

/// A command that is about to be executed: await it for its reply. See [`Execute`](crate::Execute).
///
/// A future that is dropped before the command was sent does not send it. If the command was already
/// sent, its late reply is discarded.
pub type Execute<T, C = crate::Raw> = execute::Execute<Session, T, C>;

/// The connection of an [`Execute`].
#[derive(Clone)]
pub struct Session(Arc<Parts>);

struct Parts {
    handle: Arc<Handle>,
    options: Options,
    /// True if out-of-band execution was granted.
    oob: bool,
    guard: Option<Guard>,
    /// The turns of an agent's commands.
    turns: Option<Turns>,
}

impl Session {
    /// Returns a session with a monitor.
    pub(super) fn monitor(
        handle: Arc<Handle>,
        options: &Options,
        oob: bool,
        guard: Option<Guard>,
    ) -> Self {
        handle.run();
        Self(Arc::new(Parts {
            handle,
            options: options.clone(),
            oob,
            guard,
            turns: None,
        }))
    }

    /// Returns a session with an agent.
    pub(super) fn agent(handle: Arc<Handle>, options: &Options, turns: Turns) -> Self {
        handle.run();
        Self(Arc::new(Parts {
            handle,
            options: options.clone(),
            oob: false,
            guard: None,
            turns: Some(turns),
        }))
    }

    pub(super) fn handle(&self) -> &Arc<Handle> {
        &self.0.handle
    }

    pub(super) fn options(&self) -> &Options {
        &self.0.options
    }

    pub(super) fn oob(&self) -> bool {
        self.0.oob
    }

    pub(super) fn turns(&self) -> Option<&Turns> {
        self.0.turns.as_ref()
    }

    /// Executes a command; `None` is a success without a reply. An agent that refuses it is asked if
    /// it is disabled.
    pub(super) async fn run(&self, request: &mut Request) -> Result<Option<Box<RawValue>>, Error> {
        if self.turns().is_none() {
            return self.attempt(request).await;
        }
        let due = Due::after(request.deadline);
        match self.attempt(request).await {
            Err(error) => Err(Box::pin(agent::explained(self, error, due)).await),
            done => done,
        }
    }

    async fn attempt(&self, request: &mut Request) -> Result<Option<Box<RawValue>>, Error> {
        let parts = &*self.0;
        if request.mode == Mode::OutOfBand && !parts.oob {
            return Err(Error::OobNotGranted {
                command: request.command.clone(),
            });
        }
        #[cfg(unix)]
        if request.fds.len()
            > if parts.handle.passes_fds() {
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
        match &parts.turns {
            Some(turns) => turns.execute(&parts.handle, request).await,
            None => call::execute(&parts.handle, request, due(request.deadline)).await,
        }
    }
}

impl Session {
    /// Sends a command of this library without waiting for its reply, if the connection still
    /// accepts commands.
    #[cfg(unix)]
    pub(super) fn send(&self, request: &Request) {
        let submission = Submission {
            command: &request.command,
            arguments: request.arguments.as_deref(),
            mode: request.mode,
            success_response: request.success_response,
        };
        drop(
            self.handle()
                .submit(&submission, Vec::new(), due(request.deadline)),
        );
    }
}

impl Peer for Session {
    async fn request(&self, mut request: Request) -> Result<Option<Box<RawValue>>, Error> {
        self.attempt(&mut request).await
    }

    async fn pause(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }

    fn options(&self) -> &Options {
        &self.0.options
    }
}

impl<T: Decode + 'static, C> IntoFuture for Execute<T, C> {
    type Output = Result<T, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let execute::Execute {
            on, mut request, ..
        } = self;
        Box::pin(async move {
            let command = request.command.clone();
            let work = async {
                let reply = on.run(&mut request).await?;
                codec::decoded(&command, reply.as_deref(), on.options().ignored.as_ref())
            };
            trace::span(&command, work).await
        })
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("state", &self.0.handle.state())
            .finish_non_exhaustive()
    }
}
