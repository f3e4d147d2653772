//! QAPI's built-in types, optional members, arrays.

use super::json::to_map;
use super::{Decode, DecodeError, Encode, Json, Map, Null, Problem, Reader, Value, Writer};

/// Reads an integer within the type's range.
macro_rules! integer {
    ($r:ident $rust:ident $qapi:literal) => {{
        let value = match $r.json() {
            Json::Int(value) => $rust::try_from(*value).ok(),
            Json::Uint(value) => $rust::try_from(*value).ok(),
            // serde_json reads the integer `-0` as a double.
            Json::Float(value) if is_minus_zero(*value) && !$r.in_arguments() => Some(0),
            _ => return $r.mismatch("an integer"),
        };
        match value {
            Some(value) => Some(value),
            None => $r.fail(out_of_range($r.json(), $qapi)),
        }
    }};
}

macro_rules! integers {
    ($($rust:ident $qapi:literal)*) => {$(
        impl Decode for $rust {
            fn decode(r: &Reader<'_, '_>) -> Option<Self> {
                integer!(r $rust $qapi)
            }
        }
    )*};
}

integers! {
    i8 "int8" i16 "int16" i32 "int32" i64 "int"
    u8 "uint8" u16 "uint16" u32 "uint32"
}

impl Decode for u64 {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        match r.json() {
            Json::Int(value) if r.in_arguments() => Some(value.cast_unsigned()),
            _ => integer!(r u64 "uint64"),
        }
    }
}

macro_rules! encode_integers {
    ($($rust:ident)*) => {$(
        impl Encode for $rust {
            fn encode(&self, w: &mut Writer<'_>) {
                w.leaf(self);
            }
        }
    )*};
}

encode_integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

fn is_minus_zero(value: f64) -> bool {
    value == 0.0 && value.is_sign_negative()
}

#[cold]
fn out_of_range(json: &Json<'_>, expected: &'static str) -> DecodeError {
    DecodeError::new(Problem::OutOfRange {
        expected,
        found: json.to_value().to_string(),
    })
}

impl Encode for f64 {
    fn encode(&self, w: &mut Writer<'_>) {
        w.leaf(self);
    }
}

impl Decode for f64 {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        match r.json() {
            Json::Float(value) => Some(*value),
            Json::Int(value) => Some(*value as f64),
            Json::Uint(value) => Some(*value as f64),
            _ => r.mismatch("a number"),
        }
    }
}

impl Encode for bool {
    fn encode(&self, w: &mut Writer<'_>) {
        w.leaf(self);
    }
}

impl Decode for bool {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        match r.json() {
            Json::Bool(value) => Some(*value),
            _ => r.mismatch("a boolean"),
        }
    }
}

impl Encode for str {
    fn encode(&self, w: &mut Writer<'_>) {
        w.string(self);
    }
}

impl Encode for String {
    fn encode(&self, w: &mut Writer<'_>) {
        w.string(self);
    }
}

impl Decode for String {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        match r.json() {
            Json::String(value) => Some(value.as_ref().to_owned()),
            _ => r.mismatch("a string"),
        }
    }
}

impl Encode for Null {
    fn encode(&self, w: &mut Writer<'_>) {
        w.leaf(&());
    }
}

impl Decode for Null {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        match r.json() {
            Json::Null => Some(Null),
            _ => r.mismatch("null"),
        }
    }
}

/// Writes the empty object, the result of a command without `returns`.
impl Encode for () {
    fn encode(&self, w: &mut Writer<'_>) {
        w.object(&[], &[]);
    }
}

impl Decode for () {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        r.members().map(|_| ())
    }
}

impl Encode for Value {
    fn encode(&self, w: &mut Writer<'_>) {
        match self {
            Value::Object(members) => members.encode(w),
            other => w.value(other),
        }
    }
}

impl Decode for Value {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        Some(r.json().to_value())
    }
}

impl Encode for Map {
    fn encode(&self, w: &mut Writer<'_>) {
        w.map(self.iter());
    }
}

impl Decode for Map {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        match r.json() {
            Json::Object(members) => Some(to_map(members)),
            _ => r.mismatch("an object"),
        }
    }
}

/// Writes an optional member.
impl<T: Encode> Encode for Option<T> {
    fn encode(&self, w: &mut Writer<'_>) {
        if let Some(value) = self {
            value.encode(w);
        }
    }

    fn is_present(&self) -> bool {
        self.is_some()
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, w: &mut Writer<'_>) {
        w.array(self.iter().map(|element| element as &dyn Encode));
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        r.elements()
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, w: &mut Writer<'_>) {
        (**self).encode(w);
    }

    fn is_present(&self) -> bool {
        (**self).is_present()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        T::decode(r).map(Box::new)
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, w: &mut Writer<'_>) {
        (**self).encode(w);
    }

    fn is_present(&self) -> bool {
        (**self).is_present()
    }
}
