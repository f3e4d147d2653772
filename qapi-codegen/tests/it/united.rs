//! Properties of united schemas: of releases in the corpus, and of random changes of releases.
//!
//! A value that one release's schema allows fits the united schema. In the other direction, a value
//! of the united schema that uses only what a release has fits that release; the policy of the
//! client finds everything else before it is sent.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Mutex;

use qapi_codegen::introspect_from_ir::{self, introspect};
use qapi_codegen::{Builder, Conflict, Release, Role, unite};
use qapi_introspect::json::Json;
use qapi_introspect::policy::{OPEN_COMMANDS, Policy, Reaction};
use qapi_introspect::walk::{Visit, walk};
use qapi_introspect::{Schema as Answer, info::Body};
use qapi_parser::ir::{Schema, TypeId, TypeKind};
use qapi_parser::{Compiled, Options, loader::Memory};
use qapi_test_support::{Trial, asked, check_growth, corpus, timed, trials};
use serde_json::{Value, json};

use crate::common::accepts::refusal;
use crate::common::instances::{Instances, Random};
use crate::common::mutations::mutated;
use crate::releases::{check, check_round_trips, messages, releases};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        whatever_a_changed_release_sends_fits,
        what_a_release_has_it_accepts,
        what_a_changed_release_has_it_accepts,
        values_of_changed_releases_round_trip_in_code,
        circles_of_types_are_refused,
        wide_types_are_united_part_by_part,
    ]
}

/// The answer, which is copied for each change: copies share its text.
pub(crate) fn recorded(name: &str) -> Answer<'static> {
    let path = corpus().join("live").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    Answer::from_json(text.leak()).unwrap()
}

/// Recorded releases, and each with random changes; made once for each seed.
fn changed(seed: u64) -> &'static [(String, Compiled)] {
    static MADE: Mutex<BTreeMap<u64, &[(String, Compiled)]>> = Mutex::new(BTreeMap::new());
    // A test without the corpus ends here, and must not take the lock with it.
    let _ = corpus();
    let mut made = MADE.lock().unwrap();
    made.entry(seed).or_insert_with(|| change(seed).leak())
}

fn change(seed: u64) -> Vec<(String, Compiled)> {
    let random = &mut Random::new(seed);
    let mut all = Vec::new();
    for (name, file) in [
        ("11.1", "qemu-11.1.3-x86_64.json"),
        ("7.2", "qemu-7.2.22-x86_64.json"),
    ] {
        let answer = recorded(file);
        for (index, count) in [0, 20, 100].into_iter().enumerate() {
            let text = mutated(&answer, count, random);
            let name = format!("{name}.{index}");
            let files = Memory::new([(name.as_str(), text.as_str())]);
            let compiled = qapi_parser::compile_from(&name, &files, &Options::new()).unwrap();
            let first = compiled.diagnostics.iter().next();
            assert!(compiled.schema.is_some(), "{name}: {first:?}");
            all.push((name, compiled));
        }
    }
    all
}

/// A pair or triple of releases, the newest first.
fn choose<'r>(releases: &'r [(String, Compiled)], random: &mut Random) -> Vec<Release<'r>> {
    let mut chosen: Vec<usize> = (0..2 + random.below(2))
        .map(|_| random.below(releases.len()))
        .collect();
    chosen.sort_unstable();
    chosen.dedup();
    let release = |index: &usize| {
        let (name, compiled) = &releases[*index];
        Release::of(name, compiled).unwrap()
    };
    chosen.iter().map(release).collect()
}

