//! The walk through two versions: each pair of types is compared once, wherever it is used.
//!
//! Input: two [`Model`]s. Output: a [`Graph`]. Its units are the commands and events, and each pair
//! of objects or enumerations that stands in the same place of both versions. A unit has the
//! changes within it, relative to it, and edges to the units of its parts. So it matters not how often
//! a type is used. Between releases most types have one counterpart, and time is proportional to the
//! size of the schemas. Circles of types can have as many pairs as types times types: the units end
//! at [`super::bound`]. [`super::places`] finds the places.
//!
//! A unit is compared anew for each side, and for each stability of the place, since severities
//! depend on them.

mod graph;
mod objects;

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use qapi_introspect::Step;

use super::bound::{Bound, CompareError, MOST_COMPARED};
use super::cond::{self, Builds, Cond};
use super::model::{Alternative, Model, Object, Root, RootKind, Type, TypeId, Value};
use super::parts::{Features, joined};
use super::place::{Place, top};
use super::relation::{Pair, Relation, by_kind};
use super::rule::Check;
use super::rules::rules;
use super::severity::Side;
use super::site::{Parts, Site};
pub(super) use graph::{At, Graph, Local, Steps, Unit};
use objects::of_members;

/// A step on the way to a place: its number in [`Walk::steps`].
type Node = u32;

/// A place within the unit at hand.
#[derive(Clone, Copy)]
struct Spot {
    node: Node,
    place: Place,
    at: At,
}

/// Names of members.
type Moved<'m> = Rc<BTreeSet<&'m str>>;

/// The types of a unit below a command or event, and all that their comparison depends on.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key<'m> {
    old: Option<TypeId>,
    new: Option<TypeId>,
    place: Place,
    /// The type is that of a union's tag: its values count as branches.
    tag: bool,
    /// Members that moved between a union's common part and this branch: compared already.
    moved: Moved<'m>,
}

struct Walk<'m> {
    pair: Pair<'m>,
    /// The command or event at hand; empty in other units.
    root: &'m str,
    steps: Vec<(Node, Step<'m>)>,
    unit: Unit<'m>,
    known: HashMap<Key<'m>, usize>,
    /// The keys of units still to be compared, in the order of the graph.
    todo: Vec<Key<'m>>,
    roots: usize,
    /// For most places: nothing moved.
    unmoved: Moved<'m>,
    /// For the units.
    bound: Bound,
}

/// The parent of a unit's first steps.
const TOP: Node = Node::MAX;

/// Compares all of both versions.
///
/// # Errors
///
/// There are too many pairs of types.
pub(super) fn walk<'m>(old: &'m Model<'m>, new: &'m Model<'m>) -> Result<Graph<'m>, CompareError> {
    let names: BTreeSet<&str> = old.roots.keys().chain(new.roots.keys()).copied().collect();
    let mut walk = Walk {
        pair: Pair { old, new },
        root: "",
        steps: Vec::new(),
        unit: Unit::new(None, None),
        known: HashMap::new(),
        todo: Vec::new(),
        roots: names.len(),
        unmoved: Rc::default(),
        bound: Bound::new(MOST_COMPARED),
    };
    let mut units = Vec::new();
    for name in &names {
        walk.root = name;
        walk.roots(old.roots.get(name), new.roots.get(name));
        units.push(walk.finish()?);
    }
    walk.root = "";
    while let Some(key) = walk.todo.get(units.len() - names.len()).cloned() {
        walk.unit = Unit::new(key.old, key.new);
        walk.types(&key);
        units.push(walk.finish()?);
    }
    Ok(Graph {
        units,
        roots: names.into_iter().collect(),
    })
}

