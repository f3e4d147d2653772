//! Events as clients and servers see them, apart from their data's encoding.

use crate::wire::{self, DecodeError, Json, Reader, UnknownValue, Value};

/// One event of a schema: the type of its data.
pub trait Event {
    /// The name on the wire.
    const NAME: &'static str;
}

/// All events of a schema, as one enum; unknown events are kept.
///
/// Implementors provide [`known`](EventSet::known) and [`unknown`](EventSet::unknown); receivers of
/// events call [`from_wire`](EventSet::from_wire).
pub trait EventSet: Sized {
    /// Decodes the event `name` from its data: `Some(None)` if the schema has no such event, `None`
    /// if the data does not match the schema.
    fn known(name: &str, data: &Reader<'_, '_>) -> Option<Option<Self>>;

    /// Returns the value for an event that [`known`](EventSet::known) does not know.
    fn unknown(name: UnknownValue<Self>, data: Option<Value>) -> Self;

    /// Returns the name on the wire.
    fn name(&self) -> &str;

    /// Decodes an event from its name and the JSON text of its `data` member, if it has one.
    ///
    /// # Errors
    /// The text is not JSON, or the event is known and its data does not match the schema. An
    /// unknown event is not an error.
    fn from_wire(name: &str, data: Option<&str>) -> Result<Self, DecodeError> {
        let json = match data {
            Some(text) => Json::parse(text)?,
            None => Json::Object(Vec::new()),
        };
        match wire::read(&json, |data| Self::known(name, data)) {
            Ok(Some(event)) => Ok(event),
            Ok(None) => Ok(Self::unknown(
                UnknownValue::new(name),
                data.map(|_| json.to_value()),
            )),
            Err(error) => Err(match data {
                Some(text) => error.located_in(text),
                None => error,
            }),
        }
    }
}
