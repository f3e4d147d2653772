//! Members of branches that are common members of the united union.
//!
//! Input: all places. Output: for each branch, the members that it does not have any more. Invariant: a
//! type loses members only if each of its places is a branch whose union has them; else those branches
//! get types of their own.

use foldhash::HashSet;
use qapi_parser::ir::TypeKind;

use crate::index::Index;
use crate::unite::kind::Group;
use crate::unite::places::{Places, Ref};
use crate::unite::shape::{self, Shape};
use crate::unite::table::Table;

/// Names of members.
pub(super) type Names<'s> = HashSet<&'s str>;

/// The members that branches lose.
pub(super) struct Absorbed<'s>(Table<Lost<'s>>);

/// The members that a type and its branches lose.
#[derive(Default)]
struct Lost<'s> {
    /// The members that the type loses in all of its places.
    members: Option<Names<'s>>,
    /// True if these are all that it has.
    emptied: bool,
    /// If it is a union: the branches that lose members, but not their types.
    branches: Index<'s>,
    of_branches: Vec<Names<'s>>,
}

/// The places of an object.
#[derive(Default)]
struct Uses<'s> {
    count: usize,
    /// The branches among them that would lose members: the union, its branch, and the members.
    losses: Vec<(Ref, &'s str, Names<'s>)>,
}

impl<'s> Absorbed<'s> {
    pub(super) fn of(places: &Places<'s>) -> Self {
        let mut uses: Table<Uses<'s>> = Table::new(&places.releases);
        let mut payloads = Vec::new();
        for anchor in places.anchors() {
            for (payload, branch, names) in absorbing(places, anchor) {
                let losses = &mut uses[payload].losses;
                if losses.is_empty() {
                    payloads.push(payload);
                }
                losses.push((anchor, branch, names));
            }
        }
        let mut absorbed = Absorbed(Table::new(&places.releases));
        if payloads.is_empty() {
            return absorbed;
        }
        count_uses(places, &mut uses);
        for payload in payloads {
            let Uses { count, mut losses } = std::mem::take(&mut uses[payload]);
            let same = losses.iter().all(|(.., names)| *names == losses[0].2);
            if !same || count != losses.len() {
                for (union, branch, names) in losses {
                    let lost = &mut absorbed.0[union];
                    lost.branches.enter(branch);
                    lost.of_branches.push(names);
                }
                continue;
            }
            let Some((.., names)) = losses.pop() else {
                continue;
            };
            let shape = Shape::of(places, payload);
            let mut members = shape.members.iter();
            let lost = &mut absorbed.0[payload];
            lost.emptied = shape.union.is_none() && members.all(|m| names.contains(m.name));
            lost.members = Some(names);
        }
        absorbed
    }

    /// Returns true if the type has no member any more.
    pub(super) fn is_emptied(&self, anchor: Ref) -> bool {
        self.0[anchor].emptied
    }

    /// Returns the members that the type loses.
    pub(super) fn of_type(&self, anchor: Ref) -> Option<&Names<'s>> {
        self.0[anchor].members.as_ref()
    }

    /// Returns the members that the branch of a union loses, but not its type.
    pub(super) fn of_branch(&self, (union, branch): (Ref, &str)) -> Option<&Names<'s>> {
        let lost = &self.0[union];
        lost.of_branches.get(lost.branches.get(branch)?)
    }
}

/// The branches of an anchor whose members are also common: each with its type and these members.
fn absorbing<'s>(places: &Places<'s>, anchor: Ref) -> Vec<(Ref, &'s str, Names<'s>)> {
    let shape = match places.ty(anchor).kind() {
        TypeKind::Object(_) => Shape::of(places, anchor),
        _ => return Vec::new(),
    };
    let Some(union) = shape.union.filter(|_| shape.types.len() > 1) else {
        return Vec::new();
    };
    let common = Index::of(shape.members.iter().map(|m| m.name));
    let mut found = Vec::new();
    for branch in &union.branches {
        let Some(payload) = places.anchor(&union.types(places, branch)) else {
            continue;
        };
        let members = Shape::of(places, payload).members;
        let members = members.iter().map(|m| m.name);
        let twice: Names<'s> = members.filter(|name| common.contains(name)).collect();
        if !twice.is_empty() {
            found.push((payload, branch.name, twice));
        }
    }
    found
}

/// Counts the places of each object.
fn count_uses(places: &Places<'_>, uses: &mut Table<Uses<'_>>) {
    for place in places.roots() {
        count(places, &place, uses);
    }
    for anchor in places.anchors() {
        for place in shape::places(places, anchor) {
            count(places, &place, uses);
        }
    }
}

fn count(places: &Places<'_>, types: &[Ref], uses: &mut Table<Uses<'_>>) {
    let group = Group::of(places, types);
    if let Some(anchor) = places.anchor(&group.objects) {
        uses[anchor].count += 1;
    }
    if !group.elements.is_empty() {
        count(places, &group.elements, uses);
    }
}
