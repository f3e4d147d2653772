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
        let index = Index::new(documented);
        for (version, schema) in versions.iter().enumerate().take(MOST_VERSIONS) {
            Walk {
                documented,
                index: &index,
                other: schema,
                version,
                all: &mut all,
                seen: HashSet::new(),
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
    index: &'w Index<'a>,
    other: &'a Schema<'a>,
    version: usize,
    all: &'w mut Availability<'a>,
    /// The pairs that were compared.
    seen: HashSet<(&'a str, &'a str)>,
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
                self.pair(mine, theirs);
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
        if let Some(Body::Object(object)) = self.other.type_named(theirs).map(|info| &info.body) {
            for member in &object.members {
                let deprecated = member.has_feature("deprecated");
                self.mark_gone(root, Part::Member(&member.name), deprecated);
            }
        }
    }

    /// Queues two types at the same place. All objects without members are one type, so nothing
    /// can be said of it.
    fn compare(&mut self, mine: &'a str, theirs: &'a str) {
        if !is_empty(self.documented, mine) {
            self.queue(mine, theirs);
        }
    }

    fn queue(&mut self, mine: &'a str, theirs: &'a str) {
        if self.may_go_on() {
            self.todo.push((mine, theirs));
        }
    }

    /// Marks a definition and its features.
    fn whole(&mut self, mine: &'a SchemaInfo<'a>, theirs: &'a SchemaInfo<'a>) {
        self.mark(&mine.name, Part::Whole, theirs.has_feature("deprecated"));
        for feature in theirs.features() {
            let part = Part::Feature(feature);
            if self.index.has(&mine.name, part) {
                self.mark(&mine.name, part, false);
            } else {
                self.mark_gone(&mine.name, part, false);
            }
        }
    }

    /// Compares two types, and queues what arrays and alternates of either have below them.
    fn pair(&mut self, my_name: &'a str, their_name: &'a str) {
        let types = (
            self.documented.type_named(my_name),
            self.other.type_named(their_name),
        );
        let (Some(mine), Some(theirs)) = types else {
            return;
        };
        for below in below(mine) {
            self.queue(below, their_name);
        }
        for below in below(theirs) {
            self.queue(my_name, below);
        }
        match (&mine.body, &theirs.body) {
            (Body::Object(my), Body::Object(their)) => {
                self.whole(mine, theirs);
                self.members(&mine.name, my, their);
                self.branches(&mine.name, their);
            }
            (Body::Enum(_), Body::Enum(their)) => {
                self.whole(mine, theirs);
                for (value, features) in their.iter() {
                    let feature = |feature| Part::ValueFeature(value, feature);
                    self.part(&mine.name, Part::Value(value), feature, features);
                }
            }
            (Body::Alternate { .. }, Body::Alternate { .. }) => self.whole(mine, theirs),
            _ => {}
        }
    }

    fn members(&mut self, owner: &'a str, mine: &'a ObjectInfo<'a>, theirs: &'a ObjectInfo<'a>) {
        for member in &theirs.members {
            let name: &'a str = &member.name;
            let same = self.index.get(owner, Part::Member(name));
            if same.is_none() && (self.in_branches(mine, name) || self.is_common(owner, name)) {
                continue;
            }
            let features = member.features.as_deref().unwrap_or_default();
            let feature = |feature| Part::MemberFeature(name, feature);
            self.part(owner, Part::Member(name), feature, features);
            if let Some(same) = same {
                self.compare(same, &member.type_name);
            }
        }
    }

    /// Returns true if a branch has the member, which was common to all branches before.
    fn in_branches(&mut self, object: &'a ObjectInfo<'a>, name: &'a str) -> bool {
        let mut variants = object.variants.iter().flatten();
        variants.any(|variant| {
            self.may_go_on() && self.index.has(&variant.type_name, Part::Member(name))
        })
    }

    /// Returns true if all branches of a union have the member, which only this one had before.
    fn is_common(&mut self, branch: &'a str, name: &'a str) -> bool {
        let index = self.index;
        let mut unions = index.unions.get(branch).into_iter().flatten();
        unions.any(|union| self.may_go_on() && index.has(union, Part::Member(name)))
    }

    fn branches(&mut self, owner: &'a str, theirs: &'a ObjectInfo<'a>) {
        for variant in theirs.variants.iter().flatten() {
            let part = Part::Branch(&variant.case);
            match self.index.get(owner, part) {
                Some(same) => {
                    self.mark(owner, part, false);
                    self.compare(same, &variant.type_name);
                }
                None => self.mark_gone(owner, part, false),
            }
        }
    }

    /// Marks a member or value and its features.
    fn part(
        &mut self,
        owner: &'a str,
        whole: Part<'a>,
        feature: impl Fn(&'a str) -> Part<'a>,
        features: &'a [Text<'a>],
    ) {
        let deprecated = features.iter().any(|f| f == "deprecated");
        if !self.index.has(owner, whole) {
            return self.mark_gone(owner, whole, deprecated);
        }
        self.mark(owner, whole, deprecated);
        for name in features {
            let part = feature(name);
            if self.index.has(owner, part) {
                self.mark(owner, part, false);
            } else {
                self.mark_gone(owner, part, false);
            }
        }
    }
}

