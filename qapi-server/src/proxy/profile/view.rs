//! A monitor as a profile shows it.
//!
//! Input: a profile that fits the monitor. Output: a decision for each command, and the texts of
//! `query-qmp-schema` and `query-commands`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use qapi_client::introspect::info::{Body, SchemaInfo};
use qapi_client::introspect::walk::{Crumb, Kind, Node, Place, Visit, walk};
use qapi_client::introspect::{self, Schema};
use qapi_client::introspect::{Path, Step};
use qapi_client::wire::{Json, Value};
use serde_json::json;
use serde_json::value::RawValue;

use super::{ArgumentRule, Profile, Refusal};
use crate::failure::Failure;
use crate::proxy::facts::Facts;

/// A monitor as a profile shows it.
#[derive(Debug)]
pub(in crate::proxy) struct View {
    profile: Profile,
    /// The rules for each command's arguments.
    rules: BTreeMap<String, Vec<Rule>>,
    /// Commands with a rule whose path the monitor does not have: the monitor that came back may be
    /// another one.
    undecided: BTreeSet<String>,
    /// The value of `query-qmp-schema`; none if the monitor has none.
    pub(in crate::proxy) schema: Option<Vec<u8>>,
    /// The value of `query-commands`.
    pub(in crate::proxy) commands: Vec<u8>,
}

impl View {
    pub(in crate::proxy) fn new(profile: &Profile, facts: &Facts) -> Self {
        let mut rules: BTreeMap<String, Vec<Rule>> = BTreeMap::new();
        let mut undecided = BTreeSet::new();
        for rule in &profile.arguments {
            // A profile with another path is refused at the start.
            let Ok(path) = Path::parse(&rule.path) else {
                continue;
            };
            let command = path.root().to_owned();
            match &facts.schema {
                Some(schema) if matches!(schema.locate(&path), Ok(Ok(_))) => {
                    let of_command = rules.entry(command).or_default();
                    of_command.push(Rule::new(rule, &path, schema));
                }
                _ => drop(undecided.insert(command)),
            }
        }
        let names = facts.commands.iter();
        let shown = names.filter(|name| profile.allows_command(name) || is_kept(name));
        let commands: Value = shown.map(|name| json!({"name": name})).collect();
        Self {
            rules,
            undecided,
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
    pub(in crate::proxy) fn admit(
        &self,
        facts: &Facts,
        command: &str,
        arguments: Option<&RawValue>,
    ) -> Result<(), Failure> {
        if !self.profile.allows_command(command) {
            return Err(self.refuse(command));
        }
        if self.undecided.contains(command) {
            return Err(Failure::generic(format!(
                "The profile '{}' cannot decide on the arguments of {command}: the monitor does not \
                 have the path of a rule",
                self.profile.name
            )));
        }
        let (Some(rules), Some(schema)) = (self.rules.get(command), &facts.schema) else {
            return Ok(());
        };
        let Some(Body::Command { arg_type, .. }) = schema.entity(command).map(|c| &c.body) else {
            return Ok(());
        };
        let json = Json::parse(arguments.map_or("{}", RawValue::get))?;
        let mut inside = Inside::default();
        let mut visit = |place: Place<'_>, visit: Visit<'_, '_>| match visit {
            Visit::Enter(info) => {
                inside.enter(place, info);
                ControlFlow::Continue(())
            }
            Visit::Member(_) | Visit::Value(..) => {
                let allowed = rules.iter().all(|rule| rule.allows(&inside, place, &json));
                match allowed {
                    true => ControlFlow::Continue(()),
                    false => ControlFlow::Break(place.to_string()),
                }
            }
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

    fn refuse(&self, command: &str) -> Failure {
        match self.profile.refusal {
            Refusal::NotFound => Failure::command_not_found(command),
            Refusal::Error => Failure::generic(format!(
                "The profile '{}' does not allow the command {command}",
                self.profile.name
            )),
        }
    }
}

/// A rule for an argument, by the types of one monitor.
///
/// It decides on the member wherever the arguments have a value of its object's type: a rule for the
/// driver of a block node reaches the nodes in it.
#[derive(Debug)]
struct Rule {
    rule: ArgumentRule,
    /// Names of the object types that the tail begins at; several below an alternate.
    objects: BTreeSet<String>,
    /// Steps from the object to the end: branches, the member, perhaps a value.
    tail: String,
}

impl Rule {
    fn new(rule: &ArgumentRule, path: &Path, schema: &Schema<'_>) -> Self {
        let steps: Vec<Step<'_>> = path.steps().collect();
        let mut at = steps.len();
        if let Some(Step::Value(_)) = steps.last() {
            at -= 1;
        }
        at = at.saturating_sub(1);
        while at > 0 && matches!(steps.get(at - 1), Some(Step::Variant(_))) {
            at -= 1;
        }
        let (before, tail) = steps.split_at(at);
        let object = format!("{}{}", path.root(), text(before.iter().copied()));
        let found = schema.get(object.as_str()).ok().flatten();
        let passed = found
            .map(|found| schema.passed(&[found]))
            .unwrap_or_default();
        let objects = passed.into_iter();
        let objects = objects.filter(|info| matches!(info.body, Body::Object(_)));
        Self {
            rule: rule.clone(),
            objects: objects.map(|info| info.name.to_string()).collect(),
            tail: text(tail.iter().copied()),
        }
    }

    /// Decides on the value at a place; true if it is not the rule's.
    fn allows(&self, inside: &Inside, place: Place<'_>, json: &Json<'_>) -> bool {
        let (depth, tail) = split(place);
        let Some(object) = inside.objects.get(&depth) else {
            return true;
        };
        if !self.objects.contains(object) || text(tail.iter().filter_map(step)) != self.tail {
            return true;
        }
        let strings = at(json, place).map(strings).unwrap_or_default();
        strings.is_some_and(|all| all.iter().all(|value| self.rule.allows(value)))
    }
}

/// The steps as the end of a path. `*member` is the same place as `member`.
fn text<'p>(steps: impl Iterator<Item = Step<'p>>) -> String {
    let plain = steps.map(|step| match step {
        Step::Optional(name) => Step::Name(name),
        other => other,
    });
    plain.map(|step| format!("/{step}")).collect()
}

fn step<'p>(crumb: &Crumb<'p>) -> Option<Step<'p>> {
    match crumb {
        Crumb::Member(name) => Some(Step::Name(name)),
        Crumb::Branch(case) => Some(Step::Variant(case)),
        Crumb::Value(value) => Some(Step::Value(value)),
        Crumb::Index(_) => None,
    }
}

