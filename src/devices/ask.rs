//! Questions to a monitor, sent ahead of the replies.

use qapi_args::devices::{Monitor, Refused, Request};
use qapi_client::Address;
use qapi_client::tokio::Client;
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

use super::DevicesError;
use crate::output::Progress;

/// Number of requests that wait for replies. QEMU reads eight ahead.
const AHEAD: usize = 32;

/// A connection that answers batches.
pub struct Asker {
    runtime: Runtime,
    client: Client,
    progress: Progress,
}

impl Asker {
    /// Connects to a monitor.
    ///
    /// # Errors
    ///
    /// It cannot be reached, or does not greet in time.
    pub fn connect(address: &Address) -> Result<Self, DevicesError> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(DevicesError::Runtime)?;
        let client = runtime.block_on(Client::connect(address));
        let client = client.map_err(|source| DevicesError::Connect {
            address: address.to_string(),
            source: Box::new(source),
        })?;
        Ok(Asker {
            runtime,
            client,
            progress: Progress::new(None),
        })
    }
}

impl Monitor for Asker {
    type Error = qapi_client::Error;

    fn ask(
        &mut self,
        requests: &[Request],
    ) -> Result<Vec<Result<Value, Refused>>, (usize, Self::Error)> {
        let mut replies = Vec::with_capacity(requests.len());
        for batch in requests.chunks(AHEAD) {
            self.progress.step("batches of questions answered");
            let waiting: Vec<_> = batch
                .iter()
                .map(|request| {
                    let (client, request) = (self.client.clone(), request.clone());
                    self.runtime.spawn(async move {
                        let arguments = request.arguments;
                        client.execute_raw(request.command, arguments).await
                    })
                })
                .collect();
            for task in waiting {
                match self.runtime.block_on(task) {
                    Ok(Ok(value)) => replies.push(Ok(value)),
                    Ok(Err(error)) if error.is_command_error() => {
                        replies.push(Err(Refused(error.to_string())));
                    }
                    Ok(Err(error)) => return Err((replies.len(), error)),
                    Err(panic) => std::panic::resume_unwind(panic.into_panic()),
                }
            }
        }
        Ok(replies)
    }
}
