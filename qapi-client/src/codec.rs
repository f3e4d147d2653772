//! Typed commands, replies and events to the router's terms and back, for every client.

use serde_json::value::RawValue;

use crate::error::{Error, Subject};
use crate::introspect::Schema;
use crate::protocol::{EventMessage, RawEvent};
use crate::wire::{self, Decode, DecodeError, Encode, Value};
use crate::{Command, EventSet};

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

/// What a command returned. Without a reply, its success returns the empty object.
pub(crate) fn reply<C: Command<Ok: Decode>>(reply: Option<&RawValue>) -> Result<C::Ok, Error> {
    decoded(C::NAME, reply)
}

/// What the command `name` returned, as it is.
pub(crate) fn value(name: &str, reply: Option<&RawValue>) -> Result<Value, Error> {
    decoded(name, reply)
}

fn decoded<T: Decode>(name: &str, reply: Option<&RawValue>) -> Result<T, Error> {
    wire::from_json(reply.map_or("{}", RawValue::get)).map_err(|source| Error::Decode {
        subject: Subject::Reply(name.into()),
        source,
    })
}

/// What `query-qmp-schema` returned.
pub(crate) fn schema(reply: Option<&RawValue>) -> Result<Schema<'static>, Error> {
    Ok(Schema::from_json(reply.map_or("[]", RawValue::get))?.into_owned())
}

/// An event of a schema.
pub(crate) fn event<E: EventSet>(event: RawEvent) -> Result<EventMessage<E>, Error> {
    let decoded: Result<E, DecodeError> =
        E::from_wire(&event.name, event.data.as_deref().map(RawValue::get));
    match decoded {
        Ok(body) => Ok(EventMessage {
            body,
            timestamp: event.timestamp,
        }),
        Err(source) => Err(Error::Decode {
            subject: Subject::Event(event.name.into()),
            source,
        }),
    }
}
