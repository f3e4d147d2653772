//! Real releases compared. Every removal and addition in QEMU's own documentation must be found,
//! and no kept interface may be reported as gone.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Instant;

use expect_test::expect_file;
use qapi_codegen::introspect_from_ir::{Options, Symbols, introspect};
use qapi_diff::{Change, Config, History, Model, Report, Severity, compare};
use qapi_diff::{check_since, diff_model};
use qapi_introspect::Schema;
use qapi_parser::ir;
use qapi_parser::loader::Memory;
use qapi_test_support::{Trial, corpus, trials};

use crate::support;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        from_9_1_to_10_0,
        from_5_2_to_6_1,
        from_6_1_to_6_2,
        a_source_and_its_builds_answer_do_not_differ,
        documented_facts,
        the_history_agrees_with_the_comparisons,
        swapping_releases_swaps_additions_and_removals,
        renaming_all_types_changes_nothing,
        the_history_of_all_releases,
    ]
}

const RELEASES: [(&str, &str); 9] = [
    ("2.12", "history/2.12.0"),
    ("4.2", "history/4.2.0"),
    ("5.2", "qemu-5.2"),
    ("6.1", "history/6.1.0"),
    ("6.2", "history/6.2.0"),
    ("7.2", "qemu-7.2"),
    ("8.2", "history/8.2.0"),
    ("9.1", "history/9.1.0"),
    ("10.0", "qemu-10.0"),
];

/// Compiles a release, once for all tests.
fn compile(label: &str) -> &'static ir::Schema {
    static COMPILED: [OnceLock<ir::Schema>; RELEASES.len()] =
        [const { OnceLock::new() }; RELEASES.len()];
    let at = RELEASES.iter().position(|(l, _)| *l == label).unwrap();
    let folder = corpus().join(RELEASES[at].1);
    COMPILED[at].get_or_init(|| support::compile(&folder.join("qapi/qapi-schema.json")))
}

fn model(schema: &ir::Schema) -> Model<'_> {
    diff_model(schema, &Symbols::all())
}

fn between(old: &str, new: &str) -> Report {
    let (old, new) = (compile(old), compile(new));
    compare(&model(old), &model(new), &Config::default())
        .unwrap()
        .expanded()
}

#[track_caller]
fn find<'r>(report: &'r Report, rule: &str, path: &str) -> &'r Change {
    let found = report
        .changes
        .iter()
        .find(|c| c.rule == rule && c.path == path);
    found.unwrap_or_else(|| panic!("no {rule} at {path}"))
}

fn from_9_1_to_10_0() {
    let report = between("9.1", "10.0");
    assert_eq!(report.summary().breaking, 0, "{}", report.to_text());
    // Deprecated in 9.2, to be replaced by `reconnect-ms`.
    find(
        &report,
        "deprecated-added",
        "netdev_add/arg-type/+stream/reconnect/$deprecated",
    );
    find(
        &report,
        "optional-member-added",
        "netdev_add/arg-type/+stream/reconnect-ms",
    );
    find(&report, "command-added", "device-sync-config");
    find(&report, "command-added", "blockdev-set-active");
    let removed = find(
        &report,
        "optional-member-removed",
        "object-add/arg-type/+secret/loaded",
    );
    assert_eq!(
        removed.severity,
        Severity::Warning,
        "it was deprecated since 6.0"
    );
    find(&report, "branch-removed", "query-cpus-fast/ret-type/+cris");
}

fn from_5_2_to_6_1() {
    let report = between("5.2", "6.1");
    // Removed in 6.0, deprecated since 4.1 or before.
    for path in ["change", "query-cpus", "query-events"] {
        assert_eq!(
            find(&report, "command-removed", path).severity,
            Severity::Warning,
            "{path}"
        );
    }
    find(&report, "command-added", "yank");
    find(
        &report,
        "branch-added",
        "chardev-add/arg-type/backend/+qemu-vdagent",
    );
}

/// Rewriting simple unions as flat ones changed nothing on the wire.
fn from_6_1_to_6_2() {
    let report = between("6.1", "6.2");
    for root in ["chardev-change", "nbd-server-start", "transaction"] {
        let changes: Vec<_> = report.changes.iter().filter(|c| c.root() == root).collect();
        let breaking = changes
            .iter()
            .filter(|c| c.severity == Severity::Breaking)
            .count();
        assert_eq!(breaking, 0, "{changes:#?}");
    }
}

