//! The memory that a comparison may take.
//!
//! Types that contain themselves can stand in the same places in as many pairs as there are types
//! times types. So the walk through both versions and the list of places end at a bound, with an
//! error that tells where.

use thiserror::Error;

use super::model::{Model, Type, TypeId};
use super::walk::Unit;

/// Most bytes for the pairs of types of two versions. Releases of QEMU take half a MiB.
pub const MOST_COMPARED: usize = 64 << 20;

/// Most bytes for the paths of all changes. Those between releases of QEMU, years
/// apart, take a fifth of a MiB.
pub const MOST_PLACES: usize = 64 << 20;

/// Most steps back on ways to changed types, to see if a type is within itself. They take a second;
/// those of releases of QEMU a twentieth of that.
pub const MOST_STEPS: usize = 1 << 27;

/// Two versions that differ in too many ways, or in too many places.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CompareError {
    /// Too many pairs of types stand in the same places.
    #[error(
        "the types of both versions stand in the same places in too many pairs: \
         more than {} MiB, reached at {old} of the old and {new} of the new version",
        MOST_COMPARED >> 20
    )]
    TooManyPairs {
        /// The old type of the pair at which the bound was reached: its name or its members.
        old: String,
        /// The new type of that pair.
        new: String,
    },
    /// The paths of the changes are too long, or too many.
    #[error(
        "the paths of the changes take more than {} MiB, reached below `{below}`",
        MOST_PLACES >> 20
    )]
    TooManyPlaces {
        /// The command or event at which the bound was reached.
        below: String,
    },
    /// The ways to the changes are too many and too long.
    #[error("the changes are reached in too many ways, below `{below}`")]
    TooManyWays {
        /// The command or event at which the bound was reached.
        below: String,
    },
    /// The places of a schema and an answer, from which symbols are derived, are too many or too deep.
    #[error(
        "the schema and the answer have too many parts in the same places, reached below `{below}`"
    )]
    TooManyParts {
        /// The command or event at which the bound was reached.
        below: String,
    },
    /// The symbols follow from the conditions in too many steps.
    #[error("the symbols follow from the schema's conditions in too many steps")]
    TooManyConditions,
}

/// Bytes that are left.
pub(super) struct Bound(usize);

impl Bound {
    pub(super) fn new(most: usize) -> Self {
        Bound(most)
    }

    /// Takes bytes; None if there are not as many.
    pub(super) fn take(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.checked_sub(bytes)?;
        Some(())
    }
}

impl CompareError {
    /// The error at a pair of types.
    pub(super) fn at(old: &Model<'_>, new: &Model<'_>, unit: &Unit<'_>) -> Self {
        CompareError::TooManyPairs {
            old: called(old, unit.old),
            new: called(new, unit.new),
        }
    }
}

/// The name of a type, or a description of one without.
fn called(model: &Model<'_>, id: Option<TypeId>) -> String {
    let Some(id) = id else {
        return "nothing".to_owned();
    };
    let name = model.about.get(id.0 as usize).and_then(|about| about.name);
    let name = name.map(|name| format!("`{name}`"));
    name.or_else(|| describe(model, id))
        .unwrap_or_else(|| "a type".to_owned())
}

/// Describes a type without a name by its parts.
pub(super) fn describe(model: &Model<'_>, id: TypeId) -> Option<String> {
    const NAMED: usize = 3;
    let (kind, names): (_, Vec<&str>) = match model.ty(id) {
        Type::Object(object) => ("object", object.members.iter().map(|m| m.name).collect()),
        Type::Enum { values, .. } => ("enum", values.iter().map(|v| v.name).collect()),
        _ => return None,
    };
    let named = names.iter().take(NAMED).map(|name| format!("`{name}`"));
    let mut named: Vec<_> = named.collect();
    if names.len() > NAMED {
        named.push(format!("{} more", names.len() - NAMED));
    }
    Some(format!("{kind} of {}", named.join(", ")))
}
