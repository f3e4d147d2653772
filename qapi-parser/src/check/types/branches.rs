//! Collisions between a union's common members and its branches' (`docs/devel/qapi-code-gen.rst`,
//! "Union types").

use foldhash::HashSet;

use super::members::collision_message;
use super::object::{MAX_LOOKUPS, Walk};
use crate::diag::codes::check as codes;
use crate::entity::{Id, MemberId};
use crate::name;

impl Walk<'_, '_, '_> {
    /// Checks that no member of a branch collides with a common one: both stand in one object on
    /// the wire.
    pub(super) fn branch_members(&mut self, id: Id) {
        let Some((entity, object, at)) = self.parts(id) else {
            return;
        };
        let Some(variants) = &object.variants else {
            return;
        };
        let mut seen = HashSet::from_iter([id]);
        let mut pending: Vec<Id> = variants
            .list
            .iter()
            .rev()
            .filter_map(|v| v.ty.target)
            .collect();
        while let Some(branch) = pending.pop() {
            let is_new = seen.insert(branch) && !self.checked.state(branch).poisoned;
            let (common, own) = (
                self.checked.members(id).len(),
                self.checked.members(branch).len(),
            );
            self.checked.lookups += 1 + if is_new { common.min(own) } else { 0 };
            if self.checked.lookups > MAX_LOOKUPS {
                return self.report_too_complex(entity);
            }
            if !is_new {
                continue;
            }
            if let Some((member, other)) = self.collision(id, branch) {
                let via = variants.list.iter().find(|v| v.ty.target == Some(branch));
                let message = collision_message(self.entities, entity, member, other);
                let culprit = via.map_or(at.anchor, |v| v.ty.span);
                let diagnostic = at.error(codes::COLLISION, culprit, message);
                let span = |member| self.entities.member(member).span;
                let diagnostic = diagnostic.label(span(member), "this member");
                self.cx
                    .report(diagnostic.label(span(other), "and the common one"));
            }
            let nested = self
                .entities
                .object(branch)
                .and_then(|o| o.variants.as_ref());
            let nested = nested.into_iter().flat_map(|v| &v.list);
            pending.extend(nested.filter_map(|v| v.ty.target));
        }
    }

    /// Finds a member of the branch and a common one that collide. The shorter list is looked up in
    /// the longer one.
    fn collision(&mut self, union: Id, branch: Id) -> Option<(MemberId, MemberId)> {
        let (few, many) =
            match self.checked.members(union).len() < self.checked.members(branch).len() {
                true => (union, branch),
                false => (branch, union),
            };
        let entities = self.entities;
        let state = self.checked.state_mut(many);
        let by_name = state.by_name.get_or_insert_with(|| {
            let name = |m: &MemberId| name::c_name(entities.member(*m).name).into_owned();
            state.members.iter().map(|m| (name(m), *m)).collect()
        });
        let by_name = std::mem::take(by_name);
        let found = self.checked.members(few).iter().find_map(|&member| {
            let other = by_name.get(&*name::c_name(entities.member(member).name))?;
            Some((member, *other))
        });
        self.checked.state_mut(many).by_name = Some(by_name);
        found.map(|(a, b)| if few == branch { (a, b) } else { (b, a) })
    }
}
