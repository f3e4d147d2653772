//! Profiles: the commands, arguments and events that a client of a proxy may have.
//!
//! Input: patterns and rules. Output: a [`View`] of one monitor: its answer to each command, and the
//! texts of `query-qmp-schema` and `query-commands` that show no more than the client may do.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use qapi_client::introspect::Schema;
use qapi_client::introspect::info::{Body, SchemaInfo};
use qapi_client::introspect::nearest::nearest;
use qapi_client::introspect::secrets::matches;
use qapi_client::introspect::walk::{Crumb, Kind, Node, Place, Visit, walk};
use qapi_client::wire::{Json, Value};
use serde_json::json;
use serde_json::value::RawValue;

use super::facts::Facts;
use crate::failure::Failure;

/// Commands that change nothing: all queries of QEMU, its storage daemon and its guest agent.
pub const READ_ONLY: &[&str] = &[
    "query-*",
    "x-query-*",
    "qom-get",
    "qom-list",
    "qom-list-get",
    "qom-list-properties",
    "qom-list-types",
    "device-list-properties",
    "guest-info",
    "guest-ping",
    "guest-get-*",
    "guest-network-get-*",
    "guest-fsfreeze-status",
    "guest-ssh-get-authorized-keys",
];

/// Commands that end QEMU or its guest.
pub const ENDS: &[&str] = &["quit", "system_powerdown", "system_reset", "guest-shutdown"];

/// The answer to a command that a profile refuses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// `CommandNotFound`, as if the monitor did not have the command.
    #[default]
    NotFound,
    /// `GenericError`, with the name of the profile.
    Error,
}

/// A rule for a string in the arguments of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ArgumentRule {
    /// Path of the argument in the query language: `blockdev-add/arg-type/driver`.
    pub path: String,
    /// Patterns of values, in which `*` stands for any characters. Empty: no value.
    pub values: Vec<String>,
    /// The folder that the value has to be an absolute path in.
    pub below: Option<String>,
}

impl ArgumentRule {
    /// Allows no value at `path`; [`values`](Self::values) and [`below`](Self::below) allow some. A
    /// path that ends with a value (`…/qom-type/^secret`) forbids that one.
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            values: Vec::new(),
            below: None,
        }
    }

    /// Allows only values that one of the patterns matches.
    #[must_use]
    pub fn values<V: Into<String>>(self, values: impl IntoIterator<Item = V>) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        Self { values, ..self }
    }

    /// Allows only absolute paths in a folder, without `..` in them.
    #[must_use]
    pub fn below(self, folder: impl Into<String>) -> Self {
        let below = Some(folder.into());
        Self { below, ..self }
    }

    fn allows(&self, value: &str) -> bool {
        let named = self.values.iter().any(|pattern| matches(pattern, value));
        let inside = self.below.as_deref().is_some_and(|folder| {
            let rest = value.strip_prefix(folder.trim_end_matches('/'));
            rest.is_some_and(|rest| {
                rest.starts_with('/') && !rest.split('/').any(|part| part == "..")
            })
        });
        named || inside
    }
}

/// The part of a monitor that a client of a proxy may use.
///
/// Commands and events are chosen by patterns, in which `*` stands for any characters. A pattern of
/// `deny` wins over one of `allow`.
///
/// # Examples
///
/// ```
/// use qapi_server::proxy::{ArgumentRule, Profile};
///
/// let backup = Profile::read_only()
///     .named("backup")
///     .allow(["blockdev-add", "blockdev-backup", "job-*"])
///     .argument(ArgumentRule::new("blockdev-add/arg-type/driver").values(["file", "qcow2"]))
///     .argument(ArgumentRule::new("blockdev-add/arg-type/+file/filename").below("/backup"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// The name, for the log.
    pub name: String,
    /// Patterns of commands that may be executed.
    pub allow: Vec<String>,
    /// Patterns of commands that may not.
    pub deny: Vec<String>,
    /// Patterns of events that are sent.
    pub events: Vec<String>,
    /// Rules for arguments.
    pub arguments: Vec<ArgumentRule>,
    /// The answer to other commands.
    pub refusal: Refusal,
    /// Number of patterns of each list that come with a ready profile: they may name commands that
    /// the monitor lacks.
    ready: [usize; 2],
}

