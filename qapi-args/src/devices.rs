//! Recordings: the device, object, machine, CPU and accelerator types of a QEMU, with their
//! properties.
//!
//! Input: a monitor that answers ([`record`]), or the text of a recording. Output: a
//! [`Recording`]. Invariant: a property that all recorded types below a type share is stored once,
//! at that type, and again only where it differs; [`Recording::properties`] puts them together again.
//!
//! # Format
//!
//! JSON, one type a line, sorted by name; the same QEMU gives the same bytes.
//!
//! ```json
//! {"qapi-devices": 1,
//!  "qemu": {"version": "7.2.22", "package": "Debian …", "target": "x86_64"},
//!  "types": {
//!   "device": {"parent": "object", "abstract": true, "properties": {"hotplugged": "bool"}},
//!   "virtio-net-pci": {"parent": "virtio-net-pci-base", "kind": "device", "properties": {
//!     "addr": {"type": "int32", "description": "Slot and …", "default": -1}, "mac": "str"}}},
//!  "machines": [{"name": "pc-q35-7.2", "alias": "q35"}],
//!  "options": {"memory": {"size": "size"}}}
//! ```
//!
//! - `qapi-devices` is the version of the format. A reader refuses another one.
//! - `kind` is `device`, `object`, `machine`, `cpu` or `accel`; a type without it is only a parent.
//! - A property is the name of its type, or an object with `type` and its `description` and
//!   `default`. The types are QEMU's names (`uint32`, `OnOffAuto`, `link<memory-backend>`).
//! - `unread` marks a type whose properties the QEMU was not asked for.
//! - `machines` has the machine's `name`, `alias` and `deprecated`.
//! - `options` has the parameters that `query-command-line-options` gives, with their types.

use std::fmt;

mod file;
#[cfg(feature = "arguments")]
mod record;
#[cfg(feature = "arguments")]
mod wire;

use std::collections::BTreeMap;

use qapi_introspect::json::{Json, JsonError};

#[cfg(feature = "arguments")]
pub use record::{Monitor, RecordError, Refused, Request, Scope, record};

/// Version of the format that this crate reads and writes.
pub const FORMAT: u64 = 1;

/// The most properties, inherited ones among them, and ancestors that the types of a recording may have
/// in all. Those of a QEMU have some 60,000.
pub const MOST_PROPERTIES: usize = 4 << 20;

/// A recorded QEMU.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Recording {
    /// The QEMU.
    pub qemu: Qemu,
    /// The types by name.
    pub types: BTreeMap<String, TypeRecord>,
    /// The machines, sorted by name.
    pub machines: Vec<Machine>,
    /// Parameters of options by the option's name: the type of each by its name.
    pub options: BTreeMap<String, BTreeMap<String, String>>,
}

/// Version and target of a recorded QEMU.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Qemu {
    /// Release, such as `7.2.22`.
    pub version: String,
    /// The distribution's version of the package, if the QEMU reports one.
    pub package: String,
    /// Target architecture, such as `x86_64`.
    pub target: String,
}

/// Use of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// `-device`
    Device,
    /// `-object`
    Object,
    /// `-machine`
    Machine,
    /// `-cpu`
    Cpu,
    /// `-accel`
    Accel,
}

impl Kind {
    /// All kinds, with their names in a recording.
    const NAMES: [(Kind, &str); 5] = [
        (Kind::Device, "device"),
        (Kind::Object, "object"),
        (Kind::Machine, "machine"),
        (Kind::Cpu, "cpu"),
        (Kind::Accel, "accel"),
    ];

    /// Noun for messages.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Kind::Device => "device",
            Kind::Object => "object type",
            Kind::Machine => "machine",
            Kind::Cpu => "CPU model",
            Kind::Accel => "accelerator",
        }
    }
}

/// A recorded type.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TypeRecord {
    /// The parent type; empty for one that has none.
    pub parent: String,
    /// The use; None for a type that is only a parent.
    pub kind: Option<Kind>,
    /// No object has exactly this type.
    pub is_abstract: bool,
    /// The properties were not asked for.
    pub unread: bool,
    /// Properties that the parent does not have.
    pub properties: BTreeMap<String, Property>,
}

/// A property of a type.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Property {
    /// QEMU's name of the property's type.
    pub type_name: String,
    /// Documentation, if there is any.
    pub description: Option<String>,
    /// Value of a property that is not given, if QEMU reports one.
    pub default: Option<Json<'static>>,
}

