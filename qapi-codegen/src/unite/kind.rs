//! The types of one place by their kinds of JSON.
//!
//! Input: the types that the releases have at a place. Output: a [`Group`], of which each kind has
//! one type; where there is more than one kind, an alternate tells them apart.

use qapi_parser::ir::{Builtin, TypeKind};

use super::places::{Places, Ref};

/// The types of a place.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Anything, whatever else there is.
    pub(super) any: bool,
    pub(super) null: bool,
    pub(super) bool: bool,
    pub(super) number: bool,
    pub(super) string: bool,
    /// The integer types; those that a recorded answer has tell no range.
    pub(super) ints: Vec<Builtin>,
    pub(super) unknown_int: bool,
    pub(super) enums: Vec<Ref>,
    pub(super) objects: Vec<Ref>,
    pub(super) alternates: Vec<Ref>,
    /// The element types of arrays.
    pub(super) elements: Vec<Ref>,
}

impl Group {
    /// Alternates count as the types of their alternatives.
    pub(super) fn of(places: &Places<'_>, types: &[Ref]) -> Self {
        let mut group = Group::default();
        for ty in types {
            group.add(places, *ty);
            if let TypeKind::Alternate(alternate) = places.ty(*ty).kind() {
                for alternative in alternate.alternatives() {
                    group.add(places, (ty.0, alternative.ty()));
                }
            }
        }
        group
    }

    /// Adds a type. (No alternative is an alternate.)
    fn add(&mut self, places: &Places<'_>, ty: Ref) {
        let (release, _) = ty;
        match places.ty(ty).kind() {
            TypeKind::Builtin(builtin) => {
                self.builtin(*builtin, places.releases[release].recorded);
            }
            TypeKind::Enum(_) => self.enums.push(ty),
            TypeKind::Object(_) => self.objects.push(ty),
            TypeKind::Array(array) => self.elements.push((release, array.element())),
            TypeKind::Alternate(_) => self.alternates.push(ty),
        }
    }

    fn builtin(&mut self, builtin: Builtin, recorded: bool) {
        match builtin {
            Builtin::Any => self.any = true,
            Builtin::Null => self.null = true,
            Builtin::Bool => self.bool = true,
            Builtin::Number => self.number = true,
            Builtin::Str => self.string = true,
            _ if recorded => self.unknown_int = true,
            int => self.ints.push(int),
        }
    }

    /// The integer type that holds all integers of the place: the newest release's if that does.
    pub(super) fn integer(&self) -> Option<Builtin> {
        let widest = |signed: bool| {
            let ints = self.ints.iter().filter(|int| is_signed(**int) == signed);
            // Of several, `max_by_key` gives the last.
            ints.rev().copied().max_by_key(|int| bits(*int))
        };
        match (widest(true), widest(false)) {
            (None, None) => self.unknown_int.then_some(Builtin::Int),
            (Some(one), None) | (None, Some(one)) => Some(one),
            (Some(signed), Some(unsigned)) if bits(signed) > bits(unsigned) => Some(signed),
            (Some(_), Some(unsigned)) => Some(match bits(unsigned) {
                8 => Builtin::Int16,
                16 => Builtin::Int32,
                32 => Builtin::Int,
                _ => Builtin::Integer,
            }),
        }
    }
}

fn is_signed(int: Builtin) -> bool {
    use Builtin::{Int, Int8, Int16, Int32, Int64};
    matches!(int, Int | Int8 | Int16 | Int32 | Int64)
}

fn bits(int: Builtin) -> u8 {
    match int {
        Builtin::Int8 | Builtin::Uint8 => 8,
        Builtin::Int16 | Builtin::Uint16 => 16,
        Builtin::Int32 | Builtin::Uint32 => 32,
        _ => 64,
    }
}
