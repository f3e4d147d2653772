//! Documented `Since` against the contents of releases.
//!
//! Input: a schema with its documentation, and the [`History`] of releases up to it. Output: the
//! commands, events, members, values, branches and features whose documented release is not the one
//! in which they appeared. The history knows only its own releases: a member first seen in 8.2 and
//! not in 7.2 may have come in 8.0.
//!
//! A type's parts are documented once, and stand wherever commands and events use the type. They
//! are there if any of those paths holds, and missing if their owner is there without them. Nothing
//! records the type that a type replaced, nor its former uses.

mod places;

use std::collections::BTreeMap;

use crate::{History, Life};
use qapi_parser::ir::{DocId, Schema};
use qapi_parser::source::Span;

use places::{Documented, Places};

/// A documented release that the history contradicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongSince {
    /// The command, event, member, value, branch or feature: the first of its paths.
    pub path: String,
    /// The release that its documentation names.
    pub documented: String,
    /// The last release at hand that did not have it; None if all have it.
    pub after: Option<String>,
    /// The first release at hand that has it.
    pub until: String,
    /// True if it came later than documented: [`WrongSince::after`], which is no older than the
    /// documented release, lacks it. Otherwise [`WrongSince::until`] is older and has it.
    pub came_later: bool,
    /// The section that documents it.
    pub span: Span,
}

type Version = Vec<u32>;

/// Compares a schema's documentation with the history of its releases, whose labels are release
/// numbers (`7.2`, `10.0.1`); where one is not, nothing is said. The last must be the schema's own.
pub fn check_since(schema: &Schema, history: &History) -> Vec<WrongSince> {
    let labels: Option<Vec<Version>> = history.versions.iter().map(|l| version(l)).collect();
    let Some(labels) = labels else {
        return Vec::new();
    };
    let check = Check { history, labels };
    let mut paths: BTreeMap<(DocId, usize), Vec<&Life>> = BTreeMap::new();
    let mut told: BTreeMap<(DocId, usize), Documented<'_>> = BTreeMap::new();
    let mut places = Places::new(schema);
    // Sorted by path, then by version.
    for lives in history.lives.chunk_by(|a, b| a.path == b.path) {
        for documented in places.documented(&lives[0].path) {
            let key = (documented.doc, documented.section);
            paths.entry(key).or_default().extend(lives);
            told.entry(key).or_insert(documented);
        }
    }
    let wrong = told
        .iter()
        .filter_map(|(key, documented)| check.compare(documented, paths.get(key)?));
    let mut wrong: Vec<_> = wrong.collect();
    wrong.sort_by(|a, b| a.path.cmp(&b.path));
    wrong
}

struct Check<'h> {
    history: &'h History,
    labels: Vec<Version>,
}

/// State of a documented part in a release.
#[derive(Clone, Copy, PartialEq)]
enum State {
    There,
    /// Its owner is there, and it is not.
    Missing,
    /// Neither.
    Unknown,
}

