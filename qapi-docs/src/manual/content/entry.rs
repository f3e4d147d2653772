//! A definition as a reader sees it.

use qapi_parser::ir::{DocKind, Feature, TypeId, TypeKind};

use super::signature::signature;
use super::{From, Site};
use crate::manual::availability::Part;
use crate::manual::layout::{Common, Definition, Kind};
use crate::manual::timeline::Timeline;
use crate::words;

/// A definition. Texts are Markdown.
#[derive(Debug)]
pub(in crate::manual) struct Entry {
    pub(in crate::manual) kind: Kind,
    pub(in crate::manual) name: String,
    pub(in crate::manual) alias: Option<String>,
    pub(in crate::manual) signature: String,
    pub(in crate::manual) since: Option<String>,
    pub(in crate::manual) source: Option<String>,
    pub(in crate::manual) condition: Option<String>,
    /// Facts about a command: `may be executed out of band`.
    pub(in crate::manual) flags: Vec<&'static str>,
    pub(in crate::manual) features: Vec<PartEntry>,
    pub(in crate::manual) timeline: Timeline,
    /// The text of the feature `deprecated`, as written. It also tells of deprecated members.
    pub(in crate::manual) advice: String,
    pub(in crate::manual) body: String,
    pub(in crate::manual) groups: Vec<Group>,
    pub(in crate::manual) returns: Option<(Option<Reference>, String)>,
    pub(in crate::manual) errors: Option<String>,
    pub(in crate::manual) history: Vec<Row>,
    pub(in crate::manual) used: Vec<Used>,
    pub(in crate::manual) causes: Vec<Caused>,
    pub(in crate::manual) probe: Option<String>,
    pub(in crate::manual) rust: Option<String>,
}

/// Members, values, branches or alternatives.
#[derive(Debug)]
pub(in crate::manual) struct Group {
    pub(in crate::manual) title: String,
    /// The type that has the parts, where they are described there.
    pub(in crate::manual) of: Option<Reference>,
    pub(in crate::manual) parts: Vec<PartEntry>,
}

/// A member, value, branch, alternative or feature.
#[derive(Debug, Default)]
pub(in crate::manual) struct PartEntry {
    pub(in crate::manual) anchor: String,
    pub(in crate::manual) name: String,
    pub(in crate::manual) ty: Option<Reference>,
    pub(in crate::manual) optional: bool,
    /// True if it selects the branch of a union.
    pub(in crate::manual) is_tag: bool,
    pub(in crate::manual) default: Option<String>,
    pub(in crate::manual) since: Option<String>,
    pub(in crate::manual) condition: Option<String>,
    pub(in crate::manual) features: Vec<String>,
    pub(in crate::manual) from: Option<Reference>,
    pub(in crate::manual) text: String,
    /// The text as written, for pages from which links lead elsewhere.
    pub(in crate::manual) written: String,
    pub(in crate::manual) timeline: Timeline,
}

/// A type as it is written, and the address of its definition.
#[derive(Clone, Debug)]
pub(in crate::manual) struct Reference {
    /// `array of `, or nothing.
    pub(in crate::manual) prefix: &'static str,
    pub(in crate::manual) name: String,
    pub(in crate::manual) link: Option<String>,
}

/// A row of the table of versions.
#[derive(Debug)]
pub(in crate::manual) struct Row {
    pub(in crate::manual) name: String,
    /// `member`, `value`, `branch`, `feature`.
    pub(in crate::manual) role: &'static str,
    pub(in crate::manual) timeline: Timeline,
}

/// A place that uses a type.
#[derive(Debug)]
pub(in crate::manual) struct Used {
    pub(in crate::manual) by: Reference,
    pub(in crate::manual) role: &'static str,
    pub(in crate::manual) name: String,
}

/// An event that a command causes, or the other way round.
pub(in crate::manual) type Caused = Reference;

/// A part that the documented version does not have.
#[derive(Debug)]
pub(in crate::manual) struct Gone {
    pub(in crate::manual) role: &'static str,
    pub(in crate::manual) name: String,
}

impl Entry {
    /// Returns true if the definition has the feature.
    pub(in crate::manual) fn has_feature(&self, name: &str) -> bool {
        self.features.iter().any(|feature| feature.name == name)
    }
}

