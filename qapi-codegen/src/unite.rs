//! Several releases' schemas → one schema that is correct for each of them.
//!
//! Input: [releases](Release), the newest first. Output: a [`Schema`] for the generators that every
//! other schema goes through. Invariant: whatever one of the releases sends fits the united schema,
//! and a member that all of them require is required in it.
//!
//! Types are matched by their place on the wire. [`places`] walks commands and events of the same
//! name in parallel. For each type of the newest release that has a place, it collects the types of
//! the others at that place. [`shape`] lists the members and branches of such a set, [`kind`]
//! decides the one type of a place. [`build`] writes the result over a copy of the newest schema,
//! so that types without differences stay as they are; [`notes`] documents the differences.

mod build;
mod conflict;
mod kind;
mod notes;
mod places;
mod release;
mod releases;
mod shape;
mod table;

use std::collections::BTreeMap;

use qapi_parser::ir::Schema;

pub use conflict::Conflict;
pub use release::{Release, release_name};
pub use releases::Releases;

use places::Places;

/// Unites the schemas of several releases.
///
/// The first release is the one whose names and order win; the order of the others does not matter.
/// `prefer` chooses a release by its name for a place where releases differ: `Type`, `Type.member`,
/// `command.member`, or the whole of a command's or event's data as `command` or `EVENT`.
///
/// ```
/// use std::collections::BTreeMap;
/// use qapi_codegen::{Release, unite};
/// use qapi_parser::{Options, compile_from, loader::Memory};
///
/// let files = Memory::new([
///     ("new", "{ 'command': 'eject', 'data': { 'id': 'str' } }"),
///     ("old", "{ 'command': 'eject', 'data': { 'device': 'str', '*id': 'str' } }"),
/// ]);
/// let new = compile_from("new", &files, &Options::new())?;
/// let old = compile_from("old", &files, &Options::new())?;
/// let releases = [("10.2", &new), ("9.0", &old)];
/// let releases = releases.map(|(name, compiled)| Release::of(name, compiled));
/// let releases: Option<Vec<_>> = releases.into_iter().collect();
/// let united = unite(&releases.ok_or("invalid")?, &BTreeMap::new()).map_err(|e| format!("{e:?}"))?;
/// assert_eq!(united.commands().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// One [`Conflict`] for each place that no type describes for all releases, and for each preference
/// of a release or place that does not exist. Types in circles may stand in too many pairs.
pub fn unite(
    releases: &[Release<'_>],
    prefer: &BTreeMap<String, String>,
) -> Result<Schema, Vec<Conflict>> {
    let releases = release::sorted(releases);
    let prefer = release::choices(&releases, prefer)?;
    let places = Places::new(&releases, prefer).map_err(|conflict| vec![conflict])?;
    let united = build::united(&places);
    let missing = places.unmatched();
    if missing.is_empty() {
        return united;
    }
    let mut conflicts = united.err().unwrap_or_default();
    conflicts.extend(missing);
    Err(conflicts)
}
