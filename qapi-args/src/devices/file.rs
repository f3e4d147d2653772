//! The text of a recording.
//!
//! Written out, since build scripts compile this crate, and serde's derive takes longer to compile
//! than the rest of it.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};

use super::{FORMAT, Kind, Machine, Property, Qemu, Recording, RecordingError, TypeRecord};

type Result<T> = std::result::Result<T, RecordingError>;

impl Recording {
    /// Reads the text of a recording.
    ///
    /// # Errors
    ///
    /// [`RecordingError`].
    pub fn from_json(text: &str) -> Result<Self> {
        let file: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
        let file = object("the file", &file)?;
        let version = file.get("qapi-devices").and_then(Value::as_u64);
        match version.ok_or_else(|| malformed("qapi-devices"))? {
            FORMAT => {}
            found => return Err(RecordingError::Version { found }),
        }
        let member = |name| file.get(name).ok_or_else(|| malformed(name));
        let qemu = object("qemu", member("qemu")?)?;
        let mut types = BTreeMap::new();
        for (name, value) in object("types", member("types")?)? {
            types.insert(name.clone(), type_record(name, value)?);
        }
        let recording = Recording {
            qemu: Qemu {
                version: text_of(qemu, "version")?.ok_or_else(|| malformed("version"))?,
                package: text_of(qemu, "package")?.unwrap_or_default(),
                target: text_of(qemu, "target")?.unwrap_or_default(),
            },
            types,
            machines: machines(file.get("machines"))?,
            options: options(file.get("options"))?,
        };
        check_parents(&recording.types)?;
        Ok(recording)
    }

    /// Writes the text: the same recording gives the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = format!("{{\"qapi-devices\": {FORMAT},\n");
        let qemu = Members::default()
            .some("version", &self.qemu.version)
            .some("package", &self.qemu.package)
            .some("target", &self.qemu.target);
        text.push_str(&format!(" \"qemu\": {},\n", qemu.json()));
        let types = self.types.iter();
        let types = types.map(|(name, record)| format!("{}: {}", json!(name), type_json(record)));
        text.push_str(&format!(" \"types\": {{{}}},\n", lines(types)));
        let machines = self.machines.iter().map(|machine| {
            Members::default()
                .some("name", &machine.name)
                .some("alias", machine.alias.as_deref().unwrap_or_default())
                .flag("deprecated", machine.deprecated)
                .json()
        });
        text.push_str(&format!(" \"machines\": [{}],\n", lines(machines)));
        let options = self.options.iter();
        let options =
            options.map(|(name, parameters)| format!("{}: {}", json!(name), json!(parameters)));
        text.push_str(&format!(" \"options\": {{{}}}}}\n", lines(options)));
        text
    }
}

/// Checks that a walk along parents ends.
pub(super) fn check_parents(types: &BTreeMap<String, TypeRecord>) -> Result<()> {
    let mut done = HashSet::new();
    for start in types.keys() {
        let mut path = HashSet::new();
        let mut name = start.as_str();
        while !done.contains(name) {
            if !path.insert(name) {
                return Err(RecordingError::Circle(start.clone()));
            }
            match types.get(name) {
                Some(record) => name = &record.parent,
                None => break,
            }
        }
        done.extend(path);
    }
    Ok(())
}

fn malformed(name: &str) -> RecordingError {
    RecordingError::Malformed(format!("{name} is missing, or not of its type"))
}

fn object<'v>(name: &str, value: &'v Value) -> Result<&'v Map<String, Value>> {
    value.as_object().ok_or_else(|| malformed(name))
}

fn text_of(object: &Map<String, Value>, name: &str) -> Result<Option<String>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let found = object.get(name);
    found
        .map(|value| text(value).ok_or_else(|| malformed(name)))
        .transpose()
}

fn flag_of(object: &Map<String, Value>, name: &str) -> Result<bool> {
    let found = object.get(name);
    let flag = found.map(|value| value.as_bool().ok_or_else(|| malformed(name)));
    flag.unwrap_or(Ok(false))
}

