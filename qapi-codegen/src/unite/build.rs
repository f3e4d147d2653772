//! Anchors and their sets → the united schema.
//!
//! Input: all places. Output: a copy of the newest schema in which each type that differs between
//! releases is redefined, followed by everything that only older releases have.

mod parts;

use std::collections::{BTreeMap, BTreeSet};

use qapi_parser::ir::{
    Branch, Builtin, Cond, DocKind, Draft, Entity, EnumValue, Feature, Member, Object, Schema,
    TypeId, TypeKind, Variants,
};

use super::conflict::{Conflict, Site};
use super::kind::Group;
use super::notes::{self, Indices};
use super::places::{Named, Places, Ref};
use super::shape::{self, MemberPlace, Shape, UnionShape};
use crate::names::pascal;
use parts::{features, is_same_enum, is_same_object, same_conds};

/// The united schema.
///
/// # Errors
/// The places that no type describes.
pub(super) fn united(places: &Places<'_>) -> Result<Schema, Vec<Conflict>> {
    let Some(newest) = places.releases.first() else {
        return Err(Vec::new());
    };
    let mut build = Build {
        places,
        draft: Draft::of(newest.schema),
        ids: BTreeMap::new(),
        open: BTreeSet::new(),
        choices: BTreeMap::new(),
        absorbed: BTreeMap::new(),
        redefined: BTreeSet::new(),
        conflicts: Vec::new(),
    };
    build.identify();
    build.absorb();
    let anchors: Vec<Ref> = places.sets.keys().copied().collect();
    for anchor in &anchors {
        match places.ty(*anchor).kind() {
            TypeKind::Object(_) => build.object(*anchor),
            TypeKind::Alternate(_) => build.alternate(*anchor),
            _ => {}
        }
    }
    build.commands();
    build.events();
    // Only now it is known which enums are open.
    for anchor in &anchors {
        if let TypeKind::Enum(_) = places.ty(*anchor).kind() {
            build.enumeration(*anchor);
        }
    }
    build.flatten();
    if build.conflicts.is_empty() {
        Ok(build.draft.finish())
    } else {
        Err(build.conflicts)
    }
}

struct Build<'p, 's> {
    places: &'p Places<'s>,
    draft: Draft,
    /// Each anchor's type in the united schema.
    ids: BTreeMap<Ref, TypeId>,
    /// Enums in whose place some release has a string.
    open: BTreeSet<Ref>,
    /// Alternates that exist in no release, by the place that they are made for.
    choices: BTreeMap<(String, String), TypeId>,
    /// Members of branches that are common members of the union.
    absorbed: BTreeMap<Ref, BTreeSet<String>>,
    /// The newest release's objects that differ.
    redefined: BTreeSet<TypeId>,
    conflicts: Vec<Conflict>,
}

/// Additions to the documentation of a definition.
type Notes = Vec<(DocKind, String)>;

