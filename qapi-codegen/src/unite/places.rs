//! The places of the wire, and the types that the releases have there.
//!
//! Input: releases. Output: for each type that stands for places, its *anchor*, all types at those
//! places. An anchor is the type of the newest release that has the place. The newest release's
//! types therefore stay the same, and a type that was renamed or split has one anchor. Invariant:
//! the sets are closed. The types of a member, branch or element of a set's types are in the set of
//! one anchor.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use qapi_introspect::nearest::nearest;
use qapi_parser::ir::{Command, Entity, Event, Schema, Type, TypeKind};

use super::conflict::{Conflict, MOST_PAIRS};
use super::kind::Group;
use super::release::Release;
use super::shape;
pub(super) use super::table::Ref;
use super::table::Table;
use crate::index::Index;

/// A command or event in each release that has it, the newest first.
pub(super) type Named<'s, T> = Vec<(usize, &'s T)>;

/// All places.
pub(super) struct Places<'s> {
    pub(super) releases: Vec<Release<'s>>,
    pub(super) commands: Vec<(&'s str, Named<'s, Command>)>,
    pub(super) events: Vec<(&'s str, Named<'s, Event>)>,
    types: Table<Known>,
    /// The release that is preferred at a path.
    prefer: BTreeMap<String, usize>,
    /// The paths of places that were looked up among the preferences, if there are any.
    known: RefCell<BTreeSet<String>>,
    /// Number of types that the sets may still get.
    left: usize,
    /// The anchor and the type at which there were too many.
    over: Option<(Ref, Ref)>,
}

/// The findings about a type.
#[derive(Default)]
struct Known {
    /// The types at its places, if it is an anchor.
    set: BTreeSet<Ref>,
    /// Its anchor, if it is in a newer type's set.
    alias: Option<Ref>,
    /// The command or event with the inline members that it stands for.
    inline: Option<Entity>,
}

impl<'s> Places<'s> {
    /// Walks all places.
    ///
    /// # Errors
    ///
    /// [`Conflict::TooManyPairs`]: types in circles can stand in the same places in as many pairs as
    /// types times types.
    pub(super) fn new(
        releases: &[Release<'s>],
        prefer: BTreeMap<String, usize>,
    ) -> Result<Self, Conflict> {
        let types = releases.iter().map(|r| r.schema.types().count());
        let types: usize = types.sum();
        let mut places = Places {
            releases: releases.to_vec(),
            commands: Vec::new(),
            events: Vec::new(),
            types: Table::new(releases),
            prefer,
            known: RefCell::default(),
            left: types.saturating_mul(MOST_PAIRS),
            over: None,
        };
        places.name();
        // A place that only older releases have may have a type that is elsewhere already.
        for oldest in 0..releases.len() {
            places.close(oldest, |newest| newest < oldest);
            places.alias(oldest);
            places.close(oldest, |_| true);
            if let Some((newer, older)) = places.over {
                let [newer, older] = [newer, older].map(|of| places.called(of));
                return Err(Conflict::TooManyPairs { newer, older });
            }
        }
        Ok(places)
    }

    /// A type for an error message.
    fn called(&self, of: Ref) -> String {
        format!("`{}` of {}", self.owner_name(of), self.releases[of.0].name)
    }

    /// Collects commands and events: the newest release's in order, then those of the others.
    fn name(&mut self) {
        let (mut commands, mut events) = (Index::default(), Index::default());
        for (index, release) in self.releases.iter().enumerate() {
            let schema = release.schema;
            for (id, command) in schema.commands() {
                let at = commands.enter(command.name());
                if at == self.commands.len() {
                    self.commands.push((command.name(), Named::new()));
                }
                self.commands[at].1.push((index, command));
                if let Some(arg) = command.arg().filter(|arg| is_inline(schema.ty(*arg))) {
                    self.types[(index, arg)].inline = Some(Entity::Command(id));
                }
            }
            for (id, event) in schema.events() {
                let at = events.enter(event.name());
                if at == self.events.len() {
                    self.events.push((event.name(), Named::new()));
                }
                self.events[at].1.push((index, event));
                if let Some(arg) = event.arg().filter(|arg| is_inline(schema.ty(*arg))) {
                    self.types[(index, arg)].inline = Some(Entity::Event(id));
                }
            }
        }
    }

    pub(super) fn schema(&self, release: usize) -> &'s Schema {
        self.releases[release].schema
    }

