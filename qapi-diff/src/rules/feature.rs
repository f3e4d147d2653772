//! Rules about features, among them the two that QEMU gives a meaning.

use crate::rule::{Check, Hit, Levels, Rule};
use crate::severity::Severity::{Breaking, Compatible, Warning};
use crate::site::{Parts, Site};

const DEPRECATED: &str = "deprecated";
const UNSTABLE: &str = "unstable";

pub(crate) const RULES: &[Rule] = &[
    Rule {
        id: "deprecated-added",
        text: "Something was deprecated.",
        reason: "It works as before, but may go away in two releases: clients have to change.",
        example: "{ 'command': 'change', + 'features': [ 'deprecated' ] }",
        levels: Levels::introspection(Warning),
        removal: false,
        check: Check::Wire(|site| match added(site)? {
            DEPRECATED => Hit::added(DEPRECATED, format!("`{}` was deprecated", site.name)),
            _ => None,
        }),
    },
    Rule {
        id: "deprecated-removed",
        text: "Something is no longer deprecated.",
        reason: "It works as before, and will stay.",
        example: "{ 'command': 'change', - 'features': [ 'deprecated' ] }",
        levels: Levels::introspection(Compatible),
        removal: false,
        check: Check::Wire(|site| match removed(site)? {
            DEPRECATED => Hit::removed(
                DEPRECATED,
                format!("`{}` is no longer deprecated", site.name),
            ),
            _ => None,
        }),
    },
    Rule {
        id: "unstable-added",
        text: "Something stable became unstable.",
        reason: "It works as before, but may change or go away at any time.",
        example: "{ 'command': 'x-probe', + 'features': [ 'unstable' ] }",
        levels: Levels::introspection(Warning),
        removal: false,
        check: Check::Wire(|site| match added(site)? {
            UNSTABLE => Hit::added(UNSTABLE, format!("`{}` became unstable", site.name)),
            _ => None,
        }),
    },
    Rule {
        id: "unstable-removed",
        text: "Something unstable became stable.",
        reason: "It works as before, and will go on to.",
        example: "{ 'command': 'x-probe', - 'features': [ 'unstable' ] }",
        levels: Levels::introspection(Compatible),
        removal: false,
        check: Check::Wire(|site| match removed(site)? {
            UNSTABLE => Hit::removed(UNSTABLE, format!("`{}` became stable", site.name)),
            _ => None,
        }),
    },
    Rule {
        id: "feature-added",
        text: "A feature was added.",
        reason: "A client that does not know it goes on as before.",
        example: "{ 'command': 'device_add', + 'features': [ 'json-cli' ] }",
        levels: Levels::introspection(Compatible),
        removal: false,
        check: Check::Wire(|site| match added(site)? {
            DEPRECATED | UNSTABLE => None,
            name => Hit::added(name, format!("feature `{name}` was added")),
        }),
    },
    Rule {
        id: "feature-removed",
        text: "A feature was removed.",
        reason: "A client that needs it no longer finds it.",
        example: "{ 'command': 'device_add', - 'features': [ 'json-cli' ] }",
        levels: Levels::introspection(Breaking),
        removal: true,
        check: Check::Wire(|site| match removed(site)? {
            DEPRECATED | UNSTABLE => None,
            name => Hit::removed(name, format!("feature `{name}` was removed")),
        }),
    },
];

fn added<'m>(site: &Site<'_, 'm>) -> Option<&'m str> {
    match site.parts {
        Parts::Feature(None, Some(new)) => Some(new.name),
        _ => None,
    }
}

fn removed<'m>(site: &Site<'_, 'm>) -> Option<&'m str> {
    match site.parts {
        Parts::Feature(Some(old), None) => Some(old.name),
        _ => None,
    }
}
