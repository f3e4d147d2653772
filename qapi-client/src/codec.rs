//! Conversions between typed commands, replies and events and the router's terms, for every client.

use serde_json::value::RawValue;

use crate::error::{Error, Subject};
use crate::introspect::Schema;
use crate::protocol::{EventMessage, RawEvent};
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
    // Encoded text is readable, unless it is nested deeper than any schema.
    serde_json::from_slice(&text(value)).unwrap_or_default()
}

/// Returns the name of a command.
pub(crate) fn name_of<C: Command>(_: &C) -> &'static str {
    C::NAME
}

/// Decodes the reply of the command `name` as `T`. A success without a reply decodes from the empty
/// object.
pub(crate) fn decoded<T: Decode>(name: &str, reply: Option<&RawValue>) -> Result<T, Error> {
    wire::from_json(reply.map_or("{}", RawValue::get)).map_err(|reason| Error::Decode {
        subject: Subject::Reply(name.into()),
        reason,
    })
}

/// Decodes the reply of `query-qmp-schema`.
pub(crate) fn schema(reply: Option<&RawValue>) -> Result<Schema<'static>, Error> {
    Ok(Schema::from_json(reply.map_or("[]", RawValue::get))?.into_owned())
}

/// Decodes an event of a schema.
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
