//! Members, values, branches and alternatives.

use qapi_parser::ir::{
    Alternate, Branch, Branches, Doc, DocId, Enum, Feature, Member, Object, TypeId, TypeKind,
};

use super::entry::{Group, PartEntry};
use super::{From, Site};
use crate::manual::availability::{Part, Track};
use crate::manual::layout::Definition;
use crate::manual::timeline::Timeline;
use crate::words;

/// The owner of parts that are being described.
#[derive(Clone, Copy)]
struct Owner<'a> {
    definition: Definition,
    /// The definition's name, which begins the anchors.
    name: &'a str,
    doc: Option<&'a Doc>,
    id: TypeId,
    from: From,
}

impl<'a> Site<'a> {
    pub(super) fn groups(&self, definition: Definition, from: From) -> Vec<Group> {
        let Some(id) = self.owner(definition) else {
            return Vec::new();
        };
        let common = definition.common(self.schema);
        let title = match definition {
            Definition::Command(_) => "Arguments",
            Definition::Event(_) => "Data",
            Definition::Type(_) => "Members",
        };
        if !matches!(definition, Definition::Type(_)) && !self.is_inline(id) {
            return vec![Group {
                title: title.to_owned(),
                of: Some(self.reference(id, from)),
                parts: Vec::new(),
            }];
        }
        let owner = Owner {
            definition,
            name: common.name(),
            doc: common.doc().map(|id: DocId| self.schema.doc(id)),
            id,
            from,
        };
        match self.schema.ty(id).kind() {
            TypeKind::Object(object) => self.object(owner, object, title),
            TypeKind::Enum(e) => vec![self.values(owner, e)],
            TypeKind::Alternate(alternate) => vec![self.alternatives(owner, alternate)],
            TypeKind::Builtin(_) | TypeKind::Array(_) => Vec::new(),
        }
    }

    fn object(&self, owner: Owner<'a>, object: &'a Object, title: &str) -> Vec<Group> {
        let branches = object.branches();
        let tag = branches.map(Branches::tag_index);
        let members = object.members(self.schema).enumerate();
        let members = members.map(|(index, m)| self.member(owner, m, tag == Some(index)));
        let members: Vec<_> = members.collect();
        let mut groups = Vec::new();
        if !members.is_empty() {
            groups.push(Group {
                title: title.to_owned(),
                of: None,
                parts: members,
            });
        }
        if let Some(branches) = branches {
            let tag = object.members(self.schema).nth(branches.tag_index());
            let title = format!("Branches by {}", tag.map_or("tag", |tag| tag.name()));
            let parts = branches.branches().iter().map(|b| self.branch(owner, b));
            groups.push(Group {
                title,
                of: None,
                parts: parts.collect(),
            });
        }
        groups
    }

    /// The life of a part; a part that shares its definition's has nothing to tell.
    pub(super) fn relative(&self, definition: Definition, track: Option<Track>) -> Timeline {
        let own = self.releases.timeline(track.unwrap_or_default());
        let whole = self.whole(definition).unwrap_or_default();
        let whole = self.releases.timeline(whole);
        Timeline {
            appeared: own.appeared.filter(|at| Some(*at) > whole.appeared),
            deprecated: own
                .deprecated
                .filter(|_| own.deprecated != whole.deprecated),
            not_in_oldest: own.not_in_oldest && !whole.not_in_oldest,
            ..own
        }
    }

    fn member(&self, owner: Owner<'a>, member: &'a Member, is_tag: bool) -> PartEntry {
        let schema = self.schema;
        // A base's members are described with the base; those of an inline base, and of arguments
        // written inline, with the definition.
        let base = schema.ty(member.owner());
        let is_own = member.owner() == owner.id || base.is_implicit();
        let text = owner.doc.and_then(|doc| doc.member(member.name()));
        let text = text.unwrap_or_default();
        let track = self.track(owner.id, Part::Member(member.name()));
        PartEntry {
            ty: Some(self.reference(member.ty(), owner.from)),
            optional: member.optional(),
            is_tag,
            default: default(text),
            from: (!is_own).then(|| self.reference(member.owner(), owner.from)),
            ..self.part(owner, (member.name(), ""), text, member.features(), track)
        }
        .with_condition(member.cond().map(words::condition))
    }

