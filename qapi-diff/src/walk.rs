//! The walk through two versions, from each command and event into its types.
//!
//! Input: two [`Model`]s. Output: the [`Change`]s that the rules recognise, unsorted.
//!
//! Types are compared where they are used, in breadth: so a change is reported, for each command
//! and event, at its shortest path. A pair of types is compared once for each command or event,
//! side, and stability of the place, which ends recursion and makes the time proportional to the
//! schema's size times the number of roots at worst.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::rc::Rc;

use super::cond::{self, Builds, Cond};
use super::model::{
    Alternative, Feature, Member, Model, Object, Root, RootKind, Type, TypeId, Value,
};
use super::parts::{Unions, features_at, joined, refs};
use super::place::{Place, top};
use super::relation::{Pair, Relation, by_kind};
use super::report::Change;
use super::rule::{Check, Side, rules};
use super::site::{Parts, Site};
use qapi_introspect::Step;

/// A step on the way to a place: its number in [`Walk::steps`].
type Node = u32;

/// Types still to be compared. None is the empty object.
struct Todo<'m> {
    old: Option<TypeId>,
    new: Option<TypeId>,
    node: Node,
    place: Place,
    /// The type is that of a union's tag: its values count as branches.
    tag: bool,
    /// Members that moved between a union's common part and this branch: compared already.
    moved: Moved<'m>,
}

/// Names of members.
type Moved<'m> = Rc<BTreeSet<&'m str>>;

pub(super) struct Walk<'m> {
    pair: Pair<'m>,
    root: &'m str,
    steps: Vec<(Node, Step<'m>)>,
    todo: VecDeque<Todo<'m>>,
    seen: HashSet<(TypeId, TypeId, Place, bool, Moved<'m>)>,
    /// For most places: nothing moved.
    unmoved: Moved<'m>,
    changes: Vec<Change>,
}

/// The parent of a root's steps.
const TOP: Node = Node::MAX;

/// Compares all of both versions.
pub(super) fn walk<'m>(old: &'m Model<'m>, new: &'m Model<'m>) -> Vec<Change> {
    let names: BTreeSet<&str> = old.roots.keys().chain(new.roots.keys()).copied().collect();
    let mut walk = Walk {
        pair: Pair { old, new },
        root: "",
        steps: Vec::new(),
        todo: VecDeque::new(),
        seen: HashSet::new(),
        unmoved: Rc::default(),
        changes: Vec::new(),
    };
    for name in names {
        walk.root = name;
        walk.steps.clear();
        walk.seen.clear();
        walk.roots(old.roots.get(name), new.roots.get(name));
        while let Some(todo) = walk.todo.pop_front() {
            walk.types(todo);
        }
    }
    walk.changes
}

impl<'m> Walk<'m> {
    fn roots(&mut self, old: Option<&'m Root<'m>>, new: Option<&'m Root<'m>>) {
        let same_kind = match (old, new) {
            (Some(old), Some(new)) => matches!(
                (&old.kind, &new.kind),
                (RootKind::Command(_), RootKind::Command(_))
                    | (RootKind::Event(_), RootKind::Event(_))
            ),
            _ => false,
        };
        let (Some(old), Some(new), true) = (old, new, same_kind) else {
            for (old, new) in [(old, None), (None, new)] {
                if let Some(root) = old.or(new) {
                    let features = old.iter().flat_map(|r| &r.features);
                    let place = top(root).marked(self.root, features);
                    self.emit(TOP, place, Parts::Root(old, new));
                }
            }
            return;
        };
        let place = top(old)
            .marked(self.root, &old.features)
            .later(self.root, &new.features);
        self.conditions(TOP, place, old.cond.as_ref(), new.cond.as_ref());
        self.features(TOP, place, &refs(&old.features), &refs(&new.features));
        match (old.kind, new.kind) {
            (RootKind::Command(old), RootKind::Command(new)) => {
                self.emit(TOP, place, Parts::Command(old, new));
                self.place(TOP, Step::Name("arg-type"), place, (old.arg, new.arg));
                let reply = Place {
                    side: Side::Reply,
                    ..place
                };
                self.place(TOP, Step::Name("ret-type"), reply, (old.ret, new.ret));
            }
            (RootKind::Event(old), RootKind::Event(new)) => {
                self.place(TOP, Step::Name("arg-type"), place, (old, new));
            }
            _ => {}
        }
    }

