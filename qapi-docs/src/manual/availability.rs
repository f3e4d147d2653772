//! The versions that have each part of a schema.
//!
//! Input: the wire model of the documented schema, and those of other versions. Output: for each
//! command, event, type, member, value, branch and feature the set of versions with it, and those
//! in which it is deprecated.
//!
//! Type names are not on the wire, so types are matched by place: a type of the documented schema
//! is compared with each type that stands where it stands, from commands and events on. A member
//! counts as there when one of those places has it, as in `qapi diff --since`. The pairs of types
//! are at most as many as types times types, however many paths lead to them. Types in circles can have
//! as many, so the comparison ends at a bound.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use qapi_introspect::Schema;
use qapi_introspect::info::{Body, ObjectInfo, SchemaInfo, Text};

use super::ManualError;

/// The most versions that one manual can compare.
pub const MOST_VERSIONS: usize = 127;

/// The most parts that are compared with those of one version, and the most parts of a manual that
/// have versions. A release of QEMU has some 15,000.
pub const MOST_PARTS: usize = 1_000_000;

/// A part of a command, an event or a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Part<'a> {
    /// The definition itself.
    Whole,
    /// A member or argument.
    Member(&'a str),
    /// A branch of a union.
    Branch(&'a str),
    /// A value of an enumeration.
    Value(&'a str),
    /// A feature of the definition.
    Feature(&'a str),
    /// A feature of a member.
    MemberFeature(&'a str, &'a str),
    /// A feature of a value.
    ValueFeature(&'a str, &'a str),
}

/// A set of versions by their index, the oldest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Versions(u128);

impl Versions {
    pub(crate) fn has(self, version: usize) -> bool {
        self.0 & (1 << version) != 0
    }

    fn add(&mut self, version: usize) {
        self.0 |= 1 << version;
    }
}

/// The versions of one part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Track {
    pub(crate) present: Versions,
    pub(crate) deprecated: Versions,
}

impl Track {
    /// The versions of either.
    pub(crate) fn or(self, other: Track) -> Track {
        Track {
            present: Versions(self.present.0 | other.present.0),
            deprecated: Versions(self.deprecated.0 | other.deprecated.0),
        }
    }
}

/// The owner of a part: a command or event, or the type of that name. Types and roots share one
/// name space, so the name is enough.
type Key<'a> = (&'a str, Part<'a>);

/// The versions of every part.
#[derive(Debug, Default)]
pub(crate) struct Availability<'a> {
    tracks: HashMap<Key<'a>, Track>,
    /// The parts of each owner that the documented schema does not have.
    gone: BTreeMap<&'a str, BTreeSet<Part<'a>>>,
    /// Commands and events that the documented schema does not have.
    gone_roots: BTreeMap<&'a str, (&'static str, Track)>,
}

impl<'a> Availability<'a> {
    /// Compares the documented schema with each version; it is one of them itself.
    ///
    /// # Errors
    ///
    /// [`ManualError::TooManyParts`].
    pub(crate) fn new(
        documented: &'a Schema<'a>,
        versions: &[&'a Schema<'a>],
    ) -> Result<Self, ManualError> {
        let mut all = Availability::default();
        let unions = unions(documented);
        for (version, schema) in versions.iter().enumerate().take(MOST_VERSIONS) {
            Walk {
                documented,
                unions: &unions,
                other: schema,
                version,
                all: &mut all,
                seen: HashSet::new(),
                compared: HashSet::new(),
                todo: Vec::new(),
                left: MOST_PARTS,
            }
            .run()?;
        }
        Ok(all)
    }

    /// The versions of a part; none for one that is not on the wire.
    pub(crate) fn get(&self, owner: &'a str, part: Part<'a>) -> Option<Track> {
        self.tracks.get(&(owner, part)).copied()
    }

    /// The parts of a definition that the documented schema no longer has.
    pub(crate) fn gone(&self, owner: &str) -> impl Iterator<Item = Part<'a>> {
        self.gone.get(owner).into_iter().flatten().copied()
    }

    /// The commands and events that are gone, each with its kind.
    pub(crate) fn gone_roots(&self) -> impl Iterator<Item = (&'a str, &'static str, Track)> {
        let roots = self.gone_roots.iter();
        roots.map(|(name, (kind, track))| (*name, *kind, *track))
    }
}

/// The comparison with one version.
struct Walk<'a, 'w> {
    documented: &'a Schema<'a>,
    /// The unions that have a type as a branch.
    unions: &'w HashMap<&'a str, Vec<&'a ObjectInfo<'a>>>,
    other: &'a Schema<'a>,
    version: usize,
    all: &'w mut Availability<'a>,
    seen: HashSet<(&'a str, &'a str)>,
    /// The pairs that were compared, arrays and alternates passed through.
    compared: HashSet<(&'a str, &'a str)>,
    /// Types of the documented schema with the type of the other one at the same place.
    todo: Vec<(&'a str, &'a str)>,
    /// Number of parts that may still be compared.
    left: usize,
}

