//! Real releases compared: what QEMU's own documentation of removals and additions says must be
//! found, and nothing that it kept may be told as gone.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use std::path::PathBuf;
use std::time::Instant;

use expect_test::expect_file;
use qapi_codegen::introspect_from_ir::{Options, Symbols, check_since, diff_model, introspect};
use qapi_introspect::Schema;
use qapi_introspect::diff::{Change, Config, History, Model, Report, Severity, compare};
use qapi_parser::ir;

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

/// The corpus's folder; None, and a line that says so, without it. In CI that is a failure.
fn corpus() -> Option<PathBuf> {
    let corpus = std::env::var_os("QAPI_CORPUS").map(PathBuf::from);
    assert!(
        corpus.is_some() || std::env::var_os("CI").is_none(),
        "CI must set QAPI_CORPUS"
    );
    if corpus.is_none() {
        println!("skipped: QAPI_CORPUS is not set");
    }
    corpus
}

fn compile(folder: &str) -> Option<ir::Schema> {
    let path = corpus()?.join(folder).join("qapi/qapi-schema.json");
    let compiled = qapi_parser::compile(&path, &qapi_parser::Options::new()).unwrap();
    Some(
        compiled
            .schema
            .unwrap_or_else(|| panic!("{} is invalid", path.display())),
    )
}

fn model(schema: &ir::Schema) -> Model<'_> {
    diff_model(schema, &Symbols::all())
}

fn between(old: &str, new: &str) -> Option<Report> {
    let folder = |label| RELEASES.iter().find(|(l, _)| *l == label).unwrap().1;
    let (old, new) = (compile(folder(old))?, compile(folder(new))?);
    Some(compare(&model(&old), &model(&new), &Config::default()))
}

#[track_caller]
fn find<'r>(report: &'r Report, rule: &str, path: &str) -> &'r Change {
    let found = report
        .changes
        .iter()
        .find(|c| c.rule == rule && c.path == path);
    found.unwrap_or_else(|| panic!("no {rule} at {path}"))
}

#[test]
fn from_9_1_to_10_0() {
    let Some(report) = between("9.1", "10.0") else {
        return;
    };
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

#[test]
fn from_5_2_to_6_1() {
    let Some(report) = between("5.2", "6.1") else {
        return;
    };
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
#[test]
fn from_6_1_to_6_2() {
    let Some(report) = between("6.1", "6.2") else {
        return;
    };
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
#[test]
fn a_source_and_its_builds_answer_do_not_differ() {
    let (Some(schema), Some(corpus)) = (compile("qemu-7.2"), corpus()) else {
        return;
    };
    let defines = std::fs::read_to_string(corpus.join("live/qemu-7.2.22-x86_64.defines")).unwrap();
    let symbols = Symbols::from_file_text(&defines).unwrap();
    let text = std::fs::read_to_string(corpus.join("live/qemu-7.2.22-x86_64.json")).unwrap();
    let live = Schema::from_json(&text).unwrap();
    let (source, live) = (diff_model(&schema, &symbols), Model::from_schema(&live));
    assert_eq!(compare(&source, &live, &Config::default()).changes, []);
    assert_eq!(compare(&live, &source, &Config::default()).changes, []);
}

#[test]
fn the_history_of_all_releases() {
    let mut compiled = Vec::new();
    for (label, folder) in RELEASES {
        let Some(schema) = compile(folder) else {
            return;
        };
        compiled.push((label, schema));
    }
    let answer = |s| Schema::new(introspect(s, &Options::new())).unwrap();
    let answers: Vec<_> = compiled
        .iter()
        .map(|(label, s)| (*label, answer(s)))
        .collect();
    let versions: Vec<_> = answers.iter().map(|(label, s)| (*label, s)).collect();
    let start = Instant::now();
    let history = History::new(&versions);
    println!(
        "history of {} paths: {:?}",
        history.lives.len(),
        start.elapsed()
    );
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
    let wrong = check_since(&compiled[compiled.len() - 1].1, &history);
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
    expect_file!["releases.since.txt"].assert_eq(&(wrong.join("\n") + "\n"));
    // The releases at hand are not all releases: what came in 5.0 is first seen in 5.2.
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
