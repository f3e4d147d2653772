//! One API for several releases: whatever one of them sends fits it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use qapi_codegen::{Builder, Release, Role, release_name, unite};
use qapi_parser::ir::{Schema, TypeId};
use qapi_parser::{Compiled, Options, loader::Memory};
use qapi_test_support::{Trial, asked, corpus, trials};
use serde_json::Value;

use crate::common::accepts::refusal;
use crate::common::instances::{Instances, Random};
use crate::common::sample::sample;
use crate::common::scratch::Scratch;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        the_same_release_changes_nothing,
        a_copy_of_a_release_changes_nothing,
        order_does_not_matter,
        discriminators_conflict_with_both_places,
        preferences_name_given_releases,
        what_a_union_takes_from_a_branch_stays_elsewhere,
        preferences_name_places,
        selections_name_items_of_any_release,
        whatever_a_release_sends_fits,
        recorded_sessions_round_trip,
    ]
}

fn code(builder: &Builder) -> String {
    builder.try_generate().unwrap().code
}

/// The code without its first line and the names of the releases.
fn body(code: &str) -> String {
    let (_, body) = code.split_once("\n\n").unwrap();
    let Some((before, rest)) = body.split_once("\n/// The releases that this code is for") else {
        return body.to_owned();
    };
    let (_, after) = rest.split_once("\n}\n").unwrap();
    format!("{before}{after}")
}

/// A release in the corpus: its guest agent, or its emulator, of ten times the size, if `QAPI_RELEASES`
/// asks for all.
fn release(name: &str) -> PathBuf {
    let folder = corpus().join(name);
    match asked("QAPI_RELEASES") {
        true => folder,
        false => folder.join("qga"),
    }
}

fn the_same_release_changes_nothing() {
    let new = release("qemu-10.0");
    let alone = Builder::new(&new);
    assert_eq!(code(&alone), code(&alone.clone().also(&new)));
    let old = release("qemu-7.2");
    let once = alone.also(&old);
    assert_eq!(code(&once), code(&once.clone().also(&old).also(&new)));
}

fn a_copy_of_a_release_changes_nothing() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut schemas: Vec<PathBuf> = std::fs::read_dir(&golden)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    schemas.extend(["qemu-5.2", "qemu-10.0"].map(release));
    schemas.push(corpus().join("qemu-10.0/qga"));
    schemas.push(match asked("QAPI_RELEASES") {
        true => corpus().join("live/qemu-7.2.22-x86_64.json"),
        false => golden.join("../from_answer/small.json"),
    });
    schemas.dedup();
    for schema in schemas {
        let alone = Builder::new(&schema).role(Role::Both);
        let copied = alone.clone().also_named("copy", &schema);
        let (alone, copied) = (body(&code(&alone)), body(&code(&copied)));
        assert!(alone == copied, "{}", schema.display());
    }
}

fn order_does_not_matter() {
    let new = Builder::new(release("qemu-10.2"));
    let others = ["qemu-7.2", "history/9.1.0", "qemu-5.2"];
    let forth = others.iter().fold(new.clone(), |b, r| b.also(release(r)));
    let back = others.iter().rev().fold(new, |b, r| b.also(release(r)));
    assert!(code(&forth) == code(&back));
}

fn compiled(name: &str, text: &str) -> Compiled {
    let files = Memory::new([(name, text)]);
    qapi_parser::compile_from(name, &files, &Options::new()).unwrap()
}

/// The errors of uniting two texts, called `new` and `old`.
fn errors(new: &str, old: &str, prefer: &[(&str, &str)]) -> Vec<String> {
    let (new, old) = (compiled("new.json", new), compiled("old.json", old));
    let releases = [
        Release::of("2.0", &new).unwrap(),
        Release::of("1.0", &old).unwrap(),
    ];
    let prefer = prefer
        .iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
    let united = unite(&releases, &prefer.collect());
    let errors = united.err().unwrap_or_default();
    errors.iter().map(ToString::to_string).collect()
}

