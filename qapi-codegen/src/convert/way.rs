//! One direction of conversions, and the step that converts a value at a place.
//!
//! Input: pairs of items, and the types that both have at a place. Output: the [`Step`] from the one
//! type to the other. Types are compared as they are on the wire. Only arrays and alternates recurse.

use foldhash::HashMap;
use proc_macro2::TokenStream;
use qapi_parser::ir::{Builtin, TypeId, TypeKind};
use quote::quote;

use super::Side;
use super::pairs::Shapes;
use super::shape::{Part, Shape};
use crate::items::Holds;
use crate::reach::Direction;

/// One direction: from the items of one module to those of the other.
pub(super) struct Way<'w> {
    pub(super) from: &'w Side<'w>,
    pub(super) to: &'w Side<'w>,
    pub(super) pairs: Vec<(&'w Shape<'w>, &'w Shape<'w>)>,
    /// The numbers of the pairs by their types.
    numbers: HashMap<(TypeId, TypeId), usize>,
    /// The types of the one side and of the other.
    types: [&'w Shapes<'w>; 2],
}

/// The values of a type or place that convert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// All of them, without loss.
    Every,
    /// Those that the other type has.
    Several,
    /// None of them.
    None,
}

impl Fit {
    /// Returns the values of an item that convert, by those of one of its parts. If `cushioned`, the
    /// item has values without the part.
    pub(super) fn of_whole(self, cushioned: bool) -> Fit {
        match cushioned {
            true => self.min(Fit::Several),
            false => self,
        }
    }
}

/// The conversion of a value at a place.
pub(super) enum Step {
    /// Both have one Rust type.
    Moved,
    /// An integer of a larger range.
    Widened,
    /// An integer becomes a number, which has few integers beyond 2^53.
    Number,
    /// An enumeration's text.
    Text,
    /// A text becomes the enumeration of that path, which may be open.
    Parsed { open: bool, of: TokenStream },
    /// Any value of JSON.
    Any,
    /// Through JSON: one type is encoded, the other is decoded.
    Wire,
    /// The conversion of a pair of items.
    Item(usize),
    /// Each element of an array.
    Each(Box<Step>),
    /// The value becomes an alternative, which is boxed or not.
    Wrapped(Box<Step>, TokenStream, bool),
    /// One alternative has the value.
    Unwrapped(Box<Step>, TokenStream, bool),
    /// No value converts.
    No,
}

impl Step {
    /// Returns the values that convert, if the step depends on no pair of items.
    pub(super) fn fit(&self) -> Fit {
        match self {
            Step::Moved | Step::Widened | Step::Text | Step::Any | Step::Item(_) => Fit::Every,
            Step::Parsed { open: true, .. } => Fit::Every,
            Step::Number | Step::Parsed { .. } | Step::Wire => Fit::Several,
            // No value has another kind, and no element is no wrong one.
            Step::Each(step) => step.fit().of_whole(true),
            Step::Wrapped(step, ..) => step.fit(),
            Step::Unwrapped(..) => Fit::Several,
            Step::No => Fit::None,
        }
    }

    /// Returns the pair of items that the step needs, and true if some value converts without it.
    pub(super) fn item(&self) -> Option<(usize, bool)> {
        match self {
            Step::Item(pair) => Some((*pair, false)),
            Step::Each(step) => Some((step.item()?.0, true)),
            Step::Wrapped(step, ..) | Step::Unwrapped(step, ..) => step.item(),
            _ => None,
        }
    }
}

impl<'w> Way<'w> {
    pub(super) fn new(
        from: &'w Side<'w>,
        to: &'w Side<'w>,
        pairs: Vec<(&'w Shape<'w>, &'w Shape<'w>)>,
        types: [&'w Shapes<'w>; 2],
    ) -> Self {
        let numbered = pairs.iter().enumerate();
        let numbered = numbered.filter_map(|(index, (a, b))| Some(((a.id?, b.id?), index)));
        Way {
            from,
            to,
            numbers: numbered.collect(),
            pairs,
            types,
        }
    }

