//! The sentences about releases in documentation.

use std::collections::BTreeSet;

use super::release::Release;

/// Releases by their index, the newest first.
pub(super) type Indices = BTreeSet<usize>;

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
    let next_newer = among.range(..newest).next_back();
    let name = |index: usize| releases.get(index).map_or("", |r| r.name.as_str());
    Some(match (next_newer, Some(oldest) == among.last()) {
        (Some(newer), true) => format!("Required before {}.", named(name(*newer))),
        (None, _) => format!("Required since {}.", named(name(*oldest))),
        _ => format!("Required in {}.", list(releases, by, among)),
    })
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
    for index in among {
        if !has.contains(index) {
            goes_on = false;
            continue;
        }
        match runs.last_mut().filter(|_| goes_on) {
            Some((_, oldest)) => *oldest = *index,
            None => runs.push((*index, *index)),
        }
        goes_on = true;
    }
    runs
}