impl Gone {
    /// Describes a part for a table.
    pub(in crate::manual) fn new(part: Part<'_>) -> Gone {
        let (role, name) = match part {
            Part::Whole => ("definition", String::new()),
            Part::Member(name) => ("member", name.to_owned()),
            Part::Branch(name) => ("branch", name.to_owned()),
            Part::Value(name) => ("value", name.to_owned()),
            Part::Feature(name) => ("feature", name.to_owned()),
            Part::MemberFeature(owner, name) | Part::ValueFeature(owner, name) => {
                ("feature", format!("{owner}: {name}"))
            }
        };
        Gone { role, name }
    }
}

impl<'a> Site<'a> {
    /// Describes a definition.
    pub(in crate::manual) fn entry(&self, definition: Definition, from: From) -> Entry {
        let common = definition.common(self.schema);
        let doc = common.doc().map(|id| self.schema.doc(id));
        let mut entry = Entry {
            kind: common.kind(),
            name: common.name().to_owned(),
            alias: self.layout.alias(common.name()).map(str::to_owned),
            signature: signature(self.schema, definition),
            since: doc.and_then(|doc| doc.since()).map(|text| {
                let words: Vec<&str> = text.split_whitespace().collect();
                words.join(" ")
            }),
            source: self.source(common),
            condition: common.cond().map(words::condition),
            flags: self.flags(definition),
            features: self.features(common, definition, from),
            timeline: self.whole_timeline(definition),
            advice: doc
                .and_then(|doc| doc.feature("deprecated"))
                .unwrap_or_default()
                .to_owned(),
            body: doc.map_or_else(String::new, |doc| self.body(doc, from)),
            groups: self.groups(definition, from),
            returns: self.returns(definition, from),
            errors: doc.and_then(|doc| self.section(doc, &DocKind::Errors, from)),
            history: Vec::new(),
            used: self.used(definition, from),
            causes: self.caused(common, from),
            probe: self.probe(definition),
            rust: self.rust_of(definition),
        };
        entry.history = self.history(definition, &entry);
        entry
    }

    fn source(&self, common: Common<'_>) -> Option<String> {
        let location = self.sources.locate(common.span()?);
        let module = self.schema.module(common.module()).name();
        Some(format!("{module}:{}", location.line))
    }

    fn flags(&self, definition: Definition) -> Vec<&'static str> {
        let Definition::Command(id) = definition else {
            return Vec::new();
        };
        let flags = self.schema.command(id).flags();
        let all = [
            (flags.allow_oob, "may be executed out of band"),
            (
                flags.allow_preconfig,
                "available before the machine is built",
            ),
            (!flags.success_response, "success sends no reply"),
            (!flags.r#gen, "takes further arguments"),
        ];
        let held = all.into_iter().filter(|(holds, _)| *holds);
        held.map(|(_, text)| text).collect()
    }

    fn whole_timeline(&self, definition: Definition) -> Timeline {
        let name = definition.common(self.schema).name();
        let track = self.availability.get(name, Part::Whole);
        track.map_or_else(Timeline::default, |track| self.releases.timeline(track))
    }

