//! The first step of decoding: the kind of a message.
//!
//! Input: the bytes of one message. Output: a [`Message`] whose payload is still text. An invalid
//! payload therefore affects only its own command or listener.
//!
//! Members outside the protocol are skipped, as its specification requires of clients.

use serde_core::de::{Deserialize, Deserializer, Error as _};
use serde_json::value::RawValue;

use super::frame::excerpt;
use super::members::{Members, members};
use crate::EventSet;
use crate::error::{ErrorClass, Violation};
use crate::wire::{DecodeError, Problem, Reader, UnknownValue, Value};

/// A message from the other side, borrowed from its bytes.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Message<'a> {
    /// The first message of a monitor: `{"QMP": …}`, with the value of that member.
    Greeting(&'a RawValue),
    /// A command's success: `{"return": …}`.
    Return {
        /// The value that the command returns.
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
    /// Classifies the message in `bytes`.
    ///
    /// # Errors
    ///
    /// [`Violation::NotJson`] if they are not one JSON object in UTF-8, [`Violation::NotAMessage`]
    /// if the object is none of the four kinds.
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
        // UTF-8 is checked once for the whole message, not for each member.
        let envelope: Envelope<'a> = std::str::from_utf8(bytes)
            .map_err(serde_json::Error::custom)
            .and_then(serde_json::from_str)
            .map_err(|reason| Violation::NotJson {
                reason,
                excerpt: excerpt(bytes),
            })?;
        envelope.classify().ok_or_else(|| Violation::NotAMessage {
            excerpt: excerpt(bytes),
        })
    }
}

/// The members of a message that the protocol defines.
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
    /// Returns the message; exactly one of four members determines its kind.
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
        let names = ["QMP", "return", "error", "event", "data", "timestamp", "id"];
        let [greeting, value, error, event, data, timestamp, id] =
            deserializer.deserialize_map(Members::<&'de RawValue, 7>::new(names))?;
        Ok(Self {
            greeting,
            value,
            error,
            event,
            data,
            timestamp,
            id,
        })
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

/// The time of an event, by the host's clock; both members are -1 if the host does not know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Seconds since 1970-01-01 00:00:00 UTC.
    pub seconds: i64,
    /// Microseconds within the second.
    pub microseconds: i64,
}

impl Timestamp {
    /// Returns the current time, by the system's clock; -1 if that is before 1970.
    #[must_use]
    pub fn now() -> Self {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let whole = since.ok().and_then(|since| {
            let seconds = i64::try_from(since.as_secs()).ok()?;
            Some(Self {
                seconds,
                microseconds: i64::from(since.subsec_micros()),
            })
        });
        whole.unwrap_or(Self {
            seconds: -1,
            microseconds: -1,
        })
    }
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

/// An event with its data not decoded.
///
/// It is also an event set, for any schema: clients that take a type of events return all of them
/// undecoded with this one.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RawEvent {
    /// The event's name, such as `SHUTDOWN`.
    pub name: String,
    /// The event's data, if any.
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

    fn from_wire_noting(
        name: &str,
        data: Option<&str>,
    ) -> Result<(Self, Vec<String>), DecodeError> {
        // It is kept as a whole.
        Ok((Self::from_wire(name, data)?, Vec::new()))
    }
}

fn raw(text: &str) -> Result<Box<RawValue>, DecodeError> {
    serde_json::from_str(text).map_err(|error| DecodeError::new(Problem::Syntax(error.to_string())))
}

/// A decoded event and its time.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EventMessage<E> {
    /// The event.
    pub body: E,
    /// The time of the event.
    pub timestamp: Option<Timestamp>,
}
