//! Members of branches that are common members of the united union.
//!
//! Input: all places. Output: for each branch, the members that it does not have any more. Invariant: a
//! type loses members only if each of its places is a branch whose union has them; else those branches
//! get types of their own.

use std::collections::{BTreeSet, HashMap};

use qapi_parser::ir::TypeKind;

use crate::unite::kind::Group;
use crate::unite::places::{Places, Ref};
use crate::unite::shape::{self, Shape};

/// Names of members.
type Names = BTreeSet<String>;

/// A union, the name of a branch, and the members that the branch would lose.
type Loss = (Ref, String, Names);

/// The members that branches lose.
#[derive(Default)]
pub(super) struct Absorbed {
    /// Types that lose members in all of their places.
    types: HashMap<Ref, Names>,
    /// The others by union and branch.
    branches: HashMap<(Ref, String), Names>,
    /// Types that lose all they have.
    emptied: BTreeSet<Ref>,
}

impl Absorbed {
    pub(super) fn of(places: &Places<'_>) -> Self {
        let mut losses: Vec<(Ref, Vec<Loss>)> = Vec::new();
        let mut known = HashMap::new();
        for &anchor in places.sets.keys() {
            for (payload, branch, names) in absorbing(places, anchor) {
                let at = *known.entry(payload).or_insert(losses.len());
                if at == losses.len() {
                    losses.push((payload, Vec::new()));
                }
                losses[at].1.push((anchor, branch, names));
            }
        }
        let mut absorbed = Absorbed::default();
        if losses.is_empty() {
            return absorbed;
        }
        let uses = uses(places);
        for (payload, mut list) in losses {
            let same = list.iter().all(|(.., names)| *names == list[0].2);
            if !same || uses.get(&payload) != Some(&list.len()) {
                let branches = list.into_iter();
                absorbed
                    .branches
                    .extend(branches.map(|(union, branch, names)| ((union, branch), names)));
                continue;
            }
            let Some((.., names)) = list.pop() else {
                continue;
            };
            let shape = Shape::of(places, payload);
            let mut members = shape.members.iter();
            if shape.union.is_none() && members.all(|m| names.contains(m.name)) {
                absorbed.emptied.insert(payload);
            }
            absorbed.types.insert(payload, names);
        }
        absorbed
    }

    /// Returns true if the type has no member any more.
    pub(super) fn is_emptied(&self, anchor: Ref) -> bool {
        self.emptied.contains(&anchor)
    }

    /// Returns the members that the type loses.
    pub(super) fn of_type(&self, anchor: Ref) -> Names {
        self.types.get(&anchor).cloned().unwrap_or_default()
    }

    /// Returns the members that the branch of a union loses, but not its type.
    pub(super) fn of_branch(&self, (union, branch): (Ref, &str)) -> Option<&Names> {
        self.branches.get(&(union, branch.to_owned()))
    }
}

/// The branches of an anchor whose members are also common: each with its type and these members.
fn absorbing(places: &Places<'_>, anchor: Ref) -> Vec<(Ref, String, Names)> {
    let shape = match places.ty(anchor).kind() {
        TypeKind::Object(_) => Shape::of(places, anchor),
        _ => return Vec::new(),
    };
    let Some(union) = shape.union.filter(|_| shape.types.len() > 1) else {
        return Vec::new();
    };
    let common: BTreeSet<&str> = shape.members.iter().map(|m| m.name).collect();
    let mut found = Vec::new();
    for branch in &union.branches {
        let types = union.types(places, branch).into_iter().collect();
        let Some(payload) = places.anchor(&types) else {
            continue;
        };
        let members = Shape::of(places, payload).members;
        let members = members.iter().map(|m| m.name);
        let twice = members.filter(|name| common.contains(name));
        let twice: Names = twice.map(str::to_owned).collect();
        if !twice.is_empty() {
            found.push((payload, branch.name.to_owned(), twice));
        }
    }
    found
}

/// The number of places of each object.
fn uses(places: &Places<'_>) -> HashMap<Ref, usize> {
    let within = places.sets.keys().flat_map(|a| shape::places(places, *a));
    let mut uses = HashMap::new();
    for place in places.roots().into_iter().chain(within) {
        count(places, place, &mut uses);
    }
    uses
}

fn count(places: &Places<'_>, types: Vec<Ref>, uses: &mut HashMap<Ref, usize>) {
    let group = Group::of(places, types);
    if let Some(anchor) = places.anchor(&group.objects) {
        *uses.entry(anchor).or_default() += 1;
    }
    if !group.elements.is_empty() {
        count(places, group.elements, uses);
    }
}
