//! The items of two modules that may convert into each other.
//!
//! Input: the shapes of both modules. Output: pairs of items of the same name, then of types that have
//! the same places on the wire under different names: a type that was renamed. Places are the
//! arguments, replies and data of commands and events of the same name, and in them the members,
//! elements, branches and alternatives of the same name.

use foldhash::HashSet;
use qapi_parser::ir::{Branch, Object, Schema, TypeId, TypeKind};

use super::Side;
use super::shape::{self, Kind, Shape};
use crate::error::MOST_PAIRS;
use crate::index::Index;

/// The shapes of a module.
pub(super) struct Shapes<'p> {
    /// Types, commands, events.
    all: [Vec<Shape<'p>>; 3],
    /// The position of each type's shape, if it has one.
    positions: Vec<Option<usize>>,
}

impl<'p> Shapes<'p> {
    pub(super) fn of(side: &Side<'p>) -> Self {
        let plan = side.plan;
        let types = shape::types(plan);
        let mut positions = vec![None; plan.schema.types().len()];
        for (at, shape) in types.iter().enumerate() {
            if let Some(id) = shape.id {
                positions[id.index()] = Some(at);
            }
        }
        let (mut commands, mut events) = (shape::commands(plan), shape::events(plan));
        for shape in commands.iter_mut().chain(&mut events) {
            let held = shape.parts.first().and_then(|part| part.holds.as_ref());
            if let Some(inner) = held.and_then(|held| positions[held.ty.index()]) {
                shape.flatten(&types[inner]);
            }
        }
        Shapes {
            all: [types, commands, events],
            positions,
        }
    }

    /// The shape of a type, if it has an item.
    pub(super) fn of_type(&self, id: TypeId) -> Option<&Shape<'p>> {
        self.all[0].get(self.positions[id.index()]?)
    }
}

/// An item of each module.
pub(super) struct Pair<'s, 'p> {
    pub(super) there: &'s Shape<'p>,
    pub(super) here: &'s Shape<'p>,
}

/// The pairs: those of the same names in the order of definition here, then renamed types in the
/// order of their places.
///
/// # Errors
/// The pair at which there were too many.
pub(super) fn pairs<'s, 'p>(
    (there, others): (&Side<'_>, &'s Shapes<'p>),
    (here, own): (&Side<'_>, &'s Shapes<'p>),
) -> Result<Vec<Pair<'s, 'p>>, (TypeId, TypeId)> {
    let mut pairs = Vec::new();
    for (others, own) in others.all.iter().zip(&own.all) {
        let index = Index::of(others.iter().map(|shape| shape.name));
        let both = own.iter().filter_map(|here| {
            let there = &others[index.get(here.name)?];
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
    for (a, b) in places(there.plan.schema, here.plan.schema)? {
        if let (Some(there), Some(here)) = (others.of_type(a), own.of_type(b))
            && there.name != here.name
        {
            pairs.push(Pair { there, here });
        }
    }
    Ok(pairs)
}

/// The types of each place that both schemas have, once for each pair.
///
/// # Errors
/// The pair at which there were too many: types in circles can stand in the same places in as many
/// pairs as types times types.
fn places(there: &Schema, here: &Schema) -> Result<Vec<(TypeId, TypeId)>, (TypeId, TypeId)> {
    let types = there.types().len() + here.types().len();
    let most = types.saturating_mul(MOST_PAIRS);
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
        if found.pairs.len() > most {
            return Err((a, b));
        }
        found.parts((there, a), (here, b));
        next += 1;
    }
    Ok(found.pairs)
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
                self.named(parts(a.cases()), parts(b.cases()));
            }
            (TypeKind::Alternate(a), TypeKind::Alternate(b)) => {
                self.named(parts(a.alternatives()), parts(b.alternatives()));
            }
            _ => {}
        }
    }

    /// Adds the types of the same name.
    fn named(&mut self, there: Vec<(&str, TypeId)>, here: Vec<(&str, TypeId)>) {
        let index = Index::of(there.iter().map(|(name, _)| *name));
        for (name, ty) in here {
            self.add(index.get(name).map(|at| there[at].1), Some(ty));
        }
    }
}

fn members<'s>(schema: &'s Schema, object: &'s Object) -> Vec<(&'s str, TypeId)> {
    let members = object.members(schema);
    members.map(|member| (member.name(), member.ty())).collect()
}

fn parts(branches: &[Branch]) -> Vec<(&str, TypeId)> {
    branches.iter().map(|b| (b.name(), b.ty())).collect()
}
