//! Asking a QEMU for its types.
//!
//! Input: a [`Monitor`], which answers batches of commands, and may send them ahead of the replies.
//! Output: a [`Recording`]. The questions make temporary objects inside QEMU; those that make some
//! releases abort are not asked.

mod share;

use std::fmt;

use std::collections::{BTreeMap, BTreeSet};

use qapi_introspect::Schema;
use qapi_introspect::info::Body;
use qapi_introspect::json::Json;
use qapi_introspect::secrets::matches;
use serde_json::{Value, json};

use super::file::check_parents;
use super::{Kind, Machine, Property, Qemu, Recording, RecordingError, TypeRecord};
use share::share;

/// Types whose temporary object makes QEMU abort when it is removed again, and the first major
/// release that is known to answer.
const ABORTING: &[(&str, u64)] = &[
    ("colo-compare", 11),
    ("microvm-machine", 10),
    ("x-remote-object", 11),
];

/// A command.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The command's name.
    pub command: &'static str,
    /// Its arguments, if it has any.
    pub arguments: Option<Value>,
}

/// Description of an error reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(value) = self;
        write!(f, "{value}")
    }
}

impl std::error::Error for Refused {}

/// Something that answers commands.
pub trait Monitor {
    /// Failure of the connection.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Answers the requests, in order.
    ///
    /// # Errors
    ///
    /// The connection is lost: with the number of answers that came before.
    #[allow(clippy::type_complexity)]
    fn ask(
        &mut self,
        requests: &[Request],
    ) -> Result<Vec<Result<Value, Refused>>, (usize, Self::Error)>;
}

/// A failure to record.
#[derive(Debug)]
#[non_exhaustive]
pub enum RecordError {
    /// The connection ended while a question was open.
    Lost {
        /// The type, or the command.
        subject: String,
        /// The failure.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// QEMU refuses a question that every release answers.
    Refused {
        /// The command.
        command: &'static str,
        /// The reason.
        source: Refused,
    },
    /// No type is selected.
    Nothing(String),
    /// The types that QEMU tells do not fit together.
    Types(RecordingError),
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost { subject, .. } => write!(
                f,
                "the connection ended at the question for {subject}: QEMU may have aborted; leave it out \
         with --skip"
            ),
            Self::Refused { command, .. } => write!(f, "QEMU refuses {command}"),
            Self::Nothing(value) => write!(f, "no type of this QEMU matches {value}"),
            Self::Types(source) => fmt::Display::fmt(source, f),
        }
    }
}

impl std::error::Error for RecordError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Lost { source, .. } => Some(&**source),
            Self::Refused { source, .. } => Some(source),
            Self::Types(source) => source.source(),
            Self::Nothing(_) => None,
        }
    }
}

/// Selection of types.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Scope {
    /// Patterns of names, in which `*` stands for any characters; none selects every type.
    pub select: Vec<String>,
    /// Names of types that QEMU is not asked for.
    pub skip: BTreeSet<String>,
}

impl Scope {
    fn selects(&self, name: &str) -> bool {
        self.select.is_empty() || self.select.iter().any(|pattern| matches(pattern, name))
    }
}

