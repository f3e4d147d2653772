//! Several versions in order: since when each thing exists, since when it is deprecated, when it
//! left, and whether removals kept QEMU's promise of two releases of deprecation.

use std::collections::{HashMap, HashSet};

use thiserror::Error;

use super::bound::{Bound, CompareError};
use super::config::Config;
use super::model::Model;
use super::report::{Report, compare};
use super::rules::rule;
use super::severity::Severity;
use qapi_introspect::{Path, Schema, Step};

/// Number of releases for which QEMU promises to keep an interface after deprecation.
pub const PROMISED_RELEASES: usize = 2;

/// Greatest number of paths of a version. QEMU 10.0 has some 70,000.
pub const MOST_PATHS: usize = 500_000;

/// Greatest length of all paths of a version together. Those of QEMU 10.0 have some 5 MiB.
pub const MOST_PATH_BYTES: usize = 64 << 20;

/// A version whose types share or contain each other in so many ways that its paths cannot be listed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "{version} has more than {MOST_PATHS} paths or {} MiB of them, most below `{below}`: {busiest}",
    MOST_PATH_BYTES >> 20
)]
pub struct TooManyPaths {
    /// The version's label.
    pub version: String,
    /// The command or event at which the limit was reached.
    pub below: String,
    /// The type that multiplies the paths, in words.
    pub busiest: String,
}

/// A version, to be compared with others.
#[derive(Clone, Copy, Debug)]
pub struct Version<'m> {
    /// Its name.
    pub label: &'m str,
    /// Its answer, by which paths are asked.
    pub schema: &'m Schema<'m>,
    /// Its model, by which versions are compared.
    pub model: &'m Model<'m>,
}

/// The lives of each command, event, member, value, branch and feature.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct History {
    /// The versions' labels in order.
    pub versions: Vec<String>,
    /// Sorted by path, then by version. A path that left and came back has several.
    pub lives: Vec<Life>,
}

/// The time in which a path holds. Versions are indices into [`History::versions`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// The path.
    pub path: String,
    /// The first version in which it holds; 0 also stands for any before.
    pub since: usize,
    /// The first version in which it is marked as deprecated.
    pub deprecated: Option<usize>,
    /// The first version in which it no longer holds.
    pub left: Option<usize>,
    /// True if all of that follows from the life of its owner.
    pub implied: bool,
}

impl History {
    /// Asks all versions, given from the oldest to the newest.
    ///
    /// # Errors
    ///
    /// [`TooManyPaths`]: a version has more than [`MOST_PATHS`] or [`MOST_PATH_BYTES`].
    pub fn new(versions: &[(&str, &Schema<'_>)]) -> Result<Self, TooManyPaths> {
        let tracks: Vec<_> = versions
            .iter()
            .map(|(label, schema)| Track::new(label, schema))
            .collect::<Result<_, _>>()?;
        let mut lives = Vec::new();
        let mut at = vec![0; tracks.len()];
        let mut states = Vec::with_capacity(tracks.len());
        while let Some(path) = next_path(&tracks, &at) {
            states.clear();
            for (track, at) in tracks.iter().zip(&mut at) {
                if track.paths.get(*at) == Some(path) {
                    *at += 1;
                    states.push(Some(track.deprecated.contains(path)));
                } else {
                    states.push(track.holds_unlisted(path));
                }
            }
            add_lives(path, &states, &mut lives);
        }
        mark_implied(&mut lives);
        let versions = versions
            .iter()
            .map(|(label, _)| (*label).to_owned())
            .collect();
        Ok(History { versions, lives })
    }

    /// Returns the lives that begin, end or are deprecated within the versions, without those that
    /// follow from their owners'.
    pub fn notable(&self) -> impl Iterator<Item = &Life> {
        let changed = |l: &&Life| l.since > 0 || l.left.is_some() || l.deprecated.is_some();
        self.lives.iter().filter(changed).filter(|l| !l.implied)
    }
}

impl Life {
    /// For how many versions it was deprecated before it left; None if it did not leave.
    pub fn notice(&self) -> Option<usize> {
        Some(self.left? - self.deprecated.unwrap_or(self.left?))
    }
}

/// A version's paths.
struct Track<'m> {
    schema: &'m Schema<'m>,
    paths: Vec<String>,
    deprecated: HashSet<String>,
    /// The paths at which the list stops because a type contains itself.
    cuts: HashSet<String>,
}

impl<'m> Track<'m> {
    fn new(label: &str, schema: &'m Schema<'_>) -> Result<Self, TooManyPaths> {
        let mut track = Track {
            schema,
            paths: Vec::new(),
            deprecated: HashSet::new(),
            cuts: HashSet::new(),
        };
        let mut paths = schema.paths().recording_cuts();
        let mut bound = Bound::new(MOST_PATH_BYTES);
        for (count, path) in paths.by_ref().enumerate() {
            if count == MOST_PATHS || bound.take(path.len()).is_none() {
                return Err(TooManyPaths {
                    version: label.to_owned(),
                    below: path.split('/').next().unwrap_or_default().to_owned(),
                    busiest: paths.describe_busiest(),
                });
            }
            if let Some(marked) = path.strip_suffix("/$deprecated") {
                track.deprecated.insert(marked.to_owned());
            } else if is_thing(&path) {
                track.paths.push(path);
            }
        }
        track.cuts = paths.into_cuts();
        Ok(track)
    }

