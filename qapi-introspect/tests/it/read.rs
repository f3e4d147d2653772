//! Reading answers: a round trip loses nothing, and errors name their place.

use std::time::Instant;

use expect_test::expect_file;
use qapi_introspect::Schema;
use qapi_introspect::json::Json;
use qapi_introspect::policy::Policy;
use qapi_test_support::{Case, Trial, folder, trials};
use serde_json::Value;

use crate::support::{self, Random, of_answers};

pub(crate) fn all() -> Vec<Trial> {
    let mut all = trials![
        the_three_forms_of_an_answer_are_one,
        depth_is_limited,
        long_chains_do_not_overflow,
        alternates_within_each_other_are_bounded,
        indexing_is_quick,
        damage_does_no_harm,
        unions_within_themselves_end
    ];
    all.extend(of_answers(
        "read::what_was_read_is_written_back",
        what_was_read_is_written_back,
    ));
    all.extend(of_answers(
        "read::every_entity_is_found_by_name",
        every_entity_is_found_by_name,
    ));
    all.extend(folder(
        "read::bad",
        support::tests().join("bad"),
        "json",
        bad,
    ));
    all
}

/// The array in an answer.
fn array(answer: &str) -> Value {
    let value: Value = serde_json::from_str(answer).unwrap();
    match &value {
        Value::Array(_) => value,
        _ => [&value["return"], &value["schema"]]
            .into_iter()
            .find(|v| v.is_array())
            .unwrap()
            .clone(),
    }
}

fn what_was_read_is_written_back(name: &str, text: &str) {
    let schema = Schema::from_json(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    let back: Value = serde_json::from_str(&schema.to_string()).unwrap();
    assert!(back == array(text), "{name}: not what was read:\n{back:#}");
    let owned = schema.clone().into_owned();
    assert_eq!(owned.to_string(), schema.to_string(), "{name}");
    let infos: Vec<_> = schema.entities().cloned().collect();
    assert_eq!(Schema::new(infos).unwrap(), schema, "{name}");
}

fn every_entity_is_found_by_name(name: &str, text: &str) {
    let schema = Schema::from_json(text).unwrap();
    for info in schema.entities() {
        assert_eq!(schema.entity(&info.name), Some(info), "{name}");
        assert_eq!(
            schema.type_named(&info.name).is_none(),
            info.is_root(),
            "{name}"
        );
    }
    assert_eq!(schema.entity("no-such-name"), None);
}

fn the_three_forms_of_an_answer_are_one() {
    let array = r#"[{"name": "0", "meta-type": "object", "members": []}]"#;
    let schema = Schema::from_json(array).unwrap();
    for wrapped in [
        format!(r#"{{"return": {array}, "id": 1}}"#),
        format!(r#"{{"greeting": {{"QMP": []}}, "schema": {array}}}"#),
    ] {
        assert_eq!(Schema::from_json(&wrapped).unwrap(), schema);
    }
}

/// A bad answer is an error, which names the place.
fn bad(case: &Case) {
    let text = std::fs::read_to_string(&case.path).unwrap();
    let error = match Schema::from_json(&text) {
        Ok(_) => panic!("it was accepted"),
        Err(error) => format!("{error}\n"),
    };
    expect_file![case.beside("expected")].assert_eq(&error);
}

fn depth_is_limited() {
    let error = Schema::from_json(&"[".repeat(100_000)).unwrap_err();
    assert!(error.to_string().contains("127 levels"), "{error}");
}

/// A frame for each link would take more than the 2 MiB of a test's thread: it has at least 48 bytes.
fn long_chains_do_not_overflow() {
    let mut text = String::from(r#"[{"name": "int", "meta-type": "builtin", "json-type": "int"}"#);
    let mut element = "int".to_owned();
    for i in 0..50_000 {
        text +=
            &format!(r#",{{"name": "{i}", "meta-type": "array", "element-type": "{element}"}}"#);
        element = i.to_string();
    }
    text += &format!(r#",{{"name": "E", "meta-type": "event", "arg-type": "{element}"}}]"#);
    let schema = Schema::from_json(&text).unwrap();
    assert!(schema.query("E/arg-type/!int").unwrap());
    assert_eq!(schema.paths().count(), 3);
}

/// Commands whose values lead through all alternates behind the first.
fn alternates_within_each_other_are_bounded() {
    let answer = |length: usize| {
        let mut text = String::from("[");
        for i in 0..length {
            let next = i + 1;
            text += &format!(
                r#"{{"name": "c{i}", "meta-type": "command", "arg-type": "0", "ret-type": "a{i}"}},
                {{"name": "a{i}", "meta-type": "alternate",
                  "members": [{{"type": "a{next}"}}, {{"type": "0"}}]}},"#
            );
        }
        text += &format!(
            r#"{{"name": "a{length}", "meta-type": "builtin", "json-type": "int"}},
            {{"name": "0", "meta-type": "object", "members": []}}]"#
        );
        Schema::from_json(&text)
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    assert_eq!(answer(2_000), Ok(()));
    let error = answer(5_000).unwrap_err();
    assert!(
        error.ends_with("`c2132` has too many alternatives, as have the objects before it"),
        "{error}"
    );
}

/// The bar is for a release build; a debug build gets ten times that.
fn indexing_is_quick() {
    let limit = if cfg!(debug_assertions) { 150 } else { 15 };
    for (name, text) in support::recorded() {
        let pretty = serde_json::to_string_pretty(&array(&text)).unwrap();
        let time = |_| {
            let start = Instant::now();
            Schema::from_json(&pretty).unwrap();
            start.elapsed().as_millis()
        };
        let best = (0..10).map(time).min().unwrap();
        assert!(
            best <= limit,
            "{name}: {} bytes took {best} ms",
            pretty.len()
        );
    }
}

/// Damaged answers are errors or answers; nothing that can be asked of them panics or hangs.
fn damage_does_no_harm() {
    let mut random = Random::default();
    let (mut read, mut bad) = (0, 0);
    for (_, text) in support::data() {
        for _ in 0..3000 {
            let damaged = random.damaged(&text);
            let Ok(schema) = Schema::from_json(&damaged) else {
                bad += 1;
                continue;
            };
            read += 1;
            for path in schema.paths().take(500) {
                assert_eq!(schema.query(&path), Ok(true), "{path}");
            }
        }
    }
    assert!(read > 100 && bad > 100, "{read} read, {bad} bad");
}

/// A union that is its own branch ends the walk.
fn unions_within_themselves_end() {
    let text = r#"[
        {"name": "c", "meta-type": "command", "arg-type": "1", "ret-type": "1"},
        {"name": "1", "meta-type": "object", "tag": "t",
         "members": [{"name": "t", "type": "e"}, {"name": "x", "type": "int"}],
         "variants": [{"case": "a", "type": "1"}, {"case": "b", "type": "2"}]},
        {"name": "2", "meta-type": "object", "members": [{"name": "y", "type": "int"}],
         "tag": "t", "variants": [{"case": "a", "type": "1"}, {"case": "b", "type": "2"}]},
        {"name": "e", "meta-type": "enum", "values": ["a", "b"]},
        {"name": "int", "meta-type": "builtin", "json-type": "int"}]"#;
    let schema = Schema::from_json(text).unwrap();
    let arguments = Json::parse(r#"{"t": "a", "x": 1}"#).unwrap();
    assert_eq!(
        schema.check_command("c", Some(&arguments), &Policy::default()),
        []
    );
}