impl Check<'_> {
    /// Compares a documented release with the lives on all of its paths.
    fn compare(&self, documented: &Documented<'_>, lives: &[&Life]) -> Option<WrongSince> {
        let told = version(documented.since.trim())?;
        self.judge(&told, documented, lives)?;
        // It may have stood in branches before.
        let mut lives = lives.to_vec();
        for path in lives.clone().iter().map(|life| life.path.as_str()) {
            lives.extend(self.in_branches(path));
        }
        self.judge(&told, documented, &lives)
    }

    fn judge(
        &self,
        told: &Version,
        documented: &Documented<'_>,
        lives: &[&Life],
    ) -> Option<WrongSince> {
        let states = self.states(documented, lives);
        // A part that came back is documented as it came back.
        let missing = states.iter().rposition(|s| *s == State::Missing);
        let start = missing.map_or(0, |at| at + 1);
        let first = start + states[start..].iter().position(|s| *s == State::There)?;
        let came_later = missing.filter(|at| *told <= self.labels[*at]);
        // A point release may have backports from later releases.
        let is_there = |at: &usize| states[*at] == State::There && self.labels[*at].len() == 2;
        let first = match came_later {
            Some(_) => first,
            None => (first..states.len()).find(is_there)?,
        };
        if came_later.is_none() && *told <= self.labels[first] {
            return None;
        }
        let label = |at: usize| self.history.versions[at].clone();
        Some(WrongSince {
            path: lives.first()?.path.clone(),
            documented: told
                .iter()
                .map(u32::to_string)
                .collect::<Vec<_>>()
                .join("."),
            after: came_later.or(missing).map(label),
            until: label(first),
            came_later: came_later.is_some(),
            span: documented.span,
        })
    }

    fn states(&self, documented: &Documented<'_>, lives: &[&Life]) -> Vec<State> {
        let mut states = vec![State::Unknown; self.labels.len()];
        let mut mark = |life: &Life, state: State| {
            let end = life.left.unwrap_or(states.len());
            for known in &mut states[life.since..end] {
                if *known != State::There {
                    *known = state;
                }
            }
        };
        for paths in lives.chunk_by(|a, b| a.path == b.path) {
            paths.iter().for_each(|life| mark(life, State::There));
            let owner = owner(&paths[0].path).filter(|_| !documented.with_root);
            let owners = owner.map_or(&[][..], |path| self.lives(path));
            owners.iter().for_each(|life| mark(life, State::Missing));
        }
        if documented.with_root {
            let unknown = states.iter_mut().filter(|s| **s == State::Unknown);
            unknown.for_each(|s| *s = State::Missing);
        }
        states
    }

    /// The lives of a member in the branches of the union whose common member it is.
    fn in_branches(&self, path: &str) -> Vec<&Life> {
        let Some((owner, name)) = path.rsplit_once('/') else {
            return Vec::new();
        };
        let branches = format!("{owner}/+");
        let lives = &self.history.lives;
        let start = lives.partition_point(|life| life.path < branches);
        let below = lives[start..].iter().map_while(|life| {
            let step = life.path.strip_prefix(&branches)?;
            Some((step, life))
        });
        let is_member = |step: &str| step.split_once('/').is_some_and(|(_, rest)| rest == name);
        below
            .filter(|(step, _)| is_member(step))
            .map(|(_, life)| life)
            .collect()
    }

    fn lives(&self, path: &str) -> &[Life] {
        let lives = &self.history.lives;
        let start = lives.partition_point(|life| life.path.as_str() < path);
        let more = lives[start..].iter().take_while(|life| life.path == path);
        &lives[start..start + more.count()]
    }
}

/// Returns the path of an owner, as histories list it.
fn owner(path: &str) -> Option<&str> {
    let (owner, _) = path.rsplit_once('/')?;
    match owner.rsplit_once('/') {
        Some((root, "arg-type" | "ret-type")) if !root.contains('/') => Some(root),
        _ => Some(owner),
    }
}

/// The release in a `(since X)` of a description.
fn tag(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let at = lower.rfind("(since")? + "(since".len();
    text[at..]
        .trim_start_matches([':', ' ', '\n'])
        .split(')')
        .next()
}

/// The release number that a text begins with: at least `MAJOR.MINOR`. A third number says of
/// which release on the way it is (`2.9.1`); trailing zeros do not count.
fn version(text: &str) -> Option<Version> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let parts: Option<Version> = text[..end]
        .trim_end_matches('.')
        .split('.')
        .map(|part| part.parse().ok())
        .collect();
    let mut parts = parts.filter(|p| p.len() >= 2)?;
    while parts.len() > 2 && parts.last() == Some(&0) {
        parts.pop();
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        assert_eq!(version("2.10"), Some(vec![2, 10]));
        assert_eq!(version("0.14.0"), Some(vec![0, 14]));
        assert_eq!(version("2.9.1 (partly)"), Some(vec![2, 9, 1]));
        assert_eq!(version("10"), None);
        assert_eq!(version("next"), None);
    }

    #[test]
    fn tags() {
        assert_eq!(tag("how far (since 2.10)"), Some("2.10"));
        assert_eq!(tag("(Since: 8.0) and more"), Some("8.0"));
        assert_eq!(tag("the time since boot"), None);
    }
}
