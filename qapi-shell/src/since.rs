//! Events and the job since the last command was sent.
//!
//! Input: a command that is about to be sent. Output: a listener, from before it is sent, for the
//! events and the job that it may cause.

use qapi_client::introspect::Schema;
use qapi_client::tokio::{Client, Events, Job};
use qapi_client::{Error, EventMessage, RawEvent};

use crate::jobs;
use crate::meter::Meter;
use crate::request::Request;
use crate::types;

/// Listeners from before the last command was sent, so that nothing it causes is missed.
#[derive(Default)]
pub struct Since {
    /// Events that came since.
    pub events: Option<Events<RawEvent>>,
    /// The job that the command may have started.
    pub job: Option<Followed>,
}

/// A job that is followed.
pub struct Followed {
    /// Its id.
    pub id: String,
    /// The job.
    pub job: Job,
    /// The command that it waited for when it was last seen.
    pub waits: Option<&'static str>,
    /// Its rate.
    pub meter: Meter,
}

impl Followed {
    /// The job of that id.
    pub fn new(client: &Client, id: &str) -> Self {
        Self {
            id: id.to_owned(),
            job: jobs::follow(client, id),
            waits: None,
            meter: Meter::default(),
        }
    }
}

impl Since {
    /// Listens for the effects of a command to be sent.
    pub fn listen(client: &Client, schema: Option<&Schema<'static>>, request: &Request) -> Self {
        let id = job(schema, request);
        Self {
            events: Some(client.events()),
            job: id.map(|id| Followed::new(client, &id)),
        }
    }
}

/// The job that the command is about: it has a name of its own, or that of its device.
fn job(schema: Option<&Schema<'static>>, request: &Request) -> Option<String> {
    let text = |name| Some(request.arguments.as_ref()?.get(name)?.as_str()?.to_owned());
    let is_job = ["job-", "block-job-"]
        .iter()
        .any(|beginning| request.name.starts_with(beginning));
    if is_job {
        return text("id").or_else(|| text("device"));
    }
    let command = schema.and_then(|schema| types::command(schema, &request.name));
    let starts_one = command
        .and_then(|command| types::object(command.arguments))
        .is_some_and(|arguments| arguments.members.iter().any(|m| m.name == "job-id"));
    text("job-id").or_else(|| text("device").filter(|_| starts_one))
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
