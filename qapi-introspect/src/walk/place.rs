//! Places in a value.
//!
//! Input: the members, elements and branches that the walk passed. Output: a query, or the form of
//! QEMU's errors.

use std::fmt;

use crate::path::Step;

/// The way from the walk's start to a value.
#[derive(Clone, Copy)]
pub struct Place<'p> {
    pub(super) crumbs: &'p [Crumb<'p>],
}

/// A part of a [`Place`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crumb<'p> {
    /// A member of an object.
    Member(&'p str),
    /// An element of an array.
    Index(usize),
    /// The branch that a tag selected; its members stand in the object itself.
    Branch(&'p str),
    /// A value of an enumeration.
    Value(&'p str),
}

impl<'p> Place<'p> {
    /// The parts, the outermost first.
    pub fn crumbs(&self) -> &'p [Crumb<'p>] {
        self.crumbs
    }

    /// Returns the place as a query: `root`, then a step for each part. Elements of arrays have none.
    pub fn query(&self, root: &str) -> String {
        let mut path = root.to_owned();
        for crumb in self.crumbs {
            let step = match crumb {
                Crumb::Member(name) => Step::Name(name),
                Crumb::Branch(case) => Step::Variant(case),
                Crumb::Value(value) => Step::Value(value),
                Crumb::Index(_) => continue,
            };
            path.push('/');
            path += &step.to_string();
        }
        path
    }
}

/// Writes the place as QEMU's errors name it: `a.b[1].c`.
impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for crumb in self.crumbs {
            match crumb {
                Crumb::Member(name) if first => f.write_str(name)?,
                Crumb::Member(name) => write!(f, ".{name}")?,
                Crumb::Index(index) => write!(f, "[{index}]")?,
                Crumb::Branch(_) | Crumb::Value(_) => continue,
            }
            first = false;
        }
        Ok(())
    }
}
