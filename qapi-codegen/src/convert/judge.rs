//! The items that convert into each other.
//!
//! Input: pairs of items. Output: a decision for each pair, and for the branches of two unions: all
//! values convert, or several, or none; and the reason why not all do. Linear in the schemas.

use super::shape::{Branches, Kind, Part, Shape};
use super::way::{Fit, INTEGER, NUMBER, Way};
use crate::index::Index;

/// The decision about each pair.
pub(super) struct Judgement {
    items: Vec<Decision>,
    branches: Vec<Decision>,
}

/// The values that convert, and the reason if these are not all.
struct Decision {
    fit: Fit,
    reason: Option<String>,
    /// True if the items differ in a way that only the wire bridges.
    unlike: bool,
    /// True if the conversion encodes the one item and decodes the other.
    by_wire: bool,
}

impl Judgement {
    pub(super) fn none(&self) -> bool {
        self.items.iter().all(|item| item.fit == Fit::None)
    }

    /// The values of the pair's item that convert.
    pub(super) fn fit(&self, pair: usize) -> Fit {
        self.items[pair].fit
    }

    /// The branches that convert, if the pair's items are unions.
    pub(super) fn branches_fit(&self, pair: usize) -> Fit {
        self.branches[pair].fit
    }

    /// Returns true if the item is encoded, and decoded as the other.
    pub(super) fn is_by_wire(&self, pair: usize) -> bool {
        self.items[pair].by_wire
    }

    /// Returns the reason why not all values convert.
    pub(super) fn reason(&self, pair: usize) -> Option<&str> {
        self.items[pair].reason.as_deref()
    }
}

/// Decides about each pair.
pub(super) fn judge(way: &Way<'_>) -> Judgement {
    let count = way.pairs.len();
    // First the pairs' items, then their branches.
    let mut decisions = Vec::with_capacity(2 * count);
    let mut users: Vec<Vec<(usize, bool)>> = vec![Vec::new(); 2 * count];
    let mut add = |needs: Needs<'_, '_>, decisions: &mut Vec<Decision>| {
        for (needed, cushioned) in needs.needs {
            users[needed].push((decisions.len(), cushioned));
        }
        decisions.push(needs.decision);
    };
    let mut branches = Vec::with_capacity(count);
    for (index, (a, b)) in way.pairs.iter().enumerate() {
        let mut needs = Needs::new(way);
        needs.shape(a, b);
        let mut of_branches = Needs::new(way);
        if let (Some(from), Some(to)) = (&a.branches, &b.branches) {
            of_branches.branches((a, from), (b, to));
            if of_branches.decision.unlike {
                needs.unlike(of_branches.decision.reason.clone().unwrap_or_default());
            }
            needs.needs.push((count + index, false));
        }
        branches.push(of_branches);
        let encodes = way.from.direction_of_item(a).encode;
        let decodes = way.to.direction_of_item(b).decode;
        let by_wire = needs.decision.unlike && encodes && decodes;
        if by_wire {
            needs.needs.clear();
            needs.decision.fit = Fit::Several;
            needs.decision.by_wire = true;
        }
        add(needs, &mut decisions);
    }
    for needs in branches {
        add(needs, &mut decisions);
    }
    spread(way, &mut decisions, &users);
    let branches = decisions.split_off(count);
    Judgement {
        items: decisions,
        branches,
    }
}

/// Makes each item convert no better than those that it contains.
fn spread(way: &Way<'_>, decisions: &mut [Decision], users: &[Vec<(usize, bool)>]) {
    let count = way.pairs.len();
    let mut work: Vec<usize> = (0..decisions.len())
        .filter(|i| decisions[*i].fit > Fit::Every)
        .collect();
    // Each is here twice at most: when it becomes worse.
    while let Some(worse) = work.pop() {
        for (user, cushioned) in &users[worse] {
            let fit = decisions[worse].fit.of_whole(*cushioned);
            if fit <= decisions[*user].fit || decisions[*user].by_wire {
                continue;
            }
            let reason = match worse.checked_sub(count) {
                Some(_) => decisions[worse].reason.clone(),
                None => Some(format!("it contains `{}`", way.pairs[worse].0.name)),
            };
            decisions[*user].fit = fit;
            decisions[*user].reason = reason;
            work.push(*user);
        }
    }
}

/// The requirements of a pair's conversion.
struct Needs<'n, 'w> {
    way: &'n Way<'w>,
    decision: Decision,
    /// The others that must convert, too, and whether some value converts without.
    needs: Vec<(usize, bool)>,
}

impl<'n, 'w> Needs<'n, 'w> {
    fn new(way: &'n Way<'w>) -> Self {
        let decision = Decision {
            fit: Fit::Every,
            reason: None,
            unlike: false,
            by_wire: false,
        };
        Needs {
            way,
            decision,
            needs: Vec::new(),
        }
    }

    /// Lowers the decision, for that reason.
    fn lower(&mut self, fit: Fit, reason: impl FnOnce() -> String) {
        if fit > self.decision.fit {
            self.decision.fit = fit;
            self.decision.reason = Some(reason());
        }
    }

    /// Decides that the items are too different.
    fn unlike(&mut self, reason: String) {
        self.lower(Fit::None, || reason);
        self.decision.unlike = true;
    }

    fn shape(&mut self, a: &Shape<'_>, b: &Shape<'_>) {
        if a.kind != b.kind || a.branches.is_some() != b.branches.is_some() {
            return self.unlike("it is of another kind".to_owned());
        }
        match a.kind {
            Kind::Enum => self.values(a, b),
            Kind::Alternate => self.alternatives(&a.parts, &b.parts),
            Kind::Around => {
                for (part, place) in a.parts.iter().zip(&b.parts) {
                    self.held(part, place, false);
                }
            }
            Kind::Struct => self.fields(&a.parts, &b.parts),
        }
        if let (Some(from), Some(to)) = (&a.branches, &b.branches)
            && from.tag != to.tag
        {
            self.unlike(format!("the discriminator is `{}`", to.tag));
        }
    }

