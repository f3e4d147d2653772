//! Rules about enumerations' values. (A union's tag counts by its branches.)

use crate::rule::{Check, Hit, Levels, Rule};
use crate::severity::Severity::{Breaking, Compatible, Warning};
use crate::site::Parts;

pub(crate) const RULES: &[Rule] = &[
    Rule {
        id: "value-added",
        text: "An enumeration got a value.",
        reason: "A client need not send it, but may read it and not know what to do.",
        example: "{ 'enum': 'Mode', 'data': [ 'ro', + 'rw' ] }",
        levels: Levels::sent_read(Compatible, Warning),
        removal: false,
        check: Check::Wire(|site| match site.parts {
            Parts::Value(None, Some(new)) => {
                Hit::added(new.name, format!("value `{}` was added", new.name))
            }
            _ => None,
        }),
    },
    Rule {
        id: "value-removed",
        text: "An enumeration lost a value.",
        reason: "A client that sends it gets an error; one that would read it no longer does.",
        example: "{ 'enum': 'Mode', 'data': [ 'ro', - 'rw' ] }",
        levels: Levels::sent_read(Breaking, Compatible),
        removal: true,
        check: Check::Wire(|site| match site.parts {
            Parts::Value(Some(old), None) => {
                Hit::removed(old.name, format!("value `{}` was removed", old.name))
            }
            _ => None,
        }),
    },
];
