//! Sections of the documentation for the parts at a path.

use std::collections::HashMap;

use qapi_introspect::Step;
use qapi_parser::ir::{DocId, DocKind, Entity, EnumValue, Member, Schema, TypeId, TypeKind};
use qapi_parser::source::Span;

use super::tag;

/// A section that names a release.
#[derive(Clone, Copy, Debug)]
pub(super) struct Documented<'s> {
    pub(super) doc: DocId,
    /// The section's number in its comment.
    pub(super) section: usize,
    /// The release, perhaps with more text behind it.
    pub(super) since: &'s str,
    pub(super) span: Span,
    /// True for a command, an event or an argument written inline. It has one path only, so it is
    /// missing wherever that does not hold.
    pub(super) with_root: bool,
}

/// Follows paths through a schema's types.
pub(super) struct Places<'s> {
    schema: &'s Schema,
    /// The types at a path: several where it leads through an alternate.
    types: HashMap<String, Vec<TypeId>>,
    /// Members of object types by name, and values of enumerations.
    members: HashMap<TypeId, HashMap<&'s str, &'s Member>>,
    values: HashMap<TypeId, HashMap<&'s str, &'s EnumValue>>,
    branches: HashMap<TypeId, HashMap<&'s str, TypeId>>,
    /// The numbers of a comment's sections by kind, the first of each.
    sections: HashMap<DocId, HashMap<&'s DocKind, usize>>,
}