/// Types of the objects around the current place of a walk, by the length of their own place.
#[derive(Default)]
struct Inside {
    objects: BTreeMap<usize, String>,
}

impl Inside {
    fn enter(&mut self, place: Place<'_>, info: &SchemaInfo<'_>) {
        let crumbs = place.crumbs();
        if matches!(crumbs.last(), Some(Crumb::Branch(_))) {
            return;
        }
        self.objects.retain(|length, _| *length < crumbs.len());
        self.objects.insert(crumbs.len(), info.name.to_string());
    }
}

/// Splits a place before the branches and the member in the innermost object.
fn split<'p>(place: Place<'p>) -> (usize, &'p [Crumb<'p>]) {
    let crumbs = place.crumbs();
    let mut length = crumbs.len();
    let mut strip = |most: usize, part: fn(&Crumb<'_>) -> bool| {
        for _ in 0..most {
            match length.checked_sub(1).and_then(|last| crumbs.get(last)) {
                Some(crumb) if part(crumb) => length -= 1,
                _ => return,
            }
        }
    };
    strip(1, |crumb| matches!(crumb, Crumb::Value(_)));
    strip(usize::MAX, |crumb| matches!(crumb, Crumb::Index(_)));
    strip(1, |crumb| matches!(crumb, Crumb::Member(_)));
    strip(usize::MAX, |crumb| matches!(crumb, Crumb::Branch(_)));
    (length, crumbs.get(length..).unwrap_or_default())
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
    let shown = shown.filter(|info| reached.contains(&*info.name));
    let answer: introspect::json::Json<'_> = shown.map(SchemaInfo::to_json).collect();
    answer.to_string().into_bytes()
}
