//! The server's side of the protocol: commands that arrive, and messages to the client.
//!
//! The checks, and the words of their errors, are those of QEMU's dispatcher.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::handler::Fd;
use qapi_client::Greeting;
use qapi_client::{Timestamp, Version};

/// A command that arrived.
#[derive(Debug)]
pub(crate) struct Inbound {
    /// The command's name.
    pub(crate) command: String,
    /// Its arguments, an object; absent if it came without.
    pub(crate) arguments: Option<Box<RawValue>>,
    /// True if it is to be executed out of band.
    pub(crate) oob: bool,
    /// Id of its reply.
    pub(crate) id: Option<Box<RawValue>>,
    /// Descriptors that arrived with it.
    pub(crate) fds: Vec<Fd>,
}

/// A message that is no command.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    /// The answer to it.
    pub(crate) failure: Failure,
    /// Id of its reply.
    pub(crate) id: Option<Box<RawValue>>,
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self { failure, id: None }
    }
}

impl Inbound {
    /// Number of bytes of its texts.
    pub(crate) fn size(&self) -> usize {
        let text = |text: &Option<Box<RawValue>>| text.as_ref().map_or(0, |text| text.get().len());
        self.command.len() + text(&self.arguments) + text(&self.id)
    }

    /// Reads a message; `oob` is true if out of band was negotiated.
    ///
    /// # Errors
    ///
    /// [`Refusal`], to be answered.
    pub(crate) fn parse(bytes: &[u8], oob: bool) -> Result<Self, Refusal> {
        if bytes.first() != Some(&b'{') {
            return Err(
                match serde_json::from_slice::<serde_core::de::IgnoredAny>(bytes) {
                    Ok(_) => not_an_object(),
                    Err(error) => parse_error(&error),
                }
                .into(),
            );
        }
        let Members(members) =
            serde_json::from_slice(bytes).map_err(|error| Refusal::from(parse_error(&error)))?;
        let id = members
            .iter()
            .find(|(name, _)| name == "id")
            .map(|(_, id)| (*id).to_owned());
        match Self::check(&members, oob) {
            Ok((command, oob, arguments)) => Ok(Self {
                command,
                arguments,
                oob,
                id,
                fds: Vec::new(),
            }),
            Err(desc) => Err(Refusal {
                failure: Failure::generic(desc),
                id,
            }),
        }
    }

    #[allow(clippy::type_complexity)]
    fn check(
        members: &[(Cow<'_, str>, &RawValue)],
        oob: bool,
    ) -> Result<(String, bool, Option<Box<RawValue>>), String> {
        let mut command: Option<(&str, String)> = None;
        let mut arguments = None;
        for (name, value) in members {
            match &**name {
                "id" => {}
                key @ ("execute" | "exec-oob") if key == "execute" || oob => {
                    let text = serde_json::from_str(value.get())
                        .map_err(|_| format!("QMP input member '{key}' must be a string"))?;
                    // Whichever comes first; no member is there twice.
                    if command.replace((key, text)).is_some() {
                        return Err("QMP input member 'execute' clashes with 'exec-oob'".to_owned());
                    }
                }
                "arguments" if value.get().starts_with('{') => arguments = Some(*value),
                "arguments" => {
                    return Err("QMP input member 'arguments' must be an object".to_owned());
                }
                key => return Err(format!("QMP input member '{key}' is unexpected")),
            }
        }
        match command {
            Some((key, command)) => {
                Ok((command, key == "exec-oob", arguments.map(ToOwned::to_owned)))
            }
            None => Err("QMP input lacks member 'execute'".to_owned()),
        }
    }
}

fn not_an_object() -> Failure {
    Failure::generic("QMP input must be a JSON object")
}

fn parse_error(error: &serde_json::Error) -> Failure {
    Failure::generic(format!("JSON parse error, {error}"))
}

/// An object's members in their order, none twice.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members: Self::Value = Vec::new();
                let mut names = std::collections::BTreeSet::new();
                while let Some((name, value)) = map.next_entry::<Cow<'de, str>, _>()? {
                    if !names.insert(name.clone()) {
                        return Err(A::Error::custom("duplicate key"));
                    }
                    members.push((name, value));
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Collect).map(Members)
    }
}

/// The value of a greeting's `version`, which `query-version` returns too.
pub(crate) fn encode_version(version: &Version) -> Value {
    let numbers = json!({"micro": version.micro, "minor": version.minor, "major": version.major});
    json!({"qemu": numbers, "package": version.package})
}

/// The message that greets a client.
pub(crate) fn encode_greeting(greeting: &Greeting) -> Vec<u8> {
    let version = encode_version(&greeting.version);
    let message = json!({"QMP": {"version": version, "capabilities": greeting.capabilities}});
    format!("{message}\r\n").into_bytes()
}

/// Appends the message that a command succeeded; `value` is the text that it returns, `id` the text
/// of its id.
pub(crate) fn encode_return(value: &[u8], id: Option<&str>, text: &mut Vec<u8>) {
    text.reserve(value.len() + id.map_or(0, str::len) + 32);
    text.extend_from_slice(b"{\"return\": ");
    text.extend_from_slice(value);
    if let Some(id) = id {
        text.extend_from_slice(b", \"id\": ");
        text.extend_from_slice(id.as_bytes());
    }
    text.extend_from_slice(b"}");
}

/// Appends the message that a command failed; `id` is the text of its id.
pub(crate) fn encode_error(failure: &Failure, id: Option<&str>, text: &mut Vec<u8>) {
    text.extend_from_slice(b"{");
    if let Some(id) = id {
        text.extend_from_slice(b"\"id\": ");
        text.extend_from_slice(id.as_bytes());
        text.extend_from_slice(b", ");
    }
    let error = json!({"class": failure.class.as_str(), "desc": failure.desc});
    text.extend_from_slice(format!("\"error\": {error}}}").as_bytes());
}

/// Returns the message of an event; `data` is the text of an object.
pub(crate) fn encode_event(name: &str, data: Option<&[u8]>, timestamp: Timestamp) -> Vec<u8> {
    let Timestamp {
        seconds,
        microseconds,
    } = timestamp;
    let time = format!("{{\"seconds\": {seconds}, \"microseconds\": {microseconds}}}");
    let name = Value::from(name);
    let mut text = format!("{{\"timestamp\": {time}, \"event\": {name}").into_bytes();
    if let Some(data) = data {
        text.extend_from_slice(b", \"data\": ");
        text.extend_from_slice(data);
    }
    text.extend_from_slice(b"}\r\n");
    text
}
