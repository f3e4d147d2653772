//! Parts of types, paired up for comparison: by name, the features of a place, the branches of
//! unions.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::model::{Builtin, Feature, Member, Model, Object, Type, TypeId, Value, Variant};
use super::relation::Pair;

/// The features that `$feature` finds in a place.
pub(super) struct Features<'m> {
    /// Each with the type that defines it; None for the place's own.
    found: Vec<(Option<TypeId>, &'m Feature<'m>)>,
    /// The type of the place, or of its arrays' elements, and an alternate's branches.
    types: Vec<TypeId>,
}

impl<'m> Features<'m> {
    /// The features of a command, an event or a value.
    pub(super) fn own(features: &'m [Feature<'m>]) -> Self {
        Features {
            found: features.iter().map(|f| (None, f)).collect(),
            types: Vec::new(),
        }
    }

    /// The place's own features and its type's, through arrays and into alternates' branches.
    pub(super) fn at(model: &'m Model<'m>, own: &'m [Feature<'m>], ty: Option<TypeId>) -> Self {
        let mut here = Features::own(own);
        let mut todo: Vec<TypeId> = ty.into_iter().collect();
        let mut seen = HashSet::new();
        while let Some(ty) = todo.pop() {
            match model.ty(ty) {
                Type::Array(element) => {
                    todo.push(*element);
                    continue;
                }
                Type::Object(object) => here.of(ty, &object.features),
                Type::Enum { features, .. } => here.of(ty, features),
                Type::Alternate { branches, features } if seen.insert(ty) => {
                    here.of(ty, features);
                    todo.extend(branches.iter().map(|b| b.ty));
                }
                _ => {}
            }
            here.types.push(ty);
        }
        here
    }

    fn of(&mut self, ty: TypeId, features: &'m [Feature<'m>]) {
        self.found.extend(features.iter().map(|f| (Some(ty), f)));
    }

    /// The features.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'m Feature<'m>> {
        self.found.iter().map(|(_, feature)| *feature)
    }

    /// The type that stands where `ty` stands in the other version of the place.
    pub(super) fn counterpart(&self, other: &Features<'_>, ty: TypeId) -> Option<TypeId> {
        let at = other.types.iter().position(|known| *known == ty);
        let same = at.and_then(|at| self.types.get(at));
        same.or(self.types.first()).copied()
    }

    /// The features by name, each with the type that defines it.
    pub(super) fn named(
        &self,
    ) -> impl Iterator<Item = (&'m str, (Option<TypeId>, &'m Feature<'m>))> {
        self.found.iter().map(|found| (found.1.name, *found))
    }
}

/// The items of one name in two versions; None where a version lacks it.
type Both<T> = (Option<T>, Option<T>);

/// Pairs up items by name, sorted. The first item of a name counts.
pub(super) fn joined<K: Ord, T>(
    old: impl IntoIterator<Item = (K, T)>,
    new: impl IntoIterator<Item = (K, T)>,
) -> BTreeMap<K, Both<T>> {
    let mut pairs: BTreeMap<K, Both<T>> = BTreeMap::new();
    for (name, item) in old {
        pairs.entry(name).or_default().0.get_or_insert(item);
    }
    for (name, item) in new {
        pairs.entry(name).or_default().1.get_or_insert(item);
    }
    pairs
}

/// The branches of a version by case; None where the branch is empty and not told.
type Branches<'m> = BTreeMap<&'m str, Option<&'m Variant<'m>>>;

/// The features of an enumeration's values.
type ValueFeatures<'m> = HashMap<&'m str, &'m [Feature<'m>]>;

/// The branches that have a member, by that member.
type ByMember<'m> = HashMap<&'m str, Vec<(&'m str, &'m Member<'m>)>>;

/// The branches of two versions of an object. A struct whose member became a union's tag, or the
/// reverse, counts as a union with empty branches.
pub(super) struct Unions<'m> {
    pub(super) old: Branches<'m>,
    pub(super) new: Branches<'m>,
    /// The tag's name, if it is the same in both.
    pub(super) tag: Option<&'m str>,
    /// The features of the tags' values in the old version and the new one.
    values: (ValueFeatures<'m>, ValueFeatures<'m>),
    pair: Pair<'m>,
    /// Made when first needed: seldom.
    old_members: OnceCell<ByMember<'m>>,
    new_members: OnceCell<ByMember<'m>>,
}

