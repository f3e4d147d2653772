//! The sentences about releases in documentation.

use super::release::Release;

/// Releases by their index, the newest first.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Indices(Vec<bool>);

impl Indices {
    pub(super) fn contains(&self, index: usize) -> bool {
        self.0.get(index).copied().unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = usize> {
        (0..self.0.len()).filter(|index| self.0[*index])
    }

    fn len(&self) -> usize {
        self.iter().count()
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The last element of the list is true, so that equal sets have equal lists.
impl FromIterator<usize> for Indices {
    fn from_iter<I: IntoIterator<Item = usize>>(indices: I) -> Self {
        let mut set = Vec::new();
        for index in indices {
            if index >= set.len() {
                set.resize(index + 1, false);
            }
            set[index] = true;
        }
        Indices(set)
    }
}

/// The releases that have a part, if not all of `among` have it.
pub(super) fn availability(
    releases: &[Release<'_>],
    has: &Indices,
    among: &Indices,
) -> Option<String> {
    let differs = has.len() < among.len() && !has.is_empty();
    differs.then(|| format!("In {}.", list(releases, has, among)))
}

/// The releases that require a part, if not all of `among` do.
pub(super) fn requirement(
    releases: &[Release<'_>],
    by: &Indices,
    among: &Indices,
) -> Option<String> {
    if by.is_empty() || by.len() == among.len() {
        return None;
    }
    let runs = runs(by, among);
    let [(newest, oldest)] = runs.as_slice() else {
        return Some(format!("Required in {}.", list(releases, by, among)));
    };
    let next_newer = among.iter().rfind(|index| index < newest);
    let name = |index: usize| releases.get(index).map_or("", |r| r.name.as_str());
    Some(
        match (next_newer, Some(*oldest) == among.iter().next_back()) {
            (Some(newer), true) => format!("Required before {}.", named(name(newer))),
            (None, _) => format!("Required since {}.", named(name(*oldest))),
            _ => format!("Required in {}.", list(releases, by, among)),
        },
    )
}

/// `QEMU 7.2 to 9.0 and 10.0`, the oldest first.
fn list(releases: &[Release<'_>], has: &Indices, among: &Indices) -> String {
    let name = |index: usize| releases.get(index).map_or("", |r| r.name.as_str());
    let runs = runs(has, among);
    let mut text = String::new();
    for (at, (newest, oldest)) in runs.iter().rev().enumerate() {
        let last = at + 1 == runs.len();
        text.push_str(match (at, last) {
            (0, _) => "",
            (_, true) => " and ",
            _ => ", ",
        });
        let (newest, oldest) = (name(*newest), name(*oldest));
        let first = if at == 0 {
            named(oldest)
        } else {
            plain(oldest)
        };
        text.push_str(&first);
        if newest != oldest {
            text.push_str(" to ");
            text.push_str(&plain(newest));
        }
    }
    text
}

/// A version is one of QEMU's.
fn named(name: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("QEMU {name}")
    } else {
        plain(name)
    }
}

fn plain(name: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.to_owned()
    } else {
        format!("``{name}``")
    }
}

/// The newest and the oldest of each run of releases that follow one another.
fn runs(has: &Indices, among: &Indices) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut goes_on = false;
    for index in among.iter() {
        if !has.contains(index) {
            goes_on = false;
            continue;
        }
        match runs.last_mut().filter(|_| goes_on) {
            Some((_, oldest)) => *oldest = index,
            None => runs.push((index, index)),
        }
        goes_on = true;
    }
    runs
}