/// The united schema; None where the changes made two unions of one place, which is an error.
fn united(chosen: &[Release<'_>]) -> Option<Schema> {
    match unite(chosen, &BTreeMap::new()) {
        Ok(schema) => Some(schema),
        Err(conflicts) => {
            let unions = |c: &Conflict| matches!(c, Conflict::Discriminators { .. });
            assert!(conflicts.iter().all(unions), "{conflicts:?}");
            None
        }
    }
}

/// Circles whose lengths have no common divisor have as many pairs as types times types: 64 for each of
/// the types, built-in ones included, where the circles have more than 155.
fn circles_of_types_are_refused() {
    let circle = |length: usize| {
        let one = |i: usize| {
            let next = (i + 1) % length;
            format!("{{ 'struct': 'S{length}x{i}', 'data': {{ 'm': 'S{length}x{next}' }} }}\n")
        };
        let types: String = (0..length).map(one).collect();
        let text = format!("{types}{{ 'command': 'c', 'data': 'S{length}x0' }}");
        let files = Memory::new([("circle", text.as_str())]);
        qapi_parser::compile_from("circle", &files, &Options::new()).unwrap()
    };
    let united = |newer: usize, older: usize| {
        let (newer, older) = (circle(newer), circle(older));
        let releases = [("10.0", &newer), ("9.0", &older)];
        let releases = releases.map(|(name, compiled)| Release::of(name, compiled).unwrap());
        unite(&releases, &BTreeMap::new())
    };
    assert!(united(14, 15).is_ok());
    let conflicts = united(160, 161).unwrap_err();
    let [conflict @ Conflict::TooManyPairs { .. }] = &*conflicts else {
        panic!("{conflicts:?}");
    };
    assert!(
        conflict.to_string().contains("reached at `S160x"),
        "{conflict}"
    );
}

/// Seeds of changes; more if `QAPI_RELEASES` asks for all.
fn seeds() -> &'static [u64] {
    match asked("QAPI_RELEASES") {
        true => &[3, 17, 2026],
        false => &[17],
    }
}

/// Choices of releases for each seed: half of them, and one more, unless `QAPI_RELEASES` asks for all.
fn each(full: u64) -> u64 {
    if asked("QAPI_RELEASES") {
        full
    } else {
        full / 2 + 1
    }
}

fn whatever_a_changed_release_sends_fits() {
    let (mut rounds, mut done) = (0, 0);
    for &seed in seeds() {
        let mut random = Random::new(seed + 100);
        for round in 0..each(4) {
            rounds += 1;
            let chosen = choose(changed(seed), &mut random);
            let Some(united) = united(&chosen) else {
                continue;
            };
            for release in &chosen {
                check(release, &united, round);
            }
            done += 1;
        }
    }
    assert!(done > rounds / 2, "{done} united schemas");
}

/// A selection of commands in three changed releases: the generated code agrees with the schema.
fn values_of_changed_releases_round_trip_in_code() {
    let mut random = Random::new(8);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("changed");
    std::fs::create_dir_all(&folder).unwrap();
    let answers = ["qemu-11.1.3-x86_64.json", "qemu-7.2.22-x86_64.json"];
    let one_in = if asked("QAPI_RELEASES") { 4 } else { 8 };
    let sum = |name: &str| name.bytes().map(usize::from).sum::<usize>();
    let wanted = |name: &str| sum(name).is_multiple_of(one_in);
    let mut names = BTreeSet::new();
    let (mut paths, mut sent) = (Vec::new(), Vec::new());
    for (name, file) in ["3.0", "2.0", "1.0"]
        .into_iter()
        .zip(answers.iter().cycle())
    {
        let path = folder.join(format!("{name}.json"));
        std::fs::write(&path, mutated(&recorded(file), 150, &mut random)).unwrap();
        let schema = crate::common::schema(&path);
        let commands = schema.commands().map(|(_, c)| c.name());
        let events = schema.events().map(|(_, e)| e.name());
        names.extend(
            commands
                .chain(events)
                .filter(|name| wanted(name))
                .map(str::to_owned),
        );
        sent.extend(messages(&schema, wanted));
        paths.push((name, path));
    }
    let builder = Builder::new(&paths[0].1)
        .named(paths[0].0)
        .role(Role::Both)
        .select(names);
    let others = paths.iter().skip(1);
    let builder = others.fold(builder, |b, (name, path)| b.also_named(*name, path));
    assert!(sent.len() > 100, "{} messages", sent.len());
    check_round_trips("qapi-changed-releases", &builder, &sent);
}

