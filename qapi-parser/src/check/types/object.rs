//! Objects: bases, members, discriminators, branches (`docs/devel/qapi-code-gen.rst`, "Struct
//! types", "Union types").

use foldhash::HashSet;

use super::check_known;
use super::members::{MemberScope, describe_member};
use crate::check::feature;
use crate::context::{At, Cx};
use crate::diag::Diagnostic;
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::entity::{
    Checked, Entities, Entity, Id, Kind, Object, Progress, State, Tag, Variant, Variants,
};
use crate::ir::EnumValue;

/// Maximum number of inherited members of all objects together: a chain of bases makes them grow
/// with the square of its length.
const MAX_INHERITED: usize = 1 << 22;

/// Maximum number of values without a branch in all unions together: unions of one large enum have
/// as many as the square of the schema's size.
const MAX_UNLISTED: usize = 1 << 20;

/// Maximum number of look-ups in the search for branches that collide, for the same reason.
pub(super) const MAX_LOOKUPS: usize = 1 << 23;

/// The remaining steps for objects that are being checked.
enum Step {
    Enter(Id),
    Members(Id),
    Branch(Id, usize),
}

/// Checks an object, its base and branches first.
pub(crate) fn check_object(
    cx: &mut Cx<'_>,
    entities: &Entities<'_>,
    checked: &mut Checked,
    id: Id,
) {
    if checked.gave_up {
        return;
    }
    let mut walk = Walk {
        cx,
        entities,
        checked,
        stack: vec![Step::Enter(id)],
    };
    while let Some(step) = walk.stack.pop() {
        match step {
            Step::Enter(id) => walk.enter(id),
            Step::Members(id) => walk.members(id),
            Step::Branch(id, index) => walk.branch(id, index),
        }
    }
}

pub(super) struct Walk<'w, 'c, 's> {
    pub(super) cx: &'w mut Cx<'c>,
    pub(super) entities: &'w Entities<'s>,
    pub(super) checked: &'w mut Checked,
    stack: Vec<Step>,
}

