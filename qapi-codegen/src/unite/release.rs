//! Releases, their names and their order.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::{Component, Path};

use qapi_parser::Compiled;
use qapi_parser::ir::Schema;
use qapi_parser::source::SourceMap;

use super::Conflict;
use crate::index;

/// One release's schema.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Release<'s> {
    /// The name that documentation gives it: `9.1`.
    pub name: String,
    /// Its schema.
    pub schema: &'s Schema,
    /// The text of the schema.
    pub sources: &'s SourceMap,
    /// True if the schema was made of a recorded answer, which does not tell ranges of integers.
    pub recorded: bool,
}

impl<'s> Release<'s> {
    /// The release with that name and schema; None if the schema is invalid.
    pub fn of(name: impl Into<String>, compiled: &'s Compiled) -> Option<Self> {
        Some(Release {
            name: name.into(),
            schema: compiled.schema.as_ref()?,
            sources: &compiled.sources,
            recorded: false,
        })
    }

    /// The same with its origin: whether it was made of a recorded answer.
    #[must_use]
    pub fn recorded(mut self, recorded: bool) -> Self {
        self.recorded = recorded;
        self
    }
}

/// The first release, then the others from the newest to the oldest.
pub(super) fn sorted<'s>(releases: &[Release<'s>]) -> Vec<Release<'s>> {
    let Some((first, others)) = releases.split_first() else {
        return Vec::new();
    };
    let order = index::sorted(others.len(), &|a, b| {
        newest_first(&others[a].name, &others[b].name)
    });
    let others = order.into_iter().map(|at| &others[at]);
    [first].into_iter().chain(others).cloned().collect()
}

/// Orders names by the numbers in them, the highest first.
pub(super) fn newest_first(a: &str, b: &str) -> Ordering {
    numbers(b).cmp(&numbers(a)).then_with(|| b.cmp(a))
}

fn numbers(name: &str) -> Vec<u64> {
    let parts = name.split(|c: char| !c.is_ascii_digit());
    parts.filter_map(|part| part.parse().ok()).collect()
}

/// Places with the index of the release that is preferred there.
pub(super) fn choices(
    releases: &[Release<'_>],
    prefer: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, usize>, Vec<Conflict>> {
    let mut chosen = BTreeMap::new();
    let mut unknown = Vec::new();
    for (path, name) in prefer {
        match releases.iter().position(|release| release.name == *name) {
            Some(index) => {
                chosen.insert(path.clone(), index);
            }
            None => unknown.push(Conflict::NoRelease {
                path: path.clone(),
                name: name.clone(),
                known: releases.iter().map(|r| r.name.clone()).collect(),
            }),
        }
    }
    if unknown.is_empty() {
        Ok(chosen)
    } else {
        Err(unknown)
    }
}

/// The name of the release at a path: the last part of it that begins with a version, or follows a
/// `-` or `_` with one (`qemu-7.2`); else its last part without an extension.
///
/// ```
/// use qapi_codegen::release_name;
/// assert_eq!(release_name("qemu-7.2/qapi/qapi-schema.json"), "7.2");
/// assert_eq!(release_name("answers/qemu-8.1.3-x86_64.json"), "8.1.3");
/// assert_eq!(release_name("old/vm.json"), "vm");
/// ```
pub fn release_name(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    let parts = path.components().rev();
    let parts = parts.filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    let version = parts.clone().find_map(|part| version(&part));
    let stem = || path.file_stem().unwrap_or_default().to_string_lossy();
    version.unwrap_or_else(|| stem().into_owned())
}

/// The version in a name: numbers with dots between, at its start or behind `-`, `_` or `v`.
fn version(name: &str) -> Option<String> {
    let starts = name.char_indices().filter(|(at, c)| {
        let before = name[..*at].chars().next_back();
        c.is_ascii_digit() && before.is_none_or(|b| matches!(b, '-' | '_' | 'v'))
    });
    let versions = starts.map(|(at, _)| {
        let rest = &name[at..];
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
        rest[..end.unwrap_or(rest.len())].trim_end_matches('.')
    });
    let mut versions = versions.filter(|v| v.contains('.'));
    versions.next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{newest_first, release_name};

    #[test]
    fn versions_are_found_in_paths() {
        let cases = [
            ("qemu-10.0", "10.0"),
            ("history/2.12.0/qapi/qapi-schema.json", "2.12.0"),
            ("caps_7.1.0_x86_64.replies", "7.1.0"),
            ("qemu/v9.1/qapi-schema.json", "9.1"),
            ("qemu/qapi/qapi-schema.json", "qapi-schema"),
            ("x86_64.json", "x86_64"),
        ];
        for (path, name) in cases {
            assert_eq!(release_name(path), name, "{path}");
        }
    }

    #[test]
    fn ten_is_newer_than_nine() {
        let mut names = ["9.1", "10.0", "7.2.22", "7.2"];
        names.sort_by(|a, b| newest_first(a, b));
        assert_eq!(names, ["10.0", "9.1", "7.2.22", "7.2"]);
    }
}
