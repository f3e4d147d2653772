//! Values by the numbers of their commands.
//!
//! Commands get ascending numbers, and most of them end in this order. So a queue finds and removes
//! them as fast as a tree, and compiles to a fifth of the machine code.

use std::collections::VecDeque;

/// Values by ascending numbers.
pub(crate) struct Numbered<T>(VecDeque<(u64, T)>);

impl<T> Numbered<T> {
    pub(crate) fn new() -> Self {
        Self(VecDeque::new())
    }

    /// Adds a value; its number is higher than all others.
    pub(crate) fn push(&mut self, number: u64, value: T) {
        debug_assert!(self.0.back().is_none_or(|(last, _)| *last < number));
        self.0.push_back((number, value));
    }

    fn find(&self, number: u64) -> Option<usize> {
        self.0.binary_search_by_key(&number, |(it, _)| *it).ok()
    }

    pub(crate) fn get(&self, number: u64) -> Option<&T> {
        self.0.get(self.find(number)?).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, number: u64) -> Option<&mut T> {
        let at = self.find(number)?;
        self.0.get_mut(at).map(|(_, value)| value)
    }

    pub(crate) fn remove(&mut self, number: u64) -> Option<T> {
        let at = self.find(number)?;
        self.0.remove(at).map(|(_, value)| value)
    }

    /// Keeps the values for which `keep` returns true.
    pub(crate) fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        self.0.retain(|(_, value)| keep(value));
    }

    /// Removes and returns all values, by ascending numbers.
    pub(crate) fn take(&mut self) -> impl Iterator<Item = T> + use<T> {
        std::mem::take(&mut self.0)
            .into_iter()
            .map(|(_, value)| value)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u64, &T)> {
        self.0.iter().map(|(number, value)| (*number, value))
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_and_removed_in_whatever_order() {
        let mut values = Numbered::new();
        for number in [1, 2, 5, 9] {
            values.push(number, number * 10);
        }
        assert_eq!(values.get(5), Some(&50));
        assert_eq!(values.get(4), None);
        assert_eq!(values.remove(5), Some(50));
        assert_eq!(values.remove(5), None);
        if let Some(value) = values.get_mut(9) {
            *value += 1;
        }
        assert_eq!(
            values.iter().collect::<Vec<_>>(),
            [(1, &10), (2, &20), (9, &91)]
        );
        values.retain(|value| *value != 20);
        assert_eq!(values.values().collect::<Vec<_>>(), [&10, &91]);
        assert_eq!(values.take().collect::<Vec<_>>(), [10, 91]);
        assert!(values.values().next().is_none());
    }
}
