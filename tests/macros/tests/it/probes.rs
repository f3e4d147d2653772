//! `probes!` as its users write it: its paths, its answers, its traits.

use qapi_client::introspect::Schema;
use qapi_test_support::{Trial, trials};
use serde_json::{from_value, json, to_value};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        fields_answer,
        nothing_to_ask,
        a_folder_is_a_schema,
        names_paths_and_answers_can_be_listed,
        caps_can_be_compared_copied_shown_and_kept,
    ]
}

qapi_macros::probes! {
    schema: "tests/schemas/lamp.json",
    also: ["tests/schemas/lamp-1.json"],

    /// The abilities of the connected lamp.
    #[derive(Copy, Hash)]
    pub struct Caps {
        /// True if it can blink.
        blink: "blink",
        pub(crate) smooth: "dim/$smooth",
        /// Only in some builds.
        ultraviolet: "add-lamp/arg-type/*colour/^uv",
        r#type: "query-lamps/ret-type/+strip/*gamma/!number",
        #[cfg(any())]
        never: "toggle",
    }
}

use from_answer::{a_folder_is_a_schema, nothing_to_ask};

/// From an answer instead of a schema, and beside another in one crate.
mod from_answer {
    qapi_macros::probes! {
        schema = "tests/schemas/answer.json";
        crate = ::qapi_client;
        pub struct Caps { pub blink: "blink/arg-type/id" }
    }

    qapi_macros::probes! {
        schema = "../../schemas/tutorial/vm.json";
        struct Nothing {}
    }

    // A folder stands for the schema in it.
    qapi_macros::probes! {
        schema = "tests/schemas/tree";
        struct InFolder { blink: "blink" }
    }

    pub(super) fn a_folder_is_a_schema() {
        assert!(InFolder::probe(&super::first()).blink);
    }

    pub(super) fn nothing_to_ask() {
        assert_eq!(Nothing::probe(&super::first()).iter().len(), 0);
        assert!(Nothing::PATHS.is_empty());
    }
}

const ANSWER: &str = include_str!("../schemas/answer.json");

fn first() -> Schema<'static> {
    Schema::from_json(ANSWER).unwrap()
}

fn fields_answer() {
    let caps = Caps::probe(&first());
    assert!(caps.blink);
    assert!(!caps.smooth && !caps.ultraviolet && !caps.r#type);
    assert!(from_answer::Caps::probe(&first()).blink);
}

fn names_paths_and_answers_can_be_listed() {
    let caps = Caps::probe(&first());
    let all: Vec<_> = caps.iter().collect();
    assert_eq!(
        all,
        [
            ("blink", "blink", true),
            ("smooth", "dim/$smooth", false),
            ("ultraviolet", "add-lamp/arg-type/*colour/^uv", false),
            ("type", "query-lamps/ret-type/+strip/*gamma/!number", false),
        ]
    );
    assert_eq!(
        Caps::PATHS,
        all.iter().map(|(_, path, _)| *path).collect::<Vec<_>>()
    );
}

fn caps_can_be_compared_copied_shown_and_kept() {
    let caps = Caps::probe(&first());
    let copy = caps;
    assert_eq!(caps, copy);
    assert!(format!("{caps:?}").starts_with("Caps { blink: true, smooth: false"));

    let kept = to_value(caps).unwrap();
    assert_eq!(
        kept,
        json!({"blink": true, "smooth": false, "ultraviolet": false, "type": false})
    );
    assert_eq!(from_value::<Caps>(kept).unwrap(), caps);
    let error = from_value::<Caps>(json!({"blink": true})).unwrap_err();
    assert_eq!(error.to_string(), "missing field `smooth`");
}
