//! A value for each type of each release.

use std::ops::{Index, IndexMut};

use qapi_parser::ir::TypeId;

use super::release::Release;

/// A type of a release, by its index.
pub(super) type Ref = (usize, TypeId);

/// A value for each type of each release.
pub(super) struct Table<V>(Vec<Vec<V>>);

impl<V: Default> Table<V> {
    /// The table of those releases, of values that are still to be set.
    pub(super) fn new(releases: &[Release<'_>]) -> Self {
        let mut table = Vec::with_capacity(releases.len());
        for release in releases {
            let mut values = Vec::new();
            values.resize_with(release.schema.types().len(), V::default);
            table.push(values);
        }
        Table(table)
    }
}

impl<V> Index<Ref> for Table<V> {
    type Output = V;

    fn index(&self, (release, id): Ref) -> &V {
        &self.0[release][id.index()]
    }
}

impl<V> IndexMut<Ref> for Table<V> {
    fn index_mut(&mut self, (release, id): Ref) -> &mut V {
        &mut self.0[release][id.index()]
    }
}
