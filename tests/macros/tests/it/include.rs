//! `include_qapi!` as its users write it: the included items exist and work.

use qapi_client::Command;
use qapi_test_support::{Trial, trials};
use serde_json::{from_value, json, to_value};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        types_convert,
        commands_encode,
        replies_decode,
        options_are_honoured,
        a_declarative_macro_can_call_it,
        a_function_can_hold_it,
        an_answer_serves_as_schema,
        releases_are_united,
        unknown_members_are_kept,
    ]
}

/// The path is relative to the crate.
pub mod lamp {
    qapi_macros::include_qapi!("tests/schemas/lamp.json");
}

/// The same a second time in one crate, with every option.
pub mod adapted {
    qapi_macros::include_qapi! {
        schema: "tests/schemas/lamp.json",
        edition: "10.0",
        select: ["dim", "query-lamps", "LAMP_BROKEN"],
        define: ["CONFIG_UNUSED"],
        defines: "tests/schemas/lamp.defines",
        conditions: defined,
        role: both,
        rename: { "Lamp": "Light", "Bulb.power": "watts" },
        exclude: [unstable],
        derive: { "Strip": [PartialEq, ::core::cmp::PartialOrd], "Bulb": ::core::cmp::PartialEq },
        attribute: { "Strip": #[doc(alias = "ribbon")] },
        substitute: { "Bulb.power": f64 },
        base64: ["LAMP_BROKEN.id", "!toggle.id", "known"],
        crate: ::qapi_client,
    }
}

/// Code for two releases, with `=` and `;` as `probes!` accepts them.
pub mod both_releases {
    qapi_macros::include_qapi! {
        schema = "tests/schemas/lamp.json";
        also = { "1.0": "tests/schemas/lamp-1.json" };
    }
}

/// Whatever a newer peer adds is written back.
pub mod keeping {
    qapi_macros::include_qapi! {
        schema: "tests/schemas/lamp.json",
        role: both,
        keep_unknown: ["Lamp", "dim", "LAMP_*"],
    }
}

/// Types in modules of their files, which convert from and to those of another module.
pub mod sorted {
    qapi_macros::include_qapi! {
        schema: "tests/schemas/lamp.json",
        layout: modules,
        convert: { "super::lamp": "tests/schemas/lamp.json" },
    }
}

/// Conditions become the crate's own.
#[allow(unexpected_cfgs)]
pub mod conditional {
    qapi_macros::include_qapi! { schema: "tests/schemas/lamp.json", conditions: cfg }
}

/// A recorded answer instead of a schema.
pub mod answered {
    qapi_macros::include_qapi! { schema: "tests/schemas/answer.json", select: ["blink"] }
}

/// Another schema, from outside of the crate's folder.
pub mod kestrel {
    qapi_macros::include_qapi!(r"../../schemas/tutorial/vm.json");
}

macro_rules! lamps {
    ($name:ident, $schema:literal, $($command:literal),*) => {
        /// A declarative macro passes on its arguments.
        pub mod $name {
            qapi_macros::include_qapi! { schema: $schema, select: [$($command),*] }
        }
    };
}

lamps!(by_macro, "tests/schemas/lamp.json", "toggle");

fn types_convert() {
    let colour: sorted::colours::Colour = lamp::Colour::WarmWhite.into();
    let colour: sorted::Colour = colour;
    assert_eq!(colour.as_str(), "warm-white");
    let again = lamp::Colour::from(colour);
    assert!(again == lamp::Colour::WarmWhite);
}

fn commands_encode() {
    let dim = lamp::commands::Dim::new("k1", 7).fade(100);
    assert_eq!(
        to_value(&dim).unwrap(),
        json!({"id": "k1", "level": 7, "fade": 100})
    );
    assert_eq!(lamp::commands::Dim::NAME, "dim");
    assert_eq!(kestrel::commands::SelfTest::NAME, "self_test");
}

fn replies_decode() {
    let reply = json!([{"kind": "bulb", "id": "k1", "power": 9, "colour": "green"}]);
    let lamps: Vec<lamp::Lamp> = from_value(reply).unwrap();
    assert_eq!(lamps[0].colour.as_ref().unwrap().as_str(), "green");
}

fn options_are_honoured() {
    // A name of its own, a type of its own, another derive, both directions.
    let bulb = adapted::Bulb {
        id: "k1".to_owned(),
        watts: 4.5,
    };
    assert!(bulb == from_value(json!({"id": "k1", "power": 4.5})).unwrap());
    let _: fn(&adapted::Light) -> &Option<adapted::Colour> = |light| &light.colour;
    // Left out: an unstable optional member, and one whose condition does not hold.
    let _ = adapted::Strip { leds: 3 };
    let broken = adapted::events::LampBroken::new(b"lamp");
    assert_eq!(
        qapi_client::wire::to_string(&broken),
        r#"{"id":"bGFtcA=="}"#
    );
    assert_eq!(adapted::Colour::ALL.len(), 3);
    assert_eq!(conditional::Colour::ALL.len(), 2);
}

#[allow(deprecated)]
fn a_declarative_macro_can_call_it() {
    assert_eq!(by_macro::commands::Toggle::NAME, "toggle");
}

fn a_function_can_hold_it() {
    mod inner {
        qapi_macros::include_qapi! { schema: "tests/schemas/lamp-1.json", select: ["blink"] }
    }
    assert_eq!(inner::commands::Blink::NAME, "blink");
}

fn an_answer_serves_as_schema() {
    let blink = answered::commands::Blink::new("left");
    assert_eq!(to_value(&blink).unwrap(), json!({ "id": "left" }));
    assert_eq!(answered::commands::Blink::NAME, "blink");
}

fn releases_are_united() {
    assert_eq!(both_releases::releases(), ["lamp", "1.0"]);
    let answer = both_releases::schema().query("blink");
    assert!(answer.unwrap());
}

fn unknown_members_are_kept() {
    let reply = json!([{"kind": "bulb", "id": "k1", "power": 9, "new": {"a": [1, null]}}]);
    let lamps: Vec<keeping::Lamp> = from_value(reply.clone()).unwrap();
    assert_eq!(to_value(&lamps).unwrap(), reply);
    assert_eq!(lamps[0].extra["new"], json!({"a": [1, null]}));
    let dim = json!({"id": "k1", "level": 7, "new": []});
    let again: keeping::commands::Dim = from_value(dim.clone()).unwrap();
    assert_eq!(to_value(&again).unwrap(), dim);
    let event = json!({"id": "k1", "why": "heat"});
    let again: keeping::events::LampBroken = from_value(event.clone()).unwrap();
    assert_eq!(to_value(&again).unwrap(), event);
    // No pattern matches that command.
    let toggle = json!({"id": "k1", "new": 1});
    #[allow(deprecated)]
    let again: keeping::commands::Toggle = from_value(toggle).unwrap();
    assert_eq!(to_value(&again).unwrap(), json!({"id": "k1"}));
}
