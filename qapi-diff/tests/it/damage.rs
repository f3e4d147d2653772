//! Comparison of answers that no QEMU sends: it ends, and does not panic.

use std::time::{Duration, Instant};

use qapi_codegen::introspect_from_ir::Symbols;
use qapi_diff::{Change, CompareError, Config, History, Model, compare, diff_model};
use qapi_introspect::Schema;
use qapi_parser::loader::Memory;
use qapi_test_support::{Trial, trials};

use crate::support;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        damaged_answers_can_be_compared,
        shared_types_are_compared_once,
        circles_of_types_are_refused,
        changes_in_long_chains_are_refused,
        changes_behind_long_ladders_are_refused,
        long_names_of_many_changes_are_refused,
        histories_of_shared_types_are_refused,
        histories_of_long_chains_are_refused,
        unions_within_themselves_end,
        many_types_with_the_same_change_are_one_row
    ]
}

fn damaged_answers_can_be_compared() {
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut below = |n: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % n as u64) as usize
    };
    let mut read = 0;
    for (_, text) in support::answers() {
        let old = Schema::from_json(&text).unwrap();
        for _ in 0..3000 {
            let mut bytes = text.clone().into_bytes();
            for _ in 0..=below(3) {
                let (at, from) = (below(bytes.len()), below(bytes.len()));
                match below(4) {
                    0 => bytes[at] = bytes[from],
                    1 => drop(bytes.remove(at)),
                    2 => bytes.insert(at, bytes[from]),
                    _ => {
                        let end = (at + below(12)).min(bytes.len());
                        let piece = bytes[at..end].to_vec();
                        let from = from.min(bytes.len());
                        bytes.splice(from..from, piece);
                    }
                }
            }
            let damaged = String::from_utf8_lossy(&bytes);
            let Ok(schema) = Schema::from_json(&damaged) else {
                continue;
            };
            read += 1;
            let models = [Model::from_schema(&old), Model::from_schema(&schema)];
            compare(&models[0], &models[1], &Config::default()).unwrap();
        }
    }
    assert!(read > 100, "{read} read");
}

/// A union that is its own branch, and a member that moves there and back, end the comparison.
fn unions_within_themselves_end() {
    let text = |common: &str, branch: &str| {
        let member = |name: &str| format!(r#"{{"name": "{name}", "type": "int"}}"#);
        format!(
            r#"[{{"name": "c", "meta-type": "command", "arg-type": "1", "ret-type": "1"}},
                {{"name": "1", "meta-type": "object", "tag": "t",
                  "members": [{{"name": "t", "type": "e"}}, {}],
                  "variants": [{{"case": "a", "type": "1"}}, {{"case": "b", "type": "2"}}]}},
                {{"name": "2", "meta-type": "object", "members": [{}],
                  "tag": "t", "variants": [{{"case": "a", "type": "1"}}, {{"case": "b", "type": "2"}}]}},
                {{"name": "e", "meta-type": "enum", "values": ["a", "b"]}},
                {{"name": "int", "meta-type": "builtin", "json-type": "int"}}]"#,
            member(common),
            member(branch)
        )
    };
    let (one, other) = (text("x", "y"), text("y", "x"));
    let (one, other) = (
        Schema::from_json(&one).unwrap(),
        Schema::from_json(&other).unwrap(),
    );
    let models = [Model::from_schema(&one), Model::from_schema(&other)];
    let report = compare(&models[0], &models[1], &Config::default()).unwrap();
    assert!(!report.changes.is_empty());
}