fn what_a_release_has_it_accepts() {
    let mut random = Random::new(5);
    let rounds = if asked("QAPI_RELEASES") { 6 } else { 2 };
    for of in ["qapi/qapi-schema.json", "qga/qapi-schema.json"] {
        let releases = releases(of);
        for _ in 0..rounds {
            check_reverse(&choose(releases, &mut random), &mut random);
        }
    }
}

fn what_a_changed_release_has_it_accepts() {
    for &seed in seeds() {
        let mut random = Random::new(seed + 1);
        for _ in 0..each(3) {
            check_reverse(&choose(changed(seed), &mut random), &mut random);
        }
    }
}

/// Values of the united schema, sent to each of the releases: accepted exactly if the release's
/// own answer shows nothing that it lacks.
fn check_reverse(chosen: &[Release<'_>], random: &mut Random) {
    let Some(united) = united(chosen) else {
        return;
    };
    let mut instances = Instances::new(&united, random.next());
    for release in chosen {
        let infos = introspect(release.schema, &introspect_from_ir::Options::new());
        let answer = Answer::new(infos).unwrap();
        let mut to = Receiver {
            schema: release.schema,
            answer: &answer,
            fill: Instances::new(release.schema, random.next()),
        };
        let (mut accepted, mut refused) = (0, 0);
        for place in places(release.schema, &united) {
            for _ in 0..3 {
                let Some(instance) = instances.of(place.united) else {
                    continue;
                };
                // Once as it is, once with only the members that the release has.
                let pruned = to.adapt(place.own, &instance.sent);
                for value in [instance.sent, pruned] {
                    match to.check(&place, &value) {
                        true => accepted += 1,
                        false => refused += 1,
                    }
                }
            }
        }
        let name = &release.name;
        assert!(accepted > refused / 2, "{name}: {accepted} of {refused}");
    }
}

/// A place of the wire: arguments, a reply, or an event's data.
struct Place<'s> {
    root: &'s str,
    event: bool,
    arguments: bool,
    own: TypeId,
    united: TypeId,
}

/// A struct whose members all changed, and as many modules with a command that only one release has:
/// the time to unite them grows with their number.
fn wide_types_are_united_part_by_part() {
    let compiled = |release: usize, ty: &str, width: usize| {
        let list =
            |one: &dyn Fn(usize) -> String| (0..width).map(one).collect::<Vec<_>>().join("\n");
        let described = list(&|i| format!("# @m{i}: Member of {ty}."));
        let members = list(&|i| format!("'m{i}': '{ty}',"));
        let includes = list(&|i| format!("{{ 'include': 'm{i}.json' }}"));
        let module =
            |i| format!("{{ 'command': 'c{i}-{release}', 'data': {{ 'list': ['Kind'] }} }}");
        let mut files = vec![(
            "s.json".to_owned(),
            format!(
                "##\n# @Wide:\n#\n{described}\n##\n\
                 {{ 'struct': 'Wide', 'data': {{ {members} 'last': 'bool' }} }}\n\
                 {{ 'command': 'get', 'returns': 'Wide' }}\n\
                 {{ 'enum': 'Kind', 'data': [] }}\n{includes}"
            ),
        )];
        files.extend((0..width).map(|i| (format!("m{i}.json"), module(i))));
        let files = Memory::new(
            files
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        );
        let compiled = qapi_parser::compile_from("s.json", &files, &Options::new()).unwrap();
        let first = compiled.diagnostics.iter().next();
        assert!(compiled.schema.is_some(), "{first:?}");
        compiled
    };
    let cost = |width: usize| {
        let (newer, older) = (compiled(1, "int", width), compiled(0, "str", width));
        let releases = [("newer", &newer), ("older", &older)];
        let releases = releases.map(|(name, compiled)| Release::of(name, compiled).unwrap());
        let (united, time) = timed(|| unite(&releases, &BTreeMap::new()).unwrap());
        assert_eq!(united.commands().len(), 2 * width + 1);
        time
    };
    // A copy of the struct for each member takes 23 times as long.
    check_growth(1_000, 8_000, 14, cost);
}

