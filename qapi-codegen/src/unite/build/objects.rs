//! Structs and unions.
//!
//! Input: an anchor that is an object. Output: its members, and its branches with the types of their
//! members.
//!
//! Invariant: a member that a branch had, and that is common to the union in some release, is common.

use qapi_parser::ir::{Branch, Cond, DocKind, Entity, Member, Object, TypeId, TypeKind, Variants};

use super::absorbed::Names;
use super::parts::{features, is_same_object, same_conds};
use super::{Build, Notes};
use crate::index::Index;
use crate::names::pascal;
use crate::unite::conflict::{Conflict, Site};
use crate::unite::notes::{self, Indices};
use crate::unite::places::Ref;
use crate::unite::shape::{self, MemberPlace, Shape, UnionShape};

impl<'s> Build<'_, 's> {
    pub(super) fn object(&mut self, anchor: Ref) {
        let Some(id) = self.types[anchor].id else {
            return;
        };
        let shape = Shape::of(self.places, anchor);
        if !shape.conflict.is_empty() {
            self.conflict(anchor, &shape.conflict);
            return;
        }
        let among: Indices = shape.types.iter().map(|ty| ty.0).collect();
        let mut notes = Notes::new();
        let absorbed = self.absorbed.of_type(anchor).cloned();
        let members = self.members(anchor, &shape, absorbed.as_ref(), &mut notes);
        let union = shape.union.as_ref();
        let variants =
            union.and_then(|union| self.variants((anchor, union), &members, &among, &mut notes));
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

    /// The united members but those that a union has instead.
    fn members(
        &mut self,
        anchor: Ref,
        shape: &Shape<'s>,
        absorbed: Option<&Names<'s>>,
        notes: &mut Notes,
    ) -> Vec<Member> {
        let among: Indices = shape.types.iter().map(|ty| ty.0).collect();
        let places = shape.members.iter();
        places
            .filter(|place| !absorbed.is_some_and(|absorbed| absorbed.contains(place.name)))
            .map(|place| self.member(anchor, shape, place, &among, notes))
            .collect()
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
        let by = among.iter().filter(|release| {
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

    fn variants(
        &mut self,
        (anchor, union): (Ref, &UnionShape<'s>),
        members: &[Member],
        among: &Indices,
        notes: &mut Notes,
    ) -> Option<Variants> {
        let tag = members.iter().position(|m| m.name() == union.tag)?;
        let has_union = |release: &usize| {
            let mut branches = union.branches.iter();
            branches.any(|b| b.holders.iter().any(|(ty, _)| ty.0 == *release))
        };
        let among: Indices = among.iter().filter(has_union).collect();
        let mut branches = Vec::new();
        for branch in &union.branches {
            let types = union.types(self.places, branch);
            let payload = self.payload(&types, (anchor, branch.name));
            let cond = Cond::any(branch.holders.iter().map(|(_, b)| b.cond()));
            branches.push(Branch::new(branch.name, payload, cond));
            let has: Indices = branch.holders.iter().map(|(ty, _)| ty.0).collect();
            let note = notes::availability(&self.places.releases, &has, &among);
            notes.extend(note.map(|note| (DocKind::Member(branch.name.to_owned()), note)));
        }
        // Another place may have given the discriminator's enum more values.
        let known = Index::of(union.branches.iter().map(|branch| branch.name));
        let empty = self.draft.schema().empty_object();
        for value in self.values_of(members[tag].ty()) {
            if !known.contains(value) {
                branches.push(Branch::new(value, empty, None));
            }
        }
        Some(Variants { tag, branches })
    }

    /// The type of a branch, given with its union.
    fn payload(&mut self, types: &[Ref], branch: (Ref, &str)) -> TypeId {
        let empty = self.draft.schema().empty_object();
        let Some(anchor) = self.places.anchor(types) else {
            return empty;
        };
        if self.absorbed.is_emptied(anchor) {
            return empty;
        }
        match self.absorbed.of_branch(branch).cloned() {
            Some(absorbed) => self.part(anchor, branch, &absorbed),
            None => self.types[anchor].id.unwrap_or(empty),
        }
    }

    /// A type of a branch's own: its members but those that its union has. The branch's type has them
    /// all in other places.
    fn part(&mut self, anchor: Ref, branch: (Ref, &str), absorbed: &Names<'s>) -> TypeId {
        let empty = self.draft.schema().empty_object();
        let (union, name) = branch;
        let place = format!("{}/{}/{name}", union.0, union.1.index());
        if let Some(id) = self.made.get(&place) {
            return *id;
        }
        let shape = Shape::of(self.places, anchor);
        let among: Indices = shape.types.iter().map(|ty| ty.0).collect();
        let mut notes = Notes::new();
        let members = self.members(anchor, &shape, Some(absorbed), &mut notes);
        if members.is_empty() {
            return empty;
        }
        let schema = self.places.schema(anchor.0);
        let owner = self.places.owner_name(union);
        let own = format!("{owner}{}", pascal(name));
        let id = self.draft.add_type(&own, schema, self.places.ty(anchor));
        self.made.insert(place, id);
        let variants = shape.union.as_ref();
        let variants =
            variants.and_then(|union| self.variants((anchor, union), &members, &among, &mut notes));
        self.draft.set_object(id, members, variants);
        self.document(Entity::Type(id), notes);
        id
    }

    /// The values that an enum of the united schema will have.
    fn values_of(&self, id: TypeId) -> Vec<&'s str> {
        let Some(anchor) = self.anchors.get(id.index()).copied().flatten() else {
            return Vec::new();
        };
        let (mut index, mut values) = (Index::default(), Vec::new());
        for ty in self.places.set(anchor) {
            if let TypeKind::Enum(e) = self.places.ty(ty).kind() {
                for value in e.values() {
                    if index.enter(value.name()) == values.len() {
                        values.push(value.name());
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

    /// Lists the members of the newest release's objects that are built on a redefined one.
    pub(super) fn flatten(&mut self) {
        let schema = self.places.schema(0);
        for (id, ty) in schema.types() {
            let TypeKind::Object(object) = ty.kind() else {
                continue;
            };
            if self.redefined.contains(id) || !self.is_built_on_redefined(object) {
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
            if self.redefined.contains(id) {
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