    /// Returns the struct that a place of the one side has.
    pub(super) fn held_from(&self, held: &Holds) -> Option<&'w Shape<'w>> {
        self.types[0].of_type(held.ty)
    }

    /// Returns the struct that a place of the other side has.
    pub(super) fn held_to(&self, held: &Holds) -> Option<&'w Shape<'w>> {
        self.types[1].of_type(held.ty)
    }

    /// Returns true if the union `b`, which lacks the branch, keeps it as an unknown one.
    pub(super) fn keeps_branch(&self, b: &Shape<'_>, branch: &Part) -> bool {
        let held = branch.holds.as_ref();
        b.open && held.is_none_or(|held| self.from.direction_of_held(held).encode)
    }

    /// Returns true if the other struct, which lacks the member, keeps it among its further members.
    pub(super) fn keeps_member(&self, part: &Part, places: &[Part]) -> bool {
        let held = part.holds.as_ref();
        let encodes = held.is_some_and(|held| self.from.direction_of_held(held).encode);
        encodes && places.iter().any(|place| place.rest)
    }

    /// Returns the step between the values of two places.
    pub(super) fn step(&self, a: &Holds, b: &Holds) -> Step {
        match (&a.substitution, &b.substitution) {
            (None, None) => self.types(a.ty, b.ty),
            (Some(a), Some(b)) if a.to_string() == b.to_string() => Step::Moved,
            _ => wire(self.from.direction_of_held(a), self.to.direction_of_held(b)),
        }
    }

    fn types(&self, a: TypeId, b: TypeId) -> Step {
        let (own, other) = (self.from.plan.schema.ty(a), self.to.plan.schema.ty(b));
        if let (TypeKind::Array(a), TypeKind::Array(b)) = (own.kind(), other.kind()) {
            return match self.types(a.element(), b.element()) {
                Step::Moved => Step::Moved,
                step => Step::Each(Box::new(step)),
            };
        }
        let idents = (self.from.plan.type_ident(a), self.to.plan.type_ident(b));
        if idents.0.is_none() || idents.1.is_none() {
            if self.from.type_text(a) == self.to.type_text(b) {
                return Step::Moved;
            }
            if self.from.plan.substituted(a) || self.to.plan.substituted(b) {
                return self.by_wire(a, b);
            }
        }
        match (own.kind(), other.kind()) {
            (TypeKind::Alternate(_), TypeKind::Alternate(_)) => self.items(a, b),
            (TypeKind::Alternate(_), _) => self.unwrapped(a, b),
            (_, TypeKind::Alternate(_)) => self.wrapped(a, b),
            (TypeKind::Builtin(a), TypeKind::Builtin(b)) if widens(*a, *b) => Step::Widened,
            (TypeKind::Builtin(a), TypeKind::Builtin(Builtin::Number)) if range(*a).is_some() => {
                Step::Number
            }
            (_, TypeKind::Builtin(Builtin::Any)) if self.from.direction(a).encode => Step::Any,
            (TypeKind::Enum(_), TypeKind::Builtin(Builtin::Str)) => Step::Text,
            (TypeKind::Builtin(Builtin::Str), TypeKind::Enum(values)) => Step::Parsed {
                open: self.to.plan.is_open(b, values),
                of: self.to.type_tokens(b),
            },
            _ => self.items(a, b),
        }
    }

    /// The conversion of two items, which is one by the wire where they are no pair.
    fn items(&self, a: TypeId, b: TypeId) -> Step {
        match self.numbers.get(&(a, b)) {
            Some(pair) => Step::Item(*pair),
            None if self.differ(a, b) => Step::No,
            None => self.by_wire(a, b),
        }
    }