/// A command whose arguments are 40 structs, each of which uses the next one twice.
fn shared(leaf: &str) -> Schema<'static> {
    let mut text = String::from(
        r#"[{"name": "c", "meta-type": "command", "arg-type": "0", "ret-type": "40"},
            {"name": "40", "meta-type": "object", "members": []},
            {"name": "str", "meta-type": "builtin", "json-type": "string"},
            {"name": "int", "meta-type": "builtin", "json-type": "int"}"#,
    );
    for i in 0..40 {
        let next = if i == 39 {
            leaf.to_owned()
        } else {
            (i + 1).to_string()
        };
        let member = |name| format!(r#"{{"name": "{name}", "type": "{next}"}}"#);
        let (a, b) = (member("a"), member("b"));
        text += &format!(r#",{{"name": "{i}", "meta-type": "object", "members": [{a}, {b}]}}"#);
    }
    Schema::from_json(&(text + "]")).unwrap().into_owned()
}

/// Types that share each other have more paths than memory: comparison does without them.
fn shared_types_are_compared_once() {
    let schemas = [shared("str"), shared("int")];
    let models = schemas.each_ref().map(Model::from_schema);
    let start = Instant::now();
    let report = compare(&models[0], &models[1], &Config::default()).unwrap();
    assert_eq!(report.changes.len(), 2, "{report:?}");
    for change in &report.changes {
        assert!(change.more && change.rule == "type-changed");
        assert_eq!(change.places(), 256);
    }
    // Nobody knows that all places are ignored: the change stays.
    let ignored = compare(&models[0], &models[1], &Config::default().ignore("c/**")).unwrap();
    assert_eq!(ignored.changes.len(), 2);
    assert!(start.elapsed() < Duration::from_secs(5));
}

/// A command whose arguments are structs in a row, each with the next one as a member. The last one
/// has `end` as a member, or in a circle the first one.
fn row(length: usize, member: &str, end: &str) -> Schema<'static> {
    let mut text = String::from(
        r#"[{"name": "c", "meta-type": "command", "arg-type": "0", "ret-type": "none"},
            {"name": "none", "meta-type": "object", "members": []},
            {"name": "str", "meta-type": "builtin", "json-type": "string"}"#,
    );
    for i in 0..length {
        let next = match i + 1 == length {
            true => end.to_owned(),
            false => (i + 1).to_string(),
        };
        let member = format!(r#"{{"name": {member}, "type": "{next}"}}"#);
        text += &format!(r#",{{"name": "{i}", "meta-type": "object", "members": [{member}]}}"#);
    }
    Schema::from_json(&(text + "]")).unwrap().into_owned()
}

/// Circles whose lengths have no common divisor have as many pairs as types times types.
fn circles_of_types_are_refused() {
    let between = |old: &Schema<'_>, new: &Schema<'_>| {
        let (old, new) = (Model::from_schema(old), Model::from_schema(new));
        compare(&old, &new, &Config::default())
    };
    let circle = |length: usize| row(length, r#""m""#, "0");
    assert_eq!(between(&circle(29), &circle(30)).unwrap().changes, []);
    let error = between(&circle(600), &circle(601)).unwrap_err();
    let said = "reached at object of `m` of the old and object of `m` of the new version";
    assert!(error.to_string().contains(said), "{error}");

    // Fewer pairs, each with a change of much text.
    let name = "m".repeat(1_000);
    let optional = format!(r#""{name}", "default": null"#);
    let old = row(300, &optional, "0");
    let error = between(&old, &row(301, &format!("\"{name}\""), "0")).unwrap_err();
    assert!(matches!(error, CompareError::TooManyPairs { .. }));
}

/// Two members of each type have the next type, and the last one changed. Each of the ways is followed
/// back to its start.
fn changes_behind_long_ladders_are_refused() {
    let ladder = |length: usize, last: &str| {
        let one = |i: usize| {
            let next = i + 1;
            format!(
                r#"{{"name": "{i}", "meta-type": "object", "members": [
                    {{"name": "a", "type": "{next}"}}, {{"name": "b", "type": "{next}"}}]}},"#
            )
        };
        let types: String = (0..length).map(one).collect();
        let text = format!(
            r#"[{types} {{"name": "{length}", "meta-type": "object",
                    "members": [{{"name": "m", "type": "{last}"}}]}},
                {{"name": "c", "meta-type": "command", "arg-type": "0", "ret-type": "0"}},
                {{"name": "int", "meta-type": "builtin", "json-type": "int"}},
                {{"name": "str", "meta-type": "builtin", "json-type": "string"}}]"#
        );
        Schema::from_json(&text).unwrap().into_owned()
    };
    let between = |length: usize| {
        let schemas = ["int", "str"].map(|last| ladder(length, last));
        let models = schemas.each_ref().map(Model::from_schema);
        compare(&models[0], &models[1], &Config::default())
    };
    assert_eq!(between(50).unwrap().changes.len(), 1);
    let below = "c".to_owned();
    let error = between(2_000).unwrap_err();
    assert_eq!(error, CompareError::TooManyWays { below });
}

