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
    inherited: Inherited<'a>,
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
        let availability = Availability::new(wire, &versions)?;
        let inherited = inherited(schema, &availability);
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
            availability,
            probes: Probes::new(schema),
            uses: Uses::new(schema),
            rust: RustNames::new(schema),
            causes: Causes::new(manual),
            inherited,
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
        own.or_else(|| self.inherited.get(&(id, part)).copied())
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

/// The versions of the parts of types that others are built on: those of the type itself, and of the
/// types built on it, however far.
type Inherited<'a> = HashMap<(TypeId, Part<'a>), Track>;

/// Finds the versions of inherited parts: each type gives those that its base has to the base, so that
/// the time is that of the inherited members.
fn inherited<'a>(schema: &'a Schema, availability: &Availability<'a>) -> Inherited<'a> {
    let base = |id: TypeId| match schema.ty(id).kind() {
        TypeKind::Object(object) => object.base(),
        _ => None,
    };
    // The number of types built on each that have not given their parts yet.
    let mut waiting: HashMap<TypeId, usize> = HashMap::new();
    for (id, _) in schema.types() {
        if let Some(base) = base(id) {
            *waiting.entry(base).or_default() += 1;
        }
    }
    let is_last = |id: &TypeId| !waiting.contains_key(id);
    let mut todo: Vec<TypeId> = schema.types().map(|(id, _)| id).filter(is_last).collect();
    let mut found = Inherited::new();
    while let Some(id) = todo.pop() {
        let Some(base) = base(id) else {
            continue;
        };
        let name = schema.ty(id).name();
        for part in parts(schema, base) {
            let tracks = [
                availability.get(name, part),
                found.get(&(id, part)).copied(),
            ];
            if let Some(track) = tracks.into_iter().flatten().reduce(Track::or) {
                let of_base = found.entry((base, part)).or_default();
                *of_base = of_base.or(track);
            }
        }
        if let Some(left) = waiting.get_mut(&base) {
            *left -= 1;
            todo.extend((*left == 0).then_some(base));
        }
    }
    found
}

/// The parts of an object type that types built on it may have, too.
fn parts(schema: &Schema, id: TypeId) -> impl Iterator<Item = Part<'_>> {
    let ty = schema.ty(id);
    let features = ty
        .features()
        .iter()
        .map(|feature| Part::Feature(feature.name()));
    let object = match ty.kind() {
        TypeKind::Object(object) => Some(object),
        _ => None,
    };
    let members = object.into_iter().flat_map(|object| object.members(schema));
    let members = members.flat_map(|member| {
        let name = member.name();
        let features = member.features().iter();
        let features = features.map(move |feature| Part::MemberFeature(name, feature.name()));
        features.chain([Part::Member(name)])
    });
    features.chain(members).chain([Part::Whole])
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

#[cfg(test)]
mod tests {
    use qapi_codegen::introspect_from_ir::{Options, introspect};
    use qapi_parser::compile_from;
    use qapi_parser::loader::Memory;
    use qapi_test_support::{check_growth, timed};

    use super::*;

    /// Asked of each type for each member of its bases, a chain took the cube of its length.
    #[test]
    fn chains_of_bases_cost_their_members() {
        let chain = |length: usize| {
            let one = |i: usize| {
                let next = i + 1;
                format!("{{ 'struct': 'S{i}', 'base': 'S{next}', 'data': {{ 'm{i}': 'int' }} }}\n")
            };
            let types: String = (0..length).map(one).collect();
            let text = format!(
                "{types}{{ 'struct': 'S{length}', 'data': {{}} }}\n{{ 'command': 'c', 'data': 'S0' }}"
            );
            let files = Memory::new([("chain.json", text)]);
            let compiled = compile_from("chain.json", &files, &qapi_parser::Options::new());
            let compiled = compiled.expect("the schema is read");
            let schema = compiled.schema.as_ref().expect("the schema is valid");
            let options = Options::new().unmask(true);
            let wire = Wire::new(introspect(schema, &options)).expect("the model is whole");
            let manual = Manual::new(schema, &compiled.sources);
            let (found, time) = timed(|| {
                let site = Site::new(&manual, &wire).expect("there is no other version");
                let all = schema
                    .types()
                    .flat_map(|(id, _)| parts(schema, id).map(move |p| (id, p)));
                all.filter(|(id, part)| site.track(*id, *part).is_some())
                    .count()
            });
            assert!(found >= length * length / 2);
            time
        };
        // Sixteen times the members.
        check_growth(150, 600, 30, chain);
    }
}
