//! The results of the checks of objects, from which [`crate::lower`] builds the IR.

use foldhash::HashMap;

use super::{Entities, Id};

/// A member: its owner and its position there.
pub(crate) type MemberId = (Id, u32);

/// The results of the checks of all objects.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    objects: Vec<State>,
    /// The number of inherited members of all objects together.
    pub(crate) inherited: usize,
    /// The number of values without a branch in all unions together.
    pub(crate) unlisted: usize,
    /// The number of look-ups in the search for members of branches that collide.
    pub(crate) lookups: usize,
    /// True if the schema is too complex, so that the rest is left unchecked.
    pub(crate) gave_up: bool,
}

/// The results of the checks of one object.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) progress: Progress,
    /// True if errors leave its members unclear.
    pub(crate) poisoned: bool,
    /// All common members, inherited ones first.
    pub(crate) members: Vec<MemberId>,
    /// The discriminator's index in them.
    pub(crate) tag: u32,
    /// The values of the discriminator's enum that no branch names.
    pub(crate) unlisted: Vec<u32>,
    /// The branches that name no value of it, in order.
    pub(crate) unknown: Vec<usize>,
    /// The members by their names in C, made on demand.
    pub(crate) by_name: Option<HashMap<String, MemberId>>,
}

/// The progress of the checks of one object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Progress {
    #[default]
    New,
    Active,
    Done,
}

impl Checked {
    /// Makes the state before any check.
    pub(crate) fn new(entities: &Entities<'_>) -> Checked {
        let objects = entities.iter().map(|_| State::default()).collect();
        Checked {
            objects,
            ..Checked::default()
        }
    }

    /// Returns an object's common members, as far as it has been checked.
    pub(crate) fn members(&self, id: Id) -> &[MemberId] {
        &self.objects[id.index()].members
    }

    /// Returns the results of an object.
    pub(crate) fn state(&self, id: Id) -> &State {
        &self.objects[id.index()]
    }

    pub(crate) fn state_mut(&mut self, id: Id) -> &mut State {
        &mut self.objects[id.index()]
    }
}
