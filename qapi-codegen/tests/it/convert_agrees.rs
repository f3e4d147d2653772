//! Conversions agree with the wire: a value that the other release's schema allows converts into what
//! its JSON is there. Any other is refused, or kept as unknown as JSON is.
//!
//! Modules of two releases are compiled with all of their conversions, and each conversion gets random
//! values of the one release's schema.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use qapi_codegen::{Builder, Role};
use qapi_parser::ir::{Schema, TypeId};
use qapi_test_support::{Trial, corpus, trials};

use crate::common::accepts::refusal;
use crate::common::instances::{Instances, Random};
use crate::common::mutations::mutated;
use crate::common::sample::sampled;
use crate::common::scratch::Scratch;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        releases_agree_with_the_wire,
        changed_releases_agree_with_the_wire,
        received_values_agree_with_the_wire,
    ]
}

/// Converts lines `NUMBER TAB JSON`, and prints those where the conversion and the wire differ.
const MAIN: &str = r#"
//! Conversions of two releases.
#![deny(warnings, missing_docs)]

use std::convert::Infallible;
use qapi_client::wire::{self, Decode, DecodeError};

/// The older release.
pub mod old;
/// The newer release.
pub mod new;

/// The path of an error.
trait Refusal {
    fn refusal(&self) -> String;
}

impl Refusal for Infallible {
    fn refusal(&self) -> String {
        match *self {}
    }
}

impl Refusal for DecodeError {
    fn refusal(&self) -> String {
        self.to_string()
    }
}

/// The value that the wire's text has; the first part that it would ignore is an error.
fn by_wire<T: Decode>(text: &str) -> Result<T, String> {
    match wire::from_json_noting(text) {
        Ok((value, ignored)) if ignored.is_empty() => Ok(value),
        Ok((_, ignored)) => Err(format!("ignored {}", ignored[0])),
        Err(error) => Err(error.to_string()),
    }
}

/// The value as it is compared.
fn show<T: COMPARED>(value: &T) -> String {
    SHOW
}

/// The text of the value by the wire alone, and of the value that the other one converts into. Most of
/// it is compiled once for each type, not for each pair.
fn check<A, B>(text: &str) -> String
where
    A: Decode,
    B: Decode + COMPARED + TryFrom<A>,
    <B as TryFrom<A>>::Error: Refusal,
{
    let value: A = match wire::from_json_noting(text) {
        Ok((value, _)) => value,
        Err(error) => return format!("no value: {error}"),
    };
    let tried = match B::try_from(value) {
        Ok(value) => Ok(show(&value)),
        Err(error) => Err(error.refusal()),
    };
    let direct = match by_wire::<B>(text) {
        Ok(value) => Ok(show(&value)),
        Err(error) => Err(error),
    };
    verdict(direct, tried)
}

fn verdict(direct: Result<String, String>, tried: Result<String, String>) -> String {
    match (direct, tried) {
        (Ok(direct), Ok(tried)) if direct == tried => "same".to_owned(),
        (Err(_), Err(_)) => "refused".to_owned(),
        (direct, tried) => format!("{direct:?} by the wire, converted {tried:?}"),
    }
}

#[allow(deprecated)]
fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap_or_default();
        let (number, text) = line.split_once('\t').unwrap_or_default();
        println!("{}", match number {
            ARMS
            other => format!("no conversion {other}"),
        });
    }
}
"#;

/// The paths of the types that a file's impls convert, each `(from, to)`.
fn conversions(code: &str) -> Vec<(String, String)> {
    let text: Vec<&str> = code.split_whitespace().collect();
    let text = text.join(" ");
    let mut impls = text.split("impl ::core::convert::");
    impls.next();
    let pairs = impls.filter_map(|rest| {
        let (what, _) = rest.split_once('{')?;
        let what = what
            .strip_prefix("From<")
            .or_else(|| what.strip_prefix("TryFrom<"))?;
        let (from, to) = what.split_once("> for ")?;
        Some((from.trim().to_owned(), to.trim().to_owned()))
    });
    pairs
        .filter(|(from, to)| from.starts_with("crate::old::") != to.starts_with("crate::old::"))
        .collect()
}

/// Letters and digits of a name, after which names of the schema and of Rust are compared.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// The types of a schema by the paths of their items.
fn items(schema: &Schema) -> BTreeMap<String, TypeId> {
    let types = schema.types();
    let types = types.map(|(id, ty)| (plain(ty.name()), id));
    let commands = schema.commands();
    let commands =
        commands.filter_map(|(_, c)| Some((format!("commands::{}", plain(c.name())), c.arg()?)));
    let events = schema.events();
    let events =
        events.filter_map(|(_, e)| Some((format!("events::{}", plain(e.name())), e.arg()?)));
    types.chain(commands).chain(events).collect()
}

/// The item of a path in a module: its key in [`items`].
fn key(path: &str) -> String {
    match path.rsplit_once("::") {
        Some((module, name)) => format!("{module}::{}", plain(name)),
        None => plain(path),
    }
}

/// Returns true if the module decodes the item and shows it.
fn is_compared(impls: &Impls<'_>, path: &str, both: bool) -> bool {
    let name = path.rsplit("::").next().unwrap();
    let has = |what: &'static str| impls.contains(&(what, name));
    has("Decode") && (both || !has("Encode"))
}

/// The traits of the wire with the names of their types.
type Impls<'c> = BTreeSet<(&'c str, &'c str)>;

