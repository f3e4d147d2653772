//! Late replies of the asynchronous clients.

use std::time::Duration;

use super::time::{due, until};
use crate::error::Error;
use crate::late::Late;
use crate::wire::Decode;

impl Late {
    /// Waits for the reply until `deadline` (`None`: no limit), for a command of the asynchronous
    /// client.
    ///
    /// # Errors
    ///
    /// Those of the client's `execute`. [`Error::Timeout`] carries the handle again.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use qapi_client::tokio::Client;
    /// use qapi_client::wire::Value;
    ///
    /// # async fn example(vm: &Client) -> Result<(), qapi_client::Error> {
    /// let add = vm.execute_raw("query-block", None).deadline(Duration::from_millis(100));
    /// if let Err(error) = add.await
    ///     && let Some(late) = error.take_late()
    /// {
    ///     let blocks: Value = late.reply(Duration::from_secs(60)).await?;
    ///     println!("{blocks}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn reply<T: Decode>(self, deadline: impl Into<Option<Duration>>) -> Result<T, Error> {
        let deadline = deadline.into();
        let arrival = std::future::poll_fn(|context| self.reply.poll(context));
        let outcome = until(due(deadline), arrival).await;
        self.conclude(outcome, deadline)
    }
}
