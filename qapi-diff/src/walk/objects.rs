//! The walk through two objects: members, those that moved between the common part and the branches,
//! and the branches.

use std::collections::BTreeSet;
use std::rc::Rc;

use qapi_introspect::Step;

use super::{At, Moved, Spot, Walk};
use crate::model::{Member, Object};
use crate::parts::{Features, Unions, joined};
use crate::site::Parts;

impl<'m> Walk<'m> {
    pub(super) fn objects(
        &mut self,
        old: &'m Object<'m>,
        new: &'m Object<'m>,
        spot: Spot,
        known: &Moved<'m>,
    ) {
        let union = Unions::new(self.pair, old, new);
        if let (Some(a), Some(b)) = (old.tag, new.tag)
            && a != b
        {
            self.emit(spot, Parts::Tag(Some(a), Some(b)));
        }
        let mut moved = BTreeSet::new();
        for (name, (a, b)) in joined(
            old.members.iter().map(|m| (m.name, m)),
            new.members.iter().map(|m| (m.name, m)),
        ) {
            let node = self.node(spot.node, Step::Name(name));
            let here = Spot { node, ..spot };
            match (a, b) {
                (Some(a), Some(b)) => self.member(here, a, b, union.tag == Some(name)),
                _ if known.contains(name) => {}
                _ => {
                    let branches = union.branches_with(name, a.is_some());
                    if !branches.is_empty() {
                        moved.insert(name);
                    }
                    self.one_sided(spot, here, (a, b), branches, &union);
                }
            }
        }
        self.branches(&union, spot, &Rc::new(moved));
    }

    /// A member that stands in both versions.
    fn member(&mut self, spot: Spot, old: &'m Member<'m>, new: &'m Member<'m>, tag: bool) {
        let before = Features::at(self.pair.old, &old.features, Some(old.ty));
        let after = Features::at(self.pair.new, &new.features, Some(new.ty));
        let place = spot
            .place
            .marked(old.name, before.iter())
            .later(old.name, after.iter());
        let at = of_members(spot.at, Some(old), Some(new));
        let spot = Spot { place, at, ..spot };
        if old.optional != new.optional {
            self.emit(spot, Parts::Member(Some(old), Some(new), &[]));
        }
        if old.default != new.default {
            self.emit(spot, Parts::Default(old.default, new.default));
        }
        self.conditions(spot, old.cond.as_ref(), new.cond.as_ref());
        self.features(spot, &before, &after);
        self.compare(
            spot,
            (Some(old.ty), Some(new.ty)),
            tag,
            &Rc::clone(&self.unmoved),
        );
    }

    /// A member that only one version has in this place. The other version of the object may have
    /// it in branches.
    fn one_sided(
        &mut self,
        object: Spot,
        spot: Spot,
        (old, new): (Option<&'m Member<'m>>, Option<&'m Member<'m>>),
        branches: &[(&'m str, &'m Member<'m>)],
        union: &Unions<'m>,
    ) {
        let Some(member) = old.or(new) else { return };
        let before = match old {
            Some(old) => Features::at(self.pair.old, &old.features, Some(old.ty)),
            None => Features::own(&[]),
        };
        // An addition has no stability of its own yet.
        let place = spot.place.marked(old.map_or("", |m| m.name), before.iter());
        for &(case, there) in branches {
            let branch = self.node(object.node, Step::Variant(case));
            let node = self.node(branch, Step::Name(member.name));
            let (a, b) = if old.is_some() {
                (member, there)
            } else {
                (there, member)
            };
            self.member(Spot { node, ..object }, a, b, false);
        }
        let at = of_members(spot.at, old, new);
        let spot = Spot { place, at, ..spot };
        if !branches.is_empty() && branches.len() == union.cases(old.is_some()) {
            let to_common = old.is_none();
            self.emit(spot, Parts::Moved { to_common });
        } else {
            let cases: Vec<_> = branches.iter().map(|(case, _)| *case).collect();
            self.emit(spot, Parts::Member(old, new, &cases));
        }
    }

    fn branches(&mut self, union: &Unions<'m>, object: Spot, moved: &Moved<'m>) {
        let cases: BTreeSet<_> = union.old.keys().chain(union.new.keys()).copied().collect();
        for case in cases {
            let node = self.node(object.node, Step::Variant(case));
            let (old, new) = (union.old.get(case), union.new.get(case));
            let (a, b) = (old.copied().flatten(), new.copied().flatten());
            let (a_type, b_type) = (a.map(|v| v.ty), b.map(|v| v.ty));
            let before = Features::at(self.pair.old, &[], a_type);
            let after = Features::at(self.pair.new, &[], b_type);
            let (old_value, new_value) = union.value_features(case);
            let place = object
                .place
                .marked(old.map_or("", |_| case), before.iter().chain(old_value))
                .later(new.map_or("", |_| case), after.iter().chain(new_value));
            let at = object.at.spans(
                a.and_then(|v| v.at).or(object.at.spans.0),
                b.and_then(|v| v.at).or(object.at.spans.1),
            );
            let spot = Spot { node, place, at };
            if old.is_some() && new.is_some() {
                self.features(spot, &before, &after);
                if let (Some(a), Some(b)) = (a, b) {
                    self.conditions(spot, a.cond.as_ref(), b.cond.as_ref());
                }
                self.compare(spot, (a_type, b_type), false, moved);
            } else {
                self.emit(spot, Parts::Branch(a, b));
            }
        }
    }
}

/// The places of a member, and the types that define it.
pub(super) fn of_members(at: At, old: Option<&Member<'_>>, new: Option<&Member<'_>>) -> At {
    At {
        spans: (old.and_then(|m| m.at), new.and_then(|m| m.at)),
        owners: (
            old.and_then(|m| m.owner.or(at.owners.0)),
            new.and_then(|m| m.owner.or(at.owners.1)),
        ),
        whole: false,
    }
}