fn union(tag: &str) -> String {
    format!(
        "{{ 'enum': 'E', 'data': ['a'] }}\n\
         {{ 'union': 'U', 'base': {{ '{tag}': 'E' }}, 'discriminator': '{tag}', 'data': {{}} }}\n\
         {{ 'command': 'c', 'returns': 'U' }}\n"
    )
}

fn discriminators_conflict_with_both_places() {
    let (new, old) = (union("kind"), union("type"));
    assert_eq!(
        errors(&new, &old, &[]),
        [
            "nothing tells the unions at `U` apart: `U` of 2.0 (new.json:2) has the discriminator \
             `kind`, `U` of 1.0 (old.json:2) has the discriminator `type`; choose one of the \
             releases: prefer `U=2.0`"
        ]
    );
    assert_eq!(errors(&new, &old, &[("U", "1.0")]), [] as [&str; 0]);
}

/// The older branches have a member that the newer union has itself; their types have other places.
fn what_a_union_takes_from_a_branch_stays_elsewhere() {
    let text = |base: &str, part: &str| {
        format!(
            "{{ 'enum': 'Mode', 'data': ['slow', 'fast', 'off'] }}\n\
             {{ 'union': 'U', 'base': {{ 'mode': 'Mode' {base} }}, 'discriminator': 'mode',\n\
                'data': {{ 'fast': 'Part', 'slow': 'Part' }} }}\n\
             {{ 'struct': 'Part', 'data': {{ 'of': 'int' {part} }} }}\n\
             {{ 'struct': 'Other', 'data': {{ 'part': 'Part' }} }}\n\
             {{ 'command': 'a', 'returns': 'U' }} {{ 'command': 'b', 'returns': ['Other'] }}\n\
             {{ 'command': 'c', 'data': 'U', 'boxed': true }}\n"
        )
    };
    let new = compiled("new.json", &text(", 'level': 'int'", ""));
    let old = compiled("old.json", &text("", ", 'level': 'int'"));
    let releases = [
        Release::of("2.0", &new).unwrap(),
        Release::of("1.0", &old).unwrap(),
    ];
    let united = unite(&releases, &BTreeMap::new()).unwrap();
    for release in &releases {
        (0..20).for_each(|seed| check(release, &united, seed));
    }
}

fn preferences_name_given_releases() {
    let text = union("kind");
    assert_eq!(
        errors(&text, &text, &[("U", "3.0")]),
        ["prefer `U=3.0`: the releases are 2.0, 1.0"]
    );
}

fn preferences_name_places() {
    let text = union("kind");
    assert_eq!(
        errors(
            &text,
            &text,
            &[("V.kind", "1.0"), ("c", "1.0"), ("U.kinds", "2.0")]
        ),
        [
            "prefer `U.kinds`: there is no such place; did you mean `U.kind`?",
            "prefer `V.kind`: there is no such place; did you mean `U.kind`?"
        ]
    );
}

/// The items of a code with their kinds.
fn items(code: &str) -> Vec<&str> {
    let lines = code.lines().map(str::trim);
    let items = lines.filter_map(|line| {
        line.strip_prefix("pub struct ")
            .or(line.strip_prefix("pub enum "))
    });
    items
        .map(|line| line.split([' ', '(']).next().unwrap())
        .collect()
}

/// Patterns, types, and names that only an older release has; a name that none has is an error.
fn selections_name_items_of_any_release() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let builder = Builder::new(golden.join("releases.json"))
        .also_named("8.1", golden.join("releases/8.1.json"));
    let select = |names: &[&str]| code(&builder.clone().select(names.iter().copied()));
    let remove = select(&["remove"]);
    let remove = items(&remove);
    assert!(remove.contains(&"Remove") && remove.contains(&"DeviceInfo"));
    assert!(!remove.contains(&"Image"), "{remove:?}");
    let queries = select(&["query-*"]);
    let queries: Vec<&str> = items(&queries)
        .into_iter()
        .filter(|i| i.starts_with("Query"))
        .collect();
    assert_eq!(queries, ["QueryDevices", "QueryOther", "QueryImage"]);
    let part = select(&["Part"]);
    assert!(items(&part).contains(&"Part") && !items(&part).contains(&"DeviceInfo"));
    assert!(items(&select(&["REMOVED"])).contains(&"Removed"));
    let error = builder
        .clone()
        .select(["remov"])
        .try_generate()
        .unwrap_err();
    assert!(
        error.to_string().contains("did you mean `remove`?"),
        "{error}"
    );
}

