//! The places of the wire, and the types that the releases have there.
//!
//! Input: releases. Output: for each type that stands for places, its *anchor*, all types at those
//! places. An anchor is the type of the newest release that has the place. The newest release's
//! types therefore stay the same, and a type that was renamed or split has one anchor. Invariant:
//! the sets are closed. The types of a member, branch or element of a set's types are in the set of
//! one anchor.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use qapi_introspect::nearest::nearest;
use qapi_parser::ir::{Command, Entity, Event, Schema, Type, TypeId, TypeKind};

use super::conflict::{Conflict, MOST_PAIRS};
use super::kind::Group;
use super::release::Release;
use super::shape;

/// A type of a release, by its index.
pub(super) type Ref = (usize, TypeId);

/// A command or event in each release that has it, the newest first.
pub(super) type Named<'s, T> = Vec<(usize, &'s T)>;

/// All places.
pub(super) struct Places<'s> {
    pub(super) releases: Vec<Release<'s>>,
    pub(super) commands: Vec<(&'s str, Named<'s, Command>)>,
    pub(super) events: Vec<(&'s str, Named<'s, Event>)>,
    /// The types at the places of each anchor.
    pub(super) sets: BTreeMap<Ref, BTreeSet<Ref>>,
    /// Anchors of types that are in a newer type's set.
    aliases: HashMap<Ref, Ref>,
    /// The command or event with the inline members that a type stands for.
    inline: HashMap<Ref, Entity>,
    /// The release that is preferred at a path.
    prefer: BTreeMap<String, usize>,
    /// The paths of places that were looked up among the preferences, if there are any.
    known: RefCell<BTreeSet<String>>,
    /// Number of types that [`Places::sets`] may still get.
    left: usize,
    /// The anchor and the type at which there were too many.
    over: Option<(Ref, Ref)>,
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
            sets: BTreeMap::new(),
            aliases: HashMap::new(),
            inline: HashMap::new(),
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
        let mut commands = HashMap::new();
        let mut events = HashMap::new();
        for (index, release) in self.releases.iter().enumerate() {
            let schema = release.schema;
            for (id, command) in schema.commands() {
                let at = *commands.entry(command.name()).or_insert_with(|| {
                    self.commands.push((command.name(), Named::new()));
                    self.commands.len() - 1
                });
                self.commands[at].1.push((index, command));
                let arg = command.arg().filter(|arg| is_inline(schema.ty(*arg)));
                let entity = Entity::Command(id);
                self.inline.extend(arg.map(|arg| ((index, arg), entity)));
            }
            for (id, event) in schema.events() {
                let at = *events.entry(event.name()).or_insert_with(|| {
                    self.events.push((event.name(), Named::new()));
                    self.events.len() - 1
                });
                self.events[at].1.push((index, event));
                let arg = event.arg().filter(|arg| is_inline(schema.ty(*arg)));
                let entity = Entity::Event(id);
                self.inline.extend(arg.map(|arg| ((index, arg), entity)));
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
        self.inline.get(&of).copied()
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
    pub(super) fn anchor(&self, types: &BTreeSet<Ref>) -> Option<Ref> {
        let first = types.iter().find(|r| !self.is_empty(**r))?;
        Some(self.aliases.get(first).copied().unwrap_or(*first))
    }

    /// The types at the places of `anchor`.
    pub(super) fn set(&self, anchor: Ref) -> Vec<Ref> {
        self.sets
            .get(&anchor)
            .into_iter()
            .flatten()
            .copied()
            .collect()
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
        work.extend(self.sets.keys());
        while let (Some(anchor), None) = (work.pop(), self.over) {
            for place in shape::places(self, anchor) {
                self.place(place, oldest, &wanted, &mut work);
            }
        }
    }

    /// Adds the types of a place to their anchors' sets, and to `work` the anchors that got any.
    fn place(
        &mut self,
        types: Vec<Ref>,
        oldest: usize,
        wanted: &impl Fn(usize) -> bool,
        work: &mut Vec<Ref>,
    ) {
        let types = types.into_iter().filter(|(release, _)| *release <= oldest);
        let types: BTreeSet<Ref> = types.collect();
        if !types.first().is_some_and(|(newest, _)| wanted(*newest)) {
            return;
        }
        let group = Group::of(self, types.iter().copied());
        if !group.alternates.is_empty() {
            self.join(&group.alternates, types, work);
        }
        for kind in [&group.objects, &group.enums] {
            self.join(kind, kind.clone(), work);
        }
        if !group.elements.is_empty() {
            self.place(group.elements, oldest, wanted, work);
        }
    }

    fn join(&mut self, kind: &BTreeSet<Ref>, types: BTreeSet<Ref>, work: &mut Vec<Ref>) {
        let Some(anchor) = self.anchor(kind) else {
            return;
        };
        let last = types.last().copied().unwrap_or(anchor);
        let set = self.sets.entry(anchor).or_default();
        let before = set.len();
        set.insert(anchor);
        set.extend(types);
        if set.len() > before {
            work.push(anchor);
        }
        match self.left.checked_sub(set.len() - before) {
            Some(left) => self.left = left,
            None => self.over = Some((anchor, last)),
        }
    }

    /// Finds the newer type that stands for each type of a release: an anchor whose set has the type,
    /// preferably one of the same name; else the newer type of that name, if it agrees.
    fn alias(&mut self, release: usize) {
        if release == 0 {
            return;
        }
        let mut aliases: HashMap<Ref, Ref> = HashMap::new();
        for (anchor, set) in &self.sets {
            for ty in set.iter().filter(|ty| ty.0 == release && *ty != anchor) {
                let name = self.ty(*ty).name();
                let same = |anchor: Ref| self.ty(anchor).name() == name;
                let kind = |anchor: Ref| kind(self.ty(anchor)) == kind(self.ty(*ty));
                if !kind(*anchor) {
                    continue;
                }
                let known = aliases.entry(*ty).or_insert(*anchor);
                if same(*anchor) && !same(*known) {
                    *known = *anchor;
                }
            }
        }
        for (id, ty) in self.schema(release).types() {
            let this = (release, id);
            if aliases.contains_key(&this) || ty.is_implicit() {
                continue;
            }
            let newer = (0..release).find_map(|newer| {
                let found = self.schema(newer).type_named(ty.name())?;
                let found = self.aliases.get(&(newer, found)).copied();
                found.or_else(|| Some((newer, self.schema(newer).type_named(ty.name())?)))
            });
            if let Some(newer) = newer.filter(|newer| shape::agree(self, *newer, this)) {
                aliases.insert(this, newer);
            }
        }
        // A type that stood for a place alone until its newer type was found.
        for (id, _) in self.schema(release).types() {
            let this = (release, id);
            if let Some(newer) = aliases.get(&this)
                && let Some(set) = self.sets.remove(&this)
            {
                self.sets.entry(*newer).or_default().extend(set);
            }
        }
        self.aliases.extend(aliases);
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
