//! The first step of decoding: what kind of message it is.
//!
//! Input: the bytes of one message. Output: a [`Message`] whose payload is still text, so that a
//! payload that cannot be decoded concerns only the command or listener that it is for.
//!
//! Members that the protocol does not name are skipped, as its specification asks of clients.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::frame::excerpt;
use crate::EventSet;
use crate::error::{ErrorClass, Violation};
use crate::wire::{DecodeError, Problem, Reader, UnknownValue, Value};

/// A message from the other side, borrowed from the bytes it came in.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Message<'a> {
    /// The first message of a monitor: `{"QMP": …}`, with the value of that member.
    Greeting(&'a RawValue),
    /// A command's success: `{"return": …}`.
    Return {
        /// What the command returns.
        value: &'a RawValue,
        /// The command's id, if it had one.
        id: Option<&'a RawValue>,
    },
    /// A command's failure: `{"error": …}`.
    Error {
        /// The error's class.
        class: ErrorClass,
        /// The error's description, for people.
        desc: String,
        /// The command's id, if it had one and could be read.
        id: Option<&'a RawValue>,
    },
    /// An event.
    Event(EventMessage<RawEvent>),
}

impl<'a> Message<'a> {
    /// Classifies the message that `bytes` hold.
    ///
    /// # Errors
    ///
    /// [`Violation::NotJson`] if they are not one JSON object in UTF-8,
    /// [`Violation::NotAMessage`] if the object is none of the four kinds.
    ///
    /// # Examples
    ///
    /// ```
    /// use qapi_client::protocol::Message;
    ///
    /// let message = Message::parse(br#"{"return": {"running": true}, "id": 7}"#)?;
    /// let Message::Return { value, id: Some(id) } = message else { panic!("{message:?}") };
    /// assert_eq!((value.get(), id.get()), (r#"{"running": true}"#, "7"));
    /// # Ok::<(), qapi_client::Violation>(())
    /// ```
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Violation> {
        let envelope: Envelope<'a> =
            serde_json::from_slice(bytes).map_err(|source| Violation::NotJson {
                source,
                excerpt: excerpt(bytes),
            })?;
        envelope.classify().ok_or_else(|| Violation::NotAMessage {
            excerpt: excerpt(bytes),
        })
    }
}

/// The members of a message that the protocol names.
#[derive(Default)]
struct Envelope<'a> {
    greeting: Option<&'a RawValue>,
    value: Option<&'a RawValue>,
    error: Option<&'a RawValue>,
    event: Option<&'a RawValue>,
    data: Option<&'a RawValue>,
    timestamp: Option<&'a RawValue>,
    id: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    /// The kind of the message: exactly one of four members tells it.
    fn classify(self) -> Option<Message<'a>> {
        let id = self.id;
        match (self.greeting, self.value, self.error, self.event) {
            (Some(greeting), None, None, None) => Some(Message::Greeting(greeting)),
            (None, Some(value), None, None) => Some(Message::Return { value, id }),
            (None, None, Some(error), None) => {
                let ErrorBody { class, desc } = serde_json::from_str(error.get()).ok()?;
                Some(Message::Error { class, desc, id })
            }
            (None, None, None, Some(event)) => {
                let timestamp = match self.timestamp {
                    Some(raw) => Some(serde_json::from_str(raw.get()).ok()?),
                    None => None,
                };
                let name = serde_json::from_str(event.get()).ok()?;
                let data = self.data.map(ToOwned::to_owned);
                let body = RawEvent { name, data };
                Some(Message::Event(EventMessage { body, timestamp }))
            }
            _ => None,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Envelope<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<'a>(std::marker::PhantomData<&'a ()>);
        impl<'de: 'a, 'a> Visitor<'de> for Members<'a> {
            type Value = Envelope<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope<'a>, A::Error> {
                let mut envelope = Envelope::default();
                while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
                    let (slot, name) = match &*key {
                        "QMP" => (&mut envelope.greeting, "QMP"),
                        "return" => (&mut envelope.value, "return"),
                        "error" => (&mut envelope.error, "error"),
                        "event" => (&mut envelope.event, "event"),
                        "data" => (&mut envelope.data, "data"),
                        "timestamp" => (&mut envelope.timestamp, "timestamp"),
                        "id" => (&mut envelope.id, "id"),
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                            continue;
                        }
                    };
                    if slot.replace(map.next_value()?).is_some() {
                        return Err(A::Error::duplicate_field(name));
                    }
                }
                Ok(envelope)
            }
        }
        deserializer.deserialize_map(Members(std::marker::PhantomData))
    }
}

