//! The content of a manual, the same for HTML and Markdown.
//!
//! Input: the schema with all that was computed about it. Output: [`Entry`], a definition as a
//! reader sees it, with its texts in Markdown.

mod entry;
mod parts;
mod signature;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use qapi_codegen::rust_names::RustNames;
use qapi_codegen::rustdoc::{fenced, markdown};
use qapi_introspect::Schema as Wire;
use qapi_parser::ir::{Doc, DocKind, Entity, Schema, TypeId, TypeKind};
use qapi_parser::source::SourceMap;

use super::availability::{Availability, Part, Track};
use super::layout::{Definition, Layout};
use super::probe::Probes;
use super::timeline::Releases;
use super::uses::Uses;
use super::{Manual, ManualError};

pub(super) use entry::{Entry, Group, PartEntry, Reference};

/// Everything that pages are made of.
pub(super) struct Site<'a> {
    pub(super) schema: &'a Schema,
    pub(super) sources: &'a SourceMap,
    pub(super) title: &'a str,
    pub(super) layout: Layout<'a>,
    pub(super) releases: Releases,
    pub(super) builds: Vec<Build<'a>>,
    pub(super) availability: Availability<'a>,
    probes: Probes,
    uses: Uses<'a>,
    rust: Option<RustNames>,
    causes: Causes<'a>,
    /// For each type, those that have it as a base, however far.
    derived: HashMap<TypeId, Vec<&'a str>>,
}

/// A build with a page of its own.
pub(super) struct Build<'a> {
    pub(super) name: &'a str,
    /// The index of its column in tracks.
    pub(super) version: usize,
}

/// The events of commands.
#[derive(Default)]
struct Causes<'a> {
    events: BTreeMap<&'a str, BTreeSet<&'a str>>,
    commands: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

/// The place from which text links to definitions.
#[derive(Clone, Copy)]
pub(super) struct From {
    /// The page; None for an index.
    pub(super) page: Option<usize>,
    /// The extension of the files' names.
    pub(super) extension: &'static str,
}

impl<'a> Site<'a> {
    pub(super) fn new(manual: &'a Manual<'a>, wire: &'a Wire<'a>) -> Result<Self, ManualError> {
        let Manual {
            schema,
            sources,
            older,
            ..
        } = manual;
        let mut names: Vec<String> = older.iter().map(|version| version.name.clone()).collect();
        names.push(manual.version.clone());
        let oldest = manual.oldest.as_ref().map(|wanted| {
            let found = names.iter().position(|name| name == wanted);
            found.ok_or_else(|| ManualError::UnknownVersion(wanted.clone()))
        });
        let mut versions: Vec<&'a Wire<'a>> = older.iter().map(|version| version.wire).collect();
        versions.push(wire);
        let first_build = versions.len();
        versions.extend(manual.builds.iter().map(|build| build.wire));
        let builds = manual
            .builds
            .iter()
            .enumerate()
            .map(|(index, build)| Build {
                name: &build.name,
                version: first_build + index,
            });
        Ok(Site {
            schema,
            sources,
            title: &manual.title,
            layout: Layout::new(schema, sources, &manual.namespace),
            releases: Releases {
                names,
                oldest: oldest.transpose()?,
            },
            builds: builds.collect(),
            availability: Availability::new(wire, &versions)?,
            probes: Probes::new(schema),
            uses: Uses::new(schema),
            rust: RustNames::new(schema),
            causes: Causes::new(manual),
            derived: derived(schema),
        })
    }

    /// The name of the documented version.
    pub(super) fn version(&self) -> &str {
        self.releases.name(self.releases.last())
    }

    /// Returns true if there are versions to compare.
    pub(super) fn has_history(&self) -> bool {
        self.releases.names.len() > 1
    }

    pub(super) fn link(&self, name: &str, from: From) -> Option<String> {
        self.layout.link(name, from.page, from.extension)
    }

    /// A text as Markdown, names of the schema as links.
    pub(super) fn markdown(&self, text: &str, from: From) -> String {
        markdown(text, &|name| self.link(name, from))
            .trim()
            .to_owned()
    }

    /// The texts of a comment, but for those of members, features, returns, errors and releases.
    fn body(&self, doc: &Doc, from: From) -> String {
        let mut parts = Vec::new();
        for section in doc.sections() {
            let text = section.text();
            if text.trim().is_empty() {
                continue;
            }
            match section.kind() {
                DocKind::Plain => parts.push(self.markdown(text, from)),
                DocKind::Note(_) => {
                    parts.push(format!("**Note:** {}", self.markdown(text, from)));
                }
                DocKind::Todo => parts.push(format!("**To do:** {}", self.markdown(text, from))),
                DocKind::Example(_) => parts.push(format!("**Example:**\n\n{}", fenced(text))),
                _ => {}
            }
        }
        parts.join("\n\n")
    }

    /// The first section of a kind as Markdown; None if it is empty.
    fn section(&self, doc: &Doc, kind: &DocKind, from: From) -> Option<String> {
        let section = doc.sections().iter().find(|s| s.kind() == kind)?;
        let text = self.markdown(section.text(), from);
        (!text.is_empty()).then_some(text)
    }

    /// The versions of a part of a type, where the type or one built on it is on the wire.
    pub(super) fn track(&self, id: TypeId, part: Part<'a>) -> Option<Track> {
        let own = self.availability.get(self.schema.ty(id).name(), part);
        if own.is_some() {
            return own;
        }
        let derived = self.derived.get(&id).into_iter().flatten();
        let tracks = derived.filter_map(|name| self.availability.get(name, part));
        tracks.reduce(Track::or)
    }