/// The schemas of the corpus's releases with that entry file, the newest first; read once.
pub(crate) fn releases(of: &'static str) -> &'static [(String, Compiled)] {
    static READ: Mutex<BTreeMap<&str, &[(String, Compiled)]>> = Mutex::new(BTreeMap::new());
    // A test without the corpus ends here, and must not take the lock with it.
    let _ = corpus();
    let mut read = READ.lock().unwrap();
    read.entry(of).or_insert_with(|| compile_all(of).leak())
}

fn compile_all(of: &str) -> Vec<(String, Compiled)> {
    let folders = [
        "newer/11.1.3",
        "qemu-10.2",
        "qemu-10.0",
        "history/9.1.0",
        "history/8.2.0",
        "qemu-7.2",
        "history/6.2.0",
        "history/6.1.0",
        "qemu-5.2",
        "history/4.2.0",
    ];
    let paths = folders.map(|folder| corpus().join(folder).join(of));
    let paths = paths.iter().filter(|path| path.exists());
    let compiled = paths.map(|path| {
        let compiled = qapi_parser::compile(path, &Options::new()).unwrap();
        (release_name(path), compiled)
    });
    compiled.collect()
}

/// Each place of a release at the root with the type that it has in the united schema.
fn roots(schema: &Schema, united: &Schema) -> Vec<(String, TypeId, Option<TypeId>)> {
    let mut roots = Vec::new();
    let united_commands: BTreeMap<&str, _> =
        united.commands().map(|(_, c)| (c.name(), c)).collect();
    let united_events: BTreeMap<&str, _> = united.events().map(|(_, e)| (e.name(), e)).collect();
    for (_, command) in schema.commands() {
        let name = command.name();
        let other = united_commands[name];
        assert!(
            !other.flags().allow_oob || command.flags().allow_oob,
            "{name}"
        );
        let arg = command
            .arg()
            .map(|arg| (format!("{name} arg"), arg, other.arg()));
        let ret = command
            .ret()
            .map(|ret| (format!("{name} ret"), ret, other.ret()));
        roots.extend(arg.into_iter().chain(ret));
    }
    for (_, event) in schema.events() {
        let (name, other) = (event.name(), united_events[event.name()]);
        roots.extend(event.arg().map(|arg| (name.to_owned(), arg, other.arg())));
    }
    roots
}

/// Random pairs and triples of releases: every value of every place fits the united schema, which is
/// itself one that generates code. `QAPI_RELEASES` asks for more of them.
fn whatever_a_release_sends_fits() {
    let mut random = Random::new(11);
    let rounds = if asked("QAPI_RELEASES") { 12 } else { 2 };
    for of in ["qapi/qapi-schema.json", "qga/qapi-schema.json"] {
        let releases = releases(of);
        for round in 0..rounds {
            let mut chosen: Vec<usize> = (0..2 + round % 2)
                .map(|_| random.below(releases.len()))
                .collect();
            chosen.sort_unstable();
            chosen.dedup();
            let chosen: Vec<Release<'_>> = chosen
                .iter()
                .map(|index| Release::of(&releases[*index].0, &releases[*index].1).unwrap())
                .collect();
            let united = unite(&chosen, &BTreeMap::new()).unwrap();
            for release in &chosen {
                check(release, &united, round as u64);
            }
        }
    }
}

pub(crate) fn check(release: &Release<'_>, united: &Schema, seed: u64) {
    let mut instances = Instances::new(release.schema, seed);
    for (place, ty, other) in roots(release.schema, united) {
        for _ in 0..4 {
            let Some(instance) = instances.of(ty) else {
                continue;
            };
            let Some(other) = other else {
                assert_eq!(instance.sent, serde_json::json!({}), "{place}");
                continue;
            };
            let refusal = refusal(united, other, &instance.sent);
            assert!(
                refusal.is_none(),
                "{} {place}{}\n{}",
                release.name,
                refusal.unwrap_or_default(),
                instance.sent
            );
        }
    }
}

/// Decodes lines `kind TAB name TAB JSON` and answers each with the JSON encoded again.
const MAIN: &str = r#"
//! Values of several releases.
#![deny(warnings, missing_docs)]

use std::fmt::Debug;

use qapi_client::visit::{FullCommandVisitor, FullEventVisitor};
use qapi_client::wire::{Decode, DecodeError, Encode, from_arguments, from_json, to_string};
use qapi_client::{Command, Event};

/// The API.
pub mod qmp;

struct Arguments<'t>(&'t str);

