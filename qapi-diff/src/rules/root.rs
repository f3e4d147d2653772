//! Rules about commands and events, and about commands' settings.

use crate::model::{Command, Root, RootKind};
use crate::rule::{Check, Hit, Levels, Rule};
use crate::severity::Severity::{Breaking, Compatible, Warning};
use crate::site::{Parts, Site};

pub(crate) const RULES: &[Rule] = &[
    Rule {
        id: "command-added",
        text: "A command was added.",
        reason: "No client can have sent it.",
        example: "+ { 'command': 'disk-eject' }",
        levels: Levels::request(Compatible),
        removal: false,
        check: Check::Wire(|site| match added(site)? {
            RootKind::Command(Command { noun, .. }) => {
                Hit::added(noun, format!("{noun} `{}` was added", site.name))
            }
            RootKind::Event(_) => None,
        }),
    },
    Rule {
        id: "command-removed",
        text: "A command was removed.",
        reason: "A client that sends it gets an error.",
        example: "- { 'command': 'disk-eject' }",
        levels: Levels::request(Breaking),
        removal: true,
        check: Check::Wire(|site| match removed(site)? {
            RootKind::Command(Command { noun, .. }) => {
                Hit::removed(noun, format!("{noun} `{}` was removed", site.name))
            }
            RootKind::Event(_) => None,
        }),
    },
    Rule {
        id: "event-added",
        text: "An event was added.",
        reason: "The protocol asks clients to ignore events that they do not know.",
        example: "+ { 'event': 'DISK_FULL' }",
        levels: Levels::event(Compatible),
        removal: false,
        check: Check::Wire(|site| match added(site)? {
            RootKind::Event(_) => Hit::added("event", format!("event `{}` was added", site.name)),
            RootKind::Command(_) => None,
        }),
    },
    Rule {
        id: "event-removed",
        text: "An event was removed.",
        reason: "A client that waits for it waits without end.",
        example: "- { 'event': 'DISK_FULL' }",
        levels: Levels::event(Breaking),
        removal: true,
        check: Check::Wire(|site| match removed(site)? {
            RootKind::Event(_) => {
                Hit::removed("event", format!("event `{}` was removed", site.name))
            }
            RootKind::Command(_) => None,
        }),
    },
    Rule {
        id: "oob-added",
        text: "A command can now be executed out of band.",
        reason: "It can be executed in band as before.",
        example: "{ 'command': 'migrate-pause', + 'allow-oob': true }",
        levels: Levels::request(Compatible),
        removal: false,
        check: Check::Wire(|site| {
            flag(
                site,
                |c| Some(c.allow_oob),
                false,
                "can be executed out of band",
            )
        }),
    },
    Rule {
        id: "oob-removed",
        text: "A command can no longer be executed out of band.",
        reason: "A client that executes it out of band gets an error.",
        example: "{ 'command': 'migrate-pause', - 'allow-oob': true }",
        levels: Levels::request(Breaking),
        removal: false,
        check: Check::Wire(|site| {
            flag(
                site,
                |c| Some(c.allow_oob),
                true,
                "can be executed out of band",
            )
        }),
    },
    Rule {
        id: "preconfig-added",
        text: "A command can now be executed before the machine is built.",
        reason: "It can be executed afterwards as before.",
        example: "{ 'command': 'query-version', + 'allow-preconfig': true }",
        levels: Levels::request(Compatible),
        removal: false,
        check: Check::Wire(|site| {
            flag(
                site,
                |c| c.allow_preconfig,
                false,
                "can be executed in preconfig state",
            )
        }),
    },
    Rule {
        id: "preconfig-removed",
        text: "A command can no longer be executed before the machine is built.",
        reason: "A client that executes it then gets an error.",
        example: "{ 'command': 'query-version', - 'allow-preconfig': true }",
        levels: Levels::request(Breaking),
        removal: false,
        check: Check::Wire(|site| {
            flag(
                site,
                |c| c.allow_preconfig,
                true,
                "can be executed in preconfig state",
            )
        }),
    },
    Rule {
        id: "success-response-added",
        text: "A command that did not answer success now does.",
        reason: "A client that expects no answer may take it for that of another command.",
        example: "{ 'command': 'guest-shutdown', - 'success-response': false }",
        levels: Levels::request(Warning),
        removal: false,
        check: Check::Wire(|site| flag(site, |c| c.success_response, false, "answers success")),
    },
    Rule {
        id: "success-response-removed",
        text: "A command no longer answers success.",
        reason: "A client that waits for the answer waits without end.",
        example: "{ 'command': 'guest-shutdown', + 'success-response': false }",
        levels: Levels::request(Breaking),
        removal: false,
        check: Check::Wire(|site| flag(site, |c| c.success_response, true, "answers success")),
    },
    Rule {
        id: "arguments-opened",
        text: "A command now takes arguments that the schema does not have.",
        reason: "It takes the others as before.",
        example: "{ 'command': 'device_add', + 'gen': false }",
        levels: Levels::request(Compatible),
        removal: false,
        check: Check::Wire(|site| {
            flag(
                site,
                |c| c.open,
                false,
                "takes arguments that the schema does not have",
            )
        }),
    },
    Rule {
        id: "arguments-closed",
        text: "A command no longer takes arguments that the schema does not have.",
        reason: "Arguments that were taken may now be refused.",
        example: "{ 'command': 'netdev_add', - 'gen': false }",
        levels: Levels::request(Warning),
        removal: false,
        check: Check::Wire(|site| {
            flag(
                site,
                |c| c.open,
                true,
                "takes arguments that the schema does not have",
            )
        }),
    },
];

fn added(site: &Site<'_, '_>) -> Option<RootKind> {
    match site.parts {
        Parts::Root(None, Some(Root { kind, .. })) => Some(*kind),
        _ => None,
    }
}

fn removed(site: &Site<'_, '_>) -> Option<RootKind> {
    match site.parts {
        Parts::Root(Some(Root { kind, .. }), None) => Some(*kind),
        _ => None,
    }
}

/// A command's setting that was `before` and no longer is, where both versions tell.
fn flag(
    site: &Site<'_, '_>,
    get: fn(&Command) -> Option<bool>,
    before: bool,
    what: &str,
) -> Option<Hit> {
    let Parts::Command(old, new) = &site.parts else {
        return None;
    };
    let (old, new) = (get(old)?, get(new)?);
    if old == new || old != before {
        return None;
    }
    let (from, to) = if new { ("no", "yes") } else { ("yes", "no") };
    let now = if new { "now" } else { "no longer" };
    Hit::changed(from, to, format!("command `{}` {now} {what}", site.name))
}
