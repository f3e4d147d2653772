//! Commands and events.
//!
//! Input: those of the same name in all releases. Output: the united ones, with one type for arguments,
//! results and data.

use qapi_parser::ir::{Cond, DocKind, Entity, Feature, TypeId};

use super::Build;
use super::parts::features;
use crate::unite::notes::{self, Indices};
use crate::unite::places::{Named, Ref};

impl<'s> Build<'_, 's> {
    pub(super) fn commands(&mut self) {
        let places = self.places;
        for (name, command) in &places.commands {
            let Some(&(release, first)) = command.first() else {
                continue;
            };
            let id = match self.draft.schema().lookup(name) {
                Some(Entity::Command(id)) => id,
                _ => self.draft.add_command(places.schema(release), first),
            };
            let arguments = places.arguments(name, command);
            let arg = self.data(arguments, first.arg().filter(|_| release == 0), name);
            let returned = self.resolve(places.results(command), name, "ret");
            let empty = self.draft.schema().empty_object();
            let kept = first.ret().filter(|_| release == 0);
            let ret = kept
                .filter(|ret| *ret == returned)
                .or((returned != empty).then_some(returned));
            let mut flags = first.flags();
            flags.allow_oob = command.iter().all(|(_, c)| c.flags().allow_oob);
            flags.allow_preconfig = command.iter().all(|(_, c)| c.flags().allow_preconfig);
            flags.r#gen = command.iter().all(|(_, c)| c.flags().r#gen);
            self.draft.set_command(id, arg, ret, flags);
            let conds = command.iter().map(|(_, c)| c.cond());
            let terms = (
                Cond::any(conds),
                features(command.iter().map(|(_, c)| c.features())),
            );
            self.root(Entity::Command(id), command, terms);
        }
    }

    pub(super) fn events(&mut self) {
        let places = self.places;
        for (name, event) in &places.events {
            let Some(&(release, first)) = event.first() else {
                continue;
            };
            let id = match self.draft.schema().lookup(name) {
                Some(Entity::Event(id)) => id,
                _ => self.draft.add_event(places.schema(release), first),
            };
            let data = places.data(name, event);
            let arg = self.data(data, first.arg().filter(|_| release == 0), name);
            self.draft.set_event(id, arg);
            let conds = event.iter().map(|(_, e)| e.cond());
            let terms = (
                Cond::any(conds),
                features(event.iter().map(|(_, e)| e.features())),
            );
            self.root(Entity::Event(id), event, terms);
        }
    }

    /// The type of arguments or data: an object, or nothing if no release has a member there.
    fn data(&mut self, types: Vec<Ref>, newest: Option<TypeId>, name: &str) -> Option<TypeId> {
        let united = self.resolve(types, name, "data");
        let empty = self.draft.schema().empty_object();
        newest
            .filter(|newest| *newest == united)
            .or((united != empty).then_some(united))
    }

    /// The common parts of commands and events.
    fn root<T>(
        &mut self,
        entity: Entity,
        named: &Named<'s, T>,
        (cond, features): (Option<Cond>, Vec<Feature>),
    ) {
        if named.len() > 1 {
            self.draft.set_terms(entity, cond, features);
        }
        let all: Indices = (0..self.places.releases.len()).collect();
        let has: Indices = named.iter().map(|(release, _)| *release).collect();
        let note = notes::availability(&self.places.releases, &has, &all);
        self.document(
            entity,
            note.map(|note| (DocKind::Plain, note))
                .into_iter()
                .collect(),
        );
    }
}
