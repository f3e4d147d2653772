//! Members by their names in C, and their descriptions in messages.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt};

use crate::entity::{Entities, Entity, MemberId};
use crate::name;

/// The members of an object by their names in C.
pub(super) struct MemberScope<'w, 's> {
    entities: &'w Entities<'s>,
    /// The user of the members; members of others are described with their owners.
    user: &'w Entity<'s>,
    seen: HashMap<Cow<'s, str>, MemberId>,
}

impl<'w, 's> MemberScope<'w, 's> {
    pub(super) fn new(entities: &'w Entities<'s>, user: &'w Entity<'s>) -> MemberScope<'w, 's> {
        MemberScope {
            entities,
            user,
            seen: HashMap::new(),
        }
    }

    /// Adds a member. If its name is taken, calls `report` with the message and the other member.
    pub(super) fn add(&mut self, member: MemberId, report: impl FnOnce(String, MemberId)) {
        let name = self.entities.member(member).name;
        let other = *self.seen.entry(name::c_name(name)).or_insert(member);
        if other != member {
            let message = collision_message(self.entities, self.user, member, other);
            report(message, other);
        }
    }
}

/// The message for two members, seen by `user`, that collide.
pub(super) fn collision_message(
    entities: &Entities<'_>,
    user: &Entity<'_>,
    member: MemberId,
    other: MemberId,
) -> String {
    format!(
        "{} collides with {}",
        describe_member(entities, user, member),
        describe_member(entities, user, other)
    )
}

/// Describes a member in messages about `user`.
pub(super) fn describe_member(entities: &Entities<'_>, user: &Entity<'_>, id: MemberId) -> String {
    let member = entities.member(id);
    let owner = &*entities.get(id.0).name;
    let (role, meta, owner) = match owner.strip_prefix("q_obj_") {
        None => ("member", "type", owner),
        Some(name) => match (name.strip_suffix("-arg"), name.strip_suffix("-base")) {
            (Some(name), _) => ("parameter", "command", name),
            (_, Some(name)) => ("base member", "type", name),
            _ => ("member", "type", name),
        },
    };
    let user = user
        .name
        .strip_prefix("q_obj_")
        .map_or(&*user.name, |name| {
            name.strip_suffix("-arg")
                .or(name.strip_suffix("-base"))
                .unwrap_or(name)
        });
    if owner == user {
        format!("{role} '{}'", member.name)
    } else {
        format!("{role} '{}' of {meta} '{owner}'", member.name)
    }
}