/// Sources of one release, conditions evaluated, and the answer of a build of it are the same.
fn a_source_and_its_builds_answer_do_not_differ() {
    let (schema, corpus) = (compile("7.2"), corpus());
    let defines = std::fs::read_to_string(corpus.join("live/qemu-7.2.22-x86_64.defines")).unwrap();
    let symbols = Symbols::from_file_text(&defines).unwrap();
    let text = std::fs::read_to_string(corpus.join("live/qemu-7.2.22-x86_64.json")).unwrap();
    let live = Schema::from_json(&text).unwrap();
    let (source, live) = (diff_model(schema, &symbols), Model::from_schema(&live));
    assert_eq!(
        compare(&source, &live, &Config::default()).unwrap().changes,
        []
    );
    assert_eq!(
        compare(&live, &source, &Config::default()).unwrap().changes,
        []
    );
}

/// The facts of QEMU's documentation, in `releases.facts.txt`, agree with the comparisons and the
/// history.
fn documented_facts() {
    let models = compile_all().map(model);
    let (_, history) = history();
    let reports: Vec<_> = models
        .windows(2)
        .map(|pair| {
            compare(&pair[0], &pair[1], &Config::default())
                .unwrap()
                .expanded()
        })
        .collect();
    let number =
        |label: &str| -> Vec<u32> { label.split('.').map(|n| n.parse().unwrap()).collect() };
    let mut wrong = Vec::new();
    let facts = include_str!("../releases.facts.txt").lines();
    let facts = facts.filter(|line| !line.is_empty() && !line.starts_with('#'));
    for (count, line) in facts.enumerate() {
        let mut words = line.split_whitespace();
        let (what, release) = (words.next().unwrap(), number(words.next().unwrap()));
        let at = RELEASES
            .iter()
            .position(|(label, _)| number(label) >= release)
            .unwrap();
        let severity = (what != "deprecated").then(|| words.next().unwrap());
        let path = words.next().unwrap();
        let lives: Vec<_> = history.lives.iter().filter(|l| l.path == path).collect();
        let in_history = lives.iter().any(|life| match what {
            "came" => life.since == at,
            "gone" => life.left == Some(at),
            "deprecated" => life.deprecated == Some(at),
            _ => panic!("{line}"),
        });
        let marked = format!("{path}/$deprecated");
        let in_diff = reports[at - 1].changes.iter().any(|c| match what {
            "came" => c.path == path && c.old.is_none() && c.rule != "deprecated-added",
            "gone" => c.path == path && c.new.is_none(),
            _ => c.path == marked && c.rule == "deprecated-added",
        } && severity.is_none_or(|s| c.severity.as_str() == s));
        if !in_history || !in_diff {
            let told = reports[at - 1].changes.iter().filter(|c| c.path == path);
            let told: Vec<_> = told.map(|c| (c.rule, c.severity)).collect();
            wrong.push(format!("{line}: history {lives:?}, diff {told:?}"));
        }
        println!("{}: {line}", count + 1);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A chain of releases: the history agrees with the pairwise comparisons.
fn the_history_agrees_with_the_comparisons() {
    let (answers, history) = history();
    let mut checked = 0;
    for at in 1..answers.len() {
        let (old, new) = (&answers[at - 1].1, &answers[at].1);
        let models = [old, new].map(|s| Model::from_schema(s));
        let report = compare(&models[0], &models[1], &Config::default())
            .unwrap()
            .expanded();
        let came: BTreeSet<_> = history
            .lives
            .iter()
            .filter(|l| l.since == at)
            .map(|l| &*l.path)
            .collect();
        let went: BTreeSet<_> = history
            .lives
            .iter()
            .filter(|l| l.left == Some(at))
            .map(|l| &*l.path)
            .collect();
        for change in &report.changes {
            // A deprecation is reported with its bearer.
            let is_thing =
                !change.path.ends_with("/$deprecated") && !change.rule.starts_with("alternative-");
            let path = change.path.as_str();
            // Lists stop where a type contains itself.
            let listed = |l: &qapi_diff::Life| l.path == path;
            if !is_thing || !history.lives.iter().any(listed) {
                continue;
            }
            checked += 1;
            match (&change.old, &change.new) {
                (None, Some(_)) => assert!(came.contains(path), "{change:?}"),
                (Some(_), None) => assert!(went.contains(path), "{change:?}"),
                _ => assert!(!came.contains(path) && !went.contains(path), "{change:?}"),
            }
        }
        // An addition is reported, or is part of one, or of one reported in another place.
        for path in came.iter().chain(&went) {
            let whole = |p: &str| report.changes.iter().any(|c| c.path == p);
            let told = ancestors(path).any(whole) || told_elsewhere(&report, path);
            assert!(
                told,
                "{path} between {} and {}",
                answers[at - 1].0,
                answers[at].0
            );
        }
    }
    println!("{checked} changes of {} lives", history.lives.len());
}

/// The path, and those of its owners.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    let above = path.rmatch_indices('/').map(|(at, _)| &path[..at]);
    std::iter::once(path).chain(above)
}

/// A type is compared once for each command or event and side, at its shortest path. A tag's values
/// count as branches. A former string takes all values of its present enumeration.
fn told_elsewhere(report: &Report, path: &str) -> bool {
    let root = path.split('/').next();
    let steps: BTreeSet<&str> = path
        .split('/')
        .skip(2)
        .map(|s| s.trim_start_matches(['+', '^', '$', ' ']))
        .collect();
    report.changes.iter().any(|c| {
        let around = c.path.rsplit_once('/').map_or("", |(around, _)| around);
        let retyped = matches!(c.rule, "type-narrowed" | "type-widened");
        if retyped
            && path
                .strip_prefix(around)
                .is_some_and(|rest| rest.starts_with('/'))
        {
            return true;
        }
        let last = c.path.rsplit('/').next().unwrap_or_default();
        Some(c.root()) == root && steps.contains(last.trim_start_matches(['+', '^', '$', ' ']))
    })
}

/// Both ways between real releases: additions become removals.
fn swapping_releases_swaps_additions_and_removals() {
    for labels in RELEASES.windows(2) {
        let (old, new) = (model(compile(labels[0].0)), model(compile(labels[1].0)));
        let key = |c: &Change| (c.path.clone(), c.old.clone(), c.new.clone());
        let forth = compare(&old, &new, &Config::default()).unwrap().expanded();
        let back = compare(&new, &old, &Config::default()).unwrap().expanded();
        let forth: BTreeSet<_> = forth.changes.iter().map(key).collect();
        let back: BTreeSet<_> = back.changes.iter().map(key).collect();
        let back: BTreeSet<_> = back
            .into_iter()
            .map(|(path, old, new)| (path, new, old))
            .collect();
        let differ: Vec<_> = forth.symmetric_difference(&back).collect();
        assert!(
            differ.is_empty(),
            "{} and {}: {differ:#?}",
            labels[0].0,
            labels[1].0
        );
    }
}

/// A real schema whose types have all got other names is the same on the wire.
fn renaming_all_types_changes_nothing() {
    let (schema, corpus) = (compile("10.0"), corpus());
    let names: BTreeSet<&str> = schema
        .types()
        .filter(|(_, ty)| !ty.is_implicit() && ty.span().is_some())
        .map(|(_, ty)| ty.name())
        .collect();
    let renamed = compile_with(&corpus.join("qemu-10.0"), &|text| rename(text, &names));
    let known = |name: &str| renamed.lookup(name).is_some();
    assert!(names.len() > 500 && !names.iter().any(|name| known(name)));
    let (old, new) = (model(schema), model(&renamed));
    assert_eq!(compare(&old, &new, &Config::default()).unwrap().changes, []);
    // In Rust each of them has another name.
    let api = |s| qapi_diff::rust::api(s, &qapi_codegen::Config::default()).unwrap();
    let report = qapi_diff::rust::compare(&api(schema), &api(&renamed), &Config::default());
    let rules: BTreeSet<_> = report.changes.iter().map(|c| c.rule).collect();
    let unused = ["rust-item-added", "rust-item-removed"];
    assert!(rules.contains("rust-item-renamed"));
    let others: Vec<_> = rules.iter().filter(|r| !unused.contains(*r)).collect();
    assert_eq!(others, [&"rust-item-renamed"], "{}", report.to_text());
}

/// Puts `Renamed` before each of the names that stands in quotes.
fn rename(text: &str, names: &BTreeSet<&str>) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        // In comments a name is documented.
        let marks: &[char] = if line.starts_with('#') {
            &['@', ':', ' ', '\n']
        } else {
            &['\'']
        };
        for piece in line.split_inclusive(marks) {
            let name = piece.trim_end_matches(marks);
            let is_type =
                names.contains(name) && (!line.starts_with('#') || line.starts_with("# @"));
            out += if is_type { "Renamed" } else { "" };
            out += piece;
        }
    }
    out
}