impl<'s> Places<'s> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        Places {
            schema,
            types: HashMap::new(),
            members: HashMap::new(),
            values: HashMap::new(),
            branches: HashMap::new(),
            sections: HashMap::new(),
        }
    }

    /// Returns the member of an object type.
    fn member(&mut self, ty: TypeId, name: &str) -> Option<&'s Member> {
        let schema = self.schema;
        let TypeKind::Object(object) = schema.ty(ty).kind() else {
            return None;
        };
        let members = || object.members(schema).map(|m| (m.name(), m)).collect();
        let members = self.members.entry(ty).or_insert_with(members);
        members.get(name).copied()
    }

    /// Returns the value of an enumeration.
    fn value(&mut self, ty: TypeId, name: &str) -> Option<&'s EnumValue> {
        let TypeKind::Enum(e) = self.schema.ty(ty).kind() else {
            return None;
        };
        let values = || e.values().iter().map(|v| (v.name(), v)).collect();
        let values = self.values.entry(ty).or_insert_with(values);
        values.get(name).copied()
    }

    /// Returns the type of a union's branch.
    fn branch(&mut self, ty: TypeId, name: &str) -> Option<TypeId> {
        let TypeKind::Object(object) = self.schema.ty(ty).kind() else {
            return None;
        };
        let branches = object.branches()?.branches().iter();
        let branches = || branches.map(|b| (b.name(), b.ty())).collect();
        let branches = self.branches.entry(ty).or_insert_with(branches);
        branches.get(name).copied()
    }

    /// Returns the sections that name a release for the parts at the path.
    pub(super) fn documented(&mut self, path: &str) -> Vec<Documented<'s>> {
        let Some((owner, _)) = path.rsplit_once('/') else {
            let section = self
                .root(path)
                .and_then(|doc| self.section(doc, &DocKind::Since));
            return section.into_iter().collect();
        };
        let Some(step) = last_step(path) else {
            return Vec::new();
        };
        if let Step::Feature(feature) = step {
            return self.feature(owner, feature);
        }
        let mut found = Vec::new();
        for ty in self.types(owner) {
            let (name, docs) = match (step, self.schema.ty(ty).kind()) {
                (Step::Name(name), TypeKind::Object(_)) => {
                    let owner = self.member(ty, name).map(Member::owner);
                    let doc = owner.and_then(|owner| self.type_doc(owner, path));
                    (name, Vec::from_iter(doc))
                }
                (Step::Variant(name), TypeKind::Object(_))
                | (Step::Value(name), TypeKind::Enum(_)) => {
                    (name, Vec::from_iter(self.type_doc(ty, path)))
                }
                _ => continue,
            };
            let kind = DocKind::Member(name.to_owned());
            found.extend(docs.into_iter().filter_map(|(doc, inline)| {
                let section = self.section(doc, &kind)?;
                Some(Documented {
                    with_root: inline,
                    ..section
                })
            }));
        }
        found
    }

    /// A feature of a command or event, a type, a member or a value.
    fn feature(&mut self, owner: &str, feature: &str) -> Vec<Documented<'s>> {
        let kind = DocKind::Feature(feature.to_owned());
        let mut docs: Vec<DocId> = Vec::new();
        match owner.rsplit_once('/') {
            None => docs.extend(self.root(owner)),
            Some((holder, _)) => {
                for ty in self.types(owner) {
                    if self.schema.ty(ty).has_feature(feature) {
                        docs.extend(self.type_doc(ty, owner).map(|(doc, _)| doc));
                    }
                }
                let step = last_step(owner);
                for ty in self.types(holder) {
                    docs.extend(self.part_with_feature(ty, step, feature, owner));
                }
            }
        }
        docs.into_iter()
            .filter_map(|doc| {
                let section = self.section(doc, &kind)?;
                Some(Documented {
                    with_root: false,
                    ..section
                })
            })
            .collect()
    }

    /// The comment on the member or value of a type, if that bears the feature.
    fn part_with_feature(
        &mut self,
        ty: TypeId,
        step: Option<Step<'_>>,
        feature: &str,
        path: &str,
    ) -> Option<DocId> {
        let bears =
            |features: &[qapi_parser::ir::Feature]| features.iter().any(|f| f.name() == feature);
        let owner = match step? {
            Step::Name(name) => {
                let member = self.member(ty, name);
                member.filter(|m| bears(m.features()))?.owner()
            }
            Step::Value(name) => {
                let value = self.value(ty, name)?;
                bears(value.features()).then_some(ty)?
            }
            _ => return None,
        };
        self.type_doc(owner, path).map(|(doc, _)| doc)
    }

    /// Returns the comment that documents a type's parts. True marks that of the command or event
    /// at the start of the path, in which they are written inline.
    fn type_doc(&self, ty: TypeId, path: &str) -> Option<(DocId, bool)> {
        let ty = self.schema.ty(ty);
        match ty.doc() {
            Some(doc) if !ty.is_implicit() => Some((doc, false)),
            // A union's inline base: documented with the union.
            _ if ty.is_implicit() => {
                let name = ty.name().strip_prefix("q_obj_")?;
                if let Some(root) = name.strip_suffix("-arg") {
                    return (path.split('/').next() == Some(root))
                        .then(|| self.root(root))?
                        .map(|doc| (doc, true));
                }
                let union = name.strip_suffix("-base")?;
                match self.schema.lookup(union)? {
                    Entity::Type(id) => self.schema.ty(id).doc().map(|doc| (doc, false)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn root(&self, name: &str) -> Option<DocId> {
        match self.schema.lookup(name)? {
            Entity::Command(id) => self.schema.command(id).doc(),
            Entity::Event(id) => self.schema.event(id).doc(),
            _ => None,
        }
    }

    /// A comment's section, if it names a release.
    fn section(&mut self, id: DocId, kind: &DocKind) -> Option<Documented<'s>> {
        let sections = self.schema.doc(id).sections();
        let kinds = || {
            // The first of each kind comes last, and stays.
            let last_first = sections.iter().enumerate().rev();
            last_first.map(|(at, s)| (s.kind(), at)).collect()
        };
        let section = *self.sections.entry(id).or_insert_with(kinds).get(kind)?;
        let found = sections.get(section)?;
        let since = match kind {
            DocKind::Since => found.text(),
            _ => tag(found.text())?,
        };
        Some(Documented {
            doc: id,
            section,
            since,
            span: found.span(),
            with_root: true,
        })
    }

    /// The types at a path, through arrays and into alternates' branches.
    fn types(&mut self, path: &str) -> Vec<TypeId> {
        if let Some(known) = self.types.get(path) {
            return known.clone();
        }
        let types = self.find_types(path);
        self.types.insert(path.to_owned(), types.clone());
        types
    }

    fn find_types(&mut self, path: &str) -> Vec<TypeId> {
        let Some((owner, step)) = path.rsplit_once('/') else {
            return Vec::new();
        };
        let reached: Vec<TypeId> = if owner.contains('/') {
            let Some(step) = last_step(path) else {
                return Vec::new();
            };
            let owners = self.types(owner);
            owners
                .into_iter()
                .filter_map(|ty| self.part(ty, step))
                .collect()
        } else {
            let empty = self.schema.empty_object();
            let ty = match (self.schema.lookup(owner), step) {
                (Some(Entity::Command(id)), "arg-type") => self.schema.command(id).arg(),
                (Some(Entity::Command(id)), "ret-type") => self.schema.command(id).ret(),
                (Some(Entity::Event(id)), "arg-type") => self.schema.event(id).arg(),
                _ => None,
            };
            vec![ty.unwrap_or(empty)]
        };
        let mut all = Vec::new();
        let mut todo = reached;
        while let Some(ty) = todo.pop() {
            match self.schema.ty(ty).kind() {
                TypeKind::Array(array) => todo.push(array.element()),
                TypeKind::Alternate(alternate) => {
                    // No alternate is an alternative of another.
                    todo.extend(alternate.alternatives().iter().map(|b| b.ty()));
                    all.push(ty);
                }
                _ => all.push(ty),
            }
        }
        all
    }

    fn part(&mut self, ty: TypeId, step: Step<'_>) -> Option<TypeId> {
        match step {
            Step::Name(name) => self.member(ty, name).map(Member::ty),
            Step::Variant(name) => self.branch(ty, name),
            _ => None,
        }
    }
}

fn last_step(path: &str) -> Option<Step<'_>> {
    let start = path.rfind('/')? + 1;
    Step::parse(path.get(start..)?).ok()
}