    fn features(&self, common: Common<'a>, definition: Definition, from: From) -> Vec<PartEntry> {
        let doc = common.doc().map(|id| self.schema.doc(id));
        let describe = |feature: &'a Feature| {
            let text = doc.and_then(|doc| doc.feature(feature.name()));
            let text = text.unwrap_or_default();
            let track = self
                .availability
                .get(common.name(), Part::Feature(feature.name()));
            PartEntry {
                anchor: format!("{}:${}", common.name(), feature.name()),
                name: feature.name().to_owned(),
                since: super::parts::since(text),
                condition: feature.cond().map(words::condition),
                text: self.markdown(text, from),
                written: text.to_owned(),
                timeline: self.relative(definition, track),
                ..PartEntry::default()
            }
        };
        common.features().iter().map(describe).collect()
    }

    fn returns(&self, definition: Definition, from: From) -> Option<(Option<Reference>, String)> {
        let Definition::Command(id) = definition else {
            return None;
        };
        let command = self.schema.command(id);
        let doc = command.doc().map(|id| self.schema.doc(id));
        let text = doc.and_then(|doc| self.section(doc, &DocKind::Returns, from));
        let ty = command.ret().map(|ret| self.reference(ret, from));
        if ty.is_none() && text.is_none() {
            return None;
        }
        Some((ty, text.unwrap_or_default()))
    }

    /// A type as text with the address of its definition.
    pub(in crate::manual) fn reference(&self, id: TypeId, from: From) -> Reference {
        let ty = self.schema.ty(id);
        match ty.kind() {
            TypeKind::Array(array) => Reference {
                prefix: "array of ",
                ..self.reference(array.element(), from)
            },
            _ => self.named(ty.name(), from),
        }
    }

    /// A name with the address of its definition.
    pub(in crate::manual) fn named(&self, name: &str, from: From) -> Reference {
        Reference {
            prefix: "",
            name: name.to_owned(),
            link: self.link(name, from),
        }
    }

    fn used(&self, definition: Definition, from: From) -> Vec<Used> {
        let Definition::Type(id) = definition else {
            return Vec::new();
        };
        let uses = self.uses.of(id).iter();
        let describe = |one: &crate::manual::uses::Use<'_>| Used {
            by: self.named(one.by, from),
            role: one.role,
            name: one.name.to_owned(),
        };
        uses.map(describe).collect()
    }

    fn caused(&self, common: Common<'_>, from: From) -> Vec<Caused> {
        let table = match common {
            Common::Command(_) => &self.causes.events,
            Common::Event(_) => &self.causes.commands,
            Common::Type(_) => return Vec::new(),
        };
        let names = table.get(common.name()).into_iter().flatten();
        names.map(|name| self.named(name, from)).collect()
    }

    fn probe(&self, definition: Definition) -> Option<String> {
        match definition {
            Definition::Type(id) => self.probes.get(id).map(str::to_owned),
            _ => Some(definition.common(self.schema).name().to_owned()),
        }
    }

    /// Rust that uses the generated code.
    fn rust_of(&self, definition: Definition) -> Option<String> {
        let names = self.rust.as_ref()?;
        match definition {
            Definition::Type(id) => names.ty(id),
            Definition::Event(id) => Some(format!("Event::{}", names.event(id))),
            Definition::Command(id) => {
                let path = format!("commands::{}", names.command(id));
                let made = match self.schema.command(id).arg() {
                    None => format!("{path} {{}}"),
                    Some(arg) if !self.is_inline(arg) => format!("{path}::from(arguments)"),
                    Some(arg) => {
                        let TypeKind::Object(object) = self.schema.ty(arg).kind() else {
                            return None;
                        };
                        let fields = names.fields(arg);
                        let members = object.members(self.schema).zip(&fields);
                        let mandatory =
                            members.filter(|(m, _)| !m.optional() && m.cond().is_none());
                        let mandatory: Vec<&str> = mandatory.map(|(_, f)| f.as_str()).collect();
                        match mandatory.is_empty() {
                            true => format!("{path}::default()"),
                            false => format!("{path}::new({})", mandatory.join(", ")),
                        }
                    }
                };
                Some(format!("client.execute({made})?"))
            }
        }
    }

    /// The table of versions: the definition, and each part that not all versions have.
    fn history(&self, definition: Definition, entry: &Entry) -> Vec<Row> {
        if !self.has_history() {
            return Vec::new();
        }
        let mut rows = Vec::new();
        let mut add = |role: &'static str, name: &str, timeline: &Timeline| {
            if timeline.is_notable() {
                rows.push(Row {
                    name: name.to_owned(),
                    role,
                    timeline: timeline.clone(),
                });
            }
        };
        add("", &entry.name, &entry.timeline);
        for group in &entry.groups {
            let role = match group.title.as_str() {
                "Values" => "value",
                title if title.starts_with("Branches") => "branch",
                _ => "member",
            };
            for part in &group.parts {
                add(role, &part.name, &part.timeline);
            }
        }
        for feature in &entry.features {
            add("feature", &feature.name, &feature.timeline);
        }
        for (gone, track) in self.gone(definition) {
            add(gone.role, &gone.name, &self.releases.timeline(track));
        }
        rows
    }

    /// The parts of a definition that earlier versions had.
    pub(in crate::manual) fn gone(
        &self,
        definition: Definition,
    ) -> Vec<(Gone, crate::manual::availability::Track)> {
        let own = definition.common(self.schema).name();
        let inline = self.owner(definition).filter(|id| self.is_inline(*id));
        let inline = inline.map(|id| self.schema.ty(id).name());
        let mut found = Vec::new();
        for owner in [Some(own), inline].into_iter().flatten() {
            for part in self.availability.gone(owner) {
                if let Some(track) = self.availability.get(owner, part) {
                    found.push((Gone::new(part), track));
                }
            }
        }
        found
    }
}
