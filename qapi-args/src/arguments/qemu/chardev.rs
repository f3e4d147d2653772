//! `-chardev` text of a `ChardevBackend`: the option is older than the type, and names some members
//! otherwise.

use serde_json::{Map, Value};

use crate::arguments::keyval::escape;

/// The option's text.
pub(super) fn text(id: &str, backend: &Value) -> Result<String, String> {
    if let Value::String(text) = backend {
        return Ok(text.clone());
    }
    let kind = backend.get("type").and_then(Value::as_str);
    let kind = kind.ok_or("the backend has no type")?;
    let empty = Map::new();
    let data = backend.get("data").and_then(Value::as_object);
    let mut writer = Writer {
        kind,
        text: format!("{kind},id={}", escape(id)),
    };
    for (name, value) in data.unwrap_or(&empty) {
        writer.member(name, value)?;
    }
    Ok(writer.text)
}

struct Writer<'v> {
    kind: &'v str,
    text: String,
}

impl Writer<'_> {
    fn member(&mut self, name: &str, value: &Value) -> Result<(), String> {
        match (self.kind, name, value) {
            (_, "addr" | "remote", Value::Object(address)) => self.address(address, ""),
            (_, "local", Value::Object(address)) => self.address(address, "local"),
            ("file", "out", value) => self.pair("path", value),
            ("file", "in", value) => self.pair("input-path", value),
            ("pipe" | "serial" | "parallel", "device", value) => self.pair("path", value),
            ("qemu-vdagent" | "spicevmc", "type", value) => self.pair("name", value),
            ("spiceport", "fqdn", value) => self.pair("name", value),
            (_, name, value) => self.pair(name, value),
        }
    }

    /// A `SocketAddressLegacy`; the keys of a local one have a prefix.
    fn address(&mut self, address: &Map<String, Value>, prefix: &str) -> Result<(), String> {
        let kind = address.get("type").and_then(Value::as_str);
        let data = address.get("data").and_then(Value::as_object);
        let (Some(kind), Some(data)) = (kind, data) else {
            return Err("the address has no type or data".to_owned());
        };
        for (name, value) in data {
            let key = match (kind, name.as_str(), prefix) {
                ("fd", "str", _) => "fd",
                ("inet", "host", "local") => "localaddr",
                ("inet", "port", "local") => "localport",
                (_, name, "") => name,
                _ => return Err(format!("-chardev has no key for {prefix}.{name}")),
            };
            self.pair(key, value)?;
        }
        match kind {
            "vsock" => Err("-chardev takes no vsock address".to_owned()),
            _ => Ok(()),
        }
    }

    fn pair(&mut self, key: &str, value: &Value) -> Result<(), String> {
        let value = match value {
            Value::Bool(true) => "on".to_owned(),
            Value::Bool(false) => "off".to_owned(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => escape(text),
            _ => return Err(format!("-chardev cannot express '{key}'")),
        };
        self.text.push_str(&format!(",{key}={value}"));
        Ok(())
    }
}