fn type_record(name: &str, value: &Value) -> Result<TypeRecord> {
    let record = object(name, value)?;
    let kind = text_of(record, "kind")?;
    let kind = kind.map(|kind| {
        let known = Kind::NAMES.iter().find(|(_, name)| *name == kind);
        known
            .map(|(kind, _)| *kind)
            .ok_or_else(|| malformed("kind"))
    });
    let mut properties = BTreeMap::new();
    if let Some(given) = record.get("properties") {
        for (name, value) in object("properties", given)? {
            properties.insert(name.clone(), property(name, value)?);
        }
    }
    Ok(TypeRecord {
        parent: text_of(record, "parent")?.unwrap_or_default(),
        kind: kind.transpose()?,
        is_abstract: flag_of(record, "abstract")?,
        unread: flag_of(record, "unread")?,
        properties,
    })
}

fn property(name: &str, value: &Value) -> Result<Property> {
    if let Value::String(type_name) = value {
        return Ok(Property {
            type_name: type_name.clone(),
            ..Property::default()
        });
    }
    let value = object(name, value)?;
    Ok(Property {
        type_name: text_of(value, "type")?.ok_or_else(|| malformed(name))?,
        description: text_of(value, "description")?,
        default: value.get("default").cloned(),
    })
}

fn machines(value: Option<&Value>) -> Result<Vec<Machine>> {
    let list = value.map(|value| value.as_array().ok_or_else(|| malformed("machines")));
    let list = list.transpose()?.into_iter().flatten();
    let machine = |value: &Value| {
        let machine = object("machines", value)?;
        Ok(Machine {
            name: text_of(machine, "name")?.ok_or_else(|| malformed("name"))?,
            alias: text_of(machine, "alias")?,
            deprecated: flag_of(machine, "deprecated")?,
        })
    };
    list.map(machine).collect()
}

fn options(value: Option<&Value>) -> Result<BTreeMap<String, BTreeMap<String, String>>> {
    let mut options = BTreeMap::new();
    let Some(value) = value else {
        return Ok(options);
    };
    for (option, parameters) in object("options", value)? {
        let parameters = object(option, parameters)?;
        let types = parameters.iter().map(|(name, type_name)| {
            let type_name = type_name.as_str().ok_or_else(|| malformed(name))?;
            Ok((name.clone(), type_name.to_owned()))
        });
        options.insert(option.clone(), types.collect::<Result<_>>()?);
    }
    Ok(options)
}

fn type_json(record: &TypeRecord) -> String {
    let kind = Kind::NAMES
        .iter()
        .find(|(kind, _)| Some(*kind) == record.kind);
    let properties = record.properties.iter();
    let properties = properties.map(|(name, p)| format!("{}: {}", json!(name), property_json(p)));
    let properties = properties.collect::<Vec<_>>().join(", ");
    let mut members = Members::default()
        .some("parent", &record.parent)
        .some("kind", kind.map(|(_, name)| *name).unwrap_or_default())
        .flag("abstract", record.is_abstract)
        .flag("unread", record.unread);
    if !properties.is_empty() {
        members.push("properties", &format!("{{{properties}}}"));
    }
    members.json()
}

fn property_json(property: &Property) -> String {
    if property.description.is_none() && property.default.is_none() {
        return json!(property.type_name).to_string();
    }
    let mut members = Members::default().some("type", &property.type_name);
    if let Some(description) = &property.description {
        members.push("description", &json!(description).to_string());
    }
    if let Some(default) = &property.default {
        members.push("default", &default.to_string());
    }
    members.json()
}

fn lines(items: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = items.map(|line| format!("\n  {line}")).collect();
    lines.join(",")
}

/// Members of an object, in order.
#[derive(Default)]
struct Members(Vec<String>);

impl Members {
    fn push(&mut self, name: &str, json: &str) {
        self.0.push(format!("\"{name}\": {json}"));
    }

    fn some(mut self, name: &str, text: &str) -> Self {
        if !text.is_empty() {
            self.push(name, &json!(text).to_string());
        }
        self
    }

    fn flag(mut self, name: &str, flag: bool) -> Self {
        if flag {
            self.push(name, "true");
        }
        self
    }

    fn json(&self) -> String {
        format!("{{{}}}", self.0.join(", "))
    }
}
