//! Commands on their way out.

/// How a command is to be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// After the commands before it.
    InBand,
    /// At once, in parallel to those before it.
    OutOfBand,
}

/// The message that asks for a command: `{"execute": …, "arguments": …, "id": …}` and a line end.
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
    let key = match mode {
        Mode::InBand => "execute",
        Mode::OutOfBand => "exec-oob",
    };
    let mut text = format!("{{\"{key}\":{}", serde_json::Value::from(command)).into_bytes();
    if let Some(arguments) = arguments {
        text.extend_from_slice(b",\"arguments\":");
        text.extend_from_slice(arguments);
    }
    if let Some(id) = id {
        text.extend_from_slice(format!(",\"id\":{id}").as_bytes());
    }
    text.extend_from_slice(b"}\n");
    text
}
