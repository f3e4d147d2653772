//! The text of a recording.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::{FORMAT, Machine, Property, Qemu, Recording, RecordingError, TypeRecord};

#[derive(serde::Deserialize)]
struct File {
    qemu: Qemu,
    types: BTreeMap<String, TypeRecord>,
    #[serde(default)]
    machines: Vec<Machine>,
    #[serde(default)]
    options: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(serde::Deserialize)]
struct Version {
    #[serde(rename = "qapi-devices")]
    version: u32,
}

impl Recording {
    /// Reads the text of a recording.
    ///
    /// # Errors
    ///
    /// [`RecordingError`].
    pub fn from_json(text: &str) -> Result<Self, RecordingError> {
        let text = text.trim_start_matches('\u{feff}');
        let Version { version } = serde_json::from_str(text)?;
        if version != FORMAT {
            return Err(RecordingError::Version { found: version });
        }
        let file: File = serde_json::from_str(text)?;
        let recording = Recording {
            qemu: file.qemu,
            types: file.types,
            machines: file.machines,
            options: file.options,
        };
        recording.check_parents()?;
        Ok(recording)
    }

    /// A walk along parents ends.
    fn check_parents(&self) -> Result<(), RecordingError> {
        let mut done = std::collections::HashSet::new();
        for start in self.types.keys() {
            let mut path = std::collections::HashSet::new();
            let mut name = start.as_str();
            while !done.contains(name) {
                if !path.insert(name) {
                    return Err(RecordingError::Circle(start.clone()));
                }
                match self.types.get(name) {
                    Some(record) => name = &record.parent,
                    None => break,
                }
            }
            done.extend(path);
        }
        Ok(())
    }

    /// Writes the text: the same recording gives the same bytes.
    ///
    /// # Errors
    ///
    /// None that a recording can cause.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut text = format!("{{\"qapi-devices\": {FORMAT},\n");
        // Writing to a String cannot fail.
        let _ = writeln!(text, " \"qemu\": {},", serde_json::to_string(&self.qemu)?);
        text.push_str(" \"types\": {");
        lines(&mut text, self.types.iter(), |(name, record)| {
            Ok(format!(
                "{}: {}",
                quoted(name)?,
                serde_json::to_string(record)?
            ))
        })?;
        text.push_str("},\n \"machines\": [");
        lines(&mut text, self.machines.iter(), serde_json::to_string)?;
        text.push_str("],\n \"options\": {");
        lines(&mut text, self.options.iter(), |(name, parameters)| {
            Ok(format!(
                "{}: {}",
                quoted(name)?,
                serde_json::to_string(parameters)?
            ))
        })?;
        text.push_str("}}\n");
        Ok(text)
    }
}

fn quoted(text: &str) -> Result<String, serde_json::Error> {
    serde_json::to_string(text)
}

fn lines<T>(
    text: &mut String,
    items: impl Iterator<Item = T>,
    line: impl Fn(T) -> Result<String, serde_json::Error>,
) -> Result<(), serde_json::Error> {
    for (index, item) in items.enumerate() {
        text.push_str(if index == 0 { "\n  " } else { ",\n  " });
        text.push_str(&line(item)?);
    }
    Ok(())
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum PropertyFile {
    Short(String),
    Long {
        #[serde(rename = "type")]
        type_name: String,
        #[serde(default)]
        description: Option<String>,
        #[serde(default, deserialize_with = "present")]
        default: Option<Value>,
    },
}

/// A default that is null is not an absent one.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl<'de> Deserialize<'de> for Property {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match PropertyFile::deserialize(deserializer)? {
            PropertyFile::Short(type_name) => Property {
                type_name,
                ..Property::default()
            },
            PropertyFile::Long {
                type_name,
                description,
                default,
            } => Property {
                type_name,
                description,
                default,
            },
        })
    }
}

impl Serialize for Property {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.description.is_none() && self.default.is_none() {
            return serializer.serialize_str(&self.type_name);
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", &self.type_name)?;
        if let Some(description) = &self.description {
            map.serialize_entry("description", description)?;
        }
        if let Some(default) = &self.default {
            map.serialize_entry("default", default)?;
        }
        map.end()
    }
}
