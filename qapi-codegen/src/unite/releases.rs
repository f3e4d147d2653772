//! The releases that one API is for, compiled.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use qapi_parser::Compiled;
use qapi_parser::ir::Schema;

use super::release::newest_first;
use super::{Conflict, Release, release_name, unite};
use crate::index;
use crate::source::is_recorded;

/// The newest release, and others that one API is for, too.
#[derive(Debug)]
pub struct Releases<'c> {
    name: String,
    newest: &'c Compiled,
    others: Vec<(String, Compiled)>,
}

impl<'c> Releases<'c> {
    /// Only the newest release.
    pub fn new(name: impl Into<String>, newest: &'c Compiled) -> Self {
        Releases {
            name: name.into(),
            newest,
            others: Vec::new(),
        }
    }

    /// Adds the release at `path`, by its name or the one in its path. The same text with the same
    /// name is added once; another text with it gets the name of its file as well.
    pub fn add(&mut self, path: &Path, name: Option<&str>, compiled: Compiled) {
        let name = name.map_or_else(|| release_name(path), str::to_owned);
        let newest = (self.name == name).then_some(self.newest);
        let others = self.others.iter().filter(|(other, _)| *other == name);
        let mut same = newest
            .into_iter()
            .chain(others.map(|(_, other)| other))
            .peekable();
        if same.peek().is_none() {
            self.others.push((name, compiled));
        } else if !same.any(|other| same_text(other, &compiled)) {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            self.others.push((format!("{name} ({stem})"), compiled));
        }
    }

    /// Returns true if there is no other release than the newest.
    pub fn is_single(&self) -> bool {
        self.others.is_empty()
    }

    /// The other releases with their names, from the newest to the oldest.
    pub fn others(&self) -> impl Iterator<Item = (&str, &Compiled)> {
        let others = &self.others;
        let order = index::sorted(others.len(), &|a, b| {
            newest_first(&others[a].0, &others[b].0)
        });
        order.into_iter().map(|at| {
            let (name, compiled) = &others[at];
            (name.as_str(), compiled)
        })
    }

    /// The names of all releases, the newest first.
    pub fn names(&self) -> Vec<String> {
        let others = self.others().map(|(name, _)| name.to_owned());
        std::iter::once(self.name.clone()).chain(others).collect()
    }

    /// The first of them whose schema is invalid.
    pub fn invalid(&self) -> Option<&Compiled> {
        let mut all = std::iter::once(self.newest).chain(self.others().map(|(_, other)| other));
        all.find(|compiled| compiled.schema.is_none())
    }

    /// The schema that is right for all of them; None if one of them is invalid.
    ///
    /// # Errors
    /// As [`unite`].
    pub fn unite(
        &self,
        prefer: &BTreeMap<String, String>,
    ) -> Result<Option<Cow<'c, Schema>>, Vec<Conflict>> {
        let newest = self.newest.schema.as_ref();
        let Some(schema) = newest.filter(|_| self.invalid().is_none()) else {
            return Ok(None);
        };
        if self.is_single() {
            return Ok(Some(Cow::Borrowed(schema)));
        }
        let all = std::iter::once((self.name.as_str(), self.newest)).chain(self.others());
        let all = all.filter_map(|(name, compiled)| {
            let release = Release::of(name, compiled)?;
            Some(release.recorded(is_recorded(compiled)))
        });
        let all: Vec<Release<'_>> = all.collect();
        unite(&all, prefer).map(|united| Some(Cow::Owned(united)))
    }
}

fn same_text(a: &Compiled, b: &Compiled) -> bool {
    let (a, b) = (a.sources.files(), b.sources.files());
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.text() == b.text())
}