impl<'m> Unions<'m> {
    pub(super) fn new(pair: Pair<'m>, old: &'m Object<'m>, new: &'m Object<'m>) -> Self {
        let told = |o: &'m Object<'m>| o.variants.iter().map(|v| (v.case, Some(v))).collect();
        let values = |model: &'m Model<'m>, object: &'m Object<'m>| -> ValueFeatures<'m> {
            let values = object.tag.and_then(|tag| enum_values(model, object, tag));
            let values = values.unwrap_or_default().iter();
            values.map(|v| (v.name, &*v.features)).collect()
        };
        let mut union = Unions {
            old: told(old),
            new: told(new),
            tag: None,
            values: (values(pair.old, old), values(pair.new, new)),
            pair,
            old_members: OnceCell::new(),
            new_members: OnceCell::new(),
        };
        match (old.tag, new.tag) {
            (Some(a), Some(b)) if a == b => union.tag = Some(a),
            (None, Some(tag)) => {
                if let Some(cases) = cases_of(pair.old, old, tag, new) {
                    union.old = cases;
                    union.tag = Some(tag);
                }
            }
            (Some(tag), None) => {
                if let Some(cases) = cases_of(pair.new, new, tag, old) {
                    union.new = cases;
                    union.tag = Some(tag);
                }
            }
            _ => {}
        }
        union
    }

    /// The branches of one version that have that member.
    pub(super) fn branches_with(&self, name: &str, in_new: bool) -> &[(&'m str, &'m Member<'m>)] {
        let members = if in_new {
            self.new_members
                .get_or_init(|| by_member(self.pair.new, &self.new))
        } else {
            self.old_members
                .get_or_init(|| by_member(self.pair.old, &self.old))
        };
        members.get(name).map_or(&[], Vec::as_slice)
    }

    /// Number of branches of one version.
    pub(super) fn cases(&self, in_new: bool) -> usize {
        if in_new {
            self.new.len()
        } else {
            self.old.len()
        }
    }

    /// The features of the tag's value in the old version and the new one.
    pub(super) fn value_features(&self, case: &str) -> (&'m [Feature<'m>], &'m [Feature<'m>]) {
        let (old, new) = &self.values;
        let of = |values: &ValueFeatures<'m>| values.get(case).copied().unwrap_or_default();
        (of(old), of(new))
    }
}

fn by_member<'m>(model: &'m Model<'m>, branches: &Branches<'m>) -> ByMember<'m> {
    let mut members = ByMember::new();
    for (case, variant) in branches {
        let object = variant.and_then(|v| model.object(v.ty));
        for member in object.iter().flat_map(|o| &o.members) {
            members.entry(member.name).or_default().push((case, member));
        }
    }
    members
}

/// The empty branches of a struct whose member is the tag of a union in the other version: one for
/// each of its values, or if it is any string, for each case of the union.
fn cases_of<'m>(
    model: &'m Model<'m>,
    object: &'m Object<'m>,
    tag: &str,
    union: &'m Object<'m>,
) -> Option<Branches<'m>> {
    if let Some(values) = enum_values(model, object, tag) {
        return Some(values.iter().map(|v| (v.name, None)).collect());
    }
    let member = object.members.iter().find(|m| m.name == tag)?;
    let is_string = matches!(model.ty(member.ty), Type::Builtin(Builtin::String));
    let cases = union.variants.iter().map(|v| (v.case, None));
    is_string.then(|| cases.collect())
}

fn enum_values<'m>(
    model: &'m Model<'m>,
    object: &'m Object<'m>,
    member: &str,
) -> Option<&'m [Value<'m>]> {
    let member = object.members.iter().find(|m| m.name == member)?;
    match model.ty(member.ty) {
        Type::Enum { values, .. } => Some(values),
        _ => None,
    }
}
