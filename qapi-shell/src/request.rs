//! Commands and questions for the peer.

use serde_json::value::RawValue;
use serde_json::{Value, json};

/// Asks the peer; None if it cannot be asked, fails, or takes too long.
pub type Ask<'a> = dyn Fn(&str, Option<Value>) -> Option<Value> + 'a;

/// A command to send.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its name.
    pub name: String,
    /// Its arguments, if there are any.
    pub arguments: Option<Value>,
    /// The arguments of a whole message as they were typed, which are sent.
    pub typed: Option<Box<RawValue>>,
    /// True to execute it out of band.
    pub oob: bool,
}

impl Request {
    /// The message, without an id. Of arguments as they were typed, the last of each name counts.
    pub fn message(&self) -> Value {
        let key = if self.oob { "exec-oob" } else { "execute" };
        let mut message = json!({ key: self.name });
        if let Some(arguments) = &self.arguments {
            message["arguments"] = arguments.clone();
        }
        message
    }

    /// The message of arguments as they were typed, without an id; None for other arguments.
    pub fn typed_message(&self) -> Option<String> {
        let arguments = self.typed.as_ref()?;
        let key = if self.oob { "exec-oob" } else { "execute" };
        let name = Value::from(&*self.name);
        let message = format!("{{\"{key}\": {name}, \"arguments\": {arguments}}}");
        Some(message.replace(['\n', '\r'], " "))
    }
}