    /// An open enum keeps all values as text.
    fn values(&mut self, a: &Shape<'_>, b: &Shape<'_>) {
        if b.open {
            return;
        }
        if a.open {
            self.lower(Fit::Several, || "unknown values have no place".to_owned());
        }
        let places = Keys::of(&b.parts);
        for part in &a.parts {
            let name = &part.name;
            match places.get(name) {
                None => self.lower(Fit::Several, || format!("`{name}` has no counterpart")),
                Some(place) if !same_cfg(part, place) => {
                    self.lower(Fit::Several, || format!("`{name}` has other conditions"));
                }
                Some(_) => {}
            }
        }
    }

    fn alternatives(&mut self, from: &[Part], to: &[Part]) {
        let places = Keys::of(to);
        for part in from {
            let name = &part.name;
            match alternative(part, &places) {
                None => self.lower(Fit::Several, || format!("`{name}` has no counterpart")),
                Some(place) if !same_cfg(part, place) => {
                    self.unlike(format!("`{name}` has other conditions"));
                }
                Some(place) => self.held(part, place, true),
            }
        }
    }

    /// The members of structs.
    fn fields(&mut self, from: &[Part], to: &[Part]) {
        let places = Keys::of(to);
        for part in from {
            let name = &part.name;
            let Some(place) = places.get(&part.key) else {
                if self.way.keeps_member(part, to) {
                    continue;
                }
                let absent = part.optional || part.rest;
                let fit = if absent { Fit::Several } else { Fit::None };
                self.lower(fit, || format!("`{name}` has no counterpart"));
                continue;
            };
            if !same_cfg(part, place) {
                self.unlike(format!("`{name}` has other conditions"));
            } else if part.rest != place.rest {
                self.lower(Fit::None, || format!("`{name}` has another type"));
            } else {
                if part.optional && !place.optional {
                    self.lower(Fit::Several, || format!("`{name}` is required"));
                }
                self.held(part, place, part.optional && place.optional);
            }
        }
        for part in beyond(from, to).filter(|part| !part.optional && !part.rest) {
            let reason = || format!("`{}` is required and has no value", part.name);
            self.lower(Fit::None, reason);
        }
    }

    /// The values of two parts; `cushioned` if the items have values without them.
    fn held(&mut self, part: &Part, place: &Part, cushioned: bool) {
        let (Some(a), Some(b)) = (&part.holds, &place.holds) else {
            return;
        };
        let step = self.way.step(a, b);
        self.lower(step.fit().of_whole(cushioned), || {
            format!("`{}` has another type", part.name)
        });
        let item = step.item();
        self.needs
            .extend(item.map(|(pair, alone)| (pair, alone || cushioned)));
    }

    fn branches(&mut self, (a, from): (&Shape<'_>, &Branches), (b, to): (&Shape<'_>, &Branches)) {
        let places = Keys::of(&to.parts);
        for part in &from.parts {
            let name = &part.name;
            let Some(place) = places.get(name) else {
                if !self.way.keeps_branch(b, part) {
                    self.lower(Fit::Several, || format!("`{name}` has no counterpart"));
                }
                continue;
            };
            let place = counterpart(part, place, &to.parts);
            if !same_cfg(part, place) {
                self.unlike(format!("`{name}` has other conditions"));
            } else if part.holds.is_some() != place.holds.is_some() {
                self.lower(Fit::Several, || format!("`{name}` has other members"));
            } else {
                self.held(part, place, true);
            }
        }
        if a.open && !b.open {
            self.lower(Fit::Several, || "unknown values have no place".to_owned());
        } else if a.open {
            for part in beyond(&from.parts, &to.parts) {
                let reason = || format!("an unknown branch may be `{}`", part.name);
                self.lower(Fit::Several, reason);
            }
        }
    }
}

/// Parts by their keys.
pub(super) struct Keys<'p> {
    parts: &'p [Part],
    index: Index<'p>,
}

impl<'p> Keys<'p> {
    pub(super) fn of(parts: &'p [Part]) -> Self {
        let index = Index::of(parts.iter().map(|part| part.key.as_str()));
        Keys { parts, index }
    }

    pub(super) fn get(&self, key: &str) -> Option<&'p Part> {
        self.parts.get(self.index.get(key)?)
    }
}

/// The parts without a counterpart in `known`.
pub(super) fn beyond<'p>(known: &[Part], parts: &'p [Part]) -> impl Iterator<Item = &'p Part> {
    let known = Keys::of(known);
    let is_new = move |part: &&Part| known.get(&part.key).is_none();
    parts.iter().filter(is_new)
}

/// The alternative with the values of `part`: that of the same kind, or one of numbers for integers.
pub(super) fn alternative<'p>(part: &Part, places: &Keys<'p>) -> Option<&'p Part> {
    let own = places.get(&part.key);
    let number = || places.get(NUMBER).filter(|_| part.key == INTEGER);
    own.or_else(number)
}

pub(super) fn same_cfg(a: &Part, b: &Part) -> bool {
    a.cfg.to_string() == b.cfg.to_string()
}

/// Chooses from the parts of one name, of which `place` is one, that with the conditions of `part`: a
/// conditional branch has a second variant for where it is left out.
pub(super) fn counterpart<'p>(part: &Part, place: &'p Part, among: &'p [Part]) -> &'p Part {
    if same_cfg(place, part) {
        return place;
    }
    let mut same = among.iter().filter(|other| other.name == part.name);
    same.find(|other| same_cfg(other, part)).unwrap_or(place)
}