    fn values(&self, owner: Owner<'a>, e: &'a Enum) -> Group {
        let describe = |value: &'a qapi_parser::ir::EnumValue| {
            let text = owner.doc.and_then(|doc| doc.member(value.name()));
            let track = self.track(owner.id, Part::Value(value.name()));
            let text = text.unwrap_or_default();
            self.part(owner, (value.name(), ""), text, value.features(), track)
                .with_condition(value.cond().map(words::condition))
        };
        Group {
            title: "Values".to_owned(),
            of: None,
            parts: e.values().iter().map(describe).collect(),
        }
    }

    fn branch(&self, owner: Owner<'a>, branch: &'a Branch) -> PartEntry {
        let empty = branch.ty() == self.schema.empty_object();
        let track = self.track(owner.id, Part::Branch(branch.name()));
        let text = owner.doc.and_then(|doc| doc.member(branch.name()));
        let text = text.unwrap_or_default();
        let wrapped = self.unwrapped(branch.ty());
        let mut part = PartEntry {
            ty: (!empty).then(|| self.reference(wrapped.unwrap_or(branch.ty()), owner.from)),
            ..self.part(owner, (branch.name(), "+"), text, &[], track)
        }
        .with_condition(branch.cond().map(words::condition));
        if wrapped.is_some() && part.text.is_empty() {
            part.text = "as the member `data`".to_owned();
        }
        part
    }

    /// The type in the `data` of a simple union's branch.
    fn unwrapped(&self, id: TypeId) -> Option<TypeId> {
        let ty = self.schema.ty(id);
        match ty.kind() {
            TypeKind::Object(object) if ty.is_implicit() => {
                object.local_members().first().map(Member::ty)
            }
            _ => None,
        }
    }

    fn alternatives(&self, owner: Owner<'a>, alternate: &'a Alternate) -> Group {
        let describe = |one: &'a Branch| {
            let text = owner.doc.and_then(|doc| doc.member(one.name()));
            PartEntry {
                ty: Some(self.reference(one.ty(), owner.from)),
                ..self.part(owner, (one.name(), ""), text.unwrap_or_default(), &[], None)
            }
            .with_condition(one.cond().map(words::condition))
        };
        Group {
            title: "Alternatives".to_owned(),
            of: None,
            parts: alternate.alternatives().iter().map(describe).collect(),
        }
    }

    fn part(
        &self,
        owner: Owner<'a>,
        (name, sign): (&'a str, &str),
        text: &str,
        features: &[Feature],
        track: Option<Track>,
    ) -> PartEntry {
        PartEntry {
            anchor: format!("{}:{sign}{name}", owner.name),
            name: name.to_owned(),
            since: since(text),
            features: features.iter().map(|f| f.name().to_owned()).collect(),
            text: self.markdown(text, owner.from),
            timeline: self.relative(owner.definition, track),
            ..PartEntry::default()
        }
    }
}

impl PartEntry {
    fn with_condition(mut self, condition: Option<String>) -> Self {
        self.condition = condition;
        self
    }
}

/// The release in a `(since X)` of a description.
pub(super) fn since(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let at = lower.rfind("(since")? + "(since".len();
    let rest = text.get(at..)?.trim_start_matches([':', ' ', '\n']);
    let release = rest.split([')', ',', ';']).next()?.trim();
    let plain = release.len() < 20 && release.starts_with(|c: char| c.is_ascii_digit());
    plain.then(|| release.to_owned())
}

/// The default that a description tells: `(default: X)`, `defaults to X`.
fn default(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let marks = ["default:", "defaults to", "default is", "(default"];
    let at = marks
        .iter()
        .find_map(|mark| Some(lower.find(mark)? + mark.len()))?;
    let rest = text.get(at..)?.trim_start_matches([':', '=', ' ', '\n']);
    let end = rest.find([')', ';', ',', '\n']).unwrap_or(rest.len());
    let value = rest.get(..end)?;
    let value = value.split(". ").next()?.trim().trim_end_matches('.');
    let value = value.trim_matches(['`', '\'', '"', '@']);
    let short = !value.is_empty() && value.len() <= 30 && value.split(' ').count() <= 4;
    short.then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{default, since};

    #[test]
    fn releases_and_defaults_in_descriptions() {
        assert_eq!(since("how (Since 2.10)").as_deref(), Some("2.10"));
        assert_eq!(since("how (since: 8.0, but)").as_deref(), Some("8.0"));
        assert_eq!(since("the time since boot"), None);
        assert_eq!(default("speed (default: 0)").as_deref(), Some("0"));
        assert_eq!(
            default("size, defaults to 64k. More").as_deref(),
            Some("64k")
        );
        assert_eq!(default("Default is `off`;").as_deref(), Some("off"));
        assert_eq!(default("the default the user chose long ago, ok"), None);
    }
}