impl FullCommandVisitor for Arguments<'_> {
    type Output = Result<String, DecodeError>;

    fn visit<T>(self) -> Self::Output
    where
        T: Command + Encode + Decode + Debug,
        T::Ok: Debug + Encode + Decode,
    {
        from_arguments::<T>(self.0).map(|value| to_string(&value))
    }
}

struct Return<'t>(&'t str);

impl FullCommandVisitor for Return<'_> {
    type Output = Result<String, DecodeError>;

    fn visit<T>(self) -> Self::Output
    where
        T: Command + Encode + Decode + Debug,
        T::Ok: Debug + Encode + Decode,
    {
        from_json::<T::Ok>(self.0).map(|value| to_string(&value))
    }
}

impl FullEventVisitor for Return<'_> {
    type Output = Result<String, DecodeError>;

    fn visit<T: Event + Encode + Decode + Debug>(self) -> Self::Output {
        from_json::<T>(self.0).map(|value| to_string(&value))
    }
}

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap_or_default();
        let parts: Vec<&str> = line.splitn(3, '\t').collect();
        let [kind, name, text] = parts[..] else { panic!("{line}") };
        let answer = match kind {
            "arg" => qmp::commands::visit(name, Arguments(text)),
            "ret" => qmp::commands::visit(name, Return(text)),
            _ => qmp::events::visit(name, Return(text)),
        };
        match answer {
            None => println!("error: unknown"),
            Some(Ok(text)) => println!("{text}"),
            Some(Err(error)) => println!("error: {error}"),
        }
    }
}
"#;

/// Kind and name of messages with their values.
type Messages = Vec<(String, Value)>;

/// The messages of a recording: lines for the program.
fn lines(session: &[Value]) -> Messages {
    let mut lines = Vec::new();
    let mut asked = std::collections::VecDeque::new();
    for message in session {
        let command = message.get("execute").or(message.get("exec-oob"));
        if let Some(name) = command.and_then(Value::as_str) {
            let arguments = message.get("arguments").cloned();
            let arguments = arguments.unwrap_or_else(|| serde_json::json!({}));
            asked.push_back((name.to_owned(), lines.len()));
            lines.push(Some((format!("arg\t{name}"), arguments)));
        } else if let Some(value) = message.get("return") {
            let (name, _) = asked.pop_front().unwrap();
            lines.push(Some((format!("ret\t{name}"), value.clone())));
        } else if message.get("error").is_some() {
            let (_, arguments) = asked.pop_front().unwrap();
            // Refused arguments need not fit the schema.
            lines[arguments] = None;
        } else if let Some(name) = message.get("event").and_then(Value::as_str) {
            let data = message.get("data").cloned();
            let data = data.unwrap_or_else(|| serde_json::json!({}));
            lines.push(Some((format!("event\t{name}"), data)));
        }
    }
    lines.into_iter().flatten().collect()
}