impl Profile {
    fn ready(name: &str, allow: &[&str], deny: &[&str]) -> Self {
        let owned = |patterns: &[&str]| patterns.iter().map(|&p| p.to_owned()).collect();
        Self {
            name: name.to_owned(),
            allow: owned(allow),
            deny: owned(deny),
            events: vec!["*".to_owned()],
            arguments: Vec::new(),
            refusal: Refusal::default(),
            ready: [allow.len(), deny.len()],
        }
    }

    /// All commands and events.
    #[must_use]
    pub fn full() -> Self {
        Self::ready("full", &["*"], &[])
    }

    /// The commands of [`READ_ONLY`], and all events.
    #[must_use]
    pub fn read_only() -> Self {
        Self::ready("read-only", READ_ONLY, &[])
    }

    /// All commands but those of [`ENDS`], and all events.
    #[must_use]
    pub fn no_quit() -> Self {
        Self::ready("no-quit", &["*"], ENDS)
    }

    /// No commands and no events.
    #[must_use]
    pub fn none() -> Self {
        let mut profile = Self::ready("none", &[], &[]);
        profile.events.clear();
        profile
    }

    /// The ready profile of that name: `full`, `read-only`, `no-quit` or `none`.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        let all = [
            Self::full(),
            Self::read_only(),
            Self::no_quit(),
            Self::none(),
        ];
        all.into_iter().find(|profile| profile.name == name)
    }

    /// Changes the name.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        let name = name.into();
        Self { name, ..self }
    }

    /// Allows the commands that the patterns match, too.
    #[must_use]
    pub fn allow<P: Into<String>>(mut self, patterns: impl IntoIterator<Item = P>) -> Self {
        self.allow.extend(patterns.into_iter().map(Into::into));
        self
    }

    /// Denies the commands that the patterns match.
    #[must_use]
    pub fn deny<P: Into<String>>(mut self, patterns: impl IntoIterator<Item = P>) -> Self {
        self.deny.extend(patterns.into_iter().map(Into::into));
        self
    }

    /// Sends only the events that the patterns match.
    #[must_use]
    pub fn events<P: Into<String>>(self, patterns: impl IntoIterator<Item = P>) -> Self {
        let events = patterns.into_iter().map(Into::into).collect();
        Self { events, ..self }
    }

    /// Adds a rule for an argument.
    #[must_use]
    pub fn argument(mut self, rule: ArgumentRule) -> Self {
        self.arguments.push(rule);
        self
    }

    /// Changes the answer to commands that it refuses.
    #[must_use]
    pub fn refusal(self, refusal: Refusal) -> Self {
        Self { refusal, ..self }
    }

    pub(super) fn allows_command(&self, name: &str) -> bool {
        let any = |patterns: &[String]| patterns.iter().any(|pattern| matches(pattern, name));
        any(&self.allow) && !any(&self.deny)
    }

    pub(super) fn allows_event(&self, name: &str) -> bool {
        self.events.iter().any(|pattern| matches(pattern, name))
    }

    /// Checks the profile's names against a monitor.
    ///
    /// # Errors
    ///
    /// [`ProfileError`] of the first name that the monitor does not have.
    pub(super) fn check(&self, facts: &Facts) -> Result<(), ProfileError> {
        let unknown = |kind, name: &str, known: &[&str]| ProfileError {
            profile: self.name.clone(),
            kind,
            name: name.to_owned(),
            nearest: nearest(name, known.iter().copied()).map(ToOwned::to_owned),
        };
        let commands: Vec<&str> = facts.commands.iter().map(String::as_str).collect();
        let own = self.allow.iter().skip(self.ready[0]);
        for pattern in own.chain(self.deny.iter().skip(self.ready[1])) {
            if !commands.is_empty() && !commands.iter().any(|name| matches(pattern, name)) {
                return Err(unknown("command", pattern, &commands));
            }
        }
        let Some(schema) = &facts.schema else {
            return match self.arguments.first() {
                Some(rule) => Err(unknown("argument (there is no schema)", &rule.path, &[])),
                None => Ok(()),
            };
        };
        let events: Vec<&str> = schema.events().map(|event| &*event.name).collect();
        for pattern in &self.events {
            if pattern != "*" && !events.iter().any(|name| matches(pattern, name)) {
                return Err(unknown("event", pattern, &events));
            }
        }
        for rule in &self.arguments {
            if !schema.query(rule.path.as_str()).unwrap_or(false) {
                return Err(unknown("argument", &rule.path, &near(schema, &rule.path)));
            }
        }
        Ok(())
    }
}

