//! The diff's rules: a folder for each, with an old and a new schema and the report expected.
//! Folders that begin with `_` show several rules together, or that none applies.
//!
//! `UPDATE_EXPECT=1 cargo test -p qapi-diff --test it` rewrites the expectations.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use qapi_codegen::introspect_from_ir::{Options, Symbols, introspect};
use qapi_diff::{Config, Model, Report, compare, diff_model, rules, rust};
use qapi_introspect::Schema;
use qapi_parser::ir;
use qapi_test_support::{Trial, trial, trials};

use crate::support::{self, compile};

pub(crate) fn all() -> Vec<Trial> {
    let one = |folder: PathBuf| {
        let name = format!("it::rules::{}", name(&folder));
        trial(&name, move || {
            let case = case(folder);
            as_expected(&case);
            finds_its_own_example(&case);
            unchanged_input_gives_nothing(&case);
            swapping_versions_swaps_rules(&case);
            answers_are_compared_like_sources(&case);
            paths_are_probes(&case);
        })
    };
    let mut all = trials![every_rule_has_its_case, defaults_are_compared];
    all.extend(folders().into_iter().map(one));
    all
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

struct Case {
    name: String,
    folder: PathBuf,
    old: ir::Schema,
    new: ir::Schema,
}

/// Compiles the two schemas of a folder.
fn case(folder: PathBuf) -> Case {
    Case {
        name: name(&folder),
        old: compile(&folder.join("old.json")),
        new: compile(&folder.join("new.json")),
        folder,
    }
}

fn folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(support::tests().join("rules")).unwrap();
    let mut folders: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn diff(old: &ir::Schema, new: &ir::Schema) -> Report {
    folded(old, new).expanded()
}

fn folded(old: &ir::Schema, new: &ir::Schema) -> Report {
    let (old, new) = (
        diff_model(old, &Symbols::all()),
        diff_model(new, &Symbols::all()),
    );
    compare(&old, &new, &Config::default()).unwrap()
}

fn api(schema: &ir::Schema) -> rust::Api {
    rust::api(schema, &qapi_codegen::Config::default()).unwrap()
}

fn rust_diff(old: &ir::Schema, new: &ir::Schema) -> Report {
    rust::compare(&api(old), &api(new), &Config::default())
}

/// The report that a case is about: its name says which.
fn own_report(case: &Case) -> Report {
    let is_rust = case.name.trim_start_matches('_').starts_with("rust-");
    let compare = if is_rust { rust_diff } else { diff };
    compare(&case.old, &case.new)
}

fn as_expected(case: &Case) {
    let report = rust_diff(&case.old, &case.new);
    expect_file![case.folder.join("expected-rust.txt")].assert_eq(&report.to_text());
    let report = folded(&case.old, &case.new);
    expect_file![case.folder.join("expected.txt")].assert_eq(&report.to_text());
    let json = serde_json::to_string_pretty(&report).unwrap() + "\n";
    expect_file![case.folder.join("expected.json")].assert_eq(&json);
}

fn every_rule_has_its_case() {
    let folders = folders();
    let mut named: BTreeSet<_> = folders.iter().map(|folder| name(folder)).collect();
    named.retain(|name| !name.starts_with('_'));
    // No schema has them: `defaults_are_compared`.
    named.extend(["default-added", "default-changed", "default-removed"].map(str::to_owned));
    let known: BTreeSet<_> = rules().map(|r| r.id.to_owned()).collect();
    assert_eq!(named, known);
    assert_eq!(known.len(), rules().count(), "two rules have the same id");
}

/// A model of a command whose argument has integers of that type and default.
fn argument(type_name: &str, default: &str) -> Schema<'static> {
    let text = format!(
        r#"[{{"name": "set", "meta-type": "command", "arg-type": "0", "ret-type": "1"}},
        {{"name": "0", "meta-type": "object", "members": [
            {{"name": "size", "type": "{type_name}", "default": {default}}}]}},
        {{"name": "1", "meta-type": "object", "members": []}},
        {{"name": "{type_name}", "meta-type": "builtin", "json-type": "int"}}]"#
    );
    Schema::from_json(&text).unwrap().into_owned()
}

fn defaults_are_compared() {
    let cases = [
        (
            "1",
            "2",
            "default-changed",
            "warning",
            "the default of `size` changed from 1 to 2",
        ),
        (
            "null",
            "2",
            "default-added",
            "compatible",
            "`size` has the default 2",
        ),
        (
            "1",
            "null",
            "default-removed",
            "compatible",
            "`size` lost the default 1",
        ),
        (
            "\"a\"",
            "\"b\"",
            "default-changed",
            "warning",
            "changed from \"a\" to \"b\"",
        ),
    ];
    for (old, new, rule, severity, message) in cases {
        let (old, new) = (argument("uint8", old), argument("uint8", new));
        let compare = |old, new| {
            let models = [old, new].map(Model::from_schema);
            compare(&models[0], &models[1], &Config::default())
                .unwrap()
                .changes
        };
        let changes = compare(&old, &new);
        assert_eq!(changes.len(), 1, "{changes:?}");
        let change = &changes[0];
        let found = (change.rule, change.severity.as_str(), &*change.path);
        assert_eq!(found, (rule, severity, "set/arg-type/size"));
        assert!(change.message.ends_with(message), "{}", change.message);
        assert_eq!(compare(&old, &old), []);
    }
    let widths = [
        ("uint8", "uint32", Some("range-widened")),
        ("int64", "int16", Some("range-narrowed")),
        ("int32", "uint32", Some("range-changed")),
        ("uint64", "size", None),
        ("int", "uint8", None),
    ];
    for (old, new, rule) in widths {
        let models = [argument(old, "null"), argument(new, "null")];
        let [old, new] = [
            Model::from_schema(&models[0]),
            Model::from_schema(&models[1]),
        ];
        let found = compare(&old, &new, &Config::default()).unwrap().changes;
        assert_eq!(found.first().map(|change| change.rule), rule, "{found:?}");
    }
}

