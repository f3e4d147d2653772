//! Positions in lists: by name, and in order.
//!
//! A list that is searched by name has an [`Index`] beside it. With the values in lists, the compiler
//! makes one map and one sort for all of them, instead of one for each type of value.

use std::cmp::Ordering;

use foldhash::HashMap;

/// The positions of names in a list.
#[derive(Debug, Default)]
pub(crate) struct Index<'n>(HashMap<&'n str, usize>);

impl<'n> Index<'n> {
    /// The index of a list with those names; of several with one name, it has the last.
    pub(crate) fn of(names: impl Iterator<Item = &'n str>) -> Self {
        let mut index = Index::default();
        for (at, name) in names.enumerate() {
            index.set(name, at);
        }
        index
    }

    /// The position of a name.
    pub(crate) fn get(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }

    /// Returns true if the list has the name.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Sets the position of a name.
    pub(crate) fn set(&mut self, name: &'n str, at: usize) {
        self.0.insert(name, at);
    }

    /// The position of a name in a list of different names; a new name comes at its end.
    pub(crate) fn enter(&mut self, name: &'n str) -> usize {
        let end = self.0.len();
        *self.0.entry(name).or_insert(end)
    }

    /// Returns the number of different names.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Sorts a list of `count` elements by a comparison of two positions: the positions in their new
/// order. Equal elements stay in order.
pub(crate) fn sorted(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}
