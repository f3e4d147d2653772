//! Policies: findings in commands before they are sent.

use qapi_introspect::Schema;
use qapi_introspect::json::Json;
use qapi_introspect::policy::{Policy, Reaction};
use qapi_test_support::{Trial, trials};
use serde_json::json;

use crate::support;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        nothing_to_say_of_what_is_known_and_stable,
        members_and_values_are_told_with_their_paths,
        commands_themselves,
        an_unknown_branch_is_one_finding,
        what_is_accepted_is_not_reported,
        open_commands_take_anything,
        lacking_is_everything_that_the_other_side_would_reject,
        the_nearest_known_name_is_suggested,
        suggestions_are_few,
        arguments_not_given_at_all_are_missing,
    ]
}

fn find(command: &str, arguments: serde_json::Value) -> Vec<String> {
    let (_, text) = &support::data()[1];
    let schema = Schema::from_json(text).unwrap();
    let policy = Policy::default()
        .deprecated(Reaction::Warn)
        .unstable(Reaction::Warn)
        .unknown(Reaction::Reject);
    let arguments = arguments.to_string();
    let arguments = Json::parse(&arguments).unwrap();
    let findings = schema.check_command(command, Some(&arguments), &policy);
    findings.iter().map(|f| f.to_string()).collect()
}

fn nothing_to_say_of_what_is_known_and_stable() {
    let none: [&str; 0] = [];
    let file = json!({"driver": "file", "__org.example_tag": "x", "filename": "/a",
                      "locking": "on", "backing": null});
    assert_eq!(find("disk-add", file), none);
    assert_eq!(find("disk-query", json!({})), none);
}

/// Each takes time for every name of the schema, and a peer's message may have any number.
fn suggestions_are_few() {
    let members = (0..1000).map(|i| (format!("node-nam{i}"), json!(1)));
    let members = members.chain([("driver".to_owned(), json!("file"))]);
    let found = find("disk-add", members.collect());
    let suggested = |text: &&String| text.contains("did you mean `node-name`?");
    assert_eq!(
        found
            .iter()
            .filter(|text| text.contains("node-nam"))
            .count(),
        1000
    );
    assert_eq!(found.iter().filter(suggested).count(), 50);
}

fn members_and_values_are_told_with_their_paths() {
    let disk = json!({
        "driver": "file", "cache": {"direct": true, "flush": 1}, "filename": "/a",
        "locking": "auto", "size": 3,
        "backing": {"driver": "2_5", "layers": [[{"driver": "null", "nodename": "b"}, "c"]]}});
    assert_eq!(
        find("disk-add", disk),
        [
            "`disk-add/arg-type/cache` is deprecated",
            "`disk-add/arg-type/cache/flush` is not known to the other side",
            "`disk-add/arg-type/+file/locking/^auto` is deprecated",
            "`disk-add/arg-type/+file/backing/+2_5/layers/driver/^null` is unstable",
            "`disk-add/arg-type/+file/backing/+2_5/layers/nodename` is not known to the other side \
             (did you mean `node-name`?)",
            "`disk-add/arg-type/size` is not known to the other side",
        ]
    );
}

fn commands_themselves() {
    assert_eq!(
        find("disk-check", json!({})),
        ["`disk-check` is deprecated"]
    );
    assert_eq!(
        find("disk-chek", json!({})),
        ["`disk-chek` is not known to the other side (did you mean `disk-check`?)"]
    );
}

fn an_unknown_branch_is_one_finding() {
    let disk = json!({"driver": "nfs", "server": "x"});
    let path = "`disk-add/arg-type/driver/^nfs` is not known to the other side";
    assert_eq!(find("disk-add", disk), [path]);
}

fn what_is_accepted_is_not_reported() {
    let (_, text) = &support::data()[1];
    let schema = Schema::from_json(text).unwrap();
    assert_eq!(schema.check_command("nosuch", None, &Policy::default()), []);
    let policy = Policy::default().deprecated(Reaction::Reject);
    assert_eq!(schema.check_command("nosuch", None, &policy), []);
    let findings = schema.check_command("disk-check", None, &policy);
    assert_eq!(findings[0].reaction, Reaction::Reject);
}

fn open_commands_take_anything() {
    let text = r#"[
        {"name": "device_add", "meta-type": "command", "arg-type": "1", "ret-type": "1"},
        {"name": "1", "meta-type": "object", "members": [{"name": "id", "type": "str"}]},
        {"name": "str", "meta-type": "builtin", "json-type": "string"}]"#;
    let schema = Schema::from_json(text).unwrap();
    let policy = Policy::default().unknown(Reaction::Reject);
    let arguments = Json::parse(r#"{"id": "a", "bus": "pci.0"}"#).unwrap();
    assert_eq!(
        schema.check_command("device_add", Some(&arguments), &policy),
        []
    );
}

