//! Rules about the type in a place, integer ranges and alternates' branches.

use crate::relation::{Bounds, Relation};
use crate::rule::{Check, Hit, Levels, Rule};
use crate::severity::Severity::{Breaking, Compatible, Warning};
use crate::site::{Parts, Site};

pub(crate) const RULES: &[Rule] = &[
    Rule {
        id: "type-widened",
        text: "A type takes all the values that it took, and more.",
        reason: "A client can send the same values, but may read unexpected ones.",
        example: "'data': { 'size': 'int' → 'size': 'number' }",
        levels: Levels::sent_read(Compatible, Warning),
        removal: false,
        check: Check::Wire(|site| relation(site, Relation::Widened, "was widened")),
    },
    Rule {
        id: "type-narrowed",
        text: "A type takes only some of the values that it took.",
        reason: "A client may send values that are no longer taken; those that it reads, it knows.",
        example: "'data': { 'mode': 'str' → 'mode': 'Mode' }",
        levels: Levels::sent_read(Breaking, Compatible),
        removal: false,
        check: Check::Wire(|site| relation(site, Relation::Narrowed, "was narrowed")),
    },
    Rule {
        id: "type-changed",
        text: "A type was replaced by another that takes other values.",
        reason: "Values that were right are wrong.",
        example: "'data': { 'id': 'int' → 'id': 'str' }",
        levels: Levels::sent_read(Breaking, Breaking),
        removal: false,
        check: Check::Wire(|site| relation(site, Relation::Changed, "changed")),
    },
    Rule {
        id: "range-widened",
        text: "An integer's range contains the one that it had.",
        reason: "A client can send the same numbers, but may read some that it cannot hold.",
        example: "'data': { 'port': 'uint16' → 'port': 'uint32' }",
        levels: Levels::sent_read(Compatible, Warning),
        removal: false,
        check: Check::Wire(|site| relation(site, Relation::Range(Bounds::Widened), "was widened")),
    },
    Rule {
        id: "range-narrowed",
        text: "An integer's range is contained in the one that it had.",
        reason: "A client may send numbers that are no longer taken; those that it reads, it can hold.",
        example: "'data': { 'port': 'uint32' → 'port': 'uint16' }",
        levels: Levels::sent_read(Breaking, Compatible),
        removal: false,
        check: Check::Wire(|site| {
            relation(site, Relation::Range(Bounds::Narrowed), "was narrowed")
        }),
    },
    Rule {
        id: "range-changed",
        text: "An integer's range neither contains the one that it had nor is contained in it.",
        reason: "A client may send numbers that are no longer taken, and read some that it cannot hold.",
        example: "'data': { 'offset': 'int32' → 'offset': 'uint32' }",
        levels: Levels::sent_read(Breaking, Warning),
        removal: false,
        check: Check::Wire(|site| relation(site, Relation::Range(Bounds::Changed), "changed")),
    },
    Rule {
        id: "alternative-added",
        text: "An alternate takes a further kind of JSON.",
        reason: "A client can send the same values, but may read unexpected ones.",
        example: "{ 'alternate': 'Ref', 'data': { 'name': 'str', + 'definition': 'Options' } }",
        levels: Levels::sent_read(Compatible, Warning),
        removal: false,
        check: Check::Wire(|site| match site.parts {
            Parts::Alternative(None, Some(new)) => {
                let kind = site.new_type(new);
                Hit::added(kind.clone(), format!("`{}` also takes {kind}", site.name))
            }
            _ => None,
        }),
    },
    Rule {
        id: "alternative-removed",
        text: "An alternate no longer takes a kind of JSON.",
        reason: "A client may send values that are no longer taken; those that it reads, it knows.",
        example: "{ 'alternate': 'Ref', 'data': { 'name': 'str', - 'definition': 'Options' } }",
        levels: Levels::sent_read(Breaking, Compatible),
        removal: true,
        check: Check::Wire(|site| match site.parts {
            Parts::Alternative(Some(old), None) => {
                let kind = site.old_type(old);
                Hit::removed(
                    kind.clone(),
                    format!("`{}` no longer takes {kind}", site.name),
                )
            }
            _ => None,
        }),
    },
];

fn relation(site: &Site<'_, '_>, wanted: Relation, what: &str) -> Option<Hit> {
    match site.parts {
        Parts::Type(old, new, relation) if relation == wanted => {
            let (old, new) = (site.old_type(old), site.new_type(new));
            let message = format!("the type of `{}` {what} from {old} to {new}", site.name);
            Hit::changed(old, new, message)
        }
        _ => None,
    }
}