impl<'m> Walk<'m> {
    fn finish(&mut self) -> Result<Unit<'m>, CompareError> {
        let unit = std::mem::replace(&mut self.unit, Unit::new(None, None));
        let steps = size_of_val(self.steps.as_slice());
        let bytes = 3 * size_of::<Key<'m>>() + steps + unit.bytes();
        self.steps.clear();
        let too_many = || CompareError::at(self.pair.old, self.pair.new, &unit);
        self.bound.take(bytes).ok_or_else(too_many)?;
        Ok(unit)
    }

    fn roots(&mut self, old: Option<&'m Root<'m>>, new: Option<&'m Root<'m>>) {
        let same_kind = match (old, new) {
            (Some(old), Some(new)) => matches!(
                (&old.kind, &new.kind),
                (RootKind::Command(_), RootKind::Command(_))
                    | (RootKind::Event(_), RootKind::Event(_))
            ),
            _ => false,
        };
        let spot = |place, old: Option<&Root<'_>>, new: Option<&Root<'_>>| Spot {
            node: TOP,
            place,
            at: At::default().spans(old.and_then(|r| r.at), new.and_then(|r| r.at)),
        };
        let (Some(old), Some(new), true) = (old, new, same_kind) else {
            for (old, new) in [(old, None), (None, new)] {
                if let Some(root) = old.or(new) {
                    let features = old.iter().flat_map(|r| &r.features);
                    let place = top(root).marked(self.root, features);
                    self.emit(spot(place, old, new), Parts::Root(old, new));
                }
            }
            return;
        };
        let place = top(old)
            .marked(self.root, &old.features)
            .later(self.root, &new.features);
        let spot = spot(place, Some(old), Some(new));
        self.conditions(spot, old.cond.as_ref(), new.cond.as_ref());
        self.features(
            spot,
            &Features::own(&old.features),
            &Features::own(&new.features),
        );
        match (old.kind, new.kind) {
            (RootKind::Command(old), RootKind::Command(new)) => {
                self.emit(spot, Parts::Command(old, new));
                match (old.open, new.open) {
                    (Some(true), Some(false)) => self.declared(spot, old.arg, new.arg, true),
                    (Some(false), Some(true)) => self.declared(spot, new.arg, old.arg, false),
                    _ => self.place(spot, "arg-type", (old.arg, new.arg)),
                }
                let side = Side::Reply;
                let place = Place { side, ..place };
                self.place(Spot { place, ..spot }, "ret-type", (old.ret, new.ret));
            }
            (RootKind::Event(old), RootKind::Event(new)) => {
                self.place(spot, "arg-type", (old, new));
            }
            _ => {}
        }
    }

    /// Compares arguments of a command that takes more than the schema's in one version. That
    /// version's members are only some of those that it takes, so a member counts only if the other
    /// version has it nowhere.
    fn declared(&mut self, spot: Spot, open: TypeId, closed: TypeId, in_old: bool) {
        let (from, to) = match in_old {
            true => (self.pair.old, self.pair.new),
            false => (self.pair.new, self.pair.old),
        };
        let (Some(open), Some(closed)) = (from.object(open), to.object(closed)) else {
            return;
        };
        let mut known: BTreeSet<&str> = closed.members.iter().map(|m| m.name).collect();
        let branches = closed.variants.iter().filter_map(|v| to.object(v.ty));
        known.extend(branches.flat_map(|b| &b.members).map(|m| m.name));
        for member in open.members.iter().filter(|m| !known.contains(m.name)) {
            let above = self.node(spot.node, Step::Name("arg-type"));
            let (old, new) = match in_old {
                true => (Some(member), None),
                false => (None, Some(member)),
            };
            let before = Features::at(from, &member.features, Some(member.ty));
            let marked = || spot.place.marked(member.name, before.iter());
            let here = Spot {
                node: self.node(above, Step::Name(member.name)),
                place: if in_old { marked() } else { spot.place },
                at: of_members(At::default(), old, new),
            };
            self.emit(here, Parts::Member(old, new, &[]));
        }
    }

    /// A place whose types stand in both versions.
    fn place(&mut self, above: Spot, step: &'static str, types: (TypeId, TypeId)) {
        let (old, new) = (Some(types.0), Some(types.1));
        let node = self.node(above.node, Step::Name(step));
        let before = Features::at(self.pair.old, &[], old);
        let after = Features::at(self.pair.new, &[], new);
        let place = above
            .place
            .marked("", before.iter())
            .later("", after.iter());
        let spot = Spot {
            node,
            place,
            ..above
        };
        self.features(spot, &before, &after);
        self.compare(spot, (old, new), false, &Rc::clone(&self.unmoved));
    }

    /// Compares two types in a place; their parts have units of their own.
    fn compare(
        &mut self,
        spot: Spot,
        types: (Option<TypeId>, Option<TypeId>),
        tag: bool,
        moved: &Moved<'m>,
    ) {
        let mut todo = vec![(types, Relation::Same)];
        while let Some(((old, new), told)) = todo.pop() {
            let (Some(a), Some(b)) = (old, new) else {
                self.edge(spot, (old, new), tag, moved);
                continue;
            };
            let (relation, parts) = self.pair.relate(a, b, spot.place.side);
            // The change to an alternate tells that of the type to its branch, if both are the same.
            if relation != Relation::Same && relation != told {
                self.emit(spot, Parts::Type(a, b, relation));
            }
            let parts = parts.into_iter().rev();
            todo.extend(parts.map(|(a, b)| ((Some(a), Some(b)), relation)));
            match (self.pair.old.ty(a), self.pair.new.ty(b)) {
                (Type::Object(_), Type::Object(_)) | (Type::Enum { .. }, Type::Enum { .. }) => {
                    self.edge(spot, (old, new), tag, moved);
                }
                (Type::Alternate { branches: a, .. }, Type::Alternate { branches: b, .. }) => {
                    self.alternatives(a, b, spot);
                }
                _ => {}
            }
        }
    }

    /// Leads to the unit of two types.
    fn edge(
        &mut self,
        spot: Spot,
        (old, new): (Option<TypeId>, Option<TypeId>),
        tag: bool,
        moved: &Moved<'m>,
    ) {
        let key = Key {
            old,
            new,
            place: spot.place,
            tag,
            moved: Rc::clone(moved),
        };
        let unit = match self.known.get(&key) {
            Some(unit) => *unit,
            None => {
                let unit = self.roots + self.todo.len();
                self.todo.push(key.clone());
                self.known.insert(key, unit);
                unit
            }
        };
        let steps = self.steps_to(spot.node);
        self.unit.edges.push((steps, unit));
    }

    fn types(&mut self, key: &Key<'m>) {
        static EMPTY: Object<'static> = Object {
            members: Vec::new(),
            tag: None,
            variants: Vec::new(),
            features: Vec::new(),
        };
        let Pair { old, new } = self.pair;
        let spot = Spot {
            node: TOP,
            place: key.place,
            at: At {
                whole: false,
                ..self.of_types((key.old, key.new))
            },
        };
        let types = (key.old.map(|id| old.ty(id)), key.new.map(|id| new.ty(id)));
        if let (Some(Type::Enum { values: a, .. }), Some(Type::Enum { values: b, .. })) = types {
            return self.values(a, b, spot, key.tag);
        }
        let object = |ty: Option<&'m Type<'m>>| match ty {
            Some(Type::Object(object)) => object,
            _ => &EMPTY,
        };
        self.objects(object(types.0), object(types.1), spot, &key.moved);
    }

    fn values(&mut self, old: &'m [Value<'m>], new: &'m [Value<'m>], spot: Spot, tag: bool) {
        for (name, (old, new)) in joined(
            old.iter().map(|v| (v.name, v)),
            new.iter().map(|v| (v.name, v)),
        ) {
            let before = old.map_or(&[][..], |v| &v.features);
            let value = Spot {
                node: self.node(spot.node, Step::Value(name)),
                place: spot.place.marked(old.map_or("", |v| v.name), before),
                at: spot
                    .at
                    .spans(old.and_then(|v| v.at), new.and_then(|v| v.at)),
            };
            match (old, new) {
                (Some(old), Some(new)) => {
                    self.features(value, &Features::own(before), &Features::own(&new.features));
                    if !tag {
                        self.conditions(value, old.cond.as_ref(), new.cond.as_ref());
                    }
                }
                _ if !tag => self.emit(value, Parts::Value(old, new)),
                _ => {}
            }
        }
    }

    fn alternatives(&mut self, old: &'m [Alternative<'m>], new: &'m [Alternative<'m>], spot: Spot) {
        let old = by_kind(self.pair.old, old);
        let new = by_kind(self.pair.new, new);
        for (kind, a) in &old {
            match new.get(kind) {
                Some(b) => self.conditions(spot, a.cond.as_ref(), b.cond.as_ref()),
                None => self.emit(spot, Parts::Alternative(Some(a.ty), None)),
            }
        }
        for (_, b) in new.iter().filter(|(kind, _)| !old.contains_key(*kind)) {
            self.emit(spot, Parts::Alternative(None, Some(b.ty)));
        }
    }

    fn features(&mut self, spot: Spot, old: &Features<'m>, new: &Features<'m>) {
        for (name, (a, b)) in joined(old.named(), new.named()) {
            let node = self.node(spot.node, Step::Feature(name));
            let spot = Spot { node, ..spot };
            let at = match (a, b) {
                (Some((Some(ty), _)), _) => self.of_types((Some(ty), new.counterpart(old, ty))),
                (None, Some((Some(ty), _))) => self.of_types((old.counterpart(new, ty), Some(ty))),
                _ => spot.at,
            };
            match (a.map(|a| a.1), b.map(|b| b.1)) {
                (Some(a), Some(b)) => self.conditions(spot, a.cond.as_ref(), b.cond.as_ref()),
                (a, b) => self.emit(Spot { at, ..spot }, Parts::Feature(a, b)),
            }
        }
    }

    /// The definitions of types, for a change of them as a whole.
    fn of_types(&self, (old, new): (Option<TypeId>, Option<TypeId>)) -> At {
        let at = |model: &Model<'_>, id: Option<TypeId>| model.about.get(id?.0 as usize)?.at;
        At {
            spans: (at(self.pair.old, old), at(self.pair.new, new)),
            owners: (old, new),
            whole: true,
        }
    }

    fn conditions(&mut self, spot: Spot, old: Option<&'m Cond<'m>>, new: Option<&'m Cond<'m>>) {
        if self.pair.old.has_conditions && self.pair.new.has_conditions {
            let builds = cond::compare(old, new);
            if builds != Builds::Same {
                self.emit(spot, Parts::Condition(old, new, builds));
            }
        }
    }

    fn node(&mut self, parent: Node, step: Step<'m>) -> Node {
        self.steps.push((parent, step));
        (self.steps.len() - 1) as Node
    }

    /// The steps from the unit to a place.
    fn steps_to(&self, mut node: Node) -> Steps<'m> {
        let mut steps = Vec::new();
        while node != TOP {
            let (parent, step) = self.steps[node as usize];
            steps.push(step);
            node = parent;
        }
        steps.reverse();
        steps
    }

    /// The name of types that changed as a whole.
    fn named(&self, at: At) -> Option<&'m str> {
        let name = |model: &'m Model<'m>, id: Option<TypeId>| model.about.get(id?.0 as usize)?.name;
        let Pair { old, new } = self.pair;
        let name = name(new, at.owners.1).or_else(|| name(old, at.owners.0));
        name.filter(|_| at.whole)
    }

    /// Asks every rule about a difference in a place.
    fn emit(&mut self, spot: Spot, parts: Parts<'_, 'm>) {
        let steps = self.steps_to(spot.node);
        // Messages name the last step, or for a feature its bearer.
        let mut named = steps.iter().rev();
        let bearer = named.find(|s| !matches!(s, Step::Feature(_)));
        let site = Site {
            old: self.pair.old,
            new: self.pair.new,
            name: bearer.map_or(self.root, |s| s.name()),
            parts,
        };
        for rule in rules() {
            let Check::Wire(check) = rule.check else {
                continue;
            };
            let (Some(mut hit), Some((side, severity))) =
                (check(&site), rule.levels.at(spot.place.side))
            else {
                continue;
            };
            let (severity, note) = spot.place.judge(severity, rule.removal);
            hit.message += note;
            let of_type = self
                .named(spot.at)
                .and_then(|name| check(&Site { name, ..site }));
            self.unit.changes.push(Local {
                rule,
                side,
                severity,
                steps: steps.clone(),
                hit,
                of_type: of_type.map(|hit| hit.message + note),
                at: spot.at,
            });
        }
    }
}