/// The value of a message's `error`.
struct ErrorBody {
    class: ErrorClass,
    desc: String,
}

impl<'de> Deserialize<'de> for ErrorBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [class, desc] = members::<D, String, 2>(deserializer, ["class", "desc"])?;
        Ok(Self {
            class: ErrorClass::from(class),
            desc,
        })
    }
}

/// When an event happened, by the host's clock; both are -1 if the host does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Seconds since 1970-01-01 00:00:00 UTC.
    pub seconds: i64,
    /// Microseconds within the second.
    pub microseconds: i64,
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [seconds, microseconds] =
            members::<D, i64, 2>(deserializer, ["seconds", "microseconds"])?;
        Ok(Self {
            seconds,
            microseconds,
        })
    }
}

/// Reads the members `names`, all of one type and all needed, of an object; skips others.
pub(super) fn members<'de, D, T, const N: usize>(
    deserializer: D,
    names: [&'static str; N],
) -> Result<[T; N], D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Members<T, const N: usize>([&'static str; N], std::marker::PhantomData<T>);
    impl<'de, T: Deserialize<'de>, const N: usize> Visitor<'de> for Members<T, N> {
        type Value = [T; N];

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "an object with {}", self.0.join(", "))
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<[T; N], A::Error> {
            let mut values = [const { None }; N];
            while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
                match self.0.iter().position(|name| *name == key) {
                    Some(i) if values[i].is_some() => {
                        return Err(A::Error::duplicate_field(self.0[i]));
                    }
                    Some(i) => values[i] = Some(map.next_value()?),
                    None => drop(map.next_value::<IgnoredAny>()?),
                }
            }
            if let Some(i) = values.iter().position(Option::is_none) {
                return Err(A::Error::missing_field(self.0[i]));
            }
            let mut found = values.into_iter().flatten();
            // All are there, so the array has its full length.
            array(&mut found).ok_or_else(|| A::Error::custom("a member is missing"))
        }
    }
    deserializer.deserialize_map(Members(names, std::marker::PhantomData))
}

fn array<T, const N: usize>(items: &mut impl Iterator<Item = T>) -> Option<[T; N]> {
    items.collect::<Vec<_>>().try_into().ok()
}

/// An event as it came, its data not yet decoded.
///
/// It is a set of events itself, that of whatever schema: where a client asks for a type of event,
/// this one gives them all as they came.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RawEvent {
    /// The event's name, such as `SHUTDOWN`.
    pub name: String,
    /// Its data; absent where the event has none.
    pub data: Option<Box<RawValue>>,
}

impl EventSet for RawEvent {
    fn known(_: &str, _: &Reader<'_, '_>) -> Option<Option<Self>> {
        Some(None)
    }

    fn unknown(name: UnknownValue<Self>, data: Option<Value>) -> Self {
        let data = data.and_then(|data| serde_json::value::to_raw_value(&data).ok());
        Self {
            name: name.as_str().to_owned(),
            data,
        }
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn from_wire(name: &str, data: Option<&str>) -> Result<Self, DecodeError> {
        let data = match data {
            Some(text) => Some(raw(text)?),
            None => None,
        };
        Ok(Self {
            name: name.to_owned(),
            data,
        })
    }
}

fn raw(text: &str) -> Result<Box<RawValue>, DecodeError> {
    serde_json::from_str(text).map_err(|error| DecodeError::new(Problem::Syntax(error.to_string())))
}

/// A decoded event and when it happened.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EventMessage<E> {
    /// The event.
    pub body: E,
    /// When it happened.
    pub timestamp: Option<Timestamp>,
}
