//! The text of a recording.
//!
//! Written out, since build scripts compile this crate, and serde's derive takes longer to compile
//! than the rest of it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use qapi_introspect::json::Json;

use super::{
    FORMAT, Kind, MOST_PROPERTIES, Machine, Property, Qemu, Recording, RecordingError, TypeRecord,
};

type Result<T> = std::result::Result<T, RecordingError>;

impl Recording {
    /// Reads the text of a recording.
    ///
    /// # Errors
    ///
    /// [`RecordingError`].
    pub fn from_json(text: &str) -> Result<Self> {
        let file = Json::parse(text.trim_start_matches('\u{feff}'))?;
        let file = object("the file", &file)?;
        let version = get(file, "qapi-devices").and_then(|version| match version {
            Json::Number(number) => number.as_u64(),
            _ => None,
        });
        match version.ok_or_else(|| malformed("qapi-devices"))? {
            FORMAT => {}
            found => return Err(RecordingError::Version { found }),
        }
        let member = |name| get(file, name).ok_or_else(|| malformed(name));
        let qemu = object("qemu", member("qemu")?)?;
        let mut types = BTreeMap::new();
        for (name, value) in object("types", member("types")?)? {
            types.insert(name.to_string(), type_record(name, value)?);
        }
        let recording = Recording {
            qemu: Qemu {
                version: text_of(qemu, "version")?.ok_or_else(|| malformed("version"))?,
                package: text_of(qemu, "package")?.unwrap_or_default(),
                target: text_of(qemu, "target")?.unwrap_or_default(),
            },
            types,
            machines: machines(get(file, "machines"))?,
            options: options(get(file, "options"))?,
        };
        check_parents(&recording.types)?;
        check_properties(&recording.types)?;
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
        let types =
            types.map(|(name, record)| format!("{}: {}", text_json(name), type_json(record)));
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
        let options = options.map(|(name, parameters)| {
            let types = parameters.iter();
            let types = types.map(|(name, of)| (name.into(), Json::Str(of.into())));
            format!("{}: {}", text_json(name), Json::Object(types.collect()))
        });
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

/// Checks the number of properties and ancestors of all types: a reader walks over each. Parents form
/// no circle.
fn check_properties(types: &BTreeMap<String, TypeRecord>) -> Result<()> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut all = 0usize;
    for start in types.keys() {
        let mut path = Vec::new();
        let mut name = start.as_str();
        while let Some(record) = types.get(name).filter(|_| !counts.contains_key(name)) {
            path.push((name, record.properties.len()));
            name = &record.parent;
        }
        let mut count = counts.get(name).copied().unwrap_or_default();
        for (name, own) in path.into_iter().rev() {
            count += own + 1;
            counts.insert(name, count);
            all = all.saturating_add(count);
        }
        if all > MOST_PROPERTIES {
            return Err(RecordingError::TooManyProperties);
        }
    }
    Ok(())
}

fn malformed(name: &str) -> RecordingError {
    RecordingError::Malformed(format!("{name} is missing, or not of its type"))
}

type Object<'a> = [(Cow<'a, str>, Json<'a>)];

fn object<'v, 'a>(name: &str, value: &'v Json<'a>) -> Result<&'v Object<'a>> {
    match value {
        Json::Object(members) => Ok(members),
        _ => Err(malformed(name)),
    }
}

/// Returns a member. Of equal names, the last counts.
fn get<'v, 'a>(object: &'v Object<'a>, name: &str) -> Option<&'v Json<'a>> {
    let found = object.iter().rfind(|(member, _)| member == name);
    found.map(|(_, value)| value)
}

fn text_of(object: &Object<'_>, name: &str) -> Result<Option<String>> {
    let text = |value: &Json<'_>| value.as_str().map(str::to_owned);
    let found = get(object, name);
    found
        .map(|value| text(value).ok_or_else(|| malformed(name)))
        .transpose()
}

fn flag_of(object: &Object<'_>, name: &str) -> Result<bool> {
    match get(object, name) {
        None => Ok(false),
        Some(Json::Bool(flag)) => Ok(*flag),
        Some(_) => Err(malformed(name)),
    }
}

fn type_record(name: &str, value: &Json<'_>) -> Result<TypeRecord> {
    let record = object(name, value)?;
    let kind = text_of(record, "kind")?;
    let kind = kind.map(|kind| {
        let known = Kind::NAMES.iter().find(|(_, name)| *name == kind);
        known
            .map(|(kind, _)| *kind)
            .ok_or_else(|| malformed("kind"))
    });
    let mut properties = BTreeMap::new();
    if let Some(given) = get(record, "properties") {
        for (name, value) in object("properties", given)? {
            properties.insert(name.to_string(), property(name, value)?);
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

fn property(name: &str, value: &Json<'_>) -> Result<Property> {
    if let Json::Str(type_name) = value {
        return Ok(Property {
            type_name: type_name.to_string(),
            ..Property::default()
        });
    }
    let value = object(name, value)?;
    Ok(Property {
        type_name: text_of(value, "type")?.ok_or_else(|| malformed(name))?,
        description: text_of(value, "description")?,
        default: get(value, "default").map(|value| value.clone().into_owned()),
    })
}

fn machines(value: Option<&Json<'_>>) -> Result<Vec<Machine>> {
    let list = match value {
        None => &[][..],
        Some(Json::Array(list)) => list,
        Some(_) => return Err(malformed("machines")),
    };
    let machine = |value: &Json<'_>| {
        let machine = object("machines", value)?;
        Ok(Machine {
            name: text_of(machine, "name")?.ok_or_else(|| malformed("name"))?,
            alias: text_of(machine, "alias")?,
            deprecated: flag_of(machine, "deprecated")?,
        })
    };
    list.iter().map(machine).collect()
}

fn options(value: Option<&Json<'_>>) -> Result<BTreeMap<String, BTreeMap<String, String>>> {
    let mut options = BTreeMap::new();
    let Some(value) = value else {
        return Ok(options);
    };
    for (option, parameters) in object("options", value)? {
        let parameters = object(option, parameters)?;
        let types = parameters.iter().map(|(name, type_name)| {
            let type_name = type_name.as_str().ok_or_else(|| malformed(name))?;
            Ok((name.to_string(), type_name.to_owned()))
        });
        options.insert(option.to_string(), types.collect::<Result<_>>()?);
    }
    Ok(options)
}

fn type_json(record: &TypeRecord) -> String {
    let kind = Kind::NAMES
        .iter()
        .find(|(kind, _)| Some(*kind) == record.kind);
    let properties = record.properties.iter();
    let properties =
        properties.map(|(name, p)| format!("{}: {}", text_json(name), property_json(p)));
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
        return text_json(&property.type_name);
    }
    let mut members = Members::default().some("type", &property.type_name);
    if let Some(description) = &property.description {
        members.push("description", &text_json(description));
    }
    if let Some(default) = &property.default {
        members.push("default", &default.to_string());
    }
    members.json()
}

fn text_json(text: &str) -> String {
    Json::Str(text.into()).to_string()
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
            self.push(name, &text_json(text));
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