fn impls(code: &str) -> Impls<'_> {
    let heads = code.lines().filter_map(|line| {
        let head = line
            .trim_start()
            .strip_prefix("impl ::qapi_client::wire::")?;
        head.strip_suffix(" {")?.split_once(" for ")
    });
    heads.collect()
}

/// The entry file of a release.
fn entry(path: &Path) -> PathBuf {
    match path.is_dir() {
        true => path.join("qapi/qapi-schema.json"),
        false => path.to_owned(),
    }
}

/// Compiles the modules of two releases, and compares each conversion of values with the wire. These are
/// the items that one in `count` of the commands and events use; all of them if `QAPI_RELEASES` asks for
/// all.
fn check_conversions(name: &str, role: Role, count: usize, [old, new]: [PathBuf; 2], seed: u64) {
    let schemas = [&old, &new].map(|path| crate::common::schema(&entry(path)));
    let builder = |path: &PathBuf, schema: &Schema| {
        sampled(Builder::new(path).role(role), schema, count, &[])
    };
    let (old, new) = (builder(&old, &schemas[0]), builder(&new, &schemas[1]));
    let code = |builder: &Builder| builder.try_generate().unwrap().code;
    let old_code = code(&old);
    let new_code = code(&new.convert_with("crate::old", old));
    let both = role == Role::Both;
    let impls = [&old_code, &new_code].map(|code| impls(code));
    let known = [items(&schemas[0]), items(&schemas[1])];
    let mut instances = [0, 1].map(|side: usize| Instances::new(&schemas[side], seed));
    let (mut arms, mut input, mut sent) = (String::new(), String::new(), Vec::new());
    for (number, (from, to)) in conversions(&new_code).into_iter().enumerate() {
        let path = |text: &str| match text.strip_prefix("crate::old::") {
            Some(path) => (0, path.to_owned()),
            None => (1, text.to_owned()),
        };
        let ((side, from_path), (other, to_path)) = (path(&from), path(&to));
        let compared = is_compared(&impls[side], &from_path, both)
            && is_compared(&impls[other], &to_path, both);
        let Some(id) = known[side].get(&key(&from_path)).filter(|_| compared) else {
            continue;
        };
        let target = known[other].get(&key(&to_path));
        let full = |side, path: &str| format!("{}::{path}", ["old", "new"][side]);
        let (a, b) = (full(side, &from_path), full(other, &to_path));
        let _ = writeln!(arms, "            \"{number}\" => check::<{a}, {b}>(text),");
        for _ in 0..12 {
            let value = instances[side].of(*id);
            let Some(value) = value.map(|instance| instance.sent) else {
                continue;
            };
            let _ = writeln!(input, "{number}\t{value}");
            // What only unknown parts of the other type could hold may be refused.
            let is_stricter =
                target.is_some_and(|id| refusal(&schemas[other], *id, &value).is_some());
            sent.push((format!("{from} → {to}\n  {value}"), is_stricter));
        }
    }
    let (compared, show) = match both {
        true => ("wire::Encode", "wire::to_string(value)"),
        false => ("std::fmt::Debug", "format!(\"{value:?}\")"),
    };
    let main = MAIN.replace("            ARMS\n", &arms);
    let main = main.replace("COMPARED", compared).replace("SHOW", show);
    let files = [
        ("old.rs", old_code),
        ("new.rs", new_code),
        ("main.rs", main),
    ];
    let files = files.map(|(name, text)| (name.to_owned(), text));
    let output = Scratch::new(name, &files).run(&input);
    assert_eq!(output.lines().count(), sent.len());
    let count = |word: &str| output.lines().filter(|line| *line == word).count();
    let (same, refused) = (count("same"), count("refused"));
    println!(
        "{name}: {} values, {same} convert, {refused} are refused",
        sent.len()
    );
    let wrong = sent.iter().zip(output.lines());
    let wrong = wrong.filter(|((_, is_stricter), answer)| match *answer {
        "same" | "refused" => false,
        // Numbers have few of the integers beyond 2^53.
        _ if answer.ends_with("is out of range for number\")") => false,
        _ => !(*is_stricter && answer.contains("converted Err")),
    });
    let wrong: Vec<String> = wrong
        .map(|((sent, _), answer)| format!("{sent}\n  {answer}"))
        .collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    assert!(
        same > 500 && refused > 20,
        "{same} converted, {refused} refused"
    );
}

fn releases_agree_with_the_wire() {
    let paths = ["qemu-7.2", "qemu-10.2"].map(|name| corpus().join(name));
    check_conversions("qapi-agree", Role::Both, 32, paths, 1);
}

/// Two releases with random changes.
fn changed_releases_agree_with_the_wire() {
    let mut random = Random::new(23);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("agree");
    std::fs::create_dir_all(&folder).unwrap();
    let changed = [("old", 0), ("new", 250)].map(|(name, count)| {
        let answer = crate::united::recorded("qemu-7.2.22-x86_64.json");
        let path = folder.join(format!("{name}.json"));
        std::fs::write(&path, mutated(&answer, count, &mut random)).unwrap();
        path
    });
    check_conversions("qapi-agree-changed", Role::Both, 32, changed, 2);
}

/// A client only decodes the types that it receives, so their conversions cannot go by the wire.
fn received_values_agree_with_the_wire() {
    let paths = ["qemu-5.2", "qemu-10.2"].map(|name| corpus().join(name));
    check_conversions("qapi-agree-received", Role::Client, 9, paths, 3);
}