impl<'w, 's> Walk<'w, '_, 's> {
    pub(super) fn parts(&self, id: Id) -> Option<(&'w Entity<'s>, &'w Object<'s>, At)> {
        let entity = self.entities.get(id);
        let object = self.entities.object(id)?;
        Some((
            entity,
            object,
            At {
                anchor: entity.anchor,
            },
        ))
    }

    fn poison(&mut self, id: Id) {
        self.checked.state_mut(id).poisoned = true;
    }

    /// Enters an object and its base.
    fn enter(&mut self, id: Id) {
        let Some((entity, object, at)) = self.parts(id) else {
            return;
        };
        match self.checked.state(id).progress {
            Progress::Done => return,
            Progress::Active => return self.report_cycle(id, entity),
            Progress::New => self.checked.state_mut(id).progress = Progress::Active,
        }
        feature::check_clashes(self.cx, at, &entity.features);
        feature::check_special_on_type(self.cx, at, &entity.features);
        self.stack.push(Step::Members(id));
        if entity.damaged {
            self.poison(id);
        }
        let Some(base) = &object.base else { return };
        if !check_known(self.cx, at, self.entities, base, || "'base'".to_owned()) {
            return self.poison(id);
        }
        let Some((base_id, ty)) = base.target.map(|id| (id, self.entities.get(id))) else {
            return;
        };
        match &ty.kind {
            Kind::Object(object) if object.variants.is_none() => {
                self.stack.push(Step::Enter(base_id))
            }
            _ => {
                let message = format!(
                    "'base' requires a struct type, {} isn't",
                    ty.describe(self.entities)
                );
                let error = at.error(codes::BAD_BASE, base.span, message);
                self.cx.report(ty.show(error));
                self.poison(id);
            }
        }
    }

    fn report_cycle(&mut self, id: Id, entity: &Entity<'_>) {
        let message = format!("object {} contains itself", entity.name);
        let place = |entity: &Entity<'_>| entity.name_span.unwrap_or(entity.anchor);
        let error = Diagnostic::error(codes::CONTAINS_ITSELF, place(entity), message);
        let mut diagnostic = error.reported_at(entity.anchor);
        // Those that were entered since and are not done lie on the cycle.
        let active = self.stack.iter().rev().filter_map(|step| match step {
            Step::Members(id) | Step::Branch(id, _) => Some(*id),
            Step::Enter(_) => None,
        });
        let through: Vec<Id> = active.take_while(|&other| other != id).collect();
        for &other in through.iter().rev().take(8) {
            diagnostic = diagnostic.label(place(self.entities.get(other)), "through this one");
        }
        let base = self.entities.object(id).and_then(|o| o.base.as_ref());
        if let Some(base) = base.filter(|base| base.target == Some(id)) {
            diagnostic = diagnostic.label(base.span, "as its own base");
        }
        self.cx.report(diagnostic);
        self.poison(id);
    }

    /// Collects the members after the base is done, and finds the discriminator.
    fn members(&mut self, id: Id) {
        let Some((entity, object, at)) = self.parts(id) else {
            return;
        };
        let mut all = Vec::new();
        if let Some(base) = object.base.as_ref().and_then(|b| b.target) {
            if self.checked.state(base).poisoned {
                self.poison(id);
            }
            self.checked.inherited += self.checked.members(base).len();
            if self.checked.inherited > MAX_INHERITED {
                return self.report_too_complex(entity);
            }
            all.extend_from_slice(self.checked.members(base));
        }
        let mut scope = MemberScope::new(self.entities, entity);
        for &member in &all {
            scope.add(member, |_, _| {});
        }
        for (index, member) in object.members.iter().enumerate() {
            let what = || describe_member(self.entities, entity, (id, index as u32));
            check_known(self.cx, at, self.entities, &member.ty, what);
            feature::check_clashes(self.cx, at, &member.features);
            let mut fresh = true;
            scope.add((id, index as u32), |message, other| {
                fresh = false;
                let diagnostic = at.error(codes::COLLISION, member.span, message);
                let other = self.entities.member(other).span;
                self.cx.report(diagnostic.label(other, "the other one"));
            });
            if fresh {
                all.push((id, index as u32));
            }
        }
        self.checked.state_mut(id).members = all;
        match &object.variants {
            None => self.checked.state_mut(id).progress = Progress::Done,
            Some(variants) => {
                self.tag(id, at, variants);
                self.stack.push(Step::Branch(id, 0));
            }
        }
    }

    /// Finds the discriminator: a required member of an enum type, without a condition.
    fn tag(&mut self, id: Id, at: At, variants: &Variants<'s>) {
        let members = self.checked.members(id);
        let (name, span) = match variants.tag {
            Tag::Named(name) => (&*name.text, name.span),
            Tag::Simple => ("type", at.anchor),
        };
        let inherited = self.cx.edition.allows(Rule::InheritedDiscriminators);
        let base = self
            .entities
            .object(id)
            .and_then(|o| o.base.as_ref()?.target);
        let found = members.iter().position(|&m| {
            let is_own = inherited || base.is_none_or(|base| m.0 == base);
            is_own && self.entities.member(m).name == name
        });
        let Some(index) = found else {
            if !self.checked.state(id).poisoned {
                let message = format!("discriminator '{name}' is not a member of 'base'");
                let mut error = at.error(codes::BAD_DISCRIMINATOR, span, message);
                if self.cx.may_search() {
                    let known = members.iter().map(|&m| self.entities.member(m).name);
                    error = error.suggest(name, known);
                }
                self.cx.report(error);
            }
            return self.poison(id);
        };
        let member_id = members[index];
        let member = self.entities.member(member_id);
        let Some(ty) = self.entities.target(&member.ty) else {
            return self.poison(id);
        };
        let owner = self.entities.get(member_id.0);
        let base = match owner.is_implicit_object() {
            true => "'base'".to_owned(),
            false => format!("base type '{}'", owner.name),
        };
        let problem = match &ty.kind {
            Kind::Enum { .. } if member.optional => "not be optional",
            Kind::Enum { .. } if member.cond.is_some() => "not be conditional",
            Kind::Enum { .. } if ty.damaged => return,
            Kind::Enum { values, .. } => return self.unlisted(id, at, index, values, variants),
            _ => "be of enum type",
        };
        let message = format!("discriminator member '{name}' of {base} must {problem}");
        let diagnostic = at.error(codes::BAD_DISCRIMINATOR, span, message);
        self.cx.report(diagnostic.label(member.span, "this member"));
        self.poison(id);
    }

    /// Notes the values of the discriminator without a branch; they get empty ones.
    fn unlisted(
        &mut self,
        id: Id,
        at: At,
        tag: usize,
        values: &[EnumValue],
        variants: &Variants<'s>,
    ) {
        let listed: HashSet<&str> = variants.list.iter().map(|v| v.name).collect();
        let unlisted = values
            .iter()
            .enumerate()
            .filter(|(_, v)| !listed.contains(&*v.name));
        let unlisted: Vec<u32> = unlisted.map(|(index, _)| index as u32).collect();
        self.checked.unlisted += unlisted.len();
        if self.checked.unlisted > MAX_UNLISTED {
            return self.report_too_complex(self.entities.get(id));
        }
        let union = self.entities.get(id);
        let covers_all = unlisted.is_empty() || self.cx.edition.follows(Rule::ChecksByKey);
        if covers_all && variants.list.is_empty() && !union.damaged {
            let culprit = union.span.unwrap_or(at.anchor);
            self.cx
                .report(at.error(codes::NO_BRANCHES, culprit, "union has no branches"));
        }
        if let Some(&missing) = unlisted.first()
            && !union.damaged
        {
            let value = values.get(missing as usize);
            let culprit = union.span.unwrap_or(at.anchor);
            self.cx.unless(Rule::MissingBranches, || {
                let name = value.map_or("", |v| &*v.name);
                let message = format!("union has no branch for the value '{name}'");
                at.error(codes::MISSING_BRANCH, culprit, message)
            });
        }
        let known: HashSet<&str> = values.iter().map(|v| &*v.name).collect();
        let unknown = variants
            .list
            .iter()
            .enumerate()
            .filter(|(_, b)| !known.contains(b.name));
        let unknown = unknown.map(|(index, _)| index).collect();
        let state = self.checked.state_mut(id);
        *state = State {
            tag: tag as u32,
            unlisted,
            unknown,
            ..std::mem::take(state)
        };
    }

    fn unknown_value(&mut self, id: Id, at: At, branch: &Variant<'s>) {
        let state = self.checked.state(id);
        let member = self.entities.member(state.members[state.tag as usize]);
        let Some(ty) = self.entities.target(&member.ty) else {
            return;
        };
        let message = format!(
            "branch '{}' is not a value of {}",
            branch.name,
            ty.describe(self.entities)
        );
        let mut diagnostic = at.error(codes::UNKNOWN_BRANCH, branch.span, message);
        if let (Kind::Enum { values, .. }, true) = (&ty.kind, self.cx.may_search()) {
            diagnostic = diagnostic.suggest(branch.name, values.iter().map(|v| &*v.name));
        }
        let place = ty.name_span.unwrap_or(ty.anchor);
        self.cx
            .report(diagnostic.label(place, "the discriminator's enum is here"));
    }

    /// Checks the branch `index`, then its object, then the rest.
    fn branch(&mut self, id: Id, index: usize) {
        let Some((_, object, at)) = self.parts(id) else {
            return;
        };
        let Some(variants) = &object.variants else {
            return;
        };
        let Some(branch) = variants.list.get(index) else {
            self.branch_members(id);
            self.checked.state_mut(id).progress = Progress::Done;
            return;
        };
        self.stack.push(Step::Branch(id, index + 1));
        let what = || format!("branch '{}'", branch.name);
        if !check_known(self.cx, at, self.entities, &branch.ty, what) {
            return;
        }
        if self.checked.state(id).unknown.binary_search(&index).is_ok() {
            return self.unknown_value(id, at, branch);
        }
        let Some(target) = branch.ty.target else {
            return;
        };
        let ty = self.entities.get(target);
        let message = || {
            format!(
                "branch '{}' cannot use {}",
                branch.name,
                ty.describe(self.entities)
            )
        };
        let error = || ty.show(at.error(codes::BAD_BRANCH, branch.ty.span, message()));
        match &ty.kind {
            Kind::Object(object) => {
                if object.variants.is_some() {
                    self.cx.unless(Rule::UnionBranches, error);
                }
                self.stack.push(Step::Enter(target));
            }
            _ => self
                .cx
                .report(error().note("a branch is a struct, or since 8.1 a union")),
        }
    }

    pub(super) fn report_too_complex(&mut self, entity: &Entity<'_>) {
        self.stack.clear();
        if !self.checked.gave_up {
            self.checked.gave_up = true;
            let message = "objects inherit too many members from each other, or share too many \
                           branches or values";
            self.cx.report(Diagnostic::error(
                codes::TOO_COMPLEX,
                entity.anchor,
                message,
            ));
        }
    }
}