/// The places that both schemas have, but open arguments.
fn places<'s>(schema: &'s Schema, united: &Schema) -> Vec<Place<'s>> {
    let mut places = Vec::new();
    let commands: BTreeMap<&str, _> = united.commands().map(|(_, c)| (c.name(), c)).collect();
    let events: BTreeMap<&str, _> = united.events().map(|(_, e)| (e.name(), e)).collect();
    let mut add = |root, (event, arguments), own: Option<TypeId>, united: Option<TypeId>| {
        places.extend(own.zip(united).map(|(own, united)| Place {
            root,
            event,
            arguments,
            own,
            united,
        }));
    };
    for (_, command) in schema.commands() {
        let (name, other) = (command.name(), commands[command.name()]);
        if !OPEN_COMMANDS.contains(&name) && command.flags().r#gen {
            add(name, (false, true), command.arg(), other.arg());
        }
        add(name, (false, false), command.ret(), other.ret());
    }
    for (_, event) in schema.events() {
        add(
            event.name(),
            (true, false),
            event.arg(),
            events[event.name()].arg(),
        );
    }
    places
}

/// One of the releases as the receiver of a value.
struct Receiver<'r> {
    schema: &'r Schema,
    answer: &'r Answer<'r>,
    fill: Instances<'r>,
}

