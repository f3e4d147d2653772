//! What came since the last command was sent.
//!
//! Input: a command that is about to be sent. Output: the events and the job that it may cause,
//! listened for from before.

use qapi_client::tokio::{Client, Events, Job};
use qapi_client::{Error, EventMessage, RawEvent};

use crate::shell::jobs;
use crate::shell::prepare::Request;

/// What listens since before the last command was sent, so that nothing it causes is missed.
#[derive(Default)]
pub struct Since {
    /// Events that came since.
    pub events: Option<Events<RawEvent>>,
    /// The job that the command may have started.
    pub job: Option<(String, Job)>,
}

impl Since {
    /// Listens for what a command to be sent causes.
    pub fn listen(client: &Client, request: &Request) -> Self {
        let arguments = request.arguments.as_ref();
        // Block jobs are called by `job-id`, or after their device; others by an id in the command.
        let id = ["job-id", "id", "device"].iter().find_map(|name| {
            let id = arguments?.get(name)?.as_str()?;
            Some(id.to_owned())
        });
        Self {
            events: Some(client.events()),
            job: id.map(|id| (id.clone(), jobs::follow(client, &id))),
        }
    }
}

/// The next event of that name; none if the connection ends before.
pub async fn next_of(
    events: &mut Events<RawEvent>,
    name: &str,
) -> Result<Option<EventMessage<RawEvent>>, Error> {
    while let Some(event) = events.next().await {
        match event {
            Ok(event) if event.body.name == name => return Ok(Some(event)),
            Ok(_) | Err(Error::Lagged { .. } | Error::Protocol { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}
