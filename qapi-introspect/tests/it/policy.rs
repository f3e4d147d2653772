//! Policies: findings in commands before they are sent.

use qapi_introspect::Schema;
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
        open_commands_take_anything
    ]
}

fn find(command: &str, arguments: serde_json::Value) -> Vec<String> {
    let (_, text) = &support::data()[1];
    let schema = Schema::from_json(text).unwrap();
    let policy = Policy::default()
        .deprecated(Reaction::Warn)
        .unstable(Reaction::Warn)
        .unknown(Reaction::Reject);
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
            "`disk-add/arg-type/+file/backing/+2_5/layers/nodename` is not known to the other side",
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
        ["`disk-chek` is not known to the other side"]
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
    let arguments = json!({"id": "a", "bus": "pci.0"});
    assert_eq!(
        schema.check_command("device_add", Some(&arguments), &policy),
        []
    );
}
