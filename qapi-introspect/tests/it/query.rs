//! Queries: the table of questions and answers, and properties of every schema.

use std::collections::BTreeMap;

use expect_test::expect_file;
use qapi_introspect::query::Part;
use qapi_introspect::{Path, Schema};
use qapi_test_support::{Case, Trial, folder, trials};

use crate::support::{self, of_answers};

pub(crate) fn all() -> Vec<Trial> {
    let mut all = trials![
        the_table_of_queries_holds,
        an_unknown_root_tells_the_known_ones,
        get_gives_what_the_path_reaches,
        marks_are_found_where_they_are_used,
        lists_of_entangled_types_stream,
        of_equal_names_the_first_counts,
    ];
    all.extend(of_answers(
        "query::every_listed_path_holds_and_they_are_sorted",
        every_listed_path_holds_and_they_are_sorted,
    ));
    all.extend(of_answers(
        "query::what_is_possible_after_a_failure_holds",
        what_is_possible_after_a_failure_holds,
    ));
    all.extend(folder(
        "query::list",
        support::tests().join("data"),
        "json",
        list,
    ));
    all
}

fn the_table_of_queries_holds() {
    let texts: BTreeMap<_, _> = support::data().into_iter().collect();
    let schemas: BTreeMap<_, _> = texts
        .iter()
        .map(|(name, text)| (&**name, Schema::from_json(text).unwrap()))
        .collect();
    let mut wrong = Vec::new();
    for line in std::fs::read_to_string(support::tests().join("queries.txt"))
        .unwrap()
        .lines()
    {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut cells = line.split(" | ");
        let cells = [cells.next(), cells.next(), cells.next()];
        let [Some(source), Some(path), Some(expected)] = cells else {
            panic!("`{line}`")
        };
        let answer = match schemas[source].query(path) {
            Ok(true) => "yes",
            Ok(false) => "no",
            Err(_) => "malformed",
        };
        if answer != expected {
            wrong.push(format!(
                "{source} | {path} | expected {expected}, got {answer}"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn list(case: &Case) {
    let text = std::fs::read_to_string(&case.path).unwrap();
    let schema = Schema::from_json(&text).unwrap();
    let list: String = schema.paths().map(|path| path + "\n").collect();
    expect_file![case.beside("paths")].assert_eq(&list);
}

fn every_listed_path_holds_and_they_are_sorted(name: &str, text: &str) {
    let schema = Schema::from_json(text).unwrap();
    let mut before = String::new();
    for path in schema.paths() {
        assert!(path > before, "{name}: `{path}` after `{before}`");
        assert_eq!(schema.query(&path), Ok(true), "{name}: {path}");
        assert_eq!(path.parse::<Path>().unwrap().to_string(), path);
        before = path;
    }
    assert!(
        schema.paths().eq(schema.paths()),
        "{name}: two lists differ"
    );
}

fn what_is_possible_after_a_failure_holds(name: &str, text: &str) {
    let schema = Schema::from_json(text).unwrap();
    for path in schema
        .paths()
        .filter(|p| !p.contains(['$', '!', '^']))
        .step_by(17)
    {
        let missing = schema
            .locate(format!("{path}/no-such-step"))
            .unwrap()
            .unwrap_err();
        assert_eq!(missing.step, path.split('/').count() + 1, "{name}: {path}");
        for step in missing.possible {
            let next = format!("{path}/{step}");
            assert_eq!(schema.query(&next), Ok(true), "{name}: {next}");
        }
    }
}

fn an_unknown_root_tells_the_known_ones() {
    let (_, text) = &support::data()[1];
    let schema = Schema::from_json(text).unwrap();
    let missing = schema.locate("disk-ad/arg-type").unwrap().unwrap_err();
    assert_eq!((missing.step, &*missing.text), (1, "disk-ad"));
    assert!(missing.possible.contains(&"disk-add".to_owned()));
    assert_eq!(
        missing.to_string(),
        "`disk-ad/arg-type` leaves the schema at step 1, `disk-ad`"
    );
}

fn get_gives_what_the_path_reaches() {
    let (_, text) = &support::data()[1];
    let schema = Schema::from_json(text).unwrap();
    let get = |path| schema.get(path).unwrap().unwrap();
    let target = |path| get(path).target.map(|t| t.name.as_ref());
    assert_eq!(target("disk-add"), Some("disk-add"));
    assert_eq!(target("disk-query/ret-type"), Some("[5]"));
    assert_eq!(target("disk-add/arg-type/+file/backing"), Some("9"));
    assert_eq!(target("disk-add/arg-type/driver/^file"), None);
    assert_eq!(target("disk-add/$hot"), None);
    let member = get("disk-add/arg-type/*cache");
    assert_eq!(
        (
            member.owner.name.as_ref(),
            member.target.unwrap().name.as_ref()
        ),
        ("1", "7")
    );
    let Part::Member(found) = member.part else {
        panic!("{:?}", member.part)
    };
    assert!(found.is_optional() && found.has_feature("deprecated"));
}

fn marks_are_found_where_they_are_used() {
    let (_, text) = &support::data()[1];
    let schema = Schema::from_json(text).unwrap();
    let deprecated: Vec<_> = schema
        .deprecated()
        .filter(|p| !p.contains("backing/"))
        .collect();
    assert_eq!(
        deprecated,
        [
            "DISK_GONE/arg-type/name",
            "disk-add/arg-type/+file/locking/^auto",
            "disk-add/arg-type/cache",
            "disk-check",
        ]
    );
}

/// Types that all refer to each other have more paths than there are atoms; they come one by one.
fn lists_of_entangled_types_stream() {
    let mut text = String::from(r#"[{"name": "E", "meta-type": "event", "arg-type": "0"}"#);
    for i in 0..60 {
        let member = |j| format!(r#"{{"name": "m{j}", "type": "{j}"}}"#);
        let members: Vec<_> = (0..60).map(member).collect();
        let members = members.join(",");
        text += &format!(r#",{{"name": "{i}", "meta-type": "object", "members": [{members}]}}"#);
    }
    text += "]";
    let schema = Schema::from_json(&text).unwrap();
    assert_eq!(schema.paths().take(50_000).count(), 50_000);
}

/// QEMU has no two members, branches or values of one name, but an answer may.
fn of_equal_names_the_first_counts() {
    let schema = Schema::from_json(
        r#"[
        {"name": "c", "meta-type": "command", "arg-type": "1", "ret-type": "e"},
        {"name": "1", "meta-type": "object", "tag": "t",
         "members": [{"name": "t", "type": "e"}, {"name": "t", "type": "int"}],
         "variants": [{"case": "a", "type": "0"}, {"case": "a", "type": "1"}]},
        {"name": "0", "meta-type": "object", "members": [{"name": "x", "type": "int"}]},
        {"name": "e", "meta-type": "enum",
         "members": [{"name": "a"}, {"name": "a", "features": ["f"]}]},
        {"name": "int", "meta-type": "builtin", "json-type": "int"}]"#,
    )
    .unwrap();
    let paths: Vec<_> = schema.paths().collect();
    for path in &paths {
        assert_eq!(schema.query(path), Ok(true), "{path}");
    }
    assert!(
        paths.contains(&"c/arg-type/+a/x/!int".to_owned()),
        "{paths:?}"
    );
    assert!(
        !paths.contains(&"c/arg-type/t/!int".to_owned()),
        "{paths:?}"
    );
}
