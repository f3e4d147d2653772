//! The places of each change: every path from a command or event to the types that changed.
//!
//! Input: the [`Graph`] of two versions. Output: [`Found`] changes with their paths, the shortest
//! first. As in [`qapi_introspect::list`], a pair of types is not entered below itself.
//!
//! Only units from which a change is reached are entered, so time grows with the places found. A
//! type that is reached from one command or event in more than [`MOST`] ways is followed no
//! further: types that share each other can have more paths than memory. Such a change is marked.
//! Paths of types in long chains are long: together they end at [`super::bound`].

use std::collections::{BTreeMap, HashSet};

use super::bound::{Bound, CompareError, MOST_PLACES, MOST_STEPS};
use super::model::TypeId;
use super::walk::{Graph, Local, Steps};

/// Greatest number of ways from one command or event to a type that are followed.
const MOST: usize = 256;

/// A change with its places.
pub(super) struct Found<'g, 'm> {
    /// The change within its unit.
    pub(super) local: &'g Local<'m>,
    /// Its unit's index.
    pub(super) unit: usize,
    /// Its paths with the number of their steps.
    pub(super) paths: Vec<(usize, String)>,
    /// There are more paths than these.
    pub(super) more: bool,
}

/// A way to a unit: its place among the ways, if it is not that of a command or event.
struct Way<'g, 'm> {
    from: Option<(usize, &'g Steps<'m>)>,
    unit: usize,
}

/// Finds the places of all changes.
///
/// # Errors
///
/// The paths take too much memory.
pub(super) fn places<'g, 'm>(graph: &'g Graph<'m>) -> Result<Vec<Found<'g, 'm>>, CompareError> {
    let mut bound = Bound::new(MOST_PLACES);
    let mut steps_left = Bound::new(MOST_STEPS);
    let changed = leading_to_changes(graph);
    let mut found: BTreeMap<(usize, usize), Found<'g, 'm>> = BTreeMap::new();
    let mut visits = vec![0; graph.units.len()];
    let mut marked = vec![false; graph.units.len()];
    let mut types = HashSet::new();
    let mut ways: Vec<Way<'g, 'm>> = Vec::new();
    for (root, name) in graph.roots.iter().enumerate() {
        if !changed[root] {
            continue;
        }
        visits.fill(0);
        types.clear();
        ways.clear();
        ways.push(Way {
            from: None,
            unit: root,
        });
        let mut at = 0;
        // In breadth, so that the shortest paths come first.
        while at < ways.len() {
            let index = ways[at].unit;
            let unit = &graph.units[index];
            for (number, local) in unit.changes.iter().enumerate() {
                let entry = found.entry((index, number)).or_insert_with(|| Found {
                    local,
                    unit: index,
                    paths: Vec::new(),
                    more: false,
                });
                let path = path(name, &ways, at, &local.steps);
                let bytes = size_of_val(&path) + path.1.len() + local.hit.message.len();
                bound
                    .take(bytes)
                    .ok_or_else(|| CompareError::TooManyPlaces {
                        below: (*name).to_owned(),
                    })?;
                entry.paths.push(path);
            }
            for (steps, next) in &unit.edges {
                // Types that this command or event reaches for the first time are not on the way.
                let fresh = types.insert(types_of(graph, *next));
                if !changed[*next] {
                    continue;
                }
                if !fresh {
                    let within = is_within_itself(graph, &ways, at, *next, &mut steps_left);
                    let below = || CompareError::TooManyWays {
                        below: (*name).to_owned(),
                    };
                    if within.ok_or_else(below)? {
                        continue;
                    }
                }
                if visits[*next] == MOST {
                    mark(graph, &mut marked, *next);
                    continue;
                }
                visits[*next] += 1;
                ways.push(Way {
                    from: Some((at, steps)),
                    unit: *next,
                });
            }
            at += 1;
        }
    }
    for (key, entry) in &mut found {
        entry.more = marked[key.0];
    }
    Ok(found.into_values().collect())
}

/// The types of a unit.
fn types_of(graph: &Graph<'_>, unit: usize) -> (Option<TypeId>, Option<TypeId>) {
    (graph.units[unit].old, graph.units[unit].new)
}

/// For each unit whether it, or one below it, has a change.
fn leading_to_changes(graph: &Graph<'_>) -> Vec<bool> {
    let mut above = vec![Vec::new(); graph.units.len()];
    for (index, unit) in graph.units.iter().enumerate() {
        for (_, next) in &unit.edges {
            above[*next].push(index);
        }
    }
    let has_changes = |unit: &super::walk::Unit<'_>| !unit.changes.is_empty();
    let mut changed: Vec<bool> = graph.units.iter().map(has_changes).collect();
    let mut todo: Vec<usize> = (0..changed.len()).filter(|i| changed[*i]).collect();
    while let Some(index) = todo.pop() {
        for from in &above[index] {
            if !std::mem::replace(&mut changed[*from], true) {
                todo.push(*from);
            }
        }
    }
    changed
}

/// Reports that the unit's types stand on the way already; None if no steps are left.
fn is_within_itself(
    graph: &Graph<'_>,
    ways: &[Way<'_, '_>],
    mut at: usize,
    next: usize,
    steps_left: &mut Bound,
) -> Option<bool> {
    let wanted = types_of(graph, next);
    loop {
        steps_left.take(1)?;
        let Some((from, _)) = ways[at].from else {
            return Some(false);
        };
        if types_of(graph, ways[at].unit) == wanted {
            return Some(true);
        }
        at = from;
    }
}

/// Marks a unit that is not entered again, and all below it.
fn mark(graph: &Graph<'_>, marked: &mut [bool], unit: usize) {
    let mut todo = vec![unit];
    while let Some(index) = todo.pop() {
        if !std::mem::replace(&mut marked[index], true) {
            todo.extend(graph.units[index].edges.iter().map(|(_, next)| *next));
        }
    }
}

fn path(root: &str, ways: &[Way<'_, '_>], at: usize, steps: &Steps<'_>) -> (usize, String) {
    let mut pieces: Vec<&Steps<'_>> = vec![steps];
    let mut next = at;
    while let Some((from, steps)) = ways[next].from {
        pieces.push(steps);
        next = from;
    }
    let mut path = root.to_owned();
    let mut length = 0;
    for step in pieces.into_iter().rev().flatten() {
        path.push('/');
        path += &step.to_string();
        length += 1;
    }
    (length, path)
}