/// Candidates for a correction of `path`: all commands if its first name is unknown, else none.
fn near<'s>(schema: &'s Schema<'_>, path: &str) -> Vec<&'s str> {
    let command = path.split('/').next().unwrap_or_default();
    match schema.entity(command) {
        None => schema.commands().map(|command| &*command.name).collect(),
        Some(_) => Vec::new(),
    }
}

/// Name in a profile that the monitor does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("profile {profile}: the monitor has no {kind} `{name}`{}", did_you_mean(.nearest))]
#[non_exhaustive]
pub struct ProfileError {
    /// The profile's name.
    pub profile: String,
    /// `command`, `event` or `argument`.
    pub kind: &'static str,
    /// The pattern or path.
    pub name: String,
    /// The nearest name that the monitor has.
    pub nearest: Option<String>,
}

fn did_you_mean(nearest: &Option<String>) -> String {
    nearest
        .as_ref()
        .map(|name| format!("; did you mean `{name}`?"))
        .unwrap_or_default()
}

/// A monitor as a profile shows it.
#[derive(Debug)]
pub(super) struct View {
    profile: Profile,
    /// The rules for each command's arguments.
    rules: BTreeMap<String, Vec<ArgumentRule>>,
    /// The value of `query-qmp-schema`; none if the monitor has none.
    pub(super) schema: Option<Vec<u8>>,
    /// The value of `query-commands`.
    pub(super) commands: Vec<u8>,
}

impl View {
    pub(super) fn new(profile: &Profile, facts: &Facts) -> Self {
        let mut rules: BTreeMap<String, Vec<ArgumentRule>> = BTreeMap::new();
        for rule in &profile.arguments {
            let command = rule.path.split('/').next().unwrap_or_default();
            rules
                .entry(command.to_owned())
                .or_default()
                .push(rule.clone());
        }
        let names = facts.commands.iter();
        let shown = names.filter(|name| profile.allows_command(name) || is_kept(name));
        let commands: Value = shown.map(|name| json!({"name": name})).collect();
        Self {
            rules,
            schema: facts
                .schema
                .as_ref()
                .map(|schema| shown_schema(profile, schema)),
            commands: commands.to_string().into_bytes(),
            profile: profile.clone(),
        }
    }

