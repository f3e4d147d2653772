//! Rules about objects' members and unions' branches.

use crate::model::Member;
use crate::rule::{Check, Hit, Levels, Rule};
use crate::severity::Severity::{Breaking, Compatible, Warning};
use crate::site::{Parts, Site};

pub(crate) const RULES: &[Rule] = &[
    Rule {
        id: "mandatory-member-added",
        text: "A member was added that must be there.",
        reason: "A client that does not send it gets an error; one that reads it can ignore it.",
        example: "'data': { 'device': 'str', + 'id': 'str' }",
        levels: Levels::sent_read(Breaking, Compatible),
        removal: false,
        check: Check::Wire(|site| added(site, false)),
    },
    Rule {
        id: "optional-member-added",
        text: "A member was added that may be left out.",
        reason: "A client need not send it, and can ignore it where it reads it.",
        example: "'data': { 'device': 'str', + '*force': 'bool' }",
        levels: Levels::sent_read(Compatible, Compatible),
        removal: false,
        check: Check::Wire(|site| added(site, true)),
    },
    Rule {
        id: "mandatory-member-removed",
        text: "A member was removed that had to be there.",
        reason: "A client that sends it gets an error; one that reads it finds it missing.",
        example: "'data': { 'device': 'str', - 'id': 'str' }",
        levels: Levels::sent_read(Breaking, Breaking),
        removal: true,
        check: Check::Wire(|site| removed(site, false)),
    },
    Rule {
        id: "optional-member-removed",
        text: "A member was removed that could be left out.",
        reason: "A client that sends it gets an error; one that reads it has to do without anyway, \
                 but never gets it again.",
        example: "'data': { 'device': 'str', - '*force': 'bool' }",
        levels: Levels::sent_read(Breaking, Warning),
        removal: true,
        check: Check::Wire(|site| removed(site, true)),
    },
    Rule {
        id: "member-became-optional",
        text: "A member that had to be there may now be left out.",
        reason: "A client that sends it can go on; one that reads it may find it missing.",
        example: "'data': { 'device': 'str' → '*device': 'str' }",
        levels: Levels::sent_read(Compatible, Breaking),
        removal: false,
        check: Check::Wire(|site| optionality(site, true, "may now be left out")),
    },
    Rule {
        id: "member-became-mandatory",
        text: "A member that could be left out must now be there.",
        reason: "A client that does not send it gets an error; one that reads it always finds it.",
        example: "'data': { '*device': 'str' → 'device': 'str' }",
        levels: Levels::sent_read(Breaking, Compatible),
        removal: false,
        check: Check::Wire(|site| optionality(site, false, "must now be there")),
    },
    Rule {
        id: "default-changed",
        text: "A member that is left out means another value.",
        reason: "A client that leaves it out gets another behaviour; one that sends it does not.",
        example: "'serial': default \"a\" → default \"b\" (recordings of devices)",
        levels: Levels::sent_read(Warning, Compatible),
        removal: false,
        check: Check::Wire(|site| match site.parts {
            Parts::Default(Some(old), Some(new)) => {
                let (old, new) = (old.to_string(), new.to_string());
                let message = format!("the default of `{}` changed from {old} to {new}", site.name);
                Hit::changed(old, new, message)
            }
            _ => None,
        }),
    },
    Rule {
        id: "default-added",
        text: "The value of a member that is left out became known.",
        reason: "The member could be left out before; its value then was not told.",
        example: "'serial': + default \"a\" (recordings of devices)",
        levels: Levels::sent_read(Compatible, Compatible),
        removal: false,
        check: Check::Wire(|site| match site.parts {
            Parts::Default(None, Some(new)) => {
                let new = new.to_string();
                Hit::added(
                    new.clone(),
                    format!("`{}` has the default {new}", site.name),
                )
            }
            _ => None,
        }),
    },
    Rule {
        id: "default-removed",
        text: "The value of a member that is left out is no longer known.",
        reason: "The member can still be left out; its value then is not told.",
        example: "'serial': - default \"a\" (recordings of devices)",
        levels: Levels::sent_read(Compatible, Compatible),
        removal: false,
        check: Check::Wire(|site| match site.parts {
            Parts::Default(Some(old), None) => {
                let old = old.to_string();
                Hit::removed(
                    old.clone(),
                    format!("`{}` lost the default {old}", site.name),
                )
            }
            _ => None,
        }),
    },
    Rule {
        id: "member-moved-to-branches",
        text: "A union's common member moved into all of its branches.",
        reason: "The same values are taken and given; only the path to ask for it changed.",
        example: "'base': { 'driver': 'Driver', - '*cache': 'bool' }, each branch: + '*cache': 'bool'",
        levels: Levels::introspection(Compatible),
        removal: false,
        check: Check::Wire(|site| match site.parts {
            Parts::Moved { to_common: false } => {
                let message = format!(
                    "member `{}` moved from the common part into all branches",
                    site.name
                );
                Hit::changed("common", "in all branches", message)
            }
            _ => None,
        }),
    },
    Rule {
        id: "member-moved-to-common",
        text: "A member of all of a union's branches moved into its common part.",
        reason: "The same values are taken and given; only the path to ask for it changed.",
        example: "'base': { 'driver': 'Driver', + '*cache': 'bool' }, each branch: - '*cache': 'bool'",
        levels: Levels::introspection(Compatible),
        removal: false,
        check: Check::Wire(|site| match site.parts {
            Parts::Moved { to_common: true } => {
                let message = format!(
                    "member `{}` moved from all branches into the common part",
                    site.name
                );
                Hit::changed("in all branches", "common", message)
            }
            _ => None,
        }),
    },
    Rule {
        id: "tag-changed",
        text: "A union is told apart by another member.",
        reason: "The other members of the object depend on another member than before.",
        example: "'discriminator': 'driver' → 'discriminator': 'type'",
        levels: Levels::sent_read(Breaking, Breaking),
        removal: false,
        check: Check::Wire(|site| match site.parts {
            Parts::Tag(Some(old), Some(new)) => Hit::changed(
                old,
                new,
                format!("the union's tag was `{old}` and is `{new}`"),
            ),
            _ => None,
        }),
    },
    Rule {
        id: "branch-added",
        text: "A union's tag got a value, and the union a branch for it.",
        reason: "A client need not send it, but may read it without knowing it.",
        example: "'data': { 'file': 'File', + 'nvme': 'Nvme' }",
        levels: Levels::sent_read(Compatible, Warning),
        removal: false,
        check: Check::Wire(|site| match site.parts {
            Parts::Branch(None, Some(new)) => {
                Hit::added(new.case, format!("branch `{}` was added", new.case))
            }
            _ => None,
        }),
    },
    Rule {
        id: "branch-removed",
        text: "A union's tag lost a value, and the union the branch for it.",
        reason: "A client that sends it gets an error; one that would read it no longer does.",
        example: "'data': { 'file': 'File', - 'sheepdog': 'Sheepdog' }",
        levels: Levels::sent_read(Breaking, Compatible),
        removal: true,
        check: Check::Wire(|site| match site.parts {
            Parts::Branch(Some(old), None) => {
                Hit::removed(old.case, format!("branch `{}` was removed", old.case))
            }
            _ => None,
        }),
    },
];

