//! Conversions between typed commands, replies and events and the router's terms, for every client.

use serde_json::value::RawValue;

use crate::error::{Error, Subject};
use crate::introspect::Schema;
use crate::protocol::{EventMessage, RawEvent};
use crate::report::{Ignored, Report};
use crate::wire::{self, Decode, Encode};
use crate::{Command, EventSet};

/// The command that queries a monitor's schema.
pub(crate) const QUERY_SCHEMA: &str = "query-qmp-schema";

/// Returns the text of a command's arguments; `None` for an empty object.
pub(crate) fn arguments(command: &dyn Encode) -> Option<Vec<u8>> {
    let text = text(command);
    (text != b"{}").then_some(text)
}

/// Returns the text of a value.
pub(crate) fn text(value: &dyn Encode) -> Vec<u8> {
    let mut text = Vec::new();
    wire::to_json(value, &mut text);
    text
}

/// Converts a value into a tree.
pub(crate) fn value(value: &dyn Encode) -> wire::Value {
    wire::to_value(value)
}

/// Returns the name of a command.
pub(crate) fn name_of<C: Command>(_: &C) -> &'static str {
    C::NAME
}

/// Decodes the reply of the command `name` as `T`, and reports members that `T` does not have. A
/// success without a reply decodes from the empty object.
pub(crate) fn decoded<T: Decode>(
    name: &str,
    reply: Option<&RawValue>,
    ignored: Option<&Report<Ignored>>,
) -> Result<T, Error> {
    let subject = || Subject::Reply(name.into());
    let text = reply.map_or("{}", RawValue::get);
    let decoded = match ignored {
        None => wire::from_json(text),
        Some(report) => wire::from_json_noting(text).map(|(value, paths)| {
            report.ignored(&subject(), paths);
            value
        }),
    };
    decoded.map_err(|reason| Error::Decode {
        subject: subject(),
        reason,
    })
}

/// Decodes the reply of `query-qmp-schema`.
pub(crate) fn schema(reply: Option<&RawValue>) -> Result<Schema<'static>, Error> {
    Ok(Schema::from_json(reply.map_or("[]", RawValue::get))?.into_owned())
}

/// Decodes an event of a schema, and reports members that its type does not have.
pub(crate) fn event<E: EventSet>(
    raw: &EventMessage<RawEvent>,
    ignored: Option<&Report<Ignored>>,
) -> Result<EventMessage<E>, Error> {
    let EventMessage {
        body: RawEvent { name, data },
        timestamp,
    } = raw;
    let subject = || Subject::Event((**name).into());
    let data = data.as_deref().map(RawValue::get);
    let decoded = match ignored {
        None => E::from_wire(name, data),
        Some(report) => E::from_wire_noting(name, data).map(|(event, paths)| {
            report.ignored(&subject(), paths);
            event
        }),
    };
    match decoded {
        Ok(body) => Ok(EventMessage {
            body,
            timestamp: *timestamp,
        }),
        Err(reason) => Err(Error::Decode {
            subject: subject(),
            reason,
        }),
    }
}
