//! Device types of recordings, before they are emitted.
//!
//! Input: recordings, the newest first, and patterns of names. Output: each selected type once, with
//! all properties that one of the recordings has, and a Rust name for each. A property has a Rust
//! type that takes the values of every recording that has it.

mod required;

use proc_macro2::Ident;
use qapi_args::devices::{Kind, Property, Recording};
use qapi_introspect::nearest::nearest;
use qapi_introspect::secrets::matches;

use crate::config::{Config, ConfigError};
use crate::index;
use crate::names::{Scope, pascal, snake};
use crate::plan::ident;

/// Names of the methods that every device type has.
const METHODS: &[&str] = &[
    "as_ref",
    "bare",
    "clone",
    "encode",
    "fmt",
    "from",
    "into",
    "new",
    "properties",
    "with",
];

/// The device types to generate.
#[derive(Debug, Default)]
pub(crate) struct Devices {
    pub(crate) list: Vec<Device>,
}

/// A device type.
#[derive(Debug)]
pub(crate) struct Device {
    pub(crate) kind: Kind,
    /// Value of the option: the driver, or the name of the machine or model.
    pub(crate) name: String,
    /// QEMU's name of the type.
    pub(crate) type_name: String,
    pub(crate) ident: Ident,
    /// Releases that have it; empty if all have it.
    pub(crate) releases: Vec<String>,
    pub(crate) properties: Vec<Setter>,
}

/// A property.
#[derive(Debug)]
pub(crate) struct Setter {
    pub(crate) name: String,
    pub(crate) ident: Ident,
    pub(crate) value: ValueType,
    pub(crate) required: bool,
    pub(crate) doc: String,
}

/// Rust type of a property's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ValueType {
    /// An integer with its number of bits; true if it is signed.
    Integer(u32, bool),
    Bool,
    Text,
    /// A type of the schema, if it has that name.
    Named(String),
    Json,
}

impl ValueType {
    /// The type that a property type of QEMU's has.
    fn of(type_name: &str) -> ValueType {
        match type_name {
            "bool" => ValueType::Bool,
            "str" | "string" => ValueType::Text,
            "size" | "uint64" | "uint64_t" => ValueType::Integer(64, false),
            "uint32" | "uint32_t" => ValueType::Integer(32, false),
            "uint16" | "uint16_t" => ValueType::Integer(16, false),
            "uint8" | "uint8_t" => ValueType::Integer(8, false),
            "int" | "int64" | "int64_t" => ValueType::Integer(64, true),
            "int32" | "int32_t" => ValueType::Integer(32, true),
            "int16" | "int16_t" => ValueType::Integer(16, true),
            "int8" | "int8_t" => ValueType::Integer(8, true),
            _ if type_name.starts_with("link<") => ValueType::Text,
            // A list of the values themselves.
            _ if type_name.contains('|') => ValueType::Text,
            name => ValueType::Named(name.to_owned()),
        }
    }

    /// A type that takes the values of both.
    fn with(self, other: ValueType) -> ValueType {
        use ValueType::Integer;
        match (self, other) {
            (one, other) if one == other => one,
            (Integer(one, a), Integer(other, b)) if a == b => Integer(one.max(other), a),
            (Integer(unsigned, false), Integer(signed, true))
            | (Integer(signed, true), Integer(unsigned, false))
                if unsigned < 64 =>
            {
                Integer((unsigned * 2).max(signed), true)
            }
            _ => ValueType::Json,
        }
    }
}

/// The types of a recording that can be selected: kind, name as an option takes it, and type.
fn selectable(recording: &Recording) -> impl Iterator<Item = (Kind, String, &str)> {
    let types = recording.types.iter();
    types
        .filter(|(_, record)| !record.unread)
        .filter_map(|(type_name, record)| {
            let kind = record.kind?;
            Some((kind, option_name(kind, type_name), &**type_name))
        })
}

fn selects(pattern: &str, name: &str, type_name: &str) -> bool {
    matches(pattern, name) || matches(pattern, type_name)
}

/// The patterns of [`Config::select_devices`] that select nothing. Without recordings there are none:
/// the configuration is then of a module that other code uses.
pub(crate) fn without_devices(config: &Config) -> Vec<ConfigError> {
    if config.devices.is_empty() || config.select_devices.is_empty() {
        return Vec::new();
    }
    let mut known = Vec::new();
    for recording in &config.devices {
        known.extend(selectable(recording));
    }
    let unmatched = config.select_devices.iter().filter(|pattern| {
        let mut known = known.iter();
        !known.any(|(_, name, type_name)| selects(pattern, name, type_name))
    });
    let names = || known.iter().map(|(_, name, _)| &**name);
    let error = |pattern: &String| ConfigError::NoDevice {
        pattern: pattern.clone(),
        nearest: nearest(pattern, names()).map(Into::into),
    };
    unmatched.map(error).collect()
}