impl<'a> Walk<'a, '_> {
    fn run(mut self) -> Result<(), ManualError> {
        for root in self.other.entities().filter(|info| info.is_root()) {
            let same = self.documented.entity(&root.name);
            match same.filter(|same| same.meta_type() == root.meta_type()) {
                Some(same) => {
                    self.root(same, root);
                    self.check(&same.name, &root.name)?;
                }
                None => {
                    let kind = match root.body {
                        Body::Event { .. } => "event",
                        _ => "command",
                    };
                    let entry = self.all.gone_roots.entry(&root.name);
                    let (_, track) = entry.or_insert((kind, Track::default()));
                    track.present.add(self.version);
                    if root.has_feature("deprecated") {
                        track.deprecated.add(self.version);
                    }
                }
            }
        }
        while let Some((mine, theirs)) = self.todo.pop() {
            if self.seen.insert((mine, theirs)) {
                self.types(mine, theirs);
            }
            self.check(mine, theirs)?;
        }
        Ok(())
    }

    /// Returns an error if the parts were too many.
    fn check(&self, mine: &str, theirs: &str) -> Result<(), ManualError> {
        if self.left > 0 && self.all.tracks.len() <= MOST_PARTS {
            return Ok(());
        }
        Err(ManualError::TooManyParts {
            documented: mine.to_owned(),
            other: theirs.to_owned(),
        })
    }

    /// Reports that one more part may be compared.
    fn may_go_on(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }

    fn mark(&mut self, owner: &'a str, part: Part<'a>, deprecated: bool) {
        if !self.may_go_on() {
            return;
        }
        let track = self.all.tracks.entry((owner, part)).or_default();
        track.present.add(self.version);
        if deprecated {
            track.deprecated.add(self.version);
        }
    }

    /// Marks a part that the documented schema lacks.
    fn mark_gone(&mut self, owner: &'a str, part: Part<'a>, deprecated: bool) {
        if !self.may_go_on() {
            return;
        }
        self.mark(owner, part, deprecated);
        self.all.gone.entry(owner).or_default().insert(part);
    }

    fn root(&mut self, mine: &'a SchemaInfo<'a>, theirs: &'a SchemaInfo<'a>) {
        self.whole(mine, theirs);
        match (&mine.body, &theirs.body) {
            (
                Body::Command {
                    arg_type: my_arg,
                    ret_type: my_ret,
                    ..
                },
                Body::Command {
                    arg_type, ret_type, ..
                },
            ) => {
                self.data(&mine.name, my_arg, arg_type);
                self.compare(my_ret, ret_type);
            }
            (Body::Event { arg_type: data }, Body::Event { arg_type }) => {
                self.data(&mine.name, data, arg_type);
            }
            _ => {}
        }
    }

    /// Compares arguments or data. Where the documented schema has none any more, those of the
    /// other version are gone from the command or event itself.
    fn data(&mut self, root: &'a str, mine: &'a str, theirs: &'a str) {
        if !is_empty(self.documented, mine) {
            return self.compare(mine, theirs);
        }
        for info in passed(self.other, theirs) {
            if let Body::Object(object) = &info.body {
                for member in &object.members {
                    let deprecated = member.has_feature("deprecated");
                    self.mark_gone(root, Part::Member(&member.name), deprecated);
                }
            }
        }
    }

    /// Queues two types at the same place. All objects without members are one type, so nothing
    /// can be said of it.
    fn compare(&mut self, mine: &'a str, theirs: &'a str) {
        if !is_empty(self.documented, mine) && self.may_go_on() {
            self.todo.push((mine, theirs));
        }
    }

    /// Marks a definition and its features.
    fn whole(&mut self, mine: &'a SchemaInfo<'a>, theirs: &'a SchemaInfo<'a>) {
        self.mark(&mine.name, Part::Whole, theirs.has_feature("deprecated"));
        for feature in theirs.features() {
            let part = Part::Feature(feature);
            if mine.has_feature(feature) {
                self.mark(&mine.name, part, false);
            } else {
                self.mark_gone(&mine.name, part, false);
            }
        }
    }

    /// Compares the types behind two names: through arrays, and into alternates' branches.
    fn types(&mut self, mine: &'a str, theirs: &'a str) {
        let mine = passed(self.documented, mine);
        let theirs = passed(self.other, theirs);
        for my in &mine {
            for their in &theirs {
                self.pair(my, their);
            }
        }
    }

    fn pair(&mut self, mine: &'a SchemaInfo<'a>, theirs: &'a SchemaInfo<'a>) {
        if !self.may_go_on() || !self.compared.insert((&mine.name, &theirs.name)) {
            return;
        }
        match (&mine.body, &theirs.body) {
            (Body::Object(my), Body::Object(their)) => {
                self.whole(mine, theirs);
                self.members(&mine.name, my, their);
                self.branches(&mine.name, my, their);
            }
            (Body::Enum(my), Body::Enum(their)) => {
                self.whole(mine, theirs);
                let known: HashMap<&str, &[Text<'_>]> = my.iter().collect();
                for (value, features) in their.iter() {
                    let marks = Marks {
                        whole: Part::Value(value),
                        feature: |feature| Part::ValueFeature(value, feature),
                        known: known.get(value).copied(),
                    };
                    self.part(&mine.name, marks, features);
                }
            }
            (Body::Alternate { .. }, Body::Alternate { .. }) => self.whole(mine, theirs),
            _ => {}
        }
    }

    fn members(&mut self, owner: &'a str, mine: &'a ObjectInfo<'a>, theirs: &'a ObjectInfo<'a>) {
        for member in &theirs.members {
            let same = mine.members.iter().find(|m| m.name == member.name);
            let moved =
                || self.in_branches(mine, &member.name) || self.is_common(owner, &member.name);
            if same.is_none() && moved() {
                continue;
            }
            let name: &'a str = &member.name;
            let marks = Marks {
                whole: Part::Member(name),
                feature: |feature| Part::MemberFeature(name, feature),
                known: same.map(|m| m.features.as_deref().unwrap_or_default()),
            };
            let features = member.features.as_deref().unwrap_or_default();
            self.part(owner, marks, features);
            if let Some(same) = same {
                self.compare(&same.type_name, &member.type_name);
            }
        }
    }

    /// Returns true if a branch has the member, which was common to all branches before.
    fn in_branches(&self, object: &ObjectInfo<'_>, name: &str) -> bool {
        let variants = object.variants.iter().flatten();
        let mut types = variants.filter_map(|v| self.documented.type_named(&v.type_name));
        types.any(|info| match &info.body {
            Body::Object(branch) => branch.members.iter().any(|m| m.name == name),
            _ => false,
        })
    }

    /// Returns true if all branches of a union have the member, which only this one had before.
    fn is_common(&self, branch: &str, name: &str) -> bool {
        let unions = self.unions.get(branch).into_iter().flatten();
        let mut members = unions.flat_map(|union| &union.members);
        members.any(|member| member.name == name)
    }

    fn branches(&mut self, owner: &'a str, mine: &'a ObjectInfo<'a>, theirs: &'a ObjectInfo<'a>) {
        let mut known: HashMap<&str, &'a str> = HashMap::new();
        for variant in mine.variants.iter().flatten() {
            known.insert(&variant.case, &variant.type_name);
        }
        for variant in theirs.variants.iter().flatten() {
            let part = Part::Branch(&variant.case);
            match known.get(&*variant.case) {
                Some(same) => {
                    self.mark(owner, part, false);
                    self.compare(same, &variant.type_name);
                }
                None => self.mark_gone(owner, part, false),
            }
        }
    }

    /// Marks a member or value and its features.
    fn part<F: Fn(&'a str) -> Part<'a>>(
        &mut self,
        owner: &'a str,
        marks: Marks<'a, '_, F>,
        features: &'a [Text<'a>],
    ) {
        let deprecated = features.iter().any(|f| f == "deprecated");
        match marks.known {
            Some(_) => self.mark(owner, marks.whole, deprecated),
            None => return self.mark_gone(owner, marks.whole, deprecated),
        }
        for feature in features {
            let part = (marks.feature)(feature);
            match marks.known.is_some_and(|known| known.contains(feature)) {
                true => self.mark(owner, part, false),
                false => self.mark_gone(owner, part, false),
            }
        }
    }
}

