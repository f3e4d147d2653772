//! Places → [`Change`]s: a change of a type that many places use is one change.
//!
//! Input: the changes within types, each with all its places. Output: one [`Change`] for all places
//! that a configuration does not pass over, the shortest path in front. Changes are the same if the
//! same type defines the changed part in both versions, and rule, severity and message are equal. A
//! condition that changed in the same way anywhere is one change of all those places.

use std::collections::{BTreeSet, HashMap};

use qapi_introspect::Step;
use qapi_parser::source::Span;

use super::bound::{Bound, CompareError, MOST_PLACES, describe};
use super::change::{Change, Location};
use super::config::{Config, Used};
use super::model::{Model, TypeId};
use super::places::{Found, places};
use super::severity::{Severity, Side};
use super::walk::{Local, walk};

/// The properties that two changes share if they are one.
#[derive(PartialEq, Eq, Hash)]
struct Key<'g> {
    rule: &'static str,
    severity: Severity,
    old: &'g Option<String>,
    new: &'g Option<String>,
    /// None for conditions.
    within: Option<Within<'g>>,
}

/// Place of a change within a type.
#[derive(PartialEq, Eq, Hash)]
struct Within<'g> {
    /// None for a type that changed as a whole: its messages name the places.
    message: Option<&'g str>,
    owners: (Option<TypeId>, Option<TypeId>),
    /// The command or event, if no type has the change.
    unit: Option<usize>,
    below: String,
}

/// Changes that are one, under way.
struct Group<'g, 'm> {
    found: &'g Found<'g, 'm>,
    paths: BTreeSet<(usize, String)>,
    /// Each path with its side and message.
    each: BTreeSet<(String, Side, String)>,
    more: bool,
}

/// Compares two versions, and folds the changes that the configuration lets pass.
///
/// # Errors
///
/// The versions have too many pairs of types, or the changes too many places.
pub(super) fn changes<'m>(
    old: &'m Model<'m>,
    new: &'m Model<'m>,
    config: &Config,
    used: &mut Used,
) -> Result<Vec<Change>, CompareError> {
    let graph = walk(old, new)?;
    let found = places(&graph)?;
    let mut order: Vec<Group<'_, 'm>> = Vec::new();
    let mut groups: HashMap<Key<'_>, usize> = HashMap::new();
    for found in &found {
        let rule = found.local.rule.id;
        let mut paths = found.paths.iter().peekable();
        let passes = |(_, path): &&(usize, String)| config.passes(rule, path, used);
        let mut passed: Vec<_> = paths.by_ref().filter(passes).cloned().collect();
        if passed.is_empty() {
            // Of places that are not listed nothing is known.
            match found.paths.first().filter(|_| found.more) {
                Some(path) => passed.push(path.clone()),
                None => continue,
            }
        }
        let severity = config.severity_of(rule, found.local.severity);
        let at = *groups.entry(key(found, severity)).or_insert_with(|| {
            order.push(Group {
                found,
                paths: BTreeSet::new(),
                each: BTreeSet::new(),
                more: false,
            });
            order.len() - 1
        });
        let group = &mut order[at];
        let (side, message) = (found.local.side, &found.local.hit.message);
        let each = passed.iter().map(|(_, path)| path.clone());
        group
            .each
            .extend(each.map(|path| (path, side, message.clone())));
        group.paths.extend(passed);
        group.more |= found.more;
    }
    // Every change has the name of its type.
    let mut left = Bound::new(MOST_PLACES);
    let mut changes = Vec::new();
    for change in order
        .into_iter()
        .filter_map(|group| change(group, old, new, config))
    {
        let name = change.type_name.as_ref().map_or(0, String::len);
        left.take(name).ok_or_else(|| {
            let below = change.path.split('/').next().unwrap_or_default().to_owned();
            CompareError::TooManyPlaces { below }
        })?;
        changes.push(change);
    }
    Ok(changes)
}

/// Reports that changes of the rule are joined wherever they are.
fn is_condition(rule: &str) -> bool {
    matches!(rule, "condition-widened" | "condition-narrowed")
}

fn key<'g>(found: &'g Found<'g, '_>, severity: Severity) -> Key<'g> {
    let local = found.local;
    let within = || {
        let owners = local.at.owners;
        Within {
            message: (!local.at.whole).then_some(&*local.hit.message),
            owners,
            unit: (owners == (None, None)).then_some(found.unit),
            below: below(local),
        }
    };
    Key {
        rule: local.rule.id,
        severity,
        old: &local.hit.old,
        new: &local.hit.new,
        within: (!is_condition(local.rule.id)).then(within),
    }
}

/// The steps from the type that has the change.
fn below(local: &Local<'_>) -> String {
    let above = match local.at.whole {
        true => local.steps.len().saturating_sub(1),
        false => 0,
    };
    let steps: Vec<_> = local.steps[above..].iter().map(Step::to_string).collect();
    steps.join("/")
}

fn change(
    group: Group<'_, '_>,
    old: &Model<'_>,
    new: &Model<'_>,
    config: &Config,
) -> Option<Change> {
    let local = group.found.local;
    let (old_type, new_type) = local.at.owners;
    let mut paths = group.paths.into_iter().map(|(_, path)| path);
    let path = paths.next()?;
    let mut also_at: Vec<String> = paths.collect();
    also_at.retain(|also| *also != path);
    also_at.sort();
    also_at.dedup();
    let messages: BTreeSet<_> = group.each.iter().map(|(_, _, message)| message).collect();
    let many = messages.len() > 1;
    let sides: BTreeSet<_> = group.each.iter().map(|(_, side, _)| *side).collect();
    let sides: Vec<_> = sides.into_iter().collect();
    let joined = many && !local.at.whole;
    let message = match (many, local.rule.id) {
        (true, _) if local.at.whole => local.of_type.as_ref().unwrap_or(&local.hit.message),
        (true, "condition-widened") => "the condition of several parts holds in more builds",
        (true, _) => "the condition of several parts fails in some builds",
        (false, _) => &local.hit.message,
    };
    let name = |model: &Model<'_>, id: Option<TypeId>| {
        let about = model.about.get(id?.0 as usize)?;
        about.name.map(str::to_owned)
    };
    let described = || describe(new, new_type?).or_else(|| describe(old, old_type?));
    let type_name = name(new, new_type).or_else(|| name(old, old_type));
    let without_names = || {
        let folded = !also_at.is_empty() && old.about.is_empty() && new.about.is_empty();
        described().filter(|_| folded)
    };
    Some(Change {
        rule: local.rule.id,
        severity: config.severity_of(local.rule.id, local.severity),
        side: sides.first().copied()?,
        type_name: (!joined)
            .then(|| type_name.or_else(without_names))
            .flatten(),
        below: if joined { String::new() } else { below(local) },
        old_at: location(old, local.at.spans.0),
        new_at: location(new, local.at.spans.1),
        old: local.hit.old.clone(),
        new: local.hit.new.clone(),
        message: message.to_owned(),
        more: group.more,
        each: if many || sides.len() > 1 {
            group.each.into_iter().collect()
        } else {
            Vec::new()
        },
        sides,
        path,
        also_at,
    })
}

fn location(model: &Model<'_>, span: Option<Span>) -> Option<Location> {
    let found = model.sources?.locate(span?);
    Some(Location {
        file: found.file.to_owned(),
        line: found.line,
    })
}
