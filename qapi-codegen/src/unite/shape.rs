//! The members and branches of an anchor's types.
//!
//! Input: the types at the places of an object. Output: its [`Shape`]: each member and branch with
//! the types that have it. Names are in the order of the newest type, then of the others.
//!
//! A member that is common to all branches in one release is common in the united union, too: a
//! branch then has it no more. A struct in the place of a union is a union if it always has the
//! discriminator. If it does not, the united object is a struct of all members.

use std::collections::BTreeSet;

use qapi_parser::ir::{Branch, Member, Object, TypeKind};

use super::kind::Group;
use super::places::{Places, Ref};
use crate::index::Index;

/// A united object.
#[derive(Debug, Default)]
pub(super) struct Shape<'s> {
    /// All types that it is united of.
    pub(super) types: Vec<Ref>,
    pub(super) members: Vec<MemberPlace<'s>>,
    pub(super) union: Option<UnionShape<'s>>,
    /// Unions with different discriminators, by the name of that.
    pub(super) conflict: Vec<(Ref, &'s str)>,
}

/// A member with all that have it.
#[derive(Debug)]
pub(super) struct MemberPlace<'s> {
    pub(super) name: &'s str,
    pub(super) holders: Vec<Holder<'s>>,
}

/// An object that has a member.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holder<'s> {
    pub(super) object: Ref,
    pub(super) member: &'s Member,
    /// True if each value of the object may have it, not only those of a branch.
    pub(super) common: bool,
}

/// The variable part.
#[derive(Debug)]
pub(super) struct UnionShape<'s> {
    pub(super) tag: &'s str,
    pub(super) branches: Vec<BranchPlace<'s>>,
    /// The structs in its place, whose branches have no members.
    structs: Vec<Ref>,
}

impl UnionShape<'_> {
    /// The types of a branch.
    pub(super) fn types(&self, places: &Places<'_>, branch: &BranchPlace<'_>) -> Vec<Ref> {
        let unions = branch.holders.iter().map(|(ty, b)| (ty.0, b.ty()));
        let structs = self.structs.iter();
        let structs =
            structs.map(|(release, _)| (*release, places.schema(*release).empty_object()));
        unions.chain(structs).collect()
    }
}

/// A branch with all unions that have it.
#[derive(Debug)]
pub(super) struct BranchPlace<'s> {
    pub(super) name: &'s str,
    pub(super) holders: Vec<(Ref, &'s Branch)>,
}

impl<'s> Shape<'s> {
    /// The shape of the anchor of an object.
    pub(super) fn of(places: &Places<'s>, anchor: Ref) -> Self {
        let types = places.set(anchor);
        let objects = types
            .iter()
            .filter_map(|ty| Some((*ty, object(places, *ty)?)));
        let mut objects: Vec<(Ref, &'s Object)> = objects.collect();
        let mut tags = tags(places, &objects);
        if let Some(release) = places.preferred_release(anchor) {
            // Unions with another discriminator than the preferred release's are left out.
            let preferred = tags.iter().find(|(ty, _)| ty.0 == release);
            if let Some((_, tag)) = preferred.copied() {
                let other = |ty: Ref| {
                    tags.iter()
                        .any(|(union, name)| *union == ty && *name != tag)
                };
                objects.retain(|(ty, _)| !other(*ty));
                tags.retain(|(_, name)| *name == tag);
            }
        }
        let mut shape = Shape {
            types: objects.iter().map(|(ty, _)| *ty).collect(),
            ..Shape::default()
        };
        let mut members = Members::default();
        for (ty, object) in &objects {
            for member in object.members(places.schema(ty.0)) {
                members.add(*ty, member, true);
            }
        }
        let Some((newest, tag)) = tags.first().copied() else {
            shape.members = members.list;
            return shape;
        };
        if let Some(other) = tags.iter().find(|(_, other)| *other != tag) {
            shape.conflict = vec![(newest, tag), *other];
        }
        let always = objects.iter().all(|(ty, object)| {
            let mut members = object.members(places.schema(ty.0));
            members.any(|m| m.name() == tag && !m.optional())
        });
        let single = objects.len() == 1;
        for (ty, object) in objects.iter().filter(|_| !single) {
            for member in branch_members(places, ty.0, object) {
                if !always || members.has(member.name()) {
                    members.add(*ty, member, false);
                }
            }
        }
        shape.members = members.list;
        shape.union = always.then(|| UnionShape {
            tag,
            branches: branches(&objects),
            structs: objects
                .iter()
                .filter(|(_, object)| object.branches().is_none())
                .map(|(ty, _)| *ty)
                .collect(),
        });
        shape
    }

    /// Returns true if some type always has the member, and of those whose values may lack it.
    pub(super) fn is_required(&self, place: &MemberPlace<'s>) -> bool {
        self.types.iter().all(|ty| place.is_required_in(*ty))
    }
}

impl MemberPlace<'_> {
    /// Returns true if every value of that type has the member.
    pub(super) fn is_required_in(&self, ty: Ref) -> bool {
        let mut holders = self.holders.iter();
        holders.any(|h| h.object == ty && h.common && !h.member.optional())
    }
}

