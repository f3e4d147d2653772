//! Random values of every command's arguments and return value, and of every event's data:
//! decoded by the generated types and encoded again, they are the same JSON. Half of the values
//! hold parts that the schema does not know (members, enum values, branches), as a newer peer's do.
use crate::common;
use qapi_test_support::{Trial, asked, corpus, trials};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::common::instances::Instances;
use crate::common::sample::sample;
use crate::common::scratch::Scratch;
use qapi_codegen::{Config, Role};
use qapi_parser::ir::Schema;
use serde_json::Value;

pub(crate) fn all() -> Vec<Trial> {
    trials![own_schemas, real_schemas]
}

const VALUES_OF_EACH: usize = 24;

/// Reads lines `module TAB what TAB JSON`, and answers each with the JSON encoded again.
const MAIN: &str = r#"
use qapi_client::wire::{self, Decode, Encode};
use qapi_client::{Command, Event, EventSet};

/// Through the runtime's own traits, and through serde: both must agree.
fn again<T>(text: &str) -> String
where
    T: Decode + Encode + std::fmt::Debug + Clone + qapi_client::wire::serde::Serialize,
    for<'de> T: qapi_client::wire::serde::Deserialize<'de>,
{
    let value: T = match wire::from_json(text) {
        Ok(value) => value,
        Err(error) => return format!("error: {error}"),
    };
    assert!(!format!("{value:?}").is_empty());
    let mut out = Vec::new();
    wire::to_json(&value.clone(), &mut out);
    let out = String::from_utf8(out).unwrap();
    let serde: T = serde_json::from_str(text).unwrap();
    let value = serde_json::to_value(serde).unwrap();
    assert_eq!(value, serde_json::from_str::<serde_json::Value>(&out).unwrap());
    out
}

fn arguments<C>(text: &str) -> String
where
    C: Command + Decode + Encode + std::fmt::Debug + Clone + wire::serde::Serialize,
    for<'de> C: wire::serde::Deserialize<'de>,
{
    again::<C>(text)
}

fn event<E: Event, S: EventSet + Encode>(text: &str) -> String {
    match S::from_wire(E::NAME, Some(text)) {
        Ok(event) => {
            assert_eq!(event.name(), E::NAME);
            let mut out = Vec::new();
            wire::to_json(&event, &mut out);
            String::from_utf8(out).unwrap()
        }
        Err(error) => format!("error: {error}"),
    }
}

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let mut parts = line.splitn(3, '\t');
        let (module, what, text) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        println!("{}", dispatch(module, what, text));
    }
}
"#;

/// The names of the structs that implement `kind`, in the order of the text.
fn implementors(rust: &str, kind: &str) -> Vec<String> {
    let prefix = format!("impl ::qapi_client::{kind} for ");
    rust.lines()
        .filter_map(|line| line.trim_start().strip_prefix(&prefix))
        .map(|rest| rest.trim_end_matches([' ', '{', '}']).to_owned())
        .collect()
}

struct Case {
    module: String,
    schema: Schema,
    /// The commands and events in the module, if these are not all.
    names: Option<BTreeSet<String>>,
    rust: String,
}

impl Case {
    /// Returns true if the module has the command or event.
    fn has(&self, name: &str) -> bool {
        self.names.as_ref().is_none_or(|names| names.contains(name))
    }
}

fn dispatch(cases: &[Case]) -> String {
    let mut out = String::from(
        "fn dispatch(module: &str, what: &str, text: &str) -> String {\n    match (module, what) {\n",
    );
    for Case { module, rust, .. } in cases {
        for (index, name) in implementors(rust, "Command").iter().enumerate() {
            let command = format!("{module}::commands::{name}");
            let _ = writeln!(
                out,
                "(\"{module}\", \"arg {index}\") => arguments::<{command}>(text),"
            );
            let _ = writeln!(
                out,
                "(\"{module}\", \"ret {index}\") => returned::<{command}>(text),"
            );
        }
        for (index, name) in implementors(rust, "Event").iter().enumerate() {
            let event = format!("{module}::events::{name}");
            let _ = writeln!(
                out,
                "(\"{module}\", \"event {index}\") => event::<{event}, {module}::Event>(text),"
            );
        }
    }
    out.push_str("_ => unreachable!(),\n    }\n}\n");
    out.push_str(
        "fn returned<C: Command>(text: &str) -> String where C::Ok: Decode + Encode {\n    \
         match wire::from_json::<C::Ok>(text) {\n        Ok(value) => { let mut out = Vec::new(); \
         wire::to_json(&value, &mut out); String::from_utf8(out).unwrap() }\n        \
         Err(error) => format!(\"error: {error}\"),\n    }\n}\n",
    );
    out
}