/// Each change of a type has its name.
fn long_names_of_many_changes_are_refused() {
    let schema = |name: &str, prefix: &str, count: usize| {
        let values: String = (0..count).map(|i| format!("'{prefix}{i}', ")).collect();
        let text = format!(
            "{{ 'enum': 'E{name}', 'data': [ {values} 'x' ] }}\n\
             {{ 'command': 'c', 'data': {{ 'm': 'E{name}' }} }}"
        );
        let files = Memory::new([("names.json", text)]);
        let options = qapi_parser::Options::new();
        let compiled = qapi_parser::compile_from("names.json", &files, &options);
        compiled.unwrap().schema.unwrap()
    };
    let between = |name: &str, count: usize| {
        let schemas = ["a", "b"].map(|prefix| schema(name, prefix, count));
        let symbols = Symbols::all();
        let models = schemas
            .each_ref()
            .map(|schema| diff_model(schema, &symbols));
        compare(&models[0], &models[1], &Config::default())
    };
    assert_eq!(between("", 5_000).unwrap().changes.len(), 10_000);
    let below = "c".to_owned();
    let error = between(&"n".repeat(1_000), 40_000).unwrap_err();
    assert_eq!(error, CompareError::TooManyPlaces { below });
}

/// Each struct of a chain has a change, with a path as long as the chain.
fn changes_in_long_chains_are_refused() {
    let name = "m".repeat(100);
    let mandatory = format!("\"{name}\"");
    let optional = format!(r#"{mandatory}, "default": null"#);
    let between = |length: usize| {
        let schemas = [&optional, &mandatory].map(|member| row(length, member, "str"));
        let models = schemas.each_ref().map(Model::from_schema);
        compare(&models[0], &models[1], &Config::default())
    };
    assert_eq!(between(100).unwrap().changes.len(), 100);
    let below = "c".to_owned();
    assert_eq!(
        between(2000).unwrap_err(),
        CompareError::TooManyPlaces { below }
    );
}

fn histories_of_shared_types_are_refused() {
    let schema = shared("str");
    let error = History::new(&[("1.0", &schema)]).unwrap_err();
    assert_eq!((&*error.version, &*error.below), ("1.0", "c"));
    assert!(error.to_string().contains("the object of `a`, `b`"));
}

fn histories_of_long_chains_are_refused() {
    let member = format!("\"{}\"", "m".repeat(100));
    let history = |length: usize| {
        let schema = row(length, &member, "str");
        History::new(&[("1.0", &schema), ("1.1", &schema)])
    };
    assert_eq!(history(100).unwrap().lives.len(), 101);
    let error = history(2000).unwrap_err();
    assert_eq!((&*error.version, &*error.below), ("1.0", "c"));
}

fn many_types_with_the_same_change_are_one_row() {
    let change = |i: usize| Change {
        rule: "optional-member-added",
        path: format!("c/arg-type/a{i}/new"),
        also_at: vec![format!("d/arg-type/a{i}/new")],
        type_name: Some(format!("Type{i}")),
        below: "new".to_owned(),
        message: "optional member `new` was added".to_owned(),
        new: Some("optional int".to_owned()),
        ..Change::default()
    };
    let empty = Schema::from_json("[]").unwrap();
    let model = Model::from_schema(&empty);
    let mut report = compare(&model, &model, &Config::default()).unwrap();
    report.changes = (0..30_000).map(change).collect();
    let start = Instant::now();
    let text = report.to_text();
    assert!(
        text.contains("Type0, Type1, Type10, Type100, Type1000, Type10000 and 29994 more: new"),
        "{text}"
    );
    assert!(start.elapsed() < Duration::from_secs(20));
}