impl Devices {
    /// The types that the configuration selects.
    pub(crate) fn of(config: &Config) -> Self {
        let mut found: Vec<Found<'_>> = Vec::new();
        for recording in &config.devices {
            for (kind, name, type_name) in selectable(recording) {
                let patterns = &config.select_devices;
                if patterns.is_empty() || patterns.iter().any(|p| selects(p, &name, type_name)) {
                    found.push(Found {
                        kind,
                        name,
                        recording,
                        type_name,
                    });
                }
            }
        }
        let key = |at: &usize| (found[*at].kind, &found[*at].name);
        let order = index::sorted(found.len(), &|a, b| key(&a).cmp(&key(&b)));
        let mut scope = Scope::pascal(&[]);
        let devices = order.chunk_by(|a, b| key(a) == key(b)).map(|same| {
            let found: Vec<&Found<'_>> = same.iter().map(|at| &found[*at]).collect();
            let (kind, name) = (found[0].kind, &found[0].name);
            let own = match kind {
                Kind::Device => pascal(name),
                kind => format!("{}{}", pascal(name), suffix(kind)),
            };
            Device {
                kind,
                ident: ident(&scope.take(own)),
                releases: releases(&found, config.devices.len()),
                properties: properties(&found),
                type_name: found[0].type_name.to_owned(),
                name: name.clone(),
            }
        });
        Devices {
            list: devices.collect(),
        }
    }
}

/// A device type of a recording.
struct Found<'c> {
    kind: Kind,
    /// The name that its option takes.
    name: String,
    recording: &'c Recording,
    type_name: &'c str,
}

fn suffix(kind: Kind) -> &'static str {
    match kind {
        Kind::Machine => "Machine",
        Kind::Cpu => "Cpu",
        Kind::Accel => "Accel",
        _ => "Object",
    }
}

/// The name that the option takes.
fn option_name(kind: Kind, type_name: &str) -> String {
    let name = match kind {
        Kind::Machine => type_name.strip_suffix("-machine"),
        Kind::Accel => type_name.strip_suffix("-accel"),
        Kind::Cpu => type_name
            .strip_suffix("-cpu")
            .and_then(|name| name.rsplit_once('-'))
            .map(|(name, _)| name),
        _ => None,
    };
    name.unwrap_or(type_name).to_owned()
}

/// The releases of the recordings, if they are not all.
fn releases(found: &[&Found<'_>], count: usize) -> Vec<String> {
    let names = found.iter().map(|of| of.recording.qemu.version.clone());
    if found.len() == count {
        Vec::new()
    } else {
        names.collect()
    }
}

/// The properties of a device type, by name.
fn properties(found: &[&Found<'_>]) -> Vec<Setter> {
    let mut places: Vec<(&str, &Property, &str)> = Vec::new();
    for of in found {
        let properties = of.recording.properties(of.type_name);
        for (name, property) in properties.unwrap_or_default() {
            // Every type has this one; it cannot be set.
            if name != "type" && !property.type_name.is_empty() {
                places.push((name, property, &of.recording.qemu.version));
            }
        }
    }
    let order = index::sorted(places.len(), &|a, b| places[a].0.cmp(places[b].0));
    let mut scope = Scope::snake(METHODS);
    let kind = found[0].kind;
    let required = required::of(&found[0].name);
    let properties = order.chunk_by(|a, b| places[*a].0 == places[*b].0);
    let setters = properties.map(|same| {
        let places: Vec<_> = same.iter().map(|at| places[*at]).collect();
        let types = places.iter().map(|(_, p, _)| ValueType::of(&p.type_name));
        let value = types.reduce(ValueType::with).unwrap_or(ValueType::Json);
        let (name, ..) = places[0];
        Setter {
            name: name.to_owned(),
            ident: ident(&scope.take(snake(name))),
            value,
            required: kind == Kind::Device && required.contains(&name),
            doc: doc(&places, found.len()),
        }
    });
    let mut setters: Vec<Setter> = setters.collect();
    if kind == Kind::Device {
        let general = [
            ("id", "Name of the device, for other commands."),
            ("bus", "Name of the bus that it is plugged into."),
        ];
        for (name, doc) in general {
            if !setters.iter().any(|setter| setter.name == name) {
                setters.push(Setter {
                    name: name.to_owned(),
                    ident: ident(&scope.take(name.to_owned())),
                    value: ValueType::Text,
                    required: false,
                    doc: doc.to_owned(),
                });
            }
        }
    }
    setters
}

fn doc(places: &[(&str, &Property, &str)], count: usize) -> String {
    let (name, property, _) = places[0];
    let description = property.description.as_deref().unwrap_or_default().trim();
    let title = match description {
        "" => format!("Sets `{name}`."),
        description => crate::rustdoc::markdown(description, &|_| None),
    };
    let mut text = format!(
        "{title}\n\nQEMU's type: `{}`",
        property.type_name.replace('`', "'")
    );
    if let Some(default) = &property.default {
        text.push_str(&format!(
            "; default: `{}`",
            default.to_string().replace('`', "'")
        ));
    }
    text.push('.');
    if places.len() < count {
        let releases: Vec<&str> = places.iter().map(|(.., release)| *release).collect();
        text.push_str(&format!(" In QEMU {} only.", releases.join(", ")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::ValueType::{self, Integer, Json};

    #[test]
    fn a_type_takes_the_values_of_all_recordings() {
        let of = |one: &str, other: &str| ValueType::of(one).with(ValueType::of(other));
        assert_eq!(of("uint8", "uint32"), Integer(32, false));
        assert_eq!(of("int32", "uint32"), Integer(64, true));
        assert_eq!(of("int64", "uint64"), Json);
        assert_eq!(of("str", "OnOffAuto"), Json);
        assert_eq!(
            of("OnOffAuto", "OnOffAuto"),
            ValueType::Named("OnOffAuto".to_owned())
        );
    }
}
