//! Members of a newer peer: noted, or kept and written back.

use qapi_client::wire::{self, Decode, Encode};
use qapi_client::{Event as _, EventSet};
use qapi_codegen::{BuildError, Builder};
use qapi_test_support::{Trial, trials};
use serde_json::{Value, json};

#[allow(missing_docs, unreachable_pub, dead_code)]
pub mod kept {
    include!("../golden/keep_unknown.rs");
}
#[allow(missing_docs, unreachable_pub, dead_code)]
pub mod some {
    include!("../golden/keep_some.rs");
}
#[allow(missing_docs, unreachable_pub, dead_code)]
pub mod noted {
    include!("../golden/union.rs");
}

pub(crate) fn all() -> Vec<Trial> {
    trials![
        kept_members_are_written_back,
        kept_members_can_be_set,
        nothing_is_ignored_where_all_is_kept,
        ignored_members_have_their_paths,
        a_branch_makes_its_union_keep,
        patterns_that_match_nothing_are_errors,
    ]
}

/// The value, decoded as `T` and encoded again, and the paths that were ignored.
fn again<T: Decode + Encode>(value: &Value) -> (Value, Vec<String>) {
    let (decoded, ignored) = wire::from_json_noting::<T>(&value.to_string()).unwrap();
    let plain: T = wire::from_json(&value.to_string()).unwrap();
    let (encoded, plain) = (wire::to_value(&decoded), wire::to_value(&plain));
    assert_eq!(encoded, plain, "noting changes nothing");
    (encoded, ignored)
}

fn nodes() -> [Value; 5] {
    [
        json!({"backend": "file", "path": "p", "new": {"a": [1]}, "name": "n"}),
        json!({"new": null, "backend": "null", "newer": 1}),
        json!({"backend": "file", "path": "p",
               "below": {"backend": "file", "path": "q", "new": 1}, "other": "x"}),
        json!({"backend": "remote", "name": "n", "new": 1, "type": "inet", "host": "h",
               "port": 7, "options": {"keep-alive": true, "idle": 3}, "newer": []}),
        json!({"backend": "unheard", "what": 1, "name": "n", "ever": {}}),
    ]
}

fn kept_members_are_written_back() {
    for node in nodes() {
        assert_eq!(again::<kept::Node>(&node).0, node);
        assert_eq!(again::<kept::commands::Add>(&node).0, node);
        let moved = json!({"node": node, "why": "new"});
        assert_eq!(again::<kept::events::Moved>(&moved).0, moved);
        let event = kept::Event::from_wire(kept::events::Moved::NAME, Some(&moved.to_string()));
        let kept::Event::Moved(event) = event.unwrap() else {
            panic!("another event")
        };
        assert_eq!(wire::to_value(&event), moved);
    }
    for (text, kept) in [
        (json!({"of": {"extra": 1, "more": 2}, "beside": 3}), true),
        (json!({"of": 5}), false),
    ] {
        let query: kept::commands::Query = wire::from_json(&text.to_string()).unwrap();
        assert_eq!(wire::to_value(&query), text);
        assert_eq!(query.extra.contains_key("beside"), kept);
    }
    let stop = json!({"now": true});
    assert_eq!(again::<kept::commands::Stop>(&stop).0, stop);
    assert_eq!(again::<kept::events::Ended>(&stop).0, stop);
}

fn kept_members_can_be_set() {
    let inet = kept::Inet::new("h").extra("port", 7);
    let address = kept::Address::from(inet).extra("tls", true);
    let node = kept::Node::from(address).name("n").extra("new", 1);
    let expected = json!({"backend": "remote", "name": "n", "type": "inet", "host": "h",
        "port": 7, "tls": true, "new": 1});
    assert_eq!(wire::to_value(&node), expected);
    // The outermost union has them all, once it is read again.
    let again: kept::Node = wire::from_json(&expected.to_string()).unwrap();
    assert_eq!(again.extra.len(), 3);
    let taken = kept::Taken::new(1).extra_arguments("more", 2);
    assert_eq!(wire::to_value(&taken), json!({"extra": 1, "more": 2}));
}

fn nothing_is_ignored_where_all_is_kept() {
    for node in nodes() {
        assert_eq!(again::<kept::Node>(&node).1, [""; 0], "{node}");
    }
}

fn ignored_members_have_their_paths() {
    let none: [&str; 0] = [];
    let cases = [
        (
            json!({"backend": "file", "path": "p", "new": {"a": [1]}, "name": "n"}),
            vec!["new"],
        ),
        (
            json!({"new": null, "backend": "null", "newer": 1}),
            vec!["new", "newer"],
        ),
        // Beside and within a branch that is itself a union.
        (
            json!({"backend": "remote", "name": "n", "new": 1, "type": "inet", "host": "h",
                   "port": 7, "newer": []}),
            vec!["new", "newer"],
        ),
        // A branch without members.
        (json!({"backend": "tap", "x": 1}), vec!["x"]),
        // An unknown branch keeps everything.
        (
            json!({"backend": "unheard", "what": 1, "name": "n"}),
            vec![],
        ),
        (json!({"backend": "file", "path": "p"}), vec![]),
    ];
    for (node, ignored) in &cases {
        assert_eq!(again::<noted::Node>(node).1, *ignored, "{node}");
    }
    let all = Value::from_iter(cases.iter().map(|(node, _)| node.clone()));
    let (_, ignored) = again::<Vec<noted::Node>>(&all);
    let expected = [
        "[0].new",
        "[1].new",
        "[1].newer",
        "[2].new",
        "[2].newer",
        "[3].x",
    ];
    assert_eq!(ignored, expected);

    // Below a branch that is itself a union, and where only outer objects keep.
    let options = json!({"backend": "remote", "type": "inet", "host": "h", "options": {"a": 1}});
    let (_, ignored) = again::<some::Node>(&options);
    assert_eq!(ignored, ["options.a"]);

    let many = Value::from_iter((0..2000).map(|n| json!({"backend": "tap", "x": n})));
    assert_eq!(again::<Vec<noted::Node>>(&many).1.len(), 1000);
    assert_eq!(wire::from_json_noting::<u8>("5").unwrap(), (5, Vec::new()));
    assert_eq!(
        wire::from_json_noting::<Value>("{\"a\": 1}").unwrap().1,
        none
    );
    assert!(wire::from_json_noting::<noted::Node>("{}").is_err());
}

fn a_branch_makes_its_union_keep() {
    let node = json!({"backend": "remote", "type": "unix", "path": "p", "new": 1});
    let decoded: some::Node = wire::from_json(&node.to_string()).unwrap();
    assert_eq!(decoded.extra["new"], 1);
    assert_eq!(wire::to_value(&decoded), node);
    // `Unix` on its own keeps, too.
    let unix: some::Unix = wire::from_json(r#"{"path": "p", "new": 1}"#).unwrap();
    assert_eq!(unix.extra["new"], 1);
}

fn patterns_that_match_nothing_are_errors() {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/union.json");
    for (pattern, expected) in [
        (
            "Nodes",
            "keep-unknown `Nodes` matches nothing in the schema; did you mean `Node`?",
        ),
        (
            "Backend",
            "keep-unknown `Backend`: what it matches cannot have that",
        ),
        // Its data has a type of its own.
        (
            "add",
            "keep-unknown `add`: what it matches cannot have that",
        ),
    ] {
        let error = Builder::new(schema).keep_unknown(pattern).try_generate();
        let Err(BuildError::Options(errors)) = error else {
            panic!("{pattern}")
        };
        assert_eq!(errors[0].to_string(), expected);
    }
}
