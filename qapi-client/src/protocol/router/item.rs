//! Messages that own their data.
//!
//! Input: a [`Message`], borrowed from the buffer. Output: an [`Item`], with the id as this side assigns
//! them.

use serde_json::value::RawValue;

use super::delivery::Reply;
use crate::error::Violation;
use crate::protocol::greeting::Greeting;
use crate::protocol::message::{EventMessage, Message, RawEvent};

/// A message that owns its data.
pub(super) enum Item {
    Greeting(Greeting),
    Reply { reply: Reply, id: Option<Id> },
    Event(EventMessage<RawEvent>),
    Sentinel,
}

/// The id of a reply.
pub(super) enum Id {
    /// An id as this side assigns them.
    Number(u64),
    /// The text of any other id.
    Other(Box<str>),
}

impl From<&RawValue> for Id {
    fn from(id: &RawValue) -> Self {
        let text = id.get();
        text.parse()
            .map_or_else(|_| Self::Other(text.into()), Self::Number)
    }
}

impl Item {
    pub(super) fn from_message(message: Message<'_>) -> Result<Self, Violation> {
        Ok(match message {
            Message::Greeting(raw) => Self::Greeting(Greeting::from_raw(raw)?),
            Message::Event(event) => Self::Event(event),
            Message::Return { value, id } => Self::Reply {
                reply: Reply::Return(value.to_owned()),
                id: id.map(Id::from),
            },
            Message::Error { class, desc, id } => Self::Reply {
                reply: Reply::Error { class, desc },
                id: id.map(Id::from),
            },
        })
    }
}
