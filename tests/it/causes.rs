//! Errors: none prints its source, which `source()` returns too, and all cross threads.
//!
//! The lists come from the sources, so a new error type cannot be forgotten.

use std::path::PathBuf;

use qapi_test_support::{Trial, trials};

use super::crates;

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![
        no_error_prints_its_source_twice,
        the_lint_finds_errors_that_print_their_source,
        all_errors_cross_threads,
    ]
}

/// Returns the Rust files of all crates, with their texts.
fn sources() -> Vec<(PathBuf, String)> {
    let mut files = crates::files();
    files.retain(|(path, _)| path.extension().is_some_and(|extension| extension == "rs"));
    files
}

fn no_error_prints_its_source_twice() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let twice = by_hand(&text).into_iter().chain(derived(&text));
        found.extend(twice.map(|place| format!("{}: {place}", path.display())));
    }
    assert!(
        found.is_empty(),
        "printed by `Display`, and returned by `source`:\n{}",
        found.join("\n")
    );
}

/// Returns the block that follows `head`, up to a bracket at the beginning of a line.
fn block<'a>(text: &'a str, head: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(head)?;
    rest.split("\n}").next()
}

/// Returns the variants that `Display` prints and `source` returns, of traits that are written by
/// hand: `Self::VARIANT { source, .. } => Some(source)` with a `{source}` in the other trait.
fn by_hand(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rest in text.split("std::error::Error for ").skip(1) {
        let name = rest.split(' ').next().unwrap_or_default();
        let body = rest.split("\n}").next().unwrap_or_default();
        let printed = block(text, &format!("fmt::Display for {name} "));
        for arm in body.split("Self::").skip(1) {
            let Some((pattern, returned)) = arm.split_once("=>") else {
                continue;
            };
            let variant = word(pattern);
            let arms = printed.unwrap_or_default().split("Self::");
            let mut arms = arms.filter(|printed| word(printed) == variant);
            let prints = |arm: &str| {
                let (pattern, _) = arm.split_once("=>").unwrap_or_default();
                // A field of a tuple is printed if it has a name.
                let binding = pattern.split_once('(').map(|(_, field)| word(field));
                binding.map_or(words(pattern).any(|word| word == "source"), |field| {
                    field != "_" && !field.is_empty()
                })
            };
            if returned.trim_start().starts_with("Some(") && arms.any(prints) {
                found.push(format!("{name}::{variant}"));
            }
        }
    }
    found
}

/// Returns the variants that print their source, of errors whose traits the crate thiserror makes.
fn derived(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rest in text.split("#[error(").skip(1) {
        let Some((format, item)) = rest.split_once(")]\n") else {
            continue;
        };
        let item = item.split("#[error(").next().unwrap_or_default();
        let item = item.split("\n}").next().unwrap_or_default();
        let fields = item.split_once('(').filter(|(head, _)| !head.contains('{'));
        let place = match fields {
            Some((_, fields)) => fields
                .split(',')
                .position(|field| field.contains("#[source]") || field.contains("#[from]"))
                .map(|index| index.to_string()),
            None => (item.contains("#[source]") || words(item).any(|word| word == "source"))
                .then(|| "source".to_owned()),
        };
        let printed = place.is_some_and(|place| {
            let forms = [
                format!("{{{place}}}"),
                format!("{{{place}:"),
                format!(".{place}"),
            ];
            forms.iter().any(|form| format.contains(form))
        });
        if printed {
            found.push(word(item.trim_start()).to_owned());
        }
    }
    found
}

/// Returns the first word.
fn word(text: &str) -> &str {
    words(text).next().unwrap_or_default()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| !word.is_empty())
}

