//! Relation of two types in the same place: the values that only one of them takes.
//!
//! Only the kinds of types are judged here. The parts of objects, enumerations and alternates are
//! compared elsewhere.

use std::collections::BTreeMap;

use super::model::{Alternative, Builtin, Model, Range, Type, TypeId};
use super::severity::Side;

/// Relation of a new type to the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// The same, but perhaps for its parts.
    Same,
    /// It takes all that the old one takes, and more.
    Widened,
    /// It takes only some of the old one's values.
    Narrowed,
    /// Neither.
    Changed,
    /// The same but for its range.
    Range(Bounds),
}

/// Relation of a new integer range to the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bounds {
    /// It contains the old one.
    Widened,
    /// The old one contains it.
    Narrowed,
    /// Neither.
    Changed,
}

/// The types to compare, on both sides.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'m> {
    pub(crate) old: &'m Model<'m>,
    pub(crate) new: &'m Model<'m>,
}

impl<'m> Pair<'m> {
    /// Returns the relation, and the parts to be compared with each other in the same place.
    pub(crate) fn relate(
        &self,
        old: TypeId,
        new: TypeId,
        side: Side,
    ) -> (Relation, Vec<(TypeId, TypeId)>) {
        let relation = |r| (r, Vec::new());
        match (self.old.ty(old), self.new.ty(new)) {
            (Type::Builtin(a), Type::Builtin(b)) => relation(builtins(*a, *b, side)),
            (Type::Unknown, Type::Unknown)
            | (Type::Enum { .. }, Type::Enum { .. })
            | (Type::Object(_), Type::Object(_)) => relation(Relation::Same),
            (Type::Array(a), Type::Array(b)) => (Relation::Same, vec![(*a, *b)]),
            (Type::Alternate { branches: a, .. }, Type::Alternate { branches: b, .. }) => {
                let (a, b) = (by_kind(self.old, a), by_kind(self.new, b));
                let pairs = a
                    .iter()
                    .filter_map(|(kind, a)| Some((a.ty, b.get(kind)?.ty)));
                (Relation::Same, pairs.collect())
            }
            (_, Type::Builtin(Builtin::Any)) => relation(Relation::Widened),
            (Type::Builtin(Builtin::Any), _) => relation(Relation::Narrowed),
            (Type::Enum { .. }, Type::Builtin(Builtin::String)) => relation(Relation::Widened),
            (Type::Builtin(Builtin::String), Type::Enum { .. }) => relation(Relation::Narrowed),
            (_, Type::Alternate { branches, .. }) => {
                match branches.iter().find(|b| self.same_kind(old, b.ty)) {
                    Some(branch) => (Relation::Widened, vec![(old, branch.ty)]),
                    None => relation(Relation::Changed),
                }
            }
            (Type::Alternate { branches, .. }, _) => {
                match branches.iter().find(|b| self.same_kind(b.ty, new)) {
                    Some(branch) => (Relation::Narrowed, vec![(branch.ty, new)]),
                    None => relation(Relation::Changed),
                }
            }
            _ => relation(Relation::Changed),
        }
    }

    /// Reports that both are of the same kind of JSON, by which alternates choose.
    fn same_kind(&self, old: TypeId, new: TypeId) -> bool {
        let kind = kind(self.old.ty(old));
        kind.is_some() && kind == self::kind(self.new.ty(new))
    }
}

/// An alternate's branches by their kind of JSON, by which alternates choose.
pub(crate) fn by_kind<'m>(
    model: &Model<'_>,
    branches: &'m [Alternative<'m>],
) -> BTreeMap<&'static str, &'m Alternative<'m>> {
    let mut kinds = BTreeMap::new();
    for branch in branches {
        if let Some(kind) = kind(model.ty(branch.ty)) {
            kinds.entry(kind).or_insert(branch);
        }
    }
    kinds
}