/// A recorded machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Machine {
    /// Name for `-machine`.
    pub name: String,
    /// Another name for it, such as `q35`.
    pub alias: Option<String>,
    /// QEMU warns about its use.
    pub deprecated: bool,
}

/// A text that is no usable recording.
#[derive(Debug)]
#[non_exhaustive]
pub enum RecordingError {
    /// The text is no JSON.
    Json(JsonError),
    /// A part of it is missing, or of another type.
    Malformed(String),
    /// The format is of another version.
    Version {
        /// The recording's version.
        found: u64,
    },
    /// The parents of a type form a circle.
    Circle(String),
    /// The types have more than [`MOST_PROPERTIES`] in all.
    TooManyProperties,
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(value) => write!(f, "no recording of devices: {value}"),
            Self::Malformed(value) => write!(f, "no recording of devices: {value}"),
            Self::Version { found } => write!(
                f,
                "format {found} of recordings is not known; this program reads format {FORMAT}"
            ),
            Self::Circle(value) => write!(f, "the parents of the type '{value}' form a circle"),
            Self::TooManyProperties => write!(
                f,
                "the types have more than {MOST_PROPERTIES} properties, inherited ones among them, and \
                 ancestors"
            ),
        }
    }
}

impl std::error::Error for RecordingError {}

impl From<JsonError> for RecordingError {
    fn from(error: JsonError) -> Self {
        Self::Json(error)
    }
}

impl Recording {
    /// Tells a recording of devices from other JSON texts.
    #[must_use]
    pub fn is_recording(text: &str) -> bool {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let member = text.strip_prefix('{').map(str::trim_start);
        member.is_some_and(|text| text.starts_with("\"qapi-devices\""))
    }

    /// Returns the properties of a type, inherited ones among them, by name. None if there is no
    /// such type, or QEMU was not asked for its properties.
    #[must_use]
    pub fn properties(&self, name: &str) -> Option<BTreeMap<&str, &Property>> {
        let mut found = BTreeMap::new();
        let mut record = self.types.get(name).filter(|record| !record.unread)?;
        loop {
            for (name, property) in &record.properties {
                found.entry(name.as_str()).or_insert(property);
            }
            match self.types.get(&record.parent) {
                Some(parent) => record = parent,
                None => return Some(found),
            }
        }
    }

    /// Returns the type that has the property, stored or inherited by the named type: itself, or one
    /// of its ancestors.
    #[must_use]
    pub fn declaring_type(&self, name: &str, property: &str) -> Option<&str> {
        let (mut name, mut record) = self.types.get_key_value(name)?;
        loop {
            if record.properties.contains_key(property) {
                return Some(name);
            }
            (name, record) = self.types.get_key_value(&record.parent)?;
        }
    }

    /// Lists the names of the types of a kind, sorted.
    pub fn names(&self, kind: Kind) -> impl Iterator<Item = &str> {
        let types = self.types.iter();
        let types = types.filter(move |(_, record)| record.kind == Some(kind));
        types.map(|(name, _)| name.as_str())
    }

    /// Returns the name of a machine's type, by the machine's name or alias.
    #[must_use]
    pub fn machine_type(&self, machine: &str) -> Option<String> {
        let known = |m: &&Machine| m.name == machine || m.alias.as_deref() == Some(machine);
        let machine = self.machines.iter().find(known)?;
        Some(format!("{}-machine", machine.name))
    }

    /// Returns the name of a CPU model's type.
    #[must_use]
    pub fn cpu_type(&self, model: &str) -> Option<&str> {
        let named = |name: &&str| {
            let rest = name.strip_prefix(model);
            let rest = rest.and_then(|rest| rest.strip_prefix('-')?.strip_suffix("-cpu"));
            *name == model || rest.is_some_and(|target| !target.contains('-'))
        };
        self.names(Kind::Cpu).find(named)
    }

    /// Tells whether a type is, or derives from, another.
    #[must_use]
    pub fn is_a(&self, name: &str, ancestor: &str) -> bool {
        let mut name = name;
        loop {
            if name == ancestor {
                return true;
            }
            match self.types.get(name) {
                Some(record) if !record.parent.is_empty() => name = &record.parent,
                _ => return false,
            }
        }
    }
}
