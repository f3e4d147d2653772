//! The diff's rules: a folder for each, with an old and a new schema and the report expected.
//! Folders that begin with `_` show several rules together, or that none applies.
//!
//! `UPDATE_EXPECT=1 cargo test -p qapic-codegen --all-features --test diff` rewrites the expectations.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use qapi_codegen::introspect_from_ir::{Options, Symbols, diff_model, introspect};
use qapi_introspect::Schema;
use qapi_introspect::diff::{Config, Model, Report, compare, rules, rust};
use qapi_parser::ir;

struct Case {
    name: String,
    folder: PathBuf,
    old: ir::Schema,
    new: ir::Schema,
}

fn compile(path: &Path) -> ir::Schema {
    let compiled = qapi_parser::compile(path, &qapi_parser::Options::new()).unwrap();
    compiled
        .schema
        .unwrap_or_else(|| panic!("{}: {:?}", path.display(), compiled.diagnostics))
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff");
    let mut folders: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let case = |folder: PathBuf| Case {
        name: folder.file_name().unwrap().to_string_lossy().into_owned(),
        old: compile(&folder.join("old.json")),
        new: compile(&folder.join("new.json")),
        folder,
    };
    folders.into_iter().map(case).collect()
}

fn diff(old: &ir::Schema, new: &ir::Schema) -> Report {
    let (old, new) = (
        diff_model(old, &Symbols::all()),
        diff_model(new, &Symbols::all()),
    );
    compare(&old, &new, &Config::default())
}

fn api(schema: &ir::Schema) -> rust::Api {
    qapi_codegen::api(schema, &qapi_codegen::Config::default()).unwrap()
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

#[test]
fn every_rule_over_every_case() {
    for case in cases() {
        let report = rust_diff(&case.old, &case.new);
        expect_file![case.folder.join("expected-rust.txt")].assert_eq(&report.to_text());
        let report = diff(&case.old, &case.new);
        expect_file![case.folder.join("expected.txt")].assert_eq(&report.to_text());
        let json = serde_json::to_string_pretty(&report).unwrap() + "\n";
        expect_file![case.folder.join("expected.json")].assert_eq(&json);
    }
}

#[test]
fn every_rule_has_its_case() {
    let cases = cases();
    let mut named: BTreeSet<_> = cases.iter().map(|c| &*c.name).collect();
    named.retain(|name| !name.starts_with('_'));
    let known: BTreeSet<_> = rules().map(|r| r.id).collect();
    assert_eq!(named, known);
    assert_eq!(known.len(), rules().count(), "two rules have the same id");
    for case in cases.iter().filter(|c| !c.name.starts_with('_')) {
        let report = own_report(case);
        let found = report.changes.iter().any(|c| c.rule == case.name);
        assert!(
            found,
            "{}: the rule does not find its own example",
            case.name
        );
    }
}

#[test]
fn unchanged_input_gives_nothing() {
    for case in cases() {
        for schema in [&case.old, &case.new] {
            assert_eq!(diff(schema, schema).changes, [], "{}", case.name);
            assert_eq!(rust_diff(schema, schema).changes, [], "{}", case.name);
        }
    }
}

/// What one rule finds one way, its opposite finds the other way, at the same path.
#[test]
fn swapping_versions_swaps_rules() {
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
    for case in cases() {
        for compare in [diff, rust_diff] {
            let forth = compare(&case.old, &case.new).changes;
            let back = compare(&case.new, &case.old).changes;
            // What was renamed is told by its old name.
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
}

/// Answers tell less than sources; what they tell is compared the same.
#[test]
fn answers_are_compared_like_sources() {
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
    for case in cases() {
        let [old, new] =
            [&case.old, &case.new].map(|s| Schema::new(introspect(s, &Options::new())).unwrap());
        let report = compare(
            &Model::from_schema(&old),
            &Model::from_schema(&new),
            &Config::default(),
        );
        let key = |c: &qapi_introspect::diff::Change| (c.path.clone(), c.rule, c.severity, c.side);
        let ours: Vec<_> = report.changes.iter().map(key).collect();
        let from_source = diff(&case.old, &case.new);
        let theirs: Vec<_> = from_source
            .changes
            .iter()
            .filter(|c| !source_only(c.rule))
            .map(key)
            .collect();
        assert_eq!(ours, theirs, "{}", case.name);
    }
}

/// Each addition names the probe that detects it, and each removal the one that did.
#[test]
fn paths_are_probes() {
    for case in cases() {
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
}
