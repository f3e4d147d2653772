//! Encoding of commands.

use crate::wire::to_json;

/// Order of execution of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// After the commands before it.
    InBand,
    /// At once, in parallel to those before it.
    OutOfBand,
}

/// Returns the message that requests a command: `{"execute": …, "arguments": …, "id": …}` and a line
/// end.
///
/// `arguments` is the text of a JSON object.
///
/// # Examples
///
/// ```
/// use qapi_client::protocol::request::{Mode, encode};
///
/// let bytes = encode("cont", None, Some(3), Mode::InBand);
/// assert_eq!(bytes, b"{\"execute\":\"cont\",\"id\":3}\n");
/// ```
#[must_use]
pub fn encode(command: &str, arguments: Option<&[u8]>, id: Option<u64>, mode: Mode) -> Vec<u8> {
    let key: &[u8] = match mode {
        Mode::InBand => b"{\"execute\":",
        Mode::OutOfBand => b"{\"exec-oob\":",
    };
    let mut text = Vec::with_capacity(48 + command.len() + arguments.map_or(0, <[u8]>::len));
    text.extend_from_slice(key);
    to_json(command, &mut text);
    if let Some(arguments) = arguments {
        text.extend_from_slice(b",\"arguments\":");
        text.extend_from_slice(arguments);
    }
    if let Some(id) = id {
        text.extend_from_slice(b",\"id\":");
        to_json(&id, &mut text);
    }
    text.extend_from_slice(b"}\n");
    text
}