    /// The versions of a definition.
    pub(super) fn whole(&self, definition: Definition) -> Option<Track> {
        match definition {
            Definition::Type(id) => self.track(id, Part::Whole),
            _ => {
                let name = definition.common(self.schema).name();
                self.availability.get(name, Part::Whole)
            }
        }
    }

    /// The type whose parts stand at a definition: of a command or event, the arguments or data.
    pub(super) fn owner(&self, definition: Definition) -> Option<TypeId> {
        match definition {
            Definition::Command(id) => self.schema.command(id).arg(),
            Definition::Event(id) => self.schema.event(id).arg(),
            Definition::Type(id) => Some(id),
        }
    }

    /// The definition of that name.
    fn definition(&self, name: &str) -> Option<Definition> {
        match self.schema.lookup(name)? {
            Entity::Command(id) => Some(Definition::Command(id)),
            Entity::Event(id) => Some(Definition::Event(id)),
            Entity::Type(id) => Some(Definition::Type(id)),
            Entity::Include(_) => None,
        }
    }

    /// Looks for a definition in a build; None for a type that is not on the wire.
    pub(super) fn in_build(&self, name: &str, build: usize) -> Option<bool> {
        let name = self.definition(name)?.common(self.schema).name();
        let track = self.availability.get(name, Part::Whole)?;
        Some(track.present.has(build))
    }

    /// The parts of a definition that the documented version has and a build lacks.
    pub(super) fn missing_in(&self, name: &str, build: usize) -> Vec<String> {
        let Some(definition) = self.definition(name) else {
            return Vec::new();
        };
        let name = definition.common(self.schema).name();
        let last = self.releases.last();
        let lacks = |track: Option<Track>| {
            track.is_some_and(|t| t.present.has(last) && !t.present.has(build))
        };
        let mut missing = Vec::new();
        for feature in definition.common(self.schema).features() {
            let part = Part::Feature(feature.name());
            if lacks(self.availability.get(name, part)) {
                missing.push(format!("${}", feature.name()));
            }
        }
        let is_type = matches!(definition, Definition::Type(_));
        let owner = self.owner(definition);
        let Some(id) = owner.filter(|id| is_type || self.is_inline(*id)) else {
            return missing;
        };
        match self.schema.ty(id).kind() {
            TypeKind::Object(object) => {
                let members = object.members(self.schema);
                let own = members.filter(|m| m.owner() == id || self.is_inline(m.owner()));
                let own = own.filter(|m| lacks(self.track(id, Part::Member(m.name()))));
                missing.extend(own.map(|m| m.name().to_owned()));
                let branches = object.branches().map_or(&[][..], |b| b.branches()).iter();
                let gone = branches.filter(|b| lacks(self.track(id, Part::Branch(b.name()))));
                missing.extend(gone.map(|b| format!("+{}", b.name())));
            }
            TypeKind::Enum(e) => {
                let values = e.values().iter();
                let gone = values.filter(|v| lacks(self.track(id, Part::Value(v.name()))));
                missing.extend(gone.map(|v| format!("^{}", v.name())));
            }
            _ => {}
        }
        missing
    }

    /// The name of the version with that index, for templates.
    pub(super) fn version_at(&self, at: &usize) -> &str {
        self.releases.name(*at)
    }

    /// The name of the version before.
    pub(super) fn version_before(&self, at: &usize) -> &str {
        self.releases.name(at.saturating_sub(1))
    }

    /// The name of the oldest version that readers support.
    pub(super) fn oldest_name(&self) -> &str {
        self.releases.oldest.map_or("", |at| self.releases.name(at))
    }

    /// Returns true for a type without a name, whose parts are described at its place of use.
    pub(super) fn is_inline(&self, id: TypeId) -> bool {
        self.schema.ty(id).is_implicit()
    }
}

/// The types that are built on each type.
fn derived(schema: &Schema) -> HashMap<TypeId, Vec<&str>> {
    let mut found: HashMap<TypeId, Vec<&str>> = HashMap::new();
    for (_, ty) in schema.types() {
        let TypeKind::Object(object) = ty.kind() else {
            continue;
        };
        let mut owners: Vec<TypeId> = object.members(schema).map(|m| m.owner()).collect();
        owners.dedup();
        for owner in owners {
            found.entry(owner).or_default().push(ty.name());
        }
    }
    found
}

impl<'a> Causes<'a> {
    /// From the given table, and from the documentation of commands that names events.
    fn new(manual: &'a Manual<'a>) -> Self {
        let mut causes = Causes::default();
        let schema = manual.schema;
        for (_, command) in schema.commands() {
            let told = manual.effects.map(|effects| effects(command.name()));
            for event in told.iter().flatten() {
                causes.add(schema, command.name(), event);
            }
            let sections = command
                .doc()
                .map_or(&[][..], |id| schema.doc(id).sections());
            for section in sections {
                let text = section.text();
                let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                for word in words.filter(|word| word.len() > 3) {
                    causes.add(schema, command.name(), word);
                }
            }
        }
        causes
    }

    fn add(&mut self, schema: &'a Schema, command: &'a str, event: &str) {
        if let Some(Entity::Event(id)) = schema.lookup(event) {
            let event = schema.event(id).name();
            self.events.entry(command).or_default().insert(event);
            self.commands.entry(event).or_default().insert(command);
        }
    }
}