/// Records the types of the QEMU behind the monitor.
///
/// # Errors
///
/// [`RecordError`].
pub fn record<M: Monitor>(monitor: &mut M, scope: &Scope) -> Result<Recording, RecordError> {
    let mut recorder = Recorder { monitor };
    let about = recorder.all(&[
        request("query-version"),
        request("query-target"),
        request("query-machines"),
        request("query-cpu-definitions"),
        types_of(None),
        types_of(Some("device")),
        types_of(Some("user-creatable")),
        types_of(Some("machine")),
        types_of(Some("accel")),
        request("query-qmp-schema"),
    ])?;
    let [
        version,
        target,
        machines,
        cpus,
        all,
        devices,
        objects,
        machine_types,
        accels,
        schema,
    ] = <[_; 10]>::try_from(about).map_err(|_| incomplete())?;
    let required = |command, reply: Result<Value, Refused>| {
        reply.map_err(|source| RecordError::Refused { command, source })
    };
    let version = required("query-version", version)?;
    let all = required("qom-list-types", all)?;
    // A QEMU without accelerators, machines or CPUs is one for tools.
    let names = |reply: Result<Value, Refused>| names(&reply.unwrap_or_default());
    let cpus = names_at(&cpus.unwrap_or_default(), "typename");
    let kinds = [
        (Kind::Accel, names(accels)),
        (Kind::Machine, names(machine_types)),
        (Kind::Object, names(objects)),
        (Kind::Device, names(devices)),
        (Kind::Cpu, cpus),
    ];
    let mut types = type_list(&all);
    for (kind, names) in kinds {
        for name in names.into_iter().filter(|name| scope.selects(name)) {
            if let Some(record) = types.get_mut(&name) {
                record.kind = Some(kind);
            }
        }
    }
    keep_used(&mut types);
    if types.is_empty() {
        return Err(RecordError::Nothing(scope.select.join(", ")));
    }
    check_parents(&types).map_err(RecordError::Types)?;
    let every: BTreeSet<String> = type_list(&all).into_keys().collect();
    // Some objects leave QEMU in a state in which it aborts, so it is not asked needlessly.
    let described = described_objects(&schema.unwrap_or_default());
    for (name, record) in &mut types {
        record.unread = record.kind == Some(Kind::Object) && described.contains(name);
    }
    let major = version["qemu"]["major"].as_u64().unwrap_or_default();
    let aborts = |name: &str| {
        let mut listed = ABORTING.iter();
        listed.any(|(aborting, fixed)| *aborting == name && major < *fixed)
            || lacks_part(name, &every)
    };
    recorder.properties(&mut types, aborts, scope)?;
    share(&mut types);
    // Last, since modules that are loaded for a type add options.
    let options = recorder.all(&[request("query-command-line-options")])?;
    let options = options.into_iter().next().unwrap_or(Ok(Value::Null));
    let machines = machines.unwrap_or_default();
    Ok(Recording {
        qemu: qemu(&version, &target.unwrap_or_default()),
        machines: machine_list(&machines, &types),
        options: option_list(&options.unwrap_or_default()),
        types,
    })
}

fn request(command: &'static str) -> Request {
    Request {
        command,
        arguments: None,
    }
}

fn types_of(interface: Option<&str>) -> Request {
    let arguments = match interface {
        Some(interface) => json!({"implements": interface}),
        None => json!({"abstract": true}),
    };
    Request {
        command: "qom-list-types",
        arguments: Some(arguments),
    }
}

fn incomplete() -> RecordError {
    RecordError::Lost {
        subject: "its types".to_owned(),
        source: Box::new(Refused("an answer is missing".to_owned())),
    }
}

struct Recorder<'m, M> {
    monitor: &'m mut M,
}

impl<M: Monitor> Recorder<'_, M> {
    fn all(&mut self, requests: &[Request]) -> Result<Vec<Result<Value, Refused>>, RecordError> {
        self.monitor.ask(requests).map_err(|(answered, source)| {
            let lost = requests.get(answered);
            let name = |request: &Request| {
                let name = request.arguments.as_ref()?.get("typename")?.as_str()?;
                Some(format!("'{name}'"))
            };
            let subject = lost.map_or_else(String::new, |request| {
                name(request).unwrap_or_else(|| request.command.to_owned())
            });
            RecordError::Lost {
                subject,
                source: Box::new(source),
            }
        })
    }

    fn properties(
        &mut self,
        types: &mut BTreeMap<String, TypeRecord>,
        aborts: impl Fn(&str) -> bool,
        scope: &Scope,
    ) -> Result<(), RecordError> {
        let mut requests = Vec::new();
        let mut names = Vec::new();
        for (name, record) in types.iter_mut().filter(|(_, record)| record.kind.is_some()) {
            if record.unread || aborts(name) || scope.skip.contains(name) {
                record.unread = true;
                continue;
            }
            let command = match record.kind {
                Some(Kind::Device | Kind::Cpu) => "device-list-properties",
                _ => "qom-list-properties",
            };
            requests.push(Request {
                command,
                arguments: Some(json!({"typename": name})),
            });
            names.push(name.clone());
        }
        let replies = self.all(&requests)?;
        for (name, reply) in names.into_iter().zip(replies) {
            let Some(record) = types.get_mut(&name) else {
                continue;
            };
            match reply {
                Ok(reply) => record.properties = property_list(&reply),
                Err(_) => record.unread = true,
            }
        }
        Ok(())
    }
}