    fn by_wire(&self, a: TypeId, b: TypeId) -> Step {
        wire(self.from.direction(a), self.to.direction(b))
    }

    fn wrapped(&self, a: TypeId, b: TypeId) -> Step {
        let shape = self.types[1].of_type(b);
        let Some((variant, held)) = alternative(self.to, shape, kind(self.from, a)) else {
            return self.by_wire(a, b);
        };
        match self.types(a, held.ty) {
            Step::No => Step::No,
            step => Step::Wrapped(Box::new(step), variant, held.boxed),
        }
    }

    fn unwrapped(&self, a: TypeId, b: TypeId) -> Step {
        let shape = self.types[0].of_type(a);
        let Some((variant, held)) = alternative(self.from, shape, kind(self.to, b)) else {
            return self.by_wire(a, b);
        };
        match self.types(held.ty, b) {
            Step::No => Step::No,
            step => Step::Unwrapped(Box::new(step), variant, held.boxed),
        }
    }

    /// Returns true if no value of the one type is one of the other, since they are different JSON.
    fn differ(&self, a: TypeId, b: TypeId) -> bool {
        match (kind(self.from, a), kind(self.to, b)) {
            (Some(a), Some(b)) => a != b && (a, b) != (INTEGER, NUMBER),
            _ => false,
        }
    }
}

/// The step through JSON, if the one type is encoded and the other decoded.
fn wire(from: Direction, to: Direction) -> Step {
    match from.encode && to.decode {
        true => Step::Wire,
        false => Step::No,
    }
}

/// The kinds of JSON of numbers, as [`Part::key`] has them.
pub(super) const INTEGER: &str = "an integer";
pub(super) const NUMBER: &str = "a number";

/// The kind of JSON of a type's values, in the words of [`Part::key`]; None if it may be any.
fn kind(side: &Side<'_>, id: TypeId) -> Option<&'static str> {
    match side.plan.schema.ty(id).kind() {
        TypeKind::Builtin(Builtin::Any) | TypeKind::Alternate(_) => None,
        _ => Some(crate::emit::selector(side.plan, id)),
    }
}

/// The path of an alternate's variant for that kind of JSON, which has no condition, and its value.
fn alternative<'s>(
    side: &Side<'_>,
    shape: Option<&'s Shape<'_>>,
    kind: Option<&str>,
) -> Option<(TokenStream, &'s Holds)> {
    let (shape, kind) = (shape?, kind?);
    let mut parts = shape.parts.iter();
    let part = parts.find(|part| part.key == kind && part.cfg.is_empty())?;
    let (of, variant) = (side.path(shape, &shape.ident), &part.ident);
    Some((quote!(#of::#variant), part.holds.as_ref()?))
}

/// The range of an integer type.
fn range(builtin: Builtin) -> Option<(i128, i128)> {
    let range = |min: i64, max: u64| Some((i128::from(min), i128::from(max)));
    match builtin {
        Builtin::Int8 => range(i8::MIN.into(), i8::MAX as u64),
        Builtin::Int16 => range(i16::MIN.into(), i16::MAX as u64),
        Builtin::Int32 => range(i32::MIN.into(), i32::MAX as u64),
        Builtin::Int | Builtin::Int64 => range(i64::MIN, i64::MAX as u64),
        Builtin::Uint8 => range(0, u8::MAX.into()),
        Builtin::Uint16 => range(0, u16::MAX.into()),
        Builtin::Uint32 => range(0, u32::MAX.into()),
        Builtin::Uint64 | Builtin::Size => range(0, u64::MAX),
        Builtin::Integer => range(i64::MIN, u64::MAX),
        _ => None,
    }
}

/// Returns true if every integer of the first type is one of the second.
fn widens(a: Builtin, b: Builtin) -> bool {
    match (range(a), range(b)) {
        (Some(a), Some(b)) => b.0 <= a.0 && a.1 <= b.1,
        _ => false,
    }
}
