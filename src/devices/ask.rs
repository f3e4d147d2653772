//! Questions to a monitor, sent ahead of the replies.

use qapi_args::devices::{Monitor, Refused, Request};
use qapi_client::protocol::Limits;
use qapi_client::tokio::Client;
use qapi_client::{Address, Options};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

use super::DevicesError;
use crate::output::Progress;

/// Number of requests that wait for replies. QEMU reads eight ahead.
const AHEAD: usize = 32;

/// Maximum size of a reply; the largest of a QEMU, its schema, takes half a MiB.
const MOST_OF_REPLY: usize = 4 << 20;

/// Maximum memory of all replies. Those of a QEMU take some 10 MiB.
const MOST_OF_ALL: usize = 256 << 20;

/// A connection that answers batches.
pub struct Asker {
    runtime: Runtime,
    client: Client,
    progress: Progress,
    memory: Memory,
}

/// A failure to ask.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The connection fails.
    #[error(transparent)]
    Client(#[from] qapi_client::Error),
    /// The replies are too large.
    #[error("the replies take more than {} MiB", MOST_OF_ALL >> 20)]
    TooLarge,
}

/// Memory that is left for replies.
struct Memory(usize);

impl Memory {
    /// Takes the memory of a reply; None if there is not as much.
    fn take(&mut self, reply: &Value) -> Option<()> {
        let text = |text: &str| size_of::<String>() + text.len();
        let mut todo = vec![reply];
        while let Some(value) = todo.pop() {
            let own = match value {
                Value::String(string) => text(string),
                Value::Object(members) => members.keys().map(|name| text(name)).sum(),
                _ => 0,
            };
            self.0 = self.0.checked_sub(size_of::<Value>() + own)?;
            match value {
                Value::Array(items) => todo.extend(items),
                Value::Object(members) => todo.extend(members.values()),
                _ => {}
            }
        }
        Some(())
    }
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
        let limits = Limits::default().message_size(MOST_OF_REPLY);
        let options = Options::new().limits(limits);
        let client = runtime.block_on(Client::connect_with(address, &options));
        let client = client.map_err(|source| DevicesError::Connect {
            address: address.to_string(),
            source: Box::new(source),
        })?;
        Ok(Asker {
            runtime,
            client,
            progress: Progress::new(None),
            memory: Memory(MOST_OF_ALL),
        })
    }
}

impl Monitor for Asker {
    type Error = AskError;

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
                    Ok(Ok(value)) => {
                        let fits = self.memory.take(&value);
                        fits.ok_or((replies.len(), AskError::TooLarge))?;
                        replies.push(Ok(value));
                    }
                    Ok(Err(error)) if error.is_command_error() => {
                        replies.push(Err(Refused(error.to_string())));
                    }
                    Ok(Err(error)) => return Err((replies.len(), error.into())),
                    Err(panic) => std::panic::resume_unwind(panic.into_panic()),
                }
            }
        }
        Ok(replies)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn replies_take_memory() {
        let reply = json!([{"name": "x".repeat(1000)}, [], null]);
        let parts = 5 * size_of::<Value>() + 2 * size_of::<String>() + 4 + 1000;
        let mut memory = Memory(2 * parts);
        assert_eq!(memory.take(&reply), Some(()));
        assert_eq!(memory.0, parts);
        assert_eq!(memory.take(&reply), Some(()));
        assert_eq!(memory.take(&reply), None);
    }
}