/// A block layer of which releases have less and require more.
const OLD: &str = r#"[
    {"name": "node-add", "meta-type": "command", "arg-type": "1", "ret-type": "0"},
    {"name": "0", "meta-type": "object", "members": []},
    {"name": "1", "meta-type": "object", "tag": "driver",
     "members": [{"name": "driver", "type": "2"}, {"name": "node-name", "type": "str"},
                 {"name": "read-only", "type": "bool", "default": null}],
     "variants": [{"case": "file", "type": "3"}, {"case": "null", "type": "0"}]},
    {"name": "2", "meta-type": "enum", "values": ["file", "null"]},
    {"name": "3", "meta-type": "object", "members": [
        {"name": "filename", "type": "str"},
        {"name": "aio", "type": "4", "default": null},
        {"name": "backing", "type": "5", "default": null},
        {"name": "parts", "type": "[1]", "default": null}]},
    {"name": "4", "meta-type": "enum", "values": ["native", "threads"]},
    {"name": "5", "meta-type": "alternate", "members": [{"type": "str"}, {"type": "1"}]},
    {"name": "[1]", "meta-type": "array", "element-type": "1"},
    {"name": "bool", "meta-type": "builtin", "json-type": "boolean"},
    {"name": "str", "meta-type": "builtin", "json-type": "string"}]"#;

fn lacking(command: &str, arguments: Option<serde_json::Value>) -> Vec<String> {
    let schema = Schema::from_json(OLD).unwrap();
    let policy = Policy::lacking(Reaction::Reject);
    let arguments = arguments.map(|arguments| arguments.to_string());
    let arguments = arguments.as_deref().map(|text| Json::parse(text).unwrap());
    let findings = schema.check_command(command, arguments.as_ref(), &policy);
    assert!(findings.iter().all(|f| f.reaction == Reaction::Reject));
    findings.iter().map(ToString::to_string).collect()
}

fn lacking_is_everything_that_the_other_side_would_reject() {
    let file = |more: serde_json::Value| {
        let mut node = json!({"driver": "file", "node-name": "n", "filename": "f"});
        for (name, value) in more.as_object().unwrap() {
            node[name] = value.clone();
        }
        lacking("node-add", Some(node))
    };
    let none: [&str; 0] = [];
    assert_eq!(file(json!({"aio": "native", "backing": "b"})), none);
    let cases = [
        (
            json!({"aio": "io_uring"}),
            "`node-add/arg-type/+file/aio/^io_uring` is not known to the other side",
        ),
        (
            json!({"cache": {}}),
            "`node-add/arg-type/cache` is not known to the other side",
        ),
        (
            json!({"driver": "nvme"}),
            "`node-add/arg-type/driver/^nvme` is not known to the other side",
        ),
        // An alternative that only newer releases have.
        (
            json!({"backing": null}),
            "`node-add/arg-type/+file/backing` has a type that is not known to the other side",
        ),
        (
            json!({"read-only": "on"}),
            "`node-add/arg-type/read-only` has a type that is not known to the other side",
        ),
        (
            json!({"parts": [{"driver": "null"}]}),
            "`node-add/arg-type/+file/parts/node-name` is required by the other side and not given",
        ),
    ];
    for (more, expected) in cases {
        assert_eq!(file(more), [expected]);
    }
    assert_eq!(
        lacking("node-remove", None),
        ["`node-remove` is not known to the other side"]
    );
}

fn the_nearest_known_name_is_suggested() {
    let node = json!({"driver": "file", "node_name": "n", "filname": "f", "aio": "thread"});
    assert_eq!(
        lacking("node-add", Some(node)),
        [
            "`node-add/arg-type/node-name` is required by the other side and not given",
            "`node-add/arg-type/+file/filename` is required by the other side and not given",
            "`node-add/arg-type/+file/aio/^thread` is not known to the other side (did you mean \
             `threads`?)",
            "`node-add/arg-type/filname` is not known to the other side (did you mean `filename`?)",
            "`node-add/arg-type/node_name` is not known to the other side (did you mean \
             `node-name`?)",
        ]
    );
    assert_eq!(
        lacking("node-ad", None),
        ["`node-ad` is not known to the other side (did you mean `node-add`?)"]
    );
}

fn arguments_not_given_at_all_are_missing() {
    assert_eq!(
        lacking("node-add", None),
        [
            "`node-add/arg-type/driver` is required by the other side and not given",
            "`node-add/arg-type/node-name` is required by the other side and not given",
        ]
    );
}