fn with_presence(member: &Member<'_>, ty: String) -> String {
    if member.optional {
        format!("optional {ty}")
    } else {
        ty
    }
}

/// `, but not in branches …`: for a member that only some branches gained or lost.
fn except(elsewhere: &[&str], words: &str) -> String {
    match elsewhere {
        [] => String::new(),
        [one] => format!(" ({words} branch {one})"),
        many => format!(" ({words} branches {})", many.join(", ")),
    }
}

fn added(site: &Site<'_, '_>, optional: bool) -> Option<Hit> {
    let Parts::Member(None, Some(member), elsewhere) = site.parts else {
        return None;
    };
    let kind = if optional { "optional" } else { "mandatory" };
    let note = except(elsewhere, "it was there in");
    let message = format!("{kind} member `{}` was added{note}", site.name);
    (member.optional == optional)
        .then(|| Hit::added(with_presence(member, site.new_type(member.ty)), message))?
}

fn removed(site: &Site<'_, '_>, optional: bool) -> Option<Hit> {
    let Parts::Member(Some(member), None, elsewhere) = site.parts else {
        return None;
    };
    let kind = if optional { "optional" } else { "mandatory" };
    let note = except(elsewhere, "it stays in");
    let message = format!("{kind} member `{}` was removed{note}", site.name);
    (member.optional == optional)
        .then(|| Hit::removed(with_presence(member, site.old_type(member.ty)), message))?
}

fn optionality(site: &Site<'_, '_>, now_optional: bool, what: &str) -> Option<Hit> {
    let Parts::Member(Some(old), Some(new), _) = site.parts else {
        return None;
    };
    if old.optional == new.optional || new.optional != now_optional {
        return None;
    }
    let word = |optional| if optional { "optional" } else { "mandatory" };
    let message = format!("member `{}` {what}", site.name);
    Hit::changed(word(old.optional), word(new.optional), message)
}