/// Lines for the scratch program, and the expected answers.
fn lines(case: &Case) -> Vec<(String, Value)> {
    let mut instances = Instances::new(&case.schema, 7);
    let mut out = Vec::new();
    for round in 0..VALUES_OF_EACH {
        instances.newer = round % 2 == 1;
        let newer = instances.newer;
        let mut add = |instances: &mut Instances<'_>, what: String, ty| {
            if let Some(instance) = instances.of(ty) {
                out.push((
                    format!("{}\t{what}\t{}", case.module, instance.sent),
                    instance.kept,
                ));
            }
        };
        let commands = case.schema.commands().map(|(_, command)| command);
        for (index, command) in commands.filter(|c| case.has(c.name())).enumerate() {
            if let Some(arg) = command.arg() {
                // Open arguments keep members that others ignore.
                instances.newer = newer && command.flags().r#gen;
                add(&mut instances, format!("arg {index}"), arg);
                instances.newer = newer;
            }
            if let Some(ret) = command.ret() {
                add(&mut instances, format!("ret {index}"), ret);
            }
        }
        let events = case.schema.events().map(|(_, event)| event);
        for (index, event) in events.filter(|e| case.has(e.name())).enumerate() {
            if let Some(arg) = event.arg() {
                add(&mut instances, format!("event {index}"), arg);
            }
        }
    }
    out
}

/// Compiles a module of each schema, for one in `count` of its commands and events, and checks values of
/// their types.
fn check(name: &str, count: usize, schemas: &[(&str, PathBuf)]) {
    let mut config = Config::default();
    config.role = Role::Both;
    let cases: Vec<Case> = schemas
        .iter()
        .map(|(module, path)| {
            let schema = common::schema(path);
            let names = sample(&schema, count, &[]);
            config.select.clone_from(&names);
            let rust = qapi_codegen::format(qapi_codegen::generate(&schema, &config).unwrap());
            Case {
                module: (*module).to_owned(),
                schema,
                names,
                rust,
            }
        })
        .collect();
    let mut main = String::from("#![allow(deprecated)]\n");
    for case in &cases {
        let _ = writeln!(main, "pub mod {};", case.module);
    }
    main.push_str(MAIN);
    main.push_str(&dispatch(&cases));
    let mut files: Vec<(String, String)> = cases
        .iter()
        .map(|case| (format!("{}.rs", case.module), case.rust.clone()))
        .collect();
    files.push(("main.rs".to_owned(), main));
    let scratch = Scratch::new(name, &files);

    let sent: Vec<(String, Value)> = cases.iter().flat_map(lines).collect();
    assert!(!sent.is_empty());
    let input: String = sent.iter().map(|(line, _)| format!("{line}\n")).collect();
    let output = scratch.run(&input);
    assert_eq!(output.lines().count(), sent.len());
    let mut wrong: BTreeMap<&str, String> = BTreeMap::new();
    for ((line, expected), answer) in sent.iter().zip(output.lines()) {
        let found: Result<Value, _> = serde_json::from_str(answer);
        if found.as_ref().ok() != Some(expected) {
            let what = line
                .rsplit_once('\t')
                .map_or(line.as_str(), |(what, _)| what);
            wrong
                .entry(what)
                .or_insert_with(|| format!("{line}\n  expected {expected}\n  found    {answer}"));
        }
    }
    let all: Vec<String> = wrong.into_values().collect();
    assert!(
        all.is_empty(),
        "{} kinds of values\n{}",
        all.len(),
        all.iter().take(10).cloned().collect::<Vec<_>>().join("\n")
    );
}

fn own_schemas() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = |name: &str| root.join(format!("tests/golden/{name}.json"));
    let names = [
        "alternate",
        "command",
        "downstream",
        "empty",
        "event",
        "features",
        "names",
        "recursion",
        "simple_union",
        "wide",
        "deep_bases",
    ];
    let mut schemas: Vec<(&str, PathBuf)> =
        names.iter().map(|name| (*name, golden(name))).collect();
    schemas.push(("structs", golden("struct")));
    schemas.push(("enums", golden("enum")));
    schemas.push(("unions", golden("union")));
    schemas.push(("tutorial", root.join("../schemas/tutorial/vm.json")));
    check("round-trip-own", 1, &schemas);
}

fn real_schemas() {
    let corpus = corpus();
    let mut schemas = vec![
        ("v10_0", "qemu-10.0/qapi/qapi-schema.json"),
        ("qga", "qemu-10.0/qga/qapi-schema.json"),
    ];
    if asked("QAPI_RELEASES") {
        schemas.push(("v5_2", "qemu-5.2/qapi/qapi-schema.json"));
    }
    let schemas: Vec<_> = schemas
        .iter()
        .map(|(module, path)| (*module, corpus.join(path)))
        .collect();
    check("round-trip-corpus", 8, &schemas);
}
