//! The items of two modules that may convert into each other.
//!
//! Input: the shapes of both modules. Output: pairs of items of the same name, then of types that have
//! the same places on the wire under different names: a type that was renamed. Places are the
//! arguments, replies and data of commands and events of the same name, and in them the members,
//! elements, branches and alternatives of the same name.

use std::collections::{HashMap, HashSet};

use qapi_parser::ir::{Object, Schema, TypeId, TypeKind};

use super::Side;
use super::shape::{self, Kind, Shape};

/// The shapes of a module: types, commands, events.
pub(super) struct Shapes<'p>([Vec<Shape<'p>>; 3]);

impl<'p> Shapes<'p> {
    pub(super) fn of(side: &Side<'p>) -> Self {
        let plan = side.plan;
        let types = shape::types(plan);
        let (mut commands, mut events) = (shape::commands(plan), shape::events(plan));
        let inner: HashMap<TypeId, &Shape<'p>> = types.iter().filter_map(of_id).collect();
        for shape in commands.iter_mut().chain(&mut events) {
            let held = shape.parts.first().and_then(|part| part.holds.as_ref());
            if let Some(inner) = held.and_then(|held| inner.get(&held.ty)) {
                shape.flatten(inner);
            }
        }
        Shapes([types, commands, events])
    }

    /// The shapes of types.
    pub(super) fn by_id(&self) -> HashMap<TypeId, &Shape<'p>> {
        self.0[0].iter().filter_map(of_id).collect()
    }
}

fn of_id<'s, 'p>(shape: &'s Shape<'p>) -> Option<(TypeId, &'s Shape<'p>)> {
    Some((shape.id?, shape))
}

/// An item of each module.
pub(super) struct Pair<'s, 'p> {
    pub(super) there: &'s Shape<'p>,
    pub(super) here: &'s Shape<'p>,
}

/// The pairs: those of the same names in the order of definition here, then renamed types in the
/// order of their places.
pub(super) fn pairs<'s, 'p>(
    (there, others): (&Side<'_>, &'s Shapes<'p>),
    (here, own): (&Side<'_>, &'s Shapes<'p>),
) -> Vec<Pair<'s, 'p>> {
    let mut pairs = Vec::new();
    for (others, own) in others.0.iter().zip(&own.0) {
        let others: HashMap<&str, &Shape<'p>> = others.iter().map(|s| (s.name, s)).collect();
        let both = own.iter().filter_map(|here| {
            let there = *others.get(here.name)?;
            Some(match (there.kind, here.kind) {
                // A struct of members, and one around an object.
                (Kind::Around, Kind::Struct) => Pair {
                    there: there.flat.as_deref().unwrap_or(there),
                    here,
                },
                (Kind::Struct, Kind::Around) => Pair {
                    there,
                    here: here.flat.as_deref().unwrap_or(here),
                },
                _ => Pair { there, here },
            })
        });
        pairs.extend(both);
    }
    let (others, own) = (others.by_id(), own.by_id());
    for (a, b) in places(there.plan.schema, here.plan.schema) {
        if let (Some(there), Some(here)) = (others.get(&a), own.get(&b))
            && there.name != here.name
        {
            pairs.push(Pair { there, here });
        }
    }
    pairs
}

/// The types of each place that both schemas have, once for each pair.
fn places(there: &Schema, here: &Schema) -> Vec<(TypeId, TypeId)> {
    let mut found = Found::default();
    for (_, command) in here.commands() {
        if let Some(qapi_parser::ir::Entity::Command(other)) = there.lookup(command.name()) {
            let other = there.command(other);
            found.add(other.arg(), command.arg());
            found.add(other.ret(), command.ret());
        }
    }
    for (_, event) in here.events() {
        if let Some(qapi_parser::ir::Entity::Event(other)) = there.lookup(event.name()) {
            found.add(there.event(other).arg(), event.arg());
        }
    }
    let mut next = 0;
    while let Some((a, b)) = found.pairs.get(next).copied() {
        found.parts((there, a), (here, b));
        next += 1;
    }
    found.pairs
}

#[derive(Default)]
struct Found {
    seen: HashSet<(TypeId, TypeId)>,
    pairs: Vec<(TypeId, TypeId)>,
}

impl Found {
    fn add(&mut self, there: Option<TypeId>, here: Option<TypeId>) {
        if let (Some(there), Some(here)) = (there, here)
            && self.seen.insert((there, here))
        {
            self.pairs.push((there, here));
        }
    }

    /// Adds the places within two types of one place.
    fn parts(&mut self, (there, a): (&Schema, TypeId), (here, b): (&Schema, TypeId)) {
        match (there.ty(a).kind(), here.ty(b).kind()) {
            (TypeKind::Array(a), TypeKind::Array(b)) => {
                self.add(Some(a.element()), Some(b.element()));
            }
            (TypeKind::Object(a), TypeKind::Object(b)) => {
                self.named(members(there, a), members(here, b));
            }
            (TypeKind::Alternate(a), TypeKind::Alternate(b)) => {
                let (a, b) = (a.alternatives().iter(), b.alternatives().iter());
                let parts =
                    |branch: &qapi_parser::ir::Branch| (branch.name().to_owned(), branch.ty());
                self.named(a.map(parts).collect(), b.map(parts).collect());
            }
            _ => {}
        }
    }

    fn named(&mut self, there: Vec<(String, TypeId)>, here: Vec<(String, TypeId)>) {
        let there: HashMap<String, TypeId> = there.into_iter().collect();
        for (name, ty) in here {
            self.add(there.get(&name).copied(), Some(ty));
        }
    }
}

/// The members and branches of an object; a branch is told from a member by its name.
fn members(schema: &Schema, object: &Object) -> Vec<(String, TypeId)> {
    let members = object.members(schema);
    let members = members.map(|member| (member.name().to_owned(), member.ty()));
    let branches = object.branches().into_iter().flat_map(|b| b.branches());
    let branches = branches.map(|branch| (format!("+{}", branch.name()), branch.ty()));
    members.chain(branches).collect()
}