/// The recordings, and the answers to `query-qmp-schema` among them.
fn recordings() -> (Messages, Messages) {
    let sessions = corpus().join("sessions");
    let text = std::fs::read_to_string(sessions.join("qemu-7.2.22-x86_64.json")).unwrap();
    let mut all = lines(&serde_json::from_str::<Vec<Value>>(&text).unwrap());
    let mut answers = Vec::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(sessions.join("libvirt"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let messages = serde_json::Deserializer::from_str(&text).into_iter();
        let messages: Vec<Value> = messages.map(Result::unwrap).collect();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let lines = lines(&messages);
        let answer = lines
            .iter()
            .find(|(what, _)| what == "ret\tquery-qmp-schema");
        answers.extend(answer.map(|(_, answer)| (name, answer.clone())));
        all.extend(lines);
    }
    (all, answers)
}

/// Replies, events and arguments of real QEMUs, and values made of each release's schema.
fn recorded_sessions_round_trip() {
    let (mut sent, answers) = recordings();
    assert!(sent.len() > 800, "{} messages", sent.len());
    let mut folders = vec!["qemu-10.2", "history/9.1.0", "qemu-7.2"];
    if asked("QAPI_RELEASES") {
        folders.extend(["qemu-10.0", "history/8.2.0"]);
    }
    let folders: Vec<_> = folders.iter().map(|name| corpus().join(name)).collect();
    let schema = |folder: &PathBuf| crate::common::schema(&folder.join("qapi/qapi-schema.json"));
    let schemas: Vec<_> = folders.iter().map(schema).collect();
    let mut builder = Builder::new(&folders[0]).role(Role::Both);
    for folder in &folders[1..] {
        builder = builder.also(folder);
    }
    // What the sessions have, and some of what they do not have.
    let names = sent.iter().filter_map(|(what, _)| what.split('\t').nth(1));
    let names: Vec<&str> = names.collect();
    let names: Vec<_> = schemas
        .iter()
        .map(|schema| sample(schema, 32, &names))
        .collect();
    let names: Option<BTreeSet<String>> = names.into_iter().flatten().reduce(|a, b| &a | &b);
    if let Some(names) = &names {
        builder = builder.select(names.iter().cloned());
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("answers");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, answer) in answers {
        let path = folder.join(format!("{name}.json"));
        std::fs::write(&path, answer.to_string()).unwrap();
        builder = builder.also(path);
    }
    let wanted = |name: &str| names.as_ref().is_none_or(|names| names.contains(name));
    for schema in &schemas[1..] {
        sent.extend(messages(schema, wanted));
    }
    check_round_trips("qapi-releases", &builder, &sent);
}

/// A value for each place of the wanted commands and events.
pub(crate) fn messages(schema: &Schema, wanted: impl Fn(&str) -> bool) -> Messages {
    let mut instances = Instances::new(schema, 3);
    let mut sent = Messages::new();
    let mut add = |kind: &str, name: &str, ty: Option<TypeId>| {
        let instance = ty.filter(|_| wanted(name)).and_then(|ty| instances.of(ty));
        sent.extend(instance.map(|i| (format!("{kind}\t{name}"), i.sent)));
    };
    for (_, command) in schema.commands() {
        add("arg", command.name(), command.arg());
        add("ret", command.name(), command.ret());
    }
    for (_, event) in schema.events() {
        add("event", event.name(), event.arg());
    }
    sent
}

/// Compiles the API, and requires that each of the messages is decoded and encoded to an equal one.
pub(crate) fn check_round_trips(name: &str, builder: &Builder, sent: &[(String, Value)]) {
    let files = [("qmp.rs", code(builder)), ("main.rs", MAIN.to_owned())];
    let files = files.map(|(name, text)| (name.to_owned(), text));
    let mut input = String::new();
    for (what, value) in sent {
        let _ = writeln!(input, "{what}\t{value}");
    }
    let scratch = Scratch::new(name, &files);
    let output = scratch.run(&input);
    assert_eq!(output.lines().count(), sent.len());
    let pairs = sent.iter().zip(output.lines());
    let wrong = pairs.filter(|((_, value), answer)| {
        let answer: Result<Value, _> = serde_json::from_str(answer);
        answer.ok().as_ref() != Some(value)
    });
    let wrong: Vec<String> = wrong
        .map(|((what, value), answer)| format!("{what}\n  {value}\n  {answer}"))
        .collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