impl Receiver<'_> {
    /// Returns true if the release accepts the value. Its strict reader and its answer agree.
    fn check(&self, place: &Place<'_>, value: &Value) -> bool {
        let value = &self.within_range(place.own, value);
        let refusal = refusal(self.schema, place.own, value);
        let lacks = self.lacks(place, value);
        let context = || format!("{} {lacks:?} {refusal:?}\n{value}", place.root);
        assert_eq!(lacks.is_empty(), refusal.is_none(), "{}", context());
        if place.arguments {
            let policy = Policy::lacking(Reaction::Reject);
            let text = value.to_string();
            let arguments = Json::parse(&text).unwrap();
            let findings = self
                .answer
                .check_command(place.root, Some(&arguments), &policy);
            assert_eq!(findings.is_empty(), refusal.is_none(), "{}", context());
        }
        refusal.is_none()
    }

    /// The places in the value that the release's answer does not allow.
    fn lacks(&self, place: &Place<'_>, value: &Value) -> Vec<String> {
        let info = self.answer.entity(place.root).unwrap();
        let type_name = match &info.body {
            Body::Command { arg_type, .. } if place.arguments => arg_type,
            Body::Command { ret_type, .. } => ret_type,
            Body::Event { arg_type } if place.event => arg_type,
            other => panic!("{other:?}"),
        };
        let mut lacks = Vec::new();
        let text = value.to_string();
        let value = Json::parse(&text).unwrap();
        let _: ControlFlow<()> = walk(self.answer, type_name, &value, false, &mut |at, visit| {
            let wrong = matches!(
                visit,
                Visit::Value(_, None, _)
                    | Visit::Mismatch { .. }
                    | Visit::Missing(_)
                    | Visit::Unexpected { .. }
            );
            lacks.extend(wrong.then(|| at.query(place.root)));
            ControlFlow::Continue(())
        });
        lacks
    }

    /// The value without members that the release does not have, and with those that it requires.
    fn adapt(&mut self, id: TypeId, value: &Value) -> Value {
        match (self.schema.ty(id).kind(), value) {
            (TypeKind::Array(array), Value::Array(values)) => {
                let values = values.iter();
                values
                    .map(|value| self.adapt(array.element(), value))
                    .collect()
            }
            (TypeKind::Alternate(alternate), value) => {
                let kind = |a: &&qapi_parser::ir::Branch| self.takes(a.ty(), value);
                let found = alternate.alternatives().iter().find(kind);
                found.map_or_else(|| value.clone(), |found| self.adapt(found.ty(), value))
            }
            (TypeKind::Object(_), Value::Object(given)) => {
                let mut adapted = serde_json::Map::new();
                for (name, ty, optional) in self.members(id, value) {
                    let value = match given.get(&name) {
                        Some(value) => Some(self.adapt(ty, value)),
                        None if optional => None,
                        None => self.fill.of(ty).map(|instance| instance.sent),
                    };
                    adapted.extend(value.map(|value| (name, value)));
                }
                Value::Object(adapted)
            }
            // A kind or value that the release does not have: it has another.
            (_, value) if refusal(self.schema, id, value).is_some() => {
                let other = self.fill.of(id).map(|instance| instance.sent);
                other
                    .filter(|_| self.fill.random.below(4) > 0)
                    .unwrap_or_else(|| value.clone())
            }
            (_, value) => value.clone(),
        }
    }

    /// The members of the object and of the branches that its tags select.
    fn members(&self, id: TypeId, value: &Value) -> Vec<(String, TypeId, bool)> {
        let mut members = Vec::new();
        let mut next = Some(id);
        while let Some(TypeKind::Object(object)) = next.map(|id| self.schema.ty(id).kind()) {
            let own = object.members(self.schema);
            members.extend(own.map(|m| (m.name().to_owned(), m.ty(), m.optional())));
            next = object.branches().and_then(|branches| {
                let tag = object.members(self.schema).nth(branches.tag_index())?;
                let tag = value.get(tag.name())?.as_str()?;
                let branch = branches.branches().iter().find(|b| b.name() == tag)?;
                Some(branch.ty())
            });
        }
        members
    }

    /// The value with integers that every integer type has: answers do not have ranges.
    fn within_range(&self, id: TypeId, value: &Value) -> Value {
        match (self.schema.ty(id).kind(), value) {
            (TypeKind::Array(array), Value::Array(values)) => {
                let values = values.iter();
                values
                    .map(|value| self.within_range(array.element(), value))
                    .collect()
            }
            (TypeKind::Alternate(alternate), value) => {
                let kind = |a: &&qapi_parser::ir::Branch| self.takes(a.ty(), value);
                let found = alternate.alternatives().iter().find(kind);
                found.map_or_else(
                    || value.clone(),
                    |found| self.within_range(found.ty(), value),
                )
            }
            (TypeKind::Object(_), Value::Object(given)) => {
                let members = self.members(id, value);
                let ranged = given.iter().map(|(name, value)| {
                    let member = members.iter().find(|(other, _, _)| other == name);
                    let value = member
                        .map_or_else(|| value.clone(), |(_, ty, _)| self.within_range(*ty, value));
                    (name.clone(), value)
                });
                Value::Object(ranged.collect())
            }
            (TypeKind::Builtin(_), value) if value.is_i64() || value.is_u64() => {
                let fits = refusal(self.schema, id, value).is_none();
                let other = refusal(self.schema, id, &json!(0)).is_none();
                if fits || !other {
                    value.clone()
                } else {
                    json!(0)
                }
            }
            (_, value) => value.clone(),
        }
    }

    /// Returns true if the type has values of that kind of JSON.
    fn takes(&self, id: TypeId, value: &Value) -> bool {
        match self.schema.ty(id).kind() {
            TypeKind::Array(_) => value.is_array(),
            TypeKind::Object(_) => value.is_object(),
            TypeKind::Enum(_) => value.is_string(),
            TypeKind::Builtin(_) => {
                let zero = if value.is_i64() || value.is_u64() {
                    &json!(0)
                } else {
                    value
                };
                refusal(self.schema, id, zero).is_none()
            }
            TypeKind::Alternate(_) => true,
        }
    }
}