#[derive(Default)]
struct Members<'s> {
    list: Vec<MemberPlace<'s>>,
    index: Index<'s>,
}

impl<'s> Members<'s> {
    fn has(&self, name: &str) -> bool {
        self.index.contains(name)
    }

    fn add(&mut self, object: Ref, member: &'s Member, common: bool) {
        let at = self.index.enter(member.name());
        if at == self.list.len() {
            self.list.push(MemberPlace {
                name: member.name(),
                holders: Vec::new(),
            });
        }
        self.list[at].holders.push(Holder {
            object,
            member,
            common,
        });
    }
}

/// The object that the type is.
pub(super) fn object<'s>(places: &Places<'s>, ty: Ref) -> Option<&'s Object> {
    match places.ty(ty).kind() {
        TypeKind::Object(object) => Some(object),
        _ => None,
    }
}

/// The unions among the objects with the names of their discriminators.
fn tags<'s>(places: &Places<'s>, objects: &[(Ref, &'s Object)]) -> Vec<(Ref, &'s str)> {
    let tags = objects.iter();
    tags.filter_map(|(ty, object)| Some((*ty, tag(places, *ty, object)?.name())))
        .collect()
}

fn tag<'s>(places: &Places<'s>, ty: Ref, object: &'s Object) -> Option<&'s Member> {
    let index = object.branches()?.tag_index();
    object.members(places.schema(ty.0)).nth(index)
}

/// The members of all branches of a release's union, and of the branches' branches.
fn branch_members<'s>(places: &Places<'s>, release: usize, union: &'s Object) -> Vec<&'s Member> {
    let mut seen = BTreeSet::new();
    let mut unions = vec![union];
    while let Some(union) = unions.pop() {
        for branch in union.cases() {
            let branch = (release, branch.ty());
            unions.extend(object(places, branch).filter(|_| seen.insert(branch)));
        }
    }
    let mut members = Vec::new();
    for object in seen.iter().filter_map(|branch| object(places, *branch)) {
        members.extend(object.members(places.schema(release)));
    }
    members
}

/// The branches of the unions among the objects.
fn branches<'s>(objects: &[(Ref, &'s Object)]) -> Vec<BranchPlace<'s>> {
    let mut list: Vec<BranchPlace<'s>> = Vec::new();
    let mut index = Index::default();
    for (ty, object) in objects {
        for branch in object.cases() {
            let at = index.enter(branch.name());
            if at == list.len() {
                list.push(BranchPlace {
                    name: branch.name(),
                    holders: Vec::new(),
                });
            }
            list[at].holders.push((*ty, branch));
        }
    }
    list
}

/// The places within the values of an anchor: for each, its types.
pub(super) fn places(places: &Places<'_>, anchor: Ref) -> Vec<Vec<Ref>> {
    match places.ty(anchor).kind() {
        TypeKind::Object(_) => {
            let shape = Shape::of(places, anchor);
            let owner = places.owner_name(anchor);
            let members = shape.members.iter();
            let mut found: Vec<_> = members.map(|m| types(places, owner, m)).collect();
            if let Some(union) = &shape.union {
                let branches = union.branches.iter();
                found.extend(branches.map(|branch| union.types(places, branch)));
            }
            found
        }
        TypeKind::Alternate(_) => {
            let group = Group::of(places, &places.set(anchor));
            vec![group.objects, group.enums, group.elements]
        }
        TypeKind::Builtin(_) | TypeKind::Enum(_) | TypeKind::Array(_) => Vec::new(),
    }
}

/// The types of a member.
pub(super) fn types(places: &Places<'_>, owner: &str, member: &MemberPlace<'_>) -> Vec<Ref> {
    let holders = member.holders.iter();
    let types = holders.map(|h| (h.object.0, h.member.ty())).collect();
    places.preferred(owner, Some(member.name), types)
}

/// Returns true if values of either type could be of the other: a type without a common place is
/// the one with its name only if they do.
pub(super) fn agree(places: &Places<'_>, a: Ref, b: Ref) -> bool {
    match (places.ty(a).kind(), places.ty(b).kind()) {
        (TypeKind::Enum(one), TypeKind::Enum(other)) => {
            let values = Index::of(one.values().iter().map(|v| v.name()));
            other.values().iter().any(|v| values.contains(v.name()))
        }
        (TypeKind::Object(one), TypeKind::Object(other)) => {
            // Each has all members that the other requires.
            let fits = |(ty, object): (Ref, &Object), (of, required): (Ref, &Object)| {
                let names = object.members(places.schema(ty.0)).map(Member::name);
                let names = Index::of(names);
                let mut members = required.members(places.schema(of.0));
                members.all(|m| m.optional() || names.contains(m.name()))
            };
            let tags = [tag(places, a, one), tag(places, b, other)];
            tags[0].map(Member::name) == tags[1].map(Member::name)
                && fits((b, other), (a, one))
                && fits((a, one), (b, other))
        }
        (TypeKind::Alternate(_), TypeKind::Alternate(_)) => true,
        _ => false,
    }
}