fn finds_its_own_example(case: &Case) {
    let own = || own_report(case).changes;
    let found = || own().iter().any(|c| c.rule == case.name);
    assert!(case.name.starts_with('_') || found());
}

fn unchanged_input_gives_nothing(case: &Case) {
    for schema in [&case.old, &case.new] {
        assert_eq!(diff(schema, schema).changes, [], "{}", case.name);
        assert_eq!(rust_diff(schema, schema).changes, [], "{}", case.name);
    }
}

/// One rule's finding is its opposite's the other way, at the same path.
fn swapping_versions_swaps_rules(case: &Case) {
    let opposite = |rule: &str| match rule {
        "tag-changed" | "type-changed" | "range-changed" => rule.to_owned(),
        _ if rule.starts_with("rust-") && rule.ends_with("-changed") => rule.to_owned(),
        "rust-item-renamed" => rule.to_owned(),
        _ => {
            let pairs = [
                ("added", "removed"),
                ("widened", "narrowed"),
                ("opened", "closed"),
                ("became-optional", "became-mandatory"),
                ("rust-enum-opened", "rust-enum-closed"),
                ("moved-to-branches", "moved-to-common"),
            ];
            let swap = |(a, b): &(&str, &str)| {
                let (forth, back) = (rule.replace(a, b), rule.replace(b, a));
                [forth, back].into_iter().find(|r| r != rule)
            };
            pairs
                .iter()
                .find_map(swap)
                .unwrap_or_else(|| panic!("{rule} has no opposite"))
        }
    };
    let sorted = |mut keys: Vec<(String, String)>| {
        keys.sort();
        keys
    };
    for compare in [diff, rust_diff] {
        let forth = compare(&case.old, &case.new).changes;
        let back = compare(&case.new, &case.old).changes;
        // A renamed item has its old name in the report.
        let renamed = forth.iter().any(|c| c.rule == "rust-item-renamed");
        let key = |rule: String, path: &str| {
            let path = if renamed { "" } else { path };
            (path.to_owned(), rule)
        };
        let forth = forth.iter().map(|c| key(c.rule.to_owned(), &c.path));
        let back = back.iter().map(|c| key(opposite(c.rule), &c.path));
        let (forth, back) = (sorted(forth.collect()), sorted(back.collect()));
        assert_eq!(forth, back, "{}", case.name);
    }
}

/// Answers have less than sources; the rest is compared the same.
fn answers_are_compared_like_sources(case: &Case) {
    let source_only = |rule: &str| {
        [
            "range",
            "condition",
            "preconfig",
            "success-response",
            "arguments",
        ]
        .iter()
        .any(|prefix| rule.starts_with(prefix))
    };
    let [old, new] =
        [&case.old, &case.new].map(|s| Schema::new(introspect(s, &Options::new())).unwrap());
    let report = compare(
        &Model::from_schema(&old),
        &Model::from_schema(&new),
        &Config::default(),
    )
    .unwrap();
    let key = |c: &qapi_diff::Change| (c.path.clone(), c.rule, c.severity, c.side);
    let told = |c: &&qapi_diff::Change| !source_only(c.rule);
    let report = report.expanded();
    let ours: Vec<_> = report.changes.iter().filter(told).map(key).collect();
    let from_source = diff(&case.old, &case.new);
    let theirs: Vec<_> = from_source.changes.iter().filter(told).map(key).collect();
    assert_eq!(ours, theirs, "{}", case.name);
}

/// Each addition names the probe that detects it, and each removal the one that did.
fn paths_are_probes(case: &Case) {
    let [old, new] =
        [&case.old, &case.new].map(|s| Schema::new(introspect(s, &Options::new())).unwrap());
    for change in diff(&case.old, &case.new).changes {
        let holds = |s: &Schema<'_>| s.query(&change.path).unwrap();
        let context = format!("{}: {}: {}", case.name, change.rule, change.path);
        // The place was there before; so was the name, where a command became an event.
        let place_only =
            change.rule.starts_with("alternative-") || case.name == "_command-to-event";
        match (&change.old, &change.new) {
            (None, Some(_)) => {
                assert!(holds(&new) && (place_only || !holds(&old)), "{context}")
            }
            (Some(_), None) => {
                assert!(holds(&old) && (place_only || !holds(&new)), "{context}")
            }
            _ => assert!(holds(&old) || holds(&new), "{context}"),
        }
    }
}