/// The kind of JSON of a type that can be an alternate's branch.
fn kind(ty: &Type<'_>) -> Option<&'static str> {
    match ty {
        Type::Enum { .. } | Type::Builtin(Builtin::String) => Some("string"),
        Type::Builtin(Builtin::Number | Builtin::Int(_)) => Some("number"),
        Type::Builtin(Builtin::Boolean) => Some("boolean"),
        Type::Builtin(Builtin::Null) => Some("null"),
        Type::Object(_) => Some("object"),
        Type::Array(_) => Some("array"),
        Type::Builtin(Builtin::Any | Builtin::Other) | Type::Alternate { .. } | Type::Unknown => {
            None
        }
    }
}

fn builtins(old: Builtin, new: Builtin, side: Side) -> Relation {
    match (old, new) {
        (Builtin::Int(Some(a)), Builtin::Int(Some(b))) if a != b => {
            let (a, b) = (a.on(side), b.on(side));
            Relation::Range(match (b.contains(a), a.contains(b)) {
                (true, _) => Bounds::Widened,
                (_, true) => Bounds::Narrowed,
                _ => Bounds::Changed,
            })
        }
        (Builtin::Int(_), Builtin::Int(_)) => Relation::Same,
        (a, b) if a == b => Relation::Same,
        (_, Builtin::Any) | (Builtin::Int(_), Builtin::Number) => Relation::Widened,
        (Builtin::Any, _) | (Builtin::Number, Builtin::Int(_)) => Relation::Narrowed,
        _ => Relation::Changed,
    }
}

impl Range {
    const INT: Range = Range {
        min: i64::MIN as i128,
        max: i64::MAX as i128,
    };

    const UINT64: Range = Range {
        min: 0,
        max: u64::MAX as i128,
    };

    /// As the schema language calls it. (`size` has the range of `uint64`, and `int64` that of
    /// `int`.)
    fn name(self) -> String {
        let Range { min, max } = self;
        let unsigned = [8u32, 16, 32, 64].map(|bits| (bits, 0, (1i128 << bits) - 1));
        let signed =
            [8u32, 16, 32].map(|bits| (bits, -(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1));
        let find = |ranges: &[(u32, i128, i128)]| {
            let found = ranges.iter().find(|(_, a, b)| (*a, *b) == (min, max));
            found.map(|(bits, ..)| *bits)
        };
        if self == Range::INT {
            "int".to_owned()
        } else if let Some(bits) = find(&unsigned) {
            format!("uint{bits}")
        } else if let Some(bits) = find(&signed) {
            format!("int{bits}")
        } else {
            format!("int {min}..{max}")
        }
    }

    /// The range that QEMU takes in requests, or that it sends.
    ///
    /// Its visitors take negative numbers for unsigned integers of 64 bits, "for backward
    /// compatibility" (`qobject_input_type_uint64`); smaller ones they check. Replies stay within
    /// the declared range.
    fn on(self, side: Side) -> Range {
        match side {
            Side::Request if self == Range::UINT64 => Range {
                min: Range::INT.min,
                ..self
            },
            _ => self,
        }
    }

    fn contains(&self, other: Range) -> bool {
        self.min <= other.min && other.max <= self.max
    }
}

/// Describes a type as it is on the wire, without a name.
pub(crate) fn describe(model: &Model<'_>, mut ty: TypeId) -> String {
    let mut text = String::new();
    // No array consists of nothing but itself.
    while let Type::Array(element) = model.ty(ty) {
        text += "array of ";
        ty = *element;
    }
    match model.ty(ty) {
        Type::Builtin(Builtin::Int(Some(range))) => text += &range.name(),
        Type::Builtin(builtin) => text += builtin_name(*builtin),
        Type::Enum { .. } => text += "enum",
        Type::Object(object) if object.tag.is_some() => text += "union",
        Type::Object(_) => text += "object",
        Type::Alternate { branches, .. } => {
            let kinds: Vec<_> = branches.iter().map(|b| kind_name(model.ty(b.ty))).collect();
            text += &format!("alternate of {}", kinds.join(", "));
        }
        Type::Array(_) | Type::Unknown => text += "unknown",
    }
    text
}

fn kind_name(ty: &Type<'_>) -> &'static str {
    match ty {
        Type::Builtin(builtin) => builtin_name(*builtin),
        Type::Enum { .. } => "enum",
        Type::Array(_) => "array",
        Type::Object(_) => "object",
        Type::Alternate { .. } => "alternate",
        Type::Unknown => "unknown",
    }
}

fn builtin_name(builtin: Builtin) -> &'static str {
    match builtin {
        Builtin::String => "string",
        Builtin::Number => "number",
        Builtin::Int(_) => "int",
        Builtin::Boolean => "boolean",
        Builtin::Null => "null",
        Builtin::Any => "any",
        Builtin::Other => "unknown",
    }
}