    /// Decides whether a command may be executed.
    ///
    /// # Errors
    ///
    /// The answer if it may not.
    pub(super) fn admit(
        &self,
        facts: &Facts,
        command: &str,
        arguments: Option<&RawValue>,
    ) -> Result<(), Failure> {
        if !self.profile.allows_command(command) {
            return Err(self.refuse(command, "the command"));
        }
        let (Some(rules), Some(schema)) = (self.rules.get(command), &facts.schema) else {
            return Ok(());
        };
        let Some(Body::Command { arg_type, .. }) = schema.entity(command).map(|c| &c.body) else {
            return Ok(());
        };
        let json = Json::parse(arguments.map_or("{}", RawValue::get))?;
        let root = format!("{command}/arg-type");
        let mut visit = |place: Place<'_>, visit: Visit<'_, '_>| match visit {
            Visit::Member(_) | Visit::Value(..) => check(rules, &root, place, &json),
            // A value of a wrong type is not looked into.
            Visit::Mismatch { .. } => ControlFlow::Break(place.to_string()),
            _ => ControlFlow::Continue(()),
        };
        match walk(schema, arg_type, &json, false, &mut visit) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(path) => Err(Failure::generic(format!(
                "The profile '{}' does not allow the value of parameter '{path}'",
                self.profile.name
            ))),
        }
    }

    fn refuse(&self, command: &str, subject: &str) -> Failure {
        match self.profile.refusal {
            Refusal::NotFound => Failure::command_not_found(command),
            Refusal::Error => Failure::generic(format!(
                "The profile '{}' does not allow {subject} {command}",
                self.profile.name
            )),
        }
    }
}

/// Breaks with the place where an argument is that the rules do not allow.
fn check(
    rules: &[ArgumentRule],
    root: &str,
    place: Place<'_>,
    json: &Json<'_>,
) -> ControlFlow<String> {
    let path = place.query(root);
    for rule in rules.iter().filter(|rule| rule.path == path) {
        let value = at(json, place);
        let strings = value.map(strings).unwrap_or_default();
        let allowed = strings.is_some_and(|all| all.iter().all(|value| rule.allows(value)));
        if !allowed {
            return ControlFlow::Break(place.to_string());
        }
    }
    ControlFlow::Continue(())
}

/// The strings that a value is, or that an array has. None if it is something else.
fn strings<'v>(value: &'v Json<'_>) -> Option<Vec<&'v str>> {
    match value.kind() {
        Kind::String(text) => Some(vec![text]),
        Kind::Array => {
            let items = value.items().iter();
            items
                .map(|item| match item.kind() {
                    Kind::String(text) => Some(text),
                    _ => None,
                })
                .collect()
        }
        _ => None,
    }
}

/// The value at a place.
fn at<'v, 'a>(json: &'v Json<'a>, place: Place<'_>) -> Option<&'v Json<'a>> {
    let mut value = json;
    for crumb in place.crumbs() {
        value = match (crumb, value) {
            (Crumb::Member(name), Json::Object(members)) => {
                &members.iter().find(|(member, _)| member == name)?.1
            }
            (Crumb::Index(index), Json::Array(items)) => items.get(*index)?,
            (Crumb::Branch(_) | Crumb::Value(_), value) => value,
            _ => return None,
        };
    }
    Some(value)
}

/// Commands that the proxy answers itself, for every profile.
fn is_kept(name: &str) -> bool {
    matches!(
        name,
        "qmp_capabilities" | "query-commands" | "query-qmp-schema" | "query-version"
    )
}

/// The schema without the commands and events that the profile hides, and without the types that
/// only those reach.
fn shown_schema(profile: &Profile, schema: &Schema<'static>) -> Vec<u8> {
    let shows = |info: &&SchemaInfo<'_>| match &info.body {
        Body::Command { .. } => profile.allows_command(&info.name) || is_kept(&info.name),
        Body::Event { .. } => profile.allows_event(&info.name),
        _ => false,
    };
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut todo: Vec<&SchemaInfo<'_>> = schema.entities().filter(shows).collect();
    while let Some(info) = todo.pop() {
        if reached.insert(&info.name) {
            todo.extend(info.references().filter_map(|name| schema.type_named(name)));
        }
    }
    let shown = schema.entities();
    let shown: Vec<&SchemaInfo<'_>> = shown.filter(|info| reached.contains(&*info.name)).collect();
    serde_json::to_vec(&shown).unwrap_or_default()
}
