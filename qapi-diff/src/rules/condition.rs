//! Rules about conditions, for versions whose sources tell them.

use crate::cond::{Builds, describe};
use crate::rule::{Check, Hit, Levels, Rule};
use crate::severity::Severity::{Compatible, Warning};
use crate::site::{Parts, Site};

pub(crate) const RULES: &[Rule] = &[
    Rule {
        id: "condition-widened",
        text: "Something is there in all builds in which it was, and in more.",
        reason: "No build that had it lacks it.",
        example: "{ 'command': 'query-sgx', - 'if': 'TARGET_I386' }",
        levels: Levels::sent_read(Compatible, Compatible),
        removal: false,
        check: Check::Wire(|site| condition(site, Builds::More, "is there in more builds")),
    },
    Rule {
        id: "condition-narrowed",
        text: "Something is missing in builds in which it was.",
        reason: "For users of such a build it was removed.",
        example: "{ 'command': 'query-sgx', + 'if': 'TARGET_I386' }",
        levels: Levels::sent_read(Warning, Warning),
        removal: false,
        check: Check::Wire(|site| condition(site, Builds::Fewer, "is missing in some builds")),
    },
];

fn condition(site: &Site<'_, '_>, wanted: Builds, what: &str) -> Option<Hit> {
    match site.parts {
        Parts::Condition(old, new, builds) if builds == wanted => Hit::changed(
            describe(old),
            describe(new),
            format!("`{}` {what}", site.name),
        ),
        _ => None,
    }
}