fn the_lint_finds_errors_that_print_their_source() {
    let hand = |display: &str, source: &str| {
        by_hand(&format!(
            "impl fmt::Display for E {{\n    match self {{\n        {display}\n    }}\n}}\n\
            impl std::error::Error for E {{\n    match self {{\n        {source}\n    }}\n}}\n"
        ))
    };
    let printed = "Self::A { path, source } => write!(f, \"{path}: {source}\"),";
    let returned = "Self::A { source, .. } => Some(source),";
    assert_eq!(hand(printed, returned), ["E::A"]);
    assert!(hand("Self::A { path, .. } => f.write_str(path),", returned).is_empty());
    assert!(hand(printed, "Self::A { source, .. } => source.source(),").is_empty());
    let returned = "Self::B(source) => Some(source),";
    assert_eq!(hand("Self::B(x) => x.fmt(f),", returned), ["E::B"]);
    assert!(hand("Self::B(_) => f.write_str(\"b\"),", returned).is_empty());

    let item = |format: &str, item: &str| derived(&format!("    #[error({format})]\n    {item}\n"));
    assert_eq!(item("\"no: {0}\"", "Io(#[from] io::Error),"), ["Io"]);
    assert_eq!(item("\"{source:?}\"", "Io { source: io::Error },"), ["Io"]);
    assert_eq!(item("\"{1}\"", "Io(PathBuf, #[source] E),"), ["Io"]);
    assert!(item("\"{0}\"", "Io(PathBuf, #[source] E),").is_empty());
    assert!(item("transparent", "Io(#[from] io::Error),").is_empty());
    assert!(item("\"no: {0}\"", "Text(String),").is_empty());
}

/// Checks that types are `Send` and `Sync`, and returns the crate and the name of each.
macro_rules! crosses {
    ($($package:ident: $($($path:ident)::+),+;)+) => {
        [$($({
            crosses::<$package::$($path)::+>();
            (stringify!($package), stringify!($($path)::+))
        }),+),+]
    };
}

fn crosses<T: std::error::Error + Send + Sync + 'static>() {}

/// Errors that their crates do not export.
const PRIVATE: [(&str, &str); 3] = [
    ("qapi_shell", "LineError"),
    ("qapi_shell", "Problem"),
    ("qapi_shell", "TopError"),
];

fn all_errors_cross_threads() {
    use qapi_client::introspect as qapi_introspect;

    let checked = crosses! {
        qapi_args: CommandLineError, Finding, Findings, Problem, UnknownType,
            devices::RecordError, devices::Refused, devices::RecordingError;
        qapi_client: AddressError, CommandError, Disconnect, Error, ProcessError, Refused, Timeout,
            TranscriptError, Violation, devices::NotText, wire::DecodeError, wire::UnknownName;
        qapi_codegen: BuildError, ConfigError, Conflict, DevicesError, Error, SourceError,
            introspect_from_ir::DefinesError;
        qapi_diff: CompareError, ConfigError, TooManyPaths;
        qapi_docs: json_schema::UnknownName, manual::ManualError;
        qapi_introspect: PathError, SchemaError, info::ShapeError, json::JsonError, path::PathErrorKind,
            query::Missing;
        qapi_parser: LoadError, edition::UnknownEdition, lint::UnknownLint, source::TooLarge;
        qapi_server: Failure, ServeError, proxy::ProfileError, proxy::ProxyError;
        qapi_shell: ConnectError, NotATimeout, ShellError;
    };
    let last = |path: &'static str| path.rsplit(':').next().unwrap_or_default().trim();
    let mut known: Vec<_> = checked.map(|(package, path)| (package, last(path))).into();
    known.extend(PRIVATE);
    for (path, text) in sources() {
        let package = path.iter().next().unwrap_or_default();
        let package = package.to_string_lossy().replace('-', "_");
        // The command's own errors, and those of a macro, have no users.
        if ["src", "qapi_macros"].contains(&&*package) {
            continue;
        }
        for name in declared(&text) {
            assert!(
                known.contains(&(&*package, name)),
                "{}: {name} is not checked",
                path.display()
            );
        }
    }
}

/// Returns the names of the types that implement `Error`.
fn declared(text: &str) -> Vec<&str> {
    let by_hand = text.split("std::error::Error for ").skip(1).map(word);
    let derives = text.split("#[derive(").skip(1);
    let derived = derives.filter_map(|rest| {
        let (traits, rest) = rest.split_once(")]")?;
        let is_error = words(traits).any(|name| name == "Error");
        let item = rest.lines().find(|line| line.starts_with("pub"))?;
        let item = item.split_once(" enum ").or(item.split_once(" struct "));
        item.map(|(_, name)| word(name)).filter(|_| is_error)
    });
    by_hand.chain(derived).collect()
}