/// Parts to mark for a member or value and its features, and the features in the documented
/// schema.
struct Marks<'a, 'k, F> {
    whole: Part<'a>,
    feature: F,
    known: Option<&'k [Text<'a>]>,
}

/// The unions that have each type as a branch.
fn unions<'a>(schema: &'a Schema<'a>) -> HashMap<&'a str, Vec<&'a ObjectInfo<'a>>> {
    let mut found: HashMap<&str, Vec<&ObjectInfo<'_>>> = HashMap::new();
    for info in schema.entities() {
        let Body::Object(union) = &info.body else {
            continue;
        };
        for variant in union.variants.iter().flatten() {
            found.entry(&variant.type_name).or_default().push(union);
        }
    }
    found
}

/// Returns true for an object without members and branches.
fn is_empty(schema: &Schema<'_>, name: &str) -> bool {
    let info = schema.type_named(name);
    info.is_some_and(|info| match &info.body {
        Body::Object(object) => object.members.is_empty() && object.variants.is_none(),
        _ => false,
    })
}

/// The types that a name stands for, arrays and alternates passed through; alternates are among
/// them.
fn passed<'a>(schema: &'a Schema<'a>, name: &str) -> Vec<&'a SchemaInfo<'a>> {
    let mut found: Vec<&SchemaInfo<'_>> = Vec::new();
    let mut todo: Vec<_> = schema.type_named(name).into_iter().collect();
    while let Some(info) = todo.pop() {
        if found.iter().any(|known| std::ptr::eq(*known, info)) {
            continue;
        }
        if !matches!(info.body, Body::Array { .. }) {
            found.push(info);
        }
        if let Body::Array { .. } | Body::Alternate { .. } = info.body {
            todo.extend(info.references().filter_map(|name| schema.type_named(name)));
        }
    }
    found
}