/// The parts of the documented schema. Each comparison takes the time of the other version's parts,
/// however many the documented type has.
#[derive(Default)]
struct Index<'a> {
    /// Every part but whole definitions, with the type of a member or branch.
    parts: HashMap<Key<'a>, &'a str>,
    /// The unions that have each type as a branch.
    unions: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Index<'a> {
    fn new(schema: &'a Schema<'a>) -> Self {
        let mut index = Index::default();
        for info in schema.entities() {
            index.add_features(&info.name, info.features.iter().flatten(), Part::Feature);
            match &info.body {
                Body::Object(object) => index.add_object(&info.name, object),
                Body::Enum(values) => {
                    for (value, features) in values.iter() {
                        index.add(&info.name, Part::Value(value), "");
                        let part = |feature| Part::ValueFeature(value, feature);
                        index.add_features(&info.name, features, part);
                    }
                }
                _ => {}
            }
        }
        index
    }

    fn add_object(&mut self, name: &'a str, object: &'a ObjectInfo<'a>) {
        for member in &object.members {
            self.add(name, Part::Member(&member.name), &member.type_name);
            let part = |feature| Part::MemberFeature(&member.name, feature);
            self.add_features(name, member.features.iter().flatten(), part);
        }
        for variant in object.variants.iter().flatten() {
            self.add(name, Part::Branch(&variant.case), &variant.type_name);
            let unions = self.unions.entry(&variant.type_name).or_default();
            if unions.last() != Some(&name) {
                unions.push(name);
            }
        }
    }

    fn add(&mut self, owner: &'a str, part: Part<'a>, type_name: &'a str) {
        self.parts.entry((owner, part)).or_insert(type_name);
    }

    fn add_features(
        &mut self,
        owner: &'a str,
        features: impl IntoIterator<Item = &'a Text<'a>>,
        part: impl Fn(&'a str) -> Part<'a>,
    ) {
        for feature in features {
            self.add(owner, part(feature), "");
        }
    }

    /// The type of a member or branch, or "" for another part, if the schema has it.
    fn get(&self, owner: &'a str, part: Part<'a>) -> Option<&'a str> {
        self.parts.get(&(owner, part)).copied()
    }

    fn has(&self, owner: &'a str, part: Part<'a>) -> bool {
        self.parts.contains_key(&(owner, part))
    }
}

/// Returns true for an object without members and branches.
fn is_empty(schema: &Schema<'_>, name: &str) -> bool {
    let info = schema.type_named(name);
    info.is_some_and(|info| match &info.body {
        Body::Object(object) => object.members.is_empty() && object.variants.is_none(),
        _ => false,
    })
}

/// The types that stand at the place of an array or alternate itself, as for a path of `qapi query`.
fn below<'a>(info: &'a SchemaInfo<'a>) -> impl Iterator<Item = &'a str> {
    let is_passed = matches!(info.body, Body::Array { .. } | Body::Alternate { .. });
    is_passed.then(|| info.references()).into_iter().flatten()
}
