//! Typed values to the text of a reply or of an event's data.

use qapi_client::wire::{self, Encode};

/// The command that asks for a monitor's schema.
pub(crate) const QUERY_SCHEMA: &str = "query-qmp-schema";

/// The text of a value.
pub(crate) fn text(value: &dyn Encode) -> Vec<u8> {
    let mut text = Vec::new();
    wire::to_json(value, &mut text);
    text
}

/// The text of an event's data; none where it has no members.
pub(crate) fn data(event: &dyn Encode) -> Option<Vec<u8>> {
    let text = text(event);
    (text != b"{}").then_some(text)
}