/// Tells a virtio device whose inner device is in a module that is not installed: QEMU aborts when
/// it makes one.
fn lacks_part(name: &str, every: &BTreeSet<String>) -> bool {
    let inner = match name.split_once("-pci") {
        Some((inner, _)) if name.starts_with("virtio-") || name.starts_with("vhost-") => {
            inner.to_owned()
        }
        _ => match name.strip_prefix("virtio-vga") {
            Some(rest) => format!("virtio-gpu{rest}"),
            None => return false,
        },
    };
    !every.contains(&inner) && !every.contains(&format!("{inner}-device"))
}

fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value
        .get(member)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn flag(value: &Value, member: &str) -> bool {
    value.get(member).and_then(Value::as_bool) == Some(true)
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn names(value: &Value) -> BTreeSet<String> {
    names_at(value, "name")
}

fn names_at(value: &Value, member: &str) -> BTreeSet<String> {
    items(value)
        .map(|item| text(item, member).to_owned())
        .collect()
}

/// The object types that the schema describes: those that `object-add` lists.
fn described_objects(schema: &Value) -> BTreeSet<String> {
    let text = schema.to_string();
    let schema = Schema::from_json(&text).ok();
    let described = schema.and_then(|schema| {
        let found = schema.get("object-add/arg-type/qom-type").ok()??;
        match &found.target?.body {
            Body::Enum(values) => Some(values.iter().map(|(name, _)| name.to_owned()).collect()),
            _ => None,
        }
    });
    described.unwrap_or_default()
}

fn type_list(value: &Value) -> BTreeMap<String, TypeRecord> {
    let record = |item: &Value| TypeRecord {
        parent: text(item, "parent").to_owned(),
        is_abstract: flag(item, "abstract"),
        ..TypeRecord::default()
    };
    items(value)
        .map(|item| (text(item, "name").to_owned(), record(item)))
        .collect()
}

/// Keeps the types that have a kind, and their ancestors.
fn keep_used(types: &mut BTreeMap<String, TypeRecord>) {
    let mut used = BTreeSet::new();
    let with_kind = types.iter().filter(|(_, record)| record.kind.is_some());
    for (name, _) in with_kind {
        let mut name = name;
        while let Some(record) = types.get(name) {
            if !used.insert(name.clone()) {
                break;
            }
            name = &record.parent;
        }
    }
    types.retain(|name, _| used.contains(name));
}

fn property_list(value: &Value) -> BTreeMap<String, Property> {
    let property = |item: &Value| Property {
        type_name: text(item, "type").to_owned(),
        description: item
            .get("description")
            .and_then(Value::as_str)
            .map(str::to_owned),
        default: item.get("default-value").and_then(json),
    };
    // A child is part of the object, and cannot be set.
    items(value)
        .filter(|item| !text(item, "type").starts_with("child<"))
        .map(|item| (text(item, "name").to_owned(), property(item)))
        .collect()
}

fn json(value: &Value) -> Option<Json<'static>> {
    let text = value.to_string();
    Json::parse(&text).ok().map(Json::into_owned)
}

fn machine_list(value: &Value, types: &BTreeMap<String, TypeRecord>) -> Vec<Machine> {
    let machine = |item: &Value| Machine {
        name: text(item, "name").to_owned(),
        alias: item.get("alias").and_then(Value::as_str).map(str::to_owned),
        deprecated: flag(item, "deprecated"),
    };
    let mut machines: Vec<Machine> = items(value).map(machine).collect();
    machines.retain(|machine| types.contains_key(&format!("{}-machine", machine.name)));
    machines.sort_by(|a, b| a.name.cmp(&b.name));
    machines
}

fn option_list(value: &Value) -> BTreeMap<String, BTreeMap<String, String>> {
    let parameters = |item: &Value| -> BTreeMap<String, String> {
        items(item.get("parameters").unwrap_or(&Value::Null))
            .map(|p| (text(p, "name").to_owned(), text(p, "type").to_owned()))
            .collect()
    };
    // QEMU lists the options that it keeps as text without parameters, some only after a first use.
    items(value)
        .map(|item| (text(item, "option").to_owned(), parameters(item)))
        .filter(|(_, parameters)| !parameters.is_empty())
        .collect()
}

fn qemu(version: &Value, target: &Value) -> Qemu {
    let number = |part: &str| version["qemu"][part].as_u64().unwrap_or_default();
    let (major, minor, micro) = (number("major"), number("minor"), number("micro"));
    Qemu {
        version: format!("{major}.{minor}.{micro}"),
        package: text(version, "package").to_owned(),
        target: text(target, "arch").to_owned(),
    }
}