impl<'s> Build<'_, 's> {
    fn identify(&mut self) {
        for &(release, id) in self.places.sets.keys() {
            let own = if release == 0 {
                id
            } else {
                let schema = self.places.schema(release);
                let ty = schema.ty(id);
                self.draft.add_type(ty.name(), schema, ty)
            };
            self.ids.insert((release, id), own);
        }
    }

    /// Finds the members that branches no longer have.
    fn absorb(&mut self) {
        for &anchor in self.places.sets.keys() {
            let shape = match self.places.ty(anchor).kind() {
                TypeKind::Object(_) => Shape::of(self.places, anchor),
                _ => continue,
            };
            let Some(union) = shape.union.filter(|_| shape.types.len() > 1) else {
                continue;
            };
            let common: BTreeSet<&str> = shape.members.iter().map(|m| m.name).collect();
            for branch in &union.branches {
                let types = union.types(self.places, branch).into_iter().collect();
                let Some(payload) = self.places.anchor(&types) else {
                    continue;
                };
                let members = Shape::of(self.places, payload).members;
                let members = members.iter().map(|m| m.name);
                let twice = members
                    .filter(|name| common.contains(name))
                    .map(str::to_owned);
                let twice: Vec<String> = twice.collect();
                if !twice.is_empty() {
                    self.absorbed.entry(payload).or_default().extend(twice);
                }
            }
        }
    }

    fn object(&mut self, anchor: Ref) {
        let Some(id) = self.ids.get(&anchor).copied() else {
            return;
        };
        let shape = Shape::of(self.places, anchor);
        if !shape.conflict.is_empty() {
            self.conflict(anchor, &shape.conflict);
            return;
        }
        let among: Indices = shape.types.iter().map(|ty| ty.0).collect();
        let absorbed = self.absorbed.get(&anchor).cloned().unwrap_or_default();
        let mut notes = Notes::new();
        let mut members = Vec::new();
        for place in &shape.members {
            if !absorbed.contains(place.name) {
                members.push(self.member(anchor, &shape, place, &among, &mut notes));
            }
        }
        let union = shape.union.as_ref();
        let variants = union.and_then(|union| self.variants(union, &members, &among, &mut notes));
        let before = (anchor.0 == 0).then(|| self.places.ty(anchor));
        let same = before.is_some_and(|ty| match ty.kind() {
            TypeKind::Object(object) => {
                is_same_object(self.places.schema(0), object, &members, variants.as_ref())
            }
            _ => false,
        });
        if !same {
            self.draft.set_object(id, members, variants);
            if anchor.0 == 0 {
                self.redefined.insert(id);
            }
        }
        self.definition(anchor, notes);
    }

    /// The united member, and in `notes` the releases that have or require it.
    fn member(
        &mut self,
        anchor: Ref,
        shape: &Shape<'s>,
        place: &MemberPlace<'s>,
        among: &Indices,
        notes: &mut Notes,
    ) -> Member {
        let owner = self.places.owner_name(anchor);
        let ty = self.resolve(shape::types(self.places, owner, place), owner, place.name);
        let conds: Vec<Option<&Cond>> = place.holders.iter().map(|h| h.member.cond()).collect();
        let required = shape.is_required(place) && same_conds(&conds);
        // Holders are in the order of the types, the newest first.
        let first = place.holders[0];
        let own = first.object == anchor && anchor.0 == 0 && first.common;
        let member = first.member.with_terms(
            (ty, !required),
            Cond::any(conds),
            features(place.holders.iter().map(|h| h.member.features())),
            own.then(|| first.member.owner()),
        );
        let has: Indices = place.holders.iter().map(|h| h.object.0).collect();
        let releases = &self.places.releases;
        let mut note = notes::availability(releases, &has, among);
        let by = among.iter().copied().filter(|release| {
            let mut types = shape.types.iter().filter(|ty| ty.0 == *release);
            types.all(|ty| place.is_required_in(*ty))
        });
        let by: Indices = by.collect();
        // A part that every release with it requires is described by its releases alone.
        if by != has
            && let Some(requirement) = notes::requirement(releases, &by, &has)
        {
            let note = note.get_or_insert_default();
            if !note.is_empty() {
                note.push(' ');
            }
            note.push_str(&requirement);
        }
        if note.is_some() || !own {
            let text = self.member_text(first.object, first.member);
            let kind = DocKind::Member(place.name.to_owned());
            notes.extend(
                self.text_of(anchor, own, text)
                    .map(|text| (kind.clone(), text)),
            );
            notes.extend(note.map(|note| (kind, note)));
        }
        member
    }

    /// The text to repeat in the anchor's own documentation: that of a part it does not list itself.
    fn text_of(&self, anchor: Ref, own: bool, text: Option<(bool, String)>) -> Option<String> {
        let (inherited, text) = text?;
        (inherited || !own || anchor.0 != 0).then_some(text)
    }

    /// The description of a member, and whether it is another definition's.
    fn member_text(&self, object: Ref, member: &Member) -> Option<(bool, String)> {
        let schema = self.places.schema(object.0);
        let owner = (object.0, member.owner());
        let doc = schema.ty(member.owner()).doc();
        let doc = doc.or_else(|| self.doc(object))?;
        let text = schema.doc(doc).member(member.name())?;
        let inherited = owner != object && self.places.inline_in(owner).is_none();
        Some((inherited, text.to_owned()))
    }

    /// The comment that documents the parts of a type.
    fn doc(&self, of: Ref) -> Option<qapi_parser::ir::DocId> {
        let schema = self.places.schema(of.0);
        match self.places.inline_in(of) {
            Some(Entity::Command(id)) => schema.command(id).doc(),
            Some(Entity::Event(id)) => schema.event(id).doc(),
            _ => schema.ty(of.1).doc(),
        }
    }

    fn variants(
        &mut self,
        union: &UnionShape<'s>,
        members: &[Member],
        among: &Indices,
        notes: &mut Notes,
    ) -> Option<Variants> {
        let tag = members.iter().position(|m| m.name() == union.tag)?;
        let mut branches = Vec::new();
        for branch in &union.branches {
            let types = union.types(self.places, branch);
            let payload = self.payload(types.into_iter().collect());
            let cond = Cond::any(branch.holders.iter().map(|(_, b)| b.cond()));
            branches.push(Branch::new(branch.name, payload, cond));
            let has: Indices = branch.holders.iter().map(|(ty, _)| ty.0).collect();
            let unions: Indices = union
                .branches
                .iter()
                .flat_map(|b| &b.holders)
                .map(|(ty, _)| ty.0)
                .collect();
            let among: Indices = among.intersection(&unions).copied().collect();
            let note = notes::availability(&self.places.releases, &has, &among);
            notes.extend(note.map(|note| (DocKind::Member(branch.name.to_owned()), note)));
        }
        // Another place may have given the discriminator's enum more values.
        let known: BTreeSet<String> = branches.iter().map(|b| b.name().to_owned()).collect();
        let empty = self.draft.schema().empty_object();
        for value in self.values_of(members[tag].ty()) {
            if !known.contains(&value) {
                branches.push(Branch::new(&value, empty, None));
            }
        }
        Some(Variants { tag, branches })
    }

    /// The type of a branch.
    fn payload(&mut self, types: BTreeSet<Ref>) -> TypeId {
        let anchor = self.places.anchor(&types);
        let own = anchor.and_then(|anchor| self.ids.get(&anchor).copied());
        own.unwrap_or_else(|| self.draft.schema().empty_object())
    }

    /// The values that an enum of the united schema will have.
    fn values_of(&self, id: TypeId) -> Vec<String> {
        let found = self.ids.iter().find(|(_, own)| **own == id);
        let Some((anchor, _)) = found else {
            return Vec::new();
        };
        let mut values = Vec::new();
        for ty in self.places.set(*anchor) {
            if let TypeKind::Enum(e) = self.places.ty(ty).kind() {
                for value in e.values() {
                    if !values.iter().any(|v| v == value.name()) {
                        values.push(value.name().to_owned());
                    }
                }
            }
        }
        values
    }

    fn conflict(&mut self, anchor: Ref, unions: &[(Ref, &str)]) {
        let site = |(ty, tag): &(Ref, &str)| {
            let release = &self.places.releases[ty.0];
            let span = release.schema.ty(ty.1).span();
            let at = span.map(|span| (release.sources, span));
            let what = format!("the discriminator `{tag}`");
            Site::new(&release.name, self.places.owner_name(*ty), at, what)
        };
        self.conflicts.push(Conflict::Discriminators {
            path: self.places.owner_name(anchor).to_owned(),
            unions: unions.iter().map(site).collect(),
        });
    }

    fn enumeration(&mut self, anchor: Ref) {
        let Some(id) = self.ids.get(&anchor).copied() else {
            return;
        };
        let set = self.places.set(anchor);
        let mut values: Vec<(&'s str, Vec<(Ref, &'s EnumValue)>)> = Vec::new();
        for ty in &set {
            let TypeKind::Enum(e) = self.places.ty(*ty).kind() else {
                continue;
            };
            for value in e.values() {
                match values.iter_mut().find(|(name, _)| *name == value.name()) {
                    Some((_, holders)) => holders.push((*ty, value)),
                    None => values.push((value.name(), vec![(*ty, value)])),
                }
            }
        }
        let among: Indices = set.iter().map(|ty| ty.0).collect();
        let mut notes = Notes::new();
        let mut united = Vec::new();
        for (name, holders) in values {
            let cond = Cond::any(holders.iter().map(|(_, v)| v.cond()));
            let features = features(holders.iter().map(|(_, v)| v.features()));
            let (first, value) = holders[0];
            united.push(value.with_terms(cond, features));
            let has: Indices = holders.iter().map(|(ty, _)| ty.0).collect();
            let kind = DocKind::Member(name.to_owned());
            if first != anchor {
                let doc = self
                    .doc(first)
                    .map(|doc| self.places.schema(first.0).doc(doc));
                let text = doc.and_then(|doc| doc.member(name));
                notes.extend(text.map(|text| (kind.clone(), text.to_owned())));
            }
            let note = notes::availability(&self.places.releases, &has, &among);
            notes.extend(note.map(|note| (kind, note)));
        }
        let open = self.open.contains(&anchor);
        let same = anchor.0 == 0 && is_same_enum(self.places.ty(anchor), &united, open);
        if !same {
            self.draft.set_enum(id, united, open);
        }
        if open {
            let note = "Some releases take any string here.";
            notes.push((DocKind::Plain, note.to_owned()));
        }
        self.definition(anchor, notes);
    }

    fn alternate(&mut self, anchor: Ref) {
        let Some(id) = self.ids.get(&anchor).copied() else {
            return;
        };
        let set = self.places.set(anchor);
        let among: Indices = set.iter().map(|ty| ty.0).collect();
        let group = Group::of(self.places, set.iter().copied());
        let owner = self.places.owner_name(anchor);
        let parts = self.parts(group, owner, "");
        let mut alternatives: Vec<Branch> = Vec::new();
        let mut used = BTreeSet::new();
        let mut notes = Notes::new();
        let own = match self.places.ty(anchor).kind() {
            TypeKind::Alternate(alternate) => alternate.alternatives(),
            _ => &[],
        };
        let kinds: Vec<Option<usize>> = own
            .iter()
            .map(|own| {
                let single = Group::of(self.places, [(anchor.0, own.ty())]);
                let kind = self.parts(single, owner, "").first().map(|(kind, _)| *kind);
                parts.iter().position(|(part, _)| Some(*part) == kind)
            })
            .collect();
        for (own, kind) in own.iter().zip(kinds) {
            if let Some((_, ty)) = kind
                .filter(|kind| used.insert(*kind))
                .and_then(|k| parts.get(k))
            {
                alternatives.push(Branch::new(own.name(), *ty, own.cond().cloned()));
            }
        }
        for (index, (kind, ty)) in parts.iter().enumerate() {
            if !used.contains(&index) {
                alternatives.push(Branch::new(kind, *ty, None));
                let has = |ty: &&Ref| {
                    let group = Group::of(self.places, [**ty]);
                    parts::has_kind(&group, kind)
                };
                let has: Indices = set.iter().filter(has).map(|ty| ty.0).collect();
                let note = notes::availability(&self.places.releases, &has, &among);
                notes.extend(note.map(|note| (DocKind::Member((*kind).to_owned()), note)));
            }
        }
        let same = anchor.0 == 0
            && own.len() == alternatives.len()
            && own.iter().zip(&alternatives).all(|(a, b)| a.ty() == b.ty());
        if !same {
            self.draft.set_alternate(id, alternatives);
        }
        self.definition(anchor, notes);
    }

    /// Condition, features and documentation of a type.
    fn definition(&mut self, anchor: Ref, mut notes: Notes) {
        let Some(id) = self.ids.get(&anchor).copied() else {
            return;
        };
        let set = self.places.set(anchor);
        let types = || {
            set.iter()
                .map(|ty| self.places.ty(*ty))
                .filter(|ty| ty.span().is_some())
        };
        let cond = Cond::any(types().map(|ty| ty.cond()));
        let united = features(types().map(|ty| ty.features()));
        self.feature_texts(&set, &united, &mut notes);
        let entity = match self.places.inline_in(anchor) {
            Some(inline) => self.entity(anchor.0, inline),
            None => {
                let all: Indices = (0..self.places.releases.len()).collect();
                let has: Indices = set
                    .iter()
                    .filter(|ty| !self.places.is_empty(**ty))
                    .map(|ty| ty.0)
                    .collect();
                let note = notes::availability(&self.places.releases, &has, &all);
                notes.extend(note.map(|note| (DocKind::Plain, note)));
                if set.len() > 1 {
                    self.draft.set_terms(Entity::Type(id), cond, united);
                }
                Some(Entity::Type(id))
            }
        };
        if let Some(entity) = entity {
            self.document(entity, notes);
        }
    }

    /// The descriptions of features that the newest type does not have.
    fn feature_texts(&self, set: &[Ref], united: &[Feature], notes: &mut Notes) {
        let Some(newest) = set.first() else { return };
        for feature in united {
            if self.places.ty(*newest).has_feature(feature.name()) {
                continue;
            }
            let text = set.iter().find_map(|ty| {
                let schema = self.places.schema(ty.0);
                schema.doc(schema.ty(ty.1).doc()?).feature(feature.name())
            });
            let kind = DocKind::Feature(feature.name().to_owned());
            notes.extend(text.map(|text| (kind, text.to_owned())));
        }
    }

    fn document(&mut self, entity: Entity, notes: Notes) {
        if notes.is_empty() {
            return;
        }
        self.draft.document(entity, |doc| {
            for (kind, text) in notes {
                doc.add(kind, &text);
            }
        });
    }

    /// The command or event of the united schema that one of a release is.
    fn entity(&self, release: usize, entity: Entity) -> Option<Entity> {
        let schema = self.places.schema(release);
        let name = match entity {
            Entity::Command(id) => schema.command(id).name(),
            Entity::Event(id) => schema.event(id).name(),
            other => return Some(other),
        };
        self.draft.schema().lookup(name)
    }

    fn commands(&mut self) {
        let places = self.places;
        for (name, command) in &places.commands {
            let Some((&release, first)) = command.first_key_value() else {
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
            flags.allow_oob = command.values().all(|c| c.flags().allow_oob);
            flags.allow_preconfig = command.values().all(|c| c.flags().allow_preconfig);
            flags.r#gen = command.values().all(|c| c.flags().r#gen);
            self.draft.set_command(id, arg, ret, flags);
            let conds = command.values().map(|c| c.cond());
            let terms = (
                Cond::any(conds),
                features(command.values().map(|c| c.features())),
            );
            self.root(Entity::Command(id), command, terms);
        }
    }

    fn events(&mut self) {
        let places = self.places;
        for (name, event) in &places.events {
            let Some((&release, first)) = event.first_key_value() else {
                continue;
            };
            let id = match self.draft.schema().lookup(name) {
                Some(Entity::Event(id)) => id,
                _ => self.draft.add_event(places.schema(release), first),
            };
            let data = places.data(name, event);
            let arg = self.data(data, first.arg().filter(|_| release == 0), name);
            self.draft.set_event(id, arg);
            let conds = event.values().map(|e| e.cond());
            let terms = (
                Cond::any(conds),
                features(event.values().map(|e| e.features())),
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
        let has: Indices = named.keys().copied().collect();
        let note = notes::availability(&self.places.releases, &has, &all);
        self.document(
            entity,
            note.map(|note| (DocKind::Plain, note))
                .into_iter()
                .collect(),
        );
    }

    /// The one type of a place.
    fn resolve(&mut self, types: Vec<Ref>, owner: &str, part: &str) -> TypeId {
        let group = Group::of(self.places, types);
        let any = self.draft.builtin(Builtin::Any);
        if let Some(any) = any.filter(|_| group.any) {
            return any;
        }
        let alternate = self.places.anchor(&group.alternates);
        if let Some(id) = alternate.and_then(|anchor| self.ids.get(&anchor)) {
            return *id;
        }
        let parts = self.parts(group, owner, part);
        match parts.as_slice() {
            [] => self.draft.schema().empty_object(),
            [(_, one)] => *one,
            _ => self.choice(&parts, owner, part),
        }
    }

    /// An alternate of types that no release has together.
    fn choice(&mut self, parts: &[(&'static str, TypeId)], owner: &str, part: &str) -> TypeId {
        let key = (owner.to_owned(), part.to_owned());
        if let Some(id) = self.choices.get(&key) {
            return *id;
        }
        let name = format!("{}{}", pascal(owner), pascal(part));
        let alternatives = parts.iter().map(|(kind, ty)| Branch::new(kind, *ty, None));
        let beside = self.places.sets.keys().next().map_or_else(
            || self.draft.schema().empty_object(),
            |anchor| self.ids.get(anchor).copied().unwrap_or(anchor.1),
        );
        let id = self
            .draft
            .add_alternate(&name, beside, alternatives.collect());
        let note =
            format!("The value of ``{part}`` in ``{owner}``, whose type differs between releases.");
        self.document(Entity::Type(id), vec![(DocKind::Plain, note)]);
        self.choices.insert(key, id);
        id
    }

    /// The type of each kind of JSON in a group.
    fn parts(&mut self, group: Group, owner: &str, part: &str) -> Vec<(&'static str, TypeId)> {
        let mut parts = Vec::new();
        let mut builtin = |draft: &Draft, there: bool, kind: &'static str, builtin| {
            parts.extend(
                draft
                    .builtin(builtin)
                    .filter(|_| there)
                    .map(|id| (kind, id)),
            );
        };
        builtin(&self.draft, group.null, "null", Builtin::Null);
        builtin(&self.draft, group.bool, "bool", Builtin::Bool);
        // A number may be any integer, too.
        let integer = group.integer();
        let integer = integer.map(|own| if group.number { Builtin::Integer } else { own });
        if integer == Some(Builtin::Integer) {
            self.draft.integer();
        }
        let integer = integer.and_then(|integer| self.draft.builtin(integer));
        parts.extend(integer.map(|id| ("int", id)));
        let mut builtin = |draft: &Draft, there: bool, kind: &'static str, builtin| {
            parts.extend(
                draft
                    .builtin(builtin)
                    .filter(|_| there)
                    .map(|id| (kind, id)),
            );
        };
        builtin(&self.draft, group.number, "number", Builtin::Number);
        let string = group.string && group.enums.is_empty();
        builtin(&self.draft, string, "string", Builtin::Str);
        if let Some(anchor) = self.places.anchor(&group.enums) {
            if group.string {
                self.open.insert(anchor);
            }
            parts.extend(self.ids.get(&anchor).map(|id| ("string", *id)));
        }
        if !group.elements.is_empty() {
            let element = self.resolve(group.elements, owner, &format!("{part}-element"));
            parts.push(("list", self.draft.array(element)));
        }
        match self.places.anchor(&group.objects) {
            Some(anchor) => parts.extend(self.ids.get(&anchor).map(|id| ("object", *id))),
            None if !group.objects.is_empty() && !parts.is_empty() => {
                parts.push(("object", self.draft.schema().empty_object()));
            }
            None => {}
        }
        parts
    }

    /// Lists the members of the newest release's objects that are built on a redefined one.
    fn flatten(&mut self) {
        let schema = self.places.schema(0);
        for (id, ty) in schema.types() {
            let TypeKind::Object(object) = ty.kind() else {
                continue;
            };
            if self.redefined.contains(&id) || !self.is_built_on_redefined(object) {
                continue;
            }
            let members = object.members(schema);
            let members = members.map(|m| {
                let owner = Some(m.owner());
                m.with_terms(
                    (m.ty(), m.optional()),
                    m.cond().cloned(),
                    m.features().to_vec(),
                    owner,
                )
            });
            let variants = object.branches().map(|branches| Variants {
                tag: branches.tag_index(),
                branches: branches.branches().to_vec(),
            });
            self.draft.set_object(id, members.collect(), variants);
        }
    }

    fn is_built_on_redefined(&self, object: &Object) -> bool {
        let schema = self.places.schema(0);
        let mut base = object.base();
        while let Some(id) = base {
            if self.redefined.contains(&id) {
                return true;
            }
            base = match schema.ty(id).kind() {
                TypeKind::Object(object) => object.base(),
                _ => None,
            };
        }
        false
    }
}