/// Compiles the files below a folder, each changed as told.
fn compile_with(folder: &Path, change: &dyn Fn(&str) -> String) -> ir::Schema {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder.join("qapi")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "json") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push((name, change(&std::fs::read_to_string(&path).unwrap())));
        }
    }
    let files = Memory::new(files.iter().map(|(name, text)| (name, text.as_str())));
    let options = qapi_parser::Options::new();
    let compiled = qapi_parser::compile_from("qapi-schema.json", &files, &options).unwrap();
    let diagnostics = format!("{:?}", compiled.diagnostics);
    compiled.schema.unwrap_or_else(|| panic!("{diagnostics}"))
}

/// Every release.
fn compile_all() -> [&'static ir::Schema; RELEASES.len()] {
    RELEASES.map(|(label, _)| compile(label))
}

/// The answers of all releases, and their history: made once for all tests.
fn history() -> &'static (Vec<(&'static str, Schema<'static>)>, History) {
    static HISTORY: OnceLock<(Vec<(&str, Schema<'_>)>, History)> = OnceLock::new();
    HISTORY.get_or_init(|| {
        let answer = |(label, _)| {
            let infos = introspect(compile(label), &Options::new());
            (label, Schema::new(infos).unwrap())
        };
        let answers = RELEASES.map(answer).to_vec();
        let versions: Vec<_> = answers.iter().map(|(label, s)| (*label, s)).collect();
        let start = Instant::now();
        let history = History::new(&versions).unwrap();
        let (paths, time) = (history.lives.len(), start.elapsed());
        println!("history of {paths} paths: {time:?}");
        (answers, history)
    })
}

fn the_history_of_all_releases() {
    let (_, history) = history();
    let label = |at: Option<usize>| at.map_or("", |at| RELEASES[at].0);
    let life = |path: &str| {
        let mut lives = history.lives.iter().filter(|l| l.path == path);
        let life = lives.next().unwrap_or_else(|| panic!("no {path}"));
        assert_eq!(lives.next(), None, "{path} lived twice");
        (
            label(Some(life.since)),
            label(life.deprecated),
            label(life.left),
        )
    };
    let wrong = check_since(compile("10.0"), history);
    let wrong: Vec<_> = wrong
        .iter()
        .map(|w| {
            let after = w.after.as_deref().unwrap_or("");
            format!(
                "{}: {} documented, found after {after} until {}",
                w.path, w.documented, w.until
            )
        })
        .collect();
    // Known mistakes of the documentation, and renames that it does not count.
    expect_file!["../releases.since.txt"].assert_eq(&(wrong.join("\n") + "\n"));
    // The corpus does not have all releases: additions of 5.0 are first seen in 5.2.
    assert_eq!(life("query-status"), ("2.12", "", ""));
    assert_eq!(life("change"), ("2.12", "5.2", "6.1"));
    assert_eq!(life("query-cpus"), ("2.12", "5.2", "6.1"));
    assert_eq!(life("query-cpus-fast"), ("2.12", "", ""));
    assert_eq!(life("blockdev-reopen"), ("6.1", "", ""));
    assert_eq!(life("query-stats"), ("7.2", "", ""));
    assert_eq!(life("device_add/$json-cli-hotplug"), ("7.2", "", ""));
    assert_eq!(life("blockdev-add/arg-type/+sheepdog"), ("2.12", "", "6.1"));
    assert_eq!(
        life("blockdev-add/arg-type/+file/aio/^io_uring"),
        ("5.2", "", "")
    );
    assert_eq!(life("NETDEV_VHOST_USER_CONNECTED"), ("10.0", "", ""));
}