    /// A place whose types stand in both versions.
    fn place(&mut self, parent: Node, step: Step<'m>, place: Place, types: (TypeId, TypeId)) {
        let (old, new) = (Some(types.0), Some(types.1));
        let node = self.node(parent, step);
        let before = features_at(self.pair.old, &[], old);
        let after = features_at(self.pair.new, &[], new);
        let place = place
            .marked("", before.iter().copied())
            .later("", after.iter().copied());
        self.features(node, place, &before, &after);
        self.todo.push_back(Todo {
            old,
            new,
            node,
            place,
            tag: false,
            moved: Rc::clone(&self.unmoved),
        });
    }

    fn types(&mut self, todo: Todo<'m>) {
        static EMPTY: Object<'static> = Object {
            members: Vec::new(),
            tag: None,
            variants: Vec::new(),
            features: Vec::new(),
        };
        let Pair { old, new } = self.pair;
        let (a, b) = match (todo.old, todo.new) {
            (Some(a), Some(b)) => (a, b),
            (a, b) => {
                let a = a.and_then(|a| old.object(a)).unwrap_or(&EMPTY);
                let b = b.and_then(|b| new.object(b)).unwrap_or(&EMPTY);
                return self.objects(a, b, &todo);
            }
        };
        let key = (a, b, todo.place, todo.tag, Rc::clone(&todo.moved));
        if !self.seen.insert(key) {
            return;
        }
        let (relation, parts) = self.pair.relate(a, b);
        if relation != Relation::Same {
            self.emit(todo.node, todo.place, Parts::Type(a, b, relation));
        }
        for (a, b) in parts {
            let (old, new) = (Some(a), Some(b));
            self.todo.push_back(Todo {
                old,
                new,
                moved: Rc::clone(&self.unmoved),
                ..todo
            });
        }
        match (old.ty(a), new.ty(b)) {
            (Type::Object(a), Type::Object(b)) => self.objects(a, b, &todo),
            (Type::Enum { values: a, .. }, Type::Enum { values: b, .. }) => {
                self.values(a, b, &todo)
            }
            (Type::Alternate { branches: a, .. }, Type::Alternate { branches: b, .. }) => {
                self.alternatives(a, b, &todo);
            }
            _ => {}
        }
    }

    fn values(&mut self, old: &'m [Value<'m>], new: &'m [Value<'m>], todo: &Todo<'m>) {
        for (name, (old, new)) in joined(
            old.iter().map(|v| (v.name, v)),
            new.iter().map(|v| (v.name, v)),
        ) {
            let node = self.node(todo.node, Step::Value(name));
            let before = old.map_or(&[][..], |v| &v.features);
            let place = todo.place.marked("", before);
            match (old, new) {
                (Some(old), Some(new)) => {
                    self.features(node, place, &refs(before), &refs(&new.features));
                    if !todo.tag {
                        self.conditions(node, place, old.cond.as_ref(), new.cond.as_ref());
                    }
                }
                _ if !todo.tag => self.emit(node, place, Parts::Value(old, new)),
                _ => {}
            }
        }
    }

    fn alternatives(
        &mut self,
        old: &'m [Alternative<'m>],
        new: &'m [Alternative<'m>],
        todo: &Todo<'m>,
    ) {
        let old = by_kind(self.pair.old, old);
        let new = by_kind(self.pair.new, new);
        for (kind, a) in &old {
            match new.get(kind) {
                Some(b) => {
                    self.conditions(todo.node, todo.place, a.cond.as_ref(), b.cond.as_ref());
                }
                None => {
                    let parts = Parts::Alternative(Some(a.ty), None);
                    self.emit(todo.node, todo.place, parts);
                }
            }
        }
        for (_, b) in new.iter().filter(|(kind, _)| !old.contains_key(*kind)) {
            self.emit(todo.node, todo.place, Parts::Alternative(None, Some(b.ty)));
        }
    }

    fn objects(&mut self, old: &'m Object<'m>, new: &'m Object<'m>, todo: &Todo<'m>) {
        let union = Unions::new(self.pair, old, new);
        if let (Some(a), Some(b)) = (old.tag, new.tag)
            && a != b
        {
            self.emit(todo.node, todo.place, Parts::Tag(Some(a), Some(b)));
        }
        let mut moved = BTreeSet::new();
        for (name, (a, b)) in joined(
            old.members.iter().map(|m| (m.name, m)),
            new.members.iter().map(|m| (m.name, m)),
        ) {
            let node = self.node(todo.node, Step::Name(name));
            match (a, b) {
                (Some(a), Some(b)) => self.member(node, todo.place, a, b, union.tag == Some(name)),
                _ if todo.moved.contains(name) => {}
                _ => {
                    let branches = union.branches_with(name, a.is_some());
                    if !branches.is_empty() {
                        moved.insert(name);
                    }
                    self.one_sided(node, todo, (a, b), branches, &union);
                }
            }
        }
        self.branches(&union, todo, &Rc::new(moved));
    }

    /// A member that stands in both versions.
    fn member(
        &mut self,
        node: Node,
        place: Place,
        old: &'m Member<'m>,
        new: &'m Member<'m>,
        tag: bool,
    ) {
        let before = features_at(self.pair.old, &old.features, Some(old.ty));
        let after = features_at(self.pair.new, &new.features, Some(new.ty));
        let place = place
            .marked(old.name, before.iter().copied())
            .later(old.name, after.iter().copied());
        if old.optional != new.optional {
            self.emit(node, place, Parts::Member(Some(old), Some(new), &[]));
        }
        self.conditions(node, place, old.cond.as_ref(), new.cond.as_ref());
        self.features(node, place, &before, &after);
        let (old, new) = (Some(old.ty), Some(new.ty));
        self.todo.push_back(Todo {
            old,
            new,
            node,
            place,
            tag,
            moved: Rc::clone(&self.unmoved),
        });
    }

    /// A member that only one version has in this place. The other version of the object may have
    /// it in branches.
    fn one_sided(
        &mut self,
        node: Node,
        todo: &Todo<'m>,
        (old, new): (Option<&'m Member<'m>>, Option<&'m Member<'m>>),
        branches: &[(&'m str, &'m Member<'m>)],
        union: &Unions<'m>,
    ) {
        let Some(member) = old.or(new) else { return };
        let before = old.map_or_else(Vec::new, |m| {
            features_at(self.pair.old, &m.features, Some(m.ty))
        });
        // What is added has no stability of its own yet.
        let place = todo
            .place
            .marked(old.map_or("", |m| m.name), before.iter().copied());
        for &(case, there) in branches {
            let branch = self.node(todo.node, Step::Variant(case));
            let node = self.node(branch, Step::Name(member.name));
            let (a, b) = if old.is_some() {
                (member, there)
            } else {
                (there, member)
            };
            self.member(node, todo.place, a, b, false);
        }
        if !branches.is_empty() && branches.len() == union.cases(old.is_some()) {
            self.emit(
                node,
                place,
                Parts::Moved {
                    to_common: old.is_none(),
                },
            );
        } else {
            let cases: Vec<_> = branches.iter().map(|(case, _)| *case).collect();
            self.emit(node, place, Parts::Member(old, new, &cases));
        }
    }

    fn branches(&mut self, union: &Unions<'m>, todo: &Todo<'m>, moved: &Moved<'m>) {
        let cases: BTreeSet<_> = union.old.keys().chain(union.new.keys()).copied().collect();
        for case in cases {
            let node = self.node(todo.node, Step::Variant(case));
            let (old, new) = (union.old.get(case), union.new.get(case));
            let (a, b) = (old.copied().flatten(), new.copied().flatten());
            let (a_type, b_type) = (a.map(|v| v.ty), b.map(|v| v.ty));
            let before = features_at(self.pair.old, &[], a_type);
            let after = features_at(self.pair.new, &[], b_type);
            let (old_value, new_value) = union.value_features(case);
            let place = todo
                .place
                .marked("", before.iter().copied().chain(old_value))
                .later("", after.iter().copied().chain(new_value));
            if old.is_some() && new.is_some() {
                self.features(node, place, &before, &after);
                let conds = (
                    a.and_then(|v| v.cond.as_ref()),
                    b.and_then(|v| v.cond.as_ref()),
                );
                if a.is_some() && b.is_some() {
                    self.conditions(node, place, conds.0, conds.1);
                }
                let moved = Rc::clone(moved);
                self.todo.push_back(Todo {
                    old: a_type,
                    new: b_type,
                    node,
                    place,
                    tag: false,
                    moved,
                });
            } else {
                self.emit(node, place, Parts::Branch(a, b));
            }
        }
    }

    fn features(
        &mut self,
        parent: Node,
        place: Place,
        old: &[&'m Feature<'m>],
        new: &[&'m Feature<'m>],
    ) {
        if old.is_empty() && new.is_empty() {
            return;
        }
        for (name, (a, b)) in joined(
            old.iter().map(|f| (f.name, f)),
            new.iter().map(|f| (f.name, f)),
        ) {
            let node = self.node(parent, Step::Feature(name));
            match (a.copied(), b.copied()) {
                (Some(a), Some(b)) => {
                    self.conditions(node, place, a.cond.as_ref(), b.cond.as_ref());
                }
                (a, b) => self.emit(node, place, Parts::Feature(a, b)),
            }
        }
    }

    fn conditions(
        &mut self,
        node: Node,
        place: Place,
        old: Option<&'m Cond<'m>>,
        new: Option<&'m Cond<'m>>,
    ) {
        if self.pair.old.has_conditions && self.pair.new.has_conditions {
            let builds = cond::compare(old, new);
            if builds != Builds::Same {
                self.emit(node, place, Parts::Condition(old, new, builds));
            }
        }
    }

    fn node(&mut self, parent: Node, step: Step<'m>) -> Node {
        self.steps.push((parent, step));
        (self.steps.len() - 1) as Node
    }

    /// The path to a place, and what messages call it: its last step, or for a feature's place what
    /// bears it.
    fn path(&self, mut node: Node) -> (String, &'m str) {
        let mut steps = Vec::new();
        while node != TOP {
            let (parent, step) = self.steps[node as usize];
            steps.push(step);
            node = parent;
        }
        let bearer = steps.iter().find(|s| !matches!(s, Step::Feature(_)));
        let name = bearer.map_or(self.root, |s| s.name());
        let mut path = self.root.to_owned();
        for step in steps.iter().rev() {
            path += "/";
            path += &step.to_string();
        }
        (path, name)
    }

    /// Asks every rule about what differs in a place.
    fn emit(&mut self, node: Node, place: Place, parts: Parts<'_, 'm>) {
        let (path, name) = self.path(node);
        let site = Site {
            old: self.pair.old,
            new: self.pair.new,
            name,
            parts,
        };
        for rule in rules() {
            let Check::Wire(check) = rule.check else {
                continue;
            };
            let (Some(mut hit), Some((side, severity))) =
                (check(&site), rule.levels.at(place.side))
            else {
                continue;
            };
            let (severity, note) = place.judge(severity, rule.removal);
            hit.message += note;
            self.changes
                .push(hit.change(rule, (side, severity), path.clone()));
        }
    }
}