    /// Looks up a path that another version lists. Lists stop in different places, so it may hold
    /// here without being listed.
    fn holds_unlisted(&self, path: &str) -> Option<bool> {
        let mut above = path.rmatch_indices('/').map(|(at, _)| &path[..at]);
        let holds = |path: &str| self.schema.query(path).unwrap_or(false);
        (above.any(|p| self.cuts.contains(p)) && holds(path))
            .then(|| holds(&format!("{path}/$deprecated")))
    }
}

/// Reports that a path is that of a command, event, member, value, branch or feature, and not
/// another way to ask for one.
fn is_thing(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    match last.chars().next() {
        Some('*' | '!') => false,
        Some('a' | 'r') if last == "arg-type" || last == "ret-type" => {
            path.matches('/').count() != 1
        }
        _ => true,
    }
}

fn next_path<'t>(tracks: &'t [Track<'_>], at: &[usize]) -> Option<&'t String> {
    tracks
        .iter()
        .zip(at)
        .filter_map(|(track, at)| track.paths.get(*at))
        .min()
}

/// For each version whether the path holds, and then whether it is deprecated.
fn add_lives(path: &str, states: &[Option<bool>], lives: &mut Vec<Life>) {
    let mut life: Option<Life> = None;
    for (i, state) in states.iter().enumerate() {
        match (state, &mut life) {
            (Some(deprecated), current) => {
                let new = || Life {
                    path: path.to_owned(),
                    since: i,
                    deprecated: None,
                    left: None,
                    implied: false,
                };
                let life = current.get_or_insert_with(new);
                life.deprecated = if *deprecated {
                    life.deprecated.or(Some(i))
                } else {
                    None
                };
            }
            (None, current) => {
                lives.extend(current.take().map(|life| Life {
                    left: Some(i),
                    ..life
                }));
            }
        }
    }
    lives.extend(life);
}

/// Marks lives that begin and end with their owner's. Parts of a deprecated interface are
/// deprecated with it.
fn mark_implied(lives: &mut [Life]) {
    for (i, owner) in owning_lives(lives).into_iter().enumerate() {
        let Some(owner) = owner else { continue };
        // Owners come first: theirs is settled.
        let (since, left) = (lives[owner].since, lives[owner].left);
        let inherited = lives[owner].deprecated;
        let life = &mut lives[i];
        let inherited = inherited.filter(|d| life.left.is_none_or(|l| *d < l));
        let own = life.deprecated;
        life.deprecated = own
            .into_iter()
            .chain(inherited)
            .min()
            .map(|d| d.max(life.since));
        life.implied = (life.since, life.left) == (since, left)
            && own.is_none_or(|own| inherited.is_some_and(|d| d <= own));
    }
}

/// For each life, the one that it was part of when it began.
fn owning_lives(lives: &[Life]) -> Vec<Option<usize>> {
    // Where a path's lives begin: they follow each other.
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(lives.len());
    let mut result = Vec::with_capacity(lives.len());
    for (i, life) in lives.iter().enumerate() {
        let owner = owners(&life.path).find_map(|path| {
            let at = *first.get(path)?;
            let same = lives[at..i].iter().take_while(|l| l.path == path);
            let began = |l: &Life| l.since <= life.since && l.left.is_none_or(|at| at > life.since);
            same.enumerate()
                .find(|(_, l)| began(l))
                .map(|(offset, _)| at + offset)
        });
        result.push(owner);
        first.entry(&life.path).or_insert(i);
    }
    result
}

/// The owners of a path, the innermost first.
fn owners(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/')
        .map(|(at, _)| &path[..at])
        .filter(|p| is_thing(p))
}

/// Compares each version with the next, from the oldest to the newest. A removal after deprecation
/// is a warning only if the promise of [`PROMISED_RELEASES`] was kept, as far back as the versions
/// tell. Versions whose labels are point releases of one release (`9.1.0`, `9.1.2`) count as one.
///
/// A point release may have a backport that the next release does not have yet: missing there, it
/// is a warning.
///
/// # Errors
///
/// As [`compare`].
pub fn compare_chain(
    versions: &[Version<'_>],
    config: &Config,
) -> Result<Vec<Report>, CompareError> {
    let mut reports = Vec::new();
    for (i, pair) in versions.windows(2).enumerate() {
        let mut report = compare(pair[0].model, pair[1].model, config)?;
        for change in &mut report.changes {
            if !rule(change.rule).is_some_and(|r| r.removal) {
                continue;
            }
            if change.severity == Severity::Breaking && is_backport(versions, i, &change.path) {
                change.severity = Severity::Warning;
                change.message += &format!(", a backport to {}", pair[0].label);
            }
            if change.severity != Severity::Warning || releases(&versions[..=i]) < PROMISED_RELEASES
            {
                continue;
            }
            let deprecated = |v: &&Version<'_>| is_deprecated(v.schema, &change.path);
            let before = versions[..=i].iter().rev().take_while(deprecated).count();
            let notice = releases(&versions[i + 1 - before..=i]);
            if (1..PROMISED_RELEASES).contains(&notice) {
                change.severity = Severity::Breaking;
                change.message += &format!(", but only since {}", versions[i + 1 - before].label);
            }
        }
        reports.push(report);
    }
    Ok(reports)
}

/// The release of a label and the number of the point release in it: 9.1 and 2 of `9.1.2`. None for
/// another label.
fn point_release(label: &str) -> Option<(&str, u32)> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if label.split('.').count() < 2 || !label.split('.').all(is_number) {
        return None;
    }
    match label.match_indices('.').nth(1) {
        Some((at, _)) => {
            let point = label[at + 1..].split('.').next()?;
            Some((&label[..at], point.parse().ok()?))
        }
        None => Some((label, 0)),
    }
}

/// The number of releases among versions.
fn releases(versions: &[Version<'_>]) -> usize {
    let of_one = |a: &Version<'_>, b: &Version<'_>| match point_release(a.label) {
        Some((release, _)) => Some(release) == point_release(b.label).map(|(release, _)| release),
        None => false,
    };
    versions.chunk_by(of_one).count()
}

/// Reports that the version at `index` is a point release with a backport: the path came after the
/// first release of that number, or a later release has it again.
fn is_backport(versions: &[Version<'_>], index: usize, path: &str) -> bool {
    let Some((release, 1..)) = point_release(versions[index].label) else {
        return false;
    };
    let of_release = |v: &&Version<'_>| point_release(v.label).is_some_and(|(r, _)| r == release);
    let lacks = |v: &Version<'_>| !v.schema.query(path).unwrap_or(true);
    let mut before = versions[..index].iter().filter(of_release);
    let mut after = versions.iter().skip(index + 2);
    before.any(lacks) || after.any(|v| !lacks(v))
}

/// Reports that the path or one of its owners is marked as deprecated. The value of its tag marks a
/// branch.
fn is_deprecated(schema: &Schema<'_>, path: &str) -> bool {
    let marked = |path: &str| schema.query(format!("{path}/$deprecated")).unwrap_or(false);
    marked(path) || owners(path).any(marked) || tag_value(schema, path).is_some_and(|p| marked(&p))
}

/// For the path of a branch, that of its tag's value.
fn tag_value(schema: &Schema<'_>, path: &str) -> Option<String> {
    let (owner, _) = path.rsplit_once('/')?;
    let parsed = Path::parse(path).ok()?;
    let Step::Variant(case) = parsed.steps().last()? else {
        return None;
    };
    let states = [schema.get(owner).ok()??];
    let objects = schema.passed(&states);
    let tag = objects.into_iter().find_map(|info| match &info.body {
        qapi_introspect::info::Body::Object(object) => object.tag.as_deref(),
        _ => None,
    })?;
    Some(format!("{owner}/{}/{}", Step::Name(tag), Step::Value(case)))
}

#[cfg(test)]
mod tests {
    use super::point_release;

    #[test]
    fn labels_of_point_releases() {
        assert_eq!(point_release("9.1"), Some(("9.1", 0)));
        assert_eq!(point_release("9.1.0"), Some(("9.1", 0)));
        assert_eq!(point_release("9.1.22"), Some(("9.1", 22)));
        for other in ["", "9", "9.", "v9.1", "9.1.2-rc1", "a.b"] {
            assert_eq!(point_release(other), None, "{other}");
        }
    }
}
