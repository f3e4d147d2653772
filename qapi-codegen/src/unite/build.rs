//! Anchors and their sets → the united schema.
//!
//! Input: all places. Output: a copy of the newest schema in which each type that differs between
//! releases is redefined, followed by everything that only older releases have.

mod absorbed;
mod kinds;
mod objects;
mod parts;
mod roots;

use foldhash::HashMap;
use qapi_parser::ir::{Cond, DocKind, Draft, Entity, Feature, Schema, TypeId, TypeKind, TypeSet};

use super::conflict::Conflict;
use super::notes::{self, Indices};
use super::places::{Places, Ref};
use super::table::Table;
use absorbed::Absorbed;
use parts::features;

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
        types: Table::new(&places.releases),
        anchors: Vec::new(),
        absorbed: Absorbed::of(places),
        made: HashMap::default(),
        beside: newest.schema.empty_object(),
        redefined: TypeSet::default(),
        conflicts: Vec::new(),
    };
    let anchors = places.anchors();
    build.identify(&anchors);
    if let Some(first) = anchors.first() {
        build.beside = build.types[*first].id.unwrap_or(first.1);
    }
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
    types: Table<United>,
    /// The anchor of each type of the united schema that has one.
    anchors: Vec<Option<Ref>>,
    absorbed: Absorbed<'s>,
    /// The types that exist in no release, by the place that they are made for.
    made: HashMap<String, TypeId>,
    /// A type in whose module alternates are made.
    beside: TypeId,
    /// The newest release's objects that differ.
    redefined: TypeSet,
    conflicts: Vec<Conflict>,
}

/// An anchor in the united schema.
#[derive(Default)]
struct United {
    /// Its type.
    id: Option<TypeId>,
    /// True for an enum in whose place some release has a string.
    open: bool,
}

/// Additions to the documentation of a definition.
type Notes = Vec<(DocKind, String)>;

impl<'s> Build<'_, 's> {
    fn identify(&mut self, anchors: &[Ref]) {
        for &(release, id) in anchors {
            if release > 0 && self.absorbed.is_emptied((release, id)) {
                continue;
            }
            let own = if release == 0 {
                id
            } else {
                let schema = self.places.schema(release);
                let ty = schema.ty(id);
                self.draft.add_type(ty.name(), schema, ty)
            };
            self.types[(release, id)].id = Some(own);
            if own.index() >= self.anchors.len() {
                self.anchors.resize(own.index() + 1, None);
            }
            self.anchors[own.index()] = Some((release, id));
        }
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

    /// Condition, features and documentation of a type.
    fn definition(&mut self, anchor: Ref, mut notes: Notes) {
        let Some(id) = self.types[anchor].id else {
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
        if !notes.is_empty() {
            self.draft.document(entity, notes);
        }
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
}
