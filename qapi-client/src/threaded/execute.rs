//! Commands that a thread waits for.

use std::fmt;
use std::future::IntoFuture;

use super::runtime::block_on;
use crate::error::Error;
use crate::execute;
use crate::tokio;
use crate::wire::Decode;

/// A command that is about to be executed: call `wait` for its reply. See [`Execute`](crate::Execute).
pub type Execute<T, C = crate::Raw, On = tokio::Session> = execute::Execute<Threaded<On>, T, C>;

/// The connection of an [`Execute`] that a thread waits for.
#[derive(Clone)]
pub struct Threaded<On>(On);

impl<On> Threaded<On> {
    /// Wraps a command of the asynchronous client.
    pub(super) fn execute<T, C>(command: execute::Execute<On, T, C>) -> Execute<T, C, On> {
        command.map_on(Threaded)
    }
}

impl<On, T, C> Execute<T, C, On>
where
    T: Decode + 'static,
    execute::Execute<On, T, C>: IntoFuture<Output = Result<T, Error>>,
{
    /// Executes the command and waits for its reply; other threads use the connection meanwhile.
    ///
    /// # Errors
    ///
    /// The errors of the client's `execute`.
    pub fn wait(self) -> Result<T, Error> {
        block_on(self.map_on(|Threaded(on)| on).into_future())?
    }
}

impl<On: fmt::Debug> fmt::Debug for Threaded<On> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
