//! Conditions and features of several releases' parts, and comparisons with the newest's.

use qapi_parser::ir::{Cond, EnumValue, Feature, Member, Object, Schema, Type, TypeKind, Variants};

use crate::unite::kind::Group;

/// The features of a part, the newest release's first. Whether it is deprecated or unstable, the
/// newest says alone.
pub(super) fn features<'f>(lists: impl Iterator<Item = &'f [Feature]>) -> Vec<Feature> {
    let mut united: Vec<Feature> = Vec::new();
    for (index, list) in lists.enumerate() {
        for feature in list {
            let state = matches!(feature.name(), "deprecated" | "unstable");
            let known = united.iter().any(|other| other.name() == feature.name());
            if !known && (index == 0 || !state) {
                united.push(feature.clone());
            }
        }
    }
    united
}

/// Returns true if all conditions mean the same.
pub(super) fn same_conds(conds: &[Option<&Cond>]) -> bool {
    let first = conds.first().copied().flatten().map(Cond::tree);
    conds.iter().all(|cond| cond.map(Cond::tree) == first)
}

/// Returns true if a newest object has just those members and branches.
pub(super) fn is_same_object(
    schema: &Schema,
    object: &Object,
    members: &[Member],
    variants: Option<&Variants>,
) -> bool {
    let before = object.members(schema);
    let same_members = before.len() == members.len()
        && before.zip(members).all(|(a, b)| {
            a.name() == b.name()
                && a.ty() == b.ty()
                && a.optional() == b.optional()
                && same_terms((a.cond(), a.features()), (b.cond(), b.features()))
        });
    let same_branches = match (object.branches(), variants) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            let mut branches = a.branches().iter().zip(&b.branches);
            let same = |(a, b): (&qapi_parser::ir::Branch, &qapi_parser::ir::Branch)| {
                a.name() == b.name()
                    && a.ty() == b.ty()
                    && same_terms((a.cond(), &[]), (b.cond(), &[]))
            };
            a.tag_index() == b.tag && a.branches().len() == b.branches.len() && branches.all(same)
        }
        _ => false,
    };
    same_members && same_branches
}

/// Returns true if a newest enum has just those values.
pub(super) fn is_same_enum(ty: &Type, values: &[EnumValue], open: bool) -> bool {
    let TypeKind::Enum(e) = ty.kind() else {
        return false;
    };
    let same = |(a, b): (&EnumValue, &EnumValue)| {
        a.name() == b.name() && same_terms((a.cond(), a.features()), (b.cond(), b.features()))
    };
    e.is_open() == open
        && e.values().len() == values.len()
        && e.values().iter().zip(values).all(same)
}

fn same_terms(a: (Option<&Cond>, &[Feature]), b: (Option<&Cond>, &[Feature])) -> bool {
    let names = |features: &[Feature]| -> Vec<String> {
        features.iter().map(|f| f.name().to_owned()).collect()
    };
    a.0.map(Cond::tree) == b.0.map(Cond::tree) && names(a.1) == names(b.1)
}

/// Returns true if a group has types of that kind.
pub(super) fn has_kind(group: &Group, kind: &str) -> bool {
    match kind {
        "null" => group.null,
        "bool" => group.bool,
        "int" => !group.ints.is_empty() || group.unknown_int,
        "number" => group.number,
        "string" => group.string || !group.enums.is_empty(),
        "list" => !group.elements.is_empty(),
        _ => !group.objects.is_empty(),
    }
}
