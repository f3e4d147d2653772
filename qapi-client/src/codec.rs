//! Typed commands, replies and events to the router's terms and back, for every client.

use serde_json::value::RawValue;

use crate::error::{Error, Subject};
use crate::introspect::Schema;
use crate::protocol::{EventMessage, RawEvent};
use crate::wire::{self, Decode, Encode};
use crate::{Command, EventSet};

/// The command that asks for a monitor's schema.
pub(crate) const QUERY_SCHEMA: &str = "query-qmp-schema";

/// The text of a command's arguments; none if there are none.
pub(crate) fn arguments(command: &dyn Encode) -> Option<Vec<u8>> {
    let text = text(command);
    (text != b"{}").then_some(text)
}

/// The text of a value.
pub(crate) fn text(value: &dyn Encode) -> Vec<u8> {
    let mut text = Vec::new();
    wire::to_json(value, &mut text);
    text
}

/// Converts a value into a tree.
pub(crate) fn value(value: &dyn Encode) -> wire::Value {
    // What was just written can be read, unless it is nested deeper than any schema has it.
    serde_json::from_slice(&text(value)).unwrap_or_default()
}

/// Returns the name of a command.
pub(crate) fn name_of<C: Command>(_: &C) -> &'static str {
    C::NAME
}

/// What the command `name` returned, as `T`. Without a reply, success returns the empty object.
pub(crate) fn decoded<T: Decode>(name: &str, reply: Option<&RawValue>) -> Result<T, Error> {
    wire::from_json(reply.map_or("{}", RawValue::get)).map_err(|reason| Error::Decode {
        subject: Subject::Reply(name.into()),
        reason,
    })
}

/// What `query-qmp-schema` returned.
pub(crate) fn schema(reply: Option<&RawValue>) -> Result<Schema<'static>, Error> {
    Ok(Schema::from_json(reply.map_or("[]", RawValue::get))?.into_owned())
}

/// An event of a schema.
pub(crate) fn event<E: EventSet>(raw: &EventMessage<RawEvent>) -> Result<EventMessage<E>, Error> {
    let EventMessage {
        body: RawEvent { name, data },
        timestamp,
    } = raw;
    match E::from_wire(name, data.as_deref().map(RawValue::get)) {
        Ok(body) => Ok(EventMessage {
            body,
            timestamp: *timestamp,
        }),
        Err(reason) => Err(Error::Decode {
            subject: Subject::Event((**name).into()),
            reason,
        }),
    }
}
