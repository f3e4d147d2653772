//! Types that are told apart by the kind of their JSON value: enums, alternates, and the one type of a
//! place.
//!
//! Input: an anchor, or the types that the releases have at a place. Output: the united type. An
//! alternate is made where several kinds meet.

use qapi_parser::ir::{Branch, Builtin, Cond, DocKind, Entity, EnumValue, TypeId, TypeKind};

use super::parts::{self, features, is_same_enum};
use super::{Build, Notes};
use crate::index::Index;
use crate::names::pascal;
use crate::unite::kind::Group;
use crate::unite::notes::{self, Indices};
use crate::unite::places::Ref;

impl<'s> Build<'_, 's> {
    pub(super) fn enumeration(&mut self, anchor: Ref) {
        let Some(id) = self.types[anchor].id else {
            return;
        };
        let set = self.places.set(anchor);
        let mut index = Index::default();
        let mut values: Vec<(&'s str, Vec<(Ref, &'s EnumValue)>)> = Vec::new();
        for ty in &set {
            let TypeKind::Enum(e) = self.places.ty(*ty).kind() else {
                continue;
            };
            for value in e.values() {
                let at = index.enter(value.name());
                if at == values.len() {
                    values.push((value.name(), Vec::new()));
                }
                values[at].1.push((*ty, value));
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
        let open = self.types[anchor].open;
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

    pub(super) fn alternate(&mut self, anchor: Ref) {
        let Some(id) = self.types[anchor].id else {
            return;
        };
        let set = self.places.set(anchor);
        let among: Indices = set.iter().map(|ty| ty.0).collect();
        let group = Group::of(self.places, &set);
        let owner = self.places.owner_name(anchor);
        let parts = self.parts(group, owner, "");
        let mut alternatives: Vec<Branch> = Vec::new();
        let mut used = vec![false; parts.len()];
        let mut notes = Notes::new();
        let own = match self.places.ty(anchor).kind() {
            TypeKind::Alternate(alternate) => alternate.alternatives(),
            _ => &[],
        };
        let kinds: Vec<Option<usize>> = own
            .iter()
            .map(|own| {
                let single = Group::of(self.places, &[(anchor.0, own.ty())]);
                let kind = self.parts(single, owner, "").first().map(|(kind, _)| *kind);
                parts.iter().position(|(part, _)| Some(*part) == kind)
            })
            .collect();
        for (own, kind) in own.iter().zip(kinds) {
            if let Some((_, ty)) = kind
                .filter(|kind| !std::mem::replace(&mut used[*kind], true))
                .and_then(|k| parts.get(k))
            {
                alternatives.push(Branch::new(own.name(), *ty, own.cond().cloned()));
            }
        }
        for (index, (kind, ty)) in parts.iter().enumerate() {
            if !used[index] {
                alternatives.push(Branch::new(kind, *ty, None));
                let has = |ty: &&Ref| {
                    let group = Group::of(self.places, &[**ty]);
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

    /// The one type of a place.
    pub(super) fn resolve(&mut self, types: Vec<Ref>, owner: &str, part: &str) -> TypeId {
        let group = Group::of(self.places, &types);
        let any = self.draft.builtin(Builtin::Any);
        if let Some(any) = any.filter(|_| group.any) {
            return any;
        }
        let alternate = self.places.anchor(&group.alternates);
        if let Some(id) = alternate.and_then(|anchor| self.types[anchor].id) {
            return id;
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
        let place = format!("{owner}/{part}");
        if let Some(id) = self.made.get(&place) {
            return *id;
        }
        let name = format!("{}{}", pascal(owner), pascal(part));
        let alternatives = parts.iter().map(|(kind, ty)| Branch::new(kind, *ty, None));
        let id = self
            .draft
            .add_alternate(&name, self.beside, alternatives.collect());
        let note =
            format!("The value of ``{part}`` in ``{owner}``, whose type differs between releases.");
        self.document(Entity::Type(id), vec![(DocKind::Plain, note)]);
        self.made.insert(place, id);
        id
    }

    /// The type of each kind of JSON in a group.
    fn parts(&mut self, group: Group, owner: &str, part: &str) -> Vec<(&'static str, TypeId)> {
        // A number may be any integer, too.
        let integer = group.integer();
        let integer = integer.map(|own| if group.number { Builtin::Integer } else { own });
        if integer == Some(Builtin::Integer) {
            self.draft.integer();
        }
        let string = group.string && group.enums.is_empty();
        let builtins = [
            ("null", group.null.then_some(Builtin::Null)),
            ("bool", group.bool.then_some(Builtin::Bool)),
            ("int", integer),
            ("number", group.number.then_some(Builtin::Number)),
            ("string", string.then_some(Builtin::Str)),
        ];
        let builtins = builtins.into_iter();
        let builtins = builtins.filter_map(|(kind, b)| Some((kind, self.draft.builtin(b?)?)));
        let mut parts: Vec<_> = builtins.collect();
        if let Some(anchor) = self.places.anchor(&group.enums) {
            self.types[anchor].open |= group.string;
            parts.extend(self.types[anchor].id.map(|id| ("string", id)));
        }
        if !group.elements.is_empty() {
            let element = self.resolve(group.elements, owner, &format!("{part}-element"));
            parts.push(("list", self.draft.array(element)));
        }
        match self.places.anchor(&group.objects) {
            Some(anchor) => parts.extend(self.types[anchor].id.map(|id| ("object", id))),
            None if !group.objects.is_empty() && !parts.is_empty() => {
                parts.push(("object", self.draft.schema().empty_object()));
            }
            None => {}
        }
        parts
    }
}