    pub(super) fn ty(&self, (release, id): Ref) -> &'s Type {
        self.schema(release).ty(id)
    }

    /// The object without members, which stands for "no arguments" and the like.
    pub(super) fn is_empty(&self, (release, id): Ref) -> bool {
        self.schema(release).empty_object() == id
    }

    /// The command or event whose arguments or data the type was written for, inline.
    pub(super) fn inline_in(&self, of: Ref) -> Option<Entity> {
        self.types[of].inline
    }

    /// The name by which options know the owner of members, values or branches.
    pub(super) fn owner_name(&self, of: Ref) -> &'s str {
        let schema = self.schema(of.0);
        match self.inline_in(of) {
            Some(Entity::Command(id)) => schema.command(id).name(),
            Some(Entity::Event(id)) => schema.event(id).name(),
            _ => schema.ty(of.1).name(),
        }
    }

    /// The types of a command's arguments.
    pub(super) fn arguments(&self, name: &str, command: &Named<'s, Command>) -> Vec<Ref> {
        let arg = |release: usize, c: &Command| {
            let empty = self.schema(release).empty_object();
            (release, c.arg().unwrap_or(empty))
        };
        let refs = command.iter().map(|(r, c)| arg(*r, c)).collect();
        self.preferred(name, None, refs)
    }

    /// The types of a command's return value.
    pub(super) fn results(&self, command: &Named<'s, Command>) -> Vec<Ref> {
        let ret = |release: usize, c: &Command| {
            let empty = self.schema(release).empty_object();
            (release, c.ret().unwrap_or(empty))
        };
        command.iter().map(|(r, c)| ret(*r, c)).collect()
    }

    /// The types of an event's data.
    pub(super) fn data(&self, name: &str, event: &Named<'s, Event>) -> Vec<Ref> {
        let arg = |release: usize, e: &Event| {
            let empty = self.schema(release).empty_object();
            (release, e.arg().unwrap_or(empty))
        };
        let refs = event.iter().map(|(r, e)| arg(*r, e)).collect();
        self.preferred(name, None, refs)
    }

    /// The places of arguments, results and data: for each, its types.
    pub(super) fn roots(&self) -> Vec<Vec<Ref>> {
        let mut roots = Vec::new();
        for (name, command) in &self.commands {
            roots.push(self.arguments(name, command));
            roots.push(self.results(command));
        }
        for (name, event) in &self.events {
            roots.push(self.data(name, event));
        }
        roots
    }

    /// Returns only the types of the release that is preferred at a place, if it has any there.
    pub(super) fn preferred(&self, owner: &str, part: Option<&str>, refs: Vec<Ref>) -> Vec<Ref> {
        if self.prefer.is_empty() {
            return refs;
        }
        let path = part.map_or_else(|| owner.to_owned(), |part| format!("{owner}.{part}"));
        let release = self.prefer.get(&path);
        self.known.borrow_mut().insert(path);
        let Some(release) = release else {
            return refs;
        };
        let chosen: Vec<Ref> = refs.iter().copied().filter(|r| r.0 == *release).collect();
        if chosen.is_empty() { refs } else { chosen }
    }

    /// The type that stands for types of one kind at a place. Empty objects stand for nothing.
    pub(super) fn anchor(&self, types: &[Ref]) -> Option<Ref> {
        let types = types.iter().copied();
        let first = types.filter(|ty| !self.is_empty(*ty)).min()?;
        Some(self.types[first].alias.unwrap_or(first))
    }

    /// All anchors, the newest release's first.
    pub(super) fn anchors(&self) -> Vec<Ref> {
        let mut anchors = Vec::new();
        for (index, release) in self.releases.iter().enumerate() {
            for (id, _) in release.schema.types() {
                if !self.types[(index, id)].set.is_empty() {
                    anchors.push((index, id));
                }
            }
        }
        anchors
    }

    /// The types at the places of `anchor`, the newest first.
    pub(super) fn set(&self, anchor: Ref) -> Vec<Ref> {
        self.types[anchor].set.iter().copied().collect()
    }

    /// The release that is preferred for the type of an anchor.
    pub(super) fn preferred_release(&self, anchor: Ref) -> Option<usize> {
        if self.prefer.is_empty() {
            return None;
        }
        let path = self.owner_name(anchor);
        self.known.borrow_mut().insert(path.to_owned());
        self.prefer.get(path).copied()
    }

    /// The preferences of which the path is that of no place.
    pub(super) fn unmatched(&self) -> Vec<Conflict> {
        let known = self.known.borrow();
        let unmatched = self.prefer.keys().filter(|path| !known.contains(*path));
        let conflict = |path: &String| Conflict::NoPlace {
            path: path.clone(),
            nearest: nearest(path, known.iter().map(String::as_str)).map(str::to_owned),
        };
        unmatched.map(conflict).collect()
    }

    /// Walks the places of the releases up to `oldest` until nothing new is found: those of which
    /// `wanted` holds for the newest release that has them.
    fn close(&mut self, oldest: usize, wanted: impl Fn(usize) -> bool) {
        let mut work: Vec<Ref> = Vec::new();
        for root in self.roots() {
            self.place(root, oldest, &wanted, &mut work);
        }
        work.extend(self.anchors());
        while let (Some(anchor), None) = (work.pop(), self.over) {
            for place in shape::places(self, anchor) {
                self.place(place, oldest, &wanted, &mut work);
            }
        }
    }

    /// Adds the types of a place to their anchors' sets, and to `work` the anchors that got any.
    fn place(
        &mut self,
        mut types: Vec<Ref>,
        oldest: usize,
        wanted: &impl Fn(usize) -> bool,
        work: &mut Vec<Ref>,
    ) {
        types.retain(|(release, _)| *release <= oldest);
        let newest = types.iter().map(|(release, _)| *release).min();
        if !newest.is_some_and(wanted) {
            return;
        }
        let group = Group::of(self, &types);
        if !group.alternates.is_empty() {
            self.join(&group.alternates, &types, work);
        }
        for kind in [&group.objects, &group.enums] {
            self.join(kind, kind, work);
        }
        if !group.elements.is_empty() {
            self.place(group.elements, oldest, wanted, work);
        }
    }

    fn join(&mut self, kind: &[Ref], types: &[Ref], work: &mut Vec<Ref>) {
        let Some(anchor) = self.anchor(kind) else {
            return;
        };
        let set = &mut self.types[anchor].set;
        let before = set.len();
        set.insert(anchor);
        set.extend(types);
        let added = set.len() - before;
        if added > 0 {
            work.push(anchor);
        }
        match self.left.checked_sub(added) {
            Some(left) => self.left = left,
            None => {
                let last = types.iter().max().unwrap_or(&anchor);
                self.over = Some((anchor, *last));
            }
        }
    }

    /// Finds the newer type that stands for each type of a release: an anchor whose set has the type,
    /// preferably one of the same name; else the newer type of that name, if it agrees.
    fn alias(&mut self, release: usize) {
        if release == 0 {
            return;
        }
        let schema = self.schema(release);
        let mut aliases: Vec<Option<Ref>> = vec![None; schema.types().len()];
        for anchor in self.anchors() {
            let set = self.types[anchor].set.iter();
            for &(of, id) in set.filter(|ty| ty.0 == release && **ty != anchor) {
                let ty = self.ty((of, id));
                if kind(self.ty(anchor)) != kind(ty) {
                    continue;
                }
                let same = |anchor: Ref| self.ty(anchor).name() == ty.name();
                let known = aliases[id.index()].get_or_insert(anchor);
                if same(anchor) && !same(*known) {
                    *known = anchor;
                }
            }
        }
        for (id, ty) in schema.types() {
            let alias = &mut aliases[id.index()];
            if alias.is_some() || ty.is_implicit() {
                continue;
            }
            let newer = (0..release).find_map(|newer| {
                let found = (newer, self.schema(newer).type_named(ty.name())?);
                Some(self.types[found].alias.unwrap_or(found))
            });
            *alias = newer.filter(|newer| shape::agree(self, *newer, (release, id)));
        }
        for ((id, _), alias) in schema.types().zip(aliases) {
            let known = &mut self.types[(release, id)];
            known.alias = alias;
            if let Some(newer) = alias {
                // It may have stood for a place alone until its newer type was found.
                let set = std::mem::take(&mut known.set);
                self.types[newer].set.extend(&set);
            }
        }
    }
}

/// Returns true if the type was written inline as a command's or event's `data`.
fn is_inline(ty: &Type) -> bool {
    ty.is_implicit() && ty.name().starts_with("q_obj_") && ty.name().ends_with("-arg")
}

/// The kinds that an anchor cannot change.
fn kind(ty: &Type) -> u8 {
    match ty.kind() {
        TypeKind::Builtin(_) => 0,
        TypeKind::Enum(_) => 1,
        TypeKind::Array(_) => 2,
        TypeKind::Object(_) => 3,
        TypeKind::Alternate(_) => 4,
    }
}
