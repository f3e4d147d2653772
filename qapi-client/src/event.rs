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
        let json = parsed(data)?;
        let known = wire::read(&json, |data| Self::known(name, data));
        event(name, data, &json, known)
    }

    /// Decodes an event like [`from_wire`](EventSet::from_wire), and returns it with the paths of the
    /// data that its type does not have, as [`wire::from_json_noting`] does.
    ///
    /// # Errors
    /// Those of [`from_wire`](EventSet::from_wire).
    fn from_wire_noting(
        name: &str,
        data: Option<&str>,
    ) -> Result<(Self, Vec<String>), DecodeError> {
        let json = parsed(data)?;
        let (known, ignored) = match wire::read_noting(&json, |data| Self::known(name, data)) {
            Ok((known, ignored)) => (Ok(known), ignored),
            Err(error) => (Err(error), Vec::new()),
        };
        Ok((event(name, data, &json, known)?, ignored))
    }
}

fn parsed(data: Option<&str>) -> Result<Json<'_>, DecodeError> {
    data.map_or_else(|| Ok(Json::Object(Vec::new())), Json::parse)
}

/// Returns the event `name` if it is known, else the unknown one with its data.
fn event<E: EventSet>(
    name: &str,
    data: Option<&str>,
    json: &Json<'_>,
    known: Result<Option<E>, DecodeError>,
) -> Result<E, DecodeError> {
    match known {
        Ok(Some(event)) => Ok(event),
        Ok(None) => {
            let data = data.map(|_| json.to_value());
            Ok(E::unknown(UnknownValue::new(name), data))
        }
        Err(error) => Err(match data {
            Some(text) => error.located_in(text),
            None => error,
        }),
    }
}
